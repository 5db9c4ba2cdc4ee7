"""Records as JSON: what is public of each, named one by one.

A field that is not listed here is not published: a new one has to be put into one of the two
tables (a test compares them with the models).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from catalog.edition.resolve import Catalog
from catalog.media.images import Picture
from catalog.models.addresses import ascii_url
from catalog.models.company import Company, Contact
from catalog.models.edition import Edition, Event, Stand
from catalog.models.family import Family
from catalog.models.images import Image
from catalog.models.parts import Part
from catalog.models.service import Service
from catalog.models.work import Work

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode

PUBLISHED: dict[type[Part], tuple[str, ...]] = {
    Work: (
        "kind",
        "title",
        "logline",
        "genres",
        "companies",
        "alt_titles",
        "synopsis",
        "selling_points",
        "audience",
        "values",
        "comparables",
        "localisation_notes",
        "original_language",
        "country",
        "added",
        "status",
        "released",
        "people",
        "languages",
        "book",
        "screen",
        "game",
        "ratings",
        "ids",
        "licences",
        "rights",
        "family",
        "seeking",
        "trailer",
        "screener",
        "awards",
        "facts",
    ),
    Company: (
        "name",
        "type",
        "country",
        "about",
        "legal_name",
        "region",
        "city",
        "founded",
        "size",
        "website",
        "social",
        "markets",
        "looking_for",
        "languages",
    ),
    Contact: ("name", "role", "email", "phone", "wechat", "qq", "whatsapp", "languages"),
    Family: ("name", "about", "universe", "style_guide"),
    Service: ("name", "type", "about", "languages", "regions", "cost", "url", "provider"),
    Stand: ("hall", "number", "companies", "works", "languages", "meeting_url"),
    Event: (
        "title",
        "place",
        "type",
        "about",
        "hosts",
        "speakers",
        "works",
        "languages",
        "url",
    ),
    Edition: (
        "name",
        "slogan",
        "start",
        "end",
        "timezone",
        "venue",
        "organizers",
        "admission",
        "languages",
        "notice",
        "contact",
    ),
}
"""Fields that go out as they are."""

# Fields that do not: made anew below (pictures as addresses, relations in both directions, public
# contacts only), or nobody's business but the site's own.
_OWN = ("lang", "aliases", "draft")
WITHHELD: dict[type[Part], tuple[str, ...]] = {
    Work: (*_OWN, "cover", "wide", "gallery", "relations"),
    Company: (*_OWN, "contacts", "wide", "logo", "gallery"),
    Contact: ("public",),
    Family: (*_OWN, "owner", "cover", "timeline"),
    Service: (*_OWN, "company", "contact"),
    Stand: (),
    Event: ("start", "end", "id"),
    Edition: (*_OWN, "halls", "exhibitors", "featured", "theme", "previous"),
}
_INCLUDED: dict[type[Part], set[str]] = {model: set(fields) for model, fields in PUBLISHED.items()}

Json = dict[str, Any]


@dataclass(frozen=True)
class Records:
    """Makes the records of a catalogue.

    Attributes:
        base: the public address of the edition, with a slash at its end.
        pictures: content-relative path → derived picture; others are left out.
    """

    catalog: Catalog
    pictures: Mapping[str, Picture]
    base: str

    def pieces(self) -> Iterator[str]:
        """The whole of ``catalog.json``, a record a line."""
        head = _ENCODE(self._head())
        yield head[:-1]
        for name, records in self._sections().items():
            yield f',\n"{name}":['
            separator = "\n"
            for record in records():
                yield f"{separator}{_ENCODE(record)}"
                separator = ",\n"
            yield "\n]"
        yield "}\n"

    def encoded(self, works: Iterable[Work]) -> Iterator[str]:
        """Some works as they stand in the file."""
        return (_ENCODE(self.work(work)) for work in works)

    def _head(self) -> Json:
        catalog = self.catalog
        pages = {
            "company": "companies/{id}/",
            "work": "works/{id}/",
            "family": "families/{id}/",
            "service": "services/{id}/",
            "hall": "halls/{id}/",
        }
        edition = {"id": catalog.edition.id, **_dump(catalog.edition)}
        edition["halls"] = [
            _known({"id": hall.id, "name": hall.name, "floor": hall.floor})
            for hall in catalog.edition.halls
        ]
        return {
            "$schema": f"{self.base}data/catalog.schema.json",
            "format": 1,
            "site": {"name": dict(catalog.site.name)},
            "edition": edition,
            # Instead of an address in each language on each record.
            "pages": {name: f"{self.base}{{language}}/{path}" for name, path in pages.items()},
        }

    def _sections(self) -> dict[str, Callable[[], Iterator[Json]]]:
        catalog = self.catalog
        return {
            "companies": lambda: map(self.company, catalog.companies.values()),
            "works": lambda: map(self.work, catalog.works.values()),
            "families": lambda: map(self.family, catalog.families.values()),
            "services": lambda: map(self.service, catalog.services.values()),
            "stands": lambda: map(_dump, catalog.stands),
            "events": lambda: map(self.event, catalog.events),
        }

    def work(self, work: Work) -> Json:
        """A work, its relations in both directions."""
        found: Json = {"id": work.id, "company": work.company, **_dump(work)}
        if work.screener:
            url = work.screener.public_url
            shown = {"url": url and ascii_url(url), "access": work.screener.access}
            found["screener"] = _known(shown)
        relations = [
            _known(
                {
                    "type": link.type,
                    "work": link.work.id if link.work else None,
                    "title": link.title,
                    "kind": link.kind,
                    "public_domain": link.public_domain or None,
                }
            )
            for link in self.catalog.links_of(work.id)
        ]
        if relations:
            found["relations"] = relations
        self._add_pictures(found, cover=work.cover, wide=work.wide)
        self._add_gallery(found, work.gallery)
        return found

    def company(self, company: Company) -> Json:
        """A company with the contacts that are public."""
        found: Json = {"id": company.id, **_dump(company)}
        contacts = [_dump(contact) for contact in company.public_contacts]
        if contacts:
            found["contacts"] = contacts
        self._add_pictures(found, logo=company.logo, wide=company.wide)
        self._add_gallery(found, company.gallery)
        return found

    def family(self, family: Family) -> Json:
        """A family and its works."""
        found: Json = {"id": family.id, **_dump(family)}
        if family.owner in self.catalog.companies:
            found["owner"] = family.owner
        found["works"] = [work.id for work in self.catalog.family_works(family.id)]
        timeline = [
            _known(
                {
                    "date": str(entry.date),
                    "text": entry.text,
                    "work": entry.work if entry.work in self.catalog.works else None,
                }
            )
            for entry in family.timeline
        ]
        if timeline:
            found["timeline"] = timeline
        self._add_pictures(found, cover=family.cover)
        return found

    def service(self, service: Service) -> Json:
        """A service; who to ask only where that is public."""
        found: Json = {"id": service.id, **_dump(service)}
        if service.company in self.catalog.companies:
            found["company"] = service.company
        if service.contact and service.contact.public:
            found["contact"] = _dump(service.contact)
        return found

    def event(self, event: Event) -> Json:
        """An event; its times with the venue's offset."""
        zone = ZoneInfo(self.catalog.edition.timezone)
        times = {
            name: moment.replace(tzinfo=zone).isoformat(timespec="minutes")
            for name, moment in (("start", event.start), ("end", event.end))
        }
        found: Json = {"id": self.catalog.event_id(event), **_dump(event), **times}
        hall = event.hall_id(self.catalog.edition)
        if hall:
            found["hall"] = hall
            del found["place"]
        return found

    # ---- pictures --------------------------------------------------------------------

    def _add_pictures(self, found: Json, **images: Image | None) -> None:
        for name, image in images.items():
            picture = self._picture(image) if image else None
            if picture:
                found[name] = picture

    def _add_gallery(self, found: Json, images: tuple[Image, ...]) -> None:
        gallery = [picture for image in images if (picture := self._picture(image))]
        if gallery:
            found["gallery"] = gallery

    def _picture(self, image: Image) -> Json | None:
        picture = self.pictures.get(image.path)
        if picture is None:
            return None
        largest = picture.derivatives[-1]
        return _known(
            {
                "url": f"{self.base}media/{largest.name}",
                "width": largest.width,
                "height": largest.height,
                "alt": image.alt,
                "caption": image.caption,
                "credit": image.credit,
                "licence": image.licence,
                "illustration": image.illustration or None,
            }
        )


def _dump(record: Part) -> Json:
    kept = _INCLUDED[type(record)]
    return record.model_dump(mode="json", include=kept, exclude_defaults=True, by_alias=True)


def _known(data: Json) -> Json:
    return {name: value for name, value in data.items() if value is not None}
