"""Opening hours: in words, as a schedule, and what is said at a moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tider import DAYS, FIRST, HELGER, LAST, VÄGAR, said, schedules, telefon

from vagvisaren.records import hours
from vagvisaren.records.hours import Helg, Span, changes, hours_in_words, open_on, schedule_of, state
from vagvisaren.shown.views import show_kontakt

from .planting import IDAG, STÖDLINJER, messages, place, plant, website

EXAMPLES = settings(max_examples=60, deadline=None, derandomize=True)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31, 23, 59))


def at(when: str, blocked=(), **uppgifter) -> str:
    """What a page says of a telephone at '2026-12-24 9.00'."""
    return said(schedule_of(telefon(**uppgifter), blocked), datetime.strptime(when, "%Y-%m-%d %H.%M"))


# ------------------------------------------------------------------ in words


@pytest.mark.parametrize(
    ("uppgifter", "words"),
    [
        ({"öppet": ["mån–tors 10–15", "tors 19–21"]}, ["måndag–torsdag 10–15", "torsdag 19–21"]),
        ({"öppet": ["helgfria mån 12–18"]}, ["måndag 12–18, inte helgdagar"]),
        ({"öppet": ["helgfria vardagar 9–15"]}, ["vardagar 9–15, inte helgdagar"]),
        ({"öppet": ["helgfria tis och tors 9.30–11.30"]}, ["tisdag och torsdag 9.30–11.30, inte helgdagar"]),
        ({"öppet": ["helgfria mån 12–18", "helgfria tors 9–13"]}, ["måndag 12–18", "torsdag 9–13", "inte helgdagar"]),
        ({"öppet": ["helgfria mån 12–18", "tors 9–13"]}, ["måndag 12–18, inte helgdagar", "torsdag 9–13"]),
        ({"öppet": ["mån, ons, fre 9–12"]}, ["måndag, onsdag, fredag 9–12"]),
        ({"öppet": ["lör–sön 9–12", "lör–sön 13–16"]}, ["lördag–söndag 9–12 och 13–16"]),
        ({"öppet": ["alla dagar 21–06"]}, ["alla dagar 21–06"]),
        ({"öppet": ["vardagar 9–15"], "helgdagar": "stängt"}, ["vardagar 9–15, inte helgdagar"]),
        ({"öppet": ["vardagar 9–15"], "helgdagar": "öppet"}, ["vardagar 9–15, även helgdagar"]),
        ({"öppet": ["vardagar 9–15"], "helgdagar": "okänt"}, ["vardagar 9–15"]),
        (
            {"öppet": ["vardagar 9–17"], "säsonger": [{"från": "06-01", "till": "07-31", "öppet": ["vardagar 9–19"]}]},
            ["vardagar 9–17", "1 juni–31 juli: vardagar 9–19"],
        ),
        (
            {"öppet": ["vardagar 9–17"], "säsonger": [{"från": "12-20", "till": "01-06", "öppet": "okänt"}]},
            ["vardagar 9–17", "20 december–6 januari: andra tider"],
        ),
        (
            {"öppet": ["vardagar 9–17"], "aftnar": {"skärtorsdag": "9-12", "julafton": "stängt", "alla_helgons_afton": "öppet"}},
            ["vardagar 9–17", "skärtorsdag 9–12", "alla helgons afton som vanligt", "julafton stängt"],
        ),
        ({"öppet": "dygnet runt"}, ["Dygnet runt"]),
        ({"öppet": "okänt"}, []),
        ({}, []),
    ],
)  # fmt: skip
def test_hours_are_said_in_whole_words(uppgifter, words):
    """Hours stand in words that hold without script: whole weekdays, seasons, eves, and holidays where they are known."""
    assert list(hours_in_words(telefon(**uppgifter), IDAG)) == words


def test_hours_that_have_run_out_are_not_said():
    """After the last day for which they are known the hours are said nowhere."""
    väg = telefon(öppet=["vardagar 9–17"], tider_till="2026-12-31")
    assert hours_in_words(väg, date(2026, 12, 31)) and not hours_in_words(väg, date(2027, 1, 1))


# ------------------------------------------------------------------ holidays and eves


@pytest.mark.parametrize(
    ("day", "namn"),
    [
        ("2026-04-02", "skärtorsdag"), ("2026-04-03", "långfredagen"), ("2026-04-04", "påskafton"), ("2026-01-05", "trettondagsafton"),
        ("2026-04-30", "valborgsmässoafton"), ("2026-05-23", "pingstafton"), ("2026-10-30", "alla helgons afton"),
        ("2026-06-19", "midsommarafton"), ("2026-12-24", "julafton"), ("2026-12-31", "nyårsafton"), ("2027-03-25", "skärtorsdag"),
        ("2027-06-06", "nationaldagen"), ("2026-11-22", None), ("2026-06-18", None),
    ],
)  # fmt: skip
def test_each_holiday_and_eve_has_its_day(day, namn):
    """The list has Sweden's holidays and the nine eves by name, and no plain Sunday."""
    assert HELGER.namn.get(date.fromisoformat(day)) == namn


