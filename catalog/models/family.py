"""An IP family: one story world across novel, screen, game and toys."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from catalog.models.addresses import Url
from catalog.models.base import Record
from catalog.models.dates import PartialDate
from catalog.models.images import Picture
from catalog.models.lists import AsList
from catalog.models.parts import Part
from catalog.models.references import CompanyId, WorkId
from catalog.models.texts import Markdown, Prose, Text


class Milestone(Part):
    """A date in the family's history."""

    date: PartialDate
    text: Prose
    work: WorkId | None = None


class Family(Record):
    """A story world and who owns it; its works name it."""

    name: Text = Field(description="The family's name.")
    owner: CompanyId = Field(description="The id of the company that owns it.")
    about: Markdown | None = None
    universe: Markdown | None = None
    cover: Picture | None = None
    style_guide: Url | None = None
    timeline: Annotated[tuple[Milestone, ...], AsList] = ()
