"""Numbers, e-mail addresses, addresses and hours stand in the register and nowhere else.

What is searched is what a reader meets, so every disguise is undone first; and what merely looks like a
number passes. Numbers are read from the register, so that a test does not break when one is put right.
"""

from __future__ import annotations

import re
import shutil
import time
from html import escape

import phonenumbers
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vagvisaren.numbers import number_lock
from vagvisaren.numbers.contact_index import Index
from vagvisaren.numbers.contact_search import Slag, find, line_and_column
from vagvisaren.numbers.disguises import READERS, read_html, read_markdown, read_plain, read_template
from vagvisaren.numbers.look_alikes import MEANS_ELSE
from vagvisaren.records import model as m
from vagvisaren.records.formats import digits, tel
from vagvisaren.records.register import load
from vagvisaren.shown import pages
from vagvisaren.shown.views import Här

from .planting import IDAG, KÄLLOR, ROOT, SITUATIONER, STÖDLINJER, copy_project, messages, place, plant, record, value_place, write

REGISTER = load(ROOT, internt=True)
INDEX = Index(REGISTER)
PAGE = "docs/extern/index.md"
READ = {"page": read_markdown, "template": read_template, "website": read_html, "sentence": read_plain}
MANY = settings(derandomize=True, deadline=None, max_examples=200, database=None)


def number_of(namn: str, kommun: str = "timrå") -> str:
    """The first number of a contact, as it is printed."""
    kontakt = REGISTER.kontakter(REGISTER.kommuner[kommun])[namn]
    return next(väg.telefon for väg in kontakt.vägar if isinstance(väg, m.Telefon))


def hits(text: str, reader=read_markdown, by_hand: bool = True) -> list[tuple[str, str, int]]:
    """What is found in a text: its kind, what it is compared by, and where it begins."""
    return [(str(hit.slag), hit.key, hit.start) for hit in find(reader(text), INDEX.known, by_hand)]


VÄXEL, OTHER = number_of("växel"), number_of("växel", "umeå")
KEY = digits(VÄXEL)
AREA, REST = VÄXEL.split("-")

# ------------------------------------------------------------------ what passes

PASSES = """
Beslutet fattades 2026-11-22.
Beslutet fattades den 22 november 2026.
Det gäller sedan den 3 mars 2021.
Sista dag är 1/12 2026.
Sista dag är 22/11-2026.
Mötet hölls 22.11.2026.
Mötet hölls 08-12-2026.
Mötet hölls 20261122 och 261122.
Mätt i 2026-11 och vecka 47.
Senast ändrad 2026-11-22 10:15.
Senast ändrad 2026-11-22T10:15:00+01:00.
Perioden är 2026-09-01–2026-11-30.
Perioden 2025–2027 följs upp.
Det gäller läsåret 2025/26 och 2026/2027.
Det gällde våren 2017 och hösten 2018.
På 1990-talet och 1100-talet fanns den.
År 1177 skrevs lagen.
Halvåret är 2026-1 eller 2026-2.
Diarienumret är KS 2016/00123.
Diarienumret är KS-2016/123.
Ärendet har dnr 2016:01234.
Ärendet heter KS/2016:123.
Ärendet har dnr KS 03-1234/2016.
Uppdraget är Ju2025/01696.
Organisationsnumret är 212000-2395.
Organisationsnumret är 162120002395.
Bankgirot är bankgiro 5672-9387.
Betala till bankgiro 567-9387 eller plusgiro 12 34 56-7.
Betala till plusgiro 90 10 10-1.
Det står i socialtjänstlagen (2025:400).
Det står i lagen (2018:1937) och i lag 2023:196.
Det står i SFS 2010:1767, 11 §.
Det står i prop. 2024/25:46 och bet. 2024/25:JuU12.
Det står i SOU 2024:112 och Ds 2022:1.
Föreskriften heter MDFFS 2019:2.
Standarden heter EN 301 549 V3.2.1.
Standarden heter SS-EN 301 549, ISO 27001 eller ISO 11414.
Nivån är AA i WCAG 2.2.
Versionen är 3.2.1 och 9.0.43.
Adressen är 192.168.1.112 eller 127.0.0.1:8000.
Brevet går till 861 82 Timrå.
Brevet går till 903 90 Umeå och 901 01 Umeå.
Brevet går till 114 41 Stockholm.
Det kostar 112 kr.
Det kostar 1 177 kronor.
Det kostar 112,50 kr eller 114 14 kr.
Det kostar 11 414 kronor eller 90 101 kronor.
Bidraget är 112 000.
Bidraget är 112 000 kr och 2 050 000 000 kr.
Kommunen har 116 112 invånare.
Kommunen har 17 900 invånare, och förut 90 000.
Det var 112 personer och 1177 ärenden.
Andelen är 5 % eller 11,2 procent.
Andelen är 0,1234567 procent.
Andelen är 0.5 eller 0.1234567.
Linjen är för barn 0–17 år och unga 18–25 år.
Du är under 18 år.
Läs på sidan 112.
Läs på sidorna 110, 111 och 112.
Läs s. 112 och rad 82-87.
Läs raderna 110–112 i planen.
Läs 11 § och 112 § andra stycket.
Läs 10 kap. 15 a § och 3 kap. 112 §.
Läs artikel 112 i fördraget.
Färgen är #0b4f36 eller #060163.
Texten är 112px eller 1.0625rem hög.
Rutan är 11 px × 1177 px.
Klockslaget 11.30 står i protokollet.
Tiderna 08.30, 09.15 och 10.00 föreslogs.
Mötet varade i 90 minuter.
Socialtjänsten svarar inom 48 timmar.
Kontakta socialtjänsten, dagtid måndag till fredag.
Kursen är den 2–3 mars, måndag 22–26 november.
Vägen heter riksväg 112.
Mötet är i rum 112 på plan 3.
Den hette Handlingsplan 2016 och åtgärdsplan 22.
Böckerna har ISBN 978-91-38-12345-6 och ISSN 0283-1234.
Se https://example.org/2016/060163100.
Se www.1177.se/11414 eller 1177.se.
Läs [planen](https://example.org/art/0601631000.html).
Kontrollsumman är 060163100a060163100b.
Temperaturen är 112 °C.
Tabellen har 1 2 3 4 5 6 7 8 9.
Skalan är 1:11414.
Kryssa i ruta 1, rutan längst ner.
Mötet är den 24/7 och den 24/7 2027.
112 av 290 kommuner svarade.
Budgeten är 116 111 000 kr.
Den bygger på resolution 1177 och Resolution 2178.
Det står i Skolplan 3.
Matchen spelas på Fotbollsplan 2.
Se Tabell 1.10–1.20 och avsnitt 2.10–2.30.
Kursen är ons 12–14/5.
Helgen 4–6/12 är det stängt.
Poäng: 0 5 10 15 20 25.
Steg 0, 100, 200, 300, 400 och 500.
Mötet är 24 november kl 10.
Mötet är tisdag 24 november 2026, kl. 18.30–20.00.
Mötet är kl 10 den 24 november.
Bussen går 08.30 09.15 10.00 10.45.
Buss nummer 611 går dit.
Tidningen har nummer 2 2015 och nummer 2024.
Vi ringde 450 skolor.
Svar kommer inom 2–3 vardagar, efter 24 timmar eller 3–4 månader.
Det är öppet för alla mellan 9 och 15 år.
Stödet ges 2–4 dagar i veckan.
Det tar 8 timmar om dygnet.
Läs https://example.org/t.me/060163100.
""".strip().split("\n")


