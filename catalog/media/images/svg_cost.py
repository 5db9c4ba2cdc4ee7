"""What a drawing costs, estimated from its elements before anything of it is drawn.

A renderer's work has little to do with a file's size: a hundred bytes may ask for a layer of two
megapixels, and repeat it. The estimate walks the drawing as it will be drawn, with its references
followed, and adds up what each shape, layer, gradient and text takes. Where it cannot tell how
large something is (an unusual unit, a transform inside a style) it takes the whole picture.

The unit of work is one translucent pixel, about 20 ns of the renderer that we use; the other
figures were measured beside it. An estimate is good to a factor of about three, mostly too high.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

MAX_WORK = 120_000_000
"""Units of work that a drawing may cost: 2.4 s where they were measured."""

_OPAQUE = 0.05  # a pixel that is only overwritten
_GRADIENT, _STOP = 3.5, 0.025  # a pixel, and what each stop adds to it
_LAYER, _CLIP, _MASK = 3.5, 4.5, 5.5  # a pixel of a layer that is drawn apart and laid on
_ROW, _EDGE = 100, 30  # each row that a shape crosses; each row that one of its edges crosses
_GLYPH = 8  # times a letter goes up and down, and edges of it that cross a row
_END = 3  # times a line's width, of an end or a join of it
_EVEN_ODD = 2.5  # times as many
_CROSSING = 2.5  # two edges that may cross
_SHAPE, _SEGMENT, _DASH = 2_000, 50, 300
_TEXT, _CHARACTER = 150_000, 8_000
_MATCH = 11  # a selector or declaration of the style, tried on an element
_MAX_VALUES = 64  # of one property that the rules for one class give
_MAX_DASHES = 1_000_000  # the renderer makes no more of one line

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_NUMBERS = re.compile(_NUMBER)
_PATH = re.compile(rf"[a-zA-Z]|{_NUMBER}")
_LENGTH = re.compile(rf"\s*({_NUMBER})(px|pt|pc|mm|cm|in|q)?\s*", re.IGNORECASE)
_UNITS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 3.78, "cm": 37.8, "in": 96, "q": 0.945}
_TRANSFORM = re.compile(r"([a-zA-Z]+)\s*\(([^()]*)\)")
_COMPOUND = re.compile(r"([\w*|-]*)([.#]?)([\w-]*)")
_ARGUMENTS = {"M": 2, "L": 2, "T": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "A": 7, "Z": 0}
_HEREDITARY = frozenset(
    (
        *("color", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-opacity"),
        *("stroke-width", "stroke-dasharray", "stroke-miterlimit", "font-size"),
    )
)
_LAID_ON = frozenset(("opacity", "mix-blend-mode", "isolation", "clip-path", "mask"))
_ASKED = _HEREDITARY | _LAID_ON | {"transform", "transform-origin"}

Matrix = tuple[float, float, float, float, float, float]
Values = dict[str, tuple[str, ...]]


@dataclass(eq=False)
class Element:
    """An element of a sanitised drawing.

    Attributes:
        pointed: ids that its attributes point to.
        written: characters of its tag and text.
        letters: characters of its own text.
    """

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list["Element"] = field(default_factory=list)
    pointed: list[str] = field(default_factory=list)
    written: int = 0
    letters: int = 0

    @property
    def identity(self) -> str:
        """Its id, or ""."""
        return self.attributes.get("id", "")

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return self.attributes.get("class", "").split()


class Rule(NamedTuple):
    """A rule of a style: what is written before its block, and in it."""

    selector: str
    block: str


class Canvas(NamedTuple):
    """The size in pixels that is drawn, and the part of the drawing's plane that it shows."""

    width: int
    height: int
    left: float
    top: float
    across: float
    down: float


class Box(NamedTuple):
    """A rectangle in pixels; empty where right is not beyond left."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        """Pixels."""
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)

    @property
    def height(self) -> float:
        """Rows."""
        return max(0.0, self.bottom - self.top) if self.right > self.left else 0.0

    def cut(self, other: "Box") -> "Box":
        """What lies in both."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def join(self, other: "Box") -> "Box":
        """The smallest round both."""
        if not self.area:
            return other
        if not other.area:
            return self
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


