"""The story, told in order: content is read, checked, resolved; pictures are derived; pages are
planned; MkDocs makes the frames; records are stamped into them; the edition is committed whole.
"""

from __future__ import annotations

import datetime as dt
import gc
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from catalog.checks import check_and_resolve
from catalog.content import Content, read_content
from catalog.errors import CatalogError
from catalog.exchange import render_exchange
from catalog.feed import make_feed
from catalog.finder import make_finder
from catalog.frame import make_frame, make_prose
from catalog.images import media_folder
from catalog.localise import Localiser, make_localiser
from catalog.pages import Lists, Page, Renderer, plan_pages
from catalog.pages.head import Head
from catalog.pictures import Pictures, derive_pictures, draw_missing
from catalog.plans import Plan, read_plans
from catalog.problems import Problem, Report
from catalog.publish import Publication, edition_sitemaps, open_publication, write_root
from catalog.records import place_problems
from catalog.resolve import Catalog
from catalog.shortlist import make_shortlist
from catalog.site import (
    Frame,
    FrameInputs,
    ShellSpec,
    build_frame,
    frame_key,
    read_frame,
    write_frame,
)
from catalog.stamp import Shell

INTERFACE_LANGUAGES = ("zh-Hans", "en", "ja", "es", "fr", "ar")


# Who wants to know how far a build is: told a stage ("read", "pictures", "previews", "frames",
# "pages"), how much of it is done, and of how much.
Listener = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Listens to nothing."""


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
        today: for what has expired; builds on different days give the same site otherwise.
    """

    content: Path
    out: Path
    project: Path
    cache: Path
    edition: str | None = None
    languages: tuple[str, ...] = ()
    strict: bool = False
    jobs: int = 1
    today: dt.date = field(default_factory=dt.date.today)

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


def check_content(settings: Settings, listen: Listener = silent) -> Checked:
    """Read and check everything; nothing is written but to the cache."""
    content = read_content(
        settings.content,
        settings.edition,
        locales=settings.theme / "locales",
        interface=INTERFACE_LANGUAGES,
        cache=settings.cache,
        count=lambda done, total: listen("read", done, total),
    )
    report = Report()
    report.add(content.problems)
    if content.records is None:
        problems = place_problems(settings.content, report)
        return Checked(content, None, problems, Pictures())
    plans, plan_problems = read_plans(settings.content, content.records.edition)
    report.add(plan_problems)
    pictures = derive_pictures(
        settings.content,
        content.records,
        settings.cache,
        settings.jobs,
        lambda done, total: listen("pictures", done, total),
    )
    report.add(pictures.problems)
    numbers = {hall: plan.numbers for hall, plan in plans.items()}
    catalog, problems = check_and_resolve(content.records, settings.today, numbers)
    report.add(problems)
    return Checked(content, catalog, place_problems(settings.content, report), pictures, plans)


