"""Real parts for the tests of publishing: a project where all is checked, small websites, processes that are cut short."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import shutil
import signal
import struct
import subprocess
import sys
import tarfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from projekt import IDAG, ROOT, Project, Result, copy_project

from vagvisaren.faults import Faulty
from vagvisaren.publishing import publish, release, source
from vagvisaren.publishing.publish import Basis, Order
from vagvisaren.publishing.release import Manifest
from vagvisaren.publishing.source import Kept
from vagvisaren.publishing.target import LocalTarget, Target
from vagvisaren.records import register
from vagvisaren.shown import agenda, pages, review
from vagvisaren.tasks.log import as_yaml

WEBBPLATS = "timra.se"
DAY = date.fromisoformat(IDAG)
NOW = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/Stockholm"))
GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


# ------------------------------------------------------------------ the whole project


def checked_project(to: Path, *, git: bool = True, **days: str) -> Project:
    """A copy of the project where all that Timrå shows is checked, on 1 November or on the day that is said of an id."""
    project = copy_project(to)
    shutil.copy(ROOT / ".gitignore", to / ".gitignore")
    check(project, **days)
    if git:
        keep_in_git(project.root)
    return project


def check(project: Project, **days: str) -> None:
    """Say in the log that all that the municipality's websites show is checked."""
    known = register.load(project.root, internt=True)
    found = review.uppgifter(known, known.kommuner["timrå"], pages.read_all(project.root, known, DAY), DAY)
    rows = [agenda.entry_of(u, "utvecklingsstrateg", "läst" if u.is_text else "källsida", days.get(u.id, "2026-11-01")) for u in found]
    (project.root / "data/timra/granskningar.yml").write_text("granskningar:\n" + "".join(map(as_yaml, rows)), encoding="utf-8")


def keep_in_git(root: Path) -> None:
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "user.name", "Kommunikationsansvarig")
    git(root, "config", "user.email", "kommunikation@example.org")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=Början")


