"""What the libraries do that no build of ours needs: left out, which changes how fast they are and nothing else.

Each is of the pinned version; `tests/byggen/test_samma_bytes.py` builds without them and compares every byte.
"""

from __future__ import annotations

import gc
import sys
from importlib.util import find_spec, module_from_spec

OBJECTS = 100_000  # made before Python looks for what nobody holds any more; 700 of its own accord


def libraries() -> None:
    """Leave it out, in this process and those that it forks."""
    _no_second_reading()
    _no_git()
    _sweden_alone()
    gc.set_threshold(OBJECTS)


def _no_second_reading() -> None:
    """MkDocs reads each page's HTML once more for its anchors, to warn of links to others: `output.site_faults` reads
    the finished pages, and stops the build."""
    from mkdocs.structure import pages

    pages._RawHTMLPreprocessor.run = lambda self, lines: lines


def _no_git() -> None:
    """The macros plugin asks git twelve times who changed what: macros.py throws the answers away."""
    from mkdocs_macros import context

    context.get_git_info = dict


def _sweden_alone() -> None:
    """`holidays` reads the calendars of 250 countries before it gives one: give their room its name and its place, so
    that `holidays.SE`, or any other by its letters, is found in it; `from holidays.countries` finds nothing."""
    spec = find_spec("holidays.countries")
    sys.modules.setdefault(spec.name, module_from_spec(spec))
