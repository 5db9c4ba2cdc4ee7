"""Everything that a content folder says, as valid records."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalog.models.company import Company
from catalog.models.edition import Edition, Event, Stand
from catalog.models.family import Family
from catalog.models.service import Service
from catalog.models.site import Site
from catalog.models.vocabularies import Vocabularies, built_in
from catalog.models.work import Work


@dataclass
class Records:
    """Every valid record of a content folder, as read; ids sorted.

    ``present`` names all that exists, also what could not be read: kind → ids.
    ``former_editions`` has what editions were called: former id → id.
    Entries of lists keep their place in the file.
    """

    site: Site
    edition: Edition
    companies: dict[str, Company] = field(default_factory=dict)
    works: dict[str, Work] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    stands: list[tuple[int, Stand]] = field(default_factory=list)
    events: list[tuple[int, Event]] = field(default_factory=list)
    vocabularies: Vocabularies = field(default_factory=built_in)
    present: dict[str, set[str]] = field(default_factory=dict)
    former_editions: dict[str, str] = field(default_factory=dict)

    @property
    def stands_path(self) -> str:
        """The organizers' file of stands."""
        return f"editions/{self.edition.id}/stands.yml"

    @property
    def programme_path(self) -> str:
        """The organizers' file of events."""
        return f"editions/{self.edition.id}/programme.yml"
