"""Pages whose content only the visitor's browser knows: their own list, and what it keeps."""

from __future__ import annotations

from catalog.web.pages.plan import SHORTLIST
from catalog.web.pages.texts import ROOT
from catalog.web.pages.view import Content, View


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


def offline_content(view: View) -> Content:
    """What stands for a page that was never seen; the service worker puts in what is kept."""
    title = view.gettext("This page is not on this device yet")
    return Content(
        title=title,
        description=title,
        template="offline.html",
        context={},
        translated=(),
    )
