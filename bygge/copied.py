"""A running preview of a copy of the project, to look at and to edit: for HANDBOK's pictures and for the bench."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from vagvisaren.publishing.source import PARTS

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 60  # seconds until it answers


@contextmanager
def previewed(root: Path, **environment: str) -> Iterator[str]:
    """Copy the project into an empty folder and preview it there; its address."""
    for part in PARTS:
        (shutil.copytree if (ROOT / part).is_dir() else shutil.copy)(ROOT / part, root / part)
    port = _free_port()
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    own = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(root), **environment}
    process = subprocess.Popen(command, cwd=root, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}/"
        _wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with closing(socket.socket()) as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def _wait_for(address: str) -> None:
    end = time.monotonic() + LONGEST
    while True:
        try:
            return urllib.request.urlopen(address).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
