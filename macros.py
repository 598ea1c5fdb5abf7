"""Registers the words that pages may use. Thin: what a word shows is decided in vagvisaren/shown/words.py,
how it looks in mallar/."""

from collections.abc import Iterable

import jinja2

from bygge import theme_env
from vagvisaren.records.ageing import avtryck
from vagvisaren.shown.page import Page
from vagvisaren.shown.views import Här
from vagvisaren.shown.words import WORDS, Word

_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


def define_env(env):
    """Called by the macros plugin. `extra.here` is where the words are shown: a website or Redaktionen."""
    here = env.conf["extra"]["here"]
    redaktionen = env.conf["extra"]["redaktionen"]
    mallar = theme_env.words()
    # The plugin's own names publish paths, settings and the editor's e-mail address: take them out.
    env.variables.clear()
    env.macros.clear()
    for word in WORDS.values():
        if word.redaktionen == redaktionen:
            env.macro(shown(word, here, mallar), word.namn)


def said(page: Page, here: object, mallar: jinja2.Environment) -> tuple[str, ...]:
    """What each word on the page says, as HTML, in their order."""
    return tuple(shown(call.word, here, mallar)(*([call.argument] if call.argument else [])) for call in page.calls)


def version(page: Page, said: Iterable[str]) -> str:
    """12 letters, other when what a reader meets on the page is other; among digits a number could be read."""
    return avtryck({"": "\n".join((page.text, *said))})[""].translate(_LETTERS)


def shown(word: Word, here: object, mallar: jinja2.Environment):
    """The macro of one word: its view in its template."""

    def macro(*arguments: str, **named: str) -> str:
        wanted = (*arguments, *named.values())
        if isinstance(here, Här):
            return here.once(("ord", word.namn, wanted), lambda: drawn(word.show(here, *wanted)))
        return drawn(word.view(here, *wanted))

    def drawn(view: object) -> str:
        html = mallar.get_template(word.mall).render(it=view)
        # Markdown takes an indented line for code and a blank line for the end of a block.
        return "\n".join(line.strip() for line in html.splitlines() if line.strip())

    return macro
