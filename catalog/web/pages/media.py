"""Pictures as ``<img>``: derived files where there are some, drawn covers where there are none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from catalog.media.images import Picture, cover_ground
from catalog.models.images import Image
from catalog.models.work import Work
from catalog.web.pages.markup import escape, raw
from catalog.web.pages.texts import ROOT, Texts

# How wide a picture is shown, for the browser's choice of file.
CARD = "(min-width:45em) 24vw,46vw"
CHAIN = "(min-width:60em) 11rem,7.6rem"
ASIDE = "(min-width:76.25em) 17.5rem,9rem"
HALF = "(min-width:60em) 50vw,91vw"
INNER = "91vw"  # between the gutters, which are 4.4 % of the window each
FULL = "100vw"
GROUND = "(min-width:60em) 100vw,60vw"  # behind the home page's words: faint on phones

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_COVER = (600, 800)


@dataclass(frozen=True)
class Media:
    """All pictures of an edition, for pages in one language.

    Attributes:
        pictures: content-relative path → derived picture.
        covers: record id (``family:<id>`` for a family) → file name of the drawn cover.
    """

    pictures: Mapping[str, Picture]
    covers: Mapping[str, str]
    texts: Texts

    def find(self, image: Image | None) -> Picture | None:
        """The derived picture of an image, unless there is none or it was refused."""
        return self.pictures.get(image.path) if image else None

    def url(self, name: str) -> str:
        """A media file's address from any page."""
        return f"{ROOT}../media/{name}"

    def largest(self, picture: Picture) -> str:
        """The address of a picture's largest file."""
        return self.url(picture.derivatives[-1].name)

    def img(self, picture: Picture, sizes: str, alt: str = "", *, eager: bool = False) -> Markup:
        """A picture in all its widths."""
        last = picture.derivatives[-1]
        # For browsers without srcset the middle one is enough.
        middle = picture.derivatives[min(1, len(picture.derivatives) - 1)]
        several = ""
        if len(picture.derivatives) > 1:
            widths = ",".join(f"{self.url(d.name)} {d.width}w" for d in picture.derivatives)
            several = f' srcset="{widths}" sizes="{sizes}"'
        return raw(
            f'<img src="{self.url(middle.name)}"{several} width="{last.width}" '
            f'height="{last.height}" alt="{escape(alt)}"{_loading(eager)}>'
        )

    def drawn(self, id: str, alt: str = "", *, eager: bool = False) -> Markup:
        """A drawn cover; nothing where none was drawn."""
        name = self.covers.get(id)
        if name is None:
            return raw("")
        width, height = _COVER
        return raw(
            f'<img src="{self.url(name)}" width="{width}" height="{height}" '
            f'alt="{escape(alt)}"{_loading(eager)}>'
        )

    def cover(self, work: Work, sizes: str, alt: str = "", *, eager: bool = False) -> Markup:
        """A work's cover: its own, or the one drawn for it."""
        picture = self.find(work.cover)
        if picture is None:
            return self.drawn(work.id, alt, eager=eager)
        return self.img(picture, sizes, alt, eager=eager)

    def alt(self, image: Image | None, otherwise: str) -> str:
        """What is said instead of a picture."""
        return (self.texts.plain(image.alt) if image else "") or otherwise

    def is_illustration(self, image: Image | None) -> bool:
        """Whether what is shown for the image was drawn for the catalogue."""
        return image is not None and image.illustration and image.path in self.pictures

    def ground(self, work: Work) -> str:
        """The dark ground of a work's page, as ``#rrggbb``."""
        picture = self.find(work.wide) or self.find(work.cover)
        colour = picture.ground if picture else cover_ground(work.id, work.family or "")
        return colour if _COLOUR.fullmatch(colour) else "#0d3831"


def _loading(eager: bool) -> str:
    return ' fetchpriority="high"' if eager else ' loading="lazy"'
