"""The files a book shows: pictures, drawn covers, plans; gathered while it is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from catalog.media.hall_plans import Plan, render_plan
from catalog.media.images import Picture
from catalog.media.images.lettering import clean_text, split_cells
from catalog.media.qr import qr_bits
from catalog.models.family import Family
from catalog.models.images import Image
from catalog.models.texts import Text
from catalog.models.work import Work
from catalog.print.text_runs import clean

COVER = 720
"""Pixels: a cover of 56 mm at more than 300 dpi."""
WIDE = 1440
"""Pixels: across the page at 175 dpi, which is as much as is derived."""

_COVER_SIZE = (600, 800)


@dataclass
class Plates:
    """What a book shows beside texts.

    Attributes:
        pictures: content-relative path → derived picture.
        covers: record id (``family:<id>``) → name of the drawn cover.
        derivatives: names in ``media/`` of WebP files to be printed.
        drawn: names in ``media/`` of SVG files to be printed.
        files: name → text of SVG files made for this book.
        letters: the fonts that SVG files may name: generic name → family.
    """

    pictures: Mapping[str, Picture]
    covers: Mapping[str, str]
    derivatives: set[str] = field(default_factory=set)
    drawn: set[str] = field(default_factory=set)
    files: dict[str, str] = field(default_factory=dict)

    def picture(self, image: Image | None, width: int) -> dict[str, Any] | None:
        """A submitted picture at least so many pixels wide, or as wide as there is."""
        found = self.pictures.get(image.path) if image else None
        if found is None:
            return None
        last = found.derivatives[-1]
        one = next((d for d in found.derivatives if d.width >= width), last)
        self.derivatives.add(one.name)
        return {"webp": one.name, "w": one.width, "h": one.height}

    def cover(self, record: Work | Family) -> dict[str, Any] | None:
        """The cover of a work or family: its own, or the drawn one."""
        id = record.id if isinstance(record, Work) else f"family:{record.id}"
        own = self.picture(record.cover, COVER)
        name = self.covers.get(id)
        if own or name is None:
            return own
        self.drawn.add(name)
        width, height = _COVER_SIZE
        return {"svg": name, "w": width, "h": height}

    def plan(self, hall: str, plan: Plan) -> dict[str, Any]:
        """A hall's plan as a file, and where its stands lie in it."""
        markup = render_plan(plan, {}, label="")
        _, _, body = markup.partition(">")
        box = plan.view_box
        opening = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{box.width:g}" '
            f'height="{box.height:g}" viewBox="{box.x:g} {box.y:g} {box.width:g} {box.height:g}">'
        )
        # Generic families mean nothing outside a browser. No attribute holds a bare quote.
        body = re.sub(r'font-family="[^"]*"', f'font-family="{PLAN_FONT}"', body)
        name = f"plan-{hall}.svg"
        self.files[name] = opening + body
        boxes = {
            number: [
                (b.x - box.x) / box.width,
                (b.y - box.y) / box.height,
                b.width / box.width,
                b.height / box.height,
            ]
            for number, b in plan.boxes.items()
        }
        return {"file": name, "w": box.width, "h": box.height, "boxes": boxes}


PLAN_FONT = "Noto Sans,Helvetica Neue,Segoe UI,DejaVu Sans,Liberation Sans,Arial,Libertinus Serif"


def spine(title: str, lang: str) -> dict[str, Any]:
    """A Chinese or Japanese title as a column: its cells from the top."""
    parts = split_cells(clean_text(title))
    cells = [
        {
            "t": clean(cell.text),
            "h": round(cell.height, 3),
            "s": round(cell.size, 3),
            "r": cell.turned,
            "k": cell.small,
        }
        for part in parts
        for cell in part
    ]
    return {"cells": cells, "parts": [len(part) for part in parts], "l": lang}


def code(address: str) -> dict[str, Any]:
    """A QR code of an address: modules on a side, and the path of the dark ones, a line each row.

    Drawn, not as a picture: some readers would blur one that is enlarged.
    """
    rows = qr_bits(address)
    dark = (
        f"M{run.start()} {y}.5h{len(run[0])}"
        for y, row in enumerate(rows)
        for run in re.finditer("1+", f"{row:0{len(rows)}b}")
    )
    return {"n": len(rows), "d": "".join(dark), "u": address}


def title_of(text: Text, tag: str) -> dict[str, str]:
    """A name in one language, said to be in it."""
    return {"t": clean(text[tag]), "l": tag}
