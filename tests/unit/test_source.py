"""How YAML is read: as text, within bounds, and what is told where it cannot be."""

import os
from pathlib import Path

import pytest

from catalog.problems import MAX_TOLD
from catalog.source import (
    MAX_BYTES,
    MAX_DEPTH,
    Mark,
    decode_leniently,
    find_records,
    parse_record,
    read_record,
    split_lines,
)


def parse(text, **more):
    data = text if isinstance(text, bytes) else text.encode()
    return parse_record(data, "a.yml", **more)


def told(text):
    return [(p.code, p.line, p.column) for p in parse(text).problems]


AS_WRITTEN = [
    ("a: NO", {"a": "NO"}),
    ("a: 0123", {"a": "0123"}),
    ("a: 1.10", {"a": "1.10"}),
    ("a: 22:30", {"a": "22:30"}),
    ("a: 2024-02-30", {"a": "2024-02-30"}),
    ("a: true", {"a": "true"}),
    ("a: 0x1F", {"a": "0x1F"}),
    ("a: .inf", {"a": ".inf"}),
    ("NO: a", {"NO": "a"}),
    ("1: a", {"1": "a"}),
    ("a: [NO, 012]", {"a": ["NO", "012"]}),
    ("a: 'it''s'", {"a": "it's"}),
    ("a: |\n  x\n  y\n", {"a": "x\ny\n"}),
    ("a: >\n  x\n  y\n", {"a": "x y\n"}),
    # Blank is not there at all, quoted it is.
    ("a:\nb: x", {"b": "x"}),
    ("a: ~\nb: null", {}),
    ("a: ''\nb: 'null'", {"a": "", "b": "null"}),
    ("a: [x, ~, y]", {"a": ["x", "y"]}),
    ("a: [x,, y]", None),
    ("a: {b: }\nc: {}", {"a": {}, "c": {}}),
    ("a: []", {"a": []}),
    ("a: 《b》：c", {"a": "《b》：c"}),
    ("a: x：y", {"a": "x：y"}),
    ("- a\n- - b", ["a", ["b"]]),
    ("a: b # said", {"a": "b"}),
    ("\ufeffa: b\r\n", {"a": "b"}),
    ("a: b\rc: d", {"a": "b", "c": "d"}),
    ("", None),
    ("# x\n", None),
]


@pytest.mark.parametrize("text, data", AS_WRITTEN)
def test_scalars_stay_as_written(text, data):
    assert parse(text).data == data


REFUSED = [
    ("a: &x b", ("yaml-anchor", 1, 4)),
    ("a: *x", ("yaml-anchor", 1, 4)),
    ("&x a: b", ("yaml-anchor", 1, 1)),
    ("a: !x b", ("yaml-tag", 1, 4)),
    ("a: !!python/object:os.system x", ("yaml-tag", 1, 4)),
    ("a: !!str b", ("yaml-tag", 1, 4)),
    ("a: b\n---\nc: d", ("several-documents", 2, 1)),
    ("? [a]\n: b", ("bad-key", 1, 3)),
    ("a:\n\tb: c", ("tab-indentation", 2, 1)),
    ("a:\n  b: c\n\td: e", ("tab-indentation", 3, 1)),
    ("a:\n  b: c\n　　d: e", ("full-width-space", 3, 1)),
    ("a：b", ("full-width-colon", 1, 2)),
    ("x: y\na：b", ("full-width-colon", 2, 2)),
    ("作者：b\nx: y", ("full-width-colon", 1, 3)),
    ("a:\n  en：b", ("full-width-colon", 2, 5)),
    ("a:\n  - right：svod", ("full-width-colon", 2, 10)),
    ("kind:novel", ("missing-space", 1, 5)),
    ("kind:novel\na: b", ("missing-space", 1, 5)),
    ("a: b\nkind:novel", ("missing-space", 2, 5)),
    ("a: b: c", ("needs-quotes", 1, 4)),
    ("a:\n  - b: c: d", ("needs-quotes", 2, 8)),
    ('a: "b', ("yaml-syntax", 1, 4)),
    ("a: [b", ("yaml-syntax", 1, 4)),
    ("a: {b: c", ("yaml-syntax", 1, 4)),
    ("a: @b", ("yaml-syntax", 1, 4)),
    ("a: 中\x00", ("yaml-syntax", 1, 5)),
    ("中: x\nb: \x00", ("yaml-syntax", 2, 4)),
    ("a\nb: c", ("yaml-syntax", 1, 1)),
    (b"a: caf\xe9", ("not-utf8", 1, 7)),
    ("中: ".encode() + b"\xff", ("not-utf8", 1, 4)),
    (b"a: b\n\xff", ("not-utf8", 2, 1)),
    ("a: b".encode("utf-16"), ("not-utf8", 1, 1)),
    (b"a: \xed\xa0\x80", ("not-utf8", 1, 4)),
]


