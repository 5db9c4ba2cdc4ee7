"""What works are filtered by, and what a card shows besides words: the same for all languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from catalog.finder.columns import Lists, Table, join_lines, pack_lists, pack_numbers
from catalog.finder.rights import make_rights
from catalog.images import Picture
from catalog.models import Work
from catalog.models.vocabularies import GROUPS, KINDS
from catalog.pages.plan import PER_PAGE, recommended
from catalog.resolve import Catalog


def title_tags(catalog: Catalog) -> list[str]:
    """The languages that titles are in, the most frequent first."""
    counts: dict[str, int] = {}
    for work in catalog.works.values():
        for tag in work.title:
            counts[tag] = counts.get(tag, 0) + 1
    return sorted(counts, key=lambda tag: (-counts[tag], tag))


def own_tag(catalog: Catalog, work: Work) -> str:
    """The language of a work's original title, among those that it has."""
    own = work.own_language or catalog.site.source_language
    return own if own in work.title else next(iter(work.title))


def languages_of(work: Work) -> list[str]:
    """In which languages a work exists: its own, and those that the record lists."""
    listed = [tag for version in work.languages for tag in version.lang]
    own = [work.original_language] if work.original_language else []
    return list(dict.fromkeys([*own, *listed]))


def make_facets(catalog: Catalog) -> dict[str, Any]:
    """Every facet as a column; works are sorted by id."""
    works = list(catalog.works.values())
    place = {work.id: number for number, work in enumerate(works)}
    stands = {id(stand): number for number, stand in enumerate(catalog.stands)}
    halls = [hall.id for hall in catalog.edition.halls]
    return {
        "n": len(works),
        "tags": title_tags(catalog),
        "own": _numbers(works, lambda w: own_tag(catalog, w), title_tags(catalog)),
        "first": [place[work.id] for work in recommended(catalog)[:PER_PAGE]],
        "added": _dates(str(w.added) if w.added else "" for w in works),
        "released": _dates(str(w.released) if w.released else "" for w in works),
        "kind": _one((w.kind for w in works), list(KINDS)),
        "groups": {group: [k.id for k in KINDS.values() if k.group == group] for group in GROUPS},
        "seals": {kind.id: kind.seal for kind in KINDS.values()},
        "status": _one(w.status or "" for w in works),
        "genre": _several(dict.fromkeys(w.genres) for w in works),
        "language": _several(languages_of(w) for w in works),
        "age": _several([f"{r.system} {r.value}" for r in w.ratings] for w in works),
        "seeking": _several(w.seeking for w in works),
        "company": _several(((w.company, *w.companies) for w in works), list(catalog.companies)),
        "halls": halls,
        "stands": [[halls.index(s.hall), s.number] for s in catalog.stands],
        "stand": pack_lists([[stands[id(s)] for s in catalog.stands_showing(w.id)] for w in works]),
        "rights": make_rights(catalog),
    }


def _numbers(works: Sequence[Work], of: Callable[[Work], str], values: list[str]) -> str:
    return pack_numbers([values.index(of(work)) for work in works])


def _one(values: Iterable[str], known: Sequence[str] = ("",)) -> dict[str, Any]:
    table: Table[str] = Table(known)
    column = pack_numbers([table.place(value) for value in values])
    return {"values": table.values, "of": column}


def _dates(values: Iterable[str]) -> dict[str, Any]:
    """Partial dates; their places are in the order of the texts, so that they can be compared."""
    column = list(values)
    table: Table[str] = Table(["", *sorted(set(column) - {""})])
    return {"values": table.values, "of": pack_numbers([table.place(v) for v in column])}


def _several(values: Iterable[Iterable[str]], known: Sequence[str] = ()) -> dict[str, Any]:
    table: Table[str] = Table(known)
    lists: Lists = pack_lists([[table.place(v) for v in one] for one in values])
    return {"values": table.values, **lists}


# ---- cards ----------------------------------------------------------------------------

_FILE = re.compile(r"(.+)-(\d+)\.(\w+)")


def make_cards(
    catalog: Catalog, pictures: Mapping[str, Picture], covers: Mapping[str, str]
) -> dict[str, Any]:
    """Slugs and covers. A cover's files are its stem, a width and an extension.

    ``size`` is a place in ``sizes``: ``[extension, [[width, height] …]]``; 0 stands for a drawn
    cover and 1 for none. A stem that begins as the work's slug does is written ``~`` and the rest.
    """
    sizes: Table[tuple[str, tuple[tuple[int, int], ...]]] = Table((("svg", ()), ("", ())))
    stems, places, drawn_for_us = [], [], []
    for number, work in enumerate(catalog.works.values()):
        picture = pictures.get(work.cover.path) if work.cover else None
        stem, size = _picture(picture) if picture else _drawn(covers.get(work.id))
        start = work.slug if picture else work.id.replace("/", "-")
        stems.append("~" + stem[len(start) :] if stem.startswith(start) else stem)
        places.append(sizes.place(size))
        if picture and work.cover and work.cover.illustration:
            drawn_for_us.append(number)
    return {
        "slugs": join_lines(work.slug for work in catalog.works.values()),
        "covers": join_lines(stems),
        "size": pack_numbers(places),
        "sizes": sizes.values,
        "illustrated": drawn_for_us,
    }


def _picture(picture: Picture) -> tuple[str, tuple[str, tuple[tuple[int, int], ...]]]:
    named = [_FILE.fullmatch(d.name) for d in picture.derivatives]
    first = named[0]
    assert first is not None
    widths = tuple((d.width, d.height) for d in picture.derivatives)
    return first[1], (first[3], widths)


def _drawn(name: str | None) -> tuple[str, tuple[str, tuple[tuple[int, int], ...]]]:
    return (name.removesuffix(".svg"), ("svg", ())) if name else ("", ("", ()))
