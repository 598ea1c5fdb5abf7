"""What Redaktionen shows: what is due, what is missing, what is used where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from vagvisaren import dates, plan_views, views
from vagvisaren import model as m
from vagvisaren.ageing import Färskhet, Läge
from vagvisaren.register import Lokalt, Register
from vagvisaren.views import Här


@dataclass(frozen=True)
class Redaktion:
    """Everything, internal facts too, on one day."""

    register: Register
    idag: date

    def här(self, webbplats: m.Webbplats) -> Här:
        return Här(self.register, webbplats, self.idag)

    @property
    def lokala(self) -> tuple[Lokalt, ...]:
        return tuple(self.register.kommuner.values())


@dataclass(frozen=True)
class Webbplatsläge:
    webbplats: m.Webbplats
    kommun: str
    publicerare: str | None
    innehållsansvarig: str | None
    uppgifter: int
    ogranskade: int
    för_gamla: int


def webbplatser(redaktion: Redaktion) -> tuple[Webbplatsläge, ...]:
    return tuple(
        _webbplatsläge(redaktion.här(webbplats)) for webbplats in redaktion.register.webbplatser.values()
    )


def _webbplatsläge(här: Här) -> Webbplatsläge:
    ages = [här.färskhet(kontakt) for kontakt in views.asked_for(här).values()]
    who = views.ansvar(här)
    return Webbplatsläge(
        här.webbplats,
        här.kommun.namn,
        who.publicerare,
        who.innehållsansvarig,
        len(ages),
        sum(not age.granskad for age in ages),
        sum(age.läge is Läge.för_gammal for age in ages),
    )


@dataclass(frozen=True)
class Kontroll:
    """One fact to check: what, how old, and where it stands in the data."""

    namn: str
    läge: str
    senast: str | None
    omdöme: str
    säkerhet: str
    plats: str


@dataclass(frozen=True)
class Kommunkontroller:
    kommun: str
    kontroller: tuple[Kontroll, ...]


def kontroller(redaktion: Redaktion) -> tuple[Kommunkontroller, ...]:
    """Per municipality, the facts that nobody has checked or that are late, the oldest first."""
    result = []
    for lokalt in redaktion.lokala:
        due: dict[str, tuple[m.Kontakt, Färskhet]] = {}
        for webbplats in lokalt.webbplatser:
            här = redaktion.här(webbplats)
            for kontakt in views.asked_for(här).values():
                age = här.färskhet(kontakt)
                if age.läge is not Läge.åldras_inte and (not age.granskad or age.läge is not Läge.färsk):
                    due[kontakt.id] = kontakt, age
        ordered = sorted(due.values(), key=lambda pair: (pair[1].gäller_till or date.min, pair[0].namn))
        result.append(
            Kommunkontroller(
                lokalt.kommun.namn, tuple(_kontroll(redaktion.register, *pair) for pair in ordered)
            )
        )
    return tuple(result)


def _kontroll(register: Register, kontakt: m.Kontakt, age: Färskhet) -> Kontroll:
    place = register.place(kontakt)
    return Kontroll(
        kontakt.namn,
        state_in_words(age),
        dates.datum_in_words(age.datum),
        kontakt.omdöme,
        kontakt.säkerhet,
        f"{place.file}:{place.line}",
    )


def state_in_words(age: Färskhet) -> str:
    """'Aldrig granskad', 'Aldrig granskad, för gammal', 'Granskad, snart dags'."""
    first = "Granskad" if age.granskad else "Aldrig granskad"
    return first if age.läge in (Läge.färsk, Läge.åldras_inte) else f"{first}, {age.läge}"


@dataclass(frozen=True)
class Fråga:
    om: str
    fråga: str


@dataclass(frozen=True)
class Kommunfrågor:
    kommun: str
    luckor: tuple[Fråga, ...]
    påståenden: tuple[Fråga, ...]
    övriga: tuple[str, ...]


def frågor(redaktion: Redaktion) -> tuple[Kommunfrågor, ...]:
    """Per municipality: functions without a way in, sentences without support, other questions."""
    return tuple(
        Kommunfrågor(
            lokalt.kommun.namn,
            tuple(_luckor(redaktion, lokalt)),
            tuple(dict.fromkeys(_påståenden(redaktion, lokalt))),
            tuple(
                dict.fromkeys(
                    (*lokalt.kommun.frågor, *_kontaktfrågor(redaktion, lokalt), *redaktion.register.frågor)
                )
            ),
        )
        for lokalt in redaktion.lokala
    )


def _luckor(redaktion: Redaktion, lokalt: Lokalt) -> Iterator[Fråga]:
    for namn, funktion in lokalt.kommun.funktioner.items():
        if funktion.lucka:
            yield Fråga(namn, funktion.lucka)
    if not lokalt.kommun.insatser:
        yield Fråga("insatser", "Vilka insatser erbjuder kommunen, för vem och hur får man dem?")


def _påståenden(redaktion: Redaktion, lokalt: Lokalt) -> Iterator[Fråga]:
    """Sentences that are not shown here, and advice that is shown but should be confirmed."""
    här = redaktion.här(lokalt.webbplatser[0])
    answered = {roll for w in lokalt.webbplatser for roll in m.roller(w.roller)}
    for situation in redaktion.register.situationer_i(lokalt).values():
        if not answered & set(m.roller(situation.för)):
            continue
        for text, stöd in _statements(situation):
            if not här.holds(stöd) and not _belongs_elsewhere(här, stöd):
                yield Fråga(situation.rubrik, f"Stämmer det här? ”{text}”")
            for råd in _råd(redaktion.register, stöd):
                if råd.fråga and (råd.gäller == "alla" or lokalt.kommun.id not in råd.gäller):
                    yield Fråga(situation.rubrik, råd.fråga)
        if situation.vad_händer_sen == m.OKÄNT:
            yield Fråga(situation.rubrik, "Vad händer sen?")


def _belongs_elsewhere(här: Här, stöd: tuple[str, ...] | str) -> bool:
    """Supported, but by another municipality's plan: no question here."""
    return stöd != m.OKÄNT and any(" " in one for one in stöd)


