"""Turns raw data into records: what is wrong is left out and told, what is right is kept.

Validation runs in rounds. Each round's errors are told, the smallest thing that holds each of
them is taken out (an item, a language, an optional field), and the rest is tried again, until it
is valid or nothing is left to take out: then the whole record is set aside.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from pydantic import BaseModel, RootModel, ValidationError

from catalog.messages import MESSAGES, Bilingual
from catalog.models import Context, Record, Text, normalise_tag
from catalog.models.territories import parse_territory
from catalog.models.types import Part, Placed, Whole
from catalog.models.vocabularies import FILES, Vocabularies, Vocabulary
from catalog.problems import MAX_TOLD, At, Effect, Loc, Problem, nearest, problem
from catalog.slugs import is_slug, slugify
from catalog.source import Raw, read_record

R = TypeVar("R", bound=Record)
P = TypeVar("P", bound=Part)

_GONE: Any = object()
_KEY = "[key]"  # pydantic's last part of a place where the key is wrong, not its value
_ROUNDS = 64  # each round takes something out, so few are ever needed; a bound all the same
_MAX_FAULTS = 1000  # a record with more is set aside: mending it would take long and give little
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
    lang = normalise_tag(raw.data["lang"]) if isinstance(raw.data.get("lang"), str) else None
    context = Context(lang or context.lang, context.folder, context.root, context.vocabularies)
    raw = _with_cuts(model, raw, path)
    reading = _validate(model, raw, raw.data, path, context)
    reading.problems.extend(_blank_slips(model, raw, path))
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
    raw = _with_cuts(model, raw, path, entry=1)
    entries: list[tuple[int, P]] = []
    problems: list[Problem] = []
    for index, data in enumerate(raw.data):
        if len(problems) > MAX_TOLD:  # the last one says so; what is right still counts
            with suppress(ValidationError):
                entries.append((index, model.model_validate(data, context=context)))
            continue
        reading = _validate(model, raw, data, path, context, at=(index,))
        problems.extend(reading.problems)
        if reading.record is not None:
            entries.append((index, reading.record))
        if len(problems) > MAX_TOLD:
            mark = raw.with_marks().mark((index,))
            problems.append(_too_many(path, (index,), mark.line, mark.column, "entry"))
    problems.extend(_blank_slips(model, raw, path, entry=1))
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
            if isinstance(_at(raw.data, loc), str):
                before[loc[:-1]] = key
        elif (
            loc[:-1] in before
            and len(loc) > entry
            and not (normalise_tag(key) or _model_at(model, loc[entry:-1]))
        ):
            cuts.setdefault((*loc[:-1], before[loc[:-1]]), []).append(key)
    told = []
    for loc, rest in list(cuts.items())[:MAX_TOLD]:
        mark, text = raw.mark(loc), ", ".join([str(_at(raw.data, loc)), *rest])
        fix = f'{loc[-1]}: "{text}"'
        told.append(
            problem(
                "cut-by-comma", path, loc, line=mark.line, column=mark.column, rest=rest[0], fix=fix
            )
        )
    return replace(raw, problems=[*raw.problems, *told]) if told else raw


def _at(data: Any, loc: Loc) -> Any:
    for part in loc:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _blank_slips(model: type[BaseModel], raw: Raw, path: str, entry: int = 0) -> Iterator[Problem]:
    """Misspelt keys without a value: they do no harm, but whoever fills them in would be lost.

    ``entry`` is how much of a place leads to the model.
    """
    slips = 0
    for loc in raw.with_marks().blanks if raw.blanks else ():
        holder = _model_at(model, loc[entry:-1]) if len(loc) > entry else None
        if holder is None or loc[-1] in _fields(holder):
            continue
        slips += 1
        if slips > MAX_TOLD:
            return
        mark = raw.mark(loc)
        known = list(_fields(holder))
        near = nearest(str(loc[-1]), known)
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


def _too_many(path: str, loc: Loc, line: int, column: int, effect: Effect) -> Problem:
    return problem(
        "too-many-problems", path, loc, line=line, column=column, effect=effect, limit=MAX_TOLD
    )


class _Label(RootModel[Text]):
    """A term's name: a text, or one a language."""


