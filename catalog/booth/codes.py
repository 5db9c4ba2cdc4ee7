"""Which addresses may stand as QR codes: those that a record or a prose page carries, and the
edition's own on the web.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote

from markdown_it.common.normalize_url import normalizeLink
from pydantic import BaseModel

from catalog.edition.resolve import Catalog
from catalog.models.addresses import ascii_link
from catalog.models.prose import ProseSource
from catalog.models.telephones import dial
from catalog.web.pages.markdown import render_markdown
from catalog.web.pages.structured_data import identifier_address

_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_MAIL = re.compile(r"[^\s<>()\":]+@[^\s<>()\"']+")
_HREF = re.compile(r'<a href="([^"]*)"')
_TARGET = re.compile(r"""(?:\bhref\s*=\s*["']?|\]\(\s*<?|\]:\s*<?|<)([^\s"'<>]+)""", re.IGNORECASE)
_AFTER = ")]}.,;:!?*_|"  # what may follow an address in running text or Markdown
_ENDS = 20  # so many of them are tried one by one


def known_address(
    catalog: Catalog, prose: Iterable[ProseSource], site: str
) -> Callable[[str], bool]:
    """Tells whether somebody wrote an address, or a page's own code may lead there.

    Args:
        site: the edition's public address, with a slash at its end.
    """
    venue = catalog.edition.venue
    written = {f"geo:{venue.lat},{venue.lon}"}
    for work in catalog.works.values():
        written |= {_key(identifier_address(*pair)) for pair in work.ids.items()}
    prose = [*prose]
    texts = (text for record in _records(catalog) for text in _strings(record))
    for text in (*texts, *(source.markdown for source in prose)):
        written |= {_key(address) for address in _addresses(text)}
        if "@" in text and len(text) < 400:
            written |= {f"mailto:{mail}" for mail in _MAIL.findall(text)}
    for source in prose:
        written |= {_key(target) for target in _targets(source.markdown)}
    countries = {company.country for company in catalog.companies.values()} | {venue.country}
    for record in _records(catalog):
        for phone in _phones(record):
            numbers = {dial(phone, country) for country in countries}
            written |= {f"tel:{number}" for number in numbers if number}

    def knows(url: str) -> bool:
        return url.startswith(site) or _key(url) in written or unquote(url) in written

    return knows


def _addresses(text: str) -> Iterator[str]:
    """All that may be an address in a text: as it stands there, and as Markdown takes it."""
    yield text.strip()
    for found in _ADDRESS.findall(text):
        yield from _shorter(found)
    if "](" in text or "]:" in text or "<" in text:
        yield from (unescape(href) for href in _HREF.findall(render_markdown(text)))


def _targets(markdown: str) -> Iterator[str]:
    """All that the organizers' Markdown may lead to, in its own syntax or in HTML."""
    for found in _TARGET.findall(unescape(markdown)):
        yield found
        yield found.partition(")")[0]


def _shorter(found: str) -> Iterator[str]:
    """An address as found in a text, and without what may only follow it there."""
    yield found
    yield found.partition(")")[0]
    yield found.rstrip(_AFTER)
    for length in range(1, _ENDS):
        if found[-length : -length + 1 or None] not in _AFTER:
            return
        yield found[:-length]


def _key(url: str) -> str:
    """Equal for one address written in different ways, as Markdown's own spelling is another."""
    return unquote(ascii_link(normalizeLink(ascii_link(url)))).rstrip("/")


def _records(catalog: Catalog) -> Iterator[BaseModel]:
    yield catalog.site
    yield catalog.edition
    for records in (catalog.companies, catalog.works, catalog.families, catalog.services):
        yield from records.values()
    yield from catalog.stands
    yield from catalog.events


def _phones(value: Any) -> Iterator[str]:
    if isinstance(value, BaseModel):
        phone = getattr(value, "phone", None)
        if isinstance(phone, str):
            yield phone
        for name in ("contact", "contacts"):
            yield from _phones(getattr(value, name, None))
    elif isinstance(value, tuple):
        for one in value:
            yield from _phones(one)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _strings(getattr(value, name))
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _strings(one)
