"""From YAML text to plain data, event by event, with bounds and places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import yaml

from catalog.core.characters import (
    BROKEN,
    LOOKS_ODD,
    has_own_lines,
    legal,
    lost,
    name_of,
    plain_key,
    unfold,
)
from catalog.core.messages import Bilingual
from catalog.core.problems import MAX_TOLD, Loc, Problem, problem
from catalog.reading.files import MAX_BYTES, too_large
from catalog.reading.help.explain import LOADER, explain, tight_colon, wide_colon, wide_quotes
from catalog.reading.help.slips import without_bullet
from catalog.reading.text import (
    Unreadable,
    decode,
    has_halves,
    readable,
    split_lines,
    without_halves,
)

MAX_DEPTH = 32
Data = Any  # str | list[Data] | dict[str, Data]

_WIDE_FIELD = re.compile(r"[a-z][a-z_]{1,19}(?:-[A-Za-z]{2,8})*：")
_HIDDEN = re.compile(r"[ \t]+#[^\s#]")
_NULLS = frozenset(("", "~", "null"))


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
    ``blanks`` has their places, whole ones with marks and just the keys without. ``text`` is the
    file's, where something of it can be used. ``odd`` has the places of texts in which there may be
    characters that nobody sees; no text of it has one that no format can hold.
    """

    data: Data
    problems: list[Problem] = field(default_factory=list)
    marks: dict[Loc, Mark] = field(default_factory=dict)
    again: Callable[[], Raw] | None = None
    blanks: list[Loc] = field(default_factory=list)
    text: str = ""
    odd: list[Loc] = field(default_factory=list)

    def with_marks(self) -> Raw:
        """The same, with marks: parsed again, once, where they were not noted the first time."""
        if self.again and not self.marks:
            whole = self.again()
            self.marks, self.blanks, self.again = whole.marks, whole.blanks, None
            self.odd = self.odd or whole.odd
        return self

    def mark(self, loc: Loc) -> Mark:
        """The place of ``loc``, or of the nearest thing around it that was written."""
        while loc and loc not in self.marks:
            loc = loc[:-1]
        return self.marks.get(loc, Mark(1, 1))


def parse_record(data: bytes, path: str, *, with_marks: bool = False) -> Raw:
    """Bytes of a YAML file → plain data.

    Args:
        data: the file.
        path: for the problems.
        with_marks: also note where each value stands; without it marks are only there
            when there is a problem, which is much faster.
    """
    if len(data) > MAX_BYTES:
        return Raw(None, [too_large(path, len(data))])
    text = decode(data, path)
    if isinstance(text, Problem):
        return Raw(None, [text])
    text, unreadable = readable(text)
    slips = [_left_out(path, one) for one in unreadable[:MAX_TOLD]]
    builder = _Builder(text, path, with_marks, slips)
    raw = builder.build()
    if raw.data is None and has_halves(text):
        text, halves = without_halves(text)
        slips += [_left_out(path, one) for one in halves[:MAX_TOLD]]
        builder = _Builder(text, path, with_marks, slips)
        raw = builder.build()
    if (raw.problems or builder.is_odd) and not with_marks:
        return _Builder(text, path, True, slips).build()
    raw.again = lambda: _Builder(text, path, True, slips).build()
    return raw


def hidden(path: str, found: list[str], loc: Loc = (), **place: Any) -> Problem:
    """The warning of characters that nobody sees; at most five are named."""
    said = found[:5]
    names = Bilingual(
        ", ".join(name_of(c) for c in said) + ", …" * (len(found) > 5),
        "、".join(name_of(c, chinese=True) for c in said) + "……" * (len(found) > 5),
    )
    return problem("hidden-character", path, loc, names=names, **place)


def _left_out(path: str, one: Unreadable) -> Problem:
    return hidden(path, list(one.found), line=one.line, column=one.column)


class _UnusableError(Exception):
    """The file cannot be parsed; carries the problem that says so."""

    def __init__(self, found: Problem) -> None:
        self.found = found


