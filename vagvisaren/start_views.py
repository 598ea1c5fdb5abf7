"""Where the editors' day starts: what stops each website from being published and who can mend it, and the year ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date

from vagvisaren import dates, review, views
from vagvisaren import model as m
from vagvisaren.editors import Redaktion
from vagvisaren.faults import enumerate_words
from vagvisaren.register import Lokalt

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Väntar:
    """A role, and how many facts and texts wait for it before a website can be published."""

    roll: str
    uppgifter: int
    texter: int

    @property
    def i_ord(self) -> str:
        """'3 uppgifter att jämföra och 1 text att godkänna'"""
        facts = f"{self.uppgifter} {'uppgift' if self.uppgifter == 1 else 'uppgifter'} att jämföra"
        texts = f"{self.texter} {'text' if self.texter == 1 else 'texter'} att godkänna"
        return enumerate_words(said for said, count in ((facts, self.uppgifter), (texts, self.texter)) if count)


@dataclass(frozen=True)
class Webbplatsläge:
    """A website: its audience, who answers for it, and what stops it from being published."""

    webbplats: m.Webbplats
    publicerare: str | None
    innehållsansvarig: str | None
    väntar: tuple[Väntar, ...]

    @property
    def stoppas(self) -> int:
        return sum(one.uppgifter + one.texter for one in self.väntar)


def läget(redaktion: Redaktion) -> tuple[Webbplatsläge, ...]:
    """Each website, in the data's order."""
    return tuple(_state(redaktion, lokalt, w) for lokalt in redaktion.lokala for w in lokalt.webbplatser)


def _state(redaktion: Redaktion, lokalt: Lokalt, webbplats: m.Webbplats) -> Webbplatsläge:
    här = redaktion.här(webbplats)
    known = {uppgift.id: uppgift for uppgift in redaktion.uppgifter(lokalt)}
    waiting = {id_ for _, sida in redaktion.om_sidorna(webbplats) for id_ in sida.väntar}
    by_role: dict[str, list[review.Uppgift]] = {}
    names = redaktion.register.rollnamn(lokalt)
    for uppgift in (known[id_] for id_ in known if id_ in waiting):
        by_role.setdefault(names.get(uppgift.ägare, review.INGEN), []).append(uppgift)
    rows = (Väntar(role, sum(not u.is_text for u in own), sum(u.is_text for u in own)) for role, own in sorted(by_role.items()))
    who = views.ansvar(här)
    return Webbplatsläge(webbplats, who.publicerare, who.innehållsansvarig, tuple(rows))


# ------------------------------------------------------------------ the year ahead


@dataclass(frozen=True)
class Händelse:
    """Something that a day brings: what, whose it is, and where it stands."""

    dag: date
    vad: str
    vem: str
    plats: str

    @property
    def dag_i_ord(self) -> str:
        return dates.in_words(self.dag)


@dataclass(frozen=True)
class Månad:
    namn: str
    händelser: tuple[Händelse, ...]


def året(redaktion: Redaktion) -> tuple[Månad, ...]:
    """What the coming twelve months bring, month by month; a month that brings nothing is left out."""
    till = redaktion.idag + YEAR
    found = {h for lokalt in redaktion.lokala for h in _events(redaktion, lokalt) if redaktion.idag <= h.dag <= till}
    months: dict[str, list[Händelse]] = {}
    for one in sorted(found, key=lambda h: (h.dag, h.vad, h.vem)):
        months.setdefault(format_date(one.dag, "MMMM y", locale="sv"), []).append(one)
    return tuple(Månad(namn, tuple(own)) for namn, own in months.items())


def _events(redaktion: Redaktion, lokalt: Lokalt) -> Iterator[Händelse]:
    names = redaktion.register.rollnamn(lokalt)
    for uppgift in redaktion.uppgifter(lokalt):
        who = f"{lokalt.kommun.namn}: {names.get(uppgift.ägare, review.INGEN)}"
        place = f"{uppgift.plats.file}:{uppgift.plats.line}"
        if uppgift.färskhet.granskning:
            yield Händelse(uppgift.dags(redaktion.register.tider, redaktion.idag), f"Dags att granska {uppgift.namn} igen.", who, place)
        if uppgift.färskhet.gäller_till:
            yield Händelse(uppgift.färskhet.gäller_till, f"Sista dagen för {uppgift.namn}, om ingen granskar.", who, place)
        if not uppgift.is_text:
            yield from (Händelse(day, what, who, place) for day, what in _dated(redaktion.register.kontakter(lokalt)[uppgift.id]))


def _dated(kontakt: m.Kontakt) -> Iterator[tuple[date, str]]:
    """The days that a contact's own data name."""
    if kontakt.giltig.från:
        yield kontakt.giltig.från, f"{kontakt.namn} börjar gälla."
    if kontakt.giltig.till:
        yield kontakt.giltig.till, f"{kontakt.namn} gäller till och med den här dagen."
    for avvikelse in kontakt.avvikelser:
        yield avvikelse.från, f"{kontakt.namn}: {avvikelse.text}"
        if avvikelse.till:
            yield avvikelse.till, f"{kontakt.namn}: sista dagen för ”{avvikelse.text}”"
    for väg in kontakt.vägar:
        if väg.tider_till:
            yield väg.tider_till, f"{kontakt.namn}: tiderna är kända till och med den här dagen."