def build_edition(settings: Settings, listen: Listener = silent) -> tuple[Checked, Built | None]:
    """Build and publish one edition.

    Returns what was checked and what was built; the second is None where nothing may be
    published: the site or edition is unusable, or ``strict`` is set and there is an error.

    Raises:
        CatalogError: the output folder or the theme cannot be used.
    """
    with _without_collector():
        checked = check_content(settings, listen)
    if checked.catalog is None or (settings.strict and checked.errors):
        return checked, None
    catalog = _in_languages(checked.catalog, settings.languages)
    languages = catalog.edition.languages
    localisers = {
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
    draw_missing(
        catalog,
        checked.pictures,
        settings.cache,
        settings.jobs,
        lambda done, total: listen("previews", done, total),
    )
    lists = Lists(catalog)
    pages = plan_pages(catalog, lists)
    shells = tuple(sorted({ShellSpec(p.section, p.path.count("/")) for p in pages}))
    inputs = {
        tag: FrameInputs(
            settings.theme / "overrides",
            settings.project / "mkdocs.yml",
            make_frame(catalog, localisers[tag], localisers, checked.content.prose),
            shells,
            make_prose(checked.content.prose, localisers[tag], _head(catalog, localisers[tag])),
        )
        for tag in languages
    }
    frames = _build_frames(inputs, settings, listen)

    with open_publication(settings.out) as publication:
        job = _Job(catalog, lists, localisers, frames, checked, pages, publication, settings)
        wanted, indexed = _stamp_pages(job, languages, settings.jobs, listen)
        wanted |= _put_shared(job, frames, indexed)
        written, deleted = publication.commit(catalog.edition.id, wanted)
    return checked, Built(
        edition=catalog.edition.id,
        languages=languages,
        pages=sum(path.endswith("/index.html") for path in wanted),
        works=len(catalog.works),
        companies=len(catalog.companies),
        written=written,
        deleted=deleted,
        problems=checked.problems,
        notes=tuple(dict.fromkeys(w for f in frames.values() for w in f.warnings)),
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
    inputs: dict[str, FrameInputs], settings: Settings, listen: Listener
) -> dict[str, Frame]:
    """Each language's shells and prose pages, from the cache or by MkDocs."""
    folder = settings.cache / "frames"
    frames: dict[str, Frame] = {}
    keys = {tag: frame_key(one) for tag, one in inputs.items()}
    for tag, key in keys.items():
        known = read_frame(folder, key)
        if known:
            frames[tag] = known
    missing = [tag for tag in inputs if tag not in frames]
    listen("frames", len(frames), len(inputs))
    for tag in missing:
        frames[tag] = build_frame(inputs[tag], settings.cache / "scratch")
        write_frame(folder, keys[tag], frames[tag])
        listen("frames", len(frames), len(inputs))
    return {tag: frames[tag] for tag in inputs}


# ---- pages ----------------------------------------------------------------------------


@dataclass
class _Job:
    """What rendering needs; shared with worker processes by forking, never copied."""

    catalog: Catalog
    lists: Lists
    localisers: dict[str, Localiser]
    frames: dict[str, Frame]
    checked: Checked
    pages: list[Page]
    publication: Publication
    settings: Settings

    def folder(self, tag: str) -> str:
        return f"{self.catalog.edition.id}/{tag}/"

    def renderer(self, tag: str) -> Renderer:
        return Renderer(
            self.catalog,
            self.localisers[tag],
            self.checked.pictures.by_path,
            self.checked.pictures.covers,
            self.checked.pictures.previews,
            self.settings.theme / "pages",
            self.checked.plans,
            public_url(self.catalog),
            self.catalog.edition.languages,
            self.lists,
        )


def _head(catalog: Catalog, localiser: Localiser) -> Head:
    """Makes the heads of one language's prose pages."""
    name = localiser.text(catalog.edition.name)
    base = f"{public_url(catalog)}{catalog.edition.id}/"
    return Head(base, localiser.lang, catalog.edition.languages, name.value if name else "")


def public_url(catalog: Catalog) -> str:
    """The public address of the whole output, with a slash at its end."""
    return catalog.site.url.rstrip("/") + "/"


_NOT_LISTED = '<meta name="robots" content="noindex">'
_CHUNK = 100  # pages a task: long enough to hide a task's cost, short enough to share evenly
_WORTH_A_POOL = 1500  # pages; fewer are stamped before a pool has started
_job: _Job | None = None  # set before forking, so that workers find it
_stampers: dict[str, _Stamper] = {}

Stamped = tuple[list[str], list[str]]  # paths of pages; addresses that search engines may list


def _stamp_pages(
    job: _Job, languages: Sequence[str], jobs: int, listen: Listener
) -> tuple[set[str], list[str]]:
    """Render every page in every language and stage what changed.

    A task is a few pages in all languages: what a page costs once (its rights, its text's
    Markdown where languages fall back to the same) is then paid once.
    """
    global _job
    total = len(job.pages) * len(languages)
    _job = job
    _stampers.clear()
    wanted: set[str] = set()
    indexed: list[str] = []
    listen("pages", 0, total)
    try:
        with _pool(jobs if total >= _WORTH_A_POOL else 1) as run:
            for paths, addresses in run(range(0, len(job.pages), _CHUNK)):
                wanted.update(paths)
                indexed += addresses
                listen("pages", len(wanted), total)
    finally:
        _job = None
        _stampers.clear()
    for tag in languages:
        for url, data in job.frames[tag].prose.items():
            path = f"{job.folder(tag)}{url}index.html"
            job.publication.put(path, data)
            wanted.add(path)
            if _NOT_LISTED.encode() not in data:
                indexed.append(f"{tag}/{url}")
    return wanted, sorted(indexed)


@contextmanager
def _pool(jobs: int) -> Iterator[Callable[[Iterable[int]], Iterable[Stamped]]]:
    """Run tasks here, or in forked processes, which see the job without a copy."""
    if jobs <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield lambda starts: map(_stamp_chunk, starts)
        return
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        yield lambda starts: pool.map(_stamp_chunk, starts)


class _Stamper:
    """Renders and stamps the pages of one language."""

    def __init__(self, job: _Job, tag: str) -> None:
        self.renderer = job.renderer(tag)
        frame = job.frames[tag]
        self.shells = {spec: Shell.parse(html) for spec, html in frame.shells.items()}
        self.folder = job.folder(tag)

    def stamp(self, page: Page) -> tuple[str, bytes, bool]:
        """A page's path below the output, its bytes, and whether it may be listed."""
        values = self.renderer.render(page)
        shell = self.shells[ShellSpec(page.section, page.depth)]
        listed = _NOT_LISTED not in values["head"]
        return f"{self.folder}{page.path}index.html", shell.stamp(values), listed


def _stamp_chunk(start: int) -> Stamped:
    job = _job
    assert job is not None
    if not _stampers:
        _stampers.update((tag, _Stamper(job, tag)) for tag in job.frames)
    paths, addresses = [], []
    for page in job.pages[start : start + _CHUNK]:
        for tag, stamper in _stampers.items():
            path, data, listed = stamper.stamp(page)
            job.publication.put(path, data)
            paths.append(path)
            if listed:
                addresses.append(f"{tag}/{page.path}")
    return paths, addresses


# ---- what all languages share ---------------------------------------------------------


def _put_shared(job: _Job, frames: dict[str, Frame], indexed: list[str]) -> set[str]:
    """Assets, media, finder data, sitemap, and the files at the root of the output."""
    catalog, put = job.catalog, job.publication.put
    edition = catalog.edition.id
    url = public_url(catalog)
    wanted: set[str] = set()
    first = frames.get(catalog.site.source_language) or next(iter(frames.values()))
    for name, data in first.assets.items():
        wanted.add(f"{edition}/assets/{name}")
        put(f"{edition}/assets/{name}", data)
    media = media_folder(job.settings.cache)
    for name in job.checked.pictures.media():
        wanted.add(f"{edition}/media/{name}")
        job.publication.put_copy(f"{edition}/media/{name}", media / name)
    finder = make_finder(
        catalog,
        job.localisers,
        job.checked.pictures.by_path,
        job.checked.pictures.covers,
        {tag: make_prose(job.checked.content.prose, one) for tag, one in job.localisers.items()},
    )
    for name, data in finder.files.items():
        wanted.add(f"{edition}/{name}")
        put(f"{edition}/{name}", data)
    views = {tag: job.renderer(tag).view for tag in frames}
    for name, data in (render_exchange(catalog, views) | make_shortlist(catalog, views)).items():
        wanted.add(f"{edition}/{name}")
        put(f"{edition}/{name}", data)
    for tag in frames:
        feed = make_feed(catalog, job.localisers[tag], f"{url}{edition}/")
        if feed is not None:
            wanted.add(f"{edition}/{tag}/feed.xml")
            put(f"{edition}/{tag}/feed.xml", feed)
    for name, data in edition_sitemaps(f"{url}{edition}/", indexed).items():
        wanted.add(f"{edition}/{name}")
        put(f"{edition}/{name}", data)
    root = write_root(
        job.settings.out,
        edition,
        url,
        current=edition == catalog.site.edition,
        chooser=first.chooser,
        not_found=first.not_found,
    )
    for name, data in root.items():
        put(name, data)
    return wanted


def default_jobs() -> int:
    """As many processes as this machine lets us use at once."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1
