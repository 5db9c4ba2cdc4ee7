"""Texts in one language or several."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from catalog.core.characters import Kind
from catalog.core.messages import Bilingual
from catalog.models.codes import Language
from catalog.models.context import context, fault
from catalog.models.scalars import Str
from catalog.models.tags import normalise_tag


def _texts(value: Any, info: ValidationInfo) -> Any:
    """A bare string belongs to the record's language; tags are normalised, blanks dropped."""
    if isinstance(value, str):
        return {context(info).lang: value}
    if isinstance(value, Mapping):
        found: dict[Any, Any] = {}
        for key, text in value.items():
            if text is None or (isinstance(text, str) and not text.strip()):
                continue
            tag = normalise_tag(key) if isinstance(key, str) else None
            if tag in found:
                reason = Bilingual(
                    f"it means {tag}, which is there already: keep one of them",
                    f"它与已有的 {tag} 相同：请只保留一个",
                )
                raise fault("bad-value", value=key, reason=reason, at=(key,), on_key=True)
            found[tag or key] = text
        return found
    raise fault("wrong-type", expected="@texts")


class Characters:
    """Annotates a text with what it holds: which characters nobody sees may be part of it.

    A field without it is a number, a code, an id or an address; see :mod:`catalog.core.characters`.
    """

    def __init__(self, kind: Kind, *, markdown: bool = False) -> None:
        self.kind = kind
        self.markdown = markdown


_Texts = Annotated[
    dict[Language, Str],
    BeforeValidator(_texts, json_schema_input_type=str | dict[str, str]),
    Field(min_length=1),
]

Text = Annotated[_Texts, Characters("name")]
"""A name, a title, a line."""

Prose = Annotated[_Texts, Characters("prose")]
"""Sentences, shown as they are."""

Markdown = Annotated[_Texts, Characters("prose", markdown=True)]
"""Sentences with Markdown in them."""


def _at_most(limit: int) -> Callable[[dict[str, str]], dict[str, str]]:
    def check(value: dict[str, str]) -> dict[str, str]:
        for tag, text in value.items():
            if len(text) > limit:
                raise fault("text-too-long", count=len(text), limit=limit, at=(tag,))
        return value

    return check


Logline = Annotated[Prose, AfterValidator(_at_most(160))]
