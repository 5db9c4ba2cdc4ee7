"""Records are fetched when they are asked for, and told of."""

import pytest

from catalog.edition.tracked import TrackedCache, TrackedRecords


@pytest.fixture
def fetched():
    return []


@pytest.fixture
def records(fetched):
    def fetch(id):
        fetched.append(id)
        return id.upper()

    return TrackedRecords("abcd", fetch)


def test_a_record_is_fetched_once_and_told_of(records, fetched):
    assert records["b"] == records["b"] == records.get("b") == "B"
    assert fetched == records.taken() == ["b"]
    records.clear()
    assert records.taken() == []
    assert records["b"] == "B"


def test_all_ids_are_there_before_any_record_is(records, fetched):
    assert list(records) == list(records.keys()) == ["a", "b", "c", "d"]
    assert len(records) == len(records.values()) == len(records.items()) == 4
    assert "c" in records
    assert "x" not in records
    assert records.get("x") is None
    assert fetched == []


def test_what_is_not_there_is_missing(records):
    with pytest.raises(KeyError):
        records["x"]


def test_values_are_fetched_one_after_the_other_and_may_be_gone_through_again(records, fetched):
    values = records.values()
    first = next(iter(values))
    assert (first, fetched) == ("A", ["a"])
    assert list(values) == list(values) == ["A", "B", "C", "D"]
    assert dict(records.items()) == {"a": "A", "b": "B", "c": "C", "d": "D"}
    assert "D" in values


def test_no_more_are_held_than_there_is_room_for(fetched):
    records = TrackedRecords("abcd", lambda id: fetched.append(id) or id, room=2)
    for _ in records.values():
        assert len(records.taken()) <= 2
    assert records["d"] == "d"
    assert fetched == ["a", "b", "c", "d"]


def test_a_kept_value_takes_the_records_again_that_it_was_made_from():
    source = {"a": 1, "b": 2, "c": 3}
    records = TrackedRecords(source, source.__getitem__)
    cache = TrackedCache([records], 8)

    def total():
        return records["a"] + records["b"]

    def page():
        records.clear()
        found = cache.get("total", total)
        return found, sorted(records.taken())

    assert page() == page() == (3, ["a", "b"])


def test_what_was_taken_before_is_no_part_of_a_value():
    source = {"a": 1, "b": 2, "c": 3}
    records = TrackedRecords(source, source.__getitem__)
    cache = TrackedCache([records], 8)
    records["a"]
    cache.get("b", lambda: records["b"])
    assert sorted(records.taken()) == ["a", "b"]  # and "c" was never asked for
    records.clear()
    cache.get("b", lambda: pytest.fail("made twice"))
    assert records.taken() == ["b"]


def test_a_value_within_a_value_counts_for_both():
    source = {"a": 1, "b": 2}
    records = TrackedRecords(source, source.__getitem__)
    cache = TrackedCache([records], 8)
    inner = lambda: cache.get("inner", lambda: records["b"])  # noqa: E731
    assert inner() == 2
    for _ in range(2):
        records.clear()
        assert cache.get("outer", lambda: records["a"] + inner()) == 3
        assert sorted(records.taken()) == ["a", "b"]


def test_records_that_are_not_tracked_cost_nothing():
    cache = TrackedCache([{"a": 1}], 1)
    assert cache.get("x", lambda: 1) == cache.get("x", lambda: 2) == 1
    assert cache.get("y", lambda: 2) == 2
    assert cache.get("x", lambda: 3) == 3  # there is room for one
