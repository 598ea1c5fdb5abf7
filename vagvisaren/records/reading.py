"""Reads YAML as text with places: no guessed types, no repeated keys, every fault at once.

PyYAML turns 020100200 into 4227200 and lets the last of two equal keys win. So only its events are used: every scalar
is taken as the text it is, and the model's declared types convert it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from vagvisaren.faults import Fault, Place
from vagvisaren.records.formats import HIDDEN, LONGEST, MISREAD, SPACE, misread_words, sign_words

Path_ = tuple["str | int", ...]  # keys and list positions, from the top of the file

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_SAVE_AS_UTF8 = (
    "Spara om den som UTF-8: i VS Code, klicka på teckenkodningen längst ner till höger, "
    "välj Spara med kodning och sedan UTF-8."
)

DEEPEST = 20  # lists and records within each other; the data have half as many

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
        "did not find expected key|document start",
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
        "',' or ']'",
        "En lista öppnas med [ men stängs inte.",
        "Sätt ett ] i slutet av listan.",
    ),
    (
        "',' or '}'",
        "En post öppnas med { men stängs inte.",
        "Sätt ett } i slutet av posten.",
    ),
    (
        "cannot start any token|expected node content|mapping keys are not allowed",
        "Texten börjar med ett tecken som inte får stå först.",
        'Sätt citattecken runt hela texten: "@ så här".',
    ),
    (
        "expected comment or line break|indentation indicator",
        "Texten börjar med | eller >, som inte får stå först.",
        "Sätt citattecken runt hela texten.",
    ),
    (
        "escape|hexdecimal",
        "Ett omvänt snedstreck står i en text med citattecken.",
        "Ta bort det, eller skriv det två gånger.",
    ),
    ("more after the text", "Här fortsätter raden efter det som är slut.", "Sätt citattecken runt hela texten, och \\\" runt ord i den."),
    ("too deep", "Filen har för många listor i varandra.", "Rätta klamrar och indrag."),
    ("", "Raden går inte att läsa.", "Jämför med raderna ovanför: indrag, kolon, citattecken."),
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
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in raw[:2]:
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


def _character_faults(text: str, name: str) -> Iterator[Fault]:
    for number, line in enumerate(text.split("\n"), 1):
        for match in HIDDEN.finditer(line):
            yield Fault(Place(name, number, match.start() + 1), *sign_words(match[0]))
    if match := MISREAD.search(text):  # once: the whole file was saved so
        yield Fault(_place_at(name, text[: match.start()]), *misread_words(match[0]))


def read_yaml(raw: bytes, name: str) -> Document:
    """Read one YAML file's bytes into a `Document`; its faults are in it, none are raised."""
    document = Document(name)
    text, document.faults = text_of(raw, name)
    document.faults += _layout_faults(text, name)
    if not document.faults:
        _Composer(text, document).compose()
    return document


# ------------------------------------------------------------------ lines that YAML takes for something else

CONFLICT = (  # what Git leaves where two have changed the same lines
    r"(<{7} |={7}$|>{7} )",
    "Två har ändrat samma rader, och märken från Git står kvar.",
    "Behåll det som ska gälla, och ta bort raderna som börjar med <<<<<<<, ======= och >>>>>>>.",
)
_NO_SPACE = ("Ett mellanslag saknas efter {0}", "Skriv mellanslag efter kolonet.")
_MARKED = ("Texten börjar med {0}.", "Sätt citattecken runt hela texten.")
_STARTS = r"[^#\"']*?(?:: +|- +|\[ *)"  # where a text begins on a line, outside quotes and comments
_LAYOUT = tuple(
    (re.compile(pattern), wrong, write)
    for pattern, wrong, write in (
        CONFLICT,
        (r" *(\t)", "Raden är indragen med tabb.", "Använd mellanslag, två för varje steg."),
        (r"(---|\.\.\.|%)", "Raden börjar med {0}, som inte läses som text.", "Ta bort raden."),
        (r"\s*(:)\s", "Uppgiftens namn saknas före kolonet.", "Skriv till exempel: namn: Växeln"),
        (r"\s*(?:- +)*([a-zåäö_-]+:)(?=[^\s:/])", *_NO_SPACE),
        (r"[^#\"'{]*\{(?:[^{}\"']{0,80}, *)?([a-zåäö_-]{1,40}:)(?=[^\s:/])[^{}]{0,80}\}", *_NO_SPACE),
        (r"\s*(-)[^\W\d]", "Ett mellanslag saknas efter bindestrecket.", "Skriv {0} och sedan ett mellanslag."),
        (r"\s*(?:- +)*(?:[\w-]+: +)?(\{)\w+\}", *_MARKED),
        (r"\s*([–—]) ", "Raden börjar med ett tankstreck ({0}).", "Skriv ett bindestreck: -"),
        (
            rf"(?:{_STARTS}|\s*)(?=[\"'])(?:(\")(?:[^\"\\]|\\.)*|(')(?:[^']|'')*)$",
            "Ett citattecken öppnas här men stängs inte på raden.",
            "Sätt ett {0} i slutet av texten.",
        ),
        (
            rf"{_STARTS}([”“„’‘])",
            "Texten börjar med ett typografiskt citattecken ({0}).",
            'Skriv utan citattecken, eller sätt raka citattecken (") runt hela texten.',
        ),
        (rf"{_STARTS}([&*!])", *_MARKED),
    )
)


