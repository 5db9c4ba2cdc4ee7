"""The visitor's own list. What is on it only their browser knows: the page is a frame for it."""

from __future__ import annotations

from catalog.pages.plan import SHORTLIST
from catalog.pages.texts import ROOT
from catalog.pages.view import Content, View


def shortlist_content(view: View) -> Content:
    """The page without anything on the list; ``shortlist-page.js`` fills it."""
    title = view.gettext("Your shortlist")
    return Content(
        title=title,
        description=view.gettext("The works that you have kept, in walking order."),
        template="shortlist.html",
        context={
            "data": f"{ROOT}../data/shortlist-{view.lang}.js",
            "take": f"{ROOT}../data/shortlist-take-{view.lang}.js",
            "home": ROOT,
            "shared": f"{ROOT}../",
            "address": view.address + SHORTLIST,
            "has_events": bool(view.catalog.events),
        },
        translated=(),  # says nothing to those who search the web
    )
