"""The four built websites behind nginx and behind Apache, published as they are published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from projekt import Project
from serving import Server, packed, put, running

KINDS = ("nginx", "apache")


@pytest.fixture(scope="session")
def websites(built: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each built website with its .gz files, by its id."""
    folder = tmp_path_factory.mktemp("packat")
    return {path.name: packed(path, folder / path.name) for path in sorted(built.site.iterdir())}


def _serve(kind: str, public: Path, internal: Path) -> Iterator[Server]:
    with running(kind) as server:
        for target, website in ((server.public, public), (server.internal, internal)):
            target.swap(put(target, website))
        yield server


@pytest.fixture(scope="session", params=KINDS)
def server(request, websites):
    """A municipality's public and internal website."""
    yield from _serve(request.param, websites["timra.se"], websites["timnet"])


@pytest.fixture(scope="session", params=KINDS)
def editors_server(request, websites):
    """Another's public website, and Redaktionen."""
    yield from _serve(request.param, websites["umea.se"], websites["redaktionen"])
