"""What is open, where, in which language: the logic of rights lines.

Three rules, from RECORDS:

* a line for fewer countries overrides a line for more (``WORLD`` available and ``FR`` sold is
  ordinary writing); between lines of equal reach one for named languages overrides one for all;
* nothing is inferred: what no line speaks of is "not stated";
* what is sold, reserved or unavailable is "taken", whatever the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from catalog.models import PartialDate, RightsLine
from catalog.models.territories import COUNTRIES, SETS, expand
from catalog.models.vocabularies import RIGHTS

State = Literal["available", "part", "under-offer", "taken", "not-stated"]
Languages = Literal["all"] | tuple[str, ...] | None

TAKEN = frozenset(("sold", "reserved", "unavailable"))
# Regions that a reader is shown, narrow concerns first; together they cover nearly the world.
REGIONS = (
    "E-ASIA",
    "SEA",
    "S-ASIA",
    "C-ASIA",
    "MENA",
    "SSA",
    "EUROPE",
    "N-AMERICA",
    "LATAM",
    "ANZ",
)


class Ruling(NamedTuple):
    """The line that decides for a country, and the languages it decides for."""

    languages: Languages
    line: RightsLine


@dataclass(frozen=True, slots=True)
class Cell:
    """What can be said of one right in one area.

    Attributes:
        state: what a reader is shown first.
        status: the written word where it is taken, and everywhere in the same way ("sold",
            "reserved", "unavailable").
        partly: whether what is under offer or taken is so only in part of the area, or for some of
            the languages that are spoken of. (Where something is open, ``part`` says so.)
        languages: the languages of which that is said: "all", a list, or None for "not stated".
        exclusive: whether what is open or taken is so exclusively, where said.
        until: the latest date that a deciding line names.
        lines: the deciding lines, for notes.
    """

    state: State
    status: str = ""
    partly: bool = False
    languages: Languages = None
    exclusive: bool | None = None
    until: PartialDate | None = None
    # Areas that say the same are told together whichever lines say it; and a line with a note
    # has no hash.
    lines: tuple[RightsLine, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Row:
    """One area of a matrix: its territories, or ``rest`` for everything not named."""

    territories: tuple[str, ...]
    rest: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A work's rights: one column a right, one row an area."""

    rights: tuple[str, ...]
    rows: tuple[Row, ...]


@lru_cache(maxsize=512)
def _expand(territories: tuple[str, ...], exclude: tuple[str, ...]) -> frozenset[str]:
    return expand(territories, exclude)


def reach(line: RightsLine) -> frozenset[str]:
    """The countries that a line speaks of."""
    return _expand(line.territories, line.exclude)


def rulings(lines: Iterable[RightsLine], right: str, country: str) -> list[Ruling]:
    """What decides for a right in a country: the narrowest lines, each for its languages.

    Ends with the first line that speaks for all languages, since it leaves nothing to others.
    """
    known = [line for line in lines if right in line.right and country in reach(line)]
    known.sort(key=_precedence)
    found: list[Ruling] = []
    seen: set[str] = set()
    for line in known:
        if line.languages is None or line.languages == "all":
            found.append(Ruling(line.languages, line))
            break
        own = tuple(tag for tag in line.languages if tag not in seen)
        seen.update(own)
        if own:
            found.append(Ruling(own, line))
    return found


def _precedence(line: RightsLine) -> tuple[int, bool, bool]:
    """Narrow before wide, named languages before all, taken before open."""
    general = line.languages is None or line.languages == "all"
    return len(reach(line)), general, line.status not in TAKEN


