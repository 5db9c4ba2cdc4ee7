"""Records on a shelf: by id, each fetched only when it is asked for, and who was asked for is told.

A page is rendered from a few records out of many thousands. What a shelf holds at one moment is
what was taken since it was last cleared: so a build learns which pages show which records, and the
next one renders only those again, from the few records that they need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

T = TypeVar("T")


class Shelf(dict[str, T]):
    """A mapping of all ids, in their order, that fetches a record at its first use.

    Taking a record a second time costs what it costs in a dict. Do not change it otherwise, and do
    not copy it with ``dict(shelf)`` or ``{**shelf}``: that would copy only what was taken.

    Args:
        ids: all there are.
        fetch: finds a record by its id.
    """

    def __init__(self, ids: Iterable[str], fetch: Callable[[str], T]) -> None:
        super().__init__()
        self._ids = dict.fromkeys(ids)
        self._fetch = fetch

    def taken(self) -> list[str]:
        """The ids of the records taken since the last :meth:`clear`."""
        return list(super().keys())

    def __missing__(self, id: str) -> T:
        if id not in self._ids:
            raise KeyError(id)
        record = self[id] = self._fetch(id)
        return record

    def __contains__(self, id: object) -> bool:
        return id in self._ids

    def get(self, id: str, default: Any = None) -> Any:
        """The record, or the default where there is none."""
        return self[id] if id in self._ids else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __bool__(self) -> bool:
        return bool(self._ids)

    def keys(self) -> Any:
        """All ids."""
        return self._ids.keys()

    def values(self) -> Any:
        """All records; takes each of them."""
        return [self[id] for id in self._ids]

    def items(self) -> Any:
        """All ids with their records; takes each of them."""
        return [(id, self[id]) for id in self._ids]
