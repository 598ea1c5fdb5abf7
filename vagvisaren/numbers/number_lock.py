"""Numbers, e-mail addresses, addresses and opening hours stand in the register, and pages show them from there.

Whoever writes one by hand, on a page, in a template or in a sentence of the data, is told what to write
instead; and a finished website shows only what belongs to a contact of its own.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from datetime import date
from pathlib import Path

from vagvisaren.faults import Fault, Place
from vagvisaren.numbers.contact_index import Entry, Index, Seen, entries_of, seen_by_editors, seen_by_readers
from vagvisaren.numbers.contact_search import Hit, Slag, find, line_and_column
from vagvisaren.numbers.disguises import READERS, WALL, Plain, read_markdown, read_plain
from vagvisaren.records import model as m
from vagvisaren.records.plan import Bedömning, Mätvärde
from vagvisaren.records.reading import read_text
from vagvisaren.records.register import Lokalt, Register
from vagvisaren.shown import pages, review, views
from vagvisaren.shown.views import Här

TEMPLATES = ("mallar/*.html", "tema/*", "tema/*/*")
SHOWN = frozenset(READERS) - {".css", ".js"}  # of a finished website; Redaktionen's frame brings programs of its own
NUMBERS = (Slag.nummer, Slag.kortnummer)
_FIGURE = re.compile(rf"(?<![^{WALL}])[^\w{WALL}]*(\d+)[^\w{WALL}]*(?![^{WALL}])")  # a block of digits alone
# What the data hold that is no sentence on a page: facts in fields of their own, and notes of editors.
NO_SENTENCES = frozenset(
    "id telefon sms chatt e_post formulär besök brev webb öppet säsonger aftnar belagd stöd uppgifter adress"
    " fil område indikator period värde dimension anmärkning skäl skäl_åldras_inte motstridigt frågor fråga lucka källa avtryck lämna_snabbt färger".split()
)

# ------------------------------------------------------------------ words for a hit


def _the(hit: Hit) -> str:
    """The hit as the subject of a sentence."""
    match hit.slag:
        case Slag.nummer:
            return f"Numret {hit.text}"
        case Slag.kortnummer:
            return f"Kortnumret {hit.text}"
        case Slag.e_post:
            return f"E-postadressen {hit.text}"
        case Slag.adress:
            return f"Adressen {hit.text}"
        case Slag.öppettid:
            return f'Öppettiden "{hit.text}"'
    return f"Länken {hit.key}"


def _form(hit: Hit, utrum: str, neutrum: str) -> str:
    return neutrum if hit.slag in NUMBERS else utrum


def _it(hit: Hit) -> str:
    return _form(hit, "den", "det")


def _is_closed(hit: Hit, entry: Entry) -> str:
    return f"{_the(hit)} är {_form(hit, 'avstängd', 'avstängt')}: {entry.whose}. {entry.skäl}".strip()


def _near(hit: Hit, near: Entry | None) -> str:
    """Which one was meant, with a space after; nothing when none is near."""
    if near is None:
        return ""
    return f"Menade du {near.text} ({near.id})? " if near.kort else f"Närmast är {near.text}, {near.whose}. "


# ------------------------------------------------------------------ pages and templates


def source_faults(root: Path, register: Register) -> Iterator[Fault]:
    """Pages and templates hold no number, address or hours of their own, not even right ones."""
    index = Index(register)
    shown_on = _websites(root, register)
    for path in sorted((root / "docs").rglob("*.md")):
        yield from _file_faults(root, path, index, _Page(index, shown_on.get(path, ())))
    for path in sorted({path for pattern in TEMPLATES for path in root.glob(pattern)}):
        yield from _file_faults(root, path, index, _Template())


def _websites(root: Path, register: Register) -> dict[Path, tuple[Här, ...]]:
    """The websites that show each page. Which names they know does not depend on the day."""
    found: dict[Path, tuple[Här, ...]] = {}
    for webbplats in register.webbplatser.values():
        for path in pages.page_files(root, webbplats).values():
            found[path] = (*found.get(path, ()), Här(register, webbplats, date.min))
    return found


def _file_faults(root: Path, path: Path, index: Index, where: _Template) -> Iterator[Fault]:
    reader = READERS.get(path.suffix)
    if reader and path.is_file():
        name = path.relative_to(root).as_posix()
        text, _ = read_text(path, name)
        if path.suffix == ".md" and len(text) > pages.LONGEST:
            return  # a fault already, and no page to read
        for hit in find(reader(text), index.known, by_hand=True):
            yield Fault(Place(name, *line_and_column(text, hit.start)), *_by_hand(index, hit, where))


def _by_hand(index: Index, hit: Hit, where: _Template) -> tuple[str, str]:
    """What is wrong with a hit in a text that editors write, and what to write."""
    owners = index.owners(hit)
    if owners and owners[0].closed:
        return _is_closed(hit, owners[0]), f"Ta bort {_it(hit)}."
    if owners or hit.slag is Slag.öppettid:
        return f"{_the(hit)} är {_form(hit, 'skriven', 'skrivet')} för hand.", where.instead(hit, owners)
    near = index.nearest(hit, where.may)
    return f"{_the(hit)} finns inte i registret.", f"{_near(hit, near)}{where.instead(hit, [near] if near else [])}"


class _Template:
    """What to write in a template."""

    def may(self, entry: Entry) -> bool:
        """Whether it is worth naming as the one that was meant."""
        return entry.kontakt is not None

    def instead(self, hit: Hit, owners: list[Entry]) -> str:
        """What to write instead of a hit that belongs to one of these."""
        return f"Ta bort {_it(hit)}. En mall visar bara det som ordet ger den."


class _Page(_Template):
    """What to write on a page: a word that works on every website that shows it."""

    def __init__(self, index: Index, websites: tuple[Här, ...]):
        self.index = index
        self.kommuner = {här.kommun.namn for här in websites}
        self.names = [_names(här) for här in websites]

    def may(self, entry: Entry) -> bool:
        return super().may(entry) and (self.name(entry) is not None if self.names else entry.kommun is None)

    def name(self, entry: Entry) -> str | None:
        """What all the websites know, and one of them as this contact; its own id before a function."""
        common = [namn for namn in self.names[0] if all(namn in own for own in self.names)] if self.names else []
        meant = [namn for namn in common if any(own[namn] is entry.kontakt for own in self.names)]
        return min(meant, key=lambda namn: namn != entry.id, default=None)

    def instead(self, hit: Hit, owners: list[Entry]) -> str:
        if not self.names:
            return f"Ta bort {_it(hit)}. Orden på sidan visar det som registret har."
        if hit.slag is Slag.öppettid:
            return 'Skriv {{ kontakt("…") }} på en egen rad: kontakten visas med sina tider.'
        for entry in owners:
            if namn := self.name(entry):
                dialled = entry.först and hit.slag not in (Slag.e_post, Slag.adress)
                return f'Skriv {{{{ nummer("{namn}") }}}}.' if dialled else f'Skriv {{{{ kontakt("{namn}") }}}} på en egen rad.'
        if not owners:
            return f"Lägg in {_it(hit)} under en kontakt i data, eller ta bort {_it(hit)}."
        foreign = owners[0].kommun and owners[0].kommun not in self.kommuner
        why = f"{_it(hit)} hör till {owners[0].kommun}" if foreign else f"{owners[0].whose} visas inte på den här sidan"
        return f"Ta bort {_it(hit)}: {why}."


def _names(här: Här) -> dict[str, m.Kontakt]:
    """What a word may name on a website, and the contact that it stands for there."""
    own = {id_: kontakt for id_, kontakt in här.kontakter.items() if views.may_show(här, kontakt)}
    return own | {namn: här.kontakter[funktion.kontakt] for namn, funktion in här.kommun.funktioner.items()}


# ------------------------------------------------------------------ sentences in the data

Sentence = tuple[m.Post, tuple[str | int, ...], str]  # the record, the place in it, the words


def data_faults(register: Register) -> Iterator[Fault]:
    """A sentence in the data holds no number but those that never age, no address and no hours."""
    index = Index(register)
    ageless = {entry.key for entry in index.entries if isinstance(entry.kontakt, m.Samhällsnummer) and not entry.closed}
    for record, path, text in sentences(register, *register.kommuner.values()):
        for hit in find(read_plain(text), index.known, by_hand=True):
            if hit.key not in ageless | _own_names(record, path) and not _ages_with_it(index, record, hit):
                yield Fault(register.place(record, *path), *_in_sentence(index, record, hit))


def sentences(register: Register, *kommuner: Lokalt) -> Iterator[Sentence]:
    """Every text that a page of these municipalities may show, but the plans' own words."""
    shared = (register.källor, register.samhällsnummer, register.stödlinjer, register.situationer, register.texter, register.aktörer)
    local = [record for lokalt in kommuner for record in (lokalt.kommun, *lokalt.webbplatser, *_told(lokalt))]
    for record in (*(record for records in shared for record in records.values()), *local):
        yield from _sentences(record)


