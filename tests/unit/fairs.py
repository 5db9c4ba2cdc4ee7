"""Small catalogues made in Python, and renderers of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from catalog.edition.localise import make_localiser
from catalog.edition.resolve import Catalog, resolve_catalog
from catalog.media.hall_plans import Plan
from catalog.media.images import Picture
from catalog.models.base import Record
from catalog.models.company import Company
from catalog.models.edition import Edition, Event, Stand
from catalog.models.family import Family
from catalog.models.records import Records
from catalog.models.service import Service
from catalog.models.site import Site
from catalog.models.vocabularies import built_in
from catalog.models.work import Work
from catalog.web.pages import Renderer

PROJECT = Path(__file__).parents[2]
TEMPLATES = PROJECT / "theme" / "pages"
LANGUAGES = ("en", "zh-Hans", "ar")

SITE: dict[str, Any] = {
    "name": {"en": "A fair"},
    "url": "https://fair.example.org/",
    "demonstration": "true",
    "edition": "2026",
    "languages": LANGUAGES,
    "source_language": "en",
    "fallback": {"ar": ["en"]},
}
EDITION: dict[str, Any] = {
    "name": {"en": "Fair 2026", "zh-Hans": "展会 2026", "ar": "معرض 2026"},
    "start": "2026-05-21",
    "end": "2026-05-25",
    "timezone": "Asia/Shanghai",
    "venue": {"name": {"en": "The halls"}},
    "languages": LANGUAGES,
}
COMPANY: dict[str, Any] = {
    "name": {"en": "Acme"},
    "type": ["studio"],
    "country": "CN",
    "about": {"en": "We make things."},
    "contacts": [{"name": {"en": "Desk"}, "email": "desk@example.com", "public": "true"}],
}
WORK: dict[str, Any] = {
    "kind": "series",
    "title": {"en": "A work"},
    "logline": {"en": "Something happens."},
    "genres": ["drama"],
}


def place(record: Any, id: str) -> Any:
    """A record with its id."""
    record.place(id, f"{id}.yml")
    return record


def record(model: type[Record], id: str, base: Mapping[str, Any], **fields: Any) -> Any:
    """A valid record."""
    return place(model.model_validate({**base, **fields}), id)


def make_records(
    *,
    works: Mapping[str, Mapping[str, Any]] | None = None,
    companies: Mapping[str, Mapping[str, Any]] | None = None,
    families: Mapping[str, Mapping[str, Any]] | None = None,
    services: Mapping[str, Mapping[str, Any]] | None = None,
    edition: Mapping[str, Any] | None = None,
    site: Mapping[str, Any] | None = None,
    stands: tuple[Mapping[str, Any], ...] = (),
    events: tuple[Mapping[str, Any], ...] = (),
) -> Records:
    """Records of a small fair; each mapping is a record's fields beside those it must have."""
    named = dict(companies or {})
    for id in works or {}:
        named.setdefault(id.partition("/")[0], {})
    return Records(
        site=record(Site, "catalog", SITE, **(site or {})),
        edition=record(Edition, "2026", EDITION, **(edition or {})),
        companies={id: record(Company, id, COMPANY, **more) for id, more in named.items()},
        works={id: record(Work, id, WORK, **more) for id, more in (works or {}).items()},
        families={
            id: record(Family, id, {"name": {"en": "A family"}}, **more)
            for id, more in (families or {}).items()
        },
        services={
            id: record(
                Service,
                id,
                {"name": {"en": "A service"}, "type": "legal", "about": {"en": "Advice."}},
                **more,
            )
            for id, more in (services or {}).items()
        },
        stands=[(i, Stand.model_validate(dict(s))) for i, s in enumerate(stands)],
        events=[(i, Event.model_validate(dict(e))) for i, e in enumerate(events)],
        vocabularies=built_in(),
    )


def make_catalog(**parts: Any) -> Catalog:
    """The catalogue of a small fair; see `make_records`."""
    return resolve_catalog(make_records(**parts))[0]


def make_renderer(
    catalog: Catalog,
    lang: str = "en",
    *,
    pictures: Mapping[str, Picture] | None = None,
    covers: Mapping[str, str] | None = None,
    plans: Mapping[str, Plan] | None = None,
) -> Renderer:
    """A renderer with English interface texts, so that no translation matters to a test."""
    localiser = make_localiser(
        lang, catalog.site, catalog.edition, catalog.vocabularies, PROJECT / "no-locales"
    )
    return Renderer(
        catalog,
        localiser,
        pictures or {},
        covers or {},
        {},
        TEMPLATES,
        plans or {},
        catalog.site.url,
        catalog.edition.languages,
    )
