"""What an event is called in addresses, file names and calendars, whatever else is said of it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from catalog.models.edition import Event

_DIGITS = 10  # hexadecimal: among a thousand titles, two alike once in two million programmes


def with_ids(events: Sequence[Event], source_language: str) -> list[Event]:
    """The events in their order, each with an id that no other has.

    One that the organizers wrote stays; of two alike the first keeps it. Any other is made of the
    title in the source language alone, so that a new time or place, another translation or
    another event changes none. Where several share that title, those behind the first are told
    apart by start and place.
    """
    ids = _written(events)
    taken = set(ids.values())
    numbers: dict[str, int] = {}
    for place, event in enumerate(events):
        if place not in ids:
            ids[place] = _free(event, source_language, taken, numbers)
            taken.add(ids[place])
    return [event.model_copy(update={"id": ids[place]}) for place, event in enumerate(events)]


def without_own_id(
    events: Iterable[tuple[int, Event]], source_language: str
) -> list[tuple[int, int, Event]]:
    """Events whose id depends on others of the same title: (place, place of the first, event)."""
    groups: dict[str, list[tuple[int, Event]]] = defaultdict(list)
    for place, event in events:
        if event.id is None:
            groups[_title(event, source_language)].append((place, event))
    return [(place, group[0][0], event) for group in groups.values() for place, event in group[1:]]


def _written(events: Sequence[Event]) -> dict[int, str]:
    found: dict[str, int] = {}
    for place, event in enumerate(events):
        if event.id is not None:
            found.setdefault(event.id, place)
    return {place: id for id, place in found.items()}


def _free(event: Event, source_language: str, taken: set[str], numbers: dict[str, int]) -> str:
    """An id that nobody has. ``numbers`` has the last one of each title, start and place, so that
    thousands of the same are not counted anew for each.
    """
    key = title = _title(event, source_language)
    same = f"{title}\n{event.start.isoformat()}\n{_first(event.place)}"
    while (id := hashlib.sha256(key.encode()).hexdigest()[:_DIGITS]) in taken:
        numbers[same] = numbers.get(same, 0) + 1
        key = f"{same}\n{numbers[same]}"
    return id


def _title(event: Event, source_language: str) -> str:
    return event.title.get(source_language) or _first(event.title)


def _first(text: dict[str, str]) -> str:
    return next(iter(text.values()), "")
