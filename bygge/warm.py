"""What makes the preview quick: a process that has imported and compiled all that a build needs, and forks one for each.

A build in the preview renders only the websites whose own files have changed. Which those are needs no list to be kept:
a website depends on exactly what its process may open (`render.allowed_files`). They are shown as soon as the data are
checked and they are rendered. Then Redaktionen, which shows everything, is built, all finished websites are checked, and
the whole takes its place, the same bytes as a build from nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from bygge import render
from bygge.renderers import Job
from vagvisaren.publishing.source import PARTS
from vagvisaren.shown.pages import REDAKTIONEN

ROOT = Path(__file__).resolve().parents[1]
EDITED = ("data", "docs")  # a change in anything else is one in the program: all begins anew
SUMS = "summor.json"
LONGEST = 120  # seconds for one build


@dataclass(frozen=True)
class Said:
    """What is said of a build, by its number: websites are shown, something is wrong, or all is ready."""

    nummer: int
    vad: str
    sagt: str = ""


VISAS, FEL, KLART = "visas", "fel", "klart"


# ------------------------------------------------------------------ in the build


class Earlier:
    """The websites as the preview shows them, and what each was made of."""

    def __init__(self, site: Path, notes: Path, shown: Callable[[], None]):
        self.site, self.notes, self._shown = site, notes, shown
        self._sums: dict[str, str] = json.loads(notes.read_text()) if notes.is_file() else {}

    def sums(self, jobs: Iterable[Job]) -> dict[str, str]:
        """By website, a sum of every file that its process may read, and of the day."""
        sum_of_file = cache(lambda path: hashlib.sha256(path.read_bytes()).digest())
        return {job.webbplats: _sum_of(job, sum_of_file) for job in jobs}

    def holds(self, job: Job, sums: dict[str, str]) -> bool:
        """Whether the website that is shown was made of just this."""
        return self._sums.get(job.webbplats) == sums[job.webbplats] and (self.site / job.webbplats).is_dir()

    def take(self, jobs: Iterable[Job], sums: dict[str, str]) -> None:
        """Show what was rendered, take away what is no more, and let the build have the others as they are."""
        kept = [job for job in jobs if not Path(job.ut).is_dir()]
        self._note({job.webbplats: self._sums[job.webbplats] for job in kept})  # ended here, we render the others again
        for shown in (self.site, self._fragments):
            for folder in shown.iterdir() if shown.is_dir() else ():
                if folder.name not in {REDAKTIONEN, *(job.webbplats for job in kept)}:
                    shutil.rmtree(folder)
        for job in jobs:
            there, shown = _rooms(Path(job.ut)), (self.site / job.webbplats, self._fragments / job.webbplats)
            for folder, to in zip(*((shown, there) if job in kept else (there, shown)), strict=True):
                if folder.is_dir():
                    link_tree(folder, to)
        self._note(sums)
        self._shown()

    def _note(self, sums: dict[str, str]) -> None:
        whole = self.notes.with_suffix(".ny")
        whole.write_text(json.dumps(sums))
        os.replace(whole, self.notes)
        self._sums = sums

    @property
    def _fragments(self) -> Path:
        return self.notes.parent / "fragment"


def _rooms(out: Path) -> tuple[Path, Path]:
    """Where a website is rendered, and its fragments."""
    return out, render.fragments_folder(out)


def _sum_of(job: Job, sum_of_file: Callable[[Path], bytes]) -> str:
    allowed = render.allowed_files(job.webbplats, job.mapp, job.intern, Path(job.ut))
    folders = [Path(place) for place in allowed.own if Path(place).is_relative_to(ROOT)]
    files = {path for folder in folders for path in ([folder] if folder.is_file() else folder.rglob("*"))}
    files |= {path for folder in allowed.files_of for path in Path(folder).iterdir()}
    digest = hashlib.sha256(job.idag.encode())
    for path in sorted(path for path in files if path.is_file() and path.suffix != ".pyc"):
        digest.update(path.relative_to(ROOT).as_posix().encode() + sum_of_file(path))
    return digest.hexdigest()


def link_tree(folder: Path, to: Path) -> None:
    """The same files in another folder, without copying them: nobody writes in a file that is built."""
    shutil.copytree(folder, to, copy_function=os.link)


def build(out: Path, notes: Path, shown: Callable[[], None]) -> str:
    """Build into `out`; what went wrong in the editor's words, or nothing."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    try:
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(out))
        config.extra["earlier"] = Earlier(out, notes, shown)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except (Abort, MkDocsException) as wrong:
        return str(wrong)
    except Exception:
        return traceback.format_exc()
    return ""


