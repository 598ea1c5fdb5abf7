"""`make serve`: live reload, faults in the browser instead of a dead server, and the page where the day starts."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from projekt import Project, free_port, wait_for
from test_tillganglighet import WIDTHS, axe, violations  # noqa: F401

GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
NAME = ("-c", "user.name=Redaktionen", "-c", "user.email=redaktionen@example.org")
NUMBER = ("data/gemensamt/stodlinjer.yml", "telefon: 020-85 20 00", "telefon: 020-85 20 99")


class Net(BaseHTTPRequestHandler):
    """All there is of a net: what is asked for over http is gone, and nobody else can be reached."""

    asked: list[str] = []

    def do_GET(self) -> None:
        Net.asked.append(self.path)
        self.send_response(404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_CONNECT(self) -> None:
        Net.asked.append(self.path)
        self.send_error(502)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def net() -> Iterator[str]:
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), Net)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    Net.asked.clear()
    yield f"http://127.0.0.1:{proxy.server_port}"
    proxy.shutdown()


@pytest.fixture
def preview(project, net):
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"],
        cwd=project.root,
        env=project.environment(**GIT, http_proxy=net, https_proxy=net, no_proxy=""),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for(port, 20)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait()


def publish(project: Project, website: str) -> None:
    """A commit as publishing makes it, by git alone."""
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", f"{website} publiceras"]):
        subprocess.run(["git", *NAME, *command], cwd=project.root, env={**os.environ, **GIT}, check=True)


def ask(address: str, origin: str | None) -> int:
    """The answer to a form that is sent from a page somewhere."""
    request = urllib.request.Request(address, data=b"", headers={"Origin": origin} if origin else {})
    try:
        return urllib.request.urlopen(request, timeout=10).status
    except urllib.error.HTTPError as error:
        return error.code


def test_the_preview_follows_every_change_and_survives_every_fault(project, preview, browser):
    """/ leads to the websites; a change shows by itself; a fault shows its list until it is mended."""
    page = browser.new_page()
    page.goto(preview)
    assert page.locator("h2 a").all_text_contents() == ["timra.se", "timnet", "umea.se"]
    page.goto(f"{preview}/timra.se/index.html")

    project.replace("docs/extern/index.md", "## Läs mer", "## Läs vidare")
    page.get_by_role("heading", name="Läs vidare").wait_for(timeout=20_000)

    project.replace("data/timra/kommun.yml", "förvaltning:", "förvaltnin:")
    page.get_by_text('data/timra/kommun.yml:5:1: "förvaltnin" är ingen känd uppgift. Menade du "förvaltning"?').wait_for(
        timeout=20_000
    )
    page.goto(f"{preview}/umea.se/index.html")
    assert page.locator("h1").text_content() == "Det finns fel"

    project.replace("data/timra/kommun.yml", "förvaltnin:", "förvaltning:")
    page.locator(".stolpe").wait_for(timeout=20_000)

    project.replace("docs/extern/index.md", "{{ vägvisare() }}", "{{ vägvisaer() }}")
    page.get_by_text('"vägvisaer" är inget känt ord.').wait_for(timeout=20_000)
    project.replace("docs/extern/index.md", "{{ vägvisaer() }}", "{{ vägvisare() }}")
    page.locator(".stolpe").wait_for(timeout=20_000)

    project.replace("mallar/vagvisare.html", "Vad gäller din oro?", "Vad gäller det?")
    page.get_by_role("heading", name="Vad gäller det?").wait_for(timeout=20_000)
    project.replace("tema/stil/grund.css", "--fara:#a30f1d", "--fara:#000000")
    page.wait_for_function("getComputedStyle(document.querySelector('.skylt')).backgroundColor === 'rgb(0, 0, 0)'", timeout=20_000)

    project.replace("vagvisaren/records/hours.py", '"Dygnet runt"', '"Hela dygnet"')
    page.get_by_text("Hela dygnet").first.wait_for(timeout=20_000)
    page.close()


def test_the_day_starts_with_what_stops_each_website_and_what_has_changed(project, preview, browser):
    """/ says of each website what stops it and whose that is, when it was published and what has changed since, as `lage`
    does; without git it says so; and nobody outside is asked."""
    page = browser.new_page()
    page.goto(preview)
    timrå = page.locator("section").filter(has=page.get_by_role("link", name="timra.se"))
    assert "Projektet ligger inte i git." in timrå.inner_text()
    publish(project, "timra.se")
    project.replace(*NUMBER)
    page.get_by_text("Föräldralinjen – ändrat: numret.").first.wait_for(timeout=20_000)
    said = subprocess.run([sys.executable, "-m", "vagvisaren", "lage"], cwd=project.root, env=project.environment(**GIT, PYTHONPATH=str(project.root)), capture_output=True, encoding="utf-8").stdout
    rows = [row.strip() for row in said.split("timnet\n")[0].splitlines()]
    assert len(rows) > 6 and "Filer: data/gemensamt/stodlinjer.yml." in rows
    assert rows == timrå.inner_text().replace("\n\n", "\n").splitlines()
    assert Net.asked == []
    page.close()


def test_links_are_tried_only_when_a_person_says_so_and_the_preview_goes_on(project, preview, browser):
    """Another website's form is refused and asks nobody. The button asks each address once, says what is gone and leaves
    the rest unknown, and a change still shows by itself meanwhile."""
    project.replace("data/gemensamt/kallor.yml", "adress: https://github.com/civictechsweden/g0vse", "adress: http://aaa.example/borta")
    page = browser.new_page()
    page.goto(preview)
    for origin in ("https://annan.example", "null", None):
        assert ask(f"{preview}/lankar", origin) == 403
    assert Net.asked == []
    page.get_by_role("button", name="Pröva länkarna").click()
    page.get_by_text("adresser är prövade").wait_for()
    assert page.url == f"{preview}/lankar"
    page.get_by_text("borta: http://aaa.example/borta, svarar 404. data/gemensamt/kallor.yml:29").wait_for(timeout=20_000)
    assert page.locator("#lankar li b").first.text_content() == "borta" and page.get_by_text("okänt: https://1177.se/").is_visible()
    assert ask(f"{preview}/lankar", preview) == 200
    other = browser.new_page()
    other.goto(f"{preview}/timra.se/index.html")
    project.replace("docs/extern/index.md", "## Läs mer", "## Läs vidare")
    other.get_by_role("heading", name="Läs vidare").wait_for(timeout=20_000)
    page.goto(f"{preview}/lankar")
    assert "Pågår" in page.locator("#lankar").inner_text()
    page.close()
    other.close()


def test_everybody_can_use_the_page_where_the_day_starts(preview, browser, axe):
    """axe finds nothing on either page in light or dark, nothing is wider than a phone, and Tab goes from the top down to
    the button with a frame that is seen."""
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
            for path in ("/", "/lankar"):
                page.goto(f"{preview}{path}")
                assert violations(page, axe) == [], (path, width, scheme)
                assert page.evaluate("document.documentElement.scrollWidth") == width
            page.close()
    page = browser.new_page()
    page.goto(preview)
    met = []
    for _ in range(5):
        page.keyboard.press("Tab")
        met.append(page.evaluate("[document.activeElement.textContent, getComputedStyle(document.activeElement).outlineStyle]"))
    assert met == [[name, "solid"] for name in ("Redaktionen: att göra den här månaden", "timra.se", "timnet", "umea.se", "Pröva länkarna")]
    page.close()
