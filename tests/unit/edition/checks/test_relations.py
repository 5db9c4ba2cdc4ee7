from itertools import pairwise

import pytest

from catalog.edition.checks import leave_out
from catalog.edition.checks.relations import relation_cycle
from tests.unit.edition.checks.rules import problems, told
from tests.unit.fairs import make_records


def written(text):
    return [
        dict(zip(("type", "work"), pointer.split(), strict=True))
        for pointer in text.split(",")
        if pointer
    ]


def fair(**pointers):
    return {f"a/{name}": {"relations": written(text)} for name, text in pointers.items()}


NONE = [
    fair(x="sequel-to y", y=""),
    fair(x="sequel-to y", y="sequel-to z", z=""),
    fair(x="sequel-to y", y="prequel-to x"),  # the same, said from both ends
    fair(x="same-universe y", y="same-universe x"),
    fair(x="collaboration-with y", y="collaboration-with x"),
    fair(x="based-on y", y="remake-of x"),  # odd, but of two kinds
    fair(x="based-on y,sequel-to y", y=""),
    fair(x="based-on z,based-on y", y="based-on z", z=""),
    fair(x="sequel-to missing"),
]


@pytest.mark.parametrize("works", NONE)
def test_no_circle(works):
    assert told(relation_cycle, works=works) == []


CIRCLES = [
    (fair(x="sequel-to y", y="sequel-to x"), [("a/y.yml", "relations[0]")]),
    (fair(x="sequel-to y,prequel-to y", y=""), [("a/x.yml", "relations[1]")]),
    (fair(x="based-on y,adapted-as y", y=""), [("a/x.yml", "relations[1]")]),
    (
        fair(x="same-universe y,based-on y", y="based-on z", z="based-on x"),
        [("a/z.yml", "relations[0]")],
    ),
    (fair(x="sequel-to x"), [("a/x.yml", "relations[0]")]),
    (fair(x="collaboration-with x"), [("a/x.yml", "relations[0]")]),
    # The closing edge is written from both ends: both pointers go.
    (
        fair(x="sequel-to y,prequel-to y", y="sequel-to x"),
        [("a/x.yml", "relations[1]"), ("a/y.yml", "relations[0]")],
    ),
    # Two circles that share a work.
    (
        fair(x="based-on y", y="based-on x,based-on z", z="based-on y"),
        [("a/y.yml", "relations[0]"), ("a/z.yml", "relations[0]")],
    ),
]


@pytest.mark.parametrize("works, expected", CIRCLES)
def test_circle(works, expected):
    assert sorted(told(relation_cycle, works=works)) == expected


@pytest.mark.parametrize("works, expected", CIRCLES)
def test_without_the_closing_pointer_there_is_no_circle(works, expected):
    records = make_records(works=works)
    found = problems(relation_cycle, works=works)
    kept = leave_out(records, found)
    left = {
        id: {"relations": [r.model_dump(include={"type", "work"}) for r in work.relations]}
        for id, work in kept.works.items()
    }
    assert told(relation_cycle, works=left) == []


def test_chain_is_told_from_its_start_and_cut_when_long():
    (found,) = problems(relation_cycle, works=fair(x="sequel-to y", y="sequel-to x"))
    assert found.params["chain"] == "a/x → a/y → a/x"
    names = [f"w{n:02}" for n in range(20)]
    ring = {n: f"sequel-to {m}" for n, m in zip(names, [*names[1:], names[0]], strict=True)}
    (found,) = problems(relation_cycle, works=fair(**ring))
    assert found.params["chain"].count("→") == 7 and "…" in found.params["chain"]


def test_a_very_long_chain_is_walked():
    names = [f"w{n:05}" for n in range(5000)]
    chain = {n: f"sequel-to {m}" for n, m in pairwise(names)}
    assert told(relation_cycle, works=fair(**chain)) == []