# ------------------------------------------------------------------ the warm process


def main(out: Path, notes: Path) -> None:
    """For each row with a number, build; a build that goes on when the next is asked for is ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks hears Ctrl-C, and ends us
    from mkdocs.config import load_config

    load_config(str(ROOT / "mkdocs.yml"), site_dir=str(out))
    render.prepare()
    running = 0
    for row in sys.stdin:
        _end(running)
        running = os.fork()
        if running == 0:
            _one(int(row), out, notes)
        _own_group(running)
    _end(running)


def _own_group(pid: int) -> None:
    """A group of its own, with those that it forks: they are ended together. Said by both, as either may be first."""
    with suppress(OSError):
        os.setpgid(pid, pid)


def _end(pid: int) -> None:
    if pid:
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _one(number: int, out: Path, notes: Path) -> None:
    _own_group(0)

    def tell(what: str, said: str = "") -> None:
        print(json.dumps(asdict(Said(number, what, said))), flush=True)

    try:
        wrong = build(out, notes, lambda: tell(VISAS))
        tell(FEL if wrong else KLART, wrong)
    finally:
        os._exit(0)


# ------------------------------------------------------------------ who asks


class Builder:
    """Asks the warm process for builds, and says what it says."""

    def __init__(self, root: Path, room: Path, hear: Callable[[Said], None]):
        self._root, self._room, self._hear = root, room, hear
        self._complaints = room / "klagomal.txt"
        self._process: subprocess.Popen | None = None
        self._program = ""
        self._number = 0

    def ask(self) -> int:
        """Build what has changed; the number of the build."""
        program = sum_of_program(self._root)
        if self._process is None or self._process.poll() is not None or program != self._program:
            self.stop()
            self._begin(program)
        self._number += 1
        self._process.stdin.write(f"{self._number}\n")
        self._process.stdin.flush()
        return self._number

    def _begin(self, program: str) -> None:
        self._program = program
        shutil.rmtree(self._room / "anteckningar", ignore_errors=True)
        (self._room / "anteckningar").mkdir(parents=True)
        command = [sys.executable, "-m", "bygge.warm", str(self._room / "site"), str(self._room / "anteckningar" / SUMS)]
        with self._complaints.open("w") as complaints:
            self._process = subprocess.Popen(
                command, cwd=self._root, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints, encoding="utf-8"
            )
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()

    def _listen(self, process: subprocess.Popen) -> None:
        for row in process.stdout:
            said = Said(**json.loads(row))
            if said.nummer == self._number:
                self._hear(said)
        if process is self._process:  # it ended of itself: our own program is broken
            self._hear(Said(self._number, FEL, self._complaints.read_text(encoding="utf-8").strip() or "Bygget misslyckades."))

    def stop(self) -> None:
        process, self._process = self._process, None
        if process:
            process.stdin.close()
            process.wait()


class Cold:
    """Builds everything from nothing, where a system cannot fork."""

    def __init__(self, root: Path, room: Path, hear: Callable[[Said], None]):
        self._root, self._room, self._hear, self._number = root, room, hear, 0

    def ask(self) -> int:
        self._number += 1
        wrong, _ = run(self._root, "-m", "mkdocs", "build", "--quiet", "-d", str(self._room / "site"))
        self._hear(Said(self._number, FEL if wrong else KLART, wrong))
        return self._number

    def stop(self) -> None:
        pass


def _environment() -> dict[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}


def run(root: Path, *arguments: str) -> tuple[str, str]:
    """Run Python in a process of its own: what went wrong in the editor's words, or nothing, and what it wrote."""
    try:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=root, env=_environment(), capture_output=True, encoding="utf-8", timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        return f"Det avbröts efter {LONGEST} sekunder.", ""
    wrong = (done.stderr + done.stdout).strip() or "Det misslyckades."
    return (wrong if done.returncode else ""), done.stdout


def sum_of_program(root: Path) -> str:
    """A sum of all that decides a build but what editors write: other when the warm process knows an older program."""
    digest = hashlib.sha256()
    for path in _program_files(root):
        try:
            digest.update(f"\0{path}\0".encode() + path.read_bytes())
        except OSError:  # being written
            digest.update(b"?")
    return digest.hexdigest()


def _program_files(root: Path) -> Iterator[Path]:
    for part in PARTS:
        if part not in EDITED:
            path = root / part
            yield from (path,) if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
