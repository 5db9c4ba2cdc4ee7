"""Renders the pages of one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.compiler import CodeGenerator
from markupsafe import Markup
from markupsafe import escape as markupsafe_escape

from catalog.images import Picture
from catalog.localise import Localiser
from catalog.pages.browse import (
    companies_content,
    families_content,
    services_content,
    works_content,
)
from catalog.pages.companies import company_content
from catalog.pages.fair import (
    hall_content,
    halls_content,
    home_content,
    programme_content,
    service_content,
)
from catalog.pages.families import family_content
from catalog.pages.head import Head
from catalog.pages.media import Media
from catalog.pages.offers import rights_content
from catalog.pages.plan import Page
from catalog.pages.texts import ROOT, Texts, link_out
from catalog.pages.view import Content, View
from catalog.pages.works import work_content
from catalog.plans import Plan
from catalog.resolve import Catalog

Stamp = dict[str, str]
"""The values of a shell's slots: title, description, path, head, body; all escaped."""


class _Generator(CodeGenerator):
    """Compiles templates so that what is markup already is not escaped into a copy of itself.

    Most of what our templates print is; that halves their time. Should Jinja one day call
    another method than this one, its own escaping is back and nothing else changes.
    """

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
            return
        self.write("environment.escape_once(")
        if finalize.src is not None:
            self.write(finalize.src)


def escape_once(value: Any) -> str:
    """A value as markup: markup as it is, everything else escaped."""
    return value if type(value) is Markup else markupsafe_escape(value)


class _Environment(Environment):
    code_generator_class = _Generator
    escape_once = staticmethod(escape_once)


@lru_cache(maxsize=4)
def make_environment(templates: Path) -> Environment:
    """The templates of record bodies: always escaping, strict, the same for all languages.

    Interface texts come with each rendering, so that a template is compiled once, not once a
    language.
    """
    environment = _Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.globals["link_out"] = link_out
    return environment


class Renderer:
    """Makes the pages of one language; made once for it.

    Args:
        pictures: content-relative path → derived picture; what was refused is not there.
        covers: record id → media file name of its drawn cover.
        previews: record id → media file name of its picture for link previews.
        templates: the folder ``theme/pages``.
        plans: hall id → its plan.
        site_url: the public address of the whole output, with a slash at its end.
        languages: those of the edition.
    """

    def __init__(
        self,
        catalog: Catalog,
        localiser: Localiser,
        pictures: Mapping[str, Picture],
        covers: Mapping[str, str],
        previews: Mapping[str, str],
        templates: Path,
        plans: Mapping[str, Plan],
        site_url: str,
        languages: Sequence[str],
    ) -> None:
        texts = Texts(localiser)
        environment = make_environment(templates)
        self.catalog = catalog
        self.view = View(catalog, localiser, Media(pictures, covers, texts), plans, environment)
        self.view.words["attributes"] = texts.attributes
        self.previews = dict(previews)
        self.edition_name = texts.plain(catalog.edition.name)
        base = f"{site_url.rstrip('/')}/{catalog.edition.id}/"
        self.head = Head(base, localiser.lang, languages, self.edition_name)
        self._fallback_preview = next(
            (previews[w] for w in (*catalog.edition.featured, *catalog.works) if w in previews), ""
        )
        self._contents: dict[str, Callable[[str], Content]] = {
            "home": lambda _: home_content(self.view, self.previews),
            "works": lambda key: works_content(self.view, key),
            "list": lambda key: works_content(self.view, key),
            "work": lambda key: work_content(self.view, catalog.works[key], self.previews),
            "companies": lambda key: companies_content(self.view, key),
            "company": lambda key: company_content(
                self.view, catalog.companies[key], self.previews
            ),
            "families": lambda key: families_content(self.view, key),
            "family": lambda key: family_content(self.view, catalog.families[key], self.previews),
            "services": lambda key: services_content(self.view, key),
            "service": lambda key: service_content(self.view, catalog.services[key]),
            "halls": lambda _: halls_content(self.view),
            "hall": lambda key: hall_content(self.view, self._hall(key)),
            "programme": lambda _: programme_content(self.view),
            "rights": lambda _: rights_content(self.view),
        }

    def render(self, page: Page) -> Stamp:
        """The values of a page's slots."""
        root = "../" * page.depth
        if page.kind == "redirect":
            return self._redirect(page, root)
        content = self._contents[page.kind](page.key)
        title = content.title
        if page.kind != "home":
            title = f"{title} – {self.edition_name}"
        # A page that says the same as its list's first one is known by that one's address.
        canonical = content.canonical if content.canonical != page.path else None
        head = self.head.render(
            page.path,
            title=content.title,
            description=content.description,
            preview=content.preview or self._fallback_preview,
            kind=content.kind,
            translated=content.translated,
            data=self._data(page, content),
            canonical=canonical,
        )
        return {
            "title": escape(title),
            "description": escape(content.description),
            "path": page.path,
            "head": head,
            "body": _place(self.view.fill(content.template, **content.context), root),
        }

    def _data(self, page: Page, content: Content) -> Mapping[str, Any] | None:
        if not content.data:
            return None
        data = {**content.data, "url": self.head.address(page.path)}
        if image := data.get("image"):
            data["image"] = f"{self.head.base}media/{image}"
        return data

    def _redirect(self, page: Page, root: str) -> Stamp:
        title = self.view.gettext("This page has moved")
        body = self.view.fill("redirect.html", href=ROOT + page.key)
        return {
            "title": escape(f"{title} – {self.edition_name}"),
            "description": escape(title),
            "path": page.path,
            "head": self.head.redirect(page.key, root + page.key),
            "body": _place(body, root),
        }

    def _hall(self, id: str) -> Any:
        return self.catalog.edition.hall(id)


def _place(body: str, root: str) -> str:
    """Put in the way up from where the page lies.

    On the home page a link to the home itself needs some text: "./".
    """
    if not root:
        body = body.replace(f'href="{ROOT}"', 'href="./"')
    return body.replace(ROOT, root)
