"""Whatever stands in a file, the check ends soon: in Swedish faults with their places, or with just what the file says."""

from __future__ import annotations

import contextlib
import io
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import create_model

from vagvisaren.__main__ import parser
from vagvisaren.commands import Asked, names
from vagvisaren.faults import Fault, Faulty, Place
from vagvisaren.records import schema
from vagvisaren.records.model import Post
from vagvisaren.records.reading import Document, read_yaml
from vagvisaren.tasks import new_municipality

from .kinds import of_all
from .odd import SIGNS, VALUES, mutated
from .planting import IDAG, MODELS, ROOT, TEXT, data_files, messages, raw
from .test_ny_kommun import MOST

PLACE = re.compile(r"[^:]+:[0-9]+:[0-9]+: ")
ENGLISH = re.compile(r"Error|Exception|expected|found |None")  # what no editor should read, but in words of his own
CODE = re.compile(r"function-after|literal\[|tuple\[")
LONG = 10  # seconds, on a computer that does other things too

PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))
SOURCES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "data/kallor").iterdir())
DATA = data_files()


@contextlib.contextmanager
def soon() -> Iterator[None]:
    start = time.monotonic()
    yield
    assert time.monotonic() - start < LONG


def assert_said_to_an_editor(faults: list[str]) -> None:
    for fault in faults:
        assert PLACE.match(fault) and is_swedish(fault), fault


def is_swedish(said: str) -> bool:
    """Whether all but what the editor wrote, within quotation marks, is free of the program's own words."""
    return not CODE.search(said) and not ENGLISH.search(re.sub('".*"', "", said))


def assert_within(document: Document, raw: bytes) -> None:
    """Every fault points at a sign of the file, or just after one."""
    try:
        lines = re.split("\r\n|\r|\n", unicodedata.normalize("NFC", raw.decode("utf-8-sig")))
    except UnicodeDecodeError:
        return
    assert [str(fault) for fault in document.faults if not 1 <= fault.place.column <= len(lines[fault.place.line - 1]) + 1] == []


# ------------------------------------------------------------------ the same meaning, read in another way


def meant(node: yaml.Node) -> object:
    """What PyYAML alone reads: texts as they stand, every name once."""
    if isinstance(node, yaml.MappingNode):
        pairs = [(meant(name), meant(value)) for name, value in node.value]
        assert len(dict(pairs)) == len(pairs), "a name that stands twice"
        return dict(pairs)
    if isinstance(node, yaml.SequenceNode):
        return [meant(part) for part in node.value]
    return unicodedata.normalize("NFC", node.value).strip()


def is_held(written: object, held: object) -> bool:
    """Whether a record holds what is written: as text, number, day or hours; one text for a list of one."""
    if isinstance(held, dict):
        return isinstance(written, dict) and written.keys() == held.keys() and all(is_held(written[key], held[key]) for key in held)
    if isinstance(held, list):
        parts = written if isinstance(written, list) else [written] if written else []
        return len(parts) == len(held) and all(map(is_held, parts, held))
    if not isinstance(written, str):
        return False
    return written == held or written.isascii() and written.isdigit() and int(written) == held or dashed(written) == held


def dashed(text: str) -> str:
    """Hours may be written with a hyphen and shown with a dash."""
    return re.sub(r"\s*[-–—]\s*", "–", text)


def signs(text: str) -> Counter[str]:
    """How often each sign stands, but those with which YAML is written."""
    return Counter(sign for sign in text if not sign.isspace() and sign not in "-[]{},:\"'>|\\")


def signs_of(value: object) -> Counter[str]:
    if isinstance(value, dict):
        return sum((signs(name) + signs_of(inner) for name, inner in value.items()), Counter())
    if isinstance(value, list):
        return sum(map(signs_of, value), Counter())
    return signs(value)


def assert_means_the_same(raw: bytes, record: Post) -> None:
    """The record holds all that PyYAML reads, and PyYAML reads every sign that is not a comment on a line of its own."""
    text = raw.decode("utf-8-sig")
    written = meant(yaml.compose(text, Loader=TEXT))
    assert is_held(written, record.model_dump(mode="json", by_alias=True, exclude_unset=True))
    lines = re.split("\r\n|\r|\n", unicodedata.normalize("NFC", text))
    assert signs("".join(line for line in lines if not line.lstrip().startswith("#"))) == signs_of(written)


def test_the_data_as_they_are_mean_the_same_read_in_another_way():
    """Each data file of the project holds the same names, texts and signs when it is read by PyYAML alone."""
    for file in DATA:
        content = (ROOT / file).read_bytes()
        assert_means_the_same(content, schema.build(MODELS[Path(file).name], read_yaml(content, file)))


