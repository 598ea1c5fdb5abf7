"""Appends an entry to a log under data/, with the same checks as an entry written by hand.

A log is only ever added to: history keeps itself, and no file that people edit is rewritten.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from vagvisaren import checks
from vagvisaren.checks import plan_checks
from vagvisaren.faults import Fault, Faulty, Place
from vagvisaren.finished.staging import only_one
from vagvisaren.records import model as m
from vagvisaren.records import plan as p
from vagvisaren.records import schema
from vagvisaren.records.formats import HIDDEN, SPACE, ascii_id, sign_words
from vagvisaren.records.model import Post
from vagvisaren.records.reading import Document, read_yaml
from vagvisaren.records.register import INTERNT, Lokalt, Register


@dataclass(frozen=True)
class Log:
    """A kind of log: its file, the name of its list, its record, and where a register keeps its rows."""

    fil: str
    lista: str
    model: type[Post]
    field: str
    förklaring: str


BEDÖMNINGAR = Log(
    "bedomningar.yml",
    "bedömningar",
    p.Bedömningar,
    "bedömningar",
    "Bedömningar av planens områden. Bara tillägg: den senaste gäller, de äldre är historia.",
)
MÄTVÄRDEN = Log(
    "matvarden.yml",
    "mätvärden",
    p.Mätvärden,
    "mätvärden",
    "Mätvärden för planens indikatorer. Bara tillägg: det senaste för samma period gäller.",
)


GRANSKNINGAR = Log(
    "granskningar.yml",
    "granskningar",
    m.Granskningar,
    "granskningar",
    "Vad som har granskats och godkänts. Bara tillägg: den senaste som passar uppgiften gäller.",
)
Entry = Mapping[str, "str | Mapping[str, str]"]  # in the log's own words


def append(root: Path, register: Register, lokalt: Lokalt, log: Log, entry: Entry, idag: date) -> Path:
    """Check the entry and add it to the municipality's log; the file. Raises `Faulty`, and changes nothing then."""
    return append_all(root, register, lokalt, log, [entry], idag)


def append_all(root: Path, register: Register, lokalt: Lokalt, log: Log, entries: Sequence[Entry], idag: date) -> Path:
    """As `append`, for several entries of the same file: all of them or none."""
    entries = [_known_row(lokalt, {name: _tidy(value) for name, value in entry.items()}) for entry in entries]
    internal = log is MÄTVÄRDEN and any(_is_internal(lokalt, entry["indikator"]) for entry in entries)
    _check(register, lokalt, log, "interna_mätvärden" if internal else log.field, entries, idag)
    path = root / "data" / lokalt.mapp / (INTERNT if internal else "") / log.fil
    path.parent.mkdir(exist_ok=True)
    with only_one(root / f".{log.fil}.las"):
        before = path.read_bytes() if path.exists() else f"# {log.förklaring}\n{log.lista}:\n".encode()
        after = before + (b"" if before.endswith(b"\n") else b"\n") + "".join(map(as_yaml, entries)).encode()
        _replace(path, before, after, len(entries), log)
    return path


def _tidy(value: str | Mapping[str, str]) -> str | Mapping[str, str]:
    return unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else value


def _replace(path: Path, before: bytes, after: bytes, more: int, log: Log) -> None:
    """Put the longer log in place, if it reads as the old rows and the new ones."""
    beside = path.with_name(f".{path.name}.ny")
    try:
        beside.write_bytes(before)
        old = _rows(beside, log)
        beside.write_bytes(after)
        new = _rows(beside, log)
        if old is None or new is None or len(new) != len(old) + more or new[: len(old)] != old:
            place = Place(path.name, 0)
            raise Faulty([Fault(place, "Filens lista är inte skriven så att en rad kan läggas till.", f"Skriv {log.lista}: ensamt på en rad, och raderna under, indragna två steg.")])
        os.replace(beside, path)
    except OSError as error:
        raise Faulty([Fault(Place(path.name, 0), f"Det gick inte att skriva: {error.strerror}.", "")]) from None
    finally:
        beside.unlink(missing_ok=True)


def _rows(path: Path, log: Log) -> list[Post] | None:
    """The log's rows as they read; None when they do not."""
    document = read_yaml(path.read_bytes(), path.name)
    if document.data == {log.lista: ""} and not document.faults:
        return []
    record = schema.build(log.model, document)
    return None if record is None else list(getattr(record, log.lista))


def _known_row(lokalt: Lokalt, entry: Entry) -> Entry:
    """The entry with its row's id as the plan spells it: a command may be written without å, ä and ö."""
    plan = lokalt.plan
    ids = {ascii_id(row.id): row.id for row in (*plan.områden, *plan.indikatorer)} if plan else {}
    return {
        name: ids.get(ascii_id(str(value)), value) if name in ("område", "indikator") else value for name, value in entry.items()
    }


def _is_internal(lokalt: Lokalt, indikator: str) -> bool:
    known = lokalt.plan.indikatorer if lokalt.plan else ()
    return any(i.id == indikator and i.värden == "interna" for i in known)


def as_yaml(entry: Entry) -> str:
    """One list item; each value in straight quotes, so that nothing in it can mean anything to YAML."""
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in entry.items()]
    return "  - " + "\n    ".join(lines) + "\n"


def _check(
    register: Register, lokalt: Lokalt, log: Log, field: str, entries: Sequence[Entry], idag: date
) -> None:
    """Read the entries as if they stood in the file, and keep the faults that are their own."""
    document = Document(log.lista, {log.lista: entries}, {(): Place(log.lista, 0)})
    names = [(i, name) for i, entry in enumerate(entries) for name in entry]
    for i, name in names:
        document.places[log.lista, i, name] = document.keys[log.lista, i, name] = Place(name, 0)
    document.faults += _sign_faults(entries)
    record = schema.build(log.model, document)
    if record is None:
        raise Faulty(document.faults)
    rows = getattr(record, log.lista)
    places = {**register.places, **{id(row): (document, (log.lista, i)) for i, row in enumerate(rows)}}
    with_rows = replace(lokalt, **{field: (*getattr(lokalt, field), *rows)})
    candidate = replace(register, kommuner={**register.kommuner, lokalt.kommun.id: with_rows}, places=places)
    own = {Place(log.lista, 0), *(Place(name, 0) for _, name in names)}
    all_faults = (
        *plan_checks.plan_faults(candidate, idag),
        *(fault for rule in checks.RULES for fault in rule(candidate)),
        *checks.future_dates(candidate, idag),
    )
    faults = [fault for fault in all_faults if fault.place in own]
    if faults:
        raise Faulty(faults)


def _sign_faults(entries: Sequence[Entry]) -> Iterator[Fault]:
    """What does not show would be read as nothing, or not at all."""
    for name, value in (pair for entry in entries for pair in entry.items()):
        if match := isinstance(value, str) and (HIDDEN.search(value) or SPACE.search(value)):
            yield Fault(Place(name, 0), *sign_words(match[0]))


def find_kommun(register: Register, namn: str) -> Lokalt:
    """The municipality by folder or id; raises `Faulty` with the known ones."""
    for lokalt in register.kommuner.values():
        if namn in (lokalt.mapp, lokalt.kommun.id):
            return lokalt
    known = ", ".join(lokalt.mapp for lokalt in register.kommuner.values())
    raise Faulty([Fault(Place("--kommun", 0), f'Kommunen "{namn}" finns inte.', f"Kända är: {known}.")])
