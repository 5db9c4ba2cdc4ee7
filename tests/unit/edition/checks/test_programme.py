import pytest

from catalog.edition.checks.programme import (
    end_before_start,
    event_outside_edition,
    events_overlap,
)
from tests.unit.edition.checks.rules import problems, told

PROGRAMME = "editions/2026/programme.yml"
HALLS = {"halls": [{"id": "h1"}, {"id": "h2"}]}


def event(times, place="h1", title="Talk"):
    start, end = (f"2026-05-21 {t}" for t in times.split("-"))
    place = place if isinstance(place, dict) else {"en": place}
    return {"title": {"en": title}, "start": start, "end": end, "place": place}


OVERLAPS = [
    (["10:00-11:00", "11:00-12:00"], []),
    (["10:00-11:00", "10:59-12:00"], ["[1].start"]),
    (["10:59-12:00", "10:00-11:00"], ["[0].start"]),
    (["10:00-11:00", "10:00-11:00"], ["[1].start"]),
    (["10:00-18:00", "11:00-12:00", "13:00-14:00"], ["[1].start", "[2].start"]),
    (["10:00-10:00", "10:00-11:00"], []),
    (["10:00-11:00", "10:30-10:30"], []),
    (["10:00-12:00", "10:30-09:00"], []),  # ends before it begins: told elsewhere
]


@pytest.mark.parametrize("times, expected", OVERLAPS)
def test_overlap(times, expected):
    events = tuple(event(t) for t in times)
    assert told(events_overlap, edition=HALLS, events=events) == [
        (PROGRAMME, field) for field in expected
    ]


PLACES = [
    ("h1", "h2", False),
    ("h1", "h1", True),
    ("Lounge", "lounge", True),
    ({"zh-Hans": "会客厅", "en": "Lounge"}, {"zh-Hans": "会客厅", "en": "The lounge"}, True),
    ({"en": "Lounge"}, {"en": "Roof"}, False),
]


@pytest.mark.parametrize("one, other, expected", PLACES)
def test_overlap_is_of_one_place(one, other, expected):
    events = (event("10:00-11:00", one), event("10:30-11:30", other))
    assert bool(told(events_overlap, edition=HALLS, events=events)) is expected


def test_overlap_names_both():
    events = (event("10:00-11:00", title="One"), event("10:30-11:30", title="Two"))
    (found,) = problems(events_overlap, edition=HALLS, events=events)
    assert "'Two' overlaps 'One'" in found.message()


def test_event_ends_after_it_begins():
    events = (event("10:00-11:00"), event("10:00-09:00"), event("10:00-10:00"))
    (found,) = problems(end_before_start, events=events)
    assert (found.path, found.field, found.effect) == (PROGRAMME, "[1].end", "entry")


def test_edition_ends_after_it_begins():
    (found,) = problems(end_before_start, edition={"end": "2026-05-20"})
    assert (found.path, found.field, found.effect) == ("2026.yml", "end", "build")
    assert told(end_before_start, edition={"end": "2026-05-21"}) == []


DAYS = [  # of a fair from the 21st to the 25th of May 2026
    ("2026-05-21 00:00", "2026-05-21 01:00", None),
    ("2026-05-25 22:00", "2026-05-26 03:00", None),
    ("2026-05-21 10:00", "2026-05-22 10:00", None),
    ("2026-05-20 23:59", "2026-05-21 10:00", "start"),
    ("2026-05-26 00:00", "2026-05-26 01:00", "start"),
    ("2025-05-22 10:00", "2025-05-22 11:00", "start"),
    ("2026-05-22 10:00", "2027-05-22 11:00", "end"),
    ("2026-05-22 10:00", "2026-05-23 10:01", "end"),
    ("2026-05-25 20:00", "2026-05-26 07:00", "end"),
    ("2026-05-22 10:00", "2025-05-22 11:00", None),  # ends before it begins: told elsewhere
]


@pytest.mark.parametrize("start, end, key", DAYS)
def test_an_event_is_on_the_days_of_the_fair(start, end, key):
    one = {**event("10:00-11:00"), "start": start, "end": end}
    expected = [(PROGRAMME, f"[0].{key}")] if key else []
    assert told(event_outside_edition, events=(one,)) == expected