def _layout_faults(text: str, name: str) -> Iterator[Fault]:
    """At most one fault of each line."""
    for number, line in enumerate(text.split("\n"), 1):
        for pattern, wrong, write in _LAYOUT:
            if match := pattern.match(line):
                column = match.start(match.lastindex) + 1
                yield Fault(Place(name, number, column), *(said.format(match[match.lastindex]) for said in (wrong, write)))
                break
        else:
            if match := SPACE.search(line):
                yield Fault(Place(name, number, match.start() + 1), *sign_words(match[0]))


# ------------------------------------------------------------------ from events to dict, list and str


class _Composer:
    """Fills a document with what the text says, and with the place of each part of it."""

    def __init__(self, text: str, document: Document):
        self.events = yaml.parse(text, Loader=_LOADER)
        self.lines = text.split("\n")
        self.document = document
        self.opened: list[yaml.CollectionStartEvent] = []  # the lists and records that the next event stands in
        self.hashed = [number for number, line in enumerate(self.lines) if "#" in line and not line.lstrip().startswith("#")]
        self.ends: dict[int, int] = {}  # line → the column after which nothing more of it is data

    def compose(self) -> None:
        try:
            self._compose()
        except yaml.MarkedYAMLError as error:
            self._fault(*self._words(error))

    def _words(self, error: yaml.MarkedYAMLError) -> tuple[Place, str, str]:
        """Where a fault of PyYAML's stands, and what it is in an editor's words."""
        mark, problem = error.problem_mark, error.problem
        before = self.lines[mark.line][: mark.column].strip() if mark.line < len(self.lines) else ""
        if re.search("expected key|'-' indicator|document start", problem) and before:
            problem = "more after the text"
        # What is opened and never closed is pointed at where it is opened.
        flow = next((event for event in self.opened if event.flow_style), None)
        if "end of stream" in problem:
            mark = error.context_mark
        elif flow and mark.line > flow.start_mark.line:
            mark, problem = flow.start_mark, "',' or ']'" if isinstance(flow, yaml.SequenceStartEvent) else "',' or '}'"
        elif re.search("expected ':'|',' or", problem) and error.context_mark:
            mark = error.context_mark
        _, wrong, write = next(words for words in _YAML_WORDS if re.search(words[0], problem))
        return Place(self.document.file, mark.line + 1, mark.column + 1), wrong, write

    def _compose(self) -> None:
        next(self.events)  # the start of the text
        if isinstance(next(self.events), yaml.StreamEndEvent):
            self._fault(Place(self.document.file), "Filen är tom.", "Fyll i den eller ta bort den.")
            return
        self.document.data = self._value(next(self.events), ())
        list(self.events)  # until what follows is found to be nothing
        self._refuse_lost_words()

    def _fault(self, place: Place, wrong: str, write: str) -> None:
        self.document.faults.append(Fault(place, wrong, write))

    def _place(self, event: yaml.Event) -> Place:
        return Place(self.document.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _value(self, event: yaml.Event, path: Path_) -> object:
        """What begins with the event."""
        self.document.places.setdefault(path, self._place(event))
        if mark := _mark(event):
            self._fault(self._place(event), *(said.format(mark) for said in _MARKED))
        if isinstance(event, yaml.AliasEvent):
            return ""
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event)
        if len(path) > DEEPEST:
            raise yaml.MarkedYAMLError(problem="too deep", problem_mark=event.start_mark)
        self.opened.append(event)
        value = self._list(path) if isinstance(event, yaml.SequenceStartEvent) else self._record(path)
        self.opened.pop()
        return value

    def _inner(self) -> Iterator[yaml.Event]:
        """What stands directly in a list or a record, until it ends."""
        while not isinstance(event := next(self.events), yaml.CollectionEndEvent):
            yield event
        self._ends_at(event.end_mark)

    def _list(self, path: Path_) -> list[object]:
        return [self._value(event, (*path, i)) for i, event in enumerate(self._inner())]

    def _record(self, path: Path_) -> dict[str, object]:
        result: dict[str, object] = {}
        for event in self._inner():
            aside = (*path, len(result))  # no place in the data
            key, place = self._value(event, aside), self._place(event)
            if wrong := self._key_fault(key, result, path):
                self._fault(place, *wrong)
                self._value(next(self.events), aside)
                continue
            self.document.keys[*path, key] = place
            result[key] = self._value(next(self.events), (*path, key))
        return result

    def _key_fault(self, key: object, result: dict[str, object], path: Path_) -> tuple[str, str] | None:
        if not isinstance(key, str):
            return "Uppgiftens namn är inte ett ord.", "Skriv ett ord följt av kolon."
        if key in result:
            first = self.document.keys[*path, key].line
            return f'"{key}" står två gånger i samma post (första gången på rad {first}).', "Ta bort den ena raden."
        return None

    def _text(self, event: yaml.ScalarEvent) -> str:
        text = unicodedata.normalize("NFC", event.value).strip()
        if len(text) > LONGEST:
            self._fault(self._place(event), f"Texten är {len(text)} tecken lång.", f"Högst {LONGEST}.")
        if match := HIDDEN.search(text) or SPACE.search(text):  # as itself it is refused before: here by \u200b or its like
            self._fault(self._place(event), *sign_words(match[0]))
        self._ends_at(event.end_mark, event.start_mark)
        if event.style in ("|", ">"):
            self.ends[event.start_mark.line] = event.start_mark.column + 1
        elif event.end_mark.line > event.start_mark.line:
            self._refuse_joined_parts(event)
        return text

    def _refuse_joined_parts(self, event: yaml.ScalarEvent) -> None:
        """A part of a list that is indented too far would be read as the end of the text above."""
        for number in range(event.start_mark.line + 1, min(event.end_mark.line + 1, len(self.lines))):
            if dash := re.match(r" *- ", self.lines[number]):
                place = Place(self.document.file, number + 1, dash.end() - 1)
                self._fault(place, "Raden hör till texten ovanför, fast den börjar med ett bindestreck.", "Ge den samma indrag som listans andra rader.")

    def _ends_at(self, end: yaml.Mark, start: yaml.Mark | None = None) -> None:
        """Note where data ends on its last line; the lines before are data to their end."""
        if self.hashed:
            self.ends |= {line: len(self.lines[line]) for line in range((start or end).line, end.line)}
            self.ends[end.line] = max(self.ends.get(end.line, 0), end.column)

    def _refuse_lost_words(self) -> None:
        """What stands after # on a line of data would be dropped."""
        for number in self.hashed:
            lost = self.lines[number].find("#", self.ends.get(number, 0))
            if lost >= 0:
                self._fault(
                    Place(self.document.file, number + 1, lost + 1),
                    "Det som står efter # läses inte.",
                    "Sätt citattecken runt hela texten, eller flytta kommentaren till en egen rad.",
                )


def _mark(event: yaml.Event) -> str:
    """The sign with which YAML would name, repeat or retype what follows."""
    if isinstance(event, yaml.AliasEvent):
        return "*"
    return "&" if event.anchor else "!" if event.tag else ""
