"""Whether the addresses that the websites lead to still answer: asked for by a person, one at a time, politely."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from vagvisaren.records.references import nodes
from vagvisaren.records.register import Register

PAUSE = 1.0  # seconds between two questions to one host
PATIENCE = 15  # seconds for one answer
WHO = "Vagvisaren/1.0 (kommunens kontroll av egna lankar)"
GONE = (404, 410)


class Svar(StrEnum):
    """What is known of an address. A server may refuse programs, so only a plain no is one."""

    finns = "finns"
    flyttad = "flyttad"
    borta = "borta"
    okänt = "okänt"


@dataclass(frozen=True)
class Länk:
    """An outside address and every place in data where it stands."""

    adress: str
    platser: tuple[str, ...]


@dataclass(frozen=True)
class Prövad:
    länk: Länk
    svar: Svar
    detalj: str = ""


def links(register: Register) -> tuple[Länk, ...]:
    """Every outside address in data, once, by host."""
    found: dict[str, list[str]] = {}
    for node in nodes(register):
        for name, info in type(node.record).model_fields.items():
            value = getattr(node.record, name)
            if isinstance(value, str) and value.startswith(("https://", "http://")):
                place = register.place(node.record, info.alias or name)
                found.setdefault(value, []).append(f"{place.file}:{place.line}")
    ordered = sorted(found, key=lambda adress: (urlsplit(adress).netloc, adress))
    return tuple(Länk(adress, tuple(dict.fromkeys(found[adress]))) for adress in ordered)


def try_all(wanted: Iterable[Länk], rest: Callable[[float], None] = time.sleep) -> Iterator[Prövad]:
    """Ask each address once, with a pause before the next question to the same host."""
    before = None
    for länk in wanted:
        host = urlsplit(länk.adress).netloc
        if host == before:
            rest(PAUSE)
        before = host
        yield Prövad(länk, *ask(länk.adress))


def ask(adress: str) -> tuple[Svar, str]:
    """What an address answers. Nothing of the page is kept."""
    request = urllib.request.Request(adress, headers={"User-Agent": WHO, "Accept": "text/html,*/*"})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            if _bare(answer.url) != _bare(adress):
                return Svar.flyttad, f"till {answer.url}"
            return Svar.finns, ""
    except urllib.error.HTTPError as error:
        return (Svar.borta, f"svarar {error.code}") if error.code in GONE else (Svar.okänt, f"svarar {error.code}")
    except urllib.error.URLError as error:
        return Svar.okänt, _why(error.reason)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Svar.okänt, _why(error)


def _bare(adress: str) -> str:
    """The address without what makes no other page of it."""
    parts = urlsplit(adress)
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"


def _why(reason: object) -> str:
    if isinstance(reason, TimeoutError | socket.timeout):
        return f"svarar inte på {PATIENCE} sekunder"
    if isinstance(reason, socket.gaierror):
        return "namnet finns inte, eller så saknas nätet här"
    if isinstance(reason, ssl.SSLError):
        return "certifikatet går inte att lita på"
    if isinstance(reason, ConnectionError):
        return "förbindelsen nekas"
    return "går inte att nå"


def in_words(tried: Prövad) -> str:
    """'borta: https://… (svarar 404) data/…:12'"""
    detail = f" ({tried.detalj})" if tried.detalj else ""
    return f"{tried.svar}: {tried.länk.adress}{detail} {', '.join(tried.länk.platser)}"


def is_worth_saying(tried: Prövad) -> bool:
    return tried.svar is not Svar.finns
