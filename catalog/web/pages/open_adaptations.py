"""What could still be made of a story: forms it does not have, and whose rights are on offer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from catalog.models.vocabularies import KINDS
from catalog.models.work import Work
from catalog.web.pages.view import View

# A right on offer, the kinds of work that would make use of it, and the one to name the gap by.
_GAPS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("film-tv", ("series", "film"), "series"),
    ("animation", ("animation",), "animation"),
    ("micro-drama", ("micro-drama",), "micro-drama"),
    ("game-adaptation", ("game",), "game"),
    ("comic", ("comic",), "comic"),
    ("audio", ("audio",), "audio"),
    ("stage", (), ""),
    ("merchandise", ("merchandise",), "merchandise"),
)


class Gap(NamedTuple):
    """A form that the story does not have yet, and whose right is on offer.

    Attributes:
        seal: the glyph of such works.
        label: what is missing, in words: "Game".
        right, name: the right's id, and its name: "Game adaptation".
        lane: where such works stand in the family's picture.
        work: the first whose right is open.
    """

    seal: str
    label: str
    right: str
    name: str
    lane: str
    work: Work


def family_gaps(view: View, works: Sequence[Work]) -> list[Gap]:
    """What could still be made of a story, as its rights lines say."""
    kinds = {work.kind for work in works}
    found = []
    for right, forms, kind in _GAPS:
        if kinds.intersection(forms):
            continue
        offered = next(
            (
                work
                for work in works
                for line in work.rights
                if right in line.right and line.status == "available"
            ),
            None,
        )
        if offered:
            vocabulary, term = ("kind", kind) if kind else ("right", right)
            glyph = KINDS[kind].seal if kind else "演"
            name = view.localiser.label("right", right)
            label = view.localiser.label(vocabulary, term)
            lane = lane_of(kind) if kind else "more"
            found.append(Gap(glyph, label, right, name, lane, offered))
    return found


def lane_of(kind: str) -> str:
    """Where works of a kind stand in a family's picture: animation has a lane of its own."""
    return "animation" if kind == "animation" else KINDS[kind].group
