"""The words that a page may use, and what a page may not hold: said before anything is rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from vagvisaren.faults import enumerate_words, nearest
from vagvisaren.shown import pages
from vagvisaren.shown.page import Page
from vagvisaren.shown.views import Här
from vagvisaren.shown.words import WORDS, Argument

from .planting import ROOT, RÅD, messages, page_faults, place, plant, websites, word, write

PAGE = "docs/extern/prov.md"
BEGINNING = "# Rubrik\n\n"
WEBBPLATS = {namn for namn, word in WORDS.items() if not word.redaktionen}
REDAKTIONEN = {namn for namn, word in WORDS.items() if word.redaktionen}


def said(line: str, här) -> list[str]:
    """What is wrong with a page of a heading and one line (its third)."""
    return page_faults(f"{BEGINNING}{line}\n", här, PAGE)


# ------------------------------------------------------------------ words


def test_the_project_s_own_pages_use_words_rightly(alla_webbplatser):
    """No page of any website, nor of Redaktionen, has a fault; so each planted fault below is the only one."""
    for här in (*alla_webbplatser.values(), None):
        found, faults = pages.read_pages(ROOT, här)
        assert found and faults == []
        assert any(page.calls for page in found.values())


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("{{ stödlinje() }}", '"stödlinje" är inget känt ord. Menade du "stödlinjer"?'),
        ("{{ stodlinjer() }}", '"stodlinjer" är inget känt ord. Menade du "stödlinjer"?'),
        ("{{ stödlinjer }}", '"stödlinjer" står utan parentes eller är inget känt ord. Skriv {{ stödlinjer() }}.'),
        ("{{ stödlinje }}", '"stödlinje" står utan parentes eller är inget känt ord. Menade du "stödlinjer"?'),
        ('{{ stödlinjer("ung") }}', 'Ordet "stödlinjer" tar inget inom parentesen. Skriv {{ stödlinjer() }}.'),
        ('{{ situationer("invånaren") }}', '"invånaren" är inte en roll här. Menade du "invånare"?'),
        ('{{ situationer("chef") }}', '"chef" är inte en roll här. {närmast}'),
        ('{{ råd("teken") }}', '"teken" är inte en textgrupp här. Menade du "tecken"?'),
        ('{{ kontakt("vägledningen") }}', '"vägledningen" är inte en kontakt eller funktion här. Menade du "vägledning"?'),
        ("{{ råd() }}", 'Ordet "råd" behöver en textgrupp. Skriv till exempel {{ råd("…") }}.'),
        ("{{ kontakt() }}", 'Ordet "kontakt" behöver en kontakt eller funktion. Skriv till exempel {{ kontakt("…") }}.'),
        ('{{ råd("tecken", "språk") }}', 'Ordet "råd" tar högst en sak inom parentesen, med citattecken. Skriv {{ råd("…") }}.'),
        ("{{ råd(tecken) }}", 'Ordet "råd" tar högst en sak inom parentesen, med citattecken. Skriv {{ råd("…") }}.'),
        ("{{ råd(1) }}", 'Ordet "råd" tar högst en sak inom parentesen, med citattecken. Skriv {{ råd("…") }}.'),
        ('{{ råd("tecken) }}', 'Ordet "råd" tar högst en sak inom parentesen, med citattecken. Skriv {{ råd("…") }}.'),
        ("{{ råd(**{}) }}", 'Ordet "råd" tar högst en sak inom parentesen, med citattecken. Skriv {{ råd("…") }}.'),
    ],
)  # fmt: skip
def test_a_word_that_is_written_wrongly_is_refused(extern, line, wrong):
    """An unknown word, a missing bracket and each wrong argument is one message, with what to write instead."""
    roles = {*(str(roll) for roll in extern.roller), "allmänhet", "alla"}
    assert said(line, extern) == [f"{PAGE}:3:1: {wrong.replace('{närmast}', nearest('chef', roles)).rstrip()}"]


def test_a_word_that_resembles_none_lists_the_words_when_they_are_few(extern):
    """A word near no other is refused, and an editor is not drowned in names."""
    assert said("{{ xyzzy() }}", extern) == [
        f'{PAGE}:3:1: "xyzzy" är inget känt ord. {nearest("xyzzy", WEBBPLATS)}'.rstrip()
    ]


@pytest.mark.parametrize("line", ["{{ råd(”tecken”) }}", "{{ råd(“tecken“) }}", "{{ råd(„tecken”) }}"])
def test_a_typographic_quote_in_a_word_is_pointed_out(extern, line):
    """A word whose brackets hold typographic quotation marks is told to have straight ones."""
    assert said(line, extern) == [
        f'{PAGE}:3:8: Ett typografiskt citattecken står i ett ord. Skriv raka citattecken: "växel".'
    ]


def test_a_quotation_in_brackets_is_a_sentence(extern):
    """A sentence may hold a quotation within brackets, with Swedish quotation marks."""
    assert said("Tryck på knappen (”Lämna sidan snabbt”) överst.", extern) == []


@pytest.mark.parametrize(
    ("line", "column"), [("{{ stödlinjer()", 1), ("Ring {{ nummer(\"växel\") } nu.", 6), ("{{ stödlinjer() {{ källor() }}", 1)]
)
def test_a_word_that_is_not_closed_is_pointed_out(extern, line, column):
    """Braces that open and do not close on the line are pointed out where they open."""
    assert said(line, extern)[0] == f"{PAGE}:3:{column}: Ett ord öppnas med {{{{ men stängs inte på raden. Skriv }}}} efter ordet."


@pytest.mark.parametrize(("line", "column"), [("stödlinjer() }}", 14), ('Ring {{ nummer("växel") }} nu }}.', 31)])
def test_a_word_that_is_not_opened_is_pointed_out(extern, line, column):
    """Braces that close without having opened are pointed out where they stand."""
    assert said(line, extern) == [f"{PAGE}:3:{column}: Här står }}}} utan {{{{. Skriv {{{{ före ordet."]


@pytest.mark.parametrize("namn", sorted(namn for namn in WEBBPLATS if WORDS[namn].eget_stycke and WORDS[namn].argument is Argument.inget))
def test_a_word_that_is_a_block_stands_on_a_line_of_its_own(extern, namn):
    """A word that shows a block is refused within a sentence, and allowed alone."""
    assert said(f"{{{{ {namn}() }}}}", extern) == []
    assert said(f"Här: {{{{ {namn}() }}}}", extern) == [
        f'{PAGE}:3:6: Ordet "{namn}" ska stå på en egen rad. '
        "Flytta det till en egen rad, med en tom rad före och efter."
    ]


@pytest.mark.parametrize("line", ['Ring {{ nummer("växel") }} nu.', "Du bor i {{ kommun() }}."])
def test_a_word_that_is_a_text_may_stand_in_a_sentence(extern, line):
    """A number and the municipality's name may stand in the middle of a sentence."""
    assert said(line, extern) == []


