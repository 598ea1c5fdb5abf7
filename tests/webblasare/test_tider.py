"""Whether it is open now: the page's script in a real Chromium, held against Python and against the clock."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from datetime import datetime, timedelta

import pytest
from hypothesis import example, given, settings
from tider import FIRST, HELGER, LAST, RICH, said_at, schedules, telefon

from vagvisaren.records import hours

PAGE = "timra.se/stod-och-hjalp"
EPOCH = datetime(1970, 1, 1)
START = datetime.combine(FIRST, datetime.min.time())
HALF_HOURS = ((LAST - FIRST).days + 1) * 48
COMPUTE = """([schedule, helger, first, count]) => {
  const s = JSON.parse(schedule), h = JSON.parse(helger)
  return Array.from({length: count}, (_, i) => nu(s, h, first + 30 * i)).join("\\n")
}"""  # one text: a list of so many would take longer to bring over than to compute


def script(html: str) -> str:
    """The script as the page carries it."""
    return re.findall(r"<script>(.*?)</script>", html, re.DOTALL)[-1]


@pytest.fixture(scope="module")
def opened(browser, served):
    """Opens the page at a moment (UTC) somewhere in the world."""
    contexts = []

    def open_at(when: str, zone: str = "Europe/Stockholm", **options):
        context = browser.new_context(timezone_id=zone, **options)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
        page.clock.install(time=when)
        page.goto(f"{served}/{PAGE}.html")
        return page

    yield open_at
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def page(opened):
    return opened("2026-11-26T12:00:00Z")


def says(page, anchor: str) -> list[str]:
    """What the page says now beside one contact."""
    assert page.faults == []
    return [text for text in page.locator(f"#{anchor} .nu-oppet").all_text_contents() if text]


# ------------------------------------------------------------------ the script and Python agree


def test_the_browser_and_python_say_the_same_every_half_hour_of_two_years(page):
    """For twelve schedules that nobody thought of, the script and Python say the same each half hour of two years."""
    heard: set[str] = set()

    @settings(max_examples=9, deadline=None, derandomize=True, database=None)
    @given(schedules())
    @example(RICH[0])
    @example(RICH[1])
    @example(RICH[2])
    def agree(schedule):
        first = int((START - EPOCH).total_seconds()) // 60
        given_ = [hours.as_json(schedule), hours.helger_as_json(HELGER), first, HALF_HOURS]
        moments = [START + timedelta(minutes=30 * i) for i in range(HALF_HOURS)]
        both = list(zip(moments, page.evaluate(COMPUTE, given_).split("\n"), said_at(schedule, moments), strict=True))
        assert [one for one in both if one[1] != one[2]] == [], schedule
        heard.update(text for _, text, _ in both)

    agree()
    assert {"", "Öppet nu", "Stängt nu"} <= heard
    for kind in ("Öppet nu, till 24.00", "Öppnar i dag", "Öppnar i morgon", "Öppnar torsdag", r"Öppnar \d+ \w+ \d"):
        assert any(re.match(kind, text) for text in heard), kind
    assert len(heard) > 100


def test_a_script_that_forgets_an_eve_would_be_found(page):
    """The comparison above can fail: with the eves taken out of the list, the script says something else."""
    schedule = hours.schedule_of(telefon(öppet=["helgfria vardagar 9–15"]))
    skärtorsdag = datetime(2027, 3, 25, 10)
    first = int((skärtorsdag - EPOCH).total_seconds()) // 60
    without = hours.Helger(HELGER.från, HELGER.till, {})
    heard = [page.evaluate(COMPUTE, [hours.as_json(schedule), hours.helger_as_json(h), first, 1]) for h in (HELGER, without)]
    assert heard == ["", "Öppet nu, till 15.00"]


# ------------------------------------------------------------------ the built page, by the clock


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_a_contact_s_hours_are_stockholm_s_wherever_the_reader_is(opened, zone):
    """Beside Föräldralinjen stands what holds in Stockholm, minute by minute, in any time zone."""
    page = opened("2026-11-26T13:58:30Z", zone)
    heard = [says(page, "foraldralinjen")]
    for minutes in (1, 1, 4 * 60, 60, 2 * 60):
        page.clock.run_for(minutes * 60_000)
        heard.append(says(page, "foraldralinjen"))
    assert heard == [
        ["Öppet nu, till 15.00"], ["Öppet nu, till 15.00"], ["Öppnar i dag 19.00"],
        ["Öppet nu, till 21.00"], ["Öppet nu, till 21.00"], ["Öppnar måndag 10.00"],
    ]  # fmt: skip
    assert page.locator("#foraldralinjen .nu-oppet").count() == 1


@pytest.mark.parametrize(
    ("when", "anchor", "text"),
    [
        ("2026-12-31T22:59:00Z", "jourhavande-medmanniska", ["Öppet nu, till 6.00"]),
        ("2026-12-31T23:00:00Z", "jourhavande-medmanniska", ["Öppet nu, till 6.00"]),
        ("2027-01-01T05:00:00Z", "jourhavande-medmanniska", ["Öppnar i dag 21.00"]),
        ("2027-03-28T00:59:00Z", "jourhavande-medmanniska", ["Öppet nu, till 6.00"]),  # the clock goes from 2 to 3
        ("2027-03-28T03:59:00Z", "jourhavande-medmanniska", ["Öppet nu, till 6.00"]),
        ("2027-03-28T04:00:00Z", "jourhavande-medmanniska", ["Öppnar i dag 21.00"]),
        ("2026-12-24T11:00:00Z", "foraldralinjen", []),  # julafton, and nobody knows
        ("2026-12-23T14:00:00Z", "foraldralinjen", ["Stängt nu"]),
        ("2026-11-20T11:00:00Z", "foraldralinjen", []),  # a clock that is wrong: before the page was built
        ("2027-06-03T11:00:00Z", "foraldralinjen", []),  # the facts are too old
        ("2030-01-07T11:00:00Z", "foraldralinjen", []),
        ("2026-11-26T11:00:00Z", "bris", []),  # never closes
        ("2026-11-26T11:00:00Z", "stodlinjen-for-man", []),  # hours that nobody knows
    ],
)  # fmt: skip
def test_what_stands_beside_a_contact_at_a_moment(opened, when, anchor, text):
    """At night, at New Year, when the clocks change and when nobody knows, the page says what holds or nothing."""
    assert says(opened(when, "America/New_York"), anchor) == text


def test_the_night_when_the_clocks_go_back_has_its_hour_twice(opened):
    """On the night of October both two o'clocks are two o'clock, and six is six."""
    page = opened("2027-10-31T00:29:30Z", "Asia/Tokyo")
    night = hours.as_json(hours.schedule_of(telefon(öppet=["alla dagar 21–02.45"])))
    page.evaluate("night => document.querySelector('#foraldralinjen [data-oppet]').dataset.oppet = night", night)
    heard = []
    for minutes in (1, 16, 15, 29, 15):
        page.clock.run_for(minutes * 60_000)
        heard += says(page, "foraldralinjen")
    # 2.30, 2.46, 2.01 again in winter time, 2.30, 2.45
    assert heard == [
        "Öppet nu, till 2.45", "Öppnar i dag 21.00", "Öppet nu, till 2.45", "Öppet nu, till 2.45", "Öppnar i dag 21.00",
    ]  # fmt: skip


# ------------------------------------------------------------------ what the page is without it


def test_without_script_the_hours_stand_in_words_alone(opened):
    """With script turned off the hours are whole sentences, and nothing is said of now."""
    page = opened("2026-11-26T12:00:00Z", java_script_enabled=False)
    text = page.locator("#foraldralinjen [data-oppet]").inner_text()
    assert text == "Måndag–torsdag 10–15, torsdag 19–21. Du kan vara anonym."
    assert page.locator(".nu-oppet").count() == 0 and "Öppet nu" not in page.inner_text("body")


def test_paper_does_not_say_that_it_is_open_now(page):
    """On a print the hours stand, and what holds just now does not."""
    page.emulate_media(media="print")
    assert page.locator(".nu-oppet").count() > 0
    assert page.locator(".nu-oppet:visible").count() == 0
    assert "Måndag–torsdag 10–15" in page.locator("#foraldralinjen").inner_text()
    page.emulate_media(media="screen")


def test_hours_never_break_within_a_span(opened):
    """At 320 px no span of hours breaks over two lines, and nothing is wider than the screen."""
    page = opened("2026-11-26T12:00:00Z", viewport={"width": 320, "height": 800})
    rows = page.locator(".hela").evaluate_all("els => els.map(e => e.getClientRects().length)")
    assert set(rows) == {1} and len(rows) > 30
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_script_needs_no_more_than_its_own_hash(browser, built):
    """Under a policy that allows only the scripts' own hashes the page says what holds, and breaks no rule."""
    html = built.page(f"{PAGE}.html")
    digests = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in re.findall(r"<script>(.*?)</script>", html, re.DOTALL)]
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    policy = f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:"
    context = browser.new_context()
    page = context.new_page()
    faults = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.route("**/*", lambda route: route.fulfill(body=html, headers={"Content-Security-Policy": policy, "Content-Type": "text/html; charset=utf-8"}))
    page.clock.install(time="2026-11-26T12:00:00Z")
    page.goto("http://127.0.0.1/sida.html")
    assert page.locator("#foraldralinjen .nu-oppet").text_content() == "Öppet nu, till 15.00"
    assert faults == []
    context.close()


def test_the_script_is_small_and_only_where_there_are_hours(built):
    """The script is 2 KB at most, the page with it 14,000 bytes on the wire, and a page without hours has none."""
    for website in ("timra.se", "umea.se", "timnet"):
        for path in sorted((built.site / website).glob("*.html")):
            html = path.read_text(encoding="utf-8")
            assert len(gzip.compress(html.encode(), 9, mtime=0)) <= 14_000, path
            assert ("data-oppet" in html) == ("function nu(" in html) == ('id="helger"' in html), path
            if "data-oppet" in html:
                assert len(script(html).encode()) <= 2048
                assert "//" not in script(html) and "innerHTML" not in script(html)
    assert "function nu(" in built.page(f"{PAGE}.html") and "function nu(" not in built.page("timra.se/404.html")
