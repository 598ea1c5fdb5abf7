"""Nothing internal stands in a public website: what is internal, how it is looked for, and how the search proves itself."""

from __future__ import annotations

import base64
import gzip
import json
import os
import random
import re
import shutil
import string
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from forkladnader import DISGUISES, png, zipped
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vagvisaren import secrecy
from vagvisaren.faults import Place
from vagvisaren.records.register import load
from vagvisaren.secrecy.check import what_is_wrong
from vagvisaren.secrecy.traces import Search, Unreadable, find, squeeze, traces
from vagvisaren.secrecy.values import Internal, Kind, Value, _forms, internal_values, value

from .planting import IDAG, ROOT, SAMHÄLLSNUMMER, STÖDLINJER, place, plant, write

TOLKNINGAR = "data/timra/internt/tolkningar.yml"
KOMMUN = "data/timra/kommun.yml"
NOWHERE = Place("prov")

# ------------------------------------------------------------------ disguises

SECRETS = {
    "a text": value("Ärendet om Åsa är hört av några få.", NOWHERE),
    "a heading": value("Så når du krisledningen", NOWHERE, Kind.heading),
    "a number": value("060-99 88 77", NOWHERE, Kind.number),
    "an e-mail address": value("krisjour@intern.example", NOWHERE, Kind.address),
    "an address": value("Hemliga gatan 14, Timrå", NOWHERE, Kind.address),
}
PLAIN = "Välkommen till kommunens sidor. Ring 060-16 31 00 eller skriv till info@example.se om du undrar."


def found(content: bytes, *values: Value) -> set[str]:
    """Which of the values' forms stand in a file."""
    return Search(form for one in values for form in one.forms).found_in(content)


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_value_is_found_in_every_disguise(disguise):
    """A text, a number and an address are found whole, however they are written and packed; another text is not."""
    assert [secret for secret, one in SECRETS.items() if not one.is_seen(found(DISGUISES[disguise](one.text), one))] == []
    assert found(DISGUISES[disguise](PLAIN), *SECRETS.values()) == set()


PACKED = re.compile("zip|base64|picture|encoding|wide characters|member")


@pytest.mark.parametrize("disguise", [one for one in DISGUISES if not PACKED.search(one)])
def test_the_place_is_told_in_every_disguise_of_a_text(disguise):
    """What is found in a text, and not packed in it, has a line and a column."""
    text = "Hemliga gatan 14, Timrå"
    assert find(DISGUISES[disguise](text).decode(), squeeze(text)) is not None


DIALLED = ["060-998877", "060 99 88 77", "(060) 99 88 77", "+46 60 99 88 77", "+46(0)60-99 88 77", "0046-60-99 88 77", "tel:+4660998877", "tel:060998877", "46.60.99.88.77"]


@pytest.mark.parametrize("text", DIALLED)
def test_a_number_is_found_however_it_is_dialled(text):
    """Within the country or from abroad, spaced in any way, as text or as a link."""
    assert SECRETS["a number"].is_seen(found(f'<a href="{text}">ring</a>'.encode(), SECRETS["a number"]))


def test_a_number_alone_is_found_in_base64():
    """Nine digits make twelve letters: the fewest that are read as base64."""
    assert SECRETS["a number"].is_seen(found(b'<p data-n="MDYwOTk4ODc3">', SECRETS["a number"]))


@pytest.mark.parametrize("text", ["060-99 88 78", "060-99 88 7", "+46 61 99 88 77", "99 88 77", "2060 10 998877"])
def test_a_number_that_differs_is_not_found(text):
    """One digit other, one less or another area is another number."""
    assert found(text.encode(), SECRETS["a number"]) == set()


@pytest.mark.parametrize("length", [8, 9, 15])
def test_a_value_is_found_at_every_place_of_a_text(length):
    """Wherever it begins, also the shortest and at the very end."""
    form = string.ascii_lowercase[:length]
    for at in range(12):
        assert Search([form]).found("z" * at + form) == Search([form]).found("z" * at + form + "y" * 5) == {form}
        assert Search([form]).found("z" * at + form[:-1]) == set()


def test_all_values_are_looked_for_at_once():
    """Each of many values is found in one text, also those that begin alike."""
    forms = {"abcdefghij", "abcdefghik", "bcdefghijk", "xyzxyzxyz"}
    assert Search(forms).found("abcdefghijk-xyzxyzxyz") == {"abcdefghij", "bcdefghijk", "xyzxyzxyz"}


def test_an_escape_ends_after_its_four_digits():
    """What follows an escape may look like one more digit of it."""
    assert squeeze("ådebatt") in set(traces(rb'"\u00e5debatt"'))


@pytest.mark.parametrize("text", ["&#9999999;", "\\u{110000}", "\\ud83d\\ude00", "%ff%fe", "&finnsinte;", "\\", "%", "&#x;"])
def test_what_only_looks_coded_hides_nothing(text):
    """A code that means nothing neither stops the search nor hides what stands after it."""
    assert SECRETS["a text"].is_seen(found(f"{text} {SECRETS['a text'].text}".encode(), SECRETS["a text"]))


UNREADABLE = {
    "half a gzip": gzip.compress(PLAIN.encode())[:-12],
    "a broken gzip": b"\x1f\x8b" + PLAIN.encode(),
    "half a zip": zipped(a=PLAIN.encode())[:60],
    "a picture of another kind": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)),
    "a font": b"wOF2\x00\x01\x00\x00\x00\x00\x9c",
    "what brotli packs": bytes.fromhex("1b1600f8257a0ac2a8a44b2c08a0"),
    "a PDF of letters alone": b"%PDF-1.4\n<48656a>",
    "a PDF": b"%PDF-1.4\n%\xe5\xe4\xf6\n<48656a>",
    "text and a zero": b"Hej\x00",
    "text of four bytes a letter": PLAIN.encode("utf-32"),
    "half a text of a picture": png(b"zTXt", b"Comment\x00\x00" + zlib.compress(PLAIN.encode())[:-8]),
    "half a zip after a text": b"Hej" + zipped(a=PLAIN.encode())[40:],
    "a zip that is locked": re.sub(rb"(PK\x03\x04..|PK\x01\x02....)\x00", b"\\1\x01", zipped(a=PLAIN.encode()), flags=re.S),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_cannot_be_searched_is_refused(kind):
    """A file that the search cannot see into never passes for an empty one."""
    with pytest.raises(Unreadable):
        set(traces(UNREADABLE[kind]))


