"""A new municipality from the command to its built websites."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from projekt import Project, copy_project, tree_hash

from vagvisaren.tasks import new_municipality as ny

SVAR = {
    "namn": "Ängsö-Måla kommun",
    "region": "Region Ängsö",
    "länsstyrelse": "Länsstyrelsen i Ängsö län",
    "växel": "0980-319 200",
    "växel_öppet": "mån–fre 8–16",
    "mottagning": "0980-319 201",
    "vägledning": "0980-319 202",
    "webbplats": "angso-mala.se",
    "internwebb": "angsonet",
    "internwebb_namn": "ÄngsöNet",
}
LEAST = {"namn": "Lilla Ängsö kommun", "region": "Region Ängsö", "länsstyrelse": "Länsstyrelsen i Ängsö län", "växel": "0980-319 210", "webbplats": "lilla-angso.se"}


def command(project: Project, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """`python -m vagvisaren ny-kommun` in the copy, with what is typed at the terminal."""
    return subprocess.run(
        [sys.executable, "-m", "vagvisaren", "ny-kommun", *arguments],
        cwd=project.root, env=project.environment(), input=typed, capture_output=True, encoding="utf-8", timeout=60,
    )  # fmt: skip


@pytest.fixture(scope="module")
def typed(tmp_path_factory) -> tuple[Project, str]:
    """A copy with a municipality typed at the terminal, and one from the printed file with the least answers; built."""
    project = copy_project(tmp_path_factory.mktemp("kommuner") / "projekt")
    asked = [one for one in ny.FRÅGOR if one.med is None or one.med in SVAR]
    done = command(project, typed="".join(f"{SVAR.get(one.nyckel, '')}\n" for one in asked) + "ja\n")
    assert (done.returncode, done.stderr) == (0, "")

    mall = command(project, "--mall").stdout
    for key, text in LEAST.items():
        mall = mall.replace(f"\n{key}:\n", f"\n{key}: {text}\n")
    (project.root / "svar.yml").write_text(mall, encoding="utf-8")
    least = command(project, "--fil", "svar.yml")
    assert (least.returncode, least.stderr) == (0, "")

    result = project.build("-q")
    assert result.code == 0, result.said
    return project, done.stdout


def test_a_new_municipality_has_its_websites_and_the_others_are_as_before(typed, built):
    """The build makes each website that was named, and every byte of the others but Redaktionen's stays."""
    project, _ = typed
    old, new = ({path.name for path in one.site.iterdir()} for one in (built, project))
    assert new - old == {"angso-mala.se", "angsonet", "lilla-angso.se"} and not old - new
    for website in old - {"redaktionen"}:
        assert tree_hash(project.site / website) == tree_hash(built.site / website), website


@pytest.mark.parametrize(
    ("website", "kommun", "first", "växel"),
    [
        ("angso-mala.se", SVAR["namn"], "+46980319201", "+46980319200"),
        ("angsonet", SVAR["namn"], "+46980319201", "+46980319200"),
        ("lilla-angso.se", LEAST["namn"], "+46980319210", "+46980319210"),
    ],
)
def test_the_start_page_leads_to_112_and_to_the_municipality_s_own_numbers(typed, website, kommun, first, växel):
    """The start page is a draft with 112 and the municipality's number, and nothing on the website is another municipality's."""
    project, _ = typed
    start = project.page(f"{website}/index.html")
    assert 'href="tel:112"' in start and f'href="tel:{first}"' in start and "<b>Utkast,</b>" in start
    everything = "".join(path.read_text(encoding="utf-8") for path in (project.site / website).glob("*.html"))
    assert f'href="tel:{växel}"' in everything and kommun in everything
    assert re.findall(r"[Tt]imr[åa]|[Uu]me[åa]|060-16|090-16", everything) == []


def test_the_command_says_what_waits_and_redaktionen_asks_for_the_rest(typed):
    """No advice says yet that staff are guided there, so that number waits, and what nobody answered is asked."""
    project, said = typed
    assert "Visas inte än: ”Vägledning för medarbetare”." in said
    assert "319202" not in project.page("angsonet/index.html")
    assert said.splitlines()[-5].startswith("Klart: data/angso-mala/kommun.yml och ")
    assert project.page("redaktionen/fragor.html").count("Vem har dialogen med trossamfund och föreningar?") == 2


def test_a_second_time_nothing_more_is_written(typed):
    """The same file again is refused in Swedish with the place, and no byte of data changes."""
    project, _ = typed
    before = tree_hash(project.root / "data")
    again = command(project, "--fil", "svar.yml")
    assert again.returncode == 1 and again.stderr.endswith("Ingenting är skrivet.\n")
    assert "Lilla Ängsö kommun finns redan, i data/lilla-angso. Ändra i filerna där" in again.stderr
    assert tree_hash(project.root / "data") == before
