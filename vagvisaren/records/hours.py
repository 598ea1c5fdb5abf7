"""Opening hours: in words, as a schedule, and whether it is open at a moment.

A page states the hours in words, which hold without script. Beside them tema/nu.js says whether it is
open now, from the schedule that `as_json` writes. `state` answers the same in Python, by another way:
the tests hold the two against each other. Both work on Stockholm's wall clock, and neither says that it
is open, or closed, when the data cannot know.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

import holidays
from babel.dates import format_date

from vagvisaren.faults import enumerate_words
from vagvisaren.records import dates
from vagvisaren.records import model as m
from vagvisaren.records.formats import DYGN, VECKODAGAR, Aftonstid, Tid, Öppettider

HORIZON = timedelta(days=400)  # so long a page that nobody builds anew can know its holidays
ONE_DAY = timedelta(days=1)

# ------------------------------------------------------------------ in words


def main_way(kontakt: m.Kontakt, idag: date) -> m.Väg | None:
    """The telephone, or where there is none the first way in that has hours; None when its hours are unknown."""
    phones = [väg for väg in kontakt.vägar if isinstance(väg, m.Telefon)]
    return next((väg for väg in phones[:1] or kontakt.vägar if hours_in_words(väg, idag)), None)


def hours_in_words(väg: m.Väg, idag: date) -> tuple[str, ...]:
    """('Dygnet runt',), ('måndag–torsdag 10–15', 'skärtorsdag 9–12', '1 juni–31 juli: …'); empty when unknown."""
    usual = _in_words(väg.öppet, väg.helgdagar)
    if not usual or (väg.tider_till and idag > väg.tider_till):
        return ()
    seasons = (
        f"{season_in_words(s)}: {', '.join(_in_words(s.öppet, väg.helgdagar)).lower() or 'andra tider'}" for s in väg.säsonger
    )
    return (*usual, *_eves_in_words(väg.aftnar), *seasons)


def _in_words(tider: Öppettider, helgdagar: str) -> tuple[str, ...]:
    """Each weekday's hours, and what holds on holidays: once when it is the same for all."""
    if tider.dygnet_runt:
        return ("Dygnet runt",)
    lines: dict[tuple[str, str], list[str]] = {}
    for tid in tider.tider:
        days, clocks = tid.text.rsplit(" ", 1)
        lines.setdefault((_days_in_words(days), HELGORD[_helg(tid, helgdagar)]), []).append(clocks)
    said = [f"{days} {enumerate_words(clocks)}" for (days, _), clocks in lines.items()]
    holiday = [text for _, text in lines]
    if len(said) > 1 and len(set(holiday)) == 1:
        return (*said, *filter(None, holiday[:1]))
    return tuple(", ".join(filter(None, pair)) for pair in zip(said, holiday, strict=True))


def _days_in_words(days: str) -> str:
    """helgfria mån–tors → måndag–torsdag"""
    return re.sub(rf"\b({'|'.join(VECKODAGAR)})\b", r"\1dag", days.replace("helgfria ", ""))


def _eves_in_words(aftnar: m.Aftnar) -> Iterator[str]:
    for namn, tid in stated_eves(aftnar).items():
        yield f"{namn} {'som vanligt' if tid.som_vanligt else tid.text}"


def season_in_words(säsong: m.Säsong) -> str:
    """1 juni–31 juli"""
    return f"{dates.årsdag_in_words(säsong.från)}–{dates.årsdag_in_words(säsong.till)}"


# ------------------------------------------------------------------ holidays and eves

# Eves that no list of holidays has, by the holiday that they come before. Some offices close early on
# them and some do not, so only the record can tell.
AFTON_FÖRE = {
    "Långfredagen": "skärtorsdag",
    "Påskdagen": "påskafton",
    "Trettondedag jul": "trettondagsafton",
    "Första maj": "valborgsmässoafton",
    "Pingstdagen": "pingstafton",
    "Alla helgons dag": "alla helgons afton",
}
AFTNAR = (*AFTON_FÖRE.values(), "midsommarafton", "julafton", "nyårsafton")


@dataclass(frozen=True)
class Helger:
    """The holidays and eves between two days, both included, by their names. Outside them nothing is known."""

    från: date
    till: date
    namn: dict[date, str]