def test_damaged_packings_stop_nothing_but_themselves():
    """Whichever byte of a packed file is another, it is searched or refused, and never breaks the search."""
    for content in (zipped(a=b"Hej" * 9), gzip.compress(b"Hej" * 9), png(b"zTXt", b"Comment\x00\x00" + zlib.compress(b"Hej" * 9))):
        for at in range(len(content)):
            for byte in (0, 9, 255):
                with suppress(Unreadable):
                    set(traces(content[:at] + bytes([byte]) + content[at + 1 :]))


PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "zip": lambda content: zipped(a=content),
    "base64": lambda content: b'<p data-x="' + base64.b64encode(content) + b'">',
    "png": lambda content: png(b"zTXt", b"Comment\x00\x00" + zlib.compress(content)),
}


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_packing_too_deep_is_refused(packing):
    """Packed in one another six times is searched, once more is refused, also where it might only look packed."""
    content = SECRETS["a text"].text.encode()
    for _ in range(6):
        content = PACKINGS[packing](content)
    assert SECRETS["a text"].is_seen(found(content, SECRETS["a text"]))
    with pytest.raises(Unreadable):
        set(traces(PACKINGS[packing](content)))


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_packing_within_base64_is_found(packing):
    """As a picture or a folder that is written into a page."""
    content = PACKINGS["base64"](PACKINGS[packing](SECRETS["a text"].text.encode()))
    assert SECRETS["a text"].is_seen(found(content, SECRETS["a text"]))


def test_codes_too_deep_are_refused():
    """Coded seven times is searched, once more is refused."""
    text = SECRETS["a text"].text
    for _ in range(7):
        text = text.replace(" ", "&#32;") if "&" not in text else text.replace("&", "&amp;")
    assert SECRETS["a text"].is_seen(found(text.encode(), SECRETS["a text"]))
    with pytest.raises(Unreadable):
        set(traces(text.replace("&", "&amp;").encode()))


MUCH = {
    "in a gzip": gzip.compress,
    "in the parts of a gzip": lambda content: gzip.compress(content[:-300]) + gzip.compress(content[-300:]),
    "in a zip": lambda content: zipped(a=content),
    "in the members of a zip": lambda content: zipped(a=content[:-300], b=content[-300:]),
    "in a picture": PACKINGS["png"],
    "in base64": lambda content: base64.b64encode(gzip.compress(content)),
}


MOST = b" " * 50_000_000


@pytest.mark.parametrize("how", ["in base64", *(pytest.param(how, marks=pytest.mark.allt) for how in MUCH if how != "in base64")])
def test_too_much_is_refused(how):
    """Fifty megabytes may be packed in a file, not one byte more, not even where it might only look packed."""
    with pytest.raises(Unreadable):
        set(traces(MUCH[how](MOST + b" ")))


@pytest.mark.allt
@pytest.mark.parametrize("how", MUCH)
def test_as_much_as_may_be_is_searched(how):
    """Of fifty megabytes the last letters are found."""
    one = SECRETS["an address"]
    content = one.text.encode()
    assert one.is_seen(found(MUCH[how](MOST[len(content) :] + content), one))


@pytest.mark.parametrize("text", ["H4sIAAAAAAAAkonsultationsforum", "UEsDBBQAAAAIAAAAIQ", "iVBORw0KGgoAAAANSUhEUg", "sha256-H4sIqXw0KGgoAAAANSUhEUgAAAAEAAAAB0"])
def test_what_only_looks_packed_stops_nothing(text):
    """Letters that happen to begin like packed bytes are read as the letters they are."""
    assert squeeze(text) in set(traces(text.encode()))


PLACES = {
    "in a text": ("Hej\nså där <b>Hemliga gatan</b> 14, Timrå", (2, 11)),
    "split over tags": ("a\nb\n <i>H</i>emliga gatan 14, Timrå", (3, 5)),
    "in an attribute": ('\n<p title="Hemliga gatan 14, Timrå">', (2, 11)),
    "as entities": ("åäö &#72;emliga gatan 14, Timr&aring;", (1, 5)),
    "as entities of entities": ("&amp;#72;emliga gatan 14, Timrå", (1, 1)),
    "in an address": ("?q=Hemliga%20gatan%2014%2C%20Timr%C3%A5", (1, 4)),
    "packed": (base64.b64encode("Hemliga gatan 14, Timrå".encode()).decode(), None),
}


@pytest.mark.parametrize("case", PLACES)
def test_the_place_of_a_leak_is_told(case):
    """Line and column of its first letter in the file, also when it is coded; nothing when it is packed."""
    text, place = PLACES[case]
    assert find(text, squeeze("Hemliga gatan 14, Timrå")) == place


# ------------------------------------------------------------------ disguises in one another

WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzåäöéü", min_size=2, max_size=9), min_size=4, max_size=9).map(" ".join)
TEXTS = WORDS.filter(lambda text: len(squeeze(text)) >= 12)
NUMBERS = st.integers(10_000_000, 899_999_999).map(lambda n: f"0{n}").map(lambda n: f"{n[:3]}-{n[3:]}")
LETTERS = ["as it stands", "split over tags", "with soft hyphens", "in capitals", "decomposed", "with unseen spaces", "split over lines"]
CODES = [
    "as decimal entities", "as hexadecimal entities", "as escapes of a program", "as escapes with brackets", "as JSON",
    "every letter in an address", "in an address", "in a comment", "in a paragraph", "as escapes of a style sheet",
]  # fmt: skip
STACKS = st.lists(st.sampled_from([*CODES, *PACKINGS]), max_size=3)


