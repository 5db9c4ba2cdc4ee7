"""What becomes of a record with faults: the smallest thing is left out, the rest is kept."""

import datetime as dt
import shutil

import pytest

from catalog.core.problems import MAX_TOLD, At, problem
from catalog.edition.checks import check_and_resolve
from catalog.models.company import Company
from catalog.models.context import Context
from catalog.models.edition import Edition, Event, Stand
from catalog.models.work import Work
from catalog.reading.content import read_content
from catalog.reading.records import as_spelled, cut, parse_entries, parse_model, parse_vocabularies
from catalog.reading.records import place_problems as place
from catalog.reading.yaml import Raw, parse_record
from tests.unit.fairs import PROJECT

TOY = PROJECT / "tests" / "fixtures" / "toy_fair"

HEAD = "kind: novel\ntitle: {en: Name, zh: 名}\nlogline: One sentence.\ngenres: [fantasy, drama]\n"


def read(text, model=Work, lang="en"):
    raw = parse_record(text.encode(), "a.yml")
    context = Context(lang, "companies/a/works", "companies/a")
    return parse_model(model, raw, "a/x", "companies/a/works/x.yml", context)


def told(reading):
    return [(p.code, p.field, p.line, p.column, p.effect) for p in reading.problems]


def test_good_record():
    reading = read(HEAD)
    assert reading.problems == []
    assert (reading.record.id, reading.record.company, reading.record.slug) == ("a/x", "a", "x")
    assert reading.record.title == {"en": "Name", "zh-Hans": "名"}
    assert reading.record.logline == {"en": "One sentence."}


F = "field"
W = "withheld"
LEFT_OUT = [
    # text, what is told, and what is kept of the field
    ("status: x", ("unknown-value", "status", 5, 9, F), "status", None),
    ("nothing: x", ("unknown-key", "nothing", 5, 1, F), "status", None),
    ("released: 2024-02-30", ("bad-date", "released", 5, 11, F), "released", None),
    ("seeking: [x, investors]", ("unknown-value", "seeking[0]", 5, 11, F), "seeking", 1),
    ("seeking: [x]", ("unknown-value", "seeking[0]", 5, 11, F), "seeking", 0),
    ("synopsis: {en: x, nonsense: y}", ("bad-language", "synopsis.nonsense", 5, 19, F), 0, 0),
    (
        "people:\n- {name: A, role: x}\n- {name: B}",
        ("unknown-value", "people[0].role", 6, 19, F),
        "people",
        2,
    ),
    (
        "people:\n- {role: author}\n- {name: B}",
        ("missing-field", "people[0].name", 6, 3, F),
        "people",
        1,
    ),
    (
        "people:\n- {name: }\n- {name: B}",
        ("missing-field", "people[0].name", 6, 4, F),
        "people",
        1,
    ),
    ("people: x", ("list-as-text", "people", 5, 9, F), "people", 0),
    ("book: {words: x, pages: 12}", ("wrong-type", "book.words", 5, 15, F), 0, 0),
    ("book: x", ("wrong-type", "book", 5, 7, F), "book", None),
    (
        "screener: {access: public}",
        ("missing-field", "screener.url", 5, 11, F),
        "screener",
        None,
    ),
    ("cover: ../../../x.png", ("image-outside", "cover", 5, 8, F), "cover", None),
    (
        "gallery:\n- ../../../x.png\n- a.png",
        ("image-outside", "gallery[0]", 6, 3, F),
        "gallery",
        1,
    ),
    ("ids: {isbn: 1, imdb: tt1}", ("bad-isbn", "ids.isbn", 5, 13, F), "ids", 1),
    ("ids: {isbm: 1, imdb: tt1}", ("unknown-value", "ids.isbm", 5, 7, F), "ids", 1),
    (
        "relations:\n- {type: sequel-to}",
        ("wrong-type", "relations[0]", 6, 3, F),
        "relations",
        0,
    ),
    (
        "rights:\n- {right: [x, svod], status: sold, territories: FR}",
        ("unknown-value", "rights[0].right[0]", 6, 12, F),
        "rights",
        1,
    ),
    (
        "rights:\n- {right: svod, status: sold, territories: [QQ]}",
        ("bad-territory", "rights[0].territories[0]", 6, 45, F),
        "rights",
        0,
    ),
    (
        "rights:\n- {right: svod, status: sold, territories: World ex QQ}",
        ("bad-territory", "rights[0].except", 6, 44, W),
        "rights",
        0,
    ),
    # Without its exception the line would offer too much.
    (
        "rights:\n- {right: svod, status: sold, territories: WORLD, except: [FR, QQ]}",
        ("bad-territory", "rights[0].except[1]", 6, 64, W),
        "rights",
        0,
    ),
    # pydantic's own word for keys, written by somebody.
    ('"[key]": x', ("unknown-key", "[key]", 5, 1, F), "status", None),
    ('ids: {"[key]": x, imdb: y}', ("unknown-value", "ids.[key]", 5, 7, F), "ids", 1),
    # A misspelt key without a value is told too, a known one is just blank.
    ("nothing:", ("unknown-key", "nothing", 5, 1, F), "status", None),
    ("people: [{name: A, roel: }]", ("unknown-key", "people[0].roel", 5, 20, F), "people", 1),
    ("status: ended\nstatus: ended", ("duplicate-key", "status", 6, 1, F), "status", None),
]


