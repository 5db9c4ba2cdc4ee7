import pytest

from catalog.edition.checks.aliases import taken_alias
from tests.unit.edition.checks.rules import problems, told

WORKS = [
    ({"a/x": {"aliases": ["old"]}}, []),
    ({"a/x": {"aliases": ["y"]}, "a/y": {}}, ["a/x.yml"]),
    ({"a/x": {"aliases": ["a/y"]}, "a/y": {}}, ["a/x.yml"]),
    ({"a/x": {"aliases": ["b/y"]}, "b/y": {}}, ["a/x.yml"]),
    ({"a/x": {"aliases": ["y"]}, "b/y": {}}, []),
    ({"a/x": {"aliases": ["x"]}}, ["a/x.yml"]),  # a page that redirects to itself
    ({"a/x": {"aliases": ["old"]}, "a/y": {"aliases": ["old"]}}, ["a/y.yml"]),
    ({"a/x": {"aliases": ["old"]}, "b/y": {"aliases": ["old"]}}, []),
]


@pytest.mark.parametrize("works, expected", WORKS)
def test_work(works, expected):
    assert [path for path, _ in told(taken_alias, works=works)] == expected


def test_other_kinds_are_apart():
    parts = {
        "companies": {"a": {"aliases": ["f"]}, "b": {"aliases": ["a"]}},
        "families": {"f": {"owner": "a", "aliases": ["a"]}},
    }
    assert told(taken_alias, **parts) == [("b.yml", "aliases[0]")]
    assert problems(taken_alias, **parts)[0].params["other"] == "a"
