"""Where each id is used: in which records, on which pages, and on which websites it shows.

References are followed by name only, so that the answer can also be given of data in which some lead nowhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from vagvisaren.faults import Fault, Faulty, Place, enumerate_words, nearest
from vagvisaren.records import dates
from vagvisaren.records import model as m
from vagvisaren.records import plan as p
from vagvisaren.records.formats import ascii_id
from vagvisaren.records.references import (
    FIELDS,
    FUNKTIONER,
    LÄGEN,
    RESERV,
    SIDOR,
    STÄNGT,
    VEM,
    Hänvisning,
    Namngiven,
    Nod,
    Slag,
    named_by,
    nodes,
)  # fmt: skip
from vagvisaren.records.register import Lokalt, Register
from vagvisaren.shown import review, views
from vagvisaren.shown.page import Call, Page
from vagvisaren.shown.views import VÄXEL, Här
from vagvisaren.shown.word import Argument

T = TypeVar("T", Namngiven, Hänvisning)

_TABLE = (pekare.rubrik for fields in FIELDS.values() for pekare in fields.values())
RUBRIKER = tuple(dict.fromkeys((LÄGEN, FUNKTIONER, RESERV, STÄNGT, *_TABLE, SIDOR)))  # the order in an answer


@dataclass(frozen=True)
class Användning:
    """One place that uses something: under which heading, in what, in which words, through which function."""

    rubrik: str
    namn: str
    detalj: str | None
    genom: str | None
    place: Place

    @property
    def plats(self) -> str:
        """The file and the line, as an editor looks it up."""
        return f"{self.place.file}:{self.place.line}"


@dataclass(frozen=True)
class Uppslag:
    """All that has an id, and every place in data and on pages that names one."""

    register: Register
    sidor: Mapping[str, Iterable[Page]]
    idag: date

    # -------------------------------------------------------------- what there is

    @cached_property
    def nodes(self) -> tuple[Nod, ...]:
        return tuple(nodes(self.register))

    @cached_property
    def things(self) -> tuple[Namngiven, ...]:
        """All that has an id, in the order of the kinds and of the data."""
        found = dict.fromkeys(node.hos for node in self.nodes if node.hos)
        return tuple(sorted(found, key=lambda thing: list(Slag).index(thing.slag)))

    @cached_property
    def hänvisningar(self) -> tuple[Hänvisning, ...]:
        """Every place that names an id, by place."""
        data = (one for node in self.nodes for one in named_by(self.register, node))
        return tuple(sorted((*data, *self._on_pages()), key=lambda one: one.place))

    def _on_pages(self) -> Iterator[Hänvisning]:
        for id_, webbplats in self.register.webbplatser.items():
            for call in self._calls(id_):
                if call.argument and call.word.argument in (Argument.kontakt, Argument.text):
                    slag = VEM if call.word.argument is Argument.kontakt else (Slag.textgrupp,)
                    lokalt = self.register.kommun_för(webbplats)
                    yield Hänvisning(call.argument, slag, SIDOR, call.place, lokalt, ord=call.skrivet, webbplats=id_)

    def _calls(self, webbplats: str) -> Iterator[Call]:
        return (call for page in self.sidor.get(webbplats, ()) for call in page.calls)

    # -------------------------------------------------------------- what a name means

    @cached_property
    def _by_name(self) -> dict[tuple[Slag, str, str | None], Namngiven]:
        return {(t.slag, t.id, t.lokalt.mapp if t.lokalt else None): t for t in reversed(self.things)}

    def target(self, one: Hänvisning, lokalt: Lokalt) -> Namngiven | None:
        """What a name means in a municipality: its own before the shared; None when it means nothing."""
        row, _, part = one.id.rpartition(".")
        ids = (one.id, row) if part in p.DELAR else (one.id,)
        keys = ((slag, id_, mapp) for slag in one.slag for id_ in ids for mapp in (lokalt.mapp, None))
        return next((self._by_name[key] for key in keys if key in self._by_name), None)

    def scopes(self, one: Hänvisning) -> Iterator[Lokalt]:
        """The municipalities in which the place counts: a shared situation may be replaced by a municipality's own."""
        for lokalt in (one.lokalt,) if one.lokalt else self.register.kommuner.values():
            situation = one.hos.record if one.hos and one.hos.slag is Slag.läge else None
            if situation is None or self.register.situationer_i(lokalt)[situation.id] is situation:
                yield lokalt

    @cached_property
    def named(self) -> dict[Namngiven, list[Hänvisning]]:
        """The places that name each thing."""
        found: dict[Namngiven, dict[Hänvisning, None]] = {}
        for one in self.hänvisningar:
            for lokalt in self.scopes(one):
                if thing := self.target(one, lokalt):
                    found.setdefault(thing, {})[one] = None
        return {thing: list(places) for thing, places in found.items()}

    # -------------------------------------------------------------- where it is used

    def användningar(self, thing: Namngiven) -> tuple[Användning, ...]:
        """Every use of a thing, by heading; of a contact also what leads to it through a function."""
        found = [*self.described(self.named.get(thing, ()), thing.lokalt), *self._shown_on_pages(thing)]
        return tuple(sorted(found, key=lambda one: (RUBRIKER.index(one.rubrik), one.place)))

    def described(self, places: Iterable[Hänvisning], lokalt: Lokalt | None) -> tuple[Användning, ...]:
        """The places in words, each once; `lokalt` is the municipality that they are known to be about."""
        found = sorted(self._with_indirect(places, frozenset()), key=lambda pair: pair[0].place)
        return tuple(dict.fromkeys(_användning(one, through, lokalt) for one, through in found))

    def _with_indirect(
        self, places: Iterable[Hänvisning], seen: frozenset[Namngiven], through: Namngiven | None = None
    ) -> Iterator[tuple[Hänvisning, Namngiven | None]]:
        """The places, and those where a reader meets it through a function, or a contact without a way in of its own."""
        for one in places:
            if through is None or one.rubrik == SIDOR or (one.rubrik == LÄGEN and self.is_met(one, through.lokalt)):
                yield one, through
            if one.hos and one.hos not in seen and _leads_on(one):
                yield from self._with_indirect(self.named.get(one.hos, ()), seen | {one.hos}, one.hos)

    def _shown_on_pages(self, thing: Namngiven) -> Iterator[Användning]:
        for place, call in self._listed_on_pages.get(id(thing.record), {}).items():
            yield Användning(SIDOR, f"{place.file}:{place.line}", call.skrivet, None, place)

    @cached_property
    def _listed_on_pages(self) -> dict[int, dict[Place, Call]]:
        """The words that show a situation or a line without naming it."""
        found: dict[int, dict[Place, Call]] = {}
        for webbplats in self.register.webbplatser.values():
            här = Här(self.register, webbplats, self.idag)
            for call in self._calls(webbplats.id):
                for record in _listed(call, här):
                    found.setdefault(id(record), {})[call.place] = call
        return found

    # -------------------------------------------------------------- on which websites it shows

    def webbplatser(self, thing: Namngiven) -> tuple[str, ...]:
        """The websites on which a thing can show."""
        if thing.slag is Slag.webbplats:
            return (thing.id,)
        return tuple(self._shown_on.get(thing, ()))

    def webbplatser_med(self, places: Iterable[Hänvisning], lokalt: Lokalt | None) -> tuple[str, ...]:
        """The websites, of one municipality or of all, that show any of the places, also when what they name is gone."""
        known = [w.id for w in lokalt.webbplatser] if lokalt else self._shown
        return tuple(id_ for id_ in known if any(self._shows(id_, one) for one in places))

    def is_met(self, one: Hänvisning, lokalt: Lokalt | None) -> bool:
        """Whether a reader of some website meets the place."""
        return bool(self.webbplatser_med([one], lokalt))

    def _shows(self, webbplats: str, one: Hänvisning) -> bool:
        här = Här(self.register, self.register.webbplatser[webbplats], self.idag)
        return one.webbplats == webbplats or (one.hos in self._shown[webbplats] and _meets(här, one))

    @cached_property
    def _shown(self) -> dict[str, set[Namngiven]]:
        return {w.id: self._reached(Här(self.register, w, self.idag)) for w in self.register.webbplatser.values()}

    @cached_property
    def _shown_on(self) -> dict[Namngiven, list[str]]:
        """The websites that show each thing."""
        found: dict[Namngiven, list[str]] = {}
        for id_, shown in self._shown.items():
            for thing in shown:
                found.setdefault(thing, []).append(id_)
        return found

    def _reached(self, här: Här) -> set[Namngiven]:
        """What the website begins with, and all that this names in turn."""
        waiting, found = list(self._begins(här)), set()
        while waiting:
            thing = waiting.pop()
            if thing not in found:
                found.add(thing)
                met = (one for one in self._from.get(thing, ()) if _meets(här, one))
                waiting += [named for one in met if (named := self.target(one, här.lokalt))]
        return found

    @cached_property
    def _things_of(self) -> dict[str | None, list[Namngiven]]:
        """What each municipality has, by its folder; what all share, by None."""
        return _by_folder(self.things)

    @cached_property
    def _named_by(self) -> dict[str | None, list[Hänvisning]]:
        """The places that are each municipality's, by its folder."""
        return _by_folder(self.hänvisningar)

    @cached_property
    def _from(self) -> dict[Namngiven, list[Hänvisning]]:
        found: dict[Namngiven, list[Hänvisning]] = {}
        for one in self.hänvisningar:
            if one.hos:
                found.setdefault(one.hos, []).append(one)
        return found

    def _begins(self, här: Här) -> Iterator[Namngiven]:
        words = {call.word for call in self._calls(här.webbplats.id)}
        shows = {word.namn for word in words} | ({"planen"} if any(word.om_planen for word in words) else set())
        things = (*self._things_of.get(None, ()), *self._things_of.get(här.lokalt.mapp, ()))
        yield from (thing for thing in things if _begins_with(här, thing, shows))
        for one in self._named_by.get(här.lokalt.mapp, ()):
            on_page = one.webbplats == här.webbplats.id
            of_plan = "planen" in shows and isinstance(one.record, p.Plan | p.Förvaltare | p.Bedömning)
            of_insats = "insatser" in shows and isinstance(one.record, m.Insats)
            if (on_page or of_plan or of_insats) and (thing := self.target(one, här.lokalt)):
                yield thing

    # -------------------------------------------------------------- a question

    def find(self, text: str) -> tuple[Namngiven, ...]:
        """All that has an id, written with or without å, ä and ö, or as the list of what to check writes it; raises
        `Faulty` with the nearest, or with the websites of a page."""
        wanted = unicodedata.normalize("NFC", text).strip()
        kind, _, id_ = wanted.rpartition(":")
        wanted = id_ if kind in (review.Slag.läge, review.Slag.text) else wanted
        exact = tuple(thing for thing in self.things if thing.id == wanted)
        if found := exact or tuple(t for t in self.things if ascii_id(t.id) == ascii_id(wanted)):
            return found
        if shown := [webbplats for webbplats, own in self.sidor.items() if any(wanted in (one.namn, one.path, one.file) for one in own)]:
            raise Faulty([Fault(Place("id", 0), f'"{text}" är en sida och har inget id.', f"Den visas på {enumerate_words(shown)}.")])
        raise Faulty([Fault(Place("id", 0), f'"{text}" är inget känt id.', nearest(wanted, (t.id for t in self.things)))])


