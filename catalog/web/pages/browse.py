"""Lists: all works and parts of them, companies, families, services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from catalog.models.company import Company
from catalog.models.family import Family
from catalog.models.service import Service
from catalog.models.vocabularies import KINDS
from catalog.web.pages.families import family_chain
from catalog.web.pages.hits import Hit
from catalog.web.pages.markup import html, raw
from catalog.web.pages.open_adaptations import family_gaps
from catalog.web.pages.plan import (
    PER_PAGE,
    company_path,
    family_path,
    list_path,
    page_count,
    service_path,
)
from catalog.web.pages.structured_data import list_crumbs
from catalog.web.pages.texts import ROOT
from catalog.web.pages.view import Content, View

R = TypeVar("R")

_FIRST_SCREEN = 4  # covers loaded at once
_COMPANIES = 24  # named beside all works; more are found on their own pages
_GENRES = 12  # named beside a part of the works; there are very many such pages


def works_content(view: View, key: str) -> Content:
    """A page of works: all of them, or those of a group, kind, genre or company."""
    name, number = _split(key)
    works = view.lists.works[name]
    shown = _shown(view.catalog.works, works, number)
    title, group = _list_title(view, name)
    everything = name == "works"
    context: dict[str, Any] = {
        **_pages(view, name, number, len(works)),
        "heading": title,
        "crumb": not everything,
        "finder": everything and number == 1,
        "of_right": name.startswith("works/right/"),
        "groups": view.hits.groups,
        "group_href": ROOT + ("works/" if everything else list_path(f"works/group/{group}")),
        "count": view.phrases.works_count(len(works)),
        "cards": view.works.cards(shown, 2, eager=_FIRST_SCREEN),
        "illustrated": view.works.illustrated(shown),
        "facets": _facets(view) if everything else _few_facets(view),
        "company": view.companies.link(view.catalog.companies[group])
        if name.startswith("works/company/")
        else "",
    }
    plain = f"{title} ({number})" if number > 1 else title
    return Content(
        title=plain,
        description=view.phrases.labelled(title, view.phrases.works_count(len(works))),
        template="works.html",
        context=context,
        canonical="works/" if everything and number == 1 else None,
        data=list_crumbs(view, name, title),
        feed=everything and bool(view.lists.newest),
    )


def _split(key: str) -> tuple[str, int]:
    name, _, number = key.rpartition(":")
    return name, int(number)


def _list_title(view: View, name: str) -> tuple[str, str]:
    """What a list is called, and the group (or company) that it belongs to."""
    label = view.localiser.label
    parts = name.split("/")
    if len(parts) == 1:
        return view.gettext("Works"), ""
    _, field, term = parts
    if field == "company":
        return view.texts.plain(view.catalog.companies[term].name), term
    group = KINDS[term].group if field == "kind" else term if field == "group" else ""
    return label(field, term), group


def _few_facets(view: View) -> Any:
    """The ways into the works beside a part of them: the most used ones. Made once."""
    found = view.words.get("few_facets")
    if found is None:
        genres = [view.hits.genre(genre, count) for genre, count in view.lists.genres[:_GENRES]]
        more = ("works/", view.gettext("All genres")) if len(view.lists.genres) > _GENRES else None
        makers = ("companies/", view.gettext("All companies"))
        found = view.words["few_facets"] = view.fill(
            "parts/facets.html",
            facets=[
                _kinds_facet(view),
                (view.gettext("Genre"), genres, True, more),
                (view.gettext("Company"), (), True, makers),
            ],
        )
    return found


def _kinds_facet(view: View) -> tuple[str, Sequence[Hit], bool, None]:
    hits = [view.hits.kind(kind, count) for kind, count in view.lists.kinds]
    return view.gettext("Kind"), hits, True, None


def _facets(view: View) -> Any:
    """The ways into the works beside all of them: made once."""
    found = view.words.get("facets")
    if found is None:
        counted = [(id, view.companies.works_by(id)) for id in view.catalog.companies]
        makers = sorted((c for c in counted if c[1]), key=lambda c: (-c[1], c[0]))
        shown = makers[:_COMPANIES]
        companies = [
            Hit(
                ROOT + list_path(f"works/company/{id}"),
                view.texts.bare(view.catalog.companies[id].name),
                view.localiser.number(count),
                raw(""),
            )
            for id, count in shown
        ]
        view.facet_makers = tuple(id for id, _ in shown)
        found = view.words["facets"] = view.fill(
            "parts/facets.html",
            facets=[
                _kinds_facet(view),
                (
                    view.gettext("Genre"),
                    [view.hits.genre(genre, count) for genre, count in view.lists.genres],
                    True,
                    None,
                ),
                (
                    view.gettext("Company"),
                    companies,
                    False,
                    ("companies/", view.gettext("All companies"))
                    if len(makers) > _COMPANIES
                    else None,
                ),
            ],
        )
    for id in view.facet_makers:
        view.catalog.companies[id]  # the page shows them, also where they were rendered before
    return found


def _shown(records: Mapping[str, R], ids: Sequence[str], number: int) -> list[R]:
    """The records on a page of a list."""
    return [records[id] for id in ids[(number - 1) * PER_PAGE : number * PER_PAGE]]


def _pages(view: View, name: str, number: int, total: int) -> dict[str, Any]:
    """The way to the other pages of a list."""
    last = page_count(range(total))
    near = {1, last, *range(number - 1, number + 2)}
    steps: list[dict[str, Any]] = []
    for page in range(1, last + 1):
        if page in near:
            href = ROOT + list_path(name, page)
            if name == "works" and page == 1:
                href = f"{ROOT}works/"
            shown = view.localiser.number(page)
            steps.append({"href": href, "number": shown, "here": page == number})
        elif steps and steps[-1]["href"]:
            steps.append({"href": "", "number": "…", "here": False})
    return {
        "steps": steps if last > 1 else [],
        "previous": ROOT + list_path(name, number - 1) if number > 1 else "",
        "next": ROOT + list_path(name, number + 1) if number < last else "",
    }


# ---- companies, families, services ----------------------------------------------------


def companies_content(view: View, key: str) -> Content:
    """A page of companies."""
    name, number = _split(key)
    companies = list(view.catalog.companies)
    shown = _shown(view.catalog.companies, companies, number)
    title = view.gettext("Companies")
    return Content(
        title=title,
        description=view.phrases.labelled(title, view.phrases.companies_count(len(companies))),
        template="companies.html",
        context={
            **_pages(view, name, number, len(companies)),
            "count": view.phrases.companies_count(len(companies)),
            "companies": [_company_entry(view, company) for company in shown],
        },
    )


def _company_entry(view: View, company: Company) -> dict[str, Any]:
    localiser, catalog = view.localiser, view.catalog
    works = catalog.index.works_of.get(company.id, ())
    covers = [view.media.cover(catalog.works[id], "5rem") for id in works[:4]]
    return {
        "href": ROOT + company_path(company.id),
        "logo": view.companies.logo(company),
        "name": view.texts.said(company.name),
        "own_name": view.companies.own_name(company),
        "line": raw(" · ").join(
            part
            for part in (
                view.texts.bare(company.city),
                html(localiser.join([localiser.label("company-type", t) for t in company.type])),
            )
            if part
        ),
        "stands": view.texts.join([view.stands.code(s) for s in catalog.stands_of(company.id)]),
        "count": view.phrases.works_count(len(works)) if works else "",
        "covers": [cover for cover in covers if cover],
    }


def families_content(view: View, key: str) -> Content:
    """A page of families, each with the thread of its works."""
    name, number = _split(key)
    families = list(view.catalog.families)
    shown = _shown(view.catalog.families, families, number)
    works = [w for f in shown for w in view.catalog.family_works(f.id)]
    title = view.gettext("Families")
    lead = view.gettext(
        "Follow a title from the page to the screen to the shelf. "
        "Dashed frames are rights still on offer."
    )
    return Content(
        title=title,
        description=lead,
        template="families.html",
        context={
            **_pages(view, name, number, len(families)),
            "lead": lead,
            "families": [family_entry(view, family) for family in shown],
            "illustrated": view.works.illustrated(works),
        },
    )


def family_entry(view: View, family: Family) -> dict[str, Any]:
    """What ``parts/family.html`` prints of a family."""
    owner = view.catalog.companies.get(family.owner)
    works = view.catalog.family_works(family.id)
    gaps = family_gaps(view, works)
    return {
        "href": ROOT + family_path(family.id),
        "name": view.texts.said(family.name),
        "own_name": view.companies.own_name_line(family),
        "owner": view.texts.bare(owner.name) if owner else "",
        "chain": family_chain(view, works, gaps),
        "open": bool(gaps),
    }


def services_content(view: View, key: str) -> Content:
    """A page of services."""
    name, number = _split(key)
    services = list(view.catalog.services)
    shown = _shown(view.catalog.services, services, number)
    title = view.gettext("Services")
    lead = view.gettext("Help with translation, rights, channels and production.")
    return Content(
        title=title,
        description=lead,
        template="services.html",
        context={
            **_pages(view, name, number, len(services)),
            "lead": lead,
            "services": [_service_entry(view, service) for service in shown],
        },
    )


def _service_entry(view: View, service: Service) -> dict[str, Any]:
    label = view.localiser.label
    return {
        "href": ROOT + service_path(service.id),
        "name": view.texts.said(service.name),
        "type": label("service-type", service.type),
        "provider": provider(view, service),
        "cost": label("cost", service.cost) if service.cost else "",
        "languages": view.phrases.language_names(service.languages),
    }


def provider(view: View, service: Service) -> Any:
    """Who offers a service: a company of the edition as a link, else by name."""
    company = view.catalog.companies.get(service.company or "")
    if company:
        return view.companies.link(company)
    return view.texts.inline(service.provider)
