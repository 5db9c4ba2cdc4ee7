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

from catalog.models.dates import PartialDate
from catalog.models.territories import COUNTRIES, SETS, expand
from catalog.models.vocabularies import RIGHTS
from catalog.models.work import RightsLine

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
    return _rule(sorted(known, key=_precedence))


def _rule(ranked: Iterable[RightsLine]) -> list[Ruling]:
    """The rulings of lines that all speak of the same, in the order of their precedence."""
    found: list[Ruling] = []
    seen: set[str] = set()
    for line in ranked:
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
    known = sorted((line for line in lines if right in line.right), key=_precedence)
    # Countries that the same lines speak of are decided alike: one of each group is enough.
    alike = {tuple(country in reach(line) for line in known): country for country in countries}
    return _sum_up([_rule(x for x in known if c in reach(x)) for c in alike.values()])


def _sum_up(each: list[list[Ruling]]) -> Cell:
    """What can be said of several countries together, of which each has its rulings."""
    deciding = [r for found in each for r in found]
    if not deciding:
        return Cell("not-stated")
    shown = {id(r.line): r.line for r in deciding}
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
        lines=tuple(shown.values()),
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


# ---- a table of them -------------------------------------------------------------------
#
# A set of countries is a number here, a bit for each, and so is a set of a work's lines: a table
# is worked out for every work, and sets of strings take four times as long.


def matrix(lines: tuple[RightsLine, ...]) -> Matrix:
    """A work's rights as a table: areas that differ, each with a cell for every right named.

    What lines name (a country, GCC, EU …) gets a row of its own; regions of the world that say
    the same are told together, the largest group as the rest of the world.
    """
    ranked = sorted(lines, key=_precedence)
    speaking = {  # right → the lines that speak of it
        right: having
        for right in RIGHTS
        if (having := sum(1 << n for n, line in enumerate(ranked) if right in line.right))
    }
    reaches = [_reach_bits(line.territories, line.exclude) for line in ranked]
    groups: dict[tuple[Cell, ...], list[str]] = {}
    # Most regions are reached by the same lines, and many rights are spoken of by the same.
    cells_of: dict[tuple[int, ...], tuple[Cell, ...]] = {}
    known: dict[tuple[int, ...], Cell] = {}

    def cell_of(deciding: tuple[int, ...]) -> Cell:
        if deciding not in known:
            each = ((line for n, line in enumerate(ranked) if some >> n & 1) for some in deciding)
            known[deciding] = _sum_up([_rule(some) for some in each])
        return known[deciding]

    for area, countries in _areas(lines):
        reached = _reached(countries, reaches)
        if reached not in cells_of:
            cells_of[reached] = tuple(
                cell_of(tuple(sorted({one & having for one in reached}, reverse=True)))
                for having in speaking.values()
            )
        groups.setdefault(cells_of[reached], []).append(area)
    spoken = {c: areas for c, areas in groups.items() if any(x.state != "not-stated" for x in c)}
    rows = []
    for cells, areas in spoken.items():
        rest = len(areas) > len(REGIONS) // 2
        territories = tuple(a for a in areas if a)
        if len(spoken) == 1 and len(areas) > len(REGIONS):
            territories, rest = ("WORLD",), False
        rows.append(Row(territories, rest, cells))
    rows.sort(key=lambda row: row.rest)
    return Matrix(tuple(speaking), tuple(rows))


def _reached(countries: int, reaches: list[int]) -> tuple[int, ...]:
    """For each group of these countries that the same lines speak of: those lines."""
    groups = [(countries, 0)]
    for number, spoken in enumerate(reaches):
        parted = []
        for group, lines in groups:
            if within := group & spoken:
                parted.append((within, lines | 1 << number))
            if without := group & ~spoken:
                parted.append((without, lines))
        groups = parted
    return tuple(lines for _, lines in groups)


def _areas(lines: tuple[RightsLine, ...]) -> Iterator[tuple[str, int]]:
    """A partition of the world: what the lines name, narrowest first, then the regions."""
    named = {t for line in lines for t in (*line.territories, *line.exclude) if t != "WORLD"}
    order = sorted(named, key=lambda t: (len(SETS.get(t, (t,))), t))
    left = _WORLD
    for area in [*order, *(r for r in REGIONS if r not in named)]:
        countries = left & _BITS[area]
        if countries:
            left ^= countries
            yield area, countries
    if left:
        yield "", left


@lru_cache(maxsize=512)
def _reach_bits(territories: tuple[str, ...], exclude: tuple[str, ...]) -> int:
    return sum(_BITS[country] for country in _expand(territories, exclude))


def _as_bits() -> dict[str, int]:
    """Each country's bit, and those of each set of countries."""
    found = {country: 1 << place for place, country in enumerate(sorted(COUNTRIES))}
    return found | {
        name: sum(found[country] for country in members) for name, members in SETS.items()
    }


_BITS = _as_bits()
_WORLD = sum(_BITS[country] for country in COUNTRIES)
