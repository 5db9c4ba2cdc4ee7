"""Puts a page's values into the finished shell of its section and depth."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from catalog.web.frame import SLOTS, placeholder

_REPEATABLE = (
    "path"  # stands in every link of the language menu, or nowhere when there is one language
)


class ShellError(ValueError):
    """A shell or the values for it are not as agreed: a fault of the theme or of the code, never
    of a record.
    """


@dataclass(frozen=True, slots=True)
class Shell:
    """A shell, split once: text between the slots at even places, "" for slots at odd ones."""

    pieces: tuple[str, ...]
    slots: tuple[str, ...]

    @classmethod
    def parse(cls, html: str, mark: str) -> "Shell":
        """Split a shell at its placeholder words, which begin with the mark of its frame.

        Raises ShellError when one is unknown, missing, or there twice where it may stand once.
        """
        parts = re.split(placeholder("x", mark).replace("X", "([A-Z][a-z]*)"), html)
        slots = tuple(word.lower() for word in parts[1::2])
        if unknown := set(slots) - set(SLOTS):
            raise ShellError(f"unknown placeholder: {', '.join(sorted(unknown))}")
        for slot in SLOTS:
            count = slots.count(slot)
            if slot != _REPEATABLE and count != 1:
                trouble = "missing" if count == 0 else f"there {count} times"
                raise ShellError(f"placeholder for {slot} is {trouble}")
        return cls(tuple(parts[0::2]), slots)

    def stamp(self, values: Mapping[str, str]) -> bytes:
        """The page: values go in as they are, already escaped, and are not looked at again.

        Raises ShellError unless there is exactly one value for each of `SLOTS`.
        """
        if values.keys() != _NAMES:
            off = ", ".join(sorted(values.keys() ^ _NAMES))
            raise ShellError(f"values and slots differ in: {off}")
        page = [""] * (len(self.pieces) + len(self.slots))
        page[0::2] = self.pieces
        page[1::2] = [values[slot] for slot in self.slots]
        # As MkDocs writes: a lone surrogate becomes a character reference instead of an error.
        return "".join(page).encode("utf-8", "xmlcharrefreplace")


_NAMES = frozenset(SLOTS)
