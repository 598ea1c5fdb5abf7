"""Klarspråk: how easy the pages are to read, counted by hand here, and the sentences to look at."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bygge import theme_env
from vagvisaren.records.plain_language import (
    HELP,
    LONGEST,
    Mening,
    Sagt,
    blocks_of_html,
    levels,
    lix,
    lix_in_words,
    office_words,
    passives,
    sentences,
    sentences_of,
    word_list,
    words,
)
from vagvisaren.records.register import Register, load
from vagvisaren.shown import pages, plain_language_views
from vagvisaren.shown.editors import Redaktion
from vagvisaren.shown.views import Här

from .planting import IDAG, ROOT, SITUATIONER, messages_in, plant, project_module, word

KLARSPRÅK = "data/gemensamt/klarsprak.yml"


def of(*texts: str) -> list[Mening]:
    return [Mening(text) for text in texts]


def redaktion(root: Path, register: Register) -> Redaktion:
    """Redaktionen with all that the pages under `root` say, as a build gives it."""
    sidor, macros = pages.read_all(root, register, IDAG), project_module("macros")
    here, mallar = {w.id: Här(register, w, IDAG) for w in register.webbplatser.values()}, theme_env.words()
    sagt = {(id_, page.namn): macros.said(page, here[id_], mallar) for id_, own in sidor.items() for page in own if not page.om_planen}
    return Redaktion(register, IDAG, sidor, {}, sagt)


@pytest.fixture(scope="module")
def shipped(register) -> Redaktion:
    return redaktion(ROOT, register)


# ------------------------------------------------------------------ the figure


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Ring oss nu."], 3),  # 3 words in 1 sentence, none long
        (["Ring oss nu.", "Du kan vara anonym hos Bris."], 9 / 2),  # anonym has six letters
        (["Kommunen hjälper dig."], 3 + 100 * 2 / 3),  # Kommunen and hjälper are long
        (["Ring kommunen.", "Berätta vad som oroar dig."], 7 / 2 + 100 * 2 / 7),  # kommunen, Berätta
        (["Det är ett e-brev."], 4),  # a hyphen is no letter
    ],
)
def test_lix_is_words_per_sentence_and_long_words_of_a_hundred(texts, expected):
    """LIX is what Björnsson's formula gives when one counts by hand."""
    assert lix(of(*texts)) == pytest.approx(expected)


def test_lix_of_no_words_is_nothing():
    """A page without a sentence has no figure, and no fault."""
    assert lix([]) == lix(of("112.")) == 0


def test_names_numbers_and_addresses_do_not_make_a_sentence_hard():
    """A name counts as a word but never as a long one, and numbers and addresses are no words."""
    assert list(words("Ring Kvinnofridslinjen, 020-50 50 50, eller läs på kvinnofrid.se/hjalp (dygnet runt).")) == [
        "Ring", "Kvinnofridslinjen", "eller", "läs", "på", "dygnet", "runt",
    ]  # fmt: skip
    assert lix(of("Ring Kvinnofridslinjen, 020-50 50 50.")) == 2
    assert list(words("Skriv till vaxel@kommun.se eller https://kommun.se, t.ex. och/eller nu.")) == ["Skriv", "till", "eller", "t.ex", "och", "eller", "nu"]


@pytest.mark.parametrize(
    ("value", "said"), [(25, "mycket lätt"), (29.6, "lätt"), (39.4, "lätt"), (40, "medelsvår"), (55, "svår"), (60, "mycket svår")]
)
def test_a_figure_is_said_in_words(value, said):
    """The words are those of the whole number that is shown."""
    assert lix_in_words(value) == said


def test_the_levels_are_explained():
    """The list that explains the figures names every level, without a gap."""
    assert list(levels()) == ["under 30: mycket lätt", "30 till 39: lätt", "40 till 49: medelsvår", "50 till 59: svår", "60 och uppåt: mycket svår"]


# ------------------------------------------------------------------ sentences


