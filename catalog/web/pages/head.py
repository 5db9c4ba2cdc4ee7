"""What stands in a page's ``<head>`` for search engines, messengers and other machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalog.core.formats import script_json
from catalog.models.cldr import likely_region
from catalog.models.tags import split_tag
from catalog.web.pages.markup import escape


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


def open_graph_locale(tag: str) -> str:
    """``zh-Hans`` → ``zh_CN``, ``en`` → ``en_US``: OpenGraph wants a country."""
    language, _, region, _ = split_tag(tag)
    territory = region or likely_region(tag)
    return f"{language}_{territory}" if len(territory) == 2 else language
