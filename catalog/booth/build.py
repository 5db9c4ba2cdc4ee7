"""``build.py booth``: an edition, or a part of it, as a folder that runs from a USB stick."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from filelock import FileLock

from catalog.booth.bundle import Facts, Size, measure, write_beside, write_edition, write_sums
from catalog.booth.choice import Choice
from catalog.booth.codes import known_address
from catalog.booth.data import booth_of, kiosk_data
from catalog.booth.interface_texts import SCAN, WORDS
from catalog.booth.page import Adapter
from catalog.booth.proof import prove, refuse
from catalog.build.pipeline import build_edition
from catalog.build.settings import Built, Channel, Checked, Listener, Settings, public_url, silent
from catalog.core.cache import forget_unused, mark_used
from catalog.edition.localise import Localiser, make_localiser
from catalog.edition.resolve import Catalog
from catalog.output.folder import hold_output, open_replacement
from catalog.output.marker import refuse_place, reserved_folders
from catalog.web.frame import POLICY, FooterColumn, FrameData

POLICY_ON_DISK = POLICY.replace("form-action 'self'", "form-action 'self' file:")
"""Firefox does not take a file for the page's own where forms are sent."""

BUDGET = 2000
"""Megabytes that a booth may have unless told otherwise."""


@dataclass(frozen=True)
class Booth:
    """What was made."""

    built: Built
    size: Size
    folder: Path


def build_booth(
    settings: Settings,
    choice: Choice,
    *,
    budget: float = BUDGET,
    listen: Listener = silent,
) -> tuple[Checked, Booth | None]:
    """Build a booth's folder at ``settings.out``.

    The edition is first built as for the web, into the cache, where the next build finds what
    has not changed; then adapted, proven, and put in place as a whole.

    Returns:
        What was checked and what was made; the second is None where nothing may be published.

    Raises:
        CatalogError: the choice is unknown, the folder is not ours, the proof fails, or the
            budget is exceeded. Then nothing has been put in place.
    """
    out = settings.out.resolve()
    refuse_place(out, reserved_folders(settings.content, settings.project, settings.cache))
    web = _workplace(settings, choice)
    channel = Channel(
        select=lambda catalog, pictures: choice.colour(choice.choose(catalog), pictures),
        adapt_frame=lambda data, localiser: _adapt_frame(data, localiser, choice),
    )
    web.parent.mkdir(parents=True, exist_ok=True)
    with (
        hold_output(out, "booth", waiting=lambda: listen("waiting", 0, 1)),
        FileLock(web.with_suffix(".lock")),
    ):
        checked, built = build_edition(replace(settings, out=web, channel=channel), listen)
        if built is None or checked.catalog is None:
            return checked, None
        present = choice.present(checked.catalog)
        size = _make(web, checked, built, present, settings, budget)
        mark_used(web)
        forget_unused(settings.cache, web.parent.name)
    return checked, Booth(built, size, out)


def _workplace(settings: Settings, choice: Choice) -> Path:
    """Where the edition is built as for the web: one place for each booth that is made again."""
    key = (str(settings.content.resolve()), settings.edition, choice, settings.languages)
    digest = hashlib.sha256(repr(key).encode()).hexdigest()[:12]
    return settings.cache / "booth" / digest


def _make(
    web: Path, checked: Checked, built: Built, choice: Choice, settings: Settings, budget: float
) -> Size:
    catalog = checked.catalog
    assert catalog is not None
    # The first language asked for is the booth's own; else the edition's first.
    tags = dict.fromkeys((*settings.languages, *built.languages))
    localisers = _localisers(catalog, tuple(tags), settings)
    with open_replacement(settings.out, "booth") as folder:
        _write(folder, web, checked, catalog, localisers, choice, settings)
        measure(folder, budget)  # before the long proof
        knows = known_address(catalog, checked.content.prose, _site(catalog))
        refuse(prove(folder, knows, settings.jobs))
        write_sums(folder)
        return measure(folder, budget)


def _write(
    folder: Path,
    web: Path,
    checked: Checked,
    catalog: Catalog,
    localisers: Mapping[str, Localiser],
    choice: Choice,
    settings: Settings,
) -> None:
    edition, site = catalog.edition.id, _site(catalog)
    said = {tag: one.gettext(SCAN) for tag, one in localisers.items()}
    previews = {f"media/{name}" for name in checked.pictures.previews.values()}
    write_edition(web / edition, folder / edition, Adapter(site, said), previews, settings.jobs)
    for name, data in kiosk_data(catalog, localisers, checked.pictures, choice, site).items():
        (folder / edition / "assets" / name).write_bytes(data)
    names = {tag: booth_of(catalog, one, choice)["name"] for tag, one in localisers.items()}
    tongues = tuple((tag, one.own_name(tag)) for tag, one in localisers.items())
    write_beside(folder, Facts(edition, tongues, names))


def _localisers(
    catalog: Catalog, tags: tuple[str, ...], settings: Settings
) -> dict[str, Localiser]:
    locales = settings.theme / "locales"
    return {
        tag: make_localiser(
            tag, catalog.site, catalog.edition, catalog.vocabularies, locales, settings.cache
        )
        for tag in tags
    }


def _site(catalog: Catalog) -> str:
    return f"{public_url(catalog)}{catalog.edition.id}/"


def _adapt_frame(data: FrameData, localiser: Localiser, choice: Choice) -> FrameData:
    """A web frame for the booth: it says so, and has no way to what the booth leaves out."""
    footer: list[FooterColumn] = []
    for column in data["footer"]:
        links = [k for k in column["links"] if "url" not in k and k.get("path") != "data/"]
        footer += [{"label": column["label"], "links": links}] if links else []
    words = {key: escape(localiser.gettext(text)) for key, text in WORDS.items()}
    dressed: FrameData = {
        **data,
        "footer": footer,
        "policy": POLICY_ON_DISK,
        "booth": {"kind": choice.kind, "words": words},
    }
    return dressed