@pytest.mark.parametrize("line", PASSES)
def test_what_only_looks_like_a_number_passes(line):
    """Dates, diarienummer, laws, amounts, ages and references pass on a page, in a template, a website and a sentence."""
    assert len(PASSES) > 60
    assert {where: hits(line, reader) for where, reader in READ.items()} == dict.fromkeys(READ, [])


@MANY
@given(st.lists(st.sampled_from(PASSES), min_size=2, max_size=6), st.sampled_from([" ", "\n", "\n\n", "\n- ", " | ", "</p><p>", "</td><td>"]))
def test_what_passes_passes_in_any_order(lines, between):
    """No two innocent sentences beside each other make a number."""
    text = between.join(lines)
    assert {where: hits(text, reader) for where, reader in READ.items() if where != "sentence"} == {"page": [], "template": [], "website": []}


def test_the_project_itself_holds_no_number_by_hand():
    """No page, template or sentence of the project has a hit, so each planted fault below is the only one."""
    assert list(number_lock.source_faults(ROOT, REGISTER)) == []
    assert list(number_lock.data_faults(REGISTER)) == []


# ------------------------------------------------------------------ ordinary numbers, in every disguise

SPACED = [
    VÄXEL, f"{AREA}{REST}", KEY, f"{AREA}/{REST}", VÄXEL.replace("-", ".").replace(" ", "."), " ".join(KEY), "-".join(KEY), ".".join(KEY),
    f"({AREA}) {REST}", f"({AREA}) - {REST}", f"+46 {KEY[1:]}", f"+46{KEY[1:]}", f"+46 (0){AREA[1:]} {REST}", f"+46(0){KEY[1:]}",
    f"(+46) {AREA[1:]} {REST}", f"+ 46 {AREA[1:]} {REST}", f"0046 {AREA[1:]} {REST}", f"0046{KEY[1:]}", f"00 46 {KEY[1:]}", f"46 {AREA[1:]}-{REST}",
    f"{AREA[1:]}-{REST}", f"(0){AREA[1:]}-{REST}", VÄXEL.replace("-", "–"), VÄXEL.replace("-", "\u2011"), VÄXEL.replace(" ", "\u00a0"),
    VÄXEL.replace(" ", "\u202f"), VÄXEL.replace(" ", "\t"), VÄXEL.replace(" ", "\n"), VÄXEL.replace("-", "\u00ad-"), f"0\u200b{VÄXEL[1:]}",
    "\u2060".join(VÄXEL), VÄXEL.translate(dict(zip(map(ord, "0123456789"), "０１２３４５６７８９", strict=True))),
    VÄXEL.translate(dict(zip(map(ord, "0123456789"), "٠١٢٣٤٥٦٧٨٩", strict=True))), "\ufe0f\u20e3".join(f"{VÄXEL} ").strip(),
    VÄXEL.replace("-", "&#45;"), f"&#48;{VÄXEL[1:]}", f"&#x30;{VÄXEL[1:]}", f"&amp;#48;{VÄXEL[1:]}", VÄXEL.replace(" ", "&nbsp;"),
    VÄXEL.replace("-", "&shy;-"), VÄXEL.replace("-", "&ndash;"), VÄXEL.replace(" ", "&#8239;"),
    f"{AREA}-<b>{REST}</b>", f"{AREA}<!-- x -->-{REST}", f"{AREA[:2]}<span class='a'>{AREA[2:]}</span>-<i>{REST}</i>", f"{AREA}-<wbr>{REST}", f"{AREA}<br>{REST}",
]  # fmt: skip


@pytest.mark.parametrize("written", SPACED)
def test_a_number_is_found_in_every_spacing_prefix_and_disguise(written):
    """The same number is found where it begins, on a page, in a template and on a website, in every way to write it."""
    for reader in (read_markdown, read_template, read_html):
        found = hits(f"Ring växeln: {written} eller skriv.", reader)
        assert [(slag, key) for slag, key, _ in found] == [("nummer", KEY)]
        assert found[0][2] - len("Ring växeln: ") in (0, 1)  # a lone bracket before it is no part of it


@pytest.mark.parametrize(
    "written",
    [f"{AREA}-**{REST}**", f"__{AREA}__-{REST}", f"{AREA}\\-{REST}", f"`{VÄXEL}`", f"~~{AREA}~~ {REST}", f"[{AREA}](https://example.org)-{REST}",
     f"[{AREA}][ref]-{REST}", f"| {VÄXEL} |", f"> {AREA}\n> {REST}", f"- {VÄXEL}", f"1. {VÄXEL}", f"## Ring {VÄXEL}", f"<{VÄXEL}>"],
)  # fmt: skip
def test_a_number_is_found_through_markdown(written):
    """Emphasis, escapes, code, links, tables, quotations, lists and headings hide no number on a page."""
    assert [(slag, key) for slag, key, _ in hits(f"Text.\n\n{written}\n")] == [("nummer", KEY)]


@pytest.mark.parametrize(
    "written",
    ['{{ "%s" }}', '{%% if x == "%s" %%}{%% endif %%}', '<a title="%s">x</a>', "<img alt='Ring %s'>", "<p data-ring=%s>", "<!-- %s -->",
     '<script>var n = "%s"</script>', '<style>a::before{content:"%s"}</style>', "{%% if x %%}%s{%% endif %%}"],
)  # fmt: skip
def test_a_number_is_found_in_what_a_template_holds_besides_text(written):
    """Quotations in code, attributes, comments, scripts and texts of styles are searched as well."""
    number = VÄXEL.replace(" ", "") if "data-ring" in written else VÄXEL
    assert [(slag, key) for slag, key, _ in hits(written % number, read_template)] == [("nummer", KEY)]


def test_a_number_in_a_style_sheet_or_in_a_script_s_data_is_found():
    """Style sheets show texts with content, also written as codes, and data for scripts have codes of their own."""
    assert [key for _, key, _ in hits(f'a::after{{content: "\\30 {VÄXEL[1:]}"}}', READERS[".css"])] == [KEY]
    assert hits("a{width:16px;margin:060163100}", READERS[".css"]) == []
    assert [key for _, key, _ in hits(f'{{"text": "Ring\\n\\u0030{VÄXEL[1:]}", "n": 1}}', READERS[".json"])] == [KEY]


