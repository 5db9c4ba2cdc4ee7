"""What is open, where, in which language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.edition.rights import _BITS, REGIONS, _areas, cell, matrix, reach, rulings
from catalog.models.context import Context
from catalog.models.territories import COUNTRIES, SETS
from catalog.models.work import RightsLine


def line(status="available", territories="WORLD", right="svod", **more):
    written = {"right": right, "status": status, "territories": territories, **more}
    return RightsLine.model_validate(written, context=Context("en"))


def lines(*written):
    return tuple(written)


def test_reach():
    assert reach(line(territories="World ex US, CA")) == COUNTRIES - {"US", "CA"}
    assert reach(line(territories=["DACH", "FR"], **{"except": ["CH"]})) == {"AT", "DE", "FR"}


NESTED = (line("sold"), line("available", "EU"), line("reserved", "FR"))
STATES = [
    # lines, country, state, status
    (lines(), "FR", "not-stated", ""),
    (lines(line(right="avod")), "FR", "not-stated", ""),
    (lines(line(territories="DE")), "FR", "not-stated", ""),
    (lines(line()), "FR", "available", ""),
    (lines(line("under-offer")), "FR", "under-offer", ""),
    (lines(line("sold")), "FR", "taken", "sold"),
    (lines(line("reserved")), "FR", "taken", "reserved"),
    (lines(line("unavailable")), "FR", "taken", "unavailable"),
    # Fewer countries override more, in either order.
    (lines(line(), line("sold", "FR")), "FR", "taken", "sold"),
    (lines(line("sold", "FR"), line()), "FR", "taken", "sold"),
    (lines(line(), line("sold", "FR")), "DE", "available", ""),
    (
        NESTED,
        "FR",
        "taken",
        "reserved",
    ),
    (NESTED, "DE", "available", ""),
    (NESTED, "JP", "taken", "sold"),
    (lines(line("available", "World ex FR")), "FR", "not-stated", ""),
    # Named languages override all, where the reach is equal.
    (lines(line(), line("sold", languages=["fr"])), "FR", "part", ""),
    (lines(line("sold"), line(languages=["fr"])), "FR", "part", ""),
    # Taken before open, where both reach equally far.
    (lines(line(), line("sold")), "FR", "taken", "sold"),
]


@pytest.mark.parametrize("written, country, state, status", STATES)
def test_state(written, country, state, status):
    found = cell(written, "svod", [country])
    assert (found.state, found.status) == (state, status)


LANGUAGES = [
    (lines(line()), None),
    (lines(line(languages="all")), "all"),
    (lines(line(languages=["fr", "de"])), ("fr", "de")),
    (lines(line(languages=["fr"]), line(languages=["de"])), ("fr", "de")),
    (lines(line(languages="all"), line("sold", languages=["fr"])), "all"),
]


@pytest.mark.parametrize("written, languages", LANGUAGES)
def test_languages(written, languages):
    assert cell(written, "svod", ["FR"]).languages == languages


PARTLY = [
    # lines, area, state, partly, status, languages
    (lines(line("under-offer", "EU")), "EU", "under-offer", False, "", None),
    (lines(line("under-offer", "DE")), "DACH", "under-offer", True, "", None),
    (lines(line("under-offer", "DE"), line("sold", "AT")), "DACH", "under-offer", True, "", None),
    (lines(line("sold", "DE")), "DACH", "taken", True, "sold", None),
    (lines(line("sold", "DACH")), "DACH", "taken", False, "sold", None),
    # taken everywhere, though not in one way: no word says how
    (lines(line("sold", "DE"), line("reserved", "DACH")), "DACH", "taken", False, "", None),
    # for one language, and nothing said of others; or something else
    (lines(line("under-offer", languages=["fr"])), "FR", "under-offer", False, "", ("fr",)),
    (
        lines(line("under-offer", languages=["fr"]), line("sold")),
        "FR",
        "under-offer",
        True,
        "",
        ("fr",),
    ),
    (lines(line("reserved", languages=["fr"]), line("sold")), "FR", "taken", False, "", None),
    # where something is open, the state itself says so
    (lines(line("available", "DE")), "DACH", "part", False, "", None),
]


@pytest.mark.parametrize("written, area, state, partly, status, languages", PARTLY)
def test_what_holds_in_part_says_so(written, area, state, partly, status, languages):
    found = cell(written, "svod", SETS.get(area, {area}))
    assert (found.state, found.partly) == (state, partly)
    assert (found.status, found.languages) == (status, languages)


def decided(written):
    return [(r.languages, r.line.status) for r in rulings(written, "svod", "FR")]


def test_rulings_end_with_the_first_that_speaks_for_all():
    written = lines(line(languages=["fr"]), line("sold", "EU"), line("reserved"))
    assert [(r.languages, r.line.status) for r in rulings(written, "svod", "FR")] == [
        (None, "sold")
    ]
    written = lines(
        line("sold", "FR", languages=["fr"]), line(languages=["fr", "en"]), line("reserved")
    )
    assert [(r.languages, r.line.status) for r in rulings(written, "svod", "FR")] == [
        (("fr",), "sold"),
        (("en",), "available"),
        (None, "reserved"),
    ]


def test_part_of_an_area():
    found = cell(lines(line(), line("sold", "FR")), "svod", SETS["EU"])
    assert found.state == "part"
    found = cell(lines(line("available", "DE")), "svod", ["DE", "FR"])
    assert found.state == "part"


def test_dates_and_exclusivity_are_of_what_decides():
    written = lines(line(until="2030"), line("sold", "FR", until="2028", exclusive="true"))
    found = cell(written, "svod", ["FR"])
    assert (str(found.until), found.exclusive) == ("2028", True)
    found = cell(written, "svod", ["DE"])
    assert (str(found.until), found.exclusive) == ("2030", None)


def test_matrix_of_one_line():
    found = matrix(lines(line(right=["svod", "avod"])))
    assert found.rights == ("svod", "avod")
    (row,) = found.rows
    assert (row.territories, row.rest) == (("WORLD",), False)
    assert {c.state for c in row.cells} == {"available"}


def test_matrix_tells_exceptions_apart():
    found = matrix(lines(line(), line("sold", "FR")))
    assert [(r.rest, r.cells[0].state) for r in found.rows] == [
        (False, "taken"),
        (True, "available"),
    ]
    assert found.rows[0].territories == ("FR",)


def test_matrix_of_nothing():
    assert matrix(()).rows == ()


def test_regions_do_not_overlap():
    members = [country for region in REGIONS for country in SETS[region]]
    twice = {c for c in members if members.count(c) > 1}
    assert twice <= SETS["MENA"] | SETS["EUROPE"]
    assert len(set(members)) > 210  # what is left is told as "other"


PLACES = st.sampled_from(["WORLD", "EU", "DACH", "FR", "DE", "SEA", "JP", "N-AMERICA"])
LINE = st.builds(
    line,
    st.sampled_from(["available", "under-offer", "sold", "reserved"]),
    st.lists(PLACES, min_size=1, max_size=2),
    st.lists(st.sampled_from(["svod", "avod"]), min_size=1, max_size=2, unique=True),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINE, max_size=4).map(tuple))
def test_matrix_agrees_with_every_country(written):
    """Each country belongs to one area; its row says what is true of the country alone."""
    found = matrix(written)
    areas = [(a, [c for c in COUNTRIES if _BITS[c] & some]) for a, some in _areas(written)]
    assert sorted(c for _, countries in areas for c in countries) == sorted(COUNTRIES)
    for area, countries in areas:
        rows = [r for r in found.rows if area in r.territories or r.territories == ("WORLD",)]
        assert len(rows) <= 1
        for country in sorted(countries)[:3]:
            for place, right in enumerate(found.rights):
                alone = cell(written, right, [country])
                if rows:
                    shown = rows[0].cells[place]
                    # Of several states in one area the more open one is shown, but nothing is
                    # shown as open that is not, or the other way round.
                    assert (shown.state == "available") <= (alone.state == "available")
                    assert (alone.state == "available") <= (shown.state in ("available", "part"))
                elif area:
                    assert alone.state == "not-stated"
