"""From bytes to lines of text."""

from __future__ import annotations

import re

from catalog.core.problems import Problem, problem

# What YAML takes for the end of a line; an editor's idea of lines may be narrower, but these
# characters are hardly ever typed on purpose.
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")

# How the files of Word, WPS, WordPad and PDF begin.
_DOCUMENTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF-")


def split_lines(text: str) -> list[str]:
    """The lines that places count."""
    return _BREAK.split(text)


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
