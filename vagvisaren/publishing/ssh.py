"""A folder of another machine, by the system's own ssh and rsync: their keys and settings are used as they are.

The other machine runs Linux. One connection holds the lock, and all that is done meanwhile goes through it.
"""

from __future__ import annotations

import hashlib
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from vagvisaren.faults import Fault, Faulty, Place
from vagvisaren.publishing.target import AKTUELL, ARKIV, LÅS, MÄRKE, NAME, UTGÅVOR, WAIT, WAITING, Say, busy, foreign, staged

_OPTIONS = ("-o", "BatchMode=yes", "-o", "ConnectTimeout=15", "-o", "ServerAliveInterval=15", "-o", "ControlMaster=no")
_ALIVE = ("-o", "ProxyCommand=exit 1")  # only through the connection that holds the lock: never a new one without it
_HOLD = ("-o", "ControlMaster=yes", "-o", "ControlPersist=no")  # the first that is said of an option holds
_NONE = 44  # what a script ends with when there is nothing to read
_TAIL = 2  # lines of what ssh says: the last ones say why

# Each script has the target's folder as $0. What is written is compared before it gets its name: a connection that is
# cut reads as the end of a file.
_LOCK = f"""mkdir -p "$0" && cd "$0" && exec 9>{LÅS} || exit
flock -n 9 || {{ echo upptaget; flock -w {WAIT} 9 || exit {_NONE}; }}
echo klart; cat"""
_WITHIN = f"""here=$0; while [ ! -d "$here" ]; do here=$(dirname "$here"); done
here=$(cd "$here" && pwd -P) || exit
[ ! -d "$0" ] || here=$(dirname "$here")
while [ ! -f "$here/{MÄRKE}" ]; do [ "$here" != / ] || exit 0; here=$(dirname "$here"); done
echo "$here\""""
_WRITE = 'mkdir -p "$(dirname "$0/$1")" && cat > "$0/$2" && [ "$(sha256sum < "$0/$2")" = "$3  -" ] && mv -f "$0/$2" "$0/$1"'
_CLEAR = f"""cd "$0" 2>/dev/null || exit 0
rm -rf .*.ny; cd {UTGÅVOR} 2>/dev/null || exit 0
for half in .*.json.ny; do name=${{half#.}}; [ ! -f "$half" ] || rm -rf "./${{name%.json.ny}}"; done
rm -rf .*.ny .*.bort arkiv/.*.ny"""
_STAGE = f'mkdir -p "$0/{UTGÅVOR}"'
_PLACE = f"""cd "$0/{UTGÅVOR}" && cat > ".$1.json.ny" && [ "$(sha256sum < ".$1.json.ny")" = "$2  -" ] || exit
chmod -R a+rX ".$1.ny" && {{ chmod a+rx . || true; sync -f ".$1.ny" || sync; }} 2>/dev/null
mv -T ".$1.ny" "$1" && mv -T ".$1.json.ny" "$1.json\""""
_SUMS = 'cd "$0/$1" 2>/dev/null || exit 0; find . -type f -exec sha256sum {} +'
_CURRENT = f"""cd "$0" 2>/dev/null || exit 0
if [ -L {AKTUELL} ]; then live=$(readlink -f {AKTUELL}); [ "${{live%/*}}" = "$(readlink -f {UTGÅVOR})" ] && echo "$live" || echo -; elif [ -e {AKTUELL} ]; then echo -; fi"""
# ln -sfn is two steps; a rename of a link over a link is one.
_SWAP = f'cd "$0" && rm -rf .{AKTUELL}.ny && ln -s "{UTGÅVOR}/$1" .{AKTUELL}.ny && mv -T .{AKTUELL}.ny {AKTUELL}'
_TAKE_DOWN = f'rm -f "$0/{AKTUELL}"'
_PACK = f"""cd "$0" && mkdir -p {ARKIV} && tar -czf "{ARKIV}/.$1.ny" -C "{UTGÅVOR}/$1" . && tar -dzf "{ARKIV}/.$1.ny" -C "{UTGÅVOR}/$1" &&
mv -T "{ARKIV}/.$1.ny" "{ARKIV}/$1.tar.gz" && mv -T "{UTGÅVOR}/$1" "{UTGÅVOR}/.$1.bort" && rm -rf "{UTGÅVOR}/.$1.bort\""""


