"""Prints the pages: renders every record in every language and stamps it into its shell.

Many pages are shared out to forked processes, which see the catalogue without a copy of it. Each
page is told of with the records that it shows, so that a later change redoes only those pages.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from catalog.core.workers import share_out
from catalog.edition.localise import Localiser
from catalog.edition.resolve import COLLECTIONS, Catalog
from catalog.media.hall_plans import Plan
from catalog.media.pictures import Pictures
from catalog.web.frame import Frame, ShellSpec
from catalog.web.frame.stamp import Shell
from catalog.web.pages import Lists, Page, Renderer

NOT_LISTED = '<meta name="robots" content="noindex">'
"""Stands in the head of pages that search engines should leave out."""

_CHUNK = 100  # pages a task: long enough to hide a task's cost, short enough to share evenly
_WORTH_A_POOL = 1500  # pages; fewer are stamped before a pool has started


@dataclass(frozen=True)
class Rendering:
    """All that the pages are made of.

    Attributes:
        localisers, frames: by language, in the order of the edition.
        templates: the folder ``theme/pages``.
        compiled: the folder in which compiled templates are kept.
        url: the public address of the whole output, with a slash at its end.
        put: stages a file and says what it staged; called in whichever process made it.
        first: nothing was there before, so that all is staged and need not be named.
    """

    catalog: Catalog
    lists: Lists
    localisers: Mapping[str, Localiser]
    frames: Mapping[str, Frame]
    pictures: Pictures
    plans: Mapping[str, Plan]
    templates: Path
    compiled: Path
    url: str
    put: Callable[[str, bytes], Sequence[str]]
    first: bool = False

    def renderer(self, tag: str) -> Renderer:
        """The renderer of one language."""
        return Renderer(
            self.catalog,
            self.localisers[tag],
            self.pictures.by_path,
            self.pictures.covers,
            self.pictures.previews,
            self.templates,
            self.plans,
            self.url,
            self.catalog.edition.languages,
            self.lists,
            self.compiled,
        )

    def without(self, tags: Collection[str]) -> Rendering:
        """The same for fewer languages."""
        frames = {tag: frame for tag, frame in self.frames.items() if tag not in tags}
        return replace(self, frames=frames) if tags else self


@dataclass
class Rendered:
    """What was rendered, besides :func:`page_addresses`: of a million pages only what is special.

    Attributes:
        pages: how many, all languages counted.
        staged: files that are new or have changed, and compressed siblings; of a first build none.
        files: how many were staged.
        unlisted: addresses below the edition's folder that search engines should leave out.
        shown: page by page the records that it shows, as places in :func:`record_places`.
    """

    pages: int = 0
    staged: list[str] = field(default_factory=list)
    files: int = 0
    unlisted: list[str] = field(default_factory=list)
    shown: list[array[int]] = field(default_factory=list)

    def add(self, other: Rendered) -> None:
        """Take over what another process rendered."""
        self.pages += other.pages
        self.staged += other.staged
        self.files += other.files
        self.unlisted += other.unlisted
        self.shown += other.shown


def page_addresses(rendering: Rendering, pages: Sequence[Page]) -> Iterator[str]:
    """The address below the edition's folder of every page in every language, sorted."""
    paths = [page.path for page in pages]
    for tag in sorted(rendering.frames, key=lambda tag: f"{tag}/"):
        for path in sorted([*paths, *rendering.frames[tag].prose]):
            yield f"{tag}/{path}"


def page_file(edition: str, address: str) -> str:
    """A page's file below the output folder."""
    return f"{edition}/{address}index.html"


def record_places(catalog: Catalog) -> dict[tuple[str, str], int]:
    """A number for each record, by collection and id."""
    every = ((name, id) for name in COLLECTIONS for id in getattr(catalog, name))
    return {key: place for place, key in enumerate(every)}


