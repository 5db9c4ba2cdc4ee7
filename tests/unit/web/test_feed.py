"""The Atom feed: valid, in order, and the same whenever it is made."""

import xml.etree.ElementTree as ET

from catalog.edition.localise import make_localiser
from catalog.web.exports.feed import make_feed
from catalog.web.pages import Page
from catalog.web.pages.plan import NEWEST, make_lists
from tests.unit.fairs import PROJECT, make_catalog, make_renderer

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://fair.example.org/2026/"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed_of(works, lang="en", base=BASE):
    catalog = make_catalog(works=works)
    localiser = make_localiser(
        lang, catalog.site, catalog.edition, catalog.vocabularies, PROJECT / "no-locales"
    )
    return make_feed(catalog, make_lists(catalog).newest, localiser, base)


def parsed(works, lang="en"):
    return ET.fromstring(feed_of(works, lang))


def test_it_has_what_atom_wants():
    feed = parsed({"acme/a": {"added": "2026-03-01"}, "acme/b": {"added": "2026-02-01"}})
    assert feed.tag == f"{ATOM}feed" and feed.get(LANG) == "en"
    for element in ("id", "title", "updated", "author"):
        assert len(feed.findall(f"{ATOM}{element}")) == 1
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"{BASE}en/feed.xml"
    entries = feed.findall(f"{ATOM}entry")
    assert [e.findtext(f"{ATOM}updated") for e in entries] == [
        "2026-03-01T00:00:00Z",
        "2026-02-01T00:00:00Z",
    ]
    assert feed.findtext(f"{ATOM}updated") == "2026-03-01T00:00:00Z"
    for entry in entries:
        for element in ("id", "title", "updated", "author", "link", "summary"):
            assert len(entry.findall(f"{ATOM}{element}")) == 1, element
    first = entries[0]
    assert first.findtext(f"{ATOM}id").startswith("urn:uuid:")
    assert first.find(f"{ATOM}link").get("href") == f"{BASE}en/works/acme/a/"
    ids = [e.text for e in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)


def test_ids_stay_when_the_site_moves():
    works = {"acme/a": {"added": "2026-03-01"}}
    feeds = [feed_of(works, base=base) for base in (BASE, "http://other.example.net/x/2026/")]
    assert feeds[0] != feeds[1]
    ids = [[e.text for e in ET.fromstring(feed).iter(f"{ATOM}id")] for feed in feeds]
    assert ids[0] == ids[1] and len(set(ids[0])) == 2
    assert set(ids[0]).isdisjoint(e.text for e in parsed(works, "ar").iter(f"{ATOM}id"))


def test_a_text_of_another_language_says_so():
    works = {"acme/a": {"added": "2026-03-01", "title": {"en": "A", "ar": "ألف"}}}
    entry = parsed(works, "ar").find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").get(LANG) is None
    assert entry.find(f"{ATOM}summary").get(LANG) == "en"


def test_the_newest_come_first_and_no_more_than_fifty():
    works = {f"acme/w{n}": {"added": f"2026-01-{1 + n % 28:02}"} for n in range(70)}
    feed = parsed(works)
    dates = [e.findtext(f"{ATOM}updated") for e in feed.iter(f"{ATOM}entry")]
    assert len(dates) == NEWEST
    assert dates == sorted(dates, reverse=True)


def test_hostile_texts_stay_texts():
    bad = """]]><script>&amp;"'</title>"""
    works = {"acme/a": {"added": "2026-03-01", "title": {"en": bad}, "logline": {"en": bad}}}
    entry = parsed(works).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == bad
    assert entry.findtext(f"{ATOM}summary") == bad


def test_without_dates_there_is_no_feed_and_none_is_announced():
    assert feed_of({"acme/a": {}}) is None
    home = Page("home", "", "home")
    link = 'type="application/atom+xml"'
    without = make_renderer(make_catalog(works={"acme/a": {}})).render(home)["head"]
    dated = make_catalog(works={"acme/a": {"added": "2026-03-01"}})
    assert link not in without
    assert 'href="feed.xml"' in make_renderer(dated).render(home)["head"]
    works = make_renderer(dated).render(Page("works", "works/", "works", "works:1"))["head"]
    assert 'href="../feed.xml"' in works
