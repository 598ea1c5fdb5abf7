"""What is said of an id that is gone, or of a contact that is closed, while it is still used: every use at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from vagvisaren.faults import Fault, close_words, nearest
from vagvisaren.records import model as m
from vagvisaren.records import plan as p
from vagvisaren.records.references import (
    FUNKTIONER,
    KONTAKT,
    KÄLLA,
    LÄGEN,
    RESERV,
    SIDOR,
    STÄNGT,
    STÖD_FÖR,
    TILLFÄLLIGT,
    TOLKAS,
    VEM,
    Hänvisning,
    Slag,
)  # fmt: skip
from vagvisaren.records.register import Lokalt, Register
from vagvisaren.shown import pages, views
from vagvisaren.shown.usage import Användning, Uppslag, in_words
from vagvisaren.shown.views import VÄXEL

LOGS = (m.Granskning, p.Bedömning, p.Mätvärde)  # history: what they name may be gone
RENAMED = 0.85  # how like a gone id another must be to be its new name: no line is put in another's place on a guess
WAYS = (LÄGEN, RESERV, STÄNGT, TILLFÄLLIGT, SIDOR)  # where a reader loses a way when a contact closes


def with_uses(faults: Iterable[Fault], root: Path, register: Register, idag: date) -> list[Fault]:
    """The faults, and for each id that is gone or closed all its uses in one message, in the place of the first; a
    function's wrong name is said where it stands, in the place of all who ask for the right one."""
    uppslag = Uppslag(register, pages.read_named(root, register), idag)
    misnamed = dict(misnamed_functions(uppslag))
    explained = {one.place for one in uppslag.hänvisningar if (lost := _lost(uppslag, one)) and lost <= misnamed.keys()}
    gone = list(gone_faults(uppslag))
    said = explained | {fault.place for fault in gone}
    unsaid = (fault for fault in faults if fault.place not in said)
    return [*unsaid, *misnamed.values(), *(fault for fault in gone if fault.place not in explained), *closed_faults(uppslag)]


Lost = tuple[Slag, str, str]  # a kind, an id that means nothing, and the folder of the municipality where it does not


def _lost(uppslag: Uppslag, one: Hänvisning) -> set[Lost]:
    """Where a place's id means nothing."""
    return {(_kind(one.slag), one.id, lokalt.mapp) for lokalt in uppslag.scopes(one) if uppslag.target(one, lokalt) is None}


# ------------------------------------------------------------------ what leads nowhere


def named_faults(register: Register, idag: date) -> Iterator[Fault]:
    """One fault for each place in data that names what does not exist, from the table of fields; said for each
    municipality where it does not, when it does in another."""
    uppslag = Uppslag(register, {}, idag)
    for one in uppslag.hänvisningar:
        if _is_checked_here(one):
            scopes = list(uppslag.scopes(one))
            lost = [lokalt for lokalt in scopes if asks(one, lokalt) and uppslag.target(one, lokalt) is None]
            everywhere = len(lost) == len(scopes) and one.slag != VEM
            for lokalt in (None,) if lost and everywhere else lost:
                yield _leads_nowhere(uppslag, one, lokalt)


def _is_checked_here(one: Hänvisning) -> bool:
    """Supports may be lines of a plan, a plan's own names are checked with the plan, and växel is said once."""
    of_plan = type(one.record).__module__ == p.__name__ and one.slag != KÄLLA
    return not of_plan and one.rubrik != STÖD_FÖR and not (one.slag == KONTAKT and one.id == VÄXEL and one.rubrik != FUNKTIONER)


def _leads_nowhere(uppslag: Uppslag, one: Hänvisning, lokalt: Lokalt | None) -> Fault:
    what = "Funktionen eller kontakten" if one.slag == VEM else one.vad
    where = f" för {lokalt.kommun.namn}" if lokalt and not one.lokalt or one.slag == VEM else ""
    near = nearest(one.id, _known(uppslag, [one], lokalt or one.lokalt))
    write = f"{near} En ny källa läggs till under källor.".strip() if one.slag == KÄLLA else near
    return Fault(one.place, f'{what} "{one.id}" finns inte{where}.', write)


# ------------------------------------------------------------------ what nobody asks for by its name


def misnamed_functions(uppslag: Uppslag) -> Iterator[tuple[Lost, Fault]]:
    """A function that nobody asks for, where one with nearly its name is asked for and is not there."""
    asked: dict[str, dict[str, list[Hänvisning]]] = {}  # municipality's folder → id → the places that ask for it
    for (kind, id_), places in _nameless(uppslag).items():
        for one, lokalt in places if kind is Slag.kontakt else ():
            asked.setdefault(lokalt.mapp, {}).setdefault(id_, []).append(one)
    for thing in uppslag.things:
        if thing.slag is Slag.funktion and thing not in uppslag.named:
            own = asked.get(thing.lokalt.mapp, {})
            for id_ in close_words(thing.id, own, RENAMED):
                wrong = f'Ingen frågar efter funktionen "{thing.id}". "{id_}" finns inte men används {_count_in_words(own[id_])}.'
                yield (Slag.kontakt, id_, thing.lokalt.mapp), Fault(thing.place, wrong, f'Skriv "{id_}".')


# ------------------------------------------------------------------ what is gone


