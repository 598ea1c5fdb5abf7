"""HANDBOK.md as a person reads it: its headings, the steps below a heading, what a step says to write and to run."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass

from projekt import ROOT

PROGRAM = ".venv/bin/python -m vagvisaren "
_YAML = re.compile(r"^ *```yaml\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Avsnitt:
    """A heading, and all that stands below it until the next."""

    rubrik: str
    text: str

    @property
    def steg(self) -> tuple[Steg, ...]:
        """The numbered steps, each with what is indented below it."""
        return tuple(Steg(found[0]) for found in re.finditer(r"^\d+\. .*\n(?:(?: .*)?\n)*", self.text, re.MULTILINE))


@dataclass(frozen=True)
class Steg:
    """One numbered step."""

    text: str

    @property
    def yaml(self) -> tuple[str, ...]:
        """What it says to write in a data file, with the file's own indentation."""
        return tuple(re.sub(r"^   ", "", text, flags=re.MULTILINE) for text in _YAML.findall(self.text))

    @property
    def kommandon(self) -> tuple[list[str], ...]:
        """What it says to run, without the name of the program."""
        return commands(self.text)


def commands(text: str) -> tuple[list[str], ...]:
    """The rows that call our program, as lists of arguments."""
    rows = (row.strip() for row in text.splitlines())
    return tuple(shlex.split(row.removeprefix(PROGRAM)) for row in rows if row.startswith(PROGRAM))


def whole() -> str:
    return (ROOT / "HANDBOK.md").read_text(encoding="utf-8")


def sections() -> dict[str, Avsnitt]:
    """Every heading with its text."""
    parts = re.split(r"^#{1,3} ", whole(), flags=re.MULTILINE)[1:]
    split = (part.partition("\n") for part in parts)
    return {rubrik: Avsnitt(rubrik, text) for rubrik, _, text in split}
