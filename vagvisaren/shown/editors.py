"""What Redaktionen shows: what is due, what is missing, what is used where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from vagvisaren.records import dates
from vagvisaren.records import model as m
from vagvisaren.records.references import Namngiven, Slag
from vagvisaren.records.register import Lokalt, Register, anchor
from vagvisaren.shown import plan_views, review, views
from vagvisaren.shown.page import Page
from vagvisaren.shown.usage import Uppslag, by_heading
from vagvisaren.shown.views import Här


@dataclass(frozen=True)
class Redaktion:
    """Everything, internal facts too, on one day. `sidor`: each website's pages, by its id. `utgåvor`: the version of
    each public page, by website and page. `sagt`: what each word on a page says as HTML, likewise."""

    register: Register
    idag: date
    sidor: Mapping[str, tuple[Page, ...]] = field(default_factory=dict)
    utgåvor: Mapping[tuple[str, str], str] = field(default_factory=dict)
    sagt: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def här(self, webbplats: m.Webbplats) -> Här:
        return Här(self.register, webbplats, self.idag)

    def uppgifter(self, lokalt: Lokalt) -> tuple[review.Uppgift, ...]:
        return self._uppgifter[lokalt.mapp]

    @cached_property
    def _uppgifter(self) -> dict[str, tuple[review.Uppgift, ...]]:
        return {lokalt.mapp: review.uppgifter(self.register, lokalt, self.sidor, self.idag) for lokalt in self.lokala}

    def om_sidorna(self, webbplats: m.Webbplats) -> tuple[tuple[Page, review.Sida], ...]:
        """The website's pages, each with what its frame says of it."""
        return self._om_sidorna[webbplats.id]

    @cached_property
    def _om_sidorna(self) -> dict[str, tuple[tuple[Page, review.Sida], ...]]:
        return {
            w.id: tuple((page, review.about(page, self.här(w))) for page in self.sidor.get(w.id, ()))
            for w in self.register.webbplatser.values()
        }

    @property
    def lokala(self) -> tuple[Lokalt, ...]:
        return tuple(self.register.kommuner.values())


def where(register: Register, record: m.Post) -> str:
    """The file and the line of a record, as an editor looks it up."""
    place = register.place(record)
    return f"{place.file}:{place.line}"


def of_role(lokalt: Lokalt, roll: str) -> str:
    """The municipality and the role: the heading of what is the role's to do."""
    return f"{lokalt.kommun.namn}: {roll}"


def role_anchor(lokalt: Lokalt, own: Sequence[review.Uppgift]) -> str:
    """Where the list stands of what a role has to check."""
    return anchor(f"{lokalt.mapp}-{own[0].ägare}")


@dataclass(frozen=True)
class Kontroll:
    """One thing to check: what, how old, whether it is shown, and where it stands."""

    id: str
    namn: str
    läge: str
    senast: str | None
    visas: str
    jämför: str
    plats: str


@dataclass(frozen=True)
class Kontrollgrupp:
    """What is due for one role of one municipality."""

    rubrik: str
    anker: str
    kontroller: tuple[Kontroll, ...]


def kontroller(redaktion: Redaktion) -> tuple[Kontrollgrupp, ...]:
    """Per municipality and role, what nobody has checked or what is late.

    The switchboard first, since all else falls back on it; then the oldest.
    """
    return tuple(
        Kontrollgrupp(of_role(lokalt, roll), role_anchor(lokalt, own), tuple(_kontroll(redaktion, lokalt, u) for u in own))
        for lokalt in redaktion.lokala
        for roll, own in review.by_owner(lokalt, redaktion.register, redaktion.uppgifter(lokalt))
    )


def _kontroll(redaktion: Redaktion, lokalt: Lokalt, uppgift: review.Uppgift) -> Kontroll:
    senast = None if uppgift.färskhet.ändrat else dates.datum_in_words(uppgift.färskhet.datum)
    shown = "Ja" if uppgift.is_text else _shown(redaktion.här(lokalt.webbplatser[0]), uppgift)
    place = f"{uppgift.plats.file}:{uppgift.plats.line}"
    return Kontroll(uppgift.id, uppgift.namn, review.state_in_words(uppgift), senast, shown, uppgift.jämför, place)


