"""The only importer of mkdocs, and only when something is built."""

import logging
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from catalog.core.errors import CatalogError
from catalog.web.frame import assets
from catalog.web.frame.assets import Assets
from catalog.web.frame.data import FRAME_STRINGS, POLICY, Frame, FrameInputs
from catalog.web.frame.material import frame_styles, material_language, text_styles
from catalog.web.frame.tree import Source, prose_source, record_source, shell_source, write_tree

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
    refuses the settings, the theme or a prose page.
    """
    shells = {spec: shell_source(spec) for spec in inputs.shells}
    prose = [prose_source(page) for page in inputs.prose]
    built = _build_tree(inputs, [*shells.values(), *prose], scratch)
    return Frame(
        shells={spec: built.pages[source.url].decode() for spec, source in shells.items()},
        prose={source.url: built.pages[source.url] for source in prose},
        not_found=built.not_found,
        chooser=built.chooser,
        assets=built.assets,
        warnings=built.warnings,
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
    scratch.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=scratch)).resolve()  # MkDocs looks from its settings' folder
    try:
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
    finally:
        shutil.rmtree(work, ignore_errors=True)


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


def _run_mkdocs(
    inputs: FrameInputs, names: Mapping[str, str], docs: Path, site: Path
) -> tuple[str, ...]:
    """Run one build in this process and return what MkDocs warned of."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material's notice is for its users, not for ours
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException
    from mkdocs.utils.yaml import yaml_load

    data = inputs.data
    with _listen("mkdocs") as heard:
        try:
            # load_config replaces a whole setting by what it is given, so merge first
            settings = yaml_load(inputs.config.read_text(encoding="utf-8"))
            config = load_config(
                str(inputs.config),
                site_name=data["site"]["name"],
                docs_dir=str(docs),
                site_dir=str(site),
                theme={
                    **settings["theme"],
                    "custom_dir": str(inputs.theme.resolve()),
                    "language": material_language(data["lang"]),
                    "direction": data["dir"],
                    "static_templates": ["404.html", "chooser.html"],
                },
                extra={
                    **(settings.get("extra") or {}),
                    "frame": data,
                    "assets": dict(names),
                    "policy": data.get("policy", POLICY),
                },
                markdown_extensions=[*settings.get("markdown_extensions", ()), _GATE],
                not_in_nav="*",
            )
            if heard:
                raise CatalogError(
                    f"{inputs.config.name}: {heard[0]}", "Mend the settings of MkDocs."
                )
            build(config)
        except (MkDocsException, SystemExit) as error:
            raise CatalogError(f"MkDocs: {'; '.join(heard) or error}") from error
    return tuple(heard)


@contextmanager
def _listen(name: str) -> Iterator[list[str]]:
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
