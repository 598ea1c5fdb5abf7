"""Projects with any number of fictitious municipalities, each with one public and one internal website.

No name is a municipality's, no address leads anywhere, and no number reaches anybody: PTS keeps these series free for
books and films.
Such a project is measured and never published.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from vagvisaren.publishing import source
from vagvisaren.records.register import folders, load
from vagvisaren.tasks import new_municipality

ROOT = Path(__file__).resolve().parents[1]
IDAG = date(2026, 11, 22)
SERIES = ("0980-319 2{:02}", "08-465 004 {:02}", "031-390 06 {:02}", "040-628 04 {:02}")  # a hundred numbers each


def number(i: int) -> str:
    """The i:th number that nobody has, from 1; raises IndexError after the last."""
    return SERIES[(i - 1) // 100].format((i - 1) % 100)


def answers(i: int) -> new_municipality.Answers:
    """What municipality i answers to `ny-kommun`; the rest is a question on Redaktionen."""
    name = f"exempel-{i:03}"
    return {
        "id": name,
        "namn": f"Exempel {i:03} kommun",
        "region": "Region Exempel",
        "länsstyrelse": "Länsstyrelsen i Exempels län",
        "växel": number(i),
        "växel_öppet": "mån–fre 8–16.30",
        "e_post": f"kommunen@{name}.example",
        "besöksadress": f"Påhittsgatan {i}, Exempel",
        "brevadress": f"Box {i}, Exempel",
        "webb": f"https://{name}.example/",
        "webbplats": f"{name}.se",
        "internwebb": f"{name}-intern",
        "internwebb_namn": f"Exempel {i:03} internt",
    }


def make_project(folder: Path, n: int) -> Path:
    """Write the project's own code, shared data and shared pages into `folder`, with n fictitious municipalities
    in place of its own. Nothing is checked."""
    for name, path in source.files(ROOT).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)
    _drop_own(folder)
    shared = load(folder, internt=True)
    for i in range(1, n + 1):
        written = new_municipality.compose(folder, shared, answers(i), IDAG)
        (folder / "data" / written.mapp).mkdir()
        for name, text in written.files.items():
            (folder / "data" / written.mapp / name).write_text(text, encoding="utf-8")
    _drop_unread(folder)
    return folder


def _drop_own(folder: Path) -> None:
    """Remove the project's own municipalities, and their pages."""
    websites = load(folder, internt=True).webbplatser
    for path in (*folders(folder), *(folder / "docs" / id_ for id_ in websites)):
        shutil.rmtree(path, ignore_errors=True)


def _drop_unread(folder: Path) -> None:
    """Remove the shared pages that no website names."""
    for publik in ("extern", "intern"):
        named = {sida for one in load(folder, internt=True).webbplatser.values() if one.publik == publik for sida in one.sidor}
        for path in (folder / "docs" / publik).glob("*.md"):
            if path.stem not in named:
                path.unlink()
