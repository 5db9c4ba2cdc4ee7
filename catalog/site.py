"""The frame of the site: shells and prose pages of one language, built by MkDocs.

The only module that imports mkdocs, and only inside `build_frame` and `build_pages`, so that
asking for a key or a cached frame costs nothing. What MkDocs gets is a plain tree: Markdown files
with front matter, our templates, static files. A *shell* is a page whose slots hold placeholder
words; `catalog.stamp` puts records into it. `build_pages` makes the same pages the slow way, with
real values in the front matter, so that a test can compare the two.
"""

import hashlib
import json
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from html import unescape
from importlib import metadata, util
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NotRequired, TypedDict

from catalog import assets
from catalog.assets import Assets
from catalog.errors import CatalogError
from catalog.kept import read_kept, write_kept

if TYPE_CHECKING:
    from collections.abc import Iterator

SLOTS = ("title", "description", "path", "head", "body")
"""What a page fills into its shell. `path` may stand several times or not at all, the others stand
exactly once.
"""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        # A hero carries its picture's colour in a style attribute; style elements stay forbidden.
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    )
)
"""The Content-Security-Policy of every page. `FrameData["policy"]` replaces it where a channel
needs another.
"""

WASM_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
"""For editions that Pagefind searches: its engine is WebAssembly."""

FRAME_STRINGS: Mapping[str, str] = {
    "skip": "Skip to content",
    "menu": "Menu",
    "language": "Language",
    "read_in": "Read in",
    "scheme_dark": "Switch to dark",
    "scheme_light": "Switch to light",
    "search": "Search",
    "search_hint": "Title, person, company, stand",
    "search_failed": "The search could not be loaded. The lists are complete without it.",
    "close": "Close",
    "shortlist": "Your shortlist",
    "shortlist_add": "Add to shortlist",
    "shortlist_on": "On your shortlist",
    "shortlist_failed": "Your browser does not let this site keep a list.",
    "contents": "On this page",
    "copied": "Link copied",
    "newer": "A newer edition is here.",
    "reload": "Reload",
    "not_found": "Page not found",
    "not_found_help": "The address may be mistyped, or the page belonged to an earlier edition.",
}
"""The interface texts that `FrameData["strings"]` must have, with their English."""

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
_FORM = "frame-1"  # how a frame is kept
_GATE = "catalog.gate"  # by name: nobody else needs Python-Markdown
_CODE = (__file__, assets.__file__, str(Path(__file__).with_name("gate.py")))
_DISTRIBUTIONS = ("mkdocs", "mkdocs-material", "jinja2", "markdown", "pymdown-extensions", "nh3")


class Language(TypedDict):
    """One language of the edition. `not_found` is the 404 page's sentence in that language."""

    tag: str
    name: str
    short: str
    dir: str
    not_found: NotRequired[str]


class Logo(TypedDict):
    """The edition's own mark: its file below /<edition>/ and its size in pixels."""

    path: str
    width: int
    height: int


class Edition(TypedDict):
    """What the frame says about the edition. `notice`, on every page, tells what is invented."""

    id: str
    name: str
    dates: NotRequired[str]
    place: NotRequired[str]
    tagline: NotRequired[str]
    notice: NotRequired[str]
    notice_lang: NotRequired[str]
    notice_dir: NotRequired[str]
    logo: NotRequired[Logo]


class MenuEntry(TypedDict):
    """An entry of the main menu; it is marked on the pages of its section."""

    section: str
    label: str
    path: str


class FooterLink(TypedDict):
    """A link to `path` below the language's home ("" is the home), or to an outside `url`."""

    label: str
    path: NotRequired[str]
    url: NotRequired[str]


class FooterColumn(TypedDict):
    """A headed list of links."""

    label: str
    links: Sequence[FooterLink]


class Site(TypedDict):
    """The name beside the mark."""

    name: str


class Booth(TypedDict):
    """What the frame of a booth's pages says. `words` are the kiosk's interface texts."""

    kind: str
    words: Mapping[str, str]


class FrameData(TypedDict):
    """What every page of one language shows around its body.

    All strings are HTML-escaped already, for text and for double-quoted attributes alike. Paths
    are relative to /<edition>/<lang>/. `base` is the path at which the output folder is served,
    with a slash at both ends; only the 404 page needs it. `policy` replaces `POLICY`; "" leaves it
    out. `booth` is there in the offline channel only. `style` is what the edition adds to the style
    sheet.
    """

    lang: str
    dir: str
    base: str
    site: Site
    edition: Edition
    languages: Sequence[Language]
    menu: Sequence[MenuEntry]
    footer: Sequence[FooterColumn]
    strings: Mapping[str, str]
    policy: NotRequired[str]
    booth: NotRequired[Booth]
    style: NotRequired[str]