def helger(från: date, till: date) -> Helger:
    """Sweden's holidays, with the eves that are holidays in all but law, and the other eves."""
    years = range(från.year, till.year + 1)
    named = holidays.SE(years=years, categories=("public", "de_facto"), language="sv")
    eves = {day - ONE_DAY: AFTON_FÖRE[namn] for day in named for namn in named.get_list(day) if namn in AFTON_FÖRE}
    found = {**eves, **{day: namn.lower() for day, namn in named.items()}}
    return Helger(från, till, {day: found[day] for day in sorted(found) if från <= day <= till})


def page_helger(idag: date) -> Helger:
    """What a page built on a day knows: from the day before, whose hours may go on over midnight."""
    return helger(idag - ONE_DAY, idag + HORIZON)


def stated_eves(aftnar: m.Aftnar) -> dict[str, Aftonstid]:
    """The eves that a record knows, by name."""
    return {namn.replace("_", " "): tid for namn, tid in aftnar if tid is not None}


# ------------------------------------------------------------------ the schedule


class Helg(StrEnum):
    """What a span of hours means on a holiday."""

    stängt = "stängt"
    öppet = "öppet"
    okänt = "okänt"
    alla_dagar = "alla dagar"  # open on holidays, and on eves


HELGORD = {Helg.stängt: "inte helgdagar", Helg.öppet: "även helgdagar", Helg.okänt: "", Helg.alla_dagar: ""}


def _helg(tid: Tid, helgdagar: str) -> Helg:
    if tid.alla_dagar:
        return Helg.alla_dagar
    return Helg.stängt if tid.helgfri else Helg(helgdagar)


@dataclass(frozen=True, slots=True)
class Span:
    """Open on some weekdays (0 = Monday) from and till minutes after midnight; past 1440 is the next day."""

    dagar: frozenset[int]
    från: int
    till: int
    helg: Helg


ALLTID = Span(frozenset(range(7)), 0, DYGN, Helg.alla_dagar)
Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Schedule:
    """When a way in is open, as far as the data know.

    `säsonger` are (mm-dd, mm-dd, spans), `aftnar` (name, spans): None where the hours of a season are
    unknown, and where an eve is as any other such weekday. On a blocked day something else holds.
    """

    tider: Spans
    säsonger: tuple[tuple[str, str, Spans | None], ...] = ()
    aftnar: tuple[tuple[str, Spans | None], ...] = ()
    till: date | None = None
    blocked: tuple[tuple[date, date], ...] = ()


def schedule_of(väg: m.Väg, blocked: Iterable[tuple[date, date | None]] = ()) -> Schedule | None:
    """The schedule of a way in; None when it never closes or nobody knows its hours.

    `blocked` are first and last days (None: for good) on which its hours do not hold.
    """
    usual, days = _spans(väg.öppet, väg.helgdagar), tuple(blocked)
    if usual is None or (väg.öppet.dygnet_runt and not väg.säsonger and väg.aftnar == m.Aftnar()):
        return None
    ends = [first - ONE_DAY for first, last in days if last is None]
    return Schedule(
        usual,
        tuple((s.från, s.till, _spans(s.öppet, väg.helgdagar)) for s in väg.säsonger),
        tuple((namn, _eve_spans(tid)) for namn, tid in stated_eves(väg.aftnar).items()),
        min((day for day in (väg.tider_till, *ends) if day), default=None),
        tuple((first, last) for first, last in days if last is not None),
    )


def _spans(tider: Öppettider, helgdagar: str) -> Spans | None:
    if tider.dygnet_runt:
        return (ALLTID,)
    return tuple(Span(tid.dagar, tid.från, end(tid.från, tid.till), _helg(tid, helgdagar)) for tid in tider.tider) or None


def _eve_spans(tid: Aftonstid) -> Spans | None:
    spans = tuple(Span(ALLTID.dagar, från, end(från, till), Helg.öppet) for från, till in tid.tider)
    return None if tid.som_vanligt else spans


def end(från: int, till: int) -> int:
    """Till in minutes of the day on which it opens."""
    return till if till > från else till + DYGN


# ------------------------------------------------------------------ a day


def open_on(schedule: Schedule, helger: Helger, day: date) -> Spans | None:
    """The spans that begin on a day; None when the data cannot know."""
    namn, eves = helger.namn.get(day), dict(schedule.aftnar)
    if not _is_known(schedule, helger, day):
        return None
    if eves.get(namn) is not None:
        return eves[namn]
    in_force = _in_force(schedule, day)
    if in_force is None or namn is None or namn in eves:
        return _of_weekday(in_force, day)
    return _on_eve(in_force, day) if namn in AFTON_FÖRE.values() else _on_holiday(in_force, day)


