"""Companies as other pages name them: links, logos, names of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup

from catalog.edition.resolve import Catalog
from catalog.models.company import Company
from catalog.models.family import Family
from catalog.web.pages.markup import escape, raw
from catalog.web.pages.media import Media
from catalog.web.pages.plan import company_path
from catalog.web.pages.texts import ROOT, Texts


class CompanyNames:
    """Companies as readers of one language see them named."""

    def __init__(self, catalog: Catalog, media: Media, lang: str) -> None:
        self.catalog = catalog
        self.media = media
        self.texts: Texts = media.texts
        self.lang = lang

    def works_by(self, company: str) -> int:
        """How many works a company has."""
        return len(self.catalog.index.works_of.get(company, ()))

    def link(self, company: Company, *, marked: bool = True) -> Markup:
        """A company's name, leading to it."""
        name = self.texts.inline(company.name) if marked else self.texts.bare(company.name)
        return raw(f'<a class="sc-ref" href="{ROOT}{company_path(company.id)}">{name}</a>')

    def links(self, ids: Iterable[str]) -> Markup:
        """Several of them, with one mark for those in another language."""
        known = [self.catalog.companies[id] for id in ids if id in self.catalog.companies]
        links = [self.link(company, marked=False) for company in known]
        return self.texts.marked(links, (company.name for company in known))

    def own_name(self, record: Company | Family) -> tuple[str, str] | None:
        """A company's or family's original name, where it is not the one shown."""
        own = record.lang or self.catalog.site.source_language
        name = record.name.get(own)
        if name is None or name == self.texts.plain(record.name) or own == self.lang:
            return None
        return own, name

    def own_name_line(self, record: Company | Family, css: str = "sc-card__o") -> Markup | None:
        """The same as a paragraph."""
        own = self.own_name(record)
        if own is None:
            return None
        return raw(f'<p class="{css}"{self.texts.attributes(own[0])}>{escape(own[1])}</p>')

    def logo(self, company: Company) -> Markup:
        """A company's logo, or the first character of its name; a number stays whole."""
        picture = self.media.find(company.logo)
        if picture:
            image = self.media.img(picture, "8rem")
            return raw(f'<span class="sc-logo sc-logo--img">{image}</span>')
        own = company.lang or self.catalog.site.source_language
        name = company.name.get(own) or next(iter(company.name.values()))
        found = re.search(r"\d{1,4}|[^\W_]", name)
        letter = found[0] if found else ""
        tag = own if own in company.name else next(iter(company.name))
        return raw(
            f'<span class="sc-logo" lang="{escape(tag)}" aria-hidden="true">{escape(letter)}</span>'
        )
