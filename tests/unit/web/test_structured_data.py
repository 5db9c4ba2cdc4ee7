"""JSON-LD: what schema.org knows, what the page shows, and not much of it."""

import json
import re

import pytest

from catalog.web.pages import Page, plan_pages
from catalog.web.pages.head import linked_json
from tests.unit.fairs import make_catalog, make_renderer
from tests.unit.vocabulary import faults, properties
from tests.unit.web.test_pages import RICH
from tests.work import count_calls

PAGE = Page("works", "works/acme/peony/", "work", "acme/peony")


def linked(head):
    found = re.search(r'<script type="application/ld\+json">([^<]*)</script>', head)
    return json.loads(found[1]) if found else None


def graph(head):
    data = linked(head)
    return data.get("@graph", [data]) if data else []


def work_graph(lang="en", companies=None, families=None, **fields):
    catalog = make_catalog(
        works={"acme/peony": fields}, companies=companies or {}, families=families or {}
    )
    return graph(make_renderer(catalog, lang).render(PAGE)["head"])


# ---- the table itself ------------------------------------------------------------------


def test_the_walk_sees_what_is_wrong():
    context = {"@context": "https://schema.org"}
    assert not list(faults({**context, "@type": "Book", "name": "A", "numberOfPages": 3}))
    for wrong in (
        {"@type": "Book", "director": {"@type": "Person", "name": "A"}},
        {"@type": "Novel", "name": "A"},
        {"@type": "Book", "name": ""},
        {"@type": "Book", "numberOfPages": "3"},
        {"@type": "Book", "author": "Somebody"},
        {"@type": "Book", "author": {"@type": "Place", "name": "Here"}},
        {"@type": "Book", "datePublished": "last year"},
        {"@type": "Book", "url": "works/a/"},
    ):
        assert list(faults({**context, **wrong})), wrong
    assert list(faults({"@type": "Book"}))


def test_inherited_properties_are_known():
    assert {"isbn", "readBy", "name", "genre"} <= properties("Audiobook")
    assert "director" not in properties("Book")


# ---- whole fairs -----------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "ar"])
def test_hostile_records_give_valid_data(lang):
    catalog = make_catalog(**RICH)
    renderer = make_renderer(catalog, lang)
    for page in plan_pages(catalog):
        data = linked(renderer.render(page)["head"])
        assert data is None or list(faults(data)) == [], page.path


def test_the_demonstration_is_valid(demonstration):
    kinds = set()
    for lang in ("en", "ar"):
        renderer = make_renderer(demonstration, lang)
        for page in plan_pages(demonstration):
            if page.kind in ("redirect", "hall"):
                continue
            data = linked(renderer.render(page)["head"])
            if data is not None:
                assert list(faults(data)) == [], page.path
                kinds.add(page.kind)
    assert {"home", "work", "company", "family", "service", "programme"} <= kinds


def test_a_work_page_carries_little(demonstration):
    renderer = make_renderer(demonstration)
    sizes = []
    for work in demonstration.works:
        head = renderer.render(Page("works", f"works/{work}/", "work", work))["head"]
        found = re.search(r'ld\+json">([^<]*)<', head)
        sizes.append(len(found[1].encode()))
    sizes.sort()
    assert sizes[len(sizes) // 2] <= 1500  # bytes of the middle one, on a page of 20 KB
    assert sizes[-1] <= 3000


def test_it_is_quickly_made(demonstration):
    from catalog.web.pages.structured_data import work_data

    view = make_renderer(demonstration).view
    works = list(demonstration.works.values())

    def once():
        for work in works:
            linked_json(work_data(view, work, "A title", "A description"))

    once()
    assert count_calls(once) / len(works) < 300


# ---- a work ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "fields", "type_"),
    [
        ("novel", {}, "Book"),
        ("comic", {}, "ComicSeries"),
        ("audio", {}, "Audiobook"),
        ("film", {}, "Movie"),
        ("series", {}, "TVSeries"),
        ("documentary", {"screen": {"minutes": "90"}}, "Movie"),
        ("animation", {"screen": {"minutes": "20", "episodes": "12"}}, "TVSeries"),
        ("game", {}, "VideoGame"),
        ("esports", {}, "EventSeries"),
        ("merchandise", {}, "ProductCollection"),
        ("music", {}, "MusicAlbum"),
    ],
)
def test_each_kind_has_its_type_and_only_its_properties(kind, fields, type_):
    roles = "author director screenwriter producer cast developer designer composer illustrator"
    roles += " artist translator narrator voice editor"
    data = work_graph(
        kind=kind,
        people=[
            *({"name": {"en": role}, "role": role} for role in roles.split()),
            {"name": {"en": "x"}},
        ],
        ids={"imdb": "tt0000001", "isan": "0000-0000", "isbn": "978-0-306-40615-7"},
        ratings=[{"system": "PEGI", "value": "16"}, {"system": "CN", "value": "12+"}],
        awards=[{"name": {"en": "Prize"}, "year": "2020", "result": {"en": "Winner"}}],
        country="CN",
        original_language="zh-Hans",
        status="released",
        released="2021-05",
        book={"pages": "300"},
        game={"platforms": ["windows", "ps5"]},
        trailer="https://example.com/trailer",
        relations=[{"type": "based-on", "title": {"en": "A legend"}, "kind": "novel"}],
        rights=[{"right": "translation", "status": "available", "territories": ["WORLD"]}],
        **fields,
    )
    assert data[0]["@type"] == type_
    assert list(faults({"@context": "https://schema.org", "@graph": data})) == []
    if type_ != "EventSeries":
        assert data[0]["contentRating"] == "PEGI 16"
        assert data[0]["award"] == "Prize, Winner, 2020"


