"""Renders the pages of one language."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.compiler import CodeGenerator

from catalog.edition.localise import Localiser
from catalog.edition.resolve import Catalog
from catalog.media.hall_plans import Plan
from catalog.media.images import Picture
from catalog.web.pages.browse import (
    companies_content,
    families_content,
    services_content,
    works_content,
)
from catalog.web.pages.companies import company_content
from catalog.web.pages.families import family_content
from catalog.web.pages.halls import hall_content, halls_content
from catalog.web.pages.head import Head
from catalog.web.pages.home import home_content
from catalog.web.pages.markup import escape
from catalog.web.pages.media import Media
from catalog.web.pages.open_data import data_content
from catalog.web.pages.plan import Lists, Page, make_lists
from catalog.web.pages.programme import programme_content
from catalog.web.pages.rights_search import rights_content
from catalog.web.pages.services import service_content
from catalog.web.pages.shortlist import offline_content, shortlist_content
from catalog.web.pages.texts import ROOT, Texts, link_out
from catalog.web.pages.view import Content, View
from catalog.web.pages.works import work_content

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


class _Environment(Environment):
    code_generator_class = _Generator
    escape_once = staticmethod(escape)


_TEXT = re.compile(r"""\b_\(\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*([,)])""")


class _Loader(FileSystemLoader):
    """Loads templates with their interface texts already in one language.

    ``_('Rights')`` becomes that text's translation, escaped, as a constant, and
    ``_('Floor %(floor)s', floor=floor)`` a constant with Jinja's ``format``. Looking texts up
    while rendering would take a quarter of a page's time.
    """

    def __init__(self, templates: Path, gettext: Callable[[str], str]) -> None:
        super().__init__(templates)
        self._gettext = gettext

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, file, uptodate = super().get_source(environment, template)
        return _TEXT.sub(self._translate, source), file, uptodate

    def _translate(self, found: re.Match[str]) -> str:
        text = str(escape(self._gettext(ast.literal_eval(found[1]))))
        quoted = '"' + text.replace("\\", "\\\\") + '"'  # no bare quote: it is escaped
        return f"({quoted}|safe)" if found[2] == ")" else f"({quoted}|safe)|format("


def make_environment(
    templates: Path, gettext: Callable[[str], str], compiled: Path | None = None
) -> Environment:
    """The templates of record bodies in one language: always escaping, strict.

    Args:
        compiled: a folder of this language's to keep compiled templates in.
    """
    environment = _Environment(
        loader=_Loader(templates, gettext),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,  # a template that changed is another build's
        bytecode_cache=_bytecode(compiled) if compiled else None,
    )
    environment.globals["link_out"] = link_out
    return environment


def _bytecode(folder: Path) -> FileSystemBytecodeCache:
    """Compiled templates, kept by their source; in another folder for another compiler."""
    compiler = Path(__file__).read_bytes() + version("jinja2").encode()
    folder = folder / hashlib.sha256(compiler).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder), "%s")


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
        lists: what stands on each list, the same for all languages.
        compiled: a folder to keep compiled templates in.
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
        lists: Lists | None = None,
        compiled: Path | None = None,
    ) -> None:
        texts = Texts(localiser)
        kept = compiled / localiser.lang if compiled else None
        environment = make_environment(templates, localiser.gettext, kept)
        self.catalog = catalog
        media = Media(pictures, covers, texts)
        base = f"{site_url.rstrip('/')}/{catalog.edition.id}/"
        self.view = View(
            catalog,
            lists or make_lists(catalog),
            localiser,
            media,
            plans,
            environment,
            f"{base}{localiser.lang}/",
        )
        self.view.words["attributes"] = texts.attributes
        self.view.words["notice"] = texts.inline(catalog.edition.notice)
        self.previews = dict(previews)
        self.edition_name = texts.plain(catalog.edition.name)
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
            "data": lambda _: data_content(self.view),
            "shortlist": lambda _: shortlist_content(self.view),
            "offline": lambda _: offline_content(self.view),
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
            preview=content.preview or self._fallback_preview,
            kind=content.kind,
            translated=content.translated,
            data=content.data,
            canonical=canonical,
            feed=f"{root}feed.xml" if content.feed else "",
        )
        return {
            "title": escape(title),
            "description": escape(content.description),
            "path": page.path,
            "head": head,
            "body": _place(self.view.fill(content.template, **content.context), root),
        }

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
    # str's own: Markup's would escape what it puts in.
    if not root:
        body = str.replace(body, f'href="{ROOT}"', 'href="./"')
    return str.replace(body, ROOT, root)
