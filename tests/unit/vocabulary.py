"""What schema.org says of the types and properties that we use (release 29), and a walk by it.

Facts looked up in its vocabulary: parents of each type, properties by the type that introduces
them, and what a property's value may be. Only what our pages use stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

PARENTS: dict[str, tuple[str, ...]] = {
    "Thing": (),
    "AudioObject": ("MediaObject",),
    "Audiobook": ("AudioObject", "Book"),
    "Book": ("CreativeWork",),
    "BreadcrumbList": ("ItemList",),
    "Collection": ("CreativeWork",),
    "ComicSeries": ("Periodical",),
    "ContactPoint": ("Intangible",),
    "Country": ("Place",),
    "CreativeWork": ("Thing",),
    "CreativeWorkSeries": ("CreativeWork",),
    "DataDownload": ("MediaObject",),
    "Dataset": ("CreativeWork",),
    "Event": ("Thing",),
    "EventSeries": ("Event",),
    "ExhibitionEvent": ("Event",),
    "GeoCoordinates": ("Intangible",),
    "Intangible": ("Thing",),
    "ItemList": ("Intangible",),
    "ListItem": ("Intangible",),
    "MediaObject": ("CreativeWork",),
    "Movie": ("CreativeWork",),
    "MusicAlbum": ("CreativeWork",),
    "Offer": ("Intangible",),
    "Organization": ("Thing",),
    "Periodical": ("CreativeWorkSeries",),
    "Person": ("Thing",),
    "Place": ("Thing",),
    "PostalAddress": ("ContactPoint",),
    "Product": ("Thing",),
    "ProductCollection": ("Collection", "Product"),
    "PropertyValue": ("Intangible",),
    "ScreeningEvent": ("Event",),
    "Service": ("Intangible",),
    "TVSeries": ("CreativeWorkSeries",),
    "VideoGame": ("CreativeWork",),
    "VideoObject": ("MediaObject",),
}

OWN: dict[str, str] = {
    "Audiobook": "readBy",
    "Book": "illustrator isbn numberOfPages",
    "ContactPoint": "areaServed availableLanguage contactType email telephone",
    "CreativeWork": "about author award contentRating contributor copyrightHolder countryOfOrigin "
    "creativeWorkStatus creator datePublished editor encodingFormat exampleOfWork genre hasPart "
    "inLanguage isAccessibleForFree isBasedOn isPartOf license offers position producer provider "
    "publisher timeRequired translationOfWork translator",
    "CreativeWorkSeries": "endDate startDate",
    "Dataset": "distribution",
    "Event": "about actor contributor director endDate eventAttendanceMode eventStatus inLanguage "
    "location offers organizer performer startDate translator",
    "GeoCoordinates": "latitude longitude",
    "ItemList": "itemListElement",
    "ListItem": "item position",
    "MediaObject": "contentUrl encodingFormat productionCompany",
    "Movie": "actor countryOfOrigin director musicBy productionCompany trailer",
    "MusicAlbum": "byArtist",
    "Offer": "areaServed availability businessFunction ineligibleRegion validThrough",
    "Organization": "address areaServed contactPoint email foundingDate legalName logo telephone",
    "Place": "address geo",
    "PostalAddress": "addressCountry addressLocality addressRegion streetAddress",
    "PropertyValue": "propertyID value",
    "ScreeningEvent": "workPresented",
    "Service": "areaServed provider serviceType",
    "TVSeries": "actor countryOfOrigin director musicBy numberOfEpisodes numberOfSeasons "
    "productionCompany trailer",
    "Thing": "alternateName description identifier image name sameAs url",
    "VideoGame": "actor director gamePlatform musicBy trailer",
}

# Values that are written: a form each. Everything else that is not a thing must be text.
_URL = re.compile(r"https?://[^\s<>\"]+")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z))?)?)?")
FORMS: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(["url", "image", "logo", "sameAs", "contentUrl", "item", "license"], _URL),
    **dict.fromkeys(
        ["datePublished", "foundingDate", "startDate", "endDate", "validThrough"], _DATE
    ),
    "availability": re.compile(r"https://schema\.org/InStock"),
    "businessFunction": re.compile(r"http://purl\.org/goodrelations/v1#(LeaseOut|Sell)"),
    "eventStatus": re.compile(r"https://schema\.org/EventScheduled"),
    "eventAttendanceMode": re.compile(r"https://schema\.org/OfflineEventAttendanceMode"),
    "inLanguage": re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
    "timeRequired": re.compile(r"PT\d+M"),
    "isbn": re.compile(r"[\dXx -]{10,17}"),
}
NUMBERS = frozenset(
    ["numberOfEpisodes", "numberOfSeasons", "numberOfPages", "position", "latitude", "longitude"]
)
_SOMEBODY = ("Organization", "Person")
THINGS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        [
            "author",
            "translator",
            "contributor",
            "creator",
            "producer",
            "publisher",
            "organizer",
            "performer",
            "provider",
            "copyrightHolder",
        ],
        _SOMEBODY,
    ),
    **dict.fromkeys(
        ["editor", "illustrator", "readBy", "director", "actor", "musicBy", "byArtist"], ("Person",)
    ),
    "productionCompany": ("Organization",),
    "isPartOf": ("CreativeWork",),
    "hasPart": ("CreativeWork",),
    "isBasedOn": ("CreativeWork", "Product"),
    "exampleOfWork": ("CreativeWork",),
    "translationOfWork": ("CreativeWork",),
    "workPresented": ("Movie",),
    "about": ("Thing",),
    "offers": ("Offer",),
    "trailer": ("VideoObject",),
    "countryOfOrigin": ("Country",),
    "identifier": ("PropertyValue",),
    "address": ("PostalAddress",),
    "contactPoint": ("ContactPoint",),
    "location": ("Place",),
    "geo": ("GeoCoordinates",),
    "itemListElement": ("ListItem",),
    "distribution": ("DataDownload",),
}


def ancestors(type_: str) -> set[str]:
    """A type and all that it is."""
    return {type_}.union(*(ancestors(parent) for parent in PARENTS[type_]))


def properties(type_: str) -> set[str]:
    """All that can be said of a type, inherited included."""
    return {name for one in ancestors(type_) for name in OWN.get(one, "").split()}


def faults(data: Any, path: str = "") -> Iterator[str]:
    """What in a thing (or a whole document) schema.org does not know."""
    if not path:
        if data.get("@context") != "https://schema.org":
            yield f"context {data.get('@context')}"
        things = data.get("@graph", [{k: v for k, v in data.items() if k != "@context"}])
        for place, thing in enumerate(things):
            yield from faults(thing, f"[{place}]")
        return
    type_ = data.get("@type")
    if type_ not in PARENTS:
        yield f"{path}: type {type_}"
        return
    known = properties(type_)
    for name, value in data.items():
        if name == "@type":
            continue
        if name not in known:
            yield f"{path}: {name} is not said of {type_}"
        if value in ("", [], {}, None):
            yield f"{path}.{name}: empty"
        for one in value if isinstance(value, list) else [value]:
            yield from _value_faults(name, one, f"{path}.{name}")


def _value_faults(name: str, value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("@type") not in PARENTS:
            yield f"{path}: type {value.get('@type')}"
        elif ancestors(value["@type"]).isdisjoint(THINGS.get(name, ())):
            yield f"{path}: {value['@type']} where {THINGS.get(name)} is expected"
        yield from faults(value, path)
    elif name in NUMBERS:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            yield f"{path}: {value!r} is no number"
    elif name == "isAccessibleForFree":
        if value is not True:
            yield f"{path}: {value!r}"
    elif not isinstance(value, str):
        yield f"{path}: {value!r} is no text"
    elif name in THINGS and name != "about":
        yield f"{path}: {value!r} is no thing"
    elif name in FORMS and not FORMS[name].fullmatch(value):
        yield f"{path}: {value!r} has another form"
