"""The JSON Schemas that the editor's program reads: whole, in Swedish, and never against what the check takes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Literal, get_args, get_origin
from unicodedata import is_normalized

import pytest
import yaml
from jsonschema import Draft7Validator
from pydantic import BaseModel, TypeAdapter, ValidationError

from vagvisaren.records import editor_schemas, formats
from vagvisaren.records import model as m
from vagvisaren.records import plan as p
from vagvisaren.records.formats import ascii_id
from vagvisaren.records.register import INTERNAL, LOCAL, LOCAL_OPTIONAL

from .planting import MODELS, ROOT, STÖDLINJER, TEXT, data_files, form_faults, run_command
from .test_cases import CASES, text_and_line

SETTINGS = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
WRITTEN = sorted((ROOT / ".vscode").rglob("*.json"))

# A log that nobody has written in yet, as a command writes it.
LOGS = {
    "granskningar.yml": """\
granskningar:
  - uppgift: bris
    avtryck:
      nummer: 123456789012
      tider: 0a1b2c3d4e5f
    datum: 2026-11-22
    av: kommunikationsansvarig
    hur: källsida
""",
    "bedomningar.yml": """\
bedömningar:
  - område: styrgrupp
    uppfyllelse: delvis
    datum: 2026-11-22
    av: rth
    belägg: Rådets protokoll
""",
    "matvarden.yml": """\
mätvärden:
  - indikator: kontaktperson.i1
    period: 2026
    värde: 4
    underlag: Rollens kalender
    datum: 2026-11-22
    av: rth
""",
}

# ------------------------------------------------------------------ how the program reads a file

# YAML 1.2's core schema, which VS Code's YAML extension follows: `no` and a date are texts.
_NULL = re.compile(r"~|null|Null|NULL|")
_BOOLEAN = re.compile(r"true|True|TRUE|false|False|FALSE")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


def scalar(text: str) -> object:
    """What a text without quotation marks is to the program."""
    if _NULL.fullmatch(text):
        return None
    if _BOOLEAN.fullmatch(text):
        return text.lower() == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def typed(node: yaml.Node | None) -> object:
    """A file as the program sees it: plain scalars get a type, keys do not, and an empty file is nothing."""
    if node is None:
        return None
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): typed(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [typed(inner) for inner in node.value]
    return node.value if node.style else scalar(node.value)


def test_a_file_is_read_as_the_program_reads_it():
    """A number and an empty value get a type, whereas a date, ja, no and what has quotation marks are texts."""
    read = typed(yaml.compose('a: [112, 0771, 060-16 31 00, 2026-11-22, ja, no, true, "17"]\n1177:', Loader=TEXT))
    assert read == {"a": [112, 771, "060-16 31 00", "2026-11-22", "ja", "no", True, "17"], "1177": None}


@cache
def validator(name: str) -> Draft7Validator:
    """Of a data file by its name, from the schema that lies in the project."""
    return Draft7Validator(json.loads((ROOT / editor_schemas.FOLDER / f"{Path(name).stem}.json").read_text(encoding="utf-8")))


def marked(name: str, text: str) -> list[str]:
    """What the program marks in a data file with this text."""
    return [error.message for error in validator(name).iter_errors(typed(yaml.compose(text, Loader=TEXT)))]


def refused(name: str, text: str) -> list[str]:
    """What the check says of the form of a data file with this text."""
    return [str(fault) for fault in form_faults(text.encode(), name)]


def texts() -> dict[str, str]:
    """One text of each kind of data file: the project's own, else a log."""
    own = {Path(file).name: (ROOT / file).read_text(encoding="utf-8") for file in data_files()}
    return {**LOGS, **own}


# ------------------------------------------------------------------ the files


def test_the_schemas_are_those_of_the_model():
    """Byte for byte, what lies in the project is what the model gives: else run python -m vagvisaren scheman."""
    lying = {path.relative_to(ROOT).as_posix(): path.read_bytes().decode() for path in (ROOT / editor_schemas.FOLDER).iterdir()}
    assert lying == editor_schemas.texts()
    assert len(lying) == len(MODELS)


def test_the_command_writes_the_schemas(project):
    """The command scheman writes the same files, and names each."""
    done = run_command(project, "scheman")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"Klart: {file}" for file in editor_schemas.texts()]
    assert {file: (project / file).read_bytes().decode() for file in editor_schemas.texts()} == editor_schemas.texts()


