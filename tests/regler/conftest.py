"""What the rules' tests share: a copy of the project to plant faults in, and the real data to read."""

from __future__ import annotations

import gc

import pytest

from vagvisaren.records.register import load

from .planting import ROOT, copy_project, websites

gc.set_threshold(200_000, 50, 50)  # each check makes and drops thousands of records: a quarter of the time


@pytest.fixture
def project(tmp_path):
    """A copy of the project's data and pages, free to change."""
    return copy_project(tmp_path)


@pytest.fixture(scope="session")
def register():
    """The project's own data, to read only."""
    return load(ROOT, internt=True)


@pytest.fixture(scope="session")
def alla_webbplatser():
    """Every website of the project's own data, on IDAG."""
    return {här.webbplats.id: här for här in websites(ROOT)}


@pytest.fixture(scope="session")
def extern(alla_webbplatser):
    """The first public website."""
    return next(här for här in alla_webbplatser.values() if här.webbplats.publik == "extern")
