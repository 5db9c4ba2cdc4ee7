"""Drawings (SVG logos): a strict sanitising pass, then pixels.

A submitted drawing is never published and never inlined; pages get WebP made from it. What is
rasterised is not the file but a new document written from the parts that are known to be
harmless, so nothing in it can name another file, another host or an entity.
"""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from catalog.core.formats import escape_xml as escape
from catalog.media.images.problem import ImageProblem
from catalog.media.images.svg_cost import (
    MAX_WORK,
    Canvas,
    Element,
    Rule,
    estimate_work,
    parse_rules,
)

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"

_KEPT = frozenset(
    (
        *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("defs", "symbol", "use", "linearGradient", "radialGradient", "stop"),
        *("clipPath", "mask", "text", "tspan", "style"),
    )
)
# Nothing of these is seen in a logo at rest, or it is an effect that a small logo can do without.
_DROPPED = frozenset(
    (
        *("title", "desc", "metadata", "view", "cursor", "font-face", "namedview"),
        *("animate", "animateTransform", "animateMotion", "animateColor", "set", "mpath"),
        *("filter", "marker"),
    )
)
# Only a wrapper round what can be seen.
_UNWRAPPED = frozenset(("a", "switch"))

# What a drawing may cost. A `use` repeats what it points to, so all counts are of the drawing
# with its references followed; twenty of tenfold nesting would otherwise be 10^20 shapes.
MAX_DEPTH = 32
MAX_ELEMENTS = 5_000
MAX_WRITTEN = 4 * 1024 * 1024

# What a file may hold, drawn or not; each of these takes the renderer more than its share.
MAX_TAGS = 50_000
MAX_ATTRIBUTES = 50_000
MAX_ATTRIBUTES_EACH = 200
MAX_DECLARATIONS_EACH = 200
MAX_STYLE = 64 * 1024

MAX_RASTER = (1440, 1440)
"""Width and height in pixels of the box that a drawing is rasterised to fit into."""

