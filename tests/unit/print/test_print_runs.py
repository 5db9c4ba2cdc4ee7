"""Markup of pages as data: what is a string stays a string, and nothing is lost on the way."""

import json

import pytest

from catalog.print.text_runs import blocks, clean, runs
from catalog.web.pages.markdown import render_markdown
from catalog.web.pages.texts import ROOT

HOSTILE = [
    '#import "@preview/evil:1.0.0": *',
    '#eval("read(\\"/etc/passwd\\")")',
    "$ x^2 + sum $",
    "*not bold* _not slanted_ `not raw`",
    "\\u{41} \\# \\\\ \\",
    "<label> @ref = heading",
    "// no comment /* nor this */",
    "}] ) #{ panic() }",
    "~ -- --- ... ' \"",
]


def strings(value):
    if isinstance(value, str):
        return [value]
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for inner in values for text in strings(inner)]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_would_be_code_in_typst_stays_the_same_string(text):
    from markupsafe import escape

    assert runs(str(escape(text))) == [text.strip()]


@pytest.mark.parametrize("text", HOSTILE)
def test_it_also_does_within_a_long_text(text):
    found = json.dumps(blocks(render_markdown(f"```\n{text}\n```")))
    assert json.loads(found) == [{"pre": text}]


def test_overrides_and_signs_without_a_glyph_are_left_out():
    assert clean("a\u202eb\u2066c\u2069d\x00e\x1bf\ufeffg") == "abcdefg"
    assert clean("می\u200cخواهم 👩\u200d👧 \u200fא") == "می\u200cخواهم 👩\u200d👧 \u200fא"


def test_a_text_is_one_line_and_an_endless_word_can_be_broken():
    assert clean("a\n b\t\u2028c") == "a b c"
    long = clean("x" * 40)
    assert "\u200b" in long
    assert long.replace("\u200b", "") == "x" * 40
    assert clean("汉" * 40) == "汉" * 40


def test_a_long_address_leads_where_it_says():
    address = "https://example.com/rights/catalogue/2026/autumn?work=a-novel#open"
    assert runs(f'<a href="{address}">here</a>') == [{"t": "here", "u": address}]


def test_a_long_text_keeps_its_structure():
    text = """# Head

Some *slanted* and **strong** words, `code`, [a link](https://example.com/a_b).

- one
- two
  1. nested

> said

| a | b |
|---|---|
| 1 | 2 |

---
"""
    found = blocks(render_markdown(text))
    assert [next(iter(block)) for block in found] == ["h", "p", "ul", "q", "table", "hr"]
    assert found[1]["p"] == [
        "Some ",
        {"t": "slanted", "i": True},
        " and ",
        {"t": "strong", "b": True},
        " words, ",
        {"t": "code", "c": True},
        ", ",
        {"t": "a link", "u": "https://example.com/a_b"},
        ".",
    ]
    assert found[2]["ul"][1] == [{"p": ["two"]}, {"ol": [[{"p": ["nested"]}]], "from": 1}]
    assert found[4] == {"table": [[["a"], ["b"]], [["1"], ["2"]]], "head": 1}


def test_raw_html_is_text_and_no_link_leads_elsewhere():
    found = blocks(render_markdown("<script>x</script> [no](javascript:alert(1))"))
    assert "<script>x</script>" in "".join(strings(found))
    assert not any("u" in run for block in found for run in block["p"] if isinstance(run, dict))


def test_links_inside_become_keys_where_the_book_has_them():
    markup = f'<a href="{ROOT}works/acme/one/#rights">One</a>, <a href="{ROOT}list/x/">all</a>'
    known = {"works/acme/one"}.__contains__
    assert runs(markup, known) == [{"t": "One", "k": "works/acme/one"}, ", all"]
    assert runs(markup) == ["One, all"]


def test_another_language_is_said_and_marked():
    markup = '<bdi lang="zh-Hans" dir="ltr">庆余年</bdi> <span class="sc-fb"><bdi>中文</bdi></span>'
    assert runs(markup) == [
        {"t": "庆余年", "l": "zh-Hans", "d": "ltr"},
        " ",
        {"t": "中文", "m": True},
    ]


def test_a_long_text_in_another_language_carries_its_mark_at_its_end():
    markup = (
        '<p class="sc-fbline"><span class="sc-fb">English</span></p>'
        '<div class="sc-prose" lang="en" dir="ltr"><p>One.</p>\n<p>Two.</p></div>'
    )
    assert blocks(markup) == [
        {"in": "en", "b": [{"p": ["One."]}, {"p": ["Two.", " ", {"t": "English", "m": True}]}]}
    ]
