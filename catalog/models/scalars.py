"""Texts, numbers and yes or no. Every scalar arrives as the text that was written."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from catalog.models.context import fault


def _plain_text(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list | dict):
        raise fault("wrong-type", expected="@text")
    return value


def _integer(value: Any) -> Any:
    if isinstance(value, str):
        text = value.strip().replace(",", "").replace("_", "").replace("，", "")
        if not re.fullmatch(r"\d{1,15}", text) or (len(text) > 1 and text[0] == "0"):
            raise fault("wrong-type", expected="@integer")
        return int(text)
    raise fault("wrong-type", expected="@integer")


def _decimal(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", value.strip()):
        return float(value)
    raise fault("wrong-type", expected="@number")


def _boolean(value: Any) -> Any:
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in ("true", "yes", "是"):
        return True
    if word in ("false", "no", "否"):
        return False
    raise fault("wrong-type", expected="@boolean")


Str = Annotated[str, BeforeValidator(_plain_text), Field(min_length=1)]
Integer = Annotated[int, BeforeValidator(_integer)]
Decimal = Annotated[float, BeforeValidator(_decimal)]
Boolean = Annotated[bool, BeforeValidator(_boolean)]
