"""Time from saving a file to the new text on screen, in a running preview and a real Chromium."""

from __future__ import annotations

import re
import time
from pathlib import Path
from statistics import median

from bygge.copied import previewed
from vagvisaren.finished import printing

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
    room.mkdir()
    with previewed(room) as address, printing.started(printing.find_browser()) as browser:
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
