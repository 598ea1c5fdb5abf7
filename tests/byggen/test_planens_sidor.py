"""The plans on built pages, frozen reports, and a municipality that is data alone."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys

import openpyxl
import pytest
from projekt import Project, tree_hash
from test_bygget_lyckas import html_files

from vagvisaren.records.register import load

UNSETTLED = ["inhämt-ning", "vålds-be", "intra-nät", "social-tj", "folkhälso- p", "våldsbejak-", "bokslu t", "ansvari g", "träffar/ k"]
BEDÖM = ("bedom", "lägesbild", "delvis", "--av", "utvecklingsstrateg", "--belagg", "Protokoll 2026", "--kommun", "timra")
MÄT = ("matvarde", "kontaktperson.i1", "2026", "12", "--dimension", "regional", "--av", "utvecklingsstrateg", "--underlag", "Kalendern", "--kommun", "timra")


def vagvisaren(project: Project, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "vagvisaren", *arguments],
        cwd=project.root, env=project.environment(**more), capture_output=True, text=True,
    )  # fmt: skip


def test_no_built_page_shows_a_typesetting_fault_of_the_sources(built):
    """What the typesetting of the plans broke is whole on every page."""
    for path in html_files(built):
        text = path.read_text(encoding="utf-8")
        assert not [fault for fault in UNSETTLED if fault in text], path


def test_the_pages_of_the_plan_open_with_what_is_known_of_its_age(built):
    """Each page says how old the plan is and that nobody has confirmed it, before the plan itself."""
    for page, said in (
        ("timra.se/sa-arbetar-kommunen.html", "Anvisningarna är från 2016–2017. Kommunen har inte bekräftat om de gäller i dag."),
        ("timnet/vad-som-gors.html", "Anvisningarna är från 2016–2017. Kommunen har inte bekräftat om de gäller i dag."),
        ("umea.se/sa-arbetar-kommunen.html", "Handlingsplanen saknar datum. Kommunen har inte bekräftat om den gäller i dag."),
    ):
        text = built.page(page)
        assert said in text and text.index(said) < text.index("<h2")


def test_each_municipality_has_its_own_definition(built):
    """The two definitions of the plans are never merged."""
    timrå, umeå = (built.page(f"{w}/om-begreppet.html") for w in ("timra.se", "umea.se"))
    assert "brukar våld" in timrå and "främjar våld" not in timrå
    assert "främjar våld" in umeå and "brukar våld" not in umeå
    assert "högerextrema/vit makt-miljön" in timrå


def test_our_readings_and_passed_dates_stand_inside_only(built):
    """Readings and passed dates are on TimNet and Redaktionen, on no public page."""
    assert "Vår läsning" in built.page("timnet/vad-som-gors.html")
    assert "Tidpunkten har passerat" in built.page("timnet/vad-som-gors.html")
    assert "Tidpunkten har passerat" in built.page("redaktionen/planen.html")
    for website in ("timra.se", "umea.se"):
        for path in (built.site / website).glob("*.html"):
            text = path.read_text(encoding="utf-8")
            assert "Vår läsning" not in text and "har passerat" not in text, path


def test_the_picture_of_the_levels_says_the_same_in_words(built):
    """One picture with three rows of twenty and a text that says the same; Umeå's plan has no levels and shows none."""
    text = built.page("timra.se/sa-arbetar-kommunen.html")
    [(said, picture)] = re.findall(r'<svg role="img" aria-label="([^"]+)"(.*?)</svg>', text, re.DOTALL)
    assert said == (
        "Tre rader med tjugo personer: generell nivå menar alla, specifik nivå menar några och individinriktad nivå menar en."
    )
    rows = picture.split("<text")[1:]
    assert [len(re.findall('class="menad"', row)) for row in rows] == [20, 5, 1]
    assert [len(re.findall("<circle", row)) for row in rows] == [20, 20, 20]
    assert "nivaer" not in built.page("umea.se/sa-arbetar-kommunen.html").split("</style>")[1]


