"""What records are made of: frozen parts that are pickled small, and know their places."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, PrivateAttr

from catalog.core.problems import Loc


class Part(BaseModel):
    """Base of everything inside a record: frozen, and strict about unknown keys."""

    # Deferred: a validator is built when the first record of its kind is read.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def __reduce__(self) -> tuple[Any, ...]:
        values = self.__dict__
        private = self.__pydantic_private__
        return restore, (type(self), [values[name] for name in _names(type(self))], private)


_set = object.__setattr__


@cache
def _names(model: type[Part]) -> tuple[str, ...]:
    return tuple(model.model_fields)


@cache
def _all_set(model: type[Part]) -> set[str]:
    return set(_names(model))


def restore(model: type[Part], values: Sequence[Any], private: dict[str, Any] | None) -> Part:
    """A part that was pickled: equal to what it was, in a quarter less memory.

    pydantic would give each a set of the fields that were written, with the names of them all.
    Nobody asks which they were, so all parts of a model share one set.
    """
    part = model.__new__(model)
    _set(part, "__dict__", dict(zip(_names(model), values, strict=True)))
    _set(part, "__pydantic_fields_set__", _all_set(model))
    _set(part, "__pydantic_extra__", None)
    _set(part, "__pydantic_private__", private)
    return part


class Placed(Part):
    """A part that knows how its places stand to those of its file.

    What was wrong in a list is left out of the record, so what follows it has moved up.
    """

    _kept: dict[Loc, tuple[int, ...]] | None = PrivateAttr(default=None)

    def keep(self, kept: dict[Loc, tuple[int, ...]]) -> None:
        """Say, by the place of each list that lost items, which of the file's are left."""
        self._kept = kept or None

    def written(self, loc: Loc) -> Loc:
        """A place in the record → the place in its file."""
        if not self._kept:
            return loc
        out: list[str | int] = []
        for depth, part in enumerate(loc):
            kept = self._kept.get(loc[:depth]) if isinstance(part, int) else None
            out.append(kept[int(part)] if kept and int(part) < len(kept) else part)
        return tuple(out)
