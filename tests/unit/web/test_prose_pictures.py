"""The organizers' pages: their pictures are derived, and only harmless HTML is published."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from markdown import markdown

from catalog.media.images import Derivative, Picture
from catalog.models.prose import ProseSource
from catalog.reading.content import read_content
from catalog.reading.yaml import MAX_BYTES
from catalog.web.frame import build_frame
from catalog.web.frame.prose_pictures import pictures_of, place_pictures
from tests.unit.frames import ROOT, frame_inputs

FOLDER = "editions/2026/pages/en"


def page(text, line=1):
    return ProseSource("visit", "en", "Visit", text, path=f"{FOLDER}/visit.md", line=line)


def picture(path, *widths):
    stem = path.rsplit("/", 1)[-1].split(".")[0]
    sizes = tuple(Derivative(w, w // 2, f"{stem}-1-{w}.webp") for w in widths)
    return Picture(f"{FOLDER}/{path}", 2000, 1000, sizes, "#102030")


NAMED = [
    ("![The hall](hall.jpg)", ["hall.jpg"]),
    ('![](a.png) and ![b](<b c.png> "Title")', ["a.png", "b c.png"]),
    (
        "![a](my%20hall.jpg) ![b](%E5%9B%BE.png) ![c](100%.png)",
        ["my hall.jpg", "图.png", "100%.png"],
    ),
    ("[a link](hall.jpg), `![code](x.png)`, ``![`](y.png)``", []),
    ("```\n![fenced](x.png)\n```\n\n![out](y.png)", ["y.png"]),
    ("![reference][hall]\n\n[hall]: hall.jpg", []),
]


@pytest.mark.parametrize(("text", "paths"), NAMED)
def test_pictures_are_found_where_they_are_meant(text, paths):
    found = [named.path for named in pictures_of(page(text))]
    assert found == [f"{FOLDER}/{path}" for path in paths]


# Each would take minutes if anything in it were looked at again for each sign.
LONG = [
    "![" * 120_000,
    "![](" * 20_000,
    "![a](b " + " " * 200_000,
    "![a](b" * 15_000,
    '![a](b "' * 30_000,
    "".join("`" * n + " " for n in range(700)),
    "".join("`" * n + " " for n in range(700, 0, -1)),
    "".join("~" * n + "\n" for n in range(700, 2, -1)),
    "`a\n\n" * 60_000,
    "[" * 240_000,
    "![" + " \n" * 100_000,
]


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_long_texts_are_looked_through_once(text):
    assert place_pictures(page(text), {}).markdown == text
    assert not list(pictures_of(page(text)))


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("a ` b\n\n![x](x.png)\n\nc ` d", ["x.png"]),  # code ends with its paragraph
        ("```\n![a](a.png)\n~~~\n````\n![b](b.png)", ["b.png"]),
        ("~~~~\n![a](a.png)\n~~~\n![b](b.png)\n~~~~", []),
        ("```\n![a](a.png)", ["a.png"]),  # never closed
        ("![a\nb](c.png) ![d](e.png)![f](g.png)", ["e.png", "g.png"]),
    ],
)
def test_what_is_code_is_known(text, paths):
    assert [n.path for n in pictures_of(page(text))] == [f"{FOLDER}/{path}" for path in paths]


OUTSIDE = [
    ("![map](../maps/hall.png)", "editions/2026/pages/maps/hall.png"),
    ("![up](%2e%2e/%2e%2e/%2e%2e/x.png)", "editions/x.png"),
    ("![top](/etc/x.png)", "/etc/x.png"),
    ("![data](data:image/png;base64,AA==)", f"{FOLDER}/data:image/png;base64,AA=="),
]


@pytest.mark.parametrize(("text", "path"), OUTSIDE)
def test_a_path_says_where_it_leads(text, path):
    """So that the gate sees it: it lets nothing out of the edition's folder."""
    assert [named.path for named in pictures_of(page(text))] == [path]


def test_a_picture_tells_its_line():
    (found,) = pictures_of(page("\n\ntext\n![x](x.png)\n", line=5))
    assert (found.file, found.line) == (f"{FOLDER}/visit.md", 8)


