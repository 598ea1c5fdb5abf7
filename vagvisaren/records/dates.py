"""Dates as a Swedish reader says them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from vagvisaren.faults import Fault, Faulty, Place
from vagvisaren.records.formats import FIRST_YEAR, LAST_YEAR, OKÄNT


def today(idag: str | None) -> date:
    """Today in Stockholm, or the day that the environment variable IDAG names (åååå-mm-dd)."""
    if not idag:
        return datetime.now(ZoneInfo("Europe/Stockholm")).date()
    try:
        day = date.fromisoformat(idag)
    except ValueError:
        raise _wrong_today(f'"{idag}" är ingen dag.', "Skriv år, månad och dag: IDAG=2027-03-01.") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _wrong_today(f"Året {day.year:04} ligger utanför {FIRST_YEAR}–{LAST_YEAR}.", "Rätta årtalet: IDAG=2027-03-01.")
    return day


def _wrong_today(wrong: str, write: str) -> Faulty:
    return Faulty([Fault(Place("IDAG"), wrong, write)])


def now() -> datetime:
    """This second in Stockholm, when something is published."""
    return datetime.now(ZoneInfo("Europe/Stockholm")).replace(microsecond=0)


def in_words(day: date) -> str:
    """4 juni 2026."""
    return format_date(day, "d MMMM y", locale="sv")


def span_in_words(från: date, till: date | None) -> str:
    """'24 december 2026', '24 december 2026–2 januari 2027', 'Från 24 december 2026' (no last day)."""
    if till is None:
        return f"Från {in_words(från)}"
    return in_words(från) if från == till else f"{in_words(från)}–{in_words(till)}"


def datum_in_words(datum: str) -> str | None:
    """'4 juni 2026', 'juni 2026', '2026'; None for okänt."""
    if datum == OKÄNT:
        return None
    parts = [int(part) for part in datum.split("-")]
    if len(parts) == 3:
        return in_words(date(*parts))
    if len(parts) == 2:
        return format_date(date(*parts, 1), "MMMM y", locale="sv")
    return datum


def årsdag_in_words(årsdag: str) -> str:
    """06-15 → 15 juni."""
    return format_date(date.fromisoformat(f"2024-{årsdag}"), "d MMMM", locale="sv")
