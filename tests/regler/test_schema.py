"""What a record may hold is declared once, in the model."""

from __future__ import annotations

from typing import get_args

from vagvisaren.records import model as m
from vagvisaren.shown.views import show_kontakt

from .planting import STÖDLINJER, messages, place, plant, record, value_place, website

UNKNOWN = (
    "kostnad", "anonym", "syns_på_räkningen", "språk", "text_och_bildtelefoni", "svarar", "huvudman", "målgrupp", "vad_händer_sen",
)  # fmt: skip


def test_okänt_is_a_value_of_every_fact_that_can_be_unknown(project):
    """An editor may write okänt for cost, anonymity, bill, language, telephony, who answers, owner, for whom and what then."""
    bris = record(project, STÖDLINJER, "bris")
    rows = [row for row in bris.splitlines() if row.split(":")[0].strip() not in UNKNOWN]
    rows[2:2] = [f"    {uppgift}: okänt" for uppgift in UNKNOWN]
    plant(project, STÖDLINJER, bris, "\n".join([*rows, "", ""]))
    assert messages(project) == []


def test_okänt_is_a_value_of_hours_dates_and_ages(project):
    """An editor may write okänt for the hours of a way in, for a source's date and for either age."""
    plant(project, STÖDLINJER, "telefon: 020-85 20 00\n        öppet:\n          - mån–tors 10–15\n          - tors 19–21",
          "telefon: 020-85 20 00\n        öppet: okänt")  # fmt: skip
    plant(project, STÖDLINJER, "ålder: {till: 25}", "ålder: {från: okänt, till: okänt}")
    plant(project, STÖDLINJER, "{källa: orebrotribune-2021, datum: 2021-03-15}",
          "{källa: orebrotribune-2021, datum: okänt}")  # fmt: skip
    assert messages(project) == []


def test_okänt_shows_nothing(project):
    """A fact that is okänt says nothing on the page: neither the word okänt nor nej."""
    plant(project, STÖDLINJER, "anonym: ja", "anonym: okänt", post="föräldralinjen")
    visad = show_kontakt(website(project, "timra.se"), "föräldralinjen")
    assert visad.anonym is visad.kostnad is visad.syns_på_räkningen is None
    assert "okänt" not in visad.sammanfattning and "anonym" not in visad.sammanfattning


def test_okänt_is_refused_where_a_fact_must_be_known(project):
    """The name of a contact and the fact sheet's verdict cannot be okänt."""
    plant(project, STÖDLINJER, "omdöme: ja", "omdöme: okänt", post="bris")
    assert messages(project) == [
        f'{value_place(project, STÖDLINJER, "omdöme", "bris")}: "okänt" är inget känt värde för "omdöme". '
        "Kända är: avstängd, ja och kontroll."
    ]


def test_two_misspelt_facts_in_one_record_are_both_named_and_nothing_else(project):
    """Each misspelt fact gives one message with its nearest word, and no fact is also said to be missing."""
    plant(project, STÖDLINJER, "namn: Bris\n", "nammn: Bris\n", post="bris")
    plant(project, STÖDLINJER, "behov: barn-och-unga", "behovv: barn-och-unga", post="bris")
    assert messages(project) == [
        f'{place(project, STÖDLINJER, "nammn", "bris")}: "nammn" är ingen känd uppgift. Menade du "namn"?',
        f'{place(project, STÖDLINJER, "behovv", "bris")}: "behovv" är ingen känd uppgift. Menade du "behov"?',
    ]


def test_a_missing_fact_beside_a_misspelt_one_is_still_named(project):
    """A misspelt name hides only the fact that it stands for, not another that is missing."""
    plant(project, STÖDLINJER, "    namn: Bris\n", "", post="bris")
    plant(project, STÖDLINJER, "behov: barn-och-unga", "behovv: barn-och-unga", post="bris")
    record_place = place(project, STÖDLINJER, "id: bris")
    assert messages(project) == [
        f'{record_place}: "namn" saknas. Lägg till raden namn: …',
        f'{place(project, STÖDLINJER, "behovv", "bris")}: "behovv" är ingen känd uppgift. Menade du "behov"?',
    ]


def test_a_text_of_many_characters_is_refused(project):
    """A text that is longer than a page can bear is refused with its length and the limit."""
    limit = next(rule.max_length for rule in m.Text.__metadata__ if hasattr(rule, "max_length"))
    plant(project, STÖDLINJER, "om: Ideell stödlinje för barn.", "om: " + "a" * (limit + 1))
    assert messages(project) == [
        f'{value_place(project, STÖDLINJER, "om", "bris")}: Texten är {limit + 1} tecken lång. Högst {limit}.'
    ]


def test_every_role_word_of_the_type_is_a_role_or_a_group():
    """The words that may stand under för are exactly the roles and their groups, said once."""
    assert set(get_args(m.Rollord)) == {*m.ROLLGRUPPER, *(str(roll) for roll in m.Roll)}
    assert set(m.ROLLNAMN) == set(m.Roll)