def _shown(här: Här, uppgift: review.Uppgift) -> str:
    shown = views.show_kontakt(här, uppgift.id)
    if shown.kontakt.id != uppgift.id:
        return f"Nej, {shown.i_mening} i stället"
    if shown.gammal:
        return "Ja, fast den är för gammal"
    return f"Ja, till {dates.in_words(shown.sista_dag)}" if shown.sista_dag else "Ja"


FEW = 5  # so many ids of what a page waits for are named


@dataclass(frozen=True)
class Sidläge:
    """What a page waits for, and until when it holds."""

    sida: str
    bäst_före: str | None
    väntar: int
    vilka: tuple[str, ...]  # the first ids that it waits for
    till: int  # how many more


@dataclass(frozen=True)
class Webbplatssidor:
    webbplats: str
    sidor: tuple[Sidläge, ...]


def sidor(redaktion: Redaktion) -> tuple[Webbplatssidor, ...]:
    """Each page of each website: until when it holds, and what of it waits for a person."""
    return tuple(
        Webbplatssidor(webbplats.id, tuple(_sidläge(page, sida) for page, sida in redaktion.om_sidorna(webbplats)))
        for webbplats in redaktion.register.webbplatser.values()
    )


def _sidläge(page: Page, sida: review.Sida) -> Sidläge:
    count = len(sida.väntar)
    return Sidläge(page.rubrik, sida.bäst_före_i_ord, count, sida.väntar[:FEW], max(0, count - FEW))


@dataclass(frozen=True)
class VisatFragment:
    """A page to paste elsewhere, where it is pasted, and whether what stands there is today's."""

    webbplats: str
    sida: str
    fil: str
    utgåva: str
    inklistrat: tuple[tuple[str, str, str], ...]  # address, day in words, state in words


def fragment(redaktion: Redaktion) -> tuple[VisatFragment, ...]:
    """Every public page's fragment, in the menu's order."""
    return tuple(
        VisatFragment(webbplats.id, namn, f"fragment/{webbplats.id}/{sida}.html", utgåva, _pasted(webbplats, sida, utgåva))
        for webbplats in redaktion.register.webbplatser.values()
        for sida, namn in webbplats.sidor.items()
        if (utgåva := redaktion.utgåvor.get((webbplats.id, sida)))
    )


def _pasted(webbplats: m.Webbplats, sida: str, utgåva: str) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (one.adress, dates.in_words(one.datum), "aktuell" if one.utgåva == utgåva else "gammal: klistra in den nya")
        for one in webbplats.inklistrat
        if one.sida == sida
    )


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

    @property
    def grupper(self) -> tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]:
        """The questions that are about something, by it, under their headings."""
        kinds = (("Det som saknas", self.luckor), ("Meningar som saknar stöd eller ska bekräftas", self.påståenden))
        return tuple((rubrik, by_subject(own)) for rubrik, own in kinds if own)


