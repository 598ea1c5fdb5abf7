"""How it stands with each website: what stops it, when it was last published, and what has changed since."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from vagvisaren.faults import Faulty, enumerate_words
from vagvisaren.finished import feed
from vagvisaren.publishing import source
from vagvisaren.publishing.changes import Met, said_of
from vagvisaren.publishing.order import COMMAND
from vagvisaren.publishing.publish import live_manifest
from vagvisaren.publishing.target import Target
from vagvisaren.records import dates
from vagvisaren.records.register import Register, load
from vagvisaren.shown import pages, review, start_views
from vagvisaren.shown.editors import Redaktion
from vagvisaren.shown.views import Här

FEW = 5  # changed files that are named
UNCHANGED = "Ingenting i data eller docs är ändrat sedan dess."


@dataclass(frozen=True)
class Publicering:
    """What is known of the last publication, and what has changed since: a sentence, and each thing in one more."""

    senast: str
    sedan: str = ""
    ändrat: tuple[str, ...] = ()


@dataclass(frozen=True)
class Status:
    läge: start_views.Webbplatsläge
    publicering: Publicering


Then = Callable[[str, date], Mapping[str, Met] | None]  # what a reader met of each website at a commit, on a day, if that can be read


def statuses(root: Path, redaktion: Redaktion, targets: dict[str, Target]) -> tuple[Status, ...]:
    """Each website, in the data's order. `targets`: where a website is published, by its id, when the editor has said it."""
    then: Then = cache(lambda commit, day: _met_at(root, commit, replace(redaktion, idag=day)))
    return tuple(Status(one, _published(root, redaktion, one, targets, then)) for one in start_views.läget(redaktion))


def rows(found: tuple[Status, ...]) -> Iterator[str]:
    """The rows of `lage`."""
    for one in found:
        yield one.läge.webbplats.id
        yield f"  {one.läge.i_ord}"
        yield from (f"    {v.roll}: {v.i_ord}" for v in one.läge.väntar)
        yield from [f"  {one.läge.snart_i_ord}"] if one.läge.snart else []
        yield f"  {one.publicering.senast}"
        yield from [f"  {one.publicering.sedan}"] if one.publicering.sedan else []
        yield from (f"    {row}" for row in one.publicering.ändrat)


def _published(root: Path, redaktion: Redaktion, one: start_views.Webbplatsläge, targets: dict[str, Target], then: Then) -> Publicering:
    id_ = one.webbplats.id
    senast, last = _live(targets[id_], redaktion.idag) if id_ in targets else _saved(root, id_)
    return Publicering(senast, *_since(root, redaktion, id_, last, then)) if last else Publicering(senast)


def _saved(root: Path, webbplats: str) -> tuple[str, tuple[str, date] | None]:
    """The last publication that git knows, in words, and its commit and day."""
    if not source.in_git(root):
        return "Projektet ligger inte i git. Därför står det inte här när webbplatsen publicerades senast.", None
    last = source.last_published(root, webbplats)
    if last is None:
        return f"Git vet inte av någon publicering. Se efter där den ligger: {COMMAND} lage {webbplats} --till MAPP", None
    commit, day = last
    return f"Publicerad senast {dates.in_words(day)}, ändringen {commit[:9]} i git.", last


def _live(target: Target, idag: date) -> tuple[str, tuple[str, date] | None]:
    """What is shown in a target, in words, and the commit and the day that it is of."""
    manifest = live_manifest(target)
    if manifest is None:
        return f"I {target.label} är ingenting publicerat.", None
    shown = f"I {target.label} visas utgåvan {manifest.namn}, publicerad {dates.in_words(manifest.publicerad.date())}.{_until(manifest.bäst_före, idag)}"
    return shown, (manifest.commit, manifest.idag) if manifest.commit else None


def _until(last: date | None, idag: date) -> str:
    """The last day of a release, and what to do when it has been."""
    if last is None:
        return ""
    return f" Den gäller till och med {dates.in_words(last)}." if last >= idag else f" Den gällde till och med {dates.in_words(last)}. Publicera."


# ------------------------------------------------------------------ what has changed since


def _since(root: Path, redaktion: Redaktion, webbplats: str, last: tuple[str, date], then: Then) -> tuple[str, tuple[str, ...]]:
    """What has changed for a reader, by the day and by the editor, in the words of a publication, and in which files."""
    commit, day = last
    changed = source.changed_since(root, commit)
    if not changed and day >= redaktion.idag:
        return UNCHANGED, ()
    before, today = then(commit, min(day, redaktion.idag)), then(commit, redaktion.idag)
    files = _files(changed)
    if before is None or today is None:
        return "Ändrat sedan dess:", files
    if webbplats not in before:
        return "Ändrat sedan dess:", ("Webbplatsen är ny.", *files)
    by_day = said_of(before[webbplats], today[webbplats])
    rows = (f"Dagen har ändrat: {' '.join(by_day)}",) if by_day else ()
    rows += said_of(today[webbplats], _met(root, redaktion.register, webbplats, redaktion)) if changed else ()
    if rows:
        return "Ändrat sedan dess:", (*rows, *files)
    return ("Ingenting som läsaren möter är ändrat sedan dess.", files) if changed else (UNCHANGED, ())


def _files(changed: tuple[str, ...]) -> tuple[str, ...]:
    more = f" och {len(changed) - FEW} till" if len(changed) > FEW else ""
    return (f"Filer: {enumerate_words(changed[:FEW])}{more}.",) if changed else ()


def _met_at(root: Path, commit: str, redaktion: Redaktion) -> Mapping[str, Met] | None:
    """What a reader would meet of each website on Redaktionen's day, of what a commit holds; None when it cannot be read."""
    with TemporaryDirectory(prefix="vagvisaren-lage-") as folder:
        room = Path(folder)
        try:
            if not source.unpack_commit(root, commit, room):
                return None
            register = load(room, internt=True)
            return {id_: _met(room, register, id_, redaktion) for id_ in register.webbplatser}
        except Faulty:  # written for an older model
            return None


def _met(root: Path, register: Register, webbplats: str, redaktion: Redaktion) -> Met:
    här = Här(register, register.webbplatser[webbplats], redaktion.idag)
    own = pages.read_pages(root, här)[0]
    contacts = json.loads(feed.feed(här, own.values()).model_dump_json(by_alias=True))["kontakter"]
    texts = {path: (page.rubrik, [part for text in review.texts_of(page, här) for part in text.delar.values()]) for path, page in own.items()}
    return Met({one["id"]: one for one in contacts}, texts)