def test_every_eve_that_can_be_stated_has_one_day_each_year():
    """Each eve that a record may state is once in every year of the list."""
    named = [namn for day, namn in HELGER.namn.items() if day.year == 2027]
    assert all(named.count(namn) == 1 for namn in hours.AFTNAR)
    assert {namn.replace(" ", "_") for namn in hours.AFTNAR} == set(type(telefon().aftnar).model_fields)


# ------------------------------------------------------------------ a moment

FÖRÄLDRALINJEN = {"öppet": ["mån–tors 10–15", "tors 19–21"]}
LUNCH = {"öppet": ["vardagar 9–12", "vardagar 13–15"], "helgdagar": "stängt"}
KONTOR = {"öppet": ["helgfria vardagar 9–15"]}
NATT = {"öppet": ["alla dagar 21–06"]}
SOMMAR = {"öppet": ["vardagar 9–17"], "säsonger": [{"från": "06-01", "till": "07-31", "öppet": ["vardagar 9–19"]}]}
OKÄND_SOMMAR = {"öppet": ["mån–fre 18–21"], "säsonger": [{"från": "06-15", "till": "08-23", "öppet": "okänt"}]}
JUL = {"öppet": ["alla dagar 9–15"], "säsonger": [{"från": "12-20", "till": "01-06", "öppet": ["alla dagar 10–12"]}]}
PÅSK = {**KONTOR, "aftnar": {"skärtorsdag": "9–12"}}


