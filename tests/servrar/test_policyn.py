"""Every page in a real Chromium, from nginx and from Apache: what is ours runs under the page's policy, what is planted does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from serving import INTERNAL, PUBLIC, Server

from vagvisaren.finished import policy

WATCH = """addEventListener("securitypolicyviolation", e => console.error("REFUSED " + e.effectiveDirective + " " + e.blockedURI))"""


@pytest.fixture
def tab(browser):
    """An empty tab that notes every fault and everything that a policy refuses."""
    context = browser.new_context(ignore_https_errors=True, locale="sv-SE")
    context.add_init_script(WATCH)
    page = context.new_page()
    page.said, page.faults = [], []
    page.on("console", lambda message: (page.faults if message.type in ("error", "warning") else page.said).append(message.text))
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    yield page
    context.close()


def live(server: Server, host: str) -> Path:
    return (server.public if host == PUBLIC else server.internal).root / "aktuell"


def pages(server: Server, host: str) -> list[str]:
    """Every page of what is live, and one that is not there."""
    return [*sorted(path.name for path in live(server, host).glob("*.html")), "finns/inte.html"]


def refused(page) -> set[str]:
    """The directives that have refused something."""
    return {fault.split(" ")[1] for fault in page.faults if fault.startswith("REFUSED")}


def look(page, server: Server, host: str, least: int) -> None:
    names = pages(server, host)
    assert len(names) >= least
    for name in names:
        status = page.goto(f"{server.address(host)}/{name}").status
        assert status == (404 if name == "finns/inte.html" else 200)
        assert [fault for fault in page.faults if status == 200 or "404" not in fault] == [], name
        page.faults.clear()
        own = page.evaluate("[...document.styleSheets].reduce((n, s) => n + s.cssRules.length, 0)")
        assert own > (0 if name == "404.html" or status == 404 else 50), name
        assert page.locator("h1").count() == 1


@pytest.mark.parametrize(("host", "least"), [(PUBLIC, 8), (INTERNAL, 5)])
def test_every_page_works_under_its_policy(tab, server, host, least):
    """No page of a public or internal website is refused anything, and each has its styles."""
    look(tab, server, host, least)


@pytest.mark.parametrize(("host", "least"), [(PUBLIC, 8), (INTERNAL, 7)])
def test_every_page_of_the_editors_server_works_under_its_policy(tab, editors_server, host, least):
    """No page of the other public website or of Redaktionen is refused anything."""
    look(tab, editors_server, host, least)


def test_every_page_carries_one_policy_and_none_says_unsafe(websites):
    """Each page of the four websites has one policy that begins with nothing allowed, and no page allows anything unsafe."""
    seen = 0
    for path in (path for folder in websites.values() for path in folder.glob("*.html")):
        said = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', path.read_text(encoding="utf-8"))
        assert len(said) == 1 and said[0].startswith("default-src 'none'; ") and "unsafe" not in said[0], path
        assert "*" not in said[0] and "http" not in said[0], path
        seen += 1
    assert seen >= 20


def test_the_search_of_redaktionen_works(tab, editors_server):
    """Under its policy a search finds pages and leads to one, with its worker, its index and no refusal."""
    tab.goto(f"{editors_server.address(INTERNAL)}/index.html", wait_until="networkidle")
    tab.locator("[data-md-component=search-query]").click()
    tab.locator("[data-md-component=search-query]").press_sequentially("växel", delay=20)
    tab.locator(".md-search-result__item a[href*='anvands.html']").first.click()
    tab.wait_for_url("**/anvands.html*")
    assert tab.faults == []


def test_the_scripts_of_a_page_run(tab, server):
    """The page says whether it is open now, and when it is old that it is, under its policy."""
    tab.clock.install(time="2026-11-26T12:00:00Z")
    tab.goto(f"{server.address()}/stod-och-hjalp.html")
    assert tab.locator("#foraldralinjen .nu-oppet").text_content() == "Öppet nu, till 15.00"
    tab.clock.set_system_time("2031-01-01T12:00:00Z")
    tab.reload()
    assert tab.locator("text=Sidan är gammal.").count() == 1
    assert tab.faults == []


def test_the_filter_of_the_internal_website_works(tab, server):
    """The field that narrows the situations still does, under the policy."""
    tab.goto(f"{server.address(INTERNAL)}/index.html")
    tab.locator("#filter").fill("utbildning")
    assert re.fullmatch(r"\d+ av \d+", tab.locator(".filter [role=status]").text_content())
    assert tab.faults == []


# ------------------------------------------------------------------ what is planted


PLANTED = """
<div id="planterat">
<script>document.title = "planterat"</script>
<script src="{other}/finns-inte.js"></script>
<script src="index.html"></script>
<style>h1 {{ color: rgb(1, 2, 3) !important }}</style>
<link rel="stylesheet" href="{other}/finns-inte.css">
<p style="color: rgb(1, 2, 3)" id="farg">a</p>
<button onclick="document.title = 'planterat'" id="knapp">a</button>
<img src="{other}/planterad-bild.png" alt="">
<img src="data:,x" alt="" onerror="document.title = 'planterat'">
<iframe src="{other}/planterad-ram.html"></iframe>
<object data="{other}/planterad-fil"></object>
<video src="{other}/planterad-film"></video>
<form action="{other}/planterat-formular"><button id="skicka">a</button></form>
<a href="javascript:document.title='planterat'" id="lank">a</a>
</div>
"""
LEAST = {"script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr", "img-src", "frame-src", "object-src", "media-src", "form-action"}


@pytest.fixture
def lay():
    """Lays a page of one's own in what is live, for as long as the test runs; its address."""
    laid: list[Path] = []

    def write(server: Server, host: str, html: str) -> str:
        laid.append(live(server, host) / "planterad.html")
        laid[-1].write_text(html, encoding="utf-8")
        return f"{server.address(host)}/planterad.html"

    yield write
    for path in laid:
        path.unlink(missing_ok=True)


