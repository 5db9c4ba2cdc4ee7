"""Takes out of a file's texts the characters that nobody sees, by the kind of their field."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from catalog.core.characters import MARKS, Kind, clean, join_breaks, lost, only_spaces, stacked
from catalog.core.problems import MAX_TOLD, Loc, Problem, problem
from catalog.models.images import FilePath
from catalog.models.texts import Characters
from catalog.reading.records.shape import notes_at, value_at
from catalog.reading.yaml import Raw
from catalog.reading.yaml.parse import hidden


def without_unseen(model: type[BaseModel], raw: Raw, path: str, entry: int = 0) -> Raw:
    """The file's data with clean texts, and a warning for each that had to be cleaned.

    Args:
        entry: how much of a place leads to the model.
    """
    told: list[Problem] = []
    for loc in raw.odd:
        before = value_at(raw.data, loc)
        if not loc or not isinstance(before, str):
            continue
        after = _clean(model, before, loc[entry:])
        if after == before:
            continue
        value_at(raw.data, loc[:-1])[loc[-1]] = after
        if len(told) < MAX_TOLD:
            told += _told(raw, path, loc, before, after)
    if told:
        raw.problems.extend(told)
    return raw


def _clean(model: type[BaseModel], text: str, loc: Loc) -> str:
    notes: list[Any] = notes_at(model, loc)
    if any(isinstance(note, FilePath) for note in notes):
        return text
    held = next((note for note in notes if isinstance(note, Characters)), None)
    if held and held.markdown:
        return clean(text, "prose")
    if held:
        return join_breaks(clean(text, held.kind))
    kind: Kind = "address" if text.strip().lower().startswith("http") else "name"
    return only_spaces(clean(text, kind))


def _told(raw: Raw, path: str, loc: Loc, before: str, after: str) -> list[Problem]:
    mark = raw.mark(loc)
    line, column = mark.line, mark.column
    found = []
    if gone := lost(before, after):
        found.append(hidden(path, gone, loc, line=line, column=column))
    if stacked(before):
        found.append(problem("stacked-marks", path, loc, line=line, column=column, limit=MARKS))
    return found
