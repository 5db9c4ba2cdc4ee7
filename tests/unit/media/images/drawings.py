"""Drawings that cost far more than they look, and a strategy that makes up others."""

from collections.abc import Callable

from hypothesis import strategies as st

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
WHOLE = '<rect width="100" height="100" fill="#c00"/>'
SMALL = '<rect width="1" height="1"/>'


def draw(inner: str, box: str = "0 0 100 100") -> bytes:
    """An SVG file."""
    return f'<svg {NS} viewBox="{box}">{inner}</svg>'.encode()


def _stops(count: int) -> str:
    stops = "".join(
        f'<stop offset="{n / count}" stop-color="#{n % 4096:03x}"/>' for n in range(count)
    )
    return f'<linearGradient id="g">{stops}</linearGradient>'


def _attributes(count: int) -> str:
    return " ".join(f"a{n}=''" for n in range(count))


def _zigzag(count: int) -> str:
    points = (f"{n * 37 % 100} {n * 61 % 97}" for n in range(count))
    return "M" + "L".join(points)


_STAINED = '<rect width="100" height="100" fill="#00000080"/>'

HEAVY: dict[str, str] = {
    "a style without braces": f"<style>{'a' * 128_000}</style>{SMALL}",
    "a style of many rules": "<style>"
    + "".join(f".a{n}{{fill:red}}" for n in range(3_500))
    + "</style>"
    + SMALL * 4_500,
    "a style of wide rules": "<style>"
    + "rect g path{fill:red}" * 3_000
    + f"</style>{SMALL * 4_500}",
    "a style attribute": f'<rect style="{"fill:red;" * 20_000}"/>',
    "attributes of one": f"<rect {_attributes(60_000)}/>",
    "attributes of all": f"<g {_attributes(150)}/>" * 400,
    "translucent shapes": '<rect width="100" height="100" fill-opacity=".5"/>' * 1_000,
    "translucent colours": _STAINED * 1_000,
    "translucent by style": "<style>rect{fill-opacity:.5}</style>" + WHOLE * 1_000,
    "inherited transparency": '<g fill-opacity=".5">' + WHOLE * 1_000 + "</g>",
    "layers": f'<g opacity=".5">{WHOLE}</g>' * 100,
    "layers in layers": '<g opacity=".9">' * 30 + WHOLE * 2 + "</g>" * 30,
    "layers by class": "<style>.o{opacity:.5}</style>"
    + WHOLE.replace("<rect", "<rect class='o'") * 100,
    "layers in repeated parts": f'<g id="p" opacity=".5">{WHOLE}</g>' + '<use href="#p"/>' * 100,
    "blending": f'<g style="mix-blend-mode:multiply">{WHOLE}</g>' * 100,
    "isolation": f'<g style="isolation:isolate">{WHOLE}</g>' * 100,
    "masks": f'<mask id="m">{WHOLE}</mask>' + f'<g mask="url(#m)">{WHOLE}</g>' * 300,
    "clips": f'<clipPath id="m">{WHOLE}</clipPath>' + f'<g clip-path="url(#m)">{WHOLE}</g>' * 300,
    "clips in percent": '<clipPath id="m"><rect width="100%" height="100%"/></clipPath>'
    + '<rect width="100%" height="100%" clip-path="url(#m)"/>' * 100,
    "gradients": _stops(2) + '<rect width="100" height="100" fill="url(#g)"/>' * 200,
    "stops": _stops(4_000) + '<rect width="100" height="100" fill="url(#g)"/>' * 10,
    "a chain of gradients": "".join(
        f'<linearGradient id="g{n}" href="#g{n + 1}"/>' for n in range(900)
    )
    + "".join(f'<rect width="1" height="1" fill="url(#g{n})"/>' for n in range(900)),
    "dashes": '<path stroke="#000" stroke-dasharray=".0001" d="M0 0L100 100"/>' * 20,
    "dashes far away": '<path stroke="#000" stroke-dasharray="1" d="M-1e9 0L1e9 9"/>' * 20,
    "wide dashes": '<path stroke="#000" stroke-width="90" stroke-linecap="round"'
    ' stroke-dasharray=".01" d="M0 0L99 99L0 99"/>' * 6,
    "dashes by style": "<style>path{stroke-dasharray:.0001;stroke:#000}</style>"
    + '<path d="M0 0L100 100"/>' * 20,
    "crossing edges": f'<path d="{_zigzag(40_000)}"/>',
    "crossing lines": f'<path fill="none" stroke="#000" d="{_zigzag(20_000)}"/>',
    "large circles": '<circle cx="50" cy="50" r="49" stroke="#000" fill="none"/>' * 3_000,
    "scaled up": '<g transform="scale(1000)"><path fill-opacity=".5" d="M0 0h1v1H0z"/></g>' * 500,
    "scaled in steps": '<g transform="scale(10)">' * 2
    + '<path fill-opacity=".5" d="M0 0h1v1H0z"/>' * 500
    + "</g>" * 2,
    "frames": '<svg width="100" height="100"><path d="M0 0h99v99"/></svg>' * 500,
    "symbols": f'<symbol id="s">{WHOLE}</symbol>'
    + '<use href="#s" width="100" height="100"/>' * 500,
    "words": '<text y="50">W</text>' * 2_000,
    "letters": f"<text>{'国' * 100_000}</text>",
    "letters of dashes": '<text font-size="90" stroke="#000" stroke-dasharray=".001">WWW</text>'
    * 9,
    "places of letters": f'<text x="{"1 " * 50_000}">a</text>',
}
"""What drawings may be made of that must be refused, each by what it has too much of."""

