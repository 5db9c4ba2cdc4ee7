"""Where in time works without a date stand: told by what they came from and what came of them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

Moment = tuple[float, int]
"""A place in time, to be sorted by: (year, 1) is a year, (year, 0) just before that year without
saying when, (infinity, 0) is after all years."""

LAST: Moment = (math.inf, 0)


def place_in_time(
    years: Mapping[str, int | None], came: Iterable[tuple[str, str]]
) -> dict[str, Moment]:
    """The moment of each work, in the order of `years`; as few undated moments as there can be.

    A work without a date stands before all that came of it, and after what it came from. Where
    dates contradict each other it stands before what came of it. Without anything dated that
    came of it it stands last.

    Args:
        years: of all works; None where there is no date.
        came: (source, what came of it); ends that are not among the works are passed over. They
            may run in circles.
    """
    later, earlier = defaultdict(list), defaultdict(list)
    for source, other in came:
        if source in years and other in years and source != other:
            later[source].append(other)
            earlier[other].append(source)
    before = _nearest(years, earlier, lambda year: year)
    after = _nearest(years, later, lambda year: -year)
    moments: dict[str, Moment] = {}
    undated = [id for id, year in years.items() if year is None]
    last = -math.inf  # the latest undated moment so far
    for id in sorted(undated, key=lambda id: (before.get(id, math.inf), id)):
        end, start = before.get(id), after.get(id, -math.inf)
        if end is None:
            moments[id] = LAST
        elif start == end:
            moments[id] = (end, 1)
        else:
            if last <= (start if start < end else -math.inf):
                last = end
            moments[id] = (last, 0)
    return {id: moments[id] if year is None else (year, 1) for id, year in years.items()}


def _nearest(
    years: Mapping[str, int | None],
    back: Mapping[str, list[str]],
    rank: Callable[[int], int],
) -> dict[str, int]:
    """For each undated work the year of lowest rank that leads to it over undated works only."""
    found: dict[str, int] = {}
    dated = [(rank(year), year, id) for id, year in years.items() if year is not None]
    for _, year, id in sorted(dated):
        walk = [id]
        while walk:
            for other in back.get(walk.pop(), ()):
                if years[other] is None and other not in found:
                    found[other] = year
                    walk.append(other)
    return found
