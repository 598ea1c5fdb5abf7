"""Appends an entry to a log under data/, with the same checks as an entry written by hand.

A log is only ever added to: history keeps itself, and no file that people edit is rewritten.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from vagvisaren import plan as p
from vagvisaren import checks, plan_checks, schema
from vagvisaren.faults import Fault, Faulty, Place
from vagvisaren.model import Post
from vagvisaren.reading import Document
from vagvisaren.register import INTERNT, Lokalt, Register


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


def append(root: Path, register: Register, lokalt: Lokalt, log: Log, entry: dict[str, str], idag: date) -> Path:
    """Check the entry and add it to the municipality's log; the file. Raises `Faulty`, and writes nothing then."""
    internal = log is MÄTVÄRDEN and _is_internal(lokalt, entry["indikator"])
    path = root / "data" / lokalt.mapp / (INTERNT if internal else "") / log.fil
    _check(register, lokalt, log, "interna_mätvärden" if internal else log.field, entry, idag)
    before = path.read_text(encoding="utf-8") if path.exists() else f"# {log.förklaring}\n{log.lista}:\n"
    path.parent.mkdir(exist_ok=True)
    with path.open("a" if path.exists() else "w", encoding="utf-8", newline="\n") as file:
        file.write("" if path.stat().st_size else before)
        file.write(("" if before.endswith("\n") else "\n") + as_yaml(entry))
    return path


def _is_internal(lokalt: Lokalt, indikator: str) -> bool:
    known = lokalt.plan.indikatorer if lokalt.plan else ()
    return any(i.id == indikator and i.värden == "interna" for i in known)


def as_yaml(entry: dict[str, str]) -> str:
    """One list item; each value in straight quotes, so that nothing in it can mean anything to YAML."""
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in entry.items()]
    return "  - " + "\n    ".join(lines) + "\n"


def _check(
    register: Register, lokalt: Lokalt, log: Log, field: str, entry: dict[str, str], idag: date
) -> None:
    """Read the entry as if it stood in the file, and keep the faults that are its own."""
    document = Document(log.lista, {log.lista: [entry]}, {(): Place(log.lista, 0)})
    for name in entry:
        document.places[log.lista, 0, name] = document.keys[log.lista, 0, name] = Place(name, 0)
    record = schema.build(log.model, document)
    if record is None:
        raise Faulty(document.faults)
    row = getattr(record, log.lista)[0]
    places = {**register.places, id(row): (document, (log.lista, 0))}
    with_row = replace(lokalt, **{field: (*getattr(lokalt, field), row)})
    candidate = replace(register, kommuner={**register.kommuner, lokalt.kommun.id: with_row}, places=places)
    own = {Place(name, 0) for name in (*entry, log.lista)}
    all_faults = (*plan_checks.plan_faults(candidate, idag), *checks.future_dates(candidate, idag))
    faults = [fault for fault in all_faults if fault.place in own]
    if faults:
        raise Faulty(faults)


def find_kommun(register: Register, namn: str) -> Lokalt:
    """The municipality by folder or id; raises `Faulty` with the known ones."""
    for lokalt in register.kommuner.values():
        if namn in (lokalt.mapp, lokalt.kommun.id):
            return lokalt
    known = ", ".join(lokalt.mapp for lokalt in register.kommuner.values())
    raise Faulty([Fault(Place("--kommun", 0), f'Kommunen "{namn}" finns inte.', f"Kända är: {known}.")])
