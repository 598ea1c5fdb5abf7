"""The project as it is published for the first time: made once, and shared by all who test at the same time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from projekt import Project
from releases import WEBBPLATS, Published, checked_project, command

from vagvisaren.finished.staging import only_one


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """A checked project in git, published once to a folder with spaces and å in its name; never changed."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    room, said = base / "publicerat", base / "publicerat" / "sagt.txt"
    found = Published(Project(room / "projekt"), room / "Timrås mål", "")
    with only_one(base / "publicerat.las"):
        if not said.exists():
            checked_project(room / "projekt", **{"föräldralinjen": "2025-11-24"})
            done = command(found.project, "publicera", WEBBPLATS, "--till", str(found.target), "--nytt-mal")
            assert done.code == 0, done.said
            said.write_text(done.said, encoding="utf-8")
    return Published(found.project, found.target, said.read_text(encoding="utf-8"))


@pytest.fixture
def standing(published: Published, tmp_path: Path) -> Published:
    """A copy of it, to publish again."""
    return published.copy(tmp_path)
