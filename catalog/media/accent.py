"""An edition's own colour: one hue from ``theme.accent`` for links, buttons, tints and hills.

The organizers' colour is made darker or lighter until it can be read wherever the theme writes
with it, in both schemes; it never has to be chosen for that. All other tones are mixed from the
result in the shares that the design's celadon has, so text keeps its contrast on them.
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterator, Mapping

from catalog.media.images.colour import contrast, mix, parse_hex, render_hex

CELADON = "#0b5d4c"
"""The design's own; an edition that names it gets the design as it is."""

READABLE = 4.5
"""WCAG 2.2 AA, for text of any size."""

# Of theme/styles/base/tokens.css, by scheme.
GROUNDS = {"default": "#fcfdfc", "slate": "#0b100f"}
INKS = {"default": "#0f1714", "slate": "#edf2ef"}
SECOND_INKS = {"default": "#4a5752", "slate": "#a8b6b0"}
_ON_DEEP = "#eaf4ef"

# A dark page wants more than what can just be read, as the design's own 11.2.
_WANTED = {"default": READABLE, "slate": 7.5}
_DEEP = 10.5  # of the text on deep bands
_CALM = 0.6  # saturation that a colour made lighter may have: more glares on a dark page

_STEPS = 40

# Shares of the key on the ground: tint, tint2, hills and glaze.
_SHARES = {
    "default": {
        "--sc-tint": 0.05,
        "--sc-tint2": 0.108,
        "--kv1": 0.1,
        "--kv2": 0.18,
        "--kv3": 0.31,
        "--kv4": 0.45,
        "--sc-glaze": 0.4,
    },
    "slate": {
        "--sc-tint": 0.05,
        "--sc-tint2": 0.1,
        "--kv1": 0.045,
        "--kv2": 0.09,
        "--kv3": 0.15,
        "--kv4": 0.22,
        "--sc-glaze": 0.5,
    },
}


def accent_tones(accent: str) -> dict[str, dict[str, str]]:
    """Scheme → custom property → colour.

    Args:
        accent: ``#rrggbb``.
    """
    return {scheme: _tones(scheme, accent) for scheme in GROUNDS}


def render_accent(accent: str | None) -> str:
    """The stylesheet of an edition's colour; "" for none and for the design's own."""
    if accent is None or accent == CELADON:
        return ""
    return "".join(_rules(accent_tones(accent)))


def _rules(tones: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    for scheme, values in tones.items():
        body = ";".join(f"{name}:{colour}" for name, colour in values.items())
        yield f"[data-md-color-scheme={scheme}]{{{body}}}\n"


def _tones(scheme: str, accent: str) -> dict[str, str]:
    ground = GROUNDS[scheme]
    key, tones = next(
        (key, tones)
        for key in _candidates(scheme, accent)
        if _is_readable(scheme, key, tones := _mixed(scheme, key))
    )
    deep = next(
        deep
        for deep in (mix(accent, "#000000", step / _STEPS) for step in range(_STEPS + 1))
        if contrast(deep, _ON_DEEP) >= _DEEP
    )
    return {
        "--sc-key": key,
        "--sc-on-key": _on(key),
        "--md-accent-fg-color": key,
        "--md-accent-fg-color--transparent": key + ("14" if scheme == "default" else "1f"),
        "--md-typeset-a-color": key,
        **tones,
        "--kv0": ground,
        "--sc-deep": deep if scheme == "default" else mix(deep, ground, 0.3),
        "--sc-on-deep2": mix(_ON_DEEP, deep, 0.25),
    }


def _candidates(scheme: str, accent: str) -> Iterator[str]:
    """The colour itself, then ever darker or lighter; ink, the last, can be read anywhere."""
    for step in range(_STEPS):
        share = step / _STEPS
        if scheme == "default" or not step:
            yield mix(accent, INKS[scheme], share)
            continue
        red, green, blue = (channel / 255 for channel in parse_hex(accent))
        hue, light, full = colorsys.rgb_to_hls(red, green, blue)
        lighter = colorsys.hls_to_rgb(hue, light + (1 - light) * share, min(full, _CALM))
        red, green, blue = (round(value * 255) for value in lighter)
        yield render_hex((int(red), int(green), int(blue)))
    yield INKS[scheme]


def _mixed(scheme: str, key: str) -> dict[str, str]:
    return {name: mix(GROUNDS[scheme], key, share) for name, share in _SHARES[scheme].items()}


def _is_readable(scheme: str, key: str, tones: Mapping[str, str]) -> bool:
    """Whether the key can be read on the ground and both tints, and text on them."""
    grounds = (GROUNDS[scheme], tones["--sc-tint"], tones["--sc-tint2"])
    return all(
        contrast(key, ground) >= _WANTED[scheme]
        and contrast(SECOND_INKS[scheme], ground) >= READABLE
        for ground in grounds
    )


def _on(key: str) -> str:
    """What is written on a button of that colour: white or a dark ink of its own hue."""
    dark = mix(key, "#000000", 0.85)
    return max(("#ffffff", dark), key=lambda text: contrast(text, key))
