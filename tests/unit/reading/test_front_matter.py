"""What stands above a page: validated like any record, and never MkDocs' own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.models.context import Context
from catalog.reading.records import parse_page

GOOD = [
    ("# Visit us #\n\ntext", ("Visit us", "# Visit us #\n\ntext", None, 1)),
    ("# C#\n", ("C#", "# C#\n", None, 1)),
    ("text\n", ("visit", "text\n", None, 1)),
    ("", ("visit", "", None, 1)),
    ("---\ntitle: Come\norder: 3\n---\ntext", ("Come", "text", 3, 5)),
    ("---\r\ntitle: Come\r\n---\r\ntext\r\n", ("Come", "text\n", None, 4)),
    ("---\ntitle: Come\n...\n", ("Come", "", None, 4)),
    ("---\n---\n# Head\n", ("Head", "# Head\n", None, 3)),
    ("---\n# nothing\n---\n# Head\n", ("Head", "# Head\n", None, 4)),
    ("---\ntitle:\n---\n# Head\n", ("Head", "# Head\n", None, 4)),
    ("---\n\nA rule above.\n\n---\n\nAnd below.", ("visit", None, None, 1)),
    ("--- \nno fields here\n", ("visit", None, None, 1)),
]


def read(text):
    return parse_page("visit", text, "visit.md", Context())


@pytest.mark.parametrize(("text", "expected"), GOOD)
def test_good(text, expected):
    page = read(text)
    title, markdown, order, line = expected
    assert page.problems == []
    assert (page.title, page.markdown, page.order, page.line, page.withheld) == (
        title,
        text if markdown is None else markdown,
        order,
        line,
        False,
    )


BAD = [
    # text, codes with lines, withheld
    ("---\ntitle: Visit\n\n# Text", [("open-front-matter", 1)], True),
    ("---\n- a\n---\n", [("wrong-root", 2)], True),
    ("---\ntitle: [a\n---\n", [("yaml-syntax", None)], True),
    ("---\ntitle: a\ntitle: b\n---\n", [("duplicate-key", 3)], False),
    ("---\ndraft: true\ndraft: false\n---\n", [("duplicate-key", 3)], True),
    ("---\norder: ²\n---\n", [("wrong-type", 2)], False),
    ("---\norder: -1\n---\n", [("wrong-type", 2)], False),
    ("---\norder: 9999999999999999999\n---\n", [("wrong-type", 2)], False),
    ("---\ntitle: {a: b}\ndescription: [x]\n---\n", [("wrong-type", 2), ("wrong-type", 3)], False),
    ("---\ndraft: perhaps\n---\n", [("wrong-type", 2)], True),
    ("---\ntemplate: 404.html\n---\n", [("unknown-key", 2)], False),
    ("---\ntitle: &a x\n---\n", [("yaml-anchor", 2)], True),
    ("---\ntitle: !!python/name:os.system x\n---\n", [("yaml-tag", 2)], True),
    ("---\ntitle: " + "[" * 100 + "\n---\n", [("too-deep", 2)], True),
    ("---\ntitle: " + "a" * 300_000 + "\n---\n", [("file-too-large", 1)], True),
    ("---\ntitle: " + "word " * 100 + "\n---\n", [("text-too-long", 2)], False),
    ("---\n" + "a: b\n" * 500 + "---\n", None, False),
]


@pytest.mark.parametrize(("text", "told", "withheld"), BAD, ids=range(len(BAD)))
def test_slips_are_told_with_their_lines(text, told, withheld):
    page = read(text)
    assert page.problems
    if told is not None:
        assert [(p.code, p.line) for p in page.problems] == [
            (code, line or p.line) for (code, line), p in zip(told, page.problems, strict=True)
        ]
        assert page.withheld == withheld
    assert len(page.title) <= 200
    if page.withheld:
        effects = {p.effect for p in page.problems if p.severity == "error"}
        assert effects <= {"entry", "withheld"} and effects


LINES = st.one_of(
    st.sampled_from(
        [
            *("---", "...", "--- ", "", "# a #", "#", "title: x", "order: 1", "draft: true"),
            *('title: "\\ud800\\0\\u2028"', "order: ²", "a: &b *b", "? [", "- x", "\t", "title：x"),
            *("draft: yes\r", "\x00", "\x85", "title: |", "  text", "{", "}", "draft: {"),
        ]
    ),
    st.text(max_size=12),
)


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_anything_is_read_or_set_aside(text):
    for whole in (text, f"---\n{text}", f"---\n{text}\n---\n{text}"):
        page = read(whole)
        assert page.title or page.withheld
        assert len(page.title) <= 200 and "\n" not in page.title
        page.title.encode()
        page.description.encode()
        assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in page.title + page.description)
        assert page.withheld or whole.replace("\r\n", "\n").replace("\r", "\n").endswith(
            page.markdown
        )


LONG = [
    "# a" + "#" * 250_000 + "b",
    "#" + " " * 250_000 + "\n",
    "---\n" + "a" * 250_000,
    "# # " * 60_000,
]


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_long_lines_are_read_once(text):
    assert read(text).title
