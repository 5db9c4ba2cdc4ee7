"""An edition's colour can be read, whatever it is."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalog.media.accent import (
    CELADON,
    GROUNDS,
    INKS,
    READABLE,
    SECOND_INKS,
    accent_tones,
    render_accent,
)
from catalog.media.images.colour import contrast

STYLES = Path(__file__).parents[3] / "theme" / "styles" / "base" / "tokens.css"
COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@given(COLOURS)
@example("#ffff00")
@example("#000000")
@example("#ffffff")
@example("#777777")
@example("#c8102e")
def test_every_colour_can_be_read_where_it_is_used(accent):
    for scheme, tones in accent_tones(accent).items():
        key = tones["--sc-key"]
        for ground in (GROUNDS[scheme], tones["--sc-tint"], tones["--sc-tint2"]):
            assert contrast(key, ground) >= READABLE, (scheme, "key", ground)
            assert contrast(INKS[scheme], ground) >= 7, (scheme, "ink", ground)
            assert contrast(SECOND_INKS[scheme], ground) >= READABLE, (scheme, "second", ground)
        assert contrast(tones["--sc-on-key"], key) >= READABLE
        assert contrast("#eaf4ef", tones["--sc-deep"]) >= 7
        assert contrast(tones["--sc-on-deep2"], tones["--sc-deep"]) >= READABLE


def test_a_colour_that_can_be_read_stays_as_it_is():
    assert accent_tones("#7a1f5c")["default"]["--sc-key"] == "#7a1f5c"
    assert accent_tones("#f0a6c8")["slate"]["--sc-key"] == "#f0a6c8"


def test_the_design_needs_no_stylesheet():
    assert render_accent(None) == ""
    assert render_accent(CELADON) == ""


def test_the_stylesheet_has_both_schemes_and_only_known_properties():
    styles = STYLES.read_text(encoding="utf-8")
    found = render_accent("#7a1f5c")
    assert re.findall(r"\[data-md-color-scheme=(\w+)\]", found) == ["default", "slate"]
    names = set(re.findall(r"(--[\w-]+):#[0-9a-f]{6}(?:[0-9a-f]{2})?", found))
    assert len(names) >= 12
    for name in names:
        assert f"{name}:" in styles, name


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_grounds_and_inks_are_those_of_the_theme(scheme):
    styles = STYLES.read_text(encoding="utf-8")
    rule = re.search(rf'\[data-md-color-scheme="{scheme}"\] \{{(.*?)\n\}}', styles, re.DOTALL)
    assert rule
    own = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6})", rule[1]))
    assert own["--md-default-bg-color"] == GROUNDS[scheme]
    assert own["--md-default-fg-color"] == INKS[scheme]
    assert own["--md-default-fg-color--light"] == SECOND_INKS[scheme]
