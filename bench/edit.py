"""Time from saving a file to the new text on screen, in a running preview and a real Chromium."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median

from vagvisaren import printing
from vagvisaren.publishing.source import PARTS

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 7
REST = 3.0  # seconds between two edits: the build before has come to its end
# The first frame in which the marked words stand on the page, by the computer's clock.
WATCH = """
addEventListener("DOMContentLoaded", function () {
  var found = document.body.textContent.match(/Provmening\\w+/);
  if (found) requestAnimationFrame(function () { console.log(found[0] + " " + Date.now()); });
});
"""
# What is edited, the page that is looked at, the file, and what is replaced there.
EDITS = {
    "en webbplats": ("umea.se/i-arbetet.html", "docs/umea.se/i-arbetet.md", r"^# .*"),
    "gemensamma data": ("timra.se/vem-kontaktas.html", "data/gemensamt/situationer.yml", r"(?<=rubrik: )(?:Du är utsatt eller hotad|Provmening\w+)"),
}


def free_port() -> int:
    with closing(socket.socket()) as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@contextmanager
def preview(root: Path) -> Iterator[str]:
    """A running preview of a copy of the project; its address."""
    root.mkdir()
    for part in PARTS:
        (shutil.copytree if (ROOT / part).is_dir() else shutil.copy)(ROOT / part, root / part)
    port = free_port()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}/"
        _wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait()


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            return urllib.request.urlopen(f"{address}timra.se/index.html").close()
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


def seconds(page, root: Path, file: str, pattern: str, number: int) -> float:
    """One edit, from when the file is saved until a frame with it is drawn."""
    mark = f"Provmening{number}"
    text = (root / file).read_text(encoding="utf-8")
    new = f"# {mark}" if pattern.startswith("^") else mark
    with page.expect_console_message(lambda said: said.text.startswith(f"{mark} "), timeout=30_000) as said:
        (root / file).write_text(re.sub(pattern, new, text, count=1, flags=re.MULTILINE), encoding="utf-8")
        saved = time.time()
    return int(said.value.text.split()[1]) / 1000 - saved


def run(room: Path) -> dict[str, dict[str, object]]:
    """Seconds for each kind of edit: the median and all of them."""
    found = {}
    with preview(room) as address, printing.started(printing.find_browser()) as browser:
        for name, (shown, file, pattern) in EDITS.items():
            page = browser.new_page(bypass_csp=True)
            page.add_init_script(WATCH)
            page.goto(address + shown)
            times = []
            for number in range(ROUNDS):
                time.sleep(REST)
                times.append(round(seconds(page, room, file, pattern, number), 3))
            found[name] = {"sekunder": median(times), "mätningar": times}
            page.close()
    return found
