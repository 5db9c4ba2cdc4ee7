"""Every page has the rules that can match it, and Material's are left out by what can be there."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.web.frame.material import FRAME_CLASSES, frame_styles, material_styles, text_styles
from catalog.web.frame.stylesheets import (
    Block,
    declared_properties,
    drop_properties,
    keep_rules,
    parse,
    required_classes,
    split_list,
    used_properties,
)

THEME = Path(__file__).parents[3] / "theme"
ASSETS = THEME / "overrides" / "assets"
OURS = "".join(file.read_text(encoding="utf-8") for file in sorted(ASSETS.glob("*.css")))
MOST = 14 * 1024  # of style that every page needs, compressed


def flat(blocks: tuple[Block, ...]) -> list[Block]:
    return [one for b in blocks for one in (flat(b.blocks) if b.blocks is not None else [b])]


# ---- reading ---------------------------------------------------------------------------


def test_what_looks_like_a_rule_within_texts_and_addresses_is_none():
    text = '@charset "utf-8";a{content:"}";b:url(data:x;{})}/*{*/@media x{b{c:d}}e{}'
    blocks = parse(text)
    assert [b.prelude for b in blocks] == ["a", "@media x", "e"]
    assert blocks[0].body == 'content:"}";b:url(data:x;{})'
    assert blocks[1].blocks == (Block("b", "c:d", None),)


@pytest.mark.parametrize(
    ("selector", "needs"),
    [
        ("html", [set()]),
        (".a.b>c .d:hover", [{"a", "b", "d"}]),
        (".a:not(.b,.c:is(.d)) .e", [{"a", "e"}]),
        (":is(.a,.b) .c", [{"a", "c"}, {"b", "c"}]),
        (".a:where(:is(.b,.c),d)", [{"a", "b"}, {"a", "c"}, {"a"}]),
        ('[class=".x"] .a', [{"a"}]),
    ],
)
def test_classes_that_a_selector_needs(selector, needs):
    assert [*map(set, required_classes(selector))] == needs


def test_a_rule_goes_only_where_no_selector_can_match():
    blocks = parse("a,.x .y{b:c}@media z{.y{d:e}}@media z{.x{f:g}}@keyframes k{to{h:i}}")
    kept = keep_rules(blocks, lambda classes, _: classes <= {"x"})
    assert "".join(map(str, kept)) == "a{b:c}@media z{.x{f:g}}@keyframes k{to{h:i}}"


def test_properties_that_nobody_uses_go_with_those_that_only_they_use():
    blocks = parse(":root{--a:1;--b:var(--c);--c:2;--d:3}p{margin:var(--a)}")
    kept = "".join(map(str, drop_properties(blocks, "q{x:var(--d)}")))
    assert kept == ":root{--a:1;--d:3}p{margin:var(--a)}"


@given(st.text(alphabet="ab,()[]. ", max_size=20))
def test_a_list_of_selectors_is_parted_without_loss(text):
    assert ",".join(split_list(text)).replace(" ", "") == text.replace(" ", "")


# ---- Material --------------------------------------------------------------------------


def test_classes_of_material_in_our_templates_are_known():
    found: set[str] = set()
    for file in [*THEME.glob("overrides/**/*.html"), *THEME.glob("pages/**/*.html")]:
        for names in re.findall(r'class="([^"]*)"', file.read_text(encoding="utf-8")):
            found.update(name for name in names.split() if name.startswith("md-"))
    assert found == {name for name in FRAME_CLASSES if name.startswith("md-")} | {"md-typeset"}


def test_material_is_left_with_what_can_match():
    whole = "\n".join(file.read_text(encoding="utf-8") for file in material_styles())
    frame, text = frame_styles(OURS), text_styles(OURS)
    assert len(frame) < len(whole) / 15
    for selectors in (b.prelude for b in flat(parse(frame)) if not b.prelude.startswith("@")):
        for one in split_list(selectors):
            assert any(need <= FRAME_CLASSES for need in required_classes(one)), one
    kept = {b.prelude for b in flat(parse(frame + text))}
    # What Markdown gives, whatever organizers write.
    for needed in (".md-typeset .admonition", ".md-typeset pre", ".md-typeset blockquote"):
        assert any(needed in prelude for prelude in kept), needed
    assert used_properties(text) <= declared_properties(frame + text + OURS) | {
        name for name in used_properties(text) if name not in declared_properties(whole)
    }


def test_a_style_sheet_for_every_page_is_small():
    style = frame_styles(OURS).encode() + (ASSETS / "frame.css").read_bytes()
    assert len(gzip.compress(style)) <= MOST
