"""Every text that a file holds, however it is wrapped: the same letters and digits whatever stands between them."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import re
import unicodedata
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import islice

from vagvisaren.numbers.contact_search import line_and_column
from vagvisaren.numbers.disguises import Plain, undo

DEEPEST = 6  # packings in one another, as a zip in a gzip in base64
ROUNDS = 8  # of codes in one another, as an entity of an entity
LARGEST = 50_000_000  # bytes unpacked


class Unreadable(Exception):
    """A file that cannot be searched: it passes for nothing."""


class Endless(Unreadable):
    """Packed or coded too deep, or too much: not even what only looks packed may be that."""


# ------------------------------------------------------------------ letters and digits

_NOT_LETTERS = re.compile(r"[\W_\u115f\u1160]+")  # the two are letters that nobody sees
_OTHER_DIGITS = re.compile(r"[^\D0-9]")


def squeeze(text: str) -> str:
    """Letters and digits alone, in small letters, without accents: what a value and a leak have in common."""
    return "".join(map(_squeezed, text.split("\n")))


@lru_cache(maxsize=50_000)  # the same lines stand on every page
def _squeezed(line: str) -> str:
    folded = _NOT_LETTERS.sub("", unicodedata.normalize("NFKD", line).casefold())
    return _OTHER_DIGITS.sub(lambda match: str(unicodedata.decimal(match[0])), folded)


# ------------------------------------------------------------------ codes and tags

# Every branch begins with its one sign, not with a group: then the library passes all that begins none of them at once.
_CODE = re.compile(
    r"&(?:#0*[0-9]{1,7}|#[xX]0*[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?"
    r"|%[0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2})*|\\x[0-9a-fA-F]{2}(?:\\x[0-9a-fA-F]{2})*"
    r"|\\(?:u\{0*([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|([0-9a-fA-F]{1,6})\s?|[nrt\\])"
)
_MARKS = str.maketrans("", "", r"%\x")
_TAG = re.compile(r"(<!--|-->|<!\[CDATA\[|\]\]>|<(?:\\?/)?[a-zA-Z!?][^<>]*>)")
# What a browser does not show: comments, programs and styles, and tags, which may hold < and > in quotation marks.
_UNSHOWN = re.compile(
    r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|</?[a-zA-Z](?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>", re.S | re.I
)


def _decoded(match: re.Match[str]) -> str:
    """What an entity, an escape of a program or a style sheet, or coded bytes of an address say."""
    code = match[0]
    if code[0] == "&":
        return html.unescape(code)
    if code.startswith(("%", "\\x")):
        return _as_text(bytes.fromhex(code.translate(_MARKS)))
    if code == r"\\":
        return "\\"
    point = int(next((group for group in match.groups() if group), "a"), 16)
    return chr(point) if point < 0x110000 else ""


def _as_text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def layers(text: str) -> Iterator[str]:
    """The text as it stands, then with its codes undone until nothing changes; of each what stands between the
    tags, the tags, and what a browser shows. Raises `Endless`."""
    seen: set[str] = set()
    for _ in range(ROUNDS):
        parts = _TAG.split(text)
        views = {"".join(parts[::2]), "".join(parts[1::2]), _TAG.sub("", _UNSHOWN.sub("", text))}
        yield from views - seen
        seen |= views
        before, text = text, _CODE.sub(_decoded, text)
        if text == before:
            return
    raise Endless


def find(text: str, form: str) -> tuple[int, int] | None:
    """Line and column in a file's text of what one of its layers says; None when it is packed in the text."""
    for letters, origins in _with_places(text):
        if (start := letters.find(form)) >= 0:
            return line_and_column(text, origins[start])
    return None