def _told(lokalt: Lokalt) -> Iterator[m.Post]:
    """What roles have told of the plan."""
    yield from (*lokalt.bedömningar, *lokalt.mätvärden, *lokalt.interna_mätvärden)


def _sentences(record: m.Post) -> Iterator[Sentence]:
    for name, info in type(record).model_fields.items():
        if name not in NO_SENTENCES:
            yield from _texts(record, (info.alias or name,), getattr(record, name))


def _texts(record: m.Post, path: tuple[str | int, ...], value: object) -> Iterator[Sentence]:
    if isinstance(value, m.Post):
        yield from _sentences(value)
    elif isinstance(value, str):
        yield record, path, value
    elif isinstance(value, tuple | dict):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(record, (*path, key), inner)


def _own_names(record: m.Post, path: tuple[str | int, ...]) -> set[str]:
    """A contact may be called by its own number, as 112 is."""
    named = isinstance(record, m.Kontakt) and path[0] in ("namn", "i_mening")
    return {entry.key for entry in entries_of(record, None)} if named else set()


def _ages_with_it(index: Index, record: m.Post, hit: Hit) -> bool:
    """What is the record's own fact: the title that a source has, with the line's own number; hours that hold
    for a time, or of a way in that has no field."""
    if isinstance(record, m.Källa):
        return hit.slag is Slag.kortnummer and any(not entry.closed for entry in index.owners(hit)) or "dygn" in hit.key
    if hit.slag is not Slag.öppettid:
        return False
    return isinstance(record, m.Avvikelse) or isinstance(record, m.Väg) and "dygn" in hit.key


