"""The same work on many things, on all processors: in processes that are forked, and so know all that we know."""

from __future__ import annotations

import os
import pickle
import struct
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from bygge.renderers import AT_ONCE, die_with

T = TypeVar("T")
R = TypeVar("R")
_NUMBER = struct.Struct("I")
_MOST = 10_000  # numbers that a pipe holds, with room to spare


def each(work: Callable[[T], R], things: Sequence[T]) -> Iterator[tuple[int, R]]:
    """The number of each thing and what the work gives for it, in any order; one after the other where the system cannot
    fork. Raises what the work raises."""
    if not hasattr(os, "fork") or len(things) > _MOST:
        yield from ((number, work(thing)) for number, thing in enumerate(things))
        return
    numbers, to_do = os.pipe()  # whoever is free takes the next
    os.write(to_do, b"".join(_NUMBER.pack(number) for number in range(len(things))))
    os.close(to_do)
    lives, living = os.pipe()  # closed when we are done, or gone: nobody will hear what is found then
    workers = [_fork(work, things, numbers, lives, living) for _ in range(min(AT_ONCE, len(things)))]
    os.close(numbers)
    os.close(lives)
    try:
        for _, results in workers:
            with os.fdopen(results, "rb", closefd=False) as said:
                while True:
                    try:
                        number, result = pickle.load(said)
                    except EOFError:
                        break
                    if isinstance(result, BaseException):
                        raise result
                    yield number, result
    finally:
        os.close(living)
        for pid, results in workers:
            os.close(results)
            os.waitpid(pid, 0)


def _fork(work: Callable[[T], R], things: Sequence[T], numbers: int, lives: int, living: int) -> tuple[int, int]:
    """A process that works until nothing is left to do: its id, and where it says what came of it."""
    results, mine = os.pipe()
    pid = os.fork()
    if pid:
        os.close(mine)
        return pid, results
    os.close(living)
    die_with(lives)
    with os.fdopen(mine, "wb") as out:
        try:
            while taken := os.read(numbers, _NUMBER.size):
                (number,) = _NUMBER.unpack(taken)
                pickle.dump((number, work(things[number])), out)
        except BaseException as error:
            pickle.dump((-1, error), out)
        finally:
            out.flush()
            os._exit(0)
