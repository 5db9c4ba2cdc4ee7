"""Lists, and the terms of vocabularies that most of them hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import (
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationError,
    ValidationInfo,
    WrapValidator,
)
from pydantic_core import CoreSchema, core_schema

from catalog.models.context import context, fault
from catalog.models.spelling import LONGEST, fold, quoted, split_words

_ALL = frozenset(("all", "全部", "所有", "全体", "任何", "any", "everyone", "all languages"))
_SAID = 30  # items of a list that a remedy repeats


def _listed(value: Any, read: Callable[[Any], Any]) -> Any:
    """``a，b、c`` where a list is meant is answered with the list, in the terms to write."""
    if isinstance(value, str):
        items = split_words(value)
        if not items:
            raise fault("string_too_short")  # as for a text: it is not written yet
        said = _as_meant(items[:_SAID], read) + ["…"] * (len(items) > _SAID)
        raise fault("list-as-text", fix=f"[{', '.join(said)}]")
    if isinstance(value, Mapping):
        raise fault("wrong-type", expected="@list", key=next(iter(value), ""))
    return read(value)


def _as_meant(items: list[str], read: Callable[[Any], Any]) -> list[str]:
    """Words → what would be told of each, if that is one thing, else the word: it is asked then."""
    said = [quoted(item) for item in items]
    try:
        read(items)
    except ValidationError as error:
        for slip in error.errors(include_url=False, include_input=False):
            place, ctx = slip["loc"][:1], slip.get("ctx") or {}
            if place and isinstance(place[0], int) and ctx.get("hint") == "label":
                said[place[0]] = str(ctx["near"])
    return said


def one_or_list(value: Any) -> Any:
    """One value where a list may stand too → a list of one."""
    return [value] if isinstance(value, str | Mapping) else value


AsList = WrapValidator(_listed)


class AllOr:
    """Annotates ``Literal["all"] | tuple[X, ...]``: the word ``all``, or a list.

    A plain union would tell a slip in the list twice, once for each branch.
    """

    def __init__(self, items: Any) -> None:
        self.items = items

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        def read(value: Any, validate: Callable[[Any], Any]) -> Any:
            if value == "all":
                return "all"
            if isinstance(value, str) and fold(value) in _ALL:
                raise fault("wrong-type", expected="@list", fix="all", hint="fix")
            return validate(value)

        return core_schema.no_info_wrap_validator_function(
            read,
            handler.generate_schema(self.items),
            serialization=core_schema.simple_ser_schema("any"),
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [{"const": "all"}, handler(schema)]}


class Term:
    """Marks a string as a term of a vocabulary; a label in any language is answered with its id."""

    def __init__(self, vocabulary: str) -> None:
        self.vocabulary = vocabulary

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        name = self.vocabulary

        def check(value: str, info: ValidationInfo) -> str:
            vocabulary = context(info).vocabularies[name]
            if value in vocabulary:
                return value
            by_label = vocabulary.meant(value)
            split = split_words(value[:LONGEST])
            if len(split) > 1 and not by_label:
                each = [(word, vocabulary.meant(word)) for word in split]
                said = [found[0] if len(found) == 1 else quoted(word) for word, found in each]
                raise fault("list-as-text", fix=f"[{', '.join(said)}]")
            hint = "" if not by_label else "label" if len(by_label) == 1 else "labels"
            raise fault(
                "unknown-value",
                value=value,
                vocabulary=vocabulary.title,
                known=vocabulary,
                near=", ".join(by_label),
                hint=hint,
            )

        return core_schema.with_info_after_validator_function(check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "x-vocabulary": self.vocabulary}
