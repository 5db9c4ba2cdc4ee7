"""A copy of a record's data from which faults are taken out."""

from __future__ import annotations

import copy
from itertools import islice
from typing import Any

from pydantic import BaseModel

from catalog.core.problems import Loc
from catalog.models.guards import Overrides, fields_of, guards_of, overrides_of
from catalog.reading.records.shape import is_required, key_of, model_at, value_at

_GONE: Any = object()
KEY = "[key]"  # pydantic's last part of a place where the key is wrong, not its value


class Draft:
    """A copy of a record's data from which faults are taken out.

    Items of lists are not deleted but marked as gone, so that places keep meaning what they
    mean in the file. ``withheld`` says what the last fault took out because a guarding field had
    it (see :mod:`catalog.models.guards`); "" where none had.
    """

    def __init__(self, model: type[BaseModel], data: Any) -> None:
        self.model = model
        self.data = copy.deepcopy(data)
        self.overriders = Overriders(model, data)
        self.withheld = ""
        self._taken: dict[Loc, str] = {}
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
            if part == KEY and not isinstance(node, dict):
                continue
            if isinstance(node, list):
                kept = self._origins.get(tuple(loc[:depth]), [])
                if not isinstance(part, int) or part >= len(kept):
                    break
                part = kept[part]
                node = node[part]
            elif isinstance(node, dict):
                part = key_of(node, part)
                node = node.get(part)
            else:
                break  # a bare value stood for a list or a mapping
            out.append(part)
        return tuple(out)

    def is_blank(self, loc: Loc) -> bool:
        """Whether an optional text has its languages written and none filled in."""
        if not loc or self._node(loc) != {} or is_required(self.model, loc):
            return False
        holder = model_at(self.model, loc[:-1])
        return holder is None or loc[-1] not in guards_of(holder)

    def mend(self, loc: Loc, item: Any) -> bool:
        """Take one fault out; False when the whole record goes with it."""
        self.withheld = ""
        if self._means_default(loc, item):
            self.forget(loc)
            return True
        if item["type"] == "text-too-long":
            self._cut(loc, item["ctx"]["at"][0], item["ctx"]["limit"])
            return True
        if item["type"] == "missing":
            loc = loc[:-1]  # nothing is there: what holds it goes
        elif "at" in (item.get("ctx") or {}):
            loc = (*loc, *(key_of(self._node(loc), part) for part in item["ctx"]["at"]))
        return self.take_out(loc)

    def forget(self, loc: Loc) -> None:
        """Remove a key, and nothing else."""
        holder = self._node(loc[:-1])
        if isinstance(holder, dict):
            holder.pop(loc[-1], None)

    def take_out(self, loc: Loc) -> bool:
        """Remove the smallest thing around ``loc`` without which the rest can be valid, and
        without which no more is shown than was meant.
        """
        self.withheld = ""
        while loc := self._guarded(loc):
            taken = next((at for n in range(len(loc)) if (at := loc[: n + 1]) in self._taken), None)
            if taken:  # by another fault in it
                self.withheld = self.withheld or self._taken[taken]
                return True
            if self._remove(loc):
                self._taken[loc] = self.withheld
                return True
            if len(loc) == 1:
                return False
            loc = loc[:-1]
        return False

    def _remove(self, loc: Loc) -> bool:
        """Whether what was around it can stay."""
        parent, key = self._node(loc[:-1]), loc[-1]
        if isinstance(parent, list) and isinstance(key, int):
            parent[key] = _GONE
            return any(x is not _GONE for x in parent) or not is_required(self.model, loc[:-1])
        if isinstance(parent, dict) and parent.pop(key, None) is not None:
            if model_at(self.model, loc[:-1]) is None:  # a language, an entry of a mapping
                return bool(parent)
            return not is_required(self.model, loc)
        return False

    def _guarded(self, loc: Loc) -> Loc:
        """``loc``, or what has to go with it."""
        for depth, part in enumerate(loc):
            holder = None if isinstance(part, int) else model_at(self.model, loc[:depth])
            guard = guards_of(holder).get(str(part)) if holder else None
            if guard is None:
                continue
            overriding = self.overriders.at(loc[:depth]) is not None
            whole = guard.in_part or overriding or depth == len(loc) - 1
            if whole and (overriding or not guard.overriding):
                self.withheld = guard.what
                loc = loc[: depth + 1] if guard.closed else loc[:depth]
                break
        found = self.overriders.at(loc)
        if not found:
            return loc
        self.withheld = found.what
        return loc[:-1]

    def _means_default(self, loc: Loc, item: Any) -> bool:
        """Whether a guarding field is written wrongly, but for sure means what it is without it."""
        holder = model_at(self.model, loc[:-1])
        if not loc or not holder or loc[-1] not in guards_of(holder):
            return False
        fix = (item.get("ctx") or {}).get("fix")
        return fix is not None and fix == fields_of(holder)[str(loc[-1])].default

    def _cut(self, loc: Loc, tag: str, limit: int) -> None:
        text = self._node(loc)
        if isinstance(text, str):
            self._node(loc[:-1])[loc[-1]] = cut(text, limit)
        else:
            key = key_of(text, tag)
            text[key] = cut(text[key].strip(), limit)

    def _node(self, loc: Loc) -> Any:
        return value_at(self.data, loc)


class Overriders:
    """Which items of lists may close what other items open (:class:`Overrides`).

    ``data`` is what was written, with nothing taken out; each list is gone through once.
    """

    def __init__(self, model: type[BaseModel], data: Any) -> None:
        self._model = model
        self._data = data
        self._opening: dict[Loc, list[int]] = {}  # the first two of a list are enough

    def at(self, loc: Loc) -> Overrides | None:
        """What holds of the list, where the item at ``loc`` may close another's; else None."""
        if len(loc) < 2 or not isinstance(loc[-1], int):
            return None
        holder = model_at(self._model, loc[:-2])
        found = overrides_of(holder).get(str(loc[-2])) if holder else None
        if found is None or not found.closes(value_at(self._data, loc)):
            return None
        within = loc[:-1]
        if within not in self._opening:
            items = value_at(self._data, within)
            opening = (n for n, x in enumerate(items) if found.opens(x))
            self._opening[within] = list(islice(opening, 2)) if isinstance(items, list) else []
        return found if any(n != loc[-1] for n in self._opening[within]) else None


def cut(text: str, limit: int) -> str:
    """At most ``limit`` characters, at a word's end where one is near, with "…"."""
    head = text[: limit - 1]
    space = head.rfind(" ")
    return (head[:space] if space > limit * 0.8 else head).rstrip(" ,;:，、；：") + "…"
