"""Arithmetic of colours written '#rrggbb'."""

import colorsys

Channels = tuple[int, int, int]

MAX_GROUND_LIGHTNESS = 0.12
"""HSL lightness that a ground under white lettering may have at most."""


def parse_hex(colour: str) -> Channels:
    """Red, green and blue, 0 to 255, of '#rrggbb'."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def render_hex(channels: Channels) -> str:
    """'#rrggbb' of red, green and blue."""
    return "#{:02x}{:02x}{:02x}".format(*channels)


def mix(one: str, other: str, share: float) -> str:
    """The colour `share` (0 to 1) of the way from `one` to `other`."""
    pairs = zip(parse_hex(one), parse_hex(other), strict=True)
    red, green, blue = (round(a + (b - a) * share) for a, b in pairs)
    return render_hex((red, green, blue))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it, 0 to 1."""
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in parse_hex(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2 defines it, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lightness(colour: str) -> float:
    """HSL lightness, 0 to 1."""
    channels = parse_hex(colour)
    return (max(channels) + min(channels)) / 510


def darken(colour: str) -> str:
    """The same hue and saturation at `MAX_GROUND_LIGHTNESS` or less."""
    red, green, blue = (channel / 255 for channel in parse_hex(colour))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    dark = colorsys.hls_to_rgb(hue, min(light, MAX_GROUND_LIGHTNESS), saturation)
    # Rounded down: rounding to the nearest could end a hair above the limit.
    red, green, blue = (int(value * 255 + 1e-6) for value in dark)
    return render_hex((int(red), int(green), int(blue)))
