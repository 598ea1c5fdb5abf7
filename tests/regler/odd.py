"""Odd things that happen to a file: signs that nobody sees, lines that move, values that land in the wrong place."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

SIGNS = (
    "\ufeff", "\0", "\u00a0", "\u200b", "\u2009", "\u00ad", "\u202e", "\u2066", "\u2028", "\x85", "\ufffd", "\uffff", "\u3164", "\u030a",
    "a\u030a", "”", "“", "’", "–", "\u2011", "\t", "\r", "🙂", "٢", "２", "ﬁ", "¤", "Ã¥",
)  # fmt: skip
MARKS = (
    "&a ", "*a", "!x ", "!!int ", "! ", "<<: ", "? ", "| ", "|2\n", ">-\n", "---\n", "...\n", "%YAML 1.1\n", "# ", " #", " # ", ": ", ": |\n",
    "- ", "[", "]", "{", "}", '"', "'", '""', "''", "\\", "\\u200b", "\\x00", "@", "`", ",", " ", "\n", "\n\n", "~", "null", "=", "0",
    "{{", "}}", "{%", "{#", "<b>", "```", "](x.md)", "](javascript:x)", "okänt",
)  # fmt: skip
VALUES = (
    "", "[]", "{}", "~", "okänt", "okant", "[okänt]", "[[okänt]]", "{från: okänt}", "[{}]", "[{a: b}]", "{a: {b: c}}", "&a [*a]", "<<", "nan",
    "-", "?", ":", "..", "/", "../../../etc/passwd", "javascript:x", "0000", "9999-12-31", "2026-13-45", "٢٠٢٦", "1e9", "-1", "112", "0771",
    "växel", "alla", "mån–fre 9–15", "umeå-handlingsplan 99999", "r1 5", '"', '"\\ud800"', '"\\U00110000"', '"\\0"', '"\\u200b"',
    "a" * 300, "a" * 200_000, "[" * 3000, "- " * 3000, "{a: " * 2000, "a/" * 600,
)  # fmt: skip

Mutation = Callable[[str, Random], str]


def insert(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(SIGNS + MARKS) + text[at + chance.randrange(2) :]


def delete(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.randint(1, 6) :]


def cut_off(text: str, chance: Random) -> str:
    return text[: chance.randrange(len(text) + 1)]


def _of_lines(change: Callable[[list[str], int, Random], None]) -> Mutation:
    def mutation(text: str, chance: Random) -> str:
        lines = text.split("\n")
        change(lines, chance.randrange(len(lines)), chance)
        return "\n".join(lines)

    return mutation


def _drop(lines: list[str], at: int, chance: Random) -> None:
    del lines[at]


def _double(lines: list[str], at: int, chance: Random) -> None:
    lines.insert(chance.choice((at, chance.randrange(len(lines)))), lines[at])


def _swap(lines: list[str], at: int, chance: Random) -> None:
    other = chance.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _indent(lines: list[str], at: int, chance: Random) -> None:
    lines[at] = " " * chance.randint(1, 4) + lines[at]


def _outdent(lines: list[str], at: int, chance: Random) -> None:
    lines[at] = lines[at][chance.randint(1, 4) :]


def _of_values(change: Callable[[str, str, Random], tuple[str, str]]) -> Mutation:
    """A change of two lines with a name and a value, near each other or not."""

    def mutation(text: str, chance: Random) -> str:
        lines = text.split("\n")
        named = [at for at, line in enumerate(lines) if ": " in line]
        if len(named) > 1:
            one = chance.randrange(len(named) - 1)
            other = chance.choice((one + 1, chance.randrange(len(named))))
            one, other = named[one], named[other]
            lines[one], lines[other] = change(lines[one], lines[other], chance)
        return "\n".join(lines)

    return mutation


def _swap_values(one: str, other: str, chance: Random) -> tuple[str, str]:
    (name, value), (other_name, other_value) = one.split(": ", 1), other.split(": ", 1)
    return f"{name}: {other_value}", f"{other_name}: {value}"


def _take_the_name(one: str, other: str, chance: Random) -> tuple[str, str]:
    name, value = one.split(": ", 1)
    return f"{re.match('[ -]*', name)[0]}{other.split(': ', 1)[0].lstrip(' -')}: {value}", other


def _odd_value(one: str, other: str, chance: Random) -> tuple[str, str]:
    return one, f"{other.split(': ', 1)[0]}: {chance.choice(VALUES)}"


MUTATIONS: tuple[Mutation, ...] = (
    insert, insert, insert, delete, delete, cut_off,
    *map(_of_lines, (_drop, _drop, _double, _swap, _indent, _outdent)),
    *map(_of_values, (_swap_values, _take_the_name, _odd_value, _odd_value)),
)  # fmt: skip
ENCODINGS = ("cp1252", "utf-16", "utf-16-le", "utf-32", "utf-8-sig")


def mutated(raw: bytes, chance: Random) -> bytes:
    """The file after one to three odd things have happened to it."""
    text = raw.decode()
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        text = chance.choice(MUTATIONS)(text, chance)
    if chance.random() < 0.03:
        return text.encode(chance.choice(ENCODINGS), "replace")
    raw = text.encode()
    if raw and chance.random() < 0.08:
        at = chance.randrange(len(raw))
        raw = raw[:at] + bytes([raw[at] ^ 1 << chance.randrange(8)]) + raw[at + 1 :]
    return raw
