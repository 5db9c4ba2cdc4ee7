"""Each page says which records it shows, whatever was kept from pages before it."""

import datetime as dt

import pytest

from catalog.edition.checks import check_and_resolve
from catalog.edition.resolve import COLLECTIONS
from catalog.reading.content import read_content
from catalog.web.pages import plan_pages
from catalog.web.pages.plan import make_lists
from tests.unit.fairs import PROJECT, make_renderer

TOY = PROJECT / "tests" / "fixtures" / "toy_fair"


@pytest.fixture(scope="module")
def toy():
    """The toy fair's catalogue, which tells what is taken from it."""
    content = read_content(TOY, locales=PROJECT / "theme" / "locales")
    catalog, _ = check_and_resolve(content.records, dt.date(2026, 1, 1))
    return catalog.tracked()


def shown(catalog, renderer, pages):
    """Page by page the records that were taken for it."""
    collections = [(name, getattr(catalog, name)) for name in COLLECTIONS]
    found = {}
    for page in pages:
        for _, records in collections:
            records.clear()
        renderer.render(page)
        found[page.path] = {(name, id) for name, of in collections for id in of.taken()}
    return found


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_a_page_shows_the_same_records_with_full_and_with_empty_caches(toy, lang):
    pages = plan_pages(toy, make_lists(toy))
    renderer = make_renderer(toy, lang)
    first = shown(toy, renderer, pages)
    again = shown(toy, renderer, pages)
    backwards = shown(toy, make_renderer(toy, lang), list(reversed(pages)))
    assert {path: first[path] ^ again[path] for path in first if first[path] != again[path]} == {}
    assert first == backwards
    assert any(("companies", "lantern") in records for records in first.values())
