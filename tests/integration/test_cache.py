"""The cache is always safe to delete, all of it or any part, and to find damaged."""

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from catalog.build.pipeline import build_edition
from catalog.core.cache import listen_for_damage
from catalog.web.search import pagefind
from tests.integration.conftest import files


@pytest.fixture(scope="module")
def full(toy_settings, tmp_path_factory):
    """Settings whose cache has everything that a cache may have, and the site made of it."""
    top = tmp_path_factory.mktemp("full")
    shutil.copytree(toy_settings.content, top / "content")
    if pagefind.is_installed():
        site = top / "content" / "catalog.yml"
        site.write_text(site.read_text("utf-8") + "\nsearch: {pagefind_from: 1}\n", "utf-8")
    settings = replace(toy_settings, content=top / "content", out=top / "site", cache=top / "cache")
    build_edition(settings)
    return settings, files(settings.out)


def kept(cache: Path) -> list[Path]:
    return sorted(p for p in cache.rglob("*") if p.is_file())


def truncate(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path):
    path.write_bytes(b"")


def garbage(path):
    """As many bytes as before, of which none is right."""
    path.write_bytes(bytes(byte ^ 0x55 for byte in path.read_bytes()))


def other_version(path):
    path.write_bytes(path.read_bytes().replace(b"-1 ", b"-0 ", 1).replace(b"-2 ", b"-0 ", 1))


def folder(path):
    path.unlink()
    path.mkdir()


DAMAGES = (truncate, empty, garbage, other_version, folder, Path.unlink)


def rebuilt(settings, tmp_path, damage):
    """A site built with a damaged copy of the cache, and what was said; nothing else is touched."""
    cache = tmp_path / "cache"
    shutil.copytree(settings.cache, cache)
    damage(cache)
    again = replace(settings, cache=cache, out=tmp_path / "site")
    with listen_for_damage() as said:
        build_edition(again)
    mended = files(again.out)
    with listen_for_damage() as nothing:
        build_edition(again)
    assert nothing == [], "the damage stayed"
    return mended, said


@pytest.mark.parametrize("kind", ["frames", "locales", "media", "pagefind", "pictures", "version"])
def test_every_kind_of_file_may_be_damaged(full, tmp_path, kind):
    settings, site = full
    if not (settings.cache / kind).exists():
        pytest.skip("the extra is not installed")

    def damage(cache):
        found = [cache / kind] if kind == "version" else kept(cache / kind)
        for number, path in enumerate(found):
            DAMAGES[number % 3](path)

    found, said = rebuilt(settings, tmp_path, damage)
    assert found == site
    assert said


@pytest.mark.parametrize("seed", range(4))
def test_any_part_may_be_damaged_or_missing(full, tmp_path, seed):
    settings, site = full
    choose = random.Random(seed)

    def damage(cache):
        for path in kept(cache):
            if choose.random() < 0.5:
                choose.choice(DAMAGES)(path)

    assert rebuilt(settings, tmp_path, damage)[0] == site


def test_all_of_it_may_be_missing_and_nothing_is_said(full, tmp_path):
    settings, site = full
    assert rebuilt(settings, tmp_path, shutil.rmtree) == (site, [])


def test_what_was_published_is_mended_where_it_shared_a_damaged_file(full, tmp_path):
    """Pictures lie in the cache and in the site as one file, where the disk allows it."""
    settings, site = full
    again = replace(settings, cache=tmp_path / "cache", out=tmp_path / "site")
    build_edition(again)
    for path in kept(again.cache / "media"):
        garbage(path)
    assert files(again.out) != site
    build_edition(again)
    assert files(again.out) == site