def test_an_assessment_shows_as_word_shape_and_history(project):
    """What the command adds stands on the public page as status and on TimNet with who and why."""
    assert vagvisaren(project, *BEDÖM).returncode == 0
    assert vagvisaren(project, *MÄT).returncode == 0
    assert project.build("-q").code == 0
    public, inside = project.page("timra.se/sa-arbetar-kommunen.html"), project.page("timnet/vad-som-gors.html")
    assert re.search(r'class="status delvis"><svg[^>]*>.*?</svg><b>Delvis uppfyllt</b>', public)
    assert "Protokoll 2026" in inside and "Protokoll 2026" not in public
    assert '<svg class="diagram" role="img" aria-label="Stapeldiagram: Antal träffar/kontakter' in inside
    assert re.search(r">2026</td><td[^>]*>regional</td><td[^>]*>12</td><td[^>]*>Kalendern</td>", inside)
    assert "Ej uppfyllt" not in public and "Ej uppfyllt" not in inside


def test_an_insats_is_shown_as_soon_as_there_is_one(project, built):
    """Nothing is said while the list is empty; one record shows on Stöd och hjälp and on TimNet."""
    for page in ("timra.se/stod-och-hjalp.html", "timnet/index.html"):
        assert "Kommunens insatser" not in built.page(page)
    assert "Vilka insatser erbjuder kommunen" in built.page("redaktionen/fragor.html")
    project.replace(
        "data/timra/kommun.yml",
        "insatser: []",
        "insatser:\n  - namn: Samtalsstöd på prov\n    preventionsnivå: specifik\n    för: Unga\n    hur: Fråga socialtjänsten\n"
        "    ansvarig: utvecklingsstrateg\n    källa: timrå-anvisningar",
    )
    assert project.build("-q").code == 0
    for page in ("timra.se/stod-och-hjalp.html", "timnet/index.html", "timnet/vad-som-gors.html"):
        assert "Samtalsstöd på prov" in project.page(page), page
    assert "Samtalsstöd på prov" not in project.page("umea.se/stod-och-hjalp.html")
    assert "Kommunens insatser: Samtalsstöd på prov." in project.page("timra.se/sa-arbetar-kommunen.html")
    assert "Vilka insatser erbjuder kommunen" in project.page("redaktionen/fragor.html")  # Umeå has none yet


def test_a_command_that_is_not_whole_says_how_it_is_written(project):
    """A missing or unknown word of a command is answered in Swedish, with how to write it."""
    wrongs = {
        (): "Det saknas: KOMMANDO.",
        ("bedom", "lägesbild"): "Det saknas: --kommun, uppfyllelse, --av, --belagg/--belägg.",
        ("finns-inte",): 'KOMMANDO: "finns-inte" finns inte. Välj ',
        ("rapport", "2026"): "Det saknas: --kommun.",
    }
    for arguments, wrong in wrongs.items():
        done = vagvisaren(project, *arguments)
        assert done.returncode == 2
        assert done.stderr.startswith(f"Kommandot är inte rätt skrivet. {wrong}"), done.stderr
        assert "\nSkriv så här: python -m vagvisaren" in done.stderr
        assert "required" not in done.stderr and "invalid" not in done.stderr


def test_a_report_is_frozen(project):
    """A report keeps its bytes when data change, says its hashes, and is read on TimNet."""
    assert vagvisaren(project, *MÄT).returncode == 0
    done = vagvisaren(project, "rapport", "2026", "--kommun", "timra")
    assert done.stdout == "Klart: data/timra/internt/rapporter/2026-2026-11-22\n", done.stderr
    folder = project.root / "data/timra/internt/rapporter/2026-2026-11-22"
    for row in (folder / "SHA256").read_text().splitlines():
        digest, name = row.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    before = tree_hash(folder)
    assert vagvisaren(project, *BEDÖM).returncode == 0
    again = vagvisaren(project, "rapport", "2026", "--kommun", "timra")
    assert again.returncode == 1 and "Rapporten finns redan." in again.stderr
    assert project.build("-q").code == 0
    assert tree_hash(folder) == before
    published = project.site / "timnet/rapporter/2026-2026-11-22"
    assert (published / "rapport.html").read_bytes() == (folder / "rapport.html").read_bytes()
    assert 'href="rapporter/2026-2026-11-22/rapport.html"' in project.page("timnet/vad-som-gors.html")
    assert not list((project.site / "timra.se").rglob("rapport*"))


