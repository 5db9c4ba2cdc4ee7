"""What people and machines get to read."""

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from catalog.cli.reporting import (
    excerpt,
    format_github,
    format_json,
    format_sarif,
    format_summary,
    format_text,
    report_html,
    report_json,
    visible,
)
from catalog.core.problems import Report, problem

EVIL = '\x1b[31m\x9b2J\u202e<script>alert("1")</script>&%0A::error::\r\n]]>\x7f\u2066'


def value(text="x", path="a.yml", line=1, column=1, **more):
    return problem("bad-date", path, line=line, column=column, value=text, **more)


@pytest.fixture
def content(tmp_path):
    (tmp_path / "a.yml").write_text(f"title: 雪\tx\nevil: {EVIL}\n", encoding="utf-8")
    return tmp_path


# ---- excerpts -------------------------------------------------------------------------

CARETS = [
    # line, column, cells before the caret
    ("title: x", 8, 7),
    ("标题: 雪", 1, 0),
    ("标题: 雪", 5, 6),
    ("标题: 雪山", 6, 8),
    ("a: 🙂🙂x", 6, 7),
    ("\ta: x", 2, 4),
    ("a\u0301: x", 5, 3),  # a combining accent takes no cell
    ("a: \x07x", 5, 11),  # shown as <U+0007>
    ("ｆｕｌｌ: x", 7, 10),
    ("a: b", 5, 4),  # the end of the line
    ("a: b", 99, 4),
    ("", 1, 0),
    ("x", 0, 0),
]


@pytest.mark.parametrize("line, column, cell", CARETS)
def test_caret_is_under_the_cell(line, column, cell):
    shown, at = excerpt(line, column)
    assert at == cell
    assert shown == visible(line).rstrip()


@given(st.text(max_size=400), st.integers(0, 500), st.integers(30, 120))
def test_excerpt_fits_and_holds_the_place(line, column, width):
    shown, at = excerpt(line, column, width)
    assert cell_len(shown) <= width + 2
    assert 0 <= at <= width
    assert shown.replace("\u3000", " ").isprintable()


def test_long_lines_are_cut_around_the_place():
    line = "x" * 5000 + "雪" + "y" * 5000
    shown, at = excerpt(line, 5001)
    assert shown.startswith("… x") and shown.endswith("y …")
    assert shown[at] == "雪"


# ---- text -----------------------------------------------------------------------------


def test_text_is_grouped_by_file_and_sorted(content):
    problems = [value(line=2), value(path="b.yml"), value(column=3), value()]
    text = format_text(problems, content)
    heads = [line for line in text.splitlines() if re.fullmatch(r"\w\.yml", line)]
    assert heads == ["a.yml", "b.yml"]
    assert re.findall(r"^  (\S+) error", text, re.MULTILINE) == ["1:1", "1:3", "2:1", "1:1"]


def test_colors_only_on_demand(content):
    assert "\x1b" not in format_text([value(EVIL, line=2)], content)
    colored = format_text([value(EVIL, line=2)], content, color=True)
    assert set(re.findall(r"\x1b\[[^m]*m", colored)) <= {
        "\x1b[0m",
        "\x1b[1m",
        "\x1b[2m",
        "\x1b[1;31m",
        "\x1b[36m",
    }
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == format_text([value(EVIL, line=2)], content)


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_nothing_escapes_into_the_terminal(content, language):
    problems = [value(EVIL, line=2, column=9), value(path=f"{EVIL}.yml")]
    for text in (
        format_text(problems, content, language),
        format_github(problems, content, language),
        format_json(problems, language),
        format_sarif(problems, content, language),
    ):
        assert all(line.isprintable() for line in text.splitlines())


SUMMARIES = [
    ([], None, "no problems", "没有问题"),
    ([], 1, "no problems in 1 file", "已检查 1 个文件，没有问题"),
    ([], 57, "no problems in 57 files", "已检查 57 个文件，没有问题"),
    ([value()], 9, "1 error in 1 file", "1 个文件中有 1 个错误"),
    (
        [value(), value(line=2), value(path="b"), problem("unknown-file", "b")],
        9,
        "3 errors, 1 warning in 2 files",
        "2 个文件中有 3 个错误、1 个警告",
    ),
]


@pytest.mark.parametrize("problems, files, english, chinese", SUMMARIES)
def test_summary(problems, files, english, chinese):
    assert format_summary(problems, files=files) == english
    assert format_summary(problems, "zh-Hans", files=files) == chinese


# ---- machines -------------------------------------------------------------------------


