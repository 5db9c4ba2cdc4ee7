"""From one build to the next: what the last one knows, and what need not be done again.

=============================  =========================================================
What has changed               What is done
=============================  =========================================================
texts of records               their pages and rows (:mod:`catalog.build.incremental.patch`)
templates                      the pages that show them
texts of the interface         the pages of that language; all that languages share
anything else                  all pages; files that come out the same stay as they are
=============================  =========================================================

In each case only record files that have changed are read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from catalog.build.incremental.ledger import (
    Entry,
    Ledger,
    LedgerDamagedError,
    Readers,
    Snapshot,
    mark_clean,
    mark_dirty,
    open_ledger,
    write_entries,
    write_ledger,
)
from catalog.build.incremental.patch import NotOnlyTextsError, Patch, Patched, read_changes
from catalog.build.settings import Built, Checked, Listener, Settings, public_url
from catalog.core.fingerprint import Sources
from catalog.core.store import Store
from catalog.edition.resolve import COLLECTIONS, Catalog
from catalog.edition.tracked import TrackedRecords
from catalog.models.vocabularies import Vocabularies
from catalog.output.folder import Publication
from catalog.reading.content import Content, Recall
from catalog.reading.interface_texts import gettext_tag
from catalog.reading.records import Reading
from catalog.web.frame import Frame, read_frame
from catalog.web.pages import Page
from catalog.web.pages.template_dependencies import kinds_using
from catalog.web.rendering import Rendered, Rendering, record_places
from catalog.web.search.finder import Finder

_IN_MEMORY = 1024  # records of each kind that a process holds of a very large edition

_PAGES, _LOCALES, _PRINT = "theme/pages/", "theme/locales/", "theme/print/"


def last_ledger(settings: Settings) -> Ledger | None:
    """The last build's ledger, where it was made with the same code and options."""
    if settings.sources is None:
        return None
    return open_ledger(settings.cache, settings.out, settings.sources.rest)


def recall_from(ledger: Ledger | None, sources: Sources | None) -> Recall | None:
    """Tells what became of the record files that have not changed since the last build.

    A file is read the same in the same source language, with no term less. What is wrong in it is
    told with the terms there are, so that is read again where the vocabularies are not the same.
    """
    if ledger is None or sources is None:
        return None
    before, now = ledger.sources.files, sources.files
    then = ledger.snapshot.catalog

    def recall(language: str, vocabularies: Vocabularies) -> Callable[[str], Reading | None]:
        same = vocabularies == then.vocabularies

        def reading(path: str) -> Reading | None:
            if path not in now or before.get(path) != now[path]:
                return None
            try:
                entry = ledger.entry(path)
            except LedgerDamagedError:
                return None
            if entry is None or (entry.problems and not same):
                return None
            return Reading(entry.record, list(entry.problems))

        if language != then.site.source_language or _lost(then.vocabularies, vocabularies):
            return lambda _: None
        return reading

    return recall


def _lost(before: Vocabularies, after: Vocabularies) -> bool:
    """Whether a term is no more."""
    return any(
        name not in after or not set(known.ids()) <= set(after[name].ids())
        for name, known in before.items()
    )


# ---- texts and templates alone ----------------------------------------------------------


def patch_texts(
    settings: Settings, ledger: Ledger, listen: Listener
) -> tuple[Checked, Built] | None:
    """Publish changed texts and templates; None where more has changed and a build is needed.

    Raises:
        LedgerDamagedError: the ledger is of no use.
    """
    assert settings.sources is not None
    changed = settings.sources.changed(ledger.sources)
    restyled = {
        path
        for path in settings.sources.restyled(ledger.sources)
        if not path.startswith(_PRINT)  # which the web does not show
    }
    snapshot = ledger.snapshot
    errors = any(found.severity == "error" for found in snapshot.problems)
    if changed is None or (settings.strict and errors):
        return None
    if not all(path.startswith(_PAGES) for path in restyled):
        return None
    frames: dict[str, Frame] = {}
    for tag, key in snapshot.frame_keys.items():
        frame = read_frame(settings.cache / "frames", key)
        if frame is None:
            return None
        frames[tag] = frame
    with settings.open_publication(listen) as publication:
        if not ledger.is_clean(settings.out):
            return None
        templates = settings.theme / "pages"
        names = {path.removeprefix(_PAGES) for path in restyled}
        try:
            patched = Patch(
                ledger,
                read_changes(settings.content, ledger, changed),
                kinds_using(templates, names) if names else set(),
                publication,
                settings.localisers(snapshot.catalog),
                frames,
                snapshot.prose,
                settings.cache,
                templates,
                public_url(snapshot.catalog),
                settings.jobs,
                lambda done, total: listen("pages", done, total),
            ).stage()
        except NotOnlyTextsError:
            return None
        written, deleted = _publish(settings, ledger, publication, patched, changed)
    catalog = ledger.catalog()
    content = Content(None, files=snapshot.files)
    counts = (snapshot.page_count, written, deleted)
    return (
        Checked(content, catalog, snapshot.problems, snapshot.pictures, snapshot.plans),
        Built.of(catalog, *counts, snapshot.problems, snapshot.notes),
    )


