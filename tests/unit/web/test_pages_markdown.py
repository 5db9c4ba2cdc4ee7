"""Markdown of records: what is kept, what is not, and that the shortcut changes nothing."""

import re
import sys
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.web.pages import markdown
from catalog.web.pages.markdown import plain_text, render_markdown
from tests.unit.markdown_texts import GROWING, TEXTS

CLEANED = [
    ("plain", "<p>plain</p>"),
    ("one\ntwo\n\nthree", "<p>one\ntwo</p>\n<p>three</p>"),
    ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ("# One\n\n### Three", "<h3>One</h3>\n<h4>Three</h4>"),
    ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
    ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    ("a &lt; b & c", "<p>a &lt; b &amp; c</p>"),
    ("![alt](https://example.com/x.png)", None),
    ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
    ("[x](data:text/html,1)", "<p>[x](data:text/html,1)</p>"),
    ("[x](/absolute)", "<p>[x](/absolute)</p>"),
    ("[x](//host/path)", "<p>[x](//host/path)</p>"),
    (
        "[x](https://example.com/?a=1&b=2)",
        '<p><a href="https://example.com/?a=1&amp;b=2" rel="noopener nofollow">x</a></p>',
    ),
    ("<mailto:a@example.com>", None),
    ("https://example.com stays text", "<p>https://example.com stays text</p>"),
    ("{{ 7*7 }} {% raw %}", "<p>{{ 7*7 }} {% raw %}</p>"),
]


@pytest.mark.parametrize(("text", "expected"), CLEANED, ids=[c[0][:20] for c in CLEANED])
def test_cleaning(text, expected):
    html = str(render_markdown(text))
    if expected is not None:
        assert html == expected
    assert "<img" not in html
    assert set(re.findall(r"<([a-z0-9]+)", html)) <= markdown._TAGS


def test_a_mail_address_becomes_a_link():
    html = str(render_markdown("<mailto:a@example.com>"))
    assert 'href="mailto:a@example.com"' in html


def test_a_table_is_kept_without_styles():
    html = str(render_markdown("| a | b |\n|--:|---|\n| 1 | 2 |"))
    assert "<table>" in html
    assert "<td>1</td>" in html
    assert "style" not in html


def test_headings_begin_at_the_level_asked_for():
    assert str(render_markdown("## A\n\n# B", 2)) == "<h3>A</h3>\n<h2>B</h2>"


LINES = st.text(st.sampled_from("ab 1.)-#>+=\u3000，《。'\"\u00a0\t:~"), max_size=8)


@given(st.lists(LINES, max_size=6).map("\n".join))
def test_the_shortcut_says_what_the_long_way_says(text):
    text = text.strip("\n")
    quick = markdown._render_simple(text)
    if quick is not None:
        assert unescape(quick) == unescape(markdown._render_full(text, 3))


def test_the_usual_texts_take_the_shortcut():
    for text in ("何惟芳离开夫家。\n\n她会种牡丹。", "Two lines\nof text.", "- one\n- two"):
        assert markdown._render_simple(text) is not None


def test_plain_text():
    assert plain_text("**Bold** & [link](https://example.com)\n\n- item") == "Bold & link item"
    cut = plain_text("word " * 100, 50)
    assert len(cut) <= 51
    assert cut.endswith("word…")


# ---- whatever is written ----------------------------------------------------------------


def render(text: str) -> str:
    return str(render_markdown.__wrapped__(text))


def calls_made(text: str) -> int:
    """How many functions rendering calls, those in C too: the same on every machine."""
    count = 0

    def profile(frame, event, _):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        render(text)
    finally:
        sys.setprofile(before)
    return count


SAMPLE = ("links", "long address", "many unwritten cells", "unwritten cells", "nested lists")


@pytest.mark.parametrize("name", SAMPLE)
def test_work_and_result_grow_with_the_text(name):
    grows_no_faster(name)


@pytest.mark.large
@pytest.mark.parametrize("name", GROWING)
def test_work_and_result_grow_with_each_text(name):
    grows_no_faster(name)


