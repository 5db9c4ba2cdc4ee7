"""Which part of an edition a booth shows: all of it, one company's, or one hall's."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from catalog.edition.resolve import Catalog, changed_copy, narrow_event, narrow_stand
from catalog.edition.selection import refuse_unknown, renamed_companies
from catalog.media.images.colour import parse_hex
from catalog.media.pictures import Pictures
from catalog.models.company import Company
from catalog.models.edition import Edition
from catalog.models.work import Work

_GREY = 0.18  # saturation below which a colour is nobody's

Kind = Literal["edition", "company", "hall"]


@dataclass(frozen=True)
class Choice:
    """Whose booth it is.

    Attributes:
        kind: "edition" for the whole fair.
        ids: of the companies, or of the one hall.
    """

    kind: Kind = "edition"
    ids: tuple[str, ...] = ()

    def present(self, catalog: Catalog) -> Choice:
        """The same choice in present ids, where companies are asked for by former ones.

        Raises:
            CatalogError: the catalogue has no such company or hall.
        """
        if self.kind == "edition":
            return self
        renamed = renamed_companies(self.ids, catalog) if self.kind == "company" else {}
        ids = tuple(dict.fromkeys(renamed.get(id, id) for id in self.ids))
        refuse_unknown(self.kind, ids, catalog)
        return replace(self, ids=ids)

    def colour(self, catalog: Catalog, pictures: Pictures) -> Catalog:
        """The same catalogue in the colours of a company's booth.

        They are the hue of its logo, its picture or its works' pictures, made fit to be read by
        `catalog.media.accent`. Others keep the edition's.
        """
        if self.kind != "company":
            return catalog
        ids = self.present(catalog).ids
        own = [catalog.companies[id] for id in ids]
        works = [w for w in catalog.works.values() if w.company in ids]
        images = [*(c.logo for c in own), *(c.wide for c in own), *(w.wide for w in works)]
        found = (pictures.by_path.get(image.path) for image in images if image)
        accent = next((p.ground for p in found if p and _has_hue(p.ground)), None)
        if accent is None:
            return catalog
        theme = catalog.edition.theme.model_copy(update={"accent": accent})
        edition = catalog.edition.model_copy(update={"theme": theme})
        return replace(catalog, edition=edition)

    def own_companies(self, catalog: Catalog) -> tuple[str, ...]:
        """The companies whose booth it is, in the order of the command line or of the ids."""
        if self.kind == "company":
            return self.ids
        if self.kind == "hall":
            stands = [s for hall in self.ids for s in catalog.stands_in(hall)]
            return tuple(sorted({c for stand in stands for c in stand.companies}))
        return ()

    def own_works(self, catalog: Catalog) -> tuple[str, ...]:
        """Their works: what they made, alone or with others, or is shown in the hall."""
        found: dict[str, None] = {}
        for company in self.own_companies(catalog):
            found |= dict.fromkeys(w.id for w in catalog.works_of(company))
        for stand in catalog.stands:
            if self.kind == "hall" and stand.hall in self.ids:
                found |= dict.fromkeys(catalog.works_at(stand))
        return tuple(found)

    def choose(self, catalog: Catalog) -> Catalog:
        """The part of the catalogue that the booth shows, without a link that leads nowhere.

        A company's or hall's booth has its works, the works that those are related to (of one
        family, or by what a work says itself), and the companies of all of these. Its own come
        first everywhere. Halls, programme and services are the whole fair's, for finding the
        way; of the other exhibitors stand and name are left out.

        Raises:
            CatalogError: the catalogue has no such company or hall.
        """
        return self.present(catalog)._choose(catalog)

    def _choose(self, catalog: Catalog) -> Catalog:
        if self.kind == "edition":
            return catalog
        own = self.own_works(catalog)
        works = {id: catalog.works[id] for id in (*own, *_related(catalog, own))}
        makers = dict.fromkeys(self.own_companies(catalog))
        for work in works.values():
            makers |= dict.fromkeys((work.company,))
        companies = {c: catalog.companies[c] for c in makers}
        edition = self._titled(catalog, self._featured(catalog, own))
        return _narrowed(replace(catalog, edition=edition), companies, works)

    def _titled(self, catalog: Catalog, featured: tuple[str, ...]) -> Edition:
        """The edition under the name of whose booth it is, which the home page opens with."""
        edition = catalog.edition
        update: dict[str, Any] = {"featured": featured}
        if len(self.ids) == 1 and self.kind == "company":
            company = catalog.companies[self.ids[0]]
            hero = company.wide or edition.theme.hero
            update["slogan"] = company.name
            update["theme"] = edition.theme.model_copy(update={"hero": hero})
        hall = edition.hall(self.ids[0])
        if self.kind == "hall" and hall and hall.name:
            update["slogan"] = hall.name
        return edition.model_copy(update=update)

    def _featured(self, catalog: Catalog, own: tuple[str, ...]) -> tuple[str, ...]:
        """All its own, those that the edition features first: lists follow that order."""
        chosen = [w for w in catalog.edition.featured if w in own]
        newest = sorted(
            (w for w in own if w not in chosen),
            key=lambda w: (str(catalog.works[w].added or ""), str(catalog.works[w].released or "")),
            reverse=True,
        )
        if self.kind == "company":  # what others made with it comes after what is its own
            newest.sort(key=lambda w: catalog.works[w].company not in self.ids)
        return (*chosen, *newest)


def _has_hue(colour: str) -> bool:
    red, green, blue = (channel / 255 for channel in parse_hex(colour))
    return colorsys.rgb_to_hls(red, green, blue)[2] >= _GREY


def _related(catalog: Catalog, own: Iterable[str]) -> list[str]:
    """The other works of their families, and what they name or what names them."""
    found: dict[str, None] = {}
    for id in own:
        family = catalog.works[id].family
        if family:
            found |= dict.fromkeys(w.id for w in catalog.family_works(family))
        found |= dict.fromkeys(link.work.id for link in catalog.links_of(id) if link.work)
    return [id for id in found if id not in set(own)]


def _narrowed(
    catalog: Catalog,
    companies: dict[str, Company],
    works: dict[str, Work],
) -> Catalog:
    families = {w.family for w in works.values()}
    services = catalog.services.values()
    return replace(
        catalog,
        companies=companies,
        works={id: _without_others(w, companies, works) for id, w in works.items()},
        families={
            id: changed_copy(
                family,
                timeline=tuple(
                    changed_copy(entry, work=entry.work if entry.work in works else None)
                    for entry in family.timeline
                ),
            )
            for id, family in catalog.families.items()
            if id in families
        },
        services={s.id: s for s in services if s.company is None or s.company in companies},
        stands=tuple(
            narrowed
            for s in catalog.stands
            if (narrowed := narrow_stand(s, companies, works)).companies
        ),
        events=tuple(narrow_event(event, companies, works) for event in catalog.events),
    )


def _without_others(work: Work, companies: dict[str, Company], works: dict[str, Work]) -> Work:
    found: Work = changed_copy(
        work,
        companies=tuple(c for c in work.companies if c in companies),
        relations=tuple(r for r in work.relations if r.work is None or r.work in works),
    )
    return found
