"""What differs between two releases of a website, said to a person."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from vagvisaren.faults import enumerate_words

KONTAKTER = "kontakter.json"
# A fact in kontakter.json, in an editor's words. Facts that follow from others or from the day are not named.
_FACTS = {
    "namn": "namnet",
    "nummer": "numret",
    "vägar": "andra vägar in",
    "öppet": "öppettiderna",
    "svarar": "vem som svarar",
    "kostnad": "kostnaden",
    "anonym": "om man kan vara anonym",
    "språk": "språken",
    "ålder": "åldern",
    "kontrollerad": "kontrolldatumet",
}


@dataclass
class Reading(HTMLParser):
    """What a reader meets of a page: its heading, its text and where its links lead. What is other on every day
    although nothing has changed is left out."""

    heading: str = ""
    parts: list[str] = field(default_factory=list)
    skipping: list[str] = field(default_factory=list)  # open tags within one that is left out
    in_heading: bool = False

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if self.skipping or tag in _LEFT_OUT or "bara-print" in (values.get("class") or ""):
            self.skipping += [tag] if tag not in _VOID else []
        self.in_heading = self.in_heading or tag == "h1"
        if not self.skipping:
            self.parts += [f"{name}={value}" for name, value in attrs if value and (name in _READ or name.startswith("data-"))]

    def handle_endtag(self, tag: str) -> None:
        if self.skipping and self.skipping[-1] == tag:
            self.skipping.pop()
        self.in_heading = self.in_heading and tag != "h1"

    def handle_data(self, data: str) -> None:
        if not self.skipping and data.strip():
            self.parts.append(" ".join(data.split()))
            self.heading += data if self.in_heading else ""


_READ = {"href", "alt", "aria-label"}
_LEFT_OUT = {"head", "script", "style"}
_VOID = {"br", "img", "meta", "link", "input", "hr", "wbr"}


def changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[str, ...]:
    """'Bris – ändrat: numret och öppettiderna.', '3 ändrade sidor: …'; nothing when a reader meets the same.

    Each maps a file of the website to its bytes.
    """
    if not before:
        return (f"Första gången: {len(_pages(after))} sidor, {len(_contacts(after))} kontakter.",)
    return said_of(Met(_contacts(before), _pages(before)), Met(_contacts(after), _pages(after)))


@dataclass(frozen=True)
class Met:
    """What a reader meets: the contacts as kontakter.json has them, by id, and each page's heading and what it says."""

    contacts: Mapping[str, dict]
    pages: Mapping[str, tuple[str, list[str]]]


def said_of(before: Met, after: Met) -> tuple[str, ...]:
    """As `changes`, of what a reader meets."""
    said = (*_contact_changes(before.contacts, after.contacts), *_page_changes(before.pages, after.pages))
    return said if said or before.contacts == after.contacts else ("Listan över kontakter för program är ändrad.",)


def _contacts(files: Mapping[str, bytes]) -> dict[str, dict[str, object]]:
    """The contacts by id; none when there is no list, or when it does not read."""
    try:
        return {one["id"]: {"namn": one["id"], **one} for one in json.loads(files[KONTAKTER])["kontakter"]}
    except (KeyError, TypeError, ValueError):
        return {}


def _contact_changes(before: Mapping[str, dict], after: Mapping[str, dict]) -> list[str]:
    old, new = _known(before), _known(after)
    return [f"{(new.get(id_) or old[id_])['namn']} – {said}." for id_ in sorted({*old, *new}) for said in _changes_of(old.get(id_), new.get(id_))]


def _changes_of(old: dict | None, new: dict | None) -> Iterator[str]:
    if old is None or new is None:
        yield "ny" if new else "visas inte längre"
        return
    if "av" in new:
        yield from [f"{new['av']} visas i stället"] if new["av"] != old.get("av") else []
    elif "av" in old:
        yield "visas nu med egna uppgifter"
    elif changed := [word for fact, word in _FACTS.items() if old.get(fact) != new.get(fact)]:
        yield f"ändrat: {enumerate_words(changed)}"
    yield from _coming(old, new)


def _known(contacts: Mapping[str, dict]) -> dict[str, dict]:
    """The contacts, and those that another stands in for: `av` is its name, and what is ahead is theirs alone."""
    replaced = {
        one["id"]: {**one, "av": contact["namn"], "framöver": [said for said in one.get("framöver", ()) if said not in contact.get("framöver", ())]}
        for contact in contacts.values()
        for one in contact.get("i_stället_för", ())
    }
    return {**replaced, **contacts}


def _coming(old: dict, new: dict) -> Iterator[str]:
    """What is new, other or gone of what holds for a time."""
    before, after = ({_days(said): said for said in one.get("framöver", ())} for one in (old, new))
    for days in dict.fromkeys((*before, *after)):
        if before.get(days) != after.get(days):
            yield f"{'ny' if days not in before else 'ändrad' if days in after else 'avslutad'} {days}"


_AVVIKELSE = re.compile(r"([^:]+): (?!.* i stället\.$)")  # its days, and not who takes over from a day on


def _days(said: str) -> str:
    """'avvikelse: 21 december 2026–6 januari 2027', 'upplysning: från 1 januari 2027: PTS i stället'"""
    if match := _AVVIKELSE.match(said):
        return f"avvikelse: {_within(match[1])}"
    return f"upplysning: {_within(said.rstrip('.'))}"


def _within(text: str) -> str:
    return text[:1].lower() + text[1:]


def _pages(files: Mapping[str, bytes]) -> dict[str, tuple[str, list[str]]]:
    """Each page's heading, and what a reader meets on it."""
    found = {}
    for name, content in files.items():
        if name.endswith(".html"):
            page = Reading()
            page.feed(content.decode("utf-8", "replace"))
            found[name] = page.heading.strip() or name, page.parts
    return found


def _page_changes(before: Mapping[str, tuple[str, list[str]]], after: Mapping[str, tuple[str, list[str]]]) -> list[str]:
    new = [after[name][0] for name in after if name not in before]
    gone = [before[name][0] for name in before if name not in after]
    other = [after[name][0] for name in after if name in before and before[name][1] != after[name][1]]
    groups = ((new, "ny sida", "nya sidor"), (gone, "borttagen sida", "borttagna sidor"), (other, "ändrad sida", "ändrade sidor"))
    return [f"{len(titles)} {one if len(titles) == 1 else many}: {enumerate_words(titles)}." for titles, one, many in groups if titles]
