"""Many municipalities in one build: one that fails names itself, nobody hangs, and Ctrl-C ends all of it."""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from projekt import Project, tree_hash

from bench.kommuner import make_project

MUNICIPALITIES = 4
AT_ONCE = 10  # seconds: far longer than it takes, far shorter than what is planted
RENDER = ("bygge/render.py", "    config = settings(\n        site_name=")  # in the process of one website
CHECK = ("bygge/webbplatser.py", "    return [\n        *output.site_faults(")  # in one that checks a finished website
WAITS = 600


@pytest.fixture(scope="module")
def many_built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(make_project(tmp_path_factory.mktemp("kommuner") / "projekt", MUNICIPALITIES))
    result = project.build("-q")
    assert result.code == 0, result.said
    return project


@pytest.fixture
def many(many_built: Project, tmp_path: Path) -> Project:
    """Fictitious municipalities, each with a public and an internal website, already built."""
    shutil.copytree(many_built.root, tmp_path / "projekt", ignore=shutil.ignore_patterns("__pycache__"))
    return Project(tmp_path / "projekt")


def plant(project: Project, where: tuple[str, str], code: str) -> None:
    file, line = where
    project.replace(file, line, f"    {code}\n{line}")


def test_one_that_cannot_be_built_names_itself_and_the_others_are_checked(many: Project):
    """Two websites whose processes fail are named with what they said, the rest are read to the end, and nothing is swapped."""
    plant(many, RENDER, 'if webbplats in ("exempel-002.se", "exempel-004-intern"): raise RuntimeError("planterat")')
    many.replace("docs/intern/tillganglighetsredogorelse.md", "\n\n", "\n\n[Bort](index.md#finns-inte).\n\n")
    before = tree_hash(many.site)
    result = many.build("-q")
    rows = result.said.strip().splitlines()
    assert result.code == 1
    assert [row.split(":")[0] for row in rows if "kunde inte byggas" in row] == ["exempel-002.se", "exempel-004-intern"]
    assert any("index.html#finns-inte" in row for row in rows)
    assert tree_hash(many.site) == before and many.leftovers() == []


def test_a_fault_of_each_of_two_is_said_with_its_file(many: Project):
    """What is wrong in one municipality's data does not hide what is wrong in another's."""
    for number in (1, 3):
        many.replace(f"data/exempel-00{number}/kommun.yml", "förvaltning:", "förvaltnin:")
    before = tree_hash(many.site)
    result = many.build("-q")
    assert [row.split(":")[0] for row in result.said.strip().splitlines()[:-1]] == [f"data/exempel-00{n}/kommun.yml" for n in (1, 3)]
    assert result.code == 1 and tree_hash(many.site) == before


def test_a_website_whose_process_never_ends_is_given_up(many: Project):
    """The build waits for it as long as it may take and no longer; then it says which it was."""
    many.replace("bygge/renderers.py", "LONGEST = 300", "LONGEST = 2")
    plant(many, RENDER, 'while webbplats == "exempel-003.se": pass')
    before = tree_hash(many.site)
    result = many.build("-q")
    assert result.said.strip() == "exempel-003.se: Webbplatsen kunde inte byggas. Det tog mer än 2 sekunder.\n1 fel. Ingenting är byggt."
    assert result.code == 1 and tree_hash(many.site) == before and many.leftovers() == []


@pytest.mark.parametrize(("where", "folder"), [(RENDER, "out"), (CHECK, "folder")], ids=["while the websites are rendered", "while they are checked"])
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "killed"])
def test_all_processes_end_with_the_build(many: Project, where: tuple[str, str], folder: str, how: signal.Signals):
    """Ctrl-C, or the end of the build's own process, ends every other process at once, whatever it does; the old
    websites stand, and after Ctrl-C nothing is left and the build says so."""
    plant(many, where, f'import time; {folder}.mkdir(parents=True, exist_ok=True); ({folder} / "väntar").touch(); time.sleep({WAITS})')
    before = tree_hash(many.site)
    build = many.start("-q")
    wait_until(lambda: any(many.root.glob(".site-bygge-*/**/väntar")))
    others = psutil.Process(build.pid).children(recursive=True)
    assert others
    build.send_signal(how)
    assert build.wait(AT_ONCE) != 0
    gone, left = psutil.wait_procs(others, timeout=AT_ONCE)
    assert not left
    assert tree_hash(many.site) == before
    assert how is signal.SIGKILL or (many.leftovers(), build.stdout.read().strip()) == ([], "Avbrutet. Ingenting är ändrat.")


def wait_until(ready: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not ready():
        assert time.monotonic() < end, "processerna började aldrig vänta"
        time.sleep(0.05)
