"""Builds whole sites, each once for all tests that only look at it."""

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from catalog.build.pipeline import build_edition
from catalog.build.settings import Settings

ROOT = Path(__file__).parents[2]
TOY = ROOT / "tests" / "fixtures" / "toy_fair"
TODAY = dt.date(2026, 11, 1)


@pytest.fixture(scope="session")
def toy_settings(tmp_path_factory):
    """Settings that build the toy fair into a folder of its own."""
    top = tmp_path_factory.mktemp("toy")
    return Settings(content=TOY, out=top / "site", project=ROOT, cache=top / "cache", today=TODAY)


@pytest.fixture(scope="session")
def toy_site(toy_settings):
    """The toy fair's site, built; only to be looked at."""
    checked, built = build_edition(toy_settings)
    assert built, [p.message() for p in checked.problems]
    return toy_settings.out


@pytest.fixture
def toy(toy_settings, toy_site, tmp_path):
    """A copy of the toy fair's records that a test may break, and settings to build it."""
    content = tmp_path / "content"
    shutil.copytree(TOY, content)
    return replace(toy_settings, content=content, out=tmp_path / "site")


def pages(site):
    """Every HTML page: path → text."""
    return {
        p.relative_to(site).as_posix(): p.read_text(encoding="utf-8")
        for p in sorted(site.rglob("*.html"))
    }


def files(site):
    """Every file: path → bytes."""
    return {
        p.relative_to(site).as_posix(): p.read_bytes()
        for p in sorted(site.rglob("*"))
        if p.is_file()
    }
