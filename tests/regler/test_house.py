"""The house's own order: what imports what, which words stand where, how names are spelled."""

from __future__ import annotations

import ast
import io
import keyword
import re
import tokenize
import unicodedata
from functools import cache
from pathlib import Path

import pytest
import yaml

from vagvisaren.records.formats import ascii_id
from vagvisaren.shown.words import WORDS

from .planting import ROOT, TEXT

ROOMS = ("data", "docs", "mallar", "tema", "vagvisaren")
TOP = {"bygge", "bench", "bilder", *(path.stem for path in ROOT.glob("*.py"))}
ENGINE = {"mkdocs", "material", "mkdocs_macros", "markdown", "pymdownx"}
BINARY = {".pyc", ".png", ".woff2", ".ico"}


def files(*rooms: str) -> list[Path]:
    """Every text file in the rooms; a room may be one file."""
    found = []
    for room in rooms:
        path = ROOT / room
        found += [path] if path.is_file() else [p for p in sorted(path.rglob("*")) if p.is_file()]
    found = [p for p in found if "__pycache__" not in p.parts and p.suffix not in BINARY]
    assert found
    return found


def named(*rooms: str):
    """The files as test parameters, by their path in the project."""
    return [pytest.param(path, id=path.relative_to(ROOT).as_posix()) for path in files(*rooms)]


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def imports(path: Path) -> set[str]:
    """The first part of every module that a file imports, wherever the import stands."""
    found = set()
    for node in ast.walk(ast.parse(text(path))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0] if not node.level else "vagvisaren")
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in ("import_module", "__import__"):
            found |= {str(a.value).split(".")[0] for a in node.args if isinstance(a, ast.Constant)}
    return found


# ------------------------------------------------------------------ direction


@pytest.mark.parametrize("path", named("vagvisaren"))
def test_the_rules_import_neither_the_engine_nor_what_lies_above(path):
    """No module of the rules imports the site engine, the macros or a module beside the package."""
    assert imports(path) & (ENGINE | TOP) == set()


def test_the_search_for_imports_sees_an_import_of_the_engine():
    """The modules above the rules do import them and the engine, so the search above can fail."""
    assert "mkdocs" in imports(ROOT / "bygge/webbplatser.py")
    assert "vagvisaren" in imports(ROOT / "macros.py")