def cell(lines: Iterable[RightsLine], right: str, countries: Iterable[str]) -> Cell:
    """What can be said of a right over several countries together."""
    known = [(line, reach(line)) for line in lines if right in line.right]
    # Countries that the same lines speak of are decided alike: one of each group is enough.
    alike = {tuple(country in where for _, where in known): country for country in countries}
    each = [rulings([line for line, _ in known], right, country) for country in alike.values()]
    deciding = [r for found in each for r in found]
    if not deciding:
        return Cell("not-stated")
    unique = tuple(dict.fromkeys(id(r.line) for r in deciding))
    by_id = {id(r.line): r.line for r in deciding}
    shown = tuple(by_id[i] for i in unique)
    state, about = next(
        (state, found)
        for state in _FIRST
        if (found := [r for r in deciding if _state(r.line) == state])
    )
    whole = all(found and all(_state(r.line) == state for r in found) for found in each)
    statuses = {r.line.status for r in about}
    languages = [r.languages for r in about]
    if state != "available" and not all(isinstance(one, tuple) for one in languages):
        languages = []  # what is taken without a word on languages is so for all of them
    dates = [r.line.until for r in about if r.line.until]
    exclusive = {r.line.exclusive for r in about}
    return Cell(
        state="part" if state == "available" and not whole else state,
        status=statuses.pop() if state == "taken" and len(statuses) == 1 else "",
        partly=not whole and state != "available",
        languages=_together(languages),
        exclusive=exclusive.pop() if len(exclusive) == 1 else None,
        until=max(dates) if dates else None,
        lines=shown,
    )


_FIRST: tuple[State, ...] = ("available", "under-offer", "taken")  # what is told of several


def _state(line: RightsLine) -> State:
    if line.status == "available":
        return "available"
    return "taken" if line.status in TAKEN else "under-offer"


def _together(languages: Iterable[Languages]) -> Languages:
    """All languages where any line says all; the list of those named; None when none is."""
    named: dict[str, None] = {}
    for one in languages:
        if one == "all":
            return "all"
        named.update(dict.fromkeys(one or ()))
    return tuple(named) or None


def matrix(lines: tuple[RightsLine, ...]) -> Matrix:
    """A work's rights as a table: areas that differ, each with a cell for every right named.

    What lines name (a country, GCC, EU …) gets a row of its own; regions of the world that say
    the same are told together, the largest group as the rest of the world.
    """
    rights = tuple(r for r in RIGHTS if any(r in line.right for line in lines))
    groups: dict[tuple[Cell, ...], list[str]] = {}
    reaches = [reach(line) for line in lines]
    # Most regions are reached by the same lines, so what is said of one is said of all.
    known: dict[tuple[tuple[bool, ...], ...], tuple[Cell, ...]] = {}
    for area, countries in _areas(lines):
        some = _one_of_each(countries, reaches)
        reached = tuple(tuple(country in where for where in reaches) for country in some)
        if reached not in known:
            known[reached] = tuple(cell(lines, right, some) for right in rights)
        groups.setdefault(known[reached], []).append(area)
    spoken = {c: areas for c, areas in groups.items() if any(x.state != "not-stated" for x in c)}
    rows = []
    for cells, areas in spoken.items():
        rest = len(areas) > len(REGIONS) // 2
        territories = tuple(a for a in areas if a)
        if len(spoken) == 1 and len(areas) > len(REGIONS):
            territories, rest = ("WORLD",), False
        rows.append(Row(territories, rest, cells))
    rows.sort(key=lambda row: row.rest)
    return Matrix(rights, tuple(rows))


def _one_of_each(countries: frozenset[str], reaches: list[frozenset[str]]) -> list[str]:
    """One country of each group that the same lines speak of: the others are decided alike."""
    groups = [countries]
    for spoken in reaches:
        groups = [part for group in groups for part in (group & spoken, group - spoken) if part]
    return [min(group) for group in groups]


def _areas(lines: tuple[RightsLine, ...]) -> Iterator[tuple[str, frozenset[str]]]:
    """A partition of the world: what the lines name, narrowest first, then the regions."""
    named = {t for line in lines for t in (*line.territories, *line.exclude) if t != "WORLD"}
    order = sorted(named, key=lambda t: (len(SETS.get(t, {t})), t))
    left = set(COUNTRIES)
    for area in [*order, *(r for r in REGIONS if r not in named)]:
        countries = frozenset(left & SETS.get(area, {area}))
        if countries:
            left -= countries
            yield area, countries
    if left:
        yield "", frozenset(left)