def _publish(
    settings: Settings,
    ledger: Ledger,
    publication: Publication,
    patched: Patched,
    changed: set[str],
) -> tuple[int, int]:
    assert settings.sources is not None
    mark_dirty(settings.cache, settings.out)
    counts = publication.patch(patched.gone)
    ledger.patches.files |= {path: settings.sources.files[path] for path in changed}
    ledger.patches.theme = settings.sources.theme
    ledger.write_patches()
    mark_clean(settings.cache, settings.out)
    return counts


# ---- texts of the interface -------------------------------------------------------------


def untouched_languages(
    settings: Settings, ledger: Ledger | None, frame_keys: Mapping[str, str]
) -> tuple[str, ...]:
    """The languages whose pages stand as the last build made them.

    Asked while the output is held: until then another build may change it.
    """
    if ledger is None or settings.sources is None or not ledger.is_clean(settings.out):
        return ()
    if settings.sources.changed(ledger.sources) != set():
        return ()
    restyled = settings.sources.restyled(ledger.sources)
    if any(path.startswith(_PAGES) for path in restyled):
        return ()
    return tuple(
        tag
        for tag, key in frame_keys.items()
        if ledger.snapshot.frame_keys.get(tag) == key
        and not any(path.startswith(f"{_LOCALES}{gettext_tag(tag)}/") for path in restyled)
    )


def add_untouched(
    rendered: Rendered,
    ledger: Ledger,
    rendering: Rendering,
    pages: Sequence[Page],
    tags: Sequence[str],
) -> None:
    """Add the pages of these languages to those that were rendered."""
    for tag in tags:
        rendered.pages += len(pages) + len(rendering.frames[tag].prose)
        rendered.unlisted += (u for u in ledger.snapshot.unlisted if u.startswith(f"{tag}/"))


# ---- for the next build -----------------------------------------------------------------


def keep_records(settings: Settings, checked: Checked, catalog: Catalog) -> Store:
    """Write every record file's entry for the ledger that :func:`keep_ledger` finishes."""
    collections = [getattr(catalog, name) for name in COLLECTIONS]
    shown = {record.path: record for records in collections for record in records.values()}
    entries = (
        (path, Entry(reading.record, shown.get(path), reading.problems))
        for path, reading in checked.content.readings.items()
    )
    return write_entries(settings.cache, settings.out, entries)


def from_store(catalog: Catalog, store: Store, paths: dict[str, dict[str, str]]) -> Catalog:
    """The same catalogue with its records in a store, and few of them in memory at one time.

    Args:
        paths: of :func:`record_paths`.
    """

    def tracked(files: Mapping[str, str]) -> TrackedRecords[Any]:
        return TrackedRecords(files, lambda id: Entry(*store.get(files[id])).shown, _IN_MEMORY)

    return catalog.with_records({name: tracked(of) for name, of in paths.items()})


def record_paths(catalog: Catalog) -> dict[str, dict[str, str]]:
    """TrackedRecords → id → the record's file."""
    collections = {name: getattr(catalog, name) for name in COLLECTIONS}
    return {name: {r.id: r.path for r in records.values()} for name, records in collections.items()}


def keep_ledger(
    settings: Settings,
    checked: Checked,
    store: Store,
    paths: dict[str, dict[str, str]],
    rendering: Rendering,
    pages: Sequence[Page],
    rendered: Rendered,
    readers: Readers | None,
    frame_keys: dict[str, str],
    finder: Finder,
    notes: tuple[str, ...],
) -> None:
    """Keep what the next build may build on.

    Args:
        store: of :func:`keep_records`.
        paths: of :func:`record_paths`.
        readers: which pages show which records, where that is known from before.
    """
    assert settings.sources is not None
    catalog = rendering.catalog
    snapshot = Snapshot(
        sources=settings.sources,
        catalog=catalog.with_records({name: {} for name in COLLECTIONS}),
        index=catalog.index,
        paths=paths,
        lists=rendering.lists,
        pages=[(page.section, page.path, page.kind, page.key) for page in pages],
        readers=readers or Readers.invert(rendered.shown, len(record_places(catalog))),
        pictures=rendering.pictures,
        plans=dict(rendering.plans),
        frame_keys=frame_keys,
        finder=finder,
        prose=checked.content.prose,
        problems=checked.problems,
        files=checked.content.files,
        page_count=rendered.pages,
        unlisted=frozenset(rendered.unlisted),
        notes=notes,
    )
    snapshot.catalog.__dict__.pop("index")
    write_ledger(settings.cache, settings.out, snapshot, store)
    mark_clean(settings.cache, settings.out)