@pytest.mark.parametrize("line", ['{{ situationer("invånare") }}', '{{ situationer(roll="invånare") }}', "{{situationer('invånare')}}"])
def test_an_argument_may_be_named_or_not(extern, line):
    """A role may be written with or without roll=, with or without spaces, in either straight quotation marks."""
    assert said(line, extern) == []


def test_a_word_with_decomposed_letters_is_the_same_word(project, alla_webbplatser):
    """A page that is saved with separate dots over the letters has the same words."""
    plant(project, "docs/extern/stod-och-hjalp.md", "stödlinjer()", "sto\u0308dlinjer()")
    här = next(h for h in alla_webbplatser.values() if h.webbplats.publik == "extern")
    found, faults = pages.read_pages(project, här)
    assert faults == []
    assert "stödlinjer" in [call.word.namn for call in found["stod-och-hjalp.md"].calls]


@pytest.mark.parametrize("namn", sorted(REDAKTIONEN))
def test_redaktionen_s_words_are_refused_on_a_website(extern, namn):
    """A word that shows what the editors see is unknown on a website's page, and known on Redaktionen's."""
    assert page_faults(f"{BEGINNING}{{{{ {namn}() }}}}\n", None, PAGE) == []
    assert said(f"{{{{ {namn}() }}}}", extern) == [
        f'{PAGE}:3:1: "{namn}" är inget känt ord. {nearest(namn, WEBBPLATS)}'.rstrip()
    ]


@pytest.mark.parametrize("namn", sorted(namn for namn in WEBBPLATS if WORDS[namn].argument is Argument.inget))
def test_a_website_s_words_are_refused_on_redaktionen(extern, namn):
    """A word that belongs to a website is unknown on Redaktionen's pages, and known on the website's."""
    assert said(f"{{{{ {namn}() }}}}", extern) == []
    assert page_faults(f"{BEGINNING}{{{{ {namn}() }}}}\n", None, PAGE) == [
        f'{PAGE}:3:1: "{namn}" är inget känt ord. {nearest(namn, REDAKTIONEN)}'.rstrip()
    ]


