from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from catalog.media.images import ImageProblem, derive_picture
from catalog.media.images.svg import Drawing, rasterise_svg, sanitise_svg
from tests.unit.media.images.image_files import Look, Put, encode, plain
from tests.work import count_calls

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inner: str, box: str = "0 0 100 50", more: str = "") -> bytes:
    return f'<svg {NS} viewBox="{box}" {more}>{inner}</svg>'.encode()


SQUARE = '<rect width="50" height="50" fill="#c00000"/>'


def test_a_logo_becomes_webp_with_alpha(root: Path, cache: Path, put: Put, look: Look) -> None:
    picture = derive_picture(root, look(put("Logo.svg", svg(SQUARE))), cache)
    assert [(d.width, d.height) for d in picture.derivatives] == [
        (360, 180),
        (720, 360),
        (1440, 720),
    ]
    with Image.open(cache / "media" / picture.derivatives[0].name) as image:
        assert (image.format, image.mode) == ("WEBP", "RGBA")
        assert image.getpixel((90, 90)) == (192, 0, 0, 255)
        assert image.getpixel((270, 90))[3] == 0  # type: ignore[index]
    assert not list((cache / "media").glob("*.svg"))


def draw(inner: str, more: str = "") -> Image.Image:
    drawing = sanitise_svg("a.svg", svg(inner, more=more))
    return Image.open(BytesIO(rasterise_svg(drawing))).convert("RGBA")


@pytest.mark.parametrize(
    "inner",
    [
        "<style>.a{fill:#c00000}</style><rect class='a' width='50' height='50'/>",
        '<defs><path id="p" d="M0 0h50v50H0z"/></defs><use xlink:href="#p" fill="#c00000"/>',
        '<g style="fill:#c00000"><path d="M0 0h50v50H0z"/></g>',
        '<linearGradient id="g"><stop stop-color="#c00000"/></linearGradient>'
        '<rect width="50" height="50" fill="url(#g)"/>',
        f'<clipPath id="c">{SQUARE}</clipPath><g clip-path="url(#c)">'
        '<rect width="100" height="50" fill="#c00000"/></g>',
        f'<style>.k{{clip-path:url(#c)}}</style><clipPath id="c">{SQUARE}</clipPath>'
        '<g class="k"><rect width="100" height="50" fill="#c00000"/></g>',
        f'<switch><foreignObject><p/></foreignObject><g>{SQUARE}</g></switch>',
        f'<a xlink:href="#top">{SQUARE}</a><title>x</title><metadata><r xmlns="urn:r"/></metadata>',
        f'<x:namedview xmlns:x="urn:sodipodi"><x:grid/></x:namedview>{SQUARE}',
        '<rect width="50" height="50" fill="#c00000" filter="url(#f)" onclick="alert(1)"/>',
        '<rect width="50" height="50" style="fill:#c00000;filter:url(#f)"/>',
    ],
)  # fmt: skip
def test_what_drawing_programs_write_is_drawn(inner: str) -> None:
    image = draw(inner)
    assert image.getpixel((300, 300)) == (192, 0, 0, 255)
    assert image.getpixel((1100, 300))[3] == 0  # type: ignore[index]


def test_a_doctype_without_declarations_is_dropped() -> None:
    head = (
        b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x.invalid/d">'
    )
    assert "DOCTYPE" not in sanitise_svg("a.svg", head + svg(SQUARE)).text


def test_sizes_come_from_either() -> None:
    data = f'<svg {NS} width="30mm" height="60mm">{SQUARE}</svg>'.encode()
    drawing = sanitise_svg("a.svg", data)
    assert (drawing.width, drawing.height) == (720, 1440)
    for size in ("", 'width="100%" height="100%"', 'viewBox="0 0 0 5"', 'viewBox="nan 0 5 5"'):
        with pytest.raises(ImageProblem) as caught:
            sanitise_svg("a.svg", f"<svg {NS} {size}>{SQUARE}</svg>".encode())
        assert caught.value.code == "image-unreadable"


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<foreignObject><p>x</p></foreignObject>", "<foreignObject>"),
        ('<image href="file:///etc/passwd"/>', "<image>"),
        ('<image xlink:href="data:image/png;base64,AAAA"/>', "<image>"),
        ('<iframe src="http://x.invalid"/>', "<iframe>"),
        ('<pattern id="p"/>', "<pattern>"),
        ('<use href="/etc/passwd#a"/>', "a reference out of itself"),
        ('<use xlink:href="http://x.invalid/a.svg#b"/>', "a reference out of itself"),
        ('<use xlink:href="data:image/svg+xml,x#b"/>', "a reference out of itself"),
        ('<rect fill="url(http://x.invalid/#a)"/>', "a reference out of itself"),
        ("<rect style=\"fill:URL( '//x.invalid/#a' )\"/>", "a reference out of itself"),
        ("<style>@import 'http://x.invalid/a.css';</style>", "a style from outside"),
        ("<style>@IMPORT url(#a);</style>", "a style from outside"),
        ("<style>@im/**/port; .a{fill:url(x)}</style>", "a reference out of itself"),
        ("<style>.a{fill:u\\72 l(http://x.invalid)}</style>", "escapes in its style"),
        ("<style>@font-face{font-family:a;src:url(a.ttf)}</style>", "a reference out of itself"),
        ("<style><![CDATA[.a{fill:url(x)}]]></style>", "a reference out of itself"),
        ("<style>*{mask:url(#m)}</style><mask id='m'/>", "a style that masks"),
        ('<g id="a"><use href="#a"/></g>', "references that run in a circle"),
        ('<mask id="a"><g mask="url(#a)"/></mask><g mask="url(#a)"/>', "references that run"),
    ],
)
def test_what_is_refused(inner: str, found: str, put: Put, look: Look) -> None:
    with pytest.raises(ImageProblem) as caught:
        look(put("logo.svg", svg(inner)))
    assert caught.value.code == "image-format"
    assert f"an SVG with {found}" in caught.value.params["found"]


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]>',
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://x.invalid/d"> %x;]>',
        '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>',
    ],
)
def test_declarations_are_refused(head: str, put: Put, look: Look) -> None:
    with pytest.raises(ImageProblem) as caught:
        look(put("logo.svg", head.encode() + svg(SQUARE)))
    assert caught.value.code == "image-format"