_NOTHING = Box(0, 0, 0, 0)
_ANYWHERE = (-math.inf, -math.inf, math.inf, math.inf)


class Outline(NamedTuple):
    """A shape in its own units: a box round it, how far it goes, and in how many segments."""

    box: tuple[float, float, float, float]
    across: float
    down: float
    segments: int


def parse_rules(css: str) -> Iterator[Rule]:
    """The rules of a style without comments, those inside @media and the like too."""
    selector = None
    for piece in re.split(r"(?<=[{}])", css):
        if piece.endswith("{"):
            selector = piece[:-1].strip()
        elif selector is not None:
            yield Rule(selector, piece.removesuffix("}"))
            selector = None


def estimate_work(
    root: Element, by_id: Mapping[str, Element], rules: Iterable[Rule], canvas: Canvas
) -> float:
    """Units of work to rasterise a drawing whose references run in no circle.

    Args:
        by_id: the elements that have an id.
        rules: of all its styles.

    What it takes to estimate grows with the number of elements, references followed.
    """
    return _Walk(by_id, list(rules), canvas).measure(root)


class _State(NamedTuple):
    """What an element has from those above it."""

    matrix: Matrix | None  # None: where it lies cannot be told
    frame: Box  # nothing is drawn outside
    values: Values


class _Walk:
    def __init__(self, by_id: Mapping[str, Element], rules: list[Rule], canvas: Canvas) -> None:
        self.by_id = by_id
        self.canvas = canvas
        self.work = 0.0
        self.sheet: dict[tuple[str, str], Values] = {}
        self.matches = 0
        for rule in rules:
            self._keep_rule(rule)
        self.outlines: dict[int, Outline] = {}
        self.own: dict[int, Values] = {}

    def _keep_rule(self, rule: Rule) -> None:
        values = parse_declarations(rule.block)
        size = 1 + rule.block.count(";")
        for selector in rule.selector.split(","):
            self.matches += size + selector.count(" ")
            key = _key(selector)
            self.sheet[key] = _joined(self.sheet.get(key, {}), values)

    def measure(self, root: Element) -> float:
        whole = Box(0, 0, self.canvas.width, self.canvas.height)
        values: Values = {"fill": ("black",), "stroke": ("none",)}
        crowded = any(len(v) > _MAX_VALUES for key in self.sheet.values() for v in key.values())
        if crowded or _MATCH * self.matches > MAX_WORK:
            return math.inf
        self._element(root, _State(self._first_matrix(root), whole, values), root=True)
        return self.work

    def _first_matrix(self, root: Element) -> Matrix | None:
        width, height, left, top, across, down = self.canvas
        scale = min(width / across, height / down)
        slanted = max(width / across, height / down) > scale * 1.02
        if slanted and "preserveAspectRatio" in root.attributes:
            return None
        x = (width - across * scale) / 2 - left * scale
        return scale, 0, 0, scale, x, (height - down * scale) / 2 - top * scale

    def _values(self, element: Element) -> Values:
        """All values that a property may have here; which of them counts is not asked."""
        known = self.own.get(id(element))
        if known is not None:
            return known
        found: Values = {name: (value,) for name, value in element.attributes.items()}
        keys = [("", ""), ("#", element.identity), ("", element.name)]
        keys += [(".", name) for name in element.classes]
        for key in dict.fromkeys(keys):
            found = _joined(found, self.sheet.get(key, {}))
        found = _joined(found, parse_declarations(element.attributes.get("style", "")))
        self.own[id(element)] = found
        return found

    def _element(self, element: Element, above: _State, root: bool = False) -> Box:
        """Add what an element costs; gives the box of what it paints."""
        self.work += _SHAPE / 10 + _MATCH * self.matches
        if element.name in ("defs", "style", "clipPath", "mask", "stop") or (
            element.name.endswith("Gradient") or (element.name == "symbol" and not root)
        ):
            return _NOTHING
        own = self._values(element)
        values = above.values | {k: v for k, v in own.items() if k in _HEREDITARY}
        matrix = above.matrix if root else _turned(above.matrix, own)
        state = _State(matrix, above.frame, values)
        if element.name in ("g", "svg", "use"):
            box = self._group(element, state, root)
        elif element.name in ("text", "tspan"):
            box = self._text(element, state)
        else:
            box = self._shape(element, state)
        return self._layers(own, state, box)

    def _group(self, element: Element, state: _State, root: bool) -> Box:
        if element.name == "svg" and not root:
            return self._viewport(element, element, state)
        children: list[Element] = element.children
        if element.name == "use":
            target = self.by_id.get(element.attributes.get("href", "")[1:])
            if target is None:
                return _NOTHING
            x, y = (_length(element.attributes.get(name, "0")) for name in "xy")
            moved = None if x is None or y is None else (1.0, 0.0, 0.0, 1.0, x, y)
            state = state._replace(matrix=_product(state.matrix, moved))
            if target.name in ("symbol", "svg"):
                return self._viewport(target, element, state)
            children = [target]
        box = _NOTHING
        for child in children:
            box = box.join(self._element(child, state))
        return box

    def _viewport(self, element: Element, sized: Element, state: _State) -> Box:
        """A drawing within the drawing, clipped to its own frame."""
        sides = {}
        for name in ("x", "y", "width", "height"):
            at_hand = sized.attributes.get(name) or element.attributes.get(name)
            sides[name] = _length(at_hand) if at_hand else (0.0 if name in "xy" else None)
        x, y, width, height = sides["x"], sides["y"], sides["width"], sides["height"]
        frame = state.frame
        if x is not None and y is not None and width is not None and height is not None:
            frame = _mapped(state.matrix, (x, y, x + width, y + height), 0.0, frame)
        inner = _State(None, frame, state.values)
        box = _NOTHING
        for child in element.children:
            box = box.join(self._element(child, inner))
        self.work += _CLIP * box.area
        return box

    def _text(self, element: Element, state: _State) -> Box:
        placed = sum(
            len(_NUMBERS.findall(element.attributes.get(name, "")))
            for name in ("x", "y", "dx", "dy", "rotate")
        )
        self.work += _TEXT + _CHARACTER * (element.letters + placed)
        if element.letters:
            reach = _GLYPH * element.letters * _largest(state.values.get("font-size", ("16",)))
            outline = Outline(_ANYWHERE, reach, reach, _GLYPH * element.letters)
            self._paint(state, outline, state.frame)
        for child in element.children:
            self._element(child, state)
        return state.frame

    def _shape(self, element: Element, state: _State) -> Box:
        outline = self.outlines.get(id(element))
        if outline is None:
            outline = self.outlines[id(element)] = trace(element)
        width = _largest(state.values.get("stroke-width", ("1",)))
        miter = max(4.0, _largest(state.values.get("stroke-miterlimit", ("4",))))
        around = width * miter if self._stroked(state) else 0.0
        box = _mapped(state.matrix, outline.box, around, state.frame)
        self._paint(state, outline, box)
        return box

    def _stroked(self, state: _State) -> bool:
        return any(value.strip() != "none" for value in state.values["stroke"])

    def _paint(self, state: _State, outline: Outline, box: Box) -> None:
        self.work += _SHAPE
        scale_x, skew, shear, scale_y, *_ = state.matrix or (1, 1, 1, 1)
        rows = outline.segments * box.height
        reach = abs(skew) * outline.across + abs(scale_y) * outline.down
        if state.matrix and reach < rows:  # not so where it is not a number
            rows = reach
        if any(value.strip() != "none" for value in state.values["fill"]):
            self._fill(state, "fill", box.area, box.height, rows, outline.segments)
        if not self._stroked(state):
            return
        width = _largest(state.values.get("stroke-width", ("1",)))
        scale = max(math.hypot(scale_x, skew), math.hypot(shear, scale_y))
        length = outline.across + outline.down
        area = box.area
        if state.matrix and (length + width) * width * scale * scale < area:
            area = (length + width) * width * scale * scale
        dashes = self._dashes(state, length)
        self.work += _DASH * dashes
        # Each end and each join is as tall as the line is wide.
        thick = min(box.height, width * scale) if state.matrix else box.height
        ends = outline.segments + dashes
        self._fill(state, "stroke", area, box.height, 2 * rows + _END * ends * thick, 8 * ends)

    def _dashes(self, state: _State, length: float) -> float:
        most = 0.0
        for value in state.values.get("stroke-dasharray", ()):
            lengths = [abs(float(number)) for number in _NUMBERS.findall(value)]
            if sum(lengths) > 0:
                most = max(most, length * len(lengths) / sum(lengths))
            elif lengths and any(lengths):
                most = _MAX_DASHES
        return min(most, _MAX_DASHES) if most == most else _MAX_DASHES

    def _fill(
        self, state: _State, paint: str, area: float, height: float, rows: float, segments: float
    ) -> None:
        a_pixel = _OPAQUE
        if any(_translucent(value) for value in state.values.get(f"{paint}-opacity", ())):
            a_pixel = 1.0
        for value in (*state.values[paint], *state.values.get("color", ())):
            if "url(" in value.lower():
                a_pixel = max(a_pixel, self._gradient(value))
            elif _may_shine_through(value.strip().lower()):
                a_pixel = max(a_pixel, 1.0)
        if any("evenodd" in value for value in state.values.get("fill-rule", ())):
            rows *= _EVEN_ODD
        self.work += a_pixel * area + _ROW * height + _EDGE * rows + _SEGMENT * segments
        if height >= 1:
            self.work += _CROSSING * (rows / height) ** 2

    def _gradient(self, value: str) -> float:
        """Work a pixel of a paint that is pointed to."""
        element = self.by_id.get(value.partition("#")[2].partition(")")[0].strip(" '\""))
        stops = 0
        for _ in range(40):
            if element is None:
                break
            stops = sum(child.name == "stop" for child in element.children)
            if stops:
                break
            element = self.by_id.get(element.attributes.get("href", "")[1:])
        return _GRADIENT + _STOP * stops

    def _layers(self, own: Values, state: _State, box: Box) -> Box:
        """What it costs that a finished element is laid on as a whole."""
        area = box.area
        if any(_translucent(value) for value in own.get("opacity", ())):
            self.work += _LAYER * area
        for name, plain in (("mix-blend-mode", "normal"), ("isolation", "auto")):
            if any(value.strip() != plain for value in own.get(name, ())):
                self.work += _LAYER * area
        for name, each in (("clip-path", _CLIP), ("mask", _MASK)):
            for value in own.get(name, ()):
                target = self.by_id.get(value.partition("#")[2].partition(")")[0].strip(" '\""))
                if target is None:
                    continue
                self.work += each * area
                inner = state._replace(frame=box)
                if "objectBoundingBox" in target.attributes.values():
                    inner = inner._replace(matrix=None)
                for child in target.children:
                    self._element(child, inner)
                # A clip may be clipped, and a mask masked.
                self._layers(self._values(target), inner, box)
        return box


