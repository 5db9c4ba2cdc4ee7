"""Where the works of a family stand in its picture: pure arithmetic, no markup.

The rule, in the order in which it is applied:

* Time runs to the right, also in languages written to the left. Each year in which something came
  out is a column; a long gap is wider than a short one, but not in proportion, or one classic
  would push everything else to the edge. Works without a date stand in columns of their own: in
  front of what came of them, else last (`catalog.edition.timeline`).
* Each medium is a lane: literature, screen, animation, games, more. Lanes without anything are
  left out.
* Within its lane a work takes the row of the work that it follows, else the first row with room.
* What could still be made stands as a frame at the far end of its lane.
* Works are drawn as large as the picture's height allows: three sizes, the smallest legible for
  sixty works and more.
* A relation is a curve from the earlier work to the later one, led past other works where there is
  a way. A thread to an open right that would cross a work is not drawn.

Units are those of the picture's view box, which is always `WIDTH` wide.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from catalog.edition.timeline import Moment, place_in_time

LANES = ("literature", "screen", "animation", "games", "more")
WIDTH = 1320


Title = tuple[float, ...]
"""Widths of what a title's lines may be broken into, in its own type size, spaces left out."""


class Node(NamedTuple):
    """A work: its id, its lane, the year in which it came out, and how long its title is."""

    id: str
    lane: str
    year: int | None
    title: Title = ()


class Edge(NamedTuple):
    """A relation between two works.

    ``ordered`` where the second came of the first, which then never stands in a later column
    unless the years say so; ``loose`` where neither came from the other.
    """

    first: str
    second: str
    loose: bool = False
    ordered: bool = False


class Opening(NamedTuple):
    """A form the story does not have yet: a name, its lane, and the work whose right is open."""

    id: str
    lane: str
    work: str