def _is_known(schedule: Schedule, helger: Helger, day: date) -> bool:
    ends = min(helger.till, schedule.till or helger.till)
    return helger.från <= day <= ends and not any(first <= day <= last for first, last in schedule.blocked)


def _in_force(schedule: Schedule, day: date) -> Spans | None:
    """The spans of the season, else the usual ones."""
    årsdag = f"{day:%m-%d}"
    for från, till, spans in schedule.säsonger:
        if is_within(från, till, årsdag):
            return spans
    return schedule.tider


def is_within(från: str, till: str, årsdag: str) -> bool:
    """Whether a day of the year (mm-dd) lies between two, both included; they may go over New Year."""
    return från <= årsdag <= till if från <= till else not till < årsdag < från


def _of_weekday(spans: Spans | None, day: date) -> Spans | None:
    return None if spans is None else tuple(span for span in spans if day.weekday() in span.dagar)


def _on_eve(spans: Spans, day: date) -> Spans | None:
    """An eve may shorten its weekday's hours, but opens nothing that is else closed."""
    usual = _of_weekday(spans, day)
    return usual if all(span.helg is Helg.alla_dagar for span in usual) else None


def _on_holiday(spans: Spans, day: date) -> Spans | None:
    """A holiday may also be kept as a Sunday, so one unknown span of any weekday makes it unknown."""
    if any(span.helg is Helg.okänt for span in spans):
        return None
    return tuple(span for span in _of_weekday(spans, day) if span.helg is not Helg.stängt)


# ------------------------------------------------------------------ a moment


@dataclass(frozen=True, slots=True)
class State:
    """Whether it is open (None: nobody knows), and when that changes next (None: nobody knows)."""

    öppet: bool | None
    till: datetime | None = None


def state(schedule: Schedule, helger: Helger, now: datetime) -> State:
    """What holds at a moment of Stockholm's wall clock."""
    return state_among(changes(schedule, helger, now.date()), now)


def state_among(found: Iterable[tuple[datetime, bool | None]], now: datetime) -> State:
    """What holds at a moment, among changes of which the first is not later."""
    current = None
    for start, öppet in found:
        if start > now:
            return State(current, start if current is not None and öppet is not None else None)
        current = öppet
    return State(None)


def changes(schedule: Schedule, helger: Helger, day: date) -> Iterator[tuple[datetime, bool | None]]:
    """From the start of a day: each moment when it opens, closes or (None) gets unknown, the last for good."""
    before: object = "nothing yet"
    while day <= helger.till + ONE_DAY:
        for minute, öppet in _parts_of(schedule, helger, day):
            if öppet is not before:
                yield datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute), öppet
            before = öppet
        day += ONE_DAY


def _parts_of(schedule: Schedule, helger: Helger, day: date) -> Iterator[tuple[int, bool | None]]:
    """A day minute by minute: what holds from each minute at which something begins or ends."""
    pieces = [(a - DYGN, b - DYGN, öppet) for a, b, öppet in _pieces(schedule, helger, day - ONE_DAY)]
    pieces += _pieces(schedule, helger, day)
    for minute in sorted({0, *(edge for a, b, _ in pieces for edge in (a, b) if 0 < edge < DYGN)}):
        now = {öppet for a, b, öppet in pieces if a <= minute < b}
        yield minute, None if None in now else bool(now)


def _pieces(schedule: Schedule, helger: Helger, day: date) -> list[tuple[int, int, bool | None]]:
    """When it is open, in minutes after a day's midnight; an unknown day is so for as long as its hours may go on."""
    spans = open_on(schedule, helger, day)
    if spans is not None:
        return [(span.från, span.till, True) for span in spans]
    usual = _of_weekday(_in_force(schedule, day) or schedule.tider, day)
    return [(0, max([DYGN, *(span.till for span in usual)]), None)]


# ------------------------------------------------------------------ a moment in words


def say(state: State, now: datetime) -> str:
    """'Öppet nu, till 12.00', 'Öppnar i morgon 9.00', 'Stängt nu'; nothing when nobody knows."""
    if state.öppet is None:
        return ""
    if state.till is None:
        return "Öppet nu" if state.öppet else "Stängt nu"
    if state.öppet:
        return f"Öppet nu, till {_closing(state.till, now)}"
    days = (state.till.date() - now.date()).days
    return f"Öppnar {('i dag', 'i morgon')[days] if days < 2 else _day(state.till.date(), days)} {_clock(state.till)}"


