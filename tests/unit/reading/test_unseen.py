"""At the door: a character that nobody sees, anywhere in a record, changes nothing but prose."""

import copy
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.core.characters import BROKEN, UNSEEN, clean, lost
from catalog.models.company import Company
from catalog.models.context import Context
from catalog.models.edition import Edition, Event, Stand
from catalog.models.family import Family
from catalog.models.service import Service
from catalog.models.site import Site
from catalog.models.work import Work
from catalog.reading.content import read_content
from catalog.reading.records import parse_entries, parse_model, parse_vocabularies
from catalog.reading.yaml import parse_record
from tests.unit.core.test_characters import SAMPLES, TURNING

TOY = Path(__file__).parents[2] / "fixtures" / "toy_fair"
MODELS = {
    "catalog.yml": Site,
    "companies/lantern/company.yml": Company,
    "companies/lantern/works/moon-kite.yml": Work,
    "companies/lantern/works/paper-boat.yml": Work,
    "families/*.yml": Family,
    "services/*.yml": Service,
    "editions/toy-2026/edition.yml": Edition,
    "editions/toy-2026/stands.yml": Stand,
    "editions/toy-2026/programme.yml": Event,
}
FILES = [(file, model) for name, model in MODELS.items() for file in sorted(TOY.glob(name))]
# A picture's path is what its file is called: it is not ours to change.
PATHS = {"cover", "wide", "logo", "image", "plan", "hero", "gallery"}
SPACED = "\u00ad\u200b\u2060\u2061\u2064"
MARKS = "\u200e\u200f\u061c"


def read(model, data):
    """The record of some data, and the codes told of it."""
    text = yaml.safe_dump(data, allow_unicode=False, width=10**6)
    context = Context(lang="en", folder="companies/lantern", root="companies/lantern")
    raw = parse_record(text.encode(), "a.yml")
    if model in (Stand, Event):
        entries, problems = parse_entries(model, raw, "a.yml", context)
        return [entry.model_dump() for _, entry in entries], {p.code for p in problems}
    reading = parse_model(model, raw, "lantern/a", "a.yml", context)
    return reading.record and reading.record.model_dump(), {p.code for p in reading.problems}


def leaves(node, loc=()):
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*loc, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from leaves(value, (*loc, index))
    elif not PATHS & set(loc):
        yield loc


def with_text(data, loc, change):
    data = copy.deepcopy(data)
    holder = data
    for part in loc[:-1]:
        holder = holder[part]
    holder[loc[-1]] = change(holder[loc[-1]])
    return data


def plain(node):
    """Without what prose may keep."""
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, (list, tuple)):
        return [plain(value) for value in node]
    if not isinstance(node, str):
        return node
    turns = any("\u0620" <= c <= "\u06ff" for c in node)
    return "".join(c for c in node if c not in SPACED + turns * MARKS)


CASES = [
    (file, model, data, loc)
    for file, model in FILES
    for data in [parse_record(file.read_bytes(), file.name).data]
    for loc in leaves(data)
]


def test_all_kinds_of_records_are_tried():
    assert len({model for _, model, _, _ in CASES}) == len(set(MODELS.values()))
    assert len(CASES) > 150


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(CASES), st.sampled_from(SAMPLES), st.data())
def test_one_character_anywhere_changes_nothing(case, char, draw):
    """Where no letters join: then every class of them has only come along."""
    _, model, data, loc = case
    whole, told = read(model, data)
    text = str(with_text(data, loc, lambda value: value))
    assert whole is not None and text

    def change(value):
        at = draw.draw(st.integers(0, len(value)))
        beside = value[max(0, at - 1) : at + 1]
        return value if any(c > "\u02ff" for c in beside) else value[:at] + char + value[at:]

    changed = with_text(data, loc, change)
    if changed == data:
        return
    found, slips = read(model, changed)
    assert plain(found) == plain(whole), loc
    assert slips - told <= {"hidden-character"}
    assert not BROKEN.search(repr(found))


@pytest.mark.parametrize("char", [c for c in SAMPLES if UNSEEN.match(c) or BROKEN.match(c)])
def test_addresses_and_numbers_have_none(char):
    """As they are copied from chats: at the start, within, at the end."""
    for wrap in (f"{char}%s", f"%s{char}", f"{char}%s{char}"):
        contact = {
            "name": wrap % "Desk",
            "email": wrap % "rights@lantern.example.com",
            "phone": wrap % "+86 10 5555 0100",
            "wechat": wrap % "lantern_rights",
            "public": wrap % "true",
        }
        data = {
            "name": "Lantern",
            "type": [wrap % "publisher"],
            "country": wrap % "CN",
            "about": "We print.",
            "website": wrap % "https://lantern.example.com/a",
            "contacts": [contact],
        }
        record, told = read(Company, data)
        assert told == {"hidden-character"}
        assert record["contacts"][0] == {
            **dict.fromkeys(("role", "qq", "whatsapp")),
            "name": {"en": "Desk"},
            "email": "rights@lantern.example.com",
            "phone": "+86 10 5555 0100",
            "wechat": "lantern_rights",
            "languages": (),
            "public": True,
        }
        assert record["website"] == "https://lantern.example.com/a"
        assert (record["type"], record["country"]) == (("publisher",), "CN")


def test_a_withholding_field_with_unseen_characters_withholds():
    base = {"kind": "novel", "title": "A", "logline": "B", "genres": ["drama"]}
    for key, value in (
        ("dra\u200bft", "true"),
        ("draft", "tr\u202aue"),
        ("\ufeffdraft", "true\x07"),
    ):
        record, told = read(Work, base | {key: value})
        assert record["draft"] is True and told == {"hidden-character"}


