"""From bytes to lines of text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalog.core.problems import Problem, problem

# As editors count. YAML also breaks lines at U+0085, U+2028 and U+2029, which come along from
# documents and chats in the midst of a text: see readable().
_BREAK = re.compile("\r\n|[\r\n]")

# What no YAML file may hold, or what would break a line unseen. A file with a NUL is no text.
_UNREADABLE = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufff9-\ufffc\ufffe\uffff]"
)
_MOST = 1000  # in one file; with more it is no text
_HALF = re.compile(
    r"(?<!\\)((?:\\\\)*)\\u(?:([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
    r"|([dD][89a-fA-F][0-9a-fA-F]{2}))"
)

# How the files of Word, WPS, WordPad and PDF begin.
_DOCUMENTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF-")


def split_lines(text: str) -> list[str]:
    """The lines that places count."""
    return _BREAK.split(text)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What was left out of a line before YAML read it, and where the first of it stood."""

    line: int
    column: int
    found: tuple[str, ...]


def readable(text: str) -> tuple[str, list[Unreadable]]:
    """The text without characters for which YAML would refuse the file or break a line.

    What divides lines elsewhere becomes a space, so that words stay apart.
    """
    if "\x00" in text or not _UNREADABLE.search(text):
        return text, []
    told: list[Unreadable] = []
    lines = re.split("(\r\n|[\r\n])", text)
    for row in range(0, len(lines), 2):
        found = list(_UNREADABLE.finditer(lines[row]))
        if found:
            chars = tuple(dict.fromkeys(one[0] for one in found))
            told.append(Unreadable(row // 2 + 1, found[0].start() + 1, chars))
            lines[row] = _UNREADABLE.sub(_in_place, lines[row])
    if len(told) > _MOST:
        return text, []
    return "".join(lines), told


def _in_place(found: re.Match[str]) -> str:
    apart = found[0] in "\x0b\x0c\x85\u2028\u2029"
    begins = not found.string[: found.start()].strip(" -")
    return " " if apart and not begins else ""


def has_halves(text: str) -> bool:
    """Whether there is an escape of half a character, which YAML refuses."""
    return bool(_HALF.search(text))


def without_halves(text: str) -> tuple[str, list[Unreadable]]:
    """The text with pairs of escapes, as JSON writes them, as the character that they mean.

    Half of a pair means nothing and is left out.
    """
    told = []
    for number, line in enumerate(split_lines(text), 1):
        lone = [f for f in _HALF.finditer(line) if f[4]]
        if lone:
            chars = tuple(dict.fromkeys(chr(int(f[4], 16)) for f in lone))
            told.append(Unreadable(number, lone[0].start() + 1, chars))
    return _HALF.sub(_joined, text), told


def _joined(found: re.Match[str]) -> str:
    if found[4]:
        return found[1]
    high, low = int(found[2], 16), int(found[3], 16)
    return found[1] + chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def decode_leniently(data: bytes) -> str:
    """What somebody reading the file would see, for excerpts; never fails."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030" if _looks_like_gbk(data) else "utf-8-sig", "replace")


def decode(data: bytes, path: str) -> str | Problem:
    """A file's text, or the problem that says why it is none."""
    if data.startswith(_DOCUMENTS):
        return problem("not-utf8", path, line=1, column=1, hint="document")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return problem("not-utf8", path, line=1, column=1, hint="utf16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = split_lines(error.object[: error.start].decode("utf-8"))
        line, column = len(before), len(before[-1]) + 1
        hint = "gbk" if _looks_like_gbk(data) else ""
        return problem("not-utf8", path, line=line, column=column, hint=hint)


def _looks_like_gbk(data: bytes) -> bool:
    """Decodes as GB18030, and what comes out is mostly common Chinese characters."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    wide = [c for c in text if ord(c) > 0x7F]
    common = sum("\u4e00" <= c <= "\u9fa5" or c in "，。、：；“”《》！？（）…—·" for c in wide)
    return bool(wide) and common / len(wide) > 0.7
