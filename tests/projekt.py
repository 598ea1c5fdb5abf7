"""Real parts for the tests: copies of the project, real builds, real hashes, free ports."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from vagvisaren.publishing.source import PARTS

ROOT = Path(__file__).resolve().parent.parent
IDAG = "2026-11-22"


@dataclass(frozen=True)
class Project:
    """A copy of the project, to change and to build."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "site"

    def environment(self, **more: str) -> dict[str, str]:
        return {**os.environ, "IDAG": IDAG, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", **more}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "mkdocs", *arguments]

    def start(self, *arguments: str, **more: str) -> subprocess.Popen:
        return subprocess.Popen(
            self.command("build", *arguments),
            cwd=self.root,
            env=self.environment(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def build(self, *arguments: str, **more: str) -> Result:
        process = self.start(*arguments, **more)
        said, _ = process.communicate(timeout=120)
        return Result(process.returncode, said)

    def replace(self, file: str, old: str, new: str) -> None:
        """Change a file; the old text must be there."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} finns inte i {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def page(self, name: str) -> str:
        return (self.site / name).read_text(encoding="utf-8")

    def leftovers(self) -> list[str]:
        return sorted(path.name for path in self.root.glob(".site-bygge-*"))


@dataclass(frozen=True)
class Result:
    code: int
    said: str


def copy_project(to: Path) -> Project:
    to.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, to / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, to / part)
    return Project(to)


def tree_hash(folder: Path) -> str:
    """One hash of every name and every byte below a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes() if path.is_file() else b"/")
    return digest.hexdigest()


def free_port() -> int:
    with closing(socket.socket()) as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def wait_for(port: int, seconds: float = 10) -> None:
    """Until somebody answers on the port of this machine."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with closing(socket.socket()) as sock:
            if sock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"ingen svarar på port {port}")
