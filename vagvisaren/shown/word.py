"""What a word is, and the list of all words: which name, which argument, where it may stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from vagvisaren.records.formats import ascii_id

if TYPE_CHECKING:
    from vagvisaren.shown.views import Här


class Argument(StrEnum):
    """What may stand between the brackets, in the editor's word."""

    inget = "ingenting"
    roll = "en roll"
    kontakt = "en kontakt eller funktion"
    text = "en textgrupp"


@dataclass(frozen=True)
class Word:
    """A word: its name, its argument, whether it stands on a line of its own, and what it shows."""

    namn: str
    argument: Argument
    obligatoriskt: bool
    eget_stycke: bool
    redaktionen: bool
    om_planen: bool
    view: Callable[..., object]

    def show(self, här: Här, *arguments: str) -> object:
        """What it shows on a website and a day, reckoned the first time that it is asked for."""
        return här.once(("visad", self.namn, arguments), lambda: self.view(här, *arguments))

    @property
    def förklaring(self) -> str:
        return " ".join((self.view.__doc__ or "").split())

    @property
    def mall(self) -> str:
        return f"{ascii_id(self.namn)}.html"


WORDS: dict[str, Word] = {}


def word(
    argument: Argument = Argument.inget,
    *,
    obligatoriskt: bool = False,
    i_text: bool = False,
    redaktionen: bool = False,
    om_planen: bool = False,
):
    """Make a function a word by the same name."""

    def register(view: Callable[..., object]) -> Callable[..., object]:
        WORDS[view.__name__] = Word(
            view.__name__, argument, obligatoriskt, not i_text, redaktionen, om_planen, view
        )
        return view

    return register
