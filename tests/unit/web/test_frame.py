"""The frame: what MkDocs makes of the theme, and what we keep of it."""

import gzip
import os
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

import pytest

from catalog.booth.interface_texts import WORDS
from catalog.core.errors import CatalogError
from catalog.web import frame as room
from catalog.web.frame import FrameInputs, Prose, ShellSpec
from tests.unit.frames import LANGUAGES, ROOT, frame_inputs

HOME, WORK = ShellSpec("home", 0), ShellSpec("works", 3)
VISIT = "# Getting here\n\nBy [metro](trains.md#line-12).\n\n## One\n\n## Two\n\n## Three\n"
TRAINS = "## Line 12\n\n!!! note\n    Hello\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
PROSE = (
    Prose("visit.md", VISIT, "Getting here", "How to come", '<link rel="canonical" href="x">'),
    Prose("trains.md", TRAINS, "Trains", lang="en", dir="ltr", mark="Only in English."),
)


class Page(HTMLParser):
    """Tags of a page in their order, with what they refer to."""

    def __init__(self, html: bytes | str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inline: list[str] = []
        self.inside = ""
        self.feed(html.decode() if isinstance(html, bytes) else html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside in {"script", "style"} and data.strip():
            self.inline.append(data)

    def values(self, tag: str, attribute: str) -> list[str]:
        return [a[attribute] or "" for t, a in self.tags if t == tag and attribute in a]

    def loads(self) -> list[str]:
        """What a browser fetches by itself."""
        links = [
            a["href"] or "" for t, a in self.tags if t == "link" and a.get("rel") != "canonical"
        ]
        return links + [s for tag in ("script", "img") for s in self.values(tag, "src")]


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> dict[str, room.Frame]:
    scratch = tmp_path_factory.mktemp("scratch")
    return {
        language["tag"]: room.build_frame(
            frame_inputs(language["tag"], (HOME, WORK), PROSE), scratch
        )
        for language in LANGUAGES
    }


def all_pages(frame: room.Frame) -> dict[str, Page]:
    """Every page of a frame by where it is served, seen from the root of the output."""
    return {
        "2026/en/": Page(frame.shells[HOME]),
        "2026/en/works/c/w/": Page(frame.shells[WORK]),
        **{f"2026/en/{url}": Page(html) for url, html in frame.prose.items()},
        "": Page(frame.chooser),
        "404": Page(frame.not_found),
    }


def resolve(base: str, link: str) -> str:
    if link.startswith("/"):
        assert link.startswith("/fair/")
        return link.removeprefix("/fair/")
    path: list[str] = [part for part in base.split("/") if part]
    for part in link.split("/")[:-1]:
        if part == "..":
            path.pop()  # an IndexError here: the link leads out of the output
        elif part != ".":
            path.append(part)
    return "/".join([*path, link.split("/")[-1]])


def test_importing_costs_no_mkdocs() -> None:
    code = "import sys, catalog.web.frame.stamp; sys.exit('mkdocs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize(
    ("lang", "start"),
    [
        ("zh-Hans", '<html lang="zh-Hans" dir="ltr"'),
        ("en", '<html lang="en" dir="ltr"'),
        ("ar", '<html lang="ar" dir="rtl"'),
    ],
)
def test_pages_say_their_language_and_direction(
    frames: dict[str, room.Frame], lang: str, start: str
) -> None:
    frame = frames[lang]
    pages = [*frame.shells.values(), *(html.decode() for html in frame.prose.values())]
    assert all(page.startswith("<!doctype html>\n" + start) for page in pages)


def test_pages_load_only_shared_assets_that_exist(frames: dict[str, room.Frame]) -> None:
    for base, page in all_pages(frames["en"]).items():
        # catalog/web/app.py makes the manifest
        loads = [a for a in page.loads() if resolve(base, a) != "2026/en/app.webmanifest"]
        assert len(loads) >= 4, base  # scheme, sign, style, script
        for link in loads:
            folder, name = resolve(base, link).rsplit("/", 1)
            assert folder == "2026/assets", (base, link)
            assert name in frames["en"].assets


def test_policy_comes_first_and_nothing_runs_inline(frames: dict[str, room.Frame]) -> None:
    script_src = re.search("script-src ([^;]*)", room.POLICY)
    assert script_src
    assert script_src[1] == "'self'"
    for base, page in all_pages(frames["en"]).items():
        names = [tag for tag, _ in page.tags]
        policy = page.tags[names.index("head") + 2][1]
        assert policy["http-equiv"] == "Content-Security-Policy", base
        assert policy["content"] == room.POLICY
        assert page.inline == [], base
        assert "style" not in names
        assert not [a for _, attrs in page.tags for a in attrs if a.startswith("on")], base


def test_policy_can_be_replaced(tmp_path: Path) -> None:
    inputs = frame_inputs("en", (HOME,))
    other = replace(inputs, data={**inputs.data, "policy": "default-src file:"})
    none = replace(inputs, data={**inputs.data, "policy": ""})
    shell = room.build_frame(other, tmp_path).shells[HOME]
    assert 'content="default-src file:"' in shell
    assert "Content-Security-Policy" not in room.build_frame(none, tmp_path).shells[HOME]


def test_only_pages_of_the_web_are_an_app(frames: dict[str, room.Frame], tmp_path: Path) -> None:
    inputs = frame_inputs("en", (HOME,))
    words = dict.fromkeys(WORDS, "word")
    booth = replace(inputs, data={**inputs.data, "booth": {"kind": "edition", "words": words}})
    assert 'rel="manifest" href="app.webmanifest"' in frames["en"].shells[HOME]
    kiosk = room.build_frame(booth, tmp_path).shells[HOME]
    for html in (kiosk, frames["en"].not_found.decode(), frames["en"].chooser.decode()):
        assert 'rel="manifest"' not in html


def test_an_edition_has_its_own_style_and_logo(
    frames: dict[str, room.Frame], tmp_path: Path
) -> None:
    inputs = frame_inputs("en", (HOME,))
    logo: room.Logo = {"path": "media/logo-360.webp", "width": 360, "height": 150}
    edition: room.Edition = {**inputs.data["edition"], "logo": logo}
    own = replace(inputs, data={**inputs.data, "style": ":root{--x:#123456}", "edition": edition})
    frame = room.build_frame(own, tmp_path)
    style = next(data for name, data in frame.assets.items() if re.match(r"frame-.*\.css", name))
    assert style.endswith(b"\n:root{--x:#123456}")  # wins over the theme's
    assert not any(data.endswith(b"#123456}") for data in frames["en"].assets.values())
    header = frame.shells[HOME].partition("</header>")[0]
    assert 'src="../media/logo-360.webp" width="360" height="150" alt=""' in header
    assert room.frame_key(own) != room.frame_key(inputs)


def test_language_menu_leads_to_the_same_page(frames: dict[str, room.Frame]) -> None:
    page = Page(frames["en"].shells[WORK])
    links = [a["href"] for _, a in page.tags if a.get("lang") == "ar"]
    assert links == ["../../../../ar/" + room.placeholder("path", frames["en"].mark)]
    prose = Page(frames["en"].prose["visit/"])
    links = [a["href"] for tag, a in prose.tags if tag == "a" and a.get("lang") == "zh-Hans"]
    assert links == ["../../zh-Hans/visit/"]


def test_menu_marks_its_section_and_footer_tells_what_is_invented(
    frames: dict[str, room.Frame],
) -> None:
    work, home = frames["en"].shells[WORK], frames["en"].shells[HOME]
    assert work.count('<a href="../../../works/" aria-current="true">') == 1  # there is one menu
    assert 'href="works/" aria-current' not in home
    for base, page in all_pages(frames["en"]).items():
        assert page.tags, base
    pages = [work, home, *(html.decode() for html in frames["en"].prose.values())]
    for html in [*pages, frames["en"].not_found.decode(), frames["en"].chooser.decode()]:
        assert "Stands are invented." in html
    assert 'href="https://example.com/?a=1&amp;b=2" rel="noopener nofollow"' in work
    assert 'href="./">Home' in home
    assert 'href="../../../">Home' in work


def test_texts_are_not_escaped_twice(frames: dict[str, room.Frame]) -> None:
    html = frames["en"].shells[HOME]
    assert "Toy &amp; Fair" in html
    assert "All toys &lt;b&gt;" in html
    assert "&amp;amp;" not in html
    assert "&amp;lt;" not in html


def test_prose_page_is_markdown_in_the_frame(frames: dict[str, room.Frame]) -> None:
    visit = frames["en"].prose["visit/"].decode()
    assert "<title>Getting here – Toys 2026</title>" in visit
    assert '<meta name="description" property="og:description" content="How to come">' in visit
    assert '<link rel="canonical" href="x">' in visit
    assert visit.count("<h1") == 1
    assert 'href="../trains/#line-12"' in visit
    assert '<a href="#two">Two</a>' in visit
    assert "sc-badge" not in visit


def test_fallback_prose_says_which_language_it_is_in(frames: dict[str, room.Frame]) -> None:
    trains = frames["ar"].prose["trains/"].decode()
    assert '<article class="md-typeset" lang="en" dir="ltr">' in trains
    assert re.search(r'<p class="sc-badge" lang="ar" dir="rtl">.*Only in English\.</p>', trains)
    assert "<h1>Trains</h1>" in trains
    assert "sc-outline" not in trains  # one heading needs no list of headings


def test_404_stands_at_any_depth(frames: dict[str, room.Frame]) -> None:
    page = Page(frames["en"].not_found)
    links = [link for link in page.values("a", "href") if not link.startswith("https://")]
    assert "#main" in links
    assert all(link.startswith("/fair/2026/") for link in links if link != "#main")
    for language in LANGUAGES:
        assert f"/fair/2026/{language['tag']}/" in links
    assert "没有这个页面。" in frames["en"].not_found.decode()


def test_chooser_leads_to_each_language(frames: dict[str, room.Frame]) -> None:
    links = Page(frames["en"].chooser).values("a", "href")
    assert links[1:] == ["2026/zh-Hans/", "2026/en/", "2026/ar/"]


def test_assets_are_few_and_lean(frames: dict[str, room.Frame]) -> None:
    assets = frames["en"].assets
    kinds = {PurePosixPath(name).suffix for name in assets}
    assert kinds == {".css", ".js", ".svg", ".txt"}
    assert not [name for name in assets if name.startswith(("bundle", "lunr", "main", "showcase"))]
    for name, data in assets.items():
        assert not re.search(rb"(url\(|src=|@import)[\"' ]*(https?:)?//", data), name
    (script,) = (data for name, data in assets.items() if re.match(r"frame-.*\.js", name))
    assert len(gzip.compress(script)) <= 7 * 1024


def test_one_script_differs_between_languages(frames: dict[str, room.Frame]) -> None:
    english, arabic = frames["en"].assets, frames["ar"].assets
    (own,) = english.keys() - arabic.keys()
    (other,) = arabic.keys() - english.keys()
    assert {own[:6], other[:6]} == {"frame-"}
    assert all(english[name] == arabic[name] for name in english.keys() & arabic.keys())
    assert b'"lang":"en"' in english[own]
    for name in re.findall(rb'"([^"]+\.(?:js|css))"', english[own].split(b"\n")[0]):
        assert name.decode() in english, name


def test_scratch_is_left_clean(tmp_path: Path) -> None:
    prose = (Prose("visit.md", "[x](gone.md) and [y](/abs/)", "Visit"),)
    frame = room.build_frame(frame_inputs("en", (HOME,), prose), tmp_path)
    assert frame.warnings == ()  # links are told before: see test_site_proving.py
    assert not list(tmp_path.iterdir())


def test_a_good_build_warns_of_nothing(frames: dict[str, room.Frame]) -> None:
    assert [frame.warnings for frame in frames.values()] == [(), (), ()]


@pytest.mark.parametrize("path", ["../visit.md", "/visit.md", "index.md", "visit.html"])
def test_impossible_prose_path_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(CatalogError, match="cannot be a page"):
        room.build_frame(frame_inputs("en", (HOME,), (Prose(path, "", "x"),)), tmp_path)


def test_two_pages_at_one_address_are_refused(tmp_path: Path) -> None:
    prose = (Prose("visit.md", "", "a"), Prose("visit.md", "", "b"))
    with pytest.raises(CatalogError, match="Two pages"):
        room.build_frame(frame_inputs("en", (), prose), tmp_path)


def test_unknown_setting_is_refused(tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config.write_text(text + "\nno_such_setting: 1\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    inputs = replace(frame_inputs("en", (HOME,)), config=config)
    with pytest.raises(CatalogError, match="no_such_setting"):
        room.build_frame(inputs, tmp_path / "scratch")


def test_missing_interface_text_is_a_bug(tmp_path: Path) -> None:
    inputs = frame_inputs("en", (HOME,))
    strings = {key: text for key, text in inputs.data["strings"].items() if key != "skip"}
    with pytest.raises(ValueError, match="skip"):
        room.build_frame(replace(inputs, data={**inputs.data, "strings": strings}), tmp_path)


def changed(inputs: FrameInputs, tmp_path: Path) -> dict[str, FrameInputs]:
    """The same inputs with one thing changed."""
    import shutil

    config, theme = tmp_path / "mkdocs.yml", tmp_path / "overrides"
    config.write_text(inputs.config.read_text(encoding="utf-8") + "\n# more\n", encoding="utf-8")
    shutil.copytree(inputs.theme, theme)
    (theme / "partials" / "footer.html").write_text("<i></i>", encoding="utf-8")
    return {
        "config": replace(inputs, config=config),
        "theme": replace(inputs, theme=theme),
        "data": replace(inputs, data={**inputs.data, "base": "/"}),
        "shells": replace(inputs, shells=(HOME, WORK)),
        "prose": replace(inputs, prose=PROSE[:1]),
    }


def test_frames_that_nobody_asks_for_are_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.core.cache.forgotten_before", lambda _cache, *_: 1000.0)
    frame = room.Frame({}, {}, b"", b"", {})
    for key in ("asked", "forgotten"):
        room.write_frame(tmp_path, key, frame)
    for file in tmp_path.iterdir():
        os.utime(file, (0, 0))
    assert room.read_frame(tmp_path, "asked") == frame
    room.write_frame(tmp_path, "new", frame)
    assert {file.stem for file in tmp_path.iterdir()} == {"asked", "new"}


def test_a_scratch_folder_may_be_told_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert room.build_frame(frame_inputs("en", (HOME,)), Path("scratch")).shells
    assert list((tmp_path / "scratch").iterdir()) == []


def test_key_tells_all_inputs_apart(tmp_path: Path) -> None:
    inputs = frame_inputs("en", (HOME,))
    keys = {name: room.frame_key(other) for name, other in changed(inputs, tmp_path).items()}
    keys["same"] = room.frame_key(inputs)
    assert len(set(keys.values())) == len(keys)
    assert room.frame_key(pickle.loads(pickle.dumps(inputs))) == keys["same"]


def test_frame_comes_back_from_the_cache(frames: dict[str, room.Frame], tmp_path: Path) -> None:
    cache = tmp_path / "frames"
    assert room.read_frame(cache, "k") is None
    room.write_frame(cache, "k", frames["ar"])
    assert room.read_frame(cache, "k") == frames["ar"]
    assert [file.name for file in cache.iterdir()] == ["k.frame"]


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "folder"])
def test_damaged_cache_is_ignored(
    frames: dict[str, room.Frame], tmp_path: Path, damage: str
) -> None:
    room.write_frame(tmp_path, "k", frames["en"])
    file = tmp_path / "k.frame"
    data = file.read_bytes()
    if damage == "folder":
        file.unlink()
        file.mkdir()
    else:
        spoilt = {"cut": data[:-1], "flip": data[:500] + b"?" + data[501:], "empty": b""}
        file.write_bytes(spoilt[damage])
    assert room.read_frame(tmp_path, "k") is None


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh-Hans", "zh"),
        ("zh-Hans-HK", "zh"),
        ("zh", "zh"),
        ("zh-Hant", "zh-Hant"),
        ("zh-TW", "zh-Hant"),
        ("en-GB", "en"),
        ("pt-BR", "pt-BR"),
        ("pt", "pt"),
        ("ja", "ja"),
        ("ar", "ar"),
        ("fa-IR", "fa"),
        ("tlh", "en"),
    ],
)
def test_material_spelling(tag: str, language: str) -> None:
    assert room.material_language(tag) == language


def test_plain_mkdocs_build_succeeds(tmp_path: Path) -> None:
    """`mkdocs build` on our mkdocs.yml, without a frame; its stylesheets are those installed."""
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"NO_MKDOCS_2_WARNING": "1"},
    )
    assert run.returncode == 0, run.stderr
    page = Page((tmp_path / "index.html").read_bytes())
    assert page.inline == []
    for link in page.loads():
        assert (tmp_path / link).is_file(), f"{link}: name the installed one in mkdocs.yml"
