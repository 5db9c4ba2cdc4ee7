"""How a title is cut into what a cover can set: cells of a column, or lines of words.

Widths are in em and estimated: the reader's fonts are not known when a cover is drawn, so the
estimate is that of a wide serif, and what it fits, narrower fonts fit too.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Script = Literal["han", "latin", "arabic", "thai", "hangul", "other"]

MAX_CELLS = 44
"""A longer title is cut with an ellipsis; four columns of eleven still read at 160 px."""

MAX_LETTERS = 120

# Not set in a column: the break between columns says the same.
_SKIPPED = frozenset("·・:,。、!?—–―-…⋯《》〈〉「」『』【】()[]“”‘’\"'~|/\\;.&_ ")
# Drawn along the column.
_TURNED = frozenset("ー〜∼")
# Small kana stand in the upper right quarter of their cell.
_SMALL = frozenset("ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ")

# What XML 1.0 forbids, and what would turn or hide text unseen.
_ILLEGAL = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)

_NARROW = frozenset("iljtfrI.,:;'|!()[] ·-")
_WIDE = frozenset("mwMW@%&—ŒÆœæ")
_LEADING_VOWEL = re.compile("(?<=.)(?=[เแโใไ])")


@dataclass(frozen=True)
class Cell:
    """One step of a column: a glyph, or a Latin run set across or along it."""

    text: str
    height: float
    """Em of the column's size."""
    size: float = 1.0
    """Em of the column's size that the text itself is set at."""
    turned: bool = False
    small: bool = False


def clean_text(text: str) -> str:
    """The text on one line, without what XML forbids and without invisible marks."""
    plain = _ILLEGAL.sub("", text.replace("\t", " ").replace("\n", " ").replace("\r", " "))
    # Full-width Latin, digits and punctuation are the same letters in a wide box.
    plain = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in plain)
    return " ".join(plain.split())


def is_han(char: str) -> bool:
    """Whether a character is set upright in columns: Han, kana, bopomofo."""
    return (
        "\u3040" <= char <= "\u312f"
        or "\u3400" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0003ffff"
        or char in "々〇〆"
    )


def find_script(text: str) -> Script:
    """The script that decides how a title is set."""
    han = sum(map(is_han, text))
    letters = sum(char.isalpha() for char in text)
    if han and letters - han <= 3 * han and not any("\uac00" <= c <= "\ud7af" for c in text):
        return "han"
    for char in text:
        if "\u0590" <= char <= "\u08ff" or "\ufb1d" <= char <= "\ufefc":
            return "arabic"
        if "\u0e00" <= char <= "\u0eff":
            return "thai"
        if "\uac00" <= char <= "\ud7af" or "\u1100" <= char <= "\u11ff":
            return "hangul"
    return "latin" if any(char.isascii() and char.isalnum() for char in text) else "other"


def measure(text: str) -> float:
    """Estimated width in em, rather too wide than too narrow."""
    return sum(map(_measure_char, text))


@lru_cache(maxsize=16384)
def _measure_char(char: str) -> float:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF" or ord(char) > 0x1F000:
        return 1.04
    if char in _NARROW:
        return 0.42
    if char in _WIDE:
        return 1.02
    if "\u0590" <= char <= "\u08ff" or "\ufb1d" <= char <= "\ufefc":
        return 0.56
    if "\u0e00" <= char <= "\u0eff":
        return 0.6
    if char.isupper():
        return 0.8
    return 0.62


def split_clusters(text: str) -> list[str]:
    """What a reader sees as one sign each: a letter with its marks, an emoji with its joiners."""
    clusters: list[str] = []
    for char in text:
        joins = (
            unicodedata.category(char) in ("Mn", "Me", "Mc")
            or char == "\u200d"
            or "\U0001f3fb" <= char <= "\U0001f3ff"
            or "\ufe00" <= char <= "\ufe0f"
        )
        after = clusters and (
            joins or clusters[-1].endswith("\u200d") or _is_half_flag(clusters[-1], char)
        )
        if after:
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


def _is_half_flag(before: str, char: str) -> bool:
    flag = "\U0001f1e6" <= char <= "\U0001f1ff"
    return flag and len(before) == 1 and "\U0001f1e6" <= before <= "\U0001f1ff"


def split_cells(title: str) -> list[list[Cell]]:
    """Cells of a vertical title, in the parts that its punctuation makes."""
    parts: list[list[Cell]] = [[]]
    run = ""
    left = MAX_CELLS
    for cluster in [*split_clusters(title), ""]:
        # A dot inside letters belongs to them: S.C.I.
        if cluster and ((cluster.isascii() and cluster.isalnum()) or (cluster == "." and run)):
            run += cluster
            continue
        if run:
            cells = _set_run(run.rstrip(".") if run.count(".") == 1 else run)
            parts[-1] += cells
            left -= len(cells)
            run = ""
        if not cluster:
            break
        if cluster in _SKIPPED:
            if parts[-1]:
                parts.append([])
            continue
        if left <= 1:
            parts[-1].append(Cell("…", 0.8, turned=True))
            break
        if "\u200d" in cluster:
            # Where a font lacks the joined picture it shows all of its parts in a row.
            cluster = cluster.split("\u200d")[0]
        turned, small = cluster in _TURNED, cluster in _SMALL
        parts[-1].append(Cell(cluster, 1.0, turned=turned, small=small))
        left -= 1
    return [part for part in parts if part]


def _set_run(run: str) -> list[Cell]:
    """A Latin run in a column: across it while that is readable, otherwise along it."""
    width = measure(run)
    if width <= 2.9:
        size = min(0.94, 1.08 / width)
        return [Cell(run, max(0.5, size * 0.98), size)]
    size = 0.72
    return [Cell(run, width * size, size, turned=True)]


def join_cells(cells: list[Cell]) -> list[list[Cell]]:
    """Groups that a column must not break: no column begins with a small kana or a long mark."""
    groups: list[list[Cell]] = []
    for cell in cells:
        if groups and (cell.small or cell.text in _TURNED or cell.text in "々…"):
            groups[-1].append(cell)
        else:
            groups.append([cell])
    return groups


def split_words(title: str, script: Script) -> list[str]:
    """The pieces between which a line may break, each with the space that follows it."""
    words = re.findall(r"\S+\s*", title[:MAX_LETTERS])
    if script == "thai":
        # Thai writes no spaces; before a leading vowel a syllable always begins.
        words = [
            piece
            for word in words
            for piece in (_LEADING_VOWEL.split(word) if measure(word) > 7 else [word])
        ]
    if len(title) > MAX_LETTERS:
        words[-1] = words[-1][:-1].rstrip() + "…"
    return words


def break_lines(widths: list[float], lines: int) -> list[int]:
    """How many items each of at most `lines` lines takes, the longest line as short as can be.

    Earlier lines are filled first.
    """
    low, high = max(widths), sum(widths)
    if lines == 1:
        return [len(widths)]
    for _ in range(24):
        middle = (low + high) / 2
        if len(_fill(widths, middle)) <= lines:
            high = middle
        else:
            low = middle
    return _fill(widths, high)


def _fill(widths: list[float], room: float) -> list[int]:
    counts, used = [0], 0.0
    for width in widths:
        if counts[-1] and used + width > room + 1e-6:
            counts.append(0)
            used = 0.0
        counts[-1] += 1
        used += width
    return counts
