"""Where the editors' day starts: what stops each website, and the year ahead."""

from __future__ import annotations

from datetime import date

from vagvisaren import checks, pages, review, start_views
from vagvisaren.editors import Redaktion

from .planting import IDAG, ROOT, STÖDLINJER, place, plant


def redaktion(root, idag: date = IDAG) -> Redaktion:
    register = checks.kontroll(root, idag)
    return Redaktion(register, idag, pages.read_all(root, register, idag))


def test_each_website_says_how_many_things_stop_it_and_whose_they_are():
    """The counts are those of the pages' own lists of what waits, each thing once, under the role that it waits for."""
    here = redaktion(ROOT)
    states = start_views.läget(here)
    assert [one.webbplats.id for one in states] == list(here.register.webbplatser)
    for one in states:
        waiting = {id_ for page in here.sidor[one.webbplats.id] for id_ in review.about(page, here.här(one.webbplats)).väntar}
        assert one.stoppas == len(waiting) > 0
    umeå = next(one for one in states if one.webbplats.id == "umea.se")
    assert [v.roll for v in umeå.väntar] == [review.INGEN] and umeå.publicerare is None


def test_the_year_has_what_the_data_say_of_its_days(project):
    """An avvikelse, the end of a contact and the last known hours stand on their days, with the place in the data."""
    plant(project, STÖDLINJER, "    behov: barn-och-unga\n", "    behov: barn-och-unga\n    avvikelser:\n      - {från: 2026-12-24, till: 2026-12-26, text: Bris har stängt i jul.}\n", "bris")
    found = {(h.dag, h.vad): h for month in start_views.året(redaktion(project)) for h in month.händelser}
    where = place(project, STÖDLINJER, "id: bris").rsplit(":", 1)[0]
    assert found[date(2026, 12, 24), "Bris: Bris har stängt i jul."].plats == where
    assert (date(2026, 12, 26), "Bris: sista dagen för ”Bris har stängt i jul.”") in found
    assert (date(2026, 12, 31), "Digg gäller till och med den här dagen.") in found
    assert (date(2027, 1, 1), "PTS börjar gälla.") in found


def test_the_year_ends_after_a_year_and_starts_today():
    """Nothing that has been and nothing later than twelve months ahead; the months come in order, each once."""
    months = start_views.året(redaktion(ROOT))
    days = [h.dag for month in months for h in month.händelser]
    assert days == sorted(days) and IDAG <= days[0] and days[-1] <= date(2027, 11, 22)
    assert len({month.namn for month in months}) == len(months)
