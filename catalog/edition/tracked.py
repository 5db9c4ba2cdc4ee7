"""Records on a shelf: by id, each fetched only when it is asked for, and who was asked for is told.

A page is rendered from a few records out of many thousands. What a shelf holds at one moment is
what was taken since it was last cleared: so a build learns which pages show which records, and the
next one renders only those again, from the few records that they need. And the records of a very
large edition, which would not fit into memory, are looked through one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from typing import Any, TypeVar

T = TypeVar("T")


class Shelf(dict[str, T]):
    """A mapping of all ids, in their order, that fetches a record at its first use.

    Taking a record a second time costs what it costs in a dict. Do not change it otherwise, and do
    not copy it with ``dict(shelf)`` or ``{**shelf}``: that would copy only what was taken.

    Args:
        ids: all there are.
        fetch: finds a record by its id.
        room: how many records it holds; when it is full it begins anew. Without it, all.
    """

    def __init__(
        self, ids: Iterable[str], fetch: Callable[[str], T], room: int | None = None
    ) -> None:
        super().__init__()
        self._ids = dict.fromkeys(ids)
        self._fetch = fetch
        self._room = len(self._ids) if room is None else room

    def taken(self) -> list[str]:
        """The ids of the records taken since the last :meth:`clear`."""
        return list(super().keys())

    def __missing__(self, id: str) -> T:
        if id not in self._ids:
            raise KeyError(id)
        if super().__len__() >= self._room:
            self.clear()
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
        """All records, each fetched in its turn; may be gone through again."""
        return _Values(self)

    def items(self) -> Any:
        """All ids with their records, likewise."""
        return _Items(self)


class _Values(Set[Any]):
    """What ``values()`` of a dict gives, as far as anybody here asks."""

    __slots__ = ("shelf",)

    def __init__(self, shelf: Shelf[Any]) -> None:
        self.shelf = shelf

    def __len__(self) -> int:
        return len(self.shelf)

    def __iter__(self) -> Iterator[Any]:
        return (self.shelf[id] for id in self.shelf)

    def __contains__(self, record: object) -> bool:
        return any(record == one for one in self)


class _Items(_Values):
    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        return ((id, self.shelf[id]) for id in self.shelf)
