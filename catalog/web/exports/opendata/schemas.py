"""The JSON Schema of ``catalog.json``: what other programs may rely on."""

from __future__ import annotations

from typing import Any

from catalog.models.vocabularies import KINDS, RELATIONS, RIGHT_STATES, RIGHTS, STATUSES

Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"

STRING: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
YES_NO: Schema = {"type": "boolean"}
URL: Schema = {"type": "string", "pattern": "^https?://"}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


TEXT, TAG, DATE, ID = _ref("text"), _ref("tag"), _ref("date"), _ref("id")


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _map(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


def _one_of(terms: Any) -> Schema:
    return {"enum": list(terms)}


def _object(required: str = "", /, **properties: Schema) -> Schema:
    """An object with no other properties; a name that is a word of Python ends in ``_``."""
    return {
        "type": "object",
        "properties": {name.rstrip("_"): schema for name, schema in properties.items()},
        "required": required.split(),
        "additionalProperties": False,
    }


def _said(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


_IMAGE = _object(
    "url width height",
    url=URL,
    width=COUNT,
    height=COUNT,
    alt=TEXT,
    caption=TEXT,
    credit=TEXT,
    licence=STRING,
    illustration=_said(YES_NO, "Drawn for the catalogue, not the work's own artwork."),
)

_CONTACT = _object(
    "name",
    name=TEXT,
    role=TEXT,
    email=STRING,
    phone=STRING,
    wechat=STRING,
    qq=STRING,
    whatsapp=STRING,
    languages=_list(TAG),
)

_RIGHT = _object(
    "right status territories",
    right=_list(_one_of(RIGHTS)),
    status=_one_of(RIGHT_STATES),
    territories=_said(
        _list(STRING), "ISO 3166-1 alpha-2 codes and sets such as WORLD, EUROPE, GCC."
    ),
    except_=_said(_list(STRING), "Territories that are not meant."),
    languages=_said(
        {"anyOf": [{"const": "all"}, _list(TAG)]}, "Left out where the owner states none."
    ),
    exclusive=YES_NO,
    until=DATE,
    note=TEXT,
)

_WORK = _object(
    "id company kind title logline genres",
    id=_said(ID, "<company>/<work>"),
    company=ID,
    companies=_said(_list(ID), "Other companies that made it."),
    kind=_one_of(KINDS),
    title=TEXT,
    alt_titles=TEXT,
    logline=TEXT,
    genres=_list(STRING),
    synopsis=_said(TEXT, "Markdown, as are the longer texts below."),
    selling_points=TEXT,
    audience=TEXT,
    values=_said(TEXT, "What the work carries."),
    comparables=TEXT,
    localisation_notes=_said(TEXT, "What a reader elsewhere needs explained."),
    original_language=TAG,
    country=STRING,
    added=_said(DATE, "When it came into the catalogue."),
    status=_one_of(STATUSES),
    released=DATE,
    people=_list(_object("name", name=TEXT, role=STRING)),
    languages=_said(
        _list(
            _object("lang", lang=_list(TAG), text=YES_NO, audio=YES_NO, subtitles=YES_NO),
        ),
        "In which languages it exists, and how.",
    ),
    book=_object(
        words=COUNT,
        chapters=COUNT,
        pages=COUNT,
        complete=YES_NO,
        serial_platform=TEXT,
        sample=URL,
    ),
    screen=_object(
        seasons=COUNT,
        episodes=COUNT,
        minutes=_said(COUNT, "Of one episode, or of the film."),
        format=STRING,
        resolution=STRING,
        aspect=STRING,
        original_audio=TAG,
        delivery=STRING,
    ),
    game=_object(
        platforms=_list(STRING),
        stores=_map(URL),
        engine=STRING,
        players=STRING,
        model=STRING,
        online=YES_NO,
        demo=URL,
    ),
    ratings=_list(_object("system value", system=STRING, value=STRING)),
    ids=_said(_map(STRING), "System (isbn, imdb, wikidata …) → identifier."),
    licences=_list(_object("type number", type=STRING, number=STRING, date=DATE)),
    rights=_said(
        _list(_RIGHT),
        "A line for fewer countries overrides a line for more. What no line speaks of is not "
        "stated, and not open.",
    ),
    relations=_said(
        _list(
            _object(
                "type",
                type=_one_of(RELATIONS),
                work=_said(ID, "A work of this catalogue; else there is a title."),
                title=TEXT,
                kind=_one_of(KINDS),
                public_domain=YES_NO,
            )
        ),
        "In both directions.",
    ),
    family=ID,
    seeking=_list(STRING),
    cover=_ref("image"),
    wide=_ref("image"),
    gallery=_list(_ref("image")),
    trailer=URL,
    screener=_object(
        "access",
        url=_said(URL, "Only where the access is public."),
        access=_one_of(("public", "request")),
    ),
    awards=_list(_object("name", name=TEXT, year={"type": "integer"}, result=TEXT)),
    facts=_list(_object("text", text=TEXT, source=URL, as_of=DATE)),
)

_COMPANY = _object(
    "id name type country about",
    id=ID,
    name=TEXT,
    legal_name=TEXT,
    type=_list(STRING),
    country=STRING,
    region=STRING,
    city=TEXT,
    about=_said(TEXT, "Markdown."),
    founded=DATE,
    size=STRING,
    website=URL,
    social=_map(URL),
    markets=_list(STRING),
    looking_for=TEXT,
    languages=_list(TAG),
    contacts=_said(_list(_ref("contact")), "Those that the company made public."),
    logo=_ref("image"),
    wide=_ref("image"),
    gallery=_list(_ref("image")),
)

_FAMILY = _object(
    "id name works",
    id=ID,
    name=TEXT,
    owner=ID,
    about=TEXT,
    universe=TEXT,
    style_guide=URL,
    cover=_ref("image"),
    works=_list(ID),
    timeline=_list(_object("date text", date=DATE, text=TEXT, work=ID)),
)

_SERVICE = _object(
    "id name type about",
    id=ID,
    name=TEXT,
    company=_said(ID, "Who offers it, where that is an exhibitor; else `provider`."),
    provider=TEXT,
    type=STRING,
    about=_said(TEXT, "Markdown."),
    languages=_list(TAG),
    regions=_list(STRING),
    cost=STRING,
    contact=_ref("contact"),
    url=URL,
)

_STAND = _object(
    "hall number companies",
    hall=ID,
    number=STRING,
    companies=_list(ID),
    works=_said(_list(ID), "Left out: all works of the companies."),
    languages=_list(TAG),
    meeting_url=URL,
)

_EVENT = _object(
    "id title start end",
    id=ID,
    title=TEXT,
    start={"type": "string", "format": "date-time"},
    end={"type": "string", "format": "date-time"},
    hall=_said(ID, "Where it happens; else `place`."),
    place=TEXT,
    type=STRING,
    about=TEXT,
    hosts=_list(ID),
    speakers=_list(TEXT),
    works=_list(ID),
    languages=_list(TAG),
    url=URL,
)

_EDITION = _object(
    "id name start end timezone venue languages halls",
    id=ID,
    name=TEXT,
    slogan=TEXT,
    start=DATE,
    end=DATE,
    timezone=STRING,
    venue=_object(
        "name",
        name=TEXT,
        address=TEXT,
        country=STRING,
        url=URL,
        lat={"type": ["number", "string"]},
        lon={"type": ["number", "string"]},
    ),
    organizers=_list(TEXT),
    admission=STRING,
    languages=_list(TAG),
    notice=_said(TEXT, "What visitors are told on every page."),
    contact=_object(name=TEXT, email=STRING, phone=STRING, url=URL),
    halls=_list(_object("id", id=ID, name=TEXT, floor=STRING)),
)


def catalog_schema(base: str) -> Schema:
    """The schema, as it is published.

    Args:
        base: the public address of the edition, with a slash at its end.
    """
    sections = {
        "companies": _COMPANY,
        "works": _WORK,
        "families": _FAMILY,
        "services": _SERVICE,
        "stands": _STAND,
        "events": _EVENT,
    }
    whole = _object(
        "format site edition pages companies works families services stands events",
        format=_said({"const": 1}, "Grows when something changes its meaning or goes."),
        site=_object("name", name=TEXT),
        edition=_EDITION,
        pages=_said(_map(STRING), "Addresses of pages, for a language and an id."),
        **{name: _list(schema) for name, schema in sections.items()},
    )
    whole["properties"]["$schema"] = STRING
    return {
        "$schema": _DRAFT,
        "$id": f"{base}data/catalog.schema.json",
        "title": "The public catalogue of one edition of the fair",
        **whole,
        "$defs": {
            "text": _said(
                {"type": "object", "additionalProperties": STRING, "minProperties": 1},
                "A text in one or more languages: BCP 47 tag → string.",
            ),
            "tag": _said(
                {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
                "A language, BCP 47.",
            ),
            "date": _said(
                {"type": "string", "pattern": "^\\d{4}(-\\d{2}(-\\d{2})?)?$"},
                "A date at the precision at which it is known.",
            ),
            "id": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9-]+)?$"},
            "image": _IMAGE,
            "contact": _CONTACT,
        },
    }