def disguised(text: str, letters: str, stack: list[str]) -> bytes:
    """The text in one disguise of its letters, then in codes and packings. Packed bytes are no text to code."""
    content = DISGUISES[letters](text)
    for step in stack:
        if step in PACKINGS:
            content = PACKINGS[step](content)
        elif not content.startswith((b"\x1f\x8b", b"PK", b"\x89PNG")):
            content = DISGUISES[step](content.decode())
    return content


def examples(most: int) -> settings:
    return settings(max_examples=most, deadline=None, derandomize=True, database=None)


ANY = given(st.one_of(TEXTS.map(lambda t: value(t, NOWHERE)), NUMBERS.map(lambda n: value(n, NOWHERE, Kind.number))), st.sampled_from(LETTERS), STACKS)
OTHERS = given(TEXTS, TEXTS, st.sampled_from(LETTERS), STACKS)


@examples(30)
@ANY
@example(SECRETS["a text"], "decomposed", ["base64", "as decimal entities", "gzip"])
@example(SECRETS["a number"], "split over tags", ["as escapes of a style sheet", "as JSON"])
@example(SECRETS["a number"], "split over tags", ["as JSON", "in an address", "base64"])
def test_any_value_is_found_in_any_stack_of_four_disguises(one, letters, stack):
    """Whatever the value and in whatever order it is coded and packed, up to four deep, the search finds it."""
    assert one.is_seen(found(disguised(one.text, letters, stack), one))


@pytest.mark.allt
@examples(3000)
@ANY
def test_any_value_is_found_in_any_stack_of_four_disguises_many_times(one, letters, stack):
    """The same, a hundred times as often."""
    assert one.is_seen(found(disguised(one.text, letters, stack), one))


@examples(20)
@OTHERS
def test_a_text_without_the_value_never_holds_it(internal, public, letters, stack):
    """Whatever the public text and its disguises, a value that is not in it is not found."""
    one = value(internal, NOWHERE)
    if not any(form in squeeze(public) for form in one.forms):
        assert found(disguised(public, letters, stack), one, SECRETS["a number"]) == set()


@pytest.mark.allt
@examples(2000)
@OTHERS
def test_a_text_without_the_value_never_holds_it_many_times(internal, public, letters, stack):
    """The same, a hundred times as often."""
    one = value(internal, NOWHERE)
    if not any(form in squeeze(public) for form in one.forms):
        assert found(disguised(public, letters, stack), one, SECRETS["a number"]) == set()


@pytest.mark.parametrize("many", [50_000, pytest.param(3_000_000, marks=pytest.mark.allt)])
def test_noise_holds_no_value_and_stops_nothing(many):
    """Letters of scripts, tags, codes and hashes are searched without a hit or a fault."""
    chance = random.Random(7)
    alphabet = string.ascii_letters + string.digits + "åäö+/=-_<>&#;%\\u \n\"'"
    noise = "".join(chance.choices(alphabet, k=many))
    assert found(noise.encode(), *SECRETS.values()) == set()


# ------------------------------------------------------------------ what is internal


def internal(root: Path) -> Internal:
    return internal_values(root, load(root, internt=True), IDAG)


def looked_for(root: Path) -> dict[str, Value]:
    return {one.text: one for one in internal(root).values}


def left_out(root: Path) -> dict[str, str]:
    return {one.text: why for one, why in internal(root).left_out}


READING = "Att den särskilt utsedda tjänstemannen på rad 15 är kontaktpersonen på rad 57–65 är vår läsning."
SENTENCE = "Blåbärsskogen har sextiotvå hemliga stigar"


def test_every_text_of_an_internal_file_is_looked_for(project):
    """What stands below internt/ is internal, with its place, and Redaktionen must show our readings."""
    plant(project, TOLKNINGAR, READING, SENTENCE)
    one = looked_for(project)[SENTENCE]
    assert (str(one.place), one.shown, one.kind) == (place(project, TOLKNINGAR, SENTENCE), True, Kind.text)


NOTED = {
    "a question to the municipality": (KOMMUN, None, "Vart anmäler man klotter?", True),
    "a question about a contact": (KOMMUN, "växel", "Stämmer växelns nummer, och vilka tider svarar den?", True),
    "what is missing": (KOMMUN, None, "Vilket nummer har kommunens kontaktperson?", True),
    "a question to all": ("data/gemensamt/fragor.yml", None, "Har realtidstext till 112 startat?", True),
    "what sources contradict": (STÖDLINJER, "stödlinjen-för-män", "Dygnet runt enligt en artikel 2026-06-14 som åberopar linjens egen sida, alla dagar 7–21 enligt en sammanställning 2025-12-10.", True),
    "a note": (STÖDLINJER, "självmordslinjen", "Öppet dygnet runt sedan 2020-06-01.", False),
    "why a contact is closed": (STÖDLINJER, "bris-vuxentelefon", "Linjen är senast belagd 2018.", False),
    "why a fact is closed": (KOMMUN, None, "Visas inte på någon sida.", False),
    "why a number does not age": (SAMHÄLLSNUMMER, "polisen", "Staten bär numret, ingen genomgången källa motsäger det, och det är sista reserven när annat har blivit för gammalt.", False),
    "a question about an advice": ("data/gemensamt/rad.yml", "r20", "Gäller rådet om att anteckna vad man såg vid rekrytering också här?", False),
}  # fmt: skip


def test_what_editors_note_is_looked_for(project):
    """Notes and questions stand in files that public websites read, and on no public page."""
    for case, (file, post, old, _) in NOTED.items():
        plant(project, file, old, f"{SENTENCE}, {case}", post)
    found_ = {text.removeprefix(f"{SENTENCE}, "): (one.place.file, one.shown) for text, one in looked_for(project).items() if SENTENCE in text}
    assert found_ == {case: (file, shown) for case, (file, _, _, shown) in NOTED.items()}


