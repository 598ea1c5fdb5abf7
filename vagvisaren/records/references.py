"""What has an id, and every field that names one: the only statement of who refers to whom.

The table of fields is closed. A test reads the declared types and fails when a field is missing from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

from vagvisaren.faults import Place
from vagvisaren.records import model as m
from vagvisaren.records import plan as p
from vagvisaren.records.formats import split_stöd
from vagvisaren.records.register import Lokalt, Register


class Slag(StrEnum):
    """What an id can name, as a sentence says it."""

    kontakt = "kontakten"
    funktion = "funktionen"
    läge = "läget"
    textgrupp = "textgruppen"
    råd = "rådet"
    källa = "källan"
    aktör = "aktören"
    webbplats = "webbplatsen"
    rad = "raden i planen"
    uppgift = "uppgiften"
    kommun = "kommunen"


@dataclass(frozen=True)
class Pekare:
    """What a field names, and the heading under which an editor looks for the place. Of several kinds the
    first that exists is meant."""

    slag: tuple[Slag, ...]
    rubrik: str
    roll: bool = False  # an actor that does something here: a role


LÄGEN, FUNKTIONER, SIDOR, PLANEN, STÖD_FÖR = "Lägen", "Funktioner", "Sidor", "Planen", "Stöd för"
RESERV, STÄNGT, TILLFÄLLIGT = "Reserv för", "Svarar när det är stängt hos", "Står en tid i stället för"
KONTAKT, AKTÖR, KÄLLA, RAD, WEBBPLATS = (Slag.kontakt,), (Slag.aktör,), (Slag.källa,), (Slag.rad,), (Slag.webbplats,)
VEM = (Slag.funktion, Slag.kontakt)
STÖD = (Slag.råd, Slag.källa)
GRANSKAS = (Slag.kontakt, Slag.läge, Slag.textgrupp)
TOLKAS = (Slag.rad, Slag.aktör, Slag.funktion, Slag.kontakt, Slag.webbplats)

FIELDS: dict[type[m.Post], dict[str, Pekare]] = {
    m.Belägg: {"källa": Pekare(KÄLLA, "Källa till")},
    m.Råd: {"gäller": Pekare((Slag.kommun,), "Råd som gäller här")},
    m.Utsaga: {"stöd": Pekare(STÖD, STÖD_FÖR), "handlar_om": Pekare(KONTAKT, "Meningar om den")},
    m.Aktör: {"ersatt_av": Pekare(AKTÖR, "Efterträder")},
    m.Deltar: {"aktör": Pekare(AKTÖR, "Deltar i")},
    m.Avvikelse: {"ersatt_med": Pekare(KONTAKT, TILLFÄLLIGT)},
    m.Kontakt: {
        "reserv": Pekare(KONTAKT, RESERV),
        "utanför_öppettid": Pekare(KONTAKT, STÄNGT),
        "ersatt_av": Pekare(KONTAKT, "Efterträder"),
        "nummer_från": Pekare(KONTAKT, "Äger numret till"),
    },
    m.Steg: {"kontakt": Pekare(VEM, LÄGEN), "stöd": Pekare(STÖD, STÖD_FÖR)},
    m.Funktion: {"kontakt": Pekare(KONTAKT, FUNKTIONER)},
    m.Insats: {"ansvarig": Pekare(AKTÖR, "Ansvarar för insatserna", roll=True), "källa": Pekare(KÄLLA, "Källa till")},
    m.Minoritetsspråk: {"stöd": Pekare(STÖD, STÖD_FÖR)},
    m.Kommun: {"region": Pekare(AKTÖR, "Region för"), "länsstyrelse": Pekare(AKTÖR, "Länsstyrelse för")},
    m.Webbplats: {
        "publicerare": Pekare(AKTÖR, "Publicerar", roll=True),
        "innehållsansvarig": Pekare(AKTÖR, "Svarar för innehållet på", roll=True),
    },
    m.Granskning: {"uppgift": Pekare(GRANSKAS, "Granskningar"), "av": Pekare(AKTÖR, "Har granskat")},
    m.Tolkning: {"om": Pekare(TOLKAS, "Tolkningar"), "källa": Pekare(KÄLLA, "Källa till")},
    p.Omnämnd: {"aktör": Pekare(AKTÖR, PLANEN)},
    p.Medverkande: {"aktör": Pekare(AKTÖR, PLANEN)},
    p.Förvaltare: {"aktör": Pekare(AKTÖR, "Förvaltar")},
    p.Uppföljning: {"rad": Pekare(RAD, "Nämner dokumenten")},
    p.Aktivitet: {"beror_på": Pekare(RAD, "Behövs för")},
    p.Indikator: {"besvaras_av": Pekare(WEBBPLATS, "Besvarar")},
    p.Område: {"webbplats": Pekare(WEBBPLATS, PLANEN)},
    p.Plan: {"källa": Pekare(KÄLLA, "Text till"), "styrgrupp": Pekare(AKTÖR, "Styr")},
    p.Bedömning: {"område": Pekare(RAD, "Bedömningar"), "av": Pekare(AKTÖR, "Har bedömt")},
    p.Mätvärde: {"indikator": Pekare(RAD, "Mätvärden"), "av": Pekare(AKTÖR, "Har lämnat mätvärden")},
}

# What has an id of its own, and its name in words; a function and a single fact are named by their keys.
THINGS: dict[type[m.Post], tuple[Slag, str]] = {
    m.Kontakt: (Slag.kontakt, "namn"),
    m.Situation: (Slag.läge, "rubrik"),
    m.Råden: (Slag.textgrupp, "id"),
    m.Råd: (Slag.råd, "råd"),
    m.Källa: (Slag.källa, "titel"),
    m.Aktör: (Slag.aktör, "namn"),
    m.Webbplats: (Slag.webbplats, "namn"),
    m.Kommun: (Slag.kommun, "namn"),
    p.Område: (Slag.rad, "rubrik"),
    p.Aktivitet: (Slag.rad, "text"),
    p.Indikator: (Slag.rad, "text"),
    p.Avsnitt: (Slag.rad, "rubrik"),
    p.Uppföljning: (Slag.rad, "namn"),
}
KEYED: dict[type[m.Post], Slag] = {m.Funktion: Slag.funktion, m.Uppgift: Slag.uppgift}


@dataclass(frozen=True, eq=False)
class Namngiven:
    """Something that has an id: what it is, where it stands, and which municipality's it is (None: shared)."""

    slag: Slag
    id: str
    namn: str
    place: Place
    record: m.Post
    lokalt: Lokalt | None

    @property
    def i_lista(self) -> str:
        """The name among others: an id where the name is a whole sentence."""
        return self.id if self.slag in (Slag.råd, Slag.rad, Slag.textgrupp) else self.namn


