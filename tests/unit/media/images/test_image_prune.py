"""The cache forgets pictures that no build has used for a season, and nothing else."""

import os
import time

import pytest

from catalog.core import cache
from catalog.core.cache import DAY, DAYS_OF_USE, SEASON, open_cache
from catalog.media.images.prune import prune_cache

KEY, OTHER = "0123456789abcdef" * 4, "fedcba9876543210" * 4
OLD, NEW = f"peony-{KEY[:10]}-720.webp", f"rose-{OTHER[:10]}-720.webp"


@pytest.fixture
def clock(monkeypatch):
    """What the cache takes for the present: a list of one."""
    now = [time.time()]
    monkeypatch.setattr(cache.time, "time", lambda: now[0])
    return now


@pytest.fixture(autouse=True)
def used(tmp_path, clock):
    """The cache has been used daily."""
    present = clock[0]
    for days in reversed(range(DAYS_OF_USE)):
        clock[0] = present - days * DAY
        open_cache(tmp_path)


def put(cache, age=0.0, *names):
    then = time.time() - age
    for name in names:
        file = cache / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
        os.utime(file, (then, then))


def left(cache):
    found = {p.relative_to(cache).as_posix() for p in cache.rglob("*") if p.is_file()}
    return found - {"days", "version"}


def test_what_a_build_uses_stays_however_old(tmp_path):
    put(tmp_path, 2 * SEASON, f"media/{OLD}", f"pictures/{KEY}", "pictures/index", "pictures/made")
    assert prune_cache(tmp_path, "fair", [OLD]) == 0
    assert {f"media/{OLD}", f"pictures/{KEY}", "pictures/index", "pictures/made"} <= left(tmp_path)


def test_what_nobody_uses_goes_when_it_is_old(tmp_path):
    put(tmp_path, 2 * SEASON, f"media/{OLD}", f"pictures/{KEY}")
    put(tmp_path, 0, f"media/{NEW}", f"pictures/{OTHER}")  # of a build that still runs
    assert prune_cache(tmp_path, "fair", []) == 2
    assert f"media/{NEW}" in left(tmp_path)
    assert not {f"media/{OLD}", f"pictures/{KEY}"} & left(tmp_path)


def test_editions_do_not_forget_each_others_pictures(tmp_path, clock):
    put(tmp_path, 2 * SEASON, f"media/{OLD}", f"pictures/{KEY}")
    prune_cache(tmp_path, "spring", [OLD])
    assert prune_cache(tmp_path, "autumn", []) == 0
    # until one of them has not been built for as long
    for _ in range(int(SEASON / DAY) + 2):
        clock[0] += DAY
        open_cache(tmp_path)
    assert prune_cache(tmp_path, "autumn", []) == 2


def test_an_empty_cache_is_no_trouble(tmp_path):
    assert prune_cache(tmp_path, "fair", []) == 0


def test_nothing_goes_while_a_list_is_damaged(tmp_path):
    put(tmp_path, 2 * SEASON, f"media/{OLD}")
    prune_cache(tmp_path, "spring", [OLD])
    put(tmp_path, 0, "pictures/used/0123456789")
    assert prune_cache(tmp_path, "autumn", []) == 0
    assert f"media/{OLD}" in left(tmp_path)
