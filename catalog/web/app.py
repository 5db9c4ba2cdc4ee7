"""The web showcase as an app on the visitor's phone: its manifests, icons and service worker.

What it makes depends on the edition, the languages' texts, the frame's ``mark.svg``, the template
``theme/app/sw.js``, and the published bytes of the few pages that a phone fetches beforehand
(`pack_paths`). So ``sw.js`` changes whenever one of these does, which is how browsers see that
there is something newer; two builds of the same records give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from typing import Any

from catalog.core.formats import compact_json
from catalog.edition.localise import Localiser, Shown
from catalog.edition.resolve import Catalog
from catalog.media.images import draw_icon
from catalog.models.texts import Text
from catalog.web.frame.assets import lean
from catalog.web.pages.plan import OFFLINE, SHORTLIST, hall_path

WORKER = "sw.js"
"""Below ``/<edition>/``: a service worker has power over the pages beside and below it only."""

BUDGET = 1_000_000
"""Bytes, uncompressed, that a phone fetches beforehand for one language; a fifth on the wire."""

# Of the design (DESIGN.md): an app's window opens in the colours of a page.
_GROUND = "#fcfdfc"
_APPLE = 180  # what iOS puts on a home screen; it fills what is transparent with black
_MARK = 0.56  # of an icon that may be cut to a circle

# The files that the pages of the pack name, and those that their script loads. The
# finder's are not among them: they are kept once somebody has searched.
_ASSETS = re.compile(
    r"(?:scheme|mark|frame|page-(?:home|halls|offline|programme|shortlist)|paper|app"
    r"|shortlist-page|qrcode)-[0-9a-f]{10}\.(?:js|css|svg)"
)


def make_app(
    catalog: Catalog,
    localisers: Mapping[str, Localiser],
    assets: Mapping[str, Mapping[str, bytes]],
    template: str,
    read: Callable[[str], bytes],
) -> Iterator[tuple[str, bytes]]:
    """The app's files: path below ``/<edition>/`` and content of each.

    Args:
        localisers: of each language of the build, in the edition's order.
        assets: by language, the frame's files by published name; ``mark-<hash>.svg`` is one.
        template: the text of ``theme/app/sw.js``.
        read: the bytes of a published file by its path below ``/<edition>/``; raises
            FileNotFoundError where there is none.
    """
    files = next(iter(assets.values()))
    name = next(n for n in files if n.startswith("mark-") and n.endswith(".svg"))
    mark, stem = files[name].decode(), name.removesuffix(".svg")
    for tag, localiser in localisers.items():
        manifest = make_manifest(catalog, localiser, stem)
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        yield f"{tag}/app.webmanifest", f"{text}\n".encode()
    for side in (192, 512):
        yield f"assets/{stem}-{side}.png", draw_icon(mark, side)
    yield f"assets/{stem}-mask.png", draw_icon(mark, 512, ground=_GROUND, share=_MARK)
    yield f"assets/{stem}-{_APPLE}.png", draw_icon(mark, _APPLE, ground=_GROUND, share=0.7)
    yield WORKER, make_worker(catalog, localisers, assets, template, read)


# ---- manifest --------------------------------------------------------------------------


def make_manifest(catalog: Catalog, localiser: Localiser, icon: str) -> dict[str, Any]:
    """One language's web app manifest; all addresses are relative to ``/<edition>/<lang>/``.

    It has no ``id``: that is resolved against the origin, not against the manifest, and would
    tie the edition to one base path. Browsers then take ``start_url``, so that each language of
    each edition is an app of its own. Its scope is the edition: the language menu stays inside.

    Args:
        icon: the icons' file name up to their size.
    """
    _ = localiser.gettext
    edition = catalog.edition
    about = localiser.text(edition.slogan) or localiser.text(catalog.site.about)
    shortcuts = [(_("Your shortlist"), SHORTLIST)]
    if edition.halls:
        shortcuts.append((_("Halls"), "halls/"))
    if catalog.events:
        shortcuts.append((_("Programme"), "programme/"))
    small = _icon(icon, 192)
    manifest: dict[str, Any] = {
        "name": _plain(localiser, edition.name),
        "short_name": _plain(localiser, catalog.site.name),
        "description": about.value if about else "",
        "lang": localiser.lang,
        "dir": localiser.dir,
        "start_url": "./",
        "scope": "../",
        "display": "standalone",
        "theme_color": _GROUND,
        "background_color": _GROUND,
        "icons": [
            small,
            _icon(icon, 512),
            {
                "src": f"../assets/{icon}-mask.png",
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
        ],
        "shortcuts": [{"name": name, "url": path, "icons": [small]} for name, path in shortcuts],
    }
    return {key: value for key, value in manifest.items() if value}


def _icon(stem: str, side: int) -> dict[str, str]:
    return {
        "src": f"../assets/{stem}-{side}.png",
        "sizes": f"{side}x{side}",
        "type": "image/png",
    }


def _plain(localiser: Localiser, text: Text | None) -> str:
    shown: Shown | None = localiser.text(text)
    return shown.value if shown else ""


# ---- service worker --------------------------------------------------------------------


def pack_paths(catalog: Catalog, lang: str) -> list[str]:
    """What a phone fetches beforehand in one language, the most needed first.

    The offline page comes first: visitors who save data get it alone.
    """
    pages = [OFFLINE, SHORTLIST, ""]
    if catalog.edition.halls:
        pages += ["halls/", *(hall_path(hall.id) for hall in catalog.edition.halls)]
    if catalog.events:
        pages.append("programme/")
    found = [f"{lang}/{page}" for page in pages]
    found.insert(2, f"data/shortlist-{lang}.js")
    found.append(f"data/shortlist-take-{lang}.js")
    return found


def pack_files(catalog: Catalog, languages: Iterable[str]) -> set[str]:
    """The files of `pack_paths` in several languages: with them the service worker changes."""
    return {_file(path) for tag in languages for path in pack_paths(catalog, tag)}


def _file(path: str) -> str:
    return f"{path}index.html" if path.endswith("/") else path


def make_worker(
    catalog: Catalog,
    localisers: Mapping[str, Localiser],
    assets: Mapping[str, Mapping[str, bytes]],
    template: str,
    read: Callable[[str], bytes],
) -> bytes:
    """The service worker: the template with everything it is told about the edition.

    Where all together is more than the budget, what does not fit any more is left out.
    """
    languages: dict[str, Any] = {}
    for tag, localiser in localisers.items():
        pack: list[tuple[str, str]] = []
        frame = sorted(name for name in assets[tag] if _ASSETS.fullmatch(name))
        left = BUDGET - sum(len(assets[tag][name]) for name in frame)
        for path in pack_paths(catalog, tag):
            data = read(_file(path))
            if len(data) <= left:
                left -= len(data)
                pack.append((path, hashlib.sha256(data).hexdigest()[:12]))
        languages[tag] = {
            "pack": pack,
            "assets": [f"assets/{name}" for name in frame],
            "words": _words(catalog, localiser),
        }
    told: dict[str, Any] = {"languages": languages}
    version = hashlib.sha256(f"{template}{json.dumps(told)}".encode()).hexdigest()[:12]
    text = compact_json({"version": version, **told})
    return lean(template, ".js").replace('"EDITION"', text, 1).encode()


def _words(catalog: Catalog, localiser: Localiser) -> dict[str, str]:
    """What the worker says itself, as HTML."""
    _ = localiser.gettext
    words = {
        # Translators: %(time)s is a day and an hour: "24 Nov, 10:32"
        "offline": _("You are offline; kept on %(time)s."),
        # Translators: %(time)s is a day and an hour: "24 Nov, 10:32"
        "slow": _("The network does not answer; kept on %(time)s."),
        "again": _("Reload"),
        "edition": _plain(localiser, catalog.edition.name),
    }
    return {name: escape(text) for name, text in words.items()}