def test_what_assessments_and_values_rest_on_is_looked_for(project):
    """Belägg and underlag are shown inside only, also of what is public itself."""
    plan = {"område": "lägesbild", "uppfyllelse": "delvis", "datum": "2026-11-01", "av": "utvecklingsstrateg", "belägg": SENTENCE}
    write(project, "data/timra/bedomningar.yml", f"bedömningar:\n  - {json.dumps(plan, ensure_ascii=False)}\n")
    value_ = {"indikator": "kontaktperson.i1", "period": "2026", "värde": "12", "datum": "2026-11-01", "av": "utvecklingsstrateg"}
    rows = [{**value_, "underlag": f"{SENTENCE} i fjol"}]
    write(project, "data/timra/matvarden.yml", f"mätvärden: {json.dumps(rows, ensure_ascii=False)}\n")
    rows = [{**value_, "underlag": f"{SENTENCE} i år"}]
    write(project, "data/timra/internt/matvarden.yml", f"mätvärden: {json.dumps(rows, ensure_ascii=False)}\n")
    assert {SENTENCE, f"{SENTENCE} i fjol", f"{SENTENCE} i år"} <= set(looked_for(project))


INTERNAL_CONTACT_AT = "kontakter:\n"
INTERNAL_CONTACT = """kontakter:
  - id: krisjour
    namn: Kommunens jour för krisledning
    omdöme: kontroll
    om: Jouren svarar bara kommunens egna chefer.
    vägar:
      - telefon: 060-99 88 77
      - sms: 070-123 45 67
      - e-post: krisjour@intern.example
      - besök: Hemliga gatan 14, Timrå
      - brev: Jouren, Box 99887, 861 82 Timrå
      - webb: https://intern.example/krisjour
    reserv: växel
    belagd: [{källa: timrå-anvisningar, datum: 2026-11-01}]
    säkerhet: sannolik
"""
WAYS = {
    "060-99 88 77": Kind.number, "070-123 45 67": Kind.number, "krisjour@intern.example": Kind.address,
    "Hemliga gatan 14, Timrå": Kind.address, "Jouren, Box 99887, 861 82 Timrå": Kind.address,
    "https://intern.example/krisjour": Kind.link, "Jouren svarar bara kommunens egna chefer.": Kind.text,
    "Kommunens jour för krisledning": Kind.text,
}  # fmt: skip


def add_contact(root: Path) -> None:
    plant(root, KOMMUN, INTERNAL_CONTACT_AT, INTERNAL_CONTACT)


def test_a_contact_that_no_public_website_may_show_is_looked_for_whole(project):
    """Its numbers, addresses, link and texts are internal, and none of them is too short to be looked for."""
    add_contact(project)
    found_ = looked_for(project)
    assert {text: found_[text].kind for text in WAYS} == WAYS
    assert not any(found_[text].shown for text in WAYS)


def test_a_contact_that_an_internal_page_names_must_be_seen_there(project):
    """TimNet lists what its pages name, so the search must find those numbers and addresses on it."""
    add_contact(project)
    plant(project, "docs/intern/om-sidan.md", '{{ kontakt("redaktion") }}', '{{ kontakt("krisjour") }}')
    found_ = looked_for(project)
    assert [text for text in WAYS if found_[text].shown] == list(WAYS)[:5]


def test_a_contact_that_a_public_page_names_is_not_internal(project):
    """What a public website may show is no secret, and nothing of it is looked for."""
    add_contact(project)
    plant(project, "docs/extern/om-webbplatsen.md", '{{ kontakt("redaktion") }}', '{{ kontakt("krisjour") }}')
    assert set(looked_for(project)) & set(WAYS) == set()


def test_a_closed_contact_is_looked_for_even_where_it_may_stand(project):
    """What is closed is shown nowhere: its numbers and addresses and what is said of it."""
    found_ = looked_for(project)
    assert {"020-100 200", "orostelefonen@rb.se", "Anhöriga, barn och unga, den som vill lämna och ideella ledare"} <= set(found_)
    assert not found_["020-100 200"].shown
    assert "060-16 31 00" not in found_ and "020-85 20 00" not in found_


def test_a_closed_fact_of_the_municipality_is_looked_for(project):
    """Its fax and its disputed e-mail address are in the register and on no page."""
    found_ = looked_for(project)
    assert found_["060-16 31 05"].kind is Kind.number and found_["info@timra.se"].kind is Kind.address


def test_a_number_within_a_note_is_looked_for_by_itself(project):
    """A note may mention a number or an e-mail address that no public website shows."""
    plant(project, TOLKNINGAR, "Vi håller dem isär.", "Ring 060-99 88 77 eller krisjour@intern.example, inte 060-16 31 00, före 2026-01-29.")
    found_ = looked_for(project)
    assert found_["060-99 88 77"].kind is Kind.number and found_["krisjour@intern.example"].kind is Kind.address
    assert "060-16 31 00" not in found_ and not [text for text in found_ if re.fullmatch(r"[\d -]+", text) and "29" in text]


def test_the_ways_in_of_actors_are_looked_for(project):
    """An actor is named, never reached: its numbers stand on no page."""
    assert looked_for(project)["010-568 70 00"].place.file == "data/gemensamt/aktorer.yml"


def test_an_internal_website_s_address_is_looked_for(project):
    """Where TimNet lies is nobody else's concern."""
    plant(project, "data/timra/webbplatser.yml", "adress: okänt", "adress: https://intern.example/timnet")
    assert looked_for(project)["https://intern.example/timnet"].kind is Kind.link


PAGES = ["docs/intern/om-sidan.md", "docs/timnet/index.md", "docs/redaktionen/ny.md"]


@pytest.mark.parametrize("file", PAGES)
def test_every_sentence_and_heading_of_an_internal_page_is_looked_for(project, file):
    """Between the words of a page: paragraphs, list items and headings, with their places."""
    page = f"# {SENTENCE}\n\nI {{{{ kommun() }}}} **finns** det en [stig](index.md) till.\n\n## Tio stigar till\n\n- Den första stigen går norrut\n\n!!! note\n    Akta dig för björnen där\n"
    write(project, file, page)
    found_ = looked_for(project)
    assert found_[SENTENCE].kind is found_["Tio stigar till"].kind is Kind.heading
    assert {"finns det en stig till.", "Den första stigen går norrut", "Akta dig för björnen där"} <= {text.strip() for text in found_}
    assert str(next(one.place for text, one in found_.items() if "norrut" in text)) == f"{file}:7:3"
    assert all(one.shown for one in found_.values() if one.place.file == file)


