"""Styles and scripts as they are served: few, lean, and named by what is in them.

The folder of assets holds bundles that ``make scripts`` made of ``theme/scripts/`` and
``theme/styles/``. Every page loads one style sheet and one script that all share, and a style sheet
of its section (``page-<section>.css``); paper has one, too. What only some visitors need stays
apart and is loaded by the script when it is needed; the script begins with the names of those files
and with its words in the page's language.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from catalog.core.formats import compact_json

STYLE = "frame.css"
"""What every page needs: Material's rules first, then ours, then the edition's."""

TEXT_STYLE = "page-pages.css"
"""What texts in Markdown need beside it, Material's rules first."""

SCRIPT = "frame.js"
"""What every page needs after it is read; it begins with what it is told."""

_IN_PAGES = (STYLE, "paper.css", "page-")  # beginnings of the names of what pages name themselves
_COMMENTS = {
    # Only those on lines of their own: telling others from texts would need a parser.
    ".js": re.compile(r"^[ \t]*(?:/\*(?:(?!\*/)[\s\S])*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE),
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
    material: Mapping[str, str],
    settings: Mapping[str, object],
    left_out: tuple[str, ...] = (),
    style: str = "",
) -> Assets:
    """The assets of one language's pages; only ``frame.js`` differs between languages.

    Args:
        folder: our own files.
        material: the theme's rules that go before those of some of our files, by name.
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
        if not file.is_file() or file.name.startswith(left_out or "/") or file.name == SCRIPT:
            continue
        data = file.read_bytes()
        if before := material.get(file.name):
            data = before.encode() + b"\n" + data
        if file.name == STYLE and style:
            data += f"\n{style}".encode()
        publish(file.name, data)
    later = {
        PurePosixPath(name).stem: public
        for name, public in names.items()
        if name.endswith((".js", ".css")) and not name.startswith(_IN_PAGES)
    }
    told = compact_json({**settings, "assets": later})
    publish(SCRIPT, _START.format(told).encode() + (folder / SCRIPT).read_bytes())
    return Assets(names, files)


# Where the script lies tells where everything else does, at a server's path as on a disk: `shared`
# is the way to the edition's folder, `root` the way to the language's.
_START = (
    "window.showcase=Object.assign(window.showcase||{{}},{});"
    'showcase.shared=document.currentScript.getAttribute("src").replace(/assets\\/[^\\/]*$/,"");'
    'showcase.root=showcase.shared.slice(-3)==="../"?showcase.shared.slice(0,-3)||"./":'
    'showcase.shared+showcase.lang+"/";\n'
)


def lean(text: str, suffix: str) -> str:
    """A script (".js") without indentation and without comments that cost nothing to find."""
    return _MARGIN.sub("", _COMMENTS[suffix].sub("", text))