@pytest.mark.parametrize(
    ("uppgifter", "when", "text"),
    [
        # Two spans on one day, and the weekend after.
        (FÖRÄLDRALINJEN, "2026-11-26 9.59", "Öppnar i dag 10.00"), (FÖRÄLDRALINJEN, "2026-11-26 10.00", "Öppet nu, till 15.00"),
        (FÖRÄLDRALINJEN, "2026-11-26 15.00", "Öppnar i dag 19.00"), (FÖRÄLDRALINJEN, "2026-11-26 20.59", "Öppet nu, till 21.00"),
        (FÖRÄLDRALINJEN, "2026-11-26 21.00", "Öppnar måndag 10.00"), (FÖRÄLDRALINJEN, "2026-11-29 12.00", "Öppnar i morgon 10.00"),
        # A gap for lunch.
        (LUNCH, "2026-11-23 11.59", "Öppet nu, till 12.00"), (LUNCH, "2026-11-23 12.00", "Öppnar i dag 13.00"),
        (LUNCH, "2026-11-23 13.00", "Öppet nu, till 15.00"), (LUNCH, "2026-11-27 15.00", "Öppnar måndag 9.00"),
        # Spans that meet are one.
        ({"öppet": ["mån 9–12", "mån 12–15"]}, "2026-11-23 10.00", "Öppet nu, till 15.00"),
        ({"öppet": ["mån 21–24", "tis 0–6"]}, "2026-11-23 22.00", "Öppet nu, till 6.00"),
        ({"öppet": ["mån 21–24"]}, "2026-11-23 22.00", "Öppet nu, till 24.00"),
        ({"öppet": ["tis 0–6"]}, "2026-11-23 22.00", "Öppnar i morgon 0.00"),
        ({"öppet": ["fre 12–24", "lör–sön 0–24", "mån 0–8.30"]}, "2026-11-27 12.00", "Öppet nu, till måndag 8.30"),
        ({"öppet": ["fre 12–24", "lör–sön 0–24"]}, "2026-11-27 12.00", "Öppet nu, till söndag 24.00"),
        ({"öppet": ["fre 12–24", "lör–sön 0–24"]}, "2026-11-29 0.00", "Öppet nu, till 24.00"),
        # Over night, over New Year, and over both nights when the clocks change.
        (NATT, "2026-12-31 23.30", "Öppet nu, till 6.00"), (NATT, "2027-01-01 0.00", "Öppet nu, till 6.00"),
        (NATT, "2027-01-01 6.00", "Öppnar i dag 21.00"), (NATT, "2026-12-24 20.59", "Öppnar i dag 21.00"),
        (NATT, "2026-10-25 2.30", "Öppet nu, till 6.00"), (NATT, "2026-10-25 6.00", "Öppnar i dag 21.00"),
        (NATT, "2027-03-28 1.59", "Öppet nu, till 6.00"), (NATT, "2027-03-28 3.00", "Öppet nu, till 6.00"),
        ({"öppet": ["sön–tors 22–02"], "helgdagar": "öppet"}, "2026-11-26 23.00", "Öppet nu, till 2.00"),
        ({"öppet": ["sön–tors 22–02"], "helgdagar": "öppet"}, "2026-11-27 2.00", "Öppnar söndag 22.00"),
        # Holidays: stated in the span, stated for the way in, or not at all.
        (KONTOR, "2026-12-23 15.00", "Öppnar måndag 9.00"), (KONTOR, "2026-12-24 10.00", "Öppnar måndag 9.00"),
        (KONTOR, "2026-12-30 16.00", "Öppnar måndag 9.00"), ({"öppet": ["helgfria tors 9–13"]}, "2026-12-17 13.00", "Öppnar 7 januari 9.00"),
        ({**FÖRÄLDRALINJEN, "helgdagar": "öppet"}, "2026-12-24 11.00", "Öppet nu, till 15.00"),
        ({**FÖRÄLDRALINJEN, "helgdagar": "stängt"}, "2026-12-24 11.00", "Öppnar måndag 10.00"),
        (FÖRÄLDRALINJEN, "2026-12-24 11.00", ""), (FÖRÄLDRALINJEN, "2026-12-23 15.00", "Stängt nu"),
        (FÖRÄLDRALINJEN, "2026-12-25 11.00", ""), (FÖRÄLDRALINJEN, "2026-12-23 14.59", "Öppet nu, till 15.00"),
        # Eves: some are holidays in all but law, the others nobody knows until the record states them.
        ({**KONTOR, "aftnar": {"julafton": "10–12"}}, "2026-12-24 11.00", "Öppet nu, till 12.00"),
        (KONTOR, "2027-03-24 15.00", "Stängt nu"), (KONTOR, "2027-03-25 10.00", ""),
        (KONTOR, "2027-03-26 10.00", "Öppnar tisdag 9.00"), (KONTOR, "2027-03-27 10.00", "Öppnar tisdag 9.00"),
        (PÅSK, "2027-03-24 15.00", "Öppnar i morgon 9.00"), (PÅSK, "2027-03-25 10.00", "Öppet nu, till 12.00"),
        (PÅSK, "2027-03-25 12.00", "Öppnar tisdag 9.00"),
        ({**KONTOR, "aftnar": {"skärtorsdag": "öppet"}}, "2027-03-25 14.00", "Öppet nu, till 15.00"),
        ({**KONTOR, "aftnar": {"skärtorsdag": "stängt"}}, "2027-03-25 10.00", "Öppnar tisdag 9.00"),
        ({**FÖRÄLDRALINJEN, "helgdagar": "öppet"}, "2027-03-25 11.00", ""), (NATT, "2027-03-25 22.00", "Öppet nu, till 6.00"),
        # Seasons: at both borders, over New Year, and one that nobody knows.
        (SOMMAR, "2026-05-29 18.00", "Öppnar måndag 9.00"), (SOMMAR, "2026-06-01 18.00", "Öppet nu, till 19.00"),
        (SOMMAR, "2026-07-31 18.00", "Öppet nu, till 19.00"), (SOMMAR, "2026-08-03 18.00", "Öppnar i morgon 9.00"),
        (JUL, "2026-12-19 14.00", "Öppet nu, till 15.00"), (JUL, "2026-12-31 10.00", "Öppet nu, till 12.00"),
        (JUL, "2027-01-06 14.00", "Öppnar i morgon 9.00"), (JUL, "2027-01-07 14.00", "Öppet nu, till 15.00"),
        (OKÄND_SOMMAR, "2026-06-12 21.00", "Stängt nu"), (OKÄND_SOMMAR, "2026-06-15 19.00", ""),
        (OKÄND_SOMMAR, "2026-08-24 9.00", "Öppnar i dag 18.00"),
        # The last day for which the hours are known.
        ({"öppet": ["alla dagar 9–15"], "tider_till": "2026-12-31"}, "2026-12-31 10.00", "Öppet nu, till 15.00"),
        ({"öppet": ["alla dagar 9–15"], "tider_till": "2026-12-31"}, "2026-12-31 15.00", "Stängt nu"),
        ({"öppet": ["alla dagar 9–15"], "tider_till": "2026-12-31"}, "2027-01-01 10.00", ""),
        ({**NATT, "tider_till": "2026-12-31"}, "2026-12-31 22.00", "Öppet nu"),
    ],
)  # fmt: skip
def test_what_a_page_says_at_a_moment(uppgifter, when, text):
    """At a moment the page says till when it is open, or when it opens, or that it is closed, or nothing."""
    assert at(when, **uppgifter) == text


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ("2026-11-30 22.00", "Öppet nu"), ("2026-12-01 3.00", ""), ("2026-12-02 22.00", ""), ("2026-12-03 5.59", ""),
        ("2026-12-03 6.00", "Öppnar i dag 21.00"), ("2026-12-03 21.00", "Öppet nu, till 6.00"), ("2026-12-20 22.00", ""),
    ],
)  # fmt: skip
def test_nothing_is_said_on_days_when_something_else_holds(when, text):
    """On a blocked day, in the small hours after it and after a day that ends all, nothing is said."""
    blocked = [(date(2026, 12, 1), date(2026, 12, 2)), (date(2026, 12, 20), None)]
    assert at(when, blocked, **NATT) == text


