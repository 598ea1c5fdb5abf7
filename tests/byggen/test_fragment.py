"""Pages to paste into another publishing system: what stands in each, and what Redaktionen says of them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from projekt import Project

EXTERNA = ("timra.se", "umea.se")
ADDRESS = "https://kommun.exempel.se/stod"


def fragments(project: Project) -> dict[str, str]:
    """Each fragment's text, by its website and page."""
    folder = project.site / "redaktionen" / "fragment"
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.html"))}


def words(html: str) -> str:
    """What a reader meets, without spaces."""
    bare = re.sub(r"<script.*?</script>|<h1.*?</h1>|<p class=\"(?:dov )?bara-print\">.*?</p>", " ", html, flags=re.DOTALL)
    return "".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def test_every_public_page_has_its_fragment_and_no_internal_one(built):
    """There is one fragment for each page of each public website, on Redaktionen, and none anywhere else."""
    pages = {f"{w}/{p.name}" for w in EXTERNA for p in (built.site / w).glob("*.html") if p.name != "404.html"}
    assert set(fragments(built)) == pages
    assert not [p for p in built.site.rglob("fragment*") if "redaktionen" not in p.parts]


def test_a_fragment_says_what_its_page_says(built):
    """Letter by letter a fragment is the content of its page, and then until when it holds."""
    for name, html in fragments(built).items():
        main = re.search(r"<main.*?</main>", built.page(name), re.DOTALL)[0]
        assert words(html).startswith(words(main)), name
        assert "Uppgifterna gäller till och med" in html or "datetime" not in built.page(name), name


def test_a_fragment_brings_nothing_of_its_own_and_meets_nothing_of_another_s(built):
    """No script, no style, no relative address; each class and id has the prefix, and each id is there once."""
    for name, html in fragments(built).items():
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|<main|<header|<footer|<h1", html), name
        ids = re.findall(r'\sid="([^"]*)"', html)
        assert len(ids) == len(set(ids)) and all(one.startswith("vv-") for one in ids), name
        classes = [one for value in re.findall(r'\sclass="([^"]*)"', html) for one in value.split()]
        assert classes and all(one.startswith("vv") for one in classes), name
        for href in re.findall(r'\shref="([^"]*)"', html):
            assert re.match(r"https://|tel:|sms:|mailto:", href) or href.removeprefix("#") in ids, (name, href)


def test_a_link_leads_to_where_the_other_page_is_pasted(project):
    """With a page pasted, links to it lead there, and Redaktionen says whether what stands there is today's."""
    assert project.build("-q").code == 0
    version = re.search(r'data-utgava="([a-p]{12})"', fragments(project)["timra.se/stod-och-hjalp.html"])[1]
    pasted = "    inklistrat:\n" + "".join(
        f"      - {{sida: stod-och-hjalp, adress: {address}, utgåva: {utgåva!r}, datum: 2026-11-20}}\n"
        for address, utgåva in ((ADDRESS, version), (f"{ADDRESS}-gammal", "abcdefghijkl"))
    )
    project.replace("data/timra/webbplatser.yml", "    meny:\n", f"{pasted}    meny:\n")
    assert project.build("-q").code == 0
    assert f'href="{ADDRESS}-gammal"' in fragments(project)["timra.se/index.html"]
    said = project.page("redaktionen/index.html")
    assert f"{ADDRESS}, 20 november 2026: <b>aktuell</b>" in said
    assert f"{ADDRESS}-gammal, 20 november 2026: <b>gammal: klistra in den nya</b>" in said


@pytest.mark.parametrize("website", EXTERNA)
def test_no_two_fragments_share_a_version(built, website):
    """Two pages never share a version."""
    versions = [re.search(r'data-utgava="([^"]+)"', html)[1] for name, html in fragments(built).items() if name.startswith(website)]
    assert len(versions) == len(set(versions)) > 3
