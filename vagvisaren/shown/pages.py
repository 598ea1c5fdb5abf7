"""The pages: which files make a website, which words they use, and what is wrong with them.

Words are checked here, before anything is rendered, with the line as the editor sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from vagvisaren.faults import Fault, Place, nearest
from vagvisaren.records import model as m
from vagvisaren.records.reading import CONFLICT, is_litter, read_text
from vagvisaren.records.register import Register
from vagvisaren.shown.page import Call, Page
from vagvisaren.shown.views import Här
from vagvisaren.shown.word import WORDS
from vagvisaren.shown.words import argument_fault

EXTERN = "extern"
INTERN = "intern"
REDAKTIONEN = "redaktionen"
LONGEST = 30_000  # characters of a page; a longer one is no page to read
LONGEST_WORD = 100  # characters of a word with what stands within its brackets


def page_files(root: Path, webbplats: m.Webbplats | None) -> dict[str, Path]:
    """A website's pages: the shared ones that it names, then its own; its own of the same name wins."""
    if webbplats is None:
        return _pages_in(root / "docs" / REDAKTIONEN)
    shared = _pages_in(root / "docs" / webbplats.publik)
    named = {name: path for name, path in shared.items() if name.removesuffix(".md") in webbplats.sidor}
    return {**named, **_pages_in(root / "docs" / webbplats.id)}


