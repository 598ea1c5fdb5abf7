"""What has changed between two releases, said to a person."""

from __future__ import annotations

import json

import pytest

from vagvisaren.publishing.changes import changes

KONTAKT = {"id": "linje", "namn": "Linjen", "nummer": [{"text": "020-1"}], "öppet": ["mån 9–10"], "svarar": None, "framöver": [], "gäller_till": "2027-01-01"}


def site(text: str = "text", kontakter: tuple[dict, ...] = (KONTAKT,), more: str = "", **pages: str) -> dict[str, bytes]:
    """A small website of one page and a list of contacts."""
    html = {f"{name}.html": f"<html><head><title>{name}</title></head><body><h1>{heading}</h1></body></html>" for name, heading in pages.items()}
    html["index.html"] = f"<html><head><style>a</style></head><body><h1>Start <b>här</b></h1><p>{text}</p>{more}</body></html>"
    return {**{name: content.encode() for name, content in html.items()}, "kontakter.json": json.dumps({"kontakter": kontakter, "byggd": text}).encode()}
AWAY = "21 december 2026–6 januari 2027: Stängt över jul och nyår."
STAND_IN = {**KONTAKT, "id": "1177", "namn": "1177", "i_stället_för": [{"id": "linje", "namn": "Linjen", "be_om": None, "framöver": [AWAY]}]}


SAID = {
    "nothing": (site(), ()),
    "a number": (site(kontakter=({**KONTAKT, "nummer": [{"text": "020-2"}]},)), ("Linjen – ändrat: numret.",)),
    "two facts": (site(kontakter=({**KONTAKT, "nummer": [], "öppet": None},)), ("Linjen – ändrat: numret och öppettiderna.",)),
    "a name": (site(kontakter=({**KONTAKT, "namn": "Nya linjen"},)), ("Nya linjen – ändrat: namnet.",)),
    "a new contact": (site(kontakter=(KONTAKT, {**KONTAKT, "id": "ny", "namn": "Nya"})), ("Nya – ny.",)),
    "a contact that is gone": (site(kontakter=()), ("Linjen – visas inte längre.",)),
    "what programs alone read": (site(kontakter=({**KONTAKT, "gäller_till": "2027-02-02"},)), ("Listan över kontakter för program är ändrad.",)),
    "a sentence": (site("annan text"), ("1 ändrad sida: Start här.",)),
    "a number and its page": (site("annan", kontakter=({**KONTAKT, "nummer": []},)), ("Linjen – ändrat: numret.", "1 ändrad sida: Start här.")),
    "a link": (site(more='<a href="https://example.org/"></a>'), ("1 ändrad sida: Start här.",)),
    "what an image says": (site(more='<img alt="en pil" src="pil.svg">'), ("1 ändrad sida: Start här.",)),
    "what the page's script reads": (site(more='<span data-till="2027-01-01"></span>'), ("1 ändrad sida: Start här.",)),
    "a new page": (site(stod="Stöd"), ("1 ny sida: Stöd.",)),
    "the day at the foot of a print": (site(more='<p class="bara-print">22 november <a href="x">2026</a></p>'), ()),
    "a script": (site(more='<script type="application/json">{"helger": "text"}</script>'), ()),
    "a class": (site(more='<i class="ny"></i>'), ()),
}  # fmt: skip


@pytest.mark.parametrize("change", SAID)
def test_a_change_is_said_in_the_editor_s_words(change):
    """Each kind of change has its sentence, and what no reader meets has none."""
    after, said = SAID[change]
    assert changes(site(), after) == said


def test_pages_that_are_gone_and_many_pages_are_said_in_order():
    """New, removed and changed pages are listed by their headings."""
    before, after = site(a="Ett", b="Två", c="Tre"), site("ny", b="Två!", d="Fyra", e="Fem")
    assert changes(before, after) == ("2 nya sidor: Fyra och Fem.", "2 borttagna sidor: Ett och Tre.", "2 ändrade sidor: Två! och Start här.")


def test_the_first_time_there_is_nothing_to_compare_with():
    """Without a website before, the pages and contacts are counted."""
    assert changes({}, site(stod="Stöd")) == ("Första gången: 2 sidor, 1 kontakter.",)


@pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b'{"kontakter": 7}', b'{"kontakter": [{"namn": "utan id"}]}', b"\xff\xfe"])
def test_a_live_website_that_is_damaged_is_compared_all_the_same(damaged):
    """A list of contacts or a page that does not read makes no traceback: all that is right again is said."""
    before = {**site(), "kontakter.json": damaged, "index.html": b"\xff<h1>St"}
    assert changes(before, site()) == ("Linjen – ny.", "1 ändrad sida: Start här.")


FROM = "Från 1 januari 2027: PTS i stället."
OVER_TIME = {
    "an avvikelse that is new": ((KONTAKT,), ({**KONTAKT, "framöver": [AWAY]},), ("Linjen – ny avvikelse: 21 december 2026–6 januari 2027.",)),
    "other words of it": (({**KONTAKT, "framöver": [AWAY]},), ({**KONTAKT, "framöver": [AWAY.replace("jul och ", "")]},), ("Linjen – ändrad avvikelse: 21 december 2026–6 januari 2027.",)),
    "one that is over": (({**KONTAKT, "framöver": [AWAY]},), (KONTAKT,), ("Linjen – avslutad avvikelse: 21 december 2026–6 januari 2027.",)),
    "who takes over": ((KONTAKT,), ({**KONTAKT, "framöver": [FROM]},), ("Linjen – ny upplysning: från 1 januari 2027: PTS i stället.",)),
    "its first day": (
        ({**KONTAKT, "framöver": [AWAY]}, {**KONTAKT, "id": "1177", "namn": "1177"}), (STAND_IN,), ("Linjen – 1177 visas i stället.",),
    ),
    "an avvikelse that holds today already": ((KONTAKT,), (STAND_IN,), ("1177 – ny.", "Linjen – 1177 visas i stället.", "Linjen – ny avvikelse: 21 december 2026–6 januari 2027.")),
    "the day after its last": ((STAND_IN,), (KONTAKT, {**KONTAKT, "id": "1177", "namn": "1177"}), ("Linjen – visas nu med egna uppgifter.", "Linjen – avslutad avvikelse: 21 december 2026–6 januari 2027.")),
}  # fmt: skip


@pytest.mark.parametrize("change", OVER_TIME)
def test_what_holds_for_a_time_and_who_stands_in_are_said(change):
    """An avvikelse is said by its days, and another contact by its name where the reader looked for the first."""
    before, after, said = OVER_TIME[change]
    assert changes(site(kontakter=before), site(kontakter=after)) == said
