"""The story, told in order: content is read, checked, resolved; pictures are derived; pages are
planned; MkDocs makes the frames; records are stamped into them; the edition is committed whole.

Where only texts have changed since the last build, the story is shorter: see :func:`_amend`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain

from catalog.build.cluster import cluster_pool
from catalog.build.incremental.ledger import Ledger, LedgerDamagedError, soil
from catalog.build.incremental.reuse import (
    add_untouched,
    amend,
    from_store,
    keep_ledger,
    keep_records,
    last_ledger,
    recall_from,
    record_paths,
    untouched_languages,
)
from catalog.build.settings import (
    Built,
    Channel,
    Checked,
    Listener,
    Settings,
    default_jobs,
    public_url,
    silent,
)
from catalog.core.cache import listen_for_damage, open_cache, tell_damage
from catalog.core.errors import telling_disk_trouble
from catalog.core.problems import Report
from catalog.core.store import Store
from catalog.core.workers import apart, share_out
from catalog.edition.checks import check_and_resolve
from catalog.edition.localise import Localiser
from catalog.edition.resolve import COLLECTIONS, Catalog
from catalog.edition.selection import in_languages
from catalog.media.hall_plans import read_plans
from catalog.media.images import media_folder, prune_cache
from catalog.media.pictures import Pictures, derive_pictures, draw_missing
from catalog.output.compress import require_brotli
from catalog.output.folder import Publication
from catalog.output.root_files import edition_sitemaps, write_root
from catalog.reading.content import Recall, read_content
from catalog.reading.records import place_problems
from catalog.web.exports.opendata import open_data
from catalog.web.frame import (
    WASM_POLICY,
    Frame,
    FrameData,
    FrameInputs,
    ProseError,
    ShellSpec,
    build_frame,
    frame_key,
    read_frame,
    write_frame,
)
from catalog.web.frame.contents import choose_prose, make_frame, make_prose
from catalog.web.frame.prose_pictures import broken_page, pictures_of, place_pictures, prove_prose
from catalog.web.pages import Lists, Page, make_lists, plan_pages
from catalog.web.pages.head import Head
from catalog.web.rendering import Press, page_addresses, page_file, print_pages
from catalog.web.search import pagefind
from catalog.web.search.finder import Finder
from catalog.web.shared_files import (
    app_files,
    asset_files,
    edition_finder,
    first_frame,
    visitor_files,
)

__all__ = [
    "Built",
    "Channel",
    "Checked",
    "Listener",
    "Settings",
    "build_edition",
    "check_content",
    "default_jobs",
    "public_url",
    "silent",
]

_MKDOCS, _OVERRIDES = "mkdocs.yml", "overrides"  # below the project, and below the theme
_SET_ASIDE = 8  # prose pages at which MkDocs may stop in one build
_IN_MEMORY = 20_000  # files; the records of more are printed from the disk

INTERFACE_LANGUAGES = ("zh-Hans", "en", "ja", "es", "fr", "ar")


@telling_disk_trouble
def check_content(
    settings: Settings,
    listen: Listener = silent,
    recall: Recall | None = None,
) -> Checked:
    """Read and check everything; nothing is written but to the cache.

    Args:
        recall: tells what is known of record files without reading them.
    """
    open_cache(settings.cache)
    content = read_content(
        settings.content,
        settings.edition,
        locales=settings.theme / "locales",
        interface=INTERFACE_LANGUAGES,
        cache=settings.cache,
        count=lambda done, total: listen("read", done, total),
        recall=recall,
        jobs=settings.jobs,
    )
    report = Report()
    report.add(content.problems)
    if content.records is None:
        problems = place_problems(settings.content, report)
        return Checked(content, None, problems, Pictures())
    plans, plan_problems = read_plans(settings.content, content.records.edition)
    report.add(plan_problems)
    in_prose = {page.path: [*pictures_of(page)] for page in content.prose}
    pictures = derive_pictures(
        settings.content,
        content.records,
        settings.cache,
        settings.jobs,
        lambda done, total: listen("pictures", done, total),
        [*chain.from_iterable(in_prose.values())],
    )
    report.add(pictures.problems)
    content.prose, prose_problems = prove_prose(
        [place_pictures(page, pictures.by_path) for page in content.prose],
        settings.project / _MKDOCS,
        settings.theme / _OVERRIDES,
        settings.cache,
    )
    report.add(prose_problems)
    # A page that is set aside takes its pictures with it.
    pictures.in_prose = {named.path for page in content.prose for named in in_prose[page.path]}
    numbers = {hall: plan.numbers for hall, plan in plans.items()}
    catalog, problems = check_and_resolve(content.records, settings.today, numbers)
    report.add(problems)
    if catalog:
        pictures.keep_shown(catalog)
    return Checked(content, catalog, place_problems(settings.content, report), pictures, plans)


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
            amended = amend(settings, ledger, listen)
        except LedgerDamagedError:
            amended, ledger = None, None
        if amended:
            return amended
    with settings.open_publication(listen) as publication:
        return _build(settings, ledger, publication, listen)


def _build(
    settings: Settings, ledger: Ledger | None, publication: Publication, listen: Listener
) -> tuple[Checked, Built | None]:
    pool = cluster_pool(settings.cluster, settings.cache) if settings.cluster else None
    plan = _make_plan(settings, ledger, listen)
    checked, catalog, lists, pages = plan.checked, plan.catalog, plan.lists, plan.pages
    if catalog is None:
        return checked, None
    languages = catalog.edition.languages
    localisers = settings.localisers(catalog)
    due = settings.channel.far and pagefind.is_due(catalog)
    far = due and pagefind.is_installed()
    shells = tuple(sorted({ShellSpec(p.section, p.path.count("/")) for p in pages}))
    keys, frames = _make_frames(settings, checked, catalog, localisers, shells, far, listen)
    if settings.strict and checked.errors:  # a page was set aside only now
        return checked, None

    untouched = untouched_languages(settings, ledger, keys)
    press = Press(
        catalog,
        lists,
        {tag: localisers[tag] for tag in languages},
        frames,
        checked.pictures,
        checked.plans,
        settings.theme / "pages",
        settings.cache / "templates",
        public_url(catalog),
        publication.put,
        first=not publication.former,
    )
    shared = _Shared()
    printed = print_pages(
        press.without(untouched),
        pages,
        settings.jobs,
        lambda done, total: listen("pages", done, total),
        meanwhile=lambda: _put_shared(press, checked, publication, settings, shared, far),
        pool=pool,
    )
    publication.take(printed.staged, printed.files)
    if ledger:
        add_untouched(printed, ledger, press, pages, untouched)
    unlisted = set(printed.unlisted)
    listed = (one for one in page_addresses(press, pages) if one not in unlisted)
    for path, data in edition_sitemaps(_address(press), listed):
        publication.put(shared.want(catalog, path), data)
    for path, data in app_files(press, publication.read):
        publication.put(shared.want(catalog, path), data)
    finder, edition = shared.finder, catalog.edition.id
    files = chain(shared.paths, (page_file(edition, a) for a in page_addresses(press, pages)))
    soil(settings.cache, settings.out)
    written, deleted = publication.commit(edition, files)
    whose = f"{settings.content.resolve()}\n{edition}\n{settings.out.resolve()}"
    prune_cache(settings.cache, whose, checked.pictures.media())
    notes = (
        *dict.fromkeys(w for f in frames.values() for w in f.warnings),
        *([pagefind.missing_note(catalog)] if due and not far else ()),
    )
    if settings.sources and not far:
        store = plan.store or keep_records(settings, checked, catalog)
        readers = ledger.book.readers if ledger and untouched else None
        made = (pages, printed, readers, keys, finder, notes)
        keep_ledger(settings, checked, store, plan.paths, press, *made)
    elif plan.store:
        plan.store.file.unlink()  # no ledger takes it over
    counts = (printed.pages, written, deleted)
    return checked, Built.of(catalog, *counts, checked.problems, notes)


# ---- the plan -------------------------------------------------------------------------


@dataclass
class _Plan:
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


def _make_plan(settings: Settings, ledger: Ledger | None, listen: Listener) -> _Plan:
    """Read, check, draw and list everything.

    The records of a very large edition are read in a process apart, and then taken from the disk.
    """
    files = settings.sources.files if settings.sources else ()
    if len(files) <= _IN_MEMORY or settings.cluster:
        return _plan(settings, ledger, listen)

    def planned(tell: Listener) -> _Plan:
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
        plan = apart(planned, listen)
        tell_damage(plan.damage)  # which was heard there only
    if plan.catalog and plan.store:
        plan.catalog = plan.checked.catalog = from_store(plan.catalog, plan.store, plan.paths)
    return plan


def _plan(settings: Settings, ledger: Ledger | None, listen: Listener) -> _Plan:
    with _without_collector():
        checked = check_content(settings, listen, recall_from(ledger, settings.sources))
    if checked.catalog is None or (settings.strict and checked.errors):
        return _Plan(checked)
    checked.catalog = settings.channel.choose(checked.catalog, checked.pictures)
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
    return _Plan(checked, catalog, lists, plan_pages(catalog, lists), record_paths(catalog))


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


# ---- frames ---------------------------------------------------------------------------


def _make_frames(
    settings: Settings,
    checked: Checked,
    catalog: Catalog,
    localisers: Mapping[str, Localiser],
    shells: tuple[ShellSpec, ...],
    far: bool,
    listen: Listener,
) -> tuple[dict[str, str], dict[str, Frame]]:
    """The frame of each language, and its key.

    Every prose page is proven. Should MkDocs stop at one all the same, it is set aside and told.
    """
    for rest in reversed(range(_SET_ASIDE + 1)):
        inputs = {
            tag: FrameInputs(
                settings.theme / _OVERRIDES,
                settings.project / _MKDOCS,
                settings.channel.dress(
                    _with_policy(
                        make_frame(
                            catalog,
                            localisers[tag],
                            localisers,
                            checked.content.prose,
                            checked.pictures.by_path,
                        ),
                        far,
                    ),
                    localisers[tag],
                ),
                shells,
                make_prose(checked.content.prose, localisers[tag], _head(catalog, localisers[tag])),
            )
            for tag in catalog.edition.languages
        }
        keys = {tag: frame_key(one) for tag, one in inputs.items()}
        try:
            return keys, _build_frames(inputs, keys, settings, listen)
        except ProseError as error:
            if not rest:
                raise
            _set_page_aside(checked, error.file.removesuffix(".md"), localisers[error.lang])
    raise AssertionError


def _set_page_aside(checked: Checked, name: str, localiser: Localiser) -> None:
    """Take out the version of a prose page that is shown in a language, and tell it."""
    prose = checked.content.prose
    shown = next(page for page, _ in choose_prose(prose, localiser) if page.name == name)
    checked.content.prose = [page for page in prose if page is not shown]
    told = [*checked.problems, broken_page(shown, "engine")]
    checked.problems = sorted(told, key=lambda p: (p.path, p.line, p.column, p.code))


def _build_frames(
    inputs: dict[str, FrameInputs], keys: dict[str, str], settings: Settings, listen: Listener
) -> dict[str, Frame]:
    """Each language's shells and prose pages, from the cache or by MkDocs."""
    folder = settings.cache / "frames"
    frames: dict[str, Frame] = {}
    for tag, key in keys.items():
        known = read_frame(folder, key)
        if known:
            frames[tag] = known
    missing = [tag for tag in inputs if tag not in frames]
    listen("frames", len(frames), len(inputs))

    def build(tag: str) -> Frame:
        return build_frame(inputs[tag], settings.cache / "scratch")

    with share_out(build, min(settings.jobs, len(missing))) as run:
        for tag, frame in zip(missing, run(missing), strict=True):
            frames[tag] = frame
            write_frame(folder, keys[tag], frame)
            listen("frames", len(frames), len(inputs))
    return {tag: frames[tag] for tag in inputs}


