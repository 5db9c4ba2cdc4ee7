"""An edition of the fair: where, when, who stands where, what happens."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from catalog.core.messages import Bilingual
from catalog.core.slugs import slugify
from catalog.models.addresses import Email, Url
from catalog.models.base import Record
from catalog.models.codes import Country, Language
from catalog.models.context import fault
from catalog.models.dates import Day, LocalTime, TimeZone
from catalog.models.images import ImagePath, Picture
from catalog.models.lists import AllOr, AsList, Term, one_or_list
from catalog.models.parts import Part, Placed
from catalog.models.scalars import Decimal, Str
from catalog.models.texts import Text

Strings = Annotated[tuple[Str, ...], AsList]


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) or len(value) > 64:
        fix = slugify(value)
        reason = Bilingual(
            f"use small letters, digits and single hyphens, for example  {fix}",
            f"只用小写字母、数字和单个短横，例如  {fix}",
        )
        raise fault("bad-value", value=value, reason=reason)
    return value


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        reason = Bilingual(
            'write six hexadecimal digits in quotes, for example  "#0b5d4c"',
            '请写六位十六进制颜色并加引号，例如  "#0b5d4c"',
        )
        raise fault("bad-value", value=value, reason=reason)
    return value.lower()


Texts = Annotated[tuple[Text, ...], BeforeValidator(one_or_list, json_schema_input_type=object)]
Slug = Annotated[Str, AfterValidator(_slug)]
Colour = Annotated[Str, AfterValidator(_colour)]


class Venue(Part):
    """Where the fair is held."""

    name: Text
    address: Text | None = None
    country: Country | None = None
    url: Url | None = None
    lat: Decimal | None = None
    lon: Decimal | None = None


class Hall(Part):
    """A hall and its floor plan, an SVG in which a stand's shape carries its number as id."""

    id: Slug
    name: Text | None = None
    floor: Str | None = None
    plan: ImagePath | None = None


class Theme(Part):
    """The edition's look."""

    accent: Colour | None = Field(
        None,
        description="The colour of links, buttons and tints; "
        "made darker or lighter until it can be read.",
    )
    logo: Picture | None = Field(
        None, description="In the header, instead of the mark, and large on the home page."
    )
    hero: Picture | None = Field(None, description="The wide picture of the home page.")


class EditionContact(Part):
    """How to reach the organizers."""

    name: Text | None = None
    email: Email | None = None
    phone: Str | None = None
    url: Url | None = None


class Edition(Record):
    """One edition of the fair."""

    name: Text = Field(description="The edition's name.")
    slogan: Text | None = None
    start: Day = Field(description="The first day, for example 2026-11-26.")
    end: Day = Field(description="The last day.")
    timezone: TimeZone = Field(description="For example Asia/Shanghai.")
    venue: Venue
    organizers: Texts = ()
    admission: Annotated[Str, Term("admission")] | None = None
    languages: Annotated[tuple[Language, ...], AsList, Field(min_length=1)] = Field(
        description="The languages of this edition's pages, in the order of the menu."
    )
    halls: Annotated[tuple[Hall, ...], AsList] = ()
    exhibitors: Annotated[Literal["all"] | tuple[Str, ...], AllOr(Strings)] = Field(
        "all", description="all, or a list of company ids."
    )
    notice: Text | None = Field(
        None,
        description="Shown on every page, and beside rights, "
        "which are then not called what the company stated.",
    )
    featured: Strings = Field((), description="Works of the home page, by id.")
    theme: Theme = Field(default_factory=Theme)
    contact: EditionContact | None = None
    previous: Str | None = None

    def hall(self, id: str) -> Hall | None:
        """The hall of that id."""
        return next((h for h in self.halls if h.id == id), None)


class Stand(Placed):
    """A place on a hall's plan and who stands there."""

    hall: Str
    number: Str
    companies: Annotated[tuple[Str, ...], AsList, Field(min_length=1)]
    works: Strings | None = None
    languages: Annotated[tuple[Language, ...], AsList] = ()
    meeting_url: Url | None = None


class Event(Placed):
    """Something that happens at the fair; times are the venue's."""

    title: Text
    start: LocalTime
    end: LocalTime
    place: Text
    type: Annotated[Str, Term("event-type")] | None = None
    about: Text | None = None
    hosts: Strings = ()
    speakers: Texts = ()
    works: Strings = ()
    languages: Annotated[tuple[Language, ...], AsList] = ()
    url: Url | None = None
    id: Slug | None = Field(
        None,
        description="Names the event in addresses and calendars; never change it. "
        "Without it the title in the source language does.",
    )

    def hall_id(self, edition: Edition) -> str | None:
        """The hall in which it happens, where ``place`` names one."""
        return next((t for t in self.place.values() if edition.hall(t)), None)
