"""The only importer of mkdocs, and only when something is built."""

import logging
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catalog.core.cache import scratch_folder
from catalog.core.errors import CatalogError
from catalog.web.frame import assets
from catalog.web.frame.assets import Assets
from catalog.web.frame.data import FRAME_STRINGS, POLICY, Frame, FrameData, FrameInputs, mark_of
from catalog.web.frame.material import frame_styles, material_language, text_styles
from catalog.web.frame.tree import Source, prose_source, record_source, shell_source, write_tree

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_BOOTH_ONLY = ("carry", "kiosk")  # assets that the web has no use for
_SCRIPT_WORDS = (
    "read_in",
    "scheme_dark",
    "scheme_light",
    "search",
    "search_hint",
    "search_failed",
    "close",
    "shortlist",
    "shortlist_add",
    "shortlist_on",
    "shortlist_failed",
    "copied",
    "newer",
    "reload",
)
_GATE = "catalog.web.frame.sanitize"  # by name: nobody else needs Python-Markdown
# Links are looked at before (catalog/web/frame/proving.py), where a page's file and line are known.
_PROVEN = {"links": dict.fromkeys(("not_found", "anchors", "absolute_links"), "ignore")}
_STOPPED = re.compile("Error (?:reading|building) page '([^']+)':")


class ProseError(Exception):
    """MkDocs stops at a page of the organizers, although it was proven.

    Args:
        file: of the tree: "visit.md".
        lang: of the pages that were made.
    """

    def __init__(self, file: str, lang: str) -> None:
        super().__init__(file, lang)
        self.file, self.lang = file, lang


@dataclass(frozen=True)
class _Built:
    pages: dict[str, bytes]
    not_found: bytes
    chooser: bytes
    assets: dict[str, bytes]
    warnings: tuple[str, ...]


def build_frame(inputs: FrameInputs, scratch: Path) -> Frame:
    """Build shells, prose pages, 404 page and assets of one language.

    Works in a folder of its own below `scratch` and removes it. Raises CatalogError when MkDocs
    refuses the settings or the theme, ProseError when it stops at a prose page.
    """
    mark = mark_of(inputs.data)
    shells = {spec: shell_source(spec, mark) for spec in inputs.shells}
    prose = [prose_source(page) for page in inputs.prose]
    built = _build_tree(inputs, [*shells.values(), *prose], scratch)
    return Frame(
        shells={spec: built.pages[source.url].decode() for spec, source in shells.items()},
        prose={source.url: built.pages[source.url] for source in prose},
        not_found=built.not_found,
        chooser=built.chooser,
        assets=built.assets,
        warnings=built.warnings,
        mark=mark,
    )


def build_pages(
    inputs: FrameInputs, pages: Iterable[tuple[str, Mapping[str, str]]], scratch: Path
) -> dict[str, bytes]:
    """Build records as ordinary MkDocs pages: the slow way that stamping must equal byte for byte.

    Each page is its section and the values of all slots; the result is HTML by `values["path"]`.
    """
    sources = [record_source(section, values["path"], values) for section, values in pages]
    return _build_tree(inputs, sources, scratch).pages


def _build_tree(inputs: FrameInputs, sources: Sequence[Source], scratch: Path) -> _Built:
    if missing := FRAME_STRINGS.keys() - inputs.data["strings"].keys():
        raise ValueError(f"frame strings are missing: {', '.join(sorted(missing))}")
    with scratch_folder(scratch) as work:  # not relative: MkDocs looks from its settings' folder
        docs, site = work / "docs", work / "site"
        docs.mkdir()
        write_tree(docs, sources)
        made = _make_assets(inputs)
        warnings = _run_mkdocs(inputs, made.names, docs, site)
        return _Built(
            pages={s.url: (site / s.url / "index.html").read_bytes() for s in sources},
            not_found=(site / "404.html").read_bytes(),
            chooser=(site / "chooser.html").read_bytes(),
            assets=dict(made.files),
            warnings=warnings,
        )


def _make_assets(inputs: FrameInputs) -> Assets:
    data = inputs.data
    words = {key: unescape(data["strings"][key]) for key in _SCRIPT_WORDS}
    settings = {"edition": data["edition"]["id"], "lang": data["lang"], "words": words}
    folder = inputs.theme / "assets"
    own = "".join(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.css")))
    return assets.make_assets(
        folder,
        {assets.STYLE: frame_styles(own), assets.TEXT_STYLE: text_styles(own)},
        {**settings, "index": "index.html"} if "booth" in data else settings,
        () if "booth" in data else _BOOTH_ONLY,
        data.get("style", ""),
    )


def load_settings(
    config: Path,
    theme: Path,
    docs: Path,
    site: Path,
    data: FrameData | None = None,
    names: Mapping[str, str] | None = None,
) -> "MkDocsConfig":
    """The settings of MkDocs: those of the project, with what is ours in their place.

    Args:
        config, theme: mkdocs.yml and the folder of overrides.
        docs, site: where MkDocs reads and writes.
        data, names: the frame and the published names of its assets, where pages are made; without
            them the Markdown of pages is converted in the same way, and links are looked at.
    """
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material's notice is for its users, not for ours
    from mkdocs.config import load_config
    from mkdocs.utils.yaml import yaml_load

    # load_config replaces a whole setting by what it is given, so merge first
    settings = yaml_load(config.read_text(encoding="utf-8"))
    frame: dict[str, Any] = {}
    look = {**settings["theme"], "custom_dir": str(theme.resolve())}
    if data:
        look |= {
            "language": material_language(data["lang"]),
            "direction": data["dir"],
            "static_templates": ["404.html", "chooser.html"],
        }
        frame = {
            "site_name": data["site"]["name"],
            "extra": {
                **(settings.get("extra") or {}),
                "frame": data,
                "assets": dict(names or {}),
                "policy": data.get("policy", POLICY),
            },
            "validation": _PROVEN,
        }
    return load_config(
        str(config),
        docs_dir=str(docs),
        site_dir=str(site),
        theme=look,
        markdown_extensions=[*settings.get("markdown_extensions", ()), _GATE],
        not_in_nav="*",
        **frame,
    )


def _run_mkdocs(
    inputs: FrameInputs, names: Mapping[str, str], docs: Path, site: Path
) -> tuple[str, ...]:
    """Run one build in this process and return what MkDocs warned of."""
    from mkdocs.commands.build import build
    from mkdocs.exceptions import MkDocsException

    with listen_to("mkdocs") as heard:
        try:
            config = load_settings(inputs.config, inputs.theme, docs, site, inputs.data, names)
            if heard:
                raise CatalogError(
                    f"{inputs.config.name}: {heard[0]}", "Mend the settings of MkDocs."
                )
            build(config)
        except CatalogError:
            raise
        except (Exception, SystemExit) as error:
            files = {page.path for page in inputs.prose}
            for told in heard:
                if (found := _STOPPED.match(told)) and found[1] in files:
                    raise ProseError(found[1], inputs.data["lang"]) from error
            if isinstance(error, (MkDocsException, SystemExit)):
                raise CatalogError(f"MkDocs: {'; '.join(heard) or error}") from error
            raise
    return tuple(heard)


@contextmanager
def listen_to(name: str) -> Iterator[list[str]]:
    """Collect a logger's warnings and errors instead of letting them onto the terminal."""
    heard: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    logger, listener = logging.getLogger(name), Listener(logging.WARNING)
    propagate = logger.propagate
    logger.propagate = False
    logger.addHandler(listener)
    try:
        yield heard
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagate
