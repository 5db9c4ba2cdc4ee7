"""What a build says is not in the edition, and what a problem says goes with it."""

import pytest

from catalog.cli.reporting import effect_of
from catalog.cli.summary import left_out
from catalog.core.problems import problem

STANDS, PROGRAMME = "editions/f/stands.yml", "editions/f/programme.yml"


def entry(path, *loc, code="missing-field"):
    return problem(code, path, loc, effect="entry", key="hall", value="x")


def said(tmp_path, *problems):
    english = list(left_out(problems, tmp_path, chinese=False))
    return english, list(left_out(problems, tmp_path, chinese=True))


def test_entries_are_counted_once_each(tmp_path):
    found = [entry(STANDS, 0, "hall"), entry(STANDS, 0, "number"), entry(STANDS, 4)]
    found.append(entry(PROGRAMME, 2, "title"))
    assert said(tmp_path, *found) == (["2 stands", "1 event"], ["2 个展位", "1 场活动"])


def test_of_a_whole_file_no_entry_is_counted(tmp_path):
    whole = problem("tab-indentation", STANDS)
    english, chinese = said(tmp_path, whole, entry(STANDS, 0))
    assert english == ["all stands (stands.yml)"]
    assert chinese == ["全部展位（stands.yml）"]


def test_plans_are_counted(tmp_path):
    plan = problem("bad-plan", "editions/f/edition.yml", ("halls", 0), file="a.svg", reason="x")
    assert said(tmp_path, plan) == (["1 hall plan"], ["1 张展馆平面图"])


def test_what_only_warns_or_costs_a_field_is_not_counted(tmp_path):
    warning = problem("work-not-shown", STANDS, (0, "works"), work="a/b")
    field = problem("bad-url", STANDS, (0, "meeting_url"), effect="field", value="x", fix="")
    assert said(tmp_path, warning, field) == ([], [])


EFFECTS = [
    ("companies/a/company.yml", "nor any of its works", "全部作品"),
    ("companies/a/works/b.yml", "this record is not published", "这条记录不发布"),
    (STANDS, "no stand of the fair is shown", "全部展位都不显示"),
    (PROGRAMME, "no event of the fair is shown", "全部活动都不显示"),
    ("vocabularies/genres.yml", "none of its terms is known", "词条都不可用"),
]


@pytest.mark.parametrize("path, english, chinese", EFFECTS)
def test_a_file_that_cannot_be_read_says_what_it_takes_along(path, english, chinese):
    found = problem("tab-indentation", path)
    assert english in effect_of(found)
    assert chinese in effect_of(found, "zh-Hans")


def test_a_plan_that_cannot_be_used_says_what_is_shown_instead():
    found = problem("bad-plan", "editions/f/edition.yml", file="a.svg", reason="x")
    assert "without its plan" in effect_of(found)


@pytest.mark.parametrize(
    "path, loc, what, counted, said_of_it",
    [
        ("companies/a/works/b.yml", ("draft",), "record", ["1 work"], "this work is not published"),
        (STANDS, (2, "works"), "entry", ["1 stand"], "this entry is left out"),
        ("companies/a/works/b.yml", ("rights", 0), "line", [], "this line of the rights"),
        ("companies/a/company.yml", ("contacts", 0), "contact", [], "this contact is not shown"),
    ],
)
def test_what_a_guarding_field_takes_out(tmp_path, path, loc, what, counted, said_of_it):
    found = problem("withheld-name", path, loc, key="x", near="draft", withheld=what)
    assert said(tmp_path, found)[0] == counted
    assert said_of_it in effect_of(found)
    assert found.as_json()["effect"] == "withheld"
