"""Styles and scripts as they are served: few, lean, and named by what is in them.

Every page loads one style sheet and one script, so that a page names two files instead of nine.
What only some pages or some visitors need stays apart and is loaded by the script when it is
needed; the script begins with the names of those files and with its words in the page's language.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from catalog.core.formats import compact_json

STYLES = ("showcase.css", "pages.css")
"""Of ours, after Material's own, in this order: together they are ``frame.css``."""

SCRIPTS = ("showcase.js", "search.js", "shortlist.js")
"""What every page needs after it is read: together they are ``frame.js``."""

_COMMENTS = {
    # MiniSearch, kept as its package has it, is mostly comments. Only those on lines of their own
    # are taken out: telling others from texts would need a parser.
    ".js": re.compile(r"^[ \t]*(?:/\*(?:(?!\*/)[\s\S])*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE),
    ".css": re.compile(r"/\*(?:(?!\*/)[\s\S])*\*/\n?"),
}
_MARGIN = re.compile(r"^[ \t]+", re.MULTILINE)


@dataclass(frozen=True)
class Assets:
    """The files of ``/<edition>/assets/``.

    Attributes:
        names: published name of ``frame.css``, ``frame.js`` and of each file that stays apart:
            ``finder.js`` → ``finder-<hash>.js``.
        files: what is published, by that name.
    """

    names: Mapping[str, str]
    files: Mapping[str, bytes]


def make_assets(
    folder: Path,
    material: Sequence[Path],
    settings: Mapping[str, object],
    left_out: tuple[str, ...] = (),
    style: str = "",
) -> Assets:
    """The assets of one language's pages; only ``frame.js`` differs between languages.

    Args:
        folder: our own files.
        material: the theme's style sheets, which come first.
        settings: what the script is told beside the names of the other files: JSON.
        left_out: beginnings of the names of files that these pages have no use for.
        style: the edition's own rules, which come last.
    """
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}

    def publish(name: str, data: bytes) -> None:
        path = PurePosixPath(name)
        names[name] = f"{path.stem}-{hashlib.sha256(data).hexdigest()[:10]}{path.suffix}"
        files[names[name]] = data

    for file in sorted(folder.iterdir()):
        if file.name.startswith(left_out or "/"):
            continue
        if file.is_file() and file.name not in {*STYLES, *SCRIPTS}:
            publish(file.name, _lean(file))
    later = {
        PurePosixPath(name).stem: public
        for name, public in names.items()
        if name.endswith((".js", ".css"))
    }
    styles = _join([*material, *(folder / name for name in STYLES)])
    publish("frame.css", styles + (f"\n{style}".encode() if style else b""))
    told = compact_json({**settings, "assets": later})
    publish("frame.js", _START.format(told).encode() + _join([folder / name for name in SCRIPTS]))
    return Assets(names, files)


# Where the script lies tells where everything else does, at a server's path as on a disk: `shared`
# is the way to the edition's folder, `root` the way to the language's.
_START = (
    "window.showcase={};"
    'showcase.shared=document.currentScript.getAttribute("src").replace(/assets\\/[^\\/]*$/,"");'
    'showcase.root=showcase.shared.slice(-3)==="../"?showcase.shared.slice(0,-3)||"./":'
    'showcase.shared+showcase.lang+"/";\n'
)


def _join(paths: Sequence[Path]) -> bytes:
    return b"\n".join(_lean(path) for path in paths)


def _lean(file: Path) -> bytes:
    data = file.read_bytes()
    if file.suffix not in _COMMENTS:
        return data
    return lean(data.decode("utf-8"), file.suffix).encode()


def lean(text: str, suffix: str) -> str:
    """A script (".js") or style sheet (".css") without indentation and without comments that cost
    nothing to find.
    """
    return _MARGIN.sub("", _COMMENTS[suffix].sub("", text))
