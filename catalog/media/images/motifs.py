"""Ten quiet motifs for drawn covers, in a second tone of the ground. Text only, any size."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Dice = Callable[[], float]
"""Gives a number from 0 to 1 at each call, the same row of numbers for the same seed."""


@dataclass(frozen=True)
class Sheet:
    """What a motif is drawn on: its size and the two colours, '#rrggbb'."""

    width: float
    height: float
    ground: str
    tone: str


Motif = Callable[[Sheet, Dice], str]
"""SVG elements that fill the sheet."""


def roll(seed: int) -> Dice:
    """Dice of a seed: a linear congruential generator, good enough for hills."""
    state = (seed * 2654435761 + 1) & 0xFFFFFFFF

    def next_number() -> float:
        nonlocal state
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        return (state >> 8) / 0xFFFFFF

    return next_number


def smooth(points: list[tuple[float, float]]) -> str:
    """Path data through points (Catmull-Rom as cubic curves), beginning with M."""
    data = [f"M{points[0][0]:.0f} {points[0][1]:.0f}"]
    for i in range(len(points) - 1):
        before, start = points[max(0, i - 1)], points[i]
        end, after = points[i + 1], points[min(len(points) - 1, i + 2)]
        data.append(
            f"C{start[0] + (end[0] - before[0]) / 6:.0f} {start[1] + (end[1] - before[1]) / 6:.0f} "
            f"{end[0] - (after[0] - start[0]) / 6:.0f} {end[1] - (after[1] - start[1]) / 6:.0f} "
            f"{end[0]:.0f} {end[1]:.0f}"
        )
    return "".join(data)


def ridge(width: float, base: float, rise: float, step: float, dice: Dice) -> str:
    """Path data of a ridgeline across `width`, up to `rise` above `base`."""
    first, second = dice() * math.tau, dice() * math.tau
    waves, fine = 0.8 + dice() * 1.1, 2.2 + dice() * 1.3
    points = []
    x = -step
    while x < width + 2 * step:
        at = x / width
        height = 0.62 * math.sin(at * waves * math.tau + first)
        height += 0.28 * math.sin(at * fine * math.tau + second)
        points.append((x, base - rise * (0.5 + 0.5 * height)))
        x += step
    return smooth(points)


def _moon(sheet: Sheet, dice: Dice) -> str:
    w, h, tone = sheet.width, sheet.height, sheet.tone
    r = min(w, h) * (0.3 + 0.1 * dice())
    x, y = w * (0.3 + 0.4 * dice()), h * (0.3 + 0.14 * dice())
    mist = []
    for i in range(3):
        at = y + r * (0.34 + 0.22 * i)
        left = x - r * (1.25 - 0.5 * dice())
        mist.append(f"M{left:.0f} {at:.0f}h{r * (1.1 + 0.7 * dice()):.0f}")
    return (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{r * 1.16:.0f}" fill="{tone}" opacity=".28"/>'
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{r:.0f}" fill="{tone}"/>'
        f'<path d="{"".join(mist)}" stroke="{sheet.ground}" stroke-width="{r * 0.055:.0f}" '
        'stroke-linecap="round"/>'
    )


def _hills(sheet: Sheet, dice: Dice) -> str:
    w, h, tone = sheet.width, sheet.height, sheet.tone
    parts = []
    for i, share in enumerate((0.6, 0.72, 0.84, 0.95)):
        line = ridge(w, h * share, h * (0.24 - 0.035 * i), w / 7, dice)
        end = f"V{h + 9:.0f}H-99Z"
        parts.append(f'<path d="{line}{end}" fill="{tone}" opacity="{0.34 + 0.2 * i:.2f}"/>')
    return "".join(parts)


def _waves(sheet: Sheet, dice: Dice) -> str:
    w, h, tone = sheet.width, sheet.height, sheet.tone
    r = 54 + 16 * dice()
    top = h * (0.58 + 0.08 * dice())
    rows = []
    row = 0
    while top + row * r * 0.5 < h + r:
        y = top + row * r * 0.5
        x = -r if row % 2 else 0.0
        circles = []
        while x < w + r:
            circles += [
                f'<circle cx="{x:.0f}" cy="{y + r:.0f}" r="{r * part:.0f}"/>'
                for part in (0.97, 0.68, 0.39)
            ]
            x += 2 * r
        rows.append("".join(circles))
        row += 1
    inner = "".join(rows)
    return f'<g fill="{sheet.ground}" stroke="{tone}" stroke-width="5">{inner}</g>'


def _lattice(sheet: Sheet, dice: Dice) -> str:
    w, h, tone = sheet.width, sheet.height, sheet.tone
    tile = 150 if dice() < 0.5 else 200
    inset, gap = tile * 0.17, tile * 0.33
    across, down = math.ceil(w / tile), math.ceil(h / tile)
    left, top = (w - across * tile) / 2, (h - down * tile) / 2
    squares, bars = [], []
    for i in range(across):
        for j in range(down):
            x, y = left + i * tile, top + j * tile
            side = tile - 2 * inset
            squares.append(f"M{x + inset:.0f} {y + inset:.0f}h{side:.0f}v{side:.0f}h-{side:.0f}z")
            core = tile - 2 * gap
            squares.append(f"M{x + gap:.0f} {y + gap:.0f}h{core:.0f}v{core:.0f}h-{core:.0f}z")
            middle = tile / 2
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                for near, far in ((gap, inset), (inset, 0.0)):
                    a, b = middle - near, middle - far
                    bars.append(
                        f"M{x + middle + dx * a:.0f} {y + middle + dy * a:.0f}"
                        f"L{x + middle + dx * b:.0f} {y + middle + dy * b:.0f}"
                    )
    d = "".join(squares + bars)
    return f'<path d="{d}" fill="none" stroke="{tone}" stroke-width="6"/>'


def _rain(sheet: Sheet, dice: Dice) -> str:
    w, h, tone = sheet.width, sheet.height, sheet.tone
    lean = (dice() - 0.5) * 0.22
    strokes = []
    x = -h * abs(lean)
    while x < w + h * abs(lean):
        y = -h * 0.3 * dice()
        thick = 2 + 7 * dice()
        dashes = []
        while y < h:
            length = h * (0.12 + 0.42 * dice())
            dashes.append(f"M{x + lean * y:.0f} {y:.0f}l{lean * length:.0f} {length:.0f}")
            y += length + h * (0.03 + 0.14 * dice())
        strokes.append(f'<path d="{"".join(dashes)}" stroke-width="{thick:.1f}"/>')
        x += 30 + 18 * dice()
    return f'<g stroke="{tone}" stroke-linecap="round" fill="none">{"".join(strokes)}</g>'


def _ripples(sheet: Sheet, dice: Dice) -> str:
    w, h, tone = sheet.width, sheet.height, sheet.tone
    x, y = w * (0.25 + 0.5 * dice()), h * (0.7 + 0.08 * dice())
    tilt = 0.3 + 0.12 * dice()
    rings = []
    r, thick = min(w, h) * 0.07, 10.0
    while r < w * 0.95:
        rings.append(
            f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="{r:.0f}" ry="{r * tilt:.0f}" '
            f'stroke-width="{thick:.1f}"/>'
        )
        r += min(w, h) * 0.085 + r * 0.06
        thick = max(2.0, thick * 0.9)
    return f'<g fill="none" stroke="{tone}">{"".join(rings)}</g>'


def _manuscript(sheet: Sheet, dice: Dice) -> str:
    w, h, tone = sheet.width, sheet.height, sheet.tone
    inset, pitch = 44.0, 64.0
    columns = max(4, round((w - 2 * inset) / pitch))
    pitch = (w - 2 * inset) / columns
    rules = "".join(
        f"M{inset + i * pitch:.1f} {inset:.0f}V{h - inset:.0f}" for i in range(1, columns)
    )
    # The fish tail of a printed leaf marks the middle of one column.
    fold = inset + (1 + int(dice() * (columns - 2))) * pitch
    y = h * (0.26 + 0.1 * dice())
    tail = (
        f"M{fold:.1f} {y:.0f}h{pitch:.1f}v{pitch * 0.9:.0f}l-{pitch / 2:.1f}-{pitch * 0.42:.0f}"
        f"l-{pitch / 2:.1f} {pitch * 0.42:.0f}z"
    )
    return (
        f'<path d="{rules}" stroke="{tone}" stroke-width="3"/><path d="{tail}" fill="{tone}"/>'
        f'<g fill="none" stroke="{tone}"><rect x="{inset:.0f}" y="{inset:.0f}" '
        f'width="{w - 2 * inset:.0f}" height="{h - 2 * inset:.0f}" stroke-width="4"/>'
        f'<rect x="{inset - 14:.0f}" y="{inset - 14:.0f}" width="{w - 2 * inset + 28:.0f}" '
        f'height="{h - 2 * inset + 28:.0f}" stroke-width="9"/></g>'
    )


def _terraces(sheet: Sheet, dice: Dice) -> str:
    w, h, tone = sheet.width, sheet.height, sheet.tone
    lines = []
    base, rise = h * (0.5 + 0.1 * dice()), h * (0.16 + 0.08 * dice())
    first, second = dice() * math.tau, dice() * math.tau
    waves = 0.6 + 0.5 * dice()
    for i in range(13):
        points = []
        for k in range(-1, 10):
            at = k / 8
            turn = at * waves * math.tau + first + i * 0.11
            swell = math.sin(turn) + 0.35 * math.sin(2.3 * turn + second)
            points.append((at * w, base + i * h * 0.045 - rise * swell * (1 - i / 18)))
        lines.append(f'<path d="{smooth(points)}" stroke-width="{2.5 + i * 0.65:.1f}"/>')
    return f'<g fill="none" stroke="{tone}">{"".join(lines)}</g>'


def _umbrella(sheet: Sheet, dice: Dice) -> str:
    w, h, tone = sheet.width, sheet.height, sheet.tone
    r = min(w, h) * (0.52 + 0.1 * dice())
    x, y = w * (0.2 + 0.6 * dice()), h * (0.7 + 0.1 * dice())
    ribs, turn = 24, dice() * math.tau
    spokes, rim = [], []
    for i in range(ribs):
        angle = turn + i * math.tau / ribs
        px, py = x + r * math.cos(angle), y + r * math.sin(angle)
        spokes.append(f"M{x:.0f} {y:.0f}L{px:.0f} {py:.0f}")
        rim.append(f"{'L' if i else 'M'}{px:.0f} {py:.0f}")
    return (
        f'<path d="{"".join(rim)}Z" fill="{tone}" opacity=".55"/>'
        f'<g fill="none" stroke="{tone}"><path d="{"".join(spokes)}" stroke-width="3.5"/>'
        f'<path d="{"".join(rim)}Z" stroke-width="5"/>'
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{r * 0.62:.0f}" stroke-width="16" opacity=".8"/>'
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{r * 0.56:.0f}" stroke-width="4"/></g>'
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{r * 0.09:.0f}" fill="{tone}"/>'
    )


def _bridge(sheet: Sheet, dice: Dice) -> str:
    w, h, tone = sheet.width, sheet.height, sheet.tone
    r = min(w, h) * (0.2 + 0.05 * dice())
    x, water = w * (0.35 + 0.3 * dice()), h * (0.66 + 0.05 * dice())
    span = r * 3.1
    deck = water - r * 1.42
    stone = (
        f"M{x - span:.0f} {water:.0f}C{x - span * 0.55:.0f} {water:.0f} {x - span * 0.45:.0f} "
        f"{deck:.0f} {x:.0f} {deck:.0f}S{x + span * 0.55:.0f} {water:.0f} {x + span:.0f} "
        f"{water:.0f}H{x + r:.0f}A{r:.0f} {r:.0f} 0 0 0 {x - r:.0f} {water:.0f}Z"
    )
    lines = []
    for i in range(7):
        y = water + 16 + i * (14 + 2.4 * i)
        half = span * (1.05 - 0.1 * i) * (0.75 + 0.3 * dice())
        shift = (dice() - 0.5) * r * 0.7
        lines.append(f"M{x - half + shift:.0f} {y:.0f}h{2 * half:.0f}")
    return (
        f'<path d="{stone}" fill="{tone}"/>'
        f'<path d="M{x - r:.0f} {water:.0f}A{r:.0f} {r:.0f} 0 0 0 {x + r:.0f} {water:.0f}" '
        f'fill="none" stroke="{tone}" stroke-width="5" opacity=".7"/>'
        f'<path d="M0 {water:.0f}H{w:.0f}" stroke="{tone}" stroke-width="4"/>'
        f'<path d="{"".join(lines)}" stroke="{tone}" stroke-width="5" stroke-linecap="round" '
        'opacity=".7"/>'
    )


MOTIFS: tuple[Motif, ...] = (
    _moon,
    _hills,
    _waves,
    _lattice,
    _rain,
    _ripples,
    _manuscript,
    _terraces,
    _umbrella,
    _bridge,
)


def draw_ridges(edition_id: str) -> str:
    """The edition picture: four ridgelines as inline SVG, shaded with `--kv0` to `--kv4`.

    It follows the colour scheme of the page, which must give those variables. The same edition
    has the same hills for ever.
    """
    dice = roll(hash_text(edition_id))
    shades = ((1, 0), (2, 0), (3, 1), (4, 2))
    gradients = "".join(
        f'<linearGradient id="kv{i}" x1="0" y1="0" x2="0" y2="1">'
        f'<stop offset="0" stop-color="var(--kv{top})"/>'
        f'<stop offset=".75" stop-color="var(--kv{foot})"/></linearGradient>'
        for i, (top, foot) in enumerate(shades)
    )
    levels = ((300, 205), (352, 190), (408, 105), (452, 78))
    hills = "".join(
        f'<path d="{line}V460H-96Z" fill="url(#kv{i})"/>'
        for i, line in enumerate(_levels(levels, dice))
    )
    return (
        '<svg class="sc-kv" viewBox="0 0 1440 460" preserveAspectRatio="xMidYMax slice" '
        f'aria-hidden="true"><defs>{gradients}</defs>{hills}</svg>'
    )


def _levels(levels: tuple[tuple[int, int], ...], dice: Dice) -> Iterator[str]:
    for base, rise in levels:
        yield ridge(1440, base, rise, 96, dice)


def hash_text(text: str) -> int:
    """FNV-1a of UTF-8, 32 bits, folded so that all bits vary."""
    value = 2166136261
    for byte in text.encode("utf-8", "surrogatepass"):
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value ^ (value >> 15)
