"""What is refused, each with the way out, and the target untouched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from projekt import tree_hash
from releases import WEBBPLATS, Published, command, issue, names, order, refusal, roll_back, several, website

from vagvisaren.publishing.publish import open_target, publish
from vagvisaren.publishing.ssh import SshTarget
from vagvisaren.publishing.target import LocalTarget


def told(standing: Published, target: Path, **more: object) -> str:
    """What publishing from the project to a folder is refused with, before anything is built."""
    asked = order(LocalTarget(target, "målet"), root=standing.project.root, **{"nytt_mål": False, **more})
    return refusal(lambda: publish(asked, print)).removesuffix("\n1 fel. Ingenting är publicerat.")


def test_a_new_place_must_be_said_to_be_new(published: Published, tmp_path):
    """A folder where nothing was published is refused without --nytt-mal, also when it is empty, and is not made."""
    assert told(published, tmp_path / "mål") == "målet: Dit har timra.se aldrig publicerats. Är det rätt mapp? Lägg till --nytt-mal."
    assert not (tmp_path / "mål").exists()
    (tmp_path / "tom").mkdir()
    assert told(published, tmp_path / "tom").endswith("Lägg till --nytt-mal.") and list((tmp_path / "tom").iterdir()) == []


def test_the_command_says_the_same_and_ends_with_1(published: Published, tmp_path):
    """The command prints the refusal and how many faults there are, and its exit code is that of a fault."""
    result = command(published.project, "publicera", WEBBPLATS, "--till", str(tmp_path / "mål"))
    assert (result.code, result.said.splitlines()) == (1, [
        f"{tmp_path}/mål: Dit har timra.se aldrig publicerats. Är det rätt mapp? Lägg till --nytt-mal.",
        "1 fel. Ingenting är publicerat.",
    ])  # fmt: skip


@pytest.mark.parametrize("file", ["brev.txt", ".ssh/nycklar", "index.html"])
def test_a_folder_with_something_else_in_it_is_refused(published: Published, tmp_path, file):
    """The first time, a folder that holds anything at all is refused, also when it is hidden."""
    path = tmp_path / "mål" / file
    path.parent.mkdir(parents=True)
    path.write_text("viktigt")
    before = tree_hash(tmp_path)
    said = "målet: Mappen innehåller något som Vägvisaren inte har lagt dit. Publicera till en tom mapp."
    assert told(published, tmp_path / "mål", nytt_mål=True) == said and tree_hash(tmp_path) == before


def test_something_else_in_a_target_is_refused_by_its_name(published: Published, tmp_path):
    """In a target that is ours, a file that publishing has not put there is named."""
    issue(website(tmp_path / "ett", "ett"), tmp_path / "mål")
    (tmp_path / "mål/brev.txt").write_text("viktigt")
    before = tree_hash(tmp_path)
    assert told(published, tmp_path / "mål") == "målet/brev.txt: Det här har Vägvisaren inte lagt dit. Flytta det." and tree_hash(tmp_path) == before


@pytest.mark.parametrize("foreign", ["folder", "link", "link to a release elsewhere"])
def test_an_aktuell_that_is_not_ours_is_refused(published: Published, tmp_path, foreign):
    """When somebody has put another folder or link where the live website is, it is not swapped away."""
    issue(website(tmp_path / "ett", "ett"), tmp_path / "mål")
    live, name = tmp_path / "mål/aktuell", names(tmp_path / "mål")[0]
    live.unlink()
    if foreign == "folder":
        website(live, "någon annans")
    else:
        live.symlink_to(tmp_path if foreign == "link" else tmp_path / f"annat/utgavor/{name}")
    before = tree_hash(tmp_path / "ett"), sorted(path.name for path in (tmp_path / "mål").rglob("*"))
    assert told(published, tmp_path / "mål") == "målet/aktuell: Det här har Vägvisaren inte lagt dit. Flytta det."
    assert before == (tree_hash(tmp_path / "ett"), sorted(path.name for path in (tmp_path / "mål").rglob("*")))


@pytest.mark.parametrize(("mine", "other", "said"), [
    ("timra.se", "timnet", "Målet hör till timra.se (för alla), inte till timnet."),
    ("timnet", "timra.se", "Målet hör till timnet (bara för medarbetare), inte till timra.se."),
    ("timra.se", "umea.se", "Målet hör till timra.se (för alla), inte till umea.se."),
])  # fmt: skip
def test_another_website_s_target_is_refused(published: Published, tmp_path, mine, other, said):
    """An internal website never comes to a public target, nor a public one to an internal, nor one in another's place."""
    issue(website(tmp_path / "ett", "ett"), tmp_path / "mål", webbplats=mine)
    before = tree_hash(tmp_path)
    assert told(published, tmp_path / "mål", webbplats=other) == f"målet: {said} Välj rätt webbplats eller rätt mapp."
    assert told(published, tmp_path / "mål", webbplats=other, om_förfallet=True) == f"målet: {said} Välj rätt webbplats eller rätt mapp."
    assert tree_hash(tmp_path) == before


