"""What stands above an organizers' Markdown page, between two lines of three hyphens."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from catalog.models.guards import Guards
from catalog.models.parts import Placed
from catalog.models.scalars import Boolean, Integer, Str


class FrontMatter(Placed):
    """The front matter of a page; MkDocs is never shown it."""

    title: Str | None = Field(None, description="The page's title; else its first heading.")
    order: Integer | None = Field(None, description="Its place in the footer.")
    description: Str | None = Field(None, description="A sentence for search engines.")
    draft: Annotated[Boolean, Guards("page")] = Field(False, description="true: never published.")
