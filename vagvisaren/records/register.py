"""The register: all records, read once, each found by its id.

A public website is made from a register that has never read data/<kommun>/internt/: what is
internal lies in other files, and `load(..., internt=False)` does not open them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from vagvisaren.faults import Fault, Faulty, Place, nearest
from vagvisaren.records import model as m
from vagvisaren.records import plain_language, schema
from vagvisaren.records import plan as p
from vagvisaren.records.formats import ascii_id
from vagvisaren.records.reading import Document, Path_, is_litter, read_text, read_yaml

T = TypeVar("T", bound=m.Post)

GEMENSAMT = "gemensamt"
KÄLLOR = "kallor"
INTERNT = "internt"
RAPPORTER = "rapporter"  # below internt/: one folder per frozen report

# file name in data/gemensamt/ → record; all must be there
SHARED: dict[str, type[m.Post]] = {
    "kallor.yml": m.Källor,
    "rad.yml": m.Rådgivning,
    "aktorer.yml": m.Aktörer,
    "samhallsnummer.yml": m.Nummerlista,
    "stodlinjer.yml": m.Stödlinjer,
    "situationer.yml": m.Situationer,
    "texter.yml": m.Texter,
    "fragor.yml": m.Frågor,
    "granskningstider.yml": m.Granskningstider,
    "redovisning.yml": p.Redovisning,
    "klarsprak.yml": plain_language.Klarspråk,
}
# file name in data/<kommun>/ → record; and those that may be absent
LOCAL: dict[str, type[m.Post]] = {"kommun.yml": m.Kommun, "webbplatser.yml": m.Webbplatser}
LOCAL_OPTIONAL: dict[str, type[m.Post]] = {
    "plan.yml": p.Plan,
    "granskningar.yml": m.Granskningar,
    "bedomningar.yml": p.Bedömningar,
    "matvarden.yml": p.Mätvärden,
}
INTERNAL: dict[str, type[m.Post]] = {"tolkningar.yml": m.Tolkningar, "matvarden.yml": p.Mätvärden}


@dataclass(frozen=True)
class Lokalt:
    """What one municipality has."""

    mapp: str
    kommun: m.Kommun
    webbplatser: tuple[m.Webbplats, ...]
    plan: p.Plan | None = None
    granskningar: tuple[m.Granskning, ...] = ()
    bedömningar: tuple[p.Bedömning, ...] = ()
    mätvärden: tuple[p.Mätvärde, ...] = ()  # may stand on public pages
    interna_mätvärden: tuple[p.Mätvärde, ...] = ()
    tolkningar: tuple[m.Tolkning, ...] = ()
    rapporter: tuple[str, ...] = ()  # names of frozen reports, the latest first


_DAYS = 2  # at once: today, and a later one that is looked ahead to


@dataclass(frozen=True)
class Register:
    """Every record, and where each stands (`places`: record's identity → its place)."""

    källor: dict[str, m.Källa]
    råd: dict[str, m.Råd]
    aktörer: dict[str, m.Aktör]
    kortnummer: tuple[str, ...]
    samhällsnummer: dict[str, m.Samhällsnummer]
    stödlinjer: dict[str, m.Stödlinje]
    situationer: dict[str, m.Situation]
    texter: dict[str, m.Råden]
    frågor: tuple[str, ...]
    tider: m.Granskningstider
    redovisning: p.Redovisning
    klarspråk: plain_language.Klarspråk
    kommuner: dict[str, Lokalt]
    plantexter: dict[str, tuple[str, ...]]
    plansummor: dict[str, str]  # the checksum of each plan's text
    places: Places = field(repr=False, compare=False)
    _memories: dict[date, dict[str, dict[tuple, object]]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def memory(self, webbplats: str, idag: date) -> dict[tuple, object]:
        """Room for what is reckoned of these records for a website and a day; that of the days last asked for is kept."""
        own = self._memories[idag] = self._memories.pop(idag, {})
        while len(self._memories) > _DAYS:
            del self._memories[next(iter(self._memories))]
        return own.setdefault(webbplats, {})

    def place(self, record: m.Post, *path: str | int) -> Place:
        """Where a record, or a part of it, stands."""
        document, start = self.places[id(record)]
        return document.place((*start, *path))

    @cached_property
    def webbplatser(self) -> dict[str, m.Webbplats]:
        return {w.id: w for lokalt in self.kommuner.values() for w in lokalt.webbplatser}

    def kommun_för(self, webbplats: m.Webbplats) -> Lokalt:
        """The municipality that a website belongs to."""
        return self._kommun_av[webbplats.id]

    @cached_property
    def _kommun_av(self) -> dict[str, Lokalt]:
        return {w.id: lokalt for lokalt in self.kommuner.values() for w in lokalt.webbplatser}

    def kontakter(self, lokalt: Lokalt) -> dict[str, m.Kontakt]:
        """All contacts that a municipality may name: its own first, then the shared ones."""
        return {
            **self.stödlinjer,
            **self.samhällsnummer,
            **{kontakt.id: kontakt for kontakt in lokalt.kommun.kontakter},
        }

    def källor_i(self, lokalt: Lokalt) -> dict[str, m.Källa]:
        """All sources that a municipality's facts may name: the shared ones and its own."""
        return {**self.källor, **{k.id: k for k in lokalt.kommun.källor}}

    def situationer_i(self, lokalt: Lokalt) -> dict[str, m.Situation]:
        """The shared situations, those with the same id replaced by the municipality's."""
        return {**self.situationer, **{s.id: s for s in lokalt.kommun.situationer}}

    def aktörer_i(self, lokalt: Lokalt) -> dict[str, m.Aktör]:
        return {**self.aktörer, **{a.id: a for a in lokalt.kommun.aktörer}}

    def rollnamn(self, lokalt: Lokalt) -> dict[str, str]:
        """What each role of a municipality is called, by its id."""
        return {aktör.id: aktör.namn for aktör in self.aktörer_i(lokalt).values()}


Places = dict[int, tuple[Document, Path_]]


@lru_cache(maxsize=64)
def _understand(name: str, raw: bytes, model: type[T]) -> tuple[T | None, tuple[Fault, ...], Places]:
    """A file's record, its faults and where its parts stand. Bytes that have been read before, as all but one file
    have when an editor saves, give the same record again."""
    document, places = read_yaml(raw, name), {}
    record = schema.build(model, document)
    if record is not None:
        _note_places(places, record, document, ())
    return record, tuple(document.faults), places


def _note_places(places: Places, value: object, document: Document, path: Path_) -> None:
    if path and path not in document.places:
        return  # a default: it stands nowhere
    if isinstance(value, m.Post):
        places[id(value)] = (document, path)
        for name, info in type(value).model_fields.items():
            _note_places(places, getattr(value, name), document, (*path, info.alias or name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            _note_places(places, inner, document, (*path, key))
    elif isinstance(value, tuple):
        for i, inner in enumerate(value):
            _note_places(places, inner, document, (*path, i))


class Reader:
    """Reads files below `root`, gathering every fault of every file."""

    def __init__(self, root: Path):
        self.root = root
        self.faults: list[Fault] = []
        self.places: Places = {}

    def read(self, path: Path, model: type[T]) -> T | None:
        name = path.relative_to(self.root).as_posix()
        if not path.is_file():
            self.faults.append(Fault(Place(name), "Filen saknas.", "Lägg tillbaka den."))
            return None
        record, faults, places = _understand(name, path.read_bytes(), model)
        self.faults += faults
        self.places |= places
        return record

    def by_id(self, records: Iterable[T]) -> dict[str, T]:
        """Records by id; an id that stands twice is a fault."""
        result: dict[str, T] = {}
        for record in records:
            key = record.id  # type: ignore[attr-defined]
            if key in result:
                document, path = self.places[id(record)]
                first, first_path = self.places[id(result[key])]
                self.faults.append(
                    Fault(
                        document.place((*path, "id")),
                        f'id "{key}" finns redan ({first.place((*first_path, "id"))}).',
                        "Ge den ena ett annat id.",
                    )
                )
            result.setdefault(key, record)
        return result


def folders(root: Path, only: str | None = None) -> Iterator[Path]:
    """The municipalities' folders under data/; `only` names the one to read."""
    for path in sorted((root / "data").iterdir()):
        if path.is_dir() and path.name not in (GEMENSAMT, KÄLLOR) and not path.name.startswith("."):
            if only in (None, path.name):
                yield path


def read_shared(root: Path) -> None:
    """Read what all municipalities share, so that who reads it again in this process, or in one that it forks, has it."""
    reader = Reader(root)
    for name, model in SHARED.items():
        reader.read(root / "data" / GEMENSAMT / name, model)


def websites(root: Path) -> Iterator[tuple[str, m.Webbplats]]:
    """Each website with the folder of its municipality, of the files that can be read."""
    reader = Reader(root)
    for folder in folders(root):
        found = reader.read(folder / "webbplatser.yml", m.Webbplatser)
        yield from ((folder.name, one) for one in (found.webbplatser if found else ()))


def load(root: Path, *, internt: bool, only: str | None = None) -> Register:
    """Read and check the form of all data; raises `Faulty` with every fault of every file.

    `only` is the folder name of the one municipality to read.
    """
    reader = Reader(root)
    reader.faults += unknown_files(root, only, internt)
    shared = {name: reader.read(root / "data" / GEMENSAMT / name, model) for name, model in SHARED.items()}
    local = {folder.name: _read_local(reader, folder, internt) for folder in folders(root, only)}
    if reader.faults:
        raise Faulty(reader.faults)
    nummer = shared["samhallsnummer.yml"]
    källor = reader.by_id(k for record in shared.values() for k in getattr(record, "källor", ()))
    alla = reader.by_id((*källor.values(), *(k for lokalt in local.values() for k in lokalt.kommun.källor)))
    register = Register(
        källor=källor,
        råd=reader.by_id(shared["rad.yml"].råd),
        aktörer=reader.by_id(shared["aktorer.yml"].aktörer),
        kortnummer=nummer.kortnummer,
        samhällsnummer=reader.by_id(nummer.samhällsnummer),
        stödlinjer=reader.by_id(shared["stodlinjer.yml"].stödlinjer),
        situationer=reader.by_id(shared["situationer.yml"].situationer),
        texter=reader.by_id(shared["texter.yml"].texter),
        frågor=shared["fragor.yml"].frågor,
        tider=shared["granskningstider.yml"],
        redovisning=shared["redovisning.yml"],
        klarspråk=shared["klarsprak.yml"],
        kommuner={lokalt.kommun.id: lokalt for lokalt in local.values()},
        plantexter=_plan_texts(reader, alla.values()),
        plansummor={k.id: _checksum(root, k) for k in alla.values() if k.fil},
        places=reader.places,
    )
    for lokalt in local.values():
        reader.by_id(lokalt.kommun.kontakter)
        reader.by_id(lokalt.kommun.situationer)
        reader.by_id(lokalt.kommun.aktörer)
    reader.by_id(w for lokalt in local.values() for w in lokalt.webbplatser)
    if reader.faults:
        raise Faulty(reader.faults)
    return register


def _read_local(reader: Reader, folder: Path, internt: bool) -> Lokalt | None:
    files = {name: reader.read(folder / name, model) for name, model in LOCAL.items()}
    files |= _read_optional(reader, folder, LOCAL_OPTIONAL)
    inner = _read_optional(reader, folder / INTERNT, INTERNAL) if internt else {}
    if files["kommun.yml"] is None or files["webbplatser.yml"] is None:
        return None
    return Lokalt(
        mapp=folder.name,
        kommun=files["kommun.yml"],
        webbplatser=files["webbplatser.yml"].webbplatser,
        plan=files.get("plan.yml"),
        granskningar=_rows(files, "granskningar.yml", "granskningar"),
        bedömningar=_rows(files, "bedomningar.yml", "bedömningar"),
        mätvärden=_rows(files, "matvarden.yml", "mätvärden"),
        interna_mätvärden=_rows(inner, "matvarden.yml", "mätvärden"),
        tolkningar=_rows(inner, "tolkningar.yml", "tolkningar"),
        rapporter=_reports(folder / INTERNT / RAPPORTER) if internt else (),
    )


def _reports(folder: Path) -> tuple[str, ...]:
    whole = (path for path in folder.iterdir() if (path / "SHA256").is_file()) if folder.is_dir() else ()
    return tuple(sorted((path.name for path in whole if not path.name.startswith(".")), reverse=True))


def _read_optional(reader: Reader, folder: Path, known: dict[str, type[m.Post]]) -> dict[str, m.Post | None]:
    return {name: reader.read(folder / name, model) for name, model in known.items() if (folder / name).exists()}


def _rows(files: dict[str, m.Post | None], name: str, field: str) -> tuple:
    """The rows of a file; none when it is absent."""
    record = files.get(name)
    return getattr(record, field) if record else ()


def _checksum(root: Path, källa: m.Källa) -> str:
    path = root / "data" / KÄLLOR / (källa.fil or "")
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _plan_texts(reader: Reader, källor: Iterable[m.Källa]) -> dict[str, tuple[str, ...]]:
    """The lines of each source that lies as text under data/kallor/ (absent ones are checked later)."""
    result = {}
    for källa in källor:
        path = reader.root / "data" / KÄLLOR / (källa.fil or "")
        if källa.fil and path.is_file():
            text, faults = read_text(path, path.relative_to(reader.root).as_posix())
            reader.faults += faults
            result[källa.id] = tuple(text.splitlines())
    return result


def unknown_files(root: Path, only: str | None, internt: bool) -> Iterator[Fault]:
    """A file that nobody reads is a fault: its facts would silently be missing."""
    rooms: list[tuple[Path, set[str]]] = [(root / "data" / GEMENSAMT, set(SHARED))]
    for path in sorted((root / "data").iterdir()):
        if path.is_file() and not is_litter(path):
            yield Fault(Place(path.relative_to(root).as_posix()), "Filen läses inte av någon.", "Flytta den till en mapp.")
    for folder in folders(root, only):
        rooms.append((folder, {*LOCAL, *LOCAL_OPTIONAL, INTERNT}))
        if internt and (folder / INTERNT).is_dir():
            rooms.append((folder / INTERNT, {*INTERNAL, RAPPORTER}))
    for room, known in rooms:
        for path in sorted(room.iterdir()) if room.is_dir() else ():
            if path.name not in known and not is_litter(path):
                yield Fault(
                    Place(path.relative_to(root).as_posix()),
                    "Filen läses inte av någon.",
                    nearest(path.name, known),
                )


def anchor(id_: str) -> str:
    """The anchor of an id in a page's address."""
    return ascii_id(id_)
