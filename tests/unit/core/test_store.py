"""Records in one file, found by key."""

import pytest

from catalog.core.store import StoreDamagedError, write_store


def test_what_was_written_is_found(tmp_path):
    records = {"a": {"en": "One"}, "b": ("two", 2), "c": None}
    store = write_store(tmp_path / "records", records.items())
    assert {key: store.get(key) for key in records} == records
    assert "a" in store
    assert "x" not in store
    with pytest.raises(KeyError):
        store.get("x")


def test_a_store_may_be_empty(tmp_path):
    assert "a" not in write_store(tmp_path / "records", ())


def test_what_is_open_stays_readable_when_another_takes_its_place(tmp_path):
    store = write_store(tmp_path / "records", [("a", "one")])
    write_store(tmp_path / "next", [("a", "two")]).file.replace(store.file)
    assert store.get("a") == "one"


def test_damage_is_noticed(tmp_path):
    file = tmp_path / "records"
    store = write_store(file, [("a", "a long enough text"), ("b", "another")])
    data = bytearray(file.read_bytes())
    data[10] ^= 1
    file.write_bytes(data)
    with pytest.raises(StoreDamagedError):
        store.get("a")
    assert store.get("b") == "another"
