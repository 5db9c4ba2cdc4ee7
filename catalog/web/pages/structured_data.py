"""What a page tells machines about its subject: JSON-LD in schema.org's words.

Only properties that schema.org knows for a type are said of it (a test holds them against a table
of its vocabulary), and only what the page itself shows. Addresses are absolute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from catalog.edition.rights import reach
from catalog.models.company import Company
from catalog.models.edition import Event
from catalog.models.family import Family
from catalog.models.service import Service
from catalog.models.telephones import dial
from catalog.models.vocabularies import KINDS
from catalog.models.work import RightsLine, Work
from catalog.web.pages.markdown import plain_text
from catalog.web.pages.plan import company_path, family_path, service_path, work_path
from catalog.web.pages.texts import outside
from catalog.web.pages.view import View

Data = dict[str, Any]
"""One thing: its ``@type`` and properties."""

# Where an identifier leads: its form, and the address. Others are shown as they are.
ADDRESSES: dict[str, tuple[re.Pattern[str], str]] = {
    system: (re.compile(form), address)
    for system, form, address in (
        ("imdb", r"tt\d{5,12}", "https://www.imdb.com/title/{}/"),
        ("douban", r"\d{4,12}", "https://www.douban.com/subject/{}/"),
        ("steam", r"\d{1,10}", "https://store.steampowered.com/app/{}/"),
        ("igdb", r"[a-z0-9-]+", "https://www.igdb.com/games/{}"),
        ("bangumi", r"\d{1,10}", "https://bgm.tv/subject/{}"),
        ("wikidata", r"Q\d{1,12}", "https://www.wikidata.org/wiki/{}"),
        ("eidr", r"10\.5240/[0-9A-Fa-f-]{10,40}", "https://ui.eidr.org/view/content?id={}"),
    )
}

_SCREEN = frozenset(("Movie", "TVSeries"))
_PLAYED = _SCREEN | {"VideoGame"}
_BOOKS = frozenset(("Book", "Audiobook"))

# A role → the property that names it, for the types that have it; else the general one.
_ROLES: dict[str, tuple[str, frozenset[str] | None, str]] = {
    "author": ("author", None, ""),
    "screenwriter": ("author", None, ""),
    "director": ("director", _PLAYED, "creator"),
    "producer": ("producer", None, ""),
    "cast": ("actor", _PLAYED, "contributor"),
    "voice": ("actor", _PLAYED, "contributor"),
    "developer": ("creator", None, ""),
    "designer": ("creator", None, ""),
    "composer": ("musicBy", _PLAYED, "contributor"),
    "illustrator": ("illustrator", _BOOKS, "creator"),
    "artist": ("byArtist", frozenset(("MusicAlbum",)), "creator"),
    "translator": ("translator", None, ""),
    "narrator": ("readBy", frozenset(("Audiobook",)), "contributor"),
    "editor": ("editor", None, ""),
}
_RELATIONS = {
    "based-on": "isBasedOn",
    "remake-of": "isBasedOn",
    "merchandise-of": "isBasedOn",
    "esports-of": "isBasedOn",
    "edition-of": "exampleOfWork",
    "translation-of": "translationOfWork",
}
# A page is read by people too: what would only make it heavy stays out.
_NAMES = 4  # a property
_OFFERS = 2
_PARTS = 60  # of a family

_IN_STOCK = "https://schema.org/InStock"
_LEASE = "http://purl.org/goodrelations/v1#LeaseOut"  # a right is lent, not sold


def identifier_address(system: str, value: str) -> str:
    """Where a number of a register leads, or "" where we do not know the way."""
    form, address = ADDRESSES.get(system, (None, ""))
    if form is not None and form.fullmatch(value):
        return address.format(quote(value, safe="/"))
    return ""


# ---- a work ----------------------------------------------------------------------------


def schema_type(work: Work) -> str:
    """A work's type: its kind's, but a documentary or animation of one part is a film."""
    known = KINDS[work.kind].schema_org
    if work.kind in ("documentary", "animation") and work.screen is not None:
        screen = work.screen
        if screen.minutes and not screen.episodes and not screen.seasons:
            return "Movie"
    return known


def work_data(view: View, work: Work, title: str, description: str) -> Sequence[Data]:
    """A work and its place in the catalogue."""
    kind = schema_type(work)
    data: Data = {"@type": kind, "url": _page(view, work_path(work.id)), "name": title}
    others = _other_names(view, work, title)
    if others:
        data["alternateName"] = _one_or_more(others)
    if description:
        data["description"] = description
    cover = view.media.find(work.cover)
    if cover:
        data["image"] = _media(view, cover.derivatives[-1].name)
    languages = _languages(work)
    if languages:
        data["inLanguage"] = _one_or_more(languages)
    _add_offers(view, work, data)
    if kind == "EventSeries":
        data["organizer"] = _companies(view, work)
        about = [part for _, part in _related(view, work)]
        if about:
            data["about"] = _one_or_more(about)
        return data, crumbs(view, ("works/", view.gettext("Works")), title)
    label = view.localiser.label
    data["genre"] = _one_or_more([label("genre", genre) for genre in dict.fromkeys(work.genres)])
    if work.country:
        data["countryOfOrigin"] = {
            "@type": "Country",
            "name": view.localiser.territory(work.country),
        }
    if work.released:
        data["datePublished"] = str(work.released)
    if work.status:
        data["creativeWorkStatus"] = label("status", work.status)
    _add_people(view, work, kind, data)
    maker = "productionCompany" if kind in _SCREEN else "publisher"
    data[maker] = _companies(view, work)
    _add_particulars(view, work, kind, data)
    _add_identifiers(work, kind, data)
    family = view.catalog.families.get(work.family or "")
    if family:
        data["isPartOf"] = family_reference(view, family)
    for name, part in _related(view, work):
        found = data.get(name)
        data[name] = part if found is None else [*_many(found), part]
    if work.awards:
        data["award"] = _one_or_more([_award(view, award) for award in work.awards[:_NAMES]])
    return data, crumbs(view, ("works/", view.gettext("Works")), title)


def _other_names(view: View, work: Work, title: str) -> list[str]:
    own = work.title[view.works.own_tag(work)]
    names = [own, work.title.get("en", ""), *(work.alt_titles or {}).values()]
    return [name for name in dict.fromkeys(names) if name and name != title][:2]


def _languages(work: Work) -> list[str]:
    """The language it was made in first, then those in which it can be read or heard."""
    tags = [work.original_language] if work.original_language else []
    for version in work.languages:
        if version.text or version.audio or not version.subtitles:
            tags += version.lang
    return list(dict.fromkeys(tags))


def _companies(view: View, work: Work) -> Any:
    ids = [id for id in (work.company, *work.companies) if id in view.catalog.companies]
    first, *others = [company_reference(view, view.catalog.companies[id]) for id in ids]
    return _one_or_more([first, *({k: o[k] for k in ("@type", "name")} for o in others)])


def _add_people(view: View, work: Work, kind: str, data: Data) -> None:
    for person in work.people:
        name, types, other = _ROLES.get(person.role or "", ("contributor", None, ""))
        if types is not None and kind not in types:
            name = other
        type = "Organization" if person.role == "developer" else "Person"
        found = {"@type": type, "name": view.texts.plain(person.name)}
        if name not in data:
            data[name] = found
        elif len(_many(data[name])) < _NAMES:
            data[name] = [*_many(data[name]), found]


def _add_particulars(view: View, work: Work, kind: str, data: Data) -> None:
    screen, book, game = work.screen, work.book, work.game
    if screen and kind in _SCREEN:
        if screen.episodes and kind == "TVSeries":
            data["numberOfEpisodes"] = screen.episodes
        if screen.seasons and kind == "TVSeries":
            data["numberOfSeasons"] = screen.seasons
        if screen.minutes:
            data["timeRequired"] = f"PT{screen.minutes}M"
    if book and book.pages and kind == "Book":
        data["numberOfPages"] = book.pages
    if game and game.platforms and kind == "VideoGame":
        data["gamePlatform"] = _one_or_more(
            [view.localiser.label("platform", platform) for platform in game.platforms]
        )
    # What the system of a country only advises is not a rating.
    ratings = [f"{r.system} {r.value}" for r in work.ratings if r.system != "CN"]
    if ratings:
        data["contentRating"] = _one_or_more(ratings)
    if outside(work.trailer) and kind in _PLAYED:
        data["trailer"] = {
            "@type": "VideoObject",
            "name": data["name"],
            "url": outside(work.trailer),
        }


def _add_identifiers(work: Work, kind: str, data: Data) -> None:
    same, numbers = [], []
    for system, value in work.ids.items():
        address = outside(value) or identifier_address(system, value)
        if address:
            same.append(address)
        elif system == "isbn" and kind in _BOOKS:
            data["isbn"] = value
        else:
            numbers.append({"@type": "PropertyValue", "propertyID": system, "value": value})
    if same:
        data["sameAs"] = _one_or_more(same)
    if numbers:
        data["identifier"] = _one_or_more(numbers)


def _related(view: View, work: Work) -> Iterator[tuple[str, Data]]:
    for link in view.catalog.links_of(work.id):
        name = _RELATIONS.get(link.type)
        if name is None:
            continue
        if link.work is not None and schema_type(link.work) != "EventSeries":
            yield name, work_reference(view, link.work)
        elif link.title and link.kind != "esports":
            kind = KINDS[link.kind].schema_org if link.kind in KINDS else "CreativeWork"
            yield name, {"@type": kind, "name": view.texts.plain(link.title)}


def _award(view: View, award: Any) -> str:
    parts = [view.texts.plain(award.name), view.texts.plain(award.result), award.year]
    return ", ".join(str(part) for part in parts if part)


# ---- rights on offer -------------------------------------------------------------------


def _add_offers(view: View, work: Work, data: Data) -> None:
    lines = [line for line in work.rights if line.status == "available"][:_OFFERS]
    if lines:
        data["offers"] = _one_or_more([_offer(view, line, work.rights) for line in lines])


def _offer(view: View, line: RightsLine, lines: Sequence[RightsLine]) -> Data:
    """A line of rights as an offer: what is not in it, or taken by a narrower line, is named."""
    label = view.localiser.label
    offer: Data = {
        "@type": "Offer",
        "name": view.localiser.join([label("right", right) for right in line.right]),
        "availability": _IN_STOCK,
        "businessFunction": _LEASE,
        "areaServed": view.phrases.territory_names(line.territories),
    }
    closed = [*line.exclude, *_taken_within(line, lines)]
    if closed:
        offer["ineligibleRegion"] = view.phrases.territory_names(closed)
    if line.until:
        offer["validThrough"] = str(line.until.last_day())
    return offer


def _taken_within(line: RightsLine, lines: Sequence[RightsLine]) -> Iterator[str]:
    """Territories that another line takes out, of whatever language: rather too many."""
    others = [
        o for o in lines if o.status != "available" and not set(o.right).isdisjoint(line.right)
    ]
    if not others:
        return
    own = reach(line)
    for other in others:
        if len(reach(other)) < len(own):
            yield from other.territories


# ---- companies, families, services -----------------------------------------------------


def company_data(view: View, company: Company, name: str, description: str) -> Sequence[Data]:
    """A company, with the contacts that are public."""
    texts = view.texts
    own = view.companies.own_name(company)
    logo, wide = view.media.find(company.logo), view.media.find(company.wide)
    address = {
        "@type": "PostalAddress",
        "addressCountry": company.country,
        "addressRegion": company.region,
        "addressLocality": texts.plain(company.city),
    }
    same = [outside(url) for url in (company.website, *company.social.values())]
    data = {
        "@type": "Organization",
        "url": _page(view, company_path(company.id)),
        "name": name,
        "alternateName": own[1] if own else "",
        "legalName": texts.plain(company.legal_name),
        "description": description,
        "logo": _media(view, logo.derivatives[-1].name) if logo else "",
        "image": _media(view, wide.derivatives[-1].name) if wide else "",
        "foundingDate": str(company.founded or ""),
        "address": _known(address),
        "sameAs": _one_or_more([url for url in dict.fromkeys(same) if url]),
        "contactPoint": _one_or_more(
            [
                _known(
                    {
                        "@type": "ContactPoint",
                        "name": texts.plain(contact.name),
                        "contactType": texts.plain(contact.role),
                        "email": contact.email,
                        "telephone": dial(contact.phone or "", company.country) or contact.phone,
                        "availableLanguage": _one_or_more(contact.languages),
                    }
                )
                for contact in company.public_contacts
            ]
        ),
    }
    return _known(data), crumbs(view, ("companies/", view.gettext("Companies")), name)


def family_data(view: View, family: Family, name: str, description: str) -> Sequence[Data]:
    """A family and the works it consists of."""
    works = view.catalog.family_works(family.id)
    owner = view.catalog.companies.get(family.owner)
    own = view.companies.own_name(family)
    cover = view.media.find(family.cover)
    data = {
        **family_reference(view, family),
        "name": name,
        "alternateName": own[1] if own else "",
        "description": description,
        "image": _media(view, cover.derivatives[-1].name) if cover else "",
        "copyrightHolder": company_reference(view, owner) if owner else "",
        "hasPart": [
            work_reference(view, work)
            for work in works[:_PARTS]
            if schema_type(work) != "EventSeries"  # not a CreativeWork
        ],
    }
    return _known(data), crumbs(view, ("families/", view.gettext("Families")), name)


def service_data(view: View, service: Service, name: str, description: str) -> Sequence[Data]:
    """A service and who offers it."""
    company = view.catalog.companies.get(service.company or "")
    provider: Data = (
        company_reference(view, company)
        if company
        else {"@type": "Organization", "name": view.texts.plain(service.provider)}
    )
    data = {
        "@type": "Service",
        "url": _page(view, service_path(service.id)),
        "name": name,
        "description": description,
        "serviceType": view.localiser.label("service-type", service.type),
        "provider": provider if provider.get("name") else "",
        "areaServed": view.phrases.territory_names(service.regions) if service.regions else "",
    }
    return _known(data), crumbs(view, ("services/", view.gettext("Services")), name)


def work_reference(view: View, work: Work) -> Data:
    """A work, named on another page."""
    return {
        "@type": schema_type(work),
        "name": view.texts.plain(work.title),
        "url": _page(view, work_path(work.id)),
    }


def company_reference(view: View, company: Company) -> Data:
    """A company, named on another page."""
    return {
        "@type": "Organization",
        "name": view.texts.plain(company.name),
        "url": _page(view, company_path(company.id)),
    }


def family_reference(view: View, family: Family) -> Data:
    """A family, named on another page."""
    return {
        "@type": "CreativeWorkSeries",
        "name": view.texts.plain(family.name),
        "url": _page(view, family_path(family.id)),
    }


# ---- the fair --------------------------------------------------------------------------


def edition_data(view: View) -> Sequence[Data]:
    """The edition as an exhibition."""
    edition, texts = view.edition, view.texts
    hero = view.media.find(edition.theme.hero)
    data = {
        "@type": "ExhibitionEvent",
        "url": view.address,
        "name": texts.plain(edition.name),
        "description": texts.plain(edition.slogan),
        "startDate": str(edition.start),
        "endDate": str(edition.end),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": _venue(view, texts.plain(edition.venue.name)),
        "image": _media(view, hero.derivatives[-1].name) if hero else "",
        "organizer": _one_or_more(
            [{"@type": "Organization", "name": texts.plain(o)} for o in edition.organizers]
        ),
        "inLanguage": list(edition.languages),
    }
    return (_known(data),)


def _venue(view: View, name: str) -> Data:
    """The venue, or a place in it, which has its address."""
    venue = view.edition.venue
    address = _known(
        {
            "@type": "PostalAddress",
            "streetAddress": view.texts.plain(venue.address),
            "addressCountry": venue.country,
        }
    )
    place: Data = {
        "@type": "Place",
        "name": name,
        "address": address if len(address) > 1 else "",
        "url": outside(venue.url),
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": float(venue.lat),
            "longitude": float(venue.lon),
        }
        if venue.lat is not None and venue.lon is not None
        else "",
    }
    return _known(place)


def programme_data(view: View, events: Iterable[Event]) -> Sequence[Data]:
    """All events of the programme, each within the fair."""
    return tuple(_event(view, event) for event in events)


def _event(view: View, event: Event) -> Data:
    texts, catalog = view.texts, view.catalog
    hall = view.edition.hall(event.hall_id(view.edition) or "")
    place = view.stands.hall_title(hall) if hall else texts.plain(event.place)
    venue = texts.plain(view.edition.venue.name)
    hosts = [catalog.companies[id] for id in event.hosts if id in catalog.companies]
    screening = event.type == "screening"
    zone = ZoneInfo(view.edition.timezone)
    works = [
        work_reference(view, catalog.works[id])
        for id in event.works
        if id in catalog.works and schema_type(catalog.works[id]) != "EventSeries"
    ]
    shown = [work for work in works if work["@type"] == "Movie"] if screening else []
    data = {
        "@type": "ScreeningEvent" if screening else "Event",
        "name": texts.plain(event.title),
        "description": plain_text(texts.plain(event.about)) if event.about else "",
        "url": f"{_page(view, 'programme/')}#{catalog.event_id(event)}",
        "startDate": event.start.replace(tzinfo=zone).isoformat(timespec="minutes"),
        "endDate": event.end.replace(tzinfo=zone).isoformat(timespec="minutes"),
        "location": _venue(view, ", ".join(dict.fromkeys((place, venue)))),
        "organizer": _one_or_more([company_reference(view, host) for host in hosts]),
        "performer": _one_or_more(
            [{"@type": "Person", "name": texts.plain(name)} for name in event.speakers]
        ),
        "workPresented": _one_or_more(shown),
        "about": _one_or_more([work for work in works if work not in shown]),
        "inLanguage": _one_or_more(event.languages),
    }
    return _known(data)


def crumbs(view: View, section: tuple[str, str], title: str) -> Data:
    """The way from a section (its path and name) to the page."""
    path, name = section
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": name, "item": _page(view, path)},
            {"@type": "ListItem", "position": 2, "name": title},
        ],
    }


def list_crumbs(view: View, name: str, title: str) -> Sequence[Data]:
    """The way to a list of works."""
    return (crumbs(view, ("works/", view.gettext("Works")), title),) if "/" in name else ()


# ---- addresses -------------------------------------------------------------------------


def _page(view: View, path: str) -> str:
    return view.address + path


def _media(view: View, name: str) -> str:
    return f"{view.address.removesuffix(view.lang + '/')}media/{name}"


# ---- shapes ----------------------------------------------------------------------------


def _known(data: Mapping[str, Any]) -> Data:
    """Without what is not known."""
    return {name: value for name, value in data.items() if value or value == 0}


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _one_or_more(values: Sequence[Any]) -> Any:
    """A single value as itself; none as an empty list, which `_known` leaves out."""
    return values[0] if len(values) == 1 else list(values)
