"""Freezes a dated follow-up report of a plan: a page to print, a spreadsheet, the data, and their hashes.

A frozen report does not change when data does. It lies under data/<kommun>/internt/rapporter/.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import date
from io import BytesIO
from pathlib import Path

import jinja2
import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from vagvisaren import dates, plan_views
from vagvisaren.faults import Fault, Faulty, Place
from vagvisaren.formats import check_period
from vagvisaren.register import INTERNT, RAPPORTER, Lokalt, Register
from vagvisaren.views import Här

COLUMNS = ("Område", "Aktivitet", "Indikator", "Aktörer", "Ansvarig", "Resultat", "Kommentar")


def freeze(root: Path, register: Register, lokalt: Lokalt, period: str, idag: date) -> Path:
    """Write the report of a period as it stands today; its folder. Raises `Faulty` when it cannot."""
    try:
        check_period(period)
    except Exception as error:
        what, write = str(error).split("\n")
        raise Faulty([Fault(Place("period", 0), what, write)]) from None
    if lokalt.plan is None:
        raise Faulty([Fault(Place(f"data/{lokalt.mapp}", 0), "Kommunen har ingen plan.", "Lägg till plan.yml.")])
    folder = root / "data" / lokalt.mapp / INTERNT / RAPPORTER / f"{period}-{idag.isoformat()}"
    if folder.exists():
        raise Faulty([Fault(Place(folder.relative_to(root).as_posix(), 0), "Rapporten finns redan.", "En fryst rapport ändras aldrig. Gör en ny en annan dag.")])
    internal = next((w for w in lokalt.webbplatser if w.publik == "intern"), lokalt.webbplatser[0])
    här = Här(register, internal, idag)
    files = {
        "rapport.html": _page(root, här, period).encode(),
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
        sheet.append([_plain(cell) for cell in cells(row)])
    _shape(sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def cells(row: plan_views.VisatOmråde) -> tuple[str, ...]:
    """The seven columns of the plan's table for one row."""
    return (
        row.namn,
        "\n".join(a.text for a in row.aktiviteter),
        "\n".join(_indicator(i) for i in row.indikatorer),
        "\n".join(f"{a.namn} ({a.uppgift})" if a.uppgift else a.namn for a in row.aktörer),
        row.ansvarig or "",
        "\n".join(f"{s.ord}, {s.datum}. {s.belägg}" for s in row.historik) or (row.status.ord if row.status else ""),
        row.kommentar or "",
    )


def _indicator(indikator: plan_views.VisadIndikator) -> str:
    values = "; ".join(f"{v.period} {v.del_ or ''}: {v.värde}".replace(" :", ":") for v in indikator.värden)
    said = values or indikator.svar or "inget värde"
    return f"{indikator.text}: {said}"


def _plain(text: str) -> str:
    """A cell that begins with = + - @ would be run as a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


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