def render_pages(
    rendering: Rendering,
    pages: Sequence[Page],
    jobs: int = 1,
    count: Callable[[int, int], None] | None = None,
    meanwhile: Callable[[], None] | None = None,
    pool: Pool | None = None,
) -> Rendered:
    """Render, stamp and put every page in every language of the rendering.

    A task is a few pages in all languages: what a page costs once (its rights, its text's
    Markdown where languages fall back to the same) is then paid once.

    Args:
        jobs: processes to print with.
        count: told how many pages are rendered, and of how many.
        meanwhile: done in this process while others print.
        pool: prints instead of processes of this machine.
    """
    total = len(pages) * len(rendering.frames)
    rendered = Rendered()
    with pool(rendering, pages) if pool else _share_out(rendering, pages, jobs) as run:
        parts = run(_chunks(pages))
        if meanwhile:
            meanwhile()
        for part in parts:
            rendered.add(part)
            if count:
                count(rendered.pages, total)
    for tag, frame in rendering.frames.items():
        for url, data in frame.prose.items():
            _put(rendering, rendered, f"{tag}/{url}", data, NOT_LISTED.encode() not in data)
    return rendered


def _put(rendering: Rendering, rendered: Rendered, address: str, data: bytes, listed: bool) -> None:
    staged = rendering.put(page_file(rendering.catalog.edition.id, address), data)
    rendered.pages += 1
    rendered.files += len(staged)
    if not rendering.first:
        rendered.staged += staged
    if not listed:
        rendered.unlisted.append(address)


def _chunks(pages: Sequence[Page]) -> list[range]:
    return [range(at, min(at + _CHUNK, len(pages))) for at in range(0, len(pages), _CHUNK)]


# ---- in each process --------------------------------------------------------------------


class _Stamped(NamedTuple):
    address: str
    data: bytes
    listed: bool


class _Stamper:
    """Renders and stamps the pages of one language."""

    def __init__(self, rendering: Rendering, tag: str) -> None:
        self.renderer = rendering.renderer(tag)
        frame = rendering.frames[tag]
        self.shells = {spec: Shell.parse(html, frame.mark) for spec, html in frame.shells.items()}
        self.tag = tag

    def stamp(self, page: Page) -> _Stamped:
        values = self.renderer.render(page)
        shell = self.shells[ShellSpec(page.section, page.depth)]
        address = f"{self.tag}/{page.path}"
        listed = page.kind != "redirect" and NOT_LISTED not in values["head"]
        return _Stamped(address, shell.stamp(values), listed)


class Worker:
    """Prints chunks of pages; made once a process, when its first task comes."""

    def __init__(self, rendering: Rendering, pages: Sequence[Page]) -> None:
        catalog = rendering.catalog.tracked()
        self.rendering, self.pages = replace(rendering, catalog=catalog), pages
        self.records = [(name, getattr(catalog, name)) for name in COLLECTIONS]
        self.places = record_places(catalog)
        self.stampers: dict[str, _Stamper] = {}

    def print(self, chunk: range) -> Rendered:
        """Print some of the pages."""
        if not self.stampers:
            self.stampers = {tag: _Stamper(self.rendering, tag) for tag in self.rendering.frames}
        rendered = Rendered()
        for page in self.pages[chunk.start : chunk.stop]:
            for _, records in self.records:
                records.clear()
            for stamper in self.stampers.values():
                _put(self.rendering, rendered, *stamper.stamp(page))
            taken = (self.places[name, id] for name, of in self.records for id in of.taken())
            rendered.shown.append(array("I", taken))
        return rendered


Run = Callable[[Iterable[range]], Iterable[Rendered]]
"""Begins to print these chunks of the pages, in any order; gives them in this one."""

Pool = Callable[[Rendering, Sequence[Page]], AbstractContextManager[Run]]
"""What prints in several processes."""


def _share_out(
    rendering: Rendering, pages: Sequence[Page], jobs: int
) -> AbstractContextManager[Run]:
    total = len(pages) * len(rendering.frames)
    return share_out(Worker(rendering, pages).print, jobs if total >= _WORTH_A_POOL else 1)