@pytest.mark.parametrize(
    ("content", "otherwise"),
    [
        ("frågor: [Vem?]", "frågor: [Vem]"), ("frågor: [Vem?, Hur?]", "frågor: [Vem?]"), ("frågor: [Vem? #4]", "frågor: ['Vem?']"),
        ("frågor: [Hur?]\nfrågor: [Vem?]", "frågor: [Vem?]"), ("frågor: [! Vem?]", "frågor: [Vem?]"),
    ],
)  # fmt: skip
def test_a_changed_meaning_is_seen(content, otherwise):
    """What is dropped or altered between the file and the record is seen by the tests below."""
    record = MODELS["fragor.yml"].model_validate(yaml.load(otherwise, Loader=TEXT))
    with pytest.raises((AssertionError, yaml.YAMLError)):
        assert_means_the_same(content.encode(), record)


# ------------------------------------------------------------------ any text in any kind of value

KINDS = of_all(MODELS.values())
RECORDS = {name: create_model("Ett", __base__=Post, värde=(declared, ...)) for name, declared in KINDS.items()}
PIECES = st.sampled_from([*SIGNS, *(value for value in VALUES if len(value) < 100), *"0123456789 -–.:@/#åÅ\"'", "mån", "https://", "2026", "öppet", "dygnet runt"])
ANY_TEXT = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=8).map("".join))
ANY_VALUE = st.recursive(ANY_TEXT, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3), max_leaves=4)


def assert_held_or_refused(name: str, value: object) -> None:
    document = Document("prov.yml", {"värde": value}, {("värde",): Place("prov.yml", 1, 8)})
    record = schema.build(RECORDS[name], document)
    if record is None:
        assert document.faults
        assert_said_to_an_editor([str(fault) for fault in document.faults])
    else:
        assert is_held({"värde": value}, record.model_dump(mode="json", by_alias=True, exclude_unset=True))


@pytest.mark.parametrize("name", KINDS)
def test_any_text_in_any_kind_of_value_is_held_as_it_is_or_refused_in_swedish(name):
    """No text in any kind of value gives anything but a record that holds that text, or a fault in Swedish."""
    settings(max_examples=40, deadline=None, derandomize=True, database=None)(given(ANY_TEXT)(lambda text: assert_held_or_refused(name, text.strip())))()


@pytest.mark.allt
@pytest.mark.parametrize("name", KINDS)
def test_any_value_in_any_kind_of_value_is_held_as_it_is_or_refused_in_swedish(name):
    """As with a text: with lists and records of texts, a thousand of each kind."""
    settings(max_examples=1000, deadline=None, database=None)(given(ANY_VALUE)(lambda value: assert_held_or_refused(name, value)))()


# ------------------------------------------------------------------ what is endless

ENDLESS = {
    "letters": "a: " + "x" * 200_000, "a name": "x" * 200_000 + ": a", "spaces": "a: b" + " " * 200_000 + "-", "dashes": "a: " + "- " * 100_000,
    "lists": "a: " + "[" * 200_000, "lists in lists": "- " * 100_000, "records": "{a: " * 50_000, "quotes": "a: " + '"' * 200_001,
    "apostrophes": "a: '" + "''" * 100_000, "colons": ": " * 100_000, "hashes": "a: b " + "#" * 200_000, "lines": "\n" * 200_000,
    "hidden signs": "a\u200bb" * 10_000, "controls": "\x01\x02" * 10_000, "comments": "# a\n" * 100_000, "escapes": 'a: "' + "\\" * 200_000,
    "laughs": "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(50)), "questions": "? " * 100_000, "tabs": "\t" * 200_000,
}  # fmt: skip


@pytest.mark.parametrize("name", ENDLESS)
def test_a_file_without_end_is_read_soon(name):
    """Two hundred thousand signs, and lists without end in each other, are faults and not a wait or a crash."""
    with soon():
        document = read_yaml(ENDLESS[name].encode(), "prov.yml")
    assert document.faults
    assert_said_to_an_editor([str(fault) for fault in document.faults])


# ------------------------------------------------------------------ real files to which odd things happen


def files(seed: int, count: int, names: list[str]) -> Iterator[tuple[str, bytes]]:
    """Files of the project, each after something odd."""
    chance = Random(seed)
    for _ in range(count):
        name = chance.choice(names)
        yield name, mutated((ROOT / name).read_bytes(), chance)


def assert_form_holds(seed: int, count: int) -> None:
    for file, content in files(seed, count, DATA):
        with soon():
            document = read_yaml(content, file)
            record = schema.build(MODELS[Path(file).name], document)
        assert_said_to_an_editor([str(fault) for fault in document.faults])
        assert_within(document, content)
        if record is not None:
            assert_means_the_same(content, record)


def assert_check_holds(root: Path, seed: int, count: int, names: list[str]) -> None:
    for file, content in files(seed, count, names):
        (root / file).write_bytes(content)
        with soon():
            faults = messages(root)
        assert_said_to_an_editor(faults)
        (root / file).write_bytes((ROOT / file).read_bytes())


def test_a_data_file_to_which_odd_things_happen_is_refused_or_means_what_it_says():
    """A mutated data file gives faults within the file, or a record with every name, text and sign of it."""
    assert_form_holds(1, 80)


