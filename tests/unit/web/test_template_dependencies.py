"""Which pages a template shows on."""

import pytest

from catalog.web.pages.template_dependencies import TEMPLATES, kinds_using


@pytest.fixture
def theme(tmp_path):
    (tmp_path / "parts").mkdir()
    for name in TEMPLATES.values():
        (tmp_path / name).write_text("")
    (tmp_path / "home.html").write_text('{% include "parts/events.html" %}')
    (tmp_path / "hall.html").write_text('{% if a %}{% include "parts/events.html" %}{% endif %}')
    (tmp_path / "parts" / "events.html").write_text('{% include "parts/when.html" %}')
    (tmp_path / "parts" / "when.html").write_text("")
    (tmp_path / "parts" / "card.html").write_text("")
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "kinds"),
    [
        ({"work.html"}, {"work"}),
        ({"works.html"}, {"works", "list"}),
        ({"parts/events.html"}, {"home", "hall"}),
        ({"parts/when.html"}, {"home", "hall"}),
        ({"parts/when.html", "work.html"}, {"home", "hall", "work"}),
        (set(), set()),
    ],
)
def test_a_template_shows_where_it_is_included(theme, changed, kinds):
    assert kinds_using(theme, changed) == kinds


@pytest.mark.parametrize("name", ["parts/card.html", "parts/gone.html"])
def test_what_nothing_includes_may_stand_anywhere(theme, name):
    assert kinds_using(theme, {name}) == set(TEMPLATES)


def test_a_template_that_cannot_be_read_is_told_later(theme):
    (theme / "hall.html").write_text("{% if %}")
    assert kinds_using(theme, {"hall.html"}) == {"hall"}