def test_hours_without_end_and_unknown_hours_have_no_schedule():
    """Round the clock and okänt have no schedule, so nothing is said beside them."""
    assert schedule_of(telefon(öppet="dygnet runt")) is schedule_of(telefon()) is None
    assert schedule_of(telefon(öppet="dygnet runt", aftnar={"julafton": "stängt"})) is not None


@pytest.mark.parametrize("when", ["2025-12-30 22.00", "2028-02-01 22.00"])
def test_nothing_is_said_outside_the_list_of_holidays(when):
    """Before the first and after the last day of the list of holidays nothing is said."""
    assert at(when, **NATT) == ""


def test_a_page_knows_its_holidays_for_four_hundred_days():
    """The list of a page begins the day before it is built, for the night, and goes on for four hundred days."""
    found = hours.page_helger(IDAG)
    assert (found.från, found.till) == (date(2026, 11, 21), date(2027, 12, 27))


# ------------------------------------------------------------------ what holds for all hours


@EXAMPLES
@given(schedules(), DAYS)
def test_a_day_that_nobody_knows_is_never_said_to_be_open_or_closed(schedule, day):
    """Through the whole of a day whose hours the data cannot know, nothing is said."""
    if open_on(schedule, HELGER, day) is None:
        start = datetime.combine(day, datetime.min.time())
        assert {said(schedule, start + timedelta(minutes=minute)) for minute in range(0, 1440, 30)} == {""}


@EXAMPLES
@given(schedules(), MOMENTS)
def test_open_means_that_a_known_span_holds(schedule, now):
    """Whenever a page says open, a span of that day or of the day before holds, and both days are known."""
    if state(schedule, HELGER, now).öppet:
        days = now.date(), now.date() - timedelta(days=1)
        minute = now.hour * 60 + now.minute
        held = [(i, span) for i, day in enumerate(days) for span in open_on(schedule, HELGER, day) or ()]
        assert any(span.från <= minute + 1440 * i < span.till for i, span in held)
        assert open_on(schedule, HELGER, days[0]) is not None