_REFERENCE = re.compile(r"url\(\s*(['\"]?)\s*([^'\")]*)", re.IGNORECASE)
_FILTER = re.compile(r"\bfilter\s*:[^;}]*;?", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_CLASSES = re.compile(r"\s*\.[\w-]+(?:\s*,\s*\.[\w-]+)*\s*")
_CLOSED = re.compile(r"[zZ](?:[\s,]*[zZ])+")  # a hundred thousand overflow the renderer's stack
_LOADING = re.compile(r"<\s*(?:\w+:)?(?:fe)?image\b", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+(?:e[0-9]+)?)\s*(?:px|pt|pc|mm|cm|in|q)?\s*$", re.I)


@dataclass(frozen=True)
class Drawing:
    """A sanitised drawing: its text and the size in pixels it will be rasterised to."""

    text: str
    width: int
    height: int


def sanitise_svg(path: str, data: bytes) -> Drawing:
    """The harmless parts of a drawing, written anew.

    Raises ImageProblem: image-format for what is no SVG or has parts that are refused (entities,
    script, foreignObject, image, references to anything outside the file), image-unreadable for
    broken XML, image-too-large when it is deep or repeats itself beyond reason.
    """
    sanitiser = _Sanitiser(path)
    sanitiser.parse(data)
    return sanitiser.finish()


class _Sanitiser:
    def __init__(self, path: str) -> None:
        self.path = path
        self.out: list[str] = []
        self.open: list[Element | None] = []  # None: unwrapped
        self.skipped = 0
        self.root: Element | None = None
        self.root_attributes: dict[str, str] = {}
        self.by_id: dict[str, Element] = {}
        self.style: list[str] | None = None
        self.rules: list[Rule] = []
        self.tags = self.attributes = self.styled = 0

    def refuse(self, what: str) -> ImageProblem:
        return ImageProblem("image-format", {"path": self.path, "found": f"an SVG with {what}"})

    def exceed(self, size: str, limit: str) -> ImageProblem:
        told = {"path": self.path, "size": size, "limit": limit, "hint": "drawing"}
        return ImageProblem("image-too-large", told)

    def hold(self, count: int, limit: int, what: str) -> None:
        """Raises ImageProblem if there are more than so many of something."""
        if count > limit:
            raise self.exceed(f"{count} {what}", f"{limit} {what}")

    def parse(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self.on_start
        parser.EndElementHandler = self.on_end
        parser.CharacterDataHandler = self.on_text
        parser.StartDoctypeDeclHandler = self.on_doctype
        parser.EntityDeclHandler = self.on_entity
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            if self.root is None and not data.lstrip().startswith((b"<?xml", b"<svg")):
                raise ImageProblem(
                    "image-format", {"path": self.path, "found": "no known picture format"}
                ) from error
            reason = f"broken XML in line {error.lineno}"
            raise ImageProblem("image-unreadable", {"path": self.path, "reason": reason}) from error
        except (LookupError, ValueError) as error:  # an encoding that Python or expat lacks
            reason = "unknown encoding"
            raise ImageProblem("image-unreadable", {"path": self.path, "reason": reason}) from error

    def on_doctype(self, name: str, system: str | None, public: str | None, internal: bool) -> None:
        # Drawing programs write a DOCTYPE; it is dropped and never followed. One with
        # declarations of its own is another matter.
        del system, public
        if internal:
            raise self.refuse("declarations in its DOCTYPE")
        if name.lower() != "svg":
            raise ImageProblem("image-format", {"path": self.path, "found": name.upper()})

    def on_entity(self, *declaration: object) -> None:
        del declaration
        raise self.refuse("entities")

    def on_start(self, qualified: str, attributes: dict[str, str]) -> None:
        self.tags += 1
        self.attributes += len(attributes)
        self.hold(self.tags, MAX_TAGS, "tags")
        self.hold(self.attributes, MAX_ATTRIBUTES, "attributes")
        self.hold(len(attributes), MAX_ATTRIBUTES_EACH, "attributes on one tag")
        if self.skipped:
            self.skipped += 1
            return
        space, _, name = qualified.rpartition(" ")
        if self.root is None and (name != "svg" or space not in ("", _SVG)):
            found = "HTML" if name.lower() == "html" else f"XML with the root <{name[:40]}>"
            raise ImageProblem("image-format", {"path": self.path, "found": found})
        if len(self.open) >= MAX_DEPTH:
            raise self.exceed(f"more than {MAX_DEPTH} levels", f"{MAX_DEPTH} levels")
        if space not in ("", _SVG) or name in _DROPPED:
            self.skipped = 1  # another program's own notes
        elif name in _UNWRAPPED:
            self.open.append(None)
        elif name == "foreignObject" and self.open[-1] is None:
            self.skipped = 1  # one branch of a switch; the other is the drawing
        elif name not in _KEPT:
            raise self.refuse(f"<{name[:40]}>")
        else:
            self.keep(name, attributes)

    def keep(self, name: str, attributes: dict[str, str]) -> None:
        kept = dict(self.kept_attributes(attributes))
        element = Element(name, kept)
        for attribute, value in kept.items():
            if attribute == "href":
                element.pointed.append(value[1:])
            element.pointed += self.checked_references(value)
        if element.identity:
            self.by_id.setdefault(element.identity, element)
        if self.root is None:
            self.root, self.root_attributes = element, kept
        else:
            parent = next((one for one in reversed(self.open) if one), self.root)
            parent.children.append(element)
            tag = "".join(f' {key}="{escape(value)}"' for key, value in kept.items())
            element.written = len(tag)
            self.out.append(f"<{name}{tag}>")
        self.open.append(element)
        if name == "style":
            self.style = []

    def kept_attributes(self, attributes: dict[str, str]) -> list[tuple[str, str]]:
        kept = []
        for qualified, value in attributes.items():
            space, _, attribute = qualified.rpartition(" ")
            if attribute == "href" and space in ("", _XLINK):
                if not value.strip().startswith("#"):
                    raise self.refuse(f"a reference out of itself ({value[:40]})")
                kept.append(("href", value.strip()))
            elif not space and not attribute.lower().startswith("on") and attribute != "filter":
                clean = self.clean_css(value) if attribute == "style" else value
                if attribute == "d":
                    clean = _CLOSED.sub("z", clean)
                if attribute == "style":
                    self.hold(clean.count(";"), MAX_DECLARATIONS_EACH, "styles on one tag")
                kept.append((attribute, clean))
        return kept

    def checked_references(self, value: str) -> list[str]:
        """Ids that `url(#id)` in a value points to."""
        pointed = []
        for _, target in _REFERENCE.findall(value):
            if not target.startswith("#"):
                raise self.refuse(f"a reference out of itself ({target[:40]})")
            pointed.append(target[1:].strip())
        return pointed

    def clean_css(self, css: str) -> str:
        """The style without comments and filters; raises ImageProblem if it reaches outside."""
        # An escape could spell url( or @import in a way that is not seen here.
        if "\\" in css:
            raise self.refuse("escapes in its style")
        bare = _FILTER.sub("", _COMMENT.sub(" ", css))
        if any(word in bare.lower() for word in ("@import", "image-set", "src(", "image(")):
            raise self.refuse("a style from outside")
        self.checked_references(bare)
        return bare

    def on_text(self, text: str) -> None:
        if self.skipped or not self.open or self.open[-1] is None:
            return
        if self.style is not None:
            self.style.append(text)
        elif self.open[-1].name in ("text", "tspan"):
            self.out.append(escape(text))
            self.open[-1].written += len(text)
            self.open[-1].letters += len(text)

    def on_end(self, qualified: str) -> None:
        del qualified
        if self.skipped:
            self.skipped -= 1
            return
        element = self.open.pop()
        if element is None or element is self.root:
            return
        if self.style is not None:
            css = self.clean_css("".join(self.style))
            self.styled += len(css)
            self.hold(self.styled, MAX_STYLE, "characters of style")
            self.rules += parse_rules(css)
            self.out.append(escape(css))
            self.style = None
        self.out.append(f"</{element.name}>")

    def finish(self) -> Drawing:
        if self.root is None:
            raise ImageProblem("image-format", {"path": self.path, "found": "an empty drawing"})
        canvas = self.resolve_size()
        self.check_cost(self.root, canvas)
        width, height, *box = canvas
        extent = " ".join(map(repr, box))
        aspect = self.root_attributes.get("preserveAspectRatio")
        fit = f' preserveAspectRatio="{escape(aspect)}"' if aspect else ""
        own = "".join(
            f' {name}="{escape(value)}"'
            for name, value in self.root_attributes.items()
            if name not in ("width", "height", "viewBox", "preserveAspectRatio", "x", "y")
        )
        open_tag = (
            f'<svg xmlns="{_SVG}" width="{width}" height="{height}" viewBox="{extent}"{fit}{own}>'
        )
        return Drawing(f"{open_tag}{''.join(self.out)}</svg>", width, height)

    def check_cost(self, root: Element, canvas: Canvas) -> None:
        # Only elements that are drawn anew for each reference count; a gradient is not.
        heavy = {
            identity: one
            for identity, one in self.by_id.items()
            if not one.name.endswith("Gradient")
        }
        by_class: dict[str, list[str]] = {}
        for selector, block in self.rules:
            if masks := [one for one in self.checked_references(block) if one in heavy]:
                if not _CLASSES.fullmatch(selector):
                    raise self.refuse("a style that masks more than a class")
                for name in selector.replace(".", " ").replace(",", " ").split():
                    by_class.setdefault(name, []).extend(masks)

        def parts(element: Element) -> Iterator[Element]:
            yield from element.children
            pointed = element.pointed + [i for c in element.classes for i in by_class.get(c, ())]
            yield from (heavy[one] for one in pointed if one in heavy)

        elements, written = _Weigher(parts, self.refuse)(root)
        if elements > MAX_ELEMENTS:
            raise self.exceed(_rounded(elements, "shapes"), f"{MAX_ELEMENTS} shapes")
        if written > MAX_WRITTEN:
            raise self.exceed(
                _rounded(written, "bytes of shapes"), f"{MAX_WRITTEN} bytes of shapes"
            )
        self.check_gradients()
        work = estimate_work(root, self.by_id, self.rules, canvas)
        if work > MAX_WORK:
            size = (
                "far more work"
                if math.isinf(work)
                else _rounded(work / 1e6, "million drawing steps")
            )
            raise self.exceed(size, f"{MAX_WORK / 1e6:.0f} million drawing steps")

    def check_gradients(self) -> None:
        """Each gradient may take its stops from another, which the renderer looks up anew."""
        for element in self.by_id.values():
            there: Element | None = element
            for _ in range(MAX_DEPTH + 1):
                if there is None or not there.name.endswith("Gradient"):
                    break
                there = self.by_id.get(there.attributes.get("href", "")[1:])
            else:
                raise self.exceed(f"more than {MAX_DEPTH} levels", f"{MAX_DEPTH} levels")

    def resolve_size(self) -> Canvas:
        box = self.root_attributes.get("viewBox", "").replace(",", " ").split()
        try:
            left, top, across, down = (float(number) for number in box)
        except ValueError:
            left, top = 0.0, 0.0
            across = self.length("width") or 0.0
            down = self.length("height") or 0.0
        width = self.length("width") or across
        height = self.length("height") or down
        sound = math.isfinite(left) and math.isfinite(top)
        if not sound or not all(0 < side < 1e9 for side in (across, down, width, height)):
            reason = "it says no size (viewBox, or width and height)"
            raise ImageProblem("image-unreadable", {"path": self.path, "reason": reason})
        scale = min(MAX_RASTER[0] / width, MAX_RASTER[1] / height)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        return Canvas(*size, left, top, across, down)

    def length(self, name: str) -> float | None:
        match = _LENGTH.match(self.root_attributes.get(name, ""))
        return float(match[1]) if match else None


def _rounded(count: float, what: str) -> str:
    """A figure with its unit; what is absurd is told as such."""
    return f"{count:.0f} {what}" if count < 1e9 else f"{count:.0e} {what}"


class _Weigher:
    """Counts elements and bytes with references followed; each element is weighed once."""

    def __init__(
        self,
        parts: Callable[[Element], Iterator[Element]],
        refuse: Callable[[str], ImageProblem],
    ) -> None:
        self.parts = parts
        self.refuse = refuse
        self.known: dict[int, tuple[float, float]] = {}
        self.under_way: set[int] = set()

    def __call__(self, element: Element) -> tuple[float, float]:
        mark = id(element)
        if mark in self.known:
            return self.known[mark]
        if mark in self.under_way or len(self.under_way) > 200:
            raise self.refuse("references that run in a circle")
        self.under_way.add(mark)
        elements, written = 1.0, float(element.written)
        for part in self.parts(element):
            more, longer = self(part)
            elements, written = elements + more, written + longer
        self.under_way.remove(mark)
        self.known[mark] = elements, written
        return elements, written


def rasterise_svg(drawing: Drawing, with_text: bool = True) -> bytes:
    """PNG of a sanitised drawing at its own size, with alpha.

    Raises ValueError when the renderer cannot draw it. Without `with_text` the system's fonts,
    slow to list, are not looked for.
    """
    # The renderer reads any local file that an <image> names, absolute or from the working
    # folder; its resources_dir narrows only the latter. Nothing sanitised has such an element.
    if _LOADING.search(drawing.text):
        raise ValueError("not sanitised")
    import resvg_py

    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=drawing.text,
                width=drawing.width,
                height=drawing.height,
                resources_dir=str(Path(__file__).parent),
                skip_system_fonts=not (with_text and "<text" in drawing.text),
            )
        )
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic in the renderer is no Exception
        raise ValueError(str(error)) from error