@pytest.mark.parametrize("digit", range(2, 9))
def test_a_number_with_a_missing_digit_is_found(digit):
    """A number that has lost one of its digits is found all the same."""
    places = [i for i, character in enumerate(VÄXEL) if character.isdigit()]
    written = VÄXEL[: places[digit]] + VÄXEL[places[digit] + 1 :]
    assert [(slag, key) for slag, key, _ in hits(f"Ring {written} nu.")] == [("nummer", digits(written))]


@pytest.mark.parametrize("after", ["112", "2026", f"eller {VÄXEL}", "114 14", "9 personer"])
def test_a_number_ends_where_the_next_begins(after):
    """What follows with only a space between is no part of the number."""
    assert hits(f"Ring {VÄXEL} {after}")[0] == ("nummer", KEY, 5)


def test_blocks_do_not_glue_together():
    """Cells, items and paragraphs of their own digits make no number together, and the same digits in a line do."""
    parts = (AREA, *REST.split())
    for tag in ("td", "li", "p", "div", "option"):
        assert hits("".join(f"<{tag}>{part}</{tag}>" for part in parts), read_html) == []
    assert hits("\n\n".join(parts)) == hits("|".join(parts)) == []
    assert [key for _, key, _ in hits("".join(f"<span>{part}</span>" for part in parts), read_html)] == [KEY]


@pytest.mark.parametrize("number", ["+358 9 123 4567", "+47 22 12 34 56", "+999 123 45 67"])
def test_another_country_s_number_is_found(number):
    """A foreign number is found with its plus sign, also of a country that does not exist."""
    assert hits(f"Ring {number}.") == [("nummer", f"+{digits(number)}", 5)]


@st.composite
def ordinary(draw) -> str:
    """The digits of a number of the register, or of any number that could be Swedish."""
    if draw(st.booleans()):
        return draw(st.sampled_from([entry.key for entry in INDEX.entries if entry.key.isdigit() and not entry.kort]))
    area = draw(st.sampled_from("08 010 011 013 018 019 020 031 040 046 054 060 063 070 072 073 076 090 0200 0611 0660 0771 0910 0920".split()))
    number = area + draw(st.text("0123456789", min_size=5, max_size=8))
    assume(8 <= len(number) <= 10 and phonenumbers.is_valid_number(phonenumbers.parse(number, "SE")))
    return number


GAPS = st.sampled_from(["", "", "", " ", "-", "–", ".", "/", "\u00a0", "\u202f", "  "])


@st.composite
def written_numbers(draw) -> tuple[str, str]:
    """A number in some prefix form and some spacing, and what it is compared by."""
    number = draw(ordinary())
    prefix, rest = draw(st.sampled_from([("", number), ("+46", number[1:]), ("+46 (0)", number[1:]), ("0046 ", number[1:]), ("(0)", number[1:])]))
    gaps = draw(st.lists(GAPS, min_size=len(rest), max_size=len(rest)))
    written = prefix + "".join(digit + gap for digit, gap in zip(rest, [*gaps[1:], ""], strict=True))
    assume(not MEANS_ELSE.search(read_plain(written).text))  # 08-12-2026 is a day, whoever wrote it
    return written, number


def disguised(draw, written: str) -> str:
    """Some of the characters as entities, or with something invisible behind them."""
    kinds = draw(st.lists(st.sampled_from(["{}", "{}", "&#{:d};", "&#x{:x};", "&amp;#{:d};", "{}&shy;", "{}\u200b"]), min_size=len(written), max_size=len(written)))
    return "".join(kind.format(ord(c) if ":" in kind else c) for kind, c in zip(kinds, written, strict=True))


@MANY
@given(written_numbers(), st.data(), st.sampled_from(["Ring ", "", "Växel: ", "112 eller ", "Sedan 2019 ", "Den 2026-11-22 ", "# Rubrik\n\n- "]))
def test_any_number_planted_anyhow_is_found(planted, data, before):
    """Any number, in any spacing, prefix form and entities, is found on a page, in a template and on a website."""
    written, number = planted
    text = f"{before}{disguised(data.draw, written)} nu."
    for reader in (read_markdown, read_template, read_html):
        found = [(key, start) for slag, key, start in hits(text, reader) if slag == "nummer"]
        assert [start for _, start in found] == [len(before)]
        assert found[0][0] == number or number not in INDEX.known.nummer


@MANY
@given(ordinary(), st.sampled_from(["tel:", "TEL:", "sms:", "callto:"]), st.sampled_from(["{}", "+46{}", "%2B46{}", "&#43;46{}"]), st.integers(0, 9))
def test_any_link_that_dials_is_found(number, scheme, form, position):
    """Any address that dials is found on a page, in a template and on a website, also with per cent and entities."""
    dialled = form.format(number if form == "{}" else number[1:])
    at = min(position, len(dialled) - 1)
    dialled = dialled[:at] + (f"%{ord(dialled[at]):02x}" if dialled[at].isdigit() and not {*dialled} & {*"&%"} else dialled[at]) + dialled[at + 1 :]
    for text, reader in ((f"[Ring]({scheme}{dialled})", read_markdown), (f'<a href="{scheme}{dialled}">Ring</a>', read_template), (f"<a href='{scheme}{dialled}'>x</a>", read_html)):
        found = list(find(reader(text), INDEX.known))
        assert [(hit.slag, hit.start, INDEX.key(hit)) for hit in found] == [(Slag.länk, text.index(scheme), number)]


@MANY
@given(written_numbers(), st.sampled_from(PASSES), st.sampled_from(PASSES))
def test_a_number_among_what_passes_is_the_only_hit(planted, before, after):
    """Between innocent sentences a number is found, and nothing else."""
    text = f"{before}\n\nRing {planted[0]} nu.\n\n{after}"
    assert [start for _, _, start in hits(text)] == [len(before) + len("\n\nRing ")]


# ------------------------------------------------------------------ short numbers

SHORT = sorted(
    {
        (written, digits(kort))
        for kort in REGISTER.kortnummer
        for written in (kort, digits(kort), " ".join(digits(kort)), kort.replace(" ", "-"), kort.replace(" ", "\u00a0"))
    }
)


@pytest.mark.parametrize(("written", "key"), [*SHORT, ("114.14", "11414"), ("11 77", "1177"), ("1 177", "1177"), ("901 01", "90101"), ("90 101", "90101"), ("1-1-2", "112"), ("116 0 16", "116016")])
def test_a_short_number_is_found_in_any_spacing(written, key):
    """Each number of the closed list is found however its digits are grouped."""
    for line in ("Ring {} nu.", "**{}**", "Ring eller sms:a: {}.", "{}: växeln", "<p>Ring</p><p>{}</p>", "Ring<b>{}</b>nu"):
        assert [(slag, found) for slag, found, _ in hits(line.format(written))] == [("kortnummer", key)], line


