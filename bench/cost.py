"""What commands cost: the time, the processor's time, and the memory of all their processes together."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import psutil

AT_ONCE = os.cpu_count() or 1  # commands that run at the same time
OFTEN = 0.02  # seconds between two looks at the memory


@dataclass(frozen=True)
class Command:
    """A program with its arguments, where it runs, and what it finds in its environment besides ours."""

    arguments: Sequence[str]
    cwd: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self) -> None:
        """Raises RuntimeError with what it said when it fails."""
        done = subprocess.run(self.arguments, check=False, cwd=self.cwd, env={**os.environ, **self.environment}, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{' '.join(self.arguments)}\n{done.stdout}{done.stderr}")


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, and seconds of processor in all processes."""

    wall: float
    cpu: float


def run(commands: Sequence[Command]) -> None:
    """Run all of them, as many at the same time as there are processors."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(Command.run, commands))


def cost(commands: Sequence[Command]) -> Cost:
    """Run them and say what it took, with everything that they started."""
    before, start = _processor(), time.perf_counter()
    run(commands)
    return Cost(time.perf_counter() - start, _processor() - before)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def peak(commands: Sequence[Command]) -> int:
    """Run them and say the most bytes that all their processes held at the same time; what they share counts once.
    To look costs time, so it is never done while time is measured."""
    seen, done = [0], threading.Event()

    def watch() -> None:
        while not done.wait(OFTEN):
            seen.append(_held())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        run(commands)
    finally:
        done.set()
        watcher.join()
    return max(seen)


def _held() -> int:
    total = 0
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):  # it has just ended
            total += process.memory_full_info().pss
    return total


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each part."""
    return Cost(median(one.wall for one in costs), median(one.cpu for one in costs))


def ratio(ours: Sequence[Cost], others: Sequence[Cost]) -> Cost:
    """Ours against the other's, round by round; the median of the ratios."""
    pairs = list(zip(ours, others, strict=True))
    return Cost(median(a.wall / b.wall for a, b in pairs), median(a.cpu / b.cpu for a, b in pairs))