# ---- reading values --------------------------------------------------------------------


def parse_declarations(block: str) -> Values:
    """Properties of a style's block → the values that it gives them."""
    several: dict[str, dict[str, None]] = {}
    for declaration in block.split(";"):
        name, colon, value = declaration.partition(":")
        name = name.strip().lower()
        if colon and name in _ASKED:
            several.setdefault(name, {})[value.replace("!important", "")] = None
    return {name: tuple(values) for name, values in several.items()}


def _joined(one: Values, other: Values) -> Values:
    if not other:
        return one
    made = dict(one)
    for name, values in other.items():
        made[name] = tuple(dict.fromkeys((*one.get(name, ()), *values)))
    return made


def _key(selector: str) -> tuple[str, str]:
    """What an element must have to be meant: ".", "#" or "" (its name) and which; "" any."""
    words = selector.replace(">", " ").replace("+", " ").replace("~", " ").split()
    if not words or any(mark in selector for mark in "([\\"):
        return "", ""
    match = _COMPOUND.match(words[-1].partition(":")[0])
    if match is None:
        return "", ""
    name, mark, which = match.groups()
    return (mark, which) if mark else ("", "" if set(name) & set("*|") else name)


def _length(value: str) -> float | None:
    match = _LENGTH.fullmatch(value)
    return float(match[1]) * _UNITS[(match[2] or "").lower()] if match else None