@pytest.mark.parametrize("written", ["114 41", "11441", "114-41", "113 31", "116 112", "116112", "90102", "90309"])
def test_what_has_the_shape_of_a_short_number_is_found(written):
    """A number that looks like help and is not in the list is found."""
    assert hits(f"Ring {written} nu.") == [("kortnummer", digits(written), 5)]


@pytest.mark.parametrize("line", ["Ring 112 personer.", "Ring 112 barn åt gången.", "Telefon: 114 14 Polisen", "Ring 112/114 14.", "Ring +46 11414.", "Ring 112 1177."])
def test_who_is_to_be_called_is_no_amount_and_no_place(line):
    """After a word for calling, a noun or a name behind the digits makes them no count and no postcode."""
    assert hits(line) != []


# ------------------------------------------------------------------ e-mail, addresses, hours


@pytest.mark.parametrize(
    "written",
    ["namn@kommun.se", "namn(at)kommun.se", "namn (at) kommun.se", "namn [at] kommun.se", "namn snabel-a kommun.se", "namn(snabel-a)kommun.se",
     "namn at kommun punkt se", "namn&#64;kommun.se", "namn @ kommun.se", "na<b>mn@</b>kommun.se", "namn%40kommun.se", "Namn@Kommun.se", "na\u00admn＠kommun．se"],
)  # fmt: skip
def test_an_e_mail_address_is_found(written):
    """Any e-mail address is found, also in the usual disguises."""
    for reader in (read_markdown, read_html):
        assert hits(f"Skriv till {written} så svarar vi.", reader) == [("e-post", "namn@kommun.se", 11)]


def test_the_letter_a_and_the_word_at_are_no_e_mail_address():
    """Ordinary words around at or a within brackets pass."""
    assert hits("Se punkt (a) i 10 kap. Vi träffas at noon. Bilden heter bild@2x.") == []


@pytest.mark.parametrize("adress", sorted(INDEX.known.adresser))
def test_each_address_of_the_register_is_found(adress):
    """The register's own addresses are found whatever their case and spaces."""
    for written in (adress, adress.upper(), adress.lower().replace(" ", "  "), adress.replace(" ", "&nbsp;"), adress.replace(", ", "<br>")):
        assert [slag for slag, _, _ in hits(f"<p>{written}</p>", read_html)] == ["adress"], written


@pytest.mark.parametrize(
    "written",
    ["Storgatan 14", "storgatan 3", "Backavägen 3B", "Backavägen 3 B", "Rådhustorget 1", "Torget 1", "Kyrkgränd 2", "Björkallén 5", "Skogsstigen 12",
     "Kvarnbacken 7", "Rådhusplan 1", "Östra Kyrkogatan 71–73", "Box 3045", "BOX 12", "postbox 7", "Stor&shy;gatan 4", "Stor<b>gatan</b> 4"],
)  # fmt: skip
def test_the_shape_of_an_address_is_found(written):
    """An address that nobody knows is found by its shape."""
    for reader in (read_markdown, read_html):
        assert [slag for slag, _, _ in hits(f"Kom till {written}.", reader)] == ["adress"]


@pytest.mark.parametrize("line", ["Brevet går till 861 82 Timrå.", "Vägen 2 mil bort.", "Handlingsplan 22.", "Kryssa i rutan 3.", "På gatan 5 personer.", "Genvägen är bättre."])
def test_what_is_no_address_passes(line):
    """A bare postcode and place, and words that only end like streets, pass."""
    assert hits(line) == []


HOURS = ["alla dagar 9–15", "9–15 alla dagar", "10–12 på vardagar", "mellan 9 och 15 på vardagar", "hela dygnet", "24 timmar om dygnet", "vardagar 8–16", "mån–fre 8.00–16.30", "måndag till fredag kl 8-12", "Helgfria vardagar 9–15", "alla dagar 9–21", "mån och tors 15–21", "tors 19–21",
         "kl. 9", "kl 9–16", "klockan 10", "8.00–16.30", "8.30 – 16", "dygnet runt", "24/7"]  # fmt: skip


@pytest.mark.parametrize("written", HOURS)
def test_opening_hours_are_found_in_what_editors_write(written):
    """Days with hours, clocks and round the clock are found, and only when they are asked for."""
    assert [slag for slag, _, _ in hits(f"Det är öppet {written}.")] == ["öppettid"]
    assert hits(f"Det är öppet {written}.", read_html, by_hand=False) == []


@pytest.mark.parametrize("line", ["Öppet 9–15 alla dagar", "Telefontid 10–12", "Vi öppnar 8.30", "Öppet till 16.30", "Receptionen stänger kl 16", "Telefon 8–16", "Öppet mellan 9 och 15", "Vi svarar från 8"])
def test_hours_are_found_after_a_word_for_being_open(line):
    """A clock without days is opening hours beside a word for opening, closing or answering."""
    for reader in (read_markdown, read_template, read_plain):
        assert [slag for slag, _, _ in hits(line, reader)] == ["öppettid"], reader


# ------------------------------------------------------------------ numbers that the words around them tell


@pytest.mark.parametrize("line", ["Ring {} eller skriv.", "Kommunens växel har {}.", "växeln har **{}**", "Numret till växeln är {}.", "Växel: {}"])
@pytest.mark.parametrize("written", [REST, REST.replace(" ", ""), REST.replace(" ", "-"), f"{REST.replace(' ', '')[:3]} {REST.replace(' ', '')[3:]}"])
def test_a_number_without_its_area_code_is_found(line, written):
    """A number of the register is known by its end, and counts as the whole number."""
    for reader in (read_markdown, read_template, read_plain):
        text = line.format(written) if reader is read_markdown else line.format(written).replace("*", "")
        assert [(slag, key) for slag, key, _ in hits(text, reader)] == [("nummer", KEY)], reader


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Ring 911.", [("nummer", "911", 5)]),
        (f"Ring {REST} eller 911", [("nummer", KEY, 5), ("nummer", "911", 5 + len(REST) + 7)]),
        (f"Ring {VÄXEL}, 112 eller 911.", [("nummer", KEY, 5), ("kortnummer", "112", 7 + len(VÄXEL)), ("nummer", "911", 17 + len(VÄXEL))]),
        ("sms:a JA till 72456", [("nummer", "72456", 14)]),
        ("Sms:a ”HJÄLP” till 72 456.", [("nummer", "72456", 19)]),
        ("118 118", [("kortnummer", "118118", 0)]),
        ("Ring 118 118.", [("kortnummer", "118118", 5)]),
        ("Tfn 123 456.", [("nummer", "123456", 4)]),
        ("Tel: 12 34 56", [("nummer", "123456", 5)]),
        ("Telefon 123 45 67.", [("nummer", "1234567", 8)]),
        ("Numret är 4711.", [("nummer", "4711", 10)]),
        ("Ring oss på 4711.", [("nummer", "4711", 12)]),
    ],
)
def test_what_is_to_be_called_is_a_number_whatever_its_shape(line, found):
    """Digits directly after a word for calling are a number, on a page, in a template and in a sentence."""
    assert {reader: hits(line, reader) for reader in (read_markdown, read_template, read_plain)} == dict.fromkeys((read_markdown, read_template, read_plain), found)


