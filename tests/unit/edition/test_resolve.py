"""Ids become relations; what leads nowhere is told and dropped, what is hidden just goes."""

import pytest

from catalog.edition.resolve import Catalog, resolve_catalog, work_id
from tests.unit.fairs import make_catalog, make_records

HALLS = {"halls": [{"id": "h1"}, {"id": "h2"}]}


def told(present=None, **parts):
    records = make_records(**parts)
    records.present = present or {}
    _, problems = resolve_catalog(records)
    return [(p.code, p.path, p.field, p.effect) for p in problems]


def relation(type, work):
    return {"type": type, "work": work}


def test_bare_slugs_are_of_the_same_company():
    assert work_id("x", "a") == "a/x"
    assert work_id("b/x", "a") == "b/x"


NOWHERE = [
    (
        {"works": {"a/x": {"companies": ["no"]}}},
        ("unknown-company", "a/x.yml", "companies[0]", "field"),
    ),
    ({"works": {"a/x": {"family": "no"}}}, ("unknown-family", "a/x.yml", "family", "field")),
    (
        {"works": {"a/x": {"relations": [relation("sequel-to", "no")]}}},
        ("unknown-work", "a/x.yml", "relations[0].work", "field"),
    ),
    ({"families": {"f": {"owner": "no"}}}, ("unknown-company", "f.yml", "owner", "record")),
    (
        {
            "companies": {"a": {}},
            "families": {
                "f": {
                    "owner": "a",
                    "timeline": [{"date": "2024", "text": {"en": "x"}, "work": "a/no"}],
                }
            },
        },
        ("unknown-work", "f.yml", "timeline[0].work", "field"),
    ),
    ({"services": {"s": {"company": "no"}}}, ("unknown-company", "s.yml", "company", "record")),
    (
        {"edition": {"exhibitors": ["no"]}},
        ("unknown-company", "2026.yml", "exhibitors[0]", "field"),
    ),
    ({"edition": {"featured": ["a/no"]}}, ("unknown-work", "2026.yml", "featured[0]", "field")),
    ({"edition": {"previous": "no"}}, ("unknown-previous", "2026.yml", "previous", "field")),
    (
        {"companies": {"a": {}}, "stands": ({"hall": "no", "number": "1", "companies": ["a"]},)},
        ("unknown-hall", "editions/2026/stands.yml", "[0].hall", "entry"),
    ),
    (
        {"edition": HALLS, "stands": ({"hall": "h1", "number": "1", "companies": ["no"]},)},
        ("unknown-company", "editions/2026/stands.yml", "[0].companies[0]", "entry"),
    ),
    (
        {
            "edition": HALLS,
            "companies": {"a": {}},
            "stands": ({"hall": "h1", "number": "1", "companies": ["no", "a"], "works": ["no"]},),
        },
        ("unknown-company", "editions/2026/stands.yml", "[0].companies[0]", "field"),
    ),
]


@pytest.mark.parametrize("parts, expected", NOWHERE)
def test_what_leads_nowhere_is_told(parts, expected):
    assert told(**parts)[0] == expected


def test_what_is_there_but_unusable_is_not_told_again():
    """It was told where it stands; what points at it just loses the pointer."""
    parts = {
        "works": {
            "a/x": {"companies": ["b"], "family": "f", "relations": [relation("based-on", "b/y")]}
        },
        "services": {"s": {"company": "b"}},
    }
    present = {"company": {"b"}, "family": {"f"}, "work": {"b/y"}}
    assert len(told(**parts)) == 4
    assert told(present, **parts) == []
    records = make_records(**parts)
    records.present = present
    catalog, _ = resolve_catalog(records)
    work = catalog.works["a/x"]
    assert (work.companies, work.family) == ((), None)
    assert catalog.links_of("a/x") == ()


NEAREST = [("paper-boatt", "a/paper-boat"), ("b/paper-boat", "a/paper-boat"), ("zzz", "")]


@pytest.mark.parametrize("written, near", NEAREST)
def test_the_nearest_is_named(written, near):
    records = make_records(
        works={"a/paper-boat": {}, "a/x": {"relations": [relation("sequel-to", written)]}}
    )
    _, (found,) = resolve_catalog(records)
    assert found.params["near"] == near


# ---- the aggregate --------------------------------------------------------------------


def test_drafts_and_absent_companies_are_not_in_it():
    catalog = make_catalog(
        companies={"a": {}, "b": {"draft": "true"}, "c": {}},
        works={
            "a/x": {"companies": ["b", "c"]},
            "a/draft": {"draft": "true"},
            "b/y": {},
            "c/z": {},
        },
        edition={"exhibitors": ["a", "b"], "featured": ["a/draft", "b/y", "a/x", "c/z"]},
    )
    assert list(catalog.companies) == ["a"]
    assert list(catalog.works) == ["a/x"]
    assert catalog.works["a/x"].companies == ()
    assert catalog.edition.featured == ("a/x",)


def test_families_of_shown_works_or_owners():
    catalog = make_catalog(
        works={"a/x": {"family": "f"}, "c/y": {"family": "g"}},
        families={
            "f": {"owner": "c"},  # its owner stays away, a work is shown
            "g": {"owner": "c"},
            "h": {"owner": "a"},
            "i": {"owner": "a", "draft": "true"},
        },
        edition={"exhibitors": ["a"]},
    )
    assert list(catalog.families) == ["f", "h"]
    assert [w.id for w in catalog.family_works("f")] == ["a/x"]