@pytest.mark.parametrize(
    "text",
    [
        "Ring polisen.|Du är inte ensam!|Vad händer sen?",
        "Ta med papper, t.ex. Pass eller kort.|Ring sedan.",
        "Skolan, bl.a. Rektorn, vet.|Fråga dem.",
        "Växeln öppnar kl. 9 på vardagar.|Ring då.",
        "Vi svarar 8.30–16 och tar 3.5 minuter per samtal.|Vänta kvar.",
        "Ring 114 14.|Du kan tipsa.",
        "Ring 112.|114 14 är för annat.",
        "Enligt 19 kap. 1 § ska du anmäla.|Gör det nu.",
        "Ta med pass, kort m.m.|Ring sedan.",
        "”Är det bråttom?”|Ja, ring 112.",
        "Läs mer på bris.se om du vill.|Eller ring.",
        "Vänta … och se.|Ring sedan.",
        "Boken är min.|Ring sedan.",
    ],
)
def test_a_text_is_split_where_its_sentences_end(text):
    """Neither an abbreviation, a decimal, a clock time nor a number ends a sentence."""
    assert list(sentences(text.replace("|", " "))) == text.split("|")


def test_only_sentences_are_taken_from_what_words_show():
    """Of a word's HTML only paragraphs, list items and steps count: no heading, label, fact, way in or source."""
    html = """
    <h3>Du är orolig för någon nära dig.</h3><p><b>Gör inte:</b> Bär inte oron ensam.</p>
    <table><tr><th class="nr"><span class="for">Skola</span>Kontakta din chef genast.</th><th>Det här är ingen mening.</th>
    <td><span class="dov">Öppet alla dagar 9 till 15.</span></td></tr></table>
    <ul class="kallor"><li>En rapport om läget i landet.</li></ul><ul><li>Du kan vara<br>anonym.</li></ul>
    <dl><div><dt>Kostar</dt><dd><p>Det är gratis att ringa.</p></dd></div></dl><p>Dygnet runt. Växeln <a href="tel:1">112</a></p>"""
    found = [mening.text for mening in sentences_of("{{ situationer() }}", [Sagt(html, False)])]
    assert found == ["Bär inte oron ensam.", "Kontakta din chef genast.", "Du kan vara anonym."]
    assert blocks_of_html("<p>Å &amp; ä</p>") == ["Å & ä"]


def test_a_page_s_own_sentences_are_read_without_marks_and_with_its_words():
    """A heading is no sentence, a link is its text, a list is its items, and a word is what it says."""
    text = "# Stöd för {{ kommun() }}\n\nBor du i **{{ kommun() }}**?\nRing [växeln i dag](x.md).\n\n- Du får hjälp här.\n- Bara ett namn\n\n{{ råd(\"a\") }}\n"
    said = [Sagt("X by", True), Sagt("<i>Y</i> stad", True), Sagt("<p>Det är gratis.</p><p>Du får hjälp här.</p>", False)]
    assert sentences_of(text, said) == (
        Mening("Bor du i Y stad?", True), Mening("Ring växeln i dag.", True), Mening("Du får hjälp här.", True), Mening("Det är gratis."),
    )  # fmt: skip


# ------------------------------------------------------------------ what to look at


