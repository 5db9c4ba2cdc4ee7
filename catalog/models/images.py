"""Pictures: their paths, and what is said with them."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from catalog.models.context import context, fault
from catalog.models.guards import Guards
from catalog.models.parts import Part
from catalog.models.scalars import Boolean, Str
from catalog.models.texts import Prose

_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]+:/|(?:data|file|blob):)", re.IGNORECASE)


def _image_path(value: str, info: ValidationInfo) -> str:
    """Relative to the file that names it → relative to the content folder, inside its root."""
    import posixpath

    known = context(info)
    path = value.replace("\\", "/")
    joined = posixpath.normpath(posixpath.join(known.folder, path))
    if _ADDRESS.match(path):
        raise fault("image-outside", hint="address", file=value)
    outside = path.startswith(("/", "~")) or re.match(r"[A-Za-z]:", path)
    inside = joined.startswith(known.root + "/") if known.root else not joined.startswith("..")
    if outside or not inside or "\x00" in path:
        raise fault("image-outside", file=value)
    return joined


class FilePath:
    """Annotates the path of a file: it is what the file is called, and nothing is left out."""


ImagePath = Annotated[Str, AfterValidator(_image_path), FilePath()]


class Image(Part):
    """A picture: its path, and what is said with it."""

    path: ImagePath = Field(alias="image")
    alt: Prose | None = None
    credit: Prose | None = None
    licence: Str | None = None
    illustration: Annotated[Boolean, Guards("picture")] = False
    caption: Prose | None = None


def _image(value: Any) -> Any:
    if isinstance(value, list):
        raise fault("wrong-type", expected="@image")
    return {"image": value} if isinstance(value, str) else value


Picture = Annotated[Image, BeforeValidator(_image, json_schema_input_type=str | Image)]
