"""How numbers, hours, dates and ids are written, and what they mean."""

from __future__ import annotations

import re

import pytest
from pydantic_core import PydanticCustomError

from vagvisaren.records import formats
from vagvisaren.records.formats import DYGNET_RUNT, VECKODAGAR, ascii_id, check_nummer, first_day, parse_tid, show_öppet, tel

from .planting import SAMHÄLLSNUMMER, data_files, raw, values_of

SHORT = raw(SAMHÄLLSNUMMER)["kortnummer"]
NUMBERS = sorted({n for file in data_files() for n in values_of(raw(file), "telefon")})
ORDINARY = [n for n in NUMBERS if n.startswith("0")]
HOURS = sorted(
    {span for file in data_files() for hours in values_of(raw(file), "öppet") if isinstance(hours, list) for span in hours}
)


def days(text: str) -> set[int]:
    """'mån tis' → {0, 1}."""
    return {VECKODAGAR.index(word) for word in text.split()}


@pytest.mark.parametrize("nummer", SHORT)
def test_a_short_number_dials_its_own_digits(nummer):
    """A link to a short number dials exactly the digits that are printed, without a country code."""
    assert tel(nummer) == "tel:" + "".join(sign for sign in nummer if sign.isdigit())


def test_the_short_numbers_of_life_and_death_are_in_the_list():
    """112, 114 14, 113 13, 1177, 116 111, 116 016, 90101 and 90390 are in the closed list."""
    assert {"112", "114 14", "113 13", "1177", "116 111", "116 016", "90101", "90390"} <= set(SHORT)


@pytest.mark.parametrize("nummer", ORDINARY)
def test_an_ordinary_number_dials_from_abroad_too(nummer):
    """A link to an ordinary number dials +46 and the digits that are printed, without the first zero."""
    assert tel(nummer) == "tel:+46" + re.sub(r"\D", "", nummer).removeprefix("0")


@pytest.mark.parametrize("nummer", NUMBERS)
def test_every_number_in_the_data_is_written_as_the_rule_says(nummer):
    """Each telephone number in the data passes the rule unchanged, and is either ordinary or in the list."""
    assert check_nummer(nummer) == nummer
    assert nummer in ORDINARY or nummer in SHORT


@pytest.mark.parametrize("nummer", ["020-85", "020-852", "060-16 31 00 11 22 33 44"])
def test_a_number_with_the_wrong_count_of_digits_is_refused(nummer):
    """A number with too few or too many digits is refused with how many they are."""
    digits = len(re.sub(r"\D", "", nummer))
    with pytest.raises(PydanticCustomError) as refused:
        check_nummer(nummer)
    assert refused.value.message() == (
        f'"{nummer}" har {digits} siffror, det kan inte vara ett svenskt nummer.\n'
        "Jämför med källan, siffra för siffra."
    )


@pytest.mark.parametrize("nummer", ["0", "00", "000000000", "0" * 40])
def test_a_number_of_zeros_is_refused_in_words(nummer):
    """A number that no telephone can have is refused with a sentence about it, not with a crash."""
    with pytest.raises(PydanticCustomError) as refused:
        check_nummer(nummer)
    assert refused.value.message().startswith(f'"{nummer}" ')


@pytest.mark.parametrize("nummer", ["", "växeln", "060/16 31 00", "+46 60 16 31 00", "060-16 31 00 (växel)", "tel:112"])
def test_what_is_no_number_is_refused_in_words(nummer):
    """A word, a slash, a country code or a bracket is refused with how a number is written."""
    with pytest.raises(PydanticCustomError) as refused:
        check_nummer(nummer)
    assert refused.value.message() == (
        f'"{nummer}" är inget telefonnummer.\nSkriv som det trycks: 060-16 31 00 eller 116 111.'
    )


