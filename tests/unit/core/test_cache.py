"""What is kept is given back as it was, or not at all."""

import os
import subprocess
import sys

import pytest

from catalog.core import cache
from catalog.core.cache import (
    DAY,
    DAYS_OF_USE,
    SEASON,
    VERSION,
    Seal,
    forget_unused,
    listen_for_damage,
    open_cache,
    pass_over,
    read_cached,
    scratch_folder,
    write_cached,
)


def test_what_is_kept_comes_back(tmp_path):
    for data in (b"", b"\n", b"one\ntwo", os.urandom(5000)):
        write_cached(tmp_path / "deep" / "file", "thing-1", data)
        assert read_cached(tmp_path / "deep" / "file", "thing-1") == data
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["file"]


def test_what_is_not_there_is_no_damage(tmp_path):
    with listen_for_damage() as damage:
        assert read_cached(tmp_path / "file", "thing-1") is None
    assert damage == []


def test_every_cut_and_every_altered_byte_is_seen(tmp_path):
    file = tmp_path / "file"
    write_cached(file, "thing-1", b"payload")
    whole = file.read_bytes()
    wrong = [whole[:n] for n in range(len(whole))]
    wrong += [whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :] for n in range(len(whole))]
    wrong += [whole + b"x", b"[" * 100_000, whole.replace(b"thing-1", b"thing-2")]
    with listen_for_damage() as damage:
        for data in wrong:
            file.write_bytes(data)
            assert read_cached(file, "thing-1") is None
    assert len(damage) == len(wrong)


def test_another_form_is_passed_over(tmp_path):
    write_cached(tmp_path / "file", "thing-1", b"payload")
    with listen_for_damage() as damage:
        assert read_cached(tmp_path / "file", "thing-2") is None
    assert str(tmp_path / "file") in damage[0]


def test_a_folder_in_its_place_is_replaced(tmp_path):
    (tmp_path / "file" / "x").mkdir(parents=True)
    assert read_cached(tmp_path / "file", "thing-1") is None
    write_cached(tmp_path / "file", "thing-1", b"payload")
    assert read_cached(tmp_path / "file", "thing-1") == b"payload"


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
    assert read_cached(tmp_path / "version", f"cache-{VERSION}") == b""


def test_a_new_cache_is_nothing_to_speak_of(tmp_path):
    with listen_for_damage() as damage:
        open_cache(tmp_path / "cache")
        open_cache(tmp_path / "cache")
    assert damage == []


# ---- what nobody comes back to -------------------------------------------------------------

TODAY = 1_793_491_200.0


@pytest.fixture
def clock(monkeypatch):
    """What the cache takes for the present: a list of one."""
    now = [TODAY]
    monkeypatch.setattr(cache.time, "time", lambda: now[0])
    return now


def use(cache, clock, days):
    """A build on each of so many days; the last one is the clock's present."""
    present = clock[0]
    for day in reversed(range(days)):
        clock[0] = present - day * DAY
        open_cache(cache)


def keep(cache, name, when):
    (cache / "frames").mkdir(parents=True, exist_ok=True)
    (cache / "frames" / name).write_text("kept")
    os.utime(cache / "frames" / name, (when, when))


def left(cache):
    return {p.name for p in (cache / "frames").iterdir()}


def test_what_nobody_has_used_for_a_season_goes(tmp_path, clock):
    use(tmp_path, clock, DAYS_OF_USE)
    keep(tmp_path, "old", TODAY - SEASON - 1)
    keep(tmp_path, "new", TODAY - SEASON + 60)
    forget_unused(tmp_path, "frames")
    assert left(tmp_path) == {"new"}


def test_nothing_goes_of_a_cache_that_is_used_seldom(tmp_path, clock):
    use(tmp_path, clock, DAYS_OF_USE - 1)
    keep(tmp_path, "old", 0)
    forget_unused(tmp_path, "frames")
    assert left(tmp_path) == {"old"}


def test_only_what_is_older_than_the_last_days_of_use_goes(tmp_path, clock):
    for _ in range(DAYS_OF_USE):  # once a month
        clock[0] += 30 * DAY
        open_cache(tmp_path)
    keep(tmp_path, "last-year", clock[0] - 12 * 30 * DAY)
    keep(tmp_path, "before", clock[0] - 30 * 30 * DAY)
    forget_unused(tmp_path, "frames")
    assert left(tmp_path) == {"last-year"}


@pytest.mark.parametrize("year", [2038, 1970, 2100])
def test_a_clock_that_is_wrong_for_a_day_costs_nothing(tmp_path, clock, year):
    use(tmp_path, clock, DAYS_OF_USE)
    keep(tmp_path, "yesterday", TODAY - DAY)
    keep(tmp_path, "last-month", TODAY - 30 * DAY)
    clock[0] = (year - 1970) * 365.25 * DAY + 5
    for _ in range(3):
        open_cache(tmp_path)
        keep(tmp_path, "meanwhile", clock[0])
        forget_unused(tmp_path, "frames")
        assert left(tmp_path) == {"yesterday", "last-month", "meanwhile"}
    clock[0] = TODAY + DAY
    for _ in range(3):
        open_cache(tmp_path)
        forget_unused(tmp_path, "frames")
        assert left(tmp_path) == {"yesterday", "last-month", "meanwhile"}


def test_days_that_are_damaged_forget_nothing(tmp_path, clock):
    use(tmp_path, clock, DAYS_OF_USE)
    keep(tmp_path, "old", 0)
    (tmp_path / "days").write_bytes(b"[1, 2")
    forget_unused(tmp_path, "frames")
    assert left(tmp_path) == {"old"}


def test_what_a_killed_process_was_making_goes_at_the_next_start(tmp_path):
    code = (
        "import sys, os; from pathlib import Path; from catalog.core.cache import scratch_folder\n"
        "with scratch_folder(Path(sys.argv[1])) as f: (f / 'x').write_text('x'); os._exit(1)"
    )
    open_cache(tmp_path)
    scratch = tmp_path / "scratch"
    subprocess.run([sys.executable, "-c", code, str(scratch)], check=False)
    assert len(list(scratch.iterdir())) == 1
    with scratch_folder(scratch) as mine:
        (scratch / "elsewhere~1~abc").mkdir()  # of another machine: nobody knows
        open_cache(tmp_path)
        assert {p.name for p in scratch.iterdir()} == {mine.name, "elsewhere~1~abc"}
    assert not mine.exists()
