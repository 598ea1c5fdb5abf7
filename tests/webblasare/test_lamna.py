"""Leave quickly: one click or Shift three times covers the page and puts another in its place, in a real Chromium."""

from __future__ import annotations

import pytest

ELSEWHERE = "https://www.1177.se/"
SAFE = "<!doctype html><title>1177</title><h1>En annan webbplats</h1>"


@pytest.fixture
def visit(browser, served):
    """Comes to a page from another page of the website; what is asked of others is noted and never leaves us."""
    contexts = []

    def visited(name: str = "timra.se/vem-kontaktas", before: str = "timra.se/om-webbplatsen", silent: bool = False, change=None, **options):
        context = browser.new_context(viewport={"width": 1280, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.asked = []

        def answer(route):
            page.asked.append(route.request)
            route.fulfill(**({"status": 204} if silent else {"content_type": "text/html", "body": SAFE}))

        context.route(f"{ELSEWHERE}**", answer)
        if change:
            context.route(f"**/{name}.html", lambda route: route.fulfill(content_type="text/html", body=change(route.fetch().text())))
        page.goto(f"{served}/{before}.html")
        page.goto(f"{served}/{name}.html")
        return page

    yield visited
    for context in contexts:
        context.close()


def shift(page, times: int = 3) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


def click(page) -> None:
    page.get_by_role("link", name="Lämna sidan snabbt").click()


WAYS = pytest.mark.parametrize("leave", [click, shift])


@WAYS
@pytest.mark.parametrize("website", ["timra.se", "umea.se"])
def test_back_does_not_lead_back(visit, website, leave):
    """After leaving, Back comes to the page before, never to the one that was left."""
    page = visit(f"{website}/index", f"{website}/om-webbplatsen")
    leave(page)
    page.wait_for_url(ELSEWHERE)
    page.go_back()
    assert page.url.endswith(f"{website}/om-webbplatsen.html")
    page.go_forward()
    assert page.url == ELSEWHERE


@WAYS
def test_the_page_is_covered_before_the_other_has_come(visit, leave):
    """When the other website does not come at once, nothing of the page is to be seen, not even in its tab."""
    page = visit(silent=True)  # an answer without content: the browser stays where it is
    assert page.locator("main").is_visible()
    leave(page)
    page.wait_for_timeout(100)
    assert len(page.asked) == 1 and page.url != ELSEWHERE
    assert not page.locator("body").is_visible()
    assert page.title() == "…"


@WAYS
def test_no_referrer_follows_along(visit, leave):
    """The other website is not told which page its visitor comes from."""
    page = visit()
    leave(page)
    page.wait_for_url(ELSEWHERE)
    assert [request.all_headers().get("referer") for request in page.asked] == [None]
    assert page.evaluate("document.referrer") == ""


def test_the_link_leads_away_without_script(visit):
    """With JavaScript off the link is a link, without a referrer, and nothing promises the Shift key."""
    page = visit(java_script_enabled=False)
    assert not page.get_by_text("Skifttangenten").is_visible()
    click(page)
    page.wait_for_url(ELSEWHERE)
    assert page.asked[0].all_headers().get("referer") is None


def test_other_keys_begin_the_count_anew(visit):
    """Shift for a capital letter, or a Tab between, is no wish to leave; three presses after it are."""
    page = visit()
    for _ in range(3):
        page.keyboard.press("Shift+A")
    shift(page, 2)
    page.keyboard.press("Tab")
    shift(page, 2)
    page.wait_for_timeout(100)
    assert page.asked == [] and page.locator("main").is_visible()
    shift(page, 1)
    page.wait_for_url(ELSEWHERE)


def test_slow_presses_do_not_count(visit):
    """Three presses that take more than three seconds leave nothing; the slow one is the first of a new three."""
    page = visit()
    shift(page, 2)
    page.wait_for_timeout(3100)
    shift(page, 1)
    page.wait_for_timeout(100)
    assert page.asked == []
    shift(page, 2)
    page.wait_for_url(ELSEWHERE)


@pytest.mark.parametrize("website", ["timra.se", "umea.se"])
def test_every_public_page_can_be_left_and_says_what_stays(built, website):
    """Each public page, the 404 page too, has the link first and says that the visit stays in the history."""
    for path in (built.site / website).glob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert html.count("Lämna sidan snabbt</span></a>") == 1, path.name
        assert html.index('class="ut"') < html.index("<header"), path.name
        assert "Besöket finns kvar i webbläsarens historik." in html, path.name


@pytest.mark.parametrize("website", ["timnet", "redaktionen"])
def test_internal_websites_cannot_be_left_by_mistake(built, website):
    """TimNet and Redaktionen have no such link and listen to no Shift."""
    for path in (built.site / website).glob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "Lämna sidan" not in html and "location.replace" not in html and '"Shift"' not in html, path.name


@pytest.mark.parametrize(
    ("old", "new"),
    [("location.replace(", "location.assign("), ("presses=event.shiftKey?-1:0", "0"), ("document.documentElement.className", "window.name")],
)
def test_a_script_that_leaves_badly_is_caught(visit, old, new):
    """Back that leads back, a count that never begins anew, a page that stays in sight: each is seen when planted."""

    def change(html: str) -> str:
        assert old in html
        return html.replace(old, new)

    page = visit(change=change, silent=new == "window.name", bypass_csp=True)
    if new == "0":
        shift(page, 2)
        page.keyboard.press("Tab")
        shift(page, 1)
        page.wait_for_url(ELSEWHERE)
        return
    shift(page)
    if new == "window.name":
        page.wait_for_timeout(100)
        assert page.locator("main").is_visible()
        return
    page.wait_for_url(ELSEWHERE)
    page.go_back()
    assert page.url.endswith("timra.se/vem-kontaktas.html")
