"""What stands around every page, made from the catalogue."""

from catalog.frame import make_frame
from catalog.localise import make_localiser
from tests.unit.fairs import PROJECT, make_catalog


def about(**site):
    """The last column of the footer, in English."""
    catalog = make_catalog(site=site)
    localisers = {
        tag: make_localiser(
            tag, catalog.site, catalog.edition, catalog.vocabularies, PROJECT / "no-locales"
        )
        for tag in catalog.edition.languages
    }
    return make_frame(catalog, localisers["en"], localisers, ())["footer"][-1]["links"]


def test_the_footer_leads_to_the_records_where_they_are_public():
    url = "https://example.com/records?a=1&b=2"
    assert about(repository=url)[-1] == {
        "label": "Source of this catalogue",
        "url": "https://example.com/records?a=1&amp;b=2",
    }


def test_the_footer_stays_within_where_they_are_not():
    assert all("url" not in link for link in about())
