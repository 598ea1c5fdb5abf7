"""Nothing of a plan is lost, nothing is invented: the source's words against the claims on them.

Both are folded: NFC, without white space and hyphens. Each claim takes characters of the lines that it
cites, in the order of the file, each character once. In the end no character may be untaken.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from vagvisaren.faults import Fault, Place
from vagvisaren.records.formats import split_rader
from vagvisaren.records.plan import Plan
from vagvisaren.records.reading import Document, Path_

_FOLDED_AWAY = re.compile("[\\s\\-\u00ad\u2010\u2011]")


def fold(text: str) -> str:
    """The text without what typesetting may change: white space and hyphens."""
    return _FOLDED_AWAY.sub("", unicodedata.normalize("NFC", text))


@dataclass(frozen=True)
class Claim:
    """Words that a record says stand on certain lines; within an area, on that area's lines only."""

    text: str
    first: int
    last: int
    place: Place
    område: str | None
    bounds: tuple[int, int] | None


class Account:
    """A source's lines, and which of their characters are claimed."""

    def __init__(self, lines: tuple[str, ...]):
        self.lines = lines
        self.folded = [fold(line) for line in lines]
        self.starts = [sum(map(len, self.folded[:i])) for i in range(len(lines) + 1)]
        self.text = "".join(self.folded)
        self.taken = [False] * len(self.text)

    def take(self, text: str, first: int = 1, last: int | None = None) -> tuple[int, int] | None:
        """Claim the first untaken place of the text within the lines: on which it stands; None when there is none."""
        wanted = fold(text)
        start, end = self.starts[first - 1], self.starts[last or len(self.lines)]
        position = self.text.find(wanted, start, end)
        while position >= 0:
            span = range(position, position + len(wanted))
            if not any(self.taken[i] for i in span):
                for i in span:
                    self.taken[i] = True
                return bisect_right(self.starts, position), bisect_right(self.starts, position + len(wanted) - 1)
            position = self.text.find(wanted, position + 1, end)
        return None

    @property
    def non_empty(self) -> int:
        return sum(bool(line) for line in self.folded)

    def uncovered(self) -> Iterator[tuple[int, str]]:
        """The lines, from 1, that have untaken characters, and those characters as they are set."""
        for number, line in enumerate(self.lines):
            if left := _free(line, self.taken[self.starts[number] : self.starts[number + 1]]):
                yield number + 1, left

    @property
    def covered(self) -> int:
        return self.non_empty - sum(1 for _ in self.uncovered())


def _free(line: str, taken: list[bool]) -> str:
    """The words of a line that nobody has taken, with the spaces between them."""
    left, free, kept = [], False, iter(taken)
    for sign in unicodedata.normalize("NFC", line):
        if not _FOLDED_AWAY.match(sign):
            free = not next(kept)
        left.append(sign if free else " ")
    return " ".join("".join(left).split())


def claims(document: Document, plan: Plan) -> list[Claim]:
    """Every `ordagrant` with `rader` in the file, in the order of the file."""
    bounds = {i: (o.id, split_rader(o.rader)) for i, o in enumerate(plan.områden)}
    found = []
    for path, data in _records(document.data, ()):
        if isinstance(data, dict) and "ordagrant" in data and "rader" in data:
            område, span = bounds[path[1]] if path[0] == "områden" else (None, None)
            first, last = split_rader(str(data["rader"]))
            place = document.place((*path, "ordagrant"))
            found.append(Claim(str(data["ordagrant"]), first, last, place, område, span))
    return sorted(found, key=lambda claim: (claim.place.line, claim.place.column))


def _records(data: object, path: Path_) -> Iterator[tuple[Path_, object]]:
    yield path, data
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, inner in items:
        yield from _records(inner, (*path, key))


def account(document: Document, plan: Plan, lines: tuple[str, ...], source: str) -> tuple[Account, list[Fault]]:
    """Lay all claims of a plan on its source; what is invented, misplaced or lost."""
    book = Account(lines)
    faults: list[Fault] = []
    lost: list[Claim] = []
    for claim in claims(document, plan):
        if claim.last > len(lines):
            faults.append(Fault(claim.place, f"Källan har bara {len(lines)} rader.", f"Rätta rader: {claim.first}-{claim.last}."))
        elif claim.bounds and not (claim.bounds[0] <= claim.first and claim.last <= claim.bounds[1]):
            faults.append(
                Fault(
                    claim.place,
                    f'"{_short(claim.text)}" står på rad {claim.first}–{claim.last}, som inte hör till området "{claim.område}".',
                    f"Området har raderna {claim.bounds[0]}–{claim.bounds[1]}.",
                )
            )
        elif not book.take(claim.text, claim.first, claim.last):
            lost.append(claim)
    # What stands elsewhere is looked for when all the others have theirs, the longest first: a short text may lie in another.
    for claim in sorted(lost, key=lambda claim: -len(claim.text)):
        wrong = f'"{_short(claim.text)}" står inte på rad {claim.first}–{claim.last} i källan, eller är redan använt.'
        there = " ".join(" ".join(lines[claim.first - 1 : claim.last]).split())
        found = book.take(claim.text)
        write = f"Texten står nu på rad {_rows(*found)}. Skriv rader: {_rows(*found, '-')}" if found else f'Där står: "{_short(there)}"'
        faults.append(Fault(claim.place, wrong, write))
    return book, [*faults, *_left_behind(book, document, source)]


def _left_behind(book: Account, document: Document, source: str) -> Iterator[Fault]:
    """The lines that no record has, those that adjoin as one."""
    for _, group in groupby(enumerate(book.uncovered()), key=lambda one: one[1][0] - one[0]):
        numbers, texts = zip(*(row for _, row in group))
        where = f" på rad {_rows(numbers[0], numbers[-1])}" if len(numbers) > 1 else ""
        wrong = f'"{_short(" ".join(texts))}"{where} finns inte i planens data.'
        yield Fault(Place(source, numbers[0]), wrong, f"Lägg till det i {document.file}, eller under utelämnat med skäl.")


def _rows(first: int, last: int, dash: str = "–") -> str:
    return str(first) if first == last else f"{first}{dash}{last}"


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
