"""Signs for stands and labels for works, in one language or two, as data for their template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from catalog.edition.resolve import Catalog
from catalog.media.hall_plans import stand_anchor
from catalog.models.company import Company
from catalog.models.edition import Stand
from catalog.models.texts import Text
from catalog.models.vocabularies import KINDS
from catalog.models.work import Work
from catalog.print.illustrations import Plates, code, spine
from catalog.print.text_runs import clean
from catalog.web.pages.plan import company_path, hall_path, work_path
from catalog.web.pages.texts import is_han
from catalog.web.pages.view import View

Entry = dict[str, Any]


def make_labels(
    views: Sequence[View],
    plates: Plates,
    *,
    companies: Iterable[str] = (),
    halls: Iterable[str] = (),
) -> Entry:
    """A sign for each stand and a label for each work shown at one.

    Args:
        views: of the languages to print, the first largest; its pages are what codes open.
        companies: only what these exhibit; () for all.
        halls: only what stands there; () for all.
    """
    view = views[0]
    catalog = view.catalog
    company_ids, hall_ids = frozenset(companies), frozenset(halls)
    stands = [
        stand
        for stand in catalog.stands
        if (not hall_ids or stand.hall in hall_ids)
        and (not company_ids or company_ids.intersection(stand.companies))
    ]
    shown: list[tuple[Stand | None, Work]] = [
        (stand, work)
        for stand in stands
        for work in map(catalog.works.__getitem__, catalog.works_at(stand))
        if not company_ids or company_ids.intersection((work.company, *work.companies))
    ]
    if not hall_ids:
        shown += [(None, work) for work in _nowhere(catalog, company_ids)]
    return {
        "fair": {
            "names": _names(views, catalog.edition.name),
            "dates": [
                {
                    "t": clean(v.localiser.date_range(catalog.edition.start, catalog.edition.end)),
                    "l": v.lang,
                }
                for v in views
            ],
            "venue": _names(views, catalog.edition.venue.name),
        },
        "signs": [_sign(views, plates, stand) for stand in stands],
        "labels": [_label(views, stand, work) for stand, work in shown],
    }


def _nowhere(catalog: Catalog, companies: frozenset[str]) -> list[Work]:
    """Works whose exhibitor has no stand that shows them: a poster may still want a label."""
    return [
        work
        for work in catalog.works.values()
        if not catalog.stands_showing(work.id) and (not companies or work.company in companies)
    ]


def _sign(views: Sequence[View], plates: Plates, stand: Stand) -> Entry:
    view = views[0]
    companies = [view.catalog.companies[id] for id in stand.companies]
    hall = view.edition.hall(stand.hall)
    path = company_path(companies[0].id)
    if len(companies) > 1:
        path = f"{hall_path(stand.hall)}#at-{stand_anchor(stand.number)}"
    return {
        "sign": clean(view.stands.hall_sign(hall)) if hall else "",
        "number": clean(stand.number),
        "halls": _halls(views, stand),
        "companies": [
            {
                "names": _names(views, company.name),
                "logo": plates.picture(company.logo, 720),
                "letter": _letter(view, company),
            }
            for company in companies
        ],
        "qr": code(view.address + path),
        "scan": _unique(
            {"t": clean(v.gettext("Scan for the company, its works and their rights")), "l": v.lang}
            for v in views
        ),
    }


def _label(views: Sequence[View], stand: Stand | None, work: Work) -> Entry:
    view = views[0]
    own = view.works.own_tag(work)
    titles = _names(views, work.title)
    if all(title["l"] != own for title in titles):
        titles.append({"t": clean(work.title[own]), "l": own})
    return {
        "titles": titles,
        "spine": spine(work.title[own], own) if is_han(work.title[own]) else None,
        "seal": KINDS[work.kind].seal,
        "kinds": _unique(
            {"t": clean(v.localiser.label("kind", work.kind)), "l": v.lang} for v in views
        ),
        "year": clean(view.phrases.year(work.released)),
        "company": _names(views, view.catalog.companies[work.company].name),
        "code": clean(view.stands.label(stand)) if stand else "",
        "qr": code(view.address + work_path(work.id)),
        "scan": _unique({"t": clean(v.gettext("Scan to read on")), "l": v.lang} for v in views),
    }


def _halls(views: Sequence[View], stand: Stand) -> list[Entry]:
    hall = views[0].edition.hall(stand.hall)
    if hall is None:
        return []
    if hall.name:
        return _names(views, hall.name)
    return _unique({"t": clean(v.stands.hall_title(hall)), "l": v.lang} for v in views)


def _names(views: Sequence[View], text: Text) -> list[Entry]:
    """A name in each language that has it, each once."""
    shown = (view.localiser.text(text) for view in views)
    return _unique({"t": clean(one.value), "l": one.lang} for one in shown if one)


def _unique(entries: Iterable[Entry]) -> list[Entry]:
    return list({entry["t"]: entry for entry in entries}.values())


def _letter(view: View, company: Company) -> Entry:
    own = company.lang or view.catalog.site.source_language
    tag = own if own in company.name else next(iter(company.name))
    letter = next((c for c in company.name[tag] if c.isalnum()), "")
    return {"t": letter, "l": tag}