class Box(NamedTuple):
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside it."""
        return self.x < x < self.right and self.y < y < self.bottom


@dataclass(frozen=True, slots=True)
class Size:
    """How large works are drawn.

    Attributes:
        width, height: of the whole node, with a title of one line.
        cover: width and height of the cover.
        room: how wide a line of the title may be, in its type size.
        line: height of each further line of the title.
        beside: whether the text stands beside the cover, else below it.
        tallest: of the picture, where this size is chosen.
    """

    name: str
    width: int
    height: int
    cover: tuple[int, int]
    beside: bool
    tallest: float
    room: float
    line: float

    def lines(self, title: Title) -> int:
        """How many lines a title takes: one that would need more than `_LINES` is cut."""
        lines, used = 1, 0.0
        for part in title:
            apart = _SPACE if used else 0.0
            if used and used + apart + part > self.room:
                lines, used, apart = lines + 1, 0.0, 0.0
            lines += max(0, math.ceil(part / self.room) - 1)  # a word longer than a line
            used += apart + part
        return min(lines, _LINES)

    def tall(self, title: Title) -> float:
        """How high a node is with that title."""
        more = self.lines(title) - 1
        if self.beside:  # the cover is as high as two lines and the kind below them
            more = max(0, more - 1)
        return self.height + more * self.line


_LINES = 6
_SPACE = 0.27
SIZES = (
    Size("large", 166, 219, (126, 168), False, 760, 9.4, 19.4),
    Size("medium", 150, 160, (84, 112), False, 980, 9, 18.2),
    Size("small", 196, 56, (36, 48), True, math.inf, 10.3, 16.2),
)
_OPENING = (184, 58)
_GAP = 14  # between neighbours
_MARGIN = 16  # beside the outermost: seals and arcs stand out
GUTTER = 112  # the lanes' names
_PAD = 16  # above and below what stands in a lane
_AXIS = 34  # the years
_TOP = 2
_YEAR_LABEL = 56
_LONGEST = 4.0  # how much wider a long gap may be than one year
_TURN = 150  # length of a curve's bend


class Lane(NamedTuple):
    """A lane: its name and where it begins."""

    id: str
    y: float


class Column(NamedTuple):
    """A year (None: no date, of which there may be several): where its line runs, and whether
    there is room to name it."""

    year: int | None
    x: float
    named: bool


class Curve(NamedTuple):
    """A path of an SVG, and what it is: "solid", "loose" or "open"."""

    d: str
    kind: str


@dataclass(frozen=True)
class Drawing:
    """The finished layout; `nodes` and `openings` have the order of what was given."""

    size: Size
    width: float
    height: float
    nodes: dict[str, Box]
    openings: dict[str, Box]
    lanes: tuple[Lane, ...]
    columns: tuple[Column, ...]
    open_x: float | None
    curves: tuple[Curve, ...]


@lru_cache(maxsize=256)
def lay_out(
    nodes: tuple[Node, ...], edges: tuple[Edge, ...] = (), openings: tuple[Opening, ...] = ()
) -> Drawing:
    """Place works and what is open; every language of a page draws the same."""
    came = ((edge.first, edge.second) for edge in edges if edge.ordered)
    moments = place_in_time({node.id: node.year for node in nodes}, came)
    known = tuple(sorted(nodes, key=lambda n: (moments[n.id], n.id)))
    joined = tuple(_edges_to_draw(known, edges))
    for size in SIZES:
        placed = _place(known, moments, joined, openings, size)
        if placed.height <= size.tallest:
            break
    order = {node.id: placed.nodes[node.id] for node in nodes}
    curves = tuple(_curves(placed, joined, openings))
    return replace(placed, nodes=order, curves=curves)


# ---- relations -------------------------------------------------------------------------


def _edges_to_draw(nodes: Sequence[Node], edges: Iterable[Edge]) -> Iterator[Edge]:
    """Each pair once, from the earlier to the later.

    Loose relations are drawn only where they tie something to the rest: in a story world of
    twenty works each belongs to each.
    """
    place = {node.id: i for i, node in enumerate(nodes)}
    group = list(range(len(nodes)))

    def find(i: int) -> int:
        while group[i] != i:
            i = group[i]
        return i

    seen: set[tuple[int, int]] = set()
    for loose in (False, True):
        pairs = sorted(
            tuple(sorted((place[e.first], place[e.second])))
            for e in edges
            if e.loose == loose and e.first in place and e.second in place and e.first != e.second
        )
        for first, second in pairs:
            tied = find(first) == find(second)
            if (first, second) in seen or (loose and tied):
                continue
            seen.add((first, second))
            group[find(second)] = find(first)
            yield Edge(nodes[first].id, nodes[second].id, loose)


# ---- places ----------------------------------------------------------------------------


def _place(
    nodes: Sequence[Node],
    moments: Mapping[str, Moment],
    edges: Sequence[Edge],
    openings: Sequence[Opening],
    size: Size,
) -> Drawing:
    kept = sorted({moments[node.id] for node in nodes})
    columns = _columns(kept, size, WIDTH - _MARGIN - (_OPENING[0] + 3 * _GAP) * bool(openings))
    where = dict(zip(kept, (column.x for column in columns), strict=True))
    at = {node.id: where[moments[node.id]] for node in nodes}
    shift = size.cover[0] / 2 if size.beside else size.width / 2
    before: dict[str, list[str]] = {}
    for edge in edges:
        before.setdefault(edge.second, []).append(edge.first)
    boxes: dict[str, Box] = {}
    frames: dict[str, Box] = {}
    lanes = []
    y: float = _TOP
    for lane in LANES:
        own = [node for node in nodes if node.lane == lane]
        gaps = [opening for opening in openings if opening.lane == lane]
        if not own and not gaps:
            continue
        lanes.append(Lane(lane, y))
        y += _PAD
        rows = _rows(own, at, before, size)
        depths = [0.0] * (max(rows.values(), default=-1) + 1)
        for node in own:
            depths[rows[node.id]] = max(depths[rows[node.id]], size.tall(node.title))
        tops = list(accumulate((depth + _GAP for depth in depths), initial=y))
        for node in own:
            left, top = round(at[node.id] - shift, 1), round(tops[rows[node.id]], 1)
            boxes[node.id] = Box(left, top, size.width, round(size.tall(node.title), 1))
        width, height = _OPENING
        stack = len(gaps) * (height + _GAP) - _GAP
        top = y + max(0, (size.cover[1] - stack) / 2) * bool(own)
        for opening in gaps:
            frames[opening.id] = Box(WIDTH - _MARGIN - width, round(top, 1), width, height)
            top += height + _GAP
        tallest = max(sum(depths) + _GAP * (len(depths) - 1), stack, top - _GAP - y if gaps else 0)
        y = round(y + tallest + _PAD, 1)
    return Drawing(
        size=size,
        width=WIDTH,
        height=y + _AXIS,
        nodes=boxes,
        openings={opening.id: frames[opening.id] for opening in openings},
        lanes=tuple(lanes),
        columns=tuple(columns),
        open_x=WIDTH - _MARGIN - _OPENING[0] / 2 if openings else None,
        curves=(),
    )


def _columns(moments: Sequence[Moment], size: Size, end: float) -> list[Column]:
    """The moments' places: first what neighbours need, then the rest by how long the gaps are."""
    if not moments:
        return []
    dated = [int(year) if exact else None for year, exact in moments]
    left = GUTTER + _MARGIN + (size.cover[0] / 2 if size.beside else size.width / 2)
    right = end - (size.width - size.cover[0] / 2 if size.beside else size.width / 2)
    weights = []
    for one, other in pairwise(dated):
        gap = other - one if one is not None and other is not None else 1
        weights.append(min(_LONGEST, 1 + math.log2(gap) / 2))
    room = right - left
    each: float = size.width + _GAP
    if each * len(weights) > room:
        each = min(_YEAR_LABEL, room / max(1, len(weights)))
    rest = (room - each * len(weights)) / (sum(weights) or 1)
    places = [left]
    for weight in weights:
        places.append(places[-1] + each + rest * weight)
    columns = []
    last = -math.inf
    for index, (year, x) in enumerate(zip(dated, places, strict=True)):
        final = index == len(dated) - 1
        named = x - last >= _YEAR_LABEL - 1 and (final or places[-1] - x >= _YEAR_LABEL - 1)
        named = named or final
        if named:
            last = x
        columns.append(Column(year, round(x, 1), named))
    return columns


