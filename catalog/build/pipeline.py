"""The story, told in order: content is read, checked, resolved; pictures are derived; pages are
planned; MkDocs makes the frames; records are stamped into them; the edition is committed whole.

Where only texts have changed since the last build, the story is shorter: see
:mod:`catalog.build.incremental`.
"""

from __future__ import annotations

from catalog.build.cluster import cluster_pool
from catalog.build.frames import make_frames
from catalog.build.incremental.ledger import Ledger, LedgerDamagedError, mark_dirty
from catalog.build.incremental.reuse import (
    add_untouched,
    keep_ledger,
    keep_records,
    last_ledger,
    patch_texts,
    untouched_languages,
)
from catalog.build.planning import forget_unused, make_plan
from catalog.build.settings import (
    Built,
    Checked,
    Listener,
    Settings,
    public_url,
    silent,
)
from catalog.build.staging import Staged, choose_search
from catalog.core.cache import open_cache
from catalog.core.errors import telling_disk_trouble
from catalog.output.compress import require_brotli
from catalog.output.folder import Publication
from catalog.web.rendering import Rendering, render_pages


@telling_disk_trouble
def build_edition(settings: Settings, listen: Listener = silent) -> tuple[Checked, Built | None]:
    """Build and publish one edition.

    Returns what was checked and what was built; the second is None where nothing may be
    published: the site or edition is unusable, or ``strict`` is set and there is an error.

    Raises:
        CatalogError: the output folder or the theme cannot be used, or an extra is missing.
    """
    if settings.precompress:
        require_brotli()
    open_cache(settings.cache)
    ledger = last_ledger(settings)
    if ledger:
        try:
            patched = patch_texts(settings, ledger, listen)
        except LedgerDamagedError:
            patched, ledger = None, None
        if patched:
            return patched
    with settings.open_publication(listen) as publication:
        return _build(settings, ledger, publication, listen)


def _build(
    settings: Settings, ledger: Ledger | None, publication: Publication, listen: Listener
) -> tuple[Checked, Built | None]:
    pool = cluster_pool(settings.cluster, settings.cache) if settings.cluster else None
    plan = make_plan(settings, ledger, listen)
    checked, catalog = plan.checked, plan.catalog
    if catalog is None:
        return checked, None
    publication.refuse_links(catalog.edition.id)

    search = choose_search(settings, catalog)
    localisers = settings.localisers(catalog)
    frames = make_frames(settings, plan, localisers, search.by_pagefind, listen)
    if settings.strict and checked.errors:  # a page was set aside only now
        return checked, None

    rendering = Rendering(
        catalog,
        plan.lists,
        {tag: localisers[tag] for tag in catalog.edition.languages},
        frames.by_language,
        checked.pictures,
        checked.plans,
        settings.theme / "pages",
        settings.cache / "templates",
        public_url(catalog),
        publication.put,
        first=not publication.former,
    )
    untouched = untouched_languages(settings, ledger, frames.keys)
    staged = Staged(rendering, publication)
    rendered = render_pages(
        rendering.without(untouched),
        plan.pages,
        settings.jobs,
        lambda done, total: listen("pages", done, total),
        meanwhile=lambda: staged.stage_shared(settings, checked, search.by_pagefind),
        pool=pool,
    )
    publication.take(rendered.staged, rendered.files)
    if ledger:
        add_untouched(rendered, ledger, rendering, plan.pages, untouched)
    staged.stage_addresses(plan.pages, rendered)

    mark_dirty(settings.cache, settings.out)
    written, deleted = publication.commit(catalog.edition.id, staged.files(plan.pages))
    forget_unused(settings, plan)
    notes = (*frames.warnings, *search.notes)
    if settings.sources and not search.by_pagefind:
        store = plan.store or keep_records(settings, checked, catalog)
        readers = ledger.snapshot.readers if ledger and untouched else None
        made = (plan.pages, rendered, readers, frames.keys, staged.finder, notes)
        keep_ledger(settings, checked, store, plan.paths, rendering, *made)
    elif plan.store:
        plan.store.file.unlink()  # no ledger takes it over
    counts = (rendered.pages, written, deleted)
    return checked, Built.of(catalog, *counts, checked.problems, notes)
