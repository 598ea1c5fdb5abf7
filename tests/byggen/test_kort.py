"""The cards that a worried person meets, after the rules of those who do this well, and what a page may weigh."""

from __future__ import annotations

import gzip
import re

import pytest

from vagvisaren.records.formats import ascii_id

PUBLIC = ("timra.se", "umea.se")
FACTS = (
    "Hette förut", "Vem svarar", "Be om", "Öppet", "Stängt?", "Kostar", "Anonymt", "Syns på räkningen", "Språk", "Text- och bildtelefoni", "Kontroll",
)  # fmt: skip
HEAVIEST = 14_000  # bytes of gzip: what the first round trip carries


def plates(html: str) -> list[str]:
    return re.findall(r'<section class="skylt .*?</section>', html, re.DOTALL)


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("page", [f"{site}/{name}" for site in PUBLIC for name in ("index", "vem-kontaktas")])
def test_the_two_plates_are_calls_to_act(built, page):
    """Each plate's heading says how urgent it is in words, what to do, and one number; five bullets at most; nothing
    stands between the two; and the plate about danger now has no link but 112."""
    html = built.page(f"{page}.html")
    danger, police = plates(html)
    assert re.search(re.escape(danger) + r"\s*" + re.escape(police), html)
    for plate, urgency, number in ((danger, "Fara just nu:", "112"), (police, "Inte akut:", "114 14")):
        (heading,) = re.findall(r"<h2.*?</h2>", plate, re.DOTALL)
        assert text(heading).startswith(f"{urgency} Ring") and number in text(heading)
        assert len(re.findall(r'class="nummer"', plate)) == 1 and 1 <= len(re.findall("<li>", plate)) <= 5
    assert re.findall(r'href="([^"]+)"', danger) == ["tel:112"]


@pytest.mark.parametrize("site", PUBLIC)
def test_each_arm_leads_to_a_place_with_one_number(built, site):
    """Choosing a situation is a link to an address that lasts, made of the situation's id, and the place has one large
    number, after who to ask for, and its facts always in the same order."""
    html = built.page(f"{site}/index.html")
    arms = re.findall(r'<li><a class="arm" href="#([^"]+)"><span>(.*?)</span>', html)
    assert 3 <= len(arms) <= 9 and all(len(words.split()) <= 6 for _, words in arms)
    for anchor, _ in arms:
        assert anchor == ascii_id(anchor)
        (place,) = re.findall(rf'<section id="{anchor}".*?</section>', html, re.DOTALL)
        assert len(re.findall('class="nummer"', place)) == 1
        assert re.search(r'<p class="vem">(Ring|Kontakta) .*?</p>\s*<a class="nummer"', place, re.DOTALL)
        said = [text(term) for term in re.findall(r"<dt>(.*?)</dt>", place)]
        assert said == [term for term in FACTS if term in said] and said


def test_a_contact_says_what_the_data_know(project):
    """What happens after the call, the bill, and text and picture telephony stand on the card when the data have them."""
    language = "    språk: [svenska, engelska]\n"
    then = "    vad_händer_sen:\n      - {text: En operatör svarar och ställer frågor., stöd: [r3]}\n"
    project.replace("data/gemensamt/samhallsnummer.yml", language, f"{language}    syns_på_räkningen: ja\n{then}")
    assert project.build("-q").code == 0
    start, lines = project.page("timra.se/index.html"), project.page("timra.se/stod-och-hjalp.html")
    assert "<dt>Text- och bildtelefoni</dt><dd>Ja</dd>" in start and "<dt>Syns på räkningen</dt><dd>Ja</dd>" in start
    assert "<b>Vad händer sen?</b> En operatör svarar och ställer frågor." in start
    assert "Går att nå med text- och bildtelefoni." in lines and "En operatör svarar och ställer frågor." in lines


@pytest.mark.parametrize("site", PUBLIC)
def test_every_public_page_is_light_and_whole(built, site):
    """Each public page with its styles and scripts fits the first round trip, fetches nothing more, and stores nothing."""
    pages = sorted((built.site / site).glob("*.html"))
    assert len(pages) > 8
    for path in pages:
        html = path.read_text(encoding="utf-8")
        assert len(gzip.compress(html.encode(), 9, mtime=0)) <= HEAVIEST, path.name
        assert not re.search(r"<script[^>]* src=|<link(?! rel=\"icon\" href=\"data:,\")|<img|<iframe|@import|url\(", html), path.name
        assert not re.search(r"cookie|localStorage|sessionStorage|indexedDB|sendBeacon|fetch\(|XMLHttpRequest", "".join(re.findall(r"<script.*?</script>", html, re.DOTALL)))


@pytest.mark.parametrize("part", ["linjer", "plan", "affisch"])
def test_a_page_carries_the_style_of_what_stands_on_it_and_no_other(built, part):
    """A page has a part of the style exactly when it has a class, or a kind of element, that only that part styles."""
    files = {path.stem: re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL) for path in (built.root / "tema/stil").glob("*.css")}
    own = set(re.findall(r"\.([a-z]+)", files[part])) - set(re.findall(r"\.([a-z]+)", files["grund"]))
    mark = {"linjer": ".linjer{", "plan": ".obedomd .kant{", "affisch": ".affisch{"}[part]
    found = {True: 0, False: 0}
    for site in (*PUBLIC, "timnet"):
        for path in sorted((built.site / site).glob("*.html")):
            html = path.read_text(encoding="utf-8")
            classes = {name for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}
            needs = bool(own & classes) or part == "plan" and "<blockquote" in html
            assert (mark in html) is needs, (path.name, sorted(own & classes))
            found[needs] += 1
    assert found[True] and found[False]


def test_a_page_in_another_language_says_which(project):
    """The page is in its own language, what the frame says stays Swedish, and every page links to it by its own name."""
    project.replace(
        "data/umea/webbplatser.yml", "        lucka: Vem skriver texten på finska, och när?",
        "        namn: Suomi\n        sida: suomeksi\n        översatt_av: auktoriserad översättare\n        datum: 2026-11-01",
    )  # fmt: skip
    (project.root / "docs/umea.se/suomeksi.md").write_text('# Oletko huolissasi?\n\nSoita: {{ nummer("112") }}.\n', encoding="utf-8")
    assert project.build("-q").code == 0
    page, other = project.page("umea.se/suomeksi.html"), project.page("umea.se/index.html")
    assert '<html lang="fi">' in page and all(f'<{part} lang="sv"' in page for part in ("header", 'footer class="fot"'))
    assert '<html lang="sv">' in other and ' lang="sv"' not in other.split("<html", 1)[1][20:]
    assert '<a href="suomeksi.html" lang="fi" hreflang="fi">Suomi</a>' in other and "suomeksi" not in project.page("timra.se/index.html")
