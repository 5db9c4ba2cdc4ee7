"""Finds the files of a content folder and turns YAML into plain data, safely.

Nothing else touches YAML. Three things are different from a plain ``yaml.safe_load``:

* every scalar stays the text that was written (``NO``, ``0123``, ``22:30``); what it means is
  the models' business;
* bounds are held before and while parsing: size, depth, no anchors, aliases or tags; the parser
  is driven by events, so that no depth of nesting can exhaust the stack;
* what is wrong is told in the writer's terms, with the place.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from catalog.messages import Bilingual
from catalog.problems import MAX_TOLD, Loc, Problem, problem
from catalog.slugs import is_slug, slugify

MAX_BYTES = 256 * 1024
MAX_DEPTH = 32

# What YAML takes for the end of a line; an editor's idea of lines may be narrower, but these
# characters are hardly ever typed on purpose.
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Data = Any  # str | list[Data] | dict[str, Data]


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file that should hold a record.

    Attributes:
        kind: "site", "company", "work", "family", "service", "edition", "stands", "programme" or
            "vocabulary".
        id: the record's id, from its path: a work's is ``<company>/<work>``.
        path: relative to the content folder, posix separators.
    """

    kind: str
    id: str
    path: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a value stands, one-based; the key's place for a field of a mapping."""

    line: int
    column: int
    key_line: int = 0
    key_column: int = 0


@dataclass(slots=True)
class Raw:
    """What a file said: plain data (strings, lists, dicts), and what was wrong with it.

    ``data`` is None when nothing of the file can be used. Keys without a value are not in it;
    ``blanks`` has their places, whole ones with marks and just the keys without.
    """

    data: Data
    problems: list[Problem] = field(default_factory=list)
    marks: dict[Loc, Mark] = field(default_factory=dict)
    again: Callable[[], Raw] | None = None
    blanks: list[Loc] = field(default_factory=list)

    def with_marks(self) -> Raw:
        """The same, with marks: parsed again, once, where they were not noted the first time."""
        if self.again and not self.marks:
            whole = self.again()
            self.marks, self.blanks, self.again = whole.marks, whole.blanks, None
        return self

    def mark(self, loc: Loc) -> Mark:
        """The place of ``loc``, or of the nearest thing around it that was written."""
        while loc and loc not in self.marks:
            loc = loc[:-1]
        return self.marks.get(loc, Mark(1, 1))


def find_records(content: Path) -> tuple[list[RecordFile], list[Problem]]:
    """All record files below ``content``, sorted by path, and what is misplaced or misnamed."""
    files: list[RecordFile] = []
    problems: list[Problem] = []
    for path in _yaml_files(content):
        found = _place(path)
        if found is None:
            renamed = path.removesuffix(".yaml") + ".yml"
            hint = "yaml" if path.endswith(".yaml") and _place(renamed) else ""
            fix = PurePosixPath(renamed).name
            problems.append(problem("unknown-file", path, line=1, column=1, hint=hint, fix=fix))
            continue
        kind, names = found
        bad = [n for n in names if not is_slug(n)]
        if bad and kind != "vocabulary":
            problems.append(
                problem("bad-name", path, line=1, column=1, name=bad[0], fix=_fit(bad[0], kind))
            )
            continue
        files.append(RecordFile(kind, "/".join(names), path))
    return files, problems