def test_a_website_that_has_become_internal_is_not_published_where_it_was_public(standing: Published):
    """When data say that a website is internal now, its public target is refused."""
    file = standing.target / "mal.json"
    file.write_text(file.read_text().replace('"extern"', '"intern"'))
    before = tree_hash(standing.target)
    assert told(standing, standing.target) == "målet: Målet är bara för medarbetare, men timra.se är för alla. Publicera till en ny mapp."
    assert tree_hash(standing.target) == before


@pytest.mark.parametrize("where", [".", "data", "mål", ".."])
def test_the_project_s_own_folder_is_refused(standing: Published, where):
    """A target is neither the project, nor in it, nor around it."""
    before = tree_hash(standing.project.root)
    said = told(standing, standing.project.root / where, nytt_mål=True)
    assert said == "målet: Målet ligger i projektets egen mapp. Välj en mapp utanför projektet." and tree_hash(standing.project.root) == before


@pytest.mark.parametrize("where", ["aktuell/ny", "utgavor/ny", "ny/längre/in"])
def test_a_target_within_a_target_is_refused(standing: Published, where):
    """A website is not published into the folder of another, where all can read it."""
    before = tree_hash(standing.target)
    said = told(standing, standing.target / where, nytt_mål=True)
    assert said == f"målet: Målet ligger inuti ett annat mål, {standing.target}. Välj en mapp bredvid." and tree_hash(standing.target) == before


def test_a_website_that_does_not_exist_is_refused_with_the_nearest(published: Published, tmp_path):
    """A misspelt website is refused with the one that was meant."""
    said = told(published, tmp_path / "mål", webbplats="timra.es", nytt_mål=True)
    assert said == 'publicera: Webbplatsen "timra.es" finns inte. Menade du "timra.se"?' and not (tmp_path / "mål").exists()


def test_the_editors_own_website_is_not_published(published: Published, tmp_path):
    """Redaktionen, which knows all that is internal, is no website that can be published."""
    assert told(published, tmp_path / "mål", webbplats="redaktionen", nytt_mål=True).startswith('publicera: Webbplatsen "redaktionen" finns inte.')


def test_a_file_is_no_target(published: Published, tmp_path):
    """A path that is a file is refused in words."""
    (tmp_path / "mål").write_text("fil")
    assert told(published, tmp_path / "mål", nytt_mål=True) == (
        f"målet: Det gick inte att läsa eller skriva {tmp_path}/mål: det är ingen mapp."
        " Webbplatsen visas som förut. Rätta det, eller be den som sköter datorn, och försök igen."
    )


def test_every_unchecked_fact_and_text_is_listed(standing: Published):
    """Each fact and text that nobody has checked, or that has changed since, or that is too old, is refused with its place and the command."""
    log = standing.project.root / "data/timra/granskningar.yml"
    rows = log.read_text(encoding="utf-8").split("  - ")
    kept = [row for row in rows if '"bris"' not in row and '"docs/extern/index.md"' not in row]
    log.write_text("  - ".join(kept).replace('datum: "2025-11-24"', 'datum: "2025-11-01"'), encoding="utf-8")
    before = tree_hash(standing.target)
    said = told(standing, standing.target).splitlines()
    assert len(rows) - len(kept) == 2
    assert [row.split(": ", 1)[1] for row in said[:3]] == [
        "Bris: aldrig granskad, snart dags. Jämför med https://www.bris.se/ Skriv sedan: .venv/bin/python -m vagvisaren granskning klar bris --av ROLL --hur HUR --kommun timra",
        "Föräldralinjen: granskad 1 november 2025, för gammal. Jämför med https://mind.se/ Skriv sedan: .venv/bin/python -m vagvisaren granskning klar föräldralinjen --av ROLL --hur HUR --kommun timra",
        "Orolig för att någon dras in i våldsbejakande extremism?: aldrig granskad. Läs texten och godkänn den."
        " Skriv sedan: .venv/bin/python -m vagvisaren granskning klar docs/extern/index.md --av utvecklingsstrateg --hur läst --kommun timra",
    ]
    assert said[3:-1] == [
        "När kommunikationsansvarig har jämfört alla uppgifter: .venv/bin/python -m vagvisaren granskning klar bris föräldralinjen --av kommunikationsansvarig --hur HUR --kommun timra",
    ]
    assert said[-1] == "3 saker är inte granskade. Ingenting är publicerat." and tree_hash(standing.target) == before


def test_every_website_of_the_project_is_asked_for_its_checks(published: Published, tmp_path):
    """For a website where nothing is checked, everything that it shows is listed, and nothing is made."""
    said = told(published, tmp_path / "mål", webbplats="umea.se", nytt_mål=True).splitlines()
    assert len(said) > 30 and all("granskning klar" in row and row.endswith("--kommun umea") for row in said[:-1])
    assert not (tmp_path / "mål").exists()


