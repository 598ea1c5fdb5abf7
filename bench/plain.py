"""A plain MkDocs hook: one website in the project's own frame and words, and none of its machinery. `mkdocs build`
of one such file checks nothing, guards nothing and seals nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date

from mkdocs.plugins import event_priority

from bygge import render, theme_env, webbplatser
from vagvisaren.records.register import load
from vagvisaren.shown import pages
from vagvisaren.shown.editors import Redaktion
from vagvisaren.shown.views import Här

theme_env.COMPILED = None  # each process compiles the words' templates, as MkDocs does with the frame's


@event_priority(100)  # before the macros plugin asks for `here`
def on_config(config):
    """Give the frame and the words what render.py and webbplatser.py give them."""
    idag, own = date.fromisoformat(os.environ["IDAG"]), config.extra
    config.extra |= readers(own["webbplats"], own["mapp"], own["intern"], idag) if own["mapp"] else editors(idag)
    return config


def readers(website: str, folder: str, intern: bool, idag: date) -> Mapping[str, object]:
    """What the frame of a website for readers shows."""
    register = load(render.ROOT, internt=intern, only=folder)
    här = Här(register, register.webbplatser[website], idag)
    found, _ = pages.read_pages(render.ROOT, här)
    return render.shown_by_frame(här, found)


def editors(idag: date) -> Mapping[str, object]:
    """What Redaktionen shows."""
    register = load(render.ROOT, internt=True)
    sidor = pages.read_all(render.ROOT, register, idag)
    sagt = webbplatser.said(register, sidor, idag)
    return {"here": Redaktion(register, idag, sidor, webbplatser.versions(register, sidor, sagt), sagt), "redaktionen": True}
