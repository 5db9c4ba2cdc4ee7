"""What visitors take into their address book and calendar: vCards (RFC 2426), events (RFC 5545).

Pure: text of records in, text of files out, the same for the same records on any day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from catalog.core.characters import legal
from catalog.edition.resolve import Catalog
from catalog.models.company import Company, Contact
from catalog.models.edition import Edition, Event
from catalog.models.telephones import dial
from catalog.web.exports.lasting_ids import lasting_id
from catalog.web.exports.revisions import Revision, next_revision
from catalog.web.pages.plan import card_file, company_path, event_file, programme_file
from catalog.web.pages.texts import outside
from catalog.web.pages.view import View

_PRODUCT = "-//trade-fair-catalog//exhibitors and programme//EN"
_WIDTH = 75  # octets in a line, its end not counted
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def escape_text(value: str) -> str:
    """A text as a value: the four characters that mean something are escaped, in both formats."""
    return legal(value).translate(_ESCAPES)


def fold_line(line: str) -> str:
    """A content line in as many lines as it takes, none of more than 75 octets.

    No character is torn apart: many readers decode before they unfold.
    """
    if len(line) * 4 <= _WIDTH or len(line.encode()) <= _WIDTH:
        return line
    lines, current, room = [], "", _WIDTH
    for character in line:
        size = len(character.encode())
        if size > room:
            lines.append(current)
            current, room = " ", _WIDTH - 1
        current += character
        room -= size
    return "\r\n".join([*lines, current])


def _join(lines: Iterable[str]) -> str:
    # No value brings a line of its own, whatever it was made from.
    return "".join(f"{fold_line(_CONTROL.sub(' ', line))}\r\n" for line in lines)


# ---- address book ----------------------------------------------------------------------


def render_cards(view: View, company: Company) -> str:
    """A company's public contacts, a card each; of the company itself where it names none."""
    contacts = company.public_contacts
    cards = [_card(view, company, contact, n) for n, contact in enumerate(contacts, 1)]
    return "".join(_join(card) for card in cards or [_card(view, company, None, 0)])


def _card(view: View, company: Company, contact: Contact | None, number: int) -> Iterator[str]:
    """Version 3.0: phones and Outlook refuse 4.0. So each property is there once, in one language;
    names in others are in the note.
    """
    address = view.address + company_path(company.id)
    maker = view.texts.plain(company.name)
    name = view.texts.plain(contact.name) if contact else maker
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"PRODID:{_PRODUCT}"
    yield f"UID:urn:uuid:{lasting_id(view.catalog, 'card', company.id, str(number))}"
    yield f"N:{escape_text(name)};;;;"  # which part is whose family's, nobody has written
    yield f"FN:{escape_text(name)}"
    yield f"ORG:{escape_text(maker)}"
    if contact is None:
        yield "X-ABShowAs:COMPANY"
    else:
        role = view.texts.plain(contact.role)
        if role:
            yield f"TITLE:{escape_text(role)}"
        yield from _ways(contact, company.country)
    city = escape_text(view.texts.plain(company.city))
    country = escape_text(view.localiser.territory(company.country))
    yield f"ADR;TYPE=WORK:;;;{city};;;{country}"
    yield f"URL:{address}"
    if outside(company.website):
        yield f"URL:{outside(company.website)}"
    yield f"NOTE:{escape_text(_note(view, company, contact))}"
    yield "END:VCARD"


def _ways(contact: Contact, country: str) -> Iterator[str]:
    if contact.email:
        yield f"EMAIL;TYPE=INTERNET,WORK:{escape_text(contact.email)}"
    if contact.phone:
        number = dial(contact.phone, country) or contact.phone
        yield f"TEL;TYPE=WORK,VOICE:{escape_text(number)}"
    for service, scheme, value in (
        ("WeChat", "weixin", contact.wechat),
        ("QQ", "mqq", contact.qq),
        ("WhatsApp", "whatsapp", contact.whatsapp),
    ):
        if value:
            yield f"IMPP;X-SERVICE-TYPE={service}:{scheme}:{quote(value, safe='+@')}"


def _note(view: View, company: Company, contact: Contact | None) -> str:
    """Where they stand, and what many address books would drop."""
    stands = view.catalog.stands_of(company.id)
    codes = ", ".join(view.stands.label(stand) for stand in stands)
    name = view.texts.plain(view.edition.name)
    lines = [f"{name}: {codes}" if codes else name]
    if contact:
        ways = (
            (view.gettext("Phone"), contact.phone),  # with its extension
            ("WeChat", contact.wechat),
            ("QQ", contact.qq),
            ("WhatsApp", contact.whatsapp),
        )
        lines += [f"{service}: {value}" for service, value in ways if value]
        if contact.languages:
            lines.append(
                f"{view.gettext('Languages')}: {view.phrases.language_names(contact.languages)}"
            )
    named = [(contact.name, contact.role) if contact else (None, None), (company.name, None)]
    for tag in dict.fromkeys(tag for text, _ in named for tag in text or ()):
        own = [t[tag] for pair in named for t in pair if t and tag in t]
        if any(tag in t and t[tag] != view.texts.plain(t) for pair in named for t in pair if t):
            lines.append(view.localiser.join(own))
    return "\n".join(lines)


