"""Drawn covers: one standalone SVG file for a record without a picture. No Pillow here.

A cover depends on the record's id, its seal, its original title and one title for the foot, so it
is the same in every build, language and edition. It is used through <img>: only fonts of the
reader's system by name, and nothing from outside. Canvas: 600 × 800.

Both upper corners stay free of lettering: the same file serves left-to-right and right-to-left
pages, and the shortlist button stands at the inline end of either.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from catalog.core.formats import escape_xml as escape
from catalog.media.images.colour import darken, mix
from catalog.media.images.lettering import (
    Cell,
    Script,
    break_lines,
    clean_text,
    find_script,
    join_cells,
    measure,
    split_cells,
    split_words,
)
from catalog.media.images.motifs import MOTIFS, Sheet, hash_text, roll
from catalog.media.images.sizes import DIGEST_LENGTH, slug_stem

WIDTH, HEIGHT = 600, 800


@dataclass(frozen=True)
class Palette:
    """Colours of a cover; ink on ground and on tone is at least 4.5:1."""

    name: str
    ground: str
    tone: str
    ink: str
    seal: str


PALETTES = (
    Palette("celadon", "#8ab09f", "#759e8e", "#0e231d", "#a3271d"),
    Palette("cinnabar", "#a5352b", "#8a261e", "#f8ecda", "#2a0a07"),
    Palette("indigo cloth", "#1f3b5e", "#162c49", "#eaf0f4", "#c03f31"),
    Palette("ink", "#1d2121", "#101212", "#ece8df", "#b8362a"),
    Palette("rice paper", "#ece8de", "#dbd4c4", "#1c1b19", "#a3271d"),
    Palette("gardenia", "#dda63e", "#c88f28", "#271a03", "#8e1f17"),
    Palette("mulberry", "#472541", "#351a31", "#f3e6ef", "#b8402f"),
    Palette("Longjing", "#3d5a3b", "#2e472d", "#eff2e2", "#b23a2c"),
    Palette("lotus", "#dbb8b2", "#cba29c", "#35141a", "#8e1f17"),
    Palette("lake mist", "#b7cfd3", "#9fbdc2", "#10303a", "#a3271d"),
)

_EMOJI = "'Noto Color Emoji','Apple Color Emoji','Segoe UI Emoji'"
_SONG = {
    "zh-Hans": "'Songti SC','Noto Serif CJK SC','Source Han Serif SC',STSong,SimSun",
    "zh-Hant": "'Songti TC','Noto Serif CJK TC','Source Han Serif TC',PMingLiU",
    "ja": "'Hiragino Mincho ProN','Yu Mincho','Noto Serif CJK JP','Source Han Serif JP',YuMincho",
    "ko": "AppleMyungjo,'Noto Serif CJK KR','Source Han Serif KR',Batang",
}
_LATIN = "ui-serif,'Iowan Old Style','Noto Serif Display','Sitka Display',Palatino,Georgia"


@dataclass(frozen=True)
class _Hand:
    """How a script is set in lines: fonts, weight, line height and largest size in em and units."""

    fonts: str
    weight: int
    leading: float
    largest: float


_HANDS: dict[Script, _Hand] = {
    "latin": _Hand(_LATIN, 400, 1.06, 150),
    "other": _Hand(_LATIN, 400, 1.16, 120),
    "hangul": _Hand(_SONG["ko"], 700, 1.24, 150),
    "thai": _Hand("'Noto Serif Thai',Thonburi,'Leelawadee UI'", 700, 1.5, 120),
    "arabic": _Hand("'Noto Naskh Arabic','Geeza Pro','Traditional Arabic'", 700, 1.42, 150),
}

# Lettering keeps this far from the sides, and below the corners where a button may stand.
_MARGIN = 58
_TOP = 172
_INNER_TOP = 76
_LINES = 7  # of a title at most
_CORNER = 176
_SEAL = 88
_GAP = 1.05
_PITCH = 1.16

# How much a setting's size counts by its number of columns: few columns read better.
_FAVOUR = {1: 0.84, 2: 0.7, 3: 0.5, 4: 0.41}


@dataclass(frozen=True)
class _Foot:
    svg: str
    top: float


# Each kind has motifs of its own, by the glyph on its seal: a wall of covers tells novels from
# games before a title is read. Places in MOTIFS; other records have them all.
_MOTIFS_OF = {
    "文": (6, 7, 1),
    "漫": (3, 8, 4),
    "声": (5, 2, 0),
    "影": (0, 4, 9),
    "动": (8, 5, 1),
    "游": (3, 2, 7),
    "玩": (9, 6, 8),
}


class Dress(NamedTuple):
    """What a record without a picture is dressed in: places in ``PALETTES`` and ``MOTIFS``."""

    palette: int
    motif: int


def choose_dress(record_id: str, *, family: str = "", glyph: str = "") -> Dress:
    """A record's palette and motif, the same for ever.

    The palette is its family's, so that the works of one story world are seen to belong
    together; the motif is its kind's, and which of those, its own.
    """
    palette = hash_text(family or record_id) % len(PALETTES)
    motifs = _MOTIFS_OF.get(glyph) or tuple(range(len(MOTIFS)))
    return Dress(palette, motifs[(hash_text(record_id) >> 5) % len(motifs)])


def draw_cover(
    record_id: str,
    *,
    family: str = "",
    glyph: str = "",
    title: str = "",
    lang: str = "",
    foot: str | None = None,
) -> str:
    """A cover as the text of an SVG file.

    `family` is the id of the family whose palette it wears ("" for its own), `glyph` the seal of
    the record's kind ("" for no seal), `title` the original title in any
    script, `lang` its BCP 47 tag, `foot` a translated title (None, or the same as the title, for
    none). All are plain text and escaped here.
    """
    seed = hash_text(record_id)
    dress = choose_dress(record_id, family=family, glyph=glyph)
    palette = PALETTES[dress.palette]
    title, glyph = clean_text(title), clean_text(glyph)
    lang = "".join(char for char in lang if char.isascii() and (char.isalnum() or char == "-"))
    foot_text = clean_text(foot or "")
    lower = _draw_foot(foot_text if foot_text != title else "", palette)
    ground = _draw_ground(palette, dress.motif, seed, WIDTH, HEIGHT)
    script = find_script(title)
    if script == "han":
        body = _draw_columns(split_cells(title), glyph, palette, lang, seed, lower.top)
    else:
        body = _draw_words(title, script, glyph, palette, lang, seed, lower.top)
    return _wrap(WIDTH, HEIGHT, ground + lower.svg + body)


@cache
def draw_scene(dress: Dress, width: int, height: int) -> str:
    """Palette and motif of a cover at any size, without a letter, as an SVG file.

    All records of one palette and motif share one scene, so a fair of a thousand works without
    pictures has at most a hundred.
    """
    palette, motif = dress
    ground = _draw_ground(PALETTES[palette], motif, motif + 1, width, height)
    return _wrap(width, height, ground)


@cache
def cover_ground(record_id: str, family: str = "") -> str:
    """The ground for a page about a record with a drawn cover: its hue, dark, '#rrggbb'."""
    return darken(PALETTES[choose_dress(record_id, family=family).palette].ground)


def cover_name(record_id: str, **drawn_from: str | None) -> str:
    """Name inside `media/` of a drawn cover: the record's id and a hash of all it is drawn from.

    `drawn_from` is what :func:`draw_cover` is given. The code that draws counts as well, so that a
    cover of that name need not be drawn again.
    """
    parts = (_drawing_code(), record_id, sorted(drawn_from.items()))
    digest = hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{slug_stem(record_id.replace('/', '-') + '.')}-{digest[:DIGEST_LENGTH]}.svg"


@cache
def _drawing_code() -> str:
    here = Path(__file__)
    files = (here, *(here.with_name(f"{name}.py") for name in ("colour", "lettering", "motifs")))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _wrap(width: int, height: int, inner: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" direction="ltr">{inner}</svg>\n'
    )


def _draw_ground(palette: Palette, motif: int, dice_seed: int, width: int, height: int) -> str:
    sheet = Sheet(width, height, palette.ground, palette.tone)
    light = mix(palette.ground, "#ffffff", 0.05)
    return (
        '<defs><linearGradient id="g" x1="0" y1="0" x2=".35" y2="1">'
        f'<stop offset="0" stop-color="{light}"/>'
        f'<stop offset="1" stop-color="{palette.ground}"/></linearGradient></defs>'
        f'<rect width="{width}" height="{height}" fill="url(#g)"/>'
        f"{MOTIFS[motif](sheet, roll(dice_seed))}"
    )


def _language(lang: str) -> str:
    return f' xml:lang="{escape(lang)}"' if lang else ""


def _song(lang: str) -> str:
    tag = lang.lower()
    if tag.startswith("ja"):
        return _SONG["ja"]
    if tag.startswith("ko"):
        return _SONG["ko"]
    traditional = tag.startswith("zh") and any(
        part in ("hant", "tw", "hk", "mo") for part in tag.split("-")
    )
    return _SONG["zh-Hant" if traditional else "zh-Hans"]


def _draw_seal(glyph: str, palette: Palette, x: float, y: float) -> str:
    """A seal whose upper left corner is at (x, y); nothing without a glyph."""
    if not glyph:
        return ""
    size = 56 if measure(glyph) < 1.5 else 56 / measure(glyph) * 1.2
    return (
        f'<g transform="translate({x:.0f} {y:.0f})"><path d="M5 3C28 0 60 2 84 1C88 24 86 58 87 83'
        f'C62 88 28 86 3 86C0 62 2 28 5 3Z" fill="{palette.seal}"/>'
        f'<text x="44" y="{44 + size * 0.37:.0f}" text-anchor="middle" xml:lang="zh-Hans" '
        f'font-family="{_SONG["zh-Hans"]},serif" font-weight="700" font-size="{size:.0f}" '
        f'fill="#fff">{escape(glyph)}</text></g>'
    )


def _draw_foot(text: str, palette: Palette) -> _Foot:
    """Hairline and translated title; `top` is where lettering above must end."""
    if not text:
        return _Foot("", HEIGHT - 72)
    room = WIDTH - 2 * _MARGIN
    words = split_words(text, find_script(text))
    size, lines = 35.0, [text]
    if measure(text) * size > room:
        widths = [measure(word) for word in words]
        counts = break_lines(widths, 2)
        lines = _join(words, counts)
        size = min(33.0, room / max(measure(line) for line in lines))
        if size < 25:
            size = 25.0
            lines = [_cut(text, room / size)]
    top = HEIGHT - 52 - size * 1.22 * len(lines)
    texts = "".join(
        f'<text x="{_MARGIN}" y="{top + size * (1.36 + 1.2 * i):.0f}">{escape(line)}</text>'
        for i, line in enumerate(lines)
    )
    # The motif fades away under the small letters.
    svg = (
        '<defs><linearGradient id="f" x1="0" y1="0" x2="0" y2="1">'
        f'<stop offset="0" stop-color="{palette.ground}" stop-opacity="0"/>'
        f'<stop offset=".45" stop-color="{palette.ground}" stop-opacity=".86"/></linearGradient>'
        f'</defs><path d="M0 {top - 60:.0f}H{WIDTH}V{HEIGHT}H0Z" fill="url(#f)"/>'
        f'<path d="M{_MARGIN} {top:.0f}H{WIDTH - _MARGIN}" stroke="{palette.ink}" '
        'stroke-width="2" opacity=".5"/>'
        f'<g font-family="{_LATIN},serif" font-size="{size:.0f}" fill="{palette.ink}">{texts}</g>'
    )
    return _Foot(svg, top - 36)


def _cut(text: str, room: float) -> str:
    while text and measure(text + "…") > room:
        text = text[:-1].rstrip()
    return text + "…"


def _join(words: list[str], counts: list[int]) -> list[str]:
    lines, at = [], 0
    for count in counts:
        lines.append("".join(words[at : at + count]).strip())
        at += count
    return lines


@dataclass(frozen=True)
class _Setting:
    columns: list[list[Cell]]
    size: float

    @property
    def width(self) -> float:
        return self.size * (1 + _PITCH * (len(self.columns) - 1))

    @property
    def height(self) -> float:
        return self.size * max(_tall(column) for column in self.columns)


def _tall(column: list[Cell]) -> float:
    return sum(cell.height for cell in column) * _GAP


def _set_columns(parts: list[list[Cell]], width: float, height: float) -> _Setting:
    """The columns in which a title is largest, at most four, fewer preferred."""
    cells = [cell for part in parts for cell in part]
    total = _tall(cells)
    single = min(250.0 if total < 2.6 else 208.0, height / total)
    if total <= 5.8:
        return _Setting([cells], single)
    groups = join_cells(cells)
    heights = [_tall(group) for group in groups]
    options = [_Setting([cells], min(single, 120.0))]
    if 2 <= len(parts) <= 4:
        options.append(_fit(parts, width, height))
    for count in (2, 3, 4):
        columns, at = [], 0
        for taken in break_lines(heights, count):
            columns.append([cell for group in groups[at : at + taken] for cell in group])
            at += taken
        options.append(_fit(columns, width, height))
    # A break at the title's own punctuation is worth a smaller size.
    best = max(options, key=_favour)
    own = options[1] if 2 <= len(parts) <= 4 else best
    return own if own.size > 0.72 * best.size else best


def _favour(setting: _Setting) -> float:
    """How much a setting is liked: large, in few columns, no glyph left alone."""
    orphan = len(setting.columns) > 1 and len(setting.columns[-1]) == 1
    return setting.size * _FAVOUR[len(setting.columns)] * (0.8 if orphan else 1)


def _fit(columns: list[list[Cell]], width: float, height: float) -> _Setting:
    tallest = max(_tall(column) for column in columns)
    across = 1 + _PITCH * (len(columns) - 1)
    return _Setting(columns, min(150.0, height / tallest, width / across))


def _draw_columns(
    parts: list[list[Cell]], glyph: str, palette: Palette, lang: str, seed: int, bottom: float
) -> str:
    layout = ("right", "left", "middle", "slip")[(seed >> 9) % 4]
    room = WIDTH - 2 * _MARGIN
    setting = _set_columns(parts, room, bottom - _TOP)
    if len(setting.columns) == 1 and layout in ("middle", "slip"):
        return _draw_middle(
            setting.columns[0], glyph, palette, lang, seed, bottom, layout == "slip"
        )
    if glyph and setting.width > room - _SEAL - 30:
        # No room beside the title: the seal goes below it.
        setting = _set_columns(parts, room, bottom - _TOP - _SEAL - 36)
    # Several columns end at the left, and there the seal closes them.
    right = layout == "right" or len(setting.columns) > 1
    edge = WIDTH - _MARGIN if right else _MARGIN + setting.width
    free = bottom - _TOP - setting.height
    top = _TOP + min(40.0, free / 3)
    title = _draw_cells(setting, edge - setting.size / 2, top, palette.ink, lang)
    seal_x = _MARGIN if right else WIDTH - _MARGIN - _SEAL
    return title + _draw_seal(glyph, palette, seal_x, bottom - _SEAL)


def _draw_middle(
    cells: list[Cell],
    glyph: str,
    palette: Palette,
    lang: str,
    seed: int,
    bottom: float,
    slip: bool,
) -> str:
    """One column between the corners, bare or on a title slip as on a thread-bound book."""
    total = _tall(cells)
    top, air = _INNER_TOP, 34.0 if slip else 0.0
    widest = (WIDTH - 2 * _CORNER) / (1.5 if slip else 1.0)
    size = min(widest, (bottom - top - 2 * air) / total)
    x = WIDTH / 2
    seal_x = _MARGIN if seed >> 11 & 1 else WIDTH - _MARGIN - _SEAL
    seal = _draw_seal(glyph, palette, seal_x, bottom - _SEAL)
    setting = _Setting([cells], size)
    if not slip:
        return _draw_cells(setting, x, top, palette.ink, lang) + seal
    wide, tall = size * 1.5, size * total + 2 * air
    rim = (
        f'<rect x="{x - wide / 2:.0f}" y="{top:.0f}" width="{wide:.0f}" height="{tall:.0f}" '
        f'fill="{palette.ink}"/><rect x="{x - wide / 2 + 9:.0f}" y="{top + 9:.0f}" '
        f'width="{wide - 18:.0f}" height="{tall - 18:.0f}" fill="none" '
        f'stroke="{palette.ground}" stroke-width="2.5"/>'
    )
    return rim + _draw_cells(setting, x, top + air, palette.ground, lang) + seal


def _draw_cells(setting: _Setting, x: float, top: float, ink: str, lang: str) -> str:
    """Cells of columns that run from right to left, the first centred on `x`."""
    out = [
        f'<g font-family="{_song(lang)},{_EMOJI},serif" font-weight="700" '
        f'font-size="{setting.size:.1f}" text-anchor="middle" fill="{ink}"{_language(lang)}>'
    ]
    for number, column in enumerate(setting.columns):
        middle = x - number * setting.size * _PITCH
        y = top
        for cell in column:
            step = cell.height * setting.size * _GAP
            out.append(_draw_cell(cell, middle, y + step / 2, setting.size))
            y += step
    return "".join(out) + "</g>"


def _draw_cell(cell: Cell, x: float, y: float, em: float) -> str:
    """A cell centred on (x, y)."""
    size = cell.size * em
    # The middle of a Han glyph is 0.38 em above the baseline; that of Latin capitals 0.35 em.
    base = y + size * (0.36 if cell.size < 1 else 0.38)
    if cell.small:
        x, base = x + em * 0.1, base - em * 0.1
    own = f' font-size="{size:.1f}"' if cell.size < 1 else ""
    turn = f' transform="rotate(90 {x:.0f} {y:.0f})"' if cell.turned else ""
    return f'<text x="{x:.0f}" y="{base:.0f}"{own}{turn}>{escape(cell.text)}</text>'


def _draw_words(
    title: str,
    script: Script,
    glyph: str,
    palette: Palette,
    lang: str,
    seed: int,
    bottom: float,
) -> str:
    room = WIDTH - 2 * _MARGIN
    seal_space = _SEAL + 34 if glyph else 0
    mirrored = script == "arabic"
    seal_x = WIDTH - _MARGIN - _SEAL if mirrored else _MARGIN
    words = split_words(title, script)
    if not words:
        return _draw_seal(glyph, palette, seal_x, bottom - _SEAL)
    hand = _HANDS[script]
    lines, size = _set_words(words, hand, room, bottom - _TOP - seal_space)
    height = size * hand.leading * len(lines)
    low = bool(seed >> 9 & 1)
    top = bottom - height if low else _TOP
    seal_y = top - seal_space + 8 if low else bottom - _SEAL
    anchor = f'x="{WIDTH - _MARGIN if mirrored else _MARGIN}"'
    rows = "".join(
        f'<text {anchor} y="{top + size * (0.5 * hand.leading + 0.34 + i * hand.leading):.0f}">'
        f"{escape(line)}</text>"
        for i, line in enumerate(lines)
    )
    direction = ' direction="rtl"' if mirrored else ""
    return (
        f'<g font-family="{hand.fonts},{_EMOJI},serif" font-weight="{hand.weight}" '
        f'font-size="{size:.1f}" fill="{palette.ink}"{direction}{_language(lang)}>{rows}</g>'
        f"{_draw_seal(glyph, palette, seal_x, seal_y)}"
    )


def _set_words(
    words: list[str], hand: _Hand, width: float, height: float
) -> tuple[list[str], float]:
    """The lines in which a title is largest, and that size."""
    widths = [measure(word) for word in words]
    best: tuple[list[str], float] = ([], 0.0)
    for count in range(1, min(_LINES, len(words)) + 1):
        lines = _join(words, break_lines(widths, count))
        longest = max(measure(line) for line in lines)
        size = min(hand.largest, width / longest, height / (len(lines) * hand.leading))
        if size > best[1]:
            best = lines, size
    return best