def test_a_page_that_no_internal_website_takes_is_looked_for_all_the_same(project):
    """It is internal, but nothing shows it today."""
    write(project, "docs/intern/ny.md", f"# {SENTENCE}\n")
    assert looked_for(project)[SENTENCE].shown is False


def test_a_sentence_of_a_public_page_is_not_internal(project):
    """What internal pages, public pages and templates say alike is left out, and said to be."""
    write(project, "docs/intern/om-sidan.md", f"# {SENTENCE}\n\n## Hur fort måste du göra något\n")
    write(project, "docs/extern/om-webbplatsen.md", f"# Om webbplatsen\n\n{SENTENCE}.\n")
    write(project, "docs/umea.se/ny.md", "# Ny\n\nHur fort måste du göra något?\n")
    assert left_out(project)[SENTENCE] == left_out(project)["Hur fort måste du göra något"] == "står också i en publik källa"


def test_a_note_that_public_data_says_too_is_not_internal(project):
    """What a public website's own data say is no secret, wherever else it is noted."""
    plant(project, TOLKNINGAR, "Vi håller dem isär.", SENTENCE)
    assert any(SENTENCE in text for text in looked_for(project))
    plant(project, "data/gemensamt/texter.yml", "Misstänker du ett terrordåd? Vänta inte på att bli säker.", f"Det sägs inte om årsrapporten på rad 42 är samma dokument som den årliga rapporten på rad 147. {SENTENCE}")
    [why] = [why for text, why in left_out(project).items() if SENTENCE in text]
    assert why == "står också i en publik källa"


def test_internal_data_copied_to_a_public_page_stay_internal(project):
    """Only data make a text of the data public: a reading that is pasted into a page is a leak."""
    plant(project, TOLKNINGAR, READING, SENTENCE)
    plant(project, "docs/extern/om-webbplatsen.md", "## Ditt besök", f"{SENTENCE}\n\n## Ditt besök")
    assert SENTENCE in looked_for(project)


def test_a_sentence_of_a_plan_is_not_internal(project):
    """The municipalities' plans are public as they stand, so to quote one tells nothing."""
    source = project / "data/kallor/timra-anvisningar.txt"
    source.write_text(source.read_text(encoding="utf-8") + f"{SENTENCE}.\n", encoding="utf-8")
    plant(project, TOLKNINGAR, READING, SENTENCE)
    assert left_out(project)[SENTENCE] == "står också i en publik källa"


def test_a_number_is_looked_for_although_a_public_source_mentions_it(project):
    """Numbers and addresses are internal by whose they are, not by where they are mentioned."""
    assert "0601631 05".replace(" ", "") in squeeze((project / "data/kallor/timra-anvisningar.txt").read_text(encoding="utf-8"))
    assert "060-16 31 05" in looked_for(project)


def test_a_long_text_is_found_by_a_part_of_it():
    """Sixty-three letters of it in a row are enough, from wherever they are taken."""
    text = "Styrgruppen vill att anvisningarna läses så att kommunens kontaktperson svarar för alla samtal med föreningar, och att ingen annan gör det förrän rådet har beslutat något annat i frågan."
    one, squeezed = value(text, NOWHERE), squeeze(text)
    assert {len(form) for form in one.forms} == {32} and squeezed.startswith("".join(one.forms[:-1])) and squeezed.endswith(one.forms[-1])
    for start in range(len(squeezed) - 62):
        assert found(squeezed[start : start + 63].encode(), one)
    assert one.is_seen(found(text.encode(), one)) and not one.is_seen(found(text[:-60].encode(), one))


def test_a_long_address_is_found_whole_alone():
    """A part of it may be anybody's address."""
    one = value("Kommunens krisledning, Hemliga gatan 14, Timrå", NOWHERE, Kind.address)
    assert found(one.text.encode(), one) and found(one.text[4:].encode(), one) == set()


def test_a_text_is_looked_for_without_its_public_pieces(project):
    """A reading that quotes the plan is looked for by the rest of it."""
    quoted = "Samverkan mellan myndigheter, kommuner och föreningar är en förutsättning"
    plant(project, "data/gemensamt/texter.yml", "Misstänker du ett terrordåd? Vänta inte på att bli säker.", f"{quoted}.")
    plant(project, TOLKNINGAR, "Det sägs inte om årsrapporten", f"{quoted} och det sägs inte om årsrapporten")
    [one] = [one for text, one in looked_for(project).items() if quoted in text]
    assert one.forms and not any(form in squeeze(quoted) for form in one.forms)


LEFT_OUT = {
    "Hemliga stigar": "kortare än 4 ord",
    "Hemlighetsfull": "ett enda ord, tal eller datum",
    "a b c d": "för få bokstäver och siffror",
    "abc de f g": "för få bokstäver och siffror",
}


def test_what_is_too_short_is_left_out_with_the_reason(project):
    """Three words, one word and seven letters may stand anywhere by chance; four words of eight letters may not."""
    rows = "".join(f'      - "{text}"\n' for text in (*LEFT_OUT, "abc de f gh"))
    plant(project, KOMMUN, INTERNAL_CONTACT_AT, f"{INTERNAL_CONTACT}    frågor:\n{rows}")
    found_ = left_out(project)
    assert {text: found_.get(text) for text in LEFT_OUT} == LEFT_OUT and LEFT_OUT.keys().isdisjoint(looked_for(project))
    assert "abc de f gh" in looked_for(project)


def test_a_short_heading_and_a_short_number_are_left_out_with_the_reason(project):
    """A heading of nine letters and a service number say nothing by themselves."""
    write(project, "docs/intern/ny.md", "# Tio stigar\n\n## Tio stigars\n")
    plant(project, KOMMUN, INTERNAL_CONTACT_AT, INTERNAL_CONTACT.replace("060-99 88 77", "112 12"))
    found_ = left_out(project)
    assert found_["Tio stigar"] == found_["112 12"] == "för få bokstäver och siffror"
    assert "Tio stigars" in looked_for(project)


