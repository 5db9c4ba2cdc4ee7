"""The fair itself: home page, halls, programme, services."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from markupsafe import Markup

from catalog.media.hall_plans import stand_anchor
from catalog.media.images import draw_ridges
from catalog.models.edition import Hall, Stand
from catalog.models.service import Service
from catalog.models.work import Work
from catalog.web.pages.browse import family_entry, provider
from catalog.web.pages.companies import contact_context, contact_ways
from catalog.web.pages.markdown import plain_text
from catalog.web.pages.markup import html, raw
from catalog.web.pages.media import GROUND
from catalog.web.pages.plan import company_path, hall_path, programme_file, work_path
from catalog.web.pages.rights_search import rights_sentence
from catalog.web.pages.structured_data import edition_data, programme_data, service_data
from catalog.web.pages.texts import ROOT, Said, clauses, host_of, link_out, outside
from catalog.web.pages.view import Content, Hit, Row, View

_TILES = 5
_SCROLLS = 4
_COVERS = 4  # on a scroll
_FAMILIES = 3
_STANDS = 6  # of a hall, on the home page
_EVENTS = 4
_DRAWN = 600  # stands on all plans together, up to which the page of all halls draws them
_QUICK = 4


# ---- home ------------------------------------------------------------------------------


def home_content(view: View, previews: dict[str, str]) -> Content:
    """The edition's front page."""
    edition, texts, catalog = view.edition, view.texts, view.catalog
    name, slogan = texts.said(edition.name), texts.said(edition.slogan)
    featured = [catalog.works[w] for w in edition.featured if w in catalog.works]
    if not featured and catalog.works:
        featured = [catalog.works[w] for w in view.lists.works["works"][:_TILES]]
    tiles = _tiles(view, featured)
    rest = [work for work in featured if work not in tiles]
    largest = sorted(catalog.families, key=lambda f: (-len(catalog.index.works_in.get(f, ())), f))
    families = [catalog.families[f] for f in largest[:_FAMILIES]]
    hero = view.media.find(edition.theme.hero)
    shown = [*tiles, *rest]
    context: dict[str, Any] = {
        "name": name,
        "heading": _heading(slogan or name),
        "over": name if slogan else None,
        "start": str(edition.start),
        "dates": view.localiser.date_range(edition.start, edition.end),
        "venue": _venue(view),
        "admission": view.localiser.label("admission", edition.admission)
        if edition.admission
        else "",
        "picture": view.media.img(hero, GROUND, eager=True)
        if hero
        else raw(draw_ridges(edition.id)),
        "photo": hero is not None,
        "credit": _hero_credit(view) if hero else "",
        "quick": _quick(view),
        "scrolls": _scrolls(view),
        "tiles": [_tile(view, work, place) for place, work in enumerate(tiles)],
        "rest": view.cards(rest, 3),
        "rest_columns": min(6, max(4, len(rest))),
        "illustrated": view.illustrated(shown)
        or any(view.media.is_illustration(w.wide) for w in tiles),
        "all_works": view.gettext("All works"),
        "count": view.works_count(len(catalog.works)),
        "families": [family_entry(view, family) for family in families],
        "all_families": len(catalog.families) > len(families),
        "rights": rights_sentence(view, countries=False) if view.lists.rights else "",
        "halls": [hall_index(view, hall, _STANDS) for hall in edition.halls],
        "companies_count": view.companies_count(len(catalog.companies)),
        "events": view.events(catalog.events[:_EVENTS]),
        "organizers": texts.all(edition.organizers),
        "contact": _contact(view),
        "more_events": len(catalog.events) > _EVENTS,
    }
    title = texts.plain(edition.name)
    description = " ".join(
        part
        for part in (texts.plain(edition.slogan), context["dates"], str(_plain_venue(view)))
        if part
    )
    return Content(
        title=title,
        description=description,
        template="home.html",
        context=context,
        preview=next((previews[w.id] for w in shown if w.id in previews), ""),
        data=edition_data(view),
        feed=bool(view.lists.newest),
    )