def test_works_of_a_company_its_own_first():
    catalog = make_catalog(works={"a/z": {"companies": ["b"]}, "b/a": {}, "b/y": {}})
    assert [w.id for w in catalog.works_of("b")] == ["b/a", "b/y", "a/z"]
    assert [w.id for w in catalog.works_of("a")] == ["a/z"]


def test_family_works_by_year():
    works = {
        "a/later": {"family": "f", "released": "2020"},
        "a/first": {"family": "f", "released": "2010-05"},
        "a/unknown": {"family": "f"},
    }
    catalog = make_catalog(works=works, families={"f": {"owner": "a"}})
    assert [w.slug for w in catalog.family_works("f")] == ["first", "later", "unknown"]


LINKS = [
    ("based-on", "adapted-as"),
    ("sequel-to", "prequel-to"),
    ("spin-off-of", "has-spin-off"),
    ("same-universe", "same-universe"),
    ("collaboration-with", "collaboration-with"),
]


@pytest.mark.parametrize("type, inverse", LINKS)
def test_the_other_end_is_derived(type, inverse):
    catalog = make_catalog(works={"a/x": {"relations": [relation(type, "y")]}, "a/y": {}})
    (there,), (back,) = catalog.links_of("a/x"), catalog.links_of("a/y")
    assert (there.type, there.work.id, there.derived) == (type, "a/y", False)
    assert (back.type, back.work.id, back.derived) == (inverse, "a/x", True)


def test_what_both_say_is_one_link():
    catalog = make_catalog(
        works={
            "a/x": {"relations": [relation("based-on", "b/y")]},
            "b/y": {"relations": [relation("adapted-as", "a/x")]},
        }
    )
    assert [(link.type, link.derived) for link in catalog.links_of("a/x")] == [("based-on", False)]
    assert [(link.type, link.derived) for link in catalog.links_of("b/y")] == [
        ("adapted-as", False)
    ]


def test_links_out_of_the_catalogue():
    said = {"type": "based-on", "title": {"en": "Journey"}, "public_domain": "true"}
    catalog = make_catalog(works={"a/x": {"relations": [said]}})
    (link,) = catalog.links_of("a/x")
    assert (link.work, link.title, link.public_domain) == (None, {"en": "Journey"}, True)


def stand(number, companies, **more):
    return {"hall": "h1", "number": number, "companies": companies, **more}


def test_stands():
    catalog = make_catalog(
        edition=HALLS,
        works={"a/x": {"companies": ["b"]}, "a/y": {}, "b/z": {}},
        stands=(
            stand("B", ["a"]),
            stand("A", ["b", "a"], works=["b/z", "a/x"]),
            {"hall": "h2", "number": "A", "companies": ["b"]},
        ),
    )
    assert [(s.hall, s.number) for s in catalog.stands] == [("h1", "A"), ("h1", "B"), ("h2", "A")]
    assert [s.number for s in catalog.stands_in("h1")] == ["A", "B"]
    assert [s.number for s in catalog.stands_of("a")] == ["A", "B"]
    first, second, third = catalog.stands
    assert [*catalog.works_at(first)] == ["b/z", "a/x"]
    assert [*catalog.works_at(second)] == ["a/x", "a/y"]
    assert [*catalog.works_at(third)] == ["b/z"]  # its own, not those it shares in
    assert [s.number for s in catalog.stands_showing("a/x")] == ["A", "B"]


def event(day, **more):
    times = {"start": f"2026-05-{day} 10:00", "end": f"2026-05-{day} 11:00"}
    return {"title": {"en": f"Day {day}"}, "place": {"en": "Here"}, **times, **more}


def test_events_by_time():
    catalog = make_catalog(
        works={"a/x": {}, "a/draft": {"draft": "true"}},
        companies={"a": {}, "b": {"draft": "true"}},
        events=(event(22, hosts=["a", "b"], works=["x", "a/draft"]), event(21)),
    )
    assert [e.title["en"] for e in catalog.events] == ["Day 21", "Day 22"]
    (found,) = catalog.events_of("a")
    assert (found.hosts, found.works) == (("a",), ("a/x",))
    assert catalog.events_with("a/x") == (found,)
    assert Catalog.event_id(found) != Catalog.event_id(catalog.events[0])


def test_records_are_not_changed():
    records = make_records(works={"a/x": {"relations": [relation("sequel-to", "y")]}, "a/y": {}})
    resolve_catalog(records)
    assert records.works["a/x"].relations[0].work == "y"


def test_a_hall_that_is_not_there_is_told_once_for_all_its_stands():
    stands = tuple(
        {"hall": hall, "number": str(n), "companies": ["a"]}
        for n, hall in enumerate(["x", "y", "x", "x"])
    )
    catalog, problems = resolve_catalog(make_records(companies={"a": {}}, stands=stands))
    assert catalog.stands == ()
    assert [(p.code, p.params["entries"]) for p in problems] == [
        ("unknown-hall", (0, 2, 3)),
        ("unknown-hall", (1,)),
    ]
    assert "3 stands" in problems[0].message() and "stands" not in problems[1].message()
