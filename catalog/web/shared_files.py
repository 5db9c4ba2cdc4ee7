"""What all languages of an edition share: finder, files to take home, feeds, open data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from catalog.models.prose import ProseSource
from catalog.web.app import WORKER, make_app, make_worker
from catalog.web.exports.calendars_and_cards import render_exchange
from catalog.web.exports.feed import make_feed
from catalog.web.exports.revisions import Revision, read_revisions
from catalog.web.frame import Frame, Prose
from catalog.web.frame.contents import make_prose
from catalog.web.pages.plan import programme_file
from catalog.web.pages.view import View
from catalog.web.rendering import Rendering
from catalog.web.search.finder import Finder, make_finder
from catalog.web.search.pagefind import Index
from catalog.web.shortlist import make_shortlist


def first_frame(rendering: Rendering) -> Frame:
    """Of what is the same in all languages, the source language's."""
    own = rendering.frames.get(rendering.catalog.site.source_language)
    return own or next(iter(rendering.frames.values()))


def asset_files(rendering: Rendering) -> Iterator[tuple[str, bytes]]:
    """Stylesheets and scripts: path below the edition's folder, and bytes."""
    assets = {
        name: data for frame in rendering.frames.values() for name, data in frame.assets.items()
    }
    yield from ((f"assets/{name}", data) for name, data in assets.items())


def edition_finder(
    rendering: Rendering,
    prose: Sequence[ProseSource],
    put: Callable[[str, bytes], object],
    index: Index | None = None,
) -> Finder:
    """Make the finder of the whole edition.

    Args:
        put: is given each of its files: path below the edition's folder, and bytes.
        index: Pagefind's, where it searches the texts.
    """
    pictures = rendering.pictures
    return make_finder(
        rendering.catalog,
        rendering.localisers,
        pictures.by_path,
        pictures.covers,
        rendering.lists,
        put,
        prose_pages(rendering, prose),
        index.ids if index else None,
    )


def prose_pages(
    rendering: Rendering, prose: Sequence[ProseSource]
) -> Mapping[str, Sequence[Prose]]:
    """The prose pages of each language."""
    return {tag: make_prose(prose, one) for tag, one in rendering.localisers.items()}


def visitor_files(rendering: Rendering, out: Path) -> Iterator[tuple[str, bytes]]:
    """What visitors take away: calendars, contacts, the data of their own list, feeds.

    Args:
        out: the output folder as it is now; entries of the calendar say how often they changed.
    """
    views = edition_views(rendering)
    yield from render_exchange(rendering.catalog, views, _former_events(rendering, out)).items()
    yield from shortlist_files(rendering, out, views)
    yield from feed_files(rendering)


def shortlist_files(
    rendering: Rendering, out: Path, views: Mapping[str, View] | None = None
) -> Iterator[tuple[str, bytes]]:
    """The data of visitors' own lists; see :func:`visitor_files`."""
    views = views or edition_views(rendering)
    yield from make_shortlist(rendering.catalog, views, _former_events(rendering, out))


def _former_events(rendering: Rendering, out: Path) -> Mapping[str, Revision]:
    return read_revisions(out / rendering.catalog.edition.id / programme_file())


def edition_views(rendering: Rendering) -> dict[str, View]:
    """The catalogue as readers of each language see it."""
    return {tag: rendering.renderer(tag).view for tag in rendering.frames}


def feed_files(rendering: Rendering) -> Iterator[tuple[str, bytes]]:
    """The feed of new works in each language, where there is any."""
    address = f"{rendering.url}{rendering.catalog.edition.id}/"
    for tag, localiser in rendering.localisers.items():
        feed = make_feed(rendering.catalog, rendering.lists.newest, localiser, address)
        if feed is not None:
            yield f"{tag}/feed.xml", feed


def app_files(rendering: Rendering, read: Callable[[str], bytes]) -> Iterator[tuple[str, bytes]]:
    """What makes the showcase an app; everything else has to be staged before.

    Args:
        read: the bytes of a file below the output folder, as it will be published.
    """
    assets = {tag: frame.assets for tag, frame in rendering.frames.items()}
    template, own = _worker_template(rendering), _within(rendering, read)
    yield from make_app(rendering.catalog, rendering.localisers, assets, template, own)


def worker_file(rendering: Rendering, read: Callable[[str], bytes]) -> tuple[str, bytes]:
    """The service worker alone: all of the app that changes with a record's texts."""
    assets = {tag: frame.assets for tag, frame in rendering.frames.items()}
    template, own = _worker_template(rendering), _within(rendering, read)
    return WORKER, make_worker(rendering.catalog, rendering.localisers, assets, template, own)


def _within(rendering: Rendering, read: Callable[[str], bytes]) -> Callable[[str], bytes]:
    return lambda path: read(f"{rendering.catalog.edition.id}/{path}")


def _worker_template(rendering: Rendering) -> str:
    return (rendering.templates.parent / "app" / WORKER).read_text(encoding="utf-8")
