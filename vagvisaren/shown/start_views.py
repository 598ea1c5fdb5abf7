"""Where the editors' day starts: what a month asks of each role, what stops each website, and the year ahead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from babel.dates import format_date

from vagvisaren.faults import enumerate_words, unchecked_in_words
from vagvisaren.records import dates
from vagvisaren.records import model as m
from vagvisaren.records.register import Lokalt
from vagvisaren.shown import review, views
from vagvisaren.shown.editors import Redaktion, of_role, role_anchor

MONTH, YEAR = timedelta(days=30), timedelta(days=365)
FEW = 5  # so many things of a kind are named in the month's list; more are counted


# ------------------------------------------------------------------ what stops each website


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
    """A website: who answers for it, what stops it from being published, and in which languages it is asked for."""

    webbplats: m.Webbplats
    publicerare: str | None
    innehållsansvarig: str | None
    väntar: tuple[Väntar, ...]
    snart: tuple[str, ...]  # what nobody has checked and the day will show before long
    språk_som_saknas: tuple[str, ...]

    @property
    def stoppas(self) -> int:
        return sum(one.uppgifter + one.texter for one in self.väntar)

    @property
    def i_ord(self) -> str:
        """'Går inte att publicera än: 43 saker är inte granskade.'"""
        if self.stoppas:
            return f"Går inte att publicera än: {unchecked_in_words(self.stoppas)}."
        return "Går att publicera: allt som visas är granskat."

    @property
    def snart_i_ord(self) -> str:
        """'Visas inom 60 dagar, och då publiceras ingenting förrän det är granskat: PTS.'; nothing when nothing does."""
        return f"Visas inom {review.SOON.days} dagar, och då publiceras ingenting förrän det är granskat: {enumerate_words(self.snart)}." if self.snart else ""

    @property
    def språk_i_ord(self) -> str:
        return enumerate_words(self.språk_som_saknas)


def läget(redaktion: Redaktion) -> tuple[Webbplatsläge, ...]:
    """Each website, in the data's order."""
    later = replace(redaktion, idag=redaktion.idag + review.SOON)
    return tuple(_state(redaktion, later, lokalt, w) for lokalt in redaktion.lokala for w in lokalt.webbplatser)


def _state(redaktion: Redaktion, later: Redaktion, lokalt: Lokalt, webbplats: m.Webbplats) -> Webbplatsläge:
    här = redaktion.här(webbplats)
    by_role: dict[str, list[review.Uppgift]] = {}
    names = redaktion.register.rollnamn(lokalt)
    now = {uppgift.id: uppgift for uppgift in stopping(redaktion, lokalt, webbplats)}
    soon = tuple(uppgift.namn for uppgift in stopping(later, lokalt, webbplats, nightly=True) if uppgift.id not in now)
    for uppgift in now.values():
        by_role.setdefault(names.get(uppgift.ägare, review.INGEN), []).append(uppgift)
    rows = (Väntar(role, sum(not u.is_text for u in own), sum(u.is_text for u in own)) for role, own in sorted(by_role.items()))
    who = views.ansvar(här)
    missing = tuple(one.språk for one in webbplats.språk if one.lucka)
    return Webbplatsläge(webbplats, who.publicerare, who.innehållsansvarig, tuple(rows), soon, missing)


def stopping(redaktion: Redaktion, lokalt: Lokalt, webbplats: m.Webbplats, nightly: bool = False) -> Iterator[review.Uppgift]:
    """What stops the website from being published, as publishing says it."""
    abouts = (sida for _, sida in redaktion.om_sidorna(webbplats))
    return review.stopping(abouts, redaktion.uppgifter(lokalt), lokalt, redaktion.idag, nightly)


# ------------------------------------------------------------------ what a day brings


@dataclass(frozen=True)
class Händelse:
    """Something that a day brings: of what, whose it is, and where it stands. `kvar`: it is still to do after its day."""

    dag: date
    vad: str
    namn: str
    vem: str
    plats: str
    kvar: bool = False


@dataclass(frozen=True)
class Dag:
    """What a day brings of one kind, to the same roles: each thing's name and place."""

    dag: date
    vad: str
    vem: tuple[str, ...]
    saker: tuple[tuple[str, str], ...]
    försenat: bool = False

    @property
    def dag_i_ord(self) -> str:
        return dates.in_words(self.dag)

    @property
    def några(self) -> tuple[tuple[str, str], ...]:
        return self.saker[:FEW]

    @property
    def till(self) -> int:
        return len(self.saker[FEW:])


