"""Lists, and the terms of vocabularies that most of them hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import (
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
)
from pydantic_core import CoreSchema, core_schema

from catalog.models.context import context, fault


def _listed(value: Any) -> Any:
    """``a，b、c`` where a list is meant is answered with the list."""
    if isinstance(value, str):
        items = [item.strip() for item in re.split(r"[,，、;；]", value) if item.strip()]
        raise fault("list-as-text", fix=f"[{', '.join(items)}]")
    if isinstance(value, Mapping):
        raise fault("wrong-type", expected="@list")
    return value


def one_or_list(value: Any) -> Any:
    """One value where a list may stand too → a list of one."""
    return [value] if isinstance(value, str | Mapping) else value


AsList = BeforeValidator(_listed)


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
            return "all" if value == "all" else validate(value)

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
            by_label = vocabulary.spellings.get(value.casefold())
            split = [v.strip() for v in re.split(r"[,，、;；]", value) if v.strip()]
            if len(split) > 1 and not by_label:
                ids = [vocabulary.spellings.get(v.casefold(), v) for v in split]
                raise fault("list-as-text", fix=f"[{', '.join(ids)}]")
            raise fault(
                "unknown-value",
                value=value,
                vocabulary=vocabulary.title,
                known=vocabulary,
                near=by_label or "",
                hint="label" if by_label else "",
            )

        return core_schema.with_info_after_validator_function(check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "x-vocabulary": self.vocabulary}