@cache
def modules() -> dict[str, Path]:
    """Every module of the rules, by its rooms and its name: `shown.views`; a room's own code by the room's name."""
    paths = (path for path in (ROOT / "vagvisaren").rglob("*.py") if path.parent != ROOT / "vagvisaren" or path.stem != "__init__")
    return {".".join(path.relative_to(ROOT / "vagvisaren").with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


def inner_imports(path: Path) -> set[str]:
    """The modules of the package that one of them imports when it is imported itself."""
    found = set()
    for node in ast.parse(text(path)).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "vagvisaren":
            room = node.module.split(".")[1:]
            found |= {".".join([*room, alias.name]) if ".".join([*room, alias.name]) in modules() else ".".join(room) for alias in node.names}
    return found


def assert_one_way(graph: dict[str, set[str]]) -> None:
    """Fails with those that import each other, at any distance."""
    while graph:
        free = {name for name, needs in graph.items() if not needs & set(graph)}
        assert free, f"these import each other: {sorted(graph)}"
        graph = {name: needs for name, needs in graph.items() if name not in free}


def test_no_module_of_the_rules_imports_upwards():
    """Within the rules an import goes one way only: no two modules import each other, at any distance."""
    graph = {name: inner_imports(path) for name, path in modules().items()}
    assert sum(map(len, graph.values())) > 200
    assert_one_way(graph)


def test_no_room_of_the_rules_imports_upwards():
    """Between the rooms too an import goes one way only, from what is done to what is known."""
    rooms = {path.name for path in (ROOT / "vagvisaren").iterdir() if (path / "__init__.py").exists()}
    graph: dict[str, set[str]] = {room: set() for room in rooms}
    for name, path in modules().items():
        if (room := name.split(".")[0]) in rooms:
            graph[room] |= {needed.split(".")[0] for needed in inner_imports(path)} & rooms - {room}
    assert {"records", "shown", "checks"} <= rooms and "records" in graph["shown"]
    assert_one_way(graph)


@pytest.mark.parametrize("path", named("vagvisaren"))
def test_time_is_an_argument(path):
    """Only dates.py asks a clock what day or what second it is; everywhere else time is an argument."""
    asks = re.findall(r"\b(?:date\.today|datetime\.now|datetime\.utcnow|datetime\.today|time\.time|time\.localtime)\(", text(path))
    assert asks == (["datetime.now("] * 2 if path.name == "dates.py" else [])


# ------------------------------------------------------------------ a municipality is data


@cache
def municipality_names() -> set[str]:
    """Each municipality's id and name without its kind, as spelled and folded to ASCII."""
    names = set()
    for path in (ROOT / "data").glob("*/kommun.yml"):
        kommun = yaml.load(text(path), Loader=TEXT)
        names |= {kommun["id"], kommun["namn"].removesuffix(" kommun").lower()}
    return names | {ascii_id(name) for name in names}


def test_the_municipalities_names_are_known():
    """The names that are searched for below are read from the data, spelled and folded."""
    assert {"timrå", "timra", "umeå", "umea"} <= municipality_names()


@pytest.mark.parametrize(
    "path", named("vagvisaren", "macros.py", "bygge", "mkdocs.yml", "mallar", "tema", "docs/extern", "docs/redaktionen")
)
def test_a_municipality_s_name_stands_only_in_its_data_and_its_pages(path):
    """No code, template, theme or shared page names a municipality."""
    found = [name for name in municipality_names() if name in unicodedata.normalize("NFC", text(path)).lower()]
    assert found == []


@pytest.mark.parametrize("path", named("vagvisaren", "macros.py", "bygge", "mallar", "tema", "docs/extern"))
def test_a_municipality_s_own_website_is_named_only_in_its_data(path):
    """No code, template or shared page names a website of a municipality by its id."""
    ids = set()
    for file in (ROOT / "data").glob("*/webbplatser.yml"):
        ids |= {w["id"] for w in yaml.load(text(file), Loader=TEXT)["webbplatser"]}
    assert ids and [id_ for id_ in ids if id_ in text(path).lower()] == []


# ------------------------------------------------------------------ pages and templates


@pytest.mark.parametrize("path", named("docs"))
def test_pages_are_sentences(path):
    """No page holds program code, a comment or a tag."""
    assert path.suffix == ".md"
    assert re.findall(r"\{%|\{#|<!--|</?[a-zA-Z]", text(path)) == []


@pytest.mark.parametrize("path", named("mallar"))
def test_templates_do_not_think(path):
    """No template chooses among values, compares, sorts, sifts or keeps a value for later."""
    code = " ".join(re.findall(r"\{%.*?%\}|\{\{.*?\}\}", text(path), re.DOTALL))
    thinking = re.findall(r"\{%-?\s*(?:elif|set)\b|[=!<>]=|\| *(?:sort|dictsort|groupby|select|reject|selectattr|rejectattr|unique|sum|min|max)\b", code)
    assert thinking == []


@pytest.mark.parametrize("path", named("vagvisaren", "macros.py", "bygge"))
def test_no_markup_stands_in_python(path):
    """No string in Python holds a tag, but for the mark that tells our own pages from a stranger's."""
    tree = ast.parse(text(path))
    docstrings = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body and isinstance(node.body[0], ast.Expr)}
    strings = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in docstrings]
    tags = [s for s in strings if re.search(r"<[a-z][a-z0-9]*[ >/]", s) and "taggar som <b>" not in s]
    assert [s for s in tags if not s.startswith('<meta name="generator"')] == []


@pytest.mark.parametrize("namn", sorted(WORDS))
def test_every_word_has_a_template_and_is_explained(namn):
    """Each word has a template of its own name and a docstring, which is the editors' reference."""
    assert (ROOT / "mallar" / WORDS[namn].mall).is_file()
    assert re.fullmatch(r"[A-ZÅÄÖ].+\.", WORDS[namn].förklaring)


def test_every_template_is_used():
    """No template lies unused: each is a word's, or is asked for by name in the code, or is shared by others."""
    own = {path.name for path in (ROOT / "mallar").iterdir() if not path.name.startswith("_")}
    asked = {name for path in files("vagvisaren") for name in own if f'"{name}"' in text(path)}
    assert own == {word.mall for word in WORDS.values()} | asked


# ------------------------------------------------------------------ language


