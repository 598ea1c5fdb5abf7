"""The cases in tests/fall/, which an editor can read: one change in a data file, and what the check says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from vagvisaren.records import schema
from vagvisaren.records.formats import ascii_id
from vagvisaren.records.reading import read_yaml

from .kinds import at, kind, of_all, of_keys
from .planting import MODELS, ROOT, TEXT, copy_project, form_faults, messages

CASES = [
    pytest.param(case, id=ascii_id(f"{path.stem}: {case['namn']}"))
    for path in sorted((ROOT / "tests" / "fall").glob("*.yml"))
    for case in yaml.load(path.read_text(encoding="utf-8"), Loader=TEXT)["fall"]
]


def text_and_line(case) -> tuple[str, int]:
    """The file's text as the case changes it, and the line on which the replaced text begins."""
    if "innehåll" in case:
        return case["innehåll"], 1
    text = (ROOT / case["fil"]).read_text(encoding="utf-8")
    assert text.count(case["ersätt"]) == 1, f"{case['ersätt']!r} stands {text.count(case['ersätt'])} times"
    line = text[: text.index(case["ersätt"])].count("\n") + 1
    return text.replace(case["ersätt"], case["med"] + "a" * int(case.get("fyll", 0))), line


def changed(case) -> tuple[bytes, int]:
    """The file as the case saves it, and the line on which the replaced text begins."""
    text, line = text_and_line(case)
    if case.get("radslut") == "crlf":
        text = text.replace("\n", "\r\n")
    return text.encode(case.get("kodning", "utf-8")), line


def expected(case, line: int) -> list[str]:
    """The case's messages with the real line in the place of {rad} and {rad+1}."""
    return [
        re.sub(r"\{rad(\+\d+)?\}", lambda found: str(line + int(found[1] or 0)), message)
        for message in case["fel"]
    ]


@pytest.mark.parametrize("case", CASES)
def test_a_change_that_an_editor_may_make_gives_exactly_these_messages(tmp_path, case):
    """Each case's change gives the whole list of messages that the case promises, and no other."""
    raw, line = changed(case)
    assert said(raw, case["fil"], tmp_path) == expected(case, line)


def said(raw: bytes, file: str, folder: Path) -> list[str]:
    """What the check says when one file has changed. It looks at the form of every file before it follows a reference,
    and the other files have no faults: so the faults of a data file's form are the whole list."""
    if faults := form_faults(raw, file) if file.endswith(".yml") else []:
        return [str(fault) for fault in sorted(set(faults))]
    project = copy_project(folder)
    (project / file).write_bytes(raw)
    return messages(project)


# ------------------------------------------------------------------ nothing is without a case


@pytest.fixture(scope="module")
def cases() -> list[dict]:
    return [param.values[0] for param in CASES]


def test_every_kind_of_value_has_a_case_in_which_it_is_wrong(cases):
    """Whatever a value may be declared as in the model, some case has a fault exactly where such a value stands."""
    tried = {one for case in cases if case["fel"] and case["fil"].endswith(".yml") for one in _kinds_with_a_fault(case)}
    assert set(of_all(MODELS.values())) - tried == set()


def _kinds_with_a_fault(case) -> Iterator[str]:
    model, document = MODELS[Path(case["fil"]).name], read_yaml(changed(case)[0], case["fil"])
    if not document.faults:
        schema.build(model, document)
        wrong = {fault.place for fault in document.faults}
        for places, declared in ((document.places, at), (document.keys, of_keys)):
            yield from (kind(one) for path, place in places.items() if place in wrong for one in declared(model, path))


# What no case can show: what a file read as UTF-8 cannot hold, and what PyYAML may say in a later version.
UNSAID = {"ett tecken som inte går att läsa", "Raden går inte att läsa.", "Jämför med raderna ovanför: indrag, kolon, citattecken."}


@pytest.mark.parametrize("name", ["reading", "formats", "schema"])
def test_every_sentence_about_the_form_of_data_stands_in_a_case(cases, name):
    """Each sentence, and each part of one, that these modules can say to an editor is said in some case."""
    said = "\n".join(message for case in cases for message in case["fel"])
    sentences = set(_sentences(ROOT / "vagvisaren" / "records" / f"{name}.py"))
    assert len(sentences) > 10
    assert {one for one in sentences if not all(part in said for part in one.split("{0}"))} - UNSAID == set()


def _sentences(path: Path) -> Iterator[str]:
    """The Swedish texts of a module: those of several words that are no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = [node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    docstrings = {id(node.body[0].value) for node in documented if isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            if re.search(r"[a-zåäö] [a-zåäö]", node.value) and re.search(r"[åäöÅÄÖ]|[a-z]\.$", node.value):
                yield node.value