def _closing(till: datetime, now: datetime) -> str:
    """The clock, with the day when that is more than a day away. Midnight belongs to the day that ends."""
    last = till - timedelta(minutes=1)
    clock = "24.00" if last.date() < till.date() else _clock(till)
    days = (last.date() - now.date()).days
    return f"{_day(last.date(), days)} {clock}" if till - now > ONE_DAY else clock


def _day(day: date, days: int) -> str:
    return format_date(day, "EEEE" if days < 7 else "d MMMM", locale="sv")


def _clock(moment: datetime) -> str:
    return f"{moment.hour}.{moment.minute:02}"


# ------------------------------------------------------------------ for the page's script

Rows = list[list[int]]
LAST_DAY = 99991231
# A day's number says whether it is a holiday (10–19) or an eve of the other kind (20–29), and which eve.
_HOLIDAY = 10
_AFTONNUMMER = {namn: (20 if namn in AFTON_FÖRE.values() else _HOLIDAY) + i for i, namn in enumerate(AFTNAR, 1)}
_OPEN, _UNKNOWN = 1, 2


def as_json(schedule: Schedule) -> str:
    """[parts of the year, eves, blocked days] in numbers alone, as tema/nu.js reads them.

    A part of the year is [mmdd, mmdd, usual days, holidays, eves], the first that fits counts; an eve is
    [its number, its hours], with 0 for those of a usual day; a blocked time is [yyyymmdd, yyyymmdd].
    Hours are rows of [weekdays as bits, from, till, 1 for open or 2 for unknown].
    """
    parts = [
        [*between, *_kinds_of_day(spans, schedule.tider)]
        for från, till, spans in (*schedule.säsonger, ("01-01", "12-31", schedule.tider))
        for between in _within_a_year(int(från.replace("-", "")), int(till.replace("-", "")))
    ]
    eves = [[_AFTONNUMMER[namn], 0 if spans is None else _rows(spans)] for namn, spans in schedule.aftnar]
    blocked = [[_dag(first), _dag(last)] for first, last in schedule.blocked]
    blocked += [[_dag(schedule.till + ONE_DAY), LAST_DAY]] if schedule.till else []
    return _compact([parts, eves, blocked])


def helger_as_json(helger: Helger) -> str:
    """[first day, last day, {day: its number}], days as yyyymmdd."""
    numbers = {str(_dag(day)): _AFTONNUMMER.get(namn, _HOLIDAY) for day, namn in helger.namn.items()}
    return _compact([_dag(helger.från), _dag(helger.till), numbers])


def _within_a_year(från: int, till: int) -> Rows:
    return [[från, till]] if från <= till else [[från, 1231], [101, till]]


def _kinds_of_day(spans: Spans | None, usual: Spans) -> list[Rows]:
    """The hours of a usual day, of a holiday and of an eve that the record does not state."""
    if spans is None:
        return [_unknown_rows(usual)] * 3
    doubtful = any(span.helg is Helg.okänt for span in spans)
    in_doubt = frozenset(dag for span in spans if span.helg is not Helg.alla_dagar for dag in span.dagar)
    return [
        _rows(spans),
        _unknown_rows(spans) if doubtful else _rows(span for span in spans if span.helg is not Helg.stängt),
        [*_rows(spans, ALLTID.dagar - in_doubt), *_unknown_rows(spans, in_doubt)],
    ]


def _rows(spans: Iterable[Span], dagar: frozenset[int] = ALLTID.dagar, vad: int = _OPEN) -> Rows:
    """The spans on some weekdays."""
    return [[_bits(span.dagar & dagar), span.från, span.till, vad] for span in spans if span.dagar & dagar]


def _unknown_rows(spans: Spans, dagar: frozenset[int] = ALLTID.dagar) -> Rows:
    """Unknown all day on some weekdays, and for as long after midnight as the spans may go on."""
    days = [[_bits(dagar), 0, DYGN, _UNKNOWN]] if dagar else []
    return [*days, *_rows((span for span in spans if span.till > DYGN), dagar, _UNKNOWN)]


def _bits(dagar: Iterable[int]) -> int:
    return sum(1 << dag for dag in dagar)


def _dag(day: date) -> int:
    return int(f"{day:%Y%m%d}")


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