def by_subject(found: Iterable[Fråga]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each subject once, with all that is asked about it."""
    subjects: dict[str, list[str]] = {}
    for one in found:
        subjects.setdefault(one.om, []).append(one.fråga)
    return tuple((om, tuple(asked)) for om, asked in subjects.items())


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
    for webbplats in lokalt.webbplatser:
        for one in webbplats.språk:
            if one.lucka:
                yield Fråga(f"{webbplats.id}: {one.språk}", one.lucka)
        statement = webbplats.tillgänglighet
        if statement is None or statement.formulär == m.OKÄNT:
            yield Fråga(f"{webbplats.id}: tillgänglighet", "Vilket formulär använder den som hittar en brist? E-post och telefon räcker inte.")
        if statement is None or statement.följer == m.OKÄNT:
            yield Fråga(f"{webbplats.id}: tillgänglighet", "Vem bedömer hur väl webbplatsen följer kraven, och när?")
    if not lokalt.kommun.insatser:
        yield Fråga("insatser", "Vilka insatser erbjuder kommunen, för vem och hur får man dem?")


def _påståenden(redaktion: Redaktion, lokalt: Lokalt) -> Iterator[Fråga]:
    """Sentences that are not shown here, and advice that is shown but should be confirmed."""
    här = redaktion.här(lokalt.webbplatser[0])
    answered = {roll for w in lokalt.webbplatser for roll in m.roller(w.roller)}
    for situation in redaktion.register.situationer_i(lokalt).values():
        if answered & set(m.roller(situation.för)):
            yield from _about(här, situation.rubrik, _statements(här, situation))
            if situation.vad_händer_sen == m.OKÄNT:
                yield Fråga(situation.rubrik, "Vad händer sen?")
    for text in redaktion.register.texter.values():
        yield from _about(här, text.id, ((views.named(här, u.text, u.handlar_om), u.stöd) for u in text.utsagor))
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


def _statements(här: Här, situation: m.Situation) -> Iterator[tuple[str, tuple[str, ...] | str]]:
    then = situation.vad_händer_sen
    for utsaga in (*situation.ingress, *situation.gör_inte, *(then if isinstance(then, tuple) else ())):
        yield views.named(här, utsaga.text, utsaga.handlar_om), utsaga.stöd
    for steg in situation.steg:
        yield views.named(här, steg.gör, steg.kontakt), steg.stöd


def _råd(register: Register, stöd: tuple[str, ...] | str) -> Iterator[m.Råd]:
    for one in stöd if isinstance(stöd, tuple) else ():
        if one in register.råd:
            yield register.råd[one]


def _kontaktfrågor(kontakter: Iterable[m.Kontakt]) -> Iterator[str]:
    for kontakt in kontakter:
        for fråga in kontakt.frågor:
            yield f"{kontakt.namn}: {fråga}"
        for om, text in kontakt.motstridigt.items():
            yield f"{kontakt.namn}: Källorna säger olika om {om}. {text}"


@dataclass(frozen=True)
class Väntan:
    """What a role is waited for: rows by area, each with what is missing."""

    ansvarig: str
    rader: tuple[Fråga, ...]

    @property
    def områden(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return by_subject(self.rader)


@dataclass(frozen=True)
class Kommunväntan:
    kommun: str
    uppfyllelse: str
    väntan: tuple[Väntan, ...]
    områden: tuple[plan_views.VisatOmråde, ...]  # all of them: whoever assesses or measures asks for their ids


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
                    shown,
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
class Använd:
    """Something that has an id: where it stands, and by heading what uses it."""

    id: str
    namn: str | None  # when it is another than the id
    ägare: str
    plats: str
    ställen: tuple[tuple[str, tuple[str, ...]], ...]
    webbplatser: tuple[str, ...]


ANVÄNDS = {
    Slag.kontakt: "Kontakter",
    Slag.funktion: "Funktioner",
    Slag.läge: "Lägen",
    Slag.textgrupp: "Texter",
    Slag.råd: "Råd",
    Slag.aktör: "Aktörer",
    Slag.källa: "Källor",
}


def används(redaktion: Redaktion) -> tuple[tuple[str, tuple[Använd, ...]], ...]:
    """Under each kind all that has an id, and what uses it; a closed contact is shown nowhere and left out."""
    uppslag = Uppslag(redaktion.register, redaktion.sidor, redaktion.idag)
    shown = [thing for thing in uppslag.things if getattr(thing.record, "omdöme", None) is not m.Omdöme.avstängd]
    return tuple(
        (rubrik, tuple(_använd(uppslag, thing) for thing in sorted(shown, key=_alphabetical) if thing.slag is slag))
        for slag, rubrik in ANVÄNDS.items()
    )


def _alphabetical(thing: Namngiven) -> tuple[str, str]:
    return thing.i_lista.lower(), thing.lokalt.mapp if thing.lokalt else ""


def _använd(uppslag: Uppslag, thing: Namngiven) -> Använd:
    uses = by_heading(uppslag.användningar(thing))
    return Använd(
        thing.id,
        thing.namn if thing.namn != thing.id else None,
        thing.lokalt.kommun.namn if thing.lokalt else "Alla",
        f"{thing.place.file}:{thing.place.line}",
        tuple((rubrik, tuple(dict.fromkeys(one.namn for one in own))) for rubrik, own in uses.items()),
        uppslag.webbplatser(thing),
    )


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