def test_each_data_file_has_one_schema_and_the_right_one():
    """Every file in data is matched by one glob, also by an extension to which an asterisk is any text."""
    globs = [(glob, file) for file, found in SETTINGS["yaml.schemas"].items() for glob in found]
    imagined = [f"data/ny/{name}" for name in (*LOCAL, *LOCAL_OPTIONAL)] + [f"data/ny/internt/{name}" for name in INTERNAL]
    for path in (*data_files(), *imagined):
        right = f"./{editor_schemas.FOLDER}/{Path(path).stem}.json"
        strict = [file for glob, file in globs if glob.count("/") == path.count("/") and fnmatchcase(path, glob)]
        loose = {file for glob, file in globs if re.search(re.escape(glob).replace(r"\*", ".*") + "$", path)}
        assert strict == [right] and loose == {right}, path
    assert all((ROOT / file).is_file() for _, file in globs)


def test_the_settings_name_the_schemas():
    """The settings map every schema to its data files, as the module says."""
    assert SETTINGS["yaml.schemas"] == editor_schemas.globs()


def test_the_program_works_without_a_network():
    """No store of schemas is asked, nothing is told to anyone, and only the YAML extension is recommended."""
    assert SETTINGS["yaml.schemaStore.enable"] is False and SETTINGS["redhat.telemetry.enabled"] is False
    extensions = json.loads((ROOT / ".vscode" / "extensions.json").read_text(encoding="utf-8"))
    assert extensions == {"recommendations": ["redhat.vscode-yaml"]}
    refs = [ref for file in MODELS for ref in values(validator(file).schema, "$ref")]
    assert refs and all(ref.startswith("#/definitions/") for ref in refs)


def test_the_program_keeps_the_files_as_the_check_wants_them():
    """A file is saved as UTF-8 with plain line ends, indented by spaces, and not laid out anew."""
    assert (SETTINGS["files.encoding"], SETTINGS["files.eol"], SETTINGS["yaml.format.enable"]) == ("utf8", "\n", False)
    assert SETTINGS["[yaml]"] == {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.detectIndentation": False}
    assert SETTINGS["yaml.yamlVersion"] == "1.2"  # in 1.1 nej is a text but no and 060 are not


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in WRITTEN])
def test_a_file_for_the_program_is_plain_text(path):
    """Each file is UTF-8 under an ASCII path, without tabs and carriage returns, with å ä ö as they are and a last line end."""
    text = path.read_bytes().decode("utf-8")
    assert path.relative_to(ROOT).as_posix().isascii()
    assert text.endswith("\n") and not text.endswith("\n\n") and not {"\t", "\r", "\ufeff"} & set(text)
    assert not re.search(r"\\u00[c-f]", text)


# ------------------------------------------------------------------ data, schema and descriptions


