"""Turns raw data into records: what is wrong is left out and told, what is right is kept.

Validation runs in rounds. Each round's errors are told, the smallest thing that holds each of
them is taken out (an item, a language, an optional field), and the rest is tried again, until it
is valid or nothing is left to take out: then the whole record is set aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from catalog.core.messages import MESSAGES
from catalog.core.problems import MAX_TOLD, Effect, Loc, Problem, nearest, problem
from catalog.models.base import Record
from catalog.models.context import Context
from catalog.models.field_names import field_meant
from catalog.models.guards import fields_of
from catalog.models.parts import Part, Placed
from catalog.models.tags import normalise_tag
from catalog.models.vocabularies import Vocabulary
from catalog.reading.records.draft import KEY, Draft
from catalog.reading.records.grouping import as_group, as_groups
from catalog.reading.records.guarding import Slip, hidden, misnamed
from catalog.reading.records.shape import is_required, known_keys, model_at, value_at
from catalog.reading.records.unseen import without_unseen
from catalog.reading.yaml import Raw, without_bullet

R = TypeVar("R", bound=Record)
P = TypeVar("P", bound=Part)

_ROUNDS = 64  # each round takes something out, so few are ever needed; a bound all the same
_MAX_FAULTS = 1000  # a record with more is set aside: mending it would take long and give little
_MISSING = ("missing", "too_short", "string_too_short")
_EXPECTED = {
    "string_type": "@text",
    "tuple_type": "@list",
    "list_type": "@list",
    "dict_type": "@mapping",
    "model_type": "@mapping",
    "model_attributes_type": "@mapping",
    "dataclass_type": "@mapping",
}


@dataclass(slots=True)
class Reading:
    """What became of one file: the record, if it can be published, and what was wrong."""

    record: Any = None
    problems: list[Problem] = field(default_factory=list)


def parse_model(model: type[R], raw: Raw, id: str, path: str, context: Context) -> Reading:
    """One record file's data → its model.

    The returned record is None when the file cannot be parsed or a starred field is missing or
    wrong; its problems then have the effect "record".
    """
    if raw.data is None:
        return Reading(None, raw.problems or [problem("empty-file", path, line=1, column=1)])
    if not isinstance(raw.data, dict):
        found = problem("wrong-root", path, line=1, column=1, expected="@mapping")
        return Reading(None, [*raw.problems, found])
    raw = without_unseen(model, raw, path)
    lang = normalise_tag(raw.data["lang"]) if isinstance(raw.data.get("lang"), str) else None
    context = Context(lang or context.lang, context.folder, context.root, context.vocabularies)
    raw = _with_cuts(model, raw, path)
    unread = hidden(model, raw)
    reading = validate(model, raw, raw.data, path, context, unread=unread.get((), ()))
    reading.problems.extend(_blank_slips(model, raw, path, told=reading.problems))
    if reading.record is not None:
        reading.record.place(id, path)
        _check_own_title(reading, raw, path, context.lang)
    return reading


def _check_own_title(reading: Reading, raw: Raw, path: str, lang: str) -> None:
    """What a record is called must be said in the language in which it is written."""
    key = next((k for k in ("title", "name") if k in type(reading.record).model_fields), "")
    if key and lang not in getattr(reading.record, key):
        mark = raw.with_marks().mark((key,))
        line, column = mark.key_line or mark.line, mark.key_column or mark.column
        reading.problems.append(
            problem("no-own-title", path, (key,), line=line, column=column, key=key, language=lang)
        )
        reading.record = None


def parse_entries(
    model: type[P], raw: Raw, path: str, context: Context
) -> tuple[list[tuple[int, P]], list[Problem]]:
    """An organizers' list (stands, programme) → its valid entries with their places in the list.

    A wrong entry is left out with the effect "entry"; the others stay.
    """
    if raw.data is None:
        return [], [p.graver("entry") for p in raw.problems]
    if not isinstance(raw.data, list):
        found = problem("wrong-root", path, line=1, column=1, expected="@list", hint="list")
        return [], [*raw.problems, found]
    raw = _with_cuts(model, without_unseen(model, raw, path, entry=1), path, entry=1)
    unread = hidden(model, raw, entry=1)
    entries: list[tuple[int, P]] = []
    problems: list[Problem] = []
    for index, data in enumerate(raw.data):
        if len(problems) > MAX_TOLD:  # the last one says so; what is right still counts
            if (index,) in unread:
                continue
            with suppress(ValidationError):
                entries.append((index, model.model_validate(data, context=context)))
            continue
        reading = validate(
            model, raw, data, path, context, at=(index,), unread=unread.get((index,), ())
        )
        problems.extend(reading.problems)
        if reading.record is not None:
            entries.append((index, reading.record))
        if len(problems) > MAX_TOLD:
            mark = raw.with_marks().mark((index,))
            problems.append(too_many(path, (index,), mark.line, mark.column, "entry"))
    problems.extend(_blank_slips(model, raw, path, entry=1, told=problems))
    told = {(p.line, p.code) for p in problems}
    problems.extend(p for p in raw.problems if (p.line, p.code) not in told)
    return entries, problems


def _with_cuts(model: type[BaseModel], raw: Raw, path: str, entry: int = 0) -> Raw:
    """Tell texts that a comma has cut: in ``{en: Stars, moons and suns}`` YAML takes what
    follows for a key of its own, without a value.
    """
    cuts: dict[Loc, list[str]] = {}
    before: dict[Loc, str] = {}  # of each mapping, the last key so far that has a text
    if not raw.blanks:
        return raw  # nearly always, and without parsing again for the places
    blanks = set(raw.with_marks().blanks)
    for loc in raw.marks if blanks else ():  # in the order of the file
        key = loc[-1] if loc else 0
        if not isinstance(key, str):
            continue
        if loc not in blanks:
            if isinstance(value_at(raw.data, loc), str):
                before[loc[:-1]] = key
        elif (
            loc[:-1] in before
            and len(loc) > entry
            and not (normalise_tag(key) or model_at(model, loc[entry:-1]))
        ):
            cuts.setdefault((*loc[:-1], before[loc[:-1]]), []).append(key)
    told = []
    for loc, rest in list(cuts.items())[:MAX_TOLD]:
        mark, text = raw.mark(loc), ", ".join([str(value_at(raw.data, loc)), *rest])
        fix = f'{loc[-1]}: "{text}"'
        told.append(
            problem(
                "cut-by-comma", path, loc, line=mark.line, column=mark.column, rest=rest[0], fix=fix
            )
        )
    return replace(raw, problems=[*raw.problems, *told]) if told else raw


def _blank_slips(
    model: type[BaseModel], raw: Raw, path: str, entry: int = 0, *, told: Sequence[Problem]
) -> Iterator[Problem]:
    """Misspelt keys without a value: they do no harm, but whoever fills them in would be lost.

    Args:
        entry: how much of a place leads to the model.
        told: what is told already; each place once.
    """
    slips = 0
    places = {found.loc for found in told}
    for loc in raw.with_marks().blanks if raw.blanks else ():
        if loc in places:
            continue
        holder = model_at(model, loc[entry:-1]) if len(loc) > entry else None
        if holder is None or loc[-1] in fields_of(holder):
            continue
        slips += 1
        if slips > MAX_TOLD:
            return
        mark = raw.mark(loc)
        known = list(fields_of(holder))
        near = field_meant(str(loc[-1]), known) or nearest(str(loc[-1]), known)
        yield problem(
            "unknown-key",
            path,
            loc,
            line=mark.key_line,
            column=mark.key_column,
            hint="near" if near else "",
            key=loc[-1],
            known=known,
            near=near or "",
        )


def too_many(path: str, loc: Loc, line: int, column: int, effect: Effect) -> Problem:
    """Said once, instead of all that follows."""
    return problem(
        "too-many-problems", path, loc, line=line, column=column, effect=effect, limit=MAX_TOLD
    )


def validate(
    model: type[BaseModel],
    raw: Raw,
    data: Any,
    path: str,
    context: Context,
    at: Loc = (),
    unread: Sequence[Slip] = (),
) -> Reading:
    """Validate in rounds.

    Args:
        at: the entry's place when ``data`` is one of a list.
        unread: guarding fields that the data does not have; see :func:`hidden`.
    """
    own = [p for p in raw.problems if p.loc[: len(at)] == at] if at else list(raw.problems)
    if not own and not unread:
        with suppress(ValidationError):  # told below, on a copy that may be changed
            return Reading(model.model_validate(data, context=context))
    raw = raw.with_marks()
    whole: Effect = "entry" if at else "record"
    draft = Draft(model, data)
    problems: list[Problem] = []
    fatal = False
    for found in own:
        if found.code in ("duplicate-key", "cut-by-comma"):
            # Which of the two is meant is not ours to say, so neither is shown; half a text no
            # more.
            loc = found.loc[len(at) :]
            if not loc or is_required(model, loc) or not draft.take_out(loc):
                fatal = True
                found = found.graver(whole)
            found = _withheld(found, draft.withheld)
        problems.append(found)
    for slip in (*unread, *misnamed(model, data)):
        for loc in slip.forgets:
            draft.forget(loc)
        what = slip.what
        for target in slip.targets:
            fatal = not draft.take_out(target) or fatal
            what = draft.withheld or what
        if slip.code and len(problems) <= MAX_TOLD:
            problems.append(slip_problem(slip._replace(what=what), raw, path, at))
    for _ in range(_ROUNDS):
        try:
            record = model.model_validate(draft.clean(), context=context)
            if fatal:
                break
            if isinstance(record, Placed):
                record.keep(draft.kept())
            return Reading(record, problems)
        except ValidationError as error:
            fatal = fatal or error.error_count() > _MAX_FAULTS
            items = error.errors(include_url=False, include_input=False)[:_MAX_FAULTS]
            for item, loc in [(i, draft.written(i["loc"])) for i in items]:
                blank = item["type"] == "too_short" and draft.is_blank(loc)
                if len(problems) <= MAX_TOLD and not blank:
                    found = _problem(model, item, loc, raw, path, context, at)
                    if len(problems) == MAX_TOLD:
                        found = too_many(path, found.loc, found.line, found.column, "field")
                    problems.append(found)
                stays = draft.mend(loc, item)
                fatal = fatal or not stays
                if len(problems) <= MAX_TOLD and not blank:
                    found = problems[-1] if stays else problems[-1].graver(whole)
                    problems[-1] = _withheld(found, draft.withheld)
        if fatal:
            break
    return Reading(None, [p if p.severity == "warning" else p.graver(whole) for p in problems])


def _withheld(found: Problem, what: str) -> Problem:
    """The problem of something that a guarding field took out."""
    if not what:
        return found
    return replace(found.graver("withheld"), params={**found.params, "withheld": what})


def slip_problem(slip: Slip, raw: Raw, path: str, at: Loc) -> Problem:
    """A slip in a guarding field, with its place in the file."""
    if slip.code == "too-many-problems":
        mark = raw.mark(at + slip.loc)
        return too_many(path, at + slip.loc, mark.line, mark.column, "entry" if at else "record")
    mark = raw.mark(at + slip.loc)
    line, column = (slip.line, 1) if slip.line else (mark.line, mark.column)
    if not slip.line and mark.key_line and at + slip.loc in raw.marks:
        line, column = mark.key_line, mark.key_column
    return problem(
        slip.code,
        path,
        at + slip.loc,
        line=line,
        column=column,
        hint=slip.hint,
        key=slip.loc[-1],
        near=slip.near,
        withheld=slip.what,
    )


def _problem(
    model: type[BaseModel],
    item: Any,
    loc: Loc,
    raw: Raw,
    path: str,
    context: Context,
    at: Loc,
) -> Problem:
    """pydantic's error → ours, with its place in the file."""
    ctx = dict(item.get("ctx") or {})
    loc += tuple(ctx.pop("at", ()))
    hint = ctx.pop("hint", "")
    on_key = ctx.pop("on_key", False) or item["loc"][-1:] == (KEY,)
    code = item["type"]
    written = value_at(raw.data, at + loc)
    group = model_at(model, loc)
    if code in _MISSING or (group and isinstance(written, str) and not written.strip()):
        named = [part for part in at + loc if isinstance(part, str)]
        code, ctx = "missing-field", {"key": named[-1] if named else ""}
        hint = "blank" if at + loc in raw.marks else ""
        hint = (
            "brackets"
            if written == [] or (written == "" and not group and isinstance(loc[-1], int))
            else hint
        )
    elif code == "extra_forbidden":
        known = known_keys(model, loc[:-1])
        near = field_meant(str(loc[-1]), known) or nearest(str(loc[-1]), known)
        hint = "near" if near else ""
        code, ctx = "unknown-key", {"key": loc[-1], "known": known, "near": near or ""}
    elif code == "bad-territory" and hint == "except" and not _may_except(model, loc):
        hint = ""
    elif code in ("unknown-value", "bad-territory") and not hint:
        # Looked for only here, because only so many are told.
        names = ctx["known"].ids() if isinstance(ctx["known"], Vocabulary) else ctx["known"]
        by_name = {name.lower(): name for name in names}
        near = by_name.get(nearest(ctx["value"], by_name) or "", "")
        told = ctx["known"].told() if isinstance(ctx["known"], Vocabulary) else names
        ctx |= {"known": told, "near": near}
        hint = "near" if near else ""
    elif code not in MESSAGES:
        code, ctx = "wrong-type", {"expected": _EXPECTED.get(code, "@text")}
    key = str(ctx.get("key", ""))
    key = without_bullet(key) or key
    if group and code == "wrong-type" and key in fields_of(group):
        ctx["key"], hint = key, "items"
    elif group and code == "wrong-type" and isinstance(written, str):
        fix = as_group(group, written, context)
        hint = "group" if fix else "fields"
        ctx |= {"fix": fix, "known": list(fields_of(group))}
    elif group and code == "list-as-text" and isinstance(written, str):
        ctx["fix"] = as_groups(group, written, context) or ctx["fix"]
    mark = raw.mark(at + loc)
    if loc[-1:] == ("except",) and at + loc not in raw.marks:  # written as  World ex FR
        mark = raw.mark((*at, *loc[:-1], "territories"))
    line, column = mark.line, mark.column
    on_key = on_key or code in ("unknown-key", "missing-field")
    if code == "wrong-type":
        hint = hint or str(ctx["expected"]).removeprefix("@")
    if mark.key_line and at + loc in raw.marks and (on_key or mark.key_line < mark.line):
        line, column = mark.key_line, mark.key_column
    elif code == "missing-field" and len(loc) == 1 and not at:
        line, column = 1, 1  # not written at all: the record as a whole is the place
    return problem(code, path, at + loc, line=line, column=column, effect="field", hint=hint, **ctx)


def _may_except(model: type[BaseModel], loc: Loc) -> bool:
    """Whether what is wrong is one of territories that a field beside them makes exceptions to."""
    named = [at for at, part in enumerate(loc) if isinstance(part, str)]
    holder = model_at(model, loc[: named[-1]]) if named else None
    return bool(holder and loc[named[-1]] == "territories" and "except" in fields_of(holder))
