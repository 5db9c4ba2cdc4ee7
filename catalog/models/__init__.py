"""What people may write: typed, frozen models, one file a kind of record."""

from catalog.models.base import Record
from catalog.models.company import Company, Contact
from catalog.models.context import Context
from catalog.models.dates import PartialDate
from catalog.models.edition import Edition, Event, Hall, Stand, Venue
from catalog.models.family import Family, Milestone
from catalog.models.parts import Part
from catalog.models.pictures import Image
from catalog.models.service import Service
from catalog.models.site import Site
from catalog.models.tags import normalise_tag
from catalog.models.texts import Text
from catalog.models.work import (
    Award,
    Fact,
    LanguageVersion,
    Licence,
    Person,
    Rating,
    Relation,
    RightsLine,
    Work,
)

__all__ = [
    "Award",
    "Company",
    "Contact",
    "Context",
    "Edition",
    "Event",
    "Fact",
    "Family",
    "Hall",
    "Image",
    "LanguageVersion",
    "Licence",
    "Milestone",
    "Part",
    "PartialDate",
    "Person",
    "Rating",
    "Record",
    "Relation",
    "RightsLine",
    "Service",
    "Site",
    "Stand",
    "Text",
    "Venue",
    "Work",
    "normalise_tag",
]
