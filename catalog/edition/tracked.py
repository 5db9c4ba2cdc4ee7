"""Records that are fetched when they are asked for, and that know which of them were taken.

A page is rendered from a few records out of many thousands. What :class:`TrackedRecords` holds at
one moment is what was taken since it was last cleared: so a build learns which pages show which
records, and the next one renders only those again, from the few records that they need. And the
records of a very large edition, which would not fit into memory, are looked through one after the
other.

What pages keep for the next page that shows the same goes into a :class:`TrackedCache`: a page that
is given a card made earlier depends on the records in it all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import ExitStack, contextmanager
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class TrackedRecords(dict[str, T]):
    """A mapping of all ids, in their order, that fetches a record at its first use.

    Taking a record a second time costs what it costs in a dict. Do not change it otherwise, and do
    not copy it with ``dict(records)`` or ``{**records}``: that would copy only what was taken.

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

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Within it :meth:`taken` tells only what was taken within it; afterwards, all."""
        before = dict(dict.items(self))  # dict.copy would ask for all that there are
        self.clear()
        try:
            yield
        finally:
            dict.update(self, before)

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

    __slots__ = ("records",)

    def __init__(self, records: TrackedRecords[Any]) -> None:
        self.records = records

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[Any]:
        return (self.records[id] for id in self.records)

    def __contains__(self, record: object) -> bool:
        return any(record == one for one in self)


class _Items(_Values):
    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        return ((id, self.records[id]) for id in self.records)


class TrackedCache(Generic[T]):
    """Values made from records, kept until there are too many of them.

    Giving a value takes the records again that it was made from, so that no page can show a record
    without being told of as showing it.

    Args:
        records: where the values come from; those that are not tracked cost nothing here.
        room: how many values are kept; one more and all are forgotten.
    """

    def __init__(self, records: Iterable[Mapping[str, Any]], room: int) -> None:
        self._tracked = [one for one in records if isinstance(one, TrackedRecords)]
        self._room = room
        self._known: dict[Any, tuple[T, list[tuple[TrackedRecords[Any], list[str]]]]] = {}

    def get(self, key: Any, make: Callable[[], T]) -> T:
        """The value of a key; ``make`` makes it, where it is not known, from records and the key
        alone.
        """
        known = self._known.get(key)
        if known is not None:
            for records, ids in known[1]:
                for id in ids:
                    records[id]
            return known[0]
        with ExitStack() as stack:
            for one in self._tracked:
                stack.enter_context(one.apart())
            value = make()
            shown = [(one, taken) for one in self._tracked if (taken := one.taken())]
        for records, ids in shown:  # `apart` has put back what was taken before
            for id in ids:
                records[id]
        if len(self._known) >= self._room:
            self._known.clear()
        self._known[key] = value, shown
        return value