@pytest.mark.parametrize("namn", ["config", "git", "environment", "page", "navigation", "extra", "plugin"])
def test_the_engine_s_own_names_are_refused(extern, namn):
    """A name that would publish settings, paths or the editor's address is no word, on any page."""
    for här, known in ((extern, WEBBPLATS), (None, REDAKTIONEN)):
        assert page_faults(f"{BEGINNING}{{{{ {namn} }}}}\n", här, PAGE) == [
            f'{PAGE}:3:1: "{namn}" står utan parentes eller är inget känt ord. {nearest(namn, known)}'.rstrip()
        ]


@pytest.mark.parametrize("line", ["{{ macros_info() }}", "{{ context() }}", "{{ fix_url('x') }}", "{{ range() }}"])
def test_the_engine_s_own_functions_are_refused(extern, line):
    """A function of the engine or of its templates is no word."""
    namn = line[3:].split("(")[0]
    assert said(line, extern) == [f'{PAGE}:3:1: "{namn}" är inget känt ord. {nearest(namn, WEBBPLATS)}'.rstrip()]


CODE = (
    '{{ config["site_dir"] }}', "{{ config.site_dir }}", "{{ stödlinjer() | safe }}", "{{ stödlinjer().x }}", "{{ 7*7 }}",
    "{{ (lambda: 1)() }}", "{{ stödlinjer()() }}", "{{- stödlinjer() -}}", "{{ }}", "{{ a b }}", "{{ x = 1 }}", '{{ "växel" }}',
)  # fmt: skip
UNREADABLE = 'går inte att läsa. Skriv som {{ stödlinjer() }} eller {{ nummer("växel") }}.'


@pytest.mark.parametrize("line", CODE)
def test_program_code_within_braces_is_no_word(extern, line):
    """Filters, attributes, arithmetic, calls of calls and braces without a word are refused with how a word is written."""
    assert said(line, extern) == [f"{PAGE}:3:1: Ordet {line} {UNREADABLE}"]


@pytest.mark.parametrize("inner", ["(" * 3000, "1" + "+1" * 60_000, "not " * 30_000, 'nummer("' + "x" * 200_000 + '")'])
def test_a_word_of_endless_length_is_one_short_message(extern, inner):
    """However much stands within the braces, the message is as long as a line, and the next word is read."""
    text = f"{{{{{inner}}}}}\n\n{{{{ stödlinje() }}}}"
    unread, unknown = f"{PAGE}:3:1: Ordet {{{{{inner[:100]}…}}}} {UNREADABLE}", f'{PAGE}:5:1: "stödlinje" är inget känt ord. Menade du "stödlinjer"?'
    assert [message for message in said(text, extern) if "mer än 30000" not in message] == [unread, unknown]


def test_a_word_is_spelled_with_its_own_letters(extern):
    """A letter of another alphabet that looks the same does not make the word."""
    assert said('{{ \U0001d427ummer("växel") }}', extern) == [f'{PAGE}:3:1: "\U0001d427ummer" är inget känt ord. Menade du "nummer"?']


# ------------------------------------------------------------------ what a page may not hold


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("{% if intern %}", "Här står programkod ({% eller {#). Använd bara ord: {{ … }}."),
        ("{# internt #}", "Här står programkod ({% eller {#). Använd bara ord: {{ … }}."),
        ("<!-- internt -->", "Här står en HTML-kommentar. Den skulle publiceras. Ta bort den."),
        ("```", "Här börjar programkod. Ta bort raden."),
        ("<div hidden>", "Här står HTML. Skriv bara Markdown och ord."),
        ("</div>", "Här står HTML. Skriv bara Markdown och ord."),
    ],
)
def test_code_comments_and_html_are_refused(extern, line, wrong):
    """A page holds sentences and words: no program code, no comment, no HTML."""
    assert said(line, extern) == [f"{PAGE}:3:1: {wrong}"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "JavaScript:alert(1)", " vbscript:a", "data:text/html,a", "&#106;avascript:a", "file:///etc"])
def test_a_link_to_anything_but_a_page_or_an_address_is_refused(extern, address):
    """A link leads to a page or to https://: never to a script, also when the address stands on a line of its own."""
    wrong = "Länken leder varken till en sida eller till en webbadress. Skriv som (stod-och-hjalp.md) eller (https://www.exempel.se/)."
    assert said(f"[Klicka]({address})", extern) == [f"{PAGE}:3:8: {wrong}"]
    assert said(f"[Klicka][1]\n\n[1]: {address}", extern) == [f"{PAGE}:5:3: {wrong}"]


