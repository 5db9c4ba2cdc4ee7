"""The halls, and what stands in each."""

from __future__ import annotations

from typing import Any

from catalog.media.hall_plans import stand_anchor
from catalog.models.edition import Hall, Stand
from catalog.web.pages.plan import company_path, hall_path
from catalog.web.pages.texts import ROOT, outside
from catalog.web.pages.venue import map_link, venue
from catalog.web.pages.view import Content, View

_DRAWN = 600  # stands on all plans together, up to which the page of all halls draws them


def halls_content(view: View) -> Content:
    """Who is where, hall by hall."""
    title = view.gettext("Halls and stands")
    drawn = sum(len(plan.numbers) for plan in view.plans.values()) <= _DRAWN
    return Content(
        title=title,
        description=view.phrases.labelled(
            title, view.phrases.companies_count(len(view.catalog.companies))
        ),
        template="halls.html",
        context={
            "halls": [
                {
                    **hall_index(view, hall, 0),
                    "plan": view.stands.plan(hall, own=taken, still=True) if drawn else "",
                }
                for hall in view.edition.halls
                for taken in [view.catalog.stands_in(hall.id)]
            ],
            "venue": venue(view),
            "map": map_link(view),
        },
    )


def hall_index(view: View, hall: Hall, limit: int) -> dict[str, Any]:
    """A hall as a sign: its number, its name, and who stands in it."""
    stands = view.catalog.stands_in(hall.id)
    shown = stands[:limit] if limit else stands
    return {
        "href": ROOT + hall_path(hall.id),
        "sign": view.stands.hall_sign(hall),
        "name": view.stands.hall_name(hall),
        "stands": [
            {
                "number": stand.number,
                "href": ROOT + company_path(company.id),
                "name": view.texts.bare(company.name),
                "own": view.companies.own_name(company),
            }
            for stand in shown
            for company in [view.catalog.companies[stand.companies[0]]]
        ],
        "more": len(stands) - len(shown),
        "plan": "",
    }


def hall_content(view: View, hall: Hall) -> Content:
    """A hall: its plan with stands as links, and the stands as a list."""
    stands = view.catalog.stands_in(hall.id)
    title = view.stands.hall_title(hall)
    companies = {c for stand in stands for c in stand.companies}
    events = [e for e in view.catalog.events if e.hall_id(view.edition) == hall.id]
    count = view.phrases.companies_count(len(companies))
    return Content(
        title=title,
        description=view.phrases.labelled(title, count),
        template="hall.html",
        context={
            "name": view.stands.hall_name(hall),
            "floor": hall.floor,
            "count": count,
            "plan": view.stands.plan(hall, whole=True),
            "stands": [_stand_entry(view, stand) for stand in stands],
            # where they are is what this page is about
            "events": [{**event, "place": ""} for event in view.events.contexts(events)],
        },
    )


def _stand_entry(view: View, stand: Stand) -> dict[str, Any]:
    works = view.catalog.works_at(stand)
    anchor = stand_anchor(stand.number)
    plan = view.plans.get(stand.hall)
    return {
        "id": f"at-{anchor}",
        "number": stand.number,
        "on_plan": f"#{anchor}" if plan and stand.number in plan.numbers else "",
        "companies": view.companies.links(stand.companies),
        "works": view.works.links([view.catalog.works[id] for id in works[:6]]),
        "more": view.phrases.works_count(len(works)) if len(works) > 6 else "",
        "languages": view.phrases.language_names(stand.languages),
        "meeting": outside(stand.meeting_url),
    }
