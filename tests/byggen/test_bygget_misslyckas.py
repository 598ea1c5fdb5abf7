"""A build that fails leaves the website byte for byte as it was, whatever went wrong."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import time

import pytest
from projekt import Project, tree_hash

BROKEN_ANCHOR = ("docs/extern/index.md", "](stod-och-hjalp.md)", "](stod-och-hjalp.md#finns-inte)")

FAULTS = {
    "unknown word": ("docs/extern/index.md", "vägvisare()", "vägvisaer()"),
    "unbalanced braces": ("docs/extern/index.md", "{{ vägvisare() }}", "{{ vägvisare()"),
    "unknown key": ("data/timra/kommun.yml", "förvaltning:", "förvaltnin:"),
    "repeated key": ("data/timra/kommun.yml", "namn: Timrå kommun", "namn: Timrå kommun\nnamn: Timrå kommun"),
    "missing contact": ("data/timra/kommun.yml", "    kontakt: kontaktperson", "    kontakt: finns-inte"),
    "broken link": ("docs/extern/index.md", "](stod-och-hjalp.md)", "](stod-och-hjlp.md)"),
    "broken anchor": BROKEN_ANCHOR,
    "broken link in a template": ("mallar/vagvisare.html", '<div class="mal">', '<div class="mal"><a href="finns-inte.html">x</a>'),
    "broken anchor in a template": ("mallar/vagvisare.html", 'href="#{{ s.anker }}"', 'href="#x{{ s.anker }}"'),
    "another host in a template": ("mallar/vagvisare.html", '<div class="mal">', '<div class="mal"><img alt="" src="https://example.org/x.png">'),
    "a style in an element": ("mallar/vagvisare.html", '<div class="mal">', '<div class="mal" style="color:red">'),
    "a frame without its policy": ("tema/webbplats/main.html", 'http-equiv="Content-Security-Policy"', 'name="policy"'),
    "root-relative link in the frame": ("tema/webbplats/main.html", 'href="#innehall"', 'href="/index.html"'),
    "a word that raises": ("vagvisaren/shown/views.py", 'def situationer(här: Här, roller', 'def situationer(här: Här, roller=1/0'),
    "a template that raises": ("mallar/stodlinjer.html", "{{ g.rubrik }}", "{{ g.rubrik.finns_inte }}"),
    "a template of Redaktionen that raises": ("mallar/kontroller.html", "{{ u.namn }}", "{{ u.finns_inte }}"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_stops_the_build_and_the_old_website_stands(standing: Project, fault):
    """Every kind of fault exits with failure, changes no byte of `site/` and leaves nothing behind."""
    file, old, new = FAULTS[fault]
    standing.replace(file, old, new)
    before = tree_hash(standing.site)
    result = standing.build("-q")
    assert result.code != 0, f"{fault}: bygget lyckades"
    assert tree_hash(standing.site) == before
    assert standing.leftovers() == []


ALLT = pytest.mark.allt


@pytest.mark.parametrize(
    "flags",
    [("--strict",), ("-d", "annan"), *(pytest.param(flags, marks=ALLT) for flags in ((), ("-q",), ("-q", "--strict"), ("--dirty",)))],
)
def test_no_flag_lets_a_fault_through(standing: Project, flags):
    """The gate is ours: it holds with and without --strict, -q, --dirty and -d."""
    standing.replace(*BROKEN_ANCHOR)
    before = tree_hash(standing.site)
    result = standing.build(*flags)
    assert result.code == 1
    assert (
        'docs/extern/index.md:7:43: Länken "stod-och-hjalp.html#finns-inte" leder till en rubrik som inte finns.'
        in result.said
    )
    assert tree_hash(standing.site) == before
    assert not (standing.root / "annan").exists()


def test_a_warning_in_strict_mode_leaves_the_old_website(standing: Project):
    """MkDocs' own --strict may stop a build after ours has passed: nothing is swapped then either."""
    standing.replace("mkdocs.yml", "  - Orden på en sida: orden.md", "  - Orden på en sida: orden.md\n  - Saknas: saknas.md")
    before = tree_hash(standing.site)
    assert standing.build("--strict").code == 1
    assert tree_hash(standing.site) == before
    assert standing.leftovers() == []