def test_a_text_that_stands_twice_is_looked_for_once_where_it_is_shown(project):
    """The place that is told is the one that an internal website must show."""
    plant(project, STÖDLINJER, "Öppet dygnet runt sedan 2020-06-01.", SENTENCE, "självmordslinjen")
    plant(project, TOLKNINGAR, READING, SENTENCE)
    assert [one.place.file for one in internal(project).values if one.text == SENTENCE] == [TOLKNINGAR]


LINKS = ["https://intern.example/krisjour", "http://intern.example/krisjour/", "//intern.example/krisjour", "www.intern.example/krisjour?a=1", "intern.example/krisjour"]


def test_a_link_is_found_however_it_begins():
    """With and without what stands before the name of the computer."""
    one = value("https://www.intern.example/krisjour", NOWHERE, Kind.link)
    assert [text for text in LINKS if not found(text.encode(), one)] == []
    assert found(b"https://intern.example/", one) == set()


MENTIONED = ["060-99 88 77", "(060) 99 88 77", "060\u201399\u00a088\u00a077", "0609988 77", "+46 60 99 88 77", "+46 (0)60-99 88 77", "0046-60-99 88 77"]


def test_a_number_within_a_note_is_looked_for_however_it_is_written(project):
    """Within the country or from abroad; a public number in a note is no secret in whatever form."""
    rows = "".join(f'      - "Är {text} rätt nummer?"\n' for text in (*MENTIONED, "+46 60-16 31 00", "2026-01-29 10:20 060 99 eller 1060-998877"))
    rows = rows.replace("\u00a0", " ")  # the data hold no hard space
    plant(project, KOMMUN, INTERNAL_CONTACT_AT, INTERNAL_CONTACT.replace("060-99 88 77", "060-12 34 56") + f"    frågor:\n{rows}")
    numbers = [one for one in internal(project).values if one.kind is Kind.number]
    assert [one.text for one in numbers if "060998877" in one.forms] == [MENTIONED[0]]
    assert all(found(text.encode(), *numbers) == found(b"060-998877", *numbers) or "46" in text for text in MENTIONED)
    assert not [one for one in numbers if one.forms[0] in ("060163100", "1060998877", "10200609")]
    assert [_forms(text, Kind.number) for text in MENTIONED] == [("060998877", "4660998877")] * len(MENTIONED)


def frozen(root: Path) -> None:
    folder = "data/timra/internt/rapporter/2026-2026-11-01"
    write(root, f"{folder}/data.json", json.dumps({"plan": {"titel": "Anvisningar"}, "bedömningar": [{"belägg": f'{SENTENCE} "å"'}]}, indent=1, ensure_ascii=False))
    write(root, f"{folder}/rapport.html", "<p>Rapporten</p>")
    write(root, f"{folder}/SHA256", "abc")
    write(root, f"{folder}/tom", "")


def test_what_a_frozen_report_says_and_its_files_are_looked_for(project):
    """The texts of its data, and each of its files as a whole; an empty file is nothing."""
    frozen(project)
    found_ = looked_for(project)
    assert str(found_[f'{SENTENCE} "å"'].place) == "data/timra/internt/rapporter/2026-2026-11-01/data.json:7:14"
    assert {text for text, one in found_.items() if one.kind is Kind.file} == {"data.json", "rapport.html", "tolkningar.yml", "SHA256"}
    assert not found_[f'{SENTENCE} "å"'].shown
    assert "belägg" not in {one.text for one, _ in internal(project).left_out}


def test_a_copy_of_an_internal_file_is_found(project):
    """A report says nothing that is too short to look for, and its copy is found all the same, also packed."""
    frozen(project)
    one, content = looked_for(project)["rapport.html"], b"<p>Rapporten</p>"
    assert all(found(pack(content), one) for pack in (bytes, *(PACKINGS[name] for name in ("gzip", "zip", "base64"))))
    assert found(b"<p>Rapporter</p>", one) == set()


# ------------------------------------------------------------------ the check, on websites made by hand


@pytest.fixture(scope="module")
def everything(register) -> Internal:
    """What is internal in the project's own data, to read only."""
    return internal_values(ROOT, register, IDAG)


@pytest.fixture
def site(everything, tmp_path) -> Path:
    """Websites of bare texts: each internal one says all that it must, the public ones a greeting."""
    made = tmp_path / "site"
    for name in ("redaktionen/index.html", "timnet/index.html"):
        write(made, name, "\n".join(f"<p>{one.text}</p>" for one in everything.values if one.shown))
    for name in ("timra.se/index.html", "umea.se/index.html", "redaktionen/fragment/timra.se/index.html"):
        write(made, name, f"<p>{PLAIN}</p>")
    return made


@pytest.fixture
def proof(site, everything, register) -> Callable[[], secrecy.Proof]:
    """What `secrecy.prove` says of the websites; what is internal is read once for all tests."""

    def search() -> secrecy.Proof:
        verdict = secrecy.check(ROOT, site, register, everything)
        return secrecy.Proof(everything, verdict, tuple(what_is_wrong(everything, verdict, site)))

    return search


def record(file: str, text: str, root: Path = ROOT) -> str:
    """Where the data say it: file and line."""
    return place(root, file, text).rpartition(":")[0]


