"""What rules look at, and how they call things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from catalog.core.messages import Bilingual
from catalog.edition.resolve import Catalog
from catalog.models.records import Records
from catalog.models.texts import Text


@dataclass(frozen=True)
class Subject:
    """All that a rule may look at.

    Attributes:
        records: every valid record of the content folder, as written.
        catalog: the edition made of them.
        today: for what has expired.
        plans: hall id → the numbers of the stands on its plan; halls without a plan are missing.
    """

    records: Records
    catalog: Catalog
    today: date
    plans: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def all_records(self) -> Iterator[Any]:
        """Every record of the content folder, companies first."""
        for kind in ("companies", "works", "families", "services"):
            yield from getattr(self.records, kind).values()


def said(text: Text) -> Bilingual:
    """A text as a message quotes it: in the message's language, or in any it has."""
    first = next(iter(text.values()), "")
    return Bilingual(text.get("en", first), text.get("zh-Hans", first))
