"""What is kept is given back as it was, or not at all."""

import os

import pytest

from catalog.core.cache import (
    VERSION,
    Seal,
    listen_for_damage,
    open_cache,
    pass_over,
    read_kept,
    write_kept,
)


def test_what_is_kept_comes_back(tmp_path):
    for data in (b"", b"\n", b"one\ntwo", os.urandom(5000)):
        write_kept(tmp_path / "deep" / "file", "thing-1", data)
        assert read_kept(tmp_path / "deep" / "file", "thing-1") == data
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["file"]


def test_what_is_not_there_is_no_damage(tmp_path):
    with listen_for_damage() as damage:
        assert read_kept(tmp_path / "file", "thing-1") is None
    assert damage == []


def test_every_cut_and_every_altered_byte_is_seen(tmp_path):
    file = tmp_path / "file"
    write_kept(file, "thing-1", b"payload")
    whole = file.read_bytes()
    wrong = [whole[:n] for n in range(len(whole))]
    wrong += [whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :] for n in range(len(whole))]
    wrong += [whole + b"x", b"[" * 100_000, whole.replace(b"thing-1", b"thing-2")]
    with listen_for_damage() as damage:
        for data in wrong:
            file.write_bytes(data)
            assert read_kept(file, "thing-1") is None
    assert len(damage) == len(wrong)


def test_another_form_is_passed_over(tmp_path):
    write_kept(tmp_path / "file", "thing-1", b"payload")
    with listen_for_damage() as damage:
        assert read_kept(tmp_path / "file", "thing-2") is None
    assert str(tmp_path / "file") in damage[0]


def test_a_folder_in_its_place_is_replaced(tmp_path):
    (tmp_path / "file" / "x").mkdir(parents=True)
    assert read_kept(tmp_path / "file", "thing-1") is None
    write_kept(tmp_path / "file", "thing-1", b"payload")
    assert read_kept(tmp_path / "file", "thing-1") == b"payload"


def test_damage_is_heard_only_while_somebody_listens(capfd):
    pass_over("before")
    with listen_for_damage() as damage:
        pass_over("meanwhile")
    pass_over("after")
    assert len(damage) == 1 and "meanwhile" in damage[0]
    assert capfd.readouterr() == ("", "")


def test_a_seal_holds_for_the_same_bytes_whenever_they_were_written(tmp_path):
    file = tmp_path / "file"
    file.write_bytes(b"payload")
    seal = Seal.of(file)
    assert seal.holds(file)
    os.utime(file, (1, 1))
    assert seal.holds(file)
    for data in (b"payloaD", b"payload!", b""):
        file.write_bytes(data)
        os.utime(file, (1, 1))
        assert not seal.holds(file)
    file.unlink()
    assert not seal.holds(file)


@pytest.mark.parametrize("stamp", [None, b"", b"catalog-cache cache-1 x\n"])
def test_the_cache_of_another_version_is_thrown_away_once(tmp_path, stamp):
    for name in ("media", "frames", "schema"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "old").write_text("old")
    if stamp is not None:
        (tmp_path / "version").write_bytes(stamp)
    with listen_for_damage() as damage:
        open_cache(tmp_path)
        open_cache(tmp_path)
    assert "another version" in damage[-1]
    assert not (tmp_path / "media").exists() and not (tmp_path / "frames").exists()
    assert (tmp_path / "schema" / "old").exists()  # editors read it
    assert read_kept(tmp_path / "version", f"cache-{VERSION}") == b""


def test_a_new_cache_is_nothing_to_speak_of(tmp_path):
    with listen_for_damage() as damage:
        open_cache(tmp_path / "cache")
        open_cache(tmp_path / "cache")
    assert damage == []


@pytest.mark.parametrize("place", ["scratch", "ledgers"])
def test_what_nobody_comes_back_to_goes(tmp_path, place):
    open_cache(tmp_path)
    for name in ("old", "new"):
        (tmp_path / place / name / "docs").mkdir(parents=True)
    os.utime(tmp_path / place / "old", (0, 0))
    open_cache(tmp_path)
    assert [p.name for p in (tmp_path / place).iterdir()] == ["new"]
