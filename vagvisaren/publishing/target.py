"""Where a website is published: a place with releases, one of which is live.

    MÅL/mal.json                  whose the target is
    MÅL/utgavor/<namn>/           one folder per release, the same bytes for ever
    MÅL/utgavor/<namn>.json       its manifest
    MÅL/utgavor/arkiv/<namn>.tar.gz   an older release, packed: nothing that was published is deleted
    MÅL/aktuell                   what the web server serves: a link to one of the releases; on a share that
                                  has no links, a copy of it (whose .utgava says which)

What is only half done has a name that begins with a dot, and is cleared away by the next who publishes.
Here are a folder of this machine and a mounted share; another machine is in ssh.py.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Protocol

from vagvisaren.faults import Fault, Faulty, Place
from vagvisaren.finished import staging
from vagvisaren.publishing.release import pack, sums, tree, unpacked_sums

MÄRKE = "mal.json"
UTGÅVOR = "utgavor"
ARKIV = "utgavor/arkiv"
AKTUELL = "aktuell"
UTGÅVA = ".utgava"
LÅS = ".las"
NAME = re.compile(r"\d{8}-\d{6}-[0-9a-f]{12}")
WAIT = 600  # seconds for another who publishes to the same place

Say = Callable[[str], None]


def staged(name: str) -> str:
    """Where a release lies before it has a place among the others."""
    return f"{UTGÅVOR}/.{name}.ny"


def foreign(label: str, name: str) -> Fault:
    """Something in a target that publishing has not put there."""
    return Fault(Place(f"{label}/{name}", 0), "Det här har Vägvisaren inte lagt dit.", "Flytta det.")


def busy(label: str) -> Faulty:
    return Faulty([Fault(Place(label, 0), "Någon annan har publicerat hit i mer än tio minuter.", "Försök igen om en stund.")])


WAITING = "Någon annan publicerar hit just nu. Väntar."


class Target(Protocol):
    """What publishing needs of a place. A method raises `Faulty` or `OSError` when the place does not do as it is told."""

    label: str

    def lock(self, say: Say) -> AbstractContextManager[None]:
        """Nobody else publishes here at the same time."""

    def listing(self) -> list[str]:
        """The names at the top; none when there is no such place."""

    def within(self) -> str | None:
        """Another target that this place lies in."""

    def read(self, path: str) -> bytes | None:
        """A file below the target; None when there is none."""

    def write(self, path: str, content: bytes) -> None:
        """A small file, whole or not at all."""

    def clear(self) -> None:
        """Put right and clear away what a publishing that was cut short has left."""

    def releases(self) -> list[str]:
        """The releases that lie unpacked, the oldest first."""

    def stage(self, folder: Path, name: str) -> None:
        """Copy a release to where it can be verified."""

    def place(self, name: str, manifest: bytes) -> None:
        """Give the release that is staged its place among the others, with its manifest."""

    def sums(self, path: str) -> dict[str, str]:
        """SHA-256 of every file below a path, read again from where it lies; nothing when nothing is there."""

    def current(self) -> str | None:
        """The release that is live."""

    def swap(self, name: str | None) -> None:
        """Make a release the live one, in one step; None takes the website down."""

    def pack(self, name: str) -> None:
        """Move a release to the archive; it is removed only when the archive reads as the same files."""


class LocalTarget:
    """A folder of this machine, or a share that is mounted as one."""

    def __init__(self, root: Path, label: str):
        self.root, self.label = root, label

    @contextmanager
    def lock(self, say: Say) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        end, path = time.monotonic() + WAIT, self.root / LÅS
        if (lock := staging.take_lock(path)) is None:
            say(WAITING)
        while lock is None:
            if time.monotonic() > end:
                raise busy(self.label)
            time.sleep(0.1)
            lock = staging.take_lock(path)
        with lock:
            yield

    def listing(self) -> list[str]:
        return sorted(path.name for path in self.root.iterdir()) if self.root.exists() else []

    def within(self) -> str | None:
        return next((str(parent) for parent in self.root.resolve().parents if (parent / MÄRKE).is_file()), None)

    def read(self, path: str) -> bytes | None:
        file = self.root / path
        return file.read_bytes() if file.is_file() else None

    def write(self, path: str, content: bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f".{file.name}.ny")
        _write(beside, content)
        os.replace(beside, file)

    def clear(self) -> None:
        live, old = self.root / AKTUELL, self.root / f".{AKTUELL}.gammal"
        if old.exists() and not os.path.lexists(live):  # killed between two renames
            os.rename(old, live)
        room = self.root / UTGÅVOR
        for half in room.glob(".*.json.ny"):  # its release had not got its manifest, and was never live
            _remove(room / half.name[1 : -len(".json.ny")])
        for half in (old, *self.root.glob(".*.ny"), *room.glob(".*.ny"), *room.glob(".*.bort"), *(self.root / ARKIV).glob(".*.ny")):
            _remove(half)

    def releases(self) -> list[str]:
        folder = self.root / UTGÅVOR
        return sorted(p.name for p in folder.iterdir() if p.is_dir() and NAME.fullmatch(p.name)) if folder.is_dir() else []

    def stage(self, folder: Path, name: str) -> None:
        _copy(folder, self.root / staged(name))
        _let_read(self.root / UTGÅVOR)

    def place(self, name: str, manifest: bytes) -> None:
        room = self.root / UTGÅVOR
        half = room / f".{name}.json.ny"
        _write(half, manifest)
        os.rename(self.root / staged(name), room / name)
        os.rename(half, room / f"{name}.json")

    def sums(self, path: str) -> dict[str, str]:
        return {name: value for name, value in sums(self.root / path).items() if name != UTGÅVA}

    def current(self) -> str | None:
        live = self.root / AKTUELL
        if not os.path.lexists(live):
            return None
        if live.is_symlink():
            leads = live.resolve()
            name = leads.name if leads.parent == (self.root / UTGÅVOR).resolve() else ""
        else:
            name = (self.read(f"{AKTUELL}/{UTGÅVA}") or b"").decode("utf-8", "replace")
        if not NAME.fullmatch(name):
            raise Faulty([foreign(self.label, AKTUELL)])
        return name

    def swap(self, name: str | None) -> None:
        live, beside = self.root / AKTUELL, self.root / f".{AKTUELL}.ny"
        _remove(beside)
        if name is None:
            _remove(live)
        elif self._is_copy(live) or not _link(f"{UTGÅVOR}/{name}", beside):
            self._swap_copy(name, live, beside)
        else:
            os.replace(beside, live)

    def _is_copy(self, live: Path) -> bool:
        return live.is_dir() and not live.is_symlink()

    def _swap_copy(self, name: str, live: Path, beside: Path) -> None:
        """A copy takes the live one's place: in one step where the system can, else in two, the old one kept until both
        are done."""
        release, old = self.root / UTGÅVOR / name, self.root / f".{AKTUELL}.gammal"
        _copy(release, beside)
        if sums(beside) != sums(release):
            raise OSError("kopian blev inte likadan")
        _write(beside / UTGÅVA, name.encode())
        if not os.path.lexists(live):
            os.rename(beside, live)
        elif not staging.exchange(beside, live):
            _remove(old)
            os.rename(live, old)
            try:
                os.rename(beside, live)
            except OSError:
                os.rename(old, live)
                raise
        _remove(beside)
        _remove(old)

    def pack(self, name: str) -> None:
        folder, archive = self.root / UTGÅVOR / name, f"{ARKIV}/{name}.tar.gz"
        self.write(archive, pack(tree(folder)))
        if unpacked_sums((self.root / archive).read_bytes()) != sums(folder):
            raise OSError("arkivet blev inte likadant")
        away = folder.with_name(f".{name}.bort")
        os.rename(folder, away)  # in one step: never half a release among the others
        _remove(away)


def _link(to: str, path: Path) -> bool:
    """Whether a link could be made: a share may have none, and Windows cannot let one take another's place."""
    if sys.platform == "win32":
        return False
    try:
        os.symlink(to, path, target_is_directory=True)
    except OSError:
        return False
    return True


def _copy(folder: Path, to: Path) -> None:
    """A copy that the web server can read, whatever the umask: who may come this far is for the target's own folder."""
    for name, path in tree(folder).items():
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        _write(to / name, path.read_bytes())
    for path in (to, *to.rglob("*")):
        _let_read(path)


def _let_read(path: Path) -> None:
    mode = path.stat().st_mode
    readable = mode | (0o555 if path.is_dir() else 0o444)
    if mode != readable:
        with suppress(PermissionError):  # where the mount alone decides
            path.chmod(readable)


def _write(path: Path, content: bytes) -> None:
    """Write a file, on the disk and not only in memory: a power cut after the swap finds whole files."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)
