"""What stands around every page: names, menu, footer, languages, the organizers' prose.

Pure: makes the data of :class:`catalog.web.frame.FrameData` from the catalogue. All its strings are
escaped here, because MkDocs' environment escapes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlsplit

from catalog.edition.localise import Localiser, Shown, direction
from catalog.edition.resolve import Catalog
from catalog.media.accent import render_accent
from catalog.media.images import Picture
from catalog.models.addresses import ascii_url
from catalog.models.prose import ProseSource
from catalog.web.frame import (
    FRAME_STRINGS,
    Edition,
    FooterColumn,
    FooterLink,
    FrameData,
    Language,
    MenuEntry,
    Prose,
)
from catalog.web.pages.head import Head
from catalog.web.pages.texts import clauses, outside

# What the language button shows; other languages show their tag in capitals.
_SHORT = {"zh-Hans": "简", "zh-Hant": "繁", "ja": "日", "ko": "한", "ar": "ع", "th": "ไทย"}
_BETWEEN = " ,，、:：;；·•–—-"  # between the site's name and the rest of the edition's
NOT_FOUND = FRAME_STRINGS["not_found"]


def base_path(url: str) -> str:
    """The path at which the public address serves the output, with a slash at both ends."""
    path = urlsplit(ascii_url(url)).path.strip("/")
    return f"/{path}/" if path else "/"


def choose_prose(
    sources: Sequence[ProseSource], localiser: Localiser
) -> list[tuple[ProseSource, bool]]:
    """Each page once, in the reader's language or the next of its chain; True marks a fallback."""
    by_name: dict[str, dict[str, ProseSource]] = {}
    for source in sources:
        by_name.setdefault(source.name, {})[source.lang] = source
    found = []
    for versions in by_name.values():
        tag = next((t for t in localiser.chain if t in versions), next(iter(versions)))
        found.append((versions[tag], tag != localiser.lang))
    return sorted(found, key=lambda item: (item[0].order, item[0].name))


def make_prose(
    sources: Sequence[ProseSource], localiser: Localiser, head: Head | None = None
) -> tuple[Prose, ...]:
    """The prose pages of one language, for the frame.

    Args:
        head: says to search engines which pages are translations of each other.
    """
    tags: dict[str, list[str]] = {}
    for source in sources:
        tags.setdefault(source.name, []).append(source.lang)
    pages = []
    for source, fallback in choose_prose(sources, localiser):
        mark = localiser.gettext("This page is only available in %(language)s.")
        pages.append(
            Prose(
                path=f"{source.name}.md",
                markdown=source.markdown,
                title=escape(source.title),
                description=escape(source.description or source.title),
                head=head.render(
                    f"{source.name}/",
                    title=source.title,
                    translated=tags[source.name],
                )
                if head
                else "",
                lang=source.lang if fallback else "",
                dir=direction(source.lang) if fallback else "",
                mark=escape(mark % {"language": localiser.language(source.lang)})
                if fallback
                else "",
            )
        )
    return tuple(pages)


