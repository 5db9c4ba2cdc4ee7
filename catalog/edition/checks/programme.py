"""Rules on when things happen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from catalog.core.problems import At, Problem, problem
from catalog.edition.checks.subject import Subject, said
from catalog.edition.event_ids import without_own_id
from catalog.models.edition import Event


def end_before_start(subject: Subject) -> Iterator[Problem]:
    """Nothing ends before it begins: an event is left out, an edition cannot be built."""
    records, edition = subject.records, subject.records.edition
    if edition.end < edition.start:
        start, end = str(edition.start), str(edition.end)
        yield problem(
            "end-before-start", edition.path, ("end",), effect="build", start=start, end=end
        )
    for index, event in records.events:
        if event.end < event.start:
            yield problem(
                "end-before-start",
                records.programme_path,
                (index, "end"),
                effect="entry",
                start=f"{event.start:%Y-%m-%d %H:%M}",
                end=f"{event.end:%Y-%m-%d %H:%M}",
            )


_NIGHT = timedelta(hours=6)  # an event of the last day may end after midnight


def event_outside_edition(subject: Subject) -> Iterator[Problem]:
    """An event is on the fair's days, and is no longer than one."""
    records, edition = subject.records, subject.records.edition
    first = datetime.combine(edition.start.first_day(), time.min)
    last = datetime.combine(edition.end.last_day(), time.max)
    for index, event in records.events:
        if edition.end < edition.start or event.end < event.start:
            continue  # told elsewhere
        key, hint = "", ""
        if not first <= event.start <= last:
            key = "start"
        elif event.end > event.start + timedelta(days=1):
            key, hint = "end", "long"
        elif event.end - _NIGHT > last:
            key = "end"
        if key:
            yield problem(
                "event-outside-edition",
                records.programme_path,
                (index, key),
                hint=hint,
                title=said(event.title),
                from_=f"{event.start:%Y-%m-%d %H:%M}",
                until=f"{event.end:%Y-%m-%d %H:%M}",
                first=str(edition.start),
                last=str(edition.end),
            )


def duplicate_event_id(subject: Subject) -> Iterator[Problem]:
    """An event's id is its own; the later event does without."""
    first: dict[str, int] = {}
    for index, event in subject.records.events:
        if event.id is not None and first.setdefault(event.id, index) != index:
            yield problem(
                "duplicate-event-id",
                subject.records.programme_path,
                (index, "id"),
                id=event.id,
                first=At((first[event.id], "id")),
            )


def event_needs_id(subject: Subject) -> Iterator[Problem]:
    """Events of one title can be told apart for good only by ids."""
    records = subject.records
    for index, first, event in without_own_id(records.events, records.site.source_language):
        yield problem(
            "event-needs-id",
            records.programme_path,
            (index, "title"),
            title=said(event.title),
            first=At((first, "title")),
        )


def events_overlap(subject: Subject) -> Iterator[Problem]:
    """One room holds one event at a time."""
    records = subject.records
    rooms: dict[str, list[tuple[int, Event]]] = defaultdict(list)
    for index, event in records.events:
        room = event.hall_id(records.edition) or next(iter(event.place.values())).casefold()
        rooms[room].append((index, event))
    for events in rooms.values():
        events.sort(key=lambda pair: (pair[1].start, pair[0]))
        running: tuple[int, Event] | None = None  # of those before, the one that ends last
        for index, event in events:
            if running and event.start < running[1].end and event.start < event.end:
                yield problem(
                    "events-overlap",
                    records.programme_path,
                    (index, "start"),
                    title=said(event.title),
                    other=said(running[1].title),
                    line_other=At((running[0], "start")),
                )
            if running is None or event.end > running[1].end:
                running = index, event