@pytest.mark.parametrize("address", ["https://wa.me/46{}", "https://t.me/+46{}", "//wa.me/46{}", "https://api.whatsapp.com/send?phone=46{}", "https://example.org/ring?tel=0{}", "viber:46{}"])
def test_an_address_that_opens_a_program_for_calling_is_a_link_that_dials(address):
    """Web addresses that dial or write to a number are links like tel:, and their number is found."""
    target = address.format(KEY[1:])
    for text, reader in ((f"[Ring]({target})", read_markdown), (f'<a href="{target}">Ring</a>', read_template), (f'<a href="{target}">Ring</a>', read_html)):
        assert [(hit.slag, hit.key, INDEX.key(hit)) for hit in find(reader(text), INDEX.known)] == [(Slag.länk, target, KEY)], reader


def test_digits_after_a_link_are_no_part_of_its_number():
    """What begins after a link is another row of digits, also without a space between."""
    html = f'<a href="{tel(VÄXEL)}">{VÄXEL}</a><span>20 november</span>'
    assert [(slag, key) for slag, key, _ in hits(html, read_html)] == [("nummer", KEY), ("länk", tel(VÄXEL))]


# ------------------------------------------------------------------ long pages

SLOW = ["%40", "{{", "<!--", "<script>", "<style>", "[^", "10.10 ", "10.10, ", "8.00-", "a@a.", "A-", "mån, ", "1 000 ", "0 ", "+46 ", "ring a ", "Ring 911 ", "](", "a punkt ", "]({{0-7"]


@pytest.mark.parametrize("repeated", SLOW)
def test_the_longest_page_is_searched_in_two_seconds(repeated):
    """No page makes the search slow, whatever it repeats."""
    text = (repeated * pages.LONGEST)[: pages.LONGEST]
    began = time.process_time()
    hits(text)
    assert time.process_time() - began < 2


def test_a_row_of_departures_ends():
    """Clocks in a row are read once, whatever follows them."""
    began = time.process_time()
    assert hits("Bussen går " + "10.10 " * 30 + "12 dagar.") == []
    assert time.process_time() - began < 2


# ------------------------------------------------------------------ pages and templates


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """A copy of the project with its templates and frames too; each test puts back what it changes."""
    root = copy_project(tmp_path_factory.mktemp("projekt"))
    for room in ("mallar", "tema"):
        shutil.copytree(ROOT / room, root / room)
    return root


def said(root, file: str, text: str) -> list[str]:
    """What is said of a file when a paragraph is added to it, without file and line."""
    before = (root / file).read_text(encoding="utf-8")
    line = before.rstrip("\n").count("\n") + 3
    write(root, file, before.rstrip("\n") + f"\n\n{text}\n")
    faults = [str(fault) for fault in number_lock.source_faults(root, REGISTER)]
    write(root, file, before)
    assert all(fault.startswith(f"{file}:{line}:") for fault in faults)
    return [fault.removeprefix(f"{file}:{line}:") for fault in faults]


def whose(id_: str) -> str:
    """How a message names a contact: its id, and its municipality or its name."""
    return next(entry.whose for entry in INDEX.entries if entry.id == id_)


ORO = REGISTER.stödlinjer["orostelefonen"]
FAX = REGISTER.kommuner["timrå"].kommun.uppgifter["fax"]
ALMOST = f"{VÄXEL[:-1]}{(int(VÄXEL[-1]) + 1) % 10}"
SWAPPED = VÄXEL.replace("16", "61", 1)
MOTTAGNING, CVE = number_of("mottagning", "umeå"), number_of("cve")
MOVED = re.sub(r"-(\d\d) (.*)", r"-\2 \1", MOTTAGNING)
HJÄLP = [väg.telefon for väg in REGISTER.stödlinjer["hjälplinjen"].vägar if isinstance(väg, m.Telefon)]
STREET = next(väg.besök for väg in REGISTER.kommuner["timrå"].kommun.kontakter[0].vägar if isinstance(väg, m.Besök)).split(",")[0]

