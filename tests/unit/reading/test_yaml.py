"""How YAML is read: as text, within bounds, and what is told where it cannot be."""

import os
import socket
from pathlib import Path

import pytest

from catalog.core.problems import MAX_TOLD
from catalog.reading.yaml import (
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
    ("x.yml", "unknown-file", "", None),
    ("notes/x.yml", "unknown-file", "", None),
    ("families/a/b.yml", "unknown-file", "", None),
    ("companies/x.yml", "misplaced-file", "place", "companies/x/company.yml"),
    ("companies/a/b.yml", "misplaced-file", "place", "companies/a/works/b.yml"),
    ("companies/a/work/b.yml", "misplaced-file", "place", "companies/a/works/b.yml"),
    ("companies/a/Works/b.yml", "misplaced-file", "place", "companies/a/works/b.yml"),
    ("companies/a/works/b/c.yml", "misplaced-file", "place", "companies/a/works/c.yml"),
    ("companies/a/Company.yml", "misplaced-file", "place", "companies/a/company.yml"),
    ("companies/a/b/company.yml", "misplaced-file", "", ""),
    ("editions/a/events.yml", "misplaced-file", "place", "editions/a/programme.yml"),
    ("services/a.yaml", "misplaced-file", "yaml", "a.yml"),
    ("services/a.YML", "misplaced-file", "yaml", "a.yml"),
    ("companies/a/works/b.yml.txt", "misplaced-file", "yaml", "b.yml"),
    ("companies/a/company.txt", "misplaced-file", "document", "companies/a/company.yml"),
    ("companies/a/company", "misplaced-file", "document", "companies/a/company.yml"),
    ("companies/a/works/novel", "misplaced-file", "document", "companies/a/works/novel.yml"),
    ("companies/a/company.yml.docx", "misplaced-file", "document", "companies/a/company.yml"),
    ("companies/a/Profile.DOCX", "misplaced-file", "document", "companies/a/company.yml"),
    ("companies/a.xlsx", "misplaced-file", "document", "companies/a/company.yml"),
    (
        "companies/a/works/My Novel.xlsx",
        "misplaced-file",
        "document",
        "companies/a/works/my-novel.yml",
    ),
    ("editions/a/stands.xlsx", "misplaced-file", "document", "editions/a/stands.yml"),
    ("companies/a/works/Big.yml", "bad-name", "", "big"),
    ("companies/Ä/company.yml", "bad-name", "", "a"),
    (f"companies/{'a' * 65}/company.yml", "bad-name", "", "a" * 64),
    ("companies/a--b/company.yml", "bad-name", "", "a-b"),
    ("editions/2026_/edition.yml", "bad-name", "", "2026"),
    ("companies/aux/company.yml", "bad-name", "windows", "my-aux"),
    ("companies/a/works/com1.yml", "bad-name", "windows", "my-com1"),
    ("editions/nul/edition.yml", "bad-name", "windows", "my-nul"),
    ("families/CON.yml", "bad-name", "windows", "my-con"),
]


@pytest.mark.parametrize("path, code, hint, fix", MISPLACED)
def test_misplaced(path, code, hint, fix, tmp_path):
    write(tmp_path, path)
    files, (found,) = find_records(tmp_path)
    assert files == []
    assert (found.code, found.hint, found.path) == (code, hint, path)
    assert found.params.get("fix") == fix


def test_a_file_beside_the_record_that_it_repeats_is_no_loss(tmp_path):
    write(tmp_path, "companies/a/company.yml", "companies/a/company.docx")
    write(tmp_path, "companies/a/works/b.yml", "companies/a/works/b.yaml", "companies/a/b.yml")
    files, problems = find_records(tmp_path)
    assert len(files) == 2
    assert [(p.code, p.hint) for p in problems] == [("unknown-file", "taken")] * 3


def test_hidden_files_and_others_are_passed_over(tmp_path):
    write(tmp_path, ".git/x.yml", ".x.yml", "companies/.b/company.yml", "notes.txt", "x/y.docx")
    names = (
        "notes.txt",
        "README.md",
        "LICENSE.txt",
        "LICENSE",
        "works/images/credits.txt",
        "kit.pdf",
    )
    write(tmp_path, *(f"companies/a/{name}" for name in names))
    assert find_records(tmp_path) == ([], [])


def test_a_linked_folder_is_told(tmp_path):
    write(tmp_path, "real/company.yml", "content/companies/a/company.yml")
    content = tmp_path / "content"
    for place in ("companies/b", "families", "companies/a/works", "editions", "companies/a/more"):
        (content / place).symlink_to(tmp_path / "real", target_is_directory=True)
    (content / "services").write_text("")
    files, problems = find_records(content)
    assert [file.id for file in files] == ["a"]
    assert {(p.path, p.code, p.hint) for p in problems} == {
        ("companies/b", "unreadable-file", "folder"),
        ("companies/a/works", "unreadable-file", "folder"),
        ("families", "unreadable-file", "folder"),
        ("editions", "unreadable-file", "folder"),
        ("services", "unreadable-file", "folder"),
        ("companies/a/more", "unknown-file", "link"),
    }


def test_a_folder_that_cannot_be_listed_is_told(tmp_path, monkeypatch):
    write(tmp_path, "companies/a/company.yml", "companies/b/company.yml")
    listing = os.scandir

    def refuse(path):
        if str(path).endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return listing(path)

    monkeypatch.setattr(os, "scandir", refuse)
    files, (found,) = find_records(tmp_path)
    assert [file.id for file in files] == ["b"]
    assert (found.code, found.path, found.hint) == ("unreadable-file", "companies/a", "folder")
    assert found.severity == "error"


def test_a_name_that_is_no_utf8_is_told_so_that_it_can_be_written(tmp_path):
    write(tmp_path, os.fsdecode(b"companies/caf\xe9/company.yml"))
    files, (found,) = find_records(tmp_path)
    assert not files
    assert (found.code, found.path) == ("bad-name", "companies/caf\\xe9/company.yml")
    assert found.message().encode()


def test_only_ordinary_files_are_read(tmp_path):
    write(tmp_path, "services/real.yml")
    (tmp_path / "services/link.yml").symlink_to(tmp_path / "services/real.yml")
    (tmp_path / "services/folder.yml").mkdir()
    os.mkfifo(tmp_path / "services/pipe.yml")
    for name in ("link", "folder", "pipe", "nothing"):
        (found,) = read_record(tmp_path, f"services/{name}.yml").problems
        assert found.code == "unreadable-file"
    assert read_record(tmp_path, "services/real.yml").data == {"a": "b"}


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "socket"])
@pytest.mark.parametrize(
    "path", ["catalog.yml", "editions/a/edition.yml", "vocabularies/genres.yml"]
)
def test_whatever_lies_where_a_record_belongs_is_told(kind, path, tmp_path, monkeypatch):
    write(tmp_path, "real.yml", f"{path}.x")
    monkeypatch.chdir((tmp_path / path).parent)  # an address of a socket may have 107 bytes
    name = Path(path).name
    if kind == "link":
        Path(name).symlink_to(tmp_path / "real.yml")
    elif kind == "pipe":
        os.mkfifo(name)
    elif kind == "folder":
        Path(name).mkdir()
    else:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(name)
    files, _ = find_records(tmp_path)
    assert [file.path for file in files] == [path]
    (found,) = read_record(tmp_path, path).problems
    word = {"pipe": "device", "socket": "device"}.get(kind, kind)
    assert (found.code, found.params["reason"]) == ("unreadable-file", f"@{word}")
