"""What the models say of a place in a record: which fields it has, what must be there."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from catalog.core.problems import Loc
from catalog.models.guards import fields_of, model_in
from catalog.models.tags import normalise_tag


def known_keys(model: type[BaseModel], loc: Loc) -> list[str]:
    """The fields that may stand in the mapping at ``loc``."""
    here = model_at(model, loc)
    return list(fields_of(here)) if here else []


def model_at(model: type[BaseModel] | None, loc: Loc) -> type[BaseModel] | None:
    """The model that describes the mapping at ``loc``; None where it has no fixed fields."""
    for part in loc:
        if isinstance(part, int):
            continue
        fields = fields_of(model) if model else {}
        if part not in fields:
            return None
        model = model_in(fields[str(part)].annotation)
    return model


def notes_at(model: type[BaseModel], loc: Loc) -> list[Any]:
    """What annotates the field that holds the text at ``loc``; of a model, what is within it not.

    A bare text where a group is meant has the notes of the group's first field, for which it
    stands.
    """
    for depth in range(len(loc), 0, -1):
        holder = model_at(model, loc[: depth - 1]) if isinstance(loc[depth - 1], str) else None
        found = fields_of(holder).get(str(loc[depth - 1])) if holder else None
        if found:
            break
    else:
        found = next(iter(model.model_fields.values()), None)  # a list of bare texts
    while found and (inner := model_in(found.annotation)):
        found = next(iter(inner.model_fields.values()), None)
    return [*found.metadata, *_notes_in(found.annotation)] if found else []


def _notes_in(annotation: Any) -> list[Any]:
    own = list(getattr(annotation, "__metadata__", ()))
    return own + [n for a in getattr(annotation, "__args__", ()) for n in _notes_in(a)]


def is_required(model: type[BaseModel], loc: Loc) -> bool:
    """Whether the field at ``loc`` must be there."""
    holder = model_at(model, loc[:-1])
    if holder is None or not loc or isinstance(loc[-1], int):
        return False
    found = fields_of(holder).get(str(loc[-1]))
    return found is not None and found.is_required()


def value_at(data: Any, loc: Loc) -> Any:
    """What stands at a place; None where there is nothing."""
    for part in loc:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def key_of(node: Any, part: Any) -> Any:
    """The key as it is written: a language tag may stand there in another spelling."""
    if isinstance(node, dict) and part not in node and isinstance(part, str):
        return next((k for k in node if normalise_tag(k) == part), part)
    return part


def as_spelled(loc: Loc, data: Any) -> Loc:
    """A place with its language tags as they are written there (``zh`` for ``zh-Hans``)."""
    out: list[str | int] = []
    for part in loc:
        part = key_of(data, part)
        out.append(part)
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            data = None
    return tuple(out)
