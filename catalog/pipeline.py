"""The story, told in order: content is read, checked, resolved; pictures are derived; pages are
planned; MkDocs makes the frames; records are stamped into them; the edition is committed whole.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from catalog import pagefind
from catalog.checks import check_and_resolve
from catalog.content import Content, read_content
from catalog.errors import CatalogError
from catalog.exchange import render_exchange
from catalog.feed import make_feed
from catalog.finder import make_finder
from catalog.frame import make_frame, make_prose
from catalog.images import media_folder
from catalog.localise import Localiser, make_localiser
from catalog.opendata import open_data
from catalog.pages import make_lists, plan_pages
from catalog.pages.head import Head
from catalog.pictures import Pictures, derive_pictures, draw_missing
from catalog.plans import Plan, read_plans
from catalog.press import Press, Printed, print_pages
from catalog.problems import Problem, Report
from catalog.publish import Publication, edition_sitemaps, open_publication, write_root
from catalog.records import place_problems
from catalog.resolve import Catalog
from catalog.shortlist import make_shortlist
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

INTERFACE_LANGUAGES = ("zh-Hans", "en", "ja", "es", "fr", "ar")


# Who wants to know how far a build is: told a stage ("read", "pictures", "previews", "frames",
# "pages"), how much of it is done, and of how much.
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

    choose: Callable[[Catalog], Catalog]
    dress: Callable[[FrameData, Localiser], FrameData]
    far: bool = False


WEB = Channel(choose=lambda catalog: catalog, dress=lambda data, _: data, far=True)


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
        channel: the web, unless another one says what differs.
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
    channel: Channel = WEB

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
    if catalog:
        pictures.keep_shown(catalog)
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
    checked.catalog = settings.channel.choose(checked.catalog)
    checked.pictures.keep_shown(checked.catalog)
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
                    make_frame(catalog, localisers[tag], localisers, checked.content.prose), far
                ),
                localisers[tag],
            ),
            shells,
            make_prose(checked.content.prose, localisers[tag], _head(catalog, localisers[tag])),
        )
        for tag in languages
    }
    frames = _build_frames(inputs, settings, listen)

    with open_publication(settings.out) as publication:
        press = Press(
            catalog,
            lists,
            {tag: localisers[tag] for tag in languages},
            frames,
            checked.pictures,
            checked.plans,
            settings.theme / "pages",
            public_url(catalog),
            publication.put,
        )
        printed = print_pages(
            press, pages, settings.jobs, lambda done, total: listen("pages", done, total)
        )
        publication.staged.update(printed.staged)
        wanted = {*printed.paths, *_put_shared(press, checked, publication, settings, printed, far)}
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
        notes=(
            *dict.fromkeys(w for f in frames.values() for w in f.warnings),
            *([pagefind.missing_note(catalog)] if due and not far else ()),
        ),
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


def _put_shared(
    press: Press,
    checked: Checked,
    publication: Publication,
    settings: Settings,
    printed: Printed,
    far: bool,
) -> set[str]:
    """Stage what all languages share; returns the paths below the edition's folder.

    Args:
        far: Pagefind searches the texts.
    """
    edition = press.catalog.edition.id
    wanted: set[str] = set()

    def want(path: str) -> str:
        wanted.add(f"{edition}/{path}")
        return f"{edition}/{path}"

    media = media_folder(settings.cache)
    for name in press.pictures.media():
        publication.put_copy(want(f"media/{name}"), media / name)
    index = pagefind.make_index(press.catalog, press.localisers, settings.cache) if far else None
    for path, data in _shared_files(press, checked, printed, index):
        publication.put(want(path), data)
    for path, pieces in open_data(press.catalog, press.pictures.by_path, f"{press.url}{edition}/"):
        publication.put_pieces(want(path), pieces)
    first = _first_frame(press)
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
    return wanted


def _shared_files(
    press: Press, checked: Checked, printed: Printed, index: pagefind.Index | None
) -> Iterator[tuple[str, bytes]]:
    """Assets, finder, calendars and cards, shortlist, feeds, sitemap: path and bytes of each."""
    catalog = press.catalog
    address = f"{press.url}{catalog.edition.id}/"
    for name, data in _first_frame(press).assets.items():
        yield f"assets/{name}", data
    prose = {tag: make_prose(checked.content.prose, one) for tag, one in press.localisers.items()}
    pictures = press.pictures
    ids = index.ids if index else None
    finder = make_finder(catalog, press.localisers, pictures.by_path, pictures.covers, prose, ids)
    yield from finder.files.items()
    if index:
        yield from ((f"pagefind/{name}", data) for name, data in index.files())
    views = {tag: press.renderer(tag).view for tag in press.frames}
    yield from render_exchange(catalog, views).items()
    yield from make_shortlist(catalog, views).items()
    for tag, localiser in press.localisers.items():
        feed = make_feed(catalog, localiser, address)
        if feed is not None:
            yield f"{tag}/feed.xml", feed
    yield from edition_sitemaps(address, printed.listed).items()


def _first_frame(press: Press) -> Frame:
    """Of what is the same in all languages, the source language's."""
    own = press.frames.get(press.catalog.site.source_language)
    return own or next(iter(press.frames.values()))


def default_jobs() -> int:
    """As many processes as this machine lets us use at once."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1
