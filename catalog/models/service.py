"""A service for exhibitors and buyers: translation, legal advice, channels, talent."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from catalog.models.addresses import Url
from catalog.models.base import Record
from catalog.models.codes import Language, Territory
from catalog.models.company import Contact
from catalog.models.context import fault
from catalog.models.lists import AsList, Term
from catalog.models.references import CompanyId
from catalog.models.scalars import Str
from catalog.models.texts import Markdown, Text


class Service(Record):
    """One service, offered by a company of the catalogue or by somebody else."""

    name: Text = Field(description="The service's name.")
    company: CompanyId | None = Field(None, description="The id of the company that offers it, or")
    provider: Text | None = Field(None, description="who offers it.")
    type: Annotated[Str, Term("service-type")]
    about: Markdown = Field(description="What it does for whom; Markdown.")
    languages: Annotated[tuple[Language, ...], AsList] = ()
    regions: Annotated[tuple[Territory, ...], AsList] = ()
    cost: Annotated[Str, Term("cost")] | None = None
    contact: Contact | None = None
    url: Url | None = None

    @model_validator(mode="after")
    def _has_provider(self) -> Service:
        if (self.company is None) == (self.provider is None):
            raise fault("wrong-type", expected="@provider")
        return self