def test_json():
    found = problem(
        "unknown-value",
        "companies/netease/works/naraka.yml",
        ("genres", 1),
        line=7,
        column=9,
        hint="near",
        value="martial",
        near="martial-arts",
        known=[],
        vocabulary="genres",
    )
    assert json.loads(format_json([found])) == [
        {
            "code": "unknown-value",
            "severity": "error",
            "effect": "field",
            "path": "companies/netease/works/naraka.yml",
            "line": 7,
            "column": 9,
            "field": "genres[1]",
            "message": "'martial' is not in the list of genres",
            "help": "did you mean 'martial-arts'?",
        }
    ]
    assert format_json([]) == "[]"
    assert json.loads(format_json([value(EVIL)]))[0]["message"] == f"'{EVIL}' is not a date"


def test_github_commands_are_escaped(content, monkeypatch):
    monkeypatch.chdir(content.parent)
    text = format_github([value("50%,\n::error::x", path="a,b:c.yml", line=3)], content)
    assert text.count("\n") == 1
    head, message = text.split("::", 2)[1:]
    assert head == f"error file={content.name}/a%2Cb%3Ac.yml,line=3,col=1,title=bad-date"
    assert message.startswith("'50%25, ::error::x' is not a date%0A")


def test_github_without_a_line(content):
    assert ",line=" not in format_github([value(line=0, column=0)], content)


def test_sarif(content, monkeypatch):
    monkeypatch.chdir(content.parent)
    problems = [value(path="a b.yml", line=2, column=3), problem("unknown-file", "b.yml")]
    log = json.loads(format_sarif(problems, content))
    assert log["version"] == "2.1.0" and "sarif-2.1.0" in log["$schema"]
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning")
        assert result["message"]["text"]
    assert run["results"][0]["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": f"{content.name}/a%20b.yml"},
                "region": {"startLine": 2, "startColumn": 3},
            }
        }
    ]
    assert "region" not in run["results"][1]["locations"][0]["physicalLocation"]


# ---- the organizers' page -------------------------------------------------------------


class Page(HTMLParser):
    """Collects what a page holds."""

    VOID = ("meta", "input", "br", "link", "img")

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.text, self.open = [], [], [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def test_page_is_harmless_and_on_its_own(content):
    problems = [value(EVIL, line=2, column=9), value(EVIL, path=f"companies/{EVIL}/company.yml")]
    html = report_html(problems, content)
    page = Page(html)
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert not any(name.startswith("on") for name, _ in page.attributes)
    assert {v for k, v in page.attributes if k in ("href", "src")} <= {"#s0", "#s1"}
    assert "default-src 'none'" in html
    assert all(line.isprintable() for line in html.splitlines())
    assert "<script>" in "".join(page.text)  # shown as text


def test_page_is_grouped_by_submission_errors_first(content):
    html = report_html(
        [
            problem("unknown-file", "companies/a/x.yml", line=1, column=1),
            value(path="companies/b/works/x.yml"),
            value(path="companies/b/company.yml"),
            value(path="editions/e/stands.yml"),
            value(path="catalog.yml"),
            value(path="families/f.yml"),
        ],
        content,
    )
    heads = [re.sub("<.*?>", " ", h).split() for h in re.findall(r"<h2>(.*?)</h2>", html)]
    assert [h[-1] for h in heads] == ["按提交方", "网站", "b", "e", "家族", "a"]
    assert html.index("companies/b/company.yml") < html.index("companies/b/works/x.yml")


def test_page_is_in_both_languages(content):
    html = report_html([value("x", line=1)], content)
    assert "is not a date" in html and "不是有效日期" in html
    assert html.count('lang="en"') == html.count('lang="zh-Hans"')
    assert "Nothing." in report_html([], content)


def test_report_json():
    (found,) = json.loads(report_json([value("x")]))
    assert found["code"] == "bad-date"
    assert "不是有效日期" in found["message_zh"] and found["help_zh"]


# ---- collecting -----------------------------------------------------------------------


def test_report_tells_each_once_in_order():
    report = Report()
    report.add([value(line=2), value(line=1), value(line=2)])
    report.add(problem("unknown-file", "a.yml", line=1, column=1))
    assert [(p.code, p.line) for p in report] == [
        ("bad-date", 1),
        ("unknown-file", 1),
        ("bad-date", 2),
    ]
    assert (len(report), report.errors, report.warnings) == (3, 2, 1)


def test_words_of_the_messages_are_not_taken_from_submissions():
    assert value("@list").message() == "'@list' is not a date"
    assert "a list" in problem("wrong-type", "a.yml", expected="@list").message()


def test_long_values_are_quoted_in_part():
    assert len(value("x" * 10_000).message()) < 400