@pytest.mark.parametrize("text, expected", REFUSED)
def test_refused(text, expected):
    raw = parse(text)
    assert raw.data is None
    assert told(text) == [expected]
    assert all(p.effect == "record" for p in raw.problems)


REMEDIES = [
    ("a：b", "write  a: b"),
    ("x:\n  zh：甲\n  en：B", "write  zh: 甲"),
    ("kind:novel", "write  kind: novel"),
    ('a: Say "x": y', 'put it in quotes:  a: "Say \\"x\\": y"'),
    ("a: “b”", 'write  a: "b"'),
    ("a: 'it's'", "put the whole text in the other kind of quotes"),
    ("a: [b", "close the bracket"),
    ("a: 'b", "write the same quote once more"),
]


@pytest.mark.parametrize("text, expected", REMEDIES)
def test_remedy_can_be_used(text, expected):
    (found,) = parse(text).problems
    assert found.help().startswith(expected)


@pytest.mark.parametrize(
    "encoding, hint", [("gbk", "gbk"), ("gb18030", "gbk"), ("utf-16", "utf16")]
)
def test_encoding_is_recognised(encoding, hint):
    (found,) = parse("标题: 一只纸船顺着水沟漂走".encode(encoding)).problems
    assert found.hint == hint


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_encoding_is_not_guessed(encoding):
    (found,) = parse("title: Café à la carte".encode(encoding)).problems
    assert found.hint == ""


TOLD_AND_READ = [
    ("a: x #y", {"a": "x"}, ("hidden-comment", 1, 6)),
    ("a: [x, y] #z", {"a": ["x", "y"]}, None),
    ("a: x # y", {"a": "x"}, None),
    ("a: 'x #y'", {"a": "x #y"}, None),
    ("a: |\n  x #y\n", {"a": "x #y\n"}, None),
    ("a: “x”", {"a": "“x”"}, ("full-width-quotes", 1, 4)),
    ("a: 他说“x”", {"a": "他说“x”"}, None),
    ("- a: “x”", [{"a": "“x”"}], ("full-width-quotes", 1, 6)),
    ("a: ‘x y’", {"a": "‘x y’"}, ("full-width-quotes", 1, 4)),
    ("a: ‘Tis the season’", {"a": "‘Tis the season’"}, None),
    ("a: ’Tis the season’", {"a": "’Tis the season’"}, None),
    ("a: ｛en：x｝", {"a": "｛en：x｝"}, ("full-width-quotes", 1, 4)),
    ("a: ［REC］", {"a": "［REC］"}, None),
    ("a: ｛REC｝", {"a": "｛REC｝"}, None),
    ("a: |\n  b: “x”\n  c: ［A4］", {"a": "b: “x”\nc: ［A4］"}, None),
    ("a: >\n  b: ‘x’\n  c: 「y」\n", {"a": "b: ‘x’ c: 「y」\n"}, None),
    ("a: '\n  b: “x”\n  '", {"a": " b: “x” "}, None),
    ("a: b\na: c", {"a": "b"}, ("duplicate-key", 2, 1)),
    ("a: {b: c, b: d}", {"a": {"b": "c"}}, ("duplicate-key", 1, 11)),
    ("- {b: c}\n- {b: d}", [{"b": "c"}, {"b": "d"}], None),
]


@pytest.mark.parametrize("text, data, expected", TOLD_AND_READ)
def test_told_and_read(text, data, expected):
    assert parse(text).data == data
    assert told(text) == ([expected] if expected else [])


def test_duplicate_key_tells_both_lines():
    (found,) = parse("a: b\nc: d\na: e").problems
    assert (found.line, found.params["first"]) == (3, 1)


@pytest.mark.parametrize("bullet", ["• ", "-", "–", "● "])
def test_a_second_item_with_another_bullet_is_no_duplicate_to_leave_out(bullet):
    text = f"people:\n  {bullet}name: Li\n  {bullet}name: Wang\n"
    (found,) = parse(text).problems
    assert (found.code, found.hint, found.params["fix"]) == (
        "duplicate-key",
        "bullet",
        "- name: …",
    )


@pytest.mark.parametrize("depth, refused", [(MAX_DEPTH, False), (MAX_DEPTH + 1, True)])
def test_depth_is_bounded(depth, refused):
    assert [c for c, *_ in told("[" * depth + "]" * depth)] == ["too-deep"] * refused


@pytest.mark.parametrize("size, refused", [(MAX_BYTES, False), (MAX_BYTES + 1, True)])
def test_size_is_bounded(size, refused):
    assert [c for c, *_ in told(b"a: " + b"x" * (size - 3))] == ["file-too-large"] * refused


def test_very_many_duplicates_are_not_all_told():
    raw = parse("a: b\n" * 5000)
    assert raw.data is None
    assert [p.code for p in raw.problems] == ["duplicate-key"] * MAX_TOLD + ["too-many-problems"]


def test_very_many_warnings_do_not_set_a_record_aside():
    raw = parse("a:\n" + "- x #y\n" * 500)
    assert len(raw.data["a"]) == 500
    assert len(raw.problems) == MAX_TOLD