def planted(server: Server, host: str, other: str) -> str:
    """The first page with all that somebody might slip into it, under the policy that it had before."""
    html = (live(server, host) / "index.html").read_text(encoding="utf-8")
    return html.replace("</h1>", f"</h1>{PLANTED.format(other=other)}", 1)


def press(page) -> str:
    """Press all that was planted; the page's title then."""
    for id_ in ("knapp", "lank", "skicka"):
        page.evaluate("id => document.getElementById(id).click()", id_)
    page.wait_for_timeout(100)
    return page.title()


@pytest.mark.parametrize("host", [PUBLIC, INTERNAL])
def test_nothing_that_is_planted_runs_or_loads(tab, lay, editors_server, host):
    """A script, a style, a handler, an image, a frame or a form that was slipped into a page is refused, on either website."""
    server = editors_server
    other = server.address(INTERNAL if host == PUBLIC else PUBLIC)
    tab.goto(lay(server, host, planted(server, host, other)))
    assert press(tab) != "planterat"
    assert tab.evaluate("getComputedStyle(document.getElementById('farg')).color") != "rgb(1, 2, 3)"
    assert tab.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(1, 2, 3)"
    assert refused(tab) >= LEAST
    assert "planterad-bild" not in server.log and "finns-inte.js" not in server.log and "planterat-formular" not in server.log
    fetched = "url => fetch(url).then(() => 'hämtat', () => 'nekat')"
    assert tab.evaluate(fetched, f"{other}/index.html") == "nekat"
    tab.wait_for_timeout(50)
    assert "connect-src" in refused(tab)


def test_without_the_policy_what_is_planted_would_run(tab, lay, server):
    """The same page without its policy does run what was planted, so that the test above can fail."""
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", planted(server, PUBLIC, server.address(INTERNAL)))
    tab.goto(lay(server, PUBLIC, html))
    assert tab.title() == "planterat"
    assert tab.evaluate("getComputedStyle(document.getElementById('farg')).color") == "rgb(1, 2, 3)"
    assert "planterad-bild.png" in server.log


def test_a_changed_script_no_longer_fits_its_policy(tab, lay, server):
    """One changed letter in a page's own script is enough for it not to run, until the page is sealed anew."""
    html = (live(server, PUBLIC) / "stod-och-hjalp.html").read_text(encoding="utf-8")
    changed = html.replace("Öppet nu, till", "Öppet nu till")
    assert changed != html
    tab.clock.install(time="2026-11-26T12:00:00Z")
    tab.goto(lay(server, PUBLIC, changed))
    assert tab.locator(".nu-oppet").count() == 0
    assert refused(tab) == {"script-src-elem"}
    lay(server, PUBLIC, policy.seal(re.sub('content="default-src[^"]*"', policy.PLACE, changed)))
    tab.reload()
    assert tab.locator("#foraldralinjen .nu-oppet").text_content() == "Öppet nu till 15.00"


def test_no_other_page_may_frame_ours(tab, lay, server):
    """A page that shows ours within it gets nothing: the header says what the page itself cannot."""
    tab.goto(lay(server, PUBLIC, '<!doctype html><title>a</title><iframe src="index.html"></iframe>'))
    assert any("frame-ancestors" in fault for fault in tab.faults)
    assert tab.frames[1].url.startswith("chrome-error:")
