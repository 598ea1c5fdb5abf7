"""YAML is read as text, and what is wrong in a file is said to the person who edits it."""

from __future__ import annotations

import pytest

from vagvisaren.records.reading import read_yaml
from vagvisaren.shown.views import stödlinjer

from .planting import (
    KÄLLOR,
    STÖDLINJER,
    command,
    messages,
    place,
    plant,
    value_place,
    website,
    websites,
)  # fmt: skip

# What YAML would turn into a number, a truth value, a date or nothing.
GUESSED = (
    "0771-50 50 50", "020100200", "0771", "+46771505050", "11:30", "9:30", "no", "No", "off", "on", "yes",
    "true", "null", "~", "2026-06", "2026-06-04", "1e3", "0x1F", "0o17", "1_000", ".5", "112", "=", "<<",
)  # fmt: skip


@pytest.mark.parametrize("text", GUESSED)
def test_a_value_without_quotes_stays_the_text_it_is(tmp_path, text):
    """No text becomes a number, a truth value, a date or nothing because YAML guesses so."""
    (tmp_path / "prov.yml").write_text(f"uppgift: {text}\nlista: [{text}]\n", encoding="utf-8")
    document = read_yaml((tmp_path / "prov.yml").read_bytes(), "prov.yml")
    assert (document.data, document.faults) == ({"uppgift": text, "lista": [text]}, [])


def test_a_number_without_quotes_reaches_the_page_as_it_is_written(project):
    """A telephone number that YAML would count as a number is shown with its own digits."""
    plant(project, STÖDLINJER, "telefon: 020-85 20 00", "telefon: 020852000")
    groups = stödlinjer(website(project, "timra.se"))
    views = {line.id: line for group in groups for line in group.linjer}
    assert views["föräldralinjen"].första.text == "020852000"
    assert views["föräldralinjen"].första.tel == "tel:+4620852000"


def test_decomposed_letters_are_composed_wherever_they_stand(tmp_path):
    """Keys and values with a separate ring or dots over the letter are read as å, ä and ö."""
    (tmp_path / "prov.yml").write_text("a\u030ar: la\u0308nk till o\u0308n\n", encoding="utf-8")
    assert read_yaml((tmp_path / "prov.yml").read_bytes(), "prov.yml").data == {"år": "länk till ön"}


def test_all_faults_of_all_files_come_in_one_run_sorted_by_place(project):
    """One run names every fault of every file, sorted by file and line, and last how many they are."""
    plant(project, STÖDLINJER, "om: Ideell stödlinje för barn.", "omm: Ideell stödlinje för barn.")
    plant(project, STÖDLINJER, "telefon: 020-85 20 00", "telefon: +46 20 85 20 00")
    plant(project, "data/umea/kommun.yml", "region: region-västerbotten\n", "\tregion: region-västerbotten\n")
    plant(project, KÄLLOR, "datum: 2025-07", "datum: juli 2025", post="sfs")
    expected = [
        f'{value_place(project, KÄLLOR, "datum", "sfs")}: "juli 2025" är inget datum. '
        "Skriv dag, månad eller år (2026-06-04, 2026-06, 2026) eller okänt.",
        f'{place(project, STÖDLINJER, "omm")}: "omm" är ingen känd uppgift. Menade du "om"?',
        f'{place(project, STÖDLINJER, "+46")}: "+46 20 85 20 00" är inget telefonnummer. '
        "Skriv som det trycks: 060-16 31 00 eller 116 111.",
        f"{place(project, 'data/umea/kommun.yml', chr(9))}: Raden är indragen med tabb. "
        "Använd mellanslag, två för varje steg.",
    ]
    assert messages(project) == expected
    done = command(project)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [*expected, "4 fel. Ingenting är byggt."]
    assert done.stdout == ""


def test_the_command_says_that_all_is_well_and_how_many_websites_there_are(project):
    """Without faults the command exits with 0 and says how many websites can be built."""
    done = command(project)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == (
        f"Allt stämmer. {len(websites(project))} webbplatser och Redaktionen kan byggas."
    )


def test_the_command_refuses_a_day_that_is_none(project):
    """A wrong IDAG stops the command with a Swedish sentence that shows how a day is written."""
    done = command(project, idag="imorgon")
    assert done.returncode == 1
    assert done.stderr == (
        'IDAG:1:1: "imorgon" är ingen dag. Skriv år, månad och dag: IDAG=2027-03-01.\n1 fel. Ingenting är byggt.\n'
    )


@pytest.mark.parametrize("content", ["hej\n", "- hej\n", "[]\n"])
def test_a_file_that_is_no_record_is_said_to_be_none(project, content):
    """A file that holds only a word or a list is refused as a whole, in one message."""
    (project / "data/gemensamt/fragor.yml").write_text(content, encoding="utf-8")
    assert messages(project) == [
        "data/gemensamt/fragor.yml:1:1: Filen ska vara en post. Skriv uppgifterna på rader under, indragna."
    ]


def test_a_plan_text_that_is_saved_as_cp1252_is_a_fault_with_file_and_line(project):
    """A plan under data/kallor/ in another encoding is said in Swedish, not as a crash."""
    path = project / "data/kallor/timra-anvisningar.txt"
    text = path.read_text(encoding="utf-8")
    first = next(at for at, sign in enumerate(text) if not sign.isascii())
    line, column = text.count("\n", 0, first) + 1, first - text.rfind("\n", 0, first)
    path.write_bytes(text.encode("cp1252", errors="replace"))
    assert messages(project)[0] == (
        f"data/kallor/timra-anvisningar.txt:{line}:{column}: Filen är inte sparad som UTF-8. Spara om den som UTF-8: "
        "i VS Code, klicka på teckenkodningen längst ner till höger, välj Spara med kodning och sedan UTF-8."
    )


def test_a_missing_file_is_named(project):
    """A data file that is gone is a fault, not an empty list."""
    (project / "data/gemensamt/fragor.yml").unlink()
    assert messages(project) == ["data/gemensamt/fragor.yml:1:1: Filen saknas. Lägg tillbaka den."]


def test_a_file_that_nobody_reads_is_named(project):
    """A data file with a name of its own is a fault: its facts would silently be missing."""
    (project / "data/timra/kommunn.yml").write_text("id: x\n", encoding="utf-8")
    assert messages(project) == [
        'data/timra/kommunn.yml:1:1: Filen läses inte av någon. Menade du "kommun.yml"?'
    ]


def test_a_file_that_lies_directly_under_data_is_named(project):
    """A data file beside the municipalities' folders is read by nobody, and that is a fault."""
    (project / "data/kommun.yml").write_text("id: x\n", encoding="utf-8")
    assert messages(project) == ["data/kommun.yml:1:1: Filen läses inte av någon. Flytta den till en mapp."]
