"""What is internal lies in other files, and the process of a public website never opens them."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from vagvisaren.records.register import load

from .planting import ROOT, data_files, messages, place, plant, raw, write

OPENED = """
import sys
from pathlib import Path
from vagvisaren.records.register import load
opened = []
sys.addaudithook(lambda event, arguments: opened.append(str(arguments[0])) if event == "open" else None)
load(Path.cwd(), internt={internt}, only={only})
room = str(Path.cwd() / "data")
print("\\n".join(name for name in opened if name.startswith(room)))
"""


def opened(root: Path, *, internt: bool, only: str | None = None) -> set[str]:
    """The data files that reading the register opens, seen by the interpreter itself."""
    code = OPENED.format(internt=internt, only=repr(only))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, encoding="utf-8", timeout=60, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )  # fmt: skip
    return {Path(name).resolve().relative_to(root.resolve()).as_posix() for name in done.stdout.splitlines()}


def internal(names: set[str]) -> set[str]:
    return {name for name in names if "/internt/" in name}


def test_reading_for_a_public_website_opens_no_internal_file(project):
    """A register that is read without what is internal opens every other data file, and none under internt/."""
    files = set(data_files(project))
    assert internal(files)
    public = opened(project, internt=False)
    assert internal(public) == set()
    assert {name for name in public if name.endswith(".yml")} == files - internal(files)


def test_reading_with_what_is_internal_opens_it(project):
    """The twin: with what is internal the same files are seen to be opened, so the search can find them."""
    assert internal(opened(project, internt=True)) == internal(set(data_files(project)))


def test_reading_for_one_municipality_opens_no_other_s_files(project):
    """A register of one municipality opens no file of another."""
    names = opened(project, internt=False, only="timra")
    assert any(name.startswith("data/timra/") for name in names)
    assert not any(name.startswith("data/umea/") for name in names)


def test_an_internal_fact_is_in_no_register_that_was_read_without_it():
    """Words that stand only in an internal file are nowhere in a register that was read without it."""
    words = {t["tolkning"] for t in raw("data/timra/internt/tolkningar.yml")["tolkningar"]}
    assert words
    public, whole = (load(ROOT, internt=internt, only="timra").kommuner for internt in (False, True))
    assert {t.tolkning for lokalt in whole.values() for t in lokalt.tolkningar} == words
    assert all(word not in repr(public) for word in words)


def test_a_fault_in_an_internal_file_is_said_by_the_check(project):
    """The check reads what is internal too, and says what is wrong in it."""
    plant(project, "data/timra/internt/tolkningar.yml", "- om: vägledning", "- omm: vägledning")
    where = place(project, "data/timra/internt/tolkningar.yml", "omm")
    assert messages(project) == [f'{where}: "omm" är ingen känd uppgift. Menade du "om"?']


def test_an_unknown_file_among_what_is_internal_is_refused(project):
    """A file under internt/ that nobody reads is a fault."""
    write(project, "data/timra/internt/anteckningar.yml", "x: y\n")
    assert messages(project) == [
        'data/timra/internt/anteckningar.yml:1:1: Filen läses inte av någon. Menade du "tolkningar.yml"?'
    ]


# ------------------------------------------------------------------ what a website's process may open


@pytest.fixture(scope="module")
def render():
    """The module that renders one website."""
    return import_module("bygge.render")


def allowed(render, webbplats: str, out: Path):
    """What the process of a website may open; folder and kind are read from the data."""
    mapp, publik = next((mapp, publik) for id_, mapp, publik in WEBSITES if id_ == webbplats)
    return render.allowed_files(webbplats, mapp, publik == "intern", out)


WEBSITES = [(w["id"], file.parent.name, w["publik"]) for file in sorted((ROOT / "data").glob("*/webbplatser.yml"))
            for w in raw(file.relative_to(ROOT).as_posix())["webbplatser"]]  # fmt: skip


@pytest.mark.parametrize(("webbplats", "mapp", "publik"), WEBSITES)
def test_a_website_s_process_opens_exactly_its_own_data_and_pages(render, tmp_path, webbplats, mapp, publik):
    """Of all files under data/ and docs/, only the shared ones and the website's own may be opened."""
    gate = allowed(render, webbplats, tmp_path / "x" / "y" / webbplats)
    rooms = ["data/gemensamt/", "data/kallor/", f"docs/{webbplats}/"]
    rooms += [f"data/{mapp}/"] if publik == "intern" else []
    rooms += [f"docs/{publik}/"]
    every = [p.relative_to(ROOT).as_posix() for room in ("data", "docs") for p in (ROOT / room).rglob("*") if p.is_file()]
    expected = {name for name in every if any(name.startswith(room) for room in rooms)}
    if publik == "extern":
        expected |= {name for name in every if str(Path(name).parent) == f"data/{mapp}"}
    assert {name for name in every if gate.may_open(str(ROOT / name))} == expected


