"""Texts, numbers and yes or no. Every scalar arrives as the text that was written."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal as DecimalNumber
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo

from catalog.models.context import fault
from catalog.models.spelling import LONGEST

_UNITS = {"千": 10**3, "thousand": 10**3, "万": 10**4, "million": 10**6, "亿": 10**8, "億": 10**8}
_OF_WORDS = {**_UNITS, "k": 10**3, "m": 10**6}  # elsewhere 4K are pixels, and 45m minutes
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*(千|thousand\b|万|million\b|亿|億|[km]\b)?")
# What may stand around a number, "#": any other word may be another unit, or an ordinal (第3季).
_AROUND = re.compile(
    r"(?:约|大约|大概|近|共|全|total|about|around|approx\.?|ca\.?|circa|over|~|≈)?\s*"
    r"#\s*(?:余|多|\+)?\s*(?P<counted>[^\W\d]*)\.?"
)
# What a field counts, by its name.
_COUNTED = {
    "words": ("字", "个字", "words", "word"),
    "chapters": ("章", "回", "话", "chapters"),
    "pages": ("页", "pages", "pp"),
    "seasons": ("季", "seasons"),
    "episodes": ("集", "话", "episodes", "eps"),
    "minutes": ("分钟", "分", "minutes", "mins", "min"),
    "year": ("年",),
}
_YES = frozenset(("y", "on", "1", "t", "有", "对", "√", "✓", "✔", "公开", "ok"))
_NO = frozenset(("n", "off", "0", "f", "无", "没有", "不", "不是", "未", "×", "✗", "不公开", "x"))


def _plain_text(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list | dict):
        raise fault("wrong-type", expected="@text")
    return value


def _integer(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, str):
        text = value.strip().replace(",", "").replace("_", "").replace("，", "")
        if not re.fullmatch(r"\d{1,15}", text) or (len(text) > 1 and text[0] == "0"):
            fix = _as_number(value, info.field_name or "")
            raise fault("wrong-type", expected="@integer", fix=fix, hint="fix" if fix else "")
        return int(text)
    raise fault("wrong-type", expected="@integer")


def _as_number(text: str, field: str) -> str:
    """The number of what a field counts, in digits: ``约120万字`` → ``1200000``; "" for none."""
    cut = text[:LONGEST].strip().lower()
    if any(unicodedata.category(char) == "No" for char in cut):  # 1², ½
        return ""
    plain = unicodedata.normalize("NFKC", cut).replace(",", "")
    found = list(_NUMBER.finditer(plain))
    if len(found) != 1:
        return ""
    start, end = found[0].span()
    around, unit = _AROUND.fullmatch(f"{plain[:start]}#{plain[end:]}"), found[0][2] or ""
    units = {"": 1, **(_OF_WORDS if field == "words" else _UNITS)}
    if not around or unit not in units or around["counted"] not in ("", *_COUNTED.get(field, ())):
        return ""
    number = DecimalNumber(found[0][1]) * units[unit]
    return str(int(number)) if number == int(number) and number < 10**15 else ""


def _decimal(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", value.strip()):
        return float(value)
    raise fault("wrong-type", expected="@number")


def read_boolean(value: Any) -> bool | None:
    """Yes or no as it is plainly written; None for anything else."""
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in ("true", "yes", "是"):
        return True
    return False if word in ("false", "no", "否") else None


def _boolean(value: Any) -> Any:
    found = read_boolean(value)
    if found is not None:
        return found
    word = value.strip().lower() if isinstance(value, str) else ""
    fix = "true" if word in _YES else "false" if word in _NO else ""
    raise fault("wrong-type", expected="@boolean", fix=fix, hint="fix" if fix else "")


Str = Annotated[str, BeforeValidator(_plain_text), Field(min_length=1)]
Integer = Annotated[int, BeforeValidator(_integer)]
Decimal = Annotated[float, BeforeValidator(_decimal)]
Boolean = Annotated[bool, BeforeValidator(_boolean)]
