"""The whole edition as a book: its parts, in order, as data for the template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from catalog.edition.resolve import Catalog
from catalog.media.images import draw_ridges
from catalog.models.company import Company
from catalog.models.edition import Hall, Stand
from catalog.print.entries import Entry, Writer
from catalog.print.illustrations import WIDE, Plates, code
from catalog.print.order import in_order
from catalog.print.text_runs import clean
from catalog.web.pages.plan import company_path, family_path, hall_path, work_path
from catalog.web.pages.texts import is_han
from catalog.web.pages.view import View

# The edition's hills as they are at night; on pages they follow the reader's scheme.
_HILLS = ("#0d3831", "#12463d", "#17564a", "#1d6757", "#267a67")


def make_book(view: View, plates: Plates, date: str, *, short: bool = False) -> Entry:
    """Everything that the catalogue prints, in the language of the view.

    Args:
        plates: collects the pictures to be printed.
        date: the day the book is of, as it is to be printed.
        short: without the works' long texts, several works on a page.
    """
    catalog = view.catalog
    keys = set(_keys(catalog))
    writer = Writer(view, plates, keys.__contains__, short=short)
    parts = list(_parts(writer))
    return {
        "paged": True,
        "short": short,
        "words": _words(view),
        "edition": _edition(writer, date),
        "parts": parts,
        "families": [writer.family(family) for family in _families(catalog)],
        "days": _days(writer),
        "zone": clean(writer.view.localiser.zone(writer.catalog.edition.start.first_day())),
        "services": [writer.service(service) for service in catalog.services.values()],
        "index": _indexes(writer),
    }


def _keys(catalog: Catalog) -> Iterator[str]:
    """What other entries may point to."""
    yield from (company_path(id).rstrip("/") for id in catalog.companies)
    yield from (work_path(id).rstrip("/") for id in catalog.works)
    yield from (family_path(family.id).rstrip("/") for family in _families(catalog))
    yield from (hall_path(hall.id).rstrip("/") for hall in catalog.edition.halls)


def _families(catalog: Catalog) -> list[Any]:
    return [f for f in catalog.families.values() if catalog.family_works(f.id)]


def _words(view: View) -> dict[str, str]:
    """The interface texts of the template."""
    _ = view.gettext
    found = {
        "catalogue": _("Catalogue"),
        "contents": _("Contents"),
        "halls": _("Halls and stands"),
        "families": _("Families"),
        "programme": _("Programme"),
        "services": _("Services"),
        "companies": _("Companies"),
        "works": _("Works"),
        "index_companies": _("Index of companies"),
        "index_works": _("Index of works"),
        "index_stands": _("Index of stands"),
        "meet": _("Meet them at"),
        "phone": _("Open this page on your phone"),
        "rights": _("Rights"),
        "territory": _("Territory"),
        "stated": _("As stated by the company. What is not stated has to be asked."),
        "silent": _("Where no languages are named, they are not stated."),
        "details": _("Details"),
        "notes": _("Good to know"),
        "recognition": _("Recognition"),
        "figures": _("In figures"),
        "contact": _("Contact"),
        "team": _("Meet the team"),
        "works_here": _("Works at this edition"),
        "also": _("Also involved in"),
        "in_programme": _("In the programme"),
        "family": _("The IP family"),
        "family_works": _("Works of the family"),
        "universe": _("The story world"),
        "open": _("Rights open"),
        "with": _("With %(people)s"),
        "stand": _("Stand"),
    }
    return {name: clean(text) for name, text in found.items()}


def _edition(writer: Writer, date: str) -> Entry:
    view, texts = writer.view, writer.view.texts
    edition, site = view.edition, view.catalog.site
    own = site.source_language
    other = next((tag for tag in (own, "en") if tag != view.lang and tag in edition.name), None)
    hero = writer.plates.picture(edition.theme.hero, WIDE)
    if hero is None:
        writer.plates.files["ridges.svg"] = _ridges(edition.id)
    contact = edition.contact
    reach = []
    if contact:
        reach = [texts.inline(contact.name), clean(contact.email or ""), clean(contact.phone or "")]
    column = edition.name.get(own, "")
    return {
        "name": writer.said(texts.said(edition.name)),
        "second": {"l": other, "t": clean(edition.name[other])} if other else None,
        "spine": writer.column(column, own) if is_han(column) else None,
        "slogan": writer.said(texts.said(edition.slogan)),
        "dates": clean(view.localiser.date_range(edition.start, edition.end)),
        "venue": writer.line(
            texts.join([texts.inline(edition.venue.name), texts.inline(edition.venue.address)])
        ),
        "notice": writer.said(texts.said(edition.notice)),
        "organizers": writer.line(texts.all(edition.organizers)),
        "contact": writer.line(texts.join([part for part in reach if part])),
        "hero": hero,
        "qr": code(view.address),
        "counts": [
            clean(view.phrases.companies_count(len(view.catalog.companies))),
            clean(view.phrases.works_count(len(view.catalog.works))),
        ],
        "as_of": clean(
            view.gettext("As of %(date)s. What has changed since stands on the web.")
            % {"date": date}
        ),
    }


def _ridges(edition: str) -> str:
    """The edition's hills as a file of their own."""
    drawing = draw_ridges(edition)
    for place, colour in enumerate(_HILLS):
        drawing = drawing.replace(f"var(--kv{place})", colour)
    return drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


