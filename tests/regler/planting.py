"""Helpers of the rules' tests: a copy of the project, a fault planted in it, and what the check says.

Expected places are read from the planted text, never typed, so that a test does not break when
someone adds a line to the data.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType

import yaml

from bygge import theme_env
from vagvisaren import checks
from vagvisaren.faults import Fault, Faulty
from vagvisaren.records import schema
from vagvisaren.records.reading import read_yaml
from vagvisaren.records.register import INTERNAL, LOCAL, LOCAL_OPTIONAL, SHARED, load
from vagvisaren.shown import pages
from vagvisaren.shown.page import Page
from vagvisaren.shown.views import Här
from vagvisaren.shown.words import WORDS

ROOT = Path(__file__).resolve().parents[2]
IDAG = date(2026, 11, 22)
TEXT = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # PyYAML alone, every scalar as text

STÖDLINJER = "data/gemensamt/stodlinjer.yml"
SAMHÄLLSNUMMER = "data/gemensamt/samhallsnummer.yml"
SITUATIONER = "data/gemensamt/situationer.yml"
TEXTER = "data/gemensamt/texter.yml"
KÄLLOR = "data/gemensamt/kallor.yml"
AKTÖRER = "data/gemensamt/aktorer.yml"
RÅD = "data/gemensamt/rad.yml"


def copy_project(target: Path) -> Path:
    """The project's own data and pages, in a folder where they may be changed."""
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, target / name)
    return target


def plant(root: Path, file: str, old: str, new: str, post: str | None = None) -> None:
    """Put `new` where `old` stands: once in the file, or once in the record with the id `post`."""
    text = (root / file).read_text(encoding="utf-8")
    start, end = _record(text, post)
    found = text[start:end].count(old)
    assert found == 1, f"{old!r} stands {found} times in {post or file}"
    changed = text[:start] + text[start:end].replace(old, new) + text[end:]
    (root / file).write_text(changed, encoding="utf-8")


def place(root: Path, file: str, needle: str, post: str | None = None) -> str:
    """file:line:column of the first `needle` in the file, or in the record with the id `post`."""
    text = (root / file).read_text(encoding="utf-8")
    start, end = _record(text, post)
    at = text.index(needle, start, end)
    return f"{file}:{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"


def value_place(root: Path, file: str, key: str, post: str | None = None) -> str:
    """file:line:column of the value that stands after `key: `."""
    before, column = place(root, file, f"{key}: ", post).rsplit(":", 1)
    return f"{before}:{int(column) + len(key) + 2}"


def record(root: Path, file: str, post: str) -> str:
    """The text of the record with the id `post`."""
    text = (root / file).read_text(encoding="utf-8")
    start, end = _record(text, post)
    return text[start:end]


def _record(text: str, post: str | None) -> tuple[int, int]:
    if post is None:
        return 0, len(text)
    match = re.search(rf"^( *)- id: {re.escape(post)}\n(?:\1  .*\n|\n| *#.*\n)*", text, re.MULTILINE)
    assert match, f"no record {post}"
    return match.start(), match.end()


def write(root: Path, file: str, text: str = "") -> None:
    """A file of one's own in the copy."""
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_text(text, encoding="utf-8")


def messages(root: Path, idag: date = IDAG) -> list[str]:
    """Every fault that the whole check finds, in its order, as the editor reads it."""
    try:
        checks.kontroll(root, idag)
    except Faulty as faulty:
        return [str(fault) for fault in faulty.faults]
    return []


MODELS = {**SHARED, **LOCAL, **LOCAL_OPTIONAL, **INTERNAL}  # name of a data file → its record


def form_faults(raw: bytes, file: str) -> list[Fault]:
    """What is wrong with the form of a data file."""
    document = read_yaml(raw, file)
    schema.build(MODELS[Path(file).name], document)
    return document.faults


def messages_in(root: Path, file: str) -> list[str]:
    """As `messages`, when only one data file has been changed: what is wrong with its form is said before all else."""
    faults = form_faults((root / file).read_bytes(), file)
    return [str(fault) for fault in sorted(set(faults))] or messages(root)


def command(root: Path, idag: str = IDAG.isoformat()) -> subprocess.CompletedProcess[str]:
    """`python -m vagvisaren kontroll`, run in the copy."""
    return run_command(root, "kontroll", idag=idag)


def run_command(root: Path, *arguments: str, idag: str = IDAG.isoformat()) -> subprocess.CompletedProcess[str]:
    """`python -m vagvisaren` with its arguments, run in the copy."""
    environment = {**os.environ, "IDAG": idag, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "vagvisaren", *arguments],
        cwd=root, env=environment, capture_output=True, encoding="utf-8", timeout=60,
    )  # fmt: skip


def raw(file: str, root: Path = ROOT):
    """A data file as dicts, lists and texts, read by PyYAML alone: expectations come from here."""
    return yaml.load((root / file).read_text(encoding="utf-8"), Loader=TEXT)


def data_files(root: Path = ROOT) -> list[str]:
    """Every YAML file under data/."""
    return [path.relative_to(root).as_posix() for path in sorted((root / "data").rglob("*.yml"))]


def values_of(node: object, key: str) -> Iterator[object]:
    """Every value that stands under `key`, however deep."""
    if isinstance(node, dict):
        for name, inner in node.items():
            if name == key:
                yield inner
            yield from values_of(inner, key)
    elif isinstance(node, list):
        for inner in node:
            yield from values_of(inner, key)


def websites(root: Path, idag: date = IDAG) -> list[Här]:
    """Every website of the data under `root`, on a day."""
    register = load(root, internt=True)
    return [Här(register, webbplats, idag) for webbplats in register.webbplatser.values()]


def website(root: Path, id_: str, idag: date = IDAG) -> Här:
    """One website of the data under `root`."""
    return next(här for här in websites(root, idag) if här.webbplats.id == id_)


def page_faults(text: str, här: Här | None, file: str = "docs/extern/prov.md") -> list[str]:
    """What is wrong with the text of one page, on a website or (None) on Redaktionen."""
    faults = [*pages.read_words(text, file, här)[1], *pages.text_faults(text, file)]
    return [str(fault) for fault in sorted(faults)]


@cache
def project_module(name: str) -> ModuleType:
    """One of the modules that lie beside the package, such as macros or render."""
    spec = importlib.util.spec_from_file_location(f"project_{name}", ROOT / f"{name}.py")
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def word(where: object, namn: str, *arguments: str) -> str:
    """What one word says on a website, or on Redaktionen, in its own template."""
    return project_module("macros").shown(WORDS[namn], where, theme_env.words())(*arguments)


def said_on(page: Page, här: Här) -> str:
    """All that a page says: its sentences, and every word in its own template."""
    said = (word(här, call.word.namn, *([] if call.argument is None else [call.argument])) for call in page.calls)
    return "\n".join([page.text, *said])


def shown(root: Path, här: Här) -> str:
    """All that a website's pages say."""
    return "\n".join(said_on(page, här) for page in pages.read_pages(root, här)[0].values())
