"""The pages for a wall and a binder as PDF: tagged, with their title and language, printed by the computer's own Chromium."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from vagvisaren.faults import Fault, Faulty, Place
from vagvisaren.shown.page import Page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = "pdf"  # beside site/
ON_PAPER = ("situationer", "stödlinjer", "affisch")  # a page with one of these words is worth a sheet of paper
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


def on_paper(sidor: dict[str, Iterable[Page]]) -> Iterator[tuple[str, Page]]:
    """Each page to print, with its website's id."""
    for id_, own in sidor.items():
        yield from ((id_, page) for page in own if any(call.word.namn in ON_PAPER for call in page.calls))


def print_all(root: Path, sidor: dict[str, Iterable[Page]], done: Callable[[Path], None]) -> None:
    """Print every page for paper of the built websites into pdf/; raises `Faulty`, and pdf/ is then as it was."""
    wanted = [(id_, page, root / "site" / id_ / f"{page.namn}.html") for id_, page in on_paper(sidor)]
    missing = [html for _, _, html in wanted if not html.is_file()]
    if missing:
        raise Faulty([Fault(Place(missing[0].relative_to(root).as_posix(), 0), "Sidan är inte byggd.", "Bygg först: make")])
    with TemporaryDirectory(dir=root, prefix=f".{FOLDER}-") as folder:
        beside = [(html, Path(folder) / id_ / f"{page.namn}.pdf") for id_, page, html in wanted]
        _print(find_browser(), beside)
        for _, pdf in beside:
            target = root / FOLDER / pdf.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(pdf, target)
            done(target)


def find_browser() -> str:
    """The path of a Chromium, Chrome or Edge; raises `Faulty` when there is none."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    found = found or next((path for path in _PLACES if Path(path).is_file()), None)
    if found is None:
        raise Faulty([Fault(Place("pdf", 0), "Ingen webbläsare som kan skriva PDF hittades.", "Installera Chromium, Chrome eller Edge.")])
    return found


def _print(browser: str, wanted: Iterable[tuple[Path, Path]]) -> None:
    """Each built page as the PDF beside it, on the paper that its style asks for."""
    try:
        from playwright.sync_api import Error
    except ModuleNotFoundError:
        raise Faulty([Fault(Place("pdf", 0), "Det som driver webbläsaren är inte installerat.", "Kör: make pdf")]) from None
    try:
        with started(browser) as chromium:
            for html, pdf in wanted:
                pdf.parent.mkdir(exist_ok=True)
                sheet = chromium.new_page()
                sheet.goto(html.resolve().as_uri())
                sheet.pdf(path=pdf, prefer_css_page_size=True, tagged=True)
                sheet.close()
    except Error as error:
        raise Faulty([Fault(Place("pdf", 0), "Webbläsaren skrev ingen PDF.", f"Den säger: {error.message.splitlines()[0]}")]) from None


@contextmanager
def started(browser: str) -> Iterator[Browser]:
    """A browser that asks no other host for anything. Root on Linux has no sandbox."""
    from playwright.sync_api import sync_playwright

    root = sys.platform == "linux" and os.geteuid() == 0
    arguments = ["--disable-background-networking", *(["--no-sandbox"] if root else [])]
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=browser, args=arguments) as chromium:
        yield chromium