def test_websites_without_anything_internal_pass(site, register):
    """And it is said what was looked for, where it was seen, and what was left out and why."""
    made = secrecy.prove(ROOT, site, register, IDAG)
    count, elsewhere = len(made.internal.values), len(made.verdict.elsewhere)
    said = made.report.splitlines()
    assert made.passed and 0 < elsewhere <= sum(not one.shown for one in made.internal.values)
    assert said[0] == f"{count} interna värden sökta i 3 publika filer. Sökningen ser dem: {count - elsewhere} på de interna webbplatserna."
    assert said[1] == f"Visas inte på någon intern webbplats i dag, men sökningen ser dem där de är skrivna: {elsewhere}."
    assert "  data/umea/internt/tolkningar.yml: rad 1" in said
    reasons = [line.split(":")[0] for line in said if line.startswith("Söks inte")]
    assert reasons == [f"Söks inte, {why}" for why in ("ett enda ord, tal eller datum", "för få bokstäver och siffror", "kortare än 4 ord", "står också i en publik källa")]
    counts = [int(line.split(": ")[1][:-1]) for line in said if line.startswith("Söks inte")]
    assert counts == [sum(why == reason.removeprefix("Söks inte, ") for _, why in made.internal.left_out) for reason in reasons]
    assert any(re.fullmatch(r"  docs/intern/om-sidan\.md: rad \d+(, \d+)+", line) for line in said)
    assert said[-1] == "Inget internt står i en publik fil."


def test_a_leak_is_said_with_file_place_and_record(proof, site):
    """The whole message: where it stands, a part of what it says, where it comes from and what to do."""
    long = "Det sägs inte om årsrapporten på rad 42 är samma dokument som den årliga rapporten på rad 147. Vi håller dem isär."
    write(site, "timra.se/index.html", f"<p>Hej</p>\n<p>så: {long}</p>")
    made = proof()
    assert not made.passed
    assert made.report.splitlines() == [
        'timra.se/index.html:2:8: Något internt står i filen: "Det sägs inte om årsrapporten på rad 42 är samma dokument…" '
        f"({record(TOLKNINGAR, long)}). Ta bort det ur det som är publikt.",
        "Sekretessen är inte bevisad.",
    ]


PLANTED = {
    "in a name": ("umea.se/info@timra.se.html", b"<p>Hej</p>", "filens namn", ""),
    "in a name, coded": ("umea.se/info%40timra.se/a.html", b"<p>Hej</p>", "filens namn", ""),
    "packed": ("umea.se/a.gz", gzip.compress(b"info@timra.se"), "det som är packat i filen", ""),
    "in a text": ("umea.se/a.txt", b"\ninfo@timra.se", "filen", ":2:1"),
    "in a fragment to paste": ("redaktionen/fragment/umea.se/index.html", b"info@timra.se", "filen", ":1:1"),
    "in a folder that nobody knows": ("gammal/a.html", b"info@timra.se", "filen", ":1:1"),
    "beside the folders": ("a.html", b"info@timra.se", "filen", ":1:1"),
    "in a hidden file": ("timra.se/.a/b", b"info@timra.se", "filen", ":1:1"),
}


@pytest.mark.parametrize("case", PLANTED)
def test_a_leak_is_found_in_every_public_place(proof, site, case):
    """In names, packed files, fragments, hidden files, and in whatever is not an internal website."""
    name, content, where, place = PLANTED[case]
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_bytes(content)
    said = proof().report.splitlines()
    assert said == [f'{name}{place}: Något internt står i {where}: "info@timra.se" ({record(KOMMUN, "info@timra.se")}). Ta bort det ur det som är publikt.', "Sekretessen är inte bevisad."]


@pytest.mark.parametrize(("length", "said"), [(60, "a" * 60), (61, "a" * 57 + "…")])
def test_a_long_value_is_said_by_its_beginning(length, said):
    """Sixty letters are said whole."""
    one = value("a" * length, NOWHERE)
    verdict = secrecy.Verdict({}, (), (one,), ())
    assert what_is_wrong(Internal((one,), ()), verdict, ROOT) == [f'prov:1:1: Sökningen ser inte "{said}" där det ska stå, så den bevisar inget om det.']


def test_a_value_is_said_once_for_each_file(proof, site):
    """A text of many pieces that stands whole, twice, is one leak of that file."""
    long = re.search(r"tolkning: (Det sägs inte om 2016.*)", (ROOT / TOLKNINGAR).read_text(encoding="utf-8"))[1]
    write(site, "timra.se/index.html", f"<p>{long}</p>\n<p>{long}</p>")
    write(site, "umea.se/index.html", f"<p>{long}</p>")
    assert [line.split(": ")[0] for line in proof().report.splitlines()[:-1]] == ["timra.se/index.html:1:4", "umea.se/index.html:1:4"]


def test_a_public_file_that_cannot_be_searched_is_a_fault(proof, site):
    """A picture of a kind that we do not read, and a link out of the website, pass for nothing."""
    (site / "timra.se" / "bild.jpg").write_bytes(UNREADABLE["a picture of another kind"])
    (site / "timra.se" / "ut").symlink_to(ROOT / "data")
    assert proof().report.splitlines() == [
        "timra.se/bild.jpg: Filen går inte att söka igenom. Ta bort den ur det som är publikt.",
        "timra.se/ut: Filen går inte att söka igenom. Ta bort den ur det som är publikt.",
        "Sekretessen är inte bevisad.",
    ]


def test_an_internal_file_that_cannot_be_searched_stops_nothing(proof, site):
    """Redaktionen's own pictures and fonts are nobody's concern."""
    (site / "redaktionen" / "bild.html").write_bytes(UNREADABLE["a picture of another kind"])
    assert proof().passed


def test_a_public_website_without_files_proves_nothing(proof, site):
    """A search in an empty folder is no search."""
    (site / "umea.se" / "index.html").unlink()
    assert proof().report.splitlines() == ["umea.se: Här finns inga filer att söka i.", "Sekretessen är inte bevisad."]


def test_a_value_that_its_internal_website_does_not_show_proves_nothing(proof, site):
    """Where a reading has gone from Redaktionen and TimNet, the search cannot show that it sees it."""
    long = "Det sägs inte om årsrapporten på rad 42 är samma dokument som den årliga rapporten på rad 147. Vi håller dem isär."
    for name in ("redaktionen", "timnet"):
        plant(site, f"{name}/index.html", long, long[:-20])
    made = proof()
    assert not made.passed
    assert made.report.splitlines() == [
        f'{place(ROOT, TOLKNINGAR, long)}: Sökningen ser inte "Det sägs inte om årsrapporten på rad 42 är samma dokument…" där det ska stå, så den bevisar inget om det.',
        "Sekretessen är inte bevisad.",
    ]


