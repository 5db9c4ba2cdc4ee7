"""What a book and labels say, before Typst sees it."""

import json
import re

import pytest

from catalog.media.qr import qr_bits
from catalog.print.book import make_book
from catalog.print.fonts import FACES, choose_faces
from catalog.print.illustrations import Plates, code
from catalog.print.labels import make_labels
from catalog.print.typesetting import voices
from tests.unit.fairs import make_catalog, make_renderer

STANDS = (
    {"hall": "hall-1", "number": "A10", "companies": ["acme"]},
    {"hall": "hall-1", "number": "A2", "companies": ["bolt", "acme"]},
)
EDITION = {"halls": [{"id": "hall-1"}, {"id": "hall-2", "name": {"en": "Upper hall"}}]}


def fair(**more):
    parts = {
        "works": {
            "acme/one": {
                "title": {"en": "One", "zh-Hans": "第一"},
                "family": "numbers",
                "original_language": "zh-Hans",
            },
            "bolt/two": {"relations": [{"type": "based-on", "work": "acme/one"}]},
        },
        "companies": {"cork": {}},
        "families": {"numbers": {"owner": "acme"}},
        "edition": EDITION,
        "stands": STANDS,
    }
    return make_catalog(**parts | more)


def book(lang="en", **more):
    catalog = fair(**more)
    return make_book(make_renderer(catalog, lang).view, Plates({}, {}), "today")


def test_companies_stand_in_the_order_of_their_stands_each_once():
    parts = book()["parts"]
    assert [[c["key"] for c in part["companies"]] for part in parts] == [
        ["companies/bolt", "companies/acme"],
        [],
        ["companies/cork"],
    ]
    assert [s["number"] for s in parts[0]["stands"]] == ["A2", "A10"]
    assert parts[2]["name"]["t"] == "Without a stand"


def test_what_is_related_is_pointed_to():
    acme = book()["parts"][0]["companies"][1]
    (work,) = acme["works"]
    assert work["key"] == "works/acme/one"
    assert work["family"]["key"] == "families/numbers"
    runs = [run for row in work["facts"] for run in row["value"] if isinstance(run, dict)]
    keys = [run.get("k") for run in runs]
    assert "works/bolt/two" in keys


def test_every_key_that_is_pointed_to_is_somewhere():
    whole = book()
    entries = set()

    def walk(value, pointed):
        if isinstance(value, dict):
            if "key" in value:
                entries.add(value["key"])
            if "k" in value and isinstance(value["k"], str):
                pointed.add(value["k"])
            for inner in value.values():
                walk(inner, pointed)
        elif isinstance(value, list):
            for inner in value:
                walk(inner, pointed)

    pointed = set()
    walk(whole, pointed)
    assert pointed and pointed <= entries


def test_a_chinese_title_is_a_spine_and_indexes_name_everything():
    whole = book()
    work = whole["parts"][0]["companies"][1]["works"][0]
    assert [cell["t"] for cell in work["spine"]["cells"]] == ["第", "一"]
    assert [e["key"] for g in whole["index"]["works"] for e in g["entries"]] == [
        "works/acme/one",
        "works/bolt/two",
    ]
    assert [e["key"] for g in whole["index"]["companies"] for e in g["entries"]] == [
        "companies/acme",
        "companies/bolt",
        "companies/cork",
    ]


def test_rights_keep_state_word_and_notes():
    line = {
        "right": ["print", "audio"],
        "status": "available",
        "territories": ["WORLD"],
        "languages": ["ar"],
        "until": "2028",
    }
    sold = {"right": "print", "status": "sold", "territories": ["FR"], "note": {"en": "#sold *"}}
    catalog = make_catalog(works={"acme/one": {"rights": [line, sold]}})
    whole = make_book(make_renderer(catalog).view, Plates({}, {}), "today")
    table = whole["parts"][0]["companies"][0]["works"][0]["rights"]
    assert table["columns"] == ["Print", "Audio"]
    assert table["rows"][0]["area"] == "France"
    assert table["rows"][0]["cells"][0] == {"mark": "sold", "word": "Sold", "notes": []}
    assert table["rows"][0]["cells"][1] == {
        "mark": "free",
        "word": "Available",
        "notes": ["Arabic", "Until 2028"],
    }
    assert table["notes"] == [{"line": "Print: France", "note": ["#sold *"]}]