def _rows(
    nodes: Sequence[Node],
    at: Mapping[str, float],
    before: dict[str, list[str]],
    size: Size,
) -> dict[str, int]:
    """Rows of a lane, each filled from the left."""
    ends: list[float] = []
    rows: dict[str, int] = {}
    for node in nodes:
        x = at[node.id]
        followed = [rows[id] for id in before.get(node.id, ()) if id in rows]
        free = [row for row in (*followed, *range(len(ends))) if ends[row] + _GAP <= x]
        row = free[0] if free else len(ends)
        if row == len(ends):
            ends.append(0)
        ends[row] = x + size.width
        rows[node.id] = row
    return rows


# ---- curves ----------------------------------------------------------------------------

Point = tuple[float, float]
Piece = tuple[Point, Point, Point, Point]
"""A cubic curve: start, two handles, end."""


def _curves(
    drawing: Drawing, edges: Sequence[Edge], openings: Sequence[Opening]
) -> Iterator[Curve]:
    boxes, size = drawing.nodes, drawing.size
    every = [*boxes.values(), *drawing.openings.values()]
    for edge in edges:
        first, second = boxes[edge.first], boxes[edge.second]
        if first.x > second.x:
            first, second = second, first
        others = [box for box in every if box is not first and box is not second]
        way = min(_ways(first, second, size), key=lambda pieces: _hits(pieces, others))
        yield Curve(_path(way), "loose" if edge.loose else "solid")
    for opening in openings:
        target = drawing.openings[opening.id]
        end = (target.x, target.y + target.height / 2)
        stub = _line((target.x - 2 * _GAP, end[1]), end)
        source = boxes.get(opening.work)
        if source is not None:
            others = [box for box in every if box is not source and box is not target]
            free = [w for w in _bends(_exit(source, size), end) if not _hits(w, others)]
            stub = _from_cover(source, size, free[0]) if free else stub
        yield Curve(_path(stub), "open")


