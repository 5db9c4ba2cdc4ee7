"""A work's rights as a table that a phone can show."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from markupsafe import Markup

from catalog.edition.rights import Cell, Matrix, Row, matrix
from catalog.models.work import RightsLine, Work
from catalog.web.pages.markup import html, raw
from catalog.web.pages.view import View

# State → the mark's class. The word always stands beside it.
_MARKS = {
    "available": "free",
    "part": "part",
    "under-offer": "offer",
    "taken": "sold",
    "not-stated": "none",
}
_KNOWN = 8192  # cells kept for the next work that says the same
_WIDE = 6  # more columns than these are told in blocks, like on a phone


class Table(NamedTuple):
    """What ``parts/rights.html`` prints.

    Attributes:
        columns: names of rights, plain.
        rows: name of the area, and its cells.
        legend: the states that occur: mark and word.
        notes: what the company adds to single lines.
        silent: whether something is on offer without a word on languages.
        blocks: whether it has too many columns for a table.
    """

    columns: list[str]
    rows: list[tuple[str, list[Markup]]]
    legend: list[tuple[str, str]]
    notes: list[tuple[str, Markup]]
    silent: bool
    blocks: bool


class _Lines:
    """A work's lines by identity: lines with notes have no hash, and are never changed."""

    __slots__ = ("lines",)

    def __init__(self, lines: tuple[RightsLine, ...]) -> None:
        self.lines = lines

    def __hash__(self) -> int:
        return id(self.lines)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Lines) and self.lines is other.lines


@lru_cache(maxsize=64)  # of works whose pages in all languages follow each other
def _matrix(key: _Lines) -> Matrix:
    """Rights are the same in every language, and dear to work out."""
    return matrix(key.lines)


def rights_table(view: View, work: Work) -> Table:
    """The matrix of a work's rights in words."""
    found = _matrix(_Lines(work.rights))
    label = view.localiser.label
    columns = [label("right", right) for right in found.rights]
    words = view.phrases.right_states
    states = {cell.state for row in found.rows for cell in row.cells}
    return Table(
        columns,
        [
            (
                _area(view, row),
                [
                    _known_cell(view, cell, column)
                    for cell, column in zip(row.cells, columns, strict=True)
                ],
            )
            for row in found.rows
        ],
        [(mark, words[state]) for state, mark in _MARKS.items() if state in states],
        [(_line(view, line), view.texts.inline(line.note)) for line in work.rights if line.note],
        any(
            cell.state in ("available", "part") and cell.languages is None
            for row in found.rows
            for cell in row.cells
        ),
        len(columns) > _WIDE,
    )


def _area(view: View, row: Row) -> str:
    names = view.phrases.territory_names(row.territories) if row.territories else ""
    if not row.rest:
        return names
    return view.gettext("Rest of the world")


def _line(view: View, line: Any) -> str:
    join, label = view.localiser.join, view.localiser.label
    rights = join([label("right", right) for right in line.right])
    return view.phrases.labelled(rights, view.phrases.territory_names(line.territories))


def _known_cell(view: View, cell: Cell, column: str) -> Markup:
    """Many works say the same of a right."""
    key = (cell, column)
    found = view.rights_cells.get(key)
    if found is None:
        if len(view.rights_cells) >= _KNOWN:
            view.rights_cells.clear()
        found = view.rights_cells[key] = _cell(view, cell, column)
    return found


def _cell(view: View, cell: Cell, column: str) -> Markup:
    _, words = view.gettext, view.phrases.right_states
    mark = _MARKS[cell.state]
    word = words[cell.state]
    if cell.state == "taken" and cell.status:
        word = view.localiser.label("right-status", cell.status)
    notes = []
    if cell.partly:
        # Translators: of a right under offer or taken: not in all the area, or not in all languages
        notes.append(view.localiser.pgettext("not everywhere", "In part"))
    if cell.languages == "all":
        if cell.state in ("available", "part"):
            notes.append(_("All languages"))
    elif cell.languages:
        notes.append(view.phrases.language_names(cell.languages))
    if cell.exclusive is not None and cell.state != "not-stated":
        notes.append(_("Exclusive") if cell.exclusive else _("Non-exclusive"))
    if cell.until:
        notes.append(_("Until %(date)s") % {"date": view.localiser.date(cell.until)})
    small = "".join(f"<small>{html(note)}</small>" for note in notes)
    return raw(
        f'<td data-l="{html(column)}" class="is-{mark}"><span><i class="sc-st sc-st--{mark}"></i>'
        f"<span>{html(word)}{small}</span></span></td>"
    )