# ---- halls and companies ---------------------------------------------------------------


def _parts(writer: Writer) -> Iterator[Entry]:
    """The halls in order, each with its companies in the order of their stands.

    A company stands where its first stand is; those without one come last.
    """
    catalog, view = writer.catalog, writer.view
    placed: set[str] = set()
    for hall in view.edition.halls:
        stands = sorted(catalog.stands_in(hall.id), key=lambda stand: _natural(stand.number))
        here = dict.fromkeys(c for stand in stands for c in stand.companies if c not in placed)
        placed.update(here)
        companies = [catalog.companies[id] for id in here]
        yield _part(writer, hall, stands, companies)
    rest = [company for id, company in catalog.companies.items() if id not in placed]
    if rest:
        title = view.gettext("Without a stand") if view.edition.halls else view.gettext("Companies")
        yield {
            "key": "rest",
            "sign": "",
            "name": {"t": clean(title), "l": view.lang},
            "floor": "",
            "plan": None,
            "count": clean(view.phrases.companies_count(len(rest))),
            "stands": [],
            "companies": [writer.company(company) for company in rest],
        }


def _part(
    writer: Writer, hall: Hall, stands: Sequence[Stand], companies: Sequence[Company]
) -> Entry:
    view = writer.view
    plan = view.plans.get(hall.id)
    name = writer.said(view.texts.said(hall.name))
    present = {c for stand in stands for c in stand.companies}
    return {
        "key": hall_path(hall.id).rstrip("/"),
        "id": hall.id,
        "sign": clean(view.stands.hall_sign(hall)),
        "name": name or {"t": clean(view.stands.hall_title(hall)), "l": view.lang},
        "floor": clean(view.gettext("Floor %(floor)s") % {"floor": hall.floor})
        if hall.floor
        else "",
        "plan": writer.plates.plan(hall.id, plan) if plan else None,
        "count": clean(view.phrases.companies_count(len(present))),
        "stands": [_stand(writer, stand) for stand in stands],
        "companies": [writer.company(company) for company in companies],
    }


def _stand(writer: Writer, stand: Stand) -> Entry:
    return {
        "number": clean(stand.number),
        "code": clean(writer.view.stands.label(stand)),
        "companies": [
            {
                "key": company_path(id).rstrip("/"),
                "name": writer.name(writer.catalog.companies[id]),
            }
            for id in stand.companies
        ],
    }


def _natural(number: str) -> list[tuple[int, str]]:
    """``A2`` before ``A10``."""
    parts = ["".join(group) for _, group in groupby(number, key=str.isdigit)]
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


# ---- programme -------------------------------------------------------------------------


def _days(writer: Writer) -> list[Entry]:
    days = groupby(writer.catalog.events, key=lambda event: event.start.date())
    return [
        {
            "name": clean(
                writer.view.localiser.day(day, year=writer.view.events.of_another_year(day))
            ),
            "events": [writer.event(event) for event in events],
        }
        for day, events in days
    ]


# ---- indexes ---------------------------------------------------------------------------


def _indexes(writer: Writer) -> Entry:
    catalog, view = writer.catalog, writer.view
    companies: list[tuple[str, Entry]] = []
    for company in catalog.companies.values():
        name = writer.name(company)
        entry = {
            "key": company_path(company.id).rstrip("/"),
            "name": name,
            "second": writer.second(view.companies.own_name(company)),
            "codes": [clean(view.stands.label(s)) for s in catalog.stands_of(company.id)],
        }
        companies.append((str(name["t"]), entry))
    works: list[tuple[str, Entry]] = []
    for work in catalog.works.values():
        title = writer.said(view.texts.said(work.title)) or {"t": work.id, "l": ""}
        entry = {
            "key": work_path(work.id).rstrip("/"),
            "name": title,
            "second": writer.second(view.works.second_name(work)),
            "seal": writer.brief(work)["seal"],
        }
        works.append((str(title["t"]), entry))
    return {
        "companies": _lettered(companies, view.lang),
        "works": _lettered(works, view.lang),
    }


def _lettered(entries: list[tuple[str, Entry]], language: str) -> list[Entry]:
    return [{"letter": letter, "entries": found} for letter, found in in_order(entries, language)]