@pytest.mark.parametrize("address", ["https://exempel.se/k.png", "//exempel.se/k.png", "karta.png"])
def test_a_picture_is_refused(extern, address):
    """A page has no picture, from elsewhere or of its own."""
    assert said(f"![Karta]({address})", extern) == [f"{PAGE}:3:1: Här står en bild. En sida under docs/ har bara text. Ta bort den."]


NO_TARGET = "Länken leder varken till en sida eller till en webbadress. Skriv som (stod-och-hjalp.md) eller (https://www.exempel.se/)."
SLIPS = {  # what is written on a page's third line, and what is said of it
    "[mer](vem-kontaktas)": "7: Länken leder till en sida, men .md saknas. Skriv [mer](vem-kontaktas.md).",
    "[mer](vem-kontaktas#akut)": "7: Länken leder till en sida, men .md saknas. Skriv [mer](vem-kontaktas.md#akut).",
    "Läs [mer](www.timra.se).": "11: Webbadressen börjar inte med https://. Skriv https://www.timra.se",
    "[mer](timra.se)": f"7: {NO_TARGET}",
    "[mer](/vem-kontaktas/)": f"7: {NO_TARGET}",
    "[mer]()": f"7: {NO_TARGET}",
    "Läs [mer](https://www.timra.se": "5: En länk öppnas med ( men stängs inte på raden. Skriv ) efter adressen.",
    "Ring **nu eller i morgon.": "6: Fetstil börjar med ** men slutar inte i stycket. Skriv ** också efter orden.",
}


@pytest.mark.parametrize("line", SLIPS)
def test_a_slip_in_markdown_is_said_before_the_build(extern, line):
    """What would stop the build, or show signs to the reader, is a fault with its place and what to write."""
    assert said(line, extern) == [f"{PAGE}:3:{SLIPS[line]}"]


@pytest.mark.parametrize("line", ["Ring nu:\n- Polisen", "Ring nu.\nRing då:\n1. Polisen\n2. Växeln", "## Ring\nRing nu:\n* Polisen"])
def test_a_list_directly_under_a_paragraph_is_refused(extern, line):
    """A list without an empty line before it would be running text: a fault at its first line."""
    at = 3 + next(i for i, one in enumerate(line.split("\n")) if one[0] in "-1*")
    assert said(line, extern) == [f"{PAGE}:{at}:1: Listan står direkt under ett stycke och blir löpande text. Lägg en tom rad före listan."]


@pytest.mark.parametrize(
    "line",
    [
        "[mer](vem-kontaktas.md#akut) och [mer](https://www.timra.se/a_(b)) och [upp](#rubrik)", "Ring **nu eller\ni morgon** och **då**.",
        "Ring:\n\n- Polisen\n  eller **någon**\n- Växeln", "## Ring\n- Polisen", "Ring mellan 8 och\n– helst – 12.",
    ],
)  # fmt: skip
def test_markdown_without_slips_passes(extern, line):
    """The twin: links that lead somewhere, bold over two lines and lists after an empty line have no fault."""
    assert said(line, extern) == []


def test_front_matter_is_refused(extern):
    """A page does not begin with a hidden head of settings."""
    assert page_faults("---\ntitle: Hej\n---\n# Rubrik\n", extern, PAGE)[0] == (
        f"{PAGE}:1:1: Sidan börjar med ett dolt huvud (---). Ta bort det. Börja med rubriken."
    )


def test_a_page_has_one_main_heading(extern):
    """A second main heading is refused where it stands."""
    assert said("# En till", extern) == [f"{PAGE}:3:1: Sidan har två huvudrubriker. Börja raden med ## i stället."]
    assert said("## Under", extern) == []


@pytest.mark.parametrize("text", ["", "Bara text.\n", "\n# Rubrik\n", "## Under\n", "#Rubrik\n"])
def test_a_page_begins_with_its_heading(extern, text):
    """The first line of a page is its heading."""
    assert page_faults(text, extern, PAGE) == [
        f"{PAGE}:1:1: Sidan börjar inte med en rubrik. Börja första raden med # och sidans rubrik."
    ]


# ------------------------------------------------------------------ where the faults are said


