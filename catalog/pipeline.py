"""The story, told in order: content is read, checked, resolved; pictures are derived; pages are
planned; MkDocs makes the frames; records are stamped into them; the edition is committed whole.

Where only texts have changed since the last build, the story is shorter: see :func:`_amend`.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from catalog import pagefind
from catalog.amend import Amendment, NotOnlyTextsError, read_changes
from catalog.checks import check_and_resolve
from catalog.cluster import cluster_pool
from catalog.content import Content, read_content
from catalog.errors import CatalogError, telling_disk_trouble
from catalog.finder import Finder
from catalog.fingerprint import Sources
from catalog.frame import make_frame, make_prose
from catalog.images import media_folder, prune_cache
from catalog.kept import open_cache
from catalog.ledger import (
    Book,
    Entry,
    Ledger,
    LedgerDamagedError,
    Readers,
    open_ledger,
    settle,
    soil,
    write_ledger,
)
from catalog.localise import Localiser, make_localiser
from catalog.opendata import open_data
from catalog.pages import Page, make_lists, plan_pages
from catalog.pages.head import Head
from catalog.pictures import Pictures, derive_pictures, draw_missing
from catalog.plans import Plan, read_plans
from catalog.press import Press, Printed, print_pages, record_places
from catalog.problems import Problem, Report
from catalog.prose import pictures_of, place_pictures
from catalog.publish import (
    Publication,
    edition_sitemaps,
    open_publication,
    require_brotli,
    write_root,
)
from catalog.records import Reading, place_problems
from catalog.resolve import SHELVES, Catalog
from catalog.shared import app_files, asset_files, edition_finder, first_frame, visitor_files
from catalog.site import (
    WASM_POLICY,
    Frame,
    FrameData,
    FrameInputs,
    ShellSpec,
    build_frame,
    frame_key,
    read_frame,
    write_frame,
)
from catalog.workers import share_out

INTERFACE_LANGUAGES = ("zh-Hans", "en", "ja", "es", "fr", "ar")


# Who wants to know how far a build is: told a stage ("read", "pictures", "previews", "frames",
# "pages"), how much of it is done, and of how much; and once "waiting" for another build.
Listener = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Listens to nothing."""


@dataclass(frozen=True)
class Channel:
    """Where an edition is shown, as far as that changes what is made.

    Attributes:
        choose: the part of the catalogue that is shown there.
        dress: what its frames say besides.
        far: whether a search that asks a server may serve it.
    """

    choose: Callable[[Catalog, Pictures], Catalog]
    dress: Callable[[FrameData, Localiser], FrameData]
    far: bool = False


WEB = Channel(choose=lambda catalog, _: catalog, dress=lambda data, _: data, far=True)


@dataclass(frozen=True)
class Settings:
    """What a build is told.

    Attributes:
        content, out: folders.
        project: the folder with ``theme/`` and ``mkdocs.yml``.
        cache: a folder that may be deleted at any time.
        edition: its id; None for the current one of ``catalog.yml``.
        languages: only these of the edition's; () for all.
        strict: publish nothing when there is any error.
        jobs: processes to work with.
        cluster: address of a Dask scheduler whose workers print the pages; None for none.
        precompress: lay compressed siblings beside the files that gain by it.
        today: for what has expired; builds on different days give the same site otherwise.
        channel: the web, unless another one says what differs.
        sources: all that the build depends on, looked at before it began. Without it the build
            neither uses nor keeps a ledger.
    """

    content: Path
    out: Path
    project: Path
    cache: Path
    edition: str | None = None
    languages: tuple[str, ...] = ()
    strict: bool = False
    jobs: int = 1
    cluster: str | None = None
    precompress: bool = False
    today: dt.date = field(default_factory=dt.date.today)
    channel: Channel = WEB
    sources: Sources | None = None

    @property
    def theme(self) -> Path:
        """Templates, overrides, locales."""
        return self.project / "theme"


@dataclass
class Checked:
    """A content folder after all checks.

    ``catalog`` is None when the site or the edition itself cannot be used.
    """

    content: Content
    catalog: Catalog | None
    problems: list[Problem]
    pictures: Pictures
    plans: dict[str, Plan] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        """How many problems are errors."""
        return sum(p.severity == "error" for p in self.problems)


@dataclass
class Built:
    """What a build did."""

    edition: str
    languages: tuple[str, ...]
    pages: int
    works: int
    companies: int
    written: int
    deleted: int
    problems: list[Problem]
    notes: tuple[str, ...] = ()


