"""Ids of events: each its own, and the same after every edit that leaves the event what it is."""

from hypothesis import given
from hypothesis import strategies as st

from catalog.edition.event_ids import with_ids, without_own_id
from catalog.models.edition import Event

WORDS = st.text("abcdé茶", min_size=1, max_size=4)
TIMES = st.sampled_from(["2026-05-21 10:00", "2026-05-21 14:00", "2026-05-22 10:00"])
PLACES = st.sampled_from(["hall-1", "Terrace"])


def event(title, start="2026-05-21 10:00", place="hall-1", **more):
    title = title if isinstance(title, dict) else {"en": title}
    fields = {"title": title, "start": start, "end": "2026-05-23 11:00", "place": {"en": place}}
    return Event.model_validate({**fields, **more})


def ids(events):
    return [e.id for e in with_ids(events, "en")]


any_event = st.builds(
    event,
    WORDS,
    TIMES,
    PLACES,
    id=st.none() | st.sampled_from(["opening", "tea", "16f84c3000"]),
)


@given(st.lists(any_event, max_size=12))
def test_no_two_events_share_an_id(events):
    assert len(set(ids(events))) == len(events)


edits = st.fixed_dictionaries(
    {},
    optional={
        "start": TIMES.map(lambda t: event("x", t).start),
        "place": PLACES.map(lambda p: {"en": p}),
        "about": st.just({"en": "More."}),
        "languages": st.just(("ar",)),
    },
)


@given(st.data())
def test_an_id_outlasts_edits_translations_moves_and_neighbours(data):
    titles = data.draw(st.lists(WORDS, min_size=1, max_size=6, unique=True))
    written = data.draw(st.lists(st.booleans(), min_size=len(titles), max_size=len(titles)))
    events = [
        event(title, id=f"own-{n}" if own else None)
        for n, (title, own) in enumerate(zip(titles, written, strict=True))
    ]
    before = dict(zip(titles, ids(events), strict=True))
    changed = []
    for n, (title, own, one) in enumerate(zip(titles, written, events, strict=True)):
        more = data.draw(st.sampled_from([{}, {"ar": "شاي"}]))
        named = {**more, "en": f"renamed {n}" if own else title}
        changed.append((title, one.model_copy(update={**data.draw(edits), "title": named})))
    for n in range(data.draw(st.integers(0, 3))):
        changed.append(("", event(f"new {n}")))
    order = data.draw(st.permutations(changed))
    after = ids([one for _, one in order])
    assert all(before[title] == id for (title, _), id in zip(order, after, strict=True) if title)


def test_events_that_agree_in_all_are_several():
    same = [event("Coffee")] * 3
    assert len(set(ids(same))) == 3
    assert ids(same)[:2] == ids(same[:2])
    assert [place for place, _, _ in without_own_id(enumerate(same), "en")] == [1, 2]
    assert without_own_id([(0, event("Coffee", id="a")), (1, event("Coffee"))], "en") == []


def test_the_source_language_names_an_event():
    (one,) = ids([event({"en": "Tea"})])
    assert ids([event({"zh-Hans": "茶", "en": "Tea"})]) == [one]
    assert ids([event({"zh-Hans": "茶"})]) == ids([event({"zh-Hans": "茶", "ar": "شاي"})])
