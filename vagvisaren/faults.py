"""What is wrong in data or pages, said in Swedish to the person who edits them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

FEW = 12  # so many known words help an editor; more are noise


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where something stands: file relative to the project, line and column from 1.

    Line 0 stands for the whole of it, as of an argument of a command.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """One fault: where, what is wrong, and what to write instead (whole Swedish sentences)."""

    place: Place
    wrong: str
    write: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.wrong} {self.write}".rstrip()


class Faulty(Exception):
    """Raised at the border of a command: carries all faults, never just the first."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = sorted(set(faults))
        super().__init__(self.report())

    @property
    def count(self) -> str:
        return f"{len(self.faults)} fel"

    def report(self, undone: str = "byggt") -> str:
        """The list of faults as the editor sees it, last the count and what was not done."""
        return "\n".join([*map(str, self.faults), f"{self.count}. Ingenting är {undone}."])


class Unchecked(Faulty):
    """Nothing is wrong, but a person has not checked everything. `rows`: what to write when all is checked."""

    def __init__(self, faults: Iterable[Fault], rows: Iterable[str]):
        self.rows = tuple(rows)
        super().__init__(faults)

    def report(self, undone: str = "byggt") -> str:
        *listed, count = super().report(undone).splitlines()
        return "\n".join([*listed, *self.rows, count])

    @property
    def count(self) -> str:
        return unchecked_in_words(len(self.faults))


def unchecked_in_words(count: int) -> str:
    """'1 sak är inte granskad', '44 saker är inte granskade'."""
    return "1 sak är inte granskad" if count == 1 else f"{count} saker är inte granskade"


def nearest(word: str, known: Iterable[str]) -> str:
    """'Menade du "x"?' with the nearest known word, or the known words when none is near and they are few."""
    known = sorted(set(known))
    if close := close_words(word, known):
        return f'Menade du "{close[0]}"?'
    if not 0 < len(known) <= FEW:
        return ""
    return f"Kända är: {enumerate_words(known)}."


def close_words(word: str, known: Iterable[str], cutoff: float = 0.6) -> list[str]:
    """The nearest known word, or nothing when none is near; `cutoff` 1 is the word itself."""
    return difflib.get_close_matches(word, sorted(set(known)), n=1, cutoff=cutoff)


def enumerate_words(words: Iterable[str], conjunction: str = "och") -> str:
    """'a, b och c'."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def refuse(faults: Iterable[Fault]) -> None:
    """Raises `Faulty` when there are faults."""
    if found := list(faults):
        raise Faulty(found)
