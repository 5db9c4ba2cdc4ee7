"""A few pieces of a large file exchanged for others."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.output.pieces import find_pieces, write_exchanged

ROWS = [f"row {number};".encode() for number in range(40)]


def exchanged(folder, data, pairs):
    source, target = folder / "source", folder / "target"
    source.write_bytes(data)
    with source.open("rb") as file:
        places = find_pieces(file, pairs)
        if places is None:
            return None
        with target.open("wb") as stream:
            write_exchanged(file, places, stream)
    return target.read_bytes()


@given(st.dictionaries(st.sampled_from(ROWS), st.binary(max_size=20)))
def test_rows_are_exchanged_wherever_they_stand(tmp_path_factory, pairs):
    found = exchanged(tmp_path_factory.mktemp("pieces"), b"".join(ROWS), pairs.items())
    assert found == b"".join(pairs.get(row, row) for row in ROWS)


def test_the_rest_is_copied_by_hand_where_the_system_cannot(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "copy_file_range", refuse, raising=False)
    assert exchanged(tmp_path, b"one, two, three", [(b"two", b"2")]) == b"one, 2, three"


@pytest.mark.parametrize(
    ("data", "pairs"),
    [
        (b"one two", [(b"three", b"3")]),
        (b"one one", [(b"one", b"1")]),
        (b"one two", [(b"", b"1")]),
        (b"", [(b"one", b"1")]),
        (b"one two", [(b"one tw", b"1"), (b"two", b"2")]),
    ],
    ids=["not there", "twice", "nothing", "empty file", "overlapping"],
)
def test_what_cannot_be_told_for_sure_is_not_exchanged(tmp_path, data, pairs):
    assert exchanged(tmp_path, data, pairs) is None
