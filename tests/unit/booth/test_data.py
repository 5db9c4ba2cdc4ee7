"""What the kiosk is told, and which addresses may stand as codes."""

import json
import re
from html import unescape

import pytest

from catalog.booth import codes
from catalog.booth.choice import Choice
from catalog.booth.codes import known_address
from catalog.booth.data import accent_of, kiosk_data, pinyin_terms
from catalog.booth.interface_texts import WORDS
from catalog.edition.localise import make_localiser
from catalog.media.images.colour import contrast
from catalog.media.pictures import Pictures
from catalog.models.prose import ProseSource
from catalog.models.telephones import dial
from catalog.web.pages.markdown import render_markdown
from tests.unit.fairs import PROJECT, make_catalog

SITE = "https://fair.example.org/2026/"


def localisers(catalog, *tags):
    return {
        tag: make_localiser(
            tag, catalog.site, catalog.edition, catalog.vocabularies, PROJECT / "no-locales"
        )
        for tag in tags
    }


@pytest.fixture(scope="module")
def fair():
    return make_catalog(
        works={
            "acme/moon": {
                "lang": "zh-Hans",
                "title": {"zh-Hans": "月亮 2", "en": "The </script> Moon"},
                "people": [{"name": {"zh-Hans": "陈晓"}, "role": "author"}],
                "trailer": "https://video.example.com/庆?a=1",
                "ids": {"imdb": "tt5141800"},
                "synopsis": {"en": "See [it](https://märchen.example/a_(b)), or https://x.io/y."},
            },
            **{f"acme/w{n}": {} for n in range(8)},
        },
        companies={
            "acme": {
                "contacts": [
                    {
                        "name": {"en": "Desk"},
                        "email": "desk@example.com",
                        "phone": "+86 (0) 571 5555 0100",
                        "public": "true",
                    }
                ]
            }
        },
        edition={
            "halls": [{"id": "hall-1"}],
            "featured": ["acme/w3"],
            "venue": {"name": {"en": "Halls"}, "lat": "30.2465", "lon": "120.1437"},
            "theme": {"accent": "#7a1f5c"},
        },
        events=(
            {
                "title": {"en": "Talk", "zh-Hans": "讲座"},
                "start": "2026-05-21 10:00",
                "end": "2026-05-21 11:30",
                "place": {"en": "hall-1"},
            },
        ),
    )


def told(fair, tag="en", choice=None):
    files = kiosk_data(
        fair, localisers(fair, "zh-Hans", "en"), Pictures(), choice or Choice(), SITE
    )
    text = files[f"kiosk-data-{tag}.js"].decode()
    assert text.startswith("showcase.booth={") and text.endswith(";\n")
    return json.loads(text[len("showcase.booth=") : -2])


def test_the_kiosk_is_told_where_and_when_it_is(fair):
    data = told(fair)
    assert data["site"] == SITE and data["lang"] == "en" and data["home"] == "zh-Hans"
    assert [one["tag"] for one in data["languages"]] == ["en", "zh-Hans"]  # the menu's order
    assert data["days"] == [f"2026-05-2{n}" for n in range(1, 6)]
    assert data["start"] == 1779292800000  # 2026-05-21 0:00 in Shanghai
    assert data["end"] - data["start"] == 5 * 86_400_000
    assert set(data["words"]) == set(WORDS)


def test_events_are_told_in_the_fairs_time(fair):
    event = told(fair)["events"][0]
    assert event["start"] == 1779328800000 and event["end"] - event["start"] == 90 * 60_000
    assert event["title"] == "Talk" and event["place"] == "hall-1"
    assert event["path"].startswith("programme/index.html#event-")


def test_six_works_attract_the_featured_first(fair):
    works = told(fair)["attract"]
    assert [w["id"] for w in works][:2] == ["acme/w3", "acme/moon"] and len(works) == 6
    moon = works[1]
    assert moon["path"] == "works/acme/moon/index.html"
    assert moon["wide"] is None and moon["ground"].startswith("#")
    assert moon["seal"] == "影" and ", " in moon["line"]
    assert moon["own"] == {"text": "月亮 2", "lang": "zh-Hans", "dir": "ltr"}
    assert moon["titles"]["en"] == "The </script> Moon"


