"""A family's page: its picture, and the same as a list."""

import re

import pytest

from catalog.web.pages import Page
from catalog.web.pages.family_graph import measure
from tests.unit.fairs import make_catalog, make_renderer

PAGE = Page("families", "families/flowers/", "family", "flowers")
OPEN = [
    {"right": ["game-adaptation", "film-tv", "stage"], "status": "available", "territories": "CN"}
]


def body(lang="en", edition=None, **works):
    found = {f"acme/{slug}": {"family": "flowers", **fields} for slug, fields in works.items()}
    catalog = make_catalog(
        works=found, families={"flowers": {"owner": "acme"}}, edition=edition or {}
    )
    return make_renderer(catalog, lang).render(PAGE)["body"]


def text(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_works_stand_in_the_picture_and_in_the_list():
    page = body(
        novel={"kind": "novel", "title": {"en": "Peony"}, "released": "2007"},
        series={
            "title": {"en": "Peony, the series"},
            "released": "2019",
            "relations": [{"type": "based-on", "work": "acme/novel"}],
        },
    )
    picture, rest = page.split("</svg>", 1)
    for slug in ("novel", "series"):
        assert f'href="../../works/acme/{slug}/"' in picture
        assert f'href="../../works/acme/{slug}/"' in rest
    assert 'class="e e--solid"' in picture
    assert "2007" in text(picture)
    assert "Literature" in text(picture)
    assert "Adapted or continued" in text(rest)


def test_an_undated_novel_comes_first_in_picture_and_list():
    page = body(
        novel={"kind": "novel", "title": {"en": "Peony"}},
        series={
            "title": {"en": "The series"},
            "released": "2019",
            "relations": [{"type": "based-on", "work": "acme/novel"}],
        },
        later={"title": {"en": "The second"}},
    )
    picture, rest = page.split("</svg>", 1)
    for part in (text(picture), text(rest)):
        assert part.index("Peony") < part.index("The series") < part.index("The second")
    columns = re.findall(r'text-anchor="middle">([^<]*)<', picture)
    assert columns == ["No date", "2019", "No date"]


def test_what_was_adapted_as_something_dated_comes_first_too():
    page = body(
        novel={
            "kind": "novel",
            "title": {"en": "Peony"},
            "relations": [{"type": "adapted-as", "work": "acme/series"}],
        },
        series={"title": {"en": "The series"}, "released": "2019"},
    )
    for part in map(text, page.split("</svg>", 1)):
        assert part.index("Peony") < part.index("The series")


def test_gaps_are_shown_where_a_right_is_on_offer():
    page = body(novel={"kind": "novel", "rights": OPEN}, game={"kind": "game"})
    assert "Drama series Rights open" in text(page)
    assert "Not there yet. On offer: Film and TV rights" in text(page)
    assert "On offer: Game adaptation" not in text(page)  # there is a game
    assert "On offer: Stage" in text(page)
    assert page.count('href="../../works/acme/novel/#rights"') == 4  # picture and list


@pytest.mark.parametrize(
    "page", [Page("home", "", "home"), Page("families", "families/", "families", "families:1")]
)
def test_open_frames_have_the_notice_near_them(page):
    """What the edition says of its data, for example that its rights are invented."""

    def section(rights, notice="Rights are invented."):
        work = {"acme/novel": {"kind": "novel", "family": "flowers", "rights": rights}}
        catalog = make_catalog(
            works=work,
            families={"flowers": {"owner": "acme"}},
            edition={"notice": {"en": notice}} if notice else {},
        )
        body = make_renderer(catalog).render(page)["body"]
        start = body.index("Dashed frames")
        return body[start : body.index("</article>", start)]

    assert '<p class="sc-told">Rights are invented.</p>' in section(OPEN)
    assert "sc-told" not in section([])
    assert "sc-told" not in section(OPEN, notice="")


def test_the_picture_has_the_notice_near_its_open_frames():
    edition = {"notice": {"en": "Rights are invented."}}
    page = body(edition=edition, novel={"kind": "novel", "rights": OPEN})
    picture = page[page.index('id="graph"') : page.index('id="timeline"')]
    assert picture.count("Rights are invented.") == 1
    assert "invented" not in body(edition=edition, novel={"kind": "novel"})


def test_one_work_with_nothing_open_needs_no_picture():
    assert "sc-graph" not in body(novel={"kind": "novel"})
    assert "sc-graph" in body(novel={"kind": "novel", "rights": OPEN})


def test_titles_in_another_language_say_so():
    page = body("ar", a={"title": {"en": "Peony"}}, b={"kind": "game"})
    assert re.search(r'<b lang="en" dir="ltr">Peony</b>', page)
    assert 'class="sc-node__t" dir="rtl"' in page


def test_the_picture_is_the_same_in_every_language():
    works = {"a": {"released": "2001"}, "b": {"released": "2003", "rights": OPEN}}

    def places(lang):
        return re.findall(r"<(?:foreignObject|path) [^>]*>", body(lang, **works))

    assert places("en") == places("ar")


def test_titles_are_measured_by_what_their_lines_may_break_into():
    assert len(measure("A dream of splendour")) == 4
    assert len(measure("Mo-Dao")) == 2
    assert measure("陈情令。") == (1, 1, 2)  # what closes stays with what it closes
    assert measure("") == ()
    assert sum(measure("بهجة الحياة")) > 0


def test_what_the_edition_says_of_its_data_stands_with_open_rights():
    told = {"edition": {"notice": {"en": "Rights are invented."}}}
    assert "Rights are invented." in body(novel={"kind": "novel", "rights": OPEN}, **told)
    assert "Rights are invented." not in body(novel={"kind": "novel"}, game={}, **told)
