"""The family's picture: nothing overlaps, all is inside, and it is the same every time."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.media.family_layout import (
    GUTTER,
    LANES,
    SIZES,
    WIDTH,
    Box,
    Edge,
    Node,
    Opening,
    lay_out,
)
from tests.work import count_calls

IDS = [f"w{n:02}" for n in range(60)]


@st.composite
def families(draw):
    count = draw(st.integers(2, 60))
    years = st.one_of(st.none(), st.integers(1990, 2027), st.sampled_from([1592, 1791, 2024]))
    titles = st.lists(st.floats(0.3, 14), max_size=12).map(tuple)
    nodes = tuple(
        Node(id, draw(st.sampled_from(LANES)), draw(years), draw(titles)) for id in IDS[:count]
    )
    pick = st.sampled_from(IDS[:count])
    edge = st.builds(Edge, pick, pick, st.booleans(), st.booleans())
    edges = tuple(draw(st.lists(edge, max_size=90)))
    open_lanes = draw(st.lists(st.sampled_from(LANES), max_size=8))
    openings = tuple(Opening(f"o{i}", lane, draw(pick)) for i, lane in enumerate(open_lanes))
    return nodes, edges, openings


def overlap(a: Box, b: Box) -> bool:
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom


def numbers(d):
    return [float(n) for n in re.findall(r"-?[\d.]+", d)]


@settings(max_examples=150, deadline=None)
@given(families())
def test_nothing_overlaps_and_all_is_inside(family):
    nodes, _, openings = family
    drawing = lay_out(*family)
    boxes = [*drawing.nodes.values(), *drawing.openings.values()]
    assert len(boxes) == len(nodes) + len(openings)
    for place, box in enumerate(boxes):
        assert box.x >= 0 and box.y >= 0
        assert box.right <= drawing.width and box.bottom <= drawing.height - 20
        assert not any(overlap(box, other) for other in boxes[place + 1 :])
    for lane in drawing.lanes:
        name = Box(0, lane.y, GUTTER, 50)
        assert not any(overlap(name, box) for box in boxes)
    named = [column.x for column in drawing.columns if column.named]
    assert all(b - a >= 40 for a, b in pairwise(named))
    for curve in drawing.curves:
        values = numbers(curve.d)
        assert all(0 <= x <= drawing.width for x in values[::2])
        assert all(0 <= y <= drawing.height for y in values[1::2])


@settings(max_examples=40, deadline=None)
@given(families(), st.randoms())
def test_the_same_whatever_the_order(family, random):
    nodes, edges, openings = family
    drawing = lay_out(*family)
    lay_out.cache_clear()
    shuffled = [list(nodes), list(edges)]
    for one in shuffled:
        random.shuffle(one)
    again = lay_out(tuple(shuffled[0]), tuple(shuffled[1]), openings)
    assert again.nodes == drawing.nodes
    assert again.curves == drawing.curves
    assert list(again.nodes) == [node.id for node in shuffled[0]]


@settings(max_examples=60, deadline=None)
@given(families())
def test_time_runs_to_the_right_and_lanes_run_down(family):
    nodes, _, openings = family
    drawing = lay_out(*family)
    for one in nodes:
        for other in nodes:
            if one.year is not None and other.year is not None and one.year < other.year:
                assert drawing.nodes[one.id].x < drawing.nodes[other.id].x
            if LANES.index(one.lane) < LANES.index(other.lane):
                assert drawing.nodes[one.id].bottom < drawing.nodes[other.id].y
    for opening in openings:
        assert drawing.openings[opening.id].x > max(b.x for b in drawing.nodes.values())


@settings(max_examples=60, deadline=None)
@given(families())
def test_an_undated_source_never_stands_after_what_came_of_it(family):
    nodes, edges, _ = family
    years = {node.id: node.year for node in nodes}
    boxes = lay_out(*family).nodes
    for first, second, _, ordered in edges:
        if ordered and years[first] is None and years[second] is not None:
            assert boxes[first].x <= boxes[second].x


def test_an_undated_novel_stands_before_its_series_and_a_plan_at_the_end():
    nodes = (
        Node("novel", "literature", None),
        Node("series", "screen", 2015),
        Node("second", "screen", 2017),
        Node("game", "games", None),
    )
    adapted = Edge("novel", "series", ordered=True)
    drawing = lay_out(nodes, (adapted, Edge("second", "game", ordered=True)))
    places = [drawing.nodes[id].x for id in ("novel", "series", "second", "game")]
    assert places == sorted(set(places))
    assert [column.year for column in drawing.columns] == [None, 2015, 2017, None]
    assert [column.year for column in lay_out(nodes, ()).columns] == [2015, 2017, None]


def test_few_works_are_large_and_many_are_legible():
    def size(count):
        nodes = tuple(Node(id, LANES[i % 5], 2000 + i % 20) for i, id in enumerate(IDS[:count]))
        return lay_out(nodes).size.name

    assert [size(2), size(3), size(4), size(60)] == ["large", "medium", "medium", "small"]
    two = lay_out((Node("a", "screen", 2019), Node("b", "screen", 2024)))
    assert two.size is SIZES[0]
    assert two.nodes["a"].y == two.nodes["b"].y
    assert two.width == WIDTH


def test_sixty_works_fit_two_screens():
    nodes = tuple(Node(id, LANES[i % 5], 2000 + i % 20) for i, id in enumerate(IDS))
    assert lay_out(nodes).height < 1600


def test_a_sequel_keeps_the_row_of_what_it_follows():
    nodes = (
        Node("a1", "screen", 2015),
        Node("b1", "screen", 2015),
        Node("b2", "screen", 2020),
        Node("a2", "screen", 2022),
    )
    drawing = lay_out(nodes, (Edge("b2", "b1"), Edge("a1", "a2")))
    assert drawing.nodes["b1"].y == drawing.nodes["b2"].y
    assert drawing.nodes["a1"].y != drawing.nodes["b1"].y


def test_loose_ties_are_drawn_only_where_nothing_else_ties():
    nodes = tuple(Node(id, "screen", 2000 + i) for i, id in enumerate("abcd"))
    every = tuple(Edge(x, y, loose=True) for x in "abcd" for y in "abcd")
    drawing = lay_out(nodes, (Edge("a", "b"), *every))
    assert sorted(curve.kind for curve in drawing.curves) == ["loose", "loose", "solid"]


def test_a_thread_to_an_open_right_crosses_no_work():
    nodes = tuple(Node(id, "screen", 2000 + i) for i, id in enumerate("abc"))
    blocked = lay_out(nodes, (), (Opening("o", "screen", "a"),)).curves[-1]
    free = lay_out(nodes, (), (Opening("o", "screen", "c"),)).curves[-1]
    assert blocked.kind == free.kind == "open"
    length = [numbers(c.d)[-2] - numbers(c.d)[0] for c in (blocked, free)]
    assert length[0] < length[1]


@pytest.mark.parametrize("count", [2, 8, 60])
def test_it_is_quick(count):
    nodes = tuple(Node(id, LANES[i % 5], 2000 + i % 20) for i, id in enumerate(IDS[:count]))
    edges = tuple(Edge(IDS[i // 2], IDS[i]) for i in range(1, count))
    assert count_calls(lambda: lay_out.__wrapped__(nodes, edges)) < 2_000_000


def test_a_long_title_has_the_room_that_it_takes():
    size = SIZES[0]
    word = size.room * 0.6
    short, long = (word,), (word,) * 3
    assert [size.lines(title) for title in ((), short, long)] == [1, 1, 3]
    assert size.lines((size.room * 2.5,)) == 3  # a word longer than a line
    assert size.lines(long * 9) == 6  # what needs more is cut
    nodes = (Node("a", "games", 2020, short), Node("b", "games", 2020, long))
    boxes = lay_out(nodes).nodes
    assert boxes["b"].height == pytest.approx(boxes["a"].height + 2 * size.line, abs=0.1)
