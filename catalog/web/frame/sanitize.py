"""What HTML of the organizers' Markdown is published: an extension of Python-Markdown.

Their pages are trusted more than what exhibitors send, yet they come by the same way: a copied
`<script>`, a form or a picture on another host would be refused by the content policy only when a
visitor is there. So the finished HTML passes nh3's allow-list, last of all.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import nh3
from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor

from catalog.core.characters import join_breaks_of_html
from catalog.models.addresses import ascii_link

_BLOCKS = "h1 h2 h3 h4 h5 h6 p br hr pre blockquote ul ol li dl dt dd div figure figcaption"
_TABLES = "table caption thead tbody tfoot tr th td details summary"
_WORDS = (
    "a em strong b i s u del ins sub sup mark small code kbd samp span abbr cite q bdi bdo time"
)
_TAGS = {*_BLOCKS.split(), *_TABLES.split(), *_WORDS.split(), "ruby", "rt", "rp", "img"}
_ATTRIBUTES = {
    "*": {"class", "id", "title", "lang", "dir"},
    "a": {"href", "hreflang"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "th": {"scope", "colspan", "rowspan", "style"},
    "td": {"colspan", "rowspan", "style"},
    "details": {"open"},
    "time": {"datetime"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_ELSEWHERE = re.compile(r"([a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
# What browsers pass over in an address: these anywhere, all control characters at its beginning.
_UNREAD = str.maketrans("", "", "\t\n\r")
_CONTROL = "".join(map(chr, range(33)))


class _Clean(Postprocessor):  # type: ignore[misc]  # Python-Markdown has no types
    def run(self, text: str) -> str:
        cleaned = nh3.clean(
            text,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            attribute_filter=_addresses,
            url_schemes=_SCHEMES,
            filter_style_properties={"text-align"},  # columns of tables
            link_rel=None,
        )
        return join_breaks_of_html(cleaned)


def _addresses(tag: str, name: str, value: str) -> str | None:
    """Links that everybody reads in the same way, and pictures of our own."""
    if tag == "a" and name == "href":
        return _link(value)
    if tag != "img" or name not in ("src", "srcset"):
        return value
    addresses = (one.translate(_UNREAD).lstrip(_CONTROL) for one in value.split(","))
    return None if any(map(_ELSEWHERE.match, addresses)) else value


def _link(value: str) -> str | None:
    """An address that means the same to everybody; None for ``http://[``, and for one with
    characters that browsers pass over (``/&#9;/host``) or take for others (``\\\\host``).
    """
    value = value.strip(" ")
    try:
        urlsplit(value)
    except ValueError:
        return None
    odd = value != value.translate(_UNREAD).lstrip(_CONTROL) or "\\" in value[:2]
    return None if odd else ascii_link(value) if _ELSEWHERE.match(value) else value


class _Gate(Extension):  # type: ignore[misc]
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.postprocessors.register(_Clean(md), "gate", -100)


def makeExtension(**settings: str) -> Extension:  # noqa: N802
    """Asked for by Python-Markdown."""
    return _Gate(**settings)
