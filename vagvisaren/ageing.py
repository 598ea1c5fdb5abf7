"""What a fact does as it ages. Today is an argument, never read from a clock here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from vagvisaren import model as m
from vagvisaren.formats import first_day

# What a checker does not compare with the provider's page; a change here leaves a granskning alive.
_NOT_CHECKED = {"belagd", "säkerhet", "omdöme", "frågor", "anmärkning", "reserv", "utanför_öppettid"}


class Läge(StrEnum):
    """How old a fact is, measured against `granskningstider.yml`."""

    åldras_inte = "åldras inte"
    färsk = "färsk"
    snart_dags = "snart dags"
    försenad = "försenad"
    för_gammal = "för gammal"


@dataclass(frozen=True, slots=True)
class Färskhet:
    """A fact's age: its läge, the date that counts, who checked it, and its last day."""

    läge: Läge
    datum: str = m.OKÄNT
    granskning: m.Granskning | None = None
    gäller_till: date | None = None

    @property
    def granskad(self) -> bool:
        return self.läge is Läge.åldras_inte or self.granskning is not None


def avtryck(value: m.Post | str) -> str:
    """Fingerprint of what is checked: 12 hex digits, other when the value is other."""
    text = value if isinstance(value, str) else value.model_dump_json(by_alias=True, exclude=_NOT_CHECKED)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def valid_granskning(
    uppgift: str, value: m.Post | str, log: Iterable[m.Granskning], idag: date
) -> m.Granskning | None:
    """The latest entry of the log that fits the present value; None when there is none."""
    own = [g for g in log if g.uppgift == uppgift and g.datum <= idag]
    valid = [g for g in own if g.avtryck == avtryck(value)]
    return max(valid, key=lambda g: g.datum, default=None)


def färskhet(
    kontakt: m.Kontakt, log: Iterable[m.Granskning], tider: m.Granskningstider, idag: date
) -> Färskhet:
    """A contact's age: from its latest valid granskning, else from the latest source's own date."""
    if isinstance(kontakt, m.Samhällsnummer):
        return Färskhet(Läge.åldras_inte)
    granskning = valid_granskning(kontakt.id, kontakt, log, idag)
    datum = str(granskning.datum) if granskning else latest_datum(kontakt.belagd)
    day = first_day(datum)
    if day is None:
        return Färskhet(Läge.för_gammal, datum, granskning)
    gäller_till = day + timedelta(days=tider.för_gammal)
    return Färskhet(_läge((idag - day).days, tider), datum, granskning, gäller_till)


def _läge(days: int, tider: m.Granskningstider) -> Läge:
    if days > tider.för_gammal:
        return Läge.för_gammal
    if days > tider.försenad:
        return Läge.försenad
    return Läge.snart_dags if days > tider.snart_dags else Läge.färsk


def latest_datum(belagd: Iterable[m.Belägg]) -> str:
    """The latest of the sources' own dates, as written; okänt when none is known."""
    known = [b.datum for b in belagd if b.datum != m.OKÄNT]
    return max(known, key=lambda datum: first_day(datum) or date.min, default=m.OKÄNT)


def is_giltig(giltighet: m.Giltighet, idag: date) -> bool:
    """Whether the day lies between the first and the last day, both included."""
    return (giltighet.från or date.min) <= idag <= (giltighet.till or date.max)