@pytest.mark.parametrize(
    "sentence",
    [
        "Anmälan *skickas* till nämnden.", "Du *kontaktas* av oss.", "Ärendet *behandlades* i går.", "Beslut har *prövats*.", "Det *anmäls* till polisen.",
        "Brevet *skrevs* i maj.", "Stödet *ges* i hemmet.", "Det ska *göras* nu.", "Uppgifter *lämnas* ut.", "Du har *informerats*.", "Frågan *ställdes* sent.",
        "Den *används* inte.", "Sidan *genomförs* av oss.", "Planen har *skrivits*.", "Namnen *läggs* till.", "De *utses* varje år.", "Den *köptes* in.",
    ],
)  # fmt: skip
def test_a_passive_is_found(sentence):
    """The passive in s of a verb is found in the present, the past, the supine and the infinitive."""
    assert list(passives(Mening(sentence.replace("*", "")))) == re.findall(r"\*(\w+)\*", sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Det finns hjälp, och det känns bra.", "Han andas, hoppas och lyckas.", "De trivs och umgås.", "Hon skäms och svettas.", "Det syns inte, men kunde synas.",
        "Det har inte lyckats.", "Vi minns och minnas vill.", "Polisens nummer är kommunens.", "Elevernas lärares råd.", "De boendes och ordförandes frågor.",
        "Alldeles gratis, annars alls ibland.", "Är det din plats, insats eller arbetsplats?", "Barnets bästa och samtalets längd.", "Andras oro är allas.",
        "Händelsens och rörelses art.", "Det behövs och det krävs mod.", "Ingen dras in av sig själv.", "Hen fanns där och kändes lugn.", "Vad något kallas.",
        "Vi träffades och möttes där.", "Ring Lukas och Andreas.", "Jonas vet.", "Kyrkans jour har jourtelefons tider.", "Skolornas och pojkarnas.",
    ],
)  # fmt: skip
def test_what_only_ends_in_s_is_no_passive(sentence):
    """Deponent verbs, genitives, names and other words in s are left alone."""
    assert list(passives(Mening(sentence))) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Du erhåller stöd.", {"erhåller": "få"}),
        ("Stödet erhölls i går.", {"erhölls": "få"}),
        ("Arbetet påbörjades i enlighet med planen.", {"påbörjades": "börja", "i enlighet med": "enligt, som"}),
        ("Samtliga individer berörs.", {"Samtliga": "alla", "individer": "person"}),
        ("Vi vidtar åtgärder skyndsamt.", {"vidtar": "göra", "åtgärder": "säg vad som görs", "skyndsamt": "genast, snabbt"}),
        ("Mötet ägde rum i syfte att tydliggöra detta.", {"ägde rum": "vara, hända", "i syfte att": "för att", "tydliggöra": "visa, förklara"}),
        ("Du äger en docka och säger jo, men ejdern är ändå din i syfte.", {}),
        ("Alla får hjälp genast.", {}),
    ],
)
def test_office_words_are_found_however_inflected(register, sentence, expected):
    """A word in the list is found in its other forms, a phrase only whole, and nothing within another word."""
    assert dict(office_words(Mening(sentence), word_list(register.klarspråk.kanslispråk))) == expected


def test_no_office_word_is_listed_twice_or_instead_of_itself(register):
    """Each office word stands once, and no advice holds an office word."""
    own = register.klarspråk.kanslispråk
    assert len({entry.i_stället_för for entry in own}) == len(own) >= 60
    assert [entry.hellre for entry in own if dict(office_words(Mening(entry.hellre), word_list(own)))] == []


def test_a_misspelt_field_of_the_list_is_a_fault(project):
    """The list of office words is checked as all data are."""
    plant(project, KLARSPRÅK, "i_stället_för: adekvat\n    hellre:", "i_stället_för: adekvat\n    helre:")
    assert [fault.split(": ", 1)[1] for fault in messages_in(project, KLARSPRÅK)] == ['"helre" är ingen känd uppgift. Menade du "hellre"?']


# ------------------------------------------------------------------ the report


LONG = "Det här är en mycket lång mening som vi har skrivit bara för att se om rapporten hittar den och säger till om det."


def test_a_long_sentence_on_a_page_is_in_the_report_with_what_to_do(project):
    """A sentence that an editor writes on a shared page stands once, with its file and the other website that shows it."""
    plant(project, "docs/extern/stod-och-hjalp.md", "Hit kan du ringa var du än bor.", f"Hit kan du ringa var du än bor. {LONG}")
    where = redaktion(project, load(project, internt=True))
    found = [(sida.sida, förslag) for sida in plain_language_views.klarspråk(where).sidor for förslag in sida.förslag if förslag.mening == LONG]
    assert [(sida, f.råd, f.plats, f.också) for sida, f in found] == [
        ("timra.se: Stöd och hjälp", ("24 ord. Går den att dela i två?",), "docs/extern/stod-och-hjalp.md", ("umea.se: Stöd och hjälp",))
    ]
    assert len(list(words(LONG))) == 24 > LONGEST
    assert LONG in word(where, "klarspråk")