def _by_folder(found: Iterable[T]) -> dict[str | None, list[T]]:
    own: dict[str | None, list[T]] = {}
    for one in found:
        own.setdefault(one.lokalt.mapp if one.lokalt else None, []).append(one)
    return own


def _listed(call: Call, här: Här) -> Iterator[m.Post]:
    view = call.show(här)
    yield from views.situations_in(view)
    for group in view if call.word.namn == "stödlinjer" else ():
        yield from (line.frågad for line in (*group.linjer, *(line for one in group.i_stället for line in one.för)))


def _leads_on(one: Hänvisning) -> bool:
    """Whether who asks for what stands there meets what it names: a function, a contact without a way in."""
    return isinstance(one.record, m.Funktion) or (one.rubrik == RESERV and not one.record.vägar)


def _användning(one: Hänvisning, through: Namngiven | None, lokalt: Lokalt | None) -> Användning:
    genom = f'{through.slag} "{through.namn}"' if through else None
    return Användning(one.rubrik, _name(one, lokalt), one.detalj, genom, one.place)


def _name(one: Hänvisning, lokalt: Lokalt | None) -> str:
    """What the place stands in, with its municipality where that is not known."""
    if one.rubrik == SIDOR:
        return f"{one.place.file}:{one.place.line}"
    whose = f" ({one.lokalt.kommun.namn})" if one.lokalt and lokalt is None else ""
    match one.record:
        case m.Granskning(uppgift=what, datum=day) | p.Bedömning(område=what, datum=day) | p.Mätvärde(indikator=what, datum=day):
            return f"{what} {dates.in_words(day)}{whose}"
    return f"{one.hos.i_lista if one.hos else 'planen'}{whose}"


