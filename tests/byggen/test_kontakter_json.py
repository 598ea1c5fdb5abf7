"""The list of contacts that each built website carries for programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from projekt import Project

WEBSITES = ("timra.se", "umea.se", "timnet")


def listed(folder: Path) -> dict:
    return json.loads((folder / "kontakter.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("website", WEBSITES)
def test_each_website_s_list_keeps_to_the_schema_beside_it(built: Project, website):
    """The list names the schema that lies beside it, and keeps to it."""
    folder = built.site / website
    found = listed(folder)
    schema = json.loads((folder / found["$schema"]).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(found)) == []
    assert found["webbplats"]["id"] == website


@pytest.mark.parametrize("website", WEBSITES)
def test_the_list_and_the_pages_have_the_same_numbers(built: Project, website):
    """Every number in the list is a link on some page of the website, and every such link is in the list."""
    folder = built.site / website
    html = {href for path in folder.glob("*.html") for href in re.findall(r'href="(tel:[^"]+)"', path.read_text(encoding="utf-8"))}
    assert {number["tel"] for one in listed(folder)["kontakter"] for number in one["nummer"]} == html
    assert len(html) > 3


def test_what_only_staff_may_meet_is_in_the_internal_list_alone(built: Project):
    """A contact for the municipality's staff is named in the internal website's list and not in the public one's."""
    named = {website: "Kommunens kontaktperson" in (built.site / website / "kontakter.json").read_text(encoding="utf-8") for website in WEBSITES}
    assert named == {"timra.se": False, "umea.se": False, "timnet": True}


def test_redaktionen_has_no_list(built: Project):
    """The editors' website is none that programs read."""
    assert sorted(path.parent.name for path in built.site.rglob("kontakter.json")) == sorted(WEBSITES)
