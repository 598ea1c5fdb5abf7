"""A file's text as a reader meets it: tags, entities, Markdown and invisible characters undone.

Each character keeps its place in the file, so that what is found is pointed at where it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

# Characters for private use, which no file of ours holds.
WALL = "\ue000"  # between blocks: nothing is read across it
LINK = "\ue001"  # before an address that dials or mails


@dataclass(frozen=True)
class Plain:
    """Text, and for each character where it stands in the file."""

    text: str
    origins: Sequence[int]

    def part(self, start: int, end: int) -> Plain:
        return Plain(self.text[start:end], self.origins[start:end])


Reader = Callable[[str], Plain]


def read_plain(text: str) -> Plain:
    """A sentence, as data write it."""
    return _settle(_whole(text))


def read_markdown(text: str) -> Plain:
    """A page: its words {{ … }} are not text; the address of a link is, when it dials or mails."""
    plain = undo(_whole(text), _WORD, lambda match: WALL)
    asides = [*_tag_asides(plain), *_link_asides(plain)]
    for pattern, replace in (*_MARKDOWN, (_TAGS, _between)):
        plain = undo(plain, pattern, replace)
    return _settle(_join([plain, *asides]))


def read_template(text: str) -> Plain:
    """A Jinja template: its code is not text, the quotations in its code are."""
    whole = _whole(text)
    plain = undo(whole, _JINJA, _said_by_code)
    return _settle(_join([undo(plain, _TAGS, _between), *_tag_asides(plain), *_quotations(whole)]))


def read_html(text: str) -> Plain:
    """A finished page, with its attributes, scripts and comments."""
    plain = _whole(text)
    return _settle(_join([undo(plain, _TAGS, _between), *_tag_asides(plain)]))


def read_json(text: str) -> Plain:
    """A file of data for a script, whose texts may hold HTML."""
    plain = undo(_whole(text), _JSON, _unescaped)
    return _settle(undo(plain, _TAGS, _between))


def read_css(text: str) -> Plain:
    """The texts that a style sheet shows."""
    return _settle(_join(_style_asides(_whole(text))))


READERS: dict[str, Reader] = {
    ".md": read_markdown, ".html": read_html, ".css": read_css, ".json": read_json,
    **dict.fromkeys((".xml", ".svg"), read_html), **dict.fromkeys((".txt", ".ics", ".csv", ".js", ".webmanifest"), read_plain),
}  # fmt: skip


# ------------------------------------------------------------------ putting together


def _whole(text: str) -> Plain:
    return Plain(text, range(len(text)))


def undo(plain: Plain, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> Plain:
    """Each match replaced; what stands in its place has the place of its beginning."""
    text, places = plain.text, plain.origins
    parts: list[str] = []
    origins: list[int] = []
    at = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        parts.append(text[at:start])
        origins += places[at:start]
        if new := replace(match):
            parts.append(new)
            origins += [*places[start : start + 1]] * len(new)
        at = end
    if not parts:
        return plain
    parts.append(text[at:])
    origins += places[at:]
    return Plain("".join(parts), origins)


def _join(parts: Iterable[Plain]) -> Plain:
    """One after the other, with a wall between."""
    texts: list[str] = []
    origins: list[int] = []
    for part in parts:
        texts.append(part.text + WALL)
        origins += [*part.origins, part.origins[-1] if part.origins else 0]
    return Plain("".join(texts), origins)


# ------------------------------------------------------------------ tags

_ONE_TAG = (
    r"<!--(?:(?!<!--).)*?-->|<(?:script|style)\b[^<>]*>(?:(?!<(?:script|style)\b).)*?</(?:script|style)\s*>"
    r"|</?[a-zA-Z][\w-]*(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"
)
_TAG = re.compile(_ONE_TAG, re.S | re.I)
_TAGS = re.compile(f"(?:{_ONE_TAG})+", re.S | re.I)
_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
# Tags within a line: what stands on both sides of one is read together. Every other tag begins a block.
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q ruby s samp script small"
    " span strike strong style time tspan tt u var wbr".split()
)
_SPACING = frozenset(("br", "sub", "sup"))
# Attributes that say nothing to anyone; every other one is read.
_SILENT = frozenset(
    "class id style d points viewbox transform x y x1 x2 y1 y2 dx dy cx cy r rx ry width height integrity nonce"
    " for headers type rel role lang colspan rowspan tabindex sizes stroke-width stroke-dasharray font-size"
    " aria-labelledby aria-describedby aria-controls".split()
)
_ADDRESSES = frozenset("href src srcset action formaction cite poster ping xlink:href data xmlns".split())
_UNREAD = _SILENT | _ADDRESSES
# Web addresses that open a program with a number to call or write to.
DIALLING = r"(?:www\.)?(?:wa\.me|t\.me|telegram\.me|signal\.me|(?:api|web)\.whatsapp\.com)/|[^\s#]{0,200}?[?&](?:tel|telefon|phone|sms)="
_DIALS = re.compile(
    r"\s*(?:(?:tel|sms|smsto|mms|callto|facetime|facetime-audio|whatsapp|skype|viber|tg|sgnl|mailto)\s*:"
    rf"|(?:(?:https?:)?//)?(?:{DIALLING}))",
    re.I,
)


@lru_cache(maxsize=10_000)  # the same tags stand all over a website
def _left_by(tags: str) -> str:
    """What tags leave between the text before them and the text after, whatever these are."""
    names = {name[1].lower() for tag in _TAG.findall(tags) if (name := _NAME.match(tag))}
    if not names <= _INLINE | _SPACING:
        return WALL
    return " " if names & _SPACING or "</a" in tags.lower() else ""


def _between(match: re.Match[str]) -> str:
    """What tags leave in their place: also a space where a word and a number would meet."""
    if left := _left_by(match[0]):
        return left
    start, end = match.span()
    before, after = match.string[max(0, start - 1) : start], match.string[end : end + 1]
    return " " if before.isalpha() and after.isdigit() or before.isdigit() and after.isalpha() else ""


def _tag_asides(plain: Plain) -> Iterator[Plain]:
    """What tags hold: attributes, comments, scripts, and texts that styles show."""
    for match in _TAG.finditer(plain.text):
        opens = match[0][:7].lower()
        if opens.startswith(("<!--", "<script")):
            yield plain.part(match.start(), match.end())
        elif opens.startswith("<style"):
            yield from _style_asides(plain.part(match.start(), match.end()))
        elif "=" in match[0]:
            yield from _attributes(plain, match)


def _attributes(plain: Plain, tag: re.Match[str]) -> Iterator[Plain]:
    for match in _ATTRIBUTE.finditer(plain.text, tag.start(), tag.end()):
        group = match.lastindex or 1
        if dials(match[group]):
            yield _marked(plain.part(*match.span(group)))
        elif match[1].lower() not in _UNREAD:
            yield plain.part(*match.span(group))


@lru_cache(maxsize=10_000)
def dials(address: str) -> bool:
    """Whether an address makes a telephone dial or a program write a letter."""
    return bool(_DIALS.match(re.sub(r"[\t\r\n]", "", unescape(unescape(address)))))


def _marked(address: Plain) -> Plain:
    return Plain(LINK + address.text, [*address.origins[:1], *address.origins])


_CONTENT = re.compile(r"\bcontent\s*:\s*((?:\"[^\"]*\"|'[^']*'|[^;}\"'])*)", re.I)
_CSS_CODE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")


def _style_asides(plain: Plain) -> Iterator[Plain]:
    for match in _CONTENT.finditer(plain.text):
        yield undo(plain.part(*match.span(1)), _CSS_CODE, lambda code: chr(min(int(code[1], 16), 0x10FFFF)))


# ------------------------------------------------------------------ templates

_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_JSON = re.compile(r"\\u([0-9a-fA-F]{4})|\\([nrtbf])|\\(.)|(\")")


def _unescaped(match: re.Match[str]) -> str:
    """A character of a text in JSON; its quotation marks are walls."""
    if match[1]:
        return chr(int(match[1], 16))
    return " " if match[2] else match[3] or WALL


def _said_by_code(match: re.Match[str]) -> str:
    """A quotation says itself, a condition nothing; what else is printed is another's text."""
    if not match[0].startswith("{{"):
        return ""
    said = _QUOTED.fullmatch(match[0][2:-2].strip("- \n"))
    return (said[1] or said[2] or "") if said else WALL


