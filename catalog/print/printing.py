"""Prints an edition: the catalogue as a book, signs for stands, labels with QR codes.

The same story as the site's, to another end: content is read and checked, pictures are derived,
what pages say is gathered, and Typst makes a PDF of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from catalog.build.checking import check_content
from catalog.build.settings import Checked, Listener, Settings, public_url, silent
from catalog.edition.localise import make_localiser
from catalog.edition.resolve import Catalog
from catalog.edition.selection import refuse_languages, refuse_unknown, renamed_companies
from catalog.media.pictures import draw_covers
from catalog.print.book import make_book
from catalog.print.illustrations import Plates
from catalog.print.labels import make_labels
from catalog.print.typesetting import require_typst, typeset
from catalog.web.pages import Renderer
from catalog.web.pages.view import View

TYPST_TEMPLATES = "print"  # below theme/
MANY = 600
"""With more works than these a book prints them in short unless it is told otherwise."""


@dataclass
class Set:
    """What was printed: the files' bytes by name, and what was wrong with the records."""

    checked: Checked
    files: dict[str, bytes]


def print_catalogue(
    settings: Settings,
    languages: tuple[str, ...] = (),
    *,
    short: bool | None = None,
    listen: Listener = silent,
) -> Set:
    """The whole edition as a book, one for each language.

    Args:
        languages: () for the edition's first.
        short: several works on a page, without their long texts; None where there are more works
            than a book should have pages.

    Raises:
        CatalogError: the edition is not in a language, or Typst or a font is missing.
    """
    require_typst()
    checked = check_content(settings, listen)
    catalog = checked.catalog
    if catalog is None:
        return Set(checked, {})
    wanted = tuple(dict.fromkeys(languages or catalog.edition.languages[:1]))
    refuse_languages(wanted, catalog)
    if short is None:
        short = len(catalog.works) > MANY
    draw_covers(catalog, checked.pictures, settings.cache)
    files = {}
    for place, lang in enumerate(wanted):
        listen("print", place, len(wanted))
        plates = Plates(checked.pictures.by_path, checked.pictures.covers)
        view = _view(settings, checked, catalog, lang)
        book = make_book(view, plates, view.localiser.date(settings.today), short=short)
        files[f"{catalog.edition.id}-{lang}.pdf"] = typeset(
            "catalogue.typ",
            book,
            plates,
            lang=lang,
            templates=settings.theme / TYPST_TEMPLATES,
            cache=settings.cache,
            date=settings.today,
            jobs=settings.jobs,
        )
        listen("print", place + 1, len(wanted))
    return Set(checked, files)


def print_labels(
    settings: Settings,
    languages: tuple[str, ...] = (),
    *,
    companies: tuple[str, ...] = (),
    halls: tuple[str, ...] = (),
    paper: str = "a4",
    listen: Listener = silent,
) -> Set:
    """Signs for stands (A4) and labels for works (A6).

    Args:
        languages: one or two; () for the site's own and English.
        companies, halls: only theirs; () for all.
        paper: ``a4`` puts four labels on a sheet, ``a6`` gives each a page of its own.

    Raises:
        CatalogError: a company or hall is unknown, a language is not the edition's, or Typst or a
            font is missing.
    """
    require_typst()
    checked = check_content(settings, listen)
    catalog = checked.catalog
    if catalog is None:
        return Set(checked, {})
    renamed = renamed_companies(companies, catalog)
    companies = tuple(dict.fromkeys(renamed.get(id, id) for id in companies))
    refuse_unknown("company", companies, catalog)
    refuse_unknown("hall", halls, catalog)
    offered = catalog.edition.languages
    usual = [tag for tag in (catalog.site.source_language, "en", *offered) if tag in offered]
    wanted = tuple(dict.fromkeys(languages or tuple(dict.fromkeys(usual))[:2]))
    refuse_languages(wanted, catalog)
    views = [_view(settings, checked, catalog, tag) for tag in wanted]
    plates = Plates(checked.pictures.by_path, checked.pictures.covers)
    data = make_labels(views, plates, companies=companies, halls=halls)
    files = {}
    for name, template in (("signs", "signs.typ"), ("labels", f"labels-{paper}.typ")):
        if data[name]:
            files[f"{name}.pdf"] = typeset(
                template,
                data,
                plates,
                lang=wanted[0],
                templates=settings.theme / TYPST_TEMPLATES,
                cache=settings.cache,
                date=settings.today,
                jobs=settings.jobs,
            )
    return Set(checked, files)


def _view(settings: Settings, checked: Checked, catalog: Catalog, lang: str) -> View:
    """The catalogue as readers of one language see it on its pages."""
    localiser = make_localiser(
        lang,
        catalog.site,
        catalog.edition,
        catalog.vocabularies,
        settings.theme / "locales",
        settings.cache,
    )
    renderer = Renderer(
        catalog,
        localiser,
        checked.pictures.by_path,
        checked.pictures.covers,
        {},
        settings.theme / "pages",
        checked.plans,
        public_url(catalog),
        catalog.edition.languages,
    )
    return renderer.view
