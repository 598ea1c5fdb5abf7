"""Every number, e-mail address and address of the register, by what it is compared by, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from urllib.parse import unquote

from vagvisaren.numbers.contact_search import Hit, Known, Slag, address_key, find
from vagvisaren.numbers.disguises import WALL, read_plain
from vagvisaren.records import model as m
from vagvisaren.records.formats import digits, is_kort, tel
from vagvisaren.records.register import Register
from vagvisaren.shown import views
from vagvisaren.shown.views import Här

LIKE = 0.75  # how much must be the same for it to be meant
SLIPS = 2  # how many digits may differ from a number that is meant


@dataclass(frozen=True)
class Entry:
    """A number, an e-mail address or an address, and whose it is."""

    key: str
    text: str
    id: str
    namn: str
    kommun: str | None  # its municipality's name; None when all share it
    href: str | None = None  # the link that a website makes of it
    kontakt: m.Kontakt | None = None
    skäl: str | None = None  # why it is shown nowhere, when it is closed
    först: bool = False  # what the word nummer shows of its contact

    @property
    def closed(self) -> bool:
        return self.skäl is not None

    @property
    def whose(self) -> str:
        """'växel (… kommun)', 'bris (Bris)'."""
        return f"{self.id} ({self.kommun or self.namn})"

    @property
    def kort(self) -> bool:
        return self.key.isdigit() and is_kort(self.key)


@dataclass(frozen=True)
class Index:
    """The register, seen as what may be found written by hand."""

    register: Register

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        register = self.register
        shared = (*register.samhällsnummer.values(), *register.stödlinjer.values())
        found = [entry for kontakt in shared for entry in entries_of(kontakt, None)]
        for kommun in (lokalt.kommun for lokalt in register.kommuner.values()):
            found += [entry for record in (*kommun.kontakter, *kommun.aktörer) for entry in entries_of(record, kommun.namn)]
            found += _uppgifter(kommun)
        return (*found, *(entry for aktör in register.aktörer.values() for entry in entries_of(aktör, None)))

    @cached_property
    def known(self) -> Known:
        numbers = frozenset(entry.key for entry in self.entries if entry.key.isdigit())
        addresses = {part for entry in self.entries if " " in entry.key for part in _address_parts(entry.text)}
        return Known(numbers, self.register.kortnummer, tuple(sorted(addresses)))

    def owners(self, hit: Hit) -> list[Entry]:
        """Whose the hit is: what lives first."""
        key = self.key(hit)
        same = holds if hit.slag is Slag.adress else str.__eq__
        return sorted((entry for entry in self.entries if same(entry.key, key)), key=lambda entry: entry.closed)

    def key(self, hit: Hit) -> str:
        """What the hit is compared by; of a link, the number or the e-mail address that it leads to."""
        if hit.slag is not Slag.länk:
            return hit.key
        scheme, _, rest = hit.key.partition(":")
        web = "/" in scheme or scheme.lower() in ("http", "https", "")
        target = unquote((rest or scheme) if web else rest.split("?", 1)[0]).strip()
        return next((one.key for one in find(read_plain(target), self.known)), target.lower())

    def nearest(self, hit: Hit, may: Callable[[Entry], bool]) -> Entry | None:
        """The living entry that differs least, among those that may stand there; of a number, by a slip or two."""
        key = self.key(hit)
        if hit.slag is Slag.nummer and len(key) < 7:
            return None  # 911 is like none of ours
        short = key.isdigit() and is_kort(key)
        living = (entry for entry in reversed(self.entries) if entry.kort is short and not entry.closed and may(entry))
        keys = {entry.key: entry for entry in living if not key.isdigit() or slips(key, entry.key) <= SLIPS}
        close = get_close_matches(key, keys, n=1, cutoff=LIKE)
        return keys[close[0]] if close else None


def slips(one: str, other: str) -> int:
    """How many signs are changed, inserted or removed, or swapped with the next, from one to the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one):
        above, row = row, [i + 1]
        for j, their in enumerate(other):
            row.append(min(above[j + 1] + 1, row[j] + 1, above[j] + (sign != their)))
            if i and j and sign == other[j - 1] and one[i - 1] == their:
                row[-1] = min(row[-1], before[j - 1] + 1)
        before = above
    return row[-1]