def gone_faults(uppslag: Uppslag) -> Iterator[Fault]:
    """One fault for each id that several places name and that is gone, in the municipalities where it is."""
    for (kind, id_), places in _nameless(uppslag).items():
        elsewhere = any(thing.id == id_ and _kind((thing.slag,)) == kind for thing in uppslag.things)
        for lokalt in {lokalt.mapp: lokalt for _, lokalt in places}.values() if elsewhere else (None,):
            own = dict.fromkeys(one for one, where in places if lokalt in (None, where))
            if fault := _gone(uppslag, id_, list(own), lokalt):
                yield fault


def _nameless(uppslag: Uppslag) -> dict[tuple[Slag, str], list[tuple[Hänvisning, Lokalt]]]:
    """The places that name what does not exist, and in which municipality it does not, by kind and id."""
    found: dict[tuple[Slag, str], list[tuple[Hänvisning, Lokalt]]] = {}
    for one in uppslag.hänvisningar:
        for lokalt in uppslag.scopes(one):
            if asks(one, lokalt) and uppslag.target(one, lokalt) is None:
                found.setdefault((_kind(one.slag), one.id), []).append((one, lokalt))
    return found


def _kind(slag: tuple[Slag, ...]) -> Slag:
    """Functions and contacts are named in the same places."""
    return Slag.kontakt if Slag.funktion in slag else slag[0]


def asks(one: Hänvisning, lokalt: Lokalt) -> bool:
    """Whether the place needs what it names: a step for readers whom the municipality does not answer does not."""
    if isinstance(one.record, m.Steg) and one.rubrik == LÄGEN:
        return answered(lokalt, one.hos.record, one.record)
    return not isinstance(one.record, LOGS) and one.slag not in (TOLKAS, (Slag.kommun,))


def answered(lokalt: Lokalt, situation: m.Situation, steg: m.Steg) -> bool:
    """Whether some website of the municipality answers a role that the step is for."""
    roller = {roll for w in lokalt.webbplatser for roll in m.roller(w.roller)}
    return bool(roller & set(m.roller(steg.för)) & set(m.roller(situation.för)))


def _gone(uppslag: Uppslag, id_: str, places: list[Hänvisning], lokalt: Lokalt | None) -> Fault | None:
    """None when a single place names it and resembles another id: then it is misspelt, which is said there."""
    whose = lokalt or _common(places)
    uses = uppslag.described(places, whose)
    known = _known(uppslag, places, whose)
    if _count(uses) == 1 and (close_words(id_, known) or uses[0].rubrik != LÄGEN):
        return None
    what = "Funktionen eller kontakten" if all(one.slag == VEM for one in places) else views.capital(_kind(places[0].slag))
    where = f" för {lokalt.kommun.namn}" if lokalt else ""
    wrong = f'{what} "{id_}" finns inte{where} men används {_count_in_words(uses)}.'
    renamed = "".join(f' Menade du "{close}"?' for close in close_words(id_, known, RENAMED))
    return Fault(places[0].place, wrong, in_words(uses, uppslag.webbplatser_med(places, whose)) + renamed)


def _common(places: Iterable[Hänvisning]) -> Lokalt | None:
    """The municipality whose files alone name it."""
    first, *others = {one.lokalt.mapp if one.lokalt else "": one.lokalt for one in places}.values()
    return None if others else first


def _known(uppslag: Uppslag, places: Iterable[Hänvisning], lokalt: Lokalt | None) -> list[str]:
    kinds = {slag for one in places for slag in one.slag}
    own = (thing for thing in uppslag.things if lokalt is None or thing.lokalt in (None, lokalt))
    return [thing.id for thing in own if thing.slag in kinds]


def _count(uses: Iterable[Användning | Hänvisning]) -> int:
    return len({one.place for one in uses})


def _count_in_words(uses: Iterable[Användning | Hänvisning]) -> str:
    number = _count(uses)
    return "på ett ställe" if number == 1 else f"på {number} ställen"


# ------------------------------------------------------------------ what is closed


def closed_faults(uppslag: Uppslag) -> Iterator[Fault]:
    """One fault for each closed contact that several readers' ways still lead to."""
    for thing in uppslag.things:
        if isinstance(thing.record, m.Kontakt) and thing.record.omdöme is m.Omdöme.avstängd:
            places = [one for one in uppslag.named.get(thing, ()) if _is_way(uppslag, one, thing.lokalt)]
            uses = [one for one in uppslag.described(places, thing.lokalt) if one.rubrik in (*WAYS, FUNKTIONER)]
            if _count(one for one in uses if one.rubrik in WAYS) > 1:
                place = uppslag.register.place(thing.record, "omdöme")
                wrong = f'"{thing.namn}" är avstängd men används {_count_in_words(uses)}.'
                yield Fault(place, wrong, in_words(uses, uppslag.webbplatser_med(places, thing.lokalt)))


def _is_way(uppslag: Uppslag, one: Hänvisning, lokalt: Lokalt | None) -> bool:
    """Whether a reader is led that way: not by a contact that is closed itself, nor by a step that no website shows."""
    if one.hos and isinstance(one.hos.record, m.Kontakt):
        return one.hos.record.omdöme is not m.Omdöme.avstängd
    return one.rubrik != LÄGEN or uppslag.is_met(one, lokalt)