def test_the_spreadsheet_has_the_plans_seven_columns_and_every_row(project):
    """The sheet can be pasted into the årsrapport: seven columns, eight rows, no formula."""
    assert vagvisaren(project, *BEDÖM).returncode == 0
    assert vagvisaren(project, "rapport", "2026", "--kommun", "timra").returncode == 0
    book = openpyxl.load_workbook(project.root / "data/timra/internt/rapporter/2026-2026-11-22/rapport.xlsx")
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert rows[0] == ["Område", "Aktivitet", "Indikator", "Aktörer", "Ansvarig", "Resultat", "Kommentar"]
    assert len(rows) == 9
    lägesbild = next(row for row in rows if row[0] == "Lägesbild")
    assert lägesbild[4] == "Rådet för trygghet och hälsa"
    assert lägesbild[5] == "Delvis uppfyllt, 22 november 2026, Utvecklingsstrateg för trygghet och hälsa. Protokoll 2026"
    assert not [cell for row in rows for cell in row if str(cell or "").startswith(("=", "+", "@"))]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("i år", '"i år" är ingen period.'),
        ("2026-2028", '"2026-2028" är ingen period.'),
        ("2026-2027", "Planen redovisas per år. Skriv som 2026."),
        ("2027", "Perioden 2027 har inte börjat."),
    ],
)
def test_a_period_that_is_wrong_freezes_nothing(project, wrong, said):
    """A period of the wrong form or kind, or that lies ahead, is named in Swedish and leaves no folder."""
    done = vagvisaren(project, "rapport", wrong, "--kommun", "timra")
    assert done.returncode == 1
    assert done.stderr.startswith(f"period: {said}")
    assert not (project.root / "data/timra/internt/rapporter").exists()


def test_a_third_municipality_is_added_by_files_under_data_alone(project):
    """A fictitious municipality with a public and an internal website, without a plan; its numbers reach nobody."""
    folder = project.root / "data/provkoping"
    shutil.copytree(project.root / "data/timra", folder, ignore=shutil.ignore_patterns("internt", "plan.yml"))
    for file in ("kommun.yml", "webbplatser.yml"):
        text = (folder / file).read_text(encoding="utf-8")
        text = text.replace("Timrå", "Provköping").replace("id: timrå\n", "id: provköping\n").replace("id: timrå-", "id: provköping-")
        text = text.replace("id: timra.se", "id: provkoping.se").replace("id: timnet", "id: provnet").replace("TimNet", "ProvNet")
        text = text.replace("060-16 31 00", "031-390 06 00").replace("060-16 31 05", "031-390 06 01")
        text = text.replace("https://www.timra.se/", "https://provkoping.example/").replace("timra.se", "provkoping.example")
        text = text.replace("id: provkoping.example", "id: provkoping.se")
        text = re.sub(r"      (sa-arbetar-kommunen|om-begreppet|vad-som-gors): .*\n", "", text)
        (folder / file).write_text(text, encoding="utf-8")
    result = project.build("-q")
    assert result.code == 0, result.said
    assert sorted(p.name for p in project.site.iterdir()) == ["provkoping.se", "provnet", "redaktionen", "timnet", "timra.se", "umea.se"]
    start = project.page("provkoping.se/index.html")
    assert "Provköping kommun" in start and "031-390 06 00" in start and "060-16 31 00" not in start
    assert "Provköping kommun" in project.page("provnet/index.html")
    for website in ("timra.se", "umea.se", "timnet"):
        for path in (project.site / website).glob("*.html"):
            assert "031-390" not in path.read_text(encoding="utf-8"), path