@dataclass(frozen=True, eq=False)
class Hänvisning:
    """One place that names an id: the record that names it, in what it stands, and whose file or page it is."""

    id: str
    slag: tuple[Slag, ...]
    rubrik: str
    place: Place
    lokalt: Lokalt | None
    record: m.Post | None = None
    hos: Namngiven | None = None
    ord: str | None = None  # the word, when the place is on a page
    webbplats: str | None = None  # the page's website
    roll: bool = False  # an actor that is named for what it does here

    @property
    def vad(self) -> str:
        """What it should be, as a sentence begins: 'Kontakten', 'Rollen'."""
        namn = "rollen" if self.roll else self.slag[0]
        return namn[:1].upper() + namn[1:]

    @property
    def detalj(self) -> str | None:
        """The words in which it is named: the step, the sentence, the row of the plan."""
        record, hos = self.record, self.hos
        match record:
            case m.Steg():
                return record.gör
            case m.Tolkning():
                return record.tolkning
            case m.Insats():
                return record.namn
            case m.Utsaga() | p.Ordagrant() if not (hos and hos.record is record):
                return record.text
        return hos.namn if hos and hos.namn != hos.i_lista else self.ord


@dataclass(frozen=True)
class Nod:
    """A record, the thing with an id that it is or lies in, and the municipality whose file it stands in."""

    record: m.Post
    hos: Namngiven | None
    lokalt: Lokalt | None


def nodes(register: Register) -> Iterator[Nod]:
    """Every record of the register, each once."""
    for field in fields(register):
        if field.compare:  # all but the places, which name the same records again
            yield from _walk(register, getattr(register, field.name), None, None, None)


_HOLDING = (m.Post, tuple, dict)  # most of what a record has is text, which is not asked further


def _walk(register: Register, value: object, key: str | None, hos: Namngiven | None, lokalt: Lokalt | None) -> Iterator[Nod]:
    if isinstance(value, Lokalt):
        for field in fields(value):
            yield from _walk(register, getattr(value, field.name), None, None, value)
    elif isinstance(value, m.Post):
        if id(value) not in register.places:
            return  # a default: it stands nowhere and names nothing
        hos = _thing(register, value, key, lokalt) or hos
        yield Nod(value, hos, lokalt)
        for name in type(value).model_fields:
            if isinstance(inner := getattr(value, name), _HOLDING):
                yield from _walk(register, inner, None, hos, lokalt)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _walk(register, inner, name, hos, lokalt)
    elif isinstance(value, tuple):
        for inner in value:
            if isinstance(inner, _HOLDING):
                yield from _walk(register, inner, None, hos, lokalt)


def _thing(register: Register, record: m.Post, key: str | None, lokalt: Lokalt | None) -> Namngiven | None:
    if key and (slag := KEYED.get(type(record))):
        document, path = register.places[id(record)]
        return Namngiven(slag, key, key, document.key_place(path), record, lokalt)
    for cls in type(record).__mro__:
        if cls in THINGS:
            slag, field = THINGS[cls]
            return Namngiven(slag, record.id, getattr(record, field), register.place(record, "id"), record, lokalt)
    return None


def named_by(register: Register, node: Nod) -> Iterator[Hänvisning]:
    """Every place in one record that names an id."""
    for cls in type(node.record).__mro__:
        for field, pekare in FIELDS.get(cls, {}).items():
            for path, value in _values(node.record, field):
                id_, slag = _meant(pekare.slag, value)
                place = register.place(node.record, *path)
                yield Hänvisning(id_, slag, pekare.rubrik, place, node.lokalt, node.record, node.hos, roll=pekare.roll)


def _values(record: m.Post, field: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
    value = getattr(record, field)
    if isinstance(value, tuple):
        yield from (((field, i), one) for i, one in enumerate(value))
    elif value not in (None, m.OKÄNT, "alla"):
        yield (field,), value


def _meant(slag: tuple[Slag, ...], value: str) -> tuple[str, tuple[Slag, ...]]:
    """The id in a text that names something, and of which kinds it can be."""
    if slag == STÖD:
        split = split_stöd(value)
        return (split, (Slag.råd,)) if isinstance(split, str) else (split[0], KÄLLA)
    if slag == GRANSKAS:
        before, _, id_ = value.rpartition(":")
        return id_, {"läge": (Slag.läge,), "text": (Slag.textgrupp,)}.get(before, KONTAKT)
    return value, slag