def _events(text: str) -> Iterator[Any]:
    """``yaml.parse`` without a question before each event: a quarter of the time."""
    loader = LOADER(text)
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

    def __init__(
        self, text: str, path: str, with_marks: bool, problems: list[Problem] | None = None
    ) -> None:
        self.text = text
        self.path = path
        self.marks: dict[Loc, Mark] | None = {} if with_marks else None
        self.problems: list[Problem] = list(problems or ())
        self.blanks: list[Loc] = []
        self.odd: list[Loc] = []
        self.is_odd = False
        self.has_lines = has_own_lines(text)
        self.may_be_odd = self.has_lines or "\\" in text or bool(LOOKS_ODD.search(text))
        self.has_hash = "#" in text
        self.looks_closer = self.has_hash or "：" in text

    @cached_property
    def lines(self) -> list[str]:
        """The text's lines; most files never need them."""
        return split_lines(self.text)

    def build(self) -> Raw:
        try:
            data = self._compose()
            if isinstance(data, str):
                slip = wide_colon(self.lines, self.path) or tight_colon(self.lines, self.path)
                if slip:
                    return Raw(None, [*self.problems, slip])
            for found in wide_quotes(self.text, self.lines, self.path):
                self._tell(found)
        except _UnusableError as stop:
            return Raw(None, [*self.problems, stop.found])
        except yaml.YAMLError as error:
            return Raw(None, [*self.problems, explain(error, self.text, self.lines, self.path)])
        return Raw(
            data,
            self.problems,
            self.marks or {},
            blanks=self.blanks,
            text=self.text,
            odd=self.odd,
        )

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
                if self.may_be_odd and value:
                    if type(container) is dict and key is None:
                        value = self._key(event, value)
                    else:
                        value = self._as_read(event, value)
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
                if self.looks_closer and _WIDE_FIELD.match(value):  # {en：…, ja: …}
                    name, _, rest = value.partition("：")
                    found = self._at("full-width-colon", event, fix=f"{name}: {rest.strip()}")
                    raise _UnusableError(replace(found, column=found.column + len(name)))
                duplicate = value in container
                if duplicate:
                    first = marks[(*loc, value)].key_line if marks is not None else 0
                    self._tell(self._twice(event, (*loc, value), first))
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
                    if self.may_be_odd and type(value) is str and not duplicate:
                        self._note(place, value)
                key, duplicate = None, False
            elif value is not None:
                place = (*loc, len(container)) if marks is not None else loc
                container.append(value)
                if marks is not None:
                    start = event.start_mark
                    marks[place] = Mark(start.line + 1, start.column + 1)
                    if self.may_be_odd and type(value) is str:
                        self._note(place, value)
            if kind is not scalar_event:
                stack.append((container, loc, key, key_event))
                container, loc, key = value, place, None
        return root

    def _key(self, event: Any, value: str) -> str:
        """A field's name without what nobody sees: another name would be another field."""
        key = plain_key(value)
        if key != value:
            self._tell_hidden(event, value, key)
        return key

    def _as_read(self, event: Any, value: str) -> str:
        """A text that every format can hold, its line ends between wide characters no spaces."""
        first, last = event.start_mark.line, event.end_mark.line
        if self.has_lines and first != last and event.style != "|":
            begins = self.lines[first][event.start_mark.column :].lstrip("'\"")
            value = unfold(value, [begins, *self.lines[first + 1 : last + 1]])
        plain = legal(value)
        if plain != value:
            self._tell_hidden(event, value, plain)
        self.is_odd = self.is_odd or bool(LOOKS_ODD.search(plain)) or has_own_lines(plain)
        return plain

    def _note(self, loc: Loc, value: str) -> None:
        if LOOKS_ODD.search(value) or has_own_lines(value):
            self.odd.append(loc)

    def _tell_hidden(self, event: Any, before: str, after: str) -> None:
        found = [c for c in lost(before, after) if BROKEN.match(c) or c not in "\x85\u2028\u2029"]
        if found:
            mark = event.start_mark
            self._tell(hidden(self.path, found, line=mark.line + 1, column=mark.column + 1))

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

    def _twice(self, event: Any, loc: Loc, first: int) -> Problem:
        """A field that was already written, or the second item of a list with other bullets."""
        name = without_bullet(event.value)
        fix, hint = (f"- {name}: …", "bullet") if name else ("", "")
        return self._at(
            "duplicate-key", event, loc, hint=hint, key=event.value, first=first, fix=fix
        )

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
