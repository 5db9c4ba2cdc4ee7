"""Folders that would not work without a network, each refused with its own message."""

import pytest

from catalog.booth.proof import Finding, prove, refuse, style_urls
from catalog.core.errors import CatalogError


def put(top, files):
    for path, text in files.items():
        target = top / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return top


GOOD = {
    "index.html": '<meta http-equiv="refresh" content="0; url=en/index.html#attract">'
    '<a href="en/index.html">en</a>',
    "en/index.html": '<link rel="stylesheet" href="../s.css"><script src="../s.js"></script>'
    '<img src="../m/a.webp" srcset="../m/a.webp 1w, ../m/a.webp 2w"><a href="#x">x</a>'
    '<a href="index.html?q=%E5%BA%86#x">q</a><form action="../en/index.html"></form>'
    '<img src="data:image/png;base64,AA"><p style="background:url(../m/a.webp)">http://text</p>'
    '<!-- <img src="//x"> -->',
    "s.css": "a{background:url(m/a.webp)}/* url(//x) */b{mask:url(#m)}",
    "s.js": "// https://comments.are.fine",
    "m/a.webp": "",
    "m/cover.svg": '<svg xmlns="http://www.w3.org/2000/svg"><image href="a.webp"/></svg>',
}


def test_a_folder_that_stands_alone(tmp_path):
    assert prove(put(tmp_path, GOOD)) == []


BAD = [
    ("loads", "en/x.html", '<img src="https://example.com/a.png">', "https://example.com/a.png"),
    ("loads", "en/x.html", '<img srcset="../m/a.webp 1x, //e.com/a 2x">', "//e.com/a"),
    ("loads", "en/x.html", '<script src="//e.com/s.js"></script>', "//e.com/s.js"),
    ("loads", "en/x.html", "<LINK REL=stylesheet HREF=http://e.com/s.css>", "http://e.com/s.css"),
    ("loads", "en/x.html", '<link rel="preconnect" href="https://e.com">', "https://e.com"),
    ("loads", "en/x.html", '<iframe src="https://e.com/"></iframe>', "https://e.com/"),
    ("loads", "en/x.html", '<base href="https://e.com/">', "https://e.com/"),
    ("loads", "en/x.html", "<p style=\"background:URL( '//e.com/a' )\">", "//e.com/a"),
    ("loads", "en/x.html", "<style>@import '//e.com/a.css';</style>", "//e.com/a.css"),
    ("loads", "x.css", "@import 'https://e.com/a.css';", "https://e.com/a.css"),
    ("loads", "x.css", "@font-face{src:url(https://e.com/f.woff2)}", "https://e.com/f.woff2"),
    ("loads", "x.svg", '<svg><use xlink:href="https://e.com/a#b"/></svg>', "https://e.com/a#b"),
    ("absolute", "en/x.html", '<a href="/en/index.html">x</a>', "/en/index.html"),
    ("absolute", "en/x.html", '<img src="file:///C:/a.png">', "file:///C:/a.png"),
    ("absolute", "en/x.html", '<img src="C:\\a.png">', "C:\\a.png"),
    ("absolute", "en/x.html", '<a href="..\\index.html">x</a>', "..\\index.html"),
    ("absolute", "en/x.html", '<a href="../../index.html">x</a>', "../../index.html"),
    ("missing", "en/x.html", '<a href="none/index.html">x</a>', "none/index.html"),
    ("missing", "en/x.html", '<a href="INDEX.html">x</a>', "INDEX.html"),
    ("missing", "x.css", "a{background:url(gone.webp)}", "gone.webp"),
    ("folder", "en/x.html", '<a href="../">x</a>', "../"),
    ("folder", "en/x.html", '<form action="../en/">', "../en/"),
    ("outside", "en/x.html", '<a href="https://example.com/">x</a>', "https://example.com/"),
    ("outside", "en/x.html", '<a href="mailto:a@example.com">x</a>', "mailto:a@example.com"),
    ("outside", "en/x.html", '<a href="&#106;avascript:x()">x</a>', "javascript:x()"),
    ("outside", "en/x.html", '<form action="https://e.com/">', "https://e.com/"),
    (
        "outside",
        "en/x.html",
        '<meta http-equiv="Refresh" content="0;URL=\'https://e.com/\'">',
        "https://e.com/",
    ),
    (
        "code",
        "en/x.html",
        '<p data-booth-out="https://odd.example.com">',
        "https://odd.example.com",
    ),
    ("engines", "en/x.html", '<link rel="canonical" href="https://e.com/">', "https://e.com/"),
    ("engines", "en/x.html", '<meta property="og:title" content="x">', "og:title"),
    ("script", "en/x.html", "<script>x()</script>", "text/javascript"),
    ("script", "en/x.html", '<p onclick="x()">', "onclick"),
    ("name", "en/a b.html", "", "en/a b.html"),
    ("name", "en/庆.html", "", "en/庆.html"),
    ("name", "en/con.html", "", "en/con.html"),
    ("name", "EN/index.html", "", "EN/index.html"),
    ("name", f"{'a' * 181}", "", "a" * 181),
]


@pytest.mark.parametrize(("rule", "path", "text", "value"), BAD)
def test_a_bad_folder_is_refused(tmp_path, rule, path, text, value):
    found = prove(put(tmp_path, GOOD | {path: text}), lambda url: url == "https://example.com/")
    if rule == "name":
        assert [f.rule for f in found] == ["name"]
    else:
        assert found == [Finding(rule, path, value)]
    with pytest.raises(CatalogError) as caught:
        refuse(found)
    assert "without a network" in caught.value.message
    assert caught.value.remedy


def test_only_the_first_of_many_are_named():
    many = [Finding("missing", f"{n}.html", "x") for n in range(9)]
    with pytest.raises(CatalogError, match=r"… and 6 more") as caught:
        refuse([*many, Finding("outside", "a.html", "https://e.com/")])
    assert "a.html: a link out of the booth: https://e.com/" in caught.value.message
    refuse([])


def test_several_processes_find_the_same(tmp_path):
    pages = {f"p{n}.html": '<a href="gone.html">x</a>' for n in range(700)}
    found = prove(put(tmp_path, pages), None, jobs=2)
    assert len(found) == 700


def test_addresses_of_styles():
    assert style_urls("a{b:url(x) url( 'y' )}@import \"z\";") == ["x", "y", "z"]
