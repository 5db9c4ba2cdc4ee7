"""Lists of works as links, with how many they have."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup

from catalog.edition.localise import Localiser
from catalog.edition.resolve import Catalog
from catalog.models.vocabularies import KINDS
from catalog.web.pages.markup import escape, html, raw
from catalog.web.pages.plan import Lists, list_path
from catalog.web.pages.texts import ROOT, seal


class Hit(NamedTuple):
    """An entry of a list of links: where to, what it is called, how many."""

    href: str
    label: Markup
    number: str
    seal: Markup


class Hits:
    """Lists as readers of one language see them linked."""

    def __init__(self, catalog: Catalog, lists: Lists, localiser: Localiser) -> None:
        self.catalog = catalog
        self.lists = lists
        self.localiser = localiser
        self.gettext = localiser.gettext

    @cached_property
    def groups(self) -> list[Hit]:
        """The groups of works that there are, all of them first."""
        total = len(self.catalog.works)
        everything = Hit(
            f"{ROOT}works/",
            html(self.gettext("All kinds")),
            self.localiser.number(total),
            raw(""),
        )
        return [everything, *(self.group(group, count) for group, count in self.lists.groups)]

    def group(self, group: str, count: int) -> Hit:
        """A group as a link to its list."""
        glyph = next(k.seal for k in KINDS.values() if k.group == group)
        return Hit(
            ROOT + list_path(f"works/group/{group}"),
            html(self.localiser.label("group", group)),
            self.localiser.number(count),
            seal(glyph),
        )

    def kind(self, kind: str, count: int) -> Hit:
        """A kind as a link to its list."""
        return Hit(
            ROOT + list_path(f"works/kind/{kind}"),
            html(self.localiser.label("kind", kind)),
            self.localiser.number(count),
            seal(KINDS[kind].seal),
        )

    def genre(self, genre: str, count: int) -> Hit:
        """A genre as a link to its list."""
        return Hit(
            ROOT + list_path(f"works/genre/{genre}"),
            html(self.localiser.label("genre", genre)),
            self.localiser.number(count),
            raw(""),
        )

    def genre_link(self, genre: str) -> Markup:
        """A genre within a line."""
        href = ROOT + list_path(f"works/genre/{genre}")
        label = self.localiser.label("genre", genre)
        return raw(f'<a class="sc-ref" href="{href}">{escape(label)}</a>')