def test_a_fault_in_data_is_refused_as_the_check_says_it(standing: Published):
    """What the check finds stops the publishing before anything is built."""
    standing.project.replace("data/timra/kommun.yml", "förvaltning:", "förvaltnin:")
    before = tree_hash(standing.target)
    assert told(standing, standing.target) == 'data/timra/kommun.yml:5:1: "förvaltnin" är ingen känd uppgift. Menade du "förvaltning"?'
    assert tree_hash(standing.target) == before


# ------------------------------------------------------------------ damaged files


DAMAGE: dict[str, Callable[[Path], object]] = {
    "is cut": lambda path: path.write_bytes(path.read_bytes()[:40]),
    "is empty": lambda path: path.write_bytes(b""),
    "is not text": lambda path: path.write_bytes(b"\xff\xfe\x00"),
    "is another record": lambda path: path.write_text('{"vägvisaren": "annat"}'),
    "is a list": lambda path: path.write_text("[1, 2]"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_mark_that_does_not_read_is_refused(published: Published, tmp_path, damage):
    """When mal.json is damaged nobody can tell whose the target is: publishing and backa are refused."""
    several(tmp_path, tmp_path / "mål", 2)
    DAMAGE[damage](tmp_path / "mål/mal.json")
    before = tree_hash(tmp_path / "mål")
    said = "målet/mal.json: Filen går inte att läsa. Hämta den ur en säkerhetskopia."
    assert told(published, tmp_path / "mål") == said
    assert refusal(lambda: roll_back(tmp_path / "mål")).splitlines()[0] == said
    assert tree_hash(tmp_path / "mål") == before


@pytest.mark.parametrize("damage", [*DAMAGE, "is gone"])
def test_a_live_manifest_that_does_not_read_is_refused_and_the_way_out_works(standing: Published, tmp_path, damage):
    """When the live release's manifest is damaged, publishing is refused before it builds; backa works, and then publishing."""
    target = tmp_path / "litet"
    older, newer = several(tmp_path, target, 2)
    path = target / f"utgavor/{newer}.json"
    path.unlink() if damage == "is gone" else DAMAGE[damage](path)
    before = tree_hash(target)
    what = "finns inte" if damage == "is gone" else "går inte att läsa"
    said = f"målet/utgavor/{newer}.json: Utgåvans förteckning {what}. Kör backa och publicera igen, eller hämta filen ur en säkerhetskopia."
    assert told(standing, target) == said and told(standing, target, om_förfallet=True) == said
    assert tree_hash(target) == before
    roll_back(target)
    assert LocalTarget(target, "").current() == older
    issue(website(tmp_path / "tre", "tre"), target)
    assert len(names(target)) == 3


@pytest.mark.parametrize("damage", [*DAMAGE, "is gone"])
def test_an_older_release_whose_manifest_does_not_read_is_not_gone_back_to(tmp_path, damage):
    """backa does not show a release that nobody can vouch for."""
    older, _ = several(tmp_path, tmp_path / "mål", 2)
    path = tmp_path / f"mål/utgavor/{older}.json"
    path.unlink() if damage == "is gone" else DAMAGE[damage](path)
    before = tree_hash(tmp_path / "mål")
    what = "finns inte" if damage == "is gone" else "går inte att läsa"
    said = f"målet/utgavor/{older}.json: Utgåvans förteckning {what}. Hämta filen ur en säkerhetskopia."
    assert refusal(lambda: roll_back(tmp_path / "mål")).splitlines()[0] == said and tree_hash(tmp_path / "mål") == before


# ------------------------------------------------------------------ what --till names


@pytest.mark.parametrize(("till", "host", "root"), [
    ("redaktör@www.exempel.se:/srv/www", "redaktör@www.exempel.se", "/srv/www"),
    ("www.exempel.se:www/timrå", "www.exempel.se", "./www/timrå"),
    ("värd:~/webbplatsen är här/", "värd", "./webbplatsen är här"),
    ("värd:-rf", "värd", "./-rf"),
])  # fmt: skip
def test_a_host_and_a_folder_is_another_machine(till, host, root):
    """användare@värd:mapp is a folder of another machine; a relative one lies in the user's home."""
    target = open_target(till)
    assert isinstance(target, SshTarget) and (target.host, target.root, target.label) == (host, root, till)


@pytest.mark.parametrize("till", ["/srv/www", "../webbplatser/timrå", "C:\\webbplatser", "./kolon:mapp", "-oProxyCommand:x", "mapp utan kolon"])
def test_anything_else_is_a_folder(till):
    """A path, also of Windows and with a colon in it, is a folder of this machine."""
    assert isinstance(open_target(till), LocalTarget)