def _quotations(plain: Plain) -> Iterator[Plain]:
    """The quotations of each piece of code, put together as ~ would."""
    for code in _JINJA.finditer(plain.text):
        if not code[0].startswith("{#") and not _said_by_code(code).strip(WALL):
            found = [plain.part(*m.span(m.lastindex or 1)) for m in _QUOTED.finditer(plain.text, code.start(), code.end())]
            yield Plain("".join(part.text for part in found), [at for part in found for at in part.origins])


# ------------------------------------------------------------------ Markdown

_WORD = re.compile(r"\{\{(?:(?!\{\{)[^\n])*?\}\}")
_TARGET = r"\(\s*<?((?:[^()\s<>]|\([^()\s]*\))*)>?(?:\s+(?:\"([^\"]*)\"|'([^']*)'))?\s*\)"
_TARGETS = re.compile(rf"\]{_TARGET}|^[ ]{{0,3}}\[[^\]\n]+\]:[ ]*<?(\S+?)>?(?:[ ]+[\"'(](.*)[\"')])?[ ]*$", re.M)
_MARKDOWN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\[\^[^\[\]\n]*\]:?"), lambda match: " "),  # a footnote
    (re.compile(r"!?\[(?=[^\[\]\n]*\][(\[])"), lambda match: ""),
    (_TARGETS, lambda match: "" if match[0].startswith("]") else WALL),
    (re.compile(r"<([a-z][a-z0-9+.-]*:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>", re.I), lambda match: match[1]),
    (re.compile(r"\][ ]?\[[^\]\n]*\]"), lambda match: ""),  # a link whose address stands elsewhere
    (re.compile(r"\n[ \t]*(?=\n)|(?:^|\n)[ \t]*(?:[-*+]|\d{1,2}[.)])[ \t]+|\n[ \t]*#+|\|"), lambda match: WALL),
    (re.compile(r"\n[ \t]*>+"), lambda match: "\n"),
    (re.compile(r"[*_~`\\]"), lambda match: ""),
)