@pytest.mark.parametrize("path", named(*ROOMS, "tests/fall", "macros.py", "bygge", "mkdocs.yml"))
def test_every_file_is_composed_text_under_an_ascii_path(path):
    """Each file is UTF-8 in NFC, without carriage returns and byte order marks, and its path is ASCII."""
    raw = path.read_bytes()
    assert path.relative_to(ROOT).as_posix().isascii()
    assert raw.decode("utf-8") == unicodedata.normalize("NFC", raw.decode("utf-8"))
    assert b"\r" not in raw and not raw.startswith(b"\xef\xbb\xbf")


CODE = [*files("vagvisaren"), *sorted(ROOT.glob("*.py"))]
TESTS = files("tests/regler")


def identifiers(path: Path) -> set[str]:
    """Every name in a Python file that is not a keyword."""
    tokens = tokenize.generate_tokens(io.StringIO(text(path)).readline)
    return {t.string for t in tokens if t.type == tokenize.NAME and not keyword.iskeyword(t.string)}


def yaml_keys(node: object) -> set[str]:
    """Every key in raw data, except the names of pages, which are addresses."""
    if isinstance(node, dict):
        return {k for k in node} | {k for name, inner in node.items() if name != "meny" for k in yaml_keys(inner)}
    return {k for inner in node for k in yaml_keys(inner)} if isinstance(node, list) else set()


@cache
def data_keys() -> dict[Path, set[str]]:
    return {p: yaml_keys(yaml.load(text(p), Loader=TEXT)) for p in files("data") if p.suffix == ".yml"}


def words_in(names: set[str]) -> set[str]:
    """The words that names are put together of, in small letters."""
    return {part for name in names for part in re.split(r"[_\-\d]+", name.lower()) if part}


# Short words that English, Python or HTML own when they stand without dots.
# `vagvisaren` is a path and a command, `har` (has) and `rad` (row) are words without dots, `last` is English.
SHARED_SPELLING = {"for", "vagvisaren", "har", "rad", "last"}
FOLDED = {"omrade", "aktor", "kalla", "kallor", "stodlinje", "stodlinjer", "vaxel", "preventionsniva", "oppet", "atgard", "lage", "bradska"}


@cache
def folded_words() -> set[str]:
    """Every Swedish word of the code and the data with å, ä or ö, folded to ASCII."""
    names = {n for path in CODE for n in identifiers(path)} | {k for keys in data_keys().values() for k in keys}
    return {ascii_id(word) for word in words_in(names) if not word.isascii()} | FOLDED


def test_the_folded_words_are_found():
    """The words to look for are made of the project's own names, so a new one is looked for at once."""
    assert {"oppet", "vag", "stodlinjer", "omrade"} <= folded_words() and "situation" not in folded_words()
    assert len(folded_words()) > 50


@pytest.mark.parametrize("path", [pytest.param(p, id=p.relative_to(ROOT).as_posix()) for p in (*CODE, *TESTS)])
def test_no_domain_word_loses_its_dots_in_python(path):
    """No identifier is a Swedish word of the project folded to ASCII."""
    assert words_in(identifiers(path)) & (folded_words() - SHARED_SPELLING) == set()


def test_no_domain_word_loses_its_dots_in_data():
    """No key in the data is a Swedish word of the project folded to ASCII."""
    folded = folded_words() - {"har", "rad"}
    assert {(p.name, k) for p, keys in data_keys().items() for k in keys if words_in({k}) & folded} == set()


def test_every_identifier_is_composed():
    """No name in Python or in data is written with separate dots."""
    for path in CODE:
        assert all(unicodedata.is_normalized("NFC", name) for name in identifiers(path))
    for keys in data_keys().values():
        assert all(unicodedata.is_normalized("NFC", key) for key in keys)


# ------------------------------------------------------------------ the tests themselves


@pytest.mark.parametrize("path", [pytest.param(p, id=p.name) for p in TESTS if p.name.startswith("test_")])
def test_every_test_states_one_promise_in_one_sentence(path):
    """Each test has a docstring of one sentence, and no test takes the day from a clock or mocks anything."""
    tree = ast.parse(text(path))
    tests = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")]
    assert tests
    for test in tests:
        promise = " ".join((ast.get_docstring(test) or "").split())
        assert re.fullmatch(r"[A-Za-zåäö0-9].+\.", promise), test.name
        assert not re.search(r"[.!?] [A-ZÅÄÖ]", promise), test.name
    assert not {"unittest", "mock", "pytest_mock"} & imports(path)
    assert "monkeypatch" not in identifiers(path)
