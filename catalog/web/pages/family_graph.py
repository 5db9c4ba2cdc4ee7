"""A family's works as a picture, where `catalog.media.family_layout` says that they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from unicodedata import category, east_asian_width

from catalog.media.family_layout import GUTTER, Drawing, Edge, Node, Opening, lay_out
from catalog.models.dates import PartialDate
from catalog.models.family import Family
from catalog.models.vocabularies import COMES_BEFORE, COMES_FROM, KINDS
from catalog.models.work import Work
from catalog.web.pages.markup import html
from catalog.web.pages.open_adaptations import Gap, lane_of
from catalog.web.pages.plan import work_path
from catalog.web.pages.texts import ROOT, seal
from catalog.web.pages.view import View

# How wide a cover is shown, for the browser's choice of file.
_SIZES = {"large": "7rem", "medium": "5rem", "small": "2.2rem"}
_AXIS = 32  # height of the line of years
# Wide characters break anywhere but before what closes; others at spaces and behind hyphens.
_PARTS = re.compile(
    "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef][、。，．：；！？）」』》〉…ー]*"
    "|[^\\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef-]+-?|-"
)
_NARROW = frozenset("fijlrt.,:;!'’()[]|")
_LOOSE = frozenset(("same-universe", "collaboration-with"))


def family_graph(
    view: View, family: Family, works: Sequence[Work], gaps: Sequence[Gap]
) -> dict[str, Any] | None:
    """What ``parts/graph.html`` prints; None where a picture would show nothing."""
    if len(works) + len(gaps) < 2 or not works:
        return None
    drawing = lay_out(
        tuple(_nodes(view, works)),
        tuple(_edges(view, works)),
        tuple(Opening(gap.right, gap.lane, gap.work.id) for gap in gaps),
    )
    label = view.gettext("%(family)s: works by year")
    return {
        "label": label % {"family": view.texts.plain(family.name)},
        "size": drawing.size.name,
        "width": _number(drawing.width),
        "height": _number(drawing.height),
        "gutter": GUTTER,
        "axis": _number(drawing.height - _AXIS),
        "year_y": _number(drawing.height - _AXIS / 4),
        "lanes": list(_lanes(view, drawing)),
        "columns": list(_columns(view, drawing)),
        "curves": drawing.curves,
        "nodes": [_node(view, work, drawing) for work in works],
        "openings": [_opening(gap, drawing) for gap in gaps],
        "solid": any(curve.kind == "solid" for curve in drawing.curves),
        "loose": any(curve.kind == "loose" for curve in drawing.curves),
        "dir": view.localiser.dir,
    }


def _nodes(view: View, works: Sequence[Work]) -> Iterator[Node]:
    for work in works:
        year = work.released.year if work.released else None
        yield Node(work.id, lane_of(work.kind), year, measure(view.texts.plain(work.title)))


def measure(title: str) -> tuple[float, ...]:
    """About how wide the parts of a title are, in its type size: words, and single characters of
    scripts without spaces. Rather too much than too little: what is measured short would be cut.
    """
    return tuple(
        round(sum(_width(char) for char in part), 2) for part in _PARTS.findall(title) if part
    )


def _width(char: str) -> float:
    if east_asian_width(char) in "WF":
        return 1.0
    if char.isupper() or char in "MWmw—&%@":
        return 0.78
    return 0.0 if category(char) == "Mn" else 0.32 if char in _NARROW else 0.6


def _edges(view: View, works: Sequence[Work]) -> Iterator[Edge]:
    inside = {work.id for work in works}
    for work in works:
        for link in view.catalog.links_of(work.id):
            if link.work is not None and link.work.id in inside and not link.derived:
                ends = work.id, link.work.id
                first, second = ends if link.type in COMES_BEFORE else ends[::-1]
                ordered = link.type in COMES_BEFORE or link.type in COMES_FROM
                yield Edge(first, second, link.type in _LOOSE, ordered)


def _lanes(view: View, drawing: Drawing) -> Iterator[dict[str, Any]]:
    for lane in drawing.lanes:
        vocabulary = "kind" if lane.id == "animation" else "group"
        name = view.localiser.label(vocabulary, lane.id)
        yield {"y": _number(lane.y), "text_y": _number(lane.y + 12), "name": name}


def _columns(view: View, drawing: Drawing) -> Iterator[dict[str, Any]]:
    for column in drawing.columns:
        if column.year is None:
            name = view.gettext("No date")
        else:
            name = view.phrases.year(PartialDate(column.year))
        yield {"x": _number(column.x), "name": name if column.named else ""}
    if drawing.open_x is not None:
        yield {"x": _number(drawing.open_x), "name": view.gettext("Open")}


def _node(view: View, work: Work, drawing: Drawing) -> dict[str, Any]:
    small = drawing.size.name == "small"
    return {
        "box": tuple(_number(n) for n in drawing.nodes[work.id]),
        "href": ROOT + work_path(work.id),
        "cover": view.media.cover(work, _SIZES[drawing.size.name]),
        # A drawn cover bears one already, where it is large enough to be read.
        "seal": seal(KINDS[work.kind].seal) if small or view.media.find(work.cover) else "",
        "title": view.texts.said(work.title),
        "note": html(view.works.kind(work)),
        "illustration": view.media.is_illustration(work.cover),
    }


def _opening(gap: Gap, drawing: Drawing) -> dict[str, Any]:
    return {
        "box": tuple(_number(n) for n in drawing.openings[gap.right]),
        "href": f"{ROOT}{work_path(gap.work.id)}#rights",
        "seal": seal(gap.seal, hollow=True),
        "label": gap.label,
    }


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
