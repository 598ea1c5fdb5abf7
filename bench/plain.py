"""A plain MkDocs hook: one website in the project's own frame and words, and none of its machinery. `mkdocs build`
of one such file checks nothing, guards nothing and seals nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date

from mkdocs.plugins import event_priority

import render
import webbplatser
from vagvisaren import dates, hours, pages, review, words
from vagvisaren.editors import Redaktion
from vagvisaren.register import load, owner
from vagvisaren.views import Här, ansvar


@event_priority(100)  # before the macros plugin asks for `here`
def on_config(config):
    """Give the frame and the words what render.py and webbplatser.py give them."""
    idag, website = date.fromisoformat(os.environ["IDAG"]), config.extra["webbplats"]
    config.extra |= editors(idag) if website == pages.REDAKTIONEN else readers(website, idag)
    return config


def readers(website: str, idag: date) -> Mapping[str, object]:
    """What the frame of a website for readers shows."""
    folder, intern = owner(render.ROOT, website)
    register = load(render.ROOT, internt=intern, only=folder)
    här = Här(register, register.webbplatser[website], idag)
    found, _ = pages.read_pages(render.ROOT, här)
    return {
        "here": här,
        "redaktionen": False,
        "ansvar": ansvar(här),
        "stil": render.style,
        "efter": render.script("efter.js"),
        "nu": render.script("nu.js"),
        "lämna": render.script("lamna.js"),
        "språk": {f"{one.sida}.md": one.kod for one in här.webbplats.språk if one.sida},
        "helger": hours.helger_as_json(hours.page_helger(idag)),
        "idag": dates.in_words(idag),
        "skyltar": words.skyltar(här),
        "sidor": {path: review.about(page, här) for path, page in found.items()},
    }


def editors(idag: date) -> Mapping[str, object]:
    """What Redaktionen shows."""
    register = load(render.ROOT, internt=True)
    sidor = pages.read_all(render.ROOT, register, idag)
    sagt = webbplatser.said(register, sidor, idag)
    return {"here": Redaktion(register, idag, sidor, webbplatser.versions(register, sidor, sagt), sagt), "redaktionen": True}
