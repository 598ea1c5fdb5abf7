"""Hours that nobody thought of, written as an editor writes them, and what they are compiled to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from vagvisaren.records import hours
from vagvisaren.records import model as m

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
HELGER = hours.helger(FIRST - timedelta(days=1), LAST + timedelta(days=31))

DAGAR = (
    *("mån–tors", "tors", "mån, ons och fre", "lör–sön", "lör–tis", "vardagar", "alla dagar", "sön"),
    *("helgfria vardagar", "helgfria tis och tors"),
)
ÅRSDAGAR = ("01-01", "02-29", "03-27", "06-01", "06-19", "07-31", "10-25", "12-15", "12-24", "12-31")


def telefon(**uppgifter: object) -> m.Telefon:
    """A telephone as it stands in a data file."""
    return m.Telefon.model_validate({"telefon": "020-85 20 00", **uppgifter})


def klockslag(minutes: int) -> str:
    return f"{minutes // 60}.{minutes % 60:02}" if minutes % 60 else str(minutes // 60)


@st.composite
def spans(draw, shortest: int = 15) -> str:
    """'22.30–6': at most twelve hours, so it may go on past midnight."""
    start = draw(st.sampled_from(range(0, 1440, 15)))
    end = start + draw(st.sampled_from(range(shortest, 721, 15)))
    return f"{klockslag(start)}–{klockslag(end if end <= 1440 else end - 1440)}"


TIDER = st.lists(st.builds("{} {}".format, st.sampled_from(DAGAR), spans()), min_size=1, max_size=4)
SÄSONGER = st.fixed_dictionaries(
    {
        "från": st.sampled_from(ÅRSDAGAR),
        "till": st.sampled_from(ÅRSDAGAR),
        "öppet": st.one_of(TIDER, st.sampled_from(["okänt", "dygnet runt"])),
    }
)
AFTNAR = st.dictionaries(
    st.sampled_from(sorted(m.Aftnar.model_fields)), st.one_of(spans(), st.sampled_from(["stängt", "öppet"])), max_size=4
)
VÄGAR = st.fixed_dictionaries(
    {
        "öppet": TIDER,
        "säsonger": st.lists(SÄSONGER, max_size=2),
        "helgdagar": st.sampled_from(["okänt", "stängt", "öppet"]),
        "aftnar": AFTNAR,
    },
    optional={"tider_till": st.dates(date(2027, 9, 1), LAST).map(str)},
)
DAYS = st.dates(FIRST, LAST)


@st.composite
def schedules(draw) -> hours.Schedule:
    """The schedule of a way in, with days on which something else holds."""
    first = draw(st.lists(DAYS, max_size=3))
    blocked = [(day, day + timedelta(days=draw(st.integers(0, 20)))) for day in first]
    return hours.schedule_of(telefon(**draw(VÄGAR)), blocked)


# What no chance may leave out: weeks between openings, eves, New Year, nights, a weekend without end.
RICH = (
    hours.schedule_of(
        telefon(öppet=["helgfria tors 9–13"], aftnar={"skärtorsdag": "9–12", "nyårsafton": "10–11"}),
        [(date(2026, 8, 3), date(2026, 8, 14))],
    ),
    hours.schedule_of(
        telefon(
            öppet=["sön–tors 22–02", "lör 9–12"],
            säsonger=[{"från": "12-15", "till": "01-15", "öppet": ["mån 10–12", "alla dagar 20–03"]}],
            helgdagar="öppet",
            aftnar={"julafton": "öppet", "valborgsmässoafton": "stängt"},
        )
    ),
    hours.schedule_of(
        telefon(öppet=["fre 12–24", "lör–sön 0–24", "mån 0–8.30"], helgdagar="stängt", tider_till="2027-11-30")
    ),
)


def said_at(schedule: hours.Schedule, moments: Iterable[datetime]) -> Iterator[str]:
    """What a page says at each of many moments, the earliest first."""
    found = list(hours.changes(schedule, HELGER, FIRST))
    i = 0
    for now in moments:
        while i + 1 < len(found) and found[i + 1][0] <= now:
            i += 1
        yield hours.say(hours.state_among(found[i : i + 2], now), now)


def said(schedule: hours.Schedule, now: datetime, helger: hours.Helger = HELGER) -> str:
    """What a page says at a moment of Stockholm's wall clock."""
    return hours.say(hours.state(schedule, helger, now), now)
