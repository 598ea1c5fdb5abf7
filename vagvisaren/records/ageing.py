"""What a fact does as it ages. Today is an argument, never read from a clock here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from vagvisaren.records import model as m
from vagvisaren.records.formats import first_day

# What a checker does not compare with the provider's page; a change here leaves a granskning alive.
_NOT_CHECKED = {
    *("id", "belagd", "säkerhet", "omdöme", "skäl", "frågor", "anmärkning", "motstridigt"),
    *("reserv", "nummer_från", "skäl_åldras_inte"),
}
# The part that a field belongs to, as Redaktionen says it; the others are parts of their own name.
_PART = {"i_mening": "namn", "vid": "namn", "tidigare_namn": "namn", "svarar": "huvudman", "för_yrkesverksamma": "målgrupp"}
_PART |= {"syns_på_räkningen": "kostnad", "ersatt_av": "giltig", "utanför_öppettid": "tider", "behov": "målgrupp", "om": "beskrivning", "vad_händer_sen": "beskrivning", "text_och_bildtelefoni": "språk"}
_WAY_PART = {"telefon": "nummer", "sms": "nummer", "säg": "nummer", "besök": "adress", "brev": "adress", "not": "beskrivning"}
_WAY_PART |= {name: "tider" for name in ("öppet", "säsonger", "tider_till", "helgdagar", "aftnar")}


class Läge(StrEnum):
    """How old a fact is, measured against `granskningstider.yml`."""

    åldras_inte = "åldras inte"
    färsk = "färsk"
    snart_dags = "snart dags"
    försenad = "försenad"
    för_gammal = "för gammal"


@dataclass(frozen=True, slots=True)
class Färskhet:
    """A value's age: its läge, the date that counts, who checked it, its last day.

    `ändrat` names the parts that have changed since the latest granskning, when none fits any more. `förra` is a
    granskning that fits but is too old, where the läge is of a number that is another's.
    """

    läge: Läge
    datum: str = m.OKÄNT
    granskning: m.Granskning | None = None
    gäller_till: date | None = None
    ändrat: tuple[str, ...] = ()
    förra: m.Granskning | None = None

    @property
    def granskad(self) -> bool:
        return self.läge is Läge.åldras_inte or self.granskning is not None

    @property
    def håller(self) -> bool:
        """Checked, and not too long ago."""
        return self.granskad and self.läge is not Läge.för_gammal


Delar = Mapping[str, str]  # what is checked: the name of each part, and its value as text


def avtryck(delar: Delar) -> dict[str, str]:
    """Fingerprint of each part: 12 hex digits, other when the value is other."""
    return {namn: hashlib.sha256(value.encode()).hexdigest()[:12] for namn, value in delar.items()}


def parts(kontakt: m.Kontakt) -> dict[str, str]:
    """What a checker compares, part by part: nummer, tider, adress … What is at its default is no part,
    so that a new kind of fact in the model leaves every granskning alive."""
    found: dict[str, list[object]] = {}
    data = kontakt.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=_NOT_CHECKED)
    for väg in data.pop("vägar", ()):
        slag = next(slag for slag in m.VÄGSLAG if slag in väg)
        for name, value in väg.items():
            # The kind goes with the value: hours that move from the telephone to the chat have changed.
            found.setdefault(_WAY_PART.get(name, name), []).append([slag, name, value])
    for name, value in data.items():
        found.setdefault(_PART.get(name, name), []).append([name, value])
    return {namn: json.dumps(values, ensure_ascii=False) for namn, values in sorted(found.items())}


def check_of(
    uppgift: str, delar: Delar, log: Iterable[m.Granskning], idag: date
) -> tuple[m.Granskning | None, tuple[str, ...]]:
    """The latest entry of the log that fits the present value; else None, and what has changed since the latest."""
    now = avtryck(delar)
    own = [g for g in log if g.uppgift == uppgift and g.datum <= idag]
    if valid := [g for g in own if g.avtryck == now]:
        return _latest(valid), ()
    if not own:
        return None, ()
    before = _latest(own).avtryck
    return None, tuple(namn for namn in sorted({*before, *now}) if before.get(namn) != now.get(namn))


def _latest(log: list[m.Granskning]) -> m.Granskning:
    """Of two on the same day the one that stands last."""
    return sorted(log, key=lambda g: g.datum)[-1]


def färskhet(
    kontakt: m.Kontakt, log: Iterable[m.Granskning], tider: m.Granskningstider, idag: date
) -> Färskhet:
    """A contact's age: from its latest valid granskning, else from the latest source's own date."""
    if isinstance(kontakt, m.Samhällsnummer):
        return Färskhet(Läge.åldras_inte)
    return age(kontakt.id, parts(kontakt), latest_datum(kontakt.belagd), log, tider, idag)


def age(
    uppgift: str, delar: Delar, belagd: str, log: Iterable[m.Granskning], tider: m.Granskningstider, idag: date
) -> Färskhet:
    """The age of any value that is checked; `belagd` is the date that counts when nobody has."""
    granskning, ändrat = check_of(uppgift, delar, log, idag)
    datum = str(granskning.datum) if granskning else belagd
    day = first_day(datum)
    if day is None:
        return Färskhet(Läge.för_gammal, datum, granskning, ändrat=ändrat)
    gäller_till = day + timedelta(days=tider.för_gammal)
    return Färskhet(_läge((idag - day).days, tider), datum, granskning, gäller_till, ändrat)


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
