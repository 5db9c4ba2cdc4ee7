"""Works as other pages show them: cards, links, items of a chain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from markupsafe import Markup

from catalog.edition.resolve import COLLECTIONS, Catalog
from catalog.edition.tracked import TrackedCache
from catalog.models.edition import Stand
from catalog.models.vocabularies import KINDS
from catalog.models.work import Work
from catalog.web.pages.markup import escape, raw
from catalog.web.pages.media import CARD, CHAIN, Media
from catalog.web.pages.phrases import Phrases
from catalog.web.pages.plan import work_path
from catalog.web.pages.stands import Stands
from catalog.web.pages.texts import ROOT, Texts, seal

_LEVEL = 2  # of headings in cards, where not another is asked for
_KEPT = 1024  # cards and chains kept for the next page that shows them


class WorkCards:
    """Works as readers of one language see them on the pages of others."""

    def __init__(
        self,
        catalog: Catalog,
        media: Media,
        phrases: Phrases,
        stands: Stands,
        fill: Callable[..., Markup],
    ) -> None:
        """Show the works of a catalogue.

        Args:
            fill: fills a template with what it prints.
        """
        self.catalog = catalog
        self.media = media
        self.texts: Texts = media.texts
        self.phrases = phrases
        self.stands = stands
        self.fill = fill
        self.localiser, self.lang = phrases.localiser, phrases.lang
        records = [getattr(catalog, name) for name in COLLECTIONS]
        self._cards = TrackedCache[Markup](records, _KEPT)
        self._chain_items = TrackedCache[Markup](records, _KEPT)

    def own_tag(self, work: Work) -> str:
        """The language of a work's original title, among those that it has."""
        own = work.own_language or self.catalog.site.source_language
        return own if own in work.title else next(iter(work.title))

    def second_name(self, work: Work) -> tuple[str, str] | None:
        """The title that stands beside the shown one, with its language.

        The original one; where that is what is shown, the English one.
        """
        shown = self.texts.plain(work.title)
        for tag in (self.own_tag(work), "en"):
            if tag in work.title and work.title[tag] != shown and tag != self.lang:
                return tag, work.title[tag]
        return None

    def kind(self, work: Work) -> str:
        """What kind a work is, in words."""
        return self.localiser.label("kind", work.kind)

    def kind_line(self, work: Work) -> Markup:
        """``影 Drama series, 2025``."""
        words = self.phrases.line((self.kind(work), self.phrases.year(work.released)))
        return raw(f"{seal(KINDS[work.kind].seal)}{words}")

    def link(self, work: Work, *, marked: bool = True) -> Markup:
        """A work's title, leading to it."""
        title = self.texts.inline(work.title) if marked else self.texts.bare(work.title)
        return raw(f'<a class="sc-ref" href="{ROOT}{work_path(work.id)}">{title}</a>')

    def links(self, works: Sequence[Work]) -> Markup:
        """Several of them, with one mark for those in another language."""
        links = [self.link(work, marked=False) for work in works]
        return self.texts.marked(links, (work.title for work in works))

    def card(self, work: Work, level: int, *, eager: bool = False) -> Markup:
        """A work in a grid; its title is a heading of that level."""
        card: str = self._cards.get(work.id, lambda: self._card(work))
        if eager:
            card = str.replace(card, ' loading="lazy"', "", 1)
        if level != _LEVEL:  # no text of a record can hold a tag
            card = str.replace(card, f"<h{_LEVEL} ", f"<h{level} ", 1)
            card = str.replace(card, f"</h{_LEVEL}>", f"</h{level}>", 1)
        return raw(card)

    def _card(self, work: Work) -> Markup:
        stands = self.catalog.stands_showing(work.id)
        return self.fill(
            "parts/card.html",
            level=_LEVEL,
            cover=self.media.cover(work, CARD),
            illustration=self.media.is_illustration(work.cover),
            href=ROOT + work_path(work.id),
            title=self.texts.said(work.title),
            second=self._second(work),
            kind=self.kind_line(work),
            where=self._where(work, stands),
        )

    def _where(self, work: Work, stands: Sequence[Stand]) -> Markup:
        """``Acme, 3 · B12``; scripts without spaces between words part the two by one."""
        company = self.texts.bare(self.catalog.companies[work.company].name)
        if not stands:
            return company
        separator = " " if self.phrases.separator == " · " else self.phrases.separator
        code = escape(self.stands.label(stands[0]))
        return raw(f'{company}{separator}<bdi class="sc-at" dir="ltr">{code}</bdi>')

    def _second(self, work: Work) -> Markup | None:
        second = self.second_name(work)
        if second is None:
            return None
        tag, title = second
        return raw(f'<p class="sc-card__o"{self.texts.attributes(tag)}>{escape(title)}</p>')

    def cards(self, works: Sequence[Work], level: int, *, eager: int = 0) -> list[Markup]:
        """Cards of several works, the first few of them loaded at once."""
        return [self.card(work, level, eager=place < eager) for place, work in enumerate(works)]

    def illustrated(self, works: Iterable[Work]) -> bool:
        """Whether any cover shown for the works is an illustration of ours."""
        return any(self.media.is_illustration(work.cover) for work in works)

    def chain_item(self, work: Work, *, here: bool = False) -> Markup:
        """A work in a thread of works."""
        found = self._chain_items.get(work.id, lambda: self._chain_item(work))
        if here:
            return raw(str.replace(found, "<li>", '<li class="is-here" aria-current="true">', 1))
        return found

    def _chain_item(self, work: Work) -> Markup:
        return self.fill(
            "parts/chain-item.html",
            seal=seal(KINDS[work.kind].seal),
            href=ROOT + work_path(work.id),
            cover=self.media.cover(work, CHAIN),
            name=self.texts.inline(work.title),
            note=self.phrases.line((self.kind(work), self.phrases.year(work.released))),
        )
