import pytest

from catalog.edition.checks.texts import fact_without_source, no_source_title
from tests.unit.edition.checks.rules import told

SOURCE, DATE = {"source": "https://example.com/"}, {"as_of": "2025"}
FACTS = [
    ({**SOURCE, **DATE}, []),
    (SOURCE, [("a/b.yml", "facts[0]")]),
    (DATE, [("a/b.yml", "facts[0]")]),
    ({}, [("a/b.yml", "facts[0]")]),
]


@pytest.mark.parametrize("more, expected", FACTS)
def test_fact_has_source_and_date(more, expected):
    works = {"a/b": {"facts": [{"text": {"en": "3 million readers"}, **more}]}}
    assert told(fact_without_source, works=works) == expected


def test_records_are_named_in_the_source_language():
    chinese = {"zh-Hans": "名"}
    assert told(
        no_source_title,
        works={"a/b": {"title": chinese}, "a/c": {"title": {**chinese, "en": "Name"}}},
        companies={"a": {"name": chinese}},
        families={"f": {"name": chinese, "owner": "a"}},
        services={"s": {"name": chinese, "company": "a"}},
        events=(event(title=chinese), event(title={"en": "Talk"})),
    ) == [
        ("a.yml", "name"),
        ("a/b.yml", "title"),
        ("f.yml", "name"),
        ("s.yml", "name"),
        ("editions/2026/programme.yml", "[0].title"),
    ]


def event(**more):
    times = {"start": "2026-05-21 10:00", "end": "2026-05-21 11:00"}
    return {"place": {"en": "Here"}, **times, **more}
