"""Ways to hide a text in a file: every disguise that the search for internal values must see through."""

from __future__ import annotations

import base64
import gzip
import io
import json
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Callable
from urllib.parse import quote

Disguise = Callable[[str], bytes]
ZERO = "\u200b"


def each(text: str, code: Callable[[str], str]) -> str:
    return "".join(code(letter) for letter in text)


def between(text: str, what: str, every: int = 3) -> str:
    """Something put in after every few letters."""
    return what.join(text[at : at + every] for at in range(0, len(text), every))


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return made.getvalue()


def png(kind: bytes, body: bytes) -> bytes:
    """A picture of one pixel that carries a chunk of text."""
    chunks = [(b"IHDR", b"\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00"), (kind, body), (b"IDAT", zlib.compress(b"\x00\x00")), (b"IEND", b"")]
    made = b"".join(len(b).to_bytes(4, "big") + k + b + zlib.crc32(k + b).to_bytes(4, "big") for k, b in chunks)
    return b"\x89PNG\r\n\x1a\n" + made


def short_lines(content: bytes) -> bytes:
    """Base64 in lines of which the last is short and ends without a sign."""
    packed = base64.b64encode(content + b"." * (-len(content) % 3))
    size = next(size for size in range(12, 30) if 0 < len(packed) % size < 12)
    return b"\n".join(packed[at : at + size] for at in range(0, len(packed), size))


