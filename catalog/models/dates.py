"""Dates as exactly as they are known, times of the venue, time zones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import total_ordering
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from catalog.models.context import fault
from catalog.models.scalars import Str
from catalog.models.written_dates import date_meant, time_meant, zone_meant


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date at the precision at which it is known; ``str()`` gives it back as written."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``2024``, ``2024-08`` or ``2024-08-20``; ValueError for anything else."""
        found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text.strip())
        if not found:
            raise ValueError(text)
        year, month, day = (int(g) if g else None for g in found.groups())
        assert year is not None
        date(year, month or 1, day or 1)  # refuses 2024-02-30 and year 0
        return cls(year, month, day)

    def first_day(self) -> date:
        """The first day that it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> date:
        """The last day that it may mean."""
        if self.day and self.month:
            return date(self.year, self.month, self.day)
        following = (self.year + (self.month or 12) // 12, (self.month or 12) % 12 + 1)
        if following[0] > date.max.year:
            return date.max
        return date.fromordinal(date(*following, 1).toordinal() - 1)

    def __str__(self) -> str:
        known = [p for p in (self.month, self.day) if p is not None]
        return "-".join([f"{self.year:04}", *(f"{p:02}" for p in known)])

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._key() < other._key()

    def _key(self) -> tuple[int, int, int]:
        return self.year, self.month or 0, self.day or 0

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def read(value: Any) -> PartialDate:
            if isinstance(value, PartialDate):
                return value
            if not isinstance(value, str):
                raise fault("wrong-type", expected="@date")
            try:
                return cls.parse(value)
            except ValueError:
                fix = date_meant(value)
                raise fault("bad-date", value=value, fix=fix, hint="fix" if fix else "") from None

        return core_schema.no_info_plain_validator_function(
            read, serialization=core_schema.to_string_ser_schema(when_used="json")
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\s*\d{4}(-\d{2}(-\d{2})?)?\s*$"}


def _whole_date(value: PartialDate) -> PartialDate:
    if value.day is None:
        raise fault("bad-date", value=str(value), hint="day")
    return value


def _to_the_day(value: Any) -> Any:
    """Asks for the day at once where a month in words would be answered with one in figures."""
    text = value.strip() if isinstance(value, str) else ""
    whole = re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)
    if not whole and 0 < len(date_meant(text)) < len("2026-03-15"):
        raise fault("bad-date", value=value, hint="day")
    return value


Day = Annotated[PartialDate, BeforeValidator(_to_the_day), AfterValidator(_whole_date)]


def _local_time(value: Any) -> Any:
    """``2026-11-26 14:30`` in the venue's time; the zone comes from the edition."""
    if isinstance(value, datetime):
        return value
    text = value.strip().replace("T", " ").replace("：", ":") if isinstance(value, str) else ""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2} \d{1,2}:\d{2}(:\d{2})?", text):
        fix = time_meant(value) if isinstance(value, str) else ""
        said = value if isinstance(value, str) else "…"
        raise fault("bad-time", value=said, fix=fix, hint="fix" if fix else "")
    try:
        day, clock = text.split(" ")
        return datetime.fromisoformat(f"{day} {clock.zfill(5)}")
    except ValueError:
        raise fault("bad-time", value=value) from None


LocalTime = Annotated[datetime, BeforeValidator(_local_time, json_schema_input_type=str)]


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        near = zone_meant(value)
        raise fault("bad-timezone", value=value, near=near, hint="label" if near else "") from None
    return value


TimeZone = Annotated[Str, AfterValidator(_zone)]
