"""What is internal: what internal data and pages say, what editors note, and contacts that no public website may show."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from vagvisaren.faults import Place
from vagvisaren.numbers.contact_search import line_and_column
from vagvisaren.numbers.disguises import WALL, read_markdown
from vagvisaren.records import model as m
from vagvisaren.records.formats import digits
from vagvisaren.records.reading import Document, Path_, read_text
from vagvisaren.records.register import INTERNT, Register
from vagvisaren.secrecy.traces import SHORTEST, Search, squeeze
from vagvisaren.shown import pages, views
from vagvisaren.shown.views import Här
from vagvisaren.shown.word import Argument

FEWEST = 4  # words: a shorter text may stand anywhere by chance
SHORTEST_HEADING = 10  # letters: the same of a heading
PIECE = 32  # letters: a long text is looked for in pieces, so that a part of it is found too

# Fields that no public page shows: what editors note for one another, and what assessments and values rest on.
# Those of the first line stand on Redaktionen.
ASKED = frozenset("frågor lucka motstridigt tolkning".split())
NOTES = ASKED | frozenset("anmärkning skäl skäl_åldras_inte fråga belägg underlag".split())


class Kind(StrEnum):
    """What a value is, which decides how it is looked for and whether it may be too short to mean anything."""

    text = "text"
    heading = "rubrik"
    number = "nummer"
    address = "adress"
    link = "länk"
    file = "fil"


# The fields that hold a number or an address, and those that hold a link.
CONTACTS = {"telefon": Kind.number, "sms": Kind.number, **dict.fromkeys(("e-post", "besök", "brev"), Kind.address)}
LINKS = frozenset("webb formulär chatt adress".split())


@dataclass(frozen=True)
class Value:
    """An internal value: how it is written and where, what to look for, and whether an internal website must show it."""

    text: str
    place: Place
    kind: Kind
    forms: tuple[str, ...]
    shown: bool = False

    @property
    def is_contact(self) -> bool:
        return self.kind in (Kind.number, Kind.address)

    def is_seen(self, found: set[str]) -> bool:
        """Whether all of it was found; of a number, one way to dial it."""
        held = [form in found for form in self.forms]
        return any(held) if self.kind is Kind.number else all(held)


def value(text: str, place: Place, kind: Kind = Kind.text, shown: bool = False) -> Value:
    """A value and what to look for."""
    return Value(text, place, kind, _forms(text, kind), shown)


_SCHEME = re.compile(r"^[a-z]+://(?:www\.)?")  # an address is often written without


def _forms(text: str, kind: Kind) -> tuple[str, ...]:
    if kind is Kind.number:
        national = re.sub(r"^(?:00)?46(?=\d{7})0?", "0", digits(text))
        return national, f"46{national.removeprefix('0')}"
    squeezed = squeeze(_SCHEME.sub("", text) if kind is Kind.link else text)
    if kind is Kind.address:
        return (squeezed,)
    return (*(squeezed[at : at + PIECE] for at in range(0, len(squeezed) - PIECE, PIECE)), squeezed[-PIECE:])


@dataclass(frozen=True)
class Internal:
    """The values to look for, those that are left out, each with the reason, and internal files that nobody has read."""

    values: tuple[Value, ...]
    left_out: tuple[tuple[Value, str], ...]
    unread: tuple[str, ...] = ()

    @cached_property
    def _by_form(self) -> dict[str, Value]:
        return {form: one for one in reversed(self.values) for form in one.forms}

    def among(self, found: set[str]) -> Iterator[tuple[Value, str]]:
        """The values whose forms were found, each with the first of them."""
        for one in sorted({self._by_form[form] for form in found}, key=lambda one: one.place):
            yield one, next(form for form in one.forms if form in found)


def internal_values(root: Path, register: Register, idag: date) -> Internal:
    """Every internal value of the project. A text that also stands in public data is not internal, nor a sentence
    that a public page or template says too."""
    public, printed = _public_contacts(root, register, idag), _printed(root, register, idag)
    leaves = tuple(_leaves_of(register, public))
    found = (*_from_data(leaves, public, printed), *_from_files(root), *_from_pages(root, register))
    once: dict[tuple[bool, tuple[str, ...]], Value] = {}
    for one in sorted(found, key=lambda one: (not one.shown, one.place)):
        once.setdefault((one.is_contact, one.forms), one)
    search = Search(form for one in once.values() for form in one.forms)
    in_data = search.found(squeeze("\n".join((*_plans(register), *(leaf.text for leaf in leaves if not leaf.inside)))))
    on_pages = in_data | search.found(squeeze("\n".join(_public_texts(root, register))))
    judged = [_judged(one, on_pages if one.place.file.startswith("docs/") else in_data) for one in once.values()]
    judged.sort(key=lambda pair: pair[0].place)
    kept, left = (tuple(one for one, why in judged if not why), tuple((one, why) for one, why in judged if why))
    return Internal(kept, left, _unread(root, leaves))


def _judged(one: Value, public: set[str]) -> tuple[Value, str]:
    """The value without its public pieces, and why it is not looked for; nothing when it is."""
    if one.kind is Kind.text and len(one.text.split()) < FEWEST:
        return one, f"kortare än {FEWEST} ord" if " " in one.text else "ett enda ord, tal eller datum"
    if min(map(len, one.forms)) < (SHORTEST_HEADING if one.kind is Kind.heading else SHORTEST):
        return one, "för få bokstäver och siffror"
    kept = one.forms if one.is_contact else tuple(form for form in one.forms if form not in public)
    return (replace(one, forms=kept), "") if kept else (one, "står också i en publik källa")


# ------------------------------------------------------------------ data


@dataclass(frozen=True)
class Leaf:
    """A text of the data: the names of the field that holds it, and whether it is internal."""

    text: str
    place: Place
    names: Path_
    inside: bool

    @property
    def field(self) -> str:
        return next((name for name in reversed(self.names) if isinstance(name, str)), "")


def _leaves_of(register: Register, public: dict[int, m.Kontakt]) -> Iterator[Leaf]:
    documents = {document.file: document for document, _ in register.places.values()}
    places = (register.places[id(kontakt)] for kontakt in _contacts(register) if id(kontakt) not in public)
    hidden = {(document.file, path) for document, path in places}
    for file, document in sorted(documents.items()):
        yield from _leaves(document, document.data, (), f"/{INTERNT}/" in file, hidden)


def _leaves(document: Document, node: object, path: Path_, inside: bool, hidden: set[tuple[str, Path_]]) -> Iterator[Leaf]:
    """What is internal: all below internt/, a contact that no public website may show, what is closed, an internal
    website itself, and notes."""
    inside = inside or (document.file, path) in hidden
    if isinstance(node, str) and node:
        yield Leaf(node, document.place(path), path[-2:], inside or not NOTES.isdisjoint(path[-2:]))
    elif isinstance(node, dict):
        inside = inside or node.get("omdöme") == m.Omdöme.avstängd or node.get("publik") == "intern"
        for key, inner in node.items():
            yield from _leaves(document, inner, (*path, key), inside, hidden)
    elif isinstance(node, list):
        for i, inner in enumerate(node):
            yield from _leaves(document, inner, (*path, i), inside, hidden)


def _contacts(register: Register) -> Iterator[m.Kontakt]:
    yield from register.stödlinjer.values()
    yield from register.samhällsnummer.values()
    for lokalt in register.kommuner.values():
        yield from lokalt.kommun.kontakter


def _public_contacts(root: Path, register: Register, idag: date) -> dict[int, m.Kontakt]:
    """The contacts that a public website may show, and those that its pages name."""
    found: dict[int, m.Kontakt] = {}
    for webbplats in register.webbplatser.values():
        if webbplats.publik == "extern":
            här = Här(register, webbplats, idag)
            calls = [call for page in pages.read_pages(root, här)[0].values() for call in page.calls]
            named = [views.find_kontakt(här, call.argument)[0] for call in calls if call.word.argument is Argument.kontakt]
            may = (*views.may_stand(här, named).values(), *register.samhällsnummer.values())
            found |= {id(kontakt): kontakt for kontakt in may if kontakt.omdöme is not m.Omdöme.avstängd}
    return found


def _printed(root: Path, register: Register, idag: date) -> set[str]:
    """The numbers and addresses of the contacts that an internal website's pages show: it lists them all."""
    found: set[str] = set()
    for webbplats in register.webbplatser.values():
        if webbplats.publik == "intern":
            här = Här(register, webbplats, idag)
            calls = [call for page in pages.read_pages(root, här)[0].values() for call in page.calls]
            met = views.facts_in([call.show(här) for call in calls])
            found |= {one.text for visad in met for one in (*visad.nummer, *visad.vägar)}
    return found


