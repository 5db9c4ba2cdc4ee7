"""Rights lines as columns: each distinct line once, and which lines a work has."""

from __future__ import annotations

from typing import Any

from catalog.edition.resolve import Catalog
from catalog.models.territories import COUNTRIES, SETS
from catalog.models.vocabularies import RIGHT_STATES, RIGHTS
from catalog.models.work import RightsLine
from catalog.web.search.finder.columns import Table, pack_lists, pack_numbers

Key = tuple[tuple[int, ...], int, int, int, int, int]


def make_rights(catalog: Catalog) -> dict[str, Any]:
    """What is on offer, as the browser needs it to answer right × territory × language.

    ``sets`` expand a territory to countries, ``reaches`` are ``<territories>!<excluded>``. Of
    ``languages`` the first means "all" and the second "not stated".
    """
    countries = sorted(COUNTRIES)
    place = {code: number for number, code in enumerate(countries)}
    rights = {right: number for number, right in enumerate(RIGHTS)}
    states = {state: number for number, state in enumerate(RIGHT_STATES)}
    reaches: Table[str] = Table()
    languages: Table[str] = Table(("*", "?"))
    untils: Table[str] = Table(("",))
    lines: Table[Key] = Table()

    def key(line: RightsLine) -> Key:
        reach = " ".join(sorted(line.territories)) + "!" + " ".join(sorted(line.exclude))
        spoken = (
            "*" if line.languages == "all" else " ".join(line.languages) if line.languages else "?"
        )
        return (
            tuple(sorted({rights[r] for r in line.right})),
            states[line.status],
            reaches.place(reach),
            languages.place(spoken),
            0 if line.exclusive is None else 1 + line.exclusive,
            untils.place(str(line.until) if line.until else ""),
        )

    works = [[lines.place(key(line)) for line in work.rights] for work in catalog.works.values()]
    columns = list(zip(*lines.values, strict=True)) or [()] * 6
    return {
        "countries": " ".join(countries),
        "sets": {
            name: pack_numbers(sorted(place[code] for code in codes))
            for name, codes in SETS.items()
        },
        "rights": " ".join(rights),
        "states": " ".join(states),
        "reaches": reaches.values,
        "languages": languages.values,
        "untils": untils.values,
        "lines": {
            "rights": pack_lists(columns[0]),
            "state": pack_numbers(columns[1]),
            "reach": pack_numbers(columns[2]),
            "languages": pack_numbers(columns[3]),
            "exclusive": pack_numbers(columns[4]),
            "until": pack_numbers(columns[5]),
        },
        "works": pack_lists(works),
    }
