"""The front page of an edition."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from catalog.media.images import draw_ridges
from catalog.models.work import Work
from catalog.web.pages.browse import family_entry
from catalog.web.pages.companies import contact_ways
from catalog.web.pages.halls import hall_index
from catalog.web.pages.hits import Hit
from catalog.web.pages.markup import html, raw
from catalog.web.pages.media import GROUND
from catalog.web.pages.plan import work_path
from catalog.web.pages.rights_search import rights_sentence
from catalog.web.pages.structured_data import edition_data
from catalog.web.pages.texts import ROOT, Said, clauses, host_of, link_out, outside
from catalog.web.pages.venue import plain_venue, venue
from catalog.web.pages.view import Content, View

_TILES = 5
_SCROLLS = 4
_COVERS = 4  # on a scroll
_FAMILIES = 3
_STANDS = 6  # of a hall, on the home page
_EVENTS = 4
_QUICK = 4


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
        "venue": venue(view),
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
        "rest": view.works.cards(rest, 3),
        "rest_columns": min(6, max(4, len(rest))),
        "illustrated": view.works.illustrated(shown)
        or any(view.media.is_illustration(w.wide) for w in tiles),
        "all_works": view.gettext("All works"),
        "count": view.phrases.works_count(len(catalog.works)),
        "families": [family_entry(view, family) for family in families],
        "all_families": len(catalog.families) > len(families),
        "rights": rights_sentence(view, countries=False) if view.lists.rights else "",
        "halls": [hall_index(view, hall, _STANDS) for hall in edition.halls],
        "companies_count": view.phrases.companies_count(len(catalog.companies)),
        "events": view.events.contexts(catalog.events[:_EVENTS]),
        "organizers": texts.all(edition.organizers),
        "contact": _contact(view),
        "more_events": len(catalog.events) > _EVENTS,
    }
    title = texts.plain(edition.name)
    description = " ".join(
        part
        for part in (texts.plain(edition.slogan), context["dates"], str(plain_venue(view)))
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
    return raw(view.phrases.labelled(note, credit)) if credit else note


def _heading(said: Said | None) -> Said | None:
    return said and said._replace(text=clauses(said.shown))


def _contact(view: View) -> Markup:
    """How to reach the organizers, in one line."""
    contact = view.edition.contact
    if contact is None:
        return view.texts.join(
            [v for _, v in contact_ways(view, view.catalog.site.contact, None, None)]
        )
    country = view.edition.venue.country
    ways = contact_ways(view, contact.email or view.catalog.site.contact, contact.phone, country)
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
    return [view.hits.genre(genre, count) for genre, count in genres[:_QUICK]]


def _scrolls(view: View) -> list[dict[str, Any]]:
    """The groups as hanging scrolls; kinds where there is but one group."""
    groups, kinds = view.lists.groups, view.lists.kinds
    hits = [(view.hits.group(g, n), f"works/group/{g}") for g, n in groups]
    if len(groups) == 1:
        hits = [(view.hits.kind(k, n), f"works/kind/{k}") for k, n in kinds[:_SCROLLS]]
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
    second = view.works.second_name(work)
    return {
        "href": ROOT + work_path(work.id),
        "image": view.media.img(picture, sizes) if picture else "",
        "title": view.texts.said(work.title),
        "second": view.texts.other(*second) if second else "",
        "kind": view.works.kind_line(work),
    }