MESSAGES = {
    "a right number": (PAGE, f"Ring {VÄXEL}.", f'6: Numret {VÄXEL} är skrivet för hand. Skriv {{{{ nummer("växel") }}}}.'),
    "a disguise": (PAGE, f"Ring {AREA}&#45;**{REST}**.", f'6: Numret {VÄXEL} är skrivet för hand. Skriv {{{{ nummer("växel") }}}}.'),
    "a digit wrong": (PAGE, f"Ring {ALMOST}.", f'6: Numret {ALMOST} finns inte i registret. Närmast är {VÄXEL}, växel (Timrå kommun). Skriv {{{{ nummer("växel") }}}}.'),
    "a digit missing": (PAGE, f"Ring {VÄXEL[:-1]}.", f'6: Numret {VÄXEL[:-1]} finns inte i registret. Närmast är {VÄXEL}, växel (Timrå kommun). Skriv {{{{ nummer("växel") }}}}.'),
    "digits swapped": (PAGE, f"Ring {SWAPPED}.", f'6: Numret {SWAPPED} finns inte i registret. Närmast är {VÄXEL}, växel (Timrå kommun). Skriv {{{{ nummer("växel") }}}}.'),
    "digits moved far": (PAGE, f"Ring {MOVED}.", f"6: Numret {MOVED} finns inte i registret. Lägg in det under en kontakt i data, eller ta bort det."),
    "near one of a municipality without the page": ("docs/umea.se/i-arbetet.md", f"Ring {ALMOST}.", f"6: Numret {ALMOST} finns inte i registret. Lägg in det under en kontakt i data, eller ta bort det."),
    "near a municipality's, on Redaktionen": ("docs/redaktionen/index.md", f"Ring {ALMOST}.", f"6: Numret {ALMOST} finns inte i registret. Ta bort det. Orden på sidan visar det som registret har."),
    "a number like none": (PAGE, "Ring 073-123 45 67.", "6: Numret 073-123 45 67 finns inte i registret. Lägg in det under en kontakt i data, eller ta bort det."),
    "a closed line": (PAGE, "Ring 020-100 200.", f"6: Numret 020-100 200 är avstängt: orostelefonen ({ORO.namn}). {ORO.skäl} Ta bort det."),
    "a closed fact": (PAGE, f"Faxa {FAX.värde}.", f"6: Numret {FAX.värde} är avstängt: fax (Timrå kommun). {FAX.skäl} Ta bort det."),
    "112": (PAGE, "Ring 112.", '6: Kortnumret 112 är skrivet för hand. Skriv {{ nummer("112") }}.'),
    "114 14": (PAGE, "Ring polisen på 11414.", '17: Kortnumret 11414 är skrivet för hand. Skriv {{ nummer("polisen") }}.'),
    "114 41": (PAGE, "Ring 114 41.", '6: Kortnumret 114 41 finns inte i registret. Menade du 114 14 (polisen)? Skriv {{ nummer("polisen") }}.'),
    "a function on a shared page": (PAGE, f"Ring {MOTTAGNING}.", f'6: Numret {MOTTAGNING} är skrivet för hand. Skriv {{{{ nummer("socialtjänst") }}}}.'),
    "a contact on a page of its own": ("docs/umea.se/i-arbetet.md", f"Ring {MOTTAGNING}.", f'6: Numret {MOTTAGNING} är skrivet för hand. Skriv {{{{ nummer("mottagning") }}}}.'),
    "another municipality's": ("docs/umea.se/i-arbetet.md", f"Ring {VÄXEL}.", f"6: Numret {VÄXEL} är skrivet för hand. Ta bort det: det hör till Timrå kommun."),
    "for professionals only": (PAGE, f"Ring {CVE}.", f"6: Numret {CVE} är skrivet för hand. Ta bort det: {whose('cve')} visas inte på den här sidan."),
    "a second number": (PAGE, f"Ring {HJÄLP[1]}.", f'6: Numret {HJÄLP[1]} är skrivet för hand. Skriv {{{{ kontakt("hjälplinjen") }}}} på en egen rad.'),
    "a link that dials": (PAGE, f"[Ring]({tel(VÄXEL)})", f'8: Länken {tel(VÄXEL)} är skriven för hand. Skriv {{{{ nummer("växel") }}}}.'),
    "a link that mails": (PAGE, "[Skriv](mailto:do@do.se)", '9: Länken mailto:do@do.se är skriven för hand. Skriv {{ kontakt("do") }} på en egen rad.'),
    "e-mail": (PAGE, "Skriv till do@do.se.", '12: E-postadressen do@do.se är skriven för hand. Skriv {{ kontakt("do") }} på en egen rad.'),
    "unknown e-mail": (PAGE, "Skriv till a.b@kommun.se.", "12: E-postadressen a.b@kommun.se finns inte i registret. Lägg in den under en kontakt i data, eller ta bort den."),
    "an address": (PAGE, f"Kom till {STREET}.", f'10: Adressen {STREET} är skriven för hand. Skriv {{{{ kontakt("växel") }}}} på en egen rad.'),
    "hours": (PAGE, "Vi svarar vardagar 8–16.", '11: Öppettiden "vardagar 8-16" är skriven för hand. Skriv {{ kontakt("…") }} på en egen rad: kontakten visas med sina tider.'),
    "without area code": (PAGE, f"Ring {REST}.", f'6: Numret {REST} är skrivet för hand. Skriv {{{{ nummer("växel") }}}}.'),
    "what is called": (PAGE, "Ring 911.", "6: Numret 911 finns inte i registret. Lägg in det under en kontakt i data, eller ta bort det."),
    "a dialling host": (PAGE, f"[Ring](https://wa.me/46{KEY[1:]})", f'8: Länken https://wa.me/46{KEY[1:]} är skriven för hand. Skriv {{{{ nummer("växel") }}}}.'),
    "on Redaktionen": ("docs/redaktionen/index.md", f"Ring {VÄXEL}.", f"6: Numret {VÄXEL} är skrivet för hand. Ta bort det. Orden på sidan visar det som registret har."),
    "in a template": ("mallar/kontakt.html", f"<p>Ring {AREA}&#45;<b>{REST}</b></p>", f"9: Numret {VÄXEL} är skrivet för hand. Ta bort det. En mall visar bara det som ordet ger den."),
    "a link in a template": ("mallar/kontakt.html", '<a href="tel:112">Ring</a>', "10: Länken tel:112 är skriven för hand. Ta bort den. En mall visar bara det som ordet ger den."),
    "in a frame": ("tema/webbplats/main.html", '<footer title="Ring 112"></footer>', "21: Kortnumret 112 är skrivet för hand. Ta bort det. En mall visar bara det som ordet ger den."),
    "in a style sheet": ("tema/stil/grund.css", '.x::after{content:"Ring 112"}', "25: Kortnumret 112 är skrivet för hand. Ta bort det. En mall visar bara det som ordet ger den."),
}  # fmt: skip


@pytest.mark.parametrize("case", MESSAGES)
def test_what_is_written_by_hand_is_refused_and_the_editor_told_what_to_write(sources, case):
    """Each number, address and hour on a page or in a template is a fault, right or wrong, with what to write instead."""
    file, text, message = MESSAGES[case]
    assert said(sources, file, text) == [message]


@pytest.mark.parametrize("text", ['Ring {{ nummer("112") }} eller {{ nummer("växel") }}.', "[Läs mer](https://www.1177.se/060163100)", "Vi svarar så fort vi kan."])
def test_words_and_links_to_pages_are_no_numbers(sources, text):
    """The twin: a word on a page, an address of a web page and a sentence without numbers have no fault."""
    assert said(sources, PAGE, text) == []


def test_a_page_that_is_too_long_is_not_searched(sources):
    """A page over the longest is a fault already, and one at the longest is searched."""
    before = (sources / PAGE).read_text(encoding="utf-8")
    for length, found in ((pages.LONGEST, 1), (pages.LONGEST + 1, 0)):
        write(sources, PAGE, f"Ring {VÄXEL}.".ljust(length, "x"))
        assert len(list(number_lock.source_faults(sources, REGISTER))) == found
    write(sources, PAGE, before)


def test_the_check_says_it_among_the_other_faults(project):
    """A number by hand stops the whole check."""
    write(project, PAGE, (project / PAGE).read_text(encoding="utf-8") + f"\nRing {VÄXEL}.\n")
    assert messages(project) == [f'{place(project, PAGE, VÄXEL)}: Numret {VÄXEL} är skrivet för hand. Skriv {{{{ nummer("växel") }}}}.']


# ------------------------------------------------------------------ sentences in the data

KÄLLA = next(källa.id for källa in REGISTER.källor.values() if källa.utgivare != m.OKÄNT)
FÖRÄLDRA = "om: Stöd till dig som är förälder och orolig för ett barn."
SENTENCES = {
    "a number": (f"Ring {VÄXEL}.", f"Numret {VÄXEL} står i en mening. Skriv inte numret i meningen: kontakten visas med sitt nummer."),
    "a line's short number": ("Ring 116 016.", "Kortnumret 116 016 står i en mening. Skriv inte numret i meningen: kontakten visas med sitt nummer."),
    "an unknown short number": ("Ring 114 41.", "Kortnumret 114 41 finns inte i registret. Menade du 114 14 (polisen)? Skriv inte numret i meningen: kontakten visas med sitt nummer."),
    "e-mail": ("Skriv till a@kommun.se.", "E-postadressen a@kommun.se står i en mening. Skriv inte adressen i meningen: kontakten visas med sin e-post."),
    "an address": ("Kom till Storgatan 1.", "Adressen Storgatan 1 står i en mening. Skriv inte adressen i meningen: kontakten visas med sin adress."),
    "hours": ("Öppet vardagar 9–12.", 'Öppettiden "vardagar 9-12" står i en mening. Skriv den under öppet: kontakten visas med sina tider.'),
}  # fmt: skip


