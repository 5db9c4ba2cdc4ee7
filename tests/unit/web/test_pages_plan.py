"""Which pages there are, and where."""

from itertools import pairwise

import pytest

from catalog.media.images import choose_dress
from catalog.web.pages import Page, plan_pages
from catalog.web.pages.plan import PER_PAGE, list_path, make_lists
from tests.unit.fairs import make_catalog

NOVEL = {"kind": "novel"}


def paths(**parts):
    return {page.path: page for page in plan_pages(make_catalog(**parts))}


def test_every_record_has_a_page_at_its_address():
    found = paths(
        works={"acme/peony": {"family": "peony", "genres": ["wuxia", "war"]}},
        families={"peony": {"owner": "acme"}},
        services={"legal": {"provider": {"en": "Somebody"}}},
        edition={"halls": [{"id": "hall-1"}]},
        stands=({"hall": "hall-1", "number": "A1", "companies": ["acme"]},),
        events=(
            {
                "title": {"en": "Opening"},
                "start": "2026-05-21 10:00",
                "end": "2026-05-21 11:00",
                "place": {"en": "hall-1"},
            },
        ),
    )
    assert {path: (page.section, page.kind) for path, page in found.items()} == {
        "": ("home", "home"),
        "works/": ("works", "works"),
        "works/acme/peony/": ("works", "work"),
        "list/works/": ("works", "list"),
        "list/works/group/screen/": ("works", "list"),
        "list/works/kind/series/": ("works", "list"),
        "list/works/genre/wuxia/": ("works", "list"),
        "list/works/genre/war/": ("works", "list"),
        "list/works/company/acme/": ("works", "list"),
        "companies/": ("companies", "companies"),
        "companies/acme/": ("companies", "company"),
        "families/": ("families", "families"),
        "families/peony/": ("families", "family"),
        "services/": ("services", "services"),
        "services/legal/": ("services", "service"),
        "halls/": ("halls", "halls"),
        "halls/hall-1/": ("halls", "hall"),
        "programme/": ("programme", "programme"),
        "data/": ("data", "data"),
        "shortlist/": ("shortlist", "shortlist"),
        "offline/": ("offline", "offline"),
    }
    assert found["works/acme/peony/"].depth == 3


def test_what_an_edition_does_not_have_has_no_page():
    assert set(paths(companies={"acme": {}})) == {
        "",
        "companies/",
        "companies/acme/",
        "data/",
        "shortlist/",
        "offline/",
    }


@pytest.mark.parametrize(
    ("count", "pages"),
    [(1, [""]), (PER_PAGE, [""]), (PER_PAGE + 1, ["", "2/"]), (2 * PER_PAGE + 1, ["", "2/", "3/"])],
)
def test_lists_are_paginated_at_60(count, pages):
    found = paths(works={f"acme/w{n}": NOVEL for n in range(count)})
    listed = {path for path in found if path.startswith("list/works/kind/novel/")}
    assert listed == {f"list/works/kind/novel/{page}" for page in pages}


def test_companies_are_paginated_from_the_menus_page_on():
    found = paths(companies={f"c{n:03}": {} for n in range(PER_PAGE + 1)})
    assert found["companies/"] == Page("companies", "companies/", "companies", "companies:1")
    assert found["list/companies/2/"].key == "companies:2"
    assert "list/companies/" not in found


def test_each_work_stands_on_each_of_its_lists_once():
    catalog = make_catalog(
        works={
            "acme/a": {"kind": "novel", "genres": ["war", "war"], "companies": ["other"]},
            "other/b": {"kind": "game", "genres": ["war"]},
        }
    )
    names = make_lists(catalog).works
    assert names["works/genre/war"] == ["acme/a", "other/b"]
    assert names["works/kind/game"] == ["other/b"]
    assert names["works/company/other"] == ["other/b", "acme/a"]


def test_the_featured_come_first_then_the_newest():
    catalog = make_catalog(
        works={
            "acme/old": {"added": "2025-01-01"},
            "acme/new": {"added": "2026-01-01"},
            "acme/star": {},
        },
        edition={"featured": ["acme/star"]},
    )
    assert make_lists(catalog).works["works"] == ["acme/star", "acme/new", "acme/old"]


def test_former_addresses_lead_to_the_new_ones():
    found = paths(
        works={
            "acme/peony": {"aliases": ["rose", "former/flower", "acme/peony", "acme/lily"]},
            "acme/lily": {},
        },
        companies={"acme": {"aliases": ["old-acme"]}},
        families={"f": {"owner": "acme", "aliases": ["g"]}},
    )
    redirects = {p.path: p.key for p in found.values() if p.kind == "redirect"}
    assert redirects == {
        "works/acme/rose/": "works/acme/peony/",
        "works/former/flower/": "works/acme/peony/",
        "works/old-acme/peony/": "works/acme/peony/",
        "works/old-acme/rose/": "works/acme/peony/",
        "works/old-acme/lily/": "works/acme/lily/",
        "companies/old-acme/": "companies/acme/",
        "families/g/": "families/f/",
    }
    assert found["works/acme/lily/"].kind == "work", "a record's own address is never taken"


def test_addresses_of_lists():
    assert list_path("works/kind/novel", 2) == "list/works/kind/novel/2/"
    assert list_path("companies") == "companies/"
    assert list_path("works") == "list/works/"


def test_two_covers_that_look_alike_do_not_stand_side_by_side():
    """Within a family and kind only the motif differs, so neighbours are exchanged."""
    works = {f"acme/work-{n}": {"family": "peony", **NOVEL} for n in range(40)}
    catalog = make_catalog(works=works, families={"peony": {"owner": "acme"}})
    ordered = [catalog.works[id] for id in make_lists(catalog).works["works"]]
    worn = [choose_dress(work.id, family="peony", glyph="文") for work in ordered]
    assert sorted(work.id for work in ordered) == sorted(works)
    assert len(set(worn)) > 1
    assert all(one != two for one, two in pairwise(worn[:25]))


def test_neighbours_wear_different_palettes():
    """Two covers on one ground look alike even where their motifs differ."""
    works = {f"acme/work-{n}": NOVEL for n in range(60)}
    ordered = make_lists(make_catalog(works=works)).works["works"]
    worn = [choose_dress(id, glyph="文").palette for id in ordered]
    assert sorted(ordered) == sorted(works)
    assert all(one != two for one, two in pairwise(worn[:45]))
