"""Publishes changed texts and templates without building the edition again.

Where nothing has changed but what records say, everything else stands as it is: which pages there
are and what stands on which list, who belongs to whom, what is wrong. Then the pages that show a
changed record are rendered anew, and the data files in which it stands; and of a changed template
the pages that show it. Any other change, such as a new work, another kind, a right sold, a mistake
made or mended, is a build's.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from catalog.build.incremental.ledger import Entry, Ledger
from catalog.edition.localise import Localiser
from catalog.edition.resolve import COLLECTIONS
from catalog.media.pictures import draw_cover_of
from catalog.models.parts import Part
from catalog.models.prose import ProseSource
from catalog.output.folder import Publication
from catalog.reading.content import read_again
from catalog.web.app import pack_files
from catalog.web.exports.opendata import open_data, work_pieces
from catalog.web.frame import Frame
from catalog.web.pages import Page
from catalog.web.pages.plan import work_path
from catalog.web.rendering import Rendering, record_places, render_pages
from catalog.web.search.finder import changed_groups, make_finder
from catalog.web.shared_files import (
    edition_finder,
    feed_files,
    prose_pages,
    shortlist_files,
    visitor_files,
    worker_file,
)

# Texts of a work that no page shows but its own.
_OWN_PAGE = {
    "synopsis",
    "selling_points",
    "audience",
    "values",
    "comparables",
    "localisation_notes",
}
_MANY = 400  # records; with more a build, which uses all processors, is not slower


class NotOnlyTextsError(Exception):
    """More than texts has changed: a build must find out what follows from it."""


class Change(NamedTuple):
    """A record whose texts have changed.

    Attributes:
        before, after: as shown.
    """

    collection: str
    id: str
    before: Any
    after: Any


def changed_fields(change: Change) -> set[str]:
    """The names of the fields that are not as they were."""
    names = type(change.after).model_fields
    return {n for n in names if getattr(change.before, n) != getattr(change.after, n)}


@dataclass
class Patched:
    """What was staged.

    Attributes:
        staged: files that are new or have changed.
        gone: files that are no longer wanted. Both are paths below the output folder.
    """

    staged: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)


# ---- what has changed -----------------------------------------------------------------------


def with_texts(shown: Any, before: Any, after: Any) -> Any:
    """What is shown of a record, with the texts of its new state.

    Args:
        shown: the record with its references resolved.
        before, after: the record as it was read, then and now.

    Raises:
        NotOnlyTextsError: they differ in more than texts, or in which languages a text has.
    """
    if before == after:
        return shown
    if isinstance(after, Part) and type(after) is type(before) is type(shown):
        return shown.model_copy(update=_changed_fields(shown, before, after))
    if _are_texts(before, after) and shown == before:
        return after
    if isinstance(after, tuple) and isinstance(before, tuple) and isinstance(shown, tuple):
        if not len(after) == len(before) == len(shown):
            raise NotOnlyTextsError
        return tuple(map(with_texts, shown, before, after))
    raise NotOnlyTextsError


# Texts by which works are known to each other; and what is a reference, not a text.
_RELATING = frozenset(("relations", "aliases", "companies"))


def _changed_fields(shown: Part, before: Part, after: Part) -> dict[str, Any]:
    found = {}
    for name in type(after).model_fields:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            if name in _RELATING:
                raise NotOnlyTextsError
            found[name] = with_texts(getattr(shown, name), old, new)
    return found


def _are_texts(before: Any, after: Any) -> bool:
    """Both in the same languages, named in the same order: the first may stand in for others."""
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return False
    values = (*before.values(), *after.values())
    return list(before) == list(after) and all(isinstance(value, str) for value in values)


def read_changes(content: Path, ledger: Ledger, paths: Collection[str]) -> list[Change]:
    """The records of changed files; the ledger knows their new state afterwards.

    Raises:
        NotOnlyTextsError: a file holds no shown record, has or had anything wrong, or says more
            than other texts.
    """
    snapshot = ledger.snapshot
    if len(paths) > _MANY:
        raise NotOnlyTextsError
    told = {found.path for found in snapshot.problems}
    places_of = {
        path: (name, id)
        for name in COLLECTIONS
        for path, id in _by_path(snapshot.paths[name], paths)
    }
    changes, entries = [], {}
    for path in sorted(paths):
        known = ledger.entry(path)
        if path not in places_of or path in told or known is None or known.record is None:
            raise NotOnlyTextsError
        collection, id = places_of[path]
        reading = read_again(content, path, snapshot.catalog.site, snapshot.catalog.vocabularies)
        if reading.record is None or reading.problems or known.problems:
            raise NotOnlyTextsError
        after = with_texts(known.shown, known.record, reading.record)
        entries[path] = Entry(reading.record, after, [])
        if after != known.shown:
            changes.append(Change(collection, id, known.shown, after))
    ledger.patches.entries.update(entries)
    return changes


def _by_path(paths: Mapping[str, str], wanted: Collection[str]) -> Iterable[tuple[str, str]]:
    return ((path, id) for id, path in paths.items() if path in wanted)


# ---- what follows from it -------------------------------------------------------------------


@dataclass
class Patch:
    """Stages what follows from changed texts and templates.

    Attributes:
        kinds: of the pages whose templates have changed.
        templates: the folder ``theme/pages``.
        url: the public address of the whole output, with a slash at its end.
        jobs: processes to print with.
        count: told how many pages are rendered, and of how many.
    """

    ledger: Ledger
    changes: list[Change]
    kinds: Collection[str]
    publication: Publication
    localisers: Mapping[str, Localiser]
    frames: Mapping[str, Frame]
    prose: list[ProseSource]
    cache: Path
    templates: Path
    url: str
    jobs: int
    count: Callable[[int, int], None]

    def stage(self) -> Patched:
        """Print pages and write data files anew."""
        self.catalog = self.ledger.catalog()
        self.edition = self.catalog.edition.id
        self.done = Patched()
        snapshot, patches = self.ledger.snapshot, self.ledger.patches
        self.finder = patches.finder or snapshot.finder
        covers = snapshot.pictures.covers | patches.covers
        self.pictures = replace(snapshot.pictures, covers=covers)
        redrawn = self._draw_covers()
        self.rendering = Rendering(
            self.catalog,
            snapshot.lists,
            self.localisers,
            self.frames,
            self.pictures,
            snapshot.plans,
            self.templates,
            self.cache / "templates",
            self.url,
            self.publication.put,
        )
        self._print_pages()
        if all(change.collection == "works" for change in self.changes):
            self._put_finder(redrawn)
            self._put_texts(redrawn)
            self._put_pieces()
        else:
            self._put_all()
        self._put_worker()
        self.done.staged |= self.publication.staged
        return self.done

    def _draw_covers(self) -> set[str]:
        """Covers that carry a changed title; the ids of the works whose cover is another now."""
        media = f"{self.edition}/media"
        redrawn = set()
        for collection, _, before, after in self.changes:
            if collection not in ("works", "families"):
                continue
            drawn = draw_cover_of(after, self.catalog.site.source_language, self.cache)
            id, name, file = drawn
            old = self.pictures.covers.get(id)
            if old is None or old == name:
                continue
            self.publication.put_copy(f"{media}/{name}", file)
            self.pictures.covers[id] = self.ledger.patches.covers[id] = name
            self.done.gone.add(f"{media}/{old}")
            redrawn.add(before.id)
        return redrawn

    def _print_pages(self) -> None:
        snapshot = self.ledger.snapshot
        places = record_places(self.catalog)
        wanted: set[int] = set()
        for change in self.changes:
            readers = snapshot.readers.of(places[change.collection, change.id])
            if change.collection == "works" and changed_fields(change) <= _OWN_PAGE:
                own = work_path(change.id)
                readers = array("I", (p for p in readers if snapshot.pages[p][1] == own))
            wanted.update(readers)
        wanted.update(n for n, (_, _, kind, _) in enumerate(snapshot.pages) if kind in self.kinds)
        pages = [Page(*snapshot.pages[number]) for number in sorted(wanted)]
        rendered = render_pages(
            self.rendering, pages, self.jobs, self.count if self.kinds else None
        )
        self.publication.take(rendered.staged, rendered.files)
        for place, shown in zip(sorted(wanted), rendered.shown, strict=True):
            if any(place not in snapshot.readers.of(number) for number in shown):
                raise NotOnlyTextsError  # it shows others now: who reads them would be out of date

    # ---- data files ------------------------------------------------------------------

    def _put(self, path: str, data: bytes) -> None:
        self.publication.put(f"{self.edition}/{path}", data)

    def _put_worker(self) -> None:
        """Phones see that there is something newer where what they fetch beforehand is."""
        fetched = {f"{self.edition}/{path}" for path in pack_files(self.catalog, self.frames)}
        if not fetched.isdisjoint(self.publication.staged):
            self._put(*worker_file(self.rendering, self.publication.read))

    def _put_finder(self, redrawn: Collection[str]) -> None:
        changed = {
            group
            for change in self.changes
            for group in changed_groups(change.before, change.after, change.id in redrawn)
        }
        if not changed:
            return
        finder = make_finder(
            self.catalog,
            self.localisers,
            self.pictures.by_path,
            self.pictures.covers,
            self.rendering.lists,
            self._put,
            prose_pages(self.rendering, self.prose),
            before=self.finder,
            changed=changed,
        )
        self._replace_finder(finder)

    def _replace_finder(self, finder: Any) -> None:
        gone = self.finder.names() - finder.names()
        self.done.gone |= {f"{self.edition}/{path}" for path in gone}
        self.ledger.patches.finder = finder

    def _put_texts(self, redrawn: Collection[str]) -> None:
        """The visitor's list and the feeds show titles, covers and loglines."""
        titled = [c for c in self.changes if c.before.title != c.after.title or c.id in redrawn]
        if titled:
            for path, data in shortlist_files(self.rendering, self.publication.out):
                self._put(path, data)
        if not set(self.ledger.snapshot.lists.newest).isdisjoint(
            change.id for change in self.changes
        ):
            for path, data in feed_files(self.rendering):
                self._put(path, data)

    def _put_pieces(self) -> None:
        """The open data's large files, with a few rows exchanged."""
        base = f"{self.url}{self.edition}/"
        exchanged: dict[str, list[tuple[bytes, bytes]]] = {}
        for change in self.changes:
            pieces = [
                work_pieces(self.catalog, self.pictures.by_path, base, work)
                for work in (change.before, change.after)
            ]
            for path, old in pieces[0].items():
                if old != pieces[1][path]:
                    exchanged.setdefault(path, []).append((old, pieces[1][path]))
        for path, pairs in exchanged.items():
            if not self.publication.put_exchanged(f"{self.edition}/{path}", pairs):
                self._put_open_data()
                return

    def _put_open_data(self) -> None:
        base = f"{self.url}{self.edition}/"
        for path, pieces in open_data(self.catalog, self.pictures.by_path, base):
            self.publication.put_pieces(f"{self.edition}/{path}", pieces)

    def _put_all(self) -> None:
        """A company's or family's texts may stand anywhere."""
        self._replace_finder(edition_finder(self.rendering, self.prose, self._put))
        for path, data in visitor_files(self.rendering, self.publication.out):
            self._put(path, data)
        self._put_open_data()


__all__ = ["Change", "NotOnlyTextsError", "Patch", "Patched", "read_changes", "with_texts"]
