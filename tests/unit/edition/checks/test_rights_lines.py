import pytest

from catalog.edition.checks.rights_lines import (
    adaptation_exists,
    except_outside,
    expired_rights,
    no_title_for_rights,
    rights_conflict,
)
from tests.unit.edition.checks.rules import line, problems, told

SOLD = {"status": "sold", "exclusive": "true"}
FIRST = [("a/b.yml", "rights[0].right[0]")]
CONFLICTS = [
    # Equal reach: what is offered is sold.
    ([line("svod"), line("svod", **SOLD)], FIRST),
    ([line("svod", languages="all"), line("svod", **SOLD)], FIRST),
    (
        [
            line("svod", territories=["FR", "DE"]),
            line("svod", territories=["FR", "BE"], **SOLD),
        ],
        FIRST,
    ),
    (
        [line("svod", languages=["fr", "de"]), line("svod", languages=["fr"], **SOLD)],
        FIRST,
    ),
    ([line("svod", territories=["EU"]), line("svod", territories=["EU"], **SOLD)], FIRST),
    # Only the right that is sold is told, and only once.
    (
        [line(["avod", "svod"]), line("svod", **SOLD), line(["svod", "tvod"], **SOLD)],
        [("a/b.yml", "rights[0].right[1]")],
    ),
    (
        [line("svod", **SOLD), line("avod"), line(["tvod", "svod"])],
        [("a/b.yml", "rights[2].right[1]")],
    ),
    # The narrower line overrides: ordinary writing.
    ([line("svod"), line("svod", territories=["FR"], **SOLD)], []),
    ([line("svod", territories=["FR"]), line("svod", **SOLD)], []),
    ([line("svod"), line("svod", languages=["fr"], **SOLD)], []),
    # Other rights, other countries, other languages.
    ([line("avod"), line("svod", **SOLD)], []),
    ([line("svod", territories=["FR"]), line("svod", territories=["DE"], **SOLD)], []),
    ([line("svod", languages=["de"]), line("svod", languages=["fr"], **SOLD)], []),
    # Sold, but not exclusively, or not said to be.
    ([line("svod"), line("svod", "sold", exclusive="false")], []),
    ([line("svod"), line("svod", "sold")], []),
    ([line("svod"), line("svod", "reserved", exclusive="true")], []),
    ([line("svod", "under-offer"), line("svod", **SOLD)], []),
]


@pytest.mark.parametrize("rights, expected", CONFLICTS)
def test_conflict(rights, expected):
    assert told(rights_conflict, works={"a/b": {"rights": rights}}) == expected


def test_conflict_names_countries_and_languages():
    rights = [
        line("svod", territories=["FR", "DE", "IT"], languages=["fr", "de"]),
        line("svod", territories=["FR", "BE", "IT"], languages=["fr", "en"], **SOLD),
    ]
    (found,) = problems(rights_conflict, works={"a/b": {"rights": rights}})
    assert found.params["territory"] == ["FR", "IT"]
    assert found.params["language"] == " (fr)"


EXCEPTS = [
    (["WORLD"], ["FR"], []),
    (["EU"], ["FR", "DACH"], []),  # CH is outside, but not all of DACH
    (["SEA"], ["FR"], [("a/b.yml", "rights[0].except[0]")]),
    (["FR"], ["FR", "DE"], [("a/b.yml", "rights[0].except[1]")]),
    (["FR"], ["SEA"], [("a/b.yml", "rights[0].except[0]")]),
]


@pytest.mark.parametrize("territories, excepted, expected", EXCEPTS)
def test_except_is_inside(territories, excepted, expected):
    rights = [line("svod", territories=territories, **{"except": excepted})]
    assert told(except_outside, works={"a/b": {"rights": rights}}) == expected


UNTILS = [
    ("2026-11-23", "available", [("a/b.yml", "rights[0].until")]),
    ("2026-11-24", "available", []),
    ("2026-10", "available", [("a/b.yml", "rights[0].until")]),
    ("2026-11", "available", []),  # the month is not over
    ("2026", "available", []),
    ("2025", "available", [("a/b.yml", "rights[0].until")]),
    ("2025", "sold", []),
]


@pytest.mark.parametrize("until, status, expected", UNTILS)
def test_expired(until, status, expected):
    rights = [line("svod", status, until=until)]
    assert told(expired_rights, works={"a/b": {"rights": rights}}) == expected


TITLES = [
    (["en"], []),
    (["zh-Hans", "ar"], [0, 1]),
    (["ja"], []),  # not a language of the edition
    ("all", []),
    (None, []),
]


@pytest.mark.parametrize("languages, expected", TITLES)
def test_title_in_language_on_offer(languages, expected):
    more = {} if languages is None else {"languages": languages}
    works = {"a/b": {"title": {"en": "A work"}, "rights": [line("translation", **more)]}}
    assert told(no_title_for_rights, works=works) == [
        ("a/b.yml", f"rights[0].languages[{place}]") for place in expected
    ]


def test_title_is_asked_for_once_and_only_for_offers():
    rights = [
        line("translation", languages=["ar"], territories=["AE"]),
        line("audio", languages=["ar"]),
        line("print", "sold", languages=["zh-Hans"]),
    ]
    assert told(no_title_for_rights, works={"a/b": {"rights": rights}}) == [
        ("a/b.yml", "rights[0].languages[0]")
    ]


ADAPTATIONS = [
    ("film-tv", "series", {}, True),
    ("film-tv", "film", {}, True),
    ("animation", "animation", {}, True),
    ("game-adaptation", "game", {}, True),
    ("micro-drama", "micro-drama", {}, True),
    ("comic", "comic", {}, True),
    ("audio", "audio", {}, True),
    ("film-tv", "game", {}, False),
    ("translation", "series", {}, False),
    ("film-tv", "series", {"exclusive": "false"}, False),
    ("film-tv", "series", {"exclusive": "true"}, True),
    ("film-tv", "series", {"status": "sold"}, False),
]


@pytest.mark.parametrize("right, kind, more, expected", ADAPTATIONS)
def test_adaptation(right, kind, more, expected):
    works = {
        "a/book": {"kind": "novel", "rights": [line(["print", right], **more)]},
        "b/made": {"kind": kind, "relations": [{"type": "based-on", "work": "a/book"}]},
    }
    found = told(adaptation_exists, works=works)
    assert found == ([("a/book.yml", "rights[0].right[1]")] if expected else [])


def test_adaptation_must_be_in_the_catalogue():
    works = {
        "a/book": {"kind": "novel", "rights": [line("film-tv")]},
        "b/made": {"relations": [{"type": "based-on", "work": "a/book"}], "draft": "true"},
        "b/other": {"relations": [{"type": "sequel-to", "work": "a/book"}]},
    }
    assert told(adaptation_exists, works=works) == []