@pytest.mark.parametrize("text, expected, field, kept", LEFT_OUT)
def test_field_is_left_out(text, expected, field, kept):
    reading = read(HEAD + text)
    assert told(reading) == [expected]
    assert reading.record is not None and reading.record.title["en"] == "Name"
    if field:
        value = getattr(reading.record, field)
        assert (len(value) if value is not None else None) == kept


SET_ASIDE = [
    (HEAD.replace("kind: novel\n", ""), ("missing-field", "kind", 1, 1, "record")),
    (HEAD.replace("novel", ""), ("missing-field", "kind", 1, 1, "record")),
    (
        HEAD.replace("{en: Name, zh: 名}", "{en: , zh: }"),
        ("missing-field", "title", 2, 1, "record"),
    ),
    (HEAD.replace("novel", "novell"), ("unknown-value", "kind", 1, 7, "record")),
    (HEAD.replace("fantasy, drama", ""), ("missing-field", "genres", 4, 1, "record")),
    (HEAD.replace("fantasy, drama", "x"), ("unknown-value", "genres[0]", 4, 10, "record")),
    (HEAD + "kind: novel", ("duplicate-key", "kind", 5, 1, "record")),
    (HEAD.replace("en: Name, ", ""), ("no-own-title", "title", 2, 1, "record")),
    ("", ("empty-file", "", 1, 1, "record")),
    ("- a", ("wrong-root", "", 1, 1, "record")),
]


@pytest.mark.parametrize("text, expected", SET_ASIDE)
def test_record_is_set_aside(text, expected):
    reading = read(text)
    assert reading.record is None
    assert told(reading) == [expected]


def test_blank_fields_are_not_there():
    reading = read(HEAD + "status:\npeople: [{name: A, role: }]\nsynopsis: {en: }\nids: {imdb: }\n")
    assert reading.problems == []
    assert reading.record.status is None and reading.record.people[0].role is None


def test_all_is_told_at_once():
    reading = read(HEAD + "status: x\nreleased: y\npeople: z\nnothing: w\n")
    assert [p.code for p in reading.problems] == [
        "unknown-value",
        "bad-date",
        "list-as-text",
        "unknown-key",
    ]
    assert reading.record is not None


def test_in_a_record_that_is_set_aside_all_is_told_with_its_effect():
    reading = read(HEAD.replace("novel", "x") + "status: x\n")
    assert {p.effect for p in reading.problems} == {"record"}
    assert len(reading.problems) == 2


def test_very_many_blank_slips_are_not_all_told():
    assert len(read(HEAD + "".join(f"k{n}:\n" for n in range(500))).problems) == MAX_TOLD


def test_long_text_is_cut():
    reading = read(HEAD.replace("One sentence.", "{en: " + "word " * 60 + ", zh: 短}"))
    assert [(p.code, p.field, p.params["count"]) for p in reading.problems] == [
        ("text-too-long", "logline.en", 299)
    ]
    assert len(reading.record.logline["en"]) <= 160
    assert reading.record.logline["en"].endswith("word…")
    assert reading.record.logline["zh-Hans"] == "短"


CUTS = [
    ("a b c d e f g h i j", 9, "a b c d…"),
    ("一" * 20, 10, "一" * 9 + "…"),
    ("x" * 20, 5, "xxxx…"),
]


