"""Interface texts that the finder's scripts need, in one language."""

from __future__ import annotations

from catalog.edition.localise import Localiser


def interface_texts(localiser: Localiser) -> dict[str, str]:
    """What the finder says, by short names that its script knows."""
    _ = localiser.gettext
    return {
        "search": _("Search"),
        "meet": _("Request a meeting"),
        "close": _("Close"),
        "clear": _("Clear all"),
        "filters": _("Filters"),
        "active": _("Active filters"),
        "remove": _("Remove filter: %(name)s"),
        "sort": _("Sort"),
        "best": _("Best match"),
        "recommended": _("Recommended"),
        "newest": _("Newest"),
        "title": _("Title"),
        "byyear": _("Year of release"),
        "more": _("Show more"),
        "group": _("Section"),
        "kind": _("Kind"),
        "genre": _("Genre"),
        "status": _("Status"),
        "language": _("Exists in"),
        "right": _("Rights on offer"),
        "territory": _("Territory"),
        "anywhere": _("Any territory"),
        "regions": localiser.pgettext("several countries together", "Regions"),
        "countries": _("Countries"),
        "rightlang": _("Language of the licence"),
        "anylang": _("Any language"),
        "company": _("Company"),
        "hall": _("Hall"),
        "age": _("Age rating"),
        "year": _("Year"),
        "seeking": _("Looking for"),
        "none": _("Nothing matches."),
        "noneof": _("Nothing matches all filters together."),
        "forquery": _("“%(query)s”"),
        "nothing": _("Nothing found for “%(query)s”."),
        "try": _("Try fewer letters, another spelling or another language."),
        "works": _("Works"),
        "companies": _("Companies"),
        "events": _("Programme"),
        "pages": _("Pages"),
        "families": _("Families"),
        "bykind": _("Browse by kind"),
        "everywork": _("All works"),
        "allworks": _("See all in the list of works"),
        "close_matches": _("No exact match; these come close."),
        "available": _("Available"),
        "part": _("In part"),
        "under-offer": _("Under offer"),
        "taken": _("Taken"),
        "not-stated": _("Not stated"),
        "ask": _("Language not stated"),
        "asked": _("Available, but for which languages is not stated: ask the company"),
        "right_in": _("%(right)s in %(territory)s"),
        "anyright": _("Any right"),
        "all": _("All languages"),
        "exclusive": _("Exclusive"),
        "nonexclusive": _("Non-exclusive"),
        "until": _("Until %(date)s"),
        "csv": _("Download as CSV"),
        "stand": _("Stand"),
        "contact": _("Contact"),
        "work": _("Work"),
        "state": _("State"),
        "languages": _("Languages"),
        "link": _("Link"),
        "original": _("Original title"),
        "until_": _("Until"),
        "aslist": _("Show these works as covers"),
        "labelled": _("%(label)s: %(text)s"),
        "within_facet": _("Search in: %(name)s"),
        "allvalues": _("Show all %(number)s"),
    }


def plural_texts(localiser: Localiser) -> dict[str, dict[str, str]]:
    """Texts with a number, by CLDR's plural categories of the language."""
    samples = localiser.plural_samples()
    return {
        "works": {
            category: localiser.ngettext("%(number)s work", "%(number)s works", n)
            for category, n in samples.items()
        },
        "results": {
            category: localiser.ngettext("%(number)s result", "%(number)s results", n)
            for category, n in samples.items()
        },
        "tosee": {
            category: localiser.ngettext(
                "Remove %(name)s to see %(number)s work",
                "Remove %(name)s to see %(number)s works",
                n,
            )
            for category, n in samples.items()
        },
        "asked": {
            category: localiser.ngettext(
                "%(number)s work does not state its languages",
                "%(number)s works do not state their languages",
                n,
            )
            for category, n in samples.items()
        },
    }