def data_messages(root) -> list[str]:
    """What is wrong with the sentences of the data below `root`."""
    return [str(fault) for fault in number_lock.data_faults(load(root, internt=True))]


@pytest.mark.parametrize("case", SENTENCES)
def test_a_sentence_in_the_data_holds_no_number_that_ages(project, case):
    """A number, an address or hours in a sentence of the data are refused, with their place."""
    text, message = SENTENCES[case]
    plant(project, STÖDLINJER, FÖRÄLDRA, f"om: {text}", "föräldralinjen")
    assert data_messages(project) == [f"{value_place(project, STÖDLINJER, 'om', 'föräldralinjen')}: {message}"]


@pytest.mark.parametrize(
    ("file", "post", "old", "new"),
    [
        (SITUATIONER, "orolig-för-barn", "Alla kan anmäla oro.", "Alla kan anmäla oro på {}."),
        (SITUATIONER, "rekrytering", "Skriv upp vad du såg.", "Ring {}."),
        (SITUATIONER, "rekrytering", "rubrik: Du har sett försök att värva", "rubrik: Ring {}"),
        (SITUATIONER, "fara-nu", "efter: om någon är i fara", "efter: eller {}"),
        (STÖDLINJER, "bris", "not: Bris tar också emot sms och mejl, dygnet runt.", "not: Ring {}."),
        ("data/gemensamt/texter.yml", "gör-inte", "Bär inte oron ensam.", "Bär inte oron ensam, ring {}."),
        ("data/umea/kommun.yml", None, "be_om: socialtjänstens mottagning", "be_om: mottagningen på {}"),
        ("data/timra/webbplatser.yml", None, "stod-och-hjalp: Stöd och hjälp", "stod-och-hjalp: Ring {}"),
    ],
)
def test_every_kind_of_sentence_is_searched(project, file, post, old, new):
    """Sentences of situations, steps, plates, texts, notes, functions and menus are searched, and 112 may stand in them."""
    plant(project, file, old, new.format(VÄXEL), post)
    (message,) = data_messages(project)
    assert message.startswith(f"{file}:") and f": Numret {VÄXEL} står i en mening." in message
    plant(project, file, new.format(VÄXEL), new.format("112"), post)
    assert data_messages(project) == []


LOGS = {
    "data/timra/bedomningar.yml": "bedömningar:\n  - område: styrgrupp\n    uppfyllelse: delvis\n    datum: 2026-11-01\n    av: utvecklingsstrateg\n    belägg: {}\n",
    "data/timra/matvarden.yml": "mätvärden:\n  - indikator: kontaktperson.i1\n    period: 2026\n    dimension: regional\n    värde: 11600\n    underlag: {}\n    datum: 2026-11-01\n    av: utvecklingsstrateg\n",
}  # fmt: skip


@pytest.mark.parametrize("file", [*LOGS, "data/timra/internt/matvarden.yml"])
def test_what_is_told_of_the_plan_holds_no_number(project, file):
    """What an assessment or a value rests on holds no number and no hours; the value itself may have any shape."""
    text, key = LOGS[file.replace("internt/", "")], "underlag" if "matvarden" in file else "belägg"
    write(project, file, text.format(f"Rådet ringde {VÄXEL} om 11600."))
    assert data_messages(project)[0] == f"{value_place(project, file, key)}: Numret {VÄXEL} står i en mening. Skriv rollen eller underlagets namn i stället."
    write(project, file, text.format("Rådets protokoll 2026-11-01, 12 § (KS 2026/00123)."))
    assert data_messages(project) == []


@pytest.mark.parametrize("field", ["titel", "utgivare"])
def test_what_a_source_is_called_holds_no_number_but_its_own_line_s(project, field):
    """A title may name a line's short number or say round the clock, as the source does, and no other number."""
    line = next(line for line in record(project, KÄLLOR, KÄLLA).split("\n") if f"    {field}: " in line)
    for said_by_source, wrong in (("Linjen 116 016, dygnet runt", []), (f"Ring {VÄXEL}", ["Numret"]), ("Öppet vardagar 9–12", ["Öppettiden"]), ("Ring 114 41", ["Kortnumret"])):
        plant(project, KÄLLOR, line, f"    {field}: {said_by_source}", KÄLLA)
        assert [message.split(": ")[1].split()[0] for message in data_messages(project)] == wrong
        plant(project, KÄLLOR, f"    {field}: {said_by_source}", line, KÄLLA)


def test_an_insats_is_searched(project):
    """What a municipality offers is described without numbers."""
    insats = f"insatser:\n  - namn: Öppen dörr\n    för: alla\n    hur: Ring {VÄXEL}.\n    ansvarig: växel\n    källa: {KÄLLA}"
    plant(project, "data/timra/kommun.yml", "insatser: []", insats)
    expected = f"Numret {VÄXEL} står i en mening. Skriv inte numret i meningen: kontakten visas med sitt nummer."
    assert data_messages(project) == [f"{value_place(project, 'data/timra/kommun.yml', 'hur')}: {expected}"]


def test_notes_of_editors_and_facts_may_hold_numbers(project):
    """What no page shows, such as skäl, frågor and anmärkning, may name any number."""
    assert "020-50 50 50" in record(project, STÖDLINJER, "kvinnofridslinjen")
    plant(project, STÖDLINJER, "skäl: Linjen är senast belagd 2018.", f"skäl: Linjen hade {VÄXEL} vardagar 9–12.", "bris-vuxentelefon")
    assert data_messages(project) == []


def test_a_contact_may_be_called_by_its_own_number_only(project):
    """A line's name may be its number, and not another's."""
    plant(project, STÖDLINJER, "namn: Självmordslinjen", f"namn: {number_of('självmordslinjen')}", "självmordslinjen")
    assert data_messages(project) == []
    plant(project, STÖDLINJER, f"namn: {number_of('självmordslinjen')}", f"namn: {number_of('hjälplinjen')}", "självmordslinjen")
    assert len(data_messages(project)) == 1


# ------------------------------------------------------------------ finished websites


def built(root, site: str, html: str, sources: dict | None = None) -> list[str]:
    """What is wrong with a website of one page, with `html` on its second line."""
    här = Här(REGISTER, REGISTER.webbplatser[site], IDAG) if site in REGISTER.webbplatser else None
    write(root, f"site/{site}/index.html", f"<!doctype html>\n{html}\n")
    return [str(fault) for fault in number_lock.site_faults(root / "site" / site, här, INDEX, sources or {}, root)]


