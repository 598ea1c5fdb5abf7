"""Reads YAML as text with places: no guessed types, no repeated keys, every fault at once.

PyYAML turns 020100200 into 4227200 and lets the last of two equal keys win. So the nodes are
composed but never constructed: every scalar is taken as the text it is, and the model's declared
types convert it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from vagvisaren.faults import Fault, Place

Path_ = tuple["str | int", ...]  # keys and list positions, from the top of the file

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_SAVE_AS_UTF8 = (
    "Spara om den som UTF-8: i VS Code, klicka på teckenkodningen längst ner till höger, "
    "välj Spara med kodning och sedan UTF-8."
)

_HIDDEN = {
    "\u200b": "ett osynligt tecken (nollbrett mellanslag)",
    "\u200c": "ett osynligt tecken (nollbredds-bindning)",
    "\u200d": "ett osynligt tecken (nollbredds-bindning)",
    "\u2060": "ett osynligt tecken (ordfogare)",
    "\ufeff": "ett osynligt tecken (byteordningsmärke)",
    "\u00ad": "ett osynligt mjukt bindestreck",
}

# PyYAML's own words, by a part of them, in an editor's words.
_YAML_WORDS = (
    (
        "mapping values are not allowed",
        "Här står ett kolon mitt i en text, eller så är raden för långt indragen.",
        'Sätt citattecken runt hela texten: "så här: med kolon". Annars: rätta indraget.',
    ),
    (
        "found character '\\t'",
        "Raden är indragen med tabb.",
        "Använd mellanslag, två för varje steg.",
    ),
    (
        "found unexpected end of stream",
        "Ett citattecken öppnas här men stängs aldrig.",
        'Sätt ett " i slutet av texten.',
    ),
    (
        "could not find expected ':'",
        "Ett kolon saknas efter uppgiftens namn.",
        "Skriv till exempel: namn: Växeln",
    ),
    (
        "did not find expected key",
        "Raden står inte i linje med raderna ovanför.",
        "Ge den samma indrag som de andra uppgifterna i posten.",
    ),
    (
        "did not find expected '-' indicator",
        "Raden står inte i linje med listan ovanför.",
        "Börja raden med bindestreck i samma indrag som de andra.",
    ),
    (
        "block sequence entries are not allowed",
        "Ett bindestreck står där en uppgift väntas.",
        "Börja listan på en egen rad under uppgiftens namn.",
    ),
    (
        "did not find expected ',' or ']'",
        "En lista öppnas med [ men stängs inte.",
        "Sätt ett ] i slutet av listan.",
    ),
    (
        "did not find expected ',' or '}'",
        "En post öppnas med { men stängs inte.",
        "Sätt ett } i slutet av posten.",
    ),
    (
        "cannot start any token",
        "Raden börjar med ett tecken som inte får stå först i en text.",
        'Sätt citattecken runt hela texten: "@ så här".',
    ),
    (
        "unknown escape character",
        "Ett omvänt snedstreck står i en text med citattecken.",
        "Ta bort det, eller skriv det två gånger.",
    ),
)


@dataclass
class Document:
    """One file: its data as dict, list and str, the place of each part, and its faults.

    `places` maps the path of each value (keys and list positions) to where it stands;
    `keys` maps the path of each named value to where its name stands.
    """

    file: str
    data: object = None
    places: dict[Path_, Place] = field(default_factory=dict)
    keys: dict[Path_, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def place(self, path: Path_) -> Place:
        """The place of the value at `path`, or of the nearest part around it."""
        for length in range(len(path), -1, -1):
            if place := self.places.get(tuple(path[:length])):
                return place
        return Place(self.file)

    def key_place(self, path: Path_) -> Place:
        """The place of the name of the value at `path`."""
        return self.keys.get(tuple(path)) or self.place(path)


def is_litter(path: Path) -> bool:
    """What editors and systems leave beside files. It is never read and never copied."""
    return path.name.startswith(".") or path.name.endswith("~")


def read_text(path: Path, name: str) -> tuple[str, list[Fault]]:
    """As `text_of`, of a file."""
    return text_of(path.read_bytes(), name)


def text_of(raw: bytes, name: str) -> tuple[str, list[Fault]]:
    """A file's text in NFC with plain line ends, and what is wrong with its characters."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "", [Fault(Place(name), "Filen är sparad som UTF-16.", _SAVE_AS_UTF8)]
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        return "", [
            Fault(_place_at(name, before), "Filen är inte sparad som UTF-8.", _SAVE_AS_UTF8)
        ]
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return text, list(_character_faults(text, name))


def _place_at(name: str, before: str) -> Place:
    return Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _character_faults(text: str, name: str):
    for match in re.finditer(r"[\u200b-\u200d\u2060\ufeff\u00ad]", text):
        place = _place_at(name, text[: match.start()])
        yield Fault(place, f"Här står {_HIDDEN[match[0]]}.", "Ta bort det.")
    for match in re.finditer(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text):
        place = _place_at(name, text[: match.start()])
        yield Fault(place, "Här står ett styrtecken som inte kan visas.", "Ta bort det.")


