"""What the pages of one language share: names, links, cards, chains. Made once a language."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from jinja2 import Environment, Template
from markupsafe import Markup

from catalog.edition.localise import Localiser
from catalog.edition.resolve import Catalog
from catalog.media.hall_plans import Plan, StandLink, render_plan, stand_anchor
from catalog.media.qr import draw_qr
from catalog.models.company import Company
from catalog.models.dates import PartialDate
from catalog.models.edition import Edition, Event, Hall, Stand, hall_sign, stand_code
from catalog.models.family import Family
from catalog.models.images import Image
from catalog.models.vocabularies import KINDS
from catalog.models.work import Work
from catalog.web.pages.markup import escape, html, raw
from catalog.web.pages.media import CARD, CHAIN, Media
from catalog.web.pages.plan import Lists, company_path, event_file, hall_path, list_path, work_path
from catalog.web.pages.texts import ROOT, Texts, seal

Row = tuple[str, Markup]
"""A line of facts: its label, plain, and its value."""

_LEVEL = 2  # of headings in cards, where not another is asked for
_KEPT = 1024  # cards and chains kept for the next page that shows them


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


class Hit(NamedTuple):
    """An entry of a list of links: where to, what it is called, how many."""

    href: str
    label: Markup
    number: str
    seal: Markup


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
        self.edition: Edition = self.catalog.edition
        self.localiser = localiser
        self.lang = localiser.lang
        self.texts: Texts = media.texts
        self.media = media
        self.plans = plans
        self.environment = environment
        self.address = address
        self.lists = lists
        self.gettext = localiser.gettext
        self.ngettext = localiser.ngettext
        self.words: dict[str, Any] = {
            "R": ROOT,
        }
        self._templates: dict[str, Template] = {}
        self._cards: dict[str, Markup] = {}
        self._links: dict[str, Markup] = {}
        self._years: dict[int, str] = {}
        self._names: dict[tuple[str, ...], str] = {}
        self._events: dict[str, dict[str, Any]] = {}
        self.rights_cells: dict[Any, Markup] = {}
        self.companies: dict[str, dict[str, Any]] = {}
        self.facet_makers: tuple[str, ...] = ()

    # ---- templates -------------------------------------------------------------------

    def fill(self, template: str, **context: Any) -> Markup:
        """A part of a page."""
        found = self._templates.get(template)
        if found is None:
            found = self._templates[template] = self.environment.get_template(template)
            # Jinja looks into a chain of dicts, and walks all of it for each page.
            found.globals = dict(found.globals)
        return raw(found.render(self.words | context).strip())

    # ---- words -----------------------------------------------------------------------

    def works_count(self, number: int) -> str:
        """``34 works``."""
        shown = self.localiser.number(number)
        return self.ngettext("%(number)s work", "%(number)s works", number) % {"number": shown}

    def companies_count(self, number: int) -> str:
        """``16 companies``."""
        shown = self.localiser.number(number)
        pattern = self.ngettext("%(number)s company", "%(number)s companies", number)
        return pattern % {"number": shown}

    def labelled(self, label: str, text: str) -> str:
        """``Works: 34 works``, plain; French sets a space before the colon, Chinese a wide one."""
        return self.gettext("%(label)s: %(text)s") % {"label": label, "text": text}

    def language_names(self, tags: Iterable[str]) -> str:
        """Names of languages in one line, plain."""
        key = tuple(dict.fromkeys(tags))
        if key not in self._names:
            self._names[key] = self.localiser.join([self.localiser.language(t) for t in key])
        return self._names[key]

    def territory_names(self, codes: Iterable[str]) -> str:
        """Names of territories in one line, plain."""
        key = ("territories", *codes)
        if key not in self._names:
            names = [self.localiser.territory(c) for c in dict.fromkeys(key[1:])]
            self._names[key] = self.localiser.join(names)
        return self._names[key]

    def year(self, date: PartialDate | None) -> str:
        """A year as the language writes it."""
        if date is None:
            return ""
        if date.year not in self._years:
            self._years[date.year] = self.localiser.date(PartialDate(date.year))
        return self._years[date.year]

    @cached_property
    def separator(self) -> str:
        """Stands between the parts of a line of facts, such as a kind and a year."""
        return " · " if self.lang.startswith(("zh", "ja", "ko")) else self.localiser.join(["", ""])

    def line(self, parts: Iterable[str]) -> Markup:
        """A line of facts, plain parts."""
        return html(self.separator.join(part for part in parts if part))

    @cached_property
    def right_states(self) -> dict[str, str]:
        """What can be said of a right somewhere, in words."""
        _ = self.gettext
        return {
            "available": _("Available"),
            "part": _("In part"),
            "under-offer": _("Under offer"),
            "taken": _("Taken"),
            "not-stated": _("Not stated"),
        }

    # ---- works -----------------------------------------------------------------------

    def works_by(self, company: str) -> int:
        """How many works a company has."""
        return len(self.catalog.index.works_of.get(company, ()))

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
        words = self.line((self.kind(work), self.year(work.released)))
        return raw(f"{seal(KINDS[work.kind].seal)}{words}")

    def work_link(self, work: Work, *, marked: bool = True) -> Markup:
        """A work's title, leading to it."""
        title = self.texts.inline(work.title) if marked else self.texts.bare(work.title)
        return raw(f'<a class="sc-ref" href="{ROOT}{work_path(work.id)}">{title}</a>')

    def work_links(self, works: Sequence[Work]) -> Markup:
        """Several of them, with one mark for those in another language."""
        links = [self.work_link(work, marked=False) for work in works]
        return self.texts.marked(links, (work.title for work in works))

    def card(self, work: Work, level: int, *, eager: bool = False) -> Markup:
        """A work in a grid; its title is a heading of that level."""
        found = self._cards.get(work.id)
        if found is None:
            if len(self._cards) >= _KEPT:
                self._cards.clear()
            found = self._cards[work.id] = self._card(work)
        else:
            self.catalog.companies[work.company]  # shown, though not looked up this time
        card: str = found
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
        separator = " " if self.separator == " · " else self.separator
        code = escape(self.stand_label(stands[0]))
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
        found = self._links.get(work.id)
        if found is None:
            if len(self._links) >= _KEPT:
                self._links.clear()
            found = self._links[work.id] = self.fill(
                "parts/chain-item.html",
                seal=seal(KINDS[work.kind].seal),
                href=ROOT + work_path(work.id),
                cover=self.media.cover(work, CHAIN),
                name=self.texts.inline(work.title),
                note=self.line((self.kind(work), self.year(work.released))),
            )
        if here:
            return raw(str.replace(found, "<li>", '<li class="is-here" aria-current="true">', 1))
        return found

    # ---- companies, families ---------------------------------------------------------

    def company_link(self, company: Company, *, marked: bool = True) -> Markup:
        """A company's name, leading to it."""
        name = self.texts.inline(company.name) if marked else self.texts.bare(company.name)
        return raw(f'<a class="sc-ref" href="{ROOT}{company_path(company.id)}">{name}</a>')

    def company_links(self, ids: Iterable[str]) -> Markup:
        """Several of them, with one mark for those in another language."""
        known = [self.catalog.companies[id] for id in ids if id in self.catalog.companies]
        links = [self.company_link(company, marked=False) for company in known]
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

    # ---- halls and stands ------------------------------------------------------------

    def hall_sign(self, hall: Hall) -> str:
        """What a sign would show for a hall: "3" of ``hall-3``, "A" of ``hall-a``."""
        return hall_sign(hall.id)

    def hall_name(self, hall: Hall) -> Markup:
        """A hall's name, or "Hall 3"."""
        if hall.name:
            return self.texts.inline(hall.name)
        sign = self.hall_sign(hall) or hall.id
        return html(self.gettext("Hall %(name)s") % {"name": sign})

    def hall_title(self, hall: Hall) -> str:
        """The same, plain."""
        if hall.name:
            return self.texts.plain(hall.name)
        return self.gettext("Hall %(name)s") % {"name": self.hall_sign(hall) or hall.id}

    def stand_code(self, stand: Stand) -> Markup:
        """``3 · B12``; does not turn round in a right-to-left line."""
        return raw(f'<bdi dir="ltr">{escape(self.stand_label(stand))}</bdi>')

    def stand_label(self, stand: Stand) -> str:
        """The same, plain."""
        return stand_code(stand.number, stand.hall)

    def stand_href(self, stand: Stand) -> str:
        """A stand on its hall's page."""
        return f"{ROOT}{hall_path(stand.hall)}#{stand_anchor(stand.number)}"

    def plan(
        self, hall: Hall, *, own: Sequence[Stand] = (), whole: bool = False, still: bool = False
    ) -> Markup:
        """A hall's plan, or nothing where it has none.

        With ``own`` these stands are marked; ``whole`` is for the hall's own page, where each
        shape leads to the company or to the list below. Elsewhere only the marked ones are
        links: hundreds of others would outweigh the page. A ``still`` plan has none at all.
        """
        plan = self.plans.get(hall.id)
        if plan is None:
            return raw("")
        links = {}
        shown = () if still else self.catalog.stands_in(hall.id) if whole else own
        for stand in (s for s in shown if s.hall == hall.id):
            names = [self.texts.plain(self.catalog.companies[c].name) for c in stand.companies]
            href = ROOT + company_path(stand.companies[0])
            if len(stand.companies) > 1:
                lead = "" if whole else ROOT + hall_path(hall.id)
                href = f"{lead}#at-{stand_anchor(stand.number)}"
            title = self.labelled(stand.number, self.localiser.join(names))
            links[stand.number] = StandLink(href, title)
        label = self.gettext("Plan of %(hall)s") % {"hall": self.hall_title(hall)}
        marked = frozenset(stand.number for stand in own if stand.hall == hall.id)
        return raw(render_plan(plan, links, label=label, highlight=marked, anchors=whole))

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

    # ---- events ----------------------------------------------------------------------

    def place(self, event: Event) -> Markup:
        """Where an event happens: a hall, or what was written."""
        hall = self.edition.hall(event.hall_id(self.edition) or "")
        if hall is None:
            return self.texts.inline(event.place)
        return raw(
            f'<a class="sc-ref" href="{ROOT}{hall_path(hall.id)}">{self.hall_name(hall)}</a>'
        )

    def event_context(self, event: Event, *, dated: bool = True) -> dict[str, Any]:
        """What ``parts/event.html`` prints of an event."""
        id = self.catalog.event_id(event)
        key = id if dated else f"{id} undated"
        if key not in self._events:
            self._events[key] = self._event_context(id, event, dated=dated)
        else:  # shown, though not looked up this time
            for host in event.hosts:
                self.catalog.companies.get(host)
            for work in event.works:
                self.catalog.works.get(work)
        return self._events[key]

    def _event_context(self, id: str, event: Event, *, dated: bool) -> dict[str, Any]:
        works = [self.catalog.works[w] for w in event.works if w in self.catalog.works]
        zone = ZoneInfo(self.edition.timezone)
        return {
            "id": id,
            "ics": f"{ROOT}../{event_file(id, self.lang)}",
            "start": event.start.replace(tzinfo=zone).isoformat(timespec="minutes"),
            "end": event.end.replace(tzinfo=zone).isoformat(timespec="minutes"),
            "day": _unbroken(self.localiser.short_day(event.start.date())) if dated else "",
            "from_": self.localiser.time(event.start),
            "until": self.localiser.time(event.end),
            "title": self.texts.said(event.title),
            "type": self.localiser.label("event-type", event.type) if event.type else "",
            "about": self.texts.prose(event.about, 4),
            "place": self.place(event),
            "hosts": self.company_links(event.hosts),
            "speakers": self.texts.all(event.speakers),
            "works": self.work_links(works),
            "languages": self.language_names(event.languages),
            "url": event.url,
        }

    def events(self, events: Iterable[Event], *, dated: bool = True) -> list[dict[str, Any]]:
        """The same of several."""
        return [self.event_context(event, dated=dated) for event in events]

    # ---- browsing --------------------------------------------------------------------

    @cached_property
    def group_hits(self) -> list[Hit]:
        """The groups of works that there are, all of them first."""
        total = len(self.catalog.works)
        everything = Hit(
            f"{ROOT}works/",
            html(self.gettext("All kinds")),
            self.localiser.number(total),
            raw(""),
        )
        return [everything, *(self.group_hit(group, count) for group, count in self.lists.groups)]

    def group_hit(self, group: str, count: int) -> Hit:
        """A group as a link to its list."""
        glyph = next(k.seal for k in KINDS.values() if k.group == group)
        return Hit(
            ROOT + list_path(f"works/group/{group}"),
            html(self.localiser.label("group", group)),
            self.localiser.number(count),
            seal(glyph),
        )

    def kind_hit(self, kind: str, count: int) -> Hit:
        """A kind as a link to its list."""
        return Hit(
            ROOT + list_path(f"works/kind/{kind}"),
            html(self.localiser.label("kind", kind)),
            self.localiser.number(count),
            seal(KINDS[kind].seal),
        )

    def genre_hit(self, genre: str, count: int) -> Hit:
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


def _unbroken(day: str) -> str:
    """A date of which only the day of the week may stand in a line of its own."""
    at = re.search(r"\d", day)
    if at is None or "日" in day:
        return day.replace("日", "日\u200b", 1)
    return day[: at.start()] + day[at.start() :].replace(" ", "\u00a0")