def _statements(situation: m.Situation) -> Iterator[tuple[str, tuple[str, ...] | str]]:
    then = situation.vad_händer_sen
    for utsaga in (*situation.ingress, *situation.gör_inte, *(then if isinstance(then, tuple) else ())):
        yield utsaga.text, utsaga.stöd
    for steg in situation.steg:
        yield steg.gör, steg.stöd


def _råd(register: Register, stöd: tuple[str, ...] | str) -> Iterator[m.Råd]:
    for one in stöd if isinstance(stöd, tuple) else ():
        if one in register.råd:
            yield register.råd[one]


def _kontaktfrågor(redaktion: Redaktion, lokalt: Lokalt) -> Iterator[str]:
    for kontakt in redaktion.register.kontakter(lokalt).values():
        for fråga in kontakt.frågor:
            yield f"{kontakt.namn}: {fråga}"


@dataclass(frozen=True)
class Väntan:
    """What a role is waited for: rows by area, each with what is missing."""

    ansvarig: str
    rader: tuple[Fråga, ...]


@dataclass(frozen=True)
class Kommunväntan:
    kommun: str
    uppfyllelse: str
    väntan: tuple[Väntan, ...]


def väntar(redaktion: Redaktion) -> tuple[Kommunväntan, ...]:
    """Per municipality and responsible role, what the plan's areas wait for."""
    result = []
    for lokalt in redaktion.lokala:
        if lokalt.plan:
            här = redaktion.här(next((w for w in lokalt.webbplatser if w.publik == "intern"), lokalt.webbplatser[0]))
            shown = plan_views.områden(här).rader
            judged = sum(bool(o.historik) for o in shown)
            by_role: dict[str, list[Fråga]] = {}
            for område in shown:
                by_role.setdefault(område.ansvarig or "Ingen ansvarig i planen", []).extend(_waits(lokalt, område, redaktion.idag))
            result.append(
                Kommunväntan(
                    lokalt.kommun.namn,
                    f"{judged} av {len(shown)} områden är bedömda.",
                    tuple(Väntan(role, tuple(rows)) for role, rows in by_role.items() if rows),
                )
            )
    return tuple(result)