def _middle(box: Box, size: Size) -> float:
    """The height at which curves touch a node: the middle of its cover."""
    return box.y + size.cover[1] / 2


def _cover_left(box: Box, size: Size) -> float:
    return box.x if size.beside else box.x + (size.width - size.cover[0]) / 2


def _exit(box: Box, size: Size) -> Point:
    x = box.right if size.beside else _cover_left(box, size) + size.cover[0]
    return x, _middle(box, size)


def _from_cover(box: Box, size: Size, pieces: list[Piece]) -> list[Piece]:
    """Where the text stands beside the cover, begin behind it: it may be short."""
    if not size.beside:
        return pieces
    start = (box.x + size.cover[0], _middle(box, size))
    return [*_line(start, _exit(box, size)), *pieces]


def _ways(first: Box, second: Box, size: Size) -> Iterator[list[Piece]]:
    """Curves between two nodes, the plainest first."""
    end = (_cover_left(second, size), _middle(second, size))
    start = _exit(first, size)
    if start[0] + 2 * _GAP <= end[0]:
        yield from (_from_cover(first, size, bend) for bend in _bends(start, end))
        if first.y == second.y:  # over what stands between them
            top = max(2.0, first.y - 20)
            a = (_cover_left(first, size) + size.cover[0] / 2, first.y)
            b = (end[0] + size.cover[0] / 2, second.y)
            yield [(a, (a[0], top), (b[0], top), b)]
        return
    upper, lower = sorted((first, second), key=lambda box: box.y)
    a = (_cover_left(upper, size) + size.cover[0] / 2, upper.bottom)
    b = (_cover_left(lower, size) + size.cover[0] / 2, lower.y)
    if size.beside:
        a = (a[0], upper.y + size.cover[1])
    if a[1] <= b[1]:
        half = (a[1] + b[1]) / 2
        yield [(a, (a[0], half), (b[0], half), b)]
    # Around the left side of what stands between them in the same year.
    a = (_cover_left(upper, size), _middle(upper, size))
    b = (_cover_left(lower, size), _middle(lower, size))
    # Handles pull a curve three quarters of their way out.
    beside = min(upper.x, lower.x) - 9
    x = max(2.0, (beside - min(a[0], b[0]) / 4) / 0.75)
    yield [(a, (x, a[1]), (x, b[1]), b)]


def _bends(start: Point, end: Point) -> Iterator[list[Piece]]:
    """An S from left to right; its turn in the middle, at the start or at the end."""
    (x, y), (to_x, to_y) = start, end
    if y == to_y:
        yield _line(start, end)
        return
    half = (x + to_x) / 2
    yield [(start, (half, y), (half, to_y), end)]
    turn = min(_TURN, (to_x - x) / 2)
    early, late = x + turn, to_x - turn
    yield [
        (start, (x + turn / 2, y), (x + turn / 2, to_y), (early, to_y)),
        *_line((early, to_y), end),
    ]
    yield [
        *_line(start, (late, y)),
        ((late, y), (to_x - turn / 2, y), (to_x - turn / 2, to_y), end),
    ]


def _line(start: Point, end: Point) -> list[Piece]:
    return [(start, start, end, end)]


def _hits(pieces: Sequence[Piece], boxes: Sequence[Box]) -> int:
    """How many nodes a curve would run through."""
    points = [point for piece in pieces for point in _points(piece)]
    return sum(any(box.holds(x, y) for x, y in points) for box in boxes)


def _points(piece: Piece, steps: int = 24) -> Iterator[Point]:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = piece
    for step in range(steps + 1):
        t = step / steps
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        yield a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy


def _path(pieces: Sequence[Piece]) -> str:
    out = [f"M{_n(pieces[0][0][0])} {_n(pieces[0][0][1])}"]
    for start, one, two, end in pieces:
        if one == start and two == end:
            out.append(f"L{_n(end[0])} {_n(end[1])}")
        else:
            out.append("C" + " ".join(f"{_n(x)} {_n(y)}" for x, y in (one, two, end)))
    return "".join(out)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