@telling_disk_trouble
def check_content(
    settings: Settings,
    listen: Listener = silent,
    known: Callable[[str], Reading | None] | None = None,
) -> Checked:
    """Read and check everything; nothing is written but to the cache.

    Args:
        known: what became of a record file, where that is known without reading it.
    """
    open_cache(settings.cache)
    content = read_content(
        settings.content,
        settings.edition,
        locales=settings.theme / "locales",
        interface=INTERFACE_LANGUAGES,
        cache=settings.cache,
        count=lambda done, total: listen("read", done, total),
        known=known,
        jobs=settings.jobs,
    )
    report = Report()
    report.add(content.problems)
    if content.records is None:
        problems = place_problems(settings.content, report)
        return Checked(content, None, problems, Pictures())
    plans, plan_problems = read_plans(settings.content, content.records.edition)
    report.add(plan_problems)
    in_prose = [named for page in content.prose for named in pictures_of(page)]
    pictures = derive_pictures(
        settings.content,
        content.records,
        settings.cache,
        settings.jobs,
        lambda done, total: listen("pictures", done, total),
        in_prose,
    )
    content.prose = [place_pictures(page, pictures.by_path) for page in content.prose]
    report.add(pictures.problems)
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
    ledger = _open_ledger(settings)
    if ledger:
        try:
            amended = _amend(settings, ledger, listen)
        except LedgerDamagedError:
            amended, ledger = None, None
        if amended:
            return amended
    pool = cluster_pool(settings.cluster, settings.cache) if settings.cluster else None
    with _without_collector():
        checked = check_content(settings, listen, _known(settings, ledger))
    if checked.catalog is None or (settings.strict and checked.errors):
        return checked, None
    checked.catalog = settings.channel.choose(checked.catalog, checked.pictures)
    checked.pictures.keep_shown(checked.catalog)
    catalog = _in_languages(checked.catalog, settings.languages)
    languages = catalog.edition.languages
    localisers = _localisers(catalog, settings)
    draw_missing(
        catalog,
        checked.pictures,
        settings.cache,
        settings.jobs,
        lambda done, total: listen("previews", done, total),
    )
    due = settings.channel.far and pagefind.is_due(catalog)
    far = due and pagefind.is_installed()
    lists = make_lists(catalog)
    pages = plan_pages(catalog, lists)
    shells = tuple(sorted({ShellSpec(p.section, p.path.count("/")) for p in pages}))
    inputs = {
        tag: FrameInputs(
            settings.theme / "overrides",
            settings.project / "mkdocs.yml",
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
        for tag in languages
    }
    keys = {tag: frame_key(one) for tag, one in inputs.items()}
    frames = _build_frames(inputs, keys, settings, listen)

    with _publication(settings, listen) as publication:
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
        )
        shared = _Shared()
        printed = print_pages(
            press,
            pages,
            settings.jobs,
            lambda done, total: listen("pages", done, total),
            meanwhile=lambda: _put_shared(press, checked, publication, settings, shared, far),
            pool=pool,
        )
        publication.staged.update(printed.staged)
        for path, data in edition_sitemaps(_address(press), printed.listed).items():
            publication.put(shared.want(catalog, path), data)
        for path, data in app_files(press, publication.read):
            publication.put(shared.want(catalog, path), data)
        finder = shared.finder
        wanted = {*printed.paths, *shared.paths}
        soil(settings.cache, settings.out)
        written, deleted = publication.commit(catalog.edition.id, wanted)
        whose = f"{settings.content.resolve()}\n{catalog.edition.id}"
        prune_cache(settings.cache, whose, checked.pictures.media())
        page_count = sum(path.endswith("/index.html") for path in wanted)
        notes = (
            *dict.fromkeys(w for f in frames.values() for w in f.warnings),
            *([pagefind.missing_note(catalog)] if due and not far else ()),
        )
        if settings.sources and not far:
            made = (pages, printed, keys, finder, page_count, notes)
            _write_ledger(settings, settings.sources, checked, catalog, press, *made)
    return checked, Built(
        edition=catalog.edition.id,
        languages=languages,
        pages=page_count,
        works=len(catalog.works),
        companies=len(catalog.companies),
        written=written,
        deleted=deleted,
        problems=checked.problems,
        notes=notes,
    )


def _localisers(catalog: Catalog, settings: Settings) -> dict[str, Localiser]:
    """One for each language of the edition."""
    return {
        tag: make_localiser(
            tag,
            catalog.site,
            catalog.edition,
            catalog.vocabularies,
            settings.theme / "locales",
            settings.cache,
        )
        for tag in catalog.edition.languages
    }


def _publication(settings: Settings, listen: Listener) -> AbstractContextManager[Publication]:
    return open_publication(
        settings.out,
        waiting=lambda: listen("waiting", 0, 1),
        precompress=settings.precompress,
        shared=settings.cluster is not None,
    )


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


def _in_languages(catalog: Catalog, asked: tuple[str, ...]) -> Catalog:
    """The same edition in fewer languages: complete, with no link to one that is left out."""
    offered = catalog.edition.languages
    unknown = [tag for tag in asked if tag not in offered]
    if unknown:
        raise CatalogError(
            f"the edition is not in {', '.join(unknown)}", f"it is in {', '.join(offered)}"
        )
    chosen = tuple(tag for tag in offered if not asked or tag in asked)
    return replace(catalog, edition=catalog.edition.model_copy(update={"languages": chosen}))