def git(root: Path, *arguments: str) -> str:
    """What git says; it must agree."""
    done = subprocess.run(["git", "-c", "core.quotePath=false", *arguments], cwd=root, env={**os.environ, **GIT}, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout.rstrip("\n")


def command(project: Project, *arguments: str, **more: str) -> Result:
    """`python -m vagvisaren` of the copy itself; what it said, without the notice of a day that is not the clock's."""
    process = start(project, *arguments, **more)
    said, _ = process.communicate(timeout=180)
    return Result(process.returncode, "".join(row for row in said.splitlines(keepends=True) if not row.startswith("IDAG är satt")))


def start(project: Project, *arguments: str, **more: str) -> subprocess.Popen:
    environment = project.environment(PYTHONPATH=str(project.root), PYTHONUNBUFFERED="1", **GIT, **more)
    return subprocess.Popen(
        [sys.executable, "-m", "vagvisaren", *arguments], cwd=project.root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        start_new_session=True,
    )  # fmt: skip


@dataclass(frozen=True)
class Published:
    """A project that is checked, and the target where Timrå's website was published once."""

    project: Project
    target: Path
    said: str

    def publish(self, *arguments: str, **more: str) -> Result:
        return command(self.project, "publicera", WEBBPLATS, "--till", str(self.target), *arguments, **more)

    @property
    def live(self) -> Manifest:
        return live(self.target)

    def copy(self, to: Path) -> Published:
        for folder, name in ((self.project.root, "projekt"), (self.target, self.target.name)):
            shutil.copytree(folder, to / name, symlinks=True)
        return replace(self, project=Project(to / "projekt"), target=to / self.target.name)


def without_check(standing: Published, id_: str) -> None:
    """Take what is said to be checked of an id out of the log."""
    log = standing.project.root / "data/timra/granskningar.yml"
    rows = log.read_text(encoding="utf-8").split("  - ")
    log.write_text("  - ".join(row for row in rows if f'"{id_}"' not in row), encoding="utf-8")


def wait_for_the_build(temporary: Path) -> None:
    """Until a publishing that has its temporary folder there has checked everything and builds."""
    until(lambda: any(temporary.glob("vagvisaren-publicera-*/.site-bygge-*")))


def live(target: Path) -> Manifest:
    """The manifest of what is live in a folder."""
    name = (target / "aktuell").readlink().name
    return Manifest.model_validate_json((target / f"utgavor/{name}.json").read_bytes())


def names(target: Path) -> list[str]:
    """The releases that lie unpacked."""
    return LocalTarget(target, "").releases()


# ------------------------------------------------------------------ small websites


def website(folder: Path, text: str) -> Path:
    """A small website of a few files, each with its text."""
    for name in ("index.html", "stod.html", "bilder/pil.svg"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"<html><body><h1>{name}</h1><p>{text}</p></body></html>\n", encoding="utf-8")
    return folder


@cache
def _register() -> register.Register:
    return register.load(ROOT, internt=True)


def order(target: Path | Target, **more: object) -> Order:
    """An order to publish to a folder, of a project that is empty."""
    place = LocalTarget(target, "målet") if isinstance(target, Path) else target
    empty = more.pop("root", Path("/nonexistent/vagvisaren"))
    return Order(**{"root": empty, "webbplats": WEBBPLATS, "target": place, "idag": DAY, "now": NOW, "nytt_mål": True, **more})


def issue(made: Path, target: Path | Target, kept: Kept | None = Kept("0" * 40, None), **more: object) -> list[str]:
    """Publish a small website as a built one is published; what was said."""
    asked, said = order(target, **more), []
    basis = Basis(asked.root, source.source_sum(asked.root), _register(), _register().webbplatser[asked.webbplats], kept)
    with publish.in_plain_words(asked.target), publish.alone(asked, said.append):
        publish.issue(asked, basis, made, publish.live_manifest(asked.target), said.append)
    return said


def roll_back(target: Path | Target) -> list[str]:
    said: list[str] = []
    publish.roll_back(LocalTarget(target, "målet") if isinstance(target, Path) else target, WEBBPLATS, said.append)
    return said


def refusal(act: Callable[[], object]) -> str:
    """The whole message of an act that is refused."""
    try:
        act()
    except Faulty as fault:
        return fault.report("publicerat")
    raise AssertionError("det vägrades inte")


def several(tmp_path: Path, target: Path | Target, count: int) -> list[str]:
    """Publish that many small websites, one after the other; the releases' names."""
    for number in range(1, count + 1):
        issue(website(tmp_path / f"webbplats-{number}", f"utgåva {number}"), target)
    place = LocalTarget(target, "") if isinstance(target, Path) else target
    return place.releases()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path, but for the mark of a copy."""
    return {name: path.read_bytes() for name, path in release.tree(folder).items() if name != ".utgava"}


def packed(made: Path) -> dict[str, bytes]:
    """What a small website is when it is published: with its .gz files."""
    release.compress(made)
    return contents(made)


def unpacked(target: Path, name: str) -> dict[str, bytes]:
    """The files of a packed release, by tar alone."""
    with tarfile.open(target / f"utgavor/arkiv/{name}.tar.gz") as tar:
        return {member.name: tar.extractfile(member).read() for member in tar.getmembers()}


def leftovers(target: Path) -> list[str]:
    """What is half done in a target, and releases without manifest or manifests without release."""
    hidden = [path.name for path in target.rglob(".*") if path.name not in (".las", ".utgava")]
    room = target / "utgavor"
    manifests = {path.stem for path in room.glob("*.json")} - {path.name.split(".")[0] for path in (room / "arkiv").glob("*")}
    return sorted({*hidden, *({*names(target)} ^ manifests)})


# ------------------------------------------------------------------ processes that meet something


def in_a_process(act: Callable[[], object], *conditions: Callable[[], object]) -> Result:
    """Act in a process of its own, under conditions of its own; how it ended and what it was refused with."""
    _register()  # read once, and not by every process
    out, into = os.pipe()
    if (pid := os.fork()) == 0:
        os.close(out)
        try:
            os._exit(_act(act, conditions, into))
        finally:
            os._exit(70)
    os.close(into)
    with open(out, encoding="utf-8") as said:
        text = said.read()
    return Result(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), text)


def _act(act: Callable[[], object], conditions: tuple[Callable[[], object], ...], said: int) -> int:
    try:
        for condition in conditions:
            condition()
        act()
    except Faulty as fault:
        os.write(said, fault.report("publicerat").encode())
        return 1
    except BaseException:
        os.write(said, traceback.format_exc().encode())
        return 70
    return 0


_CHANGES = {"os.rename", "os.mkdir", "os.symlink", "os.remove", "os.rmdir", "subprocess.Popen"}


def dies_at(number: int) -> Callable[[], None]:
    """The process is killed just before its nth change of the disk, or its nth start of a program."""
    seen = 0

    def hook(event: str, arguments: tuple) -> None:
        nonlocal seen
        if event in _CHANGES or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)

    return lambda: sys.addaudithook(hook)


def no_larger_files_than(size: int) -> Callable[[], None]:
    """The system refuses to write more than so many bytes to a file."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def an_ordinary_user() -> None:
    """Nobody is above the permissions of files."""
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


_CALLS = {"x86_64": {"symlink": 88, "symlinkat": 266, "renameat2": 316}, "aarch64": {"symlinkat": 36, "renameat2": 276}}
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000


def a_share(exchange: bool) -> Callable[[], None]:
    """The system's answers are those of a share that has no links, and that may not let two folders change names either."""
    refused = {"symlink": errno.EPERM, "symlinkat": errno.EPERM, **({} if exchange else {"renameat2": errno.EINVAL})}

    def filter_calls() -> None:
        numbers = [(_CALLS[platform.machine()][name], code) for name, code in refused.items() if name in _CALLS[platform.machine()]]
        steps = [(0x20, 0, 0, 0), *(step for number, code in numbers for step in ((0x15, 0, 1, number), (0x06, 0, 0, _REFUSE | code))), (0x06, 0, 0, _ALLOW)]
        program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
        header = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(program)))
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, header):  # PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP
            raise OSError(ctypes.get_errno(), "seccomp")

    return filter_calls