FINISHED = {
    "another website's number": ("timra.se", f"<p>{OTHER}</p>", f"4: Numret {OTHER} hör till växel (Umeå kommun) och visas inte på den här webbplatsen. Ta bort det."),
    "split by tags": ("umea.se", f"<p>{AREA}-<b>{REST}</b></p>", f"4: Numret {VÄXEL} hör till växel (Timrå kommun) och visas inte på den här webbplatsen. Ta bort det."),
    "entities": ("umea.se", f"<p>&#48;{VÄXEL[1:]}</p>", f"4: Numret {VÄXEL} hör till växel (Timrå kommun) och visas inte på den här webbplatsen. Ta bort det."),
    "soft hyphens": ("umea.se", f"<p>{AREA}&shy;-\u00ad{REST}</p>", f"4: Numret {VÄXEL} hör till växel (Timrå kommun) och visas inte på den här webbplatsen. Ta bort det."),
    "an attribute": ("umea.se", f'<img alt="Ring {VÄXEL}">', f"16: Numret {VÄXEL} hör till växel (Timrå kommun) och visas inte på den här webbplatsen. Ta bort det."),
    "an unknown number": ("timra.se", f"<p>{ALMOST}</p>", f"4: Numret {ALMOST} finns inte i registret. Närmast är {VÄXEL}, växel (Timrå kommun). Rätta texten som det kommer ifrån."),
    "an unknown short number": ("timra.se", "<p>114 41</p>", "4: Kortnumret 114 41 finns inte i registret. Menade du 114 14 (polisen)? Rätta texten som det kommer ifrån."),
    "a closed line": ("timra.se", "<p>020-100 200</p>", f"4: Numret 020-100 200 är avstängt: orostelefonen ({ORO.namn}). {ORO.skäl} Ta bort det."),
    "a short number as an ordinary one": ("timra.se", '<a href="tel:+46112">112</a>', "10: Länken tel:+46112 leder inte till 112. Skriv tel:112."),
    "a longer short number so": ("timra.se", '<a href="tel:+4611414">114 14</a>', "10: Länken tel:+4611414 leder inte till 114 14. Skriv tel:11414."),
    "per cent": ("timra.se", '<a href="tel:114%2014">114 14</a>', "10: Länken tel:114%2014 leder inte till 114 14. Skriv tel:11414."),
    "a number as it is printed": ("timra.se", f'<a href="tel:{KEY}">{VÄXEL}</a>', f"10: Länken tel:{KEY} leder inte till {VÄXEL}. Skriv {tel(VÄXEL)}."),
    "another website's link": ("timra.se", f'<a href="{tel(OTHER)}">Ring</a>', f"10: Länken {tel(OTHER)} hör till växel (Umeå kommun) och visas inte på den här webbplatsen. Ta bort den."),
    "e-mail for professionals": ("timra.se", "<p>info@cve.se</p>", f"4: E-postadressen info@cve.se hör till {whose('cve')} och visas inte på den här webbplatsen. Ta bort den."),
    "another website's address": ("umea.se", f"<p>{STREET}</p>", f"4: Adressen {STREET} hör till växel (Timrå kommun) och visas inte på den här webbplatsen. Ta bort den."),
    "an unknown address": ("umea.se", "<p>Backavägen 3B</p>", "4: Adressen Backavägen 3B finns inte i registret. Rätta texten som den kommer ifrån."),
}  # fmt: skip


@pytest.mark.parametrize("case", FINISHED)
def test_a_finished_website_shows_only_what_is_its_own(tmp_path, case):
    """Whatever a finished page shows that belongs to none of its contacts is a fault where it stands in the built file."""
    site, html, message = FINISHED[case]
    assert built(tmp_path, site, html) == [f"{site}/index.html:2:{message}"]


@pytest.mark.parametrize(
    ("site", "html"),
    [
        ("timra.se", f'<p>Ring <a href="{tel(VÄXEL)}">{VÄXEL}</a>, {STREET}. Öppet vardagar 9–15 och dygnet runt.</p>'),
        ("umea.se", f'<a href="{tel(OTHER)}">{escape(OTHER)}</a> <a href="tel:11414">114 14</a> <a href="mailto:fraga@boj.se">fraga@boj.se</a>'),
        ("timnet", "<p>Samtal till 112, 1177, 113 13 och 114 14 kan gå genom en förmedlingstjänst (2025:400).</p>"),
        ("redaktionen", f"<p>{VÄXEL}, {OTHER}, 020-100 200, {FAX.värde}, 020-50 50 50, press@cve.se, {STREET}</p>"),
    ],
)
def test_a_finished_website_may_show_what_is_its_own(tmp_path, site, html):
    """The twin: its own numbers, links, addresses and hours have no fault, and Redaktionen may show the whole register."""
    assert built(tmp_path, site, html) == []


@pytest.mark.parametrize("value", ["11600", "116112", "90211", "90 211", "118118", REST.replace(" ", ""), "112 av 290", "9 av 12"])
def test_a_value_alone_in_a_cell_is_no_number(tmp_path, value):
    """A measured value has any digits, in a table, in a diagram and in data for a script; a listed number is still one."""
    html = f'<table><tr><th>Värde</th></tr><tr><td data-l="Värde">{value}</td></tr></table><svg><text x="1">{value}</text><text>2026</text></svg>'
    assert built(tmp_path, "timnet", html) == []


def test_a_listed_number_alone_in_a_cell_is_still_one(tmp_path):
    """A help line's number is a fault where its contact may not stand, also in a table."""
    (message,) = built(tmp_path, "timnet", "<table><tr><td>116016</td></tr></table>")
    assert message == "timnet/index.html:2:16: Kortnumret 116016 hör till kvinnofridslinjen (Kvinnofridslinjen) och visas inte på den här webbplatsen. Ta bort det."


def test_every_file_of_text_is_searched(tmp_path):
    """Reports in folders and data for scripts are searched like pages, and the same hit is said once for each file."""
    write(tmp_path, "site/timra.se/rapporter/2026/rapport.html", f"<p>{OTHER}</p><p>{OTHER}</p>")
    write(tmp_path, "site/timra.se/sok.json", f'{{"text": "{OTHER}"}}')
    assert [fault.split(": ")[0] for fault in built(tmp_path, "timra.se", "<p>112</p>")] == ["timra.se/rapporter/2026/rapport.html:1:4", "timra.se/sok.json:1:11"]


def test_a_fault_that_stands_on_the_page_is_pointed_at_there(tmp_path):
    """When the editor's own page holds the text, the fault is where the editor wrote it."""
    write(tmp_path, PAGE, f"# Rubrik\n\nRing {OTHER}.\n")
    (message,) = built(tmp_path, "timra.se", f"<p>Ring {OTHER}.</p>", {"index.html": tmp_path / PAGE})
    assert message.startswith(f"{place(tmp_path, PAGE, OTHER)}: Numret {OTHER} hör till växel")


def test_a_place_is_counted_in_lines_and_columns():
    """The first character is line 1, column 1, and a new line begins at column 1."""
    assert [line_and_column("ab\ncd", offset) for offset in (0, 1, 3, 4)] == [(1, 1), (1, 2), (2, 1), (2, 2)]