# ---- frames ---------------------------------------------------------------------------


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


def public_url(catalog: Catalog) -> str:
    """The public address of the whole output, with a slash at its end."""
    return catalog.site.url.rstrip("/") + "/"


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
    finder = edition_finder(press, checked.content.prose, index)
    shared.finder = replace(finder, files={})
    files = chain(
        asset_files(press),
        finder.files.items(),
        ((f"pagefind/{name}", data) for name, data in index.files()) if index else (),
        visitor_files(press),
    )
    for path, data in files:
        publication.put(want(path), data)
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


# ---- from one build to the next -------------------------------------------------------


def _open_ledger(settings: Settings) -> Ledger | None:
    """The last build's ledger, where it was made with the same code, templates and options."""
    if settings.sources is None:
        return None
    return open_ledger(settings.cache, settings.out, settings.sources.rest)


def _known(settings: Settings, ledger: Ledger | None) -> Callable[[str], Reading | None] | None:
    """What became of the record files that have not changed since the last build.

    How a file is read hangs on the site's source language and on the vocabularies too.
    """
    if ledger is None or settings.sources is None:
        return None
    before, now = ledger.sources.files, settings.sources.files
    common = {p for p in {*before, *now} if p == "catalog.yml" or p.startswith("vocabularies/")}
    if any(before.get(path) != now.get(path) for path in common):
        return None

    def known(path: str) -> Reading | None:
        if path not in now or before.get(path) != now[path]:
            return None
        entry = ledger.entry(path)
        return Reading(entry.record, list(entry.problems)) if entry else None

    return known


def _write_ledger(
    settings: Settings,
    sources: Sources,
    checked: Checked,
    catalog: Catalog,
    press: Press,
    pages: list[Page],
    printed: Printed,
    frame_keys: dict[str, str],
    finder: Finder,
    page_count: int,
    notes: tuple[str, ...],
) -> None:
    """Keep what the next build may build on."""
    shelves = {name: getattr(catalog, name) for name in SHELVES}
    shown = {record.path: record for shelf in shelves.values() for record in shelf.values()}
    book = Book(
        sources=sources,
        catalog=catalog.with_records({name: {} for name in SHELVES}),
        index=catalog.index,
        paths={name: {id: record.path for id, record in s.items()} for name, s in shelves.items()},
        lists=press.lists,
        pages=[(page.section, page.path, page.kind, page.key) for page in pages],
        readers=Readers.invert(printed.shown, len(record_places(catalog))),
        pictures=press.pictures,
        plans=dict(press.plans),
        frame_keys=frame_keys,
        finder=finder,
        prose=checked.content.prose,
        problems=checked.problems,
        files=checked.content.files,
        page_count=page_count,
        notes=notes,
    )
    book.catalog.__dict__.pop("index")
    entries = (
        (path, Entry(reading.record, shown.get(path), reading.problems))
        for path, reading in checked.content.readings.items()
    )
    write_ledger(settings.cache, settings.out, book, entries)
    settle(settings.cache, settings.out)


def _amend(settings: Settings, ledger: Ledger, listen: Listener) -> tuple[Checked, Built] | None:
    """Publish changed texts; None where more has changed and a build is needed."""
    assert settings.sources is not None
    changed = settings.sources.changed(ledger.sources)
    book = ledger.book
    errors = any(found.severity == "error" for found in book.problems)
    if changed is None or (settings.strict and errors):
        return None
    frames = {}
    for tag, key in book.frame_keys.items():
        frame = read_frame(settings.cache / "frames", key)
        if frame is None:
            return None
        frames[tag] = frame
    with _publication(settings, listen) as publication:
        if not ledger.is_clean(settings.out):
            return None
        try:
            changes = read_changes(settings.content, ledger, changed)
            amended = Amendment(
                ledger,
                changes,
                publication,
                _localisers(book.catalog, settings),
                frames,
                book.prose,
                settings.cache,
                settings.theme / "pages",
                public_url(book.catalog),
            ).stage()
        except NotOnlyTextsError:
            return None
        soil(settings.cache, settings.out)
        written, deleted = publication.amend(amended.gone)
        ledger.amends.files |= {path: settings.sources.files[path] for path in changed}
        ledger.write_amends()
        settle(settings.cache, settings.out)
    catalog = ledger.catalog()
    content = Content(None, files=book.files)
    return Checked(content, catalog, book.problems, book.pictures, book.plans), Built(
        edition=catalog.edition.id,
        languages=catalog.edition.languages,
        pages=book.page_count,
        works=len(catalog.works),
        companies=len(catalog.companies),
        written=written,
        deleted=deleted,
        problems=book.problems,
        notes=book.notes,
    )


def default_jobs() -> int:
    """As many processes as this machine lets us use at once."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1