def test_faults_of_all_files_are_said_at_once_in_swedish_without_traceback(standing: Project):
    """One run says every fault of data and pages, sorted, with a count, and no traceback."""
    standing.replace("data/timra/kommun.yml", "förvaltning:", "förvaltnin:")
    standing.replace("data/umea/kommun.yml", "säkerhet: sannolik", "säkerhet: sannlik")
    standing.replace("docs/extern/index.md", "vägvisare()", "vägvisaer()")
    lines = (standing.root / "data/umea/kommun.yml").read_text(encoding="utf-8").splitlines()
    wrong = next(number for number, line in enumerate(lines, 1) if "sannlik" in line)
    result = standing.build("-q")
    assert result.said.strip().splitlines() == [
        'data/timra/kommun.yml:5:1: "förvaltnin" är ingen känd uppgift. Menade du "förvaltning"?',
        f'data/umea/kommun.yml:{wrong}:15: "sannlik" är inget känt värde för "säkerhet". Menade du "sannolik"?',
        'docs/extern/index.md:3:1: "vägvisaer" är inget känt ord. Menade du "vägvisare"?',
        "3 fel. Ingenting är byggt.",
    ]


def test_a_full_disk_leaves_the_old_website(standing: Project):
    """When the system refuses to write, the build says so and the old website stands."""
    before = tree_hash(standing.site)
    process = subprocess.run(
        standing.command("build", "-q"),
        cwd=standing.root,
        env={**standing.environment(), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000)),
    )
    assert process.returncode == 1
    assert "Det gick inte att skriva" in process.stderr + process.stdout
    assert tree_hash(standing.site) == before


@pytest.mark.parametrize("moments", [(0.5, 1.5, 2.5), pytest.param(tuple(tenth * 0.25 for tenth in range(1, 15)), marks=ALLT)], ids=["few", "many"])
def test_killed_at_any_moment_the_website_is_whole(standing: Project, moments):
    """SIGKILL at moments (seconds) of a build: `site/` is the old or the new, and the next build cleans up."""
    old = tree_hash(standing.site)
    standing.replace("docs/extern/index.md", "## Läs mer", "## Läs vidare")
    new = None
    for moment in moments:
        process = standing.start("-q")
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        now = tree_hash(standing.site)
        if now != old:
            assert "Läs vidare" in standing.page("timra.se/index.html")
            assert new in (None, now)
            new = now
    assert standing.build("-q").code == 0
    assert standing.leftovers() == []
    assert "Läs vidare" in standing.page("timra.se/index.html")


PLANTED = """
import os, signal, sys
from pathlib import Path
from vagvisaren.finished import staging
{plant}
stage = staging.Staging(Path("site"))
(stage.new / "vers").write_text("ny")
stage.swap()
"""
STOP = "os.kill(os.getpid(), signal.SIGKILL)"
STOPS = {
    "after the exchange": f"""
real = staging.exchange
def exchange(*a):
    real(*a); {STOP}
staging.exchange = exchange""",
    "before the exchange": f"""
def exchange(*a): {STOP}
staging.exchange = exchange""",
    "between two renames": f"""
staging.exchange = lambda *a: False
real = os.rename
def rename(*a):
    real(*a); {STOP}
os.rename = rename""",
    "before the first of two renames": f"""
staging.exchange = lambda *a: False
def rename(*a): {STOP}
os.rename = rename""",
}


@pytest.mark.parametrize("stop", STOPS)
def test_killed_between_the_steps_of_the_swap_nothing_is_lost(tmp_path, stop):
    """A stop planted in the swap leaves the old or the new website, at the latest from the next start."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "vers").write_text("gammal")
    run = lambda plant: subprocess.run(  # noqa: E731
        [sys.executable, "-c", PLANTED.format(plant=plant)], cwd=tmp_path, capture_output=True, text=True
    )
    assert run(STOPS[stop]).returncode == -signal.SIGKILL
    from vagvisaren.finished.staging import Staging

    Staging(tmp_path / "site").close()
    assert (tmp_path / "site" / "vers").read_text() in ("gammal", "ny")
    assert run("").returncode == 0
    assert (tmp_path / "site" / "vers").read_text() == "ny"
    assert [p.name for p in tmp_path.iterdir() if "bygge" in p.name] == []


def test_the_swap_works_where_folders_cannot_be_exchanged_in_one_step(tmp_path):
    """Without the system's exchange two renames do the swap."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "vers").write_text("gammal")
    plant = "staging.exchange = lambda *a: False"
    subprocess.run([sys.executable, "-c", PLANTED.format(plant=plant)], cwd=tmp_path, check=True)
    assert (tmp_path / "site" / "vers").read_text() == "ny"


def test_two_builds_at_once_both_succeed_and_the_website_is_whole(standing: Project, built: Project):
    """Each build has a staging folder of its own; the last swap wins whole."""
    processes = [standing.start("-q") for _ in range(3)]
    for process in processes:
        said, _ = process.communicate()
        assert process.returncode == 0, said
    assert tree_hash(standing.site) == tree_hash(built.site)
    assert standing.leftovers() == []


def test_gh_deploy_is_refused(standing: Project):
    """gh-deploy would publish the internal websites."""
    process = subprocess.run(
        standing.command("gh-deploy"), cwd=standing.root, env=standing.environment(), capture_output=True, text=True
    )
    assert process.returncode == 1
    assert "gh-deploy är avstängt" in process.stderr + process.stdout


