"""What the search finds besides works: stands, events, services, pages, contacts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import unescape
from typing import Any

from catalog.edition.localise import Localiser
from catalog.edition.resolve import Catalog
from catalog.media.hall_plans import stand_anchor
from catalog.models.company import Contact
from catalog.models.edition import stand_code
from catalog.models.texts import Text
from catalog.web.frame import Prose
from catalog.web.pages.texts import outside
from catalog.web.search.finder.columns import line
from catalog.web.search.finder.labels import hall_name
from catalog.web.search.finder.searched_texts import all_forms


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
    where = hall_name(hall, localiser) if hall else ""
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
        name = hall_name(hall, localiser)
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