def test_a_fault_on_a_shared_page_is_said_once(project):
    """A wrong word on a page that several websites share is one message, at the page."""
    assert sum(här.webbplats.publik == "extern" for här in websites(project)) > 1
    plant(project, "docs/extern/stod-och-hjalp.md", "{{ stödlinjer() }}", "{{ stödlinje() }}")
    where = place(project, "docs/extern/stod-och-hjalp.md", "{{ stödlinje() }}")
    assert messages(project) == [f'{where}: "stödlinje" är inget känt ord. Menade du "stödlinjer"?']


def test_faults_in_several_pages_and_in_data_come_in_one_run(project):
    """Every page's faults and the rules' faults are in one list, sorted by place."""
    plant(project, "docs/redaktionen/fragor.md", "{{ frågor() }}", "{{ frågorna() }}")
    plant(project, "docs/intern/index.md", "{{ larm() }}", "{{ larm }}")
    plant(project, "data/gemensamt/stodlinjer.yml", "    reserv: 1177\n", "", "bris")
    assert messages(project) == [
        f'{place(project, "data/gemensamt/stodlinjer.yml", "id: bris")}: "Bris" saknar en reserv som alltid finns. '
        "Lägg till raden reserv: växel",
        f'{place(project, "docs/intern/index.md", "{{ larm }}")}: "larm" står utan parentes eller är inget känt ord. '
        "Skriv {{ larm() }}.",
        f'{place(project, "docs/redaktionen/fragor.md", "{{ frågorna")}: "frågorna" är inget känt ord. Menade du "frågor"?',
    ]


def test_a_page_that_is_saved_wrongly_is_said_to_be(project):
    """A page in another encoding or with a hidden character is a fault with its line."""
    path = project / "docs/intern/om-sidan.md"
    path.write_bytes(path.read_text(encoding="utf-8").replace("Sidan använder", "Sidan\u200b använder").encode())
    assert messages(project) == [
        f'{place(project, "docs/intern/om-sidan.md", chr(0x200B))}: '
        "Här står ett osynligt tecken (nollbrett mellanslag). Ta bort det."
    ]


def test_a_word_about_a_closed_contact_is_refused(project):
    """A page cannot ask for a contact that is avstängd, and is told why it is."""
    plant(project, "docs/intern/om-sidan.md", '{{ kontakt("redaktion") }}', '{{ kontakt("orostelefonen") }}')
    where = place(project, "docs/intern/om-sidan.md", "{{ kontakt")
    assert messages(project) == [
        f'{where}: "Orostelefonen om radikalisering" är avstängd: Det finns inget belägg efter juli 2024, varken för drift '
        "eller stängning. Välj en annan kontakt, eller ta bort ordet."
    ]


def test_every_word_has_an_example_that_passes(extern):
    """Each word of a website can be written on a page with the first argument that is known there."""
    first = {Argument.inget: "", Argument.roll: '"invånare"', Argument.kontakt: '"växel"', Argument.text: '"tecken"'}
    for namn in sorted(WEBBPLATS):
        assert said(f"{{{{ {namn}({first[WORDS[namn].argument]}) }}}}", extern) == [], namn
    assert enumerate_words(sorted(WEBBPLATS))


def test_no_heading_stands_over_nothing(project):
    """Also in a municipality of whose languages nothing is known, there is something to read under each heading."""
    for namn in ("minoritetsspråk-timrå", "minoritetsspråk-umeå"):
        write(project, RÅD, re.sub(rf"(id: {namn}\n(?:    .*\n)*?    gäller: )\[.*\]", r"\1[annan]", (project / RÅD).read_text(encoding="utf-8")))
    for här in websites(project):
        assert not här.holds(("minoritetsspråk-timrå",)) and not här.holds(("minoritetsspråk-umeå",))
        for page in pages.read_pages(project, här)[0].values():
            assert list(empty_headings(page, här)) == []


def empty_headings(page: Page, här: Här) -> Iterator[str]:
    """The second headings of a page that no sentence and no word that shows anything stands under."""
    starts = [number for number, line in enumerate(page.text.split("\n"), 1) if line.startswith("## ")]
    for start, end in pairwise([*starts, page.text.count("\n") + 2]):
        said = [line for line in page.text.split("\n")[start : end - 1] if line.strip() and "{{" not in line]
        words = [call for call in page.calls if start < call.place.line < end]
        shown = "".join(word(här, call.word.namn, *([] if call.argument is None else [call.argument])) for call in words)
        if not said and not shown.strip():
            yield f"{page.file}: {page.text.split(chr(10))[start - 1]}"