@pytest.mark.parametrize(
    ("choice", "path"),
    [
        (Choice(), ""),
        (Choice("company", ("acme",)), "companies/acme/index.html"),
        (Choice("hall", ("hall-1",)), "halls/hall-1/index.html"),
    ],
)
def test_whose_booth_it_is(fair, choice, path):
    booth = told(fair, choice=choice)["booth"]
    assert booth["kind"] == choice.kind and booth["path"] == path and booth["name"]
    assert contrast(booth["accent"], "#0b100f") >= 4.5


@pytest.mark.parametrize("theme", [{}, {"accent": "#0b5d4c"}])
def test_the_designs_own_colour_needs_no_word(theme):
    assert accent_of(make_catalog(works={"acme/a": {}}, edition={"theme": theme})) is None


def test_pinyin_of_the_catalogues_own_names(fair):
    found = pinyin_terms(fair, localisers(fair, "zh-Hans"))
    terms = {term: syllables for syllables, term in found}
    assert terms["月亮"] == ["yue", "liang"]
    assert terms["陈晓"] == ["chen", "xiao"] and terms["讲座"] == ["jiang", "zuo"]
    assert all(len(syllables) == len(term) for term, syllables in terms.items())


PROSE = [ProseSource("visit", "en", "Visit", "By [tram](https://tram.example.org/line?x=1).")]


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("https://video.example.com/%E5%BA%86?a=1", True),
        ("https://video.example.com/庆?a=1", True),
        ("https://x.io/y", True),
        ("https://xn--mrchen-bua.example/a_(b)", True),
        ("https://tram.example.org/line?x=1", True),
        ("https://www.imdb.com/title/tt5141800/", True),
        ("mailto:desk@example.com", True),
        ("tel:+8657155550100", True),
        ("geo:30.2465,120.1437", True),
        ("geo:1,2", False),
        (f"{SITE}data/events/e.ics", True),
        ("https://fair.example.org.evil.example/", False),
        ("https://video.example.com/", False),
        ("mailto:else@example.com", False),
        ("https://example.org/theme", False),
    ],
)
def test_codes_are_of_addresses_that_somebody_wrote(fair, url, known):
    assert known_address(fair, PROSE, SITE)(url) is known


LINKS = [
    "[x](https://a.example/?a=1&amp;b=2)",
    r"[x](https://a.example/a\_b)",
    "[x](<https://a.example/b c>)",
    "[x](https://a.example/Journey_to_the_West's)",
    "<https://a.example/it's>",
    "**[x](https://a.example/b_(c))**",
    "[x][1]\n\n[1]: https://a.example/ref 'T'",
    "[x](HTTPS://A.Example/%e4%bd%a0)",
    "[x](https://märchen.example/'))",
    "[x](https://a.example&#47;b)",
    "[x](https:&#47;/a.example/b)",
    "x" * 500 + " [mail](mailto:x@a.example?subject=a%20b)",
]


@pytest.mark.parametrize("text", LINKS)
def test_what_markdown_makes_a_link_somebody_wrote(text):
    """Else one text of one exhibitor would stop the booth of the whole fair."""
    fair = make_catalog(works={"acme/moon": {"synopsis": {"en": text}}})
    (href,) = re.findall('href="([^"]*)"', render_markdown(text))
    assert known_address(fair, [], SITE)(unescape(href))


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("+86 (0) 571 5555 0100, extension 12, please ask for the rights desk", "+8657155550100"),
        ("ask on WeChat", ""),
        ("Tel. +86 ０５７１-5555 0100", "+8657155550100"),
        ("0571 5555 0100", "+8657155550100"),
    ],
)
def test_numbers_are_dialled_as_pages_have_them(phone, number):
    desk = {"name": {"en": "Desk"}, "phone": phone, "public": "true"}
    fair = make_catalog(companies={"acme": {"contacts": [desk]}})
    knows = known_address(fair, [], SITE)
    assert dial(phone, "CN") == number and (not number or knows(f"tel:{number}"))


def test_very_many_brackets_behind_an_address_cost_nothing():
    found = list(codes._shorter("https://a.example/" + ")" * 8000))
    assert "https://a.example/" in found and len(found) < 30
