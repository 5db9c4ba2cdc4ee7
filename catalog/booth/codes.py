"""Which addresses may stand as QR codes: those that a record or a prose page carries, and the
edition's own on the web.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import unquote

from markdown_it.common.normalize_url import normalizeLink
from pydantic import BaseModel

from catalog.frame import ProseSource
from catalog.pages.linked import identifier_address
from catalog.resolve import Catalog

_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_MAIL = re.compile(r"[^\s<>()\"':]+@[^\s<>()\"']+")
_AFTER = ")]}.,;:!?*_|"  # what may follow an address in running text or Markdown


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
    texts = (text for record in _records(catalog) for text in _strings(record))
    for text in (*texts, *(source.markdown for source in prose)):
        for found in _ADDRESS.findall(text):
            written |= {_key(address) for address in _shorter(found)}
        if "@" in text and len(text) < 400:
            written |= {f"mailto:{mail}" for mail in _MAIL.findall(text)}
        if len(text) < 40 and (digits := re.sub(r"[^\d+]", "", text)):
            written.add(f"tel:{digits}")

    def knows(url: str) -> bool:
        return url.startswith(site) or _key(url) in written or unquote(url) in written

    return knows


def _shorter(found: str) -> Iterator[str]:
    """An address as found in a text, and without what may only follow it there."""
    yield found
    yield found.partition(")")[0]
    while found and found[-1] in _AFTER:
        found = found[:-1]
        yield found


def _key(url: str) -> str:
    """Equal for one address written in different ways, as Markdown's own spelling is another."""
    return unquote(normalizeLink(url)).rstrip("/")


def _records(catalog: Catalog) -> Iterator[BaseModel]:
    yield catalog.site
    yield catalog.edition
    for records in (catalog.companies, catalog.works, catalog.families, catalog.services):
        yield from records.values()
    yield from catalog.stands
    yield from catalog.events


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
