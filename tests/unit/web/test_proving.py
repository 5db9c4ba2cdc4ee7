"""Whatever the organizers' Markdown does to the engine: the page is set aside, the rest is made."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.core.errors import CatalogError
from catalog.models.prose import ProseSource
from catalog.web.frame import (
    Bounds,
    DeadLink,
    Proof,
    Prose,
    ShellSpec,
    build_frame,
    dead_anchors,
    prove_pages,
)
from catalog.web.frame import proving as module
from catalog.web.frame.prose_pictures import prove_prose
from catalog.web.frame.stamp import Shell
from tests.unit.frames import ROOT, frame_inputs
from tests.unit.markdown_texts import TEXTS

CONFIG, THEME = ROOT / "mkdocs.yml", ROOT / "theme" / "overrides"
HOME = ShellSpec("home", 0)
FRAME_TAGS = {
    *("html", "head", "meta", "title", "script", "link", "body", "a", "header", "button", "img"),
    *("span", "small", "nav", "ul", "li", "details", "summary", "div", "main"),
}

# Text → why it cannot be published, "" where it can.
KILLERS = {
    "marked section": ("<![x[", "engine"),
    "declaration": ("text\n\n<![", "engine"),
    "address": ("[x](http://[bad)", "engine"),
    "nested list": ("- " * 1000 + "a", "depth"),
    "usual list": ("\n".join("    " * n + "- a" for n in range(12)), ""),
    "quotes": (">" * 2000 + "a", ""),
    "abbreviation": ("*[A]: " + "b" * 1000 + "\n\n" + "A " * 20_000, "size"),
    "columns": ("|a" * 10_000 + "\n" + "|-" * 10_000 + "\n" + "|b" * 10_000, ""),
    "jinja": ("{{ config }} {% include 'main.html' %} {# x #}", ""),
    "snippet": ('--8<-- "catalog.yml"\n\n;--8<--\n', ""),
    "comment": ("a\n\n<!-- never closed\n\nb", ""),
    "attributes": (
        "# A\n\n## B {: id='\" onclick=\"x' }\n\n## C\n\n## D {: #main }",
        "",
    ),
    "front matter": ("---\ntemplate: 404.html\nhide: [toc]\n---\n\n# A", ""),
    "controls": ("a\x00b\x02wzxhzdk:0\x03c\x1b[31m\x7f\x85\u2028", ""),
    "footnotes": ("[^a] [^b]\n\n[^a]: x[^b]\n[^b]: y[^a]\n", ""),
    "details": ('<details markdown="1">\n<summary>a</summary>\n**b**\n', ""),
    "admonition": ('!!! note "a\n    b\n!!! \n??? x', ""),
    "unclosed": ("<div markdown='1'>\n<p markdown>\n<script>\n```\n~~~", ""),
    "words": ("ShellSlotTitleHere ShellSlotBodyHere", ""),
    "empty": ("", ""),
}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def prove(texts: list[str], cache: Path, **bounds: float) -> list[Proof]:
    pages = [(f"page-{n}", text) for n, text in enumerate(texts)]
    return prove_pages(pages, CONFIG, THEME, cache, Bounds(**bounds))  # type: ignore[arg-type]


def test_killers_are_set_aside_and_what_is_left_is_built(cache: Path, tmp_path: Path) -> None:
    proofs = prove([text for text, _ in KILLERS.values()], cache)
    got = {name: proof.reason for name, proof in zip(KILLERS, proofs, strict=True)}
    assert got == {name: reason for name, (_, reason) in KILLERS.items()}
    pages = build([text for text, reason in KILLERS.values() if not reason], tmp_path)
    assert all(is_whole(html) for html in pages)


def test_a_proof_says_where_it_fails(cache: Path) -> None:
    text = "# A\n\nb\n\nc <![x[ d\n\ne\n" + "f\n" * 40
    (proof,) = prove([text], cache)
    assert (proof.reason, proof.line) == ("engine", 5)


# ---- bounds -----------------------------------------------------------------------------


def other_settings(folder: Path, extension: str) -> Path:
    """The project's settings with one more extension, which is in the test's folder."""
    text = CONFIG.read_text(encoding="utf-8").replace(
        "markdown_extensions:\n", f"markdown_extensions:\n  - {extension}\n"
    )
    text = text.replace("docs_dir: docs", f"docs_dir: {folder}")
    config = folder / "mkdocs.yml"
    config.write_text(text, encoding="utf-8")
    return config


EXTENSION = """
import ctypes, os, time
from markdown import Extension
from markdown.preprocessors import Preprocessor

class Slow(Preprocessor):
    def run(self, lines):
        print("not an answer")
        if "forever" in lines:
            while True:
                pass
        if "waits" in lines:
            time.sleep(600)
        if "dies" in lines:
            os._exit(3)
        if "eats" in lines:
            return ["a" * 1024] * 10**9
        return lines

class It(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Slow(md), "slow", 100)

def makeExtension(**settings):
    return It(**settings)
