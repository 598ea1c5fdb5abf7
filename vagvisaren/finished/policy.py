"""The page's own Content-Security-Policy: the styles and scripts that stand in it, by their hashes, and nothing else.

It stands in the page and not in a server's settings, so that page and policy can never be of two versions.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

PLACE = 'content="CSP"'  # the frame writes it where the policy is to stand
# A style or a script with what it holds, a comment, or another tag: the last two only so that nothing within them is
# taken for the first. Nearly all of a page is passed so, and not read piece by piece.
_INSIDE = r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*"
_STANDS = re.compile(rf"<(style|script)\b{_INSIDE}>.*?</\1\s*>|<!--.*?-->|</?[a-z]{_INSIDE}>", re.S | re.I)


@dataclass
class Inline(HTMLParser):
    """The styles and scripts that stand in a page. Data for a script is no script."""

    found: dict[str, list[str]] = field(default_factory=lambda: {"style": [], "script": []})
    within: str | None = None

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in self.found and "src" not in values and values.get("type") != "application/json":
            self.within = tag
            self.found[tag].append("")

    def handle_data(self, data: str) -> None:
        if self.within:
            self.found[self.within][-1] += data  # comes in pieces when a script names a tag

    def handle_endtag(self, tag: str) -> None:
        self.within = None

    def hashes(self, tag: str) -> list[str]:
        digests = (hashlib.sha256(text.encode()).digest() for text in dict.fromkeys(self.found[tag]))
        return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def policy(html: str, own_files: bool) -> str:
    """The strictest policy under which the page works. `own_files`: it also loads files of its own website."""
    inline = Inline()
    for found in _STANDS.finditer(html):
        if found[1]:
            inline.feed(found[0])
    own = ["'self'"] if own_files else []
    allowed = {
        "default-src": ["'none'"],
        "style-src": [*own, *inline.hashes("style")] or ["'none'"],
        "script-src": [*own, *inline.hashes("script")] or ["'none'"],
        "img-src": [*own, "data:"],
        **({"font-src": own, "connect-src": own, "worker-src": own} if own else {}),
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in allowed.items())


def seal(html: str, own_files: bool = False) -> str:
    """The page with its policy in place."""
    return html.replace(PLACE, f'content="{policy(html, own_files)}"', 1)


def seal_all(folder: Path, own_files: bool = False) -> None:
    """Put its policy in every page of a built website."""
    for path in sorted(folder.glob("*.html")):
        path.write_text(seal(path.read_text(encoding="utf-8"), own_files), encoding="utf-8", newline="\n")