@dataclass
class Reader:
    """Reads the live website over and over, as a visitor does, and keeps what it met: the whole website, held by its
    folder, or a page alone where a folder is not kept when another takes its place."""

    live: Path
    whole: bool = True
    met: list[dict[str, bytes]] = field(default_factory=list)
    missing: int = 0
    done: bool = False

    def run(self) -> None:
        while not self.done:
            try:
                found = self.read()
            except FileNotFoundError:
                self.missing += 1
            else:
                self.met += [found] if not self.met or self.met[-1] != found else []
            time.sleep(0.001)

    def read(self) -> dict[str, bytes]:
        if not self.whole:
            return {"index.html": (self.live / "index.html").read_bytes()}
        folder = os.open(self.live, os.O_RDONLY | os.O_DIRECTORY)
        try:
            return contents(Path(f"/proc/self/fd/{folder}/."))
        finally:
            os.close(folder)


@contextmanager
def reading(target: Path, whole: bool = True) -> Iterator[Reader]:
    """A reader of the live website for as long as the block."""
    reader = Reader(target / "aktuell", whole)
    thread = threading.Thread(target=reader.run)
    thread.start()
    until(lambda: reader.met or reader.missing)
    try:
        yield reader
    finally:
        reader.done = True
        thread.join()


def until(true: Callable[[], bool], seconds: float = 120) -> None:
    """Wait for something to be true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


class InBackground:
    """An act in a process of its own, which one waits for later."""

    def __init__(self, act: Callable[[], object], *conditions: Callable[[], object]):
        _register()
        self.code: int | None = None
        if (pid := os.fork()) == 0:
            try:
                os.setsid()
                os._exit(in_a_process(act, *conditions).code)
            finally:
                os._exit(70)
        self.pid = pid

    def is_running(self) -> bool:
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        self.code = os.waitstatus_to_exitcode(status) if pid else None
        return not pid

    def kill(self) -> None:
        """SIGKILL of the process and all that it has started, but for what has a session of its own."""
        os.killpg(self.pid, signal.SIGKILL)
        self.wait()

    def wait(self) -> int:
        if self.code is None:
            self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.code
