"""What a reader meets in the main part of a page, whatever has built it: the words in order, and the numbers to dial."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

SILENT = ("script", "style")


@dataclass
class Main(HTMLParser):
    """Reads the first element with the tag, and the class if it has one."""

    tag: str
    class_: str = ""
    text: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    depth: int = 0
    silent: bool = False
    over: bool = False

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == self.tag and not self.over and (self.depth or self.class_ in (values.get("class") or "").split() or not self.class_):
            self.depth += 1
        if self.depth:
            self.silent = tag in SILENT
            if (values.get("href") or "").startswith(("tel:", "sms:")):
                self.numbers.append(values["href"])

    def handle_data(self, data: str) -> None:
        if self.depth and not self.silent:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.silent = False
        if tag == self.tag and self.depth:
            self.depth -= 1
            self.over = not self.depth


@dataclass(frozen=True)
class Read:
    """The letters in their order without spaces, which every builder lays in its own way; and the numbers."""

    letters: str
    numbers: tuple[str, ...]


def read(html: str, tag: str, class_: str = "") -> Read:
    """Raises ValueError when there is no such part, or nothing in it."""
    main = Main(tag, class_)
    main.feed(html)
    letters = "".join("".join(main.text).split())
    if not letters:
        raise ValueError(f"no text in <{tag} {class_}>")
    return Read(letters, tuple(main.numbers))


def read_site(folder: Path, pages: list[str], tag: str, class_: str = "") -> dict[str, Read]:
    """What a reader meets on each of the pages of a website."""
    return {page: read((folder / page).read_text(encoding="utf-8"), tag, class_) for page in pages}


def refuse_other(name: str, ours: dict[str, Read], other: dict[str, Read]) -> None:
    """Two websites that do not say the same cannot be compared; raises ValueError with the first difference."""
    for page, meant in ours.items():
        said = other[page]
        if said.numbers != meant.numbers:
            raise ValueError(f"{name}: {page} has the numbers {said.numbers}, not {meant.numbers}")
        if said.letters != meant.letters:
            at = next((i for i, (a, b) in enumerate(zip(said.letters, meant.letters)) if a != b), min(len(said.letters), len(meant.letters)))
            raise ValueError(f"{name}: {page} says …{said.letters[max(0, at - 20) : at + 40]}…, not …{meant.letters[max(0, at - 20) : at + 40]}…")
