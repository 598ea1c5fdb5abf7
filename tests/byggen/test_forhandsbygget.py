"""What the preview builds, edit by edit, is what a build from nothing makes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue

import pytest
from projekt import Project, copy_project, tree_hash

from bygge.warm import FEL, KLART, VISAS, Builder, Said

WEBSITES = ("timnet", "timra.se", "umea.se")


@dataclass
class Editing:
    """A project, and a warm process that builds it again when it is asked."""

    project: Project
    room: Path
    heard: Queue[Said] = field(default_factory=Queue)
    builder: Builder = field(init=False)

    def __post_init__(self) -> None:
        self.builder = Builder(self.project.root, self.room, self.heard.put)

    @property
    def site(self) -> Path:
        return self.room / "site"

    def built(self) -> list[Said]:
        """Build; what was said until the end."""
        number = self.builder.ask()
        said = []
        while not (said and said[-1].vad in (FEL, KLART)):
            one = self.heard.get(timeout=60)
            said += [one] if one.nummer == number else []
        return said

    def shown(self) -> dict[str, int]:
        """Which file each website's first page is on the disk: another when it has been rendered again."""
        return {name: (self.site / name / "index.html").stat().st_ino for name in WEBSITES}


@pytest.fixture
def editing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Editing]:
    """A copy that is built once."""
    project = copy_project(tmp_path / "projekt")
    for name, value in project.environment().items():
        monkeypatch.setenv(name, value)
    one = Editing(project, tmp_path / "rum")
    assert [said.vad for said in one.built()] == [VISAS, KLART]
    yield one
    one.builder.stop()


def toggled(file: str, old: str, new: str) -> Callable[[Project], None]:
    """An edit, and back again the next time."""

    def edit(project: Project) -> None:
        text = (project.root / file).read_text(encoding="utf-8")
        project.replace(file, *((old, new) if old in text else (new, old)))

    return edit


EDITS: dict[str, tuple[Callable[[Project], None], set[str]]] = {
    "a shared page": (toggled("docs/extern/index.md", "## Läs mer", "## Läs vidare"), {"timra.se", "umea.se"}),
    "an internal page": (toggled("docs/intern/om-sidan.md", "# Om sidan", "# Om den här sidan"), {"timnet"}),
    "a website's own page": (toggled("docs/umea.se/i-arbetet.md", "# ", "# Nu: "), {"umea.se"}),
    "a municipality's contact": (toggled("data/umea/kommun.yml", "Skolgatan 31A", "Skolgatan 31B"), {"umea.se"}),
    "a municipality with two": (toggled("data/timra/kommun.yml", "namn: Kommunens växel", "namn: Kommunens egen växel"), {"timra.se", "timnet"}),
    "what is internal": (toggled("data/timra/internt/tolkningar.yml", "Anvisningarna kräver", "Anvisningarna begär"), {"timnet"}),
    "a line": (toggled("data/gemensamt/stodlinjer.yml", "om: Ideell stödlinje för barn.", "om: Stödlinje för barn."), set(WEBSITES)),
    "Redaktionen": (toggled("docs/redaktionen/index.md", "# Att göra", "# Det här är att göra"), set()),
}


def follow(editing: Editing, names: list[str]) -> None:
    """Make each edit, build, and hold what is shown against a build from nothing."""
    for name in names:
        edit, touched = EDITS[name]
        before = editing.shown()
        edit(editing.project)
        assert [said.vad for said in editing.built()] == [VISAS, KLART], name
        assert {id_ for id_, inode in editing.shown().items() if inode != before[id_]} == touched, name
        clean = editing.project.build("-q")
        assert clean.code == 0, clean.said
        assert tree_hash(editing.site) == tree_hash(editing.project.site), name


def test_edits_one_after_the_other_give_the_bytes_of_a_build_from_nothing(editing: Editing):
    """After each of three edits all files are the same, and only the websites that may read the edited file were rendered."""
    follow(editing, random.Random(7).sample(list(EDITS), 3))


@pytest.mark.allt
@pytest.mark.parametrize("seed", range(3))
def test_many_random_edits_give_the_bytes_of_a_build_from_nothing(editing: Editing, seed: int):
    """The same for long rows of edits that are made, taken back and made again."""
    follow(editing, random.Random(seed).choices(list(EDITS), k=12))


def test_a_fault_changes_nothing_that_is_shown_and_an_edit_ends_the_build_before(editing: Editing):
    """A fault is said and all stays; mended, and asked for twice at once, the last build alone ends, with all in place."""
    before = tree_hash(editing.site)
    editing.project.replace("data/timra/kommun.yml", "förvaltning:", "förvaltnin:")
    (fault,) = editing.built()
    assert fault.vad == FEL and re.search(r'^data/timra/kommun.yml:5:1: "förvaltnin" är ingen känd uppgift', fault.sagt)
    assert tree_hash(editing.site) == before
    editing.project.replace("data/timra/kommun.yml", "förvaltnin:", "förvaltning:")
    editing.builder.ask()
    toggled("docs/extern/index.md", "## Läs mer", "## Läs vidare")(editing.project)
    assert editing.built()[-1].vad == KLART
    assert editing.project.build("-q").code == 0
    assert tree_hash(editing.site) == tree_hash(editing.project.site)
    assert [*editing.room.glob(".site-bygge-*")] == []