PUBLIC = [webbplats for webbplats, _, publik in WEBSITES if publik == "extern"]


@pytest.mark.parametrize("webbplats", PUBLIC)
@pytest.mark.parametrize(
    "path",
    [
        "data/{mapp}/internt/tolkningar.yml", "data/{mapp}/internt/ny.yml", "data/{mapp}/../{mapp}/internt/tolkningar.yml",
        "docs/intern/index.md", "docs/timnet/index.md", "docs/redaktionen/index.md", "site/redaktionen/index.html", ".git/config", "HANDBOK.md",
        "bygge/webbplatser.py", "data", "docs", "../hemligt.txt",
    ],
)  # fmt: skip
def test_a_public_website_s_process_opens_nothing_internal(render, tmp_path, webbplats, path):
    """Internal data and pages, other websites, the repository and what lies outside are refused, by any spelling."""
    mapp = next(mapp for id_, mapp, _ in WEBSITES if id_ == webbplats)
    gate = allowed(render, webbplats, tmp_path / "x" / "y" / webbplats)
    assert not gate.may_open(str(ROOT / path.format(mapp=mapp)))
    assert gate.may_open(str(ROOT / f"data/{mapp}/kommun.yml"))


@pytest.mark.parametrize("webbplats", PUBLIC)
def test_a_link_to_an_internal_file_is_refused_like_the_file(render, tmp_path, webbplats):
    """A symbolic link in an allowed place that points to an internal file is refused."""
    out = tmp_path / "x" / "y" / webbplats
    out.mkdir(parents=True)
    (out / "lank.yml").symlink_to(ROOT / "data/timra/internt/tolkningar.yml")
    (out / "egen.txt").touch()
    gate = allowed(render, webbplats, out)
    assert not gate.may_open(str(out / "lank.yml"))
    assert gate.may_open(str(out / "egen.txt"))


def test_the_gate_refuses_a_file_while_the_process_runs():
    """Once the gate is up, opening an internal file, starting a program and asking the network are refused."""
    webbplats = PUBLIC[0]
    folder = next(mapp for id_, mapp, _ in WEBSITES if id_ == webbplats)
    code = f"""
import subprocess, socket, sys
from pathlib import Path
from bygge import render
render.guard(render.allowed_files({webbplats!r}, {folder!r}, False, Path("/nonexistent/a/b")))
open("data/{folder}/kommun.yml").close()
print("own")
for attempt in (
    lambda: open("data/{folder}/internt/tolkningar.yml"),
    lambda: Path("docs/redaktionen/index.md").read_text(),
    lambda: subprocess.run(["true"]),
    lambda: socket.create_connection(("127.0.0.1", 9)),
):
    try:
        attempt()
        print("opened")
    except PermissionError as refused:
        print("refused")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.stdout.split() == ["own", "refused", "refused", "refused", "refused"], done.stderr
