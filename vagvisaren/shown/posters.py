"""The poster for a wall: two plates, one contact in the municipality, and the way to the website."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby

import segno

from vagvisaren.records import dates
from vagvisaren.shown import views
from vagvisaren.shown.views import Här, VisadKontakt, VisadSituation

QUIET = 4  # modules of empty ground that a reader of QR codes needs on each side


@dataclass(frozen=True)
class Kod:
    """A QR code as an SVG path: its sides in modules, and its dark modules, row by row."""

    sida: int
    path: str


@dataclass(frozen=True)
class Affisch:
    """What stands on the poster. `adress` and `kod` are None while nobody has said where the website lies."""

    kommun: str
    skyltar: tuple[VisadSituation, ...]
    kontakt: VisadKontakt
    adress: str | None
    kod: Kod | None
    utskriven: str
    byt_efter: date | None

    @property
    def byt_efter_i_ord(self) -> str | None:
        return dates.in_words(self.byt_efter) if self.byt_efter else None


def affisch(här: Här, skyltar: tuple[VisadSituation, ...], namn: str) -> Affisch:
    """The poster of a website, to be changed when the first of its numbers is too old."""
    adress, kontakt = views.known(här.webbplats.adress), views.show_kontakt(här, namn)
    contacts = (kontakt, *(s.första.kontakt for s in skyltar if s.första.kontakt))
    return Affisch(
        här.kommun.namn,
        skyltar,
        kontakt,
        views.written_address(adress) if adress else None,
        qr(adress) if adress else None,
        dates.in_words(här.idag),
        min((one.sista_dag for one in contacts if one.sista_dag), default=None),
    )


@cache
def qr(adress: str) -> Kod:
    """The address and nothing else: no campaign, no count. Level M stands a torn corner."""
    rows = segno.make(adress, error="m", micro=False).matrix
    return Kod(len(rows) + 2 * QUIET, "".join(run for y, row in enumerate(rows, QUIET) for run in _runs(row, y)))


def _runs(row: bytearray, y: int) -> Iterator[str]:
    """Each run of dark modules as one rectangle."""
    x = QUIET
    for dark, group in groupby(row):
        length = len(list(group))
        if dark:
            yield f"M{x} {y}h{length}v1h-{length}z"
        x += length
