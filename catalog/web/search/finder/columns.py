"""Columns: one value a work, written so that compression finds little left to do.

Numbers become characters of a 64-letter alphabet, all of one width; texts become one string with
a line each. The browser reads both without parsing (``theme/scripts/finder/columns.ts``).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypedDict, TypeVar

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
T = TypeVar("T", bound=Hashable)


class Lists(TypedDict):
    """Several numbers a work: how many each has, and all of them in one row."""

    count: str
    flat: str


class Table(Generic[T]):
    """Distinct values in the order in which they came, each known by its place."""

    def __init__(self, values: Iterable[T] = ()) -> None:
        self.places: dict[T, int] = {}
        for value in values:
            self.place(value)

    def place(self, value: T) -> int:
        """The place of a value, which is added where it is new."""
        return self.places.setdefault(value, len(self.places))

    @property
    def values(self) -> list[T]:
        """All of them."""
        return list(self.places)

    def __len__(self) -> int:
        return len(self.places)


def pack_numbers(values: Sequence[int]) -> str:
    """Numbers from 0 as text: a digit that says how wide each is, then all of them."""
    width, limit = 1, 64
    highest = max(values, default=0)
    while highest >= limit:
        width, limit = width + 1, limit * 64
    if width == 1:
        return "1" + "".join([ALPHABET[v] for v in values])
    shifts = [6 * place for place in range(width - 1, -1, -1)]
    return f"{width}" + "".join([ALPHABET[v >> s & 63] for v in values for s in shifts])


def pack_lists(lists: Sequence[Sequence[int]]) -> Lists:
    """Several numbers a work as two columns."""
    return {
        "count": pack_numbers([len(one) for one in lists]),
        "flat": pack_numbers([value for one in lists for value in one]),
    }


def join_lines(texts: Iterable[str]) -> str:
    """One text a work as one string. No text keeps a line break or a tab: those separate."""
    return "\n".join([line(text) for text in texts])


def line(text: str) -> str:
    """The text in one line."""
    return " ".join(text.split()) if not text.isprintable() or "  " in text else text


def join_forms(forms: Iterable[str]) -> str:
    """Several names of one thing in one line, each once."""
    return "\t".join(dict.fromkeys(line(form) for form in forms if form))
