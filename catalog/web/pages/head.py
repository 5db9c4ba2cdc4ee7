"""What stands in a page's ``<head>`` for search engines, messengers and other machines."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel.core import get_global

from catalog.web.pages.markup import escape

# Characters that could end a script element, or that older JavaScript takes for line ends.
_ESCAPED = "<>&\u2028\u2029"
_IN_SCRIPT = {ord(c): f"\\u{ord(c):04x}" for c in _ESCAPED}
_BREAKS = re.compile(f"[{_ESCAPED}]").search
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


@dataclass(frozen=True)
class Head:
    """Makes the head's chunk for the pages of one language.

    Attributes:
        base: the public address of the edition, with a slash at its end.
        lang: the pages' language.
        languages: those of the edition, in the order of its menu.
        name: the edition's name, plain.
    """

    base: str
    lang: str
    languages: Sequence[str]
    name: str

    def address(self, path: str, lang: str | None = None) -> str:
        """A page's public address."""
        return f"{self.base}{lang or self.lang}/{path}"

    def render(
        self,
        path: str,
        *,
        title: str,
        preview: str = "",
        kind: str = "website",
        translated: Sequence[str] | None = None,
        data: Sequence[Mapping[str, Any]] = (),
        canonical: str | None = None,
        feed: str = "",
    ) -> str:
        """The chunk, escaped. The description stands in the shell, for engines and messengers.

        Args:
            preview: file name in ``media/`` of the picture for link previews.
            translated: the languages in which the page says something of its own; None for all.
                A page in another language asks not to be listed.
            data: JSON-LD, one thing after the other.
            canonical: the path of the page that search engines should list instead.
            feed: the address of the feed of new works, for the pages that announce it.
        """
        known = [tag for tag in self.languages if translated is None or tag in translated]
        address = self.address(path if canonical is None else canonical)
        parts = []
        if self.lang not in known:
            parts.append('<meta name="robots" content="noindex">')
        parts.append(f'<link rel="canonical" href="{escape(address)}">')
        if self.lang in known and canonical is None and len(known) > 1:
            parts += [
                f'<link rel="alternate" hreflang="{escape(tag)}" '
                f'href="{escape(self.address(path, tag))}">'
                for tag in known
            ]
            default = "en" if "en" in known else known[0]
            parts.append(
                '<link rel="alternate" hreflang="x-default" '
                f'href="{escape(self.address(path, default))}">'
            )
        properties = [
            ("og:type", kind),
            ("og:site_name", self.name),
            ("og:title", title),
            ("og:url", address),
            ("og:locale", open_graph_locale(self.lang)),
        ]
        if preview:
            properties += [
                ("og:image", f"{self.base}media/{preview}"),
                ("og:image:width", "1200"),
                ("og:image:height", "630"),
            ]
        parts += [
            f'<meta property="{name}" content="{escape(value)}">'
            for name, value in properties
            if value
        ]
        if preview:
            parts.append('<meta name="twitter:card" content="summary_large_image">')
        if feed:
            parts.append(
                f'<link rel="alternate" type="application/atom+xml" title="{escape(self.name)}" '
                f'href="{escape(feed)}">'
            )
        if data:
            parts.append(f'<script type="application/ld+json">{linked_json(data)}</script>')
        return "\n".join(parts)

    def redirect(self, target: str, relative: str) -> str:
        """For a former address: leads to the new one, which search engines list instead.

        Without ``noindex``: engines that obey it follow no refresh and pass nothing on.
        """
        return "\n".join(
            (
                f'<link rel="canonical" href="{escape(self.address(target))}">',
                f'<meta http-equiv="refresh" content="0; url={escape(relative)}">',
            )
        )


def linked_json(things: Sequence[Mapping[str, Any]]) -> str:
    """Things as JSON-LD in schema.org's vocabulary."""
    context = {"@context": "https://schema.org"}
    one = things[0] if len(things) == 1 else {"@graph": list(things)}
    return script_json({**context, **one})


def script_json(data: Mapping[str, Any]) -> str:
    """JSON that cannot break out of a script element."""
    text = _encode(data)
    return text.translate(_IN_SCRIPT) if _BREAKS(text) else text


def open_graph_locale(tag: str) -> str:
    """``zh-Hans`` → ``zh_CN``, ``en`` → ``en_US``: OpenGraph wants a country."""
    likely: Mapping[str, str] = get_global("likely_subtags")
    full = likely.get(tag.replace("-", "_")) or likely.get(tag.split("-")[0]) or ""
    language, territory = tag.split("-")[0], full.split("_")[-1]
    return f"{language}_{territory}" if len(territory) == 2 and territory.isupper() else language
