"""A statement stands on a page only where its support holds; else it is a question on Redaktionen."""

from __future__ import annotations

import pytest

from vagvisaren.records import support
from vagvisaren.records.register import load
from vagvisaren.shown import editors
from vagvisaren.shown.editors import Redaktion

from .planting import IDAG, ROOT, RÅD, SITUATIONER, TEXTER, plant, raw, shown, website, websites

PLANS = {"timrå": "timrå-anvisningar", "umeå": "umeå-handlingsplan"}
OTHERS = "till andra"
OWNERS = {källa: kommun for kommun, källa in PLANS.items()}


def questions(root) -> dict[str, str]:
    """All questions on Redaktionen to each municipality, and to those who run what is shared, as one text each."""
    redaktion = Redaktion(load(root, internt=True), IDAG)
    asked = {
        one.kommun: "\n".join([*(f"{q.om}: {q.fråga}" for q in (*one.luckor, *one.påståenden)), *one.övriga])
        for one in editors.frågor(redaktion)
    }
    return {**asked, OTHERS: "\n".join(editors.frågor_till_andra(redaktion))}


def statements(node: object):
    """(text, support) of every sentence and step in raw data."""
    if isinstance(node, dict):
        if "stöd" in node and ("text" in node or "gör" in node):
            yield node.get("text") or node["gör"], node["stöd"]
        for inner in node.values():
            yield from statements(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from statements(inner)


@pytest.fixture(scope="module")
def pages_as_shown():
    """What all pages of each website say."""
    return {här.webbplats.id: shown(ROOT, här) for här in websites(ROOT)}


def test_every_statement_without_support_is_a_question_and_on_no_page(pages_as_shown):
    """What the data say with stöd: okänt stands on no page of any website, and is asked on Redaktionen."""
    asked = questions(ROOT)
    unsupported = {text for text, stöd in statements(raw(SITUATIONER)) if stöd == "okänt"}
    supported = {text for text, stöd in statements(raw(SITUATIONER)) if stöd != "okänt"}
    assert unsupported
    for text in unsupported - supported:
        assert not [id_ for id_, html in pages_as_shown.items() if text in html], text
        assert any(f"Stämmer det här? ”{text}”" in said for said in asked.values()), text


def test_a_statement_that_loses_its_support_leaves_the_pages(project):
    """The same sentence is shown with support, and is a question to every municipality without it."""
    text = "Det är gratis att prata med Bris och du behöver inte säga vad du heter."
    written = text.replace("Bris", "{namn}")
    assert text in shown(project, website(project, "timra.se"))
    plant(project, SITUATIONER, f"{written}\n        stöd: [bris-unga]", f"{written}\n        stöd: okänt")
    for här in websites(project):
        assert text not in shown(project, här)
    assert all(text in asked for whom, asked in questions(project).items() if whom != OTHERS)


def test_a_text_that_loses_its_support_is_a_question_too(project):
    """A sentence in texter.yml without support is on no page, and is asked on Redaktionen."""
    text = "Bär inte oron ensam."
    assert text in shown(project, website(project, "timnet"))
    plant(project, TEXTER, f"{text}\n        stöd: [r17]", f"{text}\n        stöd: okänt")
    assert text not in shown(project, website(project, "timnet"))
    assert any(text in asked for asked in questions(project).values())


def test_an_unsure_advice_carries_nothing(register):
    """A statement that leans on a råd with säkerhet osäker does not hold, alone or with a sure one."""
    unsure = [råd.id for råd in register.råd.values() if råd.säkerhet == "osäker"]
    sure = next(råd.id for råd in register.råd.values() if råd.säkerhet == "säker" and råd.gäller == "alla")
    assert unsure
    for lokalt in register.kommuner.values():
        assert support.holds((sure,), register, lokalt.kommun)
        for one in unsure:
            assert not support.holds((one,), register, lokalt.kommun)
            assert not support.holds((sure, one), register, lokalt.kommun)


def test_an_advice_that_becomes_unsure_takes_its_sentences_off_the_pages(project):
    """When a råd is made osäker, the sentences that lean on it leave every website."""
    text = "Bär inte oron ensam."
    plant(project, RÅD, "säkerhet: säker", "säkerhet: osäker", "r17")
    assert text not in shown(project, website(project, "timnet"))


def test_an_advice_that_holds_in_one_municipality_shows_only_there(register, pages_as_shown):
    """A sentence whose råd holds in Umeå only stands on Umeå's pages and on no other's, and the other way round."""
    seen = set()
    for file in (SITUATIONER, TEXTER):
        for text, stöd in statements(raw(file)):
            if isinstance(stöd, list) and len(stöd) == 1 and stöd[0] in register.råd:
                gäller = register.råd[stöd[0]].gäller
                if gäller != "alla" and len(gäller) == 1:
                    where = {id_ for id_, html in pages_as_shown.items() if text in html}
                    owners = {register.kommun_för(register.webbplatser[id_]).kommun.id for id_ in where}
                    assert owners == set(gäller), text
                    seen |= owners
    assert seen == set(register.kommuner)


@pytest.mark.parametrize("kommun", PLANS)
def test_a_line_of_a_plan_supports_only_its_own_municipality(register, kommun):
    """Lines of one municipality's plan hold on its pages and on no other's."""
    holds = {id_ for id_, lokalt in register.kommuner.items() if support.holds((f"{PLANS[kommun]} 1",), register, lokalt.kommun)}
    assert holds == {kommun}


def test_a_step_that_leans_on_a_plan_stands_only_on_its_owner_s_pages(register, pages_as_shown):
    """A step that one plan supports is on that municipality's websites only, and is no question elsewhere."""
    asked = questions(ROOT)
    found = False
    for text, stöd in statements(raw(SITUATIONER)):
        plans = {OWNERS[one.split(" ")[0]] for one in stöd if " " in one} if isinstance(stöd, list) else set()
        if plans:
            found = True
            where = {id_ for id_, html in pages_as_shown.items() if text in html}
            assert {register.kommun_för(register.webbplatser[id_]).kommun.id for id_ in where} == plans, text
            assert not any(text in said for said in asked.values())
    assert found


def test_no_support_at_all_is_no_support(register):
    """okänt and an empty list carry nothing anywhere."""
    for lokalt in register.kommuner.values():
        assert not support.holds("okänt", register, lokalt.kommun)
        assert not support.holds((), register, lokalt.kommun)


def test_every_function_without_a_way_in_is_a_question(register):
    """Each lucka in kommun.yml is asked to that municipality, by the function's name."""
    asked = questions(ROOT)
    for lokalt in register.kommuner.values():
        gaps = {namn: f.lucka for namn, f in lokalt.kommun.funktioner.items() if f.lucka}
        assert gaps
        for namn, lucka in gaps.items():
            assert f"{namn}: {lucka}" in asked[lokalt.kommun.namn]


def test_every_question_in_the_data_is_asked(register):
    """Each fråga of a municipality and its contacts is asked there, each of a shared contact or of all to others."""
    asked = questions(ROOT)
    for lokalt in register.kommuner.values():
        own = [*lokalt.kommun.frågor, *(fråga for kontakt in lokalt.kommun.kontakter for fråga in kontakt.frågor)]
        assert own and [fråga for fråga in own if fråga not in asked[lokalt.kommun.namn]] == []
    shared = (*register.samhällsnummer.values(), *register.stödlinjer.values())
    theirs = [*register.frågor, *(fråga for kontakt in shared for fråga in kontakt.frågor)]
    assert theirs and [fråga for fråga in theirs if fråga not in asked[OTHERS]] == []


def test_what_an_advice_asks_to_have_confirmed_is_asked(register):
    """When a sentence on a page leans on a råd with a fråga, some municipality is asked that fråga."""
    asked = "\n".join(questions(ROOT).values())
    used = {
        one
        for file in (SITUATIONER, TEXTER)
        for _, stöd in statements(raw(file))
        for one in (stöd if isinstance(stöd, list) else ())
    }
    waiting = {id_: råd.fråga for id_, råd in register.råd.items() if råd.fråga and id_ in used and råd.säkerhet != "osäker"}
    assert waiting
    assert [id_ for id_, fråga in waiting.items() if fråga not in asked] == []


def test_what_happens_then_is_asked_where_nobody_has_said(register):
    """A situation with vad_händer_sen: okänt is a question to each municipality that answers it."""
    asked = questions(ROOT)
    unknown = [s["rubrik"] for s in raw(SITUATIONER)["situationer"] if s.get("vad_händer_sen") == "okänt"]
    assert unknown
    for rubrik in unknown:
        assert any(f"{rubrik}: Vad händer sen?" in text for text in asked.values()), rubrik
