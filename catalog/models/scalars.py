"""Texts, numbers and yes or no. Every scalar arrives as the text that was written."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from catalog.models.context import fault
from catalog.models.words import LONGEST

_UNITS = {"千": 1e3, "k": 1e3, "万": 1e4, "m": 1e6, "million": 1e6, "亿": 1e8, "億": 1e8}
_YES = frozenset(("y", "on", "1", "t", "有", "对", "√", "✓", "✔", "公开", "ok"))
_NO = frozenset(("n", "off", "0", "f", "无", "没有", "不", "不是", "未", "×", "✗", "不公开", "x"))


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
            fix = _as_number(value)
            raise fault("wrong-type", expected="@integer", fix=fix, hint="fix" if fix else "")
        return int(text)
    raise fault("wrong-type", expected="@integer")


def _as_number(text: str) -> str:
    """The one number that is in a text, in digits: ``约120万字`` → ``1200000``; "" for none."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).replace(",", "").lower()
    found = re.findall(r"\d+(?:\.\d+)?\s*(?:千|万|億|亿|k\b|million\b|m\b)?", plain)
    if len(found) != 1 or "-" in plain:
        return ""
    digits, unit = re.fullmatch(r"([\d.]+)\s*(.*)", found[0]).groups()  # type: ignore[union-attr]
    number = float(digits) * _UNITS.get(unit, 1)
    return str(int(number)) if number == int(number) and number < 1e15 else ""


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
    fix = "true" if word in _YES else "false" if word in _NO else ""
    raise fault("wrong-type", expected="@boolean", fix=fix, hint="fix" if fix else "")


Str = Annotated[str, BeforeValidator(_plain_text), Field(min_length=1)]
Integer = Annotated[int, BeforeValidator(_integer)]
Decimal = Annotated[float, BeforeValidator(_decimal)]
Boolean = Annotated[bool, BeforeValidator(_boolean)]