def _events(redaktion: Redaktion, lokalt: Lokalt) -> Iterator[Händelse]:
    """All that the data know of days, past ones too. What is to be checked already has no day left to wait for."""
    names = redaktion.register.rollnamn(lokalt)
    for uppgift in redaktion.uppgifter(lokalt):
        who, place = of_role(lokalt, names.get(uppgift.ägare, review.INGEN)), f"{uppgift.plats.file}:{uppgift.plats.line}"
        if uppgift.färskhet.granskning and not review.is_due(uppgift):
            yield Händelse(uppgift.dags(redaktion.register.tider, redaktion.idag), "Dags att granska igen", uppgift.namn, who, place)
        if uppgift.färskhet.gäller_till:
            yield Händelse(uppgift.färskhet.gäller_till, "Sista dagen, om ingen granskar", uppgift.namn, who, place)
        if not uppgift.is_text:
            for day, what, stays in _dated(redaktion.register.kontakter(lokalt)[uppgift.id]):
                yield Händelse(day, what, uppgift.namn, who, place, stays)


def _dated(kontakt: m.Kontakt) -> Iterator[tuple[date, str, bool]]:
    """The days that a contact's own data name, what each brings, and whether it is still to do afterwards."""
    if kontakt.giltig.från:
        yield kontakt.giltig.från, "Börjar gälla", False
    if kontakt.giltig.till:
        yield kontakt.giltig.till, "Gäller till och med den här dagen", False
    for avvikelse in kontakt.avvikelser:
        yield avvikelse.från, f"Första dagen för ”{avvikelse.text}”", False
        if avvikelse.till:
            yield avvikelse.till, f"Sista dagen för ”{avvikelse.text}”", False
    for väg in kontakt.vägar:
        if väg.tider_till:
            yield väg.tider_till, "Tiderna är kända till och med den här dagen", True


def _by_day(found: Iterable[Händelse], idag: date) -> tuple[Dag, ...]:
    """The days in order, each kind of event once for all that it is about."""
    roles: dict[tuple[date, str, str, str], dict[str, None]] = {}
    for one in sorted(found, key=lambda h: (h.dag, h.vad, h.namn, h.vem)):
        roles.setdefault((one.dag, one.vad, one.namn, one.plats), {})[one.vem] = None
    groups: dict[tuple[date, str, tuple[str, ...]], list[tuple[str, str]]] = {}
    for (day, what, namn, place), who in roles.items():
        groups.setdefault((day, what, tuple(who)), []).append((namn, place))
    return tuple(Dag(*key, tuple(things), key[0] < idag) for key, things in groups.items())


# ------------------------------------------------------------------ the month


@dataclass(frozen=True)
class Granskas:
    """How much a role has to check, and where it is listed."""

    anker: str
    i_ord: str


@dataclass(frozen=True)
class Rollmånad:
    """What a month asks of a role: what it has to check, and what has a day."""

    rubrik: str
    granskas: Granskas | None
    dagar: tuple[Dag, ...]


@dataclass(frozen=True)
class Månadslista:
    till: str  # the month's last day, in words
    roller: tuple[Rollmånad, ...]


def månaden(redaktion: Redaktion) -> Månadslista:
    """For each role what is late, what has a day within a month, and how much there is to check. A role that nothing
    waits for is left out."""
    till = redaktion.idag + MONTH
    return Månadslista(dates.in_words(till), tuple(role for lokalt in redaktion.lokala for role in _roles(redaktion, lokalt, till)))


def _roles(redaktion: Redaktion, lokalt: Lokalt, till: date) -> Iterator[Rollmånad]:
    due = {of_role(lokalt, roll): own for roll, own in review.by_owner(lokalt, redaktion.register, redaktion.uppgifter(lokalt))}
    coming = [one for one in _events(redaktion, lokalt) if one.dag <= till and (one.dag >= redaktion.idag or one.kvar)]
    for rubrik in sorted({*due, *(one.vem for one in coming)}):
        own, dagar = due.get(rubrik), _by_day((one for one in coming if one.vem == rubrik), redaktion.idag)
        yield Rollmånad(rubrik, Granskas(role_anchor(lokalt, own), _count(own)) if own else None, dagar)


def _count(due: Sequence[review.Uppgift]) -> str:
    """'2 ändrade sedan granskningen och 16 aldrig granskade'"""
    count = Counter(map(review.why_due, due))
    return enumerate_words(f"{count[kind]} {kind}" for kind in review.Varför if count[kind])


# ------------------------------------------------------------------ the year ahead


@dataclass(frozen=True)
class Månad:
    namn: str
    dagar: tuple[Dag, ...]


def året(redaktion: Redaktion) -> tuple[Månad, ...]:
    """What the coming twelve months bring, month by month; a month that brings nothing is left out."""
    till = redaktion.idag + YEAR
    found = (h for lokalt in redaktion.lokala for h in _events(redaktion, lokalt) if redaktion.idag <= h.dag <= till)
    months: dict[str, list[Dag]] = {}
    for one in _by_day(found, redaktion.idag):
        months.setdefault(format_date(one.dag, "MMMM y", locale="sv"), []).append(one)
    return tuple(Månad(namn, tuple(own)) for namn, own in months.items())