# ---- calendar --------------------------------------------------------------------------


def render_event(view: View, event: Event, revision: Revision) -> str:
    """An event as a ``VEVENT`` in the view's language; the calendar around it is another's."""
    return _join(_event(view, event, revision))


def event_uid(catalog: Catalog, event: Event) -> str:
    """What calendars know an event by (RFC 7986, 5.3: without a host)."""
    return lasting_id(catalog, "event", catalog.event_id(event))


def revise_events(catalog: Catalog, former: Mapping[str, Revision]) -> dict[str, Revision]:
    """The revision of each event, by UID, after those that were published."""
    uids = {event_uid(catalog, event): event for event in catalog.events}
    return {
        uid: next_revision(former.get(uid), _said(catalog.edition, event))
        for uid, event in uids.items()
    }


def _said(edition: Edition, event: Event) -> Any:
    """What entries say of an event, in all languages at once."""
    hall = edition.hall(event.hall_id(edition) or "")
    shown = {"title", "place", "about", "type", "url"}
    return [
        event.model_dump(mode="json", include=shown),
        _instant(event.start, edition),
        _instant(event.end, edition),
        hall and hall.model_dump(mode="json", include={"name", "floor"}),
        edition.venue.model_dump(mode="json", include={"name", "address", "lat", "lon"}),
    ]


def render_calendar(view: View, events: Iterable[str]) -> str:
    """A calendar of events, each made by :func:`render_event`."""
    head = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escape_text(view.texts.plain(view.edition.name))}",
        f"X-WR-TIMEZONE:{view.edition.timezone}",
    )
    return f"{_join(head)}{''.join(events)}END:VCALENDAR\r\n"


def _event(view: View, event: Event, revision: Revision) -> Iterator[str]:
    texts, edition = view.texts, view.edition
    id = view.catalog.event_id(event)
    address = f"{view.address}programme/#{id}"
    title = view.localiser.text(event.title)
    yield "BEGIN:VEVENT"
    stamp = revision.stamp(edition.start.year)
    yield f"UID:{event_uid(view.catalog, event)}"
    yield f"SEQUENCE:{revision.sequence}"
    yield f"DTSTAMP:{stamp}"  # without a METHOD it is when the entry was last revised
    yield f"LAST-MODIFIED:{stamp}"
    yield f"DTSTART:{_instant(event.start, edition)}"
    yield f"DTEND:{_instant(event.end, edition)}"
    if title:
        yield f"SUMMARY;LANGUAGE={title.lang}:{escape_text(title.value)}"
    yield f"LOCATION:{escape_text(_place(view, event))}"
    about = [texts.plain(event.about).strip(), outside(event.url), address]
    description = "\n\n".join(part for part in about if part)
    yield f"DESCRIPTION:{escape_text(description)}"
    if event.type:
        yield f"CATEGORIES:{escape_text(view.localiser.label('event-type', event.type))}"
    if edition.venue.lat is not None and edition.venue.lon is not None:
        yield f"GEO:{edition.venue.lat};{edition.venue.lon}"
    yield f"URL:{address}"
    yield "END:VEVENT"


def _instant(moment: dt.datetime, edition: Edition) -> str:
    """A local time in UTC: right in every calendar, whatever it knows of the venue's time zone."""
    local = moment.replace(tzinfo=ZoneInfo(edition.timezone))
    return local.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def _place(view: View, event: Event) -> str:
    hall = view.edition.hall(event.hall_id(view.edition) or "")
    place = view.stands.hall_title(hall) if hall else view.texts.plain(event.place)
    venue = view.edition.venue
    parts = (place, view.texts.plain(venue.name), view.texts.plain(venue.address))
    return view.localiser.join([part for part in parts if part])


# ---- files -----------------------------------------------------------------------------


def card_view(catalog: Catalog, views: Mapping[str, View]) -> View:
    """Through whose eyes the one file of a company is written: English readers', if there are."""
    return views.get("en") or source_view(catalog, views)


def source_view(catalog: Catalog, views: Mapping[str, View]) -> View:
    """The source language's readers', or those of the edition's first language."""
    return views.get(catalog.site.source_language) or next(iter(views.values()))


def render_exchange(
    catalog: Catalog, views: Mapping[str, View], former: Mapping[str, Revision] | None = None
) -> dict[str, bytes]:
    """All files to take home: path below ``/<edition>/`` → content.

    Args:
        views: language → its view, of each language of the edition.
        former: UID → what was published of each event before.
    """
    files: dict[str, str] = {}
    reader = card_view(catalog, views)
    for company in catalog.companies.values():
        files[card_file(company.id)] = render_cards(reader, company)
    if catalog.events:
        revisions = revise_events(catalog, former or {})
        for tag, view in views.items():
            entries = {
                catalog.event_id(e): render_event(view, e, revisions[event_uid(catalog, e)])
                for e in catalog.events
            }
            for id, entry in entries.items():
                files[event_file(id, tag)] = render_calendar(view, [entry])
            files[programme_file(tag)] = render_calendar(view, entries.values())
        source = source_view(catalog, views)
        files[programme_file()] = files[programme_file(source.lang)]
    return {path: text.encode() for path, text in files.items()}
