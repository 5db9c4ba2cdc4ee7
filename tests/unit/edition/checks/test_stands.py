import pytest

from catalog.edition.checks.stands import (
    duplicate_stand,
    exhibitor_without_stand,
    stand_not_on_plan,
    work_not_shown,
)
from tests.unit.edition.checks.rules import problems, told

STANDS = "editions/2026/stands.yml"
HALLS = {"halls": [{"id": "h1", "plan": "halls/h1.svg"}, {"id": "h2"}]}
COMPANIES = {"a": {}, "b": {}}


def stand(number="A01", hall="h1", companies=("a",), **more):
    return {"hall": hall, "number": number, "companies": list(companies), **more}


DUPLICATES = [
    ((stand("A01"), stand("A02")), []),
    ((stand("A01"), stand("A01", "h2")), []),
    ((stand("A01"), stand("A01")), [(STANDS, "[1].number")]),
    ((stand("A01"), stand("a01")), [(STANDS, "[1].number")]),
    (
        (stand("A01"), stand("A02"), stand("A01"), stand("A01")),
        [(STANDS, "[2].number"), (STANDS, "[3].number")],
    ),
]


@pytest.mark.parametrize("stands, expected", DUPLICATES)
def test_number_is_given_once(stands, expected):
    assert told(duplicate_stand, edition=HALLS, companies=COMPANIES, stands=stands) == expected


PLANS = [
    (stand("A01"), [], ""),
    (stand("Z99", "h2"), [], ""),  # a hall without a plan
    (stand("A1"), [(STANDS, "[0].number")], "A01"),
    (stand("a01"), [(STANDS, "[0].number")], "A01"),
    (stand("Z99"), [(STANDS, "[0].number")], ""),
]


@pytest.mark.parametrize("one, expected, near", PLANS)
def test_number_is_on_the_plan(one, expected, near):
    parts = {"edition": HALLS, "companies": COMPANIES, "stands": (one,)}
    plans = {"h1": ["A01", "B02"]}
    assert told(stand_not_on_plan, plans=plans, **parts) == expected
    assert [p.params["near"] for p in problems(stand_not_on_plan, plans=plans, **parts)] == (
        [near] if expected else []
    )


def test_of_very_many_stands_few_are_compared(monkeypatch):
    seen = []

    def nearest(number, candidates):
        seen.append(len(list(candidates)))

    monkeypatch.setattr("catalog.edition.checks.stands.nearest", nearest)
    plans = {"h1": [f"{letter}{n}" for letter in "AB" for n in range(9_000)]}
    stands = tuple(stand(f"A{n}x") for n in range(150))
    parts = {"edition": HALLS, "companies": COMPANIES, "stands": stands}
    assert len(told(stand_not_on_plan, plans=plans, **parts)) == 150
    assert seen == [2_000] * 100


def test_exhibitors_have_stands():
    parts = {"edition": HALLS, "companies": {**COMPANIES, "c": {"draft": "true"}}}
    rule = exhibitor_without_stand
    assert told(rule, **parts) == []  # none are given yet
    assert told(rule, **parts, stands=(stand(companies=("a", "b")),)) == []
    assert told(rule, **parts, stands=(stand(),)) == [(STANDS, "")]
    # Its stand was left out, which is told elsewhere.
    assert told(rule, **parts, stands=(stand(), stand(hall="no", companies=("b",)))) == []
    listed = {**HALLS, "exhibitors": ["a", "b"]}
    assert told(rule, edition=listed, companies=COMPANIES, stands=(stand(),)) == [
        ("2026.yml", "exhibitors[1]")
    ]
    absent = {**HALLS, "exhibitors": ["a"]}
    assert told(rule, edition=absent, companies=COMPANIES, stands=(stand(),)) == []


WORKS = {"a/x": {}, "a/y": {}, "a/z": {"draft": "true"}, "b/w": {}}
SHOWN = [
    ((stand(),), []),
    ((stand(works=["a/x", "y"]),), []),
    ((stand(works=["x"]),), [(STANDS, "[0].works")]),
    ((stand(works=["x"]), stand("A02", works=["y"])), []),
    ((stand(works=["x"]), stand("A02")), []),
    ((stand(hall="no", works=["x"]), stand("A02", companies=("b",))), []),  # a has one no more
    ((stand("A02", companies=("b",)),), []),  # a has no stand at all
    ((stand(works=["x"]), stand("A02", companies=("b",), works=["b/w", "a/y"])), []),
]


@pytest.mark.parametrize("stands, expected", SHOWN)
def test_works_are_shown(stands, expected):
    assert told(work_not_shown, edition=HALLS, works=WORKS, stands=stands) == expected
