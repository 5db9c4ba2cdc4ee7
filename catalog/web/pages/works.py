"""A work's page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from unicodedata import east_asian_width

from markupsafe import Markup

from catalog.models.company import Company
from catalog.models.edition import Stand
from catalog.models.images import Image
from catalog.models.texts import Text
from catalog.models.vocabularies import KINDS, ROLES
from catalog.models.work import Work
from catalog.web.pages.markdown import plain_text
from catalog.web.pages.markup import html, raw
from catalog.web.pages.media import ASIDE, FULL, HALF
from catalog.web.pages.plan import company_path, family_path, list_path, work_path
from catalog.web.pages.rights_table import rights_table
from catalog.web.pages.structured_data import identifier_address, work_data
from catalog.web.pages.texts import ROOT, host_of, is_han, link_out, outside, seal
from catalog.web.pages.view import Content, Row, View

_EVENTS = 6  # of the work, then of its company
_CHAIN = 12  # works of a family shown on the page of one of them
# A list's item that begins with a heading; quotation marks may stand before its first word.
_NOTE = re.compile(
    r"<li>(<strong>[^<]*</strong>)\s*[:：—–-]\s*((?:&quot;|&#34;|&nbsp;|[\"“«„‘¿¡(]|\s)*)([^\W\d_]*)"
)
_SPINE = 10  # characters that can stand beside the heading as the spine of a book
_LONG, _LONGER = 24, 56  # half widths of a title


class GalleryItem(NamedTuple):
    """A picture of the gallery: its file, itself, and what is said below it."""

    href: str
    image: Markup
    caption: Markup
    notes: Markup
    illustration: bool


def work_content(view: View, work: Work, previews: dict[str, str]) -> Content:
    """Everything that a visitor should see of a work."""
    texts, catalog = view.texts, view.catalog
    title = texts.said(work.title)
    logline = texts.said(work.logline)
    company = catalog.companies[work.company]
    stands = catalog.stands_showing(work.id)
    wide = view.media.find(work.wide)
    plain_title, plain_logline = texts.plain(work.title), texts.plain(work.logline)
    own = view.works.own_tag(work)
    spine = work.title[own] if is_han(work.title[own]) else ""
    if len(spine) > _SPINE:
        spine = ""
    group = KINDS[work.kind].group
    meeting = next((s.meeting_url for s in stands if outside(s.meeting_url)), None)
    contacts = f"{ROOT}{company_path(company.id)}#contacts" if company.public_contacts else ""
    context: dict[str, Any] = {
        "work": work,
        "title": title,
        "title_size": _size(title.shown.value if title else ""),
        "logline": logline,
        "second": view.works.second_name(work),
        "spine": spine,
        "spine_lang": own,
        "ground": view.media.ground(work),
        "wide": view.media.img(wide, FULL, view.media.alt(work.wide, ""), eager=True)
        if wide
        else "",
        "cover": view.media.cover(
            work,
            ASIDE,
            view.media.alt(work.cover, view.gettext("Cover of %(title)s") % {"title": plain_title}),
            eager=True,
        ),
        "credits": _credits(view, work),
        "group": view.localiser.label("group", group),
        "group_href": ROOT + list_path(f"works/group/{group}"),
        "kind": raw(f"{seal(KINDS[work.kind].seal)}{view.phrases.line(_kind_parts(view, work))}"),
        "stands": [_stand(view, stand) for stand in stands],
        "meeting": meeting,
        "contact_href": contacts,
        "trailer": outside(work.trailer),
        "screener": _screener(work, ask=meeting or contacts),
        "screener_access": view.localiser.label("access", work.screener.access)
        if work.screener
        else "",
        "facts": list(_facts(view, work)),
        "details": list(_details(view, work)),
        "synopsis": texts.prose(work.synopsis, told=logline.shown if logline else None),
        "columns": list(_columns(view, work)),
        "rights": rights_table(view, work) if work.rights else None,
        "gallery": gallery_items(view, work.gallery),
        "notes": _notes(view, work),
        "chain": _chain(view, work),
        "awards": [
            (award.year, texts.inline(award.name), texts.inline(award.result))
            for award in work.awards
        ],
        "figures": [
            (
                texts.inline(fact.text),
                outside(fact.source),
                host_of(fact.source),
                view.localiser.date(fact.as_of) if fact.as_of else "",
            )
            for fact in work.facts
        ],
        "events": _events(view, work),
        "qr": view.qr(work_path(work.id)),
        "company": _known_company(view, company),
    }
    family = catalog.families.get(work.family or "")
    context["family_href"] = ROOT + family_path(family.id) if family else ""
    context["family_name"] = texts.inline(family.name) if family else ""
    description = plain_logline or plain_text(texts.plain(work.synopsis))
    return Content(
        title=plain_title,
        description=description,
        template="work.html",
        context=context,
        preview=previews.get(work.id, ""),
        kind="article",
        translated=[t for t in view.edition.languages if t in work.title or t in work.logline],
        data=work_data(view, work, plain_title, description),
    )


def _size(title: str) -> str:
    """The class of a heading that would fill the page at the size of short ones."""
    cells = sum(2 if east_asian_width(char) in "WF" else 1 for char in title)
    return " sc-h--longer" if cells > _LONGER else " sc-h--long" if cells > _LONG else ""


# ---- head of the page ------------------------------------------------------------------


def _kind_parts(view: View, work: Work) -> Iterator[str]:
    yield view.works.kind(work)
    number = view.localiser.number
    if work.screen and work.screen.episodes:
        count = work.screen.episodes
        pattern = view.ngettext("%(number)s episode", "%(number)s episodes", count)
        yield pattern % {"number": number(count)}
    elif work.screen and work.screen.minutes:
        yield _minutes(view, work.screen.minutes)
    yield view.phrases.year(work.released)


def _minutes(view: View, minutes: int) -> str:
    pattern = view.ngettext("%(number)s minute", "%(number)s minutes", minutes)
    return pattern % {"number": view.localiser.number(minutes)}


def _credits(view: View, work: Work) -> list[Markup]:
    """What must be said of the cover and the wide picture, each thing once."""
    said: dict[str, Markup] = {}
    shown = [image for image in (work.cover, work.wide) if view.media.find(image)]
    if any(view.media.is_illustration(image) for image in shown) or not view.media.find(work.cover):
        said["illustration"] = illustration_note(view)
    for image in shown:
        line = view.credit(image)
        if line:
            said[str(line)] = line
    return list(said.values())


def illustration_note(view: View) -> Markup:
    """Said wherever a picture is shown that was drawn for the catalogue."""
    return html(view.gettext("Illustration for the catalogue, not the work's own artwork"))


def _stand(view: View, stand: Stand) -> dict[str, Any]:
    hall = view.edition.hall(stand.hall)
    return {
        "code": view.stands.code(stand),
        "hall": view.stands.hall_name(hall) if hall else "",
        "href": view.stands.href(stand),
        "companies": view.companies.links(stand.companies),
        "languages": view.phrases.language_names(stand.languages),
        "meeting": outside(stand.meeting_url),
        "on_plan": stand.hall in view.plans,
    }


# ---- facts -----------------------------------------------------------------------------


def _facts(view: View, work: Work) -> Iterator[Row]:
    _, texts, localiser = view.gettext, view.texts, view.localiser
    yield _("Company"), view.companies.links((work.company, *work.companies))
    if work.status:
        yield _("Status"), html(localiser.label("status", work.status))
    if work.released:
        yield _("Released"), html(localiser.date(work.released))
    yield (
        _("Genre"),
        texts.join([view.hits.genre_link(g) for g in dict.fromkeys(work.genres)]),
    )
    yield from _people(view, work)
    yield from _relations(view, work)
    if work.country:
        yield _("Country"), html(localiser.territory(work.country))
    if work.original_language:
        yield _("Original language"), html(localiser.language(work.original_language))
    yield from _languages(view, work)
    if work.ratings:
        ratings = [
            html(f"{localiser.label('rating-system', r.system)} {r.value}") for r in work.ratings
        ]
        yield _("Age rating"), texts.join(ratings)
    if work.seeking:
        yield (
            _("Looking for"),
            html(localiser.join([localiser.label("seeking", s) for s in work.seeking])),
        )


def _people(view: View, work: Work) -> Iterator[Row]:
    by_role: dict[str, list[Text]] = {}
    for person in work.people:
        by_role.setdefault(person.role or "", []).append(person.name)
    for role in sorted(by_role, key=lambda r: (r == "", _ROLE_ORDER.get(r, len(_ROLE_ORDER)))):
        if role:
            label = view.localiser.label("role", role)
        else:
            # Translators: stands before people who took part in a work, without a word as what
            label = view.localiser.pgettext("people of a work", "With")
        yield label, view.texts.all(by_role[role])


_ROLE_ORDER = {role: place for place, role in enumerate(ROLES)}


def _relations(view: View, work: Work) -> Iterator[Row]:
    by_type: dict[str, list[Markup]] = {}
    for link in view.catalog.links_of(work.id):
        if link.work is not None:
            name, kind = view.works.link(link.work), link.work.kind
        else:
            name, kind = view.texts.inline(link.title), link.kind or ""
        notes = [view.localiser.label("kind", kind)] if kind else []
        if link.public_domain:
            notes.append(view.gettext("public domain"))
        note = f' <span class="sc-muted">{html(view.localiser.join(notes))}</span>' if notes else ""
        by_type.setdefault(link.type, []).append(raw(f"<p>{name}{note}</p>"))
    for type_, links in by_type.items():
        yield view.localiser.label("relation", type_), raw("".join(links))


def _languages(view: View, work: Work) -> Iterator[Row]:
    _ = view.gettext
    found: dict[str, list[str]] = {
        _("Text"): [],
        _("Audio"): [],
        _("Subtitles"): [],
        _("Languages"): [],
    }
    text, audio, subtitles, plain = found.values()
    for version in work.languages:
        for wanted, tags in (
            (version.text, text),
            (version.audio, audio),
            (version.subtitles, subtitles),
        ):
            if wanted:
                tags.extend(version.lang)
        if not (version.text or version.audio or version.subtitles):
            plain.extend(version.lang)
    for label, tags in found.items():
        if tags:
            yield label, html(view.phrases.language_names(tags))


def _details(view: View, work: Work) -> Iterator[Row]:
    """What a specialist looks for: formats, other titles, numbers."""
    _, localiser = view.gettext, view.localiser
    if work.alt_titles:
        titles = [view.texts.other(tag, title) for tag, title in work.alt_titles.items()]
        yield _("Other titles"), view.texts.join(titles)
    others = [tag for tag in work.title if tag not in (view.lang, view.works.own_tag(work))]
    shown = view.texts.plain(work.title)
    # A title that several languages share is said once.
    different = {work.title[tag]: tag for tag in reversed(others) if work.title[tag] != shown}
    titles = [view.texts.other(tag, title) for title, tag in reversed(different.items())]
    if titles:
        yield _("Title in other languages"), view.texts.join(titles)
    yield from _book(view, work)
    yield from _screen(view, work)
    yield from _game(view, work)
    for licence in work.licences:
        date = f" ({localiser.date(licence.date)})" if licence.date else ""
        number = raw(f'<bdi dir="ltr">{html(licence.number)}</bdi>{html(date)}')
        yield localiser.label("licence-type", licence.type), number
    for system, value in work.ids.items():
        yield localiser.label("identifier", system), _identifier(system, value)


def _number(view: View, value: int | None) -> Markup:
    return html(view.localiser.number(value)) if value is not None else raw("")


def _yes_no(view: View, value: bool | None) -> Markup:
    if value is None:
        return raw("")
    return html(view.gettext("Yes") if value else view.gettext("No"))


def _known(rows: list[Row]) -> Iterator[Row]:
    return (row for row in rows if row[1])


def _book(view: View, work: Work) -> Iterator[Row]:
    _, book = view.gettext, work.book
    if book is None:
        return iter(())
    return _known(
        [
            (_("Words"), _number(view, book.words)),
            (_("Chapters"), _number(view, book.chapters)),
            (_("Page count"), _number(view, book.pages)),
            # "complete" as a status says it already
            (_("Complete"), _yes_no(view, None if work.status == "complete" else book.complete)),
            (_("Serialised on"), view.texts.inline(book.serial_platform)),
            (_("Sample"), _out(book.sample, _("Read a sample"))),
        ]
    )


def _screen(view: View, work: Work) -> Iterator[Row]:
    _, screen = view.gettext, work.screen
    if screen is None:
        return iter(())
    audio = screen.original_audio
    return _known(
        [
            (_("Seasons"), _number(view, screen.seasons)),
            (_("Episodes"), _number(view, screen.episodes)),
            (_("Length"), html(_minutes(view, screen.minutes) if screen.minutes else "")),
            (_("Original audio"), html(view.localiser.language(audio) if audio else "")),
            (_("Format"), html(screen.format or "")),
            (_("Resolution"), html(screen.resolution or "")),
            (_("Aspect ratio"), html(screen.aspect or "")),
            (_("Delivery"), html(screen.delivery or "")),
        ]
    )


def _game(view: View, work: Work) -> Iterator[Row]:
    _, game, localiser = view.gettext, work.game, view.localiser
    if game is None:
        return iter(())
    platforms = localiser.join([localiser.label("platform", p) for p in game.platforms])
    stores = [link_out(url, name, "sc-ref") for name, url in game.stores.items()]
    return _known(
        [
            (_("Platforms"), html(platforms)),
            (_("Model"), html(localiser.label("game-model", game.model) if game.model else "")),
            (_("Players"), html(game.players or "")),
            (_("Online"), _yes_no(view, game.online)),
            (_("Engine"), html(game.engine or "")),
            (_("Stores"), view.texts.join(stores)),
            (_("Demo"), _out(game.demo, _("Play the demo"))),
        ]
    )


def _out(url: str | None, label: str) -> Markup:
    return link_out(url, label, "sc-ref") if outside(url) else raw("")


def _identifier(system: str, value: str) -> Markup:
    """A number with its register, leading there where we know the way."""
    if system == "url" or outside(value):
        return link_out(value, host_of(value) or value, "sc-ref")
    if address := identifier_address(system, value):
        return link_out(address, value, "sc-ref")
    return raw(f'<bdi dir="ltr">{html(value)}</bdi>')


# ---- the rest --------------------------------------------------------------------------


def _columns(view: View, work: Work) -> Iterator[Row]:
    _, prose = view.gettext, view.texts.prose
    for label, text in (
        (_("Selling points"), work.selling_points),
        (_("Audience"), work.audience),
        (_("Comparable works"), work.comparables),
        (_("What it carries"), work.values),
    ):
        if text:
            yield label, prose(text, 4)


def gallery_items(view: View, gallery: Sequence[Image]) -> list[GalleryItem]:
    """The pictures of a gallery that can be shown."""
    found = []
    for image in gallery:
        picture = view.media.find(image)
        if picture is None:
            continue
        alt = view.media.alt(image, view.texts.plain(image.caption))
        found.append(
            GalleryItem(
                view.media.largest(picture),
                view.media.img(picture, HALF, alt),
                view.texts.inline(image.caption),
                view.credit(image),
                image.illustration,
            )
        )
    return found


def _notes(view: View, work: Work) -> Markup:
    """What a reader elsewhere needs explained; each item's first words become its heading.

    What followed them behind a colon is then a sentence of its own, and begins like one.
    """
    prose = str(view.texts.prose(work.localisation_notes))
    return raw(_NOTE.sub(lambda m: f"<li>{m[1]}{m[2]}{_capital(m[3])}", prose))


def _capital(word: str) -> str:
    """With a capital, unless its writer has decided: iQIYI. One letter stays one letter."""
    first = word[:1].title()
    return first + word[1:] if len(first) == 1 and word.islower() else word


def _chain(view: View, work: Work) -> list[Markup]:
    """The work among its family, or among the works it is related to."""
    works = list(view.catalog.family_works(work.family)) if work.family else []
    if len(works) > _CHAIN:
        place = works.index(work)
        start = max(0, min(place - _CHAIN // 2, len(works) - _CHAIN))
        works = works[start : start + _CHAIN]
    if len(works) < 2:
        related = [link.work for link in view.catalog.links_of(work.id) if link.work]
        works = list({w.id: w for w in related}.values())
    return [view.works.chain_item(other, here=other.id == work.id) for other in works]


def _events(view: View, work: Work) -> list[dict[str, Any]]:
    """Where one meets the work or its company, in the order of time."""
    found = [*view.catalog.events_with(work.id), *view.catalog.events_of(work.company)]
    once = list({view.catalog.event_id(event): event for event in found}.values())[:_EVENTS]
    return view.events.contexts(sorted(once, key=lambda event: event.start))


def _screener(work: Work, *, ask: str) -> str:
    """Where a reader finds the screener, or ``ask``, where they can ask for it."""
    if work.screener is None:
        return ""
    return outside(work.screener.public_url) or ask


def _known_company(view: View, company: Company) -> dict[str, Any]:
    """The same on the pages of all its works."""
    return view.company_blocks.get(company.id, lambda: _company(view, company))


def _company(view: View, company: Company) -> dict[str, Any]:
    types = [view.localiser.label("company-type", t) for t in company.type]
    return {
        "logo": view.companies.logo(company),
        "link": view.companies.link(company),
        "own_name": view.companies.own_name_line(company),
        "line": view.texts.join(
            [view.texts.inline(company.city), html(view.localiser.join(types))]
        ),
        "count": view.phrases.works_count(view.companies.works_by(company.id)),
    }