@pytest.mark.parametrize("text, limit, expected", CUTS)
def test_cut(text, limit, expected):
    assert cut(text, limit) == expected


def test_places_after_what_was_left_out():
    record = read(HEAD + "seeking: [x, investors, y, translators]").record
    assert record.seeking == ("investors", "translators")
    assert record.written(("seeking", 0)) == ("seeking", 1)
    assert record.written(("seeking", 1)) == ("seeking", 3)
    assert record.written(("genres", 1)) == ("genres", 1)


def test_own_language_decides_what_bare_texts_are():
    record = read("lang: zh-CN\n" + HEAD.replace("{en: Name, zh: 名}", "名")).record
    assert record.title == {"zh-Hans": "名"}


def test_bounds():
    reading = read(HEAD + "".join(f"k{n}: x\n" for n in range(500)))
    assert reading.record is not None  # every one of them is left out
    assert [p.code for p in reading.problems][-2:] == ["unknown-key", "too-many-problems"]
    assert len(reading.problems) == MAX_TOLD + 1
    assert read(HEAD + "".join(f"k{n}: x\n" for n in range(2000))).record is None


# ---- lists ----------------------------------------------------------------------------

STANDS = """- hall: h
  number: 012
  companies: [a]
- hall: h
  companies: [a]
- nothing
- hall: h
  number: B
  companies: [a]
  works: [[], w]
  colour: red
  color:
"""


def test_entries():
    raw = parse_record(STANDS.encode(), "stands.yml")
    entries, problems = parse_entries(Stand, raw, "stands.yml", Context())
    assert [(index, s.number) for index, s in entries] == [(0, "012"), (3, "B")]
    assert [(p.code, p.field, p.line, p.effect) for p in problems] == [
        ("missing-field", "[1].number", 4, "entry"),
        ("wrong-type", "[2]", 6, "entry"),
        ("wrong-type", "[3].works[0]", 10, F),
        ("unknown-key", "[3].colour", 11, F),
        ("unknown-key", "[3].color", 12, F),
    ]
    assert entries[1][1].written(("works", 0)) == ("works", 1)


@pytest.mark.parametrize("text, codes", [("", []), ("[]", []), ("a: b", ["wrong-root"])])
def test_no_entries(text, codes):
    raw = parse_record(text.encode(), "p.yml")
    entries, problems = parse_entries(Event, raw, "p.yml", Context())
    assert entries == []
    assert [p.code for p in problems] == codes


def test_good_entries_after_very_many_bad_ones():
    text = "- {}\n" * 500 + "- {hall: h, number: A, companies: [a]}\n"
    entries, problems = parse_entries(Stand, parse_record(text.encode(), "s"), "s", Context())
    assert [index for index, _ in entries] == [500]
    assert problems[-1].code == "too-many-problems" and len(problems) < 3 * MAX_TOLD + 10


# ---- vocabularies ---------------------------------------------------------------------


def vocabulary(text, name="genres"):
    path = f"vocabularies/{name}.yml"
    raws = {path: parse_record(text.encode(), path)}
    found, problems = parse_vocabularies(raws, Context("zh-Hans"))
    return found, [(p.code, p.field, p.line, p.column, p.effect) for p in problems]


def test_terms_are_added():
    found, problems = vocabulary("palace: {zh: 宫廷, en: Palace}\nrebirth: 重生\n")
    assert problems == []
    assert found["genre"].added == {
        "palace": {"zh-Hans": "宫廷", "en": "Palace"},
        "rebirth": {"zh-Hans": "重生"},
    }
    assert "fantasy" in found["genre"] and "palace" in found["genre"]


BAD_TERMS = [
    ("Palace: x", "genres", ("bad-name", "Palace", 1, 1, "entry")),
    ("a: {}", "genres", ("missing-field", "a", 1, 1, "entry")),
    ("a: [x]", "genres", ("wrong-type", "a", 1, 4, "entry")),
    ("a: {en: x, nonsense: y}", "genres", ("bad-language", "a.nonsense", 1, 12, F)),
    ("a: x\na: y", "genres", ("duplicate-key", "a", 2, 1, "entry")),
    ("nonsense: x", "languages", ("bad-language", "nonsense", 1, 1, "entry")),
    ("XX: x", "territories", ("bad-country", "XX", 1, 1, "entry")),
    ("a: x", "kinds", ("unknown-file", "", 1, 1, "none")),
    ("- a", "genres", ("wrong-root", "", 1, 1, "record")),
    ("a: [b", "genres", ("yaml-syntax", "", 1, 4, "record")),
]


