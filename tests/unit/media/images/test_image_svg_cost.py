"""What drawings cost: what is told before they are drawn, and what the renderer then takes."""

import math

import pytest
from hypothesis import HealthCheck, given, settings

from catalog.media.images import ImageProblem
from catalog.media.images.apart import Ended, run_each
from catalog.media.images.batch import DRAWING_SECONDS
from catalog.media.images.svg import Drawing, rasterise_svg, sanitise_svg
from catalog.media.images.svg_cost import (
    MAX_WORK,
    Canvas,
    Element,
    Rule,
    estimate_work,
    parse_rules,
    trace,
)
from tests.unit.media.images.drawings import HEAVY, ORDINARY, SMALL, WHOLE, draw, drawings


@pytest.mark.parametrize("name", HEAVY)
def test_what_costs_too_much_is_refused_before_it_is_drawn(name: str) -> None:
    with pytest.raises(ImageProblem) as caught:
        sanitise_svg("a.svg", draw(HEAVY[name]))
    assert caught.value.code == "image-too-large"
    assert caught.value.params["hint"] == "drawing"


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_drawings_are_drawn(name: str) -> None:
    assert rasterise_svg(sanitise_svg("a.svg", draw(ORDINARY[name])))


def rasterise(drawing: Drawing) -> int:
    try:
        return len(rasterise_svg(drawing))
    except ValueError:
        return 0


def render_apart(data: bytes) -> object:
    """Bytes of the PNG, 0 where there is none, or how the renderer was ended."""
    try:
        drawing = sanitise_svg("a.svg", data)
    except ImageProblem:
        return 0
    found: list[object] = []
    run_each(rasterise, [drawing], 1, lambda _: DRAWING_SECONDS, lambda _, one: found.append(one))
    return found[0]


def check_made_up(data: bytes) -> None:
    assert not isinstance(render_apart(data), Ended)


made_up = given(drawings())
unhurried = settings(
    deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), max_examples=5
)


@unhurried
@made_up
def test_what_is_not_refused_is_drawn_in_time(data: bytes) -> None:
    check_made_up(data)


@pytest.mark.large
@settings(unhurried, max_examples=400)
@made_up
def test_what_is_not_refused_is_drawn_in_time_at_length(data: bytes) -> None:
    check_made_up(data)


def work(inner: str, box: str = "0 0 100 100") -> float:
    """Units of work of a drawing, whatever they are."""
    from unittest.mock import patch

    with patch("catalog.media.images.svg.estimate_work", wraps=estimate_work) as spied:
        sanitise_svg("a.svg", draw(inner, box))
    return estimate_work(*spied.call_args.args)


@pytest.mark.parametrize(
    ("less", "more"),
    [
        (WHOLE, WHOLE.replace("/>", ' fill-opacity=".5"/>')),
        (WHOLE, f"<g opacity='.5'>{WHOLE}</g>"),
        (f"<g opacity='.5'>{SMALL}</g>", f"<g opacity='.5'>{WHOLE}</g>"),
        (f"<g opacity='1'>{WHOLE}</g>", f"<g opacity='.5'>{WHOLE}</g>"),
        (SMALL, f'<g transform="scale(50)">{SMALL}</g>'),
        (SMALL, SMALL.replace("rect", "rect stroke='#000' stroke-width='50'")),
        ('<path d="m0 0h1v1z"/>', '<path d="m0 0h90v90z"/>'),
        ('<path d="M0 0c1 1 1 1 2 2"/>', '<path d="M0 0c1 1 1 1 99 99"/>'),
        ('<path d="M0 0L9 9"/>', '<path fill-rule="evenodd" d="M0 0L9 9"/>'),
        (SMALL.replace('"1"', '"1mm"'), SMALL.replace('"1"', '"1in"')),
        ("<text font-size='9'>ab</text>", "<text font-size='90'>ab</text>"),
        ("<text>a</text>", f"<text>{'a' * 99}</text>"),
    ],
)
def test_what_costs_more(less: str, more: str) -> None:
    assert work(less) < work(more)


def test_what_lies_outside_costs_little() -> None:
    far = '<rect x="1e6" width="1e6" height="1e6" fill-opacity=".5"/>'
    assert work(far) < work(WHOLE)


@pytest.mark.parametrize("unknown", ['width="100%"', 'width="3em"', 'transform="magic(1)"'])
def test_what_cannot_be_told_counts_as_whole(unknown: str) -> None:
    shape = f'<rect height="1" {unknown} fill-opacity=".5"/>'
    assert work(shape) > 1440 * 1440


def test_rules_are_found_within_others() -> None:
    css = "a , .b{x:1}@media print{.c{y:2}.d{}} trailing"
    assert list(parse_rules(css)) == [
        Rule("a , .b", "x:1"),
        Rule(".c", "y:2"),
        Rule(".d", ""),
    ]


@pytest.mark.parametrize(
    ("data", "box"),
    [
        ("M1 2L3 4", (1, 2, 3, 4)),
        ("m1 2 3 4 5 6", (1, 2, 9, 12)),
        ("M1 1h8v-3H2V9z", (1, -2, 9, 9)),
        ("M0 0C1 9 2 9 3 0", (0, 0, 3, 9)),
        ("M0 0q5 5 9 0z", (0, 0, 9, 5)),
        ("", (0, 0, 0, 0)),
    ],
)
def test_the_box_of_a_path(data: str, box: tuple[float, ...]) -> None:
    assert trace(Element("path", {"d": data})).box == box


@pytest.mark.parametrize(
    "data", ["M1", "L", "a1 1 0 00.5.5", "x", "M1 2L3", "1 2", "M0 0A1 1 0 5 5 9 9"]
)
def test_a_path_that_is_not_understood_may_be_anywhere(data: str) -> None:
    assert trace(Element("path", {"d": data})).box[0] == -math.inf


def test_a_crowded_style_is_without_measure() -> None:
    rules = [Rule(".a", f"fill:#{n:06x}") for n in range(99)]
    canvas = Canvas(9, 9, 0, 0, 9, 9)
    assert estimate_work(Element("svg"), {}, rules[:9], canvas) < MAX_WORK
    assert estimate_work(Element("svg"), {}, rules, canvas) == math.inf