def parse_vocabularies(
    raws: Mapping[str, Raw], context: Context
) -> tuple[Vocabularies, list[Problem]]:
    """The built-in lists with the organizers' additions.

    Args:
        raws: each file of ``vocabularies/`` by its path: term → its name in each language.
        context: with the vocabularies to add to.

    A wrong entry is left out with the effect "entry". Names of languages and territories become
    the vocabularies "language" and "territory", which have no terms of their own.
    """
    found = dict(context.vocabularies)
    problems: list[Problem] = []
    for path, raw in raws.items():
        stem = PurePosixPath(path).stem
        if stem not in FILES:
            near = nearest(stem, FILES)
            problems.append(
                problem(
                    "unknown-file",
                    path,
                    line=1,
                    column=1,
                    hint="vocabulary-near" if near else "vocabulary",
                    near=near or "",
                    known=[f"{name}.yml" for name in FILES],
                )
            )
            continue
        name = FILES[stem]
        base = found.get(name) or Vocabulary(name, Bilingual(stem, stem), {}, open=True)
        added, told = _parse_vocabulary(name, raw, path, context)
        problems.extend(told)
        found[name] = replace(base, added={**base.added, **added})
    return found, problems


def _parse_vocabulary(
    name: str, raw: Raw, path: str, context: Context
) -> tuple[dict[str, Text], list[Problem]]:
    if raw.data is None:  # a file with nothing but comments adds nothing
        return {}, [p.graver("entry") for p in raw.problems]
    if not isinstance(raw.data, dict):
        found = problem(
            "wrong-root", path, line=1, column=1, hint="vocabulary", expected="@mapping"
        )
        return {}, [*raw.problems, found]
    added: dict[str, Text] = {}
    problems: list[Problem] = []
    for key, data in raw.data.items():
        if len(problems) > MAX_TOLD:
            mark = raw.mark((key,))
            problems.append(_too_many(path, (key,), mark.key_line, mark.key_column, "entry"))
            break
        term, slip = _parse_term(name, key)
        if slip:
            mark = raw.with_marks().mark((key,))
            code, hint, params = slip
            problems.append(
                problem(
                    code,
                    path,
                    (key,),
                    line=mark.key_line,
                    column=mark.key_column,
                    effect="entry",
                    hint=hint,
                    **params,
                )
            )
            continue
        reading = _validate(_Label, raw, data, path, context, at=(key,))
        problems.extend(reading.problems)
        if reading.record is not None:
            added[term] = reading.record.root
    told = {(p.line, p.code) for p in problems}
    problems.extend(p for p in raw.problems if (p.line, p.code) not in told)
    return added, problems


def _parse_term(name: str, key: str) -> tuple[str, tuple[str, str, dict[str, Any]] | None]:
    """A key as a term of the vocabulary, or the code, hint and parameters that say why not."""
    if name == "language":
        tag = normalise_tag(key)
        return tag or "", None if tag else ("bad-language", "", {"value": key})
    if name == "territory":
        code = parse_territory(key)
        return code or "", None if code else ("bad-country", "", {"value": key})
    fits = re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", key) if name == "identifier" else None
    if fits or is_slug(key):
        return key, None
    return "", ("bad-name", "", {"name": key, "fix": slugify(key)})


def place_problems(content: Path, problems: Iterable[Problem]) -> list[Problem]:
    """The same problems with line and column; each file is read once.

    Problems that have a line already keep it. Parameters that are :class:`At` become the line of
    that place in the same file.
    """
    raws: dict[str, Raw] = {}
    out = []
    for found in problems:
        at = {k: v for k, v in found.params.items() if isinstance(v, At)}
        if (found.line and not at) or not found.path.endswith((".yml", ".yaml")):
            out.append(found)
            continue
        if found.path not in raws:
            raws[found.path] = read_record(content, found.path, with_marks=True)
        raw = raws[found.path]
        lines = {k: raw.mark(as_spelled(v.loc, raw.data)).line for k, v in at.items()}
        found = replace(found, params={**found.params, **lines})
        if not found.line:
            mark = raw.mark(as_spelled(found.loc, raw.data))
            line, column = mark.line, mark.column
            if 0 < mark.key_line < mark.line:  # its value begins on a later line
                line, column = mark.key_line, mark.key_column
            found = replace(found, line=line, column=column)
        out.append(found)
    return sorted(out, key=lambda p: (p.path, p.line, p.column, p.code))


def as_spelled(loc: Loc, data: Any) -> Loc:
    """A place with its language tags as they are written there (``zh`` for ``zh-Hans``)."""
    out: list[str | int] = []
    for part in loc:
        part = _key_of(data, part)
        out.append(part)
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            data = None
    return tuple(out)


