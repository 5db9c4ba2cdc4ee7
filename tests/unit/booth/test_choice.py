"""What a company's or a hall's booth shows."""

from dataclasses import replace

import pytest

from catalog.booth.choice import Choice
from catalog.core.errors import CatalogError
from catalog.media.images import Picture
from catalog.media.pictures import Pictures
from tests.unit.fairs import make_catalog

HALLS = [{"id": "hall-1", "name": {"en": "Great hall"}}, {"id": "hall-2"}]


@pytest.fixture
def fair():
    return make_catalog(
        works={
            "acme/old": {"added": "2026-01-01"},
            "acme/new": {"added": "2026-02-01", "family": "moon"},
            "acme/odd": {"relations": [{"type": "based-on", "work": "books/source"}]},
            "books/source": {},
            "books/other": {},
            "games/moon-game": {"family": "moon", "companies": ["acme"]},
            "games/far": {"relations": [{"type": "sequel-to", "work": "games/moon-game"}]},
        },
        families={
            "moon": {
                "owner": "acme",
                "timeline": [
                    {"date": "2026", "text": {"en": "x"}, "work": "games/moon-game"},
                    {"date": "2027", "text": {"en": "y"}, "work": "books/other"},
                ],
            },
            "alone": {"owner": "books"},
        },
        services={"law": {"company": "books"}, "advice": {"provider": {"en": "Some"}}},
        edition={"halls": HALLS, "featured": ["books/other", "acme/old"]},
        stands=(
            {"hall": "hall-1", "number": "A1", "companies": ["acme"]},
            {"hall": "hall-2", "number": "B1", "companies": ["games", "books"]},
        ),
        events=(
            {
                "title": {"en": "Talk"},
                "start": "2026-05-21 10:00",
                "end": "2026-05-21 11:00",
                "place": {"en": "Stage"},
                "hosts": ["books", "acme"],
                "works": ["books/other", "acme/old"],
            },
        ),
    )


def test_the_whole_edition_is_left_as_it_is(fair):
    assert Choice().choose(fair) is fair


def test_a_company_comes_first_with_what_its_works_belong_to(fair):
    chosen = Choice("company", ("acme",)).choose(fair)
    # featured, then the newest of its own, then what it made with others
    assert chosen.edition.featured == ("acme/old", "acme/new", "acme/odd", "games/moon-game")
    assert set(chosen.works) == {*chosen.edition.featured, "books/source", "games/far"}
    assert next(iter(chosen.companies)) == "acme"
    assert set(chosen.companies) == {"acme", "books", "games"}


def test_the_home_page_opens_with_whose_booth_it_is(fair):
    chosen = Choice("company", ("acme",)).choose(fair)
    assert chosen.edition.slogan == {"en": "Acme"}
    assert Choice("company", ("acme", "books")).choose(fair).edition.slogan is None
    assert Choice("hall", ("hall-1",)).choose(fair).edition.slogan == {"en": "Great hall"}


def test_a_companys_booth_has_the_hue_of_its_pictures(fair):
    catalog = make_catalog(
        works={"acme/a": {"wide": "a.png"}, "acme/b": {"wide": "b.png"}, "else/c": {}}
    )
    grounds = {"a.png": "#202020", "b.png": "#2a1208"}  # grey is nobody's colour
    pictures = Pictures(
        by_path={p: Picture(p, 1600, 900, (), ground) for p, ground in grounds.items()}
    )
    coloured = Choice("company", ("acme",)).colour(catalog, pictures)
    assert coloured.edition.theme.accent == "#2a1208"
    for choice in (Choice(), Choice("hall", ("hall-1",)), Choice("company", ("else",))):
        assert choice.colour(catalog, pictures) is catalog


def test_nothing_points_at_what_is_left_out(fair):
    chosen = Choice("company", ("acme",)).choose(fair)
    assert set(chosen.families) == {"moon"}
    assert [e.work for e in chosen.families["moon"].timeline] == ["games/moon-game", None]
    for work in chosen.works.values():
        assert set(work.companies) <= set(chosen.companies)
        assert all(
            link.work is None or link.work.id in chosen.works for link in chosen.links_of(work.id)
        )
    assert [w for e in chosen.events for w in e.works] == ["acme/old"]


def test_a_relation_to_what_is_left_out_goes(fair):
    chosen = Choice("company", ("books",)).choose(fair)
    assert "acme/odd" in chosen.works  # names one of its works
    assert "acme/old" not in chosen.works and "games/far" not in chosen.works
    assert set(chosen.services) == {"law", "advice"}
    assert set(Choice("company", ("acme",)).choose(fair).services) == {"law", "advice"}


def test_a_hall_has_its_exhibitors(fair):
    chosen = Choice("hall", ("hall-2",)).choose(fair)
    assert {"games", "books"} <= set(chosen.companies)
    assert {"games/far", "games/moon-game", "books/source", "books/other"} <= set(chosen.works)
    assert chosen.edition.featured[0] == "books/other"
    assert "acme/old" not in chosen.works


def test_several_companies(fair):
    chosen = Choice("company", ("games", "acme")).choose(fair)
    assert list(chosen.companies)[:2] == ["games", "acme"]


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (Choice("company", ("acm",)), "did you mean  acme"),
        (Choice("hall", ("nowhere",)), "hall-1, hall-2"),
    ],
)
def test_an_unknown_name_is_told(fair, choice, said):
    with pytest.raises(CatalogError) as caught:
        choice.choose(fair)
    assert choice.ids[0] in caught.value.message
    assert said in caught.value.remedy
    assert ("build.py check" in caught.value.remedy) is (choice.kind == "company")


def test_a_company_may_be_asked_for_by_a_former_id(fair):
    acme = fair.companies["acme"].model_copy(update={"aliases": ("ace",)})
    fair = replace(fair, companies={**fair.companies, "acme": acme})
    asked, present = Choice("company", ("ace", "acme")), Choice("company", ("acme",))
    assert asked.present(fair) == present
    chosen = asked.choose(fair)
    assert chosen == present.choose(fair)
    assert asked.present(chosen) == present  # what the booth's data is then made of
    assert asked.colour(chosen, Pictures()) == present.colour(chosen, Pictures())
