"""Works without a date take their place from their relations."""

import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from catalog.edition.timeline import LAST, place_in_time

IDS = [f"w{n:02}" for n in range(24)]


@st.composite
def histories(draw):
    """What really happened: a year for every work, and works that came of earlier ones."""
    count = draw(st.integers(2, len(IDS)))
    years = {id: draw(st.integers(2000, 2012)) for id in IDS[:count]}
    pick = st.sampled_from(IDS[:count])
    pairs = draw(st.lists(st.tuples(pick, pick), max_size=60))
    came = [tuple(sorted(pair, key=lambda id: (years[id], id))) for pair in pairs]
    forgotten = draw(st.sets(pick))
    return {id: None if id in forgotten else year for id, year in years.items()}, came


@given(histories())
def test_no_source_stands_after_what_came_of_it(history):
    years, came = history
    moments = place_in_time(years, came)
    for source, other in came:
        assert moments[source] <= moments[other]
    for id, year in years.items():
        assert year is None or moments[id] == (year, 1)
        assert moments[id][1] or moments[id] == LAST or moments[id][0] in years.values()


@given(
    st.dictionaries(st.sampled_from(IDS), st.one_of(st.none(), st.integers(2000, 2005))),
    st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=60),
    st.randoms(),
)
def test_whatever_is_claimed_an_undated_source_stands_before_what_is_dated(years, came, random):
    moments = place_in_time(years, came)
    for source, other in came:
        if years.get(source, 0) is None and years.get(other) is not None:
            assert moments[source] <= moments[other]
    ids, pairs = list(years), list(came)
    random.shuffle(ids)
    random.shuffle(pairs)
    assert place_in_time({id: years[id] for id in ids}, pairs) == moments


def test_undated_moments_are_as_few_as_can_be():
    years = {"novel": None, "comic": None, "series": 2015, "film": 2018, "sequel": None}
    came = [("novel", "series"), ("comic", "film"), ("film", "sequel")]
    moments = place_in_time(years, came)
    assert moments["novel"] == moments["comic"] == (2015, 0)
    assert moments["sequel"] == LAST == (math.inf, 0)
    came.append(("series", "comic"))
    assert place_in_time(years, came)["comic"] == (2018, 0)


def test_what_came_of_a_year_and_into_the_same_year_is_of_that_year():
    years = {"novel": 2015, "script": None, "film": 2015}
    came = [("novel", "script"), ("script", "film")]
    assert place_in_time(years, came)["script"] == (2015, 1)


def test_a_long_chain_without_dates_is_followed():
    ids = [f"w{n:04}" for n in range(3000)]
    years = {**dict.fromkeys(ids), "film": 2015}
    came = [*pairwise(ids), (ids[-1], "film"), (ids[-1], ids[0])]
    assert set(place_in_time(years, came).values()) == {(2015, 0), (2015, 1)}
