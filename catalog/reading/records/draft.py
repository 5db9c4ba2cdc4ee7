"""A copy of a record's data from which faults are taken out."""

from __future__ import annotations

import copy
from typing import Any

from pydantic import BaseModel

from catalog.core.problems import Loc
from catalog.reading.records.shape import is_required, key_of, model_at, value_at, whole_place

_GONE: Any = object()
KEY = "[key]"  # pydantic's last part of a place where the key is wrong, not its value


class Draft:
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
        return bool(loc) and self._node(loc) == {} and not is_required(self.model, loc)

    def mend(self, loc: Loc, item: Any) -> bool:
        """Take one fault out; False when the whole record goes with it."""
        if item["type"] == "text-too-long":
            self._cut(loc, item["ctx"]["at"][0], item["ctx"]["limit"])
            return True
        if item["type"] == "missing":
            loc = loc[:-1]  # nothing is there: what holds it goes
        elif "at" in (item.get("ctx") or {}):
            loc = (*loc, *(key_of(self._node(loc), part) for part in item["ctx"]["at"]))
        return self.take_out(loc)

    def take_out(self, loc: Loc) -> bool:
        """Remove the smallest thing around ``loc`` without which the rest can be valid."""
        loc = whole_place(self.model, loc)
        while loc:
            parent = self._node(loc[:-1])
            key = loc[-1]
            if isinstance(parent, list) and isinstance(key, int):
                parent[key] = _GONE
                if any(x is not _GONE for x in parent) or not is_required(self.model, loc[:-1]):
                    return True
            elif isinstance(parent, dict) and parent.pop(key, None) is not None:
                if model_at(self.model, loc[:-1]) is None:  # a language, an entry of a mapping
                    if parent:
                        return True
                elif not is_required(self.model, loc):
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
            key = key_of(text, tag)
            text[key] = cut(text[key].strip(), limit)

    def _node(self, loc: Loc) -> Any:
        return value_at(self.data, loc)


def cut(text: str, limit: int) -> str:
    """At most ``limit`` characters, at a word's end where one is near, with "…"."""
    head = text[: limit - 1]
    space = head.rfind(" ")
    return (head[:space] if space > limit * 0.8 else head).rstrip(" ,;:，、；：") + "…"
