"""What differs between two releases of a website, said to a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
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
    "i_stället_för": "vem som visas i stället",
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
    said = []
    for id_ in sorted({*before, *after}):
        if id_ not in before:
            said.append(f"{after[id_]['namn']} – ny.")
        elif id_ not in after:
            said.append(f"{before[id_]['namn']} – visas inte längre.")
        elif changed := [word for fact, word in _FACTS.items() if before[id_].get(fact) != after[id_].get(fact)]:
            said.append(f"{after[id_]['namn']} – ändrat: {enumerate_words(changed)}.")
    return said


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