@dataclass(frozen=True, order=True)
class ShellSpec:
    """A shell to make: the section that its menu marks, and how deep its pages lie below the
    language's home.
    """

    section: str
    depth: int


@dataclass(frozen=True)
class Prose:
    """A Markdown page of the organizers.

    `path` is its file below the language's folder ("visit.md", served as "visit/"). `title`,
    `description`, `head` and `mark` are escaped HTML. When the text is not in the page's own
    language, `lang` and `dir` say which it is, and `mark` is the sentence about it in the page's
    language.
    """

    path: str
    markdown: str
    title: str
    description: str = ""
    head: str = ""
    section: str = "pages"
    lang: str = ""
    dir: str = ""
    mark: str = ""

    @property
    def url(self) -> str:
        """Where the page is served, relative to the language's home: "visit/"."""
        return str(PurePosixPath(self.path).with_suffix("")) + "/"


@dataclass(frozen=True)
class FrameInputs:
    """All that a frame is made of; picklable, so that languages can be built side by side.

    `theme` is the folder of overrides, `config` the path of mkdocs.yml.
    """

    theme: Path
    config: Path
    data: FrameData
    shells: tuple[ShellSpec, ...]
    prose: tuple[Prose, ...] = ()


@dataclass(frozen=True)
class Frame:
    """What MkDocs made for one language.

    `not_found` is meant for /404.html and `chooser` for /index.html, the choice of languages;
    `shells` are HTML with placeholder words, `prose` finished pages by address, `assets` the files
    of /<edition>/assets/ by published name (one script differs between languages, and so does its
    name), `warnings` what MkDocs said about the prose.
    """

    shells: dict[ShellSpec, str]
    prose: dict[str, bytes]
    not_found: bytes
    chooser: bytes
    assets: dict[str, bytes]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Source:
    """A file of the tree: address below the language's home, front matter, Markdown."""

    file: str
    url: str
    meta: Mapping[str, str]
    markdown: str = ""


@dataclass(frozen=True)
class _Built:
    pages: dict[str, bytes]
    not_found: bytes
    chooser: bytes
    assets: dict[str, bytes]
    warnings: tuple[str, ...]


def placeholder(slot: str) -> str:
    """The word that stands for a slot in a shell: plain ASCII, so that no filter changes it."""
    return f"ShellSlot{slot.capitalize()}Here"


def build_frame(inputs: FrameInputs, scratch: Path) -> Frame:
    """Build shells, prose pages, 404 page and assets of one language.

    Works in a folder of its own below `scratch` and removes it. Raises CatalogError when MkDocs
    refuses the settings, the theme or a prose page.
    """
    shells = {spec: _shell_source(spec) for spec in inputs.shells}
    prose = [_prose_source(page) for page in inputs.prose]
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
    sources = [_record_source(section, values["path"], values) for section, values in pages]
    return _build_tree(inputs, sources, scratch).pages


def frame_key(inputs: FrameInputs) -> str:
    """A hash over everything that a frame depends on, found without importing mkdocs."""
    parts = {
        "code": [_digest(Path(file).read_bytes()) for file in _CODE],
        "versions": {name: _version(name) for name in _DISTRIBUTIONS},
        "config": _digest(inputs.config.read_bytes()),
        "theme": {
            file.relative_to(inputs.theme).as_posix(): _digest(file.read_bytes())
            for file in sorted(inputs.theme.rglob("*"))
            if file.is_file()
        },
        "data": inputs.data,
        "shells": [asdict(spec) for spec in inputs.shells],
        "prose": [asdict(page) for page in inputs.prose],
    }
    return _digest(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode())


def material_language(tag: str) -> str:
    """Material's spelling of a BCP 47 tag, or "en" where it does not speak the language: zh-Hans →
    zh.
    """
    known = {name.lower(): name for name in _material_languages()}
    subtags = tag.lower().split("-")
    if subtags[0] == "zh":
        traditional = "hant" in subtags or (
            "hans" not in subtags and {"tw", "hk", "mo"} & {*subtags}
        )
        return "zh-Hant" if traditional else "zh"
    while subtags:
        if found := known.get("-".join(subtags)):
            return found
        subtags.pop()
    return "en"


def write_frame(folder: Path, key: str, frame: Frame) -> None:
    """Keep a frame in the cache."""
    payload = json.dumps(
        {
            "shells": [[spec.section, spec.depth, html] for spec, html in frame.shells.items()],
            "prose": {url: html.decode() for url, html in frame.prose.items()},
            "not_found": frame.not_found.decode(),
            "chooser": frame.chooser.decode(),
            "assets": {name: data.decode() for name, data in frame.assets.items()},
            "warnings": frame.warnings,
        },
        ensure_ascii=False,
    ).encode()
    write_kept(folder / f"{key}.frame", _FORM, payload)