@pytest.mark.parametrize(
    ("text", "dagar", "från", "till", "helgfri"),
    [
        ("mån–tors 10–15", "mån tis ons tors", 10 * 60, 15 * 60, False),
        ("alla dagar 21–06", "mån tis ons tors fre lör sön", 21 * 60, 6 * 60, False),
        ("helgfria vardagar 9–15", "mån tis ons tors fre", 9 * 60, 15 * 60, True),
        ("vardagar 9–19", "mån tis ons tors fre", 9 * 60, 19 * 60, False),
        ("mån och tors 15–21", "mån tors", 15 * 60, 21 * 60, False),
        ("mån, ons, fre 9–12", "mån ons fre", 9 * 60, 12 * 60, False),
        ("mån, ons och fre 9–12", "mån ons fre", 9 * 60, 12 * 60, False),
        ("mån–fre 8.30–16", "mån tis ons tors fre", 8 * 60 + 30, 16 * 60, False),
        ("helgfria tis och tors 9.30–11.30", "tis tors", 9 * 60 + 30, 11 * 60 + 30, True),
        ("lör–sön 13–16", "lör sön", 13 * 60, 16 * 60, False),
        ("lör–tis 21–24", "lör sön mån tis", 21 * 60, 24 * 60, False),
        ("fre 0–24", "fre", 0, 24 * 60, False),
        ("fre 21–0", "fre", 21 * 60, 24 * 60, False),
    ],
)
def test_hours_mean_their_days_and_minutes(text, dagar, från, till, helgfri):
    """Hours as an editor writes them give the weekdays, the minutes after midnight, and whether holidays are out."""
    tid = parse_tid(text)
    assert (set(tid.dagar), tid.från, tid.till, tid.helgfri, tid.text) == (days(dagar), från, till, helgfri, text)


def test_hours_may_be_written_with_a_hyphen():
    """Hours with a hyphen, or spaces around the dash, are shown with a dash."""
    assert parse_tid("mån-fre 9 - 15") == parse_tid("mån–fre 9–15")


@pytest.mark.parametrize("text", HOURS)
def test_all_hours_of_the_data_are_shown_as_they_are_written(text):
    """Each span of hours in the data is read and shown again in the same words."""
    assert show_öppet(formats._öppet([text])) == [text]


def test_round_the_clock_and_unknown_are_known_words():
    """dygnet runt and okänt are hours of their own, shown again as they are written."""
    assert formats._öppet("dygnet runt") is DYGNET_RUNT
    assert [show_öppet(formats._öppet(words)) for words in ("dygnet runt", "okänt")] == ["dygnet runt", "okänt"]


@pytest.mark.parametrize("text", ["alltid", "9–15", "mån–fred 9–15", "mån 9", "mån 9:30–12", "måndag 9–12", "mån–fre", "mån fre 9–12"])
def test_hours_that_cannot_be_read_are_refused(text):
    """Hours without days, with a misspelt day or with a colon are refused with how they are written."""
    with pytest.raises(PydanticCustomError) as refused:
        parse_tid(text)
    assert refused.value.message() == (
        f'"{text}" är ingen öppettid.\nSkriv dagar och klockslag: mån–fre 9–15 eller alla dagar 21–06.'
    )


@pytest.mark.parametrize("text", ["mån 9–9", "mån 0–0", "mån 24–0", "mån 24–24", "alla dagar 0–00"])
def test_hours_that_open_and_close_at_once_are_refused(text):
    """A span that ends when it begins is refused, with the words for round the clock."""
    with pytest.raises(PydanticCustomError) as refused:
        parse_tid(text)
    assert refused.value.message() == (
        f'"{text}" öppnar och stänger samtidigt.\nSkriv dygnet runt, eller rätta ett klockslag.'
    )