def test_a_hostile_record_reaches_the_template_as_strings_only():
    evil = '#import "x": * $y$ \\ *z* `r` <l> @m'
    catalog = make_catalog(
        works={
            "acme/one": {
                "title": {"en": evil},
                "logline": {"en": evil},
                "people": [{"name": {"en": evil + "\u202e"}}],
            }
        }
    )
    whole = make_book(make_renderer(catalog).view, Plates({}, {}), "today")
    (work,) = whole["parts"][0]["companies"][0]["works"]
    assert work["title"] == {"t": evil, "l": "en"}
    assert work["logline"]["t"] == evil
    assert [evil] in [row["value"] for row in work["facts"]]
    json.dumps(whole)


def test_what_is_private_is_not_in_the_book():
    secret = {"name": {"en": "Secret desk"}, "email": "secret@example.com"}
    catalog = make_catalog(works={"acme/one": {}}, companies={"acme": {"contacts": [secret]}})
    whole = make_book(make_renderer(catalog).view, Plates({}, {}), "today")
    assert "ecret" not in json.dumps(whole)


def test_in_short_a_work_has_no_long_texts():
    catalog = make_catalog(works={"acme/one": {"synopsis": {"en": "A long story."}}})
    view = make_renderer(catalog).view
    assert "A long story." in json.dumps(make_book(view, Plates({}, {}), "today"))
    assert "A long story." not in json.dumps(make_book(view, Plates({}, {}), "today", short=True))


# ---- labels ----------------------------------------------------------------------------


def labels(*languages, **only):
    catalog = fair()
    views = [make_renderer(catalog, tag).view for tag in languages or ("en", "zh-Hans")]
    return make_labels(views, Plates({}, {}), **only)


def test_a_sign_has_its_number_its_companies_and_a_code_of_where_to_read_on():
    first, second = labels()["signs"]
    assert (first["sign"], first["number"]) == ("1", "A10")
    assert first["qr"]["u"] == "https://fair.example.org/2026/en/companies/acme/"
    assert [c["names"][0]["t"] for c in second["companies"]] == ["Acme", "Acme"]
    assert second["qr"]["u"] == "https://fair.example.org/2026/en/halls/hall-1/#at-stand-A2"


def test_names_stand_in_each_language_once():
    label = next(one for one in labels()["labels"] if len(one["titles"]) > 1)
    assert label["titles"] == [{"t": "One", "l": "en"}, {"t": "第一", "l": "zh-Hans"}]
    assert labels("en")["fair"]["names"] == [{"t": "Fair 2026", "l": "en"}]


@pytest.mark.parametrize(
    "only, signs, works",
    [
        ({"companies": ["bolt"]}, ["A2"], {"two"}),
        ({"halls": ["hall-2"]}, [], set()),
        ({}, ["A10", "A2"], {"one", "two"}),
    ],
)
def test_labels_of_one_exhibitor_or_hall(only, signs, works):
    found = labels(**only)
    assert [sign["number"] for sign in found["signs"]] == signs
    assert {one["qr"]["u"].rstrip("/").rpartition("/")[2] for one in found["labels"]} == works


# ---- languages -------------------------------------------------------------------------


def test_each_language_is_set_in_its_own_way():
    every = [f for face in FACES.values() for f in (*face.display, *face.text)]
    found = voices("ar", {"zh-Hant", "en", "pt-BR"}, choose_faces(set(), every))["voices"]
    assert found["ar"]["dir"] == "rtl" and found["ar"]["face"] == "arabic"
    assert (found["zh-Hant"]["lang"], found["zh-Hant"]["script"]) == ("zh", "hant")
    assert (found["pt-BR"]["lang"], found["pt-BR"]["region"]) == ("pt", "BR")


def test_a_code_is_drawn_with_all_its_modules():
    found = code("https://fair.example.org/")
    rows = qr_bits("https://fair.example.org/")
    drawn = [0] * found["n"]
    for x, y, run in re.findall(r"M(\d+) (\d+)\.5h(\d+)", found["d"]):
        drawn[int(y)] |= ((1 << int(run)) - 1) << (found["n"] - int(x) - int(run))
    assert tuple(drawn) == rows