def _validate(
    model: type[BaseModel],
    raw: Raw,
    data: Any,
    path: str,
    context: Context,
    at: Loc = (),
) -> Reading:
    """Validate in rounds; ``at`` is the entry's place when ``data`` is one of a list."""
    own = [p for p in raw.problems if p.loc[: len(at)] == at] if at else list(raw.problems)
    if not own:
        with suppress(ValidationError):  # told below, on a copy that may be changed
            return Reading(model.model_validate(data, context=context))
    raw = raw.with_marks()
    whole: Effect = "entry" if at else "record"
    draft = _Draft(model, data)
    problems: list[Problem] = []
    fatal = False
    for found in own:
        if found.code in ("duplicate-key", "cut-by-comma"):
            # Which of the two is meant is not ours to say, so neither is shown; half a text no
            # more.
            loc = found.loc[len(at) :]
            if not loc or _required(model, loc) or not draft.take_out(loc):
                fatal = True
                found = found.graver(whole)
        problems.append(found)
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
                    found = _problem(model, item, loc, raw, path, at)
                    if len(problems) == MAX_TOLD:
                        found = _too_many(path, found.loc, found.line, found.column, "field")
                    problems.append(found)
                if not draft.mend(loc, item):
                    fatal = True
                    if len(problems) <= MAX_TOLD:
                        problems[-1] = problems[-1].graver(whole)
        if fatal:
            break
    return Reading(None, [p if p.severity == "warning" else p.graver(whole) for p in problems])


class _Draft:
    """A copy of a record's data from which faults are taken out.

    Items of lists are not deleted but marked as gone, so that places keep meaning what they
    mean in the file.
    """

    def __init__(self, model: type[BaseModel], data: Any) -> None:
        self.model = model
        self.data = copy.deepcopy(data)
        self._origins: dict[Loc, list[int]] = {}

    def clean(self) -> Any:
        """What is left."""
        self._origins = {}
        return self._clean(self.data, ())

    def _clean(self, node: Any, loc: Loc) -> Any:
        if isinstance(node, list):
            kept = [i for i, item in enumerate(node) if item is not _GONE]
            self._origins[loc] = kept
            return [self._clean(node[i], (*loc, n)) for n, i in enumerate(kept)]
        if isinstance(node, dict):
            return {k: self._clean(v, (*loc, k)) for k, v in node.items()}
        return node

    def kept(self) -> dict[Loc, tuple[int, ...]]:
        """Of the lists in :meth:`clean` that lost items: which of the file's are left."""
        return {
            loc: tuple(kept)
            for loc, kept in self._origins.items()
            if kept != list(range(len(kept)))
        }

    def written(self, loc: Loc) -> Loc:
        """pydantic's place in :meth:`clean` → the place in the file, as it is written there."""
        out: list[str | int] = []
        node = self.data
        for depth, part in enumerate(loc):
            if part == _KEY and not isinstance(node, dict):
                continue
            if isinstance(node, list):
                kept = self._origins.get(tuple(loc[:depth]), [])
                if not isinstance(part, int) or part >= len(kept):
                    break
                part = kept[part]
                node = node[part]
            elif isinstance(node, dict):
                part = _key_of(node, part)
                node = node.get(part)
            else:
                break  # a bare value stood for a list or a mapping
            out.append(part)
        return tuple(out)

    def is_blank(self, loc: Loc) -> bool:
        """Whether an optional text has its languages written and none filled in."""
        return bool(loc) and self._node(loc) == {} and not _required(self.model, loc)

    def mend(self, loc: Loc, item: Any) -> bool:
        """Take one fault out; False when the whole record goes with it."""
        if item["type"] == "text-too-long":
            self._cut(loc, item["ctx"]["at"][0], item["ctx"]["limit"])
            return True
        if item["type"] == "missing":
            loc = loc[:-1]  # nothing is there: what holds it goes
        elif "at" in (item.get("ctx") or {}):
            loc = (*loc, *(_key_of(self._node(loc), part) for part in item["ctx"]["at"]))
        return self.take_out(loc)

    def take_out(self, loc: Loc) -> bool:
        """Remove the smallest thing around ``loc`` without which the rest can be valid."""
        loc = _whole(self.model, loc)
        while loc:
            parent = self._node(loc[:-1])
            key = loc[-1]
            if isinstance(parent, list) and isinstance(key, int):
                parent[key] = _GONE
                if any(x is not _GONE for x in parent) or not _required(self.model, loc[:-1]):
                    return True
            elif isinstance(parent, dict) and parent.pop(key, None) is not None:
                if _model_at(self.model, loc[:-1]) is None:  # a language, an entry of a mapping
                    if parent:
                        return True
                elif not _required(self.model, loc):
                    return True
                elif len(loc) == 1:
                    return False
            loc = loc[:-1]
        return False

    def _cut(self, loc: Loc, tag: str, limit: int) -> None:
        text = self._node(loc)
        if isinstance(text, str):
            self._node(loc[:-1])[loc[-1]] = cut(text, limit)
        else:
            key = _key_of(text, tag)
            text[key] = cut(text[key].strip(), limit)

    def _node(self, loc: Loc) -> Any:
        return _at(self.data, loc)