@EXAMPLES
@given(schedules(), MOMENTS)
def test_what_is_said_to_change_does_change_then_and_not_before(schedule, now):
    """Till the moment that is named all stays as it is, and at that moment it is the other way round."""
    found = state(schedule, HELGER, now)
    if found.till:
        assert state(schedule, HELGER, found.till - timedelta(minutes=1)).öppet is found.öppet
        assert state(schedule, HELGER, found.till).öppet is not found.öppet
        assert now < found.till


@EXAMPLES
@given(st.integers(0, 22), st.integers(1, 23), st.integers(0, 6))
def test_a_span_cut_in_two_is_the_same_span(start, length, dag):
    """Hours written as two spans that meet, also at midnight, give the same as one span."""
    middle, end = start * 60 + 30, start * 60 + 30 + length * 30
    whole, halves = (Span(frozenset([dag]), start * 60, end, Helg.stängt),), (
        Span(frozenset([dag]), start * 60, middle, Helg.stängt), Span(frozenset([dag]), middle, end, Helg.stängt),
    )  # fmt: skip
    week = [list(changes(hours.Schedule(spans), hours.helger(date(2026, 11, 2), date(2026, 11, 20)), date(2026, 11, 2))) for spans in (whole, halves)]
    assert week[0] == week[1] and len(week[0]) > 3


@EXAMPLES
@given(VÄGAR)
def test_unknown_takes_away_and_never_adds(uppgifter):
    """Where the record says nothing of holidays, a page is never open when it would not be with them known."""
    known = schedule_of(telefon(**{**uppgifter, "helgdagar": "öppet"}))
    unknown = schedule_of(telefon(**{**uppgifter, "helgdagar": "okänt"}))
    for day in (date(2026, 4, 3), date(2026, 12, 24), date(2027, 1, 1), date(2027, 5, 6)):
        if (spans := open_on(unknown, HELGER, day)) is not None:
            assert [(s.från, s.till) for s in spans] == [(s.från, s.till) for s in open_on(known, HELGER, day)]


def test_the_examples_reach_unknown_days_nights_and_seasons():
    """The hours that are tried above hold nights, seasons, eves, blocked days and days that nobody knows."""
    seen: list[hours.Schedule] = []

    @EXAMPLES
    @given(schedules())
    def collect(schedule):
        seen.append(schedule)

    collect()
    assert any(span.till > 1440 for schedule in seen for span in schedule.tider)
    assert all(any(getattr(schedule, field) for schedule in seen) for field in ("säsonger", "aftnar", "till", "blocked"))
    assert any(open_on(schedule, HELGER, FIRST) is None for schedule in seen)
    assert any(open_on(schedule, HELGER, LAST) is not None for schedule in seen)


# ------------------------------------------------------------------ in the data and in the views


def test_spans_that_overlap_are_named_with_their_day(project):
    """Two spans of one weekday that overlap past midnight are refused, at the second, with the day."""
    plant(project, STÖDLINJER, "- lör–tis 21–24", "- lör–tis 21–03\n          - ons 2–5")
    assert messages(project) == [
        f'{place(project, STÖDLINJER, "ons 2–5")}: "ons 2–5" och "lör–tis 21–03" överlappar varandra på onsdagar. '
        "Låt den ena börja när den andra slutar."
    ]


def test_the_schedule_ends_with_the_facts_and_leaves_out_an_avvikelse(project):
    """A contact's schedule goes no further than its facts, and leaves out the days of its avvikelser."""
    plant(project, STÖDLINJER, "    reserv: växel\n", "    reserv: växel\n    avvikelser:\n      - {från: 2026-12-21, till: 2027-01-08, text: Stängt över jul.}\n", "föräldralinjen")
    här = website(project, "timra.se")
    kontakt = här.kontakter["föräldralinjen"]
    schedule = hours.schedule_of(kontakt.vägar[0], [(date(2026, 12, 21), date(2027, 1, 8)), (date(2027, 6, 2), None)])
    assert här.färskhet(kontakt).gäller_till == date(2027, 6, 1) == schedule.till
    assert show_kontakt(här, "föräldralinjen").öppet_nu == hours.as_json(schedule)


def test_a_contact_without_hours_has_no_schedule_on_a_page(extern):
    """A contact that never closes, and one whose hours nobody knows, say nothing to the page's script."""
    assert [show_kontakt(extern, namn).öppet_nu for namn in ("bris", "112", "växel", "stödlinjen-för-män")] == [None] * 4