def _largest(values: Iterable[str]) -> float:
    """Of several lengths; infinite where one is in another unit."""
    return max((math.inf if (x := _length(v)) is None else abs(x) for v in values), default=1.0)


def _translucent(value: str) -> bool:
    try:
        return not float(value) >= 1
    except ValueError:
        return True


def _may_shine_through(colour: str) -> bool:
    """Whether a colour may have transparency of its own."""
    return "(" in colour or colour == "transparent" or (colour[:1] == "#" and len(colour) in (5, 9))


def _turned(matrix: Matrix | None, own: Values) -> Matrix | None:
    transforms = own.get("transform", ())
    if len(transforms) > 1 or "transform-origin" in own:
        return None
    for name, numbers in _TRANSFORM.findall(transforms[0]) if transforms else ():
        if "%" in numbers or any(unit in numbers for unit in ("px", "deg", "rad", "turn")):
            return None  # as a style writes it
        matrix = _product(matrix, _step(name, [float(n) for n in _NUMBERS.findall(numbers)]))
    return matrix


def _step(name: str, n: list[float]) -> Matrix | None:
    match name, len(n):
        case "matrix", 6:
            return n[0], n[1], n[2], n[3], n[4], n[5]
        case "translate", 1 | 2:
            return 1, 0, 0, 1, n[0], n[1] if n[1:] else 0
        case "scale", 1 | 2:
            return n[0], 0, 0, n[1] if n[1:] else n[0], 0, 0
        case "rotate", 1 | 3 if math.isfinite(n[0]):
            sin, cos = math.sin(math.radians(n[0])), math.cos(math.radians(n[0]))
            x, y = n[1:] or (0.0, 0.0)
            return cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y
        case "skewX", 1 if math.isfinite(n[0]):
            return 1, 0, math.tan(math.radians(n[0])), 1, 0, 0
        case "skewY", 1 if math.isfinite(n[0]):
            return 1, math.tan(math.radians(n[0])), 0, 1, 0, 0
    return None


