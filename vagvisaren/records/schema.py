"""From a document of text to a record: pydantic finds the faults, this says them in Swedish."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from vagvisaren.faults import Fault, close_words, enumerate_words, nearest
from vagvisaren.records.model import OKÄNT, VÄGSLAG, Post
from vagvisaren.records.reading import Document, Path_

T = TypeVar("T", bound=Post)


def build(model: type[T], document: Document) -> T | None:
    """The record in the document; None when it has faults, which are added to the document."""
    if document.faults:
        return None
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        document.faults += _faults(model, document, error.errors(include_url=False))
        return None


def _faults(model: type[Post], document: Document, errors: list[ErrorDetails]) -> Iterator[Fault]:
    grouped: dict[Path_, list[ErrorDetails]] = {}
    for error in errors:
        grouped.setdefault(_data_path(document.data, error), []).append(error)
    misspelt = {
        (*path[:-1], name)
        for path, group in grouped.items()
        if group[0]["type"] == "extra_forbidden"
        for name in close_words(str(path[-1]), known_names(model, document.data, path[:-1]))
    }
    for path, group in grouped.items():
        if group[0]["type"] == "missing" and path in misspelt:
            continue  # said once, at the misspelt name
        # A union such as "tal eller okänt" complains once per member: the first says most.
        own = [error for error in group if error["type"] != "literal_error"]
        if own or not any(path == other[: len(path)] != other for other in grouped):  # else the other member was meant
            yield _fault(model, document, path, (own or group)[0], group)


def _data_path(data: object, error: ErrorDetails) -> Path_:
    """The part of pydantic's loc that is in the data; the rest names types within a union."""
    path: list[str | int] = []
    loc = error["loc"]
    for i, part in enumerate(loc):
        if part in VÄGSLAG and path and isinstance(path[-1], int) and i < len(loc) - 1:
            continue  # the kind of a väg, which pydantic puts before its facts
        if isinstance(data, dict) and part in data:
            data = data[part]
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        elif i < len(loc) - 1 or error["type"] != "missing":
            continue
        path.append(part)
    return tuple(path)


def _fault(
    model: type[Post], document: Document, path: Path_, error: ErrorDetails, group: list[ErrorDetails]
) -> Fault:
    is_key = error["loc"][-1:] == ("[key]",)
    place = document.key_place(path) if is_key else document.place(path)
    name = next((str(part) for part in reversed(path[:-1] if is_key else path) if isinstance(part, str)), "")
    kind, context = error["type"], error.get("ctx") or {}
    value = error.get("input")
    known = sorted(_allowed(group)) if kind in ("enum", "literal_error") else []
    if value == "":
        value_ = "ett värde, okänt" if OKÄNT in _allowed(group) else "ett värde"
        return Fault(place, f'"{name}" är tomt.', context.get("write") or nearest("", known) or f"Skriv {value_} eller ta bort raden.")
    if kind == "fel":
        meant = isinstance(value, str) and close_words(value, _allowed(group))
        return Fault(place, _shortened(context["what"]), nearest(str(value), meant) if meant else context["write"])
    if kind == "extra_forbidden":
        known = known_names(model, document.data, path[:-1])
        wrong = _shortened(f'"{path[-1]}" är ingen känd uppgift.')
        return Fault(document.key_place(path), wrong, nearest(str(path[-1]), known))
    if kind == "missing":
        return Fault(document.place(path[:-1]), f'"{name}" saknas.', f"Lägg till raden {name}: …")
    if kind.startswith("union_tag"):
        for key in value if isinstance(value, dict) else ():
            if close_words(key, VÄGSLAG):
                return Fault(
                    document.key_place((*path, key)), f'"{key}" är ingen känd uppgift.', nearest(key, VÄGSLAG)
                )
        return Fault(place, "Det framgår inte vilket slags väg in det är.", f"Börja med {enumerate_words(VÄGSLAG, 'eller')}.")
    if known and isinstance(value, str):
        return Fault(place, _shortened(f'"{value}" är inget känt värde för "{name}".'), nearest(value, known))
    if kind == "too_short":
        return Fault(place, f'"{name}" är tomt.', "Skriv minst en del, på en egen rad.")
    if kind == "string_too_long":
        return Fault(place, f"Texten är {len(str(value))} tecken lång.", f"Högst {context['max_length']}.")
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        what = f'"{name}"' if name else "Filen"
        return Fault(place, f"{what} ska vara en post.", "Skriv uppgifterna på rader under, indragna.")
    if kind in ("tuple_type", "list_type"):
        return Fault(place, f'"{name}" ska vara en lista.', "Skriv varje del på en egen rad efter ett bindestreck.")
    write = "Innehåller texten ett kolon? Sätt citattecken runt hela texten." if isinstance(value, dict) else ""
    return Fault(place, f'Värdet för "{name}" ska vara en text.', write or "Skriv en text på samma rad.")


def _shortened(sentence: str) -> str:
    """The sentence with no more of a long value than tells which it is."""
    return re.sub(r'"([^"]{80})[^"]+"', r'"\1…"', sentence)


def _allowed(group: list[ErrorDetails]) -> list[str]:
    words: list[str] = []
    for error in group:
        expected = str((error.get("ctx") or {}).get("expected", ""))
        words += [part.strip(" '") for part in expected.replace(" or ", ",").split(",") if part.strip(" '")]
    return words


def known_names(model: type[Post], data: object, path: Path_) -> list[str]:
    """The names that may stand in the record at `path`, read from the declared types."""
    types_: list[Any] = [model]
    for part in path:
        data = data[part]  # type: ignore[index]
        types_ = [inner for outer in types_ for inner in _inside(outer, part)]
    models = [kind for kind in types_ if isinstance(kind, type) and issubclass(kind, BaseModel)]
    if len(models) > 1 and isinstance(data, dict):  # a way in: the kind that its first fact names
        models = [cls for slag, cls in VÄGSLAG.items() if slag in data] or models
    return [field.alias or name for kind in models for name, field in kind.model_fields.items()]


def _inside(outer: Any, part: str | int) -> list[Any]:
    if isinstance(outer, type) and issubclass(outer, BaseModel):
        fields = {field.alias or name: field for name, field in outer.model_fields.items()}
        return _unwrap(fields[str(part)].annotation) if str(part) in fields else []
    args = get_args(outer)
    if get_origin(outer) is dict:
        return _unwrap(args[1])
    return _unwrap(args[0]) if get_origin(outer) is tuple else []


def _unwrap(annotation: Any) -> list[Any]:
    """The members of unions, without Annotated and Literal."""
    if get_origin(annotation) is Annotated:
        return _unwrap(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return [kind for member in get_args(annotation) for kind in _unwrap(member)]
    return [] if get_origin(annotation) is Literal else [annotation]
