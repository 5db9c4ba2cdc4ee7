"""What the kiosk's script is told, one classic script a language: who it stands for, what to show
while nobody touches it, when events are, and what can be typed in pinyin.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from catalog.booth.choice import Choice
from catalog.booth.interface_texts import WORDS
from catalog.core.formats import compact_json
from catalog.edition.localise import Localiser, direction
from catalog.edition.resolve import Catalog
from catalog.media.accent import CELADON, accent_tones
from catalog.media.images import cover_ground
from catalog.media.pictures import Pictures
from catalog.models.edition import Event, stand_code
from catalog.models.texts import Text
from catalog.models.vocabularies import KINDS
from catalog.models.work import Work
from catalog.web.pages.plan import company_path, hall_path, work_path
from catalog.web.search.finder.chinese import spell_pinyin

INDEX = "index.html"
ATTRACTING = 6
"""Works that the attract loop shows."""
REST, COUNT = 60, 30
"""Seconds without a touch until the visitor is asked, and until everything starts over."""

_TERMS = 3000
_LONGEST = 12  # characters of a term
_PLAIN_HAN = re.compile(rf"[\u3400-\u9fff]{{2,{_LONGEST}}}")


def kiosk_data(
    catalog: Catalog,
    localisers: Mapping[str, Localiser],
    pictures: Pictures,
    choice: Choice,
    site: str,
) -> dict[str, bytes]:
    """The scripts by file name: ``kiosk-data-en.js`` …

    Args:
        catalog: the part of the edition that the booth shows.
        localisers: of the booth's languages, the default one first.
        site: the edition's public address, with a slash at its end.
    """
    works = attracting(catalog)
    accent = accent_of(catalog)
    terms = pinyin_terms(catalog, localisers)
    begin = WORDS["touch"]
    files = {}
    for tag, localiser in localisers.items():
        data = {
            "site": site,
            "edition": catalog.edition.id,
            "name": _plain(localiser, catalog.edition.name),
            "place": _plain(localiser, catalog.edition.venue.name),
            "dates": localiser.date_range(catalog.edition.start, catalog.edition.end),
            "lang": tag,
            "home": next(iter(localisers)),
            "languages": [
                {"tag": t, "name": localisers[t].own_name(t), "dir": direction(t)}
                for t in catalog.edition.languages
                if t in localisers
            ],
            "timezone": catalog.edition.timezone,
            **_days(catalog),
            "booth": {**booth_of(catalog, localiser, choice), "accent": accent},
            "idle": {"rest": REST, "count": COUNT},
            "attract": [_attract(work, catalog, localisers, localiser, pictures) for work in works],
            "events": [_event(event, catalog, localiser) for event in catalog.events],
            "terms": terms,
            "touch": {t: localisers[t].gettext(begin) for t in localisers},
            "counts": {"works": len(catalog.works), "companies": len(catalog.companies)},
            "words": {key: localiser.gettext(text) for key, text in WORDS.items()},
        }
        text = compact_json(data)
        files[f"kiosk-data-{tag}.js"] = f"showcase.booth={text};\n".encode()
    return files


def booth_of(catalog: Catalog, localiser: Localiser, choice: Choice) -> dict[str, Any]:
    """Whose booth it is, in words, and where its own page is."""
    if choice.kind == "edition":
        name = _plain(localiser, catalog.edition.name)
        return {"kind": "edition", "id": None, "name": name, "path": ""}
    id = choice.ids[0]
    if choice.kind == "company":
        names = [_plain(localiser, catalog.companies[c].name) for c in choice.ids]
        path = company_path(id) + INDEX
        return {"kind": "company", "id": id, "name": localiser.join(names), "path": path}
    hall = catalog.edition.hall(id)
    name = _plain(localiser, hall.name if hall else None) or id
    return {"kind": "hall", "id": id, "name": name, "path": hall_path(id) + INDEX}


def attracting(catalog: Catalog) -> list[Work]:
    """The works of the attract loop: the featured ones, then others, those with a wide picture
    before those without.
    """
    ids = dict.fromkeys((*catalog.edition.featured, *catalog.works))
    works = [catalog.works[id] for id in ids if id in catalog.works]
    featured = set(catalog.edition.featured)
    works.sort(key=lambda w: (w.id not in featured, w.wide is None))
    return works[:ATTRACTING]


def accent_of(catalog: Catalog) -> str | None:
    """The booth's colour as it is on a dark page; None for the design's own."""
    accent = catalog.edition.theme.accent
    if accent is None or accent == CELADON:
        return None
    return accent_tones(accent)["slate"]["--sc-key"]


# ---- parts -----------------------------------------------------------------------------


def _plain(localiser: Localiser, text: Text | None) -> str:
    shown = localiser.text(text)
    return shown.value if shown else ""


def _days(catalog: Catalog) -> dict[str, Any]:
    edition = catalog.edition
    first, last = edition.start.first_day(), edition.end.last_day()
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    after = last + dt.timedelta(days=1)
    return {
        "days": [day.isoformat() for day in days],
        "start": _epoch(dt.datetime.combine(first, dt.time()), edition.timezone),
        "end": _epoch(dt.datetime.combine(after, dt.time()), edition.timezone),
    }


def _epoch(local: dt.datetime, zone: str) -> int:
    """Milliseconds since 1970, as the browser's clock counts them."""
    return int(local.replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


def _attract(
    work: Work,
    catalog: Catalog,
    localisers: Mapping[str, Localiser],
    localiser: Localiser,
    pictures: Pictures,
) -> dict[str, Any]:
    own = work.own_language or catalog.site.source_language
    own = own if own in work.title else next(iter(work.title))
    return {
        "id": work.id,
        "path": work_path(work.id) + INDEX,
        "seal": KINDS[work.kind].seal,
        "line": _line(work, catalog, localiser),
        **_shown(work, pictures),
        "own": {"text": work.title[own], "lang": own, "dir": direction(own)},
        "titles": {tag: work.title[tag] for tag in localisers if tag in work.title},
        "loglines": {tag: work.logline[tag] for tag in localisers if tag in work.logline},
    }


def _line(work: Work, catalog: Catalog, localiser: Localiser) -> str:
    """``Drama series, Huace, 3 · B12``."""
    comma = localiser.join(["", ""])
    apart = localiser.dot != comma
    stands = catalog.stands_showing(work.id)
    company = _plain(localiser, catalog.companies[work.company].name)
    if stands:
        company += (" " if apart else comma) + stand_code(stands[0].number, stands[0].hall)
    return localiser.label("kind", work.kind) + localiser.dot + company


def _shown(work: Work, pictures: Pictures) -> dict[str, Any]:
    """The wide picture for wide screens, the cover for upright ones, and the ground of both."""
    found: dict[str, Any] = {"wide": None, "cover": None, "ground": None}
    for name, image in (("cover", work.cover), ("wide", work.wide)):
        picture = pictures.by_path.get(image.path) if image else None
        if picture:
            last = picture.derivatives[-1]
            size = {"width": last.width, "height": last.height}
            found[name] = {"src": f"media/{last.name}", **size, "drawn": False}
            found["ground"] = picture.ground
    drawn = pictures.covers.get(work.id)
    if drawn and not found["cover"]:
        found["cover"] = {"src": f"media/{drawn}", "width": 600, "height": 800, "drawn": True}
    return {**found, "ground": found["ground"] or cover_ground(work.id, work.family or "")}


def _event(event: Event, catalog: Catalog, localiser: Localiser) -> dict[str, Any]:
    edition = catalog.edition
    shown = localiser.text(event.title)
    hall = edition.hall(event.hall_id(edition) or "")
    id = catalog.event_id(event)
    return {
        "id": id,
        "title": shown.value if shown else "",
        "lang": shown.lang if shown else localiser.lang,
        "start": _epoch(event.start, edition.timezone),
        "end": _epoch(event.end, edition.timezone),
        "day": localiser.day(event.start.date()),
        "time": f"{localiser.time(event.start)}–{localiser.time(event.end)}",
        "place": _plain(localiser, hall.name if hall and hall.name else event.place),
        "path": f"programme/{INDEX}#{id}",
    }


def pinyin_terms(
    catalog: Catalog, localisers: Mapping[str, Localiser]
) -> list[tuple[list[str], str]]:
    """What the keyboard can write in Chinese: syllables and the catalogue's own names, short ones
    first.

    A name with other characters in it gives its Chinese parts.
    """
    found: dict[str, list[str]] = {}
    for text in _named(catalog, localisers):
        for term in _PLAIN_HAN.findall(text):
            if term not in found:
                syllables = spell_pinyin(term)[0].split()
                if len(syllables) == len(term):
                    found[term] = syllables
    terms = sorted(found.items(), key=lambda pair: (len(pair[0]), pair[1]))
    return [(syllables, term) for term, syllables in terms][:_TERMS]


def _named(catalog: Catalog, localisers: Mapping[str, Localiser]) -> Iterator[str]:
    texts: list[Text | None] = []
    for work in catalog.works.values():
        texts += [work.title, work.alt_titles, *(person.name for person in work.people)]
    texts += [company.name for company in catalog.companies.values()]
    texts += [family.name for family in catalog.families.values()]
    texts += [event.title for event in catalog.events]
    for text in texts:
        for tag, value in (text or {}).items():
            if tag.startswith("zh"):
                yield value
    chinese = next((one for tag, one in localisers.items() if tag.startswith("zh")), None)
    if chinese:
        for work in catalog.works.values():
            yield from (chinese.label("genre", genre) for genre in work.genres)
            yield chinese.label("kind", work.kind)
