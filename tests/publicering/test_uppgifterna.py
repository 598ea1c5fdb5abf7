"""The twelve tasks of an editor's year, done as HANDBOK says: its own steps, its own commands, its own text to write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import pytest
from handbok import Steg, sections
from projekt import Result
from releases import Published, command, git

TIMRÅ, STÖDLINJER = "data/timra/kommun.yml", "data/gemensamt/stodlinjer.yml"
LOGS = ("granskningar.yml", "bedomningar.yml", "matvarden.yml")  # the commands write these

# Each task's heading, and how many steps it may take, publishing included.
TASKS = {
    "Ändra ett nummer, en adress eller tider": 4,
    "En linje är stängd en tid": 3,
    "En linje slutar eller byter namn": 4,
    "Granska det som är dags": 3,
    "Byt kontakt för en funktion": 3,
    "Ändra eller lägg till ett läge": 5,
    "Skriv in årets bedömning": 4,
    "Skriv in ett mätvärde": 3,
    "Ändra en mening på en sida": 3,
    "En ny plan antas": 6,
    "Rätta när någon har sagt till": 2,
    "Bygget säger nej": 2,
}


@dataclass
class Editor:
    """Somebody who follows a task of HANDBOK in a project that is published: one act for each of its steps."""

    standing: Published
    said: str = ""

    def follows(self, rubrik: str, *acts: Callable[[Steg], object]) -> None:
        steps = sections()[rubrik].steg
        assert len(steps) == len(acts) <= TASKS[rubrik]
        for step, act in zip(steps, acts, strict=True):
            act(step)

    # -------------------------------------------------------------- what a step asks for

    def runs(self, step: Steg) -> None:
        """Every command of the step, as it stands but for the place to publish to."""
        assert step.kommandon
        for arguments in step.kommandon:
            done = self.run(*arguments)
            assert done.code == 0, done.said

    def looks(self, step: Steg) -> None:
        """The preview shows the pages, which is so when the check finds no fault."""
        assert "förhandsvisningen" in step.text and not step.kommandon
        done = self.run("kontroll")
        assert done.code == 0, done.said

    def run(self, *arguments: str) -> Result:
        said = [self._target(one) for one in arguments]
        first = "--till" in said and not (self.standing.target.parent / said[said.index("--till") + 1]).exists()
        done = command(self.standing.project, *said, *(["--nytt-mal"] if first else []))
        self.said += done.said
        return done

    def _target(self, argument: str) -> str:
        if argument == "/srv/www/timra.se":
            return str(self.standing.target)
        return argument.replace("/srv/www/", f"{self.standing.target.parent}/") if argument.startswith("/srv/www/") else argument

    # -------------------------------------------------------------- a person at the keyboard

    def read(self, file: str) -> str:
        return (self.standing.project.root / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        (self.standing.project.root / file).write_text(text, encoding="utf-8")

    def record(self, file: str, id_: str) -> str:
        """The text of a record in a list, from its id to the next."""
        after = self.read(file).split(f"  - id: {id_}\n")[1]
        return f"  - id: {id_}\n" + after.split("\n  - id: ")[0].split("\nfunktioner:")[0]

    def puts(self, file: str, old: str, new: str) -> None:
        assert self.read(file).count(old) == 1, old
        self.write(file, self.read(file).replace(old, new))

    def puts_in(self, file: str, id_: str, old: str, new: str) -> None:
        """Change something in a record."""
        record = self.record(file, id_)
        assert record.count(old) == 1, f"{old!r} in {record}"
        self.write(file, self.read(file).replace(record, record.replace(old, new)))

    def adds_last(self, file: str, text: str) -> None:
        self.write(file, self.read(file).rstrip("\n") + "\n" + text)

    # -------------------------------------------------------------- what came of it

    def page(self, name: str, folder: str = "") -> str:
        """A page as readers meet it."""
        target = self.standing.target.parent / folder if folder else self.standing.target
        return (target / "aktuell" / name).read_text(encoding="utf-8")

    def touched(self) -> tuple[list[str], list[str]]:
        """The data files that a person wrote in, and the pages, since the first publishing."""
        root = self.standing.project.root
        first = git(root, "rev-list", "--max-parents=0", "HEAD")
        names = [name for name in git(root, "diff", "--name-only", first).splitlines() if not name.endswith(LOGS)]
        return [name for name in names if name.startswith("data/")], [name for name in names if name.startswith("docs/")]


@pytest.fixture
def editor(standing: Published) -> Editor:
    return Editor(standing)


def test_handboken_has_the_twelve_tasks_and_no_more_steps_than_promised():
    """Each task is a heading with numbered steps, within its number; a table at their head says how many."""
    found = {rubrik: len(avsnitt.steg) for rubrik, avsnitt in sections().items() if rubrik in TASKS}
    assert list(found) == list(TASKS) and all(0 < found[rubrik] <= most for rubrik, most in TASKS.items())
    rows = [row.strip("| ").split(" | ") for row in sections()["Årets tolv uppgifter"].text.splitlines() if row.startswith("| *")]
    assert {rubrik.strip("*"): int(steps) for rubrik, steps in rows} == found


def test_change_a_number_an_address_and_hours(editor: Editor):
    """The switchboard's new number, address and hours are live, with the day of the granskning, from one file."""

    def edits(step: Steg) -> None:
        ways, source = step.yaml
        old = editor.record(TIMRÅ, "växel")
        editor.puts_in(TIMRÅ, "växel", old[old.index("    vägar:\n") : old.index("    säkerhet:")], ways)
        editor.adds_last(TIMRÅ, source)

    editor.follows("Ändra ett nummer, en adress eller tider", edits, editor.looks, editor.runs, editor.runs)
    page = editor.page("vem-kontaktas.html")
    assert "08-465 004 20" in page and "060-16 31 00" not in page
    assert "8–16.30" in editor.page("om-webbplatsen.html") + page
    assert "Kommunens växel – ändrat: " in editor.said
    assert editor.touched() == ([TIMRÅ], [])