def test_a_sentence_in_data_is_in_the_report_with_its_line(project):
    """A sentence of a situation leads to the line where an editor changes it."""
    plant(project, SITUATIONER, "gör: Skriv upp tid och plats.", "gör: Erhåll hjälp, och skriv upp tid och plats.")
    line = (project / SITUATIONER).read_text(encoding="utf-8").split("Erhåll hjälp")[0].count("\n") + 1
    where = redaktion(project, load(project, internt=True))
    found = [f for sida in plain_language_views.klarspråk(where).sidor for f in sida.förslag if "Erhåll" in f.mening]
    assert [(f.råd, f.plats) for f in found] == [(("”Erhåll”: hellre få.",), f"{SITUATIONER}:{line}")]


def test_every_page_of_every_website_is_in_the_report(shipped):
    """Each page has a row on its website, internal ones too."""
    report = plain_language_views.klarspråk(shipped)
    assert [(w.webbplats, len(w.sidor)) for w in report.webbplatser] == [(id_, len(own)) for id_, own in shipped.sidor.items()]


def help_pages(redaktion: Redaktion) -> list[plain_language_views.LästSida]:
    return [page for page in plain_language_views.read_pages(redaktion) if page.är_hjälp]


def test_the_pages_for_a_worried_person_are_known_by_their_words(shipped):
    """The start page, Vem kontaktas and Stöd och hjälp of each public website are help pages, those for staff are not."""
    found = {(page.webbplats.id, page.page.namn) for page in help_pages(shipped)}
    public = [w.id for w in shipped.register.webbplatser.values() if w.publik == "extern"]
    assert public and {(id_, namn) for id_ in public for namn in ("index", "vem-kontaktas", "stod-och-hjalp")} <= found
    assert not {id_ for id_, _ in found} - set(public)
    assert not [page for page in help_pages(shipped) if 'översikt("personal")' in page.page.text or page.page.om_planen]


def test_the_shipped_help_pages_are_easy_to_read(shipped):
    """No page that a worried person reads has a LIX over 40."""
    assert [(page.namn, lix(page.meningar)) for page in help_pages(shipped) if lix(page.meningar) > HELP] == []


def test_a_hard_page_misses_the_goal_in_the_report(project):
    """A help page that has become hard to read is shown over its goal, so the test above can fail."""
    hard = "Verksamhetsansvariga tjänstepersoner informerar regelbundet berörda socialtjänstorganisationer angående förebyggande arbetsuppgifter.\n\n"
    sentences_ = "".join(hard.replace("regelbundet", f"regelbundet{'x' * n}") for n in range(40))
    plant(project, "docs/extern/stod-och-hjalp.md", "{{ stödlinjer() }}", f"{sentences_}{{{{ stödlinjer() }}}}")
    where = redaktion(project, load(project, internt=True))
    rows = [sida for w in plain_language_views.klarspråk(where).webbplatser for sida in w.sidor if sida.sida == "Stöd och hjälp"]
    assert rows and all(sida.lix > HELP and sida.mål == f"{sida.lix - HELP} över målet" for sida in rows)
    assert "över målet" in word(where, "klarspråk") and re.search(r"Och 3\d till\.", word(where, "klarspråk"))


def test_the_plan_s_own_words_are_not_judged(shipped):
    """What the words about the plan show is a quotation, and is no sentence of the report."""
    read = [page for page in plain_language_views.read_pages(shipped) if page.page.om_planen]
    assert read and all(mening.egen or mening.text not in _plan(shipped) for page in read for mening in page.meningar)
    kept = Redaktion(shipped.register, IDAG, shipped.sidor, {}, {(p.webbplats.id, p.page.namn): (f"<p>{LONG}</p>",) * len(p.page.calls) for p in read})
    again = {page.namn: page for page in plain_language_views.read_pages(kept)}
    only = [page for page in read if all(call.word.om_planen for call in page.page.calls)]
    assert all(LONG not in [mening.text for mening in again[page.namn].meningar] for page in only)


def _plan(shipped: Redaktion) -> str:
    return "\n".join(line for lines in shipped.register.plantexter.values() for line in lines)
