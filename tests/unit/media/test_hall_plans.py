"""Hall plans: what of an SVG reaches a page, and what a stand becomes."""

import os

import pytest

from catalog.media.hall_plans import (
    PlanError,
    StandLink,
    parse_plan,
    read_plan,
    render_plan,
    stand_anchor,
)

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{}</svg>'
STAND = '<rect id="A1" x="10" y="20" width="30" height="10"/><text x="1" y="2">A1</text>'


def plan(inner):
    return parse_plan(SVG.format(inner).encode())


def render(inner, **options):
    return render_plan(plan(inner), {}, label="Plan", **options)


DROPPED = [
    "<script>alert(1)</script>",
    '<rect onclick="alert(1)" width="1"/>',
    '<rect style="fill:url(//host/x)"/>',
    '<rect fill="url(https://host/x)"/>',
    '<rect fill="url(#local)"/>',
    '<a href="javascript:alert(1)"><rect/></a>',
    '<a xmlns:x="http://www.w3.org/1999/xlink" x:href="https://host/"><rect/></a>',
    '<image href="https://host/x.png"/>',
    '<use href="#x"/>',
    "<foreignObject><b>alert</b></foreignObject>",
    '<style>rect{fill:url("//host/")}</style>',
    '<animate attributeName="href" to="javascript:alert(1)"/>',
    '<set attributeName="onclick" to="alert(1)"/>',
    '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
    '<rect class="sc-hero md-grid"/>',
    "<!-- alert(1) --><?php alert ?>",
    '<rect fill="expression(alert(1))" data-x="alert"/>',
]


@pytest.mark.parametrize("inner", DROPPED)
def test_what_is_not_allowed_does_not_pass(inner):
    html = render(inner)
    for word in ("script", "onclick", "url(", "host", "href", "style", "sc-hero", "md-", "data-"):
        assert word not in html
    assert "alert(1)</" not in html


def test_text_is_escaped():
    html = render("<text>&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</text>")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<svg", "not well-formed"),
        (b"\xff\xfe", "not UTF-8"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1">&a;</svg>', "DOCTYPE"),
        (b"<html/>", "not an SVG"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "no viewBox"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 5"/>', "empty"),
        (SVG.format("<g>" * 100 + "</g>" * 100).encode(), "nested"),
        (SVG.format("<g/>" * 200_000).encode(), "larger"),
    ],
)
def test_what_cannot_be_used_is_refused(data, reason):
    with pytest.raises(PlanError, match=reason):
        parse_plan(data)


@pytest.mark.parametrize(
    ("inner", "reason"),
    [
        ("<g/>" * 31_000, "31001 elements; at most 30000"),
        ("<g a='' b='' c='' d='' e='' f=''/>" * 11_000, "66001 attributes; at most 60000"),
    ],
)
def test_a_plan_without_measure_is_refused(inner, reason):
    with pytest.raises(PlanError, match=reason) as caught:
        plan(inner)
    assert caught.value.hint == "heavy"


def test_a_plan_of_very_many_stands_is_read():
    """Each stand was once looked for in a new list of all."""
    found = plan("".join(f'<g id="{n:x}"/>' for n in range(25_000)))
    assert len(found.numbers) == len(found.pieces) == 25_000


def test_only_an_ordinary_file_is_read(tmp_path):
    outside = tmp_path / "secret.svg"
    outside.write_text(SVG.format(""))
    content = tmp_path / "content"
    content.mkdir()
    (content / "plan.svg").symlink_to(outside)
    (content / "real.svg").write_text(SVG.format(""))
    (content / "loop.svg").symlink_to("loop.svg")
    (content / "inside.svg").symlink_to("real.svg")
    os.mkfifo(content / "pipe.svg")
    for name in ("plan.svg", "loop.svg", "inside.svg", "pipe.svg"):
        with pytest.raises(PlanError) as caught:
            read_plan(content, name)
        assert caught.value.hint == "file"
    for name in ("missing.svg", "x" * 300 + ".svg"):
        with pytest.raises(PlanError) as caught:
            read_plan(content, name)
        assert caught.value.hint == "missing"
    assert read_plan(content, "real.svg").numbers == ()
    with pytest.raises(PlanError):
        read_plan(content, "real.svg", "editions/2026")


def test_a_stand_becomes_a_link():
    found = plan(STAND)
    assert found.numbers == ("A1",)
    assert found.boxes["A1"] == (10, 20, 30, 10)
    link = StandLink('../x/?a="b"', "A1: <Acme> & Co")
    html = render_plan(found, {"A1": link}, label="Plan", highlight={"A1"}, anchors=True)
    assert '<a class="sc-stand is-here" id="stand-A1" href="../x/?a=&quot;b&quot;">' in html
    assert "<title>A1: &lt;Acme&gt; &amp; Co</title><rect" in html
    assert 'class="sc-number is-here"' in html, "the label changes colour with its stand"
    assert ' id="A1"' not in html


def test_a_group_is_a_stand_too_but_a_label_is_none():
    assert plan('<g id="B2"><path d="M0 0"/></g><text id="t">x</text>').numbers == ("B2",)


def test_the_cut_follows_the_stand():
    left = render('<rect id="A" x="0" y="0" width="9" height="9"/>', highlight={"A"})
    right = render('<rect id="A" x="90" y="40" width="9" height="9"/>', highlight={"A"})
    assert "xMinYMin slice" in left
    assert "xMaxYMax slice" in right
    assert "meet" in render(STAND)


def test_an_anchor_has_no_spaces():
    assert stand_anchor("3 B/12") == "stand-3-B-12"