def test_a_picture_comes_in_all_widths_and_keeps_its_words():
    text = 'See ![The *hall* of "A" & B](hall.jpg "East [side]") and ![gone](gone.jpg).'
    known = {f"{FOLDER}/hall.jpg": picture("hall.jpg", 360, 720)}
    placed = place_pictures(page(text), known).markdown
    html = markdown(placed, extensions=["catalog.web.frame.sanitize", "attr_list", "md_in_html"])
    assert 'src="../../media/hall-1-720.webp"' in html
    assert 'srcset="../../media/hall-1-360.webp 360w,../../media/hall-1-720.webp 720w"' in html
    assert 'alt="The *hall* of &quot;A&quot; &amp; B" title="East [side]"' in html
    assert 'width="720" height="360"' in html
    assert html.endswith("and gone.</p>")


HOSTILE = [
    "<script>alert(1)</script>",
    '<p onclick="alert(1)">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    '<iframe src="https://example.com/"></iframe>',
    '<form action="https://example.com/"><input name="a"></form>',
    '<img src="https://example.com/pixel.gif">',
    '<img src="//example.com/pixel.gif" srcset="//example.com/a 1x">',
    "![x](https://example.com/pixel.gif)",
    '<img src="ht&#10;tps://example.com/pixel.gif">',
    '<img src="&#1;https://example.com/pixel.gif">',
    '<img src="/&#9;/example.com/pixel.gif" srcset="a.png 1x,h&#13;ttps://example.com/a 2x">',
    '<p style="position:fixed;inset:0">x</p>',
    "<style>body{display:none}</style>",
    '<svg onload="alert(1)"></svg>',
    '<base href="https://example.com/">',
    '<meta http-equiv="refresh" content="0; url=https://example.com/">',
    '# Heading {: onclick="alert(1)" }',
    '<div markdown="1"><object data="x"></object>**strong**</div>',
    '<a href="&#1;javascript:alert(1)">x</a>',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_only_harmless_html_passes(text):
    html = markdown(
        text, extensions=["attr_list", "md_in_html", "tables", "catalog.web.frame.sanitize"]
    )
    for word in ("alert", "example.com", "style", "<object", "<form", "<svg", "display"):
        assert word not in html


@pytest.mark.parametrize(
    ("written", "href"),
    [
        ("../works/?q=a#b", "../works/?q=a#b"),
        (" tel:+8610 ", "tel:+8610"),
        ("&#1;//example.org/a", None),
        ("/&#9;/example.org/a", None),
        ("&#92;&#92;example.org&#92;a", None),
        ("&#1;//[", None),
        ("/&#10;/[x", None),
        ("http://[x", None),
    ],
)
def test_links_mean_the_same_to_everybody(written, href):
    html = markdown(f'<a href="{written}">x</a>', extensions=["catalog.web.frame.sanitize"])
    assert html == (f'<p><a href="{href}">x</a></p>' if href else "<p><a>x</a></p>")


def test_what_markdown_makes_passes():
    text = "\n".join(
        (
            "## Head {: #own .wide }",
            "",
            "| a | b |",
            "|---|--:|",
            "| 1 | 2 |",
            "",
            "!!! note",
            "    Hello[^1] [mail](mailto:a@example.com) [there](../trains/#x)",
            "",
            "Term",
            ":   What it is",
            "",
            "[^1]: Foot",
        )
    )
    names = ["abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables"]
    html = markdown(text, extensions=[*names, "catalog.web.frame.sanitize"])
    for part in (
        '<h2 class="wide" id="own">Head</h2>',
        '<td style="text-align:right">2</td>',
        '<div class="admonition note">',
        '<a href="mailto:a@example.com">mail</a>',
        '<a href="../trains/#x">there</a>',
        "<dt>Term</dt>",
        'href="#fn:1"',
    ):
        assert part in html, html


def test_the_gate_stands_in_every_build(tmp_path: Path):
    from catalog.web.frame import Prose

    text = "# Visit\n\n<script>alert(1)</script>\n\n<b onclick='alert(1)'>Come</b>\n"
    frame = build_frame(frame_inputs("en", (), (Prose("visit.md", text, "Visit"),)), tmp_path)
    visit = frame.prose["visit/"].decode()
    assert "alert" not in visit
    assert "<b>Come</b>" in visit


def test_front_matter_counts(tmp_path: Path):
    folder = tmp_path / "editions" / "2026" / "pages" / "en"
    folder.mkdir(parents=True)
    (folder / "visit.md").write_text("---\ntitle: Visit\norder: 2\n---\n![x](x.png)\n")
    for name in ("catalog.yml", "editions/2026/edition.yml"):
        source = ROOT / "tests" / "fixtures" / "toy_fair" / name
        found = source if source.is_file() else next(source.parents[1].rglob("edition.yml"))
        text = found.read_text(encoding="utf-8")
        (tmp_path / name).write_text(text, encoding="utf-8")
    content = read_content(tmp_path, "2026", locales=ROOT / "theme" / "locales")
    ((named,),) = [list(pictures_of(one)) for one in content.prose]
    assert (named.path, named.line) == ("editions/2026/pages/en/x.png", 5)


def read_pages(content):
    found = read_content(content, "2026", locales=ROOT / "theme" / "locales")
    told = {
        p.path: (p.code, p.hint) for p in found.problems if "pages" in p.path or "visit" in p.path
    }
    return [(page.lang, page.name) for page in found.prose], told


@pytest.fixture
def content(tmp_path):
    """A content folder of one edition without pages; and what must not be published beside it."""
    top = tmp_path / "content"
    (top / FOLDER).mkdir(parents=True)
    (top / "catalog.yml").write_text(
        "name: A\nurl: https://example.org/\nedition: '2026'\n"
        "languages: [en]\nsource_language: en\n"
    )
    (top / "editions/2026/edition.yml").write_text(
        "name: A\nstart: 2026-05-01\nend: 2026-05-02\ntimezone: Asia/Shanghai\n"
        "venue: {name: B}\nlanguages: [en]\n"
    )
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.md").write_text("# Secret")
    return top


def test_only_ordinary_pages_are_read(content):
    folder = content / FOLDER
    (folder / "visit.md").write_bytes(b"# Visit\r\n\r\ntext")
    (folder / "linked.md").symlink_to(content.parent / "outside/secret.md")
    (folder / "inside.md").symlink_to("visit.md")
    (folder / "loop.md").symlink_to("loop.md")
    os.mkfifo(folder / "pipe.md")
    (folder / "folder.md").mkdir()
    (folder / "large.md").write_bytes(b"x" * (MAX_BYTES + 1))
    (folder / "latin.md").write_bytes(b"caf\xe9")
    (folder / "con.md").write_text("# Con")
    pages, told = read_pages(content)
    assert pages == [("en", "visit")]
    unreadable = ("unreadable-file", "")
    assert told == {
        f"{FOLDER}/linked.md": unreadable,
        f"{FOLDER}/inside.md": unreadable,
        f"{FOLDER}/loop.md": unreadable,
        f"{FOLDER}/pipe.md": unreadable,
        f"{FOLDER}/folder.md": unreadable,
        f"{FOLDER}/large.md": ("file-too-large", ""),
        f"{FOLDER}/latin.md": ("not-utf8", ""),
        f"{FOLDER}/con.md": ("bad-name", "windows"),
    }


@pytest.mark.parametrize("place", ["editions", "editions/2026", f"{FOLDER}/..", FOLDER])
def test_no_linked_folder_publishes_what_lies_outside(place, content):
    """Whichever folder on the way to the pages is a link."""
    (content / FOLDER / "visit.md").write_text("# Visit")
    assert len(read_pages(content)[0]) == 1
    moved = content.parent / "moved"
    target = Path(os.path.normpath(content / place))
    target.rename(moved)
    target.symlink_to(moved, target_is_directory=True)
    found = read_content(content, "2026", locales=ROOT / "theme" / "locales")
    assert found.prose == []
    where = target.relative_to(content).as_posix()
    assert [p.hint for p in found.problems if p.path == where] == ["folder"]


def test_no_page_vanishes_without_a_word(content):
    places = {
        f"{FOLDER}/visit.md": None,
        f"{FOLDER}/README.md": None,
        "README.md": None,
        f"{FOLDER}/visit.markdown": "",
        f"{FOLDER}/Other.MD": "",
        f"{FOLDER}/other.md.txt": "",
        f"{FOLDER}/more/visit.md": "",
        "editions/2026/visit.md": "",
        "editions/2026/pages/visit.md": "",
        "editions/2026/page/en/visit.md": "",
        "editions/2026/pages/english/visit.md": "language",
        "pages/en/visit.md": "",
    }
    for path in places:
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text("# Visit")
    pages, told = read_pages(content)
    assert pages == [("en", "visit")]
    expected = {p: ("misplaced-page", hint) for p, hint in places.items() if hint is not None}
    assert told == expected
