"""What surrounds the pages: colours, names, languages, the accessibility statement, the poster."""

from __future__ import annotations

import re

import pytest
import segno

from vagvisaren.checks import frame_checks
from vagvisaren.records import model as m
from vagvisaren.records.register import load
from vagvisaren.shown import posters, views, words
from vagvisaren.shown.editors import Redaktion, frågor

from .planting import ROOT, messages, place, plant, value_place, websites, write

TIMRÅ, UMEÅ = "data/timra/webbplatser.yml", "data/umea/webbplatser.yml"
LEAVE = "    lämna_snabbt: https://www.1177.se/\n"
COLOURS = "    färger:\n      accent: '#0b4f36'\n      fyll: '#0b4f36'\n      accent_mörk: '#8fd6b4'\n      fyll_mörk: '#145c41'\n"


# ------------------------------------------------------------------ colours


@pytest.mark.parametrize(("one", "other", "ratio"), [("#ffffff", "#000000", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54)])
def test_contrast_is_reckoned_as_wcag_does(one, other, ratio):
    """Black on white is 21, a colour on itself 1, and the grey that WCAG's own examples name 4.54."""
    assert round(frame_checks.contrast(one, other), 2) == round(frame_checks.contrast(other, one), 2) == ratio


def test_colours_that_can_be_read_are_taken(project):
    """The colours of the first design pass."""
    plant(project, TIMRÅ, LEAVE, LEAVE + COLOURS)
    assert messages(project) == []


