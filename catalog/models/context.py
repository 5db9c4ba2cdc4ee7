"""What a field's validator knows of its surroundings, and how it says what is wrong.

Validators raise :class:`PydanticCustomError` whose type is a code of :mod:`catalog.core.messages`;
``ctx`` are the message's parameters, ``ctx["hint"]`` chooses its remedy and ``ctx["at"]`` is the
place below the field where the slip is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from catalog.models.vocabularies import Vocabularies, built_in


@dataclass(frozen=True, slots=True)
class Context:
    """What a record's fields need to know of their surroundings.

    Attributes:
        lang: the language of bare strings.
        folder: content-relative folder of the file, for image paths.
        root: content-relative folder that image paths may not leave.
        vocabularies: with the organizers' additions.
    """

    lang: str = "en"
    folder: str = ""
    root: str = ""
    vocabularies: Vocabularies = field(default_factory=built_in)


def fault(code: str, **ctx: Any) -> PydanticCustomError:
    """An error of one of our codes, to raise in a validator."""
    return PydanticCustomError(code, code, ctx)


def context(info: ValidationInfo) -> Context:
    """The context given to validation, or a plain one."""
    return info.context if isinstance(info.context, Context) else Context()
