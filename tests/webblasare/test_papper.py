"""The pages for a binder and a wall, as `python -m vagvisaren pdf` prints them: read back from the finished PDF."""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from projekt import Project
from pypdfium2 import raw

A4 = (595, 842)  # points
ONE_SHEET = [(website, page) for website in ("timra.se", "umea.se") for page in ("vem-kontaktas", "stod-och-hjalp", "affisch")]
NAMES = {"timra.se": "Timrå kommun", "umea.se": "Umeå kommun", "timnet": "TimNet"}


@pytest.fixture(scope="module")
def printed(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the built project with its pages printed."""
    root = tmp_path_factory.mktemp("papper") / "projekt"
    shutil.copytree(built.root, root)
    project = Project(root)
    command = [sys.executable, "-m", "vagvisaren", "pdf"]
    done = subprocess.run(command, cwd=root, env=project.environment(), capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return project


def pdf_of(project: Project, website: str, page: str) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(project.root / f"pdf/{website}/{page}.pdf")


def plain(text: str) -> str:
    """Words without their line breaks: no hyphen at a line's end, one space between words."""
    return re.sub(r"\s+", " ", re.sub(r"[\u00ad\u0002\ufffe]\s*", "", text)).strip()


def words(pdf: pypdfium2.PdfDocument, sheet: int | None = None) -> str:
    sheets = range(len(pdf)) if sheet is None else [sheet]
    return " ".join(plain(pdf[number].get_textpage().get_text_range()) for number in sheets)


def numbers(html: str) -> set[str]:
    """Every number in the page's own part, as it is read."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return {plain(unescape(text)) for text in re.findall(r'<a[^>]* href="(?:tel|sms):[^>]*>([^<]+)</a>', main)}


def lacking(said: str, wanted: set[str]) -> set[str]:
    """The numbers that do not stand whole in the words."""
    return {one for one in wanted if not re.search(rf"(?<!\d){re.escape(one)}(?!\d)", said)}


def faults(pdf: pypdfium2.PdfDocument, html: str) -> list[str]:
    """What is wrong with a page that shall be one A4 with every number of the page."""
    found = [f"takes {len(pdf)} sheets"] if len(pdf) != 1 else []
    found += [f"sheet {i + 1} is not A4" for i, sheet in enumerate(pdf) if [round(side) for side in sheet.get_size()] != list(A4)]
    return found + [f"lacks {one}" for one in sorted(lacking(words(pdf), numbers(html)))]


@pytest.mark.parametrize(("website", "page"), ONE_SHEET)
def test_a_page_for_paper_is_one_a4_with_every_number(printed, website, page):
    """Vem kontaktas, stöd och hjälp and the poster are one A4 each, and no number of the page is missing on it."""
    html = printed.page(f"{website}/{page}.html")
    assert len(numbers(html)) >= 3
    assert faults(pdf_of(printed, website, page), html) == []


@pytest.mark.parametrize(("website", "page"), [*ONE_SHEET, ("umea.se", "i-arbetet"), ("timnet", "index")])
def test_paper_says_where_it_is_from_and_of_which_day(printed, website, page):
    """Each print has the website's name, the day of printing and the address where the page lies, when there is one."""
    said = words(pdf_of(printed, website, page), 0)
    assert NAMES[website] in said and "22 november 2026" in said
    address = website if page == "affisch" else f"https://www.{website}/{page}.html"
    assert website == "timnet" or address in said


@pytest.mark.parametrize(("website", "page"), [*ONE_SHEET, ("umea.se", "i-arbetet"), ("timnet", "index")])
def test_a_pdf_can_be_read_aloud(printed, website, page):
    """Each PDF is tagged, says that it is in Swedish, and has the page's own title."""
    pdf = pdf_of(printed, website, page)
    language = ctypes.create_string_buffer(16)
    raw.FPDFCatalog_GetLanguage(pdf.raw, ctypes.cast(language, ctypes.POINTER(raw.FPDF_WCHAR)), 16)
    title = re.search("<title>(.*?)</title>", printed.page(f"{website}/{page}.html"))[1]
    assert raw.FPDFCatalog_IsTagged(pdf.raw)
    assert language.raw.decode("utf-16-le").rstrip("\0") == "sv"
    assert pdf.get_metadata_value("Title") == unescape(title)


def cells(html: str, selector: str) -> list[str]:
    return [plain(unescape(re.sub("<[^>]+>", " ", cell))) for cell in re.findall(selector, html, re.DOTALL)]


def test_the_first_sheet_of_timnet_is_enough(printed):
    """The first sheet holds the whole overview, each row with what to begin with, and what one must not do or send."""
    html, first = printed.page("timnet/index.html"), words(pdf_of(printed, "timnet", "index"), 0)
    overview = html.partition('aria-label="Översikt"')[2].partition("</table>")[0]
    rows = cells(overview, r'<th role="rowheader"[^>]*>(.*?)</th>')
    begin = cells(overview, r'<td role="cell" data-l="Börja så här">(.*?)</td>')
    assert len(rows) == len(begin) >= 8
    squeezed = re.sub(r"\W", "", first)
    assert [one for one in [*rows, *begin] if re.sub(r"\W", "", one) not in squeezed] == []
    for heading in ("Gör inte", "Vad får skickas hur?"):
        advice = cells(html.partition(f">{heading}<")[2].partition("<h2")[0], "<li>(.*?)</li>")
        assert heading in first and advice and all(re.sub(r"\W", "", one) in squeezed for one in advice)
    assert lacking(first, numbers(f"<main{overview}</main>")) == set()


@pytest.mark.parametrize("website", ["timra.se", "umea.se"])
def test_the_poster_s_code_leads_to_the_website(printed, website):
    """A phone that reads the QR code of the printed poster gets the website's address, and nothing that counts readers."""
    sheet = pdf_of(printed, website, "affisch")[0].render(scale=2, grayscale=True)
    picture = memoryview(sheet.buffer).cast("B").cast("B", (sheet.height, sheet.stride))
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [f"https://www.{website}/"]


@pytest.mark.parametrize(
    ("plant", "said"),
    [
        ("document.querySelector('main').append(...Array.from({length: 30}, () => Object.assign(document.createElement('p'), {textContent: 'En rad till.'})))", "takes 2 sheets"),
        ("document.querySelectorAll('main [href=\"tel:11414\"]').forEach(a => a.style.display = 'none')", "lacks 114 14"),
        ("document.querySelectorAll('main [href=\"tel:112\"]').forEach(a => a.textContent = '1 12')", "lacks 112"),
    ],
)  # fmt: skip
def test_a_page_that_is_too_long_or_lacks_a_number_is_caught(browser, printed, tmp_path, plant, said):
    """One page more and one number less are found when they are planted."""
    html: Path = printed.site / "timra.se/vem-kontaktas.html"
    sheet = browser.new_page()
    sheet.goto(html.as_uri())
    sheet.evaluate(plant)
    sheet.pdf(path=tmp_path / "planterad.pdf", prefer_css_page_size=True, tagged=True)
    sheet.close()
    assert faults(pypdfium2.PdfDocument(tmp_path / "planterad.pdf"), html.read_text(encoding="utf-8")) == [said]