@pytest.mark.parametrize(
    ("field", "colour", "wrong"),
    [
        ("accent", "#0b8f66", "mot den vita bakgrunden: 4 till 1. Välj en mörkare färg: minst 7 till 1."),
        ("fyll", "#0b8f66", "mot den vita texten: 4 till 1. Välj en mörkare färg: minst 7 till 1."),
        ("accent_mörk", "#2f7656", "mot den mörka bakgrunden: 3,4 till 1. Välj en ljusare färg: minst 7 till 1."),
        ("fyll_mörk", "#8fd6b4", "mot den vita texten: 1,6 till 1. Välj en mörkare färg: minst 7 till 1."),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused(project, field, colour, wrong):
    """Too little contrast stops everything, and says how much is asked for."""
    text = re.sub(rf"{field}: '#\w+'", f"{field}: '{colour}'", COLOURS, count=1)
    plant(project, TIMRÅ, LEAVE, LEAVE + text)
    where = value_place(project, TIMRÅ, field)
    assert messages(project) == [f"{where}: Färgen {colour} syns för dåligt {wrong}"]


def test_the_neutral_palette_keeps_the_same_rule():
    """The style's own colours have the contrast that a municipality's must have, on the grounds that the rule knows."""
    style = (ROOT / "tema/stil/grund.css").read_text(encoding="utf-8")
    day, night = (dict(re.findall(r"--([a-z]+):(#\w+)", style[at : style.index("}", at)])) for at in (style.index(":root{"), style.index("prefers-color-scheme:dark")))
    assert day["bg"] == "#fff" and night["bg"] == frame_checks.GROUND_BY_NIGHT
    for colours, ground in ((day, "#ffffff"), (night, night["bg"])):
        for name in ("text", "dov", "accent"):
            assert frame_checks.contrast(colours[name], ground) >= frame_checks.TEXT, name
        assert frame_checks.contrast(colours["fyll"], "#ffffff") >= frame_checks.TEXT
    assert frame_checks.contrast(day["fara"], "#ffffff") >= frame_checks.TEXT


# ------------------------------------------------------------------ names


@pytest.mark.parametrize("line", ["      om-begreppet: Om extremism", "      om-begreppet: Våldsbejakande miljöer", "      om-begreppet: Stöd till avhoppare"])
def test_a_page_s_name_tells_nobody_what_it_is_about(project, line):
    """Where readers can leave quickly, the tab and the history must not tell what they read."""
    plant(project, TIMRÅ, "      om-begreppet: Om begreppet", line)
    (message,) = messages(project)
    assert message.startswith(place(project, TIMRÅ, line.strip().split(": ")[1])) and "syns i flikar och i historiken" in message
    plant(project, TIMRÅ, LEAVE, "")
    assert messages(project) == []


# ------------------------------------------------------------------ languages


def gaps(root) -> list[str]:
    register = load(root, internt=True)
    return [f"{f.om}: {f.fråga}" for k in frågor(Redaktion(register, websites(root)[0].idag)) for f in k.luckor]


def test_a_language_without_text_is_a_question_and_no_page():
    """What nobody has translated stands as a question on Redaktionen, and on no website."""
    umeå = next(här for här in websites(ROOT) if här.webbplats.id == "umea.se")
    assert [one.språk for one in umeå.webbplats.språk] == ["finska", "meänkieli", "samiska", "engelska"]
    assert not any(one.sida for one in umeå.webbplats.språk)
    assert {"umea.se: finska: Vem skriver texten på finska, och när?"} <= set(gaps(ROOT))


@pytest.mark.parametrize(
    ("record", "wrong"),
    [
        ("{språk: finska, kod: fi}", "För texten på finska saknas namn och sida och översatt_av och datum. Fyll i det, eller skriv lucka: och frågan till kommunen."),
        ("{språk: finska, kod: fi, namn: Suomi, sida: suomeksi, datum: 2026-11-01}", "För texten på finska saknas översatt_av. Fyll i det, eller skriv lucka: och frågan till kommunen."),
        ("{språk: finska, kod: fi, namn: Suomi, lucka: Vem?}", "Texten på finska finns och saknas på samma gång. Ta bort lucka, eller ta bort sida och de andra uppgifterna."),
    ],
)
def test_a_language_is_a_whole_page_or_a_question(project, record, wrong):
    """A text in another language has a page, a writer and a day; else it is a question."""
    plant(project, UMEÅ, "      - språk: finska\n        kod: fi\n        lucka: Vem skriver texten på finska, och när?\n", f"      - {record}\n")
    write(project, "docs/umea.se/suomeksi.md", "# Suomi\n\nTeksti.\n")
    where = place(project, UMEÅ, record)
    assert f"{where}: {wrong}" in messages(project)


# ------------------------------------------------------------------ the statement


@pytest.mark.parametrize(
    ("new", "wrong"),
    [
        ("följer: delvis", "Webbplatsen följer kraven delvis, men inga brister står här. Skriv brister: vad, skäl och i_stället för var och en."),
        ("följer: helt", "Det står inte när eller hur webbplatsen bedömdes. Skriv bedömd och metod, eller följer: okänt."),
        (
            "följer: helt\n      brister:\n        - {vad: Kartan., skäl: Den är en bild., i_stället: Adressen står bredvid.}",
            "Webbplatsen följer kraven helt, men har brister. Skriv följer: delvis.",
        ),
    ],
)
def test_a_statement_says_all_that_it_must(project, new, wrong):
    """A statement that claims something says on what grounds."""
    plant(project, UMEÅ, "följer: okänt", new)
    assert any(message.endswith(wrong) and message.startswith(f"{UMEÅ}:") for message in messages(project))


def test_every_website_has_its_statement_and_says_what_is_missing():
    """Each website has a statement; the form that nobody has named is a question, never an address."""
    for här in websites(ROOT):
        assert här.webbplats.tillgänglighet and "tillganglighetsredogorelse" in här.webbplats.sidor
        shown = views.tillgänglighet(här)
        assert (shown.formulär is None) == (här.webbplats.tillgänglighet.formulär == m.OKÄNT)
        assert any(gap.startswith(f"{här.webbplats.id}: tillgänglighet: Vilket formulär") for gap in gaps(ROOT))


# ------------------------------------------------------------------ the poster


def test_the_poster_s_code_is_the_address_and_nothing_else():
    """The dark squares are those of the address alone, with an empty edge that a reader of codes needs."""
    adress = "https://www.timra.se/"
    kod, wanted = posters.qr(adress), segno.make(adress, error="m", micro=False).matrix
    dark = {(int(x) + i, int(y)) for x, y, n in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", kod.path) for i in range(int(n))}
    assert dark == {(x + 4, y + 4) for y, row in enumerate(wanted) for x, value in enumerate(row) if value}
    assert kod.sida == len(wanted) + 8


def test_a_poster_without_an_address_has_no_code(project):
    """Where nobody has said where the website lies, the poster has neither address nor code."""
    plant(project, TIMRÅ, "    adress: https://www.timra.se/", "    adress: okänt")
    här = next(här for här in websites(project) if här.webbplats.id == "timra.se")
    shown = words.affisch(här, "socialtjänst")
    assert (shown.adress, shown.kod) == (None, None)


def test_the_poster_is_to_be_changed_when_its_first_number_is_too_old():
    """The day on the poster is the earliest of its contacts' last days."""
    for här in websites(ROOT):
        if här.webbplats.publik == "extern":
            shown = words.affisch(här, "socialtjänst")
            days = [shown.kontakt.sista_dag, *(s.första.kontakt.sista_dag for s in shown.skyltar)]
            assert shown.byt_efter == min((day for day in days if day), default=None)