def _meets(här: Här, one: Hänvisning) -> bool:
    """Whether some reader of the website meets the place: a step or a sentence holds there, for a role."""
    record = one.record
    if isinstance(record, m.Steg):
        return any(record in views.steps(här, one.hos.record, roll) for roll in _readers(här, one.hos.record))
    if isinstance(record, m.Utsaga):
        return här.holds(record.stöd) and bool(set(här.roller) & set(m.roller(record.för)))
    return True


def _readers(här: Här, situation: m.Situation) -> tuple[m.Roll, ...]:
    return tuple(roll for roll in här.roller if roll in m.roller(situation.för))


def _begins_with(här: Här, thing: Namngiven, shows: set[str]) -> bool:
    """Whether the website shows a thing of itself, not only because something else names it."""
    record = thing.record
    match thing.slag:
        case Slag.webbplats:
            return record is här.webbplats
        case Slag.läge:
            own = här.register.situationer_i(här.lokalt)[thing.id]
            return own is record and any(views.steps(här, record, roll) for roll in _readers(här, record))
        case Slag.kontakt:
            listed = getattr(record, "behov", None) not in (None, m.Behov.yrkesverksamma) and views.may_show(här, record)
            return thing.id == VÄXEL or (listed and "stödlinjer" in shows)
        case Slag.rad:
            return "planen" in shows
    return False