def _with_policy(data: FrameData, far: bool) -> FrameData:
    """The same frame, allowing what the search of a large edition runs on."""
    return {**data, "policy": WASM_POLICY} if far else data


def _head(catalog: Catalog, localiser: Localiser) -> Head:
    """Makes the heads of one language's prose pages."""
    name = localiser.text(catalog.edition.name)
    base = f"{public_url(catalog)}{catalog.edition.id}/"
    return Head(base, localiser.lang, catalog.edition.languages, name.value if name else "")


# ---- what all languages share ---------------------------------------------------------


@dataclass
class _Shared:
    """What all languages share, as it was staged: paths below the output folder, and the finder."""

    paths: set[str] = field(default_factory=set)
    finder: Finder = field(default_factory=Finder)

    def want(self, catalog: Catalog, path: str) -> str:
        """A path below the edition's folder as one below the output folder, which is wanted."""
        wanted = f"{catalog.edition.id}/{path}"
        self.paths.add(wanted)
        return wanted


def _address(press: Press) -> str:
    return f"{press.url}{press.catalog.edition.id}/"


def _put_shared(
    press: Press,
    checked: Checked,
    publication: Publication,
    settings: Settings,
    shared: _Shared,
    far: bool,
) -> None:
    """Stage what all languages share, but for the sitemap.

    Args:
        shared: told of it.
        far: Pagefind searches the texts.
    """
    edition = press.catalog.edition.id

    def want(path: str) -> str:
        return shared.want(press.catalog, path)

    media = media_folder(settings.cache)
    for name in press.pictures.media():
        publication.put_copy(want(f"media/{name}"), media / name)
    index = pagefind.make_index(press.catalog, press.localisers, settings.cache) if far else None

    def put(path: str, data: bytes) -> None:
        publication.put(want(path), data)

    shared.finder = edition_finder(press, checked.content.prose, put, index)
    files = chain(
        asset_files(press),
        ((f"pagefind/{name}", data) for name, data in index.files()) if index else (),
        visitor_files(press, publication.out),
    )
    for path, data in files:
        put(path, data)
    for path, pieces in open_data(press.catalog, press.pictures.by_path, _address(press)):
        publication.put_pieces(want(path), pieces)
    first = first_frame(press)
    root = write_root(
        settings.out,
        edition,
        press.url,
        current=edition == press.catalog.site.edition,
        chooser=first.chooser,
        not_found=first.not_found,
    )
    for name, data in root.items():
        publication.put(name, data)