@lru_cache(maxsize=4)  # a file may hold many values
def _with_places(text: str) -> tuple[tuple[str, list[int]], ...]:
    """The letters of each layer of a text, and where each of them stands in the text."""
    plain, found = Plain(text, list(range(len(text)))), []
    for _ in range(ROUNDS):
        for layer in (_without(plain, _TAG), plain, _without(_without(plain, _UNSHOWN), _TAG)):
            placed = [(letter, at) for char, at in zip(layer.text, layer.origins) for letter in squeeze(char)]
            found.append(("".join(letter for letter, _ in placed), [at for _, at in placed]))
        before, plain = plain, undo(plain, _CODE, _decoded)
        if plain == before:
            break
    return tuple(found)


def _without(plain: Plain, pattern: re.Pattern[str]) -> Plain:
    return undo(plain, pattern, lambda match: "")


# ------------------------------------------------------------------ packings

_GZIP, _ZIP, _PNG = b"\x1f\x8b", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n"
_ZIP_END = b"PK\x05\x06"  # which a zip has, whatever stands before it
_PDF = b"%PDF"  # packs its texts in ways of its own
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def traces(content: bytes, depth: int = 0) -> Iterator[str]:
    """The squeezed texts of a file and of everything packed in it, and its checksum, which tells a copy.
    Raises `Unreadable`."""
    if depth > DEEPEST:
        raise Endless
    yield hashlib.sha256(content).hexdigest()
    for text in readings(content):
        for layer in layers(text):
            yield squeeze(layer)
            for packed in _in_base64(layer):
                yield from _perhaps_packed(packed, depth + 1)
    for member in _members(content):
        yield from traces(member, depth + 1)


def _perhaps_packed(content: bytes, depth: int) -> Iterator[str]:
    try:
        yield from traces(content, depth)
    except Endless:
        raise
    except Unreadable:  # it only looked packed
        return


def readings(content: bytes) -> tuple[str, ...]:
    """The bytes as text, in each encoding that they may be of; raises `Unreadable`."""
    if content.startswith((_GZIP, _ZIP, _PNG)):
        # Names and notes beside what is packed, which is read by itself.
        return content.decode("utf-8", "replace"), content.decode("cp1252", "replace")
    with suppress(UnicodeDecodeError):
        if b"\x00" not in content and not content.startswith(_PDF):
            return (content.decode("utf-8"),)
    wide = ("utf-16-le", "utf-16-be") if content.count(b"\x00") * 4 > len(content) else ()
    found = [text for encoding in (*wide, "cp1252") if (text := _strictly(content, encoding))]
    if not found or content.startswith(_PDF):
        raise Unreadable
    return (*found, *(content.decode(encoding, "replace") for encoding in ("utf-8", "cp850", "mac-roman")))