def cut(text: str, limit: int) -> str:
    """At most ``limit`` characters, at a word's end where one is near, with "…"."""
    head = text[: limit - 1]
    space = head.rfind(" ")
    return (head[:space] if space > limit * 0.8 else head).rstrip(" ,;:，、；：") + "…"


def _key_of(node: Any, part: Any) -> Any:
    """The key as it is written: a language tag may stand there in another spelling."""
    if isinstance(node, dict) and part not in node and isinstance(part, str):
        return next((k for k in node if normalise_tag(k) == part), part)
    return part


def _problem(model: type[BaseModel], item: Any, loc: Loc, raw: Raw, path: str, at: Loc) -> Problem:
    """pydantic's error → ours, with its place in the file."""
    ctx = dict(item.get("ctx") or {})
    loc += tuple(ctx.pop("at", ()))
    hint = ctx.pop("hint", "")
    on_key = ctx.pop("on_key", False) or item["loc"][-1:] == (_KEY,)
    code = item["type"]
    if code in ("missing", "too_short", "string_too_short"):
        code, ctx = "missing-field", {"key": (at + loc)[-1] if at + loc else ""}
        hint = "blank" if at + loc in raw.marks else ""
    elif code == "extra_forbidden":
        known = _known_keys(model, loc[:-1])
        near = nearest(str(loc[-1]), known)
        hint = "near" if near else ""
        code, ctx = "unknown-key", {"key": loc[-1], "known": known, "near": near or ""}
    elif code in ("unknown-value", "bad-territory") and not hint:
        # Looked for only here, because only so many are told.
        names = ctx["known"].ids() if isinstance(ctx["known"], Vocabulary) else ctx["known"]
        by_name = {name.lower(): name for name in names}
        near = by_name.get(nearest(ctx["value"], by_name) or "", "")
        ctx |= {"known": names, "near": near}
        hint = "near" if near else ""
    elif code not in MESSAGES:
        code, ctx = "wrong-type", {"expected": _EXPECTED.get(code, "@text")}
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


def _known_keys(model: type[BaseModel], loc: Loc) -> list[str]:
    here = _model_at(model, loc)
    return list(_fields(here)) if here else []


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    """A model's fields under the names that people write."""
    return {f.alias or name: f for name, f in model.model_fields.items()}


def _model_at(model: type[BaseModel] | None, loc: Loc) -> type[BaseModel] | None:
    """The model that describes the mapping at ``loc``; None where it has no fixed fields."""
    for part in loc:
        if isinstance(part, int):
            continue
        fields = _fields(model) if model else {}
        if part not in fields:
            return None
        model = _model_in(fields[str(part)].annotation)
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(a) for a in getattr(annotation, "__args__", ()))
    return next((m for m in inner if m), None)


def _whole(model: type[BaseModel], loc: Loc) -> Loc:
    """``loc``, or the holder of a field around it that is whole or nothing."""
    for depth, part in enumerate(loc):
        holder = None if isinstance(part, int) else _model_at(model, loc[:depth])
        found = _fields(holder).get(str(part)) if holder else None
        if found and any(isinstance(note, Whole) for note in found.metadata):
            return loc[:depth]
    return loc


def _required(model: type[BaseModel], loc: Loc) -> bool:
    """Whether the field at ``loc`` must be there."""
    holder = _model_at(model, loc[:-1])
    if holder is None or not loc or isinstance(loc[-1], int):
        return False
    found = _fields(holder).get(str(loc[-1]))
    return found is not None and found.is_required()
