"""Where the editors' day starts: the month, what stops each website, and the year ahead."""

from __future__ import annotations

import re
import shutil
from datetime import date, datetime, timedelta

import pytest

from vagvisaren import checks
from vagvisaren.faults import Unchecked
from vagvisaren.publishing.order import Order, refuse_unchecked
from vagvisaren.publishing.target import LocalTarget
from vagvisaren.shown import editors, pages, review, start_views
from vagvisaren.shown.editors import Redaktion

from .planting import IDAG, ROOT, STÖDLINJER, place, plant, word
from .test_review import approve

KOMMUNIKATION, INGEN = "Timrå kommun: Kommunikationsansvarig", "Umeå kommun: Ingen är utsedd"
CHRISTMAS = "    avvikelser:\n      - {från: 2026-12-24, till: 2026-12-26, text: Bris har stängt i jul.}\n"


def redaktion(root, idag: date = IDAG) -> Redaktion:
    register = checks.kontroll(root, idag)
    return Redaktion(register, idag, pages.read_all(root, register, idag))


def test_each_website_says_how_many_things_stop_it_and_whose_they_are():
    """The counts are those of what publishing refuses, each thing once, under the role that it waits for."""
    here = redaktion(ROOT)
    states = start_views.läget(here)
    assert [one.webbplats.id for one in states] == list(here.register.webbplatser)
    for one in states:
        asked = Order(ROOT, one.webbplats.id, LocalTarget(ROOT / "mål", "mål"), IDAG, datetime(2026, 11, 22))
        with pytest.raises(Unchecked) as refused:
            refuse_unchecked(asked, ROOT, here.register, one.webbplats)
        assert one.stoppas == len(refused.value.faults) > 0
    umeå = next(one for one in states if one.webbplats.id == "umea.se")
    assert [v.roll for v in umeå.väntar] == [review.INGEN] and umeå.publicerare is None


def test_each_website_says_what_the_day_will_show_and_nobody_has_checked(project):
    """PTS takes Digg's place at the turn of the year: until somebody has checked it that is said in November, as publishing says it."""
    approve(project, lambda uppgift: uppgift.id != "tillsyn-pts")
    first = start_views.läget(redaktion(project))[0]
    assert first.i_ord == "Går att publicera: allt som visas är granskat."
    assert first.snart_i_ord == "Visas inom 60 dagar, och då publiceras ingenting förrän det är granskat: PTS."
    approve(project)
    assert start_views.läget(redaktion(project))[0].snart_i_ord == ""


def test_the_year_has_what_the_data_say_of_its_days(project):
    """An avvikelse, the end of a contact and the last known hours stand on their days, each once with the place in the
    data and the roles of both municipalities."""
    plant(project, STÖDLINJER, "    behov: barn-och-unga\n", f"    behov: barn-och-unga\n{CHRISTMAS}", "bris")
    found = {(d.dag, d.vad, namn): (d.vem, plats) for month in start_views.året(redaktion(project)) for d in month.dagar for namn, plats in d.saker}
    where = place(project, STÖDLINJER, "id: bris").rsplit(":", 1)[0]
    assert found[date(2026, 12, 24), "Första dagen för ”Bris har stängt i jul.”", "Bris"] == ((KOMMUNIKATION, INGEN), where)
    assert (date(2026, 12, 26), "Sista dagen för ”Bris har stängt i jul.”", "Bris") in found
    assert (date(2026, 12, 31), "Gäller till och med den här dagen", "Digg") in found
    assert (date(2027, 1, 1), "Börjar gälla", "PTS") in found


def test_the_year_ends_after_a_year_and_starts_today():
    """Nothing that has been and nothing later than twelve months ahead; the months come in order, each once."""
    months = start_views.året(redaktion(ROOT))
    days = [d.dag for month in months for d in month.dagar]
    assert days == sorted(days) and IDAG <= days[0] and days[-1] <= date(2027, 11, 22)
    assert len({month.namn for month in months}) == len(months)


def test_the_month_counts_what_nobody_has_checked_and_names_only_what_has_a_day():
    """Each role has the count of its own list further down, with a link there, and only what has a day within thirty
    days is named."""
    here = redaktion(ROOT)
    month, lists = start_views.månaden(here), {g.rubrik: g for g in editors.kontroller(here)}
    assert month.till == "22 december 2026" and [r.rubrik for r in month.roller] == list(lists)
    for role in month.roller:
        own = lists[role.rubrik]
        assert (role.granskas.anker, role.granskas.i_ord) == (own.anker, f"{len(own.kontroller)} aldrig granskade")
    named = {r.rubrik: [(d.dag, d.vad, namn) for d in r.dagar for namn, _ in d.saker] for r in month.roller}
    last = (date(2026, 12, 1), "Sista dagen, om ingen granskar", "PTS")
    assert named[KOMMUNIKATION] == named[INGEN] == [last] and named["Timrå kommun: Webredaktör"] == []


