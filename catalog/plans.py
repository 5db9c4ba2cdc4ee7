"""Hall plans: an organizer's SVG made safe to stand inside a page, its stands made links.

A stand is a shape (or a group of shapes) whose ``id`` is the stand's number. Everything that is
not on the allow-lists below is left out; nothing of the file is copied as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from catalog.models import Edition
from catalog.problems import Problem, problem

MAX_BYTES = 512 * 1024
MAX_DEPTH = 32

_SHAPES = frozenset(("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "g"))
_ELEMENTS = _SHAPES | {"text", "tspan", "title", "desc"}
_ATTRIBUTES = frozenset(
    (
        *("d", "x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2"),
        *("dx", "dy", "points", "transform", "fill", "fill-opacity", "fill-rule", "opacity"),
        *("stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit"),
        *("stroke-dasharray", "stroke-dashoffset", "stroke-opacity", "vector-effect"),
        *("font-size", "font-weight", "font-family", "text-anchor", "dominant-baseline"),
        *("letter-spacing", "pointer-events"),
    )
)
# What a value may be made of: numbers, colours, path data, font names, transforms.
_VALUE = re.compile(r"[\w\s#.,()%+'\"-]*")
_LOADS = re.compile(r"url|image|src|element|attr|env|var", re.IGNORECASE)
_CLASS = re.compile(r"(?!sc-|md-)[A-Za-z][\w-]*")
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_VIEW_BOX = re.compile(rf"\s*({_NUMBER})[\s,]+({_NUMBER})[\s,]+({_NUMBER})[\s,]+({_NUMBER})\s*")
_LENGTH = re.compile(rf"\s*({_NUMBER})(?:px)?\s*")


class Box(NamedTuple):
    """A rectangle in the plan's own units."""

    x: float
    y: float
    width: float
    height: float


class StandLink(NamedTuple):
    """Where a stand's shape leads, and what is said when one points at it. Both plain text."""

    href: str
    title: str


class _Piece(NamedTuple):
    """A part of the drawing that belongs to a stand: its shape, or the label with its number."""

    number: str
    markup: str
    label: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A hall's plan, safe markup only.

    Attributes:
        view_box: the drawing's extent.
        numbers: the stands it shows, in the order of the file.
        boxes: where a stand lies, as far as that can be told without drawing.
        pieces: the drawing, split at its stands.
    """

    view_box: Box
    numbers: tuple[str, ...]
    boxes: Mapping[str, Box]
    pieces: tuple[str | _Piece, ...]


class PlanError(ValueError):
    """Why a plan cannot be used; its text is told to the organizer."""


def stand_anchor(number: str) -> str:
    """The id of a stand's shape on the hall's page."""
    return "stand-" + re.sub(r"[^\w-]+", "-", number)


def read_plans(content: Path, edition: Edition) -> tuple[dict[str, Plan], list[Problem]]:
    """The plans of an edition's halls by hall id, and what is wrong with the others."""
    plans: dict[str, Plan] = {}
    problems: list[Problem] = []
    for index, hall in enumerate(edition.halls):
        if hall.plan is None:
            continue
        try:
            plans[hall.id] = read_plan(content, hall.plan)
        except PlanError as error:
            loc = edition.written(("halls", index, "plan"))
            file = hall.plan.removeprefix(f"editions/{edition.id}/")
            hint = "" if (content / hall.plan).is_file() else "missing"
            problems.append(
                problem("bad-plan", edition.path, loc, hint=hint, file=file, reason=str(error))
            )
    return plans, problems


def read_plan(content: Path, path: str) -> Plan:
    """Read one plan of the content folder.

    Raises:
        PlanError: it is missing, lies outside, is too large, or is no SVG that can be used.
    """
    file = content / path
    try:
        if not file.resolve(strict=True).is_relative_to(content.resolve()):
            raise PlanError("it leads out of the content folder")
        if file.stat().st_size > MAX_BYTES:
            raise PlanError(f"it is larger than {MAX_BYTES // 1024} KiB")
        data = file.read_bytes()
    except OSError as error:
        raise PlanError(error.strerror or "it cannot be read") from None
    return parse_plan(data)


