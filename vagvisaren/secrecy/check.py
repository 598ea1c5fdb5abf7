"""Looks for every internal value in every file of every public website, and proves that the search sees.

It passes only when the same search has found each value in an internal website, or, when none shows it today,
where it is written: a search that finds nothing anywhere has proved nothing.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vagvisaren.faults import Fault, Place
from vagvisaren.records.register import Register
from vagvisaren.secrecy.traces import Search, Unreadable, find, readings
from vagvisaren.secrecy.values import Internal, Kind, Value
from vagvisaren.shown.pages import REDAKTIONEN

READ = (".html", ".json", ".xlsx")  # what people read of an internal website, and where its values must be seen
FRAGMENTS = f"{REDAKTIONEN}/fragment"  # public pages that lie on Redaktionen, to be pasted elsewhere
Hits = dict[Path, set[str] | None]  # the forms that each file holds; None when it cannot be searched


@dataclass(frozen=True)
class Verdict:
    """What the search found in public files, and where it has seen each value."""

    hits: Hits
    elsewhere: tuple[Value, ...]  # that no internal website shows today: seen where they are written
    unseen: tuple[Value, ...]
    empty: tuple[str, ...]  # public websites of which no file was searched

    @property
    def leaks(self) -> list[Path]:
        return [path for path, forms in self.hits.items() if forms is None or forms]


def check(root: Path, site: Path, register: Register, internal: Internal) -> Verdict:
    """Search the built websites below `site`. All that is not an internal website is public."""
    search = Search(form for value in internal.values for form in value.forms)
    inner = {REDAKTIONEN, *(w.id for w in register.webbplatser.values() if w.publik == "intern")}
    rooms = [*site.glob(FRAGMENTS), *(path for path in site.iterdir() if path.name not in inner)]
    public = _hits(search, site, (path for room in rooms for path in _files(room)))
    pages = (path for id_ in inner for path in _files(site / id_) if path.suffix in READ and path not in public)
    shown = _all(_hits(search, site, pages))
    written = _all(_hits(search, root, {root / value.place.file for value in internal.values}))
    hidden = [value for value in internal.values if not value.is_seen(shown)]
    unseen = tuple(value for value in hidden if value.shown or not value.is_seen(written))
    searched = {path.relative_to(site).parts[0] for path in public}
    empty = tuple(w.id for w in register.webbplatser.values() if w.publik == "extern" and w.id not in searched)
    return Verdict(public, tuple(value for value in hidden if value not in unseen), unseen, empty)


def _files(path: Path) -> list[Path]:
    """Every file below it, every link whatever it leads to, and every folder that cannot be opened."""
    if path.is_symlink():
        return [path]
    try:
        inner = list(path.iterdir())
    except OSError:  # a file, or closed
        return [path]
    return [one for child in inner for one in _files(child)]


def _hits(search: Search, top: Path, paths: Iterable[Path]) -> Hits:
    """What stands in each file or in its name below `top`."""
    return {path: _found(search, path.relative_to(top).as_posix(), path) for path in sorted(paths)}


def _found(search: Search, name: str, path: Path) -> set[str] | None:
    if not path.is_file():  # a link to a folder, a queue that nobody writes to
        return None
    try:
        return search.found_in(path.read_bytes()) | search.found_in(os.fsencode(name))
    except (Unreadable, OSError):
        return None


def _all(hits: Hits) -> set[str]:
    return {form for forms in hits.values() for form in forms or ()}


# ------------------------------------------------------------------ in words


def faults(internal: Internal, verdict: Verdict, site: Path) -> Iterator[Fault]:
    """Each value that stands in a public file or in its name, with the place; and each file that cannot be searched."""
    for path in verdict.leaks:
        name = path.relative_to(site).as_posix()
        if (forms := verdict.hits[path]) is None:
            yield Fault(Place(name, 0), "Filen går inte att söka igenom.", "Ta bort den ur det som är publikt.")
        for value, form in internal.among(forms or set()):
            yield _fault(*_spot(name, path.read_bytes(), value, form), value)


def _spot(name: str, content: bytes, value: Value, form: str) -> tuple[Place, str]:
    """Where in a file a value stands, as place and in words."""
    for spot in filter(None, (find(text, form) for text in readings(content))):
        return Place(name, *spot), "filen"
    if find(name, form):
        return Place(name, 0), "filens namn"
    return Place(name, 0), "filen" if value.kind is Kind.file else "det som är packat i filen"


def _fault(place: Place, where: str, value: Value) -> Fault:
    wrong = f'Något internt står i {where}: "{_short(value.text)}" ({value.place.file}:{value.place.line}).'
    return Fault(place, wrong, "Ta bort det ur det som är publikt.")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


def what_is_wrong(internal: Internal, verdict: Verdict, site: Path) -> list[str]:
    """Leaks, and why the search proves nothing, for a person; nothing when it has proved that there are no leaks."""
    rows = [str(fault) for fault in faults(internal, verdict, site)]
    for value in verdict.unseen:
        rows.append(f'{value.place}: Sökningen ser inte "{_short(value.text)}" där det ska stå, så den bevisar inget om det.')
    rows += [f"{id_}: Här finns inga filer att söka i." for id_ in verdict.empty]
    rows += [f"{file}: Filen är inte läst, så inget som står i den söks." for file in internal.unread]
    return [*rows, *([] if internal.values else ["Det finns inga interna värden att söka efter."])]


def what_is_proved(internal: Internal, verdict: Verdict) -> str:
    """What was looked for, where it was seen and what was left out, for a person."""
    seen = len(internal.values) - len(verdict.elsewhere)
    rows = [f"{len(internal.values)} interna värden sökta i {len(verdict.hits)} publika filer. Sökningen ser dem: {seen} på de interna webbplatserna."]
    if verdict.elsewhere:
        rows += [f"Visas inte på någon intern webbplats i dag, men sökningen ser dem där de är skrivna: {len(verdict.elsewhere)}.", *_by_file(verdict.elsewhere)]
    for reason in sorted({reason for _, reason in internal.left_out}):
        left = [value for value, why in internal.left_out if why == reason]
        rows += [f"Söks inte, {reason}: {len(left)}.", *_by_file(left)]
    return "\n".join((*rows, "Inget internt står i en publik fil."))


def _by_file(values: Iterable[Value]) -> list[str]:
    """Where the values are written: one row per file, with the lines."""
    lines: defaultdict[str, set[int]] = defaultdict(set)
    for value in values:
        lines[value.place.file].add(value.place.line)
    return [f"  {file}: rad {', '.join(map(str, sorted(own)))}" for file, own in sorted(lines.items())]
