"""An IP family's page: one story world and the works that grew from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from catalog.edition.timeline import LAST, Moment, place_in_time
from catalog.models.dates import PartialDate
from catalog.models.family import Family
from catalog.models.vocabularies import KINDS
from catalog.models.work import Work
from catalog.web.pages.family_graph import family_graph
from catalog.web.pages.markdown import plain_text
from catalog.web.pages.markup import raw
from catalog.web.pages.media import CHAIN
from catalog.web.pages.open_adaptations import Gap, family_gaps
from catalog.web.pages.plan import work_path
from catalog.web.pages.structured_data import family_data
from catalog.web.pages.texts import ROOT, is_han, outside, seal
from catalog.web.pages.view import Content, View


class Entry(NamedTuple):
    """A line of the timeline: a milestone, a work, or both."""

    date: str
    seal: Markup
    kind: str
    href: str
    cover: Markup
    title: Markup
    text: Markup
    side: Markup


def family_chain(view: View, works: Sequence[Work], gaps: Sequence[Gap]) -> list[Markup]:
    """A family's works as a thread, what is still open at its end."""
    chain = [view.works.chain_item(work) for work in works]
    for gap in gaps:
        company = view.catalog.companies[gap.work.company]
        ask = view.gettext("Ask %(company)s") % {"company": view.texts.plain(company.name)}
        chain.append(
            view.fill(
                "parts/chain-item.html",
                seal=seal(gap.seal, hollow=True),
                href=f"{ROOT}{work_path(gap.work.id)}#rights",
                cover="",
                name=gap.label,
                note=ask,
            )
        )
    return chain


def family_content(view: View, family: Family, previews: dict[str, str]) -> Content:
    """Everything that a visitor should see of a family."""
    texts = view.texts
    name = texts.plain(family.name)
    own = view.companies.own_name(family)
    column = own or (view.lang, name)
    owner = view.catalog.companies.get(family.owner)
    works = view.catalog.family_works(family.id)
    gaps = family_gaps(view, works)
    context: dict[str, Any] = {
        "family": family,
        "name": texts.said(family.name),
        "column": column if is_han(column[1]) else None,
        "own": own,
        "about": texts.prose(family.about, 2),
        "universe": texts.prose(family.universe, 3),
        "owner": view.companies.link(owner) if owner else "",
        "style_guide": outside(family.style_guide),
        "graph": family_graph(view, family, works, gaps),
        "illustrated": view.works.illustrated(works),
        "timeline": list(_timeline(view, family, works)),
        "gaps": [
            {
                "seal": seal(gap.seal, hollow=True),
                "label": gap.label,
                "text": view.gettext("Not there yet. On offer: %(right)s rights")
                % {"right": gap.name},
                "href": f"{ROOT}{work_path(gap.work.id)}#rights",
                "company": view.companies.link(view.catalog.companies[gap.work.company]),
            }
            for gap in gaps
        ],
    }
    description = plain_text(texts.plain(family.about)) or name
    return Content(
        title=name,
        description=description,
        template="family.html",
        context=context,
        preview=previews.get(f"family:{family.id}", ""),
        translated=[
            tag
            for tag in view.edition.languages
            if tag in family.name or tag in (family.about or {})
        ],
        data=family_data(view, family, name, description),
    )


def _timeline(view: View, family: Family, works: Sequence[Work]) -> Iterator[Entry]:
    """Milestones and works in one order of time; a work named by a milestone stands with it."""
    known = view.catalog.works
    told = {m.work for m in family.timeline}
    entries: list[tuple[PartialDate | None, Work | None, Any]] = [
        (m.date, known.get(m.work or ""), m.text) for m in family.timeline
    ]
    entries += [(work.released, work, None) for work in works if work.id not in told]
    years = {work.id: work.released.year if work.released else None for work in works}
    moments = place_in_time(years, view.catalog.came_of(years))

    def moment(entry: tuple[PartialDate | None, Work | None, Any]) -> tuple[Moment, PartialDate]:
        date, work, _ = entry
        if date is None and work is not None:
            return moments[work.id], PartialDate(1)
        return (date.year, 1) if date else LAST, date or PartialDate(1)

    entries.sort(key=moment)
    for date, work, text in entries:
        yield _entry(view, date, work, text)


def _entry(view: View, date: PartialDate | None, work: Work | None, text: Any) -> Entry:
    texts = view.texts
    shown = view.localiser.date(date) if date else ""
    if work is None:
        empty = raw("")
        return Entry(shown, empty, "", "", empty, empty, texts.inline(text), empty)
    return Entry(
        shown,
        seal(KINDS[work.kind].seal),
        view.works.kind(work),
        ROOT + work_path(work.id),
        view.media.cover(work, CHAIN),
        texts.inline(work.title),
        texts.inline(text) if text else texts.inline(work.logline),
        view.companies.link(view.catalog.companies[work.company]),
    )