# ------------------------------------------------------------------ in words


def by_heading(uses: Iterable[Användning]) -> dict[str, list[Användning]]:
    """The uses under their headings."""
    found: dict[str, list[Användning]] = {}
    for one in sorted(uses, key=lambda one: RUBRIKER.index(one.rubrik)):
        found.setdefault(one.rubrik, []).append(one)
    return found


def in_words(uses: Iterable[Användning], webbplatser: Iterable[str]) -> str:
    """'Lägen: … och …. Reserv för: …. Sidor: docs/….md:5. Webbplatser: … och ….'"""
    named = {rubrik: dict.fromkeys(_quoted(one.namn) for one in own) for rubrik, own in by_heading(uses).items()}
    named |= {"Webbplatser": dict.fromkeys(webbplatser)}
    return " ".join(f"{rubrik}: {enumerate_words(names)}." for rubrik, names in named.items() if names)


def _quoted(namn: str) -> str:
    """A name of several words in quotation marks: it may itself have a comma."""
    return f'"{namn}"' if " " in namn else namn


def listing(uppslag: Uppslag, text: str) -> str:
    """Where an id is used, as the command prints it: all that has the id, kind by kind."""
    return "\n\n".join("\n".join(_lines(uppslag, thing)) for thing in uppslag.find(text))


def _lines(uppslag: Uppslag, thing: Namngiven) -> Iterator[str]:
    whose = f" för {thing.lokalt.kommun.namn}" if thing.lokalt and thing.record is not thing.lokalt.kommun else ""
    namn = "" if thing.namn == thing.id else f": {thing.namn}"
    yield f'{views.capital(thing.slag)} "{thing.id}"{whose}{namn} ({thing.place.file}:{thing.place.line})'
    uses = uppslag.användningar(thing)
    for rubrik, own in by_heading(uses).items():
        yield f"  {rubrik}"
        yield from (f"    {_line(one)}" for one in own)
    if not uses:
        yield "  Används inte någonstans."
    yield f"  Visas på {enumerate_words(uppslag.webbplatser(thing)) or 'ingen webbplats'}."


def _line(one: Användning) -> str:
    """'Du är orolig för en vuxen, genom funktionen "vägledning": Be om råd. (data/….yml:91:18)'"""
    genom = f", genom {one.genom}" if one.genom else ""
    if one.rubrik == SIDOR:
        return f"{one.place} {one.detalj}{genom}"
    return f"{one.namn}{genom}{f': {one.detalj}' if one.detalj else ''} ({one.place})"