@pytest.mark.parametrize("file", data_files())
def test_the_program_marks_nothing_in_the_project_s_own_data(file):
    """No data file of the project has a mark when the program reads it."""
    assert marked(file, (ROOT / file).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", LOGS)
def test_a_log_is_accepted_with_rows_and_without(name):
    """A log has no mark as the command writes it, nor when its last row has been taken away, in the program and in the check."""
    empty = LOGS[name].partition("\n")[0] + "\n"
    for text in (LOGS[name], empty):
        assert marked(name, text) == refused(name, text) == []


def values(node: object, key: str) -> Iterator[Any]:
    """Every value under `key` in a schema."""
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    if isinstance(node, dict) and key in node:
        yield node[key]
    for one in inner:
        yield from values(one, key)


def records(name: str) -> dict[str, dict]:
    """The records of a schema by name, the file itself by that of its model."""
    made = validator(name).schema
    return {ascii_id(MODELS[name].__name__): made, **made.get("definitions", {})}


def models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A record and every record in it."""
    yield model
    for field in model.model_fields.values():
        yield from (one for inner in kinds(field.annotation) if isinstance(inner, type) and issubclass(inner, BaseModel) for one in models(inner))


def kinds(annotation: Any) -> Iterator[Any]:
    """Every type that a declared type is made of, to the last."""
    if get_args(annotation) and get_origin(annotation) is not Literal:
        for inner in get_args(annotation):
            yield from kinds(inner)
    else:
        yield annotation


def words(annotation: Any) -> set[str]:
    """The words that a declared type allows, where it allows only some."""
    found: set[str] = set()
    for kind in kinds(annotation):
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            found |= {str(one) for one in kind}
        elif get_origin(kind) is Literal:
            found |= set(get_args(kind))
    return found


@pytest.mark.parametrize("name", MODELS)
def test_a_schema_has_every_record_and_every_key_of_the_model(name):
    """The records and keys of a schema are the model's, no more and no fewer, the same ones are required, and all are closed."""
    found = {ascii_id(model.__name__): model for model in models(MODELS[name])}
    assert set(found) == set(records(name))
    for id_, model in found.items():
        fields = {field.alias or key: field for key, field in model.model_fields.items()}
        record = records(name)[id_]
        assert list(record["properties"]) == list(fields)
        assert set(record.get("required", ())) == {key for key, field in fields.items() if field.is_required()}
        assert record["additionalProperties"] is False


@pytest.mark.parametrize("name", MODELS)
def test_every_key_is_explained_in_swedish(name):
    """Each key has the model's own description, one or a few short sentences in Swedish with a full stop last."""
    english = re.compile(r"\b(?:the|of|and|which|what|with|where|that|is|are|to|by)\b", re.IGNORECASE)
    said = {
        (ascii_id(model.__name__), field.alias or key): field.description
        for model in models(MODELS[name])
        for key, field in model.model_fields.items()
    }
    for id_, record in records(name).items():
        for key, rule in record["properties"].items():
            text = rule["description"]
            assert re.fullmatch(r"(?:[A-ZÅÄÖ]|ja ).{5,140}\.", text), (id_, key, text)
            assert not english.search(text) and said[id_, key] in (text, None), (id_, key, text)
        assert "title" not in record and "description" not in record, id_


@pytest.mark.parametrize("name", MODELS)
def test_every_allowed_word_of_the_model_stands_in_the_schema(name):
    """Where the model allows only some words the schema has exactly those, and what says so in Swedish names them."""
    for model in models(MODELS[name]):
        for key, field in model.model_fields.items():
            rule = records(name)[ascii_id(model.__name__)]["properties"][field.alias or key]
            listed = {word for enum in values(rule, "enum") for word in enum} | set(rule.get("properties", ()))
            own = {"dygnet runt", formats.OKÄNT} if formats.Öppettider in set(kinds(field.annotation)) else set()
            assert listed == words(field.annotation) | own, (model.__name__, key)
            assert all(isinstance(scalar(word), str) for word in listed)
    for rule in choices(validator(name).schema):
        assert all(word in rule["errorMessage"] for word in rule["enum"])


def choices(node: object) -> Iterator[dict]:
    """Every rule of a schema that lists words."""
    return (rule for rule in objects(node) if isinstance(rule.get("enum"), list))


def objects(node: object) -> Iterator[dict]:
    """Every object of a schema, wherever it lies."""
    if isinstance(node, dict):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from objects(inner)


@pytest.mark.parametrize("name", MODELS)
def test_a_schema_is_a_right_one_and_speaks_swedish(name):
    """Each schema keeps to the rules of JSON Schema, and each text, list and record has what to write when it is wrong."""
    made = validator(name).schema
    Draft7Validator.check_schema(made)
    typed_ = [rule for rule in rules(made)]
    assert made["$schema"].endswith("draft-07/schema#") and typed_
    assert all(re.match(r"Skriv |Välj |Här får stå ", rule["errorMessage"]) for rule in typed_)


def rules(node: object) -> Iterator[dict]:
    """Every rule of a schema that has a type."""
    return (rule for rule in objects(node) if isinstance(rule.get("type"), str | list))


# ------------------------------------------------------------------ the program and the check


@pytest.mark.parametrize("name", MODELS)
def test_a_misspelt_key_is_marked_and_refused(name):
    """A key with a letter too many is marked by the program, and refused by the check."""
    text = texts()[name]
    key = re.search(r"(?m)^(?: *- )?([a-zåäö_]+)(?=:)", text)
    planted = text[: key.end()] + "x" + text[key.end() :]
    assert marked(name, planted) and refused(name, planted)


@pytest.mark.parametrize("name", MODELS)
def test_a_word_where_a_list_or_a_number_stands_is_marked_and_refused(name):
    """A word in the place of the list or the number under the file's last key is marked by the program and refused by the check."""
    text = texts()[name]
    *_, last = re.finditer(r"(?m)^[a-zåäö_]+:(?: \d+)?\n", text)
    planted = text[: last.end()].rstrip("0123456789 \n") + " många\n"
    assert marked(name, planted) and refused(name, planted)


def worded(name: str) -> re.Match[str] | None:
    """The first value in a file at a key that has only some words, in every record that has the key."""
    chosen = [(key, "enum" in rule) for record in records(name).values() for key, rule in record["properties"].items()]
    keys = {key for key, only in chosen if only} - {key for key, only in chosen if not only}
    return re.search(rf"(?m)^ *(?:- )?(?:{'|'.join(sorted(keys))}): (\S+)$", texts()[name]) if keys else None


@pytest.mark.parametrize("name", [name for name in MODELS if worded(name)])
def test_a_word_that_is_not_on_the_list_is_marked_and_refused(name):
    """A word beside the allowed ones is marked by the program and refused by the check."""
    text, found = texts()[name], worded(name)
    planted = text[: found.start(1)] + "kanske" + text[found.end(1) :]
    assert marked(name, planted) and refused(name, planted)


def test_words_are_planted_in_every_file_that_has_any():
    """Only files without a key that has some words alone are left out above."""
    assert {name for name in MODELS if not worded(name)} == {
        "fragor.yml", "granskningstider.yml", "kallor.yml", "klarsprak.yml", "matvarden.yml", "redovisning.yml", "texter.yml", "tolkningar.yml",
    }  # fmt: skip


def changed(case: dict) -> str:
    """The text of the data file of a case in tests/fall, after its change."""
    return text_and_line(case)[0]


FORM_FAULT = re.compile(r"ingen känd uppgift|inget känt värde|\" saknas\. Lägg till raden|är tomt|ska vara en (?:post|lista|text)|vilket slags väg")
IN_DATA = [case for case in CASES if Path(case.values[0]["fil"]).name in MODELS]
COMPOSED = [case for case in IN_DATA if is_normalized("NFC", changed(case.values[0]))]  # to the program, a and ° are no å


@pytest.mark.parametrize("case", [case for case in COMPOSED if not case.values[0]["fel"]])
def test_a_change_that_the_check_takes_is_not_marked(case):
    """What the editors' cases promise that the check takes is not marked by the program either."""
    assert marked(case["fil"], changed(case)) == []


@pytest.mark.parametrize("case", [case for case in IN_DATA if any(FORM_FAULT.search(fault) for fault in case.values[0]["fel"])])
def test_a_fault_of_form_that_the_check_finds_is_marked(case):
    """A key that is unknown or missing, a word beside the list, an empty value and a wrong shape are marked by the program too."""
    assert marked(case["fil"], changed(case)) != []


@pytest.mark.parametrize("case", COMPOSED)
def test_what_the_program_marks_the_check_refuses(case):
    """In no case of the editors' does the program mark what the check takes."""
    try:
        yaml.compose(changed(case), Loader=TEXT)
    except yaml.YAMLError:
        return  # the program and the check both stop at it
    assert not marked(case["fil"], changed(case)) or case["fel"]


DAYS = [str(date(2026, 1, 1) + timedelta(days=n)) for n in range(0, 800, 7)] + ["2000-01-01", "2100-12-31"]
CLOCKS = ["0", "9", "09", "8.30", "21.05", "24"]
SPANS = [f"{opens}{dash}{closes}" for opens, dash, closes in product(CLOCKS, ["-", "–", " – ", "—"], CLOCKS)]
DAYS_OF_WEEK = [
    "mån", "sön", "mån–fre", "fre-mån", "mån – tors", "mån, ons", "mån och tors", "mån–tors och lör", "vardagar", "helgfria vardagar",
    "helgfria helgfria vardagar", "helgfria mån", "helgfria mån–tors", "alla dagar", "mån, ons och fre",
]  # fmt: skip


def spelled(letters: str, longest: int) -> Iterator[str]:
    """Every text of some letters, up to a length."""
    return ("".join(one) for length in range(1, longest + 1) for one in product(letters, repeat=length))


# The function of a form → its declared type, and texts among which the check takes many and refuses many.
TRIED: dict[str, tuple[Any, list[str]]] = {
    "check_id": (m.Id, [*spelled("aö1-.", 5), "1e3", "röda-korset", "A", "a b"]),
    "check_text": (m.Text, [*spelled("a<{#\n ", 4), "112", "-5", "1.5", "2026-06-04", "åäö: ja", "# a", "## b", "### c", "a\u00adb", "<b>", "{% a %}", "a\u2028"]),
    "check_nummer": (m.Nummer, [*spelled("01- ", 6), "112", "114 14", "060-16 31 00", "020-85 20 00", "0771-793 336", "0771793336", "116111", "08-123 45 6", "1" * 12]),
    "check_kortnummer": (m.Kortnummer, [*spelled("01 ", 7), "112", "114 14", "116 111", "90101", "1234567", "abc"]),
    "check_epost": (m.Epostadress, ["a@b.se", "namn@kommunen.se", "a.b@öst-a.se", "a@b", "a b@c.se", "A@B.se"]),
    "check_webbadress": (m.Webbadress, ["https://a.se", "http://å-b.c.se/x?y=1#z", "https://A.se", "ftp://a.se", "https://a.se/a b", "javascript:alert(1)"]),
    "check_färg": (m.Färg, ["#0b4f36", "#0B4F36", "0b4f36", "#fff"]),
    "check_fil": (m.Filnamn, ["plan.txt", "umeå.txt", "en-plan.txt", "2026.1.txt", "../plan.txt", "plan.pdf", "en plan.txt", ".txt"]),
    "check_språkkod": (m.Språkkod, ["fi", "fit", "se", "en-GB", "no", "finska", "FI", "f"]),
    "check_avtryck": (m.Avtryck, ["0123456789ab", "123456789012", "012345678901", "1e2345678901", "0123456789AB", "0123"]),
    "check_utgåva": (m.Utgåva, ["abcdefghijkl", "ponmlkjihgfe", "abcdefghijkq", "abc", "012345678901"]),
    "check_datum": (m.Datum, [*DAYS, "okänt", "2026", "2026-06", "1", "26", "0001", "9999", "2026-13", "2026-6-4", "4 juni 2026"]),
    "_dag": (m.Dag, [*DAYS, "1999-12-31", "2101-01-01", "2026-6-4", "20260604", "okänt"]),
    "check_årsdag": (m.Årsdag, [day[5:] for day in DAYS] + ["02-29", "13-01", "6-15", "0615"]),
    "_heltal": (formats.Heltal, [*map(str, range(0, 10001, 7)), "017", "0000", "-1", "1.5", "sjutton", "10000"]),
    "check_stöd": (m.Stöd, [*spelled("a1- ", 5), "umeå-handlingsplan 44-48", "r3", "1177", "r3, r4"]),
    "check_rader": (p.Rader, [*spelled("12-–", 5), "82-87", "99", "0", "9999"]),
    "check_period": (p.Mätvärde.model_fields["period"].rebuild_annotation(), ["2026", "2026-1", "2026-2", "2026-3", "2026-2027", "2026-2028", "1999", "2099", "2100"]),
    "_aftonstid": (formats.Afton, [*SPANS, *(f"{one} och 13–15" for one in SPANS[::5]), "9–12, 13–15", "öppet", "stängt", "okänt", "9"]),
    "_öppet": (formats.Öppet, [*(f"{days} {span}" for days, span in product(DAYS_OF_WEEK, SPANS[::3])), "dygnet runt", "okänt", "måndag 9–15", "mån 9", "mån 8:30–16"]),
}  # fmt: skip


@pytest.mark.parametrize("name", TRIED)
def test_a_text_that_its_type_takes_is_never_marked(name):
    """Of many texts, each one that the check takes passes the schema, typed by YAML and within quotation marks, and some of the others do not."""
    declared, tried = TRIED[name]
    form = Draft7Validator(editor_schemas.FORMS[name].schema if name in editor_schemas.FORMS else editor_schemas.ÖPPET)
    adapter, taken, seen = TypeAdapter(declared), 0, 0
    for text in tried:
        try:
            adapter.validate_python(text.strip())
        except ValidationError:
            seen += not form.is_valid(text)
        else:
            taken += 1
            assert form.is_valid(text), text
            assert form.is_valid(scalar(text)), text
    assert taken and seen


def test_every_form_is_tried():
    """Each form of a text is held to its function above, and a type without a form cannot be made a schema of."""
    assert set(TRIED) == {*editor_schemas.FORMS, "_öppet"}
    assert {formats.__dict__[name].__name__ for name in TRIED} == set(TRIED)


def test_only_four_words_are_marked_though_the_check_takes_them():
    """A text that is nothing but true, false, null or ~ is marked, unless it has quotation marks."""
    text = (ROOT / STÖDLINJER).read_text(encoding="utf-8")
    for word in ("true", "False", "null", "~"):
        plain, quoted = (text.replace("kostnad: gratis", f"kostnad: {written}", 1) for written in (word, f'"{word}"'))
        assert marked(STÖDLINJER, plain) and not refused(STÖDLINJER, plain)
        assert marked(STÖDLINJER, quoted) == refused(STÖDLINJER, quoted) == []
