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


def where(register: Register, record: m.Post) -> str:
    """The file and the line of a record, as an editor looks it up."""
    place = register.place(record)
    return f"{place.file}:{place.line}"


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
    """One fact to check: what, how old, whether it is shown, and where it stands in the data."""

    namn: str
    läge: str
    senast: str | None
    visas: str
    plats: str


@dataclass(frozen=True)
class Kontrollgrupp:
    rubrik: str
    kontroller: tuple[Kontroll, ...]


def kontroller(redaktion: Redaktion) -> tuple[Kontrollgrupp, ...]:
    """The facts that nobody has checked or that are late: each municipality's own, then the shared ones once.

    The switchboard first, since all else falls back on it; then the oldest.
    """
    groups: dict[str, dict[str, tuple[Här, m.Kontakt, Färskhet]]] = {}
    for webbplats in redaktion.register.webbplatser.values():
        här = redaktion.här(webbplats)
        for kontakt in views.may_stand(här).values():
            age = här.färskhet(kontakt)
            if age.läge is not Läge.åldras_inte and (not age.granskad or age.läge is not Läge.färsk):
                own = kontakt in här.kommun.kontakter
                group = groups.setdefault(här.kommun.namn if own else "Gemensamma", {})
                group.setdefault(kontakt.id, (här, kontakt, age))
    order = sorted(groups, key=lambda rubrik: (rubrik == "Gemensamma", rubrik))
    return tuple(Kontrollgrupp(rubrik, _kontroller(groups[rubrik])) for rubrik in order)


def _kontroller(found: dict[str, tuple[Här, m.Kontakt, Färskhet]]) -> tuple[Kontroll, ...]:
    def first(item: tuple[Här, m.Kontakt, Färskhet]) -> tuple[bool, bool, date, str]:
        _, kontakt, age = item
        return kontakt.id != views.VÄXEL, age.läge is not Läge.för_gammal, age.gäller_till or date.max, kontakt.namn

    return tuple(_kontroll(*item) for item in sorted(found.values(), key=first))


def _kontroll(här: Här, kontakt: m.Kontakt, age: Färskhet) -> Kontroll:
    shown = views.show_kontakt(här, kontakt.id)
    if shown.kontakt is kontakt:
        visas = "Ja, fast den är för gammal" if shown.gammal else ("Ja" if age.gäller_till is None else f"Ja, till {dates.in_words(age.gäller_till)}")
    else:
        visas = f"Nej, {shown.i_mening} i stället"
    return Kontroll(
        kontakt.namn, state_in_words(age), dates.datum_in_words(age.datum), visas, where(här.register, kontakt)
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
            tuple(_luckor(lokalt)),
            tuple(dict.fromkeys(_påståenden(redaktion, lokalt))),
            tuple(
                dict.fromkeys((*lokalt.kommun.frågor, *_kontaktfrågor(lokalt.kommun.kontakter)))
            ),
        )
        for lokalt in redaktion.lokala
    )


def frågor_till_andra(redaktion: Redaktion) -> tuple[str, ...]:
    """Questions about the shared lines and sources, to those who run them."""
    register = redaktion.register
    shared = (*register.samhällsnummer.values(), *register.stödlinjer.values())
    return tuple(dict.fromkeys((*_kontaktfrågor(shared), *register.frågor)))


def _luckor(lokalt: Lokalt) -> Iterator[Fråga]:
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
        if answered & set(m.roller(situation.för)):
            yield from _about(här, situation.rubrik, _statements(situation))
            if situation.vad_händer_sen == m.OKÄNT:
                yield Fråga(situation.rubrik, "Vad händer sen?")
    for text in redaktion.register.texter.values():
        yield from _about(här, text.id, ((u.text, u.stöd) for u in text.utsagor))
    yield from _about(här, "minoritetsspråk", ((None, lokalt.kommun.minoritetsspråk.stöd),))