def test_the_month_names_the_first_day_of_what_holds_for_a_time(project):
    """Both days of an avvikelse are named, on the first day too."""
    plant(project, STÖDLINJER, "    behov: barn-och-unga\n", f"    behov: barn-och-unga\n{CHRISTMAS}", "bris")
    for idag in (date(2026, 12, 1), date(2026, 12, 24)):
        role = next(r for r in start_views.månaden(redaktion(project, idag)).roller if r.rubrik == KOMMUNIKATION)
        assert {"Första dagen för ”Bris har stängt i jul.”", "Sista dagen för ”Bris har stängt i jul.”"} <= {d.vad for d in role.dagar}


def test_the_month_is_short_when_everything_falls_on_the_same_day(project):
    """A year after all was checked at once, each kind and day names a few, and says how many more there are."""
    approve(project, datum=date(2025, 12, 1))
    days = [d for role in start_views.månaden(redaktion(project)).roller for d in role.dagar if d.dag == date(2026, 12, 1) and d.vad == "Sista dagen, om ingen granskar"]
    assert max(len(d.saker) for d in days) > 20 and all(len(d.några) <= start_views.FEW and len(d.några) + d.till == len(d.saker) for d in days)


def test_the_month_says_why_something_is_to_be_checked(project):
    """What has changed, what was checked too long ago and what was never checked are counted apart, the changed first."""
    approve(project, lambda uppgift: uppgift.id != "hjälplinjen", date(2025, 11, 1))
    plant(project, STÖDLINJER, "telefon: 020-85 20 00", "telefon: 020-85 20 99", "föräldralinjen")
    role = next(r for r in start_views.månaden(redaktion(project)).roller if r.rubrik == KOMMUNIKATION)
    assert re.fullmatch(r"1 ändrade sedan granskningen, \d+ granskade för länge sedan och 1 aldrig granskade", role.granskas.i_ord)


def test_what_is_to_be_checked_already_is_counted_and_has_no_day(project):
    """What is soon too old waits in the list of what to check, and fills neither today nor the month."""
    approve(project, datum=IDAG - timedelta(days=160))
    here = redaktion(project)
    role = next(r for r in start_views.månaden(here).roller if r.rubrik == KOMMUNIKATION)
    assert re.fullmatch(r"\d\d snart dags att granska igen", role.granskas.i_ord)
    assert "Dags att granska igen" not in {d.vad for month in start_views.året(here) for d in month.dagar if d.dag == IDAG}


def test_hours_that_nobody_knows_any_more_are_late_until_somebody_writes_new_ones():
    """After the last day of the known hours the month still names them, as late; the year does not."""
    here = redaktion(ROOT, date(2027, 1, 5))
    late = [(d.dag, d.försenat, d.saker[0][0]) for role in start_views.månaden(here).roller for d in role.dagar if d.vad.startswith("Tiderna")]
    assert (date(2026, 12, 31), True, "Brottsofferjouren") in late
    assert all(d.dag >= here.idag and not d.försenat for month in start_views.året(here) for d in month.dagar)


def test_a_role_that_nothing_waits_for_is_not_in_the_month(project):
    """When all is checked and no day is near, the municipality's roles are left out, and the page says so calmly."""
    approve(project, datum=IDAG)
    assert [r.rubrik for r in start_views.månaden(redaktion(project)).roller] == [INGEN]
    for room in ("data", "docs"):
        for folder in (project / room).glob("umea*"):
            shutil.rmtree(folder)
    assert "Ingenting väntar till och med 22 december 2026." in word(redaktion(project), "månaden")


def test_the_languages_that_a_website_lacks_are_seen_from_the_start():
    """A website says which languages nobody has written it in yet, and the questions stand on their own page."""
    here = redaktion(ROOT)
    missing = {one.webbplats.id: one.språk_i_ord for one in start_views.läget(here)}
    assert missing["umea.se"] == "finska, meänkieli, samiska och engelska" and missing["timnet"] == ""
    assert "umea.se: finska" in [f.om for k in editors.frågor(here) for f in k.luckor]
    assert "Språk som saknas</a>: finska, meänkieli, samiska och engelska." in word(here, "läget")
