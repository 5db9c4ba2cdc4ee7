"""Web addresses, e-mail addresses, ISBNs."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from catalog.models.context import fault
from catalog.models.scalars import Str

_URL = re.compile(r"https?://[^\s<>\"'`\\{}|^\x00-\x20\x7f]+", re.IGNORECASE)
_HOST = re.compile(
    r"https?://([^/?#@]+@)?(\[[0-9a-f:.]+\]|[^/?#@:\s]+\.[^/?#@:\s.]+)(:\d+)?([/?#]|$)"
)
_EMAIL = re.compile(r"[^\s@<>\"'(),:;\\\[\]]+@[^\s@<>\"'(),:;\\\[\]]+\.[^\s@<>\"'(),:;\\\[\].]{2,}")


def _url(value: str) -> str:
    found = _HOST.match(value.lower())
    if not _URL.fullmatch(value) or not found or found[1]:
        raise fault("bad-url", value=value)
    return value


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value) or len(value) > 254:
        raise fault("bad-email", value=value)
    return value


Url = Annotated[Str, AfterValidator(_url)]
Email = Annotated[Str, AfterValidator(_email)]


def isbn_check_digit(digits: str) -> str:
    """The check digit for the first 9 or 12 digits of an ISBN (ISO 2108)."""
    if len(digits) == 9:
        rest = -sum((10 - i) * int(d) for i, d in enumerate(digits)) % 11
        return "X" if rest == 10 else str(rest)
    return str(-sum((1, 3)[i % 2] * int(d) for i, d in enumerate(digits)) % 10)


def check_isbn(value: str) -> str:
    """The ISBN as written, if its length and check digit are right."""
    plain = re.sub(r"[\s-]", "", value).upper()
    if not re.fullmatch(r"\d{9}[\dX]|97[89]\d{10}", plain):
        raise fault("bad-isbn", value=value, digit="", hint="length")
    digit = isbn_check_digit(plain[:-1])
    if digit != plain[-1]:
        raise fault("bad-isbn", value=value, digit=digit)
    return value