def _hero_credit(view: View) -> Markup:
    picture = view.edition.theme.hero
    credit = view.credit(picture)
    if picture is None or not picture.illustration:
        return credit
    note = html(view.gettext("Illustration for the catalogue"))
    return raw(view.labelled(note, credit)) if credit else note


def _heading(said: Said | None) -> Said | None:
    return said and said._replace(text=clauses(said.shown))


def _plain_venue(view: View) -> str:
    return view.texts.plain(view.edition.venue.name)


def _venue(view: View) -> Markup:
    venue = view.edition.venue
    name = view.texts.inline(venue.name)
    url = outside(venue.url)
    if url:
        name = raw(f'<a href="{html(url)}" rel="noopener nofollow">{name}</a>')
    return view.texts.join([name, view.texts.inline(venue.address)])


def _map(view: View) -> Markup:
    """Opens the venue in whatever shows maps on the visitor's device; no map service is chosen."""
    venue = view.edition.venue
    if venue.lat is None or venue.lon is None:
        return raw("")
    label = html(view.gettext("Open in a map"))
    return raw(f'<a class="sc-ref" href="geo:{html(venue.lat)},{html(venue.lon)}">{label}</a>')


def _contact(view: View) -> Markup:
    """How to reach the organizers, in one line."""
    contact = view.edition.contact
    if contact is None:
        return view.texts.join([v for _, v in contact_ways(view, view.catalog.site.contact, None)])
    ways = contact_ways(view, contact.email or view.catalog.site.contact, contact.phone)
    url = outside(contact.url)
    return view.texts.join(
        [
            view.texts.inline(contact.name),
            *(value for _, value in ways),
            link_out(url, host_of(url), "sc-ref") if url else raw(""),
        ]
    )


def _quick(view: View) -> list[Hit]:
    """Ready-made entries: what there is most of, but not everything."""
    total = len(view.catalog.works)
    genres = [g for g in view.lists.genres if 1 < g[1] < total] or view.lists.genres
    return [view.genre_hit(genre, count) for genre, count in genres[:_QUICK]]


def _scrolls(view: View) -> list[dict[str, Any]]:
    """The groups as hanging scrolls; kinds where there is but one group."""
    groups, kinds = view.lists.groups, view.lists.kinds
    hits = [(view.group_hit(g, n), f"works/group/{g}") for g, n in groups]
    if len(groups) == 1:
        hits = [(view.kind_hit(k, n), f"works/kind/{k}") for k, n in kinds[:_SCROLLS]]
    found = []
    for hit, name in hits:
        works = [view.catalog.works[w] for w in view.lists.pictured[name][:_COVERS]]
        sizes = "(min-width:76.25em) 15vw,33vw"
        covers = [
            view.media.cover(work, sizes, eager=place < 2) for place, work in enumerate(works)
        ]
        # A scroll is longer than few covers: they come again.
        covers = [cover for cover in covers if cover]
        while covers and len(covers) < _COVERS:
            covers = (covers * 2)[:_COVERS]
        found.append({"hit": hit, "covers": covers})
    return found


def _tiles(view: View, featured: list[Work]) -> list[Work]:
    """The featured works with a picture large enough for the wall."""
    return [work for work in featured if view.media.find(work.wide)][:_TILES]


def _tile(view: View, work: Work, place: int) -> dict[str, Any]:
    picture = view.media.find(work.wide)
    sizes = "(min-width:60em) 62vw,91vw"
    if place:
        sizes = "(min-width:60em) 40vw,(min-width:45em) 46vw,91vw"
    second = view.second_name(work)
    return {
        "href": ROOT + work_path(work.id),
        "image": view.media.img(picture, sizes) if picture else "",
        "title": view.texts.said(work.title),
        "second": view.texts.other(*second) if second else "",
        "kind": view.kind_line(work),
    }


# ---- halls -----------------------------------------------------------------------------


