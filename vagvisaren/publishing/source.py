"""The project that a release is made of: its checksum, its commit in git, and a copy of what git does not hold."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory, gettempdir

from vagvisaren.faults import Fault, Faulty, Place, enumerate_words
from vagvisaren.finished.staging import take_lock
from vagvisaren.publishing.release import differences, one_sum, pack, sums_of, tree
from vagvisaren.records.reading import is_litter

# All that decides what a build gives, but for the installed packages.
PARTS = ("data", "docs", "mallar", "tema", "vagvisaren", "bygge", "macros.py", "mkdocs.yml")
# What an editor changes, and what publishing commits; not what editors and systems leave beside files.
EDITED = ("data", "docs", ":(exclude,glob)**/.*", ":(exclude,glob)**/*~")
COPIES = ".publicerat"  # copies of the source of releases, when git does not hold all of it
_ROOM = "vagvisaren-publicera-"
_YOUNG = 60  # seconds: between making a room and locking it another may look
_NO_PROGRAM = 127
_FEW = 3  # files, and first and last lines of what git says: more is noise


@dataclass(frozen=True)
class Kept:
    """Where the source of a release is kept. The copy is there when the commit does not hold all of it."""

    commit: str | None
    källkopia: str | None


def source_sum(root: Path) -> str:
    """One checksum of everything that a release is made of."""
    return one_sum(sums_of(files(root)))


def files(root: Path) -> dict[str, Path]:
    """Everything that a release is made of, by its path in the project."""
    return {name: path for part in PARTS for name, path in _files_of(root, part).items() if _counts(name)}


def _files_of(root: Path, part: str) -> dict[str, Path]:
    if (root / part).is_file():
        return {part: root / part}
    return {f"{part}/{name}": path for name, path in tree(root / part).items()}


def _counts(name: str) -> bool:
    path = PurePosixPath(name)
    return path.parts[0] in PARTS and "__pycache__" not in path.parts and not is_litter(Path(name))


def build(root: Path, out: Path, idag: date) -> None:
    """Build all websites with every check; raises `Faulty` with what the build said."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", str(out)]
    environment = {**os.environ, "IDAG": idag.isoformat(), "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "PYTHONPATH": str(root)}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        raise Faulty([Fault(Place("bygget", 0), (done.stderr + done.stdout).strip() or "Bygget misslyckades.")])


@contextmanager
def workroom() -> Iterator[Path]:
    """A folder to build in, gone afterwards. What a publishing left there when it was killed goes with the next one."""
    with TemporaryDirectory(prefix=_ROOM, ignore_cleanup_errors=True) as folder:
        own = Path(folder) / "las"
        lock = take_lock(own)
        try:
            _clear_dead_rooms(own.stat().st_mtime - _YOUNG)
            yield Path(folder)
        finally:
            if lock:
                lock.close()


def _clear_dead_rooms(before: float) -> None:
    for path in Path(gettempdir()).glob(f"{_ROOM}*/las"):
        with suppress(OSError):  # another user's, or somebody else clears it just now
            if path.stat().st_mtime < before and not path.parent.is_symlink() and (lock := take_lock(path)):
                lock.close()
                shutil.rmtree(path.parent, ignore_errors=True)


# ------------------------------------------------------------------ kept, and read again


def keep(root: Path, summa: str, message: str, say: Callable[[str], None]) -> Kept:
    """Keep what a release is made of: what the editor has changed is committed, and what git does not hold is copied.
    Raises `Faulty`."""
    if not in_git(root):
        path = copy(root, summa)
        say(f"Projektet ligger inte i git. Det som publiceras är sparat i {path}.")
        return Kept(None, path)
    made = commit(root, message)
    if not (loose := differences(sums_of(files(root)), _sums_in(_archive(root, made)))):
        return Kept(made, None)
    path = copy(root, summa)
    say(f"Git har inte allt som webbplatsen är gjord av: {enumerate_words(loose[:_FEW])}. Det som publiceras är sparat i {path}.")
    return Kept(made, path)


def copy(root: Path, summa: str) -> str:
    """Keep a copy of what a release is made of, in the project; its path there. The same source gives one copy."""
    path = root / COPIES / f"{summa[:16]}.tar.gz"
    path.parent.mkdir(exist_ok=True)
    beside = path.with_name(f".{path.name}.ny")
    beside.write_bytes(pack(files(root)))
    os.replace(beside, path)
    return path.relative_to(root).as_posix()


def unpack(root: Path, kept: Kept, summa: str, to: Path) -> Path:
    """The project as it was when a release was made, in a folder; raises `Faulty` when it is lost or other."""
    try:
        _extract((root / kept.källkopia).read_bytes() if kept.källkopia else _archive(root, kept.commit or ""), to)
    except (OSError, EOFError, zlib.error, tarfile.TarError):
        raise _lost("Det som publicerades senast finns inte kvar här.") from None
    if source_sum(to) != summa:
        raise _lost("Det som publicerades senast är inte sig likt.")
    return to


def unpack_commit(root: Path, commit_: str, to: Path) -> bool:
    """The project as a commit has it, in a folder; whether git has the commit."""
    packed = _archive(root, commit_)
    if packed:
        _extract(packed, to)
    return bool(packed)


def _extract(packed: bytes, to: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        tar.extractall(to, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))


def _lost(what: str) -> Faulty:
    return Faulty([Fault(Place("källan", 0), what, "Publicera för hand.")])


def _archive(root: Path, commit_: str) -> bytes:
    """The project's folder in a commit, as tar; nothing when there is no such commit."""
    return _start(root, "archive", "--format=tar", commit_).stdout


def _sums_in(packed: bytes) -> dict[str, str]:
    """SHA-256 of what a release is made of, in a tar of the project."""
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        found = {member.name: tar.extractfile(member) for member in tar if member.isfile() and _counts(member.name)}
        return {name: hashlib.sha256(file.read()).hexdigest() for name, file in found.items()}


# ------------------------------------------------------------------ git


def in_git(root: Path) -> bool:
    """Whether the project's data are kept in git. Raises `Faulty` when there is a repository that git does not read."""
    done = _git(root, "ls-files", "--", *EDITED)
    repository = any((folder / ".git").exists() for folder in (root.resolve(), *root.resolve().parents))
    if done.returncode not in (0, _NO_PROGRAM) and repository:
        raise _git_fault("Projektets git går inte att läsa.", done)
    return done.returncode == 0 and bool(done.stdout)


def last_published(root: Path, webbplats: str) -> tuple[str, date] | None:
    """The latest commit that publishing a website made, and its day; None when git knows of none."""
    done = _git(root, "log", "-1", "--format=%H %cs", "--extended-regexp", f"--grep=^{re.escape(title(webbplats))}$")
    commit_, _, day = done.stdout.strip().partition(" ")
    return (commit_, date.fromisoformat(day)) if done.returncode == 0 and day else None


def changed_since(root: Path, commit_: str) -> tuple[str, ...]:
    """What an editor has changed since a commit, saved or not: paths in the project."""
    named = _git(root, "-c", "core.quotePath=false", "diff", "--name-only", "--relative", commit_, "--", *EDITED).stdout.splitlines()
    new = _git(root, "-c", "core.quotePath=false", "ls-files", "--others", "--exclude-standard", "--", *EDITED).stdout.splitlines()
    return tuple(sorted({*named, *new}))


def title(webbplats: str) -> str:
    """The first line of the commit that publishing makes."""
    return f"{webbplats} publiceras"


def commit(root: Path, message: str) -> str:
    """Commit what the editor has changed under data/ and docs/, that alone; the commit that holds it. When all is
    committed already the commit is empty, where one can be made: it says what was published. Raises `Faulty`, and what
    was staged is then as it was."""
    staged = _good(_git(root, "write-tree"))
    try:
        _good(_git(root, "add", "--all", "--", *EDITED))
        edited = _git(root, "diff", "--cached", "--quiet", "--", *EDITED).returncode
        if (fault := _unable(root)) is None:
            _good(_git(root, "-c", "i18n.commitEncoding=UTF-8", "commit", "--quiet", "--allow-empty", "--file=-", "--", *EDITED, said=message))
        elif edited:
            raise Faulty([fault])
    except BaseException:
        _git(root, "read-tree", staged)
        raise
    return _good(_git(root, "rev-parse", "HEAD"))


def descends(root: Path, commit_: str) -> bool:
    """Whether the project's branch holds a commit."""
    return _git(root, "merge-base", "--is-ancestor", commit_, "HEAD").returncode == 0


def _unable(root: Path) -> Fault | None:
    """Why no commit can be made here."""
    if _git(root, "symbolic-ref", "--quiet", "HEAD").returncode:
        return Fault(Place("git", 0), "Git står inte på någon gren: ändringarna skulle kunna gå förlorade.", "Skriv: git switch -c NAMN")
    if not _git(root, "var", "GIT_COMMITTER_IDENT").stdout:
        write = 'Skriv: git config user.name "Din roll" och git config user.email "rollens adress".'
        return Fault(Place("git", 0), "Git vet inte vem som sparar.", write)
    return None


def _good(done: subprocess.CompletedProcess[str]) -> str:
    if done.returncode:
        raise _git_fault("Ändringarna kunde inte sparas i git.", done)
    return done.stdout.rstrip("\n")


def _git_fault(what: str, done: subprocess.CompletedProcess[str]) -> Faulty:
    rows = [row.strip() for row in f"{done.stdout}\n{done.stderr}".splitlines() if row.strip()]
    said = rows if len(rows) <= 2 * _FEW else [*rows[:_FEW], "…", *rows[-_FEW:]]
    return Faulty([Fault(Place("git", 0), what, f"Git säger: {' '.join(said)}")])


def _git(root: Path, *arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
    done = _start(root, *arguments, content=said.encode())
    text = [part.decode("utf-8", "replace") for part in (done.stdout, done.stderr)]
    return subprocess.CompletedProcess(done.args, done.returncode, *text)


def _start(root: Path, *arguments: str, content: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *arguments], cwd=root, input=content, capture_output=True)
    except FileNotFoundError:
        return subprocess.CompletedProcess(arguments, _NO_PROGRAM, b"", b"git finns inte")
