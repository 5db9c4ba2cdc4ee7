"""What a frame is made of, and what it is: plain data."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NotRequired, TypedDict

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
    """What the frame says about the edition.

    `notice`, on every page, tells what is invented. `motto` is the tagline as markup, with the
    places where its lines may break; `part` is what the name says beyond the site's.
    """

    id: str
    name: str
    dates: NotRequired[str]
    place: NotRequired[str]
    tagline: NotRequired[str]
    motto: NotRequired[str]
    part: NotRequired[str]
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
    `shells` are HTML with the placeholder words of `mark`, `prose` finished pages by address,
    `assets` the files of /<edition>/assets/ by published name (one script differs between
    languages, and so does its name), `warnings` what MkDocs said; links have been looked at before.
    """

    shells: dict[ShellSpec, str]
    prose: dict[str, bytes]
    not_found: bytes
    chooser: bytes
    assets: dict[str, bytes]
    warnings: tuple[str, ...] = ()
    mark: str = ""


def mark_of(data: FrameData) -> str:
    """What the placeholder words of a frame's shells have in common: a hash of all its texts.

    So no text of the frame can hold one of these words, on purpose or by chance: it would have to
    hold its own hash.
    """
    texts = json.dumps(data, sort_keys=True).encode()
    return hashlib.sha256(texts).hexdigest()[:32]


def placeholder(slot: str, mark: str) -> str:
    """The word that stands for a slot in a shell: plain ASCII, so that no filter changes it."""
    return f"Shell{mark}Slot{slot.capitalize()}Here"