def _product(one: Matrix | None, other: Matrix | None) -> Matrix | None:
    if one is None or other is None:
        return None
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    made = (
        *(a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j),
        *(a * k + c * m + e, b * k + d * m + f),
    )
    return made if all(map(math.isfinite, made)) else None


def _mapped(
    matrix: Matrix | None, box: tuple[float, float, float, float], around: float, frame: Box
) -> Box:
    """Where a box lies in pixels, with so much around it, as far as it is in the frame."""
    if matrix is None:
        return frame
    a, b, c, d, e, f = matrix
    left, top, right, bottom = box[0] - around, box[1] - around, box[2] + around, box[3] + around
    xs = [a * x + c * y + e for x in (left, right) for y in (top, bottom)]
    ys = [b * x + d * y + f for x in (left, right) for y in (top, bottom)]
    if not all(map(math.isfinite, (*xs, *ys))):
        return frame
    return Box(min(xs) - 1, min(ys) - 1, max(xs) + 1, max(ys) + 1).cut(frame)


def trace(element: Element) -> Outline:
    """The outline of a basic shape or path; its box is everywhere where it cannot be told."""
    get = element.attributes.get
    if element.name == "path":
        return _trace_path(get("d", ""))
    if element.name in ("polygon", "polyline"):
        numbers = [float(n) for n in _NUMBERS.findall(get("points", ""))]
        return _trace_points(list(zip(numbers[0::2], numbers[1::2], strict=False)))
    names = {
        "line": ("x1", "y1", "x2", "y2"),
        "rect": ("x", "y", "width", "height"),
        "circle": ("cx", "cy", "r", "r"),
        "ellipse": ("cx", "cy", "rx", "ry"),
    }.get(element.name)
    if names is None:
        return Outline(_ANYWHERE, 0, 0, 8)
    x, y, z, w = (_length(get(name, "0")) for name in names)
    if x is None or y is None or z is None or w is None:
        return Outline(_ANYWHERE, math.inf, math.inf, 8)
    if element.name == "line":
        return _trace_points([(x, y), (z, w)])
    if element.name == "rect":
        return Outline((x, y, x + z, y + w), 2 * abs(z), 2 * abs(w), 8)
    z, w = abs(z), abs(w)
    return Outline((x - z, y - w, x + z, y + w), 4 * z, 4 * w, 8)


