"""Fields that name other records by their ids, found by what the models declare of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, get_args, get_origin

from catalog.core.problems import Loc
from catalog.models.parts import Part
from catalog.models.scalars import Str

Kind = Literal["company", "work", "family", "edition"]


class Refers:
    """Marks a text as the id of a record of a kind."""

    def __init__(self, kind: Kind) -> None:
        self.kind: Kind = kind


CompanyId = Annotated[Str, Refers("company")]
WorkId = Annotated[Str, Refers("work")]
FamilyId = Annotated[Str, Refers("family")]
EditionId = Annotated[Str, Refers("edition")]


class Reference(NamedTuple):
    """A field that holds ids, or parts in which there are such fields.

    Attributes:
        name: the model's name for it.
        written: the name that people write.
        kind: what the ids are of; None for parts.
        many: whether it is a list.
        model: of the parts.
    """

    name: str
    written: str
    kind: Kind | None
    many: bool
    model: type[Part] | None = None


@cache
def references(model: type[Part]) -> tuple[Reference, ...]:
    """The fields of a model that hold ids, in its order."""
    found = []
    for name, field in model.model_fields.items():
        kinds, models = _look(field.annotation, field.metadata)
        many = "tuple" in str(field.annotation)
        written = field.alias or name
        found += [Reference(name, written, kind, many) for kind in kinds]
        found += [Reference(name, written, None, many, inner) for inner in models]
    return tuple(found)


def _look(annotation: Any, notes: Any = ()) -> tuple[list[Kind], list[type[Part]]]:
    """The kinds of the ids within a type, and the parts in it that hold ids."""
    kinds = [note.kind for note in notes if isinstance(note, Refers)]
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return kinds, [annotation] if references(annotation) else []
    models: list[type[Part]] = []
    own = annotation.__metadata__ if get_origin(annotation) is Annotated else ()
    kinds += [note.kind for note in own if isinstance(note, Refers)]
    for inner in get_args(annotation):
        more, parts = _look(inner)
        kinds += more
        models += parts
    return kinds, models


P = TypeVar("P", bound=Part)


def with_ids(part: P, kind: Kind, read: Callable[[str, Loc], str], loc: Loc = ()) -> P:
    """The part with each id of a kind as `read` gives it back; itself where all stay.

    Args:
        read: takes an id as it is written, and its place below `loc` in the part.
    """
    update: dict[str, Any] = {}
    for one in references(type(part)):
        if one.kind not in (None, kind):
            continue
        value, here = getattr(part, one.name), (*loc, one.written)
        if one.many and isinstance(value, tuple):
            found: Any = tuple(_with(v, one, kind, read, (*here, i)) for i, v in enumerate(value))
        elif one.many or value is None:
            continue  # nothing, or the word "all"
        else:
            found = _with(value, one, kind, read, here)
        if found != value:
            update[one.name] = found
    return part.model_copy(update=update) if update else part


def _with(value: Any, one: Reference, kind: Kind, read: Callable[[str, Loc], str], loc: Loc) -> Any:
    return with_ids(value, kind, read, loc) if one.kind is None else read(value, loc)