def entries_of(record: m.Kontakt | m.Aktör, kommun: str | None) -> Iterator[Entry]:
    """What the ways in to a contact or an actor hold that one can write by hand."""
    kontakt = record if isinstance(record, m.Kontakt) else None
    skäl = (kontakt.skäl or "") if kontakt and kontakt.omdöme is m.Omdöme.avstängd else None
    först = next((väg for väg in record.vägar if isinstance(väg, m.Telefon)), None)
    for väg in record.vägar:
        if fact := _fact(väg):
            text, key, href = fact
            yield Entry(key, text, record.id, record.namn, kommun, href, kontakt, skäl, väg is först)


def _fact(väg: m.Väg) -> tuple[str, str, str | None] | None:
    """A way in as it is written, what it is compared by, and its link."""
    match väg:
        case m.Telefon():
            return väg.telefon, digits(väg.telefon), tel(väg.telefon)
        case m.Sms():
            return väg.sms, digits(väg.sms), f"sms:{tel(väg.sms).removeprefix('tel:')}"
        case m.Epost():
            return väg.e_post, väg.e_post.lower(), f"mailto:{väg.e_post}"
        case m.Besök():
            return väg.besök, address_key(väg.besök), None
        case m.Brev():
            return väg.brev, address_key(väg.brev), None
    return None


def _uppgifter(kommun: m.Kommun) -> Iterator[Entry]:
    """Single facts of a municipality that are numbers or e-mail addresses."""
    for namn, uppgift in kommun.uppgifter.items():
        skäl = (uppgift.skäl or "") if uppgift.omdöme is m.Omdöme.avstängd else None
        for hit in find(read_plain(uppgift.värde), Known(frozenset(), (), ())):
            yield Entry(hit.key, hit.text, namn, namn, kommun.namn, skäl=skäl)


def _address_parts(text: str) -> Iterator[str]:
    """An address, and its parts with a number; a bare postcode and place is none."""
    yield text
    yield from (part for part in text.split(", ") if re.search(r"^\D.*\d", part))


def holds(address: str, part: str) -> bool:
    """Whether an address has a part, word by word."""
    return " " in address and f" {part} " in f" {address} "


# ------------------------------------------------------------------ what a website may show


@dataclass(frozen=True)
class Seen:
    """What a website may show: keys of all kinds, and links."""

    keys: frozenset[str]
    hrefs: frozenset[str]

    def has(self, hit: Hit) -> bool:
        if hit.slag is Slag.länk:
            return hit.key in self.hrefs
        return hit.key in self.keys or hit.slag is Slag.adress and any(holds(key, hit.key) for key in self.keys)


def seen_by_readers(index: Index, här: Här, named: Iterable[m.Kontakt]) -> Seen:
    """What belongs to a contact that the website may show, its pages' own words named, and the numbers that never age."""
    may = {id(kontakt) for kontakt in (*views.may_stand(här, named).values(), *här.register.samhällsnummer.values())}
    return _seen(entry for entry in index.entries if not entry.closed and id(entry.kontakt) in may)


def seen_by_editors(index: Index) -> Seen:
    """The whole register, and what its notes and questions and the plans mention."""
    documents = {id(document): document.data for document, _ in index.register.places.values()}
    lines = [line for plan in index.register.plantexter.values() for line in plan]
    notes = read_plain(WALL.join((*_strings(list(documents.values())), *lines)))
    return _seen(index.entries, (hit.key for hit in find(notes, index.known)))


def _seen(entries: Iterable[Entry], notes: Iterable[str] = ()) -> Seen:
    found = tuple(entries)
    return Seen(frozenset((*(entry.key for entry in found), *notes)), frozenset(entry.href for entry in found if entry.href))


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for inner in data.values() if isinstance(data, dict) else data:
            yield from _strings(inner)
