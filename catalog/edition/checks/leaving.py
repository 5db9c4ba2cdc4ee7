"""Takes out of the records what problems say is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from catalog.core.problems import Loc, Problem
from catalog.models.records import Records

_GONE: Any = object()


def leave_out(records: Records, problems: Iterable[Problem]) -> Records:
    """The records without what has a problem with the effect "entry" or "field".

    Places are those of the records. Gives back ``records`` itself when nothing goes.
    """
    wrong: dict[str, list[Loc]] = defaultdict(list)
    for found in problems:
        if found.effect in ("entry", "field") and found.loc:
            wrong[found.path].append(found.loc[:1] if found.effect == "entry" else found.loc)
    if not wrong:
        return records
    changed: dict[str, Any] = {}
    for kind in ("companies", "works", "families", "services"):
        changed[kind] = {
            id: _without(record, wrong[record.path]) if record.path in wrong else record
            for id, record in getattr(records, kind).items()
        }
    for kind, path in (("stands", records.stands_path), ("events", records.programme_path)):
        entries = getattr(records, kind)
        locs = wrong.get(path, ())
        changed[kind] = [
            (index, kept)
            for index, entry in entries
            if (kept := _entry(entry, index, locs)) is not _GONE
        ]
    return replace(records, **changed)


def _entry(entry: Any, index: int, locs: Sequence[Loc]) -> Any:
    """An entry of a list without what stands at ``locs`` of the list's file; _GONE with it all."""
    own = [loc[1:] for loc in locs if loc[0] == index]
    if not own:
        return entry
    return _without(entry, own) if all(own) else _GONE


def _without(node: Any, locs: Sequence[Loc]) -> Any:
    """A model or tuple without what stands at ``locs``; _GONE where nothing useful is left."""
    gone = {loc[0] for loc in locs if len(loc) == 1}
    deeper: dict[str | int, list[Loc]] = defaultdict(list)
    for loc in locs:
        if len(loc) > 1 and loc[0] not in gone:
            deeper[loc[0]].append(loc[1:])
    if isinstance(node, tuple):
        kept = (
            _without(item, deeper[index]) if index in deeper else item
            for index, item in enumerate(node)
            if index not in gone
        )
        return tuple(item for item in kept if item is not _GONE) or _GONE
    if not isinstance(node, BaseModel):
        return _GONE
    update: dict[str, Any] = {}
    for name, info in type(node).model_fields.items():
        key = info.alias or name
        value = _GONE if key in gone else getattr(node, name)
        if key in deeper:
            value = _without(value, deeper[key])
        if value is _GONE:
            if info.is_required():
                return _GONE
            value = info.get_default(call_default_factory=True)
        update[name] = value
    return node.model_copy(update=update)
