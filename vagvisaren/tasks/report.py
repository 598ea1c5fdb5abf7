"""Freezes a dated follow-up report of a plan: a page to print, a spreadsheet, the data, and their hashes.

A frozen report does not change when data does. It lies under data/<kommun>/internt/rapporter/.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import jinja2
import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet
from pydantic_core import PydanticCustomError

from vagvisaren.checks.plan_checks import PERIODS
from vagvisaren.faults import Fault, Faulty, Place
from vagvisaren.finished.policy import seal
from vagvisaren.records import dates
from vagvisaren.records.formats import check_period
from vagvisaren.records.register import INTERNT, RAPPORTER, Lokalt, Register
from vagvisaren.shown import plan_views
from vagvisaren.shown.views import Här

COLUMNS = ("Område", "Aktivitet", "Indikator", "Aktörer", "Ansvarig", "Resultat", "Kommentar")


def freeze(root: Path, register: Register, lokalt: Lokalt, period: str, idag: date) -> Path:
    """Write the report of a period as it stands today; its folder. Raises `Faulty` when it cannot."""
    if lokalt.plan is None:
        raise Faulty([Fault(Place(f"data/{lokalt.mapp}", 0), "Kommunen har ingen plan.", "Lägg till plan.yml.")])
    if wrong := _wrong_period(lokalt, period, idag):
        raise Faulty([Fault(Place("period", 0), *wrong)])
    folder = root / "data" / lokalt.mapp / INTERNT / RAPPORTER / f"{period}-{idag.isoformat()}"
    if folder.exists():
        raise Faulty([Fault(Place(folder.relative_to(root).as_posix(), 0), "Rapporten finns redan.", "En fryst rapport ändras aldrig. Gör en ny en annan dag.")])
    here = _until(register, lokalt, period)
    internal = next((w for w in lokalt.webbplatser if w.publik == "intern"), lokalt.webbplatser[0])
    här = Här(replace(register, kommuner={**register.kommuner, lokalt.kommun.id: here}), internal, idag)
    files = {
        "rapport.html": seal(_page(root, här, period)).encode(),
        "rapport.xlsx": _sheet(här, period),
        "data.json": _snapshot(lokalt),
    }
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    unfinished = folder.with_name(f".{folder.name}")
    unfinished.mkdir(parents=True)
    try:
        for name, content in {**files, "SHA256": sums.encode()}.items():
            (unfinished / name).write_bytes(content)
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return folder


def _wrong_period(lokalt: Lokalt, period: str, idag: date) -> tuple[str, str] | None:
    """What is wrong with the period of a report: its form, its kind, or that it has not begun."""
    try:
        check_period(period)
    except PydanticCustomError as error:
        what, write = error.message().split("\n")
        return what, write
    kind = lokalt.plan.redovisas
    if not re.fullmatch(PERIODS[kind], period):
        return f"Planen redovisas per {kind}.", "Skriv som 2026." if kind == "år" else "Skriv som 2026-2027."
    if int(period[:4]) > idag.year:
        return f"Perioden {period} har inte börjat.", "Rätta perioden."
    return None


def _until(register: Register, lokalt: Lokalt, period: str) -> Lokalt:
    """The municipality as the period saw it: assessments to its end, values within it, small ones masked."""
    first, last = int(period[:4]), int(period[-4:])
    limit = register.redovisning.minsta_antal
    within = [v for v in (*lokalt.mätvärden, *lokalt.interna_mätvärden) if first <= int(v.period[:4]) <= last]
    return replace(
        lokalt,
        bedömningar=tuple(b for b in lokalt.bedömningar if b.datum.year <= last),
        mätvärden=tuple(v.model_copy(update={"värde": mask(v.värde, limit)}) for v in within),
        interna_mätvärden=(),
    )


def mask(värde: str, limit: int) -> str:
    """A count that could point at somebody is told as 'färre än 5'."""
    parts = re.findall(r"[0-9]+", värde)
    return f"färre än {limit}" if any(int(part) < limit for part in parts) else värde


def _page(root: Path, här: Här, period: str) -> str:
    mallar = jinja2.Environment(
        loader=jinja2.FileSystemLoader([root / "tema", root / "mallar"]), autoescape=True, undefined=jinja2.StrictUndefined
    )
    return mallar.get_template("rapport.html").render(
        kommun=här.kommun.namn,
        period=period,
        dag=dates.in_words(här.idag),
        plan=plan_views.plan(här),
        rader=plan_views.områden(här).rader,
        kolumner=COLUMNS,
    )


def _snapshot(lokalt: Lokalt) -> bytes:
    """The plan, its assessments and values as JSON, keys in the editor's words."""
    parts = {
        "plan": lokalt.plan.model_dump(mode="json", by_alias=True),
        "bedömningar": [b.model_dump(mode="json") for b in lokalt.bedömningar],
        "mätvärden": [v.model_dump(mode="json") for v in (*lokalt.mätvärden, *lokalt.interna_mätvärden)],
    }
    return json.dumps(parts, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _sheet(här: Här, period: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = f"Uppföljning {period}"
    sheet.append(COLUMNS)
    for row in plan_views.områden(här).rader:
        sheet.append([cell[:LONGEST] for cell in cells(row)])
    _shape(sheet)
    about = book.create_sheet("Om rapporten")
    plan = plan_views.plan(här)
    for line in (plan.plan.titel.text, här.kommun.namn, f"Period: {period}", f"Fryst {dates.in_words(här.idag)}", plan.ålder):
        about.append([line or ""])
    about.column_dimensions["A"].width = 90
    for cell in (cell for page in book for row in page.iter_rows() for cell in row):
        cell.data_type = "s"  # a text that begins with = is a text
    out = BytesIO()
    book.save(out)
    return out.getvalue()


LONGEST = 32_000  # characters that a cell holds


def cells(row: plan_views.VisatOmråde) -> tuple[str, ...]:
    """The seven columns of the plan's table for one row."""
    judged = [f"{s.ord}, {s.datum}, {s.av}. {s.belägg}" for s in row.historik]
    return (
        "\n".join(r.text for r in row.rubriker) or row.namn,
        "\n".join("\n".join((a.text, *a.alternativ)) for a in row.aktiviteter),
        "\n".join(_indicator(i) for i in row.indikatorer),
        "\n".join(_actor(a) for a in row.aktörer),
        row.ansvarig or "",
        "\n".join(judged) or row.resultat or (row.status.ord if row.status else ""),
        row.kommentar or "",
    )


def _actor(aktör: plan_views.VisadAktör) -> str:
    said = ", ".join(part for part in (aktör.namn, aktör.medverkan) if part)
    return f"{said} ({aktör.uppgift})" if aktör.uppgift else said


def _indicator(indikator: plan_views.VisadIndikator) -> str:
    values = "; ".join(f"{' '.join(part for part in (v.period, v.del_) if part)}: {v.värde}" for v in indikator.värden)
    answered = f"{indikator.svar}. {indikator.skäl}" if indikator.svar else ""
    return f"{indikator.text}: {values or answered or 'inget värde'}"


def _shape(sheet: Worksheet) -> None:
    for column, width in zip("ABCDEFG", (24, 48, 32, 28, 20, 28, 28), strict=True):
        sheet.column_dimensions[column].width = width
    for cells_ in sheet.iter_rows():
        for cell in cells_:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row == 1)
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
