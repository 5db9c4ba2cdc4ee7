"""Address books and calendars read what we write: escaping, folding, instants, nothing private."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.core.characters import legal
from catalog.web.exports.calendars_and_cards import (
    _join,
    escape_text,
    fold_line,
    render_cards,
    render_event,
    render_exchange,
)
from catalog.web.exports.revisions import Revision, read_revisions
from tests.unit.fairs import make_catalog, make_renderer

NASTY = "A; B, C\\D\r\nE:\x00\x1f é 国色芳华 \N{GRINNING FACE}"
EVENT = {
    "title": {"en": "Rights, formats; co-production", "zh-Hans": "版权，模式"},
    "start": "2026-05-22 14:00",
    "end": "2026-05-22 15:30",
    "place": "hall-1",
    "about": {"en": NASTY},
    "hosts": ["acme"],
}
HALLS = {"halls": [{"id": "hall-1"}]}


def fair(**more):
    given = {
        "edition": HALLS,
        "works": {"acme/peony": {}},
        "stands": ({"hall": "hall-1", "number": "B12", "companies": ["acme"]},),
        "events": (EVENT,),
        **more,
    }
    catalog = make_catalog(**given)
    views = {tag: make_renderer(catalog, tag).view for tag in ("en", "zh-Hans")}
    return catalog, views


def unfold(text):
    """Content lines as a reader gets them: (name with parameters, value)."""
    assert text.endswith("\r\n")
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", text)
    lines = re.sub(r"\r\n[ \t]", "", text).split("\r\n")[:-1]
    return [tuple(line.split(":", 1)) for line in lines]


def values(text, name):
    return [value for key, value in unfold(text) if key.split(";")[0] == name]


def unescape(value):
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


# ---- escaping, folding -----------------------------------------------------------------


def test_what_means_something_is_escaped():
    assert escape_text("a\\b;c,d\ne") == r"a\\b\;c\,d\ne"
    assert escape_text("a\r\nb\rc\x07\x7f\t:") == "a\\nb\\nc\t:"


@given(st.text(max_size=300))
def test_a_text_is_read_as_it_was_written(text):
    value = escape_text(text)
    assert "\n" not in value
    assert "\r" not in value
    assert unescape(value) == legal(text)
    assert not re.search("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", value)


def test_no_value_brings_a_line_of_its_own():
    assert _join(["URL:https://a\r\nATTENDEE:x", "A:b\u2028\x85c"]) == (
        "URL:https://a ATTENDEE:x\r\nA:b c\r\n"
    )


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=("Cs",)), max_size=400))
def test_no_line_is_longer_than_75_octets(line):
    folded = fold_line(line)
    pieces = folded.split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert folded.replace("\r\n ", "") == line


@pytest.mark.parametrize("length", [74, 75, 76, 149, 150])
def test_lines_are_folded_only_where_they_must(length):
    pieces = fold_line("x" * length).split("\r\n")
    assert len(pieces) == 1 + (length > 75) + (length > 149)


# ---- address book ----------------------------------------------------------------------


def test_a_contact_as_a_card():
    contact = {
        "name": {"en": "Rights; desk", "zh-Hans": "版权窗口"},
        "role": {"en": "Sales"},
        "email": "rights@example.com",
        "phone": "+86 (571) 8888-0000",
        "wechat": "acme rights",
        "languages": ["en", "zh-Hans"],
        "public": "true",
    }
    companies = {"acme": {"contacts": [contact], "city": {"en": "Hangzhou"}}}
    catalog, views = fair(companies=companies)
    text = render_cards(views["en"], catalog.companies["acme"])
    lines = unfold(text)
    assert lines[:2] == [("BEGIN", "VCARD"), ("VERSION", "3.0")]
    assert lines[-1] == ("END", "VCARD")
    assert values(text, "FN") == [r"Rights\; desk"]
    assert values(text, "N") == [r"Rights\; desk;;;;"]
    assert values(text, "ORG") == ["Acme"]
    assert values(text, "TITLE") == ["Sales"]
    assert ("EMAIL;TYPE=INTERNET,WORK", "rights@example.com") in lines
    assert ("TEL;TYPE=WORK,VOICE", "+8657188880000") in lines
    assert ("IMPP;X-SERVICE-TYPE=WeChat", "weixin:acme%20rights") in lines
    assert values(text, "ADR") == [";;;Hangzhou;;;China"]
    assert unescape(values(text, "NOTE")[0]).split("\n") == [
        "Fair 2026: 1 · B12",
        "Phone: +86 (571) 8888-0000",
        "WeChat: acme rights",
        "Languages: English, Simplified Chinese",
        "版权窗口",
    ]
    assert values(text, "URL") == ["https://fair.example.org/2026/en/companies/acme/"]
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", values(text, "UID")[0])


@pytest.mark.parametrize("phone", ["8888, ext. 2", "1-800-FAIRS", "ask on WeChat; or by post"])
def test_a_number_that_is_not_clear_stays_as_written(phone):
    contact = {"name": {"en": "Desk"}, "phone": phone, "public": "true"}
    catalog, views = fair(companies={"acme": {"contacts": [contact]}})
    (number,) = values(render_cards(views["en"], catalog.companies["acme"]), "TEL")
    assert unescape(number) == phone


@given(
    st.dictionaries(
        st.sampled_from(["en", "zh-Hans", "ar"]), st.text("a;,é商\\", min_size=1), min_size=1
    )
)
def test_a_card_has_each_name_once(name):
    contact = {"name": name, "role": name, "public": "true"}
    catalog, views = fair(companies={"acme": {"contacts": [contact]}})
    text = render_cards(views["en"], catalog.companies["acme"])
    for property in ("VERSION", "N", "FN", "ORG", "TITLE", "UID"):
        assert len(values(text, property)) == 1
    (parts,) = (re.split(r"(?<!\\)(?:\\\\)*;", value) for value in values(text, "N"))
    assert len(parts) == 5 and not any(parts[1:])
    note = unescape(values(text, "NOTE")[0])
    assert all(said in note or said == unescape(values(text, "FN")[0]) for said in name.values())


def test_only_public_contacts_are_given_away():
    hidden = {"name": {"en": "Secret"}, "email": "secret@example.com", "phone": "+861234567890"}
    shown = {"name": {"en": "Desk"}, "public": "true"}
    for contacts, company in (([hidden, shown], []), ([hidden], ["COMPANY"])):
        catalog, views = fair(companies={"acme": {"contacts": contacts}})
        text = render_cards(views["en"], catalog.companies["acme"])
        assert "ecret" not in text
        assert "1234567890" not in text
        assert values(text, "X-ABShowAs") == company
        assert len(values(text, "FN")) == 1


# ---- calendar --------------------------------------------------------------------------


def test_an_event_as_an_entry():
    catalog, views = fair()
    text = render_event(views["en"], catalog.events[0], Revision(2, 61))
    lines = dict(unfold(text))
    id = catalog.event_id(catalog.events[0])
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", lines["UID"])
    assert lines["DTSTART"] == "20260522T060000Z"  # two in the afternoon in Shanghai
    assert lines["DTEND"] == "20260522T073000Z"
    assert lines["SUMMARY;LANGUAGE=en"] == r"Rights\, formats\; co-production"
    assert unescape(lines["LOCATION"]) == "Hall 1, The halls"
    address = f"https://fair.example.org/2026/en/programme/#{id}"
    assert lines["URL"] == address
    assert unescape(lines["DESCRIPTION"]).endswith(address)
    assert lines["SEQUENCE"] == "2"
    assert lines["DTSTAMP"] == lines["LAST-MODIFIED"] == "20260103T000101Z"


def test_files_of_a_fair():
    catalog, views = fair()
    id = catalog.event_id(catalog.events[0])
    files = render_exchange(catalog, views)
    assert set(files) == {
        "data/companies/acme.vcf",
        f"data/events/{id}-en.ics",
        f"data/events/{id}-zh-Hans.ics",
        "data/programme-en.ics",
        "data/programme-zh-Hans.ics",
        "data/programme.ics",
    }
    assert files["data/programme.ics"] == files["data/programme-en.ics"]
    assert files == render_exchange(catalog, views)
    calendar = files["data/programme-zh-Hans.ics"].decode()
    assert "SUMMARY;LANGUAGE=zh-Hans:版权，模式" in calendar
    blocks = [line for line in unfold(calendar) if line[0] in ("BEGIN", "END")]
    assert [value for _, value in blocks] == ["VCALENDAR", "VEVENT", "VEVENT", "VCALENDAR"]
    assert values(calendar, "VERSION") == ["2.0"]


MOVED = {**EVENT, "start": "2026-05-23 10:00", "end": "2026-05-23 11:00", "place": "Terrace"}
TRANSLATED = {**EVENT, "title": {"ar": "الحقوق", **EVENT["title"]}}


@pytest.mark.parametrize("edited", [MOVED, TRANSLATED, {**EVENT, "about": {"en": "Soon."}}])
def test_a_changed_event_is_a_newer_one_of_the_same(edited, tmp_path):
    published = tmp_path / "programme.ics"
    seen = []
    for event in (EVENT, EVENT, edited, EVENT):
        catalog, views = fair(events=(event,))
        files = render_exchange(catalog, views, read_revisions(published))
        published.write_bytes(files["data/programme.ics"])
        seen.append(dict(unfold(files["data/programme-zh-Hans.ics"].decode())))
    assert len({entry["UID"] for entry in seen}) == 1
    assert [entry["SEQUENCE"] for entry in seen] == ["0", "0", "1", "2"]
    stamps = [entry["LAST-MODIFIED"] for entry in seen]
    assert stamps[0] == stamps[1] < stamps[2] < stamps[3]


def test_another_event_changes_no_entry(tmp_path):
    other = {**EVENT, "title": {"en": "Tea"}, "place": "Terrace"}
    texts = []
    for about in ("Green.", "Black."):
        catalog, views = fair(events=(EVENT, {**other, "about": {"en": about}}))
        files = render_exchange(catalog, views)
        texts.append(files[f"data/events/{catalog.event_id(catalog.events[0])}-en.ics"])
    assert texts[0] == texts[1]


@pytest.mark.parametrize("text", [b"", b"\xff" * 50, b"BEGIN:VEVENT\r\nSEQUENCE:-1\r\n"])
def test_a_calendar_that_cannot_be_read_says_nothing(text, tmp_path):
    (tmp_path / "programme.ics").write_bytes(text)
    assert read_revisions(tmp_path / "programme.ics") == {}
    assert read_revisions(tmp_path / "none.ics") == {}


EVENTS = st.lists(
    st.fixed_dictionaries(
        {
            "title": st.sampled_from([{"en": "Tea"}, {"en": "Talk"}]),
            "start": st.sampled_from(["2026-05-22 10:00", "2026-05-22 11:00"]),
            "end": st.just("2026-05-22 12:00"),
            "place": st.sampled_from(["hall-1", "Terrace"]),
            "about": st.sampled_from([{"en": "One"}, {"en": "Two"}]),
        }
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, deadline=None)
@given(EVENTS)
def test_events_that_agree_in_anything_are_all_there(events):
    catalog, views = fair(events=tuple(events))
    files = render_exchange(catalog, views)
    uids = values(files["data/programme-en.ics"].decode(), "UID")
    assert len(set(uids)) == len(events)
    assert sum(name.endswith("-en.ics") and "/events/" in name for name in files) == len(events)
    anchors = {catalog.event_id(event) for event in catalog.events}
    assert len(anchors) == len(events)


@pytest.mark.parametrize("url", ["https://other.example.net/", "http://fair.example.org/a/b/"])
def test_ids_stay_when_the_site_moves(url):
    before, after = (fair(site=site) for site in ({}, {"url": url}))
    files = [render_exchange(*one) for one in (before, after)]
    for name in ("data/programme.ics", "data/companies/acme.vcf"):
        texts = [one[name].decode() for one in files]
        assert texts[0] != texts[1]
        assert values(texts[0], "UID") == values(texts[1], "UID")


def test_a_fair_without_programme_has_no_calendar():
    catalog, views = fair(events=())
    assert set(render_exchange(catalog, views)) == {"data/companies/acme.vcf"}


def test_pages_lead_to_files_that_are_written():
    catalog, views = fair()
    files = set(render_exchange(catalog, views))
    renderer = make_renderer(catalog)
    from catalog.web.pages import plan_pages

    linked = set()
    for page in plan_pages(catalog):
        body = renderer.render(page)["body"]
        linked |= set(re.findall(r'href="(?:\.\./)+(data/[^"]+\.(?:vcf|ics))"', body))
    assert linked
    assert linked <= files