def grows_no_faster(name: str) -> None:
    render("*a*")  # makes the parser
    small, large = GROWING[name](300), GROWING[name](1200)
    assert calls_made(large) <= 5 * calls_made(small) + 500
    assert len(render(large)) <= 40 * len(large) + 4000


@pytest.mark.large
@pytest.mark.parametrize("name", GROWING)
def test_texts_as_long_as_a_file_are_rendered(name):
    """Also what C code looks through must not be looked through again for each sign."""
    text = GROWING[name](250_000)
    assert len(render(text)) <= 40 * len(text) + 4000


@given(TEXTS)
def test_anything_is_rendered_harmlessly(text):
    harmless(text)


@pytest.mark.large
@settings(max_examples=5000, deadline=None)
@given(TEXTS)
def test_anything_is_rendered_harmlessly_in_depth(text):
    harmless(text)


def harmless(text: str) -> None:
    html = render(text)
    assert set(re.findall(r"<([a-z0-9]+)", html)) <= markdown._TAGS
    assert len(html) <= 40 * len(text) + 4000
    plain_text(text)


def test_what_would_grow_is_shown_as_it_is_written():
    text = f"[x]: https://{'a' * 5000}\n\n" + "[x]" * 1000
    assert render(text) == f"<p>[x]: https://{'a' * 5000}</p>\n<p>{'[x]' * 1000}</p>"
    wide = "|a" * 100 + "\n" + "|-" * 100 + "\n" + "b\n" * 500
    assert "<table>" not in render(wide)
    assert "<table>" in render("|a" * 100 + "\n" + "|-" * 100 + "\n" + "|b" * 100)
    assert "<table>" in render("> |a|b|\n> |-|-|\n> |c|d|\n> |e|")


# ---- Chinese, Japanese, Korean -----------------------------------------------------------

OPENING, CLOSING = "（《「『【“‘〈〔［｛", "）》」』】”’〉〕］｝。，、；：！？…—～"
BESIDE = "字ひカ한"


@pytest.mark.parametrize("marker", ["*", "**"])
@pytest.mark.parametrize("sign", OPENING + CLOSING)
def test_signs_beside_emphasis_are_letters(sign, marker):
    """Within and outside the markers, at both their ends, beside letters of any of the scripts."""
    tag = "strong" if marker == "**" else "em"
    for before in (*BESIDE, sign, ""):
        for after in (*BESIDE, sign, ""):
            for inner in (f"{sign}粗", f"粗{sign}", f"{sign}粗{sign}"):
                html = str(render_markdown(f"{before}{marker}{inner}{marker}{after}"))
                assert html == f"<p>{before}<{tag}>{inner}</{tag}>{after}</p>"


@pytest.mark.parametrize("text", ['a**"b"**c', "2 * 3 * 4", "** 粗 **", "字_粗_字", "字 ** 粗"])
def test_emphasis_elsewhere_is_as_commonmark_has_it(text):
    assert str(render_markdown(text)) == f"<p>{text}</p>"


LINES = [
    ("甲\n乙", "<p>甲乙</p>"),
    ("漂走，\n回来", "<p>漂走，回来</p>"),
    ("**甲**\n*乙*", "<p><strong>甲</strong><em>乙</em></p>"),
    ("- 甲\n  乙", "<ul>\n<li>甲乙</li>\n</ul>"),
    ("> 甲\n> 乙", "<blockquote>\n<p>甲乙</p>\n</blockquote>"),
    ("甲  \n乙", "<p>甲<br>\n乙</p>"),
    ("甲\n\n乙", "<p>甲</p>\n<p>乙</p>"),
    ("甲\nb\n乙", "<p>甲\nb\n乙</p>"),
    ("한\n국", "<p>한\n국</p>"),
    ("“Hi”\n甲", "<p>“Hi”\n甲</p>"),
    ("```\n甲\n乙\n```", "<pre><code>甲\n乙\n</code></pre>"),
]


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_a_line_end_between_wide_characters_is_no_space(text, expected):
    assert str(render_markdown(text)) == expected


def test_plain_text_has_no_spaces_where_emphasis_was():
    assert (
        plain_text("她说**“回家”**就走了，\n获*（奖）*\n\n**b**, c")
        == "她说“回家”就走了，获（奖） b, c"
    )
