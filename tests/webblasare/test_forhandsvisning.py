"""`make serve`: live reload, and faults in the browser instead of a dead server."""

from __future__ import annotations

import subprocess
import sys

import pytest

from projekt import free_port, wait_for


@pytest.fixture
def preview(project):
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"],
        cwd=project.root,
        env=project.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for(port, 20)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait()


def test_the_preview_follows_every_change_and_survives_every_fault(project, preview, browser):
    """/ lists the websites; a change shows by itself; a fault shows its list until it is mended."""
    page = browser.new_page()
    page.goto(preview)
    assert page.locator("li a").all_text_contents() == ["redaktionen", "timnet", "timra.se", "umea.se"]
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

    project.replace("vagvisaren/hours.py", '"Dygnet runt"', '"Hela dygnet"')
    page.get_by_text("Hela dygnet").first.wait_for(timeout=20_000)
    page.close()