def test_a_line_is_closed_for_now(editor: Editor):
    """The page says when the line is closed and whom to contact meanwhile, ahead of the day."""
    def edits(step: Steg) -> None:
        editor.puts_in(STÖDLINJER, "bris", "    kostnad: gratis\n", f"{step.yaml[0]}    kostnad: gratis\n")

    editor.follows("En linje är stängd en tid", edits, editor.looks, editor.runs)
    assert "21 december 2026–6 januari 2027: Stängt över jul och nyår." in editor.page("stod-och-hjalp.html")
    assert editor.touched() == ([STÖDLINJER], [])


def test_a_line_ends(editor: Editor):
    """A line that has ended is named nowhere, and every place that led to it leads to the other, from one file."""
    assert "116 016" in editor.page("vem-kontaktas.html")

    def edits(step: Steg) -> None:
        editor.puts_in(STÖDLINJER, "kvinnofridslinjen", "    kostnad: gratis\n", f"{step.yaml[0]}    kostnad: gratis\n")

    editor.follows("En linje slutar eller byter namn", editor.runs, edits, editor.looks, editor.runs)
    pages = [path.read_text(encoding="utf-8") for path in (editor.standing.target / "aktuell").glob("*.html")]
    assert pages and not any("tel:116016" in page for page in pages)
    assert "Visas på timra.se och umea.se." in editor.said
    assert editor.touched() == ([STÖDLINJER], [])


def test_a_line_changes_its_name(editor: Editor):
    """The new name stands on every page, in sentences too, and the old one only as what it was called, from one file."""

    def edits(step: Steg) -> None:
        editor.puts_in(STÖDLINJER, "kvinnofridslinjen", "    namn: Kvinnofridslinjen\n", step.yaml[1])
        assert '"Kvinnofridslinjen" heter nu "Stödtelefonen mot våld". Skriv det nya namnet.' in editor.run("kontroll").said
        editor.puts(STÖDLINJER, "Ring Kvinnofridslinjen i första hand.", "Ring Stödtelefonen mot våld i första hand.")

    editor.follows("En linje slutar eller byter namn", editor.runs, edits, editor.looks, editor.runs)
    page = editor.page("vem-kontaktas.html")
    assert "Ring Stödtelefonen mot våld." in page and "Kvinnofridslinjen" not in page
    assert editor.touched() == ([STÖDLINJER], [])


