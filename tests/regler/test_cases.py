"""The cases in tests/fall/, which an editor can read: one change in a data file, and what the check says."""

from __future__ import annotations

import re

import pytest
import yaml

from vagvisaren.formats import ascii_id

from .planting import ROOT, TEXT, messages_in

CASES = [
    pytest.param(case, id=ascii_id(f"{path.stem}: {case['namn']}"))
    for path in sorted((ROOT / "tests" / "fall").glob("*.yml"))
    for case in yaml.load(path.read_text(encoding="utf-8"), Loader=TEXT)["fall"]
]


def change(project, case) -> int:
    """Make the case's change; the line on which the replaced text begins."""
    path = project / case["fil"]
    text = path.read_text(encoding="utf-8")
    line = 1
    if "innehåll" in case:
        text = case["innehåll"]
    else:
        assert text.count(case["ersätt"]) == 1, f"{case['ersätt']!r} stands {text.count(case['ersätt'])} times"
        line = text[: text.index(case["ersätt"])].count("\n") + 1
        text = text.replace(case["ersätt"], case["med"])
    if case.get("radslut") == "crlf":
        text = text.replace("\n", "\r\n")
    path.write_bytes(text.encode(case.get("kodning", "utf-8")))
    return line


def expected(case, line: int) -> list[str]:
    """The case's messages with the real line in the place of {rad} and {rad+1}."""
    return [
        re.sub(r"\{rad(\+\d+)?\}", lambda found: str(line + int(found[1] or 0)), message)
        for message in case["fel"]
    ]


@pytest.mark.parametrize("case", CASES)
def test_a_change_that_an_editor_may_make_gives_exactly_these_messages(project, case):
    """Each case's change gives the whole list of messages that the case promises, and no other."""
    line = change(project, case)
    assert messages_in(project, case["fil"]) == expected(case, line)
