"""What several tests of rooms look at, read once."""

import datetime as dt

import pytest

from catalog.edition.checks import check_and_resolve
from catalog.reading.content import read_content
from tests.unit.fairs import PROJECT


@pytest.fixture(scope="session")
def demonstration():
    """The demonstration edition's catalogue, without pictures; only to be looked at."""
    content = read_content(
        PROJECT / "content",
        None,
        locales=PROJECT / "theme" / "locales",
        interface=("zh-Hans", "en"),
        cache=None,
    )
    assert content.records is not None
    return check_and_resolve(content.records, dt.date(2026, 11, 1), {})[0]
