"""A page that nobody has built anew: after their last day its numbers give way, in a real Chromium with a set clock."""

from __future__ import annotations

import re

import pytest

PAGE = "timra.se/stod-och-hjalp"


@pytest.fixture(scope="module")
def opened(browser, served):
    """Opens the page at a moment (UTC) somewhere in the world."""
    contexts = []

    def open_at(when: str, zone: str = "Europe/Stockholm", **options):
        context = browser.new_context(timezone_id=zone, **options)
        contexts.append(context)
        page = context.new_page()
        page.clock.install(time=when)
        page.goto(f"{served}/{PAGE}.html")
        return page

    yield open_at
    for context in contexts:
        context.close()


def numbers(page) -> set[str]:
    return set(page.eval_on_selector_all("main [href^=tel]", "links => links.map(a => a.getAttribute('href') + ' ' + a.textContent)"))


def aged(page) -> dict[str, dict[str, str]]:
    """Each number that has a last day, by its address: what stands in its place then."""
    return page.eval_on_selector_all("[data-till]", "all => Object.fromEntries(all.map(a => [a.getAttribute('href'), {...a.dataset}]))")


def test_on_its_last_day_a_number_stands_and_on_the_day_after_its_reserv(opened, built):
    """The number is there through its last day in Stockholm, and from midnight the one that is always shown."""
    html = (built.site / f"{PAGE}.html").read_text(encoding="utf-8")
    old, till, new = re.search(r'href="(tel:[^"]+)" data-till="([^"]+)"[^>]*data-tel="([^"]+)"', html).groups()
    last, after = opened(f"{till}T20:00:00Z"), opened(f"{till}T22:30:00Z")  # 22.00 and 00.30 in Stockholm
    assert any(n.startswith(f"{old} ") for n in numbers(last))
    assert not any(n.startswith(f"{old} ") for n in numbers(after))
    assert any(n.startswith(f"{new} ") for n in numbers(after))


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_the_day_is_stockholm_s_wherever_the_reader_is(opened, zone):
    """Readers in other time zones meet the same numbers as readers in Sweden."""
    moment = "2027-06-01T22:30:00Z"
    assert numbers(opened(moment, zone)) == numbers(opened(moment))


def test_years_later_only_numbers_that_never_give_way_are_left(opened):
    """On a page that is years old every number is one without a last day, and the page says that it is old."""
    fresh = opened("2026-11-23T12:00:00Z")
    listed = aged(fresh)
    page = opened("2031-01-01T12:00:00Z")
    gone = {address for address in listed if address.startswith("tel:+")} - {one["tel"] for one in listed.values()}
    assert len(gone) > 5
    assert not {number.split(" ")[0] for number in numbers(page)} & gone
    assert page.locator("text=Sidan är gammal. Uppgifterna på den gällde till och med").count() == 1
    said = re.sub(r"\s+", " ", page.locator("main").inner_text())
    assert "Numret som stod här gällde till och med 1 juni 2027. Kontakta kommunens växel: 060-16 31 00" in said


def test_what_was_said_of_an_old_number_goes_with_it(opened):
    """Hours, cost and anonymity of the old number do not stand beside the one that took its place."""
    fresh, old = (opened(when).locator("#foraldralinjen").inner_text() for when in ("2026-11-23T12:00:00Z", "2031-01-01T12:00:00Z"))
    assert "torsdag 10–15" in fresh and "anonym" in fresh
    assert "torsdag 10–15" not in old and "anonym" not in old


def test_a_page_that_still_holds_is_left_as_it_is(opened):
    """Before best before the page has no sentence about being old, and its numbers are as built."""
    page, plain = opened("2026-11-23T12:00:00Z"), opened("2026-11-23T12:00:00Z", java_script_enabled=False)
    assert numbers(page) == numbers(plain)
    assert page.locator("text=Sidan är gammal").count() == 0


def test_without_script_the_footer_says_until_when_the_page_holds(opened):
    """With JavaScript off an old page still says its last day in words, and the same as data."""
    page = opened("2031-01-01T12:00:00Z", java_script_enabled=False)
    assert re.search(r"gäller till och med \d+ \w+ 20\d\d", page.locator(".fot").inner_text())
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", page.locator(".fot time").get_attribute("datetime"))
