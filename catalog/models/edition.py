"""An edition of the fair: where, when, who stands where, what happens."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from catalog.core.messages import Bilingual
from catalog.core.slugs import is_kept_by_windows, is_slug, slugify
from catalog.models.addresses import Email, Url
from catalog.models.base import Record
from catalog.models.codes import Country, Language
from catalog.models.context import fault
from catalog.models.dates import Day, LocalTime, TimeZone
from catalog.models.guards import Guards
from catalog.models.images import ImagePath, Picture
from catalog.models.lists import AllOr, AsList, Term, one_or_list
from catalog.models.parts import Part, Placed
from catalog.models.references import CompanyId, EditionId, WorkId
from catalog.models.scalars import Decimal, Str
from catalog.models.texts import Markdown, Prose, Text

CompanyIds = Annotated[tuple[CompanyId, ...], AsList]
WorkIds = Annotated[tuple[WorkId, ...], AsList]


def _slug(value: str) -> str:
    if not is_slug(value):
        fix = slugify(value)
        reason = Bilingual(
            f"Windows keeps this name for a device; use another one, for example  {fix}",
            f"Windows 把这个名称留给设备使用，请换一个，例如  {fix}",
        )
        if not is_kept_by_windows(value):
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
    address: Prose | None = None
    country: Country | None = None
    url: Url | None = None
    lat: Decimal | None = None
    lon: Decimal | None = None


_PART_OF_SIGN = r"(?:\d+[a-z]?|[a-z]\d*)"
_SIGN = re.compile(rf"(?:^|-)({_PART_OF_SIGN}(?:-{_PART_OF_SIGN})*)$")


def hall_sign(hall: str) -> str:
    """What a sign at a hall shows, as its id tells it: "3" of ``hall-3``, "A" of ``hall-a``, "8.1"
    of ``hall-8-1``, "A-12" of ``hall-a-12``; "" where the id is a name.
    """
    if found := _SIGN.search(hall):
        return re.sub(r"(?<=\d)-(?=\d)", ".", found[1]).upper()
    number = re.search(r"\d+", hall)
    return number[0] if number else ""


def stand_code(number: str, hall: str) -> str:
    """A stand as signs show it, by its number and its hall's id: ``3 · B12``."""
    sign = hall_sign(hall)
    return f"{sign} · {number}" if sign else number


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
    exhibitors: Annotated[
        Literal["all"] | tuple[CompanyId, ...], AllOr(CompanyIds), Guards("record", in_part=False)
    ] = Field("all", description="all, or a list of company ids.")
    notice: Annotated[Prose | None, Guards("record", in_part=False)] = Field(
        None,
        description="Shown on every page, and beside rights, "
        "which are then not called what the company stated.",
    )
    featured: WorkIds = Field((), description="Works of the home page, by id.")
    theme: Theme = Field(default_factory=Theme)
    contact: EditionContact | None = None
    previous: EditionId | None = None

    def hall(self, id: str) -> Hall | None:
        """The hall of that id."""
        return next((h for h in self.halls if h.id == id), None)


class Stand(Placed):
    """A place on a hall's plan and who stands there."""

    hall: Str
    number: Str
    companies: Annotated[tuple[CompanyId, ...], AsList, Field(min_length=1)]
    works: Annotated[WorkIds | None, Guards("entry", in_part=False)] = None
    languages: Annotated[tuple[Language, ...], AsList] = ()
    meeting_url: Url | None = None


class Event(Placed):
    """Something that happens at the fair; times are the venue's."""

    title: Text
    start: LocalTime
    end: LocalTime
    place: Text
    type: Annotated[Str, Term("event-type")] | None = None
    about: Markdown | None = None
    hosts: CompanyIds = ()
    speakers: Texts = ()
    works: WorkIds = ()
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
