"""What a book says of a company, a work, a family, a service, an event.

It says what the page says: the contents of pages are filled into templates of Typst instead of
HTML, so that no fact is found on one and missed in the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from catalog.models.company import Company
from catalog.models.edition import Event, Stand
from catalog.models.family import Family
from catalog.models.service import Service
from catalog.models.vocabularies import KINDS
from catalog.models.work import Work
from catalog.print.illustrations import WIDE, Plates, code, spine, title_of
from catalog.print.text_runs import Block, Keys, Run, blocks, clean, parse, runs
from catalog.web.pages.companies import company_content, contact_context
from catalog.web.pages.families import family_content
from catalog.web.pages.open_adaptations import family_gaps
from catalog.web.pages.plan import company_path, family_path, work_path
from catalog.web.pages.rights_table import Table
from catalog.web.pages.services import country_of, service_content
from catalog.web.pages.texts import Said, is_han
from catalog.web.pages.view import View
from catalog.web.pages.works import work_content

Entry = dict[str, Any]

_CHAIN = 8  # covers in a row


class Writer:
    """Writes entries in one language."""

    def __init__(self, view: View, plates: Plates, keys: Keys, *, short: bool = False) -> None:
        self.view = view
        self.plates = plates
        self.keys = keys
        self.catalog = view.catalog
        self.short = short

    # ---- small parts -----------------------------------------------------------------

    def line(self, markup: str) -> list[Run]:
        """A line of a page."""
        return runs(markup, self.keys)

    def prose(self, markup: str) -> list[Block]:
        """A long text of a page."""
        return blocks(markup, self.keys)

    def said(self, said: Said | None) -> Entry | None:
        """A text with its language, and the mark that it is not the reader's."""
        if said is None:
            return None
        mark = clean(parse(said.mark).text()).strip()
        shown = said.shown
        return {"t": clean(shown.value), "l": shown.lang} | ({"m": mark} if mark else {})

    def rows(self, rows: Iterable[tuple[str, Any]]) -> list[Entry]:
        """Lines of facts."""
        found = [{"label": clean(label), "value": self.line(value)} for label, value in rows]
        return [row for row in found if row["value"]]

    def stands(self, stands: Sequence[Stand]) -> list[Entry]:
        """Stands as a visitor looks for them."""
        found = []
        for stand in stands:
            hall = self.view.edition.hall(stand.hall)
            found.append(
                {
                    "code": clean(self.view.stands.label(stand)),
                    "number": clean(stand.number),
                    "hall": clean(self.view.stands.hall_title(hall)) if hall else "",
                    "hall_id": stand.hall,
                    "languages": clean(self.view.phrases.language_names(stand.languages)),
                }
            )
        return found

    def name(self, company: Company) -> Entry:
        """A company's name as the reader sees it."""
        return self.said(self.view.texts.said(company.name)) or {"t": company.id, "l": ""}

    def second(self, pair: tuple[str, str] | None) -> Entry | None:
        """The other name, with its language."""
        return {"l": pair[0], "t": clean(pair[1])} if pair else None

    def brief(self, work: Work) -> Entry:
        """A work where others stand beside it."""
        return {
            "key": work_path(work.id).rstrip("/"),
            "title": self.said(self.view.texts.said(work.title)),
            "second": self.second(self.view.works.second_name(work)),
            "seal": KINDS[work.kind].seal,
            "kind": clean(self.view.works.kind(work)),
            "year": clean(self.view.phrases.year(work.released)),
            "cover": self.plates.cover(work),
        }

    def column(self, title: str, lang: str) -> Entry | None:
        """A title as a spine, where its script is written in columns."""
        return spine(title, lang) if is_han(title) else None

    # ---- works -----------------------------------------------------------------------

    def work(self, work: Work) -> Entry:
        """A work, as its page has it."""
        context = work_content(self.view, work, {}).context
        glyph, words = KINDS[work.kind].seal, _without_seal(context["kind"])
        found = {
            **self.brief(work),
            "line": clean(words),
            "spine": self.column(context["spine"], context["spine_lang"])
            if context["spine"]
            else None,
            "seal": glyph,
            "logline": self.said(context["logline"]),
            "credits": [self.line(credit) for credit in context["credits"]],
            "stands": self.stands(self.catalog.stands_showing(work.id)),
            "qr": code(self.view.address + work_path(work.id)),
            "facts": self.rows(_own_facts(work, context["facts"])),
            "rights": self.rights(context["rights"]) if context["rights"] else None,
        }
        return found if self.short else found | self._in_full(work, context)

    def _in_full(self, work: Work, context: Mapping[str, Any]) -> Entry:
        """What a work printed in short does without."""
        return {
            "wide": self.plates.picture(work.wide, WIDE),
            "synopsis": self.prose(context["synopsis"]),
            "columns": [
                {"label": clean(label), "text": self.prose(text)}
                for label, text in context["columns"]
            ],
            "details": self.rows(context["details"]),
            "notes": self.prose(self.view.texts.prose(work.localisation_notes)),
            "awards": [
                {"year": str(year or ""), "text": self.line(name) + _quiet(self.line(result))}
                for year, name, result in context["awards"]
            ],
            "figures": [
                {
                    "year": clean(date),
                    "text": self.line(text),
                    "host": clean(host),
                    "url": clean(source),
                }
                for text, source, host, date in context["figures"]
            ],
            "family": self._family_of(work),
        }

    def _family_of(self, work: Work) -> Entry | None:
        family = self.catalog.families.get(work.family or "")
        if family is None:
            return None
        name = self.said(self.view.texts.said(family.name))
        return {"key": family_path(family.id).rstrip("/"), "name": name}

    def rights(self, table: Table) -> Entry:
        """A work's rights: areas down, rights across."""
        return {
            "columns": [clean(column) for column in table.columns],
            "rows": [
                {"area": clean(area), "cells": [_cell(cell) for cell in cells]}
                for area, cells in table.rows
            ],
            "notes": [{"line": clean(line), "note": self.line(note)} for line, note in table.notes],
            "silent": table.silent,
        }

    # ---- companies -------------------------------------------------------------------

    def company(self, company: Company) -> Entry:
        """A company, as its page has it, and its own works."""
        view = self.view
        context = company_content(view, company, {}).context
        works = [w for w in self.catalog.works_of(company.id) if w.company == company.id]
        beside = [w for w in self.catalog.works_of(company.id) if w.company != company.id]
        wide, note = self._wide(company, works)
        stands = self.catalog.stands_of(company.id)
        return {
            "key": company_path(company.id).rstrip("/"),
            "name": self.name(company),
            "second": self.second(view.companies.own_name(company)),
            "place": self.line(context["place"]),
            "letter": clean(parse(context["logo"]).text()),
            "logo": self.plates.picture(company.logo, 360),
            "wide": wide,
            "wide_note": note,
            "about": self.prose(context["about"]),
            "figures": [
                {"value": clean(value), "label": clean(label)}
                for value, label in context["figures"]
            ],
            "facts": self.rows(context["facts"]),
            "stands": self.stands(stands),
            "qr": code(view.address + company_path(company.id)),
            "contacts": [self.contact(one, company.country) for one in company.public_contacts],
            "events": [self.event(event) for event in self.catalog.events_of(company.id)],
            "works": [self.work(work) for work in works],
            "beside": [self.brief(work) for work in beside],
        }

    def _wide(self, company: Company, works: Sequence[Work]) -> tuple[Entry | None, list[Run]]:
        """The company's own wide picture, or a work's, said to be that."""
        view, texts = self.view, self.view.texts
        if found := self.plates.picture(company.wide, WIDE):
            note = texts.inline(company.wide.credit) if company.wide else ""
            return found, self.line(note)
        for work in works:
            if found := self.plates.picture(work.wide, WIDE):
                note = view.works.link(work)
                if view.media.is_illustration(work.wide):
                    word = view.gettext("Illustration for the catalogue")
                    note = texts.join([note, word])
                return found, self.line(note)
        return None, []

    def contact(self, contact: Any, country: str | None) -> Entry:
        """Whom to write to; see :func:`contact_context`."""
        context = contact_context(self.view, contact, country)
        return {
            "name": self.line(context["name"]),
            "role": self.line(context["role"]),
            "ways": self.rows(context["ways"]),
            "languages": clean(context["languages"]),
        }

    # ---- families --------------------------------------------------------------------

    def family(self, family: Family) -> Entry:
        """A family: what it is, its works in order, and what could still be made of it."""
        view, texts = self.view, self.view.texts
        context = family_content(view, family, {}).context
        works = self.catalog.family_works(family.id)
        name = self.said(context["name"]) or {"t": family.id, "l": ""}
        own = context["own"]
        column = own or (name["l"], name["t"])
        return {
            "key": family_path(family.id).rstrip("/"),
            "name": name,
            "second": self.second(own),
            "spine": self.column(column[1], column[0]),
            "owner": self.line(context["owner"]),
            "about": self.prose(context["about"]),
            "universe": self.prose(context["universe"]),
            "qr": code(view.address + family_path(family.id)),
            "works": [self.brief(work) for work in works],
            "timeline": [
                {
                    "date": clean(one.date),
                    "title": self.line(one.title),
                    "text": self.line(one.text),
                }
                for one in context["timeline"]
                if one.text and not one.cover
            ],
            "gaps": [
                {
                    "seal": gap.seal,
                    "label": clean(gap.label),
                    "company": self.line(texts.bare(self.catalog.companies[gap.work.company].name)),
                    "key": work_path(gap.work.id).rstrip("/"),
                }
                for gap in family_gaps(view, works)
            ],
        }

    # ---- programme, services ---------------------------------------------------------

    def event(self, event: Event) -> Entry:
        """Something that happens."""
        context = self.view.events.context(event)
        return {
            "day": clean(context["day"]),
            "from": clean(context["from_"]),
            "until": clean(context["until"]),
            "title": self.said(context["title"]),
            "type": clean(context["type"]),
            "about": self.prose(context["about"]),
            "place": self.line(context["place"]),
            "hosts": self.line(context["hosts"]),
            "speakers": self.line(context["speakers"]),
            "works": self.line(context["works"]),
            "languages": clean(context["languages"]),
        }

    def service(self, service: Service) -> Entry:
        """Something that helps exhibitors and buyers."""
        context: Mapping[str, Any] = service_content(self.view, service).context
        contact = service.contact if service.contact and service.contact.public else None
        return {
            "name": self.said(context["name"]),
            "type": clean(context["type"]),
            "about": self.prose(context["about"]),
            # The first is the type, which stands above the name.
            "facts": self.rows(list(context["facts"])[1:]),
            "url": clean(context["url"]),
            "contact": self.contact(contact, country_of(self.view, service)) if contact else None,
        }

    def original(self, work: Work) -> Entry:
        """A work's original title."""
        return title_of(work.title, self.view.works.own_tag(work))


def _own_facts(work: Work, facts: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The facts without the company, where it stands at the head of the page anyway."""
    return list(facts)[0 if work.companies else 1 :]


def _without_seal(kind: str) -> str:
    """The words of a kind's line; the seal before them is drawn."""
    node = parse(kind)
    return "".join(c if isinstance(c, str) else "" for c in node.children)


def _quiet(line: list[Run]) -> list[Run]:
    if not line:
        return []
    return [
        " ",
        *({**run, "q": True} if isinstance(run, dict) else {"t": run, "q": True} for run in line),
    ]


def _cell(markup: str) -> Entry:
    """What is said of a right somewhere: the mark's name, the word, what is added to it."""
    node = parse(markup)
    classes = [name for cell in node.find("td") for name in cell.classes]
    mark = next((c.removeprefix("is-") for c in classes if c.startswith("is-")), "none")
    notes = [clean(small.text()) for small in node.find("small")]
    word = clean(node.text())
    for note in notes:
        word = word.replace(note, "", 1)
    return {"mark": mark, "word": word.strip(), "notes": notes}
