"""What holds for all rules: what they tell is left out, and told where it is written."""

import datetime as dt
import inspect

import pytest

from catalog.core.messages import MESSAGES
from catalog.core.problems import MAX_TOLD, problem
from catalog.edition.checks import RULES, check_and_resolve, leave_out, tell_briefly
from catalog.models.context import Context
from catalog.models.work import Work
from catalog.reading.records import parse_model, place_problems
from catalog.reading.yaml import parse_record
from tests.unit.edition.checks.rules import line
from tests.unit.fairs import make_records

TODAY = dt.date(2026, 11, 24)
HALLS = {"halls": [{"id": "h1"}]}


@pytest.mark.parametrize("rule", RULES)
def test_docstring_is_the_rule(rule):
    assert inspect.getdoc(rule)
    assert rule.__name__.replace("_", "-") in MESSAGES


def check(**parts):
    catalog, problems = check_and_resolve(make_records(**parts), TODAY, {"h1": ["A01", "A02"]})
    return catalog, [p.code for p in problems]


def stand(number):
    return {"hall": "h1", "number": number, "companies": ["a"]}


def test_stands_are_left_out():
    stands = (stand("A01"), stand("A01"), stand("Z9"), stand("A02"))
    catalog, codes = check(edition=HALLS, companies={"a": {}}, stands=stands)
    assert codes == ["duplicate-stand", "stand-not-on-plan"]
    assert [s.number for s in catalog.stands] == ["A01", "A02"]


def test_events_are_left_out():
    times = {"start": "2026-05-21 10:00", "place": {"en": "Here"}}
    events = (
        {"title": {"en": "Bad"}, **times, "end": "2026-05-21 09:00"},
        {"title": {"en": "Good"}, **times, "end": "2026-05-21 11:00"},
    )
    catalog, codes = check(events=events)
    assert codes == ["end-before-start"]
    assert [e.title["en"] for e in catalog.events] == ["Good"]


def test_an_edition_that_ends_early_is_not_built():
    assert check(edition={"end": "2026-05-20"}) == (None, ["end-before-start"])


def test_closing_pointers_are_left_out():
    works = {
        "a/x": {"relations": [{"type": "sequel-to", "work": "a/y"}]},
        "a/y": {
            "relations": [
                {"type": "sequel-to", "work": "a/x"},
                {"type": "same-universe", "work": "a/x"},
            ]
        },
    }
    catalog, codes = check(works=works)
    assert codes == ["relation-cycle"]
    assert [r.type for r in catalog.works["a/y"].relations] == ["same-universe"]
    assert {link.type for link in catalog.links_of("a/y")} == {"same-universe", "prequel-to"}


def test_conflicting_offers_are_left_out():
    sold = {"status": "sold", "exclusive": "true"}
    works = {
        "a/x": {
            "rights": [line(["svod", "avod"]), line("svod", **sold), line("tvod")],
        },
        "a/y": {"rights": [line("svod"), line("svod", **sold)]},
    }
    catalog, codes = check(works=works)
    assert codes == ["rights-conflict", "rights-conflict"]
    assert [r.right for r in catalog.works["a/x"].rights] == [("avod",), ("svod",), ("tvod",)]
    assert [r.status for r in catalog.works["a/y"].rights] == ["sold"]


def test_exceptions_and_aliases_are_left_out():
    works = {
        "a/x": {
            "aliases": ["y", "old"],
            "rights": [line("svod", territories=["SEA"], **{"except": ["FR", "VN"]})],
        },
        "a/y": {},
    }
    catalog, _ = check(works=works)
    assert catalog.works["a/x"].aliases == ("old",)
    assert catalog.works["a/x"].rights[0].exclude == ("VN",)


def test_warnings_leave_all_in():
    works = {"a/x": {"rights": [line("svod", until="2020")], "facts": [{"text": {"en": "x"}}]}}
    records = make_records(works=works)
    catalog, problems = check_and_resolve(records, TODAY)
    assert {p.code for p in problems} == {"expired-rights", "fact-without-source"}
    assert leave_out(records, problems) is records
    assert catalog.works["a/x"].rights and catalog.works["a/x"].facts


def test_of_very_many_problems_of_a_file_the_first_are_told():
    found = [problem("unknown-work", "a", (n,), value="x") for n in range(500)]
    found += [problem("expired-rights", "a", (n,), until="2020") for n in range(500)]
    found += [problem("unknown-work", "b", value="x")]
    told = list(tell_briefly(found))
    assert len(told) == 2 * (MAX_TOLD + 1) + 1
    more = [p for p in told if p.code == "too-many-problems"]
    assert [(p.path, p.severity, p.effect) for p in more] == [
        ("a", "error", "field"),
        ("a", "warning", "none"),
    ]


def test_places_are_those_of_the_file(tmp_path):
    """What is left out of a list moves the rest up; the place told does not move."""
    text = """kind: novel
title: {zh: 名, en: Name}
logline: One sentence.
genres: [fantasy]
rights:
  - {right: nonsense, status: available, territories: FR}
  - right: svod
    status: available
    territories: [FR]
    languages: [xx-nonsense, zh]
    until: 2020
relations:
  - {type: nonsense, work: a/x}
  - type: sequel-to
    work: a/nobody
"""
    file = tmp_path / "works.yml"
    file.write_text(text)
    reading = parse_model(Work, parse_record(text.encode(), file.name), "a/x", file.name, Context())
    records = make_records(companies={"a": {}})
    records.works["a/x"] = reading.record
    _, problems = check_and_resolve(records, TODAY)
    assert [(p.code, p.field, p.line, p.column) for p in place_problems(tmp_path, problems)] == [
        ("expired-rights", "rights[1].until", 11, 12),
        ("unknown-work", "relations[1].work", 15, 11),
    ]
