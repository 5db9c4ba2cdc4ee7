"""Slips by which a guarding field is there and not read: misspelt, misplaced, empty, inside a text.

A field that is read and wrong needs nothing of this: validation tells it. See
:mod:`catalog.models.guards`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from catalog.core.problems import MAX_TOLD, Loc
from catalog.models.base import Record
from catalog.models.field_names import FIELDS
from catalog.models.guards import (
    Guards,
    fields_of,
    guard_meant,
    guards_of,
    guards_within,
    is_opposite,
    may_guard,
    model_in,
    near,
    plain_name,
    says_no,
    tied_value,
)
from catalog.models.scalars import read_boolean
from catalog.reading.records.draft import Overriders
from catalog.reading.records.shape import value_at
from catalog.reading.text import split_lines
from catalog.reading.yaml import Raw

Holders = tuple[tuple[Loc, type[BaseModel]], ...]
"""The groups of fields around a place, the outermost first: where each stands, and its model."""


class Slip(NamedTuple):
    """A guarding field that is not read.

    Attributes:
        code: of the message; ``hint`` chooses its remedy.
        loc: where it is written, within the record or entry.
        near: the field that may be meant.
        targets: what it takes out.
        forgets: keys that go without anything else: what is written wrongly, and the field itself
            where nothing is shown without it.
        what: what that is.
        line: where a line of a text is meant; else 0.
    """

    code: str
    hint: str
    loc: Loc
    near: str
    targets: tuple[Loc, ...]
    what: str
    forgets: tuple[Loc, ...] = ()
    line: int = 0


_MOST = 1000  # unknown keys, or keys without a value, that are looked at


def _too_many(loc: Loc, model: type[BaseModel]) -> Slip:
    what = "record" if issubclass(model, Record) else "entry"
    return Slip("too-many-problems", "", loc, "", ((),), what)


_DRAFT = Record.model_fields["draft"]


def misnamed(model: type[BaseModel], data: Any) -> Iterator[Slip]:
    """Unknown keys at any depth that may be meant for a guarding field.

    Who writes very many has written no record: then nothing of it is shown, and the last slip
    says so.
    """
    looked = 0
    overriders = Overriders(model, data)
    stack: list[tuple[Any, Loc, Holders, type[BaseModel] | None]] = [
        (data, (), (((), model),), model)
    ]
    while stack:
        node, loc, holders, here = stack.pop()
        if isinstance(node, list):
            for index, item in enumerate(node):
                place = (*loc, index)
                within = (*holders[:-1], (place, here)) if here else holders
                stack.append((item, place, within, here))
        elif isinstance(node, dict):
            fields = fields_of(here) if here else {}
            for key, value in node.items():
                place = (*loc, key)
                inner = model_in(fields[key].annotation) if key in fields else None
                if key not in fields:
                    looked += 1
                    if looked > _MOST:
                        yield _too_many(place, model)
                        return
                    slip = _slip(key, value, place, holders, here, data, overriders)
                    if slip:
                        yield slip
                deeper = (*holders, (place, inner)) if inner else holders
                stack.append((value, place, deeper, inner))


def _slip(
    key: str,
    value: Any,
    loc: Loc,
    holders: Holders,
    here: type[BaseModel] | None,
    data: Any,
    overriders: Overriders,
) -> Slip | None:
    """What an unknown key is meant for: a guard of its own group, one around it, one below."""
    root = holders[0][1]
    own = here is not None and holders[-1][1] is here
    for place, holder in reversed(holders):
        beside = own and (place, holder) == holders[-1]
        guards = _guards(holder, outermost=not place)
        name = _meant(key, guards, beside=beside)
        guard = guards.get(name)
        if guard is None or (guard.closed and not beside):
            continue
        if guard.overriding and not overriders.at(place):
            continue
        # What may say no beside a yes in the field itself is as good as two fields of one name.
        twice = guard.closed and name in (value_at(data, place) or ())
        if not twice and not may_guard(key, value, _default(holder, name)):
            return None
        code = "withheld-place" if plain_name(key) == name and not beside else "withheld-name"
        targets: tuple[Loc, ...] = () if guard.closed else (place,)
        forgets = (loc, (*place, name)) if guard.closed else (loc,)
        return Slip(code, "", loc, name, targets, guard.what, forgets)
    if is_opposite(key):
        what = "record" if "draft" in fields_of(root) else "entry"
        no = says_no(value)
        return Slip("withheld-name", "opposite", loc, "draft", ((),), what, (loc,)) if no else None
    for place, holder in reversed(holders):
        below = guards_within(holder)
        names = [name for name in below if name not in fields_of(holder)]
        name = next((n for n in names if _spelled(key, n)), "")
        written = value_at(data, place)
        if name and isinstance(written, dict) and may_guard(key, value, None):
            targets = tuple((*place, field) for field in below[name] if field in written)
            if targets and _says_something(name, value, holder):
                what = "rights" if "rights" in below[name] else "picture"
                return Slip("withheld-place", "", loc, name, targets, what, (loc,))
    return None


def _says_something(name: str, value: Any, holder: type[BaseModel]) -> bool:
    """Whether a guard that was meant for a group below would withhold something there."""
    for info in fields_of(holder).values():
        inner = model_in(info.annotation)
        if inner and name in guards_of(inner):
            return may_guard(name, value, _default(inner, name))
    return True


def _guards(holder: type[BaseModel], *, outermost: bool) -> Mapping[str, Guards]:
    """A group's guards. Whatever a file or entry is, who calls it a draft means something."""
    found = guards_of(holder)
    if outermost and "draft" not in found:
        return {**found, "draft": Guards("entry")}
    return found