def test_handlers_and_foreign_attributes_are_not_written() -> None:
    more = 'onload="alert(1)" xml:base="http://x.invalid/" xmlns:e="urn:e" e:x="1"'
    text = sanitise_svg("a.svg", svg(SQUARE, more=more)).text
    assert "alert" not in text
    assert "invalid" not in text
    assert "urn:e" not in text


def test_values_are_escaped_anew() -> None:
    text = sanitise_svg("a.svg", svg('<text id="&quot;&lt;script&gt;">&lt;script&gt;</text>')).text
    assert "<script>" not in text
    assert 'id="&quot;&lt;script&gt;"' in text


def test_no_local_file_is_read(
    root: Path, put: Put, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The renderer does read local pictures, so neither wall before it may have a gap."""
    planted = root / put("planted.png", encode(plain(50, 50, "#ff0000"), "PNG"))
    monkeypatch.chdir(planted.parent)
    for href in ("planted.png", "./planted.png", str(planted), planted.as_uri()):
        text = svg(f'<image width="100" height="50" xlink:href="{href}"/>')
        with pytest.raises(ImageProblem):
            look(put("logo.svg", text))
        with pytest.raises(ValueError, match="not sanitised"):
            rasterise_svg(Drawing(text.decode(), 100, 50))
    # Other elements that point to a file draw nothing of it.
    for inner in (
        '<use xlink:href="planted.png"/>',
        '<style>@import "planted.png"</style><rect width="9" height="9" fill="url(planted.png)"/>',
    ):
        data = rasterise_svg(Drawing(svg(inner).decode(), 100, 50))
        with Image.open(BytesIO(data)) as image:
            colours = {pixel for _, pixel in image.convert("RGBA").getcolors() or []}
        assert (255, 0, 0, 255) not in colours


def billion_laughs(levels: int = 12, times: int = 10) -> str:
    groups = ['<g id="l0"><path d="M0 0h9v9z"/></g>']
    for level in range(1, levels):
        uses = f'<use href="#l{level - 1}"/>' * times
        groups.append(f'<g id="l{level}">{uses}</g>')
    return "<defs>" + "".join(groups) + f'</defs><use href="#l{levels - 1}"/>'


def nested_masks(levels: int = 12, times: int = 10) -> str:
    rules = "".join(f".m{level}{{mask:url(#k{level})}}" for level in range(levels))
    masks = "".join(
        f'<mask id="k{level}">' + f'<g class="m{level - 1}"><path d="M0 0h9v9z"/></g>' * times
        + "</mask>"
        for level in range(levels)
    )  # fmt: skip
    return f'<style>{rules}</style>{masks}<g class="m{levels - 1}">{SQUARE}</g>'


@pytest.mark.parametrize(
    "inner",
    [
        billion_laughs(),
        nested_masks(),
        "<g>" * 40 + "</g>" * 40,
        "<g>" * 100_000,
        SQUARE * 6_000,
        f'<path id="p" d="{"M0 0h1" * 10_000}"/>' + '<use href="#p"/>' * 200,
    ],
    ids=["uses", "masks", "deep", "very deep", "many", "heavy"],
)
def test_drawings_without_measure(
    inner: str, put: Put, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are weighed before anybody draws them."""
    monkeypatch.setattr("resvg_py.svg_to_bytes", lambda *_, **__: pytest.fail("it was drawn"))
    path = put("logo.svg", svg(inner))

    def refused() -> None:
        with pytest.raises(ImageProblem) as caught:
            look(path)
        assert caught.value.code == "image-too-large"
        assert caught.value.params["hint"] == "drawing"

    assert count_calls(refused) < 1_000_000


def test_a_drawing_of_too_many_bytes(put: Put, look: Look) -> None:
    with pytest.raises(ImageProblem) as caught:
        look(put("logo.svg", svg(f"<!--{'x' * 1_100_000}-->")))
    assert caught.value.code == "image-too-large"


def test_what_overflowed_the_stack_of_the_renderer() -> None:
    drawing = sanitise_svg("a.svg", svg(f'<path d="M0 0h9v9{"z" * 300_000}{" Z" * 300_000}"/>'))
    assert len(drawing.text) < 200
    assert rasterise_svg(drawing)


def test_an_extreme_shape_stays_small() -> None:
    drawing = sanitise_svg("a.svg", svg(SQUARE, box="0 0 1 1000000"))
    assert (drawing.width, drawing.height) == (1, 1440)


@pytest.mark.parametrize(
    "data",
    [
        svg("<g>"),
        svg("&nope;"),
        b"<?xml version='1.0' encoding='klingon'?><svg/>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><rect a='1' a='2'/></svg>",
        svg("\x00"),
        svg(SQUARE).replace(b"#c00000", b"\xff\xfe"),
    ],
)
def test_broken_xml(data: bytes, put: Put, look: Look) -> None:
    with pytest.raises(ImageProblem) as caught:
        look(put("logo.svg", data))
    assert caught.value.code == "image-unreadable"


def test_utf16_is_read(put: Put, look: Look) -> None:
    text = '<?xml version="1.0" encoding="utf-16"?>' + svg(SQUARE).decode()
    assert look(put("logo.svg", text.encode("utf-16"))).format == "SVG"
