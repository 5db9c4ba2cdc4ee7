"""All that is known before the first page is made: records, pictures, lists, pages."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from catalog.build.checking import check_content
from catalog.build.incremental.ledger import Ledger, forget_ledgers
from catalog.build.incremental.reuse import (
    from_store,
    keep_records,
    recall_from,
    record_paths,
)
from catalog.build.settings import (
    Checked,
    Listener,
    Settings,
)
from catalog.core.cache import listen_for_damage, tell_damage
from catalog.core.store import Store
from catalog.core.workers import run_apart
from catalog.edition.resolve import COLLECTIONS, Catalog
from catalog.edition.selection import in_languages
from catalog.media.images import prune_cache
from catalog.media.pictures import draw_missing
from catalog.web.pages import Lists, Page, make_lists, plan_pages

_IN_MEMORY = 20_000  # files; the records of more are rendered from the disk


@dataclass
class Plan:
    """All that is known before the first page is made.

    Attributes:
        catalog: in the languages that are built; None where nothing may be published.
        paths: collection → id → the record's file.
        store: holds the records where memory is too small for them.
        damage: what was passed over in the cache, told in a process apart.
    """

    checked: Checked
    catalog: Catalog | None = None
    lists: Lists = field(default_factory=Lists)
    pages: list[Page] = field(default_factory=list)
    paths: dict[str, dict[str, str]] = field(default_factory=dict)
    store: Store | None = None
    damage: list[str] = field(default_factory=list)


def make_plan(settings: Settings, ledger: Ledger | None, listen: Listener) -> Plan:
    """Read, check, draw and list everything.

    The records of a very large edition are read in a process apart, and then taken from the disk.
    """
    files = settings.sources.files if settings.sources else ()
    if len(files) <= _IN_MEMORY or settings.cluster:
        return _plan(settings, ledger, listen)

    def planned(tell: Listener) -> Plan:
        with listen_for_damage() as damage:
            plan = _plan(settings, ledger, tell)
        plan.damage = damage
        if plan.catalog:
            plan.store = keep_records(settings, plan.checked, plan.catalog)
            plan.catalog = plan.catalog.with_records({name: {} for name in COLLECTIONS})
        plan.checked.let_go(None)
        return plan

    if settings.jobs == 1:  # then nothing is forked: so `serve` asks, which runs threads
        plan = planned(listen)
    else:
        plan = run_apart(planned, listen)
        tell_damage(plan.damage)  # which was heard there only
    if plan.catalog and plan.store:
        plan.catalog = plan.checked.catalog = from_store(plan.catalog, plan.store, plan.paths)
    return plan


def _plan(settings: Settings, ledger: Ledger | None, listen: Listener) -> Plan:
    with _without_collector():
        checked = check_content(settings, listen, recall_from(ledger, settings.sources))
    if checked.catalog is None or (settings.strict and checked.errors):
        return Plan(checked)
    checked.catalog = settings.channel.select(checked.catalog, checked.pictures)
    checked.pictures.keep_shown(checked.catalog)
    catalog = in_languages(checked.catalog, settings.languages)
    draw_missing(
        catalog,
        checked.pictures,
        settings.cache,
        settings.jobs,
        lambda done, total: listen("previews", done, total),
    )
    lists = make_lists(catalog)
    return Plan(checked, catalog, lists, plan_pages(catalog, lists), record_paths(catalog))


def forget_unused(settings: Settings, plan: Plan) -> None:
    """Forget what no build has used for a season: derivatives, and ledgers of other outputs."""
    assert plan.catalog is not None
    whose = f"{settings.content.resolve()}\n{plan.catalog.edition.id}\n{settings.out.resolve()}"
    prune_cache(settings.cache, whose, plan.checked.pictures.media())
    forget_ledgers(settings.cache, settings.out)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Records are made to stay: looking for garbage among them costs a third of the time.

    Afterwards they count as permanent, which also keeps their memory shared with workers.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