def _strictly(content: bytes, encoding: str) -> str | None:
    """The text; None when it holds what no text holds."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS.search(text) else text


def _members(content: bytes) -> Iterator[bytes]:
    """What is packed in a file: gzip, zip, the texts of a PNG. Names of members stand unpacked in the file itself."""
    if content.startswith(_GZIP):
        yield _gunzipped(content)
    if content.startswith(_ZIP) or _ZIP_END in content:
        yield from _zipped(content)
    if content.startswith(_PNG):
        yield from _png_texts(content)


def _gunzipped(content: bytes) -> bytes:
    """All parts of a gzip, one after the other."""
    parts: list[bytes] = []
    while content.startswith(_GZIP):
        plain, content = _inflated(content, zlib.MAX_WBITS | 16, LARGEST - sum(map(len, parts)))
        parts.append(plain)
    return b"".join(parts)


def _inflated(content: bytes, bits: int, most: int) -> tuple[bytes, bytes]:
    """What is packed, and what stands after it."""
    opened = zlib.decompressobj(bits)
    try:
        plain = opened.decompress(content, most + 1)
    except zlib.error:
        raise Unreadable from None
    if len(plain) > most:
        raise Endless
    if not opened.eof:
        raise Unreadable
    return plain, opened.unused_data


def _zipped(content: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(info.file_size for info in packed.infolist()) > LARGEST:
                raise Endless
            for info in packed.infolist():
                yield packed.read(info)
    except Endless:
        raise
    except Exception:  # a broken zip makes the library raise almost anything
        raise Unreadable from None


# The chunks of a picture that hold compressed texts, after a keyword and more.
_COMPRESSED = {
    b"zTXt": re.compile(rb"[^\0]*\0\0(.*)", re.S),
    b"iTXt": re.compile(rb"[^\0]*\0\x01\0[^\0]*\0[^\0]*\0(.*)", re.S),
}


def _png_texts(content: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at < len(content):
        length, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        body = content[at + 8 : at + 8 + length]
        if kind in _COMPRESSED and (text := _COMPRESSED[kind].fullmatch(body)):
            yield _inflated(text[1], zlib.MAX_WBITS, LARGEST)[0]
        at += length + 12


# ------------------------------------------------------------------ base64

_LEAST = 12  # letters of base64: eight of text and more
_RUN = f"[A-Za-z0-9+/_-]{{{_LEAST},}}"
_BASE64 = re.compile(rf"{_RUN}(?:\s*\n\s*{_RUN})*(?:\s*\n\s*[A-Za-z0-9+/_-]{{2,}})?")
_JOINTS = re.compile(r"^|[\s/_+-]")  # where it may begin, glued to what stands before it
_MOST = 20  # joints that are tried
_TEXT = re.compile(r"[^\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]*")
_LATIN = re.compile(rb"[\xc0-\xff]?(?:[\t\n\r -~]+[\xc0-\xff]?)*")  # one byte for å, as a browser's own btoa packs it


def _in_base64(text: str) -> Iterator[bytes]:
    """What a text holds in base64, of either alphabet, also folded over lines."""
    for run in _BASE64.findall(text):
        yield from _from_base64(run)


@lru_cache(maxsize=50_000)
def _from_base64(run: str) -> tuple[bytes, ...]:
    starts = (joint.end() for joint in islice(_JOINTS.finditer(run), _MOST))
    found = (_meant(_unfolded(run[start:])) for start in starts if len(run) - start >= _LEAST)
    return tuple(one for one in found if one)


def _unfolded(run: str) -> bytes:
    bare = re.sub(r"\s", "", run).replace("-", "+").replace("_", "/")
    bare = bare[: len(bare) - (len(bare) % 4 == 1)]
    return base64.b64decode(bare + "=" * (-len(bare) % 4))


def _meant(decoded: bytes) -> bytes | None:
    """What somebody has packed; None when the letters only looked like base64."""
    if decoded.startswith((_GZIP, _ZIP, _PNG)):
        return decoded
    if decoded.count(0) * 3 > len(decoded):  # wide characters
        decoded = decoded.replace(b"\0", b"")
    said = (_TEXT.match(decoded.decode("utf-8", "replace"))[0].encode(), _LATIN.match(decoded)[0])
    longest = max(said, key=len)
    return longest if len(longest) >= SHORTEST else None


# ------------------------------------------------------------------ all values at once

SHORTEST = 8  # letters and digits: less may stand anywhere by chance
_STEP = 2
_GRAM = SHORTEST - _STEP + 1


class Search:
    """All forms at once. Each is known by its first few letters, and again one letter on: then every second place
    of a text is enough to look at."""

    def __init__(self, forms: Iterable[str]):
        self.by_gram: defaultdict[str, set[str]] = defaultdict(set)
        for form in forms:
            for start in range(_STEP):
                self.by_gram[form[start : start + _GRAM]].add(form)

    def found(self, text: str) -> set[str]:
        """The forms that a squeezed text holds."""
        grams = self.by_gram.keys() & (text[at : at + _GRAM] for at in range(0, len(text), _STEP))
        likely = {form for gram in grams for form in self.by_gram[gram]}
        return {form for form in likely if form in text}

    def found_in(self, content: bytes) -> set[str]:
        """The forms that a file holds; raises `Unreadable`."""
        return {form for text in set(traces(content)) for form in self.found(text)}
