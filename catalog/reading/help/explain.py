"""What the parser complains of, in the words of someone who has never seen YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from catalog.core.messages import Bilingual
from catalog.core.problems import Problem, problem
from catalog.reading.help.slips import mended, no_colon, quoted_values, wide_brackets
from catalog.reading.text import split_lines

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WIDE_KEY = re.compile(r"^([ \u3000]*(?:- +)?)([A-Za-z_][\w-]*|[\w-]{2,11})：\s*(.*)$")
_PLAIN_VALUE = re.compile(r"^(\s*(?:- +)?[\w-]+:\s+)(\S.*)$")
_TIGHT_KEY = re.compile(r"^( *(?:- +)?)([A-Za-z_][\w-]*):(?!//)([^\s:：].*|[\u3000\u00a0]+.*)$")

_BLOCK = re.compile(r":[ ]+[|>][+-]?\s*$")
_FIELD = re.compile(r"^ *(?:- +)?[\w-]+:(?: |$)")

_UNCLOSED = ("unexpected end of stream", "expected ',' or", "could not find expected ':'")
# The parser's reasons in plain words: phrase → (which remedy, what to say). The first wins.
_REASONS: dict[str, tuple[str, Bilingual]] = {
    "unexpected end of stream": ("unclosed", Bilingual("a quote is never closed", "引号没有闭合")),
    "expected ',' or": (
        "bracket",
        Bilingual("a bracket is not closed, or a comma is missing", "括号没有闭合，或缺少逗号"),
    ),
    "could not find expected ':'": (
        "colon",
        Bilingual("a field's name without a colon", "字段名后缺少冒号"),
    ),
    "node content": (
        "bracket",
        Bilingual("a value is missing, or a bracket is not closed", "缺少值，或括号没有闭合"),
    ),
    "<document start>": (
        "indent",
        Bilingual("the first line is indented more than this one", "第一行的缩进比这一行多"),
    ),
    "did not find expected key": (
        "indent",
        Bilingual(
            "it is not indented like the lines above",
            "缩进与上面的行不一致",
        ),
    ),
    "did not find expected '-' indicator": (
        "indent",
        Bilingual("the list above is not indented like this", "与上面列表的缩进不一致"),
    ),
    "sequence entries are not allowed": (
        "dash",
        Bilingual("a list's hyphen cannot stand here", "这里不能写列表的短横“-”"),
    ),
    "mapping values are not allowed": (
        "indent",
        Bilingual("another “: ” where none can be", "这里不能再出现“: ”"),
    ),
    "cannot start any token": (
        "quotes",
        Bilingual("a value cannot begin with this character", "值不能以这个字符开头"),
    ),
    "control characters": (
        "control",
        Bilingual("there is an invisible control character", "有看不见的控制字符"),
    ),
    "unknown escape character": (
        "escape",
        Bilingual("“\\” means something special in double quotes", "双引号里的“\\”有特殊含义"),
    ),
}


def wide_quotes(text: str, lines: list[str], path: str) -> Iterator[Problem]:
    """Values in full-width quotes, which do not quote; within a longer text they may stand."""
    if not any(quote in text for quote in "“「‘”„‟｛"):
        return
    plain: dict[tuple[int, int], str] | None = None
    for number, column, fix in quoted_values(lines):
        plain = _plain_values(text) if plain is None else plain
        if plain.get((number, column)) != lines[number][column:].strip():
            continue
        yield problem(
            "full-width-quotes",
            path,
            line=number + 1,
            column=column + 1,
            effect="none",
            fix=fix,
        )


def _plain_values(text: str) -> dict[tuple[int, int], str]:
    """Every text without quotes, by the line and column from 0 where it begins."""
    found: dict[tuple[int, int], str] = {}
    for event in yaml.parse(text, LOADER):
        if isinstance(event, yaml.ScalarEvent) and not event.style and event.start_mark:
            found[event.start_mark.line, event.start_mark.column] = event.value
    return found


def wide_colon(lines: list[str], path: str) -> Problem | None:
    """The first field whose name is followed by a full-width colon."""
    for number, line in enumerate(lines, 1):
        found = _WIDE_KEY.match(line)
        if found:
            fix = f"{found[2]}: {found[3]}".strip()
            column = found.end(2) + 1
            return problem("full-width-colon", path, line=number, column=column, fix=fix)
    return None


def tight_colon(
    lines: list[str], path: str, first: int = 0, last: int | None = None
) -> Problem | None:
    """The first field whose colon lacks the space after it."""
    for number, line in enumerate(lines[first:last], first + 1):
        found = _TIGHT_KEY.match(line)
        if found:
            fix = f"{found[2]}: {found[3].strip()}"
            column = found.end(2) + 1
            return problem("missing-space", path, line=number, column=column, fix=fix)
    return None


def explain(error: yaml.YAMLError, text: str, lines: list[str], path: str) -> Problem:
    """The parser's complaint in the words of someone who has never seen YAML."""
    reason = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    if any(phrase in reason for phrase in _UNCLOSED):
        marks.reverse()  # where it was opened helps more than where the file ends
    row, column = next(((m.line, m.column) for m in marks if m), (0, 0))
    if isinstance(error, yaml.reader.ReaderError):
        before = split_lines(_before(text, error.position))
        row, column = len(before) - 1, len(before[-1])
    row = min(row, len(lines) - 1)
    opened = next((m.line for m in reversed(marks) if m), row)
    # The parser often stops on the line after the slip.
    for number in (row, row - 1):
        line = lines[number] if number >= 0 else ""
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent:
            at = indent.index("\t")
            return problem("tab-indentation", path, line=number + 1, column=at + 1)
        other = indent.replace(" ", "")
        if other:
            at = indent.index(other[0])
            return problem("full-width-space", path, line=number + 1, column=at + 1)
    block = _opening_block(lines, row)
    if block is not None:
        said = Bilingual(
            "a text that begins below “|” is indented more than its field",
            "写在“|”下面的正文，缩进要比字段名多",
        )
        spaces = _indentation(block) + 2
        return problem(
            "yaml-syntax", path, line=row + 1, column=1, hint="block", reason=said, spaces=spaces
        )
    wide = wide_colon(lines, path)
    if wide:
        return wide
    if "expected ':'" in reason or "expected key" in reason:
        tight = tight_colon(lines, path)
        if tight:
            return tight
    slip = mended(lines, row, min(opened, len(lines) - 1), path)
    if slip:
        return slip
    if "mapping values are not allowed" in reason:
        slip = wide_brackets(lines[row], row, path)
        if slip:
            return slip
        found = _PLAIN_VALUE.match(lines[row].rstrip())
        if found and ": " in found[2] and found[2][0] not in "\"'[{|>":
            quoted = found[2].replace("\\", "\\\\").replace('"', '\\"')
            fix = f'{found[1].strip()} "{quoted}"'
            at = len(found[1]) + 1
            return problem("needs-quotes", path, line=row + 1, column=at, fix=fix)
        tight = tight_colon(lines, path, max(row - 1, 0), row + 1)
        if tight:
            return tight
        above = lines[row - 1] if row else ""
        if (
            above
            and ":" not in above
            and above[0] not in "#-"
            and _indentation(above) == _indentation(lines[row])
        ):  # two lines of equal standing, and the first is no field
            row, column, reason = row - 1, _indentation(above), "could not find expected ':'"
    if "expected key" in reason and lines[row][:column].rstrip()[-1:] in ("'", '"'):
        said = Bilingual("the quotes end before the text does", "引号在文字结束之前就闭合了")
        return problem(
            "yaml-syntax",
            path,
            line=row + 1,
            column=column + 1,
            hint="apostrophe",
            reason=said,
        )
    slip = no_colon(lines[row], row, path) if "expected ':'" in reason else None
    if slip:
        return slip
    told: str | Bilingual
    told, hint = next(
        ((said, hint) for phrase, (hint, said) in _REASONS.items() if phrase in reason),
        (reason, ""),
    )
    return problem("yaml-syntax", path, line=row + 1, column=column + 1, hint=hint, reason=told)


def _opening_block(lines: list[str], row: int) -> str | None:
    """The field above whose text was to begin with this line, but is not indented below it."""
    here = lines[row]
    if _FIELD.match(here):
        return None
    for above in reversed(lines[:row]):
        if _BLOCK.search(above):
            return above if _indentation(here) <= _indentation(above) else None
        if above.strip() and _indentation(above) <= _indentation(here):
            return None
    return None


def _before(text: str, position: int) -> str:
    """The text before a place that the reader counts in bytes (libyaml) or characters."""
    if LOADER is yaml.SafeLoader:
        return text[:position]
    return text.encode("utf-8", "replace")[:position].decode("utf-8", "ignore")


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
