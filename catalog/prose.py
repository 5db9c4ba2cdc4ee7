"""Pictures in the organizers' Markdown: ``![the hall](hall.jpg)``, a file beside the page.

They are derived like any other picture; what cannot be used is told, and its words stay.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape
from urllib.parse import unquote

from catalog.frame import ProseSource
from catalog.images import Picture
from catalog.pictures import Named

# A picture; or code, in which nothing is one.
_PICTURE = re.compile(
    r"""
    (?P<code> ^\ {0,3}(?P<fence>`{3,}|~{3,}).*?^\ {0,3}(?P=fence) | (?P<tick>`+)[^`].*?(?P=tick) )
    | !\[(?P<alt>[^\]\n]*)\]
      \(\ *(?:<(?P<held>[^>\n]+)>|(?P<bare>[^)\s]+))(?:\ +"(?P<title>[^"\n]*)")?\ *\)
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
_MEANT = re.compile(r"[\[\]`\\*_!|]")  # what Markdown would take for its own within an attribute
MEDIA = "../../media/"  # from a page such as visit/
_SIZES = "(min-width:45em) 29rem,91vw"


def pictures_of(page: ProseSource) -> Iterator[Named]:
    """Every picture that a page names."""
    for found in _PICTURE.finditer(page.markdown):
        if found["code"] is None:
            line = page.line + page.markdown.count("\n", 0, found.start())
            yield Named(_path(page, found), page.path, line)


def place_pictures(page: ProseSource, pictures: Mapping[str, Picture]) -> ProseSource:
    """The page with its pictures as HTML, in all widths; without one there are its words."""

    def place(found: re.Match[str]) -> str:
        if found["code"] is not None:
            return found[0]
        picture = pictures.get(_path(page, found))
        return _image(picture, found["alt"], found["title"]) if picture else found["alt"]

    return replace(page, markdown=_PICTURE.sub(place, page.markdown))


def _path(page: ProseSource, found: re.Match[str]) -> str:
    named = unquote(found["held"] or found["bare"])  # in Markdown it is an address
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), named))


def _image(picture: Picture, alt: str, title: str | None) -> str:
    files = [f"{MEDIA}{one.name} {one.width}w" for one in picture.derivatives]
    last = picture.derivatives[-1]
    several = f' srcset="{",".join(files)}" sizes="{_SIZES}"' if len(files) > 1 else ""
    said = f' title="{_quiet(title)}"' if title else ""
    return (
        f'<img src="{MEDIA}{last.name}"{several} alt="{_quiet(alt)}"{said} '
        f'width="{last.width}" height="{last.height}" loading="lazy">'
    )


def _quiet(text: str) -> str:
    return _MEANT.sub(lambda found: f"&#{ord(found[0])};", escape(text))
