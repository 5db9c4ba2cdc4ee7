"""All events, day by day."""

from __future__ import annotations

from itertools import groupby

from catalog.web.pages.plan import programme_file
from catalog.web.pages.structured_data import programme_data
from catalog.web.pages.texts import ROOT
from catalog.web.pages.venue import venue
from catalog.web.pages.view import Content, View


def programme_content(view: View) -> Content:
    """All events, day by day."""
    title = view.gettext("Programme")
    days = [
        {
            "id": f"day-{day.isoformat()}",
            "name": view.localiser.day(day, year=view.events.of_another_year(day)),
            "date": day.isoformat(),
            "events": view.events.contexts(events, dated=False),
        }
        for day, events in groupby(view.catalog.events, key=lambda event: event.start.date())
    ]
    dates = view.localiser.date_range(view.edition.start, view.edition.end)
    return Content(
        title=title,
        description=view.phrases.labelled(title, dates),
        template="programme.html",
        context={
            "days": days,
            "dates": dates,
            "venue": venue(view),
            "zone": view.localiser.zone(view.edition.start.first_day()),
            "ics": f"{ROOT}../{programme_file(view.lang)}",
        },
        data=programme_data(view, view.catalog.events),
    )