def read_yaml(raw: bytes, name: str) -> Document:
    """Compose one YAML file's bytes into a `Document`; its faults are in it, none are raised."""
    document = Document(name)
    text, document.faults = text_of(raw, name)
    document.faults += _layout_faults(text, name)
    if document.faults:
        return document
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        document.faults.append(_yaml_fault(error, name))
        return document
    except RecursionError:
        document.faults.append(Fault(Place(name), "Filen har för många listor i varandra.", "Rätta klamrar och indrag."))
        return document
    if node is None:
        document.faults.append(Fault(Place(name), "Filen är tom.", "Fyll i den eller ta bort den."))
        return document
    lines = text.split("\n")
    document.data = _plain(node, (), document, lines)
    return document


def _layout_faults(text: str, name: str):
    for number, line in enumerate(text.split("\n"), 1):
        indent = line[: len(line) - len(line.lstrip(" \t\u00a0"))]
        if "\t" in indent:
            column = indent.index("\t") + 1
            yield Fault(
                Place(name, number, column),
                "Raden är indragen med tabb.",
                "Använd mellanslag, två för varje steg.",
            )
        elif "\u00a0" in indent:
            column = indent.index("\u00a0") + 1
            yield Fault(
                Place(name, number, column),
                "Raden är indragen med hårt mellanslag.",
                "Skriv om indraget med vanliga mellanslag.",
            )
        elif open_quote := re.match(r"""[^#"']*?(?:: |- |^)\s*("(?:[^"\\]|\\.)*|'[^']*)$""", line):
            yield Fault(
                Place(name, number, open_quote.start(1) + 1),
                "Ett citattecken öppnas här men stängs inte på raden.",
                f"Sätt ett {open_quote[1][0]} i slutet av texten.",
            )
        elif quote := re.match(r"[^#\"']*?(?:^|: |- )\s*([”“„’‘])", line):
            yield Fault(
                Place(name, number, quote.start(1) + 1),
                f"Texten börjar med ett typografiskt citattecken ({quote[1]}).",
                "Skriv utan citattecken, eller sätt raka citattecken (\") runt hela texten.",
            )
        elif mark := re.match(r"[^#\"']*?(?:: |- |\[|, )\s*([&*!])\S", line):
            yield Fault(
                Place(name, number, mark.start(1) + 1),
                f"Texten börjar med {mark[1]}.",
                "Sätt citattecken runt hela texten.",
            )


def _yaml_fault(error: yaml.YAMLError, name: str) -> Fault:
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
    for part, wrong, write in _YAML_WORDS:
        if part in problem:
            break
    else:
        wrong, write = "Raden går inte att läsa.", "Jämför med raderna ovanför: indrag, kolon, citattecken."
    # What is opened and never closed is pointed at where it is opened.
    if re.search("end of stream|expected ':'|',' or", problem) and getattr(error, "context_mark", None):
        mark = error.context_mark
    if mark is None:
        return Fault(Place(name), wrong, write)
    return Fault(Place(name, mark.line + 1, mark.column + 1), wrong, write)


def _plain(node: yaml.Node, path: Path_, document: Document, lines: list[str]) -> object:
    """The node as dict, list or str, with places and faults noted in `document`."""
    place = Place(document.file, node.start_mark.line + 1, node.start_mark.column + 1)
    document.places.setdefault(path, place)
    if isinstance(node, yaml.ScalarNode):
        _check_scalar(node, document, lines)
        return unicodedata.normalize("NFC", node.value.strip())
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, i), document, lines) for i, item in enumerate(node.value)]
    return _plain_mapping(node, path, document, lines)


def _plain_mapping(node: yaml.MappingNode, path: Path_, document: Document, lines: list[str]):
    result: dict[str, object] = {}
    for key_node, value_node in node.value:
        key_place = Place(document.file, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if not isinstance(key_node, yaml.ScalarNode):
            document.faults.append(
                Fault(key_place, "Uppgiftens namn är inte ett ord.", "Skriv ett ord följt av kolon.")
            )
            continue
        key = unicodedata.normalize("NFC", key_node.value)
        inner = (*path, key)
        if key in result:
            first = document.keys[inner].line
            document.faults.append(
                Fault(
                    key_place,
                    f'"{key}" står två gånger i samma post (första gången på rad {first}).',
                    "Ta bort den ena raden.",
                )
            )
            continue
        document.keys[inner] = key_place
        result[key] = _plain(value_node, inner, document, lines)
    return result


def _check_scalar(node: yaml.ScalarNode, document: Document, lines: list[str]):
    """Refuse what YAML would do behind the editor's back."""
    if not node.style and node.value:  # plain: the C parser says "", the other None
        end = node.end_mark
        rest = lines[end.line][end.column :] if end.line < len(lines) else ""
        if re.match(r"\s+#", rest):
            document.faults.append(
                Fault(
                    Place(document.file, end.line + 1, end.column + 1),
                    "Det som står efter # läses inte.",
                    "Sätt citattecken runt hela texten, eller flytta kommentaren till en egen rad.",
                )
            )

