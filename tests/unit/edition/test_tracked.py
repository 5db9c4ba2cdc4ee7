"""Records on a shelf: fetched when they are asked for, and told of."""

import pytest

from catalog.edition.tracked import Shelf


@pytest.fixture
def fetched():
    return []


@pytest.fixture
def shelf(fetched):
    def fetch(id):
        fetched.append(id)
        return id.upper()

    return Shelf("abcd", fetch)


def test_a_record_is_fetched_once_and_told_of(shelf, fetched):
    assert shelf["b"] == shelf["b"] == shelf.get("b") == "B"
    assert fetched == shelf.taken() == ["b"]
    shelf.clear()
    assert shelf.taken() == []
    assert shelf["b"] == "B"


def test_all_ids_are_there_before_any_record_is(shelf, fetched):
    assert list(shelf) == list(shelf.keys()) == ["a", "b", "c", "d"]
    assert len(shelf) == len(shelf.values()) == len(shelf.items()) == 4
    assert "c" in shelf
    assert "x" not in shelf
    assert shelf.get("x") is None
    assert fetched == []


def test_what_is_not_there_is_missing(shelf):
    with pytest.raises(KeyError):
        shelf["x"]


def test_values_are_fetched_one_after_the_other_and_may_be_gone_through_again(shelf, fetched):
    values = shelf.values()
    first = next(iter(values))
    assert (first, fetched) == ("A", ["a"])
    assert list(values) == list(values) == ["A", "B", "C", "D"]
    assert dict(shelf.items()) == {"a": "A", "b": "B", "c": "C", "d": "D"}
    assert "D" in values


def test_a_small_shelf_holds_no_more_than_it_has_room_for(fetched):
    shelf = Shelf("abcd", lambda id: fetched.append(id) or id, room=2)
    for _ in shelf.values():
        assert len(shelf.taken()) <= 2
    assert shelf["d"] == "d"
    assert fetched == ["a", "b", "c", "d"]