def _waits(lokalt: Lokalt, område: plan_views.VisatOmråde, idag: date) -> Iterator[Fråga]:
    for aktivitet in område.område.aktiviteter:
        if plan_views.has_passed(lokalt, område.område, aktivitet, idag):
            yield Fråga(område.namn, f"Tidpunkten har passerat ({aktivitet.tidpunkt.text}), bedömning saknas: {aktivitet.text}")
    if område.status and not område.historik:
        yield Fråga(område.namn, "Området är inte bedömt.")
    for indikator in område.indikatorer:
        if indikator.svar:
            yield Fråga(område.namn, f"{indikator.text}: {indikator.svar.lower()}. {indikator.skäl}.")
        elif not indikator.värden:
            yield Fråga(område.namn, f"Mätvärde saknas: {indikator.text}")


@dataclass(frozen=True)
class Användning:
    namn: str
    plats: str
    lägen: tuple[str, ...]
    webbplatser: tuple[str, ...]


def används(redaktion: Redaktion) -> tuple[Användning, ...]:
    """Every contact that is shown: in which situations, on which websites."""
    uses: dict[int, tuple[m.Kontakt, dict[str, None], dict[str, None]]] = {}
    for webbplats in redaktion.register.webbplatser.values():
        här = redaktion.här(webbplats)
        for kontakt in views.asked_for(här).values():
            _, situations, sites = uses.setdefault(id(kontakt), (kontakt, {}, {}))
            sites[webbplats.id] = None
            situations.update(dict.fromkeys(_situations_using(här, kontakt)))
    return tuple(
        Användning(
            kontakt.namn,
            f"{redaktion.register.place(kontakt).file}:{redaktion.register.place(kontakt).line}",
            tuple(situations),
            tuple(sites),
        )
        for kontakt, situations, sites in sorted(uses.values(), key=lambda use: use[0].namn.lower())
    )


def _situations_using(här: Här, kontakt: m.Kontakt) -> Iterator[str]:
    for situation in här.register.situationer_i(här.lokalt).values():
        for steg in _shown_steps(här, situation):
            if steg.kontakt and views.find_kontakt(här, steg.kontakt)[0] is kontakt:
                yield situation.arm


def _shown_steps(här: Här, situation: m.Situation) -> Iterable[m.Steg]:
    for roll in här.roller:
        if roll in m.roller(situation.för):
            yield from views.steps(här, situation, roll)


@dataclass(frozen=True)
class Avstängd:
    namn: str
    skäl: str | None
    plats: str


def avstängda(redaktion: Redaktion) -> tuple[Avstängd, ...]:
    register = redaktion.register
    closed = [
        kontakt
        for lokalt in redaktion.lokala
        for kontakt in register.kontakter(lokalt).values()
        if kontakt.omdöme is m.Omdöme.avstängd
    ]
    return tuple(
        Avstängd(k.namn, k.skäl, f"{register.place(k).file}:{register.place(k).line}")
        for k in {k.id: k for k in closed}.values()
    )


@dataclass(frozen=True)
class VisadTolkning:
    kommun: str
    om: str
    tolkning: str


def tolkningar(redaktion: Redaktion) -> tuple[VisadTolkning, ...]:
    return tuple(
        VisadTolkning(lokalt.kommun.namn, t.om, t.tolkning)
        for lokalt in redaktion.lokala
        for t in lokalt.tolkningar
    )
