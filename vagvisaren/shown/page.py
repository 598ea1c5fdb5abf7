"""A page as it is read: its file, its text and the words that stand on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vagvisaren.faults import Place
from vagvisaren.shown.word import Word

if TYPE_CHECKING:
    from vagvisaren.shown.views import Här


@dataclass(frozen=True)
class Call:
    """A word as it stands on a page."""

    word: Word
    argument: str | None
    place: Place

    @property
    def skrivet(self) -> str:
        """The word as an editor writes it."""
        argument = "" if self.argument is None else f'"{self.argument}"'
        return f"{{{{ {self.word.namn}({argument}) }}}}"

    def show(self, här: Här) -> object:
        return self.word.show(här, *([] if self.argument is None else [self.argument]))


@dataclass(frozen=True)
class Page:
    """One page: its file in the project, its path in the website, its text and its words."""

    file: str
    path: str
    text: str
    calls: tuple[Call, ...]

    @property
    def namn(self) -> str:
        return self.path.removesuffix(".md")

    @property
    def om_planen(self) -> bool:
        """Whether a word on the page shows the plan."""
        return any(call.word.om_planen for call in self.calls)

    @property
    def rubrik(self) -> str:
        """The page's first heading, without markup."""
        match = re.search(r"^# +(.+?)\s*#*$", self.text, re.MULTILINE)
        return match[1] if match else self.namn