def two_of_a_name(first: bytes, second: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed, warnings.catch_warnings(action="ignore"):
        for content in (first, second):
            packed.writestr("a.gz", gzip.compress(content))
    return made.getvalue()


def css_escape(letter: str) -> str:
    return f"\\{ord(letter):x} "


DISGUISES: dict[str, Disguise] = {
    "as it stands": str.encode,
    "in a paragraph": lambda text: f"<p>Hej. {text}</p>".encode(),
    "in a comment": lambda text: f"<p>Hej<!-- {text} --></p>".encode(),
    "in an attribute": lambda text: f'<p title="{text}">Hej</p>'.encode(),
    "in a description": lambda text: f'<meta name="description" content="Om oss: {text}">'.encode(),
    "in a script": lambda text: f'<script>var x = ["{text}"];</script>'.encode(),
    "split over tags": lambda text: f"<p>{between(text, '</b><b class=x>')}</p>".encode(),
    "split over comments": lambda text: between(text, "<!---->").encode(),
    "split over tags within an attribute": lambda text: f"<p title='{between(text, '&lt;wbr&gt;')}'>".encode(),
    "split over comments that say something": lambda text: between(text, "<!-- a > b -->").encode(),
    "split over programs": lambda text: between(text, "<script>if (a < b) c()</script>").encode(),
    "split over styles": lambda text: between(text, "<STYLE>\np{color:red}</STYLE >").encode(),
    "split over tags that hold a greater-than": lambda text: between(text, '<b title="a > b" id=x>').encode(),
    "split over tags of a program": lambda text: json.dumps(between(text, "<b></b>")).replace("/", "\\/").encode(),
    "split over parts of character data": lambda text: f"<![CDATA[{between(text, ']]><![CDATA[')}]]>".encode(),
    "split over lines": lambda text: between(text, "\n    ").encode(),
    "split over lines of JSON": lambda text: json.dumps({"text": between(text, "\n")}).encode(),
    "with soft hyphens": lambda text: between(text, "\u00ad").encode(),
    "with soft hyphens as entities": lambda text: between(text, "&shy;").encode(),
    "with unseen spaces": lambda text: between(text, ZERO + "\u2060\ufeff").encode(),
    "with unseen letters": lambda text: between(text, "\u3164\u115f").encode(),
    "with hard spaces": lambda text: text.replace(" ", "&nbsp;").encode(),
    "with other dashes": lambda text: text.replace("-", "\u2011").encode(),
    "in capitals": lambda text: text.upper().encode(),
    "in wide letters": lambda text: each(text, lambda c: chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c).encode(),
    "decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "without dots": lambda text: text.translate(str.maketrans("åäöÅÄÖ", "aaoAAO")).encode(),
    "in Arabic digits": lambda text: each(text, lambda c: chr(0x660 + int(c)) if c.isdigit() else c).encode(),
    "as decimal entities": lambda text: each(text, lambda c: f"&#{ord(c)};").encode(),
    "as hexadecimal entities": lambda text: each(text, lambda c: f"&#x{ord(c):X};").encode(),
    "as entities without semicolon": lambda text: each(text, lambda c: f"&#{ord(c)} ").encode(),
    "as entities with many zeros": lambda text: each(text, lambda c: f"&#{ord(c):012};" if c.isdigit() else f"&#x{ord(c):012x};").encode(),
    "as named entities": lambda text: text.replace("å", "&aring;").replace("Å", "&Aring;").replace("ä", "&auml;").replace("Ä", "&Auml;").encode(),
    "as entities of entities": lambda text: each(text, lambda c: f"&amp;#{ord(c)};").encode(),
    "as escapes of a program": lambda text: each(text, lambda c: f"\\u{ord(c):04x}").encode(),
    "as escapes in capitals": lambda text: each(text, lambda c: f"\\u{ord(c):04X}").encode(),
    "as escapes with brackets": lambda text: each(text, lambda c: f"\\u{{{ord(c):x}}}").encode(),
    "as short escapes": lambda text: each(text, lambda c: f"\\x{ord(c):02x}").encode(),
    "as escapes of bytes": lambda text: "".join(f"\\x{byte:02x}" for byte in text.encode()).encode(),
    "as escapes with many zeros": lambda text: each(text, lambda c: f"\\u{{{ord(c):012x}}}").encode(),
    "as escapes of escapes": lambda text: each(text, lambda c: f"\\\\u{ord(c):04x}").encode(),
    "as JSON": lambda text: json.dumps({"text": text}).encode(),
    "as JSON in JSON": lambda text: json.dumps(json.dumps({"text": text})).encode(),
    "as escapes of a style sheet": lambda text: f'p::after{{content:"{each(text, css_escape)}"}}'.encode(),
    "in an address": lambda text: f'<a href="?q={quote(text, safe="")}">'.encode(),
    "in an address of another encoding": lambda text: f'<a href="?q={quote(text.encode("cp1252"), safe="")}">'.encode(),
    "in an address twice": lambda text: quote(quote(text, safe=""), safe="").encode(),
    "every letter in an address": lambda text: each(text, lambda c: "".join(f"%{b:02X}" for b in c.encode())).encode(),
    "in another encoding": lambda text: text.encode("cp1252"),
    "in an encoding of old": lambda text: b"H\x86r: " + text.lower().encode("cp850"),
    "in an encoding of old Macs": lambda text: b"H\x8ar: " + text.lower().encode("mac-roman"),
    "in wide characters": lambda text: text.encode("utf-16"),
    "in wide characters without mark": lambda text: text.encode("utf-16-le"),
    "in wide characters the other way": lambda text: text.encode("utf-16-be"),
    "in gzip": lambda text: gzip.compress(text.encode()),
    "in the second part of a gzip": lambda text: gzip.compress(b"Hej") + gzip.compress(text.encode()),
    "in the last of many parts of a gzip": lambda text: gzip.compress(b"") * 1500 + gzip.compress(text.encode()),
    "after a gzip": lambda text: gzip.compress(b"Hej") + text.encode(),
    "in a member of a zip": lambda text: zipped(**{"a.txt": b"Hej", "b.txt": text.encode()}),
    "in the name of a member": lambda text: zipped(**{f"{text}.txt": b"Hej"}),
    "in the first of two members of one name": lambda text: two_of_a_name(text.encode(), b"Hej"),
    "in a zip that stands after a picture": lambda text: png(b"tEXt", b"Comment\x00Hej") + zipped(a=text.encode()),
    "in a zip in a zip": lambda text: zipped(**{"a.zip": zipped(**{"b.txt": text.encode()})}),
    "in a picture": lambda text: png(b"tEXt", b"Comment\x00" + text.encode("cp1252")),
    "in a picture, compressed": lambda text: png(b"zTXt", b"Comment\x00\x00" + zlib.compress(text.encode("cp1252"))),
    "in a picture, international": lambda text: png(b"iTXt", b"Comment\x00\x00\x00sv\x00Titel\x00" + text.encode()),
    "in a picture, international and compressed": lambda text: png(b"iTXt", b"Comment\x00\x01\x00sv\x00Titel\x00" + zlib.compress(text.encode())),
    "in a picture, wide": lambda text: png(b"eXIf", b"MM\x00*" + text.encode("utf-16-le")),
    "in base64": lambda text: f'<div data-x="{base64.b64encode(text.encode()).decode()}">'.encode(),
    "in base64 for addresses": lambda text: f"<a href='/dela/{base64.urlsafe_b64encode(text.encode()).decode().rstrip('=')}'>".encode(),
    "in base64 over lines": lambda text: b"x: " + base64.encodebytes((f"{'Hej och hej. ' * 8}{text}").encode()),
    "in base64 over lines of JSON": lambda text: json.dumps({"text": base64.encodebytes((f"{'Hej och hej. ' * 8}{text}").encode()).decode()}).encode(),
    "in base64 over short lines": lambda text: short_lines(text.encode()),
    "in base64 of another encoding": lambda text: base64.b64encode(text.encode("cp1252")),
    "in base64 of wide characters": lambda text: base64.b64encode(text.encode("utf-16-le")),
    "in base64 as entities": lambda text: each(base64.b64encode(text.encode()).decode(), lambda c: f"&#{ord(c)};").encode(),
    "in gzip in base64": lambda text: base64.b64encode(gzip.compress(text.encode())),
}  # fmt: skip
