"""What a build that succeeds gives."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date

import pytest
from install import find
from projekt import IDAG, Project, tree_hash

from vagvisaren.records.register import load
from vagvisaren.shown import agenda, review
from vagvisaren.shown.pages import read_all
from vagvisaren.shown.review import Uppgift
from vagvisaren.tasks.log import as_yaml

KORTNUMMER = {"112", "11414", "11313", "1177", "116111", "116006", "116016", "90101", "90390"}
EXTERNA = ("timra.se", "umea.se")


def html_files(project: Project):
    return sorted(project.site.rglob("*.html"))


def test_one_build_makes_the_four_websites_and_nothing_else(built):
    """`site/` holds the four websites alone, so that nobody publishes anything more by mistake."""
    assert sorted(p.name for p in built.site.iterdir()) == ["redaktionen", "timnet", "timra.se", "umea.se"]
    assert built.leftovers() == []


def test_each_website_has_its_own_start_sitemap_and_404(built):
    """Each website is self-contained."""
    for website in built.site.iterdir():
        assert {"index.html", "sitemap.xml", "404.html"} <= {p.name for p in website.iterdir()}


def test_no_page_holds_a_word_that_was_not_shown_or_an_empty_value(built):
    """Built pages hold no braces, no None and, where people read, no okänt."""
    for path in html_files(built):
        text = path.read_text(encoding="utf-8")
        assert "{{" not in text and "None" not in text, path
        if "redaktionen" not in path.parts:
            assert "okänt" not in text, path


def test_every_number_link_dials_the_number_that_it_shows(built):
    """Short numbers dial as they stand, ordinary ones as E.164, and the text is the stored text."""
    seen = 0
    for path in html_files(built):
        for href, text in re.findall(r'<a [^>]*href="tel:([^"]+)"[^>]*>([^<]+)</a>', path.read_text(encoding="utf-8")):
            digits = re.sub(r"\D", "", text)
            expected = digits if digits in KORTNUMMER else "+46" + digits.removeprefix("0")
            assert href == expected, f"{path}: {text} ringer {href}"
            assert digits in KORTNUMMER or digits.startswith("0"), f"{path}: {text}"
            seen += 1
    assert seen > 100


def test_a_number_with_a_last_day_carries_another_to_call_after_it(built):
    """On the built pages the day lies ahead, and the number to call then is another, with its own address and no day."""
    seen = set()
    for path in html_files(built):
        for attributes, text in re.findall(r"<a ([^>]*)>([^<]+)</a>", path.read_text(encoding="utf-8")):
            data = dict(re.findall(r'data-(till|ring|text|tel)="([^"]+)"', attributes))
            if data:
                seen.add(text)
                assert date.fromisoformat(data["till"]) >= date.fromisoformat(IDAG) and data["ring"], f"{path}: {text}"
                assert data["text"] != text and f'href="{data["tel"]}"' not in attributes, f"{path}: {text}"
                digits = re.sub(r"\D", "", data["text"])
                assert data["tel"] == f"tel:{digits if digits in KORTNUMMER else '+46' + digits.removeprefix('0')}", f"{path}: {text}"
    assert len(seen) > 10 and not seen & {"113 13", "114 14", "1177", "060-16 31 00", "090-16 10 00"}


def test_numbers_of_closed_lines_stand_on_no_page(built):
    """A line that the fact sheet closes is shown nowhere, its number least of all."""
    register = load(built.root, internt=True)
    closed = [k for k in register.stödlinjer.values() if k.omdöme == "avstängd"]
    numbers = {re.sub(r"\D", "", v.telefon) for k in closed for v in k.vägar if hasattr(v, "telefon")}
    assert numbers
    for path in html_files(built):
        digits = re.sub(r"[\s\u00a0-]", "", path.read_text(encoding="utf-8"))
        assert not [n for n in numbers if n in digits], path


def test_public_pages_are_drafts_until_the_municipality_has_checked(built):
    """Every public page says Utkast and is not indexed while anything on it is unchecked."""
    for website in EXTERNA:
        for path in (built.site / website).glob("*.html"):
            text = path.read_text(encoding="utf-8")
            assert '<meta name="robots" content="noindex">' in text, path
            assert path.name == "404.html" or "<b>Utkast,</b>" in text, path


def test_a_page_whose_facts_and_texts_are_checked_is_no_draft(project):
    """When every fact and text of a page has a valid granskning, Utkast and noindex are gone."""
    check(project, lambda uppgift: uppgift.id != "docs/extern/om-webbplatsen.md")
    assert project.build("-q").code == 0
    checked, other = project.page("timra.se/stod-och-hjalp.html"), project.page("timra.se/om-webbplatsen.html")
    assert "<b>Utkast,</b>" not in checked and "noindex" not in checked
    assert "<b>Utkast,</b>" in other and "noindex" in other
    assert "gäller till och med" in checked
    assert "Kontrollerad 1 november 2026 av Utvecklingsstrateg för trygghet och hälsa." in checked

    # A sentence that nobody has read since it changed makes a draft of every page that shows it.
    assert "<b>Utkast,</b>" not in project.page("timra.se/index.html")
    project.replace("data/gemensamt/situationer.yml", "Är det ett brott, eller vill du", "Är det ett brott? Tips är alltid anonyma. Vill du")
    assert project.build("-q").code == 0
    assert "<b>Utkast,</b>" in project.page("timra.se/index.html")
    assert "<b>Utkast,</b>" not in project.page("timra.se/stod-och-hjalp.html")


def check(project: Project, wanted: Callable[[Uppgift], bool]) -> None:
    """Add a granskning of each value that is wanted to the municipality's log."""
    register, idag = load(project.root, internt=True), date.fromisoformat(IDAG)
    sidor = read_all(project.root, register, idag)
    found = review.uppgifter(register, register.kommuner["timrå"], sidor, idag)
    rows = [agenda.entry_of(u, "utvecklingsstrateg", "läst" if u.is_text else "källsida", "2026-11-01") for u in found if wanted(u)]
    (project.root / "data/timra/granskningar.yml").write_text("granskningar:\n" + "".join(map(as_yaml, rows)), encoding="utf-8")


