"""What the pages of one language share, made once for it; and what a page says."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup

from catalog.edition.localise import Localiser
from catalog.edition.resolve import COLLECTIONS, Catalog
from catalog.edition.tracked import TrackedCache
from catalog.media.hall_plans import Plan
from catalog.media.qr import draw_qr
from catalog.models.edition import Edition
from catalog.models.images import Image
from catalog.web.pages.company_names import CompanyNames
from catalog.web.pages.events import Events
from catalog.web.pages.hits import Hits
from catalog.web.pages.markup import escape, html, raw
from catalog.web.pages.media import Media
from catalog.web.pages.phrases import Phrases
from catalog.web.pages.plan import Lists
from catalog.web.pages.stands import Stands
from catalog.web.pages.texts import ROOT, Texts
from catalog.web.pages.work_cards import WorkCards

Row = tuple[str, Markup]
"""A line of facts: its label, plain, and its value."""

_COMPANIES = 512  # works are rendered company by company


@dataclass(frozen=True)
class Content:
    """What a page says, before its template is filled.

    Attributes:
        title, description: plain.
        template: its name below ``theme/pages/``.
        context: what the template prints.
        preview: file name of the picture for link previews.
        translated: the languages in which the page has something of its own; None for all.
        data: JSON-LD, one thing after the other.
        canonical: path of the page to list instead of this one.
        feed: whether the page announces the feed of new works.
    """

    title: str
    description: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    preview: str = ""
    kind: str = "website"
    translated: Sequence[str] | None = None
    data: Sequence[Mapping[str, Any]] = ()
    canonical: str | None = None
    feed: bool = False


class View:
    """The catalogue as readers of one language see it."""

    def __init__(
        self,
        catalog: Catalog,
        lists: Lists,
        localiser: Localiser,
        media: Media,
        plans: Mapping[str, Plan],
        environment: Environment,
        address: str = "",
    ) -> None:
        """Share what pages of one language share.

        Args:
            address: the public one of the language's home, with a slash at its end.
        """
        self.catalog = catalog
        self.edition: Edition = catalog.edition
        self.localiser = localiser
        self.lang = localiser.lang
        self.gettext, self.ngettext = localiser.gettext, localiser.ngettext
        self.texts: Texts = media.texts
        self.media = media
        self.plans = plans
        self.environment = environment
        self.address = address
        self.lists = lists
        self.words: dict[str, Any] = {"R": ROOT}
        self._templates: dict[str, Template] = {}
        self.phrases = Phrases(localiser)
        self.hits = Hits(catalog, lists, localiser)
        self.companies = CompanyNames(catalog, media, localiser.lang)
        self.stands = Stands(catalog, plans, self.phrases, media.texts)
        self.works = WorkCards(catalog, media, self.phrases, self.stands, self.fill)
        self.events = Events(
            catalog, self.phrases, media.texts, self.stands, self.companies, self.works
        )
        self.company_blocks = TrackedCache[dict[str, Any]](
            (getattr(catalog, name) for name in COLLECTIONS), _COMPANIES
        )
        self.rights_cells: dict[Any, Markup] = {}
        self.facet_makers: tuple[str, ...] = ()

    def fill(self, template: str, **context: Any) -> Markup:
        """A part of a page."""
        found = self._templates.get(template)
        if found is None:
            found = self._templates[template] = self.environment.get_template(template)
            # Jinja looks into a chain of dicts, and walks all of it for each page.
            found.globals = dict(found.globals)
        return raw(found.render(self.words | context).strip())

    def credit(self, image: Image | None) -> Markup:
        """Who made a picture, and how it may be used; empty where nothing is said."""
        if image is None:
            return raw("")
        return self.texts.join([self.texts.inline(image.credit), html(image.licence or "")])

    def qr(self, path: str) -> Markup:
        """A code that opens a page elsewhere: on a phone, from a poster."""
        size, data = draw_qr(self.address + path)
        label = self.gettext("QR code: open this page on your phone")
        return raw(
            f'<img class="sc-qr" src="data:image/png;base64,{b64encode(data).decode()}" '
            f'width="{size}" height="{size}" alt="{escape(label)}">'
        )
