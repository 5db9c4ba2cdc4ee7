"""Slips that can be told with what to write instead: a line is mended, and tried."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from catalog.core.messages import Bilingual
from catalog.core.problems import Problem, problem

_LONGEST = 500  # characters of a line that are looked at; whoever wrote more needs no example
_WIDE = str.maketrans(
    {
        **{"，": ", ", "：": ": ", "；": ", ", "、": ", "},
        **{"｛": "{", "｝": "}", "［": "[", "］": "]", "【": "[", "】": "]"},
        **{"“": '"', "”": '"', "\u3000": " ", "\u00a0": " "},
    }
)
_BRACKETS = re.compile(r"^[^#\"']*?[\w-]:\s*([｛［【])")
_ODD = re.compile("[，：；、｛｝［］【】“”]")
_FLOW = re.compile(r"[\[{].*")
# A text with ": " in it, within { }.
_INNER = re.compile(r"([\w-]+: )([^,{}\[\]\"']*: [^,{}\[\]\"']*)")
_HYPHEN = re.compile(r"^\s*(?:[-–—•·●▪*](?=[A-Za-z_][\w-]*:(?: |$))|[–—•·●▪]\s+)(.*)$")
# A bullet, or a hyphen without its space, that YAML takes for part of a field's name.
_BULLETED = re.compile(r"\s*[-–—•·●▪*]\s*(\w[\w-]*)")
_EQUALS = re.compile(r"^ *((?:- +)?[A-Za-z_][\w-]*)\s*[=＝]\s*(.*)$")
_COMMENTED = re.compile(r"^ *# *([A-Za-z_][\w-]*): *(?:#.*)?$")
_SHIFTED = re.compile(r"^ {1,3}([A-Za-z_][\w-]*):(?: |$)")

WIDE_SAID = Bilingual(
    "full-width brackets, colons, commas and quotes are plain text to YAML",
    "全角的括号、冒号、逗号、引号在 YAML 里只是普通文字",
)
_HYPHEN_SAID = Bilingual(
    "an item of a list begins with a hyphen and a space", "列表的每一项以半角短横加一个空格开头"
)
_QUOTE_SAID = Bilingual(
    "a text with “: ” in it needs quotes here", "文字里含有“: ”，在这里需要加引号"
)
_COLON_SAID = Bilingual("a field's name without a colon", "字段名后缺少冒号")
_ABOVE_SAID = Bilingual(
    "the line above, to which it belongs, is still a comment", "它所属的上一行仍是注释"
)
_SHIFT_SAID = Bilingual("it is indented more than the lines above", "缩进比上面的行多")


def mended(lines: list[str], row: int, opened: int, path: str) -> Problem | None:
    """The first slip around a line at which the parser stopped that can be mended for sure.

    Args:
        row: from 0, where the parser stopped.
        opened: where what it was reading began.
    """
    for find in (_no_hyphen, _commented, _shifted):
        found = find(lines, row, path)
        if found:
            return found
    for number in dict.fromkeys((opened, row)):
        found = _in_brackets(lines, number, path)
        if found:
            return found
    return None


def without_bullet(key: str) -> str:
    """``• name`` → ``name``; "" for a field's name without any bullet."""
    found = _BULLETED.fullmatch(key)
    return found[1] if found else ""


def no_colon(line: str, row: int, path: str) -> Problem | None:
    """``kind = novel``."""
    found = _EQUALS.match(line[:_LONGEST])
    if not found:
        return None
    return _told(path, row, found.end(1), "fix", _COLON_SAID, f"{found[1]}: {found[2]}")


def wide_brackets(line: str, row: int, path: str) -> Problem | None:
    """A value that begins with a full-width bracket."""
    found = _BRACKETS.match(line[:_LONGEST])
    fix = line.translate(_WIDE)
    if not found or len(line) > _LONGEST or not _parses(fix):
        return None
    return _told(path, row, found.start(1), "fix", WIDE_SAID, fix)


def _no_hyphen(lines: list[str], row: int, path: str) -> Problem | None:
    for number in (row, row - 1):
        found = _HYPHEN.match(lines[number][:_LONGEST]) if number >= 0 else None
        if found:
            at = len(lines[number]) - len(lines[number].lstrip())
            return _told(path, number, at, "fix", _HYPHEN_SAID, f"- {found[1]}")
    return None


