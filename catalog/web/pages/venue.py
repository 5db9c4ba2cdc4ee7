"""Where the fair is."""

from __future__ import annotations

from markupsafe import Markup

from catalog.web.pages.markup import html, raw
from catalog.web.pages.texts import outside
from catalog.web.pages.view import View


def plain_venue(view: View) -> str:
    """The venue's name, plain."""
    return view.texts.plain(view.edition.venue.name)


def venue(view: View) -> Markup:
    """The venue's name, leading to its own page, and its address."""
    place = view.edition.venue
    name = view.texts.inline(place.name)
    url = outside(place.url)
    if url:
        name = raw(f'<a href="{html(url)}" rel="noopener nofollow">{name}</a>')
    return view.texts.join([name, view.texts.inline(place.address)])


def map_link(view: View) -> Markup:
    """Opens the venue in whatever shows maps on the visitor's device; no map service is chosen."""
    venue = view.edition.venue
    if venue.lat is None or venue.lon is None:
        return raw("")
    label = html(view.gettext("Open in a map"))
    return raw(f'<a class="sc-ref" href="geo:{html(venue.lat)},{html(venue.lon)}">{label}</a>')