def _trace_points(points: list[tuple[float, float]]) -> Outline:
    if not points:
        return Outline((0, 0, 0, 0), 0, 0, 1)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = (min(xs), min(ys), max(xs), max(ys))
    across = sum(abs(p - q) for p, q in zip(xs, xs[1:] + xs[:1], strict=True))
    down = sum(abs(p - q) for p, q in zip(ys, ys[1:] + ys[:1], strict=True))
    return Outline(box, across, down, len(points))


def _trace_path(data: str) -> Outline:
    """Box of the points and handles of a path, which its curves do not leave."""
    tokens = _PATH.findall(data)
    xs: list[float] = []
    ys: list[float] = []
    x = y = start_x = start_y = across = down = 0.0
    segments, at, command = 0, 0, ""
    unknown = Outline(_ANYWHERE, math.inf, math.inf, len(tokens))
    while at < len(tokens):
        if tokens[at].isalpha():
            command = tokens[at]
            at += 1
            if command in "Zz":
                across, down = across + abs(x - start_x), down + abs(y - start_y)
                x, y = start_x, start_y
                continue
        count = _ARGUMENTS.get(command.upper(), 0)
        if not count or at + count > len(tokens):
            return unknown
        try:
            n = [float(number) for number in tokens[at : at + count]]
        except ValueError:  # a letter among them, or flags written in one
            return unknown
        at += count
        from_x, from_y = (x, y) if command.islower() else (0.0, 0.0)
        kind = command.upper()
        if kind == "H":
            px, py = [from_x + n[0]], [y]
        elif kind == "V":
            px, py = [x], [from_y + n[0]]
        elif kind == "A":
            if n[3] not in (0, 1) or n[4] not in (0, 1):
                return unknown
            end_x, end_y = from_x + n[5], from_y + n[6]
            wide = 2 * max(abs(n[0]), abs(n[1])) + 2 * (abs(end_x - x) + abs(end_y - y))
            px, py = [x - wide, x + wide, end_x], [y - wide, y + wide, end_y]
        else:
            px, py = [from_x + v for v in n[0::2]], [from_y + v for v in n[1::2]]
        if kind in "ST":  # the handle that mirrors the one before, nowhere farther than this
            reach = max((abs(v - x) for v in xs[-2:]), default=0.0)
            lift = max((abs(v - y) for v in ys[-2:]), default=0.0)
            px, py = [x - reach, x + reach, *px], [y - lift, y + lift, *py]
        if kind == "M":
            start_x, start_y = px[0], py[0]
            command = "l" if command == "m" else "L"
        else:
            last_x, last_y = x, y
            for to_x, to_y in zip(px, py, strict=True):
                across, down = across + abs(to_x - last_x), down + abs(to_y - last_y)
                last_x, last_y = to_x, to_y
        xs += px
        ys += py
        x, y = px[-1], py[-1]
        segments += 1 if kind in "MLHV" else 8
    if not xs:
        return Outline((0, 0, 0, 0), 0, 0, 1)
    return Outline((min(xs), min(ys), max(xs), max(ys)), across, down, segments)