@pytest.mark.parametrize("text, name, expected", BAD_TERMS)
def test_bad_term(text, name, expected):
    found, problems = vocabulary(text + "\n", name)
    assert problems == [expected]
    assert "fantasy" in found["genre"]


def test_names_of_languages_and_territories():
    assert vocabulary("zh: {en: Mandarin}", "languages")[0]["language"].added == {
        "zh-Hans": {"en": "Mandarin"}
    }
    assert vocabulary("全球: {en: The world}\nUK: {en: Britain}", "territories")[0][
        "territory"
    ].added == {"WORLD": {"en": "The world"}, "GB": {"en": "Britain"}}


def test_identifiers_may_have_capitals():
    assert "ISSN-L" in vocabulary("ISSN-L: ISSN-L", "identifiers")[0]["identifier"]


# ---- places ---------------------------------------------------------------------------


def test_place_problems(tmp_path):
    (tmp_path / "a.yml").write_text("title:\n  zh: 名\nrights:\n  - {right: svod}\n  - right: x\n")
    problems = [
        problem("rights-conflict", "a.yml", ("rights", 1, "right", 0), other=At(("rights", 0))),
        problem("no-source-title", "a.yml", ("title",), key="title", language="en"),
        problem("bad-language", "a.yml", ("title", "zh-Hans"), value="x"),
        problem("unknown-file", "gone.yml"),
        problem("not-utf8", "editions/e/pages/en/x.md", line=3, column=4),
        problem("empty-file", "a.yml", line=7, column=8),
    ]
    found = place(tmp_path, problems)
    assert [(p.path, p.code, p.line, p.column) for p in found] == [
        ("a.yml", "no-source-title", 1, 1),
        ("a.yml", "bad-language", 2, 7),
        ("a.yml", "rights-conflict", 5, 12),
        ("a.yml", "empty-file", 7, 8),
        ("editions/e/pages/en/x.md", "not-utf8", 3, 4),
        ("gone.yml", "unknown-file", 1, 1),
    ]
    assert found[2].params["other"] == 4


def test_as_spelled():
    data = {"title": {"zh_cn": "x"}, "list": [{"en": "y"}]}
    assert as_spelled(("title", "zh-Hans"), data) == ("title", "zh_cn")
    assert as_spelled(("list", 0, "en"), data) == ("list", 0, "en")
    assert as_spelled(("nothing", 3, "zh-Hans"), data) == ("nothing", 3, "zh-Hans")


def test_raw_data_is_not_changed():
    data = {"kind": "novel", "title": "x", "logline": "y", "genres": ["x", "drama"], "status": "z"}
    before = repr(data)
    parse_model(Work, Raw(data), "a/x", "x.yml", Context())
    assert repr(data) == before


@pytest.mark.parametrize("model", [Company, Edition])
def test_other_kinds(model):
    assert {p.code for p in read("name: x", model).problems} == {"missing-field"}


@pytest.mark.parametrize("asked", [None, "spring"])
def test_an_edition_is_found_by_what_it_was_called(asked, tmp_path):
    content = tmp_path / "content"
    shutil.copytree(TOY, content)
    edition = content / "editions" / "toy-2026" / "edition.yml"
    edition.write_text(f"{edition.read_text('utf-8')}aliases: [spring]\n", "utf-8")
    catalog = content / "catalog.yml"
    catalog.write_text(catalog.read_text("utf-8").replace("edition: toy-2026", "edition: spring"))
    found = read_content(content, asked, locales=tmp_path)
    assert found.records and found.records.edition.id == "toy-2026"
    assert found.records.former_editions == {"spring": "toy-2026"}
    told = [(p.code, p.path, p.params["fix"]) for p in found.problems]
    assert told == ([("former-id", "catalog.yml", "toy-2026")] if asked else [])
    catalog, problems = check_and_resolve(found.records, dt.date(2026, 1, 1))
    assert catalog.site.edition == "toy-2026"
    assert ("former-id", "edition") in {(p.code, p.field) for p in problems}
