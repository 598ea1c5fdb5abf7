"""The processes that render the websites: one for each, at most as many at a time as the computer has processors.

A foreman is forked before any data but the shared ones are read. It forks one process for each website, which has all
that a website needs, imported and compiled, and nothing in its memory that the website may not show. Where the system
cannot fork, as on Windows, each website is a program of its own, with the same result.
"""

from __future__ import annotations

import json
import math
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 300  # seconds for one website; a renderer that takes longer never ends
AT_ONCE = os.cpu_count() or 1


@dataclass(frozen=True)
class Job:
    """A website to render: its id, the folder of its municipality, whether it may read what is internal, and where to."""

    webbplats: str
    mapp: str
    intern: bool
    ut: str
    idag: str


@dataclass(frozen=True)
class Done:
    """How a website went: what was said of what is wrong, when anything is."""

    webbplats: str
    lyckat: bool
    sagt: str


class Forked:
    """Renders in processes that are forked by a foreman."""

    def __init__(self, render: Callable[[Job], None]):
        self._line, theirs = socket.socketpair()
        sys.stdout.flush()
        sys.stderr.flush()
        self._foreman = os.fork()
        if self._foreman == 0:
            self._line.close()
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends us at once, and who asked says so
            try:
                _Foreman(theirs, render).lead()
            finally:
                os._exit(0)
        theirs.close()

    def start(self, jobs: Iterable[Job]) -> None:
        self._line.sendall(json.dumps([asdict(job) for job in jobs]).encode() + b"\n")

    def done(self) -> Iterator[Done]:
        """Each website as it is ready."""
        with self._line.makefile(encoding="utf-8") as said:
            for row in said:
                yield Done(**json.loads(row))

    def stop(self) -> None:
        """End all of them, whatever they do."""
        self._line.close()
        os.waitpid(self._foreman, 0)


class _Foreman:
    """Forks the processes, and says how each went. Ends, and ends them, when who asked is gone."""

    def __init__(self, line: socket.socket, render: Callable[[Job], None]):
        self._line, self._render = line, render
        self._running: dict[int, _Running] = {}
        self._selector = selectors.DefaultSelector()

    def lead(self) -> None:
        row = self._line.makefile(encoding="utf-8").readline()
        waiting = [Job(**job) for job in json.loads(row)] if row else []
        waiting.reverse()
        self._selector.register(self._line, selectors.EVENT_READ)
        while waiting or self._running:
            while waiting and len(self._running) < AT_ONCE:
                self._fork(waiting.pop())
            for key, _ in self._selector.select(1):
                if key.fileobj is self._line:  # nothing more is said on it, so it has been closed
                    return self._kill()
                self._hear(key.fd)
            for running in self._running.values():
                if time.monotonic() > running.until:
                    running.until = math.inf
                    running.sagt = f"Det tog mer än {LONGEST} sekunder.".encode()
                    os.kill(running.pid, signal.SIGKILL)

    def _fork(self, job: Job) -> None:
        said, saying = os.pipe()
        lives, living = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                os.close(living)
                self._line.close()
                for other in self._running.values():
                    os.close(other.living)
                os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
                os.dup2(saying, 2)
                die_with(lives)
                self._render(job)
                os._exit(0)
            except BaseException:
                sys.excepthook(*sys.exc_info())
                sys.stderr.flush()
                os._exit(1)
        os.close(saying)
        os.close(lives)
        self._running[said] = _Running(job, pid, living, time.monotonic() + LONGEST)
        self._selector.register(said, selectors.EVENT_READ)

    def _hear(self, fd: int) -> None:
        running = self._running[fd]
        if chunk := os.read(fd, 65536):
            running.sagt += chunk
            return
        self._selector.unregister(fd)
        del self._running[fd]
        os.close(fd)
        os.close(running.living)
        _, status = os.waitpid(running.pid, 0)
        done = Done(running.job.webbplats, status == 0, running.sagt.decode("utf-8", "replace").strip())
        self._line.sendall(json.dumps(asdict(done)).encode() + b"\n")

    def _kill(self) -> None:
        for running in self._running.values():
            os.kill(running.pid, signal.SIGKILL)
            os.waitpid(running.pid, 0)


@dataclass
class _Running:
    """A process that renders. `living` is closed when the foreman is gone, and the process then ends."""

    job: Job
    pid: int
    living: int
    until: float
    sagt: bytes = b""


def die_with(lives: int) -> None:
    """End at once when whoever holds the other end of the pipe is gone: nobody will swap in what we write."""

    def watch() -> None:
        while os.read(lives, 1):
            pass
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class Spawned:
    """Renders in programs of their own: `python -m bygge.render`, with the job on its command line."""

    def __init__(self, *_: object):
        self._pool = ThreadPoolExecutor(AT_ONCE)
        self._running: set[subprocess.Popen] = set()
        self._stopped = False

    def start(self, jobs: Iterable[Job]) -> None:
        self._asked = [self._pool.submit(self._run, job) for job in jobs]

    def done(self) -> Iterator[Done]:
        for one in as_completed(self._asked):
            yield one.result()

    def stop(self) -> None:
        self._stopped = True
        for process in self._running.copy():
            process.kill()
        self._pool.shutdown(cancel_futures=True)

    def _run(self, job: Job) -> Done:
        if self._stopped:
            return Done(job.webbplats, False, "")
        command = [sys.executable, "-X", "utf8", "-m", "bygge.render", json.dumps(asdict(job))]
        # Its standard input closes when we die, and so ends it.
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")
        self._running.add(process)
        limit = threading.Timer(LONGEST, process.kill)
        limit.start()
        sagt = process.stderr.read()
        process.wait()
        limit.cancel()
        self._running.discard(process)
        return Done(job.webbplats, process.returncode == 0, sagt.strip())


Renderers = Forked if hasattr(os, "fork") else Spawned