"""


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "slow_extension.py").write_text(EXTENSION, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return other_settings(tmp_path, "slow_extension")


def test_work_without_end_is_ended(
    slow: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, give_up = [], module._Converter._give_up
    monkeypatch.setattr(
        module._Converter, "_give_up", lambda self: (clock.append(1), give_up(self))[1]
    )
    texts = ["one", "forever", "two", "dies", "eats", "three"]
    pages = [(f"page-{n}", text) for n, text in enumerate(texts)]
    proofs = prove_pages(pages, slow, THEME, tmp_path / "cache", Bounds(seconds=0.5))
    assert [p.reason for p in proofs] == ["", "time", "", "engine", "memory", ""]
    assert not clock  # by its own alarm, which counts the time it worked


def test_who_waits_is_ended_by_the_clock(slow: Path, tmp_path: Path) -> None:
    (proof,) = prove_pages([("one", "waits")], slow, THEME, tmp_path / "cache", Bounds(wait=0.2))
    assert proof.reason == "time"


def test_a_process_serves_all_pages_that_let_it(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = []
    begin = module._Converter._begin
    monkeypatch.setattr(module._Converter, "_begin", lambda self: (begun.append(1), begin(self))[1])
    texts = ["a", "<![x[", "- " * 1000 + "a", "b"]
    first = prove(texts, tmp_path)
    assert len(begun) == 1
    assert prove(texts, tmp_path) == first
    assert len(begun) == 1  # all of them are known
    prove([*texts, "c"], tmp_path)
    assert len(begun) == 2  # another page: links may lead to it


def test_who_was_ended_is_tried_again(slow: Path, tmp_path: Path) -> None:
    kept = tmp_path / "cache" / "proofs"
    pages = [("one", "dies"), ("two", "text")]
    prove_pages(pages, slow, THEME, tmp_path / "cache")
    assert len(list(kept.iterdir())) == 1


def test_unusable_settings_are_told(tmp_path: Path) -> None:
    config = other_settings(tmp_path, "no_such_extension")
    with pytest.raises(CatalogError, match=r"mkdocs\.yml.*no_such_extension"):
        prove_pages([("one", "text")], config, THEME, tmp_path / "cache")


# ---- links ------------------------------------------------------------------------------


def test_dead_links_are_told_with_what_was_meant(cache: Path) -> None:
    text = "[a](gone.md) [b](/abs/) [c](page-1.html) ![d](d.png) [e](../works/) [f](page-1.md#x)"
    proof, other = prove([text, "## X\n\n[g](#nope)"], cache)
    assert proof.links == (
        DeadLink("missing", "gone.md"),
        DeadLink("absolute", "/abs/"),
        DeadLink("missing", "page-1.html", "page-1.md"),
        DeadLink("missing", "d.png"),
    )
    assert dead_anchors(proof, {"page-1": [other]}) == []
    assert dead_anchors(other, {"page-1": [other]}) == [DeadLink("anchor", "#nope")]


def test_an_anchor_is_looked_for_in_the_language_of_the_page(cache: Path) -> None:
    def page(name: str, lang: str, text: str) -> ProseSource:
        return ProseSource(name, lang, name, text, path=f"{lang}/{name}.md")

    pages = [
        page("visit", "en", "[x](about.md#team)"),
        page("visit", "fr", "[x](about.md#team)"),
        page("visit", "ar", "[x](about.md#gone)"),
        page("about", "en", "## Team"),
        page("about", "fr", "## Equipe"),
    ]
    kept, problems = prove_prose(pages, CONFIG, THEME, cache)
    assert kept == pages
    assert [(p.code, p.path) for p in problems] == [
        ("dead-link", "fr/visit.md"),
        ("dead-link", "ar/visit.md"),
    ]


# ---- anything at all --------------------------------------------------------------------


class _Tags(HTMLParser):
    """The tags of some HTML, with the names of their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *(name for name, _ in attrs)))


def build(texts: list[str], scratch: Path) -> list[str]:
    """Pages of these texts, all in one build of MkDocs."""
    prose = tuple(Prose(f"page-{n}.md", text, "Title") for n, text in enumerate(texts))
    frame = build_frame(frame_inputs("en", (HOME,), prose), scratch)
    for html in frame.shells.values():
        Shell.parse(html, frame.mark)
    return [frame.prose[page.url].decode() for page in prose]


def is_whole(html: str) -> bool:
    """Whether a page's text left the frame around it, and its list of headings, as they should
    be.
    """
    before, _, rest = html.partition("<article")
    text, _, after = rest.partition("</article>")
    before, _, outline = before.partition('<nav class="sc-outline"')
    return (
        {tag for tag, *_ in _Tags(before).found} <= FRAME_TAGS
        and not {*_Tags(outline).found} - {("p",), ("ul",), ("li",), ("a", "href")}
        and "<article" not in text
        and "<script" not in text
        and after.count("</footer>") == 1
        and "\x00" not in html
        and html.endswith("</html>")
    )


def proven_and_built(texts: list[str], folder: Path) -> None:
    proofs = prove(texts, folder)
    good = [text for text, proof in zip(texts, proofs, strict=True) if not proof.reason]
    for text, html in zip(good, build(good, folder), strict=True):
        assert is_whole(html), text


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(TEXTS, min_size=40, max_size=40))
def test_what_is_proven_can_be_built(cache: Path, tmp_path: Path, texts: list[str]) -> None:
    proven_and_built(texts, cache)


@pytest.mark.large
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(TEXTS, min_size=60, max_size=60))
def test_what_is_proven_can_be_built_in_depth(
    cache: Path, tmp_path: Path, texts: list[str]
) -> None:
    proven_and_built(texts, cache)


def deep_in(calls: int, function: Callable[[], list[str]]) -> list[str]:
    return deep_in(calls - 1, function) if calls else function()


def test_what_is_proven_can_be_built_from_far_within_the_program(
    cache: Path, tmp_path: Path
) -> None:
    """MkDocs has less of the stack left than the proof had."""
    texts = [shape * n + "a" for n in range(50, 500, 50) for shape in ("- ", "> - ")]
    reasons = [proof.reason for proof in prove(texts, cache)]
    assert {*reasons} == {"", "depth"}
    proven = [text for text, reason in zip(texts, reasons, strict=True) if not reason]
    pages = deep_in(200, lambda: build(proven, tmp_path))
    assert len(pages) == len(proven)
