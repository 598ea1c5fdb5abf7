"""A page's content to paste into another publishing system: no frame, no script, nothing that needs our styles.

Classes and ids get a prefix so that they meet nobody else's. Links to other pages of the website lead to where those
are pasted; to a page that is not pasted there is no link, only its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

PREFIX = "vv-"
_KEPT = {"class", "id", "href", "role", "scope", "lang", "datetime", "colspan", "rowspan", "viewbox", "width", "height"}
_KEPT |= {"d", "x", "y", "cx", "cy", "r", "transform"}
_POINTS_AT_ID = {"aria-labelledby", "aria-describedby", "aria-controls", "for"}
_DROPPED = {"script", "style", "h1", "input", "label"}  # the heading is the other system's own; a filter needs script
_VOID = {"br", "hr", "wbr", "img", "input"}


@dataclass
class Fragment(HTMLParser):
    """What stands in `main` of a finished page, written anew. `pasted`: a page's file → its address elsewhere."""

    pasted: Mapping[str, str]
    parts: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)  # tags within main; None-like "" for one that is left out
    dropping: int = 0

    def __post_init__(self):
        super().__init__(convert_charrefs=False)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "main" and not self.open:
            self.open.append("")
            return
        if not self.open:
            return
        left_out = self.dropping or tag in _DROPPED or "bara-print" in values.get("class", "") or "filter" == values.get("class")
        if left_out:
            self.dropping += tag not in _VOID
            return
        written = None if tag == "a" and (target := values.get("href", "")) and self._address(target) is None else tag
        if written:
            self.parts.append(f"<{tag}{''.join(self._attribute(*pair) for pair in values.items())}>")
        if tag not in _VOID:
            self.open.append(written or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not self.open:
            return
        if self.dropping:
            self.dropping -= 1
        elif written := self.open.pop():
            self.parts.append(f"</{written}>")

    def handle_data(self, data: str) -> None:
        if self.open and not self.dropping:
            self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def _address(self, href: str) -> str | None:
        """Where a link leads from elsewhere; None when nowhere."""
        if ":" in href:
            return href
        page, _, anchor = href.partition("#")
        place = f"#{PREFIX}{anchor}" if anchor else ""
        return place if not page else f"{self.pasted[page]}{place}" if page in self.pasted else None

    def _attribute(self, name: str, value: str) -> str:
        if name == "class":
            value = " ".join(f"{PREFIX}{one}" for one in value.split())
        elif name == "id" or name in _POINTS_AT_ID:
            value = " ".join(f"{PREFIX}{one}" for one in value.split())
        elif name == "href":
            value = self._address(value) or ""
        elif name not in _KEPT and not name.startswith("aria-"):
            return ""
        return f' {"viewBox" if name == "viewbox" else name}="{escape(value)}"'


def fragment(html: str, pasted: Mapping[str, str]) -> str:
    """The content of a finished page, to paste elsewhere."""
    reader = Fragment(pasted)
    reader.feed("".join(html.partition("<main")[1:]))
    return "\n".join(line.strip() for line in "".join(reader.parts).splitlines() if line.strip())
