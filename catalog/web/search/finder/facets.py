"""What works are filtered by, and what a card shows besides words: the same for all languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from catalog.edition.resolve import Catalog
from catalog.media.images import Picture
from catalog.models.vocabularies import GROUPS, KINDS
from catalog.models.work import Work
from catalog.web.search.finder.columns import Lists, Table, join_lines, pack_lists, pack_numbers
from catalog.web.search.finder.rights_columns import make_rights


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


class _Row(NamedTuple):
    """What a work is filtered by."""

    id: str
    own: int
    added: str
    released: str
    kind: str
    status: str
    genres: tuple[str, ...]
    languages: list[str]
    ages: list[str]
    seeking: tuple[str, ...]
    companies: tuple[str, ...]


def make_facets(catalog: Catalog, tags: Sequence[str], first: Iterable[str]) -> dict[str, Any]:
    """Every facet as a column; works are sorted by id.

    Args:
        tags: the languages that titles are in.
        first: the ids of the works that come first where nothing is asked for.
    """
    rows = [_row(catalog, tags, work) for work in catalog.works.values()]
    place = {row.id: number for number, row in enumerate(rows)}
    halls = [hall.id for hall in catalog.edition.halls]
    showing = catalog.index.stands_showing
    return {
        "n": len(rows),
        "tags": list(tags),
        "own": pack_numbers([row.own for row in rows]),
        "first": [place[id] for id in first],
        "added": _dates(row.added for row in rows),
        "released": _dates(row.released for row in rows),
        "kind": _one((row.kind for row in rows), list(KINDS)),
        "groups": {group: [k.id for k in KINDS.values() if k.group == group] for group in GROUPS},
        "seals": {kind.id: kind.seal for kind in KINDS.values()},
        "status": _one(row.status for row in rows),
        "genre": _several(dict.fromkeys(row.genres) for row in rows),
        "language": _several(row.languages for row in rows),
        "age": _several(row.ages for row in rows),
        "seeking": _several(row.seeking for row in rows),
        "company": _several((row.companies for row in rows), list(catalog.companies)),
        "halls": halls,
        "stands": [[halls.index(s.hall), s.number] for s in catalog.stands],
        "stand": pack_lists([showing.get(row.id, ()) for row in rows]),
        "rights": make_rights(catalog),
    }


def _row(catalog: Catalog, tags: Sequence[str], work: Work) -> _Row:
    return _Row(
        work.id,
        tags.index(own_tag(catalog, work)),
        str(work.added) if work.added else "",
        str(work.released) if work.released else "",
        work.kind,
        work.status or "",
        work.genres,
        languages_of(work),
        [f"{r.system} {r.value}" for r in work.ratings],
        work.seeking,
        (work.company, *work.companies),
    )


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
        "slugs": join_lines(id.partition("/")[2] for id in catalog.works),
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