def test_a_value_in_a_fragment_is_not_seen_inside(proof, site):
    """What lies on Redaktionen to be pasted elsewhere is public: it proves nothing, and a value there is a leak."""
    for name in ("redaktionen", "timnet"):
        (site / name / "index.html").rename(site / "redaktionen/fragment/timra.se" / f"{name}.html")
    made = proof()
    assert [path.name for path in made.verdict.leaks] == ["redaktionen.html", "timnet.html"]
    assert set(made.verdict.unseen) == {one for one in made.internal.values if one.shown}


def test_a_value_that_is_gone_from_where_it_is_written_proves_nothing(project, site, register, everything):
    """What no internal website shows is looked for in its own file, and must be seen there."""
    plant(project, STÖDLINJER, "orostelefonen@rb.se", "annan@rb.se")
    verdict = secrecy.check(project, site, register, everything)
    assert [one.text for one in verdict.unseen] == ["orostelefonen@rb.se"]
    assert "orostelefonen@rb.se" not in {one.text for one in verdict.elsewhere}


def test_the_numbers_of_an_internal_contact_must_be_seen_on_its_website(project, site):
    """One way to dial a number is enough; its absence is said."""
    add_contact(project)
    plant(project, "docs/intern/om-sidan.md", '{{ kontakt("redaktion") }}', '{{ kontakt("krisjour") }}')
    prove = partial(secrecy.prove, project, site, load(project, internt=True), IDAG)
    assert {one.text for one in prove().verdict.unseen} == set(list(WAYS)[:5])
    write(site, "timnet/kontakter.json", json.dumps(["tel:+4660998877", *list(WAYS)[1:5]]))
    assert prove().passed


@pytest.mark.parametrize(("name", "sees"), [("a.html", True), ("a.json", True), ("a.xlsx", True), ("a.js", False), ("a.css", False)])
def test_a_value_is_seen_inside_only_where_people_read(proof, site, name, sees):
    """A page, data and a spreadsheet; a program that happens to hold it shows nothing."""
    content = (site / "timnet/index.html").read_text(encoding="utf-8")
    for file in ("redaktionen/index.html", "timnet/index.html"):
        write(site, file, "<p>Hej</p>")
    (site / "timnet" / name).write_bytes(zipped(a=content.encode()) if name == "a.xlsx" else content.encode())
    assert bool(proof().verdict.unseen) is not sees


def test_a_municipality_without_public_websites_has_nothing_to_leak(site, register, everything):
    """Nothing is public, so no file is missing."""
    timrå = register.kommuner["timrå"]
    inside = replace(timrå, webbplatser=tuple(w for w in timrå.webbplatser if w.publik == "intern"))
    for name in ("timra.se", "umea.se", "redaktionen/fragment"):
        shutil.rmtree(site / name)
    verdict = secrecy.check(ROOT, site, replace(register, kommuner={"timrå": inside}), everything)
    assert verdict == secrecy.Verdict({}, verdict.elsewhere, (), ())


def test_a_search_for_nothing_proves_nothing(site, register):
    """When no value at all is internal, it is said."""
    nothing = Internal((), ())
    verdict = secrecy.check(ROOT, site, register, nothing)
    made = secrecy.Proof(nothing, verdict, tuple(what_is_wrong(nothing, verdict, site)))
    assert not made.passed and made.report.splitlines() == ["Det finns inga interna värden att söka efter.", "Sekretessen är inte bevisad."]


def test_a_register_that_has_not_read_what_is_internal_proves_nothing(site):
    """As one that is read for a public website: every internal file that it does not know is said."""
    made = secrecy.prove(ROOT, site, load(ROOT, internt=False), IDAG)
    assert not made.passed
    assert [line for line in made.report.splitlines() if "inte läst" in line] == [
        f"data/{kommun}/internt/tolkningar.yml: Filen är inte läst, så inget som står i den söks." for kommun in ("timra", "umea")
    ]


def test_a_name_of_other_letters_is_searched(proof, site):
    """A file system may hold names that are no text; they are searched and stop nothing by themselves."""
    (site / os.fsdecode(b"umea.se/h\xe4r.html")).write_text("<p>Hej</p>")
    assert proof().passed
    (site / os.fsdecode(b"umea.se/info@timra.s\xe9.html")).write_text("<p>Hej</p>")
    assert [path.parent.name for path in proof().verdict.leaks] == ["umea.se"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="may open everything")
def test_a_folder_that_cannot_be_opened_is_a_fault(proof, site):
    """What lies in it cannot be searched, so it passes for nothing."""
    write(site, "umea.se/a/b/index.html", "<p>Hej</p>")
    (site / "umea.se/a/b").chmod(0)
    assert proof().report.splitlines()[0] == "umea.se/a/b: Filen går inte att söka igenom. Ta bort den ur det som är publikt."
    (site / "umea.se/a/b").chmod(0o700)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file here that nobody can read")
def test_a_file_that_cannot_be_read_is_a_fault(proof, site):
    """It passes for nothing, whatever hinders."""
    (site / "umea.se/a.html").symlink_to("/proc/self/mem")
    assert proof().report.splitlines()[0] == "umea.se/a.html: Filen går inte att söka igenom. Ta bort den ur det som är publikt."


def test_a_copy_of_an_internal_file_is_said_with_its_name(proof, site):
    """Nothing in it need be long enough to be looked for: the file as a whole stands there."""
    file = "data/umea/internt/tolkningar.yml"
    shutil.copy(ROOT / file, site / "umea.se/a.txt")
    assert f'umea.se/a.txt: Något internt står i filen: "tolkningar.yml" ({file}:1). Ta bort det ur det som är publikt.' in proof().report.splitlines()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
def test_what_is_no_file_is_a_fault(proof, site):
    """A queue would let the search wait for ever."""
    os.mkfifo(site / "umea.se" / "a")
    assert proof().report.splitlines()[0] == "umea.se/a: Filen går inte att söka igenom. Ta bort den ur det som är publikt."