def _default(holder: type[BaseModel], name: str) -> Any:
    return fields_of(holder).get(name, _DRAFT).default  # who has no draft is guarded by one only


def _meant(key: str, guards: Mapping[str, Guards], *, beside: bool) -> str:
    """Farther away only what is spelled like the field counts; of a draft any word for it."""
    if beside:
        return guard_meant(key, guards)
    if "draft" in guards and guard_meant(key, ("draft",)):
        return "draft"
    return next((name for name in guards if _spelled(key, name)), "")


def _spelled(key: str, name: str) -> bool:
    word = "".join(plain_name(key).casefold().split())[:40]
    return near(word, name)


# ---- what is not in the data ----------------------------------------------------------------

_DRAFTS = "|".join(
    sorted((re.escape(w) for w, fields in FIELDS.items() if "draft" in fields), key=len)[::-1]
)
# A line of a text that is a field by its looks. With a colon of YAML's own only a draft: other
# names are fields wherever they stand so, or words of a text. It begins with the end of the line
# before, which is looked for ten times as fast as the beginning of a line.
_LINE = re.compile(
    r"[\n\r\x85\u2028\u2029][^\S\n]*(?:[-–—•·●▪*][^\S\n]*)?[\"'“”„‟‘’「『]?"
    rf"(?:(?P<draft>draft|ｄｒａｆｔ|{_DRAFTS})[\"'“”„‟‘’」』]?"
    r"(?:[^\S\n]*[:：=＝﹕]|[^\S\n]+(?=(?:true|yes|是)[^\S\n]*\n))"
    r"|(?P<other>until|except|exhibitors|illustration|access|public)"
    r"[\"'“”„‟‘’」』]?[^\S\n]*[：=＝﹕])"
    r"[^\S\n]*(?P<value>[^\s]{0,24})[^\S\n]*(?=[\n\r\x85\u2028\u2029])",
    re.IGNORECASE,
)


def hidden(model: type[BaseModel], raw: Raw, entry: int = 0) -> dict[Loc, list[Slip]]:
    """Guarding fields without a value, and those within a text, by the entry in which they stand.

    Args:
        entry: how much of a place leads to the model: 1 for an item of a list.
    """
    found: dict[Loc, list[Slip]] = defaultdict(list)
    for number, loc in enumerate(raw.with_marks().blanks if raw.blanks else ()):
        if len(loc) > entry:
            if number > _MOST:
                found[loc[:entry]] = [_too_many(loc[entry:], model)]
                continue
            slip = _blank(model, loc[entry:], value_at(raw.data, loc[:entry]))
            if slip and sum(map(len, found.values())) < MAX_TOLD:
                found[loc[:entry]].append(slip)
            elif slip:  # told often enough, but it takes out what it guards all the same
                found[loc[:entry]].append(slip._replace(code=""))
    lines = list(_LINE.finditer(f"\n{raw.text}\n")) if raw.data is not None else []
    if lines:
        for at, slip in _within_texts(model, raw, lines[:MAX_TOLD], entry):
            found[at].append(slip)
    return found


def draft_line(text: str) -> Slip | None:
    """A line above the first heading of a page that calls it a draft."""
    found = _LINE.search(re.split(r"(?<=\n)#", f"\n{text}\n", maxsplit=1)[0])
    if found is None or not found["draft"] or read_boolean(found["value"]) is False:
        return None
    line = len(split_lines(text[: found.start()]))
    return Slip("withheld-text", "", (found["draft"],), "draft", ((),), "page", line=line)


def _blank(model: type[BaseModel], loc: Loc, data: Any) -> Slip | None:
    holders, here = _holders(model, loc[:-1])
    key = str(loc[-1])
    guard = guards_of(here).get(key) if here else None
    if guard is None:
        known = here is not None and key in fields_of(here)
        value = tied_value(key)
        overriders = Overriders(model, data)
        return None if known else _slip(key, value, loc, holders, here, data, overriders)
    if guard.closed or guard.overriding:  # hidden without it; or needed, and told to be missing
        return None
    return Slip("withheld-blank", "", loc, key, (holders[-1][0],), guard.what)


def _holders(model: type[BaseModel], loc: Loc) -> tuple[Holders, type[BaseModel] | None]:
    """The groups around a place, and the model of the innermost where it is one."""
    holders: list[tuple[Loc, type[BaseModel]]] = [((), model)]
    here: type[BaseModel] | None = model
    for depth, part in enumerate(loc):
        place = loc[: depth + 1]
        if isinstance(part, int):
            if here:
                holders[-1] = (place, here)
            continue
        fields = fields_of(here) if here else {}
        here = model_in(fields[part].annotation) if part in fields else None
        if here:
            holders.append((place, here))
    return tuple(holders), here


def _within_texts(
    model: type[BaseModel], raw: Raw, lines: list[re.Match[str]], entry: int
) -> Iterator[tuple[Loc, Slip]]:
    marks = raw.with_marks().marks
    fields = {mark.key_line for mark in marks.values()}
    twice = {found.line for found in raw.problems}
    values = sorted((mark.line, loc) for loc, mark in marks.items() if loc)
    for line in lines:
        number = len(split_lines(raw.text[: line.start()]))
        if number in fields or number in twice:
            continue
        around = [loc for at, loc in values if at <= number]
        loc = around[-1] if around else ()
        if len(loc) <= entry or not isinstance(value_at(raw.data, loc), str):
            continue
        key = line["draft"] or line["other"]
        holders, here = _holders(model, loc[entry:-1])
        data = value_at(raw.data, loc[:entry])
        overriders = Overriders(model, data)
        slip = _slip(key, line["value"], loc[entry:], holders, here, data, overriders)
        if slip:
            yield loc[:entry], slip._replace(code="withheld-text", hint="", forgets=(), line=number)