@pytest.mark.parametrize("idag", ["2029-11-22", *(pytest.param(day, marks=pytest.mark.allt) for day in ("2027-11-22", "2036-11-22"))])
def test_built_years_later_every_page_is_still_complete(project, idag):
    """One, three and ten years on, every situation still leads to a number, and old numbers are gone."""
    assert project.build("-q", IDAG=idag).code == 0
    for website in EXTERNA:
        text = project.page(f"{website}/index.html")
        places = re.findall(r'<section id="([^"]+)".*?</section>', text, re.DOTALL)
        assert len(places) >= 8
        for place in re.findall(r'<section id="[^"]+".*?</section>', text, re.DOTALL):
            assert 'href="tel:' in place, place
        assert "tel:112" in text and "tel:11414" in text
        assert "visas därför inte" in project.page(f"{website}/stod-och-hjalp.html")
        assert "116111" not in re.sub(r"\s", "", text), "Bris är okontrollerat i mer än ett år"


def test_the_supervising_authority_changes_on_its_day(project):
    """Digg stands on the page to the last of December 2026 and says who comes, PTS from the first of January 2027."""
    assert project.build("-q", IDAG="2026-12-31").code == 0
    before = project.page("timra.se/tillganglighetsredogorelse.html")
    assert project.build("-q", IDAG="2027-01-01").code == 0
    after = project.page("timra.se/tillganglighetsredogorelse.html")
    announced = "Från 1 januari 2027: PTS i stället."
    assert announced in before and announced not in after
    assert "0771-11 44 00" in before and "Post- och telestyrelsen" not in before
    assert "0771-11 44 00" not in after and "PTS" in after


def test_the_same_data_give_the_same_bytes(project, built):
    """Another folder, year, time zone, language and hash seed give the same bytes."""
    clock = [find("faketime"), "2031-05-06 23:59:50"]
    environment = project.environment(TZ="Pacific/Auckland", PYTHONHASHSEED="7", LC_ALL="C", LANG="C")
    done = subprocess.run([*clock, *project.command("build", "-q")], cwd=project.root, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert tree_hash(project.site) == tree_hash(built.site)


@pytest.mark.parametrize(("kept", "gone", "website"), [("timra", "umea", "umea.se"), pytest.param("umea", "timra", "timra.se", marks=pytest.mark.allt)])
def test_a_checkout_with_one_municipality_builds(project, kept, gone, website):
    """A municipality is a folder of data and its websites' pages: without them the rest builds."""
    shutil.rmtree(project.root / "data" / gone)
    for folder in {"umea": ["umea.se"], "timra": []}[gone]:
        shutil.rmtree(project.root / "docs" / folder)
    result = project.build("-q")
    assert result.code == 0, result.said
    assert not (project.site / website).exists()


def test_today_is_stockholms_unless_said(project):
    """A wrong IDAG is named in Swedish and builds nothing."""
    result = project.build("-q", IDAG="i morgon")
    assert result.code == 1
    assert 'IDAG:1:1: "i morgon" är ingen dag. Skriv år, månad och dag: IDAG=2027-03-01.' in result.said
    assert not project.site.exists()