def read_bytes(content: Path, path: str) -> bytes | Problem:
    """A record file's bytes; links, folders, devices and files over the bound are refused."""
    # Not following a link and not waiting for a pipe is decided by the opening itself.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(content / path, flags | getattr(os, "O_BINARY", 0))
        try:
            info = os.fstat(descriptor)
            if not stat.S_ISREG(info.st_mode):
                return problem("unreadable-file", path, line=1, column=1, reason="@link")
            if info.st_size > MAX_BYTES:
                return _too_large(path, info.st_size)
            data = os.read(descriptor, MAX_BYTES + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        linked = error.errno == errno.ELOOP
        reason = "@link" if linked else error.strerror or type(error).__name__
        return problem("unreadable-file", path, line=1, column=1, reason=reason)
    return _too_large(path, len(data)) if len(data) > MAX_BYTES else data


def read_record(content: Path, path: str, *, with_marks: bool = False) -> Raw:
    """Read and parse one file; see :func:`parse_record`."""
    data = read_bytes(content, path)
    if isinstance(data, Problem):
        return Raw(None, [data])
    return parse_record(data, path, with_marks=with_marks)


def parse_record(data: bytes, path: str, *, with_marks: bool = False) -> Raw:
    """Bytes of a YAML file → plain data.

    Args:
        data: the file.
        path: for the problems.
        with_marks: also note where each value stands; without it marks are only there
            when there is a problem, which is much faster.
    """
    if len(data) > MAX_BYTES:
        return Raw(None, [_too_large(path, len(data))])
    text = _decode(data, path)
    if isinstance(text, Problem):
        return Raw(None, [text])
    raw = _Builder(text, path, with_marks).build()
    if raw.problems and not with_marks:
        return _Builder(text, path, True).build()
    raw.again = lambda: _Builder(text, path, True).build()
    return raw


# ---- places ---------------------------------------------------------------------------


def _yaml_files(content: Path) -> Iterator[str]:
    for folder, folders, names in content.walk() if hasattr(content, "walk") else _walk(content):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        # A linked folder is not walked into, but its name must not vanish without a word.
        for name in sorted(names):
            if name.endswith((".yml", ".yaml")) and not name.startswith("."):
                yield (folder / name).relative_to(content).as_posix()


def _walk(top: Path) -> Iterator[tuple[Path, list[str], list[str]]]:
    """``Path.walk`` for Python 3.11."""
    for folder, folders, names in os.walk(top):
        yield Path(folder), folders, names


def _place(path: str) -> tuple[str, list[str]] | None:
    parts = PurePosixPath(path).parts
    stem = PurePosixPath(path).stem
    if not path.endswith(".yml"):
        return None
    match parts:
        case ("catalog.yml",):
            return "site", []
        case ("companies", company, "company.yml"):
            return "company", [company]
        case ("companies", company, "works", _):
            return "work", [company, stem]
        case ("families", _):
            return "family", [stem]
        case ("services", _):
            return "service", [stem]
        case ("editions", edition, "edition.yml"):
            return "edition", [edition]
        case ("editions", edition, "stands.yml"):
            return "stands", [edition]
        case ("editions", edition, "programme.yml"):
            return "programme", [edition]
        case ("vocabularies", _):
            return "vocabulary", [stem]
    return None


# ---- bytes to text --------------------------------------------------------------------


def _too_large(path: str, size: int) -> Problem:
    kib = -(-size // 1024)
    return problem("file-too-large", path, line=1, column=1, size=kib, limit=MAX_BYTES // 1024)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _fit(name: str, kind: str) -> str:
    """A name as it could be; a name without any Latin letter gives none to go by."""
    letters = any(c.isascii() and c.isalnum() for c in name)
    return slugify(name) if letters else f"my-{kind}"


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


def _decode(data: bytes, path: str) -> str | Problem:
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


# ---- text to data ---------------------------------------------------------------------

_WIDE_KEY = re.compile(r"^([ \u3000]*(?:- +)?)([A-Za-z_][\w-]*|[\w-]{2,11})：\s*(.*)$")
_WIDE_QUOTED = re.compile(r"^(\s*(?:- +)?[\w-]+:\s+)[“「]([^“”「」]*)[”」]\s*$")
_PLAIN_VALUE = re.compile(r"^(\s*(?:- +)?[\w-]+:\s+)(\S.*)$")
_TIGHT_KEY = re.compile(r"^( *(?:- +)?)([A-Za-z_][\w-]*):(?!//)([^\s:：].*)$")
_WIDE_FIELD = re.compile(r"[a-z][a-z_]{1,19}(?:-[A-Za-z]{2,8})*：")
_HIDDEN = re.compile(r"[ \t]+#[^\s#]")
_NULLS = frozenset(("", "~", "null"))

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


class _UnusableError(Exception):
    """The file cannot be parsed; carries the problem that says so."""

    def __init__(self, found: Problem) -> None:
        self.found = found


def _events(text: str) -> Iterator[Any]:
    """``yaml.parse`` without a question before each event: a quarter of the time."""
    loader = _LOADER(text)
    try:
        get_event = loader.get_event
        while (event := get_event()) is not None:
            yield event
            if type(event) is yaml.StreamEndEvent:
                return
    finally:
        loader.dispose()


class _Builder:
    """Builds plain data from YAML events, holding the bounds as it goes.

    Containers are kept on a stack of our own. ``loc`` is only tracked with marks, since most
    files have no problem and never need a place.
    """

    def __init__(self, text: str, path: str, with_marks: bool) -> None:
        self.text = text
        self.path = path
        self.marks: dict[Loc, Mark] | None = {} if with_marks else None
        self.problems: list[Problem] = []
        self.blanks: list[Loc] = []
        self.has_hash = "#" in text
        self.looks_closer = self.has_hash or "：" in text

    @cached_property
    def lines(self) -> list[str]:
        """The text's lines; most files never need them."""
        return split_lines(self.text)

    def build(self) -> Raw:
        try:
            data = self._compose()
            if isinstance(data, str) and (slip := self._wide_colon() or self._tight_colon()):
                return Raw(None, [*self.problems, slip])
            self._check_quotes()
        except _UnusableError as stop:
            return Raw(None, [*self.problems, stop.found])
        except yaml.YAMLError as error:
            return Raw(None, [*self.problems, self._explain(error)])
        return Raw(data, self.problems, self.marks or {}, blanks=self.blanks)

    # One function, because it runs for every value of every record: each call saved counts.
    def _compose(self) -> Data:
        stack: list[Any] = []  # (container, loc, pending key or None, key event)
        container: Any = None
        loc: Loc = ()
        key: Any = None
        key_event: Any = None
        root: Data = None
        documents = 0
        marks = self.marks
        scalar_event, alias_event = yaml.ScalarEvent, yaml.AliasEvent
        mapping_start, sequence_start = yaml.MappingStartEvent, yaml.SequenceStartEvent
        ends = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
        duplicate = False

        event: Any
        for event in _events(self.text):
            kind = type(event)
            if kind is scalar_event:
                if event.anchor or event.tag:
                    raise _UnusableError(self._tag_or_anchor(event))
                value: Data = event.value
                if not event.style and (self.looks_closer or value in _NULLS):
                    value = self._plain(event)
            elif kind is mapping_start or kind is sequence_start:
                if event.anchor or event.tag:
                    raise _UnusableError(self._tag_or_anchor(event))
                if len(stack) >= MAX_DEPTH:
                    raise _UnusableError(self._at("too-deep", event, limit=MAX_DEPTH))
                value = {} if kind is mapping_start else []
            elif kind in ends:
                container, loc, key, key_event = stack.pop()
                continue
            elif kind is alias_event:
                raise _UnusableError(self._at("yaml-anchor", event))
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise _UnusableError(self._at("several-documents", event))
                continue
            else:
                continue

            # A key of a mapping.
            if type(container) is dict and key is None:
                if type(value) is not str:
                    raise _UnusableError(self._at("bad-key", event))
                if value.startswith("\u3000"):
                    raise _UnusableError(self._at("full-width-space", event))
                duplicate = value in container
                if duplicate:
                    first = marks[(*loc, value)].key_line if marks is not None else 0
                    self._tell(
                        self._at("duplicate-key", event, (*loc, value), key=value, first=first)
                    )
                key, key_event = value, event
                continue

            # A value: into its container.
            place = loc
            if container is None:
                root = value
            elif type(container) is dict:
                place = (*loc, key) if marks is not None else loc
                if value is None:
                    self.blanks.append(place if marks is not None else (key,))
                elif not duplicate:
                    container[key] = value
                if marks is not None and not duplicate:
                    start, at = event.start_mark, key_event.start_mark
                    marks[place] = Mark(
                        start.line + 1, start.column + 1, at.line + 1, at.column + 1
                    )
                key, duplicate = None, False
            elif value is not None:
                place = (*loc, len(container)) if marks is not None else loc
                container.append(value)
                if marks is not None:
                    start = event.start_mark
                    marks[place] = Mark(start.line + 1, start.column + 1)
            if kind is not scalar_event:
                stack.append((container, loc, key, key_event))
                container, loc, key = value, place, None
        return root

    def _plain(self, event: Any) -> str | None:
        """A plain scalar's text; None where nothing was written.

        Warns of a swallowed rest, and sees a field written with a full-width colon, which YAML
        reads as a text.
        """
        value: str = event.value
        if "：" in value and _WIDE_FIELD.match(value):
            start = event.start_mark
            before = self.lines[start.line][: start.column]
            if not before.strip(" -"):
                name, _, rest = self.lines[start.line][start.column :].partition("：")
                raise _UnusableError(
                    problem(
                        "full-width-colon",
                        self.path,
                        line=start.line + 1,
                        column=start.column + len(name) + 1,
                        fix=f"{name}: {rest.strip()}",
                    )
                )
        if self.has_hash:
            end = event.end_mark
            line = self.lines[end.line] if end.line < len(self.lines) else ""
            if value and _HIDDEN.match(line, end.column):
                rest = line[end.column :].strip()
                self._tell(
                    problem(
                        "hidden-comment",
                        self.path,
                        line=end.line + 1,
                        column=line.index("#", end.column) + 1,
                        rest=rest,
                    )
                )
        return None if value in _NULLS else value

    def _tag_or_anchor(self, event: Any) -> Problem:
        return self._at("yaml-anchor" if event.anchor else "yaml-tag", event)

    def _at(self, code: str, event: Any, loc: Loc = (), **params: Any) -> Problem:
        mark = event.start_mark
        return problem(code, self.path, loc, line=mark.line + 1, column=mark.column + 1, **params)

    def _tell(self, found: Problem) -> None:
        """Note a problem; a file with very many of them is not worth going through."""
        told = sum(p.severity == found.severity for p in self.problems)
        if told >= MAX_TOLD and found.severity == "warning":
            return
        if told >= MAX_TOLD:
            line, column = found.line, found.column
            raise _UnusableError(
                problem("too-many-problems", self.path, line=line, column=column, limit=MAX_TOLD)
            )
        self.problems.append(found)

    # ---- explaining ------------------------------------------------------------------

    def _check_quotes(self) -> None:
        if "“" not in self.text and "「" not in self.text:
            return
        for number, line in enumerate(self.lines, 1):
            found = _WIDE_QUOTED.match(line)
            if found:
                fix = f'{found[1].strip()} "{found[2]}"'
                self._tell(
                    problem(
                        "full-width-quotes",
                        self.path,
                        line=number,
                        column=found.end(1) + 1,
                        effect="none",
                        fix=fix,
                    )
                )

    def _wide_colon(self) -> Problem | None:
        for number, line in enumerate(self.lines, 1):
            found = _WIDE_KEY.match(line)
            if found:
                fix = f"{found[2]}: {found[3]}".strip()
                column = found.end(2) + 1
                return problem("full-width-colon", self.path, line=number, column=column, fix=fix)
        return None

    def _tight_colon(self, first: int = 0, last: int | None = None) -> Problem | None:
        for number, line in enumerate(self.lines[first:last], first + 1):
            found = _TIGHT_KEY.match(line)
            if found:
                fix = f"{found[2]}: {found[3]}"
                column = found.end(2) + 1
                return problem("missing-space", self.path, line=number, column=column, fix=fix)
        return None

    def _explain(self, error: yaml.YAMLError) -> Problem:
        """The parser's complaint in the words of someone who has never seen YAML."""
        reason = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
        marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
        if any(phrase in reason for phrase in _UNCLOSED):
            marks.reverse()  # where it was opened helps more than where the file ends
        row, column = next(((m.line, m.column) for m in marks if m), (0, 0))
        if isinstance(error, yaml.reader.ReaderError):
            before = split_lines(self._before(error.position))
            row, column = len(before) - 1, len(before[-1])
        row = min(row, len(self.lines) - 1)
        # The parser often stops on the line after the slip.
        for number in (row, row - 1):
            line = self.lines[number] if number >= 0 else ""
            indent = line[: len(line) - len(line.lstrip("\t \u3000"))]
            if "\t" in indent:
                at = indent.index("\t")
                return problem("tab-indentation", self.path, line=number + 1, column=at + 1)
            if "\u3000" in indent:
                at = indent.index("\u3000")
                return problem("full-width-space", self.path, line=number + 1, column=at + 1)
        wide = self._wide_colon()
        if wide:
            return wide
        if "expected ':'" in reason or "expected key" in reason:
            tight = self._tight_colon()
            if tight:
                return tight
        if "mapping values are not allowed" in reason:
            found = _PLAIN_VALUE.match(self.lines[row].rstrip())
            if found and ": " in found[2] and found[2][0] not in "\"'[{|>":
                quoted = found[2].replace("\\", "\\\\").replace('"', '\\"')
                fix = f'{found[1].strip()} "{quoted}"'
                at = len(found[1]) + 1
                return problem("needs-quotes", self.path, line=row + 1, column=at, fix=fix)
            tight = self._tight_colon(max(row - 1, 0), row + 1)
            if tight:
                return tight
            above = self.lines[row - 1] if row else ""
            if (
                above
                and ":" not in above
                and above[0] not in "#-"
                and _indent(above) == _indent(self.lines[row])
            ):  # two lines of equal standing, and the first is no field
                row, column, reason = row - 1, _indent(above), "could not find expected ':'"
        if "expected key" in reason and self.lines[row][:column].rstrip()[-1:] in ("'", '"'):
            said = Bilingual("the quotes end before the text does", "引号在文字结束之前就闭合了")
            return problem(
                "yaml-syntax",
                self.path,
                line=row + 1,
                column=column + 1,
                hint="apostrophe",
                reason=said,
            )
        told: str | Bilingual
        told, hint = next(
            ((said, hint) for phrase, (hint, said) in _REASONS.items() if phrase in reason),
            (reason, ""),
        )
        return problem(
            "yaml-syntax", self.path, line=row + 1, column=column + 1, hint=hint, reason=told
        )

    def _before(self, position: int) -> str:
        """The text before a place that the reader counts in bytes (libyaml) or characters."""
        if _LOADER is yaml.SafeLoader:
            return self.text[:position]
        return self.text.encode("utf-8", "replace")[:position].decode("utf-8", "ignore")
