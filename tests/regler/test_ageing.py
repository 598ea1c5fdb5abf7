"""What a fact does as it ages: every day here is an argument, none is read from a clock."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from vagvisaren.records import model as m
from vagvisaren.records.ageing import Läge, avtryck, färskhet, latest_datum, parts
from vagvisaren.records.formats import DYGNET_RUNT
from vagvisaren.shown import views

from .planting import IDAG, ROOT, plant, website, websites, write

YEARS = [1, 3, 10]


@pytest.fixture
def linje(register):
    """A national line with hours, cost and number."""
    return register.stödlinjer["bris"]


def granskning(kontakt: m.Kontakt, datum: date) -> m.Granskning:
    """An entry of the log: this very value was checked on a day."""
    return m.Granskning(uppgift=kontakt.id, avtryck=avtryck(parts(kontakt)), datum=datum, av="utvecklingsstrateg", hur=m.Hur.källsida)


def belagd(*datum: str) -> tuple[m.Belägg, ...]:
    return tuple(m.Belägg(källa="s-2026", datum=one) for one in datum)


def in_years(years: int) -> date:
    return IDAG.replace(year=IDAG.year + years)


# ------------------------------------------------------------------ what the age is counted from


def test_a_fact_that_nobody_checked_is_as_old_as_its_latest_source(register, linje):
    """Without a granskning the age counts from the latest of the sources' own dates."""
    kontakt = linje.model_copy(update={"belagd": belagd("2024-01-01", "2026-06-04", "okänt", "2025-12")})
    age = färskhet(kontakt, (), register.tider, IDAG)
    assert (age.datum, age.granskning) == ("2026-06-04", None)
    assert age.gäller_till == date(2026, 6, 4) + timedelta(days=register.tider.för_gammal)


def test_a_checked_fact_is_as_old_as_its_latest_granskning(register, linje):
    """The latest granskning that fits the value decides, whatever the sources say and in whatever order they stand."""
    log = [granskning(linje, date(2026, 11, 1)), granskning(linje, date(2026, 10, 1))]
    age = färskhet(linje, log, register.tider, IDAG)
    assert (age.datum, age.granskning) == ("2026-11-01", log[0])


def test_a_granskning_of_tomorrow_does_not_count_today(register, linje):
    """An entry that is dated after today is no granskning yet."""
    age = färskhet(linje, [granskning(linje, IDAG + timedelta(days=1))], register.tider, IDAG)
    assert age.granskning is None


def test_a_year_counts_as_its_first_day(register, linje):
    """A source that is dated with only a year is as old as if it were from the first of January."""
    by_year = linje.model_copy(update={"belagd": belagd("2026")})
    by_day = linje.model_copy(update={"belagd": belagd("2026-01-01")})
    years, days = (färskhet(k, (), register.tider, IDAG) for k in (by_year, by_day))
    assert (years.läge, years.gäller_till) == (days.läge, days.gäller_till)
    assert latest_datum(belagd("2026", "2026-02")) == "2026-02"


def test_an_unknown_date_is_too_old(register, linje):
    """A fact whose every source is without a date is too old to show."""
    kontakt = linje.model_copy(update={"belagd": belagd("okänt")})
    assert färskhet(kontakt, (), register.tider, IDAG).läge is Läge.för_gammal


# ------------------------------------------------------------------ what a granskning is of

CHANGES = {
    "the number": {"vägar": (m.Telefon(telefon="116 006", öppet=DYGNET_RUNT),)},
    "the hours": {"vägar": (m.Telefon(telefon="116 111"),)},
    "the name": {"namn": "Bris barn"},
    "the cost": {"kostnad": "vanlig samtalstaxa"},
    "the anonymity": {"anonym": "nej"},
    "the bill": {"syns_på_räkningen": "nej"},
    "the languages": {"språk": ("svenska",)},
    "the age": {"ålder": m.Ålder(till=18)},
    "the owner": {"huvudman": "En annan"},
    "for whom it is": {"målgrupp": "Alla"},
    "what it is": {"om": "Något annat."},
    "what happens then": {"vad_händer_sen": (m.Utsaga(text="Någon ringer upp."),)},
}


@pytest.mark.parametrize("update", CHANGES.values(), ids=CHANGES)
def test_a_granskning_dies_when_what_was_checked_changes(register, linje, update):
    """When anything that a checker compares becomes other, the old granskning no longer counts."""
    log = [granskning(linje, IDAG)]
    assert färskhet(linje, log, register.tider, IDAG).granskad
    assert not färskhet(linje.model_copy(update=update), log, register.tider, IDAG).granskad


@pytest.mark.parametrize("update", [{"anmärkning": "Ny."}, {"belagd": belagd("2026-11-01")}, {"frågor": ("Hur?",)}])
def test_a_granskning_lives_when_only_notes_and_evidence_change(register, linje, update):
    """A new remark, question or source leaves the granskning of the value alive."""
    changed = linje.model_copy(update=update)
    assert changed != linje
    assert färskhet(changed, [granskning(linje, IDAG)], register.tider, IDAG).granskad


def test_a_granskning_of_one_contact_is_none_of_another(register, linje):
    """An entry counts only for the contact that it names, even when the fingerprint is the same."""
    other = granskning(linje, IDAG).model_copy(update={"uppgift": "hjälplinjen"})
    assert not färskhet(linje, [other], register.tider, IDAG).granskad