def _commented(lines: list[str], row: int, path: str) -> Problem | None:
    found = _COMMENTED.match(lines[row - 1][:_LONGEST]) if row else None
    if not found or not lines[row].startswith(" "):
        return None
    at = len(lines[row]) - len(lines[row].lstrip())
    return _told(path, row, at, "comment", _ABOVE_SAID, f"{found[1]}:", above=row)


def _shifted(lines: list[str], row: int, path: str) -> Problem | None:
    """A field that keeps a space of the ``# `` before it."""
    found = _SHIFTED.match(lines[row][:_LONGEST])
    above = next((x for x in reversed(lines[:row]) if x.strip() and x.lstrip()[0] != "#"), "")
    if not found or not above or above.startswith((" ", "-")) or above.rstrip().endswith(":"):
        return None
    return _told(path, row, found.start(1), "fix", _SHIFT_SAID, lines[row].strip())


def _in_brackets(lines: list[str], row: int, path: str) -> Problem | None:
    line = lines[row]
    if len(line) > _LONGEST:
        return None
    odd, flow = _ODD.search(line), _FLOW.search(line)
    if odd and _parses(line.translate(_WIDE)):
        return _told(path, row, odd.start(), "fix", WIDE_SAID, line.translate(_WIDE))
    inner = _INNER.search(line, flow.start()) if flow else None
    if inner and inner[2].strip():
        text = inner[2].rstrip().replace("\\", "\\\\")
        fix = f'{line[: inner.start(2)]}"{text}"{line[inner.end(2) :]}'
        if _parses(fix):
            return _told(path, row, inner.start(2), "fix", _QUOTE_SAID, fix)
    return None


def _parses(line: str) -> bool:
    """Whether a line is YAML by itself."""
    try:
        for _event in yaml.parse(line.strip(), yaml.SafeLoader):
            pass
    except (yaml.YAMLError, RecursionError):
        return False
    return True


def _told(
    path: str, row: int, at: int, hint: str, reason: Bilingual, fix: str, **params: Any
) -> Problem:
    return problem(
        "yaml-syntax",
        path,
        line=row + 1,
        column=at + 1,
        hint=hint,
        reason=reason,
        fix=fix.strip(),
        **params,
    )


def quoted_values(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """What looks like a value in full-width quotes or braces, or in one quote of them.

    Yields line and column from 0, and what to write. Whether a value begins there, and not a line
    of a longer text, the caller knows.
    """
    for number, line in enumerate(lines):
        if len(line) > 5 * _LONGEST:
            continue
        found = _WIDE_QUOTED.match(line)
        if found:
            inner = next(text for text in found.group("double", "corner", "single") if text)
            text = inner.replace("\\", "\\\\").replace('"', '\\"')
            yield number, found.end(1), f'{found[1].strip()} "{text}"'
        braces = _WIDE_BRACED.match(line) if len(line) < _LONGEST else None
        if braces and _parses(line.translate(_WIDE)):
            yield number, braces.end(1), line.translate(_WIDE).strip()


_VALUE = r"^(\s*(?:- +)?[\w-]+:\s+)"
# Only with a field in it: ［REC］ may be a title.
_WIDE_BRACED = re.compile(_VALUE + r"[｛{]\s*[\w-]+\s*[:：].*[｝}]\s*$")
# Words that begin with an apostrophe, which some programs turn into an opening quote.
_CLIPPED = r"(?!(?:t(?:is|was|will|were|il|ill|ween)|cause|em|n|round|bout|\d0s)\b)"
_INNER_TEXT = "[^“”„‟「」‘’\"']+"
_WIDE_QUOTED = re.compile(
    _VALUE
    + rf"(?:[“”„‟](?P<double>{_INNER_TEXT})[“”‟\"]"
    + rf"|「(?P<corner>{_INNER_TEXT})」"
    + rf"|‘{_CLIPPED}(?P<single>{_INNER_TEXT})’)\s*$",
    re.IGNORECASE,
)
