"""A company: the lasting entity that takes part in editions and makes works."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from catalog.models.addresses import Email, Url
from catalog.models.base import Record
from catalog.models.codes import Country, Language, Region, Territory
from catalog.models.dates import PartialDate
from catalog.models.guards import Guards
from catalog.models.images import Picture
from catalog.models.lists import AsList, Term
from catalog.models.parts import Part
from catalog.models.scalars import Boolean, Str
from catalog.models.texts import Markdown, Prose, Text


class Contact(Part):
    """Somebody, or better an office, that visitors may write to.

    Only a contact with ``public: true`` ever reaches a page.
    """

    name: Text
    role: Text | None = None
    email: Email | None = None
    phone: Str | None = None
    wechat: Str | None = None
    qq: Str | None = None
    whatsapp: Str | None = None
    languages: Annotated[tuple[Language, ...], AsList] = ()
    public: Annotated[Boolean, Guards("contact", closed=True)] = False


class Company(Record):
    """A company or institution."""

    name: Text = Field(description="The company's name.")
    type: Annotated[
        tuple[Annotated[Str, Term("company-type")], ...], AsList, Field(min_length=1)
    ] = Field(description="A list, for example [studio, producer].")
    country: Country = Field(description="Two letters, for example CN.")
    about: Markdown = Field(description="Who you are, in a few sentences; Markdown.")
    contacts: Annotated[tuple[Contact, ...], AsList, Field(min_length=1)] = Field(
        description="Whom to write to; shown only with public: true."
    )
    wide: Picture | None = None
    legal_name: Text | None = None
    region: Region | None = None
    city: Text | None = None
    founded: PartialDate | None = None
    size: Annotated[Str, Term("company-size")] | None = None
    logo: Picture | None = None
    website: Url | None = None
    social: dict[Str, Url] = Field(default_factory=dict)
    markets: Annotated[tuple[Territory, ...], AsList] = ()
    looking_for: Prose | None = None
    languages: Annotated[tuple[Language, ...], AsList] = ()
    gallery: Annotated[tuple[Picture, ...], AsList] = ()

    @property
    def public_contacts(self) -> tuple[Contact, ...]:
        """The contacts that may be shown."""
        return tuple(c for c in self.contacts if c.public)
