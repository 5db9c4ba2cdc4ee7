"""What every record has."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, Field, PrivateAttr

from catalog.core.slugs import is_kept_by_windows, is_slug, slugify
from catalog.models.codes import Language
from catalog.models.context import fault
from catalog.models.guards import Guards
from catalog.models.lists import AsList
from catalog.models.parts import Placed
from catalog.models.scalars import Boolean, Str


def _alias(value: str) -> str:
    """Part of an address, so nothing but slugs and, for a work, the slash between two."""
    parts = value.split("/")
    if len(parts) <= 2 and all(map(is_slug, parts)):
        return value
    hint = "windows" if len(parts) <= 2 and any(map(is_kept_by_windows, parts)) else ""
    fix = "/".join(slugify(part) for part in parts[:2])
    raise fault("bad-name", hint=hint, name=value, fix=fix)


Alias = Annotated[Str, AfterValidator(_alias)]


def _private(record: Record) -> dict[str, str]:
    # What `record._id` finds too, but through pydantic's __getattr__, which costs ten times as
    # much; ids are asked for hundreds of times a page.
    return record.__pydantic_private__  # type: ignore[return-value]


class Record(Placed):
    """Base of every record file's model.

    ``id`` and ``path`` come from the file's place, never from its text.
    """

    _id: str = PrivateAttr(default="")
    _path: str = PrivateAttr(default="")

    lang: Language | None = Field(None, description="The language of this file's bare texts.")
    aliases: Annotated[tuple[Alias, ...], AsList] = Field(
        (), description="Former ids; their addresses and what names them lead here."
    )
    draft: Annotated[Boolean, Guards("record")] = Field(False, description="true: never published.")

    @property
    def id(self) -> str:
        """The record's id, unique among its kind; part of its address."""
        return _private(self)["_id"]

    @property
    def path(self) -> str:
        """Its file, relative to the content folder."""
        return _private(self)["_path"]

    def place(self, id: str, path: str) -> None:
        """Say where the record was read from; by who reads it."""
        _private(self).update(_id=id, _path=path)

    def __eq__(self, other: Any) -> bool:
        return self is other or (super().__eq__(other))

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._id))
