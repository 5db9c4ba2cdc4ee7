"""What is asked for on the command line is in the edition, or it is said what is."""

import pytest

from catalog.core.errors import CatalogError
from catalog.edition.selection import in_languages, refuse_languages, refuse_unknown
from tests.unit.fairs import make_catalog

EDITION = {"languages": ["en", "zh-Hans", "ar"]}


def test_languages_keep_the_editions_order_and_none_asked_for_are_all():
    catalog = make_catalog(edition=EDITION)
    assert in_languages(catalog, ["ar", "en", "ar"]).edition.languages == ("en", "ar")
    assert in_languages(catalog, ()).edition.languages == ("en", "zh-Hans", "ar")


def test_a_language_that_the_edition_is_not_in_is_told_with_those_it_is_in():
    catalog = make_catalog(edition=EDITION)
    for ask in (in_languages, lambda catalog, asked: refuse_languages(asked, catalog)):
        with pytest.raises(CatalogError) as caught:
            ask(catalog, ["en", "fr", "ja"])
        assert caught.value.message == "the edition is not in fr, ja"
        assert caught.value.remedy == "it is in en, zh-Hans, ar"
        assert caught.value.chinese == ("本届没有 fr、ja 版", "有  en、zh-Hans、ar")


def test_a_company_is_told_with_what_was_probably_meant():
    with pytest.raises(CatalogError) as caught:
        refuse_unknown("company", ["acmee"], make_catalog(works={"acme/a": {}}))
    assert caught.value.remedy.startswith("did you mean  acme;")