def _in_sentence(index: Index, record: m.Post, hit: Hit) -> tuple[str, str]:
    if isinstance(record, Bedömning | Mätvärde):
        return f"{_the(hit)} står i en mening.", "Skriv rollen eller underlagets namn i stället."
    write = {
        Slag.e_post: "Skriv inte adressen i meningen: kontakten visas med sin e-post.",
        Slag.adress: "Skriv inte adressen i meningen: kontakten visas med sin adress.",
        Slag.öppettid: "Skriv den under öppet: kontakten visas med sina tider.",
    }.get(hit.slag, "Skriv inte numret i meningen: kontakten visas med sitt nummer.")
    if hit.slag is Slag.kortnummer and not index.owners(hit):
        near = index.nearest(hit, lambda entry: True)
        return f"{_the(hit)} finns inte i registret.", f"{_near(hit, near)}{write}"
    return f"{_the(hit)} står i en mening.", write


# ------------------------------------------------------------------ finished websites


def site_faults(
    folder: Path, här: Här | None, index: Index, sources: dict[str, Path], root: Path, theirs: Container[str] = ()
) -> Iterator[Fault]:
    """A finished website shows only what belongs to its own contacts. `här` is None for Redaktionen, which
    shows all that the data hold; `sources` maps an HTML path to the page that it was made from; `theirs` are
    files that nobody here has written."""
    named = review.named_on(pages.read_pages(root, här)[0].values(), här) if här else ()
    seen = seen_by_readers(index, här, named) if här else seen_by_editors(index)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix in SHOWN and name not in theirs and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            for hit in _each_once(hit for hit in _shown(READERS[path.suffix](text), index) if not seen.has(hit)):
                built = Place(f"{folder.name}/{name}", *line_and_column(text, hit.start))
                yield Fault(_source_place(root, sources.get(name), hit, index) or built, *_out_of_place(index, hit, seen))


def _shown(plain: Plain, index: Index) -> Iterator[Hit]:
    """Everything found but a figure that stands alone, such as a value in a table, and is no known number."""
    alone = {plain.origins[match.start(1)] for match in _FIGURE.finditer(plain.text)}
    for hit in find(plain, index.known):
        if hit.slag is not Slag.kortnummer or hit.start not in alone or index.owners(hit):
            yield hit


def _each_once(hits: Iterator[Hit]) -> Iterator[Hit]:
    """The first of those that mean the same."""
    said: set[tuple[Slag, str]] = set()
    for hit in hits:
        if (hit.slag, hit.key) not in said:
            said.add((hit.slag, hit.key))
            yield hit


def _source_place(root: Path, source: Path | None, hit: Hit, index: Index) -> Place | None:
    """Where the editor wrote it, when it stands on the page."""
    if source is None:
        return None
    name = source.relative_to(root).as_posix()
    text, _ = read_text(source, name)
    starts = (one.start for one in find(read_markdown(text), index.known) if one.key == hit.key)
    return next((Place(name, *line_and_column(text, start)) for start in starts), None)


def _out_of_place(index: Index, hit: Hit, seen: Seen) -> tuple[str, str]:
    """What is wrong with a hit on a finished page, and what to do."""
    entry = next(iter(index.owners(hit)), None)
    if entry is None:
        near = index.nearest(hit, lambda entry: entry.key in seen.keys)
        return f"{_the(hit)} finns inte i registret.", f"{_near(hit, near)}Rätta texten som {_it(hit)} kommer ifrån."
    if entry.closed:
        return _is_closed(hit, entry), f"Ta bort {_it(hit)}."
    if hit.slag is Slag.länk and entry.href and entry.key in seen.keys:
        return f"{_the(hit)} leder inte till {entry.text}.", f"Skriv {entry.href}."
    return f"{_the(hit)} hör till {entry.whose} och visas inte på den här webbplatsen.", f"Ta bort {_it(hit)}."
