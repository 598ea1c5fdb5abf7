"""Builds beside the website and swaps it in whole: the old one or the new one, never a mixture.

Beside the target `site` lie folders `.site-bygge-<slump>`, one per running build, each with a lock that
the operating system releases when the build ends, however it ends. A folder whose lock is free belonged
to a build that died: the next build repairs and removes it.
"""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import shutil
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from vagvisaren.faults import Fault, Faulty, Place

_LOCK = "las"
_NEW = "ny"
_OLD = "gammal"
GENERATOR = '<meta name="generator" content="Vägvisaren">'
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
_HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


class Staging:
    """One build's own folder beside its target. `new` is where to build; `swap` puts it in place."""

    def __init__(self, target: Path):
        self.target = target.resolve()
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self._prefix = f".{self.target.name}-bygge-"
        self.folder = self.target.parent / f"{self._prefix}{secrets.token_hex(6)}"
        with self._swap_lock():  # nobody sees the folder before its lock is held
            self.folder.mkdir()
            self._lock = take_lock(self.folder / _LOCK)
            self._clear_dead()
        self.new = self.folder / _NEW
        self.new.mkdir()

    @property
    def handles(self) -> tuple[int, ...]:
        """The lock, for a child process to hold too: its folder lives as long as anyone writes in it."""
        return () if sys.platform == "win32" else (self._lock.fileno(),)

    def swap(self) -> None:
        """Put the new tree in place as one step, then remove the old one."""
        old = self.folder / _OLD
        with self._swap_lock():
            if not self.target.exists():
                os.rename(self.new, self.target)
            elif exchange(self.new, self.target):
                os.rename(self.new, old)
            else:
                os.rename(self.target, old)  # killed between these two: the next start puts it back
                os.rename(self.new, self.target)
        self.close()

    def close(self) -> None:
        """Let go of the lock and remove the folder."""
        self._lock.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _clear_dead(self) -> None:
        for folder in self.target.parent.glob(f"{self._prefix}*"):
            if folder == self.folder:
                continue
            lock = take_lock(folder / _LOCK)
            if lock is None:
                continue
            old = folder / _OLD
            if old.is_dir() and not self.target.exists():
                os.rename(old, self.target)
            lock.close()
            shutil.rmtree(folder, ignore_errors=True)

    def _swap_lock(self):
        return only_one(self.target.parent / f".{self.target.name}-byte")


@contextmanager
def only_one(path: Path):
    """Nobody else is within at the same time; the file at `path` is the lock."""
    while (lock := take_lock(path)) is None:
        time.sleep(0.02)
    try:
        yield
    finally:
        lock.close()


def take_lock(path: Path) -> BinaryIO | None:
    """An open file with an exclusive lock, or None when someone else holds it."""
    try:
        file = path.open("a+b")
    except FileNotFoundError:
        return None  # the folder was removed meanwhile
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        if error.errno in _HELD:
            return None
        raise  # a file system that has no locks
    return file


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    result = renameat2(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE)
    )
    if result == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.EPERM):  # a file system that cannot
        return False
    raise OSError(code, os.strerror(code), str(one))


def refuse_foreign(target: Path) -> None:
    """A target that holds something we did not build is never swapped away; raises `Faulty`."""
    if not target.exists():
        return
    foreign = [path.name for path in target.iterdir()] if target.is_dir() else [target.name]
    foreign = [name for name in foreign if name != ".DS_Store" and not _is_ours(target / name)]
    if foreign:
        raise Faulty(
            [
                Fault(
                    Place(f"{target.name}/{name}"),
                    "Mappen innehåller något som Vägvisaren inte har byggt.",
                    "Flytta det, eller bygg till en annan mapp med -d.",
                )
                for name in sorted(foreign)
            ]
        )


def _is_ours(folder: Path) -> bool:
    index = folder / "index.html"
    return not folder.is_symlink() and index.is_file() and GENERATOR.encode() in index.read_bytes()