def halls_content(view: View) -> Content:
    """Who is where, hall by hall."""
    title = view.gettext("Halls and stands")
    drawn = sum(len(plan.numbers) for plan in view.plans.values()) <= _DRAWN
    return Content(
        title=title,
        description=view.labelled(title, view.companies_count(len(view.catalog.companies))),
        template="halls.html",
        context={
            "halls": [
                {
                    **hall_index(view, hall, 0),
                    "plan": view.plan(hall, own=taken, still=True) if drawn else "",
                }
                for hall in view.edition.halls
                for taken in [view.catalog.stands_in(hall.id)]
            ],
            "venue": _venue(view),
            "map": _map(view),
        },
    )


def hall_index(view: View, hall: Hall, limit: int) -> dict[str, Any]:
    """A hall as a sign: its number, its name, and who stands in it."""
    stands = view.catalog.stands_in(hall.id)
    shown = stands[:limit] if limit else stands
    return {
        "href": ROOT + hall_path(hall.id),
        "sign": view.hall_sign(hall),
        "name": view.hall_name(hall),
        "stands": [
            {
                "number": stand.number,
                "href": ROOT + company_path(company.id),
                "name": view.texts.bare(company.name),
                "own": view.own_name(company),
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
    title = view.hall_title(hall)
    companies = {c for stand in stands for c in stand.companies}
    events = [e for e in view.catalog.events if e.hall_id(view.edition) == hall.id]
    count = view.companies_count(len(companies))
    return Content(
        title=title,
        description=view.labelled(title, count),
        template="hall.html",
        context={
            "name": view.hall_name(hall),
            "floor": hall.floor,
            "count": count,
            "plan": view.plan(hall, whole=True),
            "stands": [_stand_entry(view, stand) for stand in stands],
            # where they are is what this page is about
            "events": [{**event, "place": ""} for event in view.events(events)],
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
        "companies": view.company_links(stand.companies),
        "works": view.work_links([view.catalog.works[id] for id in works[:6]]),
        "more": view.works_count(len(works)) if len(works) > 6 else "",
        "languages": view.language_names(stand.languages),
        "meeting": outside(stand.meeting_url),
    }


# ---- programme, services ---------------------------------------------------------------


def programme_content(view: View) -> Content:
    """All events, day by day."""
    title = view.gettext("Programme")
    days = [
        {
            "id": f"day-{day.isoformat()}",
            "name": view.localiser.day(day),
            "date": day.isoformat(),
            "events": view.events(events, dated=False),
        }
        for day, events in groupby(view.catalog.events, key=lambda event: event.start.date())
    ]
    dates = view.localiser.date_range(view.edition.start, view.edition.end)
    return Content(
        title=title,
        description=view.labelled(title, dates),
        template="programme.html",
        context={
            "days": days,
            "dates": dates,
            "venue": _venue(view),
            "ics": f"{ROOT}../{programme_file(view.lang)}",
        },
        data=programme_data(view, view.catalog.events),
    )


def service_content(view: View, service: Service) -> Content:
    """A service."""
    _, label, texts = view.gettext, view.localiser.label, view.texts
    rows: list[Row] = [(_("Offered by"), provider(view, service))]
    if service.cost:
        rows.append((_("Cost"), html(label("cost", service.cost))))
    if service.languages:
        rows.append((_("Languages"), html(view.language_names(service.languages))))
    if service.regions:
        rows.append((_("Regions served"), html(view.territory_names(service.regions))))
    contact = service.contact if service.contact and service.contact.public else None
    name, about = texts.plain(service.name), plain_text(texts.plain(service.about))
    return Content(
        title=name,
        description=about,
        template="service.html",
        context={
            "name": texts.said(service.name),
            "type": label("service-type", service.type),
            "about": texts.prose(service.about, 2),
            "facts": rows,
            "url": outside(service.url),
            "contact": contact_context(view, contact) if contact else None,
        },
        translated=[t for t in view.edition.languages if t in service.name or t in service.about],
        data=service_data(view, service, name, about),
    )