def make_frame(
    catalog: Catalog,
    localiser: Localiser,
    localisers: Mapping[str, Localiser],
    prose: Sequence[ProseSource],
    pictures: Mapping[str, Picture] | None = None,
) -> FrameData:
    """The frame of one language's pages.

    Args:
        pictures: content-relative path → derived picture; the edition's logo is among them.
    """
    edition, site = catalog.edition, catalog.site
    data: Edition = {
        "id": edition.id,
        "name": _plain(localiser.text(edition.name)),
        "dates": escape(localiser.date_range(edition.start, edition.end)),
        "place": _plain(localiser.text(edition.venue.name)),
    }
    part = _part(localiser.text(edition.name), localiser.text(site.name))
    if part:
        data["part"] = escape(part)
    slogan = localiser.text(edition.slogan)
    if slogan:
        data["tagline"] = escape(slogan.value)
        data["motto"] = str(clauses(slogan))
    notice = localiser.text(edition.notice)
    if notice:
        data["notice"] = escape(notice.value)
        if notice.fallback:
            data["notice_lang"], data["notice_dir"] = notice.lang, notice.dir
    logo = edition.theme.logo
    picture = (pictures or {}).get(logo.path) if logo else None
    if picture:
        small = picture.derivatives[0]  # shown 36 pixels high
        data["logo"] = {
            "path": f"media/{small.name}",
            "width": small.width,
            "height": small.height,
        }
    return {
        "style": render_accent(edition.theme.accent),
        "lang": localiser.lang,
        "dir": localiser.dir,
        "base": base_path(site.url),
        "site": {"name": _plain(localiser.text(site.name))},
        "edition": data,
        "languages": [_language(tag, localisers[tag]) for tag in edition.languages],
        "menu": _menu(catalog, localiser),
        "footer": _footer(catalog, localiser, prose),
        "strings": {key: escape(localiser.gettext(text)) for key, text in FRAME_STRINGS.items()},
    }


def _part(edition: Shown | None, site: Shown | None) -> str:
    """What the edition's name says beyond the site's, which stands above it in the header."""
    name = edition.value if edition else ""
    rest = name.removeprefix(site.value if site else "")
    return rest if rest == name else rest.strip(_BETWEEN)


def _plain(shown: Shown | None) -> str:
    return escape(shown.value) if shown else ""


def _language(tag: str, localiser: Localiser) -> Language:
    return {
        "tag": tag,
        "name": escape(localiser.own_name(tag)),
        "short": _SHORT.get(tag, tag.split("-")[0].upper()),
        "dir": direction(tag),
        "not_found": escape(localiser.gettext(NOT_FOUND)),
    }


def _menu(catalog: Catalog, localiser: Localiser) -> list[MenuEntry]:
    _ = localiser.gettext
    entries = [
        ("works", _("Works"), bool(catalog.works)),
        ("families", _("Families"), bool(catalog.families)),
        ("companies", _("Companies"), bool(catalog.companies)),
        ("rights", _("Rights"), _on_offer(catalog)),
        ("halls", _("Halls"), bool(catalog.edition.halls)),
        ("programme", _("Programme"), bool(catalog.events)),
        ("services", _("Services"), bool(catalog.services)),
    ]
    return [
        {"section": section, "label": escape(label), "path": f"{section}/"}
        for section, label, present in entries
        if present
    ]


def _on_offer(catalog: Catalog) -> bool:
    lines = (line for work in catalog.works.values() for line in work.rights)
    return any(line.status == "available" for line in lines)


def _footer(
    catalog: Catalog, localiser: Localiser, prose: Sequence[ProseSource]
) -> list[FooterColumn]:
    _ = localiser.gettext
    visit: list[FooterLink] = []
    if catalog.edition.halls:
        visit.append({"label": escape(_("Halls and stands")), "path": "halls/"})
    if catalog.events:
        visit.append({"label": escape(_("Programme")), "path": "programme/"})
    pages: list[FooterLink] = [
        {"label": escape(source.title), "path": f"{source.name}/"}
        for source, _fallback in choose_prose(prose, localiser)
    ]
    browse: list[FooterLink] = [
        {"label": escape(_("All works")), "path": "works/"},
        {"label": escape(_("All companies")), "path": "companies/"},
    ]
    if catalog.services:
        browse.append({"label": escape(_("Services")), "path": "services/"})
    pages.append({"label": escape(_("Open data")), "path": "data/"})
    repository = outside(catalog.site.repository)
    if repository:
        pages.append({"label": escape(_("Source of this catalogue")), "url": escape(repository)})
    columns: list[FooterColumn] = [{"label": escape(_("Browse")), "links": browse}]
    if visit:
        columns.append({"label": escape(_("Visit")), "links": visit})
    columns.append({"label": escape(_("About")), "links": pages})
    return columns
