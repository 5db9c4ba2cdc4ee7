"""Events: when, where, what, and who meets there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from catalog.edition.resolve import COLLECTIONS, Catalog
from catalog.edition.tracked import TrackedCache
from catalog.models.edition import Edition, Event
from catalog.web.pages.company_names import CompanyNames
from catalog.web.pages.markup import raw
from catalog.web.pages.phrases import Phrases
from catalog.web.pages.plan import event_file, hall_path
from catalog.web.pages.stands import Stands
from catalog.web.pages.texts import ROOT, Texts
from catalog.web.pages.work_cards import WorkCards

_KEPT = 1024  # events kept for the next page that shows them


class Events:
    """Events as readers of one language see them."""

    def __init__(
        self,
        catalog: Catalog,
        phrases: Phrases,
        texts: Texts,
        stands: Stands,
        companies: CompanyNames,
        works: WorkCards,
    ) -> None:
        self.catalog = catalog
        self.edition: Edition = catalog.edition
        self.phrases = phrases
        self.texts = texts
        self.stands = stands
        self.companies = companies
        self.works = works
        self.localiser, self.lang = phrases.localiser, phrases.lang
        records = [getattr(catalog, name) for name in COLLECTIONS]
        self._events = TrackedCache[dict[str, Any]](records, _KEPT)

    def place(self, event: Event) -> Markup:
        """Where an event happens: a hall, or what was written."""
        hall = self.edition.hall(event.hall_id(self.edition) or "")
        if hall is None:
            return self.texts.inline(event.place)
        return raw(
            f'<a class="sc-ref" href="{ROOT}{hall_path(hall.id)}">{self.stands.hall_name(hall)}</a>'
        )

    def context(self, event: Event, *, dated: bool = True) -> dict[str, Any]:
        """What ``parts/event.html`` prints of an event."""
        id = self.catalog.event_id(event)
        return self._events.get((id, dated), lambda: self._event_context(id, event, dated=dated))

    def _event_context(self, id: str, event: Event, *, dated: bool) -> dict[str, Any]:
        works = [self.catalog.works[w] for w in event.works if w in self.catalog.works]
        zone = ZoneInfo(self.edition.timezone)
        return {
            "id": id,
            "ics": f"{ROOT}../{event_file(id, self.lang)}",
            "start": event.start.replace(tzinfo=zone).isoformat(timespec="minutes"),
            "end": event.end.replace(tzinfo=zone).isoformat(timespec="minutes"),
            "day": self._day(event.start.date()) if dated else "",
            "from_": self.localiser.time(event.start),
            "until": self._until(event),
            "title": self.texts.said(event.title),
            "type": self.localiser.label("event-type", event.type) if event.type else "",
            "about": self.texts.prose(event.about, 4),
            "place": self.place(event),
            "hosts": self.companies.links(event.hosts),
            "speakers": self.texts.all(event.speakers),
            "works": self.works.links(works),
            "languages": self.phrases.language_names(event.languages),
            "url": event.url,
        }

    def of_another_year(self, day: dt.date) -> bool:
        """Whether a day is misread without its year."""
        return day.year not in (self.edition.start.year, self.edition.end.year)

    def _day(self, day: dt.date) -> str:
        return _unbroken(self.localiser.short_day(day, year=self.of_another_year(day)))

    def _until(self, event: Event) -> str:
        """The end: its time alone, where it is of that day or the night behind it."""
        time = self.localiser.time(event.end)
        if event.end - event.start < dt.timedelta(days=1):
            return time
        return f"{self._day(event.end.date())} {time}"

    def contexts(self, events: Iterable[Event], *, dated: bool = True) -> list[dict[str, Any]]:
        """The same of several."""
        return [self.context(event, dated=dated) for event in events]


def _unbroken(day: str) -> str:
    """A date of which only the day of the week may stand in a line of its own."""
    at = re.search(r"\d", day)
    if at is None or "日" in day:
        return day.replace("日", "日\u200b", 1)
    return day[: at.start()] + day[at.start() :].replace(" ", "\u00a0")
