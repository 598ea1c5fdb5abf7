"""Copies of the project: fresh, built once, or with the built website in place."""

from __future__ import annotations

import shutil
import signal
import threading
from pathlib import Path

import pytest
from projekt import Project, copy_project

# A run that is started in the background inherits that Ctrl-C is ignored; here it is to be heard.
if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A fresh copy, not built."""
    return copy_project(tmp_path / "projekt")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy that is built once and never changed."""
    project = copy_project(tmp_path_factory.mktemp("byggt") / "projekt")
    result = project.build("-q")
    assert result.code == 0, result.said
    return project


@pytest.fixture
def standing(built: Project, tmp_path: Path) -> Project:
    """A fresh copy with the built website already in place, to try to harm."""
    project = copy_project(tmp_path / "projekt")
    shutil.copytree(built.site, project.site)
    return project


@pytest.fixture(scope="session")
def browser():
    """A real Chromium. Playwright can be driven by one at a time in a process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        arguments = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()
