"""Texts of records as markup of one language: escaped, and marked where they are not in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from catalog.edition.localise import Localiser, Shown, direction
from catalog.models.addresses import ascii_url
from catalog.models.texts import Text
from catalog.web.pages.markdown import render_markdown
from catalog.web.pages.markup import escape, html, raw

ROOT = "\x00"
"""Stands for the way up to the language's home until a page's depth is known.

No YAML file can hold it. So markup that many pages share is made once, whatever their depth.
"""

_HTTP = re.compile(r"https?://[^\s\"<>]+", re.IGNORECASE)
_CLAUSE = re.compile(r"(?<=[，。！？：；])")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def outside(url: str | None) -> str:
    """An address that may be linked to, as it leaves the catalogue (`ascii_url`), or "".

    Only http and https may.
    """
    if not url or not _HTTP.fullmatch(url):
        return ""
    try:
        return ascii_url(url)
    except ValueError:
        return ""


def host_of(url: str | None) -> str:
    """The site that an address belongs to, for a reader."""
    found = re.match(r"https?://(?:www\.)?([^/?#:]+)", url if url and outside(url) else "")
    return found[1] if found else ""


def link_out(url: str | None, label: str, css: str = "sc-link") -> Markup:
    """A link that leaves the catalogue, with plain text; the text alone where it may not."""
    href = outside(url)
    if not href:
        return html(label)
    return raw(
        f'<a class="{css}" href="{escape(href)}" rel="noopener nofollow">{escape(label)}</a>'
    )


def seal(glyph: str, *, hollow: bool = False) -> Markup:
    """The mark of a kind; always stands beside its name in words."""
    css = "sc-seal sc-seal--open" if hollow else "sc-seal"
    return raw(f'<i class="{css}" data-s="{escape(glyph)}"></i>')


def is_han(text: str) -> bool:
    """Whether a title can be set as a column of Chinese or Japanese type."""
    return bool(_HAN.search(text)) and len(_HAN.findall(text)) * 2 >= len(text.replace(" ", ""))


def clauses(shown: Shown) -> Markup:
    """A display line; in Chinese or Japanese it breaks where a clause ends."""
    parts = [part for part in _CLAUSE.split(shown.value) if part]
    if len(parts) < 2 or shown.lang.split("-")[0] not in ("zh", "ja"):
        return html(shown.value)
    return raw("".join(f'<span class="sc-clause">{escape(part)}</span>' for part in parts))


class Said(NamedTuple):
    """A text in its parts, for places where the element carries the language itself."""

    text: Markup
    attrs: Markup
    mark: Markup
    shown: Shown


_NONE = Markup("")


class Texts:
    """Makes markup of texts for readers of one language."""

    def __init__(self, localiser: Localiser) -> None:
        self.localiser = localiser
        self.lang = localiser.lang
        self._marks: dict[str, Markup] = {}
        self._separator = localiser.join(["", ""])

    # ---- a text ----------------------------------------------------------------------

    def plain(self, text: Text | None) -> str:
        """The text alone, not escaped."""
        shown = self.localiser.text(text)
        return shown.value if shown else ""

    def said(self, text: Text | None) -> Said | None:
        """The text, the attributes its element needs, and the mark to stand after it."""
        shown = self.localiser.text(text)
        if not shown:
            return None
        if not shown.fallback:
            return Said(html(shown.value), _NONE, _NONE, shown)
        return Said(html(shown.value), self.attributes(shown.lang), self.mark(shown.lang), shown)

    def bare(self, text: Text | None) -> Markup:
        """The text with its language, without a mark: for lists that carry one at their end."""
        shown = self.localiser.text(text)
        if not shown:
            return _NONE
        if not shown.fallback:
            return html(shown.value)
        return raw(f"<bdi{self.attributes(shown.lang)}>{escape(shown.value)}</bdi>")

    def inline(self, text: Text | None) -> Markup:
        """The text within a line, marked where it is in another language."""
        shown = self.localiser.text(text)
        if not shown:
            return _NONE
        if not shown.fallback:
            return html(shown.value)
        return raw(
            f"<bdi{self.attributes(shown.lang)}>{escape(shown.value)}</bdi> {self.mark(shown.lang)}"
        )

    def all(self, texts: Iterable[Text]) -> Markup:
        """Several texts in one line, one mark for those in another language."""
        return self.marked([self.bare(text) for text in texts], texts)

    def marked(self, parts: Sequence[Markup], texts: Iterable[Text]) -> Markup:
        """Parts in one line, with one mark for each other language among their texts."""
        shown = (self.localiser.text(text) for text in texts)
        tags = dict.fromkeys(s.lang for s in shown if s and s.fallback)
        marks = "".join(f" {self.mark(tag)}" for tag in tags)
        return raw(f"{self.join(parts)}{marks}")

    def prose(self, text: Text | None, level: int = 3, *, told: Shown | None = None) -> Markup:
        """A long text: Markdown, with its mark above it where it is in another language.

        ``told`` is the text before it, whose mark serves for both where both are in the same.
        """
        shown = self.localiser.text(text)
        if not shown:
            return _NONE
        body = render_markdown(shown.value, level)
        if not shown.fallback:
            return raw(f'<div class="sc-prose">{body}</div>')
        known = told is not None and told.fallback and told.lang == shown.lang
        mark = "" if known else f'<p class="sc-fbline">{self.mark(shown.lang)}</p>'
        return raw(f'{mark}<div class="sc-prose"{self.attributes(shown.lang)}>{body}</div>')

    def join(self, parts: Iterable[Markup | str]) -> Markup:
        """Parts of a line, separated as the language does."""
        return raw(self._separator.join(str(part) for part in parts if part))

    # ---- languages -------------------------------------------------------------------

    def attributes(self, tag: str) -> Markup:
        """``lang`` of a text in that language, and ``dir`` where it is not the page's."""
        return _attributes(tag, self.localiser.dir)

    def other(self, tag: str, text: str) -> Markup:
        """Plain text in a language that is the point of showing it, such as an original title."""
        if tag == self.lang:
            return html(text)
        return raw(f"<bdi{self.attributes(tag)}>{escape(text)}</bdi>")

    def mark(self, tag: str) -> Markup:
        """The small sign that a text is shown in another language for want of a translation."""
        if tag not in self._marks:
            known = self.localiser
            told = known.gettext("Not yet translated; shown in %(language)s") % {
                "language": known.language(tag)
            }
            self._marks[tag] = raw(
                f'<span class="sc-fb" title="{escape(told)}"><bdi lang="{escape(tag)}">'
                f"{escape(known.own_name(tag))}</bdi></span>"
            )
        return self._marks[tag]


@lru_cache(maxsize=256)
def _attributes(tag: str, around: str) -> Markup:
    own = direction(tag)
    return raw(f' lang="{escape(tag)}"' + (f' dir="{own}"' if own != around else ""))