class SshTarget:
    """A folder of another machine."""

    def __init__(self, host: str, root: str, label: str):
        root = root.removeprefix("~/").rstrip("/") or "/"
        self.host, self.root, self.label = host, root if root.startswith("/") else f"./{root}", label
        self._shared: tuple[str, ...] = ()  # how commands find the connection that holds the lock

    @contextmanager
    def lock(self, say: Say) -> Iterator[None]:
        with TemporaryDirectory(prefix="vagvisaren-ssh-", ignore_cleanup_errors=True) as folder, (Path(folder) / "fel").open("w+b") as errors:
            shared = ("-S", f"{folder}/ssh")
            command = ["ssh", *_HOLD, *shared, *_OPTIONS, self.host, self._remote(_LOCK)]
            holder = _popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors)
            try:
                self._wait(holder, say, Path(errors.name))
                self._shared = (*shared, *_ALIVE)
                yield
            finally:
                self._shared = ()
                holder.stdin.close()
                holder.wait()
                holder.stdout.close()

    def _wait(self, holder: subprocess.Popen[bytes], say: Say, errors: Path) -> None:
        for row in holder.stdout:
            if row.strip() == b"klart":
                return
            if row.strip() == b"upptaget":
                say(WAITING)
        if holder.wait() == _NONE:
            raise busy(self.label)
        self._good(subprocess.CompletedProcess(holder.args, 1, b"", errors.read_bytes()))

    def listing(self) -> list[str]:
        return self._run('ls -A "$0" 2>/dev/null || true').splitlines()

    def within(self) -> str | None:
        return self._run(_WITHIN).strip() or None

    def read(self, path: str) -> bytes | None:
        found = self._ask(f'if [ -f "$0/$1" ]; then cat "$0/$1"; else exit {_NONE}; fi', path)
        return None if found.returncode == _NONE else self._good(found)

    def write(self, path: str, content: bytes) -> None:
        folder, slash, name = path.rpartition("/")
        self._run(_WRITE, path, f"{folder}{slash}.{name}.ny", hashlib.sha256(content).hexdigest(), content=content)

    def clear(self) -> None:
        self._run(_CLEAR)

    def releases(self) -> list[str]:
        return sorted(filter(NAME.fullmatch, self._run(f'ls "$0/{UTGÅVOR}" 2>/dev/null || true').splitlines()))

    def stage(self, folder: Path, name: str) -> None:
        self._run(_STAGE)
        rsh = shlex.join(["ssh", *self._shared, *_OPTIONS])
        command = ["rsync", "--recursive", "--protect-args", "--timeout=60", f"--rsh={rsh}", f"{folder}/", f"{self.host}:{self.root}/{staged(name)}/"]
        self._good(_start(command))

    def place(self, name: str, manifest: bytes) -> None:
        self._run(_PLACE, name, hashlib.sha256(manifest).hexdigest(), content=manifest)

    def sums(self, path: str) -> dict[str, str]:
        rows = self._run(_SUMS, path).splitlines()
        return {row[66:].removeprefix("./"): row[:64] for row in rows}

    def current(self) -> str | None:
        name = self._run(_CURRENT).strip().rsplit("/", 1)[-1]
        if name and not NAME.fullmatch(name):
            raise Faulty([foreign(self.label, AKTUELL)])
        return name or None

    def swap(self, name: str | None) -> None:
        self._run(_SWAP if name else _TAKE_DOWN, name or "")

    def pack(self, name: str) -> None:
        self._run(_PACK, name)

    def _run(self, script: str, *arguments: str, content: bytes = b"") -> str:
        return self._good(self._ask(script, *arguments, content=content)).decode("utf-8", "replace")

    def _ask(self, script: str, *arguments: str, content: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return _start(["ssh", *self._shared, *_OPTIONS, self.host, self._remote(script, *arguments)], content)

    def _remote(self, script: str, *arguments: str) -> str:
        return shlex.join(["sh", "-c", script, self.root, *arguments])

    def _good(self, done: subprocess.CompletedProcess[bytes]) -> bytes:
        if done.returncode:
            said = " ".join(done.stderr.decode("utf-8", "replace").strip().splitlines()[-_TAIL:])
            write = f"Prova att logga in: ssh {self.host}"
            raise Faulty([Fault(Place(self.label, 0), f"Målet gör inte som det ska: {said or 'det säger inte varför'}", write)])
        return done.stdout


def _start(command: list[str], content: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    with _popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            out, errors = process.communicate(content)
        except BaseException:
            process.kill()
            raise
    return subprocess.CompletedProcess(command, process.returncode, out, errors)


def _popen(command: list[str], **pipes: object) -> subprocess.Popen[bytes]:
    """Start a program of its own session: Ctrl-C is for us, who have something to put back."""
    try:
        return subprocess.Popen(command, start_new_session=True, **pipes)
    except FileNotFoundError:
        wrong = f"Programmet {command[0]} finns inte på datorn."
        raise Faulty([Fault(Place(command[0], 0), wrong, "Installera det, eller publicera till en mapp.")]) from None
