"""The page that explains the open data and leads to its files."""

from __future__ import annotations

from typing import NamedTuple

from catalog.web.pages.structured_data import Data
from catalog.web.pages.texts import ROOT
from catalog.web.pages.view import Content, View

_TYPES = {"json": "application/json", "csv": "text/csv", "xml": "application/atom+xml"}


class File(NamedTuple):
    """A file to take: where it lies, its name, what it holds, and what describes it."""

    href: str
    name: str
    format: str
    about: str
    schema: str


def data_content(view: View) -> Content:
    """What there is to take, in which form, and what is left out."""
    _ = view.gettext
    title = _("Open data")
    lead = _("The public catalogue of this edition as files, for your own programs and tables.")
    files = [
        File(f"{ROOT}../data/{name}", name, format, about, f"{ROOT}../data/{schema}")
        for name, format, about, schema in (
            (
                "catalog.json",
                "JSON",
                _(
                    "Everything: companies, works, families, services, stands and programme, with "
                    "their texts in all languages"
                ),
                "catalog.schema.json",
            ),
            ("works.csv", "CSV", _("One row for each work"), "works.schema.json"),
            (
                "rights.csv",
                "CSV",
                _("One row for each right and territory that an owner names"),
                "rights.schema.json",
            ),
            ("companies.csv", "CSV", _("One row for each company"), "companies.schema.json"),
        )
    ]
    if view.lists.newest:
        feed = File(f"{ROOT}feed.xml", "feed.xml", "Atom", _("New works, for feed readers"), "")
        files.append(feed)
    notes = [
        _(
            "Only what these pages show is in the files: no drafts, and no contacts that are not "
            "public."
        ),
        _(
            "What an owner has not stated about a right is not in the table; that does not make it "
            "available."
        ),
        _(
            "The tables are UTF-8 with commas and open in any spreadsheet. What one would take for "
            "the beginning of a formula has an apostrophe before it."
        ),
        _("Texts and pictures stay with their owners. Ask them before you publish either."),
    ]
    return Content(
        title=title,
        description=lead,
        template="data.html",
        context={
            "title": title,
            "lead": lead,
            "files": files,
            "notes": notes,
            "package": f"{ROOT}../data/datapackage.json",
        },
        data=(_dataset(view, lead, files),),
        feed=bool(view.lists.newest),
    )


def _dataset(view: View, lead: str, files: list[File]) -> Data:
    base = view.address.removesuffix(f"{view.lang}/")
    return {
        "@type": "Dataset",
        "name": f"{view.texts.plain(view.edition.name)} – {view.gettext('Open data')}",
        "description": lead,
        "url": f"{view.address}data/",
        "inLanguage": list(view.edition.languages),
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.name,
                "contentUrl": f"{base}data/{file.name}",
                "encodingFormat": _TYPES[file.name.rpartition(".")[2]],
            }
            for file in files
            if file.schema
        ],
    }