def test_a_name_of_nothing_but_unseen_characters_is_no_name():
    record, told = read(
        Work, {"kind": "novel", "title": "\u200b\u3164", "logline": "B", "genres": ["drama"]}
    )
    assert record is None and "missing-field" in told


def test_spaces_of_other_kinds_are_spaces_in_numbers():
    data = {
        "name": "A",
        "type": ["studio"],
        "country": "CN",
        "about": "B",
        "contacts": [{"name": "C", "phone": "+86\u00a010\u20095555\u30000100"}],
    }
    assert read(Company, data)[0]["contacts"][0]["phone"] == "+86 10 5555 0100"


def test_labels_of_terms_are_names():
    raw = parse_record("cosy: {en: Co\u200bsy\x0bmystery}\n".encode(), "vocabularies/genres.yml")
    found, problems = parse_vocabularies({"vocabularies/genres.yml": raw}, Context("en"))
    assert found["genre"].added["cosy"] == {"en": "Cosy mystery"}
    assert {p.code for p in problems} == {"hidden-character"}


def test_the_place_and_the_names_are_told_in_both_languages():
    text = "kind: novel\ntitle: A\nlogline: 'b\u202ec'\ngenres: [drama]\n"
    context = Context()
    (found,) = parse_model(Work, parse_record(text.encode(), "a"), "a/b", "a", context).problems
    assert (found.line, found.column, found.effect) == (3, 10, "none")
    assert "U+202E right-to-left override" in found.message()
    assert "U+202E 从右到左强制" in found.message("zh-Hans")


def test_lines_are_joined_in_loglines_and_folded_texts():
    text = (
        "kind: novel\ntitle: >\n  纸\n  船\nlogline: |\n  漂走，\n  回来\n  a\n  b\n"
        "genres: [drama]\n"
        "synopsis: >-\n  甲\n  乙\n\n  丙\n  b\naudience: 甲\n  乙 丙\nvalues: '甲\n  乙'\n"
    )
    record = parse_model(Work, parse_record(text.encode(), "a"), "a/b", "a", Context()).record
    assert record.title == {"en": "纸船"}
    assert record.logline == {"en": "漂走，回来\na\nb"}
    assert record.synopsis == {"en": "甲乙\n丙 b"}
    assert (record.audience, record.values) == ({"en": "甲乙 丙"}, {"en": "甲乙"})


def test_a_line_separator_neither_breaks_a_line_nor_loses_the_record():
    """As copied from documents and chats: YAML would take it for a line end."""
    text = (
        "kind: novel\u2028\ntitle: A\u2028B\u0085C\ngenres: [drama]\nlogline: |\n  c\u2028d\x0be\n"
    )
    reading = parse_model(Work, parse_record(text.encode(), "a"), "a/b", "a", Context())
    assert reading.record.title == {"en": "A B C"}
    assert reading.record.logline == {"en": "c d e"}
    assert [(p.code, p.line) for p in reading.problems] == [
        ("hidden-character", 1),
        ("hidden-character", 2),
        ("hidden-character", 5),
    ]


def test_pairs_of_halves_as_json_writes_them_are_the_character():
    text = (
        'kind: novel\ntitle: "\\ud83d\\ude00 \\\\ud83d"\ngenres: [drama]\nlogline: "a \\ud83d b"\n'
    )
    reading = parse_model(Work, parse_record(text.encode(), "a"), "a/b", "a", Context())
    assert reading.record.title == {"en": "\U0001f600 \\ud83d"}
    assert reading.record.logline == {"en": "a  b"}
    assert [(p.code, p.line) for p in reading.problems] == [("hidden-character", 4)]


def test_hostile_texts_are_cleaned_in_proportion_to_their_length():
    """Each of these would take minutes where every character looked at all the others."""
    many = 15_000
    for text in (
        "a\u200e" * many + "א",
        "\u202a" * many + "\u2069" * many,
        "\u2066" * many + "\u202c" * many,
        "x\n" + " " * many * 2 + "y",
        "\t " * many,
        "".join(map(chr, range(0xE0000, 0xE1000))) * 8,
        "字“" * many,
        "\U0001f468\ufe0f\u200d" * many,
    ):
        for kind in ("name", "prose", "address"):
            assert lost(text, clean(text, kind)) is not None
    lines = "\n".join(["  \\u5b57字"] * 6_000)
    assert parse_record(f'a: "{lines}"\n'.encode(), "a").data


def test_organizers_pages_are_cleaned_and_told(tmp_path):
    content = tmp_path / "content"
    shutil.copytree(TOY, content)
    page = content / "editions" / "toy-2026" / "pages" / "en" / "about.md"
    page.write_text("# About\n\nWe \x0cprint\ufffe\u2067.\n", encoding="utf-8")
    found = read_content(content, locales=content)
    assert [p.markdown for p in found.prose if p.path.endswith("en/about.md")] == [
        "# About\n\nWe \n\nprint.\n"
    ]
    assert [(p.code, p.line, p.column) for p in found.problems] == [("hidden-character", 3, 4)]


def test_marks_of_direction_that_are_not_closed_go_from_prose():
    for char in TURNING:
        record, _ = read(
            Company,
            {
                "name": "A",
                "type": ["studio"],
                "country": "CN",
                "about": f"x {char} y",
                "contacts": [{"name": "C"}],
            },
        )
        assert record["about"] == {"en": "x  y"}
