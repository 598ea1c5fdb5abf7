"""JSON Schemas of the data files, for the program in which an editor writes: keys, allowed values, explanations.

They are made of the model and lie under .vscode/, where VS Code's YAML extension reads them. The check takes every
scalar as text, and that extension does not: 112 is a number to it. So wherever a text may look like a number the schema
takes a number too. A schema says less than the check, and must refuse nothing that the check takes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from vagvisaren.faults import enumerate_words
from vagvisaren.records.formats import ALLA_DAGAR, OKÄNT, VECKODAGAR, ascii_id
from vagvisaren.records.model import Post
from vagvisaren.records.register import GEMENSAMT, INTERNAL, INTERNT, LOCAL, LOCAL_OPTIONAL, SHARED

Schema = dict[str, Any]

FOLDER = ".vscode/schema"
_ROOMS = ((GEMENSAMT, SHARED), ("*", LOCAL), ("*", LOCAL_OPTIONAL), (f"*/{INTERNT}", INTERNAL))

# ------------------------------------------------------------------ how a text is written


@dataclass(frozen=True)
class Form:
    """How a text is written, as a pattern; what to say when it is not; and the number that it may look like, if any."""

    pattern: str
    says: str
    number: Schema | None = None

    @property
    def schema(self) -> Schema:
        """The form as a JSON Schema."""
        # The check strips a text before it looks at it: a block of text ends with a line end.
        number = self.number or {}
        type_ = ["string", number["type"]] if number else "string"
        return {**number, "type": type_, "pattern": rf"^\s*(?:{self.pattern})\s*$", "errorMessage": self.says}


def _number(low: int | None = None, high: int | None = None, type_: str = "integer") -> Schema:
    bounds = {"minimum": low, "maximum": high}
    return {"type": type_} | {rule: bound for rule, bound in bounds.items() if bound is not None}


_ID = r"[a-zåäöé0-9]+(?:[-.][a-zåäöé0-9]+)*"
_INVISIBLE = r"\x00-\x1f\x7f-\x9f\u200b-\u200d\u2028\u2029\u2060\ufeff\u00ad"
_TEXT = rf"(?!##? \s*\S)(?!.*(?:<[a-zA-Z/!]|\{{\{{|\{{%|\{{#))[^{_INVISIBLE}]*"
_MONTH, _DAY = "(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12][0-9]|3[01])"
_DASH = r"\s*[-–—]\s*"
_CLOCK = r"(?:[01]?[0-9]|2[0-4])(?:\.[0-5][0-9])?"
_HOURS = f"{_CLOCK}{_DASH}{_CLOCK}"
_WEEKDAY = f"(?:{'|'.join(VECKODAGAR)})"
_DAYS = f"(?:helgfria )?(?:{ALLA_DAGAR}|(?:helgfria )?vardagar|{_WEEKDAY}(?:{_DASH}{_WEEKDAY})?)"
_SPAN = f"{_DAYS}(?:(?:, | och ){_DAYS})* {_HOURS}"

# The function that checks a text → how it is written. A test holds each pattern to its function.
FORMS: dict[str, Form] = {
    "check_id": Form(_ID, "Skriv ett id: små bokstäver, siffror och bindestreck.", _number(0, type_="number")),
    "check_text": Form(
        _TEXT, "Skriv en text i ett stycke, utan taggar, klamrar och tecken som inte syns.", _number(type_="number")
    ),
    "check_nummer": Form(
        "[1-9](?:[ -]?[0-9]){0,5}|0[ -]?[1-9](?:[ -]?[0-9]){5,7}[0-9]",  # a short one, or 8 to 10 digits
        "Skriv numret som det trycks: 060-16 31 00 eller 116 111.",
        _number(1, 10**9 - 1),
    ),
    "check_kortnummer": Form("[1-9](?: ?[0-9]){2,5}", "Skriv tre till sex siffror: 112 eller 114 14.", _number(100, 999_999)),
    "check_epost": Form(r"[^@\s]+@[a-z0-9åäö-]+(?:\.[a-z0-9-]+)+", "Skriv e-postadressen: namn@kommunen.se"),
    "check_webbadress": Form(
        r"https?://[a-z0-9åäö.-]+\.[a-z]{2,}(?:/[^\s<>\"']*)?", "Skriv hela webbadressen: https://www.exempel.se/"
    ),
    "check_färg": Form("#[0-9a-f]{6}", 'Skriv färgen som "#0b4f36", med citattecken.'),
    "check_fil": Form(r"[a-z0-9]+(?:[-.][a-z0-9]+)*\.txt", "Skriv filens namn utan mapp: handlingsplan.txt"),
    "check_språkkod": Form("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "Skriv språkets kod: fi, fit, se eller en."),
    "check_avtryck": Form("[0-9a-f]{12}", "Skriv inget för hand: kommandot granskning skriver avtrycket.", _number(0, type_="number")),
    "check_utgåva": Form("[a-p]{12}", "Skriv de tolv bokstäver som står efter data-utgava på sidan."),
    "check_datum": Form(
        f"{OKÄNT}|[0-9]{{4}}(?:-{_MONTH}(?:-{_DAY})?)?",
        "Skriv dag, månad eller år (2026-06-04, 2026-06, 2026) eller okänt.",
        _number(1, 9999),
    ),
    "_dag": Form(f"(?:20[0-9]{{2}}|2100)-{_MONTH}-{_DAY}", "Skriv år, månad och dag: 2026-06-04."),
    "check_årsdag": Form(f"{_MONTH}-{_DAY}", "Skriv månad och dag: 06-15."),
    "_heltal": Form("[0-9]{1,4}", "Skriv ett helt tal med siffror: 17", _number(0, 9999)),
    "check_stöd": Form(
        f"{_ID}(?: [0-9]+(?:-[0-9]+)?)?",
        "Skriv ett råds id, eller en plans id och rader: handlingsplan 44-48.",
        _number(0, type_="number"),
    ),
    "check_rader": Form("[0-9]{1,4}(?:[-–][0-9]{1,4})?", "Skriv raderna som 82-87 eller 99.", _number(1, 9999)),
    "check_period": Form(
        "20[0-9]{2}(?:-[12]|-20[0-9]{2})?",
        "Skriv ett år (2026), ett halvår (2026-1) eller två år (2026-2027).",
        _number(2000, 2099),
    ),
    "_aftonstid": Form(f"öppet|stängt|{_HOURS}(?:(?:, | och ){_HOURS})*", "Skriv klockslag (9–12), stängt eller öppet."),
}


def _choice(words: list[str]) -> Schema:
    return {"enum": words, "errorMessage": f"Välj {enumerate_words(words, 'eller')}."}


_OPEN = {"errorMessage": "Skriv dygnet runt, okänt, eller dagar och klockslag: mån–fre 9–15."}  # whichever comes nearest
_SPANS = {"type": "array", "minItems": 1, "items": Form(_SPAN, "Skriv dagar och klockslag: mån–fre 9–15.").schema}
ÖPPET: Schema = {"anyOf": [{"enum": ["dygnet runt", OKÄNT]} | _OPEN, Form(_SPAN, "").schema | _OPEN, _SPANS | _OPEN]}
_LIST = "Skriv en lista: varje del på en egen rad efter ett bindestreck."
_NAMES = "Skriv namn och värden på rader under, indragna."
_ANY_TEXT = {"type": ["string", "number"], "errorMessage": "Skriv en text på samma rad."}

# Of fields that are declared outside the model.
_ELSEWHERE = {
    "kanslispråk": "Ord från kontor och myndigheter, en post för varje.",
    "i_stället_för": "Ordet att undvika, i sin grundform.",
    "hellre": "Det vanliga ordet att skriva i stället.",
}


# ------------------------------------------------------------------ from model to schema


class _Generator(GenerateJsonSchema):
    """As pydantic's own, but of what an editor writes: texts, never null, nothing of the code's English."""

    schema_dialect = "http://json-schema.org/draft-07/schema#"  # the one that the extension knows best

    def str_schema(self, schema: Any) -> Schema:
        rules = {key: value for key, value in super().str_schema(schema).items() if key != "type"}
        return {**_ANY_TEXT, **rules}

    def function_after_schema(self, schema: Any) -> Schema:
        # lengths are the inner schema's, type and pattern the form's
        return {**self.generate_inner(schema["schema"]), **FORMS[_function(schema)].schema}

    def function_before_schema(self, schema: Any) -> Schema:
        name = _function(schema)
        if name == "_öppet":
            return ÖPPET
        if name == "_emptied":  # a log without rows
            inner = self.generate_inner(schema["schema"])
            return {**inner, "type": [inner["type"], "null"]}
        return FORMS[name].schema

    def literal_schema(self, schema: Any) -> Schema:
        return _choice([str(word) for word in schema["expected"]])

    def enum_schema(self, schema: Any) -> Schema:
        return _choice([str(word.value) for word in schema["members"]])

    def nullable_schema(self, schema: Any) -> Schema:
        return self.generate_inner(schema["schema"])  # what is not known is left out: nobody writes null

    def default_schema(self, schema: Any) -> Schema:
        return self.generate_inner(schema["schema"])

    def tuple_schema(self, schema: Any) -> Schema:
        return {**super().tuple_schema(schema), "errorMessage": _LIST}

    def dict_schema(self, schema: Any) -> Schema:
        keys, values = self.generate_inner(schema["keys_schema"]), self.generate_inner(schema["values_schema"])
        rules = {"minProperties": schema["min_length"]} if "min_length" in schema else {}
        return {"type": "object", "propertyNames": keys, "additionalProperties": values, "errorMessage": _NAMES, **rules}

    def tagged_union_schema(self, schema: Any) -> Schema:
        # any, not one: of one the extension says that several match; the title is what it calls the choice
        says = f"Börja med {enumerate_words(map(str, schema['choices']), 'eller')}."
        made = {str(tag): self.generate_inner(choice) for tag, choice in schema["choices"].items()}
        return {"anyOf": [{**choice, "title": tag, "errorMessage": says} for tag, choice in made.items()]}

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def normalize_name(self, name: str) -> str:
        return super().normalize_name(ascii_id(name))


def _function(schema: Any) -> str:
    return schema["function"]["function"].__name__


def schema_of(model: type[Post]) -> Schema:
    """The JSON Schema of a data file, as an editor writes it."""
    made = model.model_json_schema(by_alias=True, ref_template="#/definitions/{model}", schema_generator=_Generator)
    definitions = made.pop("$defs", {})
    records = {name: _record(part, definitions) for name, part in definitions.items() if "properties" in part}
    head = {"$schema": _Generator.schema_dialect, "$comment": "Skriven av python -m vagvisaren scheman. Ändra modellen i stället."}
    return {**head, **_record(made, definitions), **({"definitions": records} if records else {})}


def _record(part: Schema, definitions: Schema) -> Schema:
    """A record without its English name and docstring; it says which keys there are."""
    properties = {name: _inlined(rule, definitions) for name, rule in part["properties"].items()}
    for name, rule in properties.items():
        rule.setdefault("description", _ELSEWHERE.get(name, ""))
        _spell_out_keys(rule)
    kept = {key: value for key, value in part.items() if key not in ("title", "description", "$schema")}
    return {**kept, "properties": properties, "errorMessage": f"Här får stå {enumerate_words(properties, 'och')}."}


def _spell_out_keys(rule: Schema) -> None:
    """Where the keys are a list of words, each is a key of its own: the extension offers only those."""
    if words := rule.get("propertyNames", {}).get("enum"):
        value = {**rule["additionalProperties"], "description": rule["description"]}
        rule |= {"properties": dict.fromkeys(words, value), "additionalProperties": False}
        rule["errorMessage"] = f"Här får stå {enumerate_words(words, 'och')}."
        del rule["propertyNames"]


def _inlined(rule: Any, definitions: Schema) -> Any:
    """The rule with the words of each list of words where it is used: they show there without a look-up."""
    if isinstance(rule, list):
        return [_inlined(inner, definitions) for inner in rule]
    if not isinstance(rule, dict):
        return rule
    named = definitions.get(str(rule.get("$ref", "")).rpartition("/")[2], {})
    if "title" in rule:  # a choice by its first key
        rest = enumerate_words((key for key in named["properties"] if key != rule["title"]), "och")
        return {**rule, "errorMessage": f"{rule['errorMessage']} Sedan får stå {rest}."}
    if "enum" in named:
        rule = {key: value for key, value in named.items() if key not in ("title", "description")} | {
            key: value for key, value in rule.items() if key != "$ref"
        }
    return {key: _inlined(value, definitions) for key, value in rule.items()}


# ------------------------------------------------------------------ the files


def _files() -> Iterator[tuple[str, type[Post], str]]:
    """Each schema's file, the model it is made of, and the data files that it is for."""
    for room, models in _ROOMS:
        for name, model in models.items():
            yield f"{FOLDER}/{Path(name).stem}.json", model, f"data/{room}/{name}"


def globs() -> dict[str, list[str]]:
    """Which data files each schema is for, as yaml.schemas in .vscode/settings.json says it."""
    result: dict[str, list[str]] = {}
    for file, _, glob in _files():
        result.setdefault(f"./{file}", []).append(glob)
    return result


def texts() -> dict[str, str]:
    """The text of each schema, by its path in the project."""
    return {file: json.dumps(schema_of(model), ensure_ascii=False, indent=1) + "\n" for file, model, _ in _files()}


def write(root: Path) -> list[Path]:
    """Write every schema below `root`; the files."""
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    for file, text in texts().items():
        (root / file).write_text(text, encoding="utf-8", newline="\n")
    return [root / file for file in texts()]
