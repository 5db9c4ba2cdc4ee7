"""Each page says which records it shows, whatever was kept from pages before it."""

import datetime as dt

import pytest

from catalog.edition.checks import check_and_resolve
from catalog.edition.resolve import COLLECTIONS
from catalog.reading.content import read_content
from catalog.web.pages import plan_pages
from catalog.web.pages.plan import make_lists
from tests.unit.fairs import PROJECT, make_catalog, make_renderer

TOY = PROJECT / "tests" / "fixtures" / "toy_fair"


def many():
    """A fair of more companies than a list names beside its cards."""
    works = {
        f"c{n:02}/w{m}": {"genres": ["fantasy"], **({"family": "story"} if n < 3 else {})}
        for n in range(40)
        for m in range(2)
    }
    return make_catalog(works=works, families={"story": {"owner": "c00"}})


def toy():
    content = read_content(TOY, locales=PROJECT / "theme" / "locales")
    catalog, _ = check_and_resolve(content.records, dt.date(2026, 1, 1))
    return catalog


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
@pytest.mark.parametrize("fair", [toy, many])
def test_a_page_shows_the_same_records_with_full_and_with_empty_caches(fair, lang):
    catalog = fair().tracked()
    pages = plan_pages(catalog, make_lists(catalog))
    renderer = make_renderer(catalog, lang)
    first = shown(catalog, renderer, pages)
    again = shown(catalog, renderer, pages)
    backwards = shown(catalog, make_renderer(catalog, lang), list(reversed(pages)))
    assert {path: first[path] ^ again[path] for path in first if first[path] != again[path]} == {}
    assert first == backwards
    assert any(name == "companies" for records in first.values() for name, _ in records)