def test_a_page_or_a_source_to_which_odd_things_happen_ends_in_faults_or_none(project):
    """The whole check of a project with a mutated page, source or data file ends in faults or in none."""
    assert_check_holds(project, 1, 5, PAGES + SOURCES + DATA)


@pytest.mark.allt
@pytest.mark.parametrize("seed", range(100, 140))
def test_many_data_files_to_which_odd_things_happen_are_refused_or_mean_what_they_say(seed):
    """As above, two hundred and fifty of each seed."""
    assert_form_holds(seed, 250)


@pytest.mark.allt
@pytest.mark.parametrize("names", [PAGES, SOURCES, DATA], ids=["pages", "sources", "data"])
@pytest.mark.parametrize("seed", range(200, 206))
def test_many_checks_of_odd_files_end_in_faults_or_none(project, seed, names):
    """As above, a hundred of each seed and room."""
    assert_check_holds(project, seed, 100, names)


# ------------------------------------------------------------------ odd words to the commands

PLAN = raw("data/timra/plan.yml")
AREA = PLAN["områden"][0]["id"]
INDICATOR = next(one["id"] for område in PLAN["områden"] for one in område.get("indikatorer", ()) if one["typ"] == "antal" and "dimensioner" not in one)
COMMANDS = (
    ["bedom", AREA, "helt", "--av", "rth", "--belagg", "Protokoll.", "--datum", "2026-06-04", "--kommun", "timra"],
    ["matvarde", INDICATOR, "2026", "4", "--av", "rth", "--underlag", "Protokoll.", "--datum", "2026-06-04", "--kommun", "timra"],
    ["granskning", "klar", "bris", "--av", "utvecklingsstrateg", "--hur", "källsida", "--datum", "2026-06-04", "--kommun", "timra"],
)
WORDS = ("\udce5", "Ring 060-16 31 00.", "Hårt\u00a0mellanslag.", "\u202e", '"; - x', "<b>", "{{ x }}", "", "a" * 5000, "2026-13-01", "a\nb", "[", "okänt", "å")


def run(root: Path, arguments: list[str]) -> str:
    """What a command says is wrong; nothing when it is done."""
    with contextlib.redirect_stderr(io.StringIO()) as said, contextlib.redirect_stdout(io.StringIO()):
        try:
            asked = Asked(root, IDAG, parser().parse_args(arguments))
            dict(names())[asked.said.kommando].run(asked)
        except Faulty as faulty:
            return str(faulty)
        except SystemExit:
            return said.getvalue()
    return ""


def logs(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (root / "data").rglob("*.yml")}


def assert_command_holds(root: Path, arguments: list[str]) -> str:
    before = logs(root)
    if wrong := run(root, arguments):
        assert logs(root) == before and is_swedish(wrong), wrong
    else:
        assert messages(root) == []  # what a command writes, the check takes
    for path in logs(root).keys() - before.keys():
        path.unlink()
    return wrong


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_log_command_writes_what_the_check_takes_or_nothing(project, command):
    """Written rightly a log's command adds its row; with a sign that cannot be read in its words it adds nothing, and says why."""
    assert assert_command_holds(project, command) == ""
    assert assert_command_holds(project, [*command[:6], WORDS[0], *command[7:]])


def test_a_number_in_the_words_of_a_command_is_refused_as_in_a_file(project):
    """What the number lock refuses in a file, a command refuses before it writes it there."""
    assert run(project, [*COMMANDS[0][:6], WORDS[1], *COMMANDS[0][7:]]).splitlines()[0] == (
        "belägg: Numret 060-16 31 00 står i en mening. Skriv rollen eller underlagets namn i stället."
    )


@pytest.mark.allt
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("word", WORDS)
def test_a_log_command_with_an_odd_word_anywhere_leaves_whole_logs(project, command, word):
    """Whatever word stands anywhere in a log's command, no row is half written, and what is written is right."""
    for at in range(1, len(command)):
        if not command[at].startswith("--"):
            assert_command_holds(project, [*command[:at], word, *command[at + 1 :]])


def assert_answers_hold(folder: Path, register, seed: int, count: int) -> None:
    chance, whole = Random(seed), new_municipality.as_file(MOST).encode()
    for _ in range(count):
        (folder / "svar.yml").write_bytes(mutated(whole, chance))
        with soon():
            assert_said_to_an_editor([str(fault) for fault in _faults_of_answers(folder / "svar.yml", register)])


def _faults_of_answers(path: Path, register) -> list[Fault]:
    try:
        new_municipality.read_answers(path, register)
    except Faulty as faulty:
        return faulty.faults
    return []


def test_answers_for_a_new_municipality_to_which_odd_things_happen_end_in_faults_or_none(tmp_path, register):
    """A mutated file of answers is read, or refused with faults in Swedish."""
    assert_answers_hold(tmp_path, register, 1, 20)


@pytest.mark.allt
@pytest.mark.parametrize("seed", range(300, 310))
def test_many_odd_answers_for_a_new_municipality_end_in_faults_or_none(tmp_path, register, seed):
    """As above, two hundred of each seed."""
    assert_answers_hold(tmp_path, register, seed, 200)