_BETWEEN = r"[\s()\u2010-\u2015-]{0,3}"
_NUMBER = re.compile(rf"(?<![\d:-])(?:(?:\+|00)46{_BETWEEN}0?|0){_BETWEEN}[1-9](?:{_BETWEEN}\d){{6,8}}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def _from_data(leaves: Iterable[Leaf], public: dict[int, m.Kontakt], printed: set[str]) -> Iterator[Value]:
    """The internal texts, and every number and address but those that a public website may show."""
    ways = [väg for kontakt in public.values() for väg in kontakt.vägar]
    shared = {_forms(str(getattr(väg, field.replace("-", "_"), "")), kind) for väg in ways for field, kind in CONTACTS.items()}
    for leaf in leaves:
        contacts = [(leaf.text, CONTACTS[leaf.field])] if leaf.field in CONTACTS else []
        if leaf.inside and not contacts:
            kind = Kind.link if leaf.field in LINKS else Kind.text
            yield value(leaf.text, leaf.place, kind, not ASKED.isdisjoint(leaf.names))
            contacts += [(found, Kind.number) for found in _NUMBER.findall(leaf.text)]
            contacts += [(found, Kind.address) for found in _EMAIL.findall(leaf.text)]
        yield from (value(text, leaf.place, kind, text in printed) for text, kind in contacts if _forms(text, kind) not in shared)


# ------------------------------------------------------------------ files and pages

def _unread(root: Path, leaves: tuple[Leaf, ...]) -> tuple[str, ...]:
    """The files below internt/ of whose texts the register knows nothing, as one that is read for the public."""
    read = {leaf.place.file for leaf in leaves}
    files = (path.relative_to(root).as_posix() for path in sorted((root / "data").glob(f"*/{INTERNT}/*.yml")))
    return tuple(name for name in files if name not in read)


_STRING = re.compile(r'("(?:[^"\\\n]|\\.)*")(\s*:)?')


def _from_files(root: Path) -> Iterator[Value]:
    """Each file below internt/ as a whole, and what the frozen reports say."""
    for path in sorted((root / "data").glob(f"*/{INTERNT}/**/*")):
        if path.is_file() and (content := path.read_bytes()):
            name = path.relative_to(root).as_posix()
            yield Value(path.name, Place(name), Kind.file, (hashlib.sha256(content).hexdigest(),))
            if path.suffix == ".json":
                text = content.decode()
                strings = (found for found in _STRING.finditer(text) if not found[2])
                yield from (value(json.loads(found[1]), Place(name, *line_and_column(text, found.start()))) for found in strings)


def _from_pages(root: Path, register: Register) -> Iterator[Value]:
    """What internal pages say between their words; an internal website must show it if it takes the page."""
    inner = (None, *(w for w in register.webbplatser.values() if w.publik == "intern"))
    shown = {path for webbplats in inner for path in pages.page_files(root, webbplats).values()}
    for path in sorted((root / "docs").rglob("*.md")):
        name = path.relative_to(root).as_posix()
        if name.split("/")[1] not in _public_rooms(register):
            yield from _sentences(read_text(path, name)[0], name, path in shown)


def _public_rooms(register: Register) -> set[str]:
    return {pages.EXTERN, *(w.id for w in register.webbplatser.values() if w.publik == "extern")}


_ADMONITION = re.compile(r"^!!! *\w+")


def _sentences(text: str, name: str, shown: bool) -> Iterator[Value]:
    plain = read_markdown(text)
    for found in re.finditer(rf"[^\s{WALL}][^{WALL}]*", plain.text):
        line, column = line_and_column(text, plain.origins[found.start()])
        kind = Kind.heading if text.split("\n")[line - 1].startswith("#") else Kind.text
        yield value(_ADMONITION.sub("", found[0]).strip("# \n"), Place(name, line, column), kind, shown)


def _plans(register: Register) -> Iterator[str]:
    """The municipalities' plans, which are public as they stand."""
    yield from (line for plan in register.plantexter.values() for line in plan)


def _public_texts(root: Path, register: Register) -> Iterator[str]:
    """What a public website is made of, besides data."""
    rooms = [*(root / "docs" / name for name in sorted(_public_rooms(register))), root / "mallar", root / "tema" / "webbplats"]
    for room in rooms:
        yield from (path.read_text(encoding="utf-8", errors="replace") for path in sorted(room.rglob("*")) if path.is_file())