@pytest.mark.parametrize(("text", "night"), [("mån 20–8", True), ("mån 16.30–8", True), ("mån 16.30–8.15", False), ("mån 12.30–0.30", True), ("mån 17–9", False)])
def test_a_night_is_fifteen_hours_and_a_half_at_most(text, night):
    """A span over midnight of more than fifteen and a half hours is taken for one that is written the wrong way round."""
    if night:
        assert parse_tid(text).till < parse_tid(text).från
    else:
        with pytest.raises(PydanticCustomError) as refused:
            parse_tid(text)
        opens, closes = text.removeprefix("mån ").split("–")
        assert refused.value.message() == f'"{text}" stänger innan det öppnar.\nSkriv öppningen först: {closes}–{opens}.'


@pytest.mark.parametrize(
    ("text", "shown", "som_vanligt", "tider"),
    [
        ("9–12", "9–12", False, [(540, 720)]),
        ("9-12 och 13–15", "9–12 och 13–15", False, [(540, 720), (780, 900)]),
        ("stängt", "stängt", False, []),
        ("öppet", "öppet", True, []),
    ],
)
def test_the_hours_of_an_eve_mean_their_minutes(text, shown, som_vanligt, tider):
    """An eve has spans of its own, is closed, or is as any other such day."""
    tid = formats.parse_aftonstid(text)
    assert (tid.text, tid.som_vanligt, list(tid.tider)) == (shown, som_vanligt, tider)


@pytest.mark.parametrize("value", [[], {}, ["vardagar 9–15", {}]])
def test_hours_that_are_no_list_of_texts_are_refused(value):
    """An empty list and a list of anything but texts are refused with what hours may be."""
    with pytest.raises(PydanticCustomError) as refused:
        formats._öppet(value)
    assert refused.value.message() == (
        "Öppettiderna går inte att läsa.\nSkriv dygnet runt, okänt eller en lista med tider."
    )


@pytest.mark.parametrize(("text", "klockslag"), [("mån 9–25", "25"), ("mån 9.60–12", "9.60"), ("mån 9–24.30", "24.30")])
def test_a_time_of_day_that_does_not_exist_is_refused(text, klockslag):
    """A time after 24 or with more than 59 minutes is refused."""
    with pytest.raises(PydanticCustomError) as refused:
        parse_tid(text)
    assert refused.value.message() == f'Klockslaget {klockslag} i "{text}" finns inte.\nSkriv timmar 0–24: 8.30–16.'


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026-06-04", (2026, 6, 4)), ("2026-06", (2026, 6, 1)), ("2026", (2026, 1, 1)), ("2024-02-29", (2024, 2, 29))],
)
def test_a_date_counts_as_the_first_day_it_can_mean(text, day):
    """A month counts as its first day and a year as the first of January."""
    assert first_day(text).timetuple()[:3] == day


def test_an_unknown_date_is_no_day():
    """okänt has no first day."""
    assert first_day("okänt") is None


@pytest.mark.parametrize("text", ["2026-13", "2026-02-29", "2026-00-01", "2025-04-31"])
def test_a_date_that_does_not_exist_is_refused(text):
    """A thirteenth month or a thirtieth of February is refused by name."""
    with pytest.raises(PydanticCustomError) as refused:
        first_day(text)
    assert refused.value.message() == f"Datumet {text} finns inte.\nRätta dag eller månad."


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("föräldralinjen", "foraldralinjen"), ("växel", "vaxel"), ("orolig-för-mig-själv", "orolig-for-mig-sjalv"),
        ("ÅÄÖ", "aao"), ("idé-kafé", "ide-kafe"), ("112", "112"),
    ],
)  # fmt: skip
def test_an_id_folds_to_ascii_in_one_way(text, folded):
    """å and ä become a, ö becomes o, é becomes e, and the rest stays in small letters."""
    assert ascii_id(text) == folded


def test_every_id_in_the_data_folds_to_plain_ascii():
    """Each id becomes an address of small letters, digits, hyphens and points only."""
    ids = {str(id_) for file in data_files() for id_ in values_of(raw(file), "id")}
    assert ids and all(re.fullmatch(r"[a-z0-9][a-z0-9.-]*", ascii_id(id_)) for id_ in ids)