def test_a_word_about_the_plan_where_there_is_none_is_refused(project):
    """A municipality without a plan cannot have a page about it."""
    (project.root / "data/umea/plan.yml").unlink()
    result = project.build("-q")
    assert result.code == 1
    assert 'docs/extern/sa-arbetar-kommunen.md:5:1: Ordet "plan" visar planen, men Umeå kommun har ingen.' in result.said


def test_a_report_is_of_its_period_and_masks_small_numbers(project):
    """Values of other years are left out, later assessments too, and a count below the limit is masked."""
    for period, värde in (("2025", "9"), ("2026", "3")):
        arguments = [*MÄT]
        arguments[2], arguments[3] = period, värde
        assert vagvisaren(project, *arguments).returncode == 0
    assert vagvisaren(project, *BEDÖM).returncode == 0
    assert vagvisaren(project, "rapport", "2025", "--kommun", "timra").returncode == 0
    assert vagvisaren(project, "rapport", "2026", "--kommun", "timra").returncode == 0
    folder = project.root / "data/timra/internt/rapporter"
    earlier, later = ((folder / f"{year}-2026-11-22/rapport.html").read_text(encoding="utf-8") for year in ("2025", "2026"))
    assert "2025 regional: 9" in earlier and "Delvis uppfyllt" not in earlier and "2026 regional" not in earlier
    assert "2026 regional: färre än 5" in later and "2026 regional: 3" not in later and "Delvis uppfyllt" in later


def test_a_changed_report_stops_the_build(project):
    """A frozen report whose bytes no longer fit its checksums is named; litter beside it is not read."""
    assert vagvisaren(project, "rapport", "2026", "--kommun", "timra").returncode == 0
    folder = project.root / "data/timra/internt/rapporter"
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "halv").mkdir()
    assert project.build("-q").code == 0
    page = folder / "2026-2026-11-22/rapport.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Ej bedömd", "Helt uppfyllt"), encoding="utf-8")
    result = project.build("-q")
    assert result.code == 1
    assert "data/timra/internt/rapporter/2026-2026-11-22/rapport.html: Den frysta rapporten är ändrad. Lägg tillbaka filen." in result.said


def test_every_claim_of_the_plans_can_be_read_on_the_pages(built):
    """All words of the plans stand on the municipality's websites, but heads, legend and letter-head."""
    from html import unescape

    from vagvisaren.checks.accounting import fold

    register = load(built.root, internt=True)
    for kommun, websites in (("timrå", ("timra.se", "timnet")), ("umeå", ("umea.se",))):
        plan = register.kommuner[kommun].plan
        html = " ".join(path.read_text(encoding="utf-8") for w in websites for path in (built.site / w).glob("*.html"))
        shown = fold(unescape(re.sub(r"<[^>]+>", " ", html)))
        passages = (*plan.uppdrag, *plan.begrepp, *plan.principer, *plan.behov, *plan.samverkan)
        claims = [plan.titel, *([plan.syfte] if plan.syfte else []), *passages]
        claims += [plan.preventionsnivåer, *plan.preventionsnivåer.nivåer] if plan.preventionsnivåer else []
        claims += [plan.förvaltare] if plan.förvaltare else []
        for område in plan.områden:
            claims += [*område.rubriker, *område.aktiviteter, *område.indikatorer]
            claims += [c for c in (område.resultat, område.kommentar) if c]
            claims += [] if plan.tabellhuvuden else område.aktörer
        missing = [claim.text for claim in claims if fold(claim.text) not in shown]
        assert missing == [], (kommun, missing)


def test_two_commands_at_once_both_keep_their_entry(project):
    """Ten assessments added at the same time are ten entries of a log that reads."""
    processes = [
        subprocess.Popen([sys.executable, "-m", "vagvisaren", *BEDÖM], cwd=project.root, env=project.environment())
        for _ in range(6)
    ]
    assert [process.wait() for process in processes] == [0] * 6
    assert len(load(project.root, internt=True).kommuner["timrå"].bedömningar) == 6