def _link_asides(plain: Plain) -> Iterator[Plain]:
    """The addresses that dial or mail, and the titles of links."""
    for match in _TARGETS.finditer(plain.text):
        for group in (1, 2, 3, 4, 5):
            if match[group]:
                part = plain.part(*match.span(group))
                if group in (1, 4) and dials(part.text):
                    yield _marked(part)
                elif group not in (1, 4):
                    yield part


# ------------------------------------------------------------------ characters

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufeff\uffa0]|(?<=[0-9])[\u0300-\u036f]+"
)
_DECOMPOSED = re.compile("[A-Za-z][\u0300-\u036f]+")
_SPACES = re.compile(r"\s{2,}")
_FOLDED = re.compile("[^\x00-\x7f\u00a1-\u00b1\u00b4-\u00b6\u00b8\u00ba-\u00ff\ue000-\ue0ff‘’“”…]")
_SMALL_DIGITS = re.compile("[\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089\u2460-\u2468\u24ea\u2776-\u277e]{2,}")
_SAME = {**dict.fromkeys("\u2212\u2043\u02d7", "-"), **dict.fromkeys("\u2044\u2215", "/"), **dict.fromkeys("\u00b7\u2022\u2027\u2219", ".")}


def _settle(plain: Plain) -> Plain:
    """Entities, also of entities, written out; the unseen taken away; one kind of space, dash and digit."""
    for _ in range(3):
        if "&" in plain.text:
            plain = undo(plain, _ENTITY, lambda match: unescape(match[0]))
    plain = undo(plain, _UNSEEN, lambda match: "")
    plain = undo(plain, _DECOMPOSED, lambda match: unicodedata.normalize("NFC", match[0]))
    plain = undo(plain, _SPACES, lambda match: " ")
    text = _SMALL_DIGITS.sub(lambda match: "".join(str(unicodedata.digit(c)) for c in match[0]), plain.text)
    return Plain(_FOLDED.sub(_fold, text), plain.origins)


def _fold(match: re.Match[str]) -> str:
    """One character for one: the common form of a space, a dash, a digit, a wide letter."""
    character = match[0]
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0)
    kind = unicodedata.category(character)
    return {"Zs": " ", "Zl": " ", "Zp": " ", "Pd": "-"}.get(kind) or _SAME.get(character, character)