def test_check_what_is_due(editor: Editor):
    """The list says what to compare with, the granskning is noted, and the page says so with its day."""
    editor.follows("Granska det som är dags", editor.runs, editor.runs, editor.runs)
    assert "Jämför med https://mind.se/" in editor.said and "Granskad: Föräldralinjen" in editor.said
    assert "Kontrollerad 22 november 2026 av Kommunikationsansvarig." in editor.page("stod-och-hjalp.html")
    assert editor.touched() == ([], [])


def test_another_contact_for_a_function(editor: Editor):
    """Every situation that led to the function leads to the new contact, from one file."""

    def edits(step: Steg) -> None:
        contact, function = step.yaml
        editor.puts(TIMRÅ, "\nkontakter:\n", f"\nkontakter:\n{contact}")
        text = editor.read(TIMRÅ)
        old = text[text.index("\n  socialtjänst:\n") + 1 : text.index("  vägledning:\n")]
        editor.puts(TIMRÅ, old, function)
        editor.puts(TIMRÅ, f"{editor.record(TIMRÅ, 'socialtjänst')}\n", "")
        editor.adds_last(TIMRÅ, sections()["Ändra ett nummer, en adress eller tider"].steg[0].yaml[1])

    editor.follows("Byt kontakt för en funktion", edits, editor.runs, editor.runs)
    assert editor.page("vem-kontaktas.html").count("08-465 004 10") >= 3
    assert editor.touched() == ([TIMRÅ], [])


def test_add_a_situation(editor: Editor):
    """A new situation with its contact's name and number is live, from one file."""

    def edits(step: Steg) -> None:
        editor.puts(TIMRÅ, "situationer: []\n", step.yaml[0])

    editor.follows("Ändra eller lägg till ett läge", edits, editor.runs, editor.looks, editor.runs, editor.runs)
    page = editor.page("vem-kontaktas.html")
    assert "Du har fått ett hotbrev" in page and "Ring polisen och gör en anmälan." in page and "Du behöver inte vara säker." in page
    assert editor.touched() == ([TIMRÅ], [])


def test_the_year_s_assessment(editor: Editor):
    """The word and the role are live on timra.se, and what it rests on on TimNet; no file but the log is touched."""
    editor.follows("Skriv in årets bedömning", lambda step: None, editor.runs, editor.looks, editor.runs)
    assert "Delvis uppfyllt" in editor.page("sa-arbetar-kommunen.html")
    assert "Rådets protokoll, november 2026" in editor.page("vad-som-gors.html", "timnet")
    assert "Rådets protokoll" not in editor.page("sa-arbetar-kommunen.html")
    assert editor.touched() == ([], [])


def test_measured_values(editor: Editor):
    """The value and what it rests on are live on TimNet; no file but the log is touched."""
    editor.follows("Skriv in ett mätvärde", editor.runs, editor.looks, editor.runs)
    assert "Rollens kalender" in editor.page("vad-som-gors.html", "timnet")
    assert editor.touched() == ([], [])


def test_change_a_sentence_on_a_page(editor: Editor):
    """The new sentence is live, approved in the same row, from one page."""
    page = "docs/extern/vem-kontaktas.md"

    def edits(step: Steg) -> None:
        editor.adds_last(page, "\nDu kan alltid ringa igen.\n")

    editor.follows("Ändra en mening på en sida", edits, editor.looks, editor.runs)
    assert "Du kan alltid ringa igen." in editor.page("vem-kontaktas.html")
    assert editor.touched() == ([], [page])


