"""The site: what holds for all editions."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from catalog.models.addresses import Email, SiteUrl, Url
from catalog.models.base import Record
from catalog.models.codes import Language
from catalog.models.lists import AsList
from catalog.models.parts import Part
from catalog.models.references import EditionId
from catalog.models.scalars import Boolean, Integer
from catalog.models.texts import Prose, Text


class Search(Part):
    """How visitors' texts are searched."""

    pagefind_from: Annotated[Integer, Field(ge=1)] = Field(
        20000,
        description="From so many works on, Pagefind searches the texts on the web; "
        "needs the extra [pagefind].",
    )


class Site(Record):
    """``catalog.yml``."""

    name: Text = Field(description="The site's name.")
    url: SiteUrl = Field(description="The public address, for example https://fair.example.org/")
    demonstration: Boolean = Field(
        False,
        description="true: all is invented, so that addresses such as example.org are not told.",
    )
    edition: EditionId = Field(description="The id of the current edition.")
    languages: Annotated[tuple[Language, ...], AsList, Field(min_length=1)] = Field(
        description="In the order of the menu."
    )
    source_language: Language = Field(description="The language records are written in.")
    fallback: dict[Language, Annotated[tuple[Language, ...], AsList]] = Field(
        default_factory=dict, description="Where a text is missing: which languages to show."
    )
    contact: Email | None = None
    repository: Url | None = None
    about: Prose | None = None
    search: Search = Field(default_factory=Search, description="When Pagefind searches the texts.")
