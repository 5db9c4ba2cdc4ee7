"""A plain word where a group of fields is meant: the group to write instead."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel, ValidationError

from catalog.models.context import Context
from catalog.models.guards import fields_of
from catalog.models.spelling import quoted, split_words

_MANY = 20  # words of a list that a remedy repeats
# Which field a word belongs to by its looks; else it is the first that must be there.
_LOOKS = (
    ("email", re.compile(r"\S+@\S+")),
    ("url", re.compile(r"https?://.*", re.IGNORECASE)),
    ("work", re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)?")),
)


def as_group(model: type[BaseModel], word: str, context: Context) -> str:
    """``出版`` → ``{right: print, status: …, territories: …}``; "" where no field is meant."""
    fields = fields_of(model)
    wanted = [name for name, field in fields.items() if field.is_required()]
    looks = (name for name, form in _LOOKS if name in fields and form.fullmatch(word))
    meant = next(looks, None) or next(iter(wanted), None)
    if meant is None:
        return ""
    names = [*wanted, *([] if meant in wanted else [meant])]
    code = _code(model, meant, word, context)
    said = {name: quoted(code) if name == meant else "…" for name in names}
    return "{" + ", ".join(f"{name}: {text}" for name, text in said.items()) + "}"


def as_groups(model: type[BaseModel], text: str, context: Context) -> str:
    """The same of each word of a list that is written as one text."""
    groups = [as_group(model, word, context) for word in split_words(text)[:_MANY]]
    return f"[{', '.join(groups)}]" if all(groups) else ""


def _code(model: type[BaseModel], field: str, word: str, context: Context) -> str:
    """The code that is told where the word stands in its field; the word itself where it may mean
    several, for then the next check asks which.
    """
    try:
        model.model_validate({field: word}, context=context)
    except ValidationError as error:
        for slip in error.errors(include_url=False, include_input=False):
            ctx: dict[str, Any] = slip.get("ctx") or {}
            if slip["loc"][:1] == (field,) and ctx.get("hint") == "label":
                near = str(ctx["near"])
                return word if ", " in near else near
    return word