def test_a_new_plan_is_adopted(editor: Editor):
    """The old plan is kept in a report, the check says what leans on it, and the pages show the new one."""
    new, plan, shared = "timrå-plan-2026", "data/timra/plan.yml", "data/gemensamt/kallor.yml"

    def saves_the_text(step: Steg) -> None:
        editor.write("data/kallor/timra-plan-2026.txt", editor.read("data/kallor/timra-anvisningar.txt"))
        editor.puts(shared, "källor:\n", f"källor:\n{step.yaml[0]}")

    def writes_the_plan(step: Steg) -> None:
        editor.puts(plan, "källa: timrå-anvisningar\n", f"källa: {new}\n")
        editor.puts(plan, "gäller: okänt\n", step.yaml[0])

    def mends_what_is_said(step: Steg) -> None:
        said = editor.run(*step.kommandon[0]).said
        assert f'"timrå-anvisningar" är inte längre planen för Timrå kommun. Byt till rader i "{new}", eller skriv okänt.' in said
        while "är inte längre planen" in said:
            place = next(row for row in said.splitlines() if "är inte längre planen" in row)
            file, line = place.split(":")[:2]
            rows = editor.read(file).splitlines(keepends=True)
            rows[int(line) - 1] = rows[int(line) - 1].replace("timrå-anvisningar", new)
            editor.write(file, "".join(rows))
            said = editor.run(*step.kommandon[0]).said
        assert 'Tolkningen gäller "timrå-anvisningar", som inte är planen i dag.' in said
        (editor.standing.project.root / "data/timra/internt/tolkningar.yml").unlink()
        wanted = said.split("Ny fil: lägg till ")[1].split("\n")[0].rstrip(".")
        editor.puts(shared, "    fil: timra-plan-2026.txt\n", f"    fil: timra-plan-2026.txt\n    {wanted}\n")
        editor.runs(step)
        assert "281 av 281 rader i planerna är redovisade." in editor.said

    def checks_what_is_listed(step: Steg) -> None:
        listed = editor.run(*step.kommandon[0]).said
        changed = [row.split("  –  ")[0].strip() for row, state in pairwise(listed.splitlines()) if "  –  " in row and "Ändrad sedan" in state]
        assert "plan" in changed
        done = editor.run("granskning", "klar", *changed, "--av", "utvecklingsstrateg", "--hur", "läst", "--kommun", "timra")
        assert done.code == 0, done.said

    editor.follows("En ny plan antas", editor.runs, saves_the_text, writes_the_plan, mends_what_is_said, checks_what_is_listed, editor.runs)
    assert [*(editor.standing.project.root / "data/timra/internt/rapporter").glob("2026-*/SHA256")]
    assert "Plan mot våldsbejakande extremism" in editor.page("om-webbplatsen.html")
    assert "Kommunen har inte bekräftat om de gäller i dag" not in editor.page("sa-arbetar-kommunen.html")


def test_correct_after_someone_s_report(editor: Editor):
    """What nobody knows is gone from the page the same day and stands as a question, from one file."""
    def edits(step: Steg) -> None:
        editor.puts_in(STÖDLINJER, "bris", "      - telefon: 116 111\n        öppet: dygnet runt\n", "      - telefon: 116 111\n")
        editor.puts_in(STÖDLINJER, "bris", "    frågor:\n", step.yaml[0])

    editor.follows("Rätta när någon har sagt till", edits, editor.runs)
    assert "Bris – ändrat: öppettiderna" in editor.said
    assert editor.touched() == ([STÖDLINJER], [])


def test_the_build_says_no(editor: Editor):
    """The message is the one that HANDBOK shows, what is live lies untouched, and mending the place is all."""
    live = editor.standing.live

    def mends(step: Steg) -> None:
        editor.puts_in(TIMRÅ, "växel", "    svarar:", "    svrar:")
        refused = editor.run("publicera", "timra.se", "--till", "/srv/www/timra.se")
        said = [row.strip() for row in step.text.splitlines() if "svrar" in row or "Ingenting är" in row]
        line = editor.read(TIMRÅ).split("    svrar:")[0].count("\n") + 1
        assert refused.code == 1 and refused.said.splitlines()[0] == said[0].replace(":164:", f":{line}:")
        editor.puts_in(TIMRÅ, "växel", "    svrar:", "    svarar:")

    editor.follows("Bygget säger nej", mends, editor.runs)
    assert editor.standing.live == live
