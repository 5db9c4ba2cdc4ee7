"""What every record has."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, PrivateAttr

from catalog.models.types import AsList, Boolean, Language, Part, Str


class Record(Part):
    """Base of every record file's model.

    ``id`` and ``path`` come from the file's place, never from its text.
    """

    _id: str = PrivateAttr(default="")
    _path: str = PrivateAttr(default="")

    lang: Language | None = Field(None, description="The language of this file's bare texts.")
    aliases: Annotated[tuple[Str, ...], AsList] = Field(
        (), description="Former ids; their addresses redirect here."
    )
    draft: Boolean = Field(False, description="true: never published.")

    @property
    def id(self) -> str:
        """The record's id, unique among its kind; part of its address."""
        return self._id

    @property
    def path(self) -> str:
        """Its file, relative to the content folder."""
        return self._path

    def place(self, id: str, path: str) -> None:
        """Say where the record was read from; once, by who reads it."""
        self._id, self._path = id, path

    def __eq__(self, other: Any) -> bool:
        return self is other or (super().__eq__(other))

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._id))
