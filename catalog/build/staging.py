"""What all languages of an edition share is staged: media, finder, open data, feeds, root files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from catalog.build.settings import (
    Checked,
    Settings,
)
from catalog.edition.resolve import Catalog
from catalog.media.images import media_folder
from catalog.output.folder import Publication
from catalog.output.root_files import edition_sitemaps, write_root
from catalog.web.exports.opendata import open_data
from catalog.web.pages import Page
from catalog.web.rendering import Rendered, Rendering, page_addresses, page_file
from catalog.web.search import pagefind
from catalog.web.search.finder import Finder
from catalog.web.shared_files import (
    app_files,
    asset_files,
    edition_finder,
    first_frame,
    visitor_files,
)


class Search(NamedTuple):
    """Who searches the texts of an edition: the browser alone, or Pagefind for very large ones."""

    by_pagefind: bool
    notes: tuple[str, ...] = ()


def choose_search(settings: Settings, catalog: Catalog) -> Search:
    """Pagefind above its threshold, where it is installed and may be asked."""
    due = settings.channel.pagefind and pagefind.is_due(catalog)
    if due and not pagefind.is_installed():
        return Search(False, (pagefind.missing_note(catalog),))
    return Search(due)


class Staged:
    """What was staged besides the pages: its paths below the output folder, and the finder."""

    def __init__(self, rendering: Rendering, publication: Publication) -> None:
        self.rendering = rendering
        self.publication = publication
        self.paths: set[str] = set()
        self.finder = Finder()

    @property
    def address(self) -> str:
        """The edition's public address."""
        return f"{self.rendering.url}{self.rendering.catalog.edition.id}/"

    def want(self, path: str) -> str:
        """A path below the edition's folder as one below the output folder, which is wanted."""
        wanted = f"{self.rendering.catalog.edition.id}/{path}"
        self.paths.add(wanted)
        return wanted

    def put(self, path: str, data: bytes) -> None:
        """Stage a file of the edition."""
        self.publication.put(self.want(path), data)

    def stage_shared(self, settings: Settings, checked: Checked, by_pagefind: bool) -> None:
        """Stage what all languages share, but for what names all pages."""
        rendering, publication = self.rendering, self.publication
        catalog = rendering.catalog
        media = media_folder(settings.cache)
        for name in rendering.pictures.media():
            publication.put_copy(self.want(f"media/{name}"), media / name)
        index = (
            pagefind.make_index(catalog, rendering.localisers, settings.cache)
            if by_pagefind
            else None
        )
        self.finder = edition_finder(rendering, checked.content.prose, self.put, index)
        files = chain(
            asset_files(rendering),
            ((f"pagefind/{name}", data) for name, data in index.files()) if index else (),
            visitor_files(rendering, publication.out),
        )
        for path, data in files:
            self.put(path, data)
        for path, pieces in open_data(catalog, rendering.pictures.by_path, self.address):
            publication.put_pieces(self.want(path), pieces)
        first = first_frame(rendering)
        root = write_root(
            settings.out,
            catalog.edition.id,
            rendering.url,
            current=catalog.edition.id == catalog.site.edition,
            chooser=first.chooser,
            not_found=first.not_found,
        )
        for name, data in root.items():
            publication.put(name, data)

    def stage_addresses(self, pages: Sequence[Page], rendered: Rendered) -> None:
        """Stage what names all pages: sitemaps, and what a phone keeps."""
        unlisted = set(rendered.unlisted)
        addresses = page_addresses(self.rendering, pages)
        listed = (one for one in addresses if one not in unlisted)
        for path, data in edition_sitemaps(self.address, listed):
            self.put(path, data)
        for path, data in app_files(self.rendering, self.publication.read):
            self.put(path, data)

    def files(self, pages: Sequence[Page]) -> Iterator[str]:
        """Every file that the edition has now."""
        edition = self.rendering.catalog.edition.id
        addresses = page_addresses(self.rendering, pages)
        return chain(self.paths, (page_file(edition, one) for one in addresses))