ORDINARY: dict[str, str] = {
    "a mark": WHOLE + '<circle cx="50" cy="50" r="40" fill="#fff"/>',
    "a wordmark in outlines": "".join(
        f'<path d="M{n * 8} 40c4-4 8 4 8 8s-4 8-8 8z" fill="#123"/>' for n in range(12)
    ),
    "an emblem with gradients": _stops(5) + '<circle cx="50" cy="50" r="9" fill="url(#g)"/>' * 40,
    "shades": f'<g opacity=".5">{SMALL * 30}</g>' * 30,
    "one cut out": f'<clipPath id="c">{WHOLE}</clipPath><g clip-path="url(#c)">{SMALL * 50}</g>',
    "an exporter's classes": "<style>"
    + "".join(f".cls-{n}{{fill:#{n:03x};stroke-width:0}}" for n in range(60))
    + "</style>"
    + "".join(f'<path class="cls-{n % 60}" d="M{n % 100} 5l1 1-1 1z"/>' for n in range(1_500)),
    "a map": "".join(
        f'<path d="M{n % 50 * 2} {n // 50}l2 0 0 1-2 0z" stroke="#000" stroke-width=".1"/>'
        for n in range(2_500)
    ),
    "a few words": '<text y="50" font-size="9">Lantern Press 灯笼出版社</text>' * 3,
}
"""What an exhibitor sends, and must be drawn."""

_number = st.one_of(
    st.integers(-200, 300).map(str),
    st.sampled_from(["1e38", "-1e38", "1e-9", "0", ".5", "50%", "9mm", "nan", "100", "100"]),
)
_opacity = st.sampled_from(["", "", ' opacity=".5"', ' fill-opacity=".3"', ' stroke-opacity=".3"'])
_paint = st.sampled_from(
    ["", "#c00", "none", "url(#g)", "url(#h)", "#00000040", "rgba(0,0,0,.5)", "currentColor"]
)
_effect = st.sampled_from(
    [
        *("", "", ' mask="url(#m)"', ' clip-path="url(#c)"', ' class="a"', ' class="b"'),
        *(' style="mix-blend-mode:screen"', ' style="isolation:isolate;opacity:.4"'),
        *(' stroke="#000" stroke-dasharray=".01 .02"', ' stroke="#000" stroke-width="40"'),
        *(' transform="scale(30)"', ' transform="rotate(30) skewX(80)"', ' transform="matrix(1)"'),
    ]
)


@st.composite
def _shape(draw_from: Callable[..., str]) -> str:
    paint = draw_from(_paint)
    more = draw_from(_opacity) + draw_from(_effect) + (f' fill="{paint}"' if paint else "")
    x, y, z, w = (draw_from(_number) for _ in range(4))
    return draw_from(
        st.sampled_from(
            [
                f'<rect x="{x}" y="{y}" width="{z}" height="{w}"{more}/>',
                f'<rect width="100" height="100"{more}/>',
                f'<circle cx="{x}" cy="{y}" r="{z}"{more}/>',
                f'<path d="M{x} {y}L{z} {w}Q1 2 {x} {w}a{z} 9 0 1 0 {x} {y}z"{more}/>',
                f'<path d="{_zigzag(60)}"{more}/>',
                f'<polygon points="{x},{y} {z},{w} 5,90"{more}/>',
                f'<use href="#u" x="{x}"{more}/>',
                f'<use href="#s" width="{z}" height="{w}"{more}/>',
                f'<text x="{x}" y="{y}" font-size="{z}"{more}>Wg国<tspan dx="{w}">x</tspan></text>',
            ]
        )
    )


@st.composite
def drawings(draw_from: Callable[..., str]) -> bytes:
    """SVG files: nests of shapes, repeated, with extreme figures and everything that costs."""
    shapes = "".join(draw_from(_shape()) for _ in range(int(draw_from(st.sampled_from("1235")))))
    for _ in range(int(draw_from(st.sampled_from("0123")))):
        times = int(draw_from(st.sampled_from(["1", "2", "7", "30", "200"])))
        group = f"<g{draw_from(_opacity)}{draw_from(_effect)}>{shapes}</g>"
        if len(group) * times < 200_000:
            group *= times
        shapes = group
    target = draw_from(_shape()).replace("#u", "#none").replace("#s", "#none")
    plain = '<path d="M0 0h90v90z"/>'
    box = draw_from(
        st.sampled_from(["0 0 100 100", "0 0 1 100000", "-5e3 0 1e4 1e4", "0 0 1e-3 1e-3"])
    )
    defs = (
        f"<style>.a{{opacity:.5}}g .b,rect.b{{fill:url(#h);stroke:#000}}</style>{_stops(9)}"
        '<radialGradient id="h" href="#g" r=".001" spreadMethod="repeat"/>'
        f'<mask id="m">{plain}</mask><clipPath id="c">{plain}</clipPath>'
        f'<g id="u">{target}</g><symbol id="s" viewBox="0 0 9 9">{target}</symbol>'
    )
    return draw(f"<defs>{defs}</defs>{shapes}", box)