def parse_plan(data: bytes) -> Plan:
    """An SVG file's bytes → a plan.

    Raises:
        PlanError: it cannot be used.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pixels = data.startswith((b"\x89PNG", b"\xff\xd8", b"GIF8", b"RIFF", b"BM"))
        said = "it is a picture of pixels, not an SVG drawing" if pixels else "it is not UTF-8"
        raise PlanError(said) from None
    if re.search(r"<!(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise PlanError("it declares a DOCTYPE or entities")
    if len(data) > MAX_BYTES:
        raise PlanError(f"it is larger than {MAX_BYTES // 1024} KiB")
    try:
        # Without a document type there are no entities to expand, and the size is bounded.
        root = ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))  # noqa: S314
    except ElementTree.ParseError as error:
        raise PlanError(f"it is not well-formed: {error}") from None
    if _local(root.tag) != "svg":
        raise PlanError("it is not an SVG drawing")
    view_box = _view_box(root)
    numbers = list(dict.fromkeys(_ids(root)))
    boxes: dict[str, Box] = {}
    pieces: list[str | _Piece] = []
    for child in root:
        _write(child, pieces, frozenset(numbers), boxes, moved=False, depth=1)
    return Plan(view_box, tuple(numbers), boxes, tuple(_joined(pieces)))


def render_plan(
    plan: Plan,
    links: Mapping[str, StandLink],
    *,
    label: str,
    highlight: Set[str] = frozenset(),
    anchors: bool = False,
) -> str:
    """The plan as inline SVG.

    Args:
        links: stand number → where its shape leads; other stands stay plain shapes.
        label: what the drawing shows, plain text.
        highlight: stands to mark; on narrow screens the picture is cut around the first.
        anchors: whether shapes carry ids to link to; once a page at most.
    """
    x, y, width, height = plan.view_box
    mark = next((plan.boxes[n] for n in plan.numbers if n in highlight and n in plan.boxes), None)
    fit = _align(plan.view_box, mark) if mark else "xMidYMid meet"
    parts = [
        f'<svg class="sc-plan" viewBox="{x:g} {y:g} {width:g} {height:g}" '
        f'preserveAspectRatio="{fit}" role="group" aria-label="{escape(label)}">'
    ]
    for piece in plan.pieces:
        if isinstance(piece, str):
            parts.append(piece)
            continue
        here = " is-here" if piece.number in highlight else ""
        link = links.get(piece.number)
        if piece.label:
            parts.append(f'<g class="sc-number{here}">{piece.markup}</g>')
        elif link is None:
            parts.append(f'<g class="sc-place{here}">{piece.markup}</g>')
        else:
            anchor = f' id="{escape(stand_anchor(piece.number))}"' if anchors else ""
            parts.append(
                f'<a class="sc-stand{here}"{anchor} href="{escape(link.href)}">'
                f"<title>{escape(link.title)}</title>{piece.markup}</a>"
            )
    return "".join([*parts, "</svg>"])


def _align(view: Box, mark: Box) -> str:
    """Which part of the plan stays when it is cut: the third in which the stand lies."""

    def third(at: float) -> str:
        return "Min" if at < 1 / 3 else "Max" if at > 2 / 3 else "Mid"

    across = third((mark.x + mark.width / 2 - view.x) / view.width)
    down = third((mark.y + mark.height / 2 - view.y) / view.height)
    return f"x{across}Y{down} slice"


# ---- reading ---------------------------------------------------------------------------


def _local(tag: object) -> str:
    """An element's name, of SVG's namespace or of none; "" for what is of another."""
    if not isinstance(tag, str):
        return ""  # a comment or an instruction
    space, _, name = tag.rpartition("}")
    return name if space in ("", "{http://www.w3.org/2000/svg") else ""


def _view_box(root: ElementTree.Element) -> Box:
    found = _VIEW_BOX.fullmatch(root.get("viewBox", ""))
    if found:
        box = Box(*(float(group) for group in found.groups()))
    else:
        width, height = (_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height"))
        if not (width and height):
            raise PlanError("it has no viewBox")
        box = Box(0, 0, float(width[1]), float(height[1]))
    if not (0 < box.width < 1e6 and 0 < box.height < 1e6):
        raise PlanError("its viewBox is empty")
    return box


def _ids(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        number = element.get("id", "").strip()
        if number and _local(element.tag) in _SHAPES:
            yield number


def _write(
    element: ElementTree.Element,
    pieces: list[str | _Piece],
    numbers: frozenset[str],
    boxes: dict[str, Box],
    *,
    moved: bool,
    depth: int,
) -> None:
    """Append the safe part of an element; ``moved`` when something above transforms it."""
    name = _local(element.tag)
    if name not in _ELEMENTS:
        return
    if depth > MAX_DEPTH:
        raise PlanError(f"it is nested more than {MAX_DEPTH} deep")
    number = element.get("id", "").strip()
    moved = moved or "transform" in element.attrib
    stand = number if number in numbers and name in _SHAPES else ""
    if stand and not moved and (box := _box(name, element)):
        boxes[stand] = box
    inner: list[str | _Piece] = [_open(name, element)]
    if name in ("text", "tspan", "title", "desc"):
        inner.append(escape(element.text or ""))
    for child in element:
        _write(child, inner, numbers, boxes, moved=moved, depth=depth + 1)
        if name in ("text", "tspan"):
            inner.append(escape(child.tail or ""))
    inner.append(f"</{name}>")
    written = "".join(piece if isinstance(piece, str) else piece.markup for piece in inner)
    label = "".join(element.itertext()).strip() if name == "text" else ""
    if stand:
        pieces.append(_Piece(stand, written, label=False))
    elif label in numbers:
        pieces.append(_Piece(label, written, label=True))
    else:
        pieces += inner


def _open(name: str, element: ElementTree.Element) -> str:
    kept = [
        f' {key}="{escape(value)}"'
        for key, value in element.attrib.items()
        if key in _ATTRIBUTES and _VALUE.fullmatch(value) and not _LOADS.search(value)
    ]
    classes = [c for c in element.get("class", "").split() if _CLASS.fullmatch(c)]
    if classes:
        kept.append(f' class="{escape(" ".join(classes))}"')
    return f"<{name}{''.join(kept)}>"


def _box(name: str, element: ElementTree.Element) -> Box | None:
    def value(key: str) -> float:
        found = _LENGTH.fullmatch(element.get(key, "0"))
        return float(found[1]) if found else 0.0

    if name == "rect":
        return Box(value("x"), value("y"), value("width"), value("height"))
    if name in ("circle", "ellipse"):
        across = value("r") or value("rx")
        down = value("r") or value("ry")
        return Box(value("cx") - across, value("cy") - down, 2 * across, 2 * down)
    if name == "polygon":
        numbers = [float(n) for n in re.findall(_NUMBER, element.get("points", ""))]
        across_, down_ = numbers[0::2], numbers[1::2]
        if across_ and len(across_) == len(down_):
            left, top = min(across_), min(down_)
            return Box(left, top, max(across_) - left, max(down_) - top)
    return None


def _joined(pieces: list[str | _Piece]) -> Iterator[str | _Piece]:
    """Neighbouring strings made one."""
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        if text:
            yield text
            text = ""
        yield piece
    if text:
        yield text