def test_a_folder_that_we_did_not_build_is_never_swapped_away(project: Project):
    """`-d` at a folder with something else in it is refused, and nothing there is touched."""
    other = project.root / "dokument"
    (other / "timra.se").mkdir(parents=True)
    (other / "timra.se" / "index.html").write_text("<p>någon annans")
    (other / "brev.txt").write_text("viktigt")
    before = tree_hash(other)
    result = project.build("-q", "-d", "dokument")
    assert result.code == 1
    assert "dokument/brev.txt:1:1: Mappen innehåller något som Vägvisaren inte har byggt." in result.said
    assert "dokument/timra.se:1:1: Mappen innehåller något som Vägvisaren inte har byggt." in result.said
    assert tree_hash(other) == before


@pytest.mark.parametrize("target", ["data/ut", "site/ut", "mallar/ut"])
def test_the_projects_own_rooms_are_no_target(project: Project, target):
    """`-d` into data/, docs/ or another room of the project, or into a website, is refused and writes nothing."""
    before = tree_hash(project.root / "data"), tree_hash(project.root / "docs")
    result = project.build("-q", "-d", target)
    assert result.code == 1
    assert "Dit kan webbplatserna inte byggas. Bygg till site, eller till en mapp utanför projektet." in result.said
    assert (tree_hash(project.root / "data"), tree_hash(project.root / "docs")) == before


def test_a_build_of_the_public_websites_cannot_read_what_is_internal(standing: Project):
    """Code that tries to open an internal file while a public website is rendered stops the build."""
    standing.replace(
        "vagvisaren/shown/words.py",
        '    """Kommunens namn, mitt i en mening."""',
        '    """Kommunens namn, mitt i en mening."""\n'
        "    if här.webbplats.publik == 'extern': import pathlib, threading; "
        "threading.active_count() > 1 and pathlib.Path('data/timra/internt/tolkningar.yml').read_text()  # it listens for its parent",
    )
    before = tree_hash(standing.site)
    result = standing.build("-q")
    assert result.code == 1
    assert "data/timra/internt/tolkningar.yml får inte läsas när webbplatsen byggs" in result.said
    assert tree_hash(standing.site) == before


def test_a_website_that_fails_names_itself_and_the_others_are_checked_all_the_same(standing: Project):
    """One website whose rendering breaks and another with a number that is not its own are said together; `site/` stays."""
    standing.replace(
        "vagvisaren/shown/words.py",
        '    """Kommunens namn, mitt i en mening."""',
        '    """Kommunens namn, mitt i en mening."""\n'
        "    import threading\n"
        "    if threading.active_count() > 1:  # it listens for its parent\n"
        "        if här.webbplats.id == 'umea.se': raise RuntimeError('trasig')\n"
        "        return f'{här.kommun.namn} 060-16 31 99'",
    )
    before = tree_hash(standing.site)
    result = standing.build("-q")
    assert result.code == 1
    assert "umea.se: Webbplatsen kunde inte byggas." in result.said and "trasig" in result.said
    assert "Numret 060-16 31 99 finns inte i registret." in result.said
    assert tree_hash(standing.site) == before and standing.leftovers() == []


def test_what_is_internal_is_seen_inside_and_nowhere_else(project: Project):
    """A value planted among the internal data stands on Redaktionen and in no file of a public website."""
    secret = "Blåbärsskogen sextiotvå"
    project.replace("data/timra/internt/tolkningar.yml", "Anvisningarna kräver", f"{secret} kräver")
    assert project.build("-q").code == 0
    found = {
        path.relative_to(project.site).parts[0]
        for path in project.site.rglob("*")
        if path.is_file() and secret.encode() in path.read_bytes()
    }
    assert found == {"redaktionen"}


def test_the_pages_environment_holds_none_of_the_plugins_own_names(project: Project):
    """`config`, `git`, `environment`, `macros_info` and `context` are taken out, for every website."""
    probe = (
        "\nimport mkdocs_macros.plugin as _p\n_real = _p.MacrosPlugin.on_pre_build\n"
        "def _probe(self, *, config):\n"
        "    names = {*self.variables, *self.macros, *self.env.globals}\n"
        "    bad = names & {'config', 'git', 'environment', 'macros_info', 'context', 'plugin', 'extra', 'here'}\n"
        "    assert not bad, bad\n"
        "_p.MacrosPlugin.on_pre_build = _probe\n"
    )
    path = project.root / "macros.py"
    path.write_text(path.read_text(encoding="utf-8") + probe, encoding="utf-8")
    result = project.build("-q")
    assert result.code == 0, result.said
    project.replace("macros.py", "    env.variables.clear()\n", "")
    assert project.build("-q").code != 0, "proben ser inte"
