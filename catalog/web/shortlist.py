"""What the page of the visitor's own list needs: short codes of works, and their data.

A list travels in an address as codes, so that sixty works fit a QR code that a phone reads at
once. A code is the beginning of a hash of the work's id: five letters, for any work that shares
them with none. So it depends on no order and no other work, and stays as works are added. Where
two works do share five letters both are written with more; an older link, with five, then brings
both: rather one work too many than one lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from catalog.core.formats import compact_json
from catalog.edition.former_ids import former_work_ids
from catalog.edition.resolve import Catalog
from catalog.models.edition import Stand
from catalog.models.vocabularies import KINDS
from catalog.models.work import Work
from catalog.web.exports.calendars_and_cards import (
    card_view,
    event_uid,
    render_calendar,
    render_cards,
    render_event,
    revise_events,
)
from catalog.web.exports.revisions import Revision
from catalog.web.pages.texts import ROOT, outside
from catalog.web.pages.view import View

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: what a QR code packs well, without letters that look like digits."""

SHORT = 5
_SHARD = 600  # works in one file
_SHARDS = 32  # at most: what the first letter tells apart


# ---- codes -----------------------------------------------------------------------------


def hash_id(id: str) -> int:
    """32 bits, each depending on every letter: FNV-1a, then MurmurHash3's last steps.

    ``shortlist-page.js`` does the same.
    """
    value = 0x811C9DC5
    for byte in id.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    value = (value ^ value >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    value = (value ^ value >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return value ^ value >> 16


def letters(id: str, number: int, hasher: Callable[[str], int] = hash_id) -> str:
    """The first letters of an id's hash; as many as asked for."""
    found, turn = "", 0
    while len(found) < number:
        # In front: two ids of one hash would keep it whatever follows them.
        value = hasher(f"{turn}\n{id}" if turn else id)
        found += "".join(ALPHABET[value >> shift & 31] for shift in range(27, 1, -5))
        turn += 1
    return found[:number]


def make_codes(ids: Iterable[str], hasher: Callable[[str], int] = hash_id) -> dict[str, str]:
    """Id → code. Codes are five letters long, or a multiple of it where those are shared."""
    codes: dict[str, str] = {}
    length, left = SHORT, sorted(set(ids))
    while left:
        short = {id: letters(id, length, hasher) for id in left}
        taken = Counter(short.values())
        codes |= {id: code for id, code in short.items() if taken[code] == 1}
        left = [id for id in left if taken[short[id]] > 1]
        length += SHORT
    return codes


# ---- data ------------------------------------------------------------------------------


def make_shortlist(
    catalog: Catalog, views: Mapping[str, View], former: Mapping[str, Revision] | None = None
) -> Iterator[tuple[str, bytes]]:
    """The files of the list's page, one by one: path below ``/<edition>/``, and content.

    Args:
        views: language → its view, of each language of the edition.
        former: UID → what was published of each event before.

    They are classic scripts that hand their data to ``showcase.list``, so that they run from
    a disk. ``data/shortlist-<lang>.js`` is enough for a fair of some hundred works; larger ones
    have files of works beside it, by the first letter of their codes. ``…-take-<lang>.js`` is
    loaded when a visitor takes contacts and events away.
    """
    codes = make_codes(catalog.works)
    walk = [
        stand
        for hall in catalog.edition.halls
        for stand in sorted(catalog.stands_in(hall.id), key=_passed)
    ]
    places = {(stand.hall, stand.number): place for place, stand in enumerate(walk)}
    events = {catalog.event_id(event): place for place, event in enumerate(catalog.events)}
    makers = {id: place for place, id in enumerate(catalog.companies)}
    shards = 1
    while len(catalog.works) > _SHARD * shards and shards < _SHARDS:
        shards *= 2
    sharded: list[list[str]] = [[] for _ in range(shards)]
    for id in catalog.works:
        sharded[ALPHABET.index(codes[id][0]) * shards // len(ALPHABET)].append(id)
    rows: dict[str, list[str]] = {}
    for number, ids in enumerate(sharded):
        rows = {tag: [] for tag in views}
        for id in ids:  # each looked at once, for all languages
            work = catalog.works[id]
            stops = [places[s.hall, s.number] for s in catalog.stands_showing(id)]
            row = _Row(
                work,
                codes[id],
                makers[work.company],
                min(stops, default=-1),
                [events[catalog.event_id(event)] for event in catalog.events_with(id)],
            )
            for tag, view in views.items():
                rows[tag].append(compact_json(_work(view, row)))
        if shards > 1:
            for tag, some in rows.items():
                yield f"data/shortlist-{tag}-{number}.js", _script({}, some)
    reader = card_view(catalog, views)
    cards = {id: render_cards(reader, company) for id, company in catalog.companies.items()}
    aliases = _former(catalog)
    revisions = revise_events(catalog, former or {})
    for tag, view in views.items():
        base: dict[str, Any] = {
            "edition": view.texts.plain(view.edition.name),
            "halls": [view.stands.hall_title(hall) for hall in view.edition.halls],
            "stands": [_stand(view, stand) for stand in walk],
            "companies": list(_companies(view, events)),
            "former": aliases,
            "plurals": _plurals(view),
            "columns": _columns(view),
            "shards": shards,
        }
        yield f"data/shortlist-{tag}.js", _script(base, rows[tag] if shards == 1 else None)
        entries = [
            render_event(view, event, revisions[event_uid(catalog, event)])
            for event in catalog.events
        ]
        calendar = render_calendar(view, ["\0"]).split("\0")
        take = {"cards": cards, "calendar": calendar, "entries": entries}
        yield f"data/shortlist-take-{tag}.js", _script(take)


def _passed(stand: Stand) -> list[tuple[int, str]]:
    """B9 comes before B10."""
    parts = re.findall(r"(\d+)|(\D+)", stand.number)
    return [(int(digits or 0), letters) for digits, letters in parts]


class _Row(NamedTuple):
    """A work with what is the same in all languages: places in the lists of other things."""

    work: Work
    code: str
    maker: int
    stop: int  # -1: no stand
    events: list[int]


def _work(view: View, row: _Row) -> list[Any]:
    """The columns of a work; ``shortlist-page.js`` names them."""
    work = row.work
    shown = view.localiser.text(work.title)
    second = view.works.second_name(work)
    picture = view.media.find(work.cover)
    cover = picture.derivatives[0].name if picture else view.media.covers.get(work.id, "")
    return [
        work.id,
        row.code,
        shown.value if shown else work.id,
        shown.lang if shown and shown.fallback else "",
        second[1] if second else "",
        second[0] if second else "",
        KINDS[work.kind].seal,
        view.phrases.separator.join(
            p for p in (view.works.kind(work), view.phrases.year(work.released)) if p
        ),
        cover,
        [picture.width, picture.height] if picture else [600, 800],
        row.maker,
        row.stop,
        row.events,
    ]


def _stand(view: View, stand: Stand) -> list[Any]:
    """Hall's place, code as on a sign, number alone, way to its times for meetings, its plan."""
    places = [hall.id for hall in view.edition.halls]
    return [
        places.index(stand.hall),
        view.stands.label(stand),
        stand.number,
        outside(stand.meeting_url),
        view.stands.href(stand).removeprefix(ROOT),
    ]


def _companies(view: View, events: Mapping[str, int]) -> Iterator[list[Any]]:
    """Id, name, its language where it is another, the address to write to, places of events."""
    for company in view.catalog.companies.values():
        name = view.localiser.text(company.name)
        mail = next((c.email for c in company.public_contacts if c.email), "")
        yield [
            company.id,
            name.value if name else company.id,
            name.lang if name and name.fallback else "",
            mail,
            [events[view.catalog.event_id(e)] for e in view.catalog.events_of(company.id)],
        ]


def _former(catalog: Catalog) -> dict[str, str]:
    """Former id → id: a list may be older than a work's new name."""
    found: dict[str, str] = {}
    for work in catalog.works.values():
        company = catalog.companies[work.company]
        former = former_work_ids(work, company.aliases)
        found |= {alias: work.id for alias in former if alias not in catalog.works}
    return found


def _plurals(view: View) -> dict[str, dict[str, str]]:
    """Texts with a number, by CLDR's plural categories of the language."""
    ngettext = view.ngettext  # by this name its texts are collected
    samples = view.localiser.plural_samples()
    return {
        "works": {
            c: ngettext("%(number)s work", "%(number)s works", n) for c, n in samples.items()
        },
        "stands": {
            c: ngettext("%(number)s stand", "%(number)s stands", n) for c, n in samples.items()
        },
        "stops": {
            c: ngettext("%(number)s stop", "%(number)s stops", n) for c, n in samples.items()
        },
        "write": {
            c: ngettext("Write to %(number)s company", "Write to all %(number)s companies", n)
            for c, n in samples.items()
        },
    }


def _columns(view: View) -> list[str]:
    """The heads of the table that visitors take home."""
    _ = view.gettext
    return [
        _("Hall"),
        _("Stand"),
        _("Title"),
        _("Original title"),
        _("Kind"),
        _("Company"),
        _("E-mail"),
        _("Note"),
        _("Address"),
    ]


def _script(payload: Mapping[str, Any], works: Sequence[str] | None = None) -> bytes:
    """A call of the page's function.

    Args:
        works: added to the payload, each as JSON.
    """
    members = [f"{compact_json(name)}:{compact_json(value)}" for name, value in payload.items()]
    if works is not None:
        members.append(f'"works":[{",".join(works)}]')
    return f"showcase.list({{{','.join(members)}}});\n".encode()