MARKS = [
    (("a",), Mark(1, 4, 1, 1)),
    (("b",), Mark(3, 3, 2, 1)),
    (("b", "c"), Mark(3, 6, 3, 3)),
    (("d", 0), Mark(4, 5)),
    (("d", 1), Mark(4, 11)),  # the blank between them does not count
    (("d", 1, "e"), Mark(4, 15, 4, 12)),
    (("d", 1, "nothing"), Mark(4, 11)),  # what holds it
    (("nothing",), Mark(1, 1)),
]


@pytest.mark.parametrize("loc, expected", MARKS)
def test_marks(loc, expected):
    text = "a: x\nb:\n  c: y\nd: [x, ~, {e: z}]\n"
    assert parse(text, with_marks=True).mark(loc) == expected
    assert parse(text).with_marks().mark(loc) == expected


def test_blanks_keep_their_places():
    text = "a: x\nb:\nc: {d: , e: y}\nf: [{g: }, {h: z, i: ~}]\n"
    places = [("b",), ("c", "d"), ("f", 0, "g"), ("f", 1, "i")]
    assert parse(text, with_marks=True).blanks == places
    assert parse(text).with_marks().blanks == places
    assert parse(text, with_marks=True).mark(("f", 1, "h")) == Mark(4, 16, 4, 13)


def test_marks_count_characters():
    assert parse("纸船: 雪🙂x\n雪: [🙂, x]", with_marks=True).mark(("雪", 1)) == Mark(2, 8)


def test_lines_are_those_of_yaml():
    assert split_lines("a\nb\r\nc\rd\u2028e\x85f") == ["a", "b", "c", "d\u2028e\x85f"]


def test_excerpts_are_decoded_as_they_look():
    assert decode_leniently("标题：纸船与灯笼".encode("gbk")) == "标题：纸船与灯笼"
    assert decode_leniently("标题".encode("utf-16")) == "标题"
    assert decode_leniently(b"caf\xe9") == "caf�"


# ---- files ----------------------------------------------------------------------------


def write(top: Path, *paths: str) -> None:
    for path in paths:
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text("a: b")


def test_places_of_records(tmp_path):
    write(
        tmp_path,
        "catalog.yml",
        "companies/huace/company.yml",
        "companies/huace/works/peony.yml",
        "families/peony.yml",
        "services/desk.yml",
        "editions/fair-2026/edition.yml",
        "editions/fair-2026/stands.yml",
        "editions/fair-2026/programme.yml",
        "vocabularies/genres.yml",
    )
    files, problems = find_records(tmp_path)
    assert not problems
    assert {(f.kind, f.id) for f in files} == {
        ("site", ""),
        ("company", "huace"),
        ("work", "huace/peony"),
        ("family", "peony"),
        ("service", "desk"),
        ("edition", "fair-2026"),
        ("stands", "fair-2026"),
        ("programme", "fair-2026"),
        ("vocabulary", "genres"),
    }
    assert [f.path for f in files] == sorted(f.path for f in files)


MISPLACED = [
    ("x.yml", "unknown-file", ""),
    ("companies/x.yml", "unknown-file", ""),
    ("companies/a/b.yml", "unknown-file", "place"),
    ("companies/a/works/b/c.yml", "unknown-file", ""),
    ("families/a/b.yml", "unknown-file", ""),
    ("services/a.yaml", "unknown-file", "yaml"),
    ("services/a.YML", "unknown-file", "yaml"),
    ("companies/a/works/b.yml.txt", "unknown-file", "yaml"),
    ("companies/a/works/Big.yml", "bad-name", ""),
    ("companies/Ä/company.yml", "bad-name", ""),
    (f"companies/{'a' * 65}/company.yml", "bad-name", ""),
    ("companies/a--b/company.yml", "bad-name", ""),
    ("editions/2026_/edition.yml", "bad-name", ""),
]


@pytest.mark.parametrize("path, code, hint", MISPLACED)
def test_misplaced(path, code, hint, tmp_path):
    write(tmp_path, path)
    files, (found,) = find_records(tmp_path)
    assert files == []
    assert (found.code, found.hint, found.path) == (code, hint, path)


def test_hidden_files_and_others_are_passed_over(tmp_path):
    write(tmp_path, ".git/x.yml", ".x.yml", "companies/a/notes.txt", "companies/.b/company.yml")
    assert find_records(tmp_path) == ([], [])


def test_only_ordinary_files_are_read(tmp_path):
    write(tmp_path, "services/real.yml")
    (tmp_path / "services/link.yml").symlink_to(tmp_path / "services/real.yml")
    (tmp_path / "services/folder.yml").mkdir()
    os.mkfifo(tmp_path / "services/pipe.yml")
    for name in ("link", "folder", "pipe", "nothing"):
        (found,) = read_record(tmp_path, f"services/{name}.yml").problems
        assert found.code == "unreadable-file"
    assert read_record(tmp_path, "services/real.yml").data == {"a": "b"}