def test_a_work_names_its_makers_family_and_source():
    main, way = work_graph(
        families={"flowers": {"owner": "acme", "name": {"en": "Flowers"}}},
        family="flowers",
        screen={"episodes": "40", "minutes": "45"},
        relations=[{"type": "based-on", "title": {"en": "Peony, the novel"}, "kind": "novel"}],
        people=[{"name": {"en": "Ann"}, "role": "cast"}, {"name": {"en": "Bo"}, "role": "cast"}],
    )
    base = "https://fair.example.org/2026/en/"
    assert main["productionCompany"] == {
        "@type": "Organization",
        "name": "Acme",
        "url": f"{base}companies/acme/",
    }
    assert main["isPartOf"]["url"] == f"{base}families/flowers/"
    assert main["isBasedOn"] == {"@type": "Book", "name": "Peony, the novel"}
    assert [a["name"] for a in main["actor"]] == ["Ann", "Bo"]
    assert (main["numberOfEpisodes"], main["timeRequired"]) == (40, "PT45M")
    assert way["itemListElement"][0]["item"] == f"{base}works/"


def test_rights_on_offer_leave_out_what_is_taken():
    main, _ = work_graph(
        rights=[
            {
                "right": ["svod", "avod"],
                "status": "available",
                "territories": ["WORLD"],
                "except": ["CN"],
                "until": "2030-02",
            },
            {"right": "svod", "status": "sold", "territories": ["FR"]},
            {"right": "remake", "status": "sold", "territories": ["DE"]},
            {"right": "remake", "status": "under-offer", "territories": ["WORLD"]},
        ]
    )
    offer = main["offers"]
    assert offer["areaServed"] == "World"
    assert offer["ineligibleRegion"] == "China, France"
    assert offer["validThrough"] == "2030-02-28"


def test_private_contacts_are_not_said():
    catalog = make_catalog(
        companies={
            "acme": {
                "contacts": [
                    {"name": {"en": "Desk"}, "email": "desk@example.com", "public": "true"},
                    {"name": {"en": "Secret"}, "email": "secret@example.com"},
                ]
            }
        }
    )
    page = Page("companies", "companies/acme/", "company", "acme")
    head = make_renderer(catalog).render(page)["head"]
    assert "desk@example.com" in head
    assert "ecret" not in head


TALK = {
    "title": {"en": "Talk"},
    "start": "2026-05-22 10:00",
    "end": "2026-05-22 11:00",
    "place": "hall-1",
}
WHERE = [
    ({"country": "CN"}, {"@type": "PostalAddress", "addressCountry": "CN"}),
    ({"address": {"en": "1 Pier"}}, {"@type": "PostalAddress", "streetAddress": "1 Pier"}),
    ({}, None),
]


@pytest.mark.parametrize("more, address", WHERE)
def test_events_and_the_fair_are_at_the_venues_address(more, address):
    edition = {"halls": [{"id": "hall-1"}], "venue": {"name": {"en": "The Pier"}, **more}}
    renderer = make_renderer(make_catalog(edition=edition, events=(TALK,)))
    pages = {page.kind: page for page in plan_pages(renderer.view.catalog)}
    fair, talk = (
        linked(renderer.render(pages[kind])["head"])["location"] for kind in ("home", "programme")
    )
    assert fair.get("address") == talk.get("address") == address
    assert talk["name"] == "Hall 1, The Pier"