def test_the_log_in_a_municipality_s_folder_counts_until_the_number_is_edited(project):
    """An entry in granskningar.yml makes the contact granskad there and nowhere else, and dies with the old number."""
    kontakt = website(project, "timra.se").kontakter["hjälplinjen"]
    write(project, "data/timra/granskningar.yml",
          f"granskningar:\n  - {{uppgift: hjälplinjen, avtryck: {json.dumps(avtryck(parts(kontakt)))}, datum: {IDAG}, "
          "av: webredaktör, hur: källsida}\n")  # fmt: skip

    def checked() -> dict[str, bool]:
        return {här.webbplats.id: här.färskhet(här.kontakter["hjälplinjen"]).granskad for här in websites(project)}

    assert checked() == {"timra.se": True, "timnet": True, "umea.se": False}
    plant(project, "data/gemensamt/stodlinjer.yml", "telefon: 0202-90390", "telefon: 0202-90391")
    assert checked() == {"timra.se": False, "timnet": False, "umea.se": False}


def test_a_borrowed_number_ages_as_its_owner(alla_webbplatser):
    """A contact that shows another's number is as fresh as that one, and still waits for a granskning."""
    for här in alla_webbplatser.values():
        borrowers = [k for k in här.kontakter.values() if k.nummer_från]
        assert borrowers
        for kontakt in borrowers:
            owner, own = här.färskhet(här.kontakter[kontakt.nummer_från]), här.färskhet(kontakt)
            assert owner.läge is Läge.åldras_inte and own.läge is Läge.färsk and not own.granskad


# ------------------------------------------------------------------ the states


@pytest.mark.parametrize(
    ("limit", "last", "next_"),
    [
        ("snart_dags", Läge.färsk, Läge.snart_dags),
        ("försenad", Läge.snart_dags, Läge.försenad),
        ("för_gammal", Läge.försenad, Läge.för_gammal),
    ],
)
def test_a_state_changes_on_the_day_after_the_data_s_own_limit(register, linje, limit, last, next_):
    """On the limit's own day the earlier state still holds; on the next day the later one."""
    kontakt = linje.model_copy(update={"belagd": belagd("2026-01-01")})
    day = date(2026, 1, 1) + timedelta(days=getattr(register.tider, limit))
    states = [färskhet(kontakt, (), register.tider, day + timedelta(days=n)).läge for n in (0, 1)]
    assert states == [last, next_]


def test_best_before_is_the_last_day_on_which_the_fact_is_shown(register, linje):
    """On its last day a fact is not too old; on the day after it is."""
    last = färskhet(linje, (), register.tider, IDAG).gäller_till
    assert färskhet(linje, (), register.tider, last).läge is not Läge.för_gammal
    assert färskhet(linje, (), register.tider, last + timedelta(days=1)).läge is Läge.för_gammal


@pytest.mark.parametrize("years", YEARS)
def test_the_numbers_of_society_never_age(register, years):
    """112 and its kin are shown as themselves in any year, each with a reason in the data."""
    for kontakt in register.samhällsnummer.values():
        assert färskhet(kontakt, (), register.tider, in_years(years)).läge is Läge.åldras_inte
        assert kontakt.skäl_åldras_inte
    for här in websites(ROOT, in_years(years)):
        for id_ in register.samhällsnummer:
            assert views.show_kontakt(här, id_).kontakt.id == id_


# ------------------------------------------------------------------ what stands in its place


def test_a_line_that_is_too_old_gives_way_to_its_reserv_and_says_so(project):
    """A line that is too old shows its reserv's number, and from when its own facts were."""
    plant(project, "data/gemensamt/stodlinjer.yml", "datum: 2026-06", "datum: 2020-06", post="kyrkans-sos")
    visad = views.show_kontakt(website(project, "timra.se"), "kyrkans-sos")
    assert (visad.kontakt.id, visad.rubrik, visad.ersätter, visad.varför.mening) == (
        "1177", "Kyrkans SOS", True, "Uppgifterna om Kyrkans SOS är inte kontrollerade sedan juni 2020 och visas därför inte."
    )  # fmt: skip


@pytest.mark.parametrize("years", [0, *YEARS])
def test_every_situation_still_leads_to_a_number(years):
    """Today and after one, three and ten years without any checking, each situation gives a number to call."""
    for här in websites(ROOT, in_years(years)):
        shown = views.situationer(här)
        assert shown
        for situation in shown:
            steps = [steg for steg in situation.steg if steg.kontakt]
            assert steps, f"{situation.situation.id} on {här.webbplats.id} names no contact"
            for steg in steps:
                assert steg.kontakt.första, f"{situation.situation.id}: {steg.gör}"


@pytest.mark.parametrize("years", YEARS)
def test_every_chain_of_reserv_ends_at_a_number(years):
    """When everything has become too old, each contact that is not closed still gives a number."""
    for här in websites(ROOT, in_years(years)):
        for kontakt in här.kontakter.values():
            visad = views.show_kontakt(här, kontakt.id)
            by_name_only = not visad.frågad.vägar and not visad.frågad.reserv
            if kontakt.omdöme is not m.Omdöme.avstängd and not by_name_only:
                assert visad.första, kontakt.id


@pytest.mark.parametrize("years", YEARS)
def test_after_years_a_child_s_line_still_leads_no_adult_astray(years):
    """Whatever stands in the place of an aged line takes the ages that the line took."""
    for här in websites(ROOT, in_years(years)):
        for kontakt in här.kontakter.values():
            if kontakt.omdöme is not m.Omdöme.avstängd:
                instead = views.show_kontakt(här, kontakt.id).kontakt.ålder
                assert instead == kontakt.ålder or (instead.från, instead.till) == ("okänt", "okänt"), kontakt.id