def read_frame(folder: Path, key: str) -> Frame | None:
    """A frame from the cache, or None where there is none or it is damaged."""
    payload = read_kept(folder / f"{key}.frame", _FORM)
    if payload is None:
        return None
    kept = json.loads(payload)
    return Frame(
        shells={ShellSpec(section, depth): html for section, depth, html in kept["shells"]},
        prose={url: html.encode() for url, html in kept["prose"].items()},
        not_found=kept["not_found"].encode(),
        chooser=kept["chooser"].encode(),
        assets={name: text.encode() for name, text in kept["assets"].items()},
        warnings=tuple(kept["warnings"]),
    )


# --- the tree that MkDocs reads ---


def _shell_source(spec: ShellSpec) -> _Source:
    """A shell lies at any address of its depth: only the way up to the home shows in it."""
    path = f"shell--{spec.section}/" + "x/" * (spec.depth - 1) if spec.depth else ""
    return _record_source(spec.section, path, {slot: placeholder(slot) for slot in SLOTS})


def _record_source(section: str, path: str, values: Mapping[str, str]) -> _Source:
    meta = {"template": "shell.html", "section": section, "root": "../" * path.count("/")}
    return _Source(path + "index.md", path, meta | {slot: values[slot] for slot in SLOTS})


def _prose_source(page: Prose) -> _Source:
    parts = PurePosixPath(page.path).parts
    if (
        not page.path.endswith(".md")
        or ".." in parts
        or page.url in {"index/", "/"}
        or parts[0] == "/"
    ):
        raise CatalogError(f"{page.path} cannot be a page.", "Give it a name such as visit.md.")
    meta = {
        "template": "prose.html",
        "section": page.section,
        "root": "../" * page.url.count("/"),
        "title": page.title,
        "description": page.description,
        "path": page.url,
        "head": page.head,
        "text_lang": page.lang,
        "text_dir": page.dir,
        "mark": page.mark,
    }
    return _Source(page.path, page.url, meta, page.markdown)


def _front_matter(meta: Mapping[str, str]) -> str:
    return (
        "---\n" + "".join(f"{key}: {_yaml_scalar(text)}\n" for key, text in meta.items()) + "---\n"
    )


def _yaml_scalar(text: str) -> str:
    """A double-quoted YAML scalar on one line.

    JSON is nearly that; but YAML breaks lines at U+0085, U+2028 and U+2029 and forbids some
    characters outright, so whatever is not plainly printable is escaped. Characters beyond U+FFFF
    stay: JSON's surrogate pairs mean nothing to YAML.
    """
    return _UNPRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))


_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def _write_tree(folder: Path, sources: Iterable[_Source]) -> None:
    for source in sources:
        file = folder / source.file
        if file.exists():
            raise CatalogError(f"Two pages would be {source.file}.", "Rename one of them.")
        file.parent.mkdir(parents=True, exist_ok=True)
        # newline="": a body's own line ends are escaped, and the Markdown is left as it is written
        file.write_text(_front_matter(source.meta) + source.markdown, encoding="utf-8", newline="")


# --- MkDocs ---


def _build_tree(inputs: FrameInputs, sources: Sequence[_Source], scratch: Path) -> _Built:
    if missing := FRAME_STRINGS.keys() - inputs.data["strings"].keys():
        raise ValueError(f"frame strings are missing: {', '.join(sorted(missing))}")
    scratch.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=scratch))
    try:
        docs, site = work / "docs", work / "site"
        docs.mkdir()
        _write_tree(docs, sources)
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
    return assets.make_assets(
        inputs.theme / "assets",
        _material_styles(),
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
def _listen(name: str) -> "Iterator[list[str]]":
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


# --- Material, read as files ---


@cache
def _material_templates() -> Path:
    spec = util.find_spec("material")
    if spec is None or not spec.submodule_search_locations:
        raise CatalogError("Material for MkDocs is not installed.", "Run: make site")
    return Path(spec.submodule_search_locations[0]) / "templates"


@cache
def _material_styles() -> tuple[Path, ...]:
    """Material's style sheets in their order; their names carry its own hashes."""
    folder = _material_templates() / "assets" / "stylesheets"
    return tuple(
        file for stem in ("main", "palette") for file in sorted(folder.glob(f"{stem}.*.min.css"))
    )


@cache
def _material_languages() -> tuple[str, ...]:
    folder = _material_templates() / "partials" / "languages"
    return tuple(sorted(file.stem for file in folder.glob("*.html")))


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
