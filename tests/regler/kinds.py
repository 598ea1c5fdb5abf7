"""What kinds of values the model declares: by which function, list of words, list or record each value is held."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator

from vagvisaren.records.reading import Path_

RECORD, LIST, TABLE, WORDS, TEXT = "en post", "en lista", "en tabell", "ett av några ord", "vilken text som helst"


def kind(declared: Any) -> str:
    """What decides how one value is written: a function of formats, or what sort of type it is."""
    for rule in getattr(declared, "__metadata__", ()):
        if isinstance(rule, AfterValidator | BeforeValidator):
            return rule.func.__name__
    bare = _bare(declared)
    origin = get_origin(bare)
    if origin is Literal or isinstance(bare, type) and issubclass(bare, StrEnum):
        return WORDS
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return RECORD
    return {tuple: LIST, dict: TABLE}.get(origin, TEXT)


def members(declared: Any) -> Iterator[Any]:
    """The types that a value may have: those of a union, None left out."""
    bare = _bare(declared)
    if get_origin(bare) in (Union, types.UnionType):
        for member in get_args(bare):
            yield from members(member)
    elif bare is not type(None):
        yield declared


def _bare(declared: Any) -> Any:
    return get_args(declared)[0] if get_origin(declared) is Annotated else declared


def at(model: type[BaseModel], path: Path_) -> list[Any]:
    """What may be declared for the value at a path of the data."""
    declared: list[Any] = [model]
    for step in path:
        declared = [inner for one in declared for inner in _inside(one, step)]
    return declared


def of_keys(model: type[BaseModel], path: Path_) -> list[Any]:
    """What is declared for the name of the value at a path, where names are free."""
    return [get_args(_bare(one))[0] for one in at(model, path[:-1]) if kind(one) == TABLE]


def _inside(declared: Any, step: str | int) -> Iterator[Any]:
    bare = _bare(declared)
    if kind(declared) == RECORD:
        fields = {field.alias or name: field for name, field in bare.model_fields.items()}
        if step in fields:
            yield from members(fields[step].rebuild_annotation())
    elif kind(declared) in (LIST, TABLE):
        yield from members(get_args(bare)[0 if kind(declared) == LIST else 1])


def of_all(models: Iterable[type[BaseModel]]) -> dict[str, Any]:
    """Every kind of value that these records can hold, however deep, with a type that declares it."""
    seen: dict[str, Any] = {}
    waiting: list[Any] = list(models)
    while waiting:
        declared = waiting.pop()
        if repr(declared) in seen:
            continue
        seen[repr(declared)] = declared
        if kind(declared) == RECORD:
            waiting += [one for field in _bare(declared).model_fields.values() for one in members(field.rebuild_annotation())]
        elif kind(declared) in (LIST, TABLE):
            waiting += [one for part in get_args(_bare(declared)) if part is not ... for one in members(part)]
    return {kind(declared): declared for declared in seen.values()}