def _about(här: Här, om: str, statements: Iterable[tuple[str | None, tuple[str, ...] | str]]) -> Iterator[Fråga]:
    for text, stöd in statements:
        if text and not här.holds(stöd) and not _belongs_elsewhere(här, stöd):
            yield Fråga(om, f"Stämmer det här? ”{text}”")
        for råd in _råd(här.register, stöd):
            if råd.fråga and (råd.gäller == "alla" or här.kommun.id not in råd.gäller or här.holds(stöd)):
                yield Fråga(om, råd.fråga)


def _belongs_elsewhere(här: Här, stöd: tuple[str, ...] | str) -> bool:
    """Supported by another municipality's plan, or only meant for another: no question here."""
    if stöd == m.OKÄNT:
        return False
    only = (råd.gäller for råd in _råd(här.register, stöd) if not råd.fråga)
    return any(" " in one for one in stöd) or any(g != "alla" and här.kommun.id not in g for g in only)


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


def _kontaktfrågor(kontakter: Iterable[m.Kontakt]) -> Iterator[str]:
    for kontakt in kontakter:
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
            if lokalt.plan.gäller == m.OKÄNT:
                owner = lokalt.plan.förvaltare.aktör if lokalt.plan.förvaltare else lokalt.plan.styrgrupp
                asked = här.aktörer[owner].namn if owner else "Kommunen"
                by_role.setdefault(asked, []).append(Fråga("Planen", "Bekräfta om planen gäller i dag, och från när."))
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
    ägare: str
    plats: str
    lägen: tuple[str, ...]
    reserv_för: tuple[str, ...]
    webbplatser: tuple[str, ...]


def används(redaktion: Redaktion) -> tuple[Användning, ...]:
    """Every open contact: in which situations it is met, for which contacts it stands in, on which websites."""
    return tuple(
        _användning(redaktion, kontakt, lokala)
        for kontakt, lokala in sorted(_open_contacts(redaktion).values(), key=lambda pair: pair[0].namn.lower())
    )


def _open_contacts(redaktion: Redaktion) -> dict[int, tuple[m.Kontakt, list[Lokalt]]]:
    """Each contact once, with the municipalities that may name it."""
    found: dict[int, tuple[m.Kontakt, list[Lokalt]]] = {}
    for lokalt in redaktion.lokala:
        for kontakt in redaktion.register.kontakter(lokalt).values():
            if kontakt.omdöme is not m.Omdöme.avstängd:
                found.setdefault(id(kontakt), (kontakt, []))[1].append(lokalt)
    return found


def _användning(redaktion: Redaktion, kontakt: m.Kontakt, lokala: list[Lokalt]) -> Användning:
    here = [redaktion.här(w) for lokalt in lokala for w in lokalt.webbplatser]
    stands_for = {
        other.namn: None
        for lokalt in lokala
        for other in redaktion.register.kontakter(lokalt).values()
        if kontakt.id in (other.reserv, other.utanför_öppettid)
    }
    return Användning(
        kontakt.namn,
        lokala[0].kommun.namn if len(lokala) == 1 and kontakt in lokala[0].kommun.kontakter else "Alla",
        where(redaktion.register, kontakt),
        tuple(dict.fromkeys(arm for här in here for arm in _situations_using(här, kontakt))),
        tuple(stands_for),
        tuple(här.webbplats.id for här in here if kontakt.id in views.may_stand(här)),
    )


def _situations_using(här: Här, kontakt: m.Kontakt) -> Iterator[str]:
    """The situations that lead to the contact, also as the switchboard that a function goes through."""
    for situation in här.register.situationer_i(här.lokalt).values():
        for steg in _shown_steps(här, situation):
            if steg.kontakt:
                asked, _ = views.find_kontakt(här, steg.kontakt)
                if asked is kontakt or (kontakt.id == views.VÄXEL and not asked.vägar):
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
        Avstängd(k.namn, k.skäl, where(register, k))
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
