"""JSON Schema (draft-07) of the record files, with which editors complete and check fields.

Made from the models. An editor reads YAML its own way (``1984`` is a number, ``true`` a boolean,
a blank value null), while our reader keeps the text that was written; so a schema takes every
scalar that the reader would take, and is never stricter than ``check``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from catalog.models.company import Company
from catalog.models.edition import Edition, Event, Stand
from catalog.models.family import Family
from catalog.models.service import Service
from catalog.models.site import Site
from catalog.models.vocabularies import Vocabularies
from catalog.models.work import Work

DRAFT = "http://json-schema.org/draft-07/schema#"

_RECORDS: dict[str, type[BaseModel]] = {
    "catalog": Site,
    "company": Company,
    "work": Work,
    "family": Family,
    "service": Service,
    "edition": Edition,
}
_LISTS: dict[str, type[BaseModel]] = {"stands": Stand, "programme": Event}

# How the reader takes booleans and numbers that an editor sees as strings.
_BOOLEAN = r"^\s*([Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|是|[Ff][Aa][Ll][Ss][Ee]|[Nn][Oo]|否)\s*$"
_NUMERIC = r"^[^A-Za-z]*$"
_DATE = r"^\s*[^\s-]{4}(-[^\s-]{2}(-[^\s-]{2})?)?\s*$"
_PADDED = r"^\s|\s$"  # quoted with blanks around it, which the reader takes off


def make_schemas(vocabularies: Vocabularies) -> dict[str, dict[str, Any]]:
    """A schema for each kind of file; vocabulary fields list all terms, the organizers' too."""
    schemas = {kind: _document(model, vocabularies, kind) for kind, model in _RECORDS.items()}
    for kind, model in _LISTS.items():
        schema = _document(model, vocabularies, kind)
        definitions = schema.pop("definitions", {})
        entry = {k: v for k, v in schema.items() if k not in ("$schema", "title")}
        schemas[kind] = {
            "$schema": DRAFT,
            "title": kind,
            "type": ["array", "null"],
            "items": {"anyOf": [entry, {"type": "null"}]},
            "definitions": definitions,
        }
    return schemas


def write_schemas(folder: Path, vocabularies: Vocabularies) -> list[Path]:
    """Write ``<kind>.json`` for each kind of file into ``folder``; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind, schema in make_schemas(vocabularies).items():
        target = folder / f"{kind}.json"
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")
        written.append(target)
    return written


def _document(model: type[BaseModel], vocabularies: Vocabularies, kind: str) -> dict[str, Any]:
    made = model.model_json_schema(mode="validation")
    convert = _Converter(vocabularies)
    definitions = {name: convert.model(d) for name, d in made.pop("$defs", {}).items()}
    schema: dict[str, Any] = {"$schema": DRAFT, "title": kind, **convert.model(made)}
    if definitions:
        schema["definitions"] = definitions
    return schema


class _Converter:
    """pydantic's schema (2020-12, of the models' own types) → draft-07 of what may be written."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        self.vocabularies = vocabularies

    def model(self, schema: dict[str, Any]) -> dict[str, Any]:
        """A mapping with fixed fields."""
        out: dict[str, Any] = {
            "type": "object",
            "properties": {k: self.value(v) for k, v in schema.get("properties", {}).items()},
            "additionalProperties": schema.get("additionalProperties", True),
        }
        for key in ("description", "required"):
            if key in schema:
                out[key] = schema[key]
        return out

    def value(self, schema: Any) -> dict[str, Any]:
        """A value of a field or list; blank is always allowed."""
        if not isinstance(schema, dict):
            return {}
        options = list(_flatten(self.options(schema)))
        unique = [o for n, o in enumerate(options) if o not in options[:n]]
        rest = [o for o in unique if o != {"type": "null"}]
        merged = rest[0] if len(rest) == 1 else {"anyOf": rest} if rest else {}
        out = _or_null(merged)
        if "description" in schema:
            out = {"description": schema["description"], **out}
        return out

    def options(self, schema: dict[str, Any]) -> Iterable[dict[str, Any]]:
        """What may stand there, each a schema of its own."""
        if "anyOf" in schema:
            return [option for part in schema["anyOf"] for option in self.options(part)]
        if "$ref" in schema:
            return [{"$ref": schema["$ref"].replace("#/$defs/", "#/definitions/")}]
        if "x-vocabulary" in schema:
            return self.terms(schema["x-vocabulary"])
        if "const" in schema:
            return [{"enum": [schema["const"]]}]
        kind = schema.get("type")
        if kind == "array":
            out = {"type": "array", "items": self.value(schema.get("items", {}))}
            return [out]
        if kind == "object":
            out = {"type": "object"}
            if isinstance(schema.get("additionalProperties"), dict):
                out["additionalProperties"] = self.value(schema["additionalProperties"])
            if "x-vocabulary" in schema.get("propertyNames", {}):
                out["propertyNames"] = {
                    "anyOf": self.terms(schema["propertyNames"]["x-vocabulary"])
                }
            return [out]
        return [_SCALARS[kind]] if kind in _SCALARS else self.text(schema)

    def terms(self, vocabulary: str) -> list[dict[str, Any]]:
        """The terms of a vocabulary, also those that YAML takes for numbers."""
        ids = self.vocabularies[vocabulary].ids()
        numbers = [int(i) for i in ids if i.isascii() and i.isdigit()]
        return [{"enum": [*ids, *numbers]}, {"type": "string", "pattern": _PADDED}]

    def text(self, schema: dict[str, Any]) -> list[dict[str, Any]]:
        """A string; an editor may see a number or a boolean where text is meant."""
        if schema.get("type") != "string":
            return [{}]
        out: dict[str, Any] = {"type": ["string", "number", "boolean"]}
        if "pattern" in schema:
            out["pattern"] = _DATE  # the only pattern there is
        return [out]


_SCALARS: dict[str, dict[str, Any]] = {
    "boolean": {"type": ["boolean", "string"], "pattern": _BOOLEAN},
    "integer": {"type": ["number", "string"], "pattern": _NUMERIC},
    "number": {"type": ["number", "string"], "pattern": _NUMERIC},
    "null": {"type": "null"},
}


def _flatten(options: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    for option in options:
        yield from option["anyOf"] if set(option) == {"anyOf"} else [option]


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The same, or nothing."""
    if not schema:
        return {}
    if "anyOf" in schema:
        return {"anyOf": [*schema["anyOf"], {"type": "null"}]}
    if "type" in schema:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return {**schema, "type": [*kinds, "null"]}
    return {"anyOf": [schema, {"type": "null"}]}
