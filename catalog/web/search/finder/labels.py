"""Everything the finder says in one language: labels of values, names, interface texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import unescape
from typing import Any, NamedTuple

from babel.core import Locale

from catalog.edition.localise import Localiser, direction
from catalog.edition.resolve import Catalog
from catalog.media.hall_plans import stand_anchor
from catalog.models.company import Contact
from catalog.models.dates import PartialDate
from catalog.models.edition import hall_sign, stand_code
from catalog.models.territories import COUNTRIES, SETS
from catalog.models.texts import Text
from catalog.models.vocabularies import GROUPS, KINDS, RIGHT_STATES, RIGHTS
from catalog.web.frame import Prose
from catalog.web.pages.media import CARD
from catalog.web.pages.texts import outside
from catalog.web.search.finder.columns import join_lines, line
from catalog.web.search.finder.facets import languages_of
from catalog.web.search.finder.searched_texts import all_forms

_LABELLED = (  # vocabulary → the ids that may occur
    ("group", tuple(GROUPS)),
    ("kind", tuple(KINDS)),
    ("right", tuple(RIGHTS)),
    ("right-status", tuple(RIGHT_STATES)),
)


class Used(NamedTuple):
    """The values that works have, each sorted; ages by what stands in the data, with its parts."""

    spoken: list[str]
    genres: list[str]
    statuses: list[str]
    seeking: list[str]
    ages: dict[str, tuple[str, str]]
    years: list[int]


def find_used(catalog: Catalog) -> Used:
    """The values to label; looks at every work once."""
    spoken: set[str] = set()
    genres: set[str] = set()
    statuses: set[str] = set()
    seeking: set[str] = set()
    years: set[int] = set()
    ages: dict[str, tuple[str, str]] = {}
    for work in catalog.works.values():
        spoken.update(languages_of(work))
        for rights in work.rights:
            if isinstance(rights.languages, tuple):
                spoken.update(rights.languages)
        genres.update(work.genres)
        seeking.update(work.seeking)
        if work.status:
            statuses.add(work.status)
        if work.released:
            years.add(work.released.year)
        ages |= {f"{r.system} {r.value}": (r.system, r.value) for r in work.ratings}
    return Used(
        sorted(spoken), sorted(genres), sorted(statuses), sorted(seeking), ages, sorted(years)
    )


def make_labels(
    catalog: Catalog, localiser: Localiser, used: Used, tags: Sequence[str]
) -> dict[str, Any]:
    """Labels of all facet values, names of companies, and the interface texts.

    Args:
        tags: the languages that titles are in.
    """
    label = localiser.label
    terms = {"genre": used.genres, "status": used.statuses, "seeking": used.seeking}
    labels: dict[str, dict[str, str]] = {
        name: {term: label(name, term) for term in ids}
        for name, ids in (*_LABELLED, *terms.items())
    }
    spoken = sorted({*used.spoken, *tags})
    labels["language"] = {tag: localiser.language(tag) for tag in spoken}
    labels["territory"] = {code: localiser.territory(code) for code in (*SETS, *sorted(COUNTRIES))}
    labels["age"] = {
        age: f"{label('rating-system', system)} {value}"
        for age, (system, value) in used.ages.items()
    }
    labels["hall"] = {hall.id: _hall_name(hall, localiser) for hall in catalog.edition.halls}
    labels["year"] = {str(year): localiser.date(PartialDate(year)) for year in used.years}
    return {
        "lang": localiser.lang,
        "dir": localiser.dir,
        "chain": [tag for tag in localiser.chain if tag in tags],
        "source": catalog.site.source_language,
        "labels": labels,
        "signs": {hall.id: hall_sign(hall.id) for hall in catalog.edition.halls},
        "codes": [stand_code(stand.number, stand.hall) for stand in catalog.stands],
        "makers": _makers(catalog, localiser),
        "marks": {tag: _mark(tag, localiser) for tag in _shown_tags(catalog, tags)},
        "card": CARD,
        "comma": localiser.join(["", ""]),
        "dot": " · " if localiser.lang.startswith(("zh", "ja", "ko")) else localiser.join(["", ""]),
        "words": interface_texts(localiser),
        "plurals": plural_texts(localiser),
    }


def _shown_tags(catalog: Catalog, tags: Sequence[str]) -> list[str]:
    names = {tag for company in catalog.companies.values() for tag in company.name}
    return sorted({*tags, *names})


def _mark(tag: str, localiser: Localiser) -> list[str]:
    told = localiser.gettext("Not yet translated; shown in %(language)s")
    return [
        localiser.own_name(tag),
        told % {"language": localiser.language(tag)},
        direction(tag),
    ]


def _makers(catalog: Catalog, localiser: Localiser) -> dict[str, Any]:
    """Companies as shown: ids and names in lines; ``other`` has the languages of fallbacks."""
    shown = [localiser.text(company.name) for company in catalog.companies.values()]
    return {
        "ids": "\n".join(catalog.companies),
        "names": join_lines(s.value if s else "" for s in shown),
        "other": {n: s.lang for n, s in enumerate(shown) if s and s.fallback},
    }


def _hall_name(hall: Any, localiser: Localiser) -> str:
    shown = localiser.text(hall.name)
    if shown:
        return shown.value
    return localiser.gettext("Hall %(name)s") % {"name": hall_sign(hall.id) or hall.id}


# ---- what else the search finds -------------------------------------------------------


def make_more(catalog: Catalog, localiser: Localiser, prose: Sequence[Prose]) -> dict[str, Any]:
    """Events and pages of one language: ``[title, language, address, note, names to search]``."""
    return {
        "stands": [
            [stand_code(s.number, s.hall), [*map(_place(catalog), s.companies)]]
            for s in catalog.stands
        ],
        "events": [_event(catalog, localiser, event) for event in catalog.events],
        "pages": [*_pages(catalog, localiser, prose)],
        "families": [
            _entry(localiser, family.name, f"families/{family.id}/", "")
            for family in catalog.families.values()
        ],
    }


def _place(catalog: Catalog) -> Callable[[str], int]:
    places = {company: number for number, company in enumerate(catalog.companies)}
    return places.__getitem__


def _entry(localiser: Localiser, name: Text, path: str, note: str) -> list[str]:
    shown = localiser.text(name)
    title, lang = (shown.value, shown.lang if shown.fallback else "") if shown else ("", "")
    return [line(title), lang, path, note, all_forms(name)]


def _event(catalog: Catalog, localiser: Localiser, event: Any) -> list[str]:
    when = f"{localiser.day(event.start.date())} {localiser.time(event.start)}"
    hall = catalog.edition.hall(event.hall_id(catalog.edition) or "")
    where = _hall_name(hall, localiser) if hall else ""
    if not hall:
        place = localiser.text(event.place)
        where = place.value if place else ""
    note = localiser.join([when, where]) if where else when
    return _entry(localiser, event.title, f"programme/#{catalog.event_id(event)}", note)


def _pages(catalog: Catalog, localiser: Localiser, prose: Sequence[Prose]) -> Iterable[list[str]]:
    _ = localiser.gettext
    for path, title, present in (
        ("works/", _("Works"), catalog.works),
        ("rights/", _("Rights"), catalog.works),
        ("families/", _("Families"), catalog.families),
        ("companies/", _("Companies"), catalog.companies),
        ("halls/", _("Halls"), catalog.edition.halls),
        ("programme/", _("Programme"), catalog.events),
        ("services/", _("Services"), catalog.services),
    ):
        if present:
            yield [title, "", path, "", title]
    for hall in catalog.edition.halls:
        name = _hall_name(hall, localiser)
        forms = all_forms(hall.name) if hall.name else name
        yield [name, "", f"halls/{hall.id}/", "", forms]
    for service in catalog.services.values():
        yield _entry(localiser, service.name, f"services/{service.id}/", "")
    for page in prose:
        title = unescape(page.title)
        yield [line(title), page.lang, page.url, "", line(title)]


def make_contacts(catalog: Catalog, localiser: Localiser) -> dict[str, Any]:
    """Whom to ask about rights: ``[name, e-mail, telephone]`` of each company's public contacts,
    where on its hall's page each stand is, and where to ask it for a meeting, by the stand's place.
    """
    return {
        "of": [
            [_contact(localiser, contact) for contact in company.public_contacts]
            for company in catalog.companies.values()
        ],
        "stands": [f"halls/{s.hall}/#{stand_anchor(s.number)}" for s in catalog.stands],
        "meet": {n: url for n, s in enumerate(catalog.stands) if (url := outside(s.meeting_url))},
    }


def _contact(localiser: Localiser, contact: Contact) -> list[str]:
    name = localiser.text(contact.name)
    return [line(name.value) if name else "", contact.email or "", contact.phone or ""]


# ---- interface ------------------------------------------------------------------------


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
    samples = _samples(localiser.locale)
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


def _samples(locale: Locale) -> Mapping[str, int]:
    """A number for each plural category that whole numbers have."""
    found: dict[str, int] = {}
    for n in (*range(201), 1000, 1000000):
        found.setdefault(locale.plural_form(n), n)
    return found