def _pages_in(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.md")) if path.is_file()}


def own_faults(root: Path) -> Iterator[Fault]:
    """What is wrong with each page in itself, whatever the data say."""
    for path in sorted((root / "docs").rglob("*.md")):
        if path.is_file():
            name = path.relative_to(root).as_posix()
            text, found = read_text(path, name)
            yield from found
            if not found:
                redaktionen = name.startswith(f"docs/{REDAKTIONEN}/")
                yield from read_words(text, name, None, redaktionen)[1]
                yield from text_faults(text, name)
                if redaktionen and text != path.read_text(encoding="utf-8"):
                    yield Fault(Place(name), "Filen har å, ä eller ö i två delar, eller andra radslut.", "Skriv om orden och spara filen igen.")


def read_pages(root: Path, här: Här | None) -> tuple[dict[str, Page], list[Fault]]:
    """A website's pages by path, and their faults. `här` is None for Redaktionen."""
    pages: dict[str, Page] = {}
    faults: list[Fault] = []
    for path, file in page_files(root, här.webbplats if här else None).items():
        name = file.relative_to(root).as_posix()
        text, found = read_text(file, name)
        faults += found
        if not found:
            calls, wrong = read_words(text, name, här)
            faults += [*wrong, *text_faults(text, name)]
            pages[path] = Page(name, path, text, tuple(calls))
    return pages, faults


def read_all(root: Path, register: Register, idag: date) -> dict[str, tuple[Page, ...]]:
    """The pages of every website, by its id."""
    found = {w.id: read_pages(root, Här(register, w, idag))[0] for w in register.webbplatser.values()}
    return {id_: tuple(own.values()) for id_, own in found.items()}


def read_named(root: Path, register: Register) -> dict[str, tuple[Page, ...]]:
    """The pages of every website with every word that can be read, also one that names what does not exist."""
    return {id_: tuple(_read_named(root, webbplats)) for id_, webbplats in register.webbplatser.items()}


def _read_named(root: Path, webbplats: m.Webbplats) -> Iterator[Page]:
    for path, file in page_files(root, webbplats).items():
        name = file.relative_to(root).as_posix()
        text, wrong = read_text(file, name)
        if not wrong:
            yield Page(name, path, text, tuple(read_words(text, name, None, redaktionen=False)[0]))


# ------------------------------------------------------------------ words


def read_words(
    text: str, name: str, här: Här | None, redaktionen: bool | None = None
) -> tuple[list[Call], list[Fault]]:
    """The words of a text, and what is wrong with them. Without `här` their arguments are not looked up."""
    redaktionen = här is None if redaktionen is None else redaktionen
    calls: list[Call] = []
    faults: list[Fault] = []
    for number, line in enumerate(text.split("\n"), 1):
        for start, inner, closed in _braces(line):
            place = Place(name, number, start + 1)
            if line.startswith(("    ", "\t")) or line[:start].count("`") % 2:
                faults.append(
                    Fault(place, "Ett indraget ord, eller ett mellan `, visas som programkod.", "Flytta ordet längst ut till vänster.")
                )
            if not closed:
                faults.append(
                    Fault(place, "Ett ord öppnas med {{ men stängs inte på raden.", "Skriv }} efter ordet.")
                )
                continue
            found = _read_word(inner, place, här, redaktionen)
            if isinstance(found, Fault):
                faults.append(found)
            else:
                calls.append(found)
                if found.word.eget_stycke and line.strip() != line[start : start + len(inner) + 4]:
                    faults.append(
                        Fault(
                            place,
                            f'Ordet "{found.word.namn}" ska stå på en egen rad.',
                            "Flytta det till en egen rad, med en tom rad före och efter.",
                        )
                    )
        for match in re.finditer(r"\}\}", re.sub(r"\{\{.*?\}\}", lambda found: " " * len(found[0]), line)):
            faults.append(
                Fault(Place(name, number, match.start() + 1), "Här står }} utan {{.", "Skriv {{ före ordet.")
            )
    return calls, faults


def _braces(line: str) -> Iterator[tuple[int, str, bool]]:
    """Each {{ … }} of a line: column from 0, what is inside, and whether it closes."""
    position = 0
    while (start := line.find("{{", position)) >= 0:
        end = line.find("}}", start)
        again = line.find("{{", start + 2)
        if end < 0 or (0 <= again < end):
            yield start, line[start + 2 :], False
            position = start + 2
        else:
            yield start, line[start + 2 : end], True
            position = end + 2


_WORD = re.compile(r"(\w+)\(\s*(?:\w+\s*=\s*)?(?:\"([^\"\\]*)\"|'([^'\\]*)')?\s*\)")


def _read_word(inner: str, place: Place, här: Här | None, redaktionen: bool) -> Call | Fault:
    allowed = {n: w for n, w in WORDS.items() if w.redaktionen == redaktionen}
    if len(inner) > LONGEST_WORD:
        inner = f"{inner[:LONGEST_WORD]}…"  # now it cannot be read, and the message can
    written = inner.strip()
    found, name = _WORD.fullmatch(written), re.match(r"\w*", written)[0]
    if not found and (quote := re.search("[”“„’‘]", inner)):
        where = Place(place.file, place.line, place.column + 2 + quote.start())
        return Fault(where, "Ett typografiskt citattecken står i ett ord.", 'Skriv raka citattecken: "växel".')
    if name and name == written:
        known = f"Skriv {{{{ {name}() }}}}." if name in allowed else nearest(name, allowed)
        return Fault(place, f'"{name}" står utan parentes eller är inget känt ord.', known)
    if not re.fullmatch(r"\w+\([^()]*\)", written):
        return Fault(place, f"Ordet {{{{{inner}}}}} går inte att läsa.", 'Skriv som {{ stödlinjer() }} eller {{ nummer("växel") }}.')
    word = allowed.get(name)
    if word is None:
        return Fault(place, f'"{name}" är inget känt ord.', nearest(name, allowed))
    if not found:
        return Fault(
            place,
            f'Ordet "{word.namn}" tar högst en sak inom parentesen, med citattecken.',
            f'Skriv {{{{ {word.namn}("…") }}}}.',
        )
    argument = next((part for part in found.groups()[1:] if part is not None), None)
    if wrong := argument_fault(word, argument, här):
        return Fault(place, *wrong)
    return Call(word, argument, place)


# ------------------------------------------------------------------ what a page may not hold

_NO_TARGET = "Länken leder varken till en sida eller till en webbadress.", "Skriv som (stod-och-hjalp.md) eller (https://www.exempel.se/)."
_FORBIDDEN = (
    (re.compile(f"^{CONFLICT[0]}"), *CONFLICT[1:]),
    (re.compile(r"\{%|\{#"), "Här står programkod ({% eller {#).", "Använd bara ord: {{ … }}."),
    (re.compile(r"<!--"), "Här står en HTML-kommentar. Den skulle publiceras.", "Ta bort den."),
    (re.compile(r"</?[a-zA-Z]"), "Här står HTML.", "Skriv bara Markdown och ord."),
    (re.compile(r"^\s*(?:```|~~~)"), "Här börjar programkod.", "Ta bort raden."),
    (re.compile(r"\](?:\(|:)\s*(?!https?://|mailto:|tel:)[^)\s/#?]*[:&]", re.I), *_NO_TARGET),
    (re.compile(r"!\[[^\[\]]*\]\("), "Här står en bild. En sida under docs/ har bara text.", "Ta bort den."),
)
_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\(\s*([^)\s]*)")
_TARGET = re.compile(r"https?://|#|[^:&]*\.md(?:#|$)|[^/#?]*[:&]", re.I)  # what leads somewhere, or is a fault above
_BOLD = re.compile(r"\{\{.*?\}\}|(\*\*)")  # a word may hold anything
_ITEM = re.compile(r"(?:[-*+]|\d{1,2}\.) ")


def text_faults(text: str, name: str) -> Iterator[Fault]:
    """HTML, code, comments and front matter have no place in a page of sentences."""
    lines = text.split("\n")
    if len(text) > LONGEST:
        yield Fault(Place(name), f"Sidan har {len(text)} tecken, mer än {LONGEST}.", "Dela den på flera sidor.")
    if lines[0].strip() == "---":
        yield Fault(Place(name), "Sidan börjar med ett dolt huvud (---).", "Ta bort det. Börja med rubriken.")
    elif not re.match(r"# \S", text):
        yield Fault(Place(name), "Sidan börjar inte med en rubrik.", "Börja första raden med # och sidans rubrik.")
    headings = 0
    for number, line in enumerate(lines, 1):
        for pattern, wrong, write in _FORBIDDEN:
            if match := pattern.search(line):
                yield Fault(Place(name, number, match.start() + 1), wrong, write)
        for start, wrong, write in _link_faults(line):
            yield Fault(Place(name, number, start + 1), wrong, write)
        if re.match(r"# \S", line):
            headings += 1
            if headings > 1:
                yield Fault(Place(name, number), "Sidan har två huvudrubriker.", "Börja raden med ## i stället.")
    for match in re.finditer(r"(?:.+(?:\n|$))+", text):
        yield from _paragraph_faults(match[0].split("\n"), name, text.count("\n", 0, match.start()) + 1)


def _link_faults(line: str) -> Iterator[tuple[int, str, str]]:
    """Links that lead nowhere, by their shape alone: where they stand, what is wrong, and what to write."""
    for link in _LINK.finditer(line):
        label, target = link.groups()
        if ")" not in line[link.end() :]:
            yield link.start(), "En länk öppnas med ( men stängs inte på raden.", "Skriv ) efter adressen."
        elif page := re.fullmatch(r"([\w-]+)(#.*)?", target):
            yield link.start(2), "Länken leder till en sida, men .md saknas.", f"Skriv [{label}]({page[1]}.md{page[2] or ''})."
        elif target.startswith("www."):
            yield link.start(2), "Webbadressen börjar inte med https://.", f"Skriv https://{target}"
        elif not _TARGET.match(target):
            yield link.start(2), *_NO_TARGET


def _paragraph_faults(lines: list[str], name: str, first: int) -> Iterator[Fault]:
    """What is wrong with the lines between two empty ones: bold that does not end, a list that is none."""
    bold = [(i, match.start()) for i, line in enumerate(lines) for match in _BOLD.finditer(line) if match[1]]
    if len(bold) % 2:
        row, column = bold[-1]
        yield Fault(Place(name, first + row, column + 1), "Fetstil börjar med ** men slutar inte i stycket.", "Skriv ** också efter orden.")
    for i, (above, line) in enumerate(zip(lines, lines[1:]), 1):
        if _ITEM.match(above) or above.startswith(" "):
            return
        if _ITEM.match(line) and not above.startswith("#"):
            yield Fault(Place(name, first + i), "Listan står direkt under ett stycke och blir löpande text.", "Lägg en tom rad före listan.")
            return


def page_links(page: Page) -> Iterator[tuple[Place, str]]:
    """Links to other pages of the website: where they stand, and which file they name."""
    for number, line in enumerate(page.text.split("\n"), 1):
        for match in re.finditer(r"\]\(([^)#\s:]+\.md)(?:#[^)]*)?\)", line):
            yield Place(page.file, number, match.start(1) + 1), match[1]


def stray_files(root: Path, rooms: set[str]) -> Iterator[Fault]:
    """Only pages lie under docs/: any other file would be copied into a website as it is."""
    docs = root / "docs"
    for path in sorted(docs.rglob("*")):
        parts = path.relative_to(docs).parts
        if path.is_dir():
            if len(parts) == 1 and parts[0] not in rooms:
                name = path.relative_to(root).as_posix()
                yield Fault(Place(name), "Mappen hör inte till någon webbplats.", nearest(parts[0], rooms))
        elif is_litter(path):
            continue
        elif len(parts) == 1 or path.suffix != ".md" or not path.is_file():
            name = path.relative_to(root).as_posix()
            yield Fault(Place(name), "Bara sidor (.md) i webbplatsernas mappar får ligga under docs/.", "Flytta filen.")
