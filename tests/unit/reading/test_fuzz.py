"""Whatever is submitted, checking answers: problems come back, never a traceback, in time.

The bounds are generous for a slow machine; what they exclude is time that grows with the square.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import resource
import sys
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from catalog.cli.reporting import (
    format_github,
    format_json,
    format_sarif,
    format_summary,
    format_text,
    report_html,
    report_json,
)
from catalog.core.problems import Problem
from catalog.edition.checks import check_and_resolve
from catalog.models.company import Company
from catalog.models.context import Context
from catalog.models.edition import Edition, Event, Stand
from catalog.models.family import Family
from catalog.models.records import Records
from catalog.models.service import Service
from catalog.models.site import Site
from catalog.models.work import Work
from catalog.reading.records import parse_entries, parse_model, parse_vocabularies, place_problems
from catalog.reading.yaml import MAX_BYTES, Raw, parse_record

BASE = Path(__file__).parents[2] / "fixtures" / "bad" / "_base"
TODAY = dt.date(2026, 11, 1)
SECONDS = 12
MEBIBYTES = 300

MODELS: dict[str, Any] = {
    "catalog.yml": Site,
    "companies/lantern/company.yml": Company,
    "companies/lantern/works/paper-boat.yml": Work,
    "families/paper-boat.yml": Family,
    "services/translation.yml": Service,
    "editions/fair-2026/edition.yml": Edition,
}
ENTRIES: dict[str, Any] = {
    "editions/fair-2026/stands.yml": Stand,
    "editions/fair-2026/programme.yml": Event,
}
VOCABULARIES = ("vocabularies/genres.yml", "vocabularies/languages.yml", "vocabularies/x.yml")
PATHS = [*MODELS, *ENTRIES, *VOCABULARIES]
GOOD = {path: yaml.safe_load((BASE / path).read_text("utf-8")) for path in [*MODELS, *ENTRIES]}
DEEP: dict[str, Any] = {
    "rights": [
        {"right": ["svod"], "status": "available", "territories": ["FR"], "languages": ["en"]},
        {"right": "svod", "status": "sold", "exclusive": "true", "territories": "World ex US"},
    ],
    "relations": [{"type": "sequel-to", "work": "paper-boat"}],
    "people": [{"name": {"en": "Lin"}, "role": "author"}],
    "facts": [{"text": "x", "source": "https://example.com/", "as_of": "2024"}],
    "ids": {"isbn": "978-7-5321-0000-2"},
    "gallery": [{"image": "images/a.png", "alt": {"en": "A"}}],
    "languages": [{"lang": ["en"], "text": "true"}],
    "book": {"words": "12000", "complete": "true"},
    "released": "2024-08",
    "aliases": ["old"],
    "screener": "https://example.com/",
    "awards": [{"name": "Prize", "year": "2024"}],
}
GOOD["companies/lantern/works/paper-boat.yml"] |= DEEP


def stringify(node: Any) -> Any:
    """As our reader gives it: every scalar text, blanks left out."""
    if isinstance(node, dict):
        return {str(k): stringify(v) for k, v in node.items() if v is not None}
    if isinstance(node, list):
        return [stringify(v) for v in node if v is not None]
    return node if isinstance(node, str) else str(node)


GOOD = {path: stringify(data) for path, data in GOOD.items()}


def read(path: str, raw: Raw) -> tuple[Any, list[Problem]]:
    """One file through its model."""
    folder = str(Path(path).parent)
    root = "companies/lantern" if path.startswith("companies/") else folder
    context = Context("en", folder, root)
    if path in MODELS:
        id = "lantern/paper-boat" if MODELS[path] is Work else Path(path).parent.name
        reading = parse_model(MODELS[path], raw, id, path, context)
        return reading.record, reading.problems
    if path in ENTRIES:
        return parse_entries(ENTRIES[path], raw, path, context)
    return parse_vocabularies({path: raw}, context)


@lru_cache
def good(path: str) -> Any:
    record, problems = read(path, Raw(copy.deepcopy(GOOD[path])))
    assert record is not None and not problems, problems
    return record


def check(path: str, raw: Raw) -> list[Problem]:
    """One file in an otherwise good fair: read, resolve, check."""
    found, problems = read(path, raw)
    parts: dict[str, Any] = {p: good(p) for p in [*MODELS, *ENTRIES] if p != path}
    parts[path] = found
    site, edition = parts["catalog.yml"], parts["editions/fair-2026/edition.yml"]
    if site is None or edition is None:
        return problems
    company = parts["companies/lantern/company.yml"]
    records = Records(
        site=site,
        edition=edition,
        companies={"lantern": company} if company else {},
        works={w.id: w for w in [parts["companies/lantern/works/paper-boat.yml"]] if w},
        families={f.id: f for f in [parts["families/paper-boat.yml"]] if f},
        services={s.id: s for s in [parts["services/translation.yml"]] if s},
        stands=parts["editions/fair-2026/stands.yml"] or [],
        events=parts["editions/fair-2026/programme.yml"] or [],
    )
    _, more = check_and_resolve(records, TODAY, {"hall-1": ["A01", "A02"]})
    return [*problems, *more]


def tell(problems: list[Problem], content: Path) -> None:
    """Every format, both languages; each must be what it says it is."""
    placed = place_problems(content, problems)
    assert len(placed) == len(problems)
    for language in ("en", "zh-Hans"):
        text = format_text(placed, content, language, color=False)
        assert "\x1b" not in text and "\u202e" not in text and "\x9b" not in text
        assert len(json.loads(format_json(placed, language))) == len(problems)
        lines = format_github(placed, content, language).splitlines()
        assert len(lines) == len(problems)
        assert all(line.startswith(("::error ", "::warning ")) for line in lines)
        assert json.loads(format_sarif(placed, content, language))["version"] == "2.1.0"
        assert format_summary(placed, language)
    assert report_html(placed, content).encode()
    assert json.loads(report_json(placed)) is not None


def answer(path: str, data: bytes, content: Path) -> list[Problem]:
    """The whole way for a file of these bytes."""
    target = content / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    problems = check(path, parse_record(data, path))
    tell(problems, content)
    return problems


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("content")


# ---- bytes ----------------------------------------------------------------------------

WORK = "companies/lantern/works/paper-boat.yml"
relaxed = settings(
    deadline=2000, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@relaxed
@given(path=st.sampled_from(PATHS), data=st.binary(max_size=300))
@example(path=WORK, data=b"\xef\xbb\xbfkind: novel\r\n")
@example(path=WORK, data=b"\xff\xfek\x00")
@example(path=WORK, data=b"a: \xed\xa0\x80")
@example(path=WORK, data=b"a: \x00")
def test_any_bytes(path, data, content):
    answer(path, data, content)


SIGNS = "[]{}:,-?&*!|>'\"%@`#~\n\r\t \u3000：，、“”\x00\x07\x1b\x85\u2028\ufeff\u202e\U0001f600"
SCRAPS = ["\n", "\n  ", "\n- ", "\n  - ", ": ", " #", "---\n", "...\n", "&a ", "*a", "<<: ", "!!x "]
NAMES = ["kind", "title", "en", "zh", "zh-Hans", "genres", "rights", "hall", "number", "start"]
VALUES = ["novel", "纸船", "fantasy", "lantern", "2026-11-26 10:00", "WORLD", "svod", "xx"]
PIECES = st.sampled_from([*SIGNS, *SCRAPS, *NAMES, *VALUES])
YAMLISH = st.lists(PIECES, max_size=60).map("".join)


@relaxed
@given(path=st.sampled_from(PATHS), text=YAMLISH)
def test_any_yaml(path, text, content):
    answer(path, text.encode("utf-8"), content)


@relaxed
@given(path=st.sampled_from([*MODELS, *ENTRIES]), text=YAMLISH, at=st.integers(0, 10_000))
def test_any_yaml_inside_a_good_file(path, text, at, content):
    base = (BASE / path).read_text("utf-8")
    place = at % (len(base) + 1)
    answer(path, (base[:place] + text + base[place:]).encode("utf-8"), content)


# ---- data -----------------------------------------------------------------------------

ODD = ["", " ", "0", "-1", "9" * 400, "1e999", "NaN", "2024-02-30", "9999-12", "0000", "@text"]
EVIL = [
    "https://[",
    "https://x.y:99999999/",
    "javascript:alert(1)",
    "{value}",
    "%s",
    "../..",
    "a/b/c",
]
SIGHTS = ["\x1b[31m", "\u202e", "2026-11-26 10:00", "0001-01-01 00:00", "9999-12-31 23:59:59"]
USUAL = [
    "zh-Hans",
    "zh",
    "en",
    "fr",
    "WORLD",
    "FR",
    "EU",
    "world ex fr",
    "svod",
    "sold",
    "all",
    "true",
]
KNOWN = [
    "available",
    "sequel-to",
    "paper-boat",
    "lantern",
    "A01",
    "hall-1",
    "Asia/Shanghai",
    "../etc",
]
WORDS = st.sampled_from([*ODD, *EVIL, *SIGHTS, *USUAL, *KNOWN])
SCALARS = WORDS | st.text(max_size=20)
KEYS = st.sampled_from(
    [
        "[key]",
        "en",
        "zh",
        "zh-CN",
        "name",
        "title",
        "work",
        "type",
        "kind",
        "image",
        "path",
        "exclude",
        "except",
    ]
) | st.text(max_size=8)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def places(node: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [at]
    items = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in items if isinstance(node, dict | list) else ():
        found += places(value, (*at, key))
    return found


@st.composite
def mutations(draw: Any) -> tuple[str, Any]:
    """A good record in which up to four values are others, or gone, or twice there."""
    path = draw(st.sampled_from([*MODELS, *ENTRIES]))
    data = copy.deepcopy(GOOD[path])
    for _ in range(draw(st.integers(1, 4))):
        *above, last = draw(st.sampled_from([p for p in places(data) if p]))
        node = data
        for key in above:
            node = node[key]
        what = draw(st.sampled_from(["replace", "delete", "repeat", "add"]))
        if what == "replace":
            node[last] = draw(DATA)
        elif what == "delete":
            del node[last]
        elif isinstance(node, list):
            node.insert(0, draw(DATA) if what == "add" else copy.deepcopy(node[last]))
        else:
            node[draw(KEYS)] = draw(DATA) if what == "add" else copy.deepcopy(node[last])
        if not data:
            break
    return path, data


@settings(
    deadline=2000, max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(mutation=mutations())
def test_any_data_in_any_place(content, mutation):
    path, data = mutation
    problems = check(path, Raw(data))
    target = content / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    tell(problems, content)


@settings(
    deadline=2000, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(SCALARS, DATA, max_size=5) | DATA)
def test_any_vocabulary(data):
    for path in VOCABULARIES:
        read(path, Raw(copy.deepcopy(data)))


# ---- abuse ----------------------------------------------------------------------------

HEAD = "kind: novel\ntitle: x\nlogline: y\ngenres: [fantasy]\n"
ROOM = MAX_BYTES - 200


def filled(head: str, piece: str, tail: str = "") -> bytes:
    """The piece as often as a file may be long."""
    size = len(piece.encode())
    return (head + piece * ((ROOM - len(head) - len(tail)) // size) + tail).encode()


def numbered(head: str, piece: str) -> bytes:
    """The piece with a number in it as often as a file may be long."""
    out, size, n = [head], len(head), 0
    while size < ROOM - 100:
        out.append(piece.format(n))
        size += len(out[-1].encode())
        n += 1
    return "".join(out).encode()


ABUSE: dict[str, bytes] = {
    "200,000 brackets": b"[" * 200_000,
    "200,000 braces": b"{" * 200_000,
    "100,000 lists": b"- " * 100_000,
    "deep flow mappings": b"{a: " * 60_000,
    "deep questions": b"? " * 100_000,
    "deep indentation": "".join(f"{' ' * n}a:\n" for n in range(600)).encode(),
    "a huge anchor": b"&" + b"a" * ROOM + b" x",
    "many anchors": filled("", "- &a x\n"),
    "a huge alias": b"*" + b"a" * ROOM,
    "a huge tag": b"!" + b"a" * ROOM + b" x",
    "a huge key": b"a" * ROOM + b": b",
    "a huge quoted key": b'"' + b"a" * ROOM + b'": b',
    "duplicate keys": filled("", "a: b\n"),
    "duplicate keys in a good file": filled(HEAD, "status: ended\n"),
    "unknown keys": numbered(HEAD, "k{}: v\n"),
    "unknown keys in a flow mapping": numbered("{", "k{}: v, ") + b"}",
    "languages": numbered(HEAD + "synopsis:\n", "  k{}: v\n"),
    "one language many ways": filled(HEAD + "synopsis:\n", "  zh-CN: v\n"),
    "a text cut by commas": numbered(HEAD + "synopsis: {en: x", ", k{}") + b"}",
    "texts cut by commas": filled(HEAD + "people:\n", "- {name: {en: x, y}, role: a, b}\n"),
    "blanks": numbered(HEAD, "k{}:\n"),
    "unknown genres": numbered("kind: novel\ntitle: x\nlogline: y\ngenres:\n", "- genre{}\n"),
    "short unknown genres": filled("kind: novel\ntitle: x\nlogline: y\ngenres: [", "q,", "q]"),
    "many documents": filled("", "---\na: b\n"),
    "hidden comments": filled(HEAD + "people:\n", "- x #y\n"),
    "full-width quotes": filled(HEAD, "audience: “x”\n"),
    "full-width colons": filled("", "title：x\n"),
    "tabs": filled("", "\ta: b\n"),
    "spaces before a colon": b"a: x" + b" " * ROOM + b": y",
    "one long line": b"a: " + b"x " * (ROOM // 2),
    "one long list as text": b"kind: novel\ngenres: " + b"a," * (ROOM // 2),
    "long text, too long": (HEAD + "logline: " + "x" * (ROOM - 100)).encode(),
    "rights lines": filled(HEAD + "rights:\n", "- {right: svod, status: sold, territories: FR}\n"),
    "conflicting rights": filled(
        HEAD + "rights:\n",
        "- {right: svod, status: sold, territories: FR, exclusive: true}\n"
        "- {right: avod, status: available, territories: FR}\n",
    ),
    "wide rights": filled(
        HEAD + "rights:\n",
        "- {right: [svod, avod, tvod], status: available, territories: [WORLD]}\n"
        "- {right: [svod], status: sold, exclusive: true, territories: [EU, SEA, MENA]}\n",
    ),
    "rights of everywhere": filled(HEAD + "rights:\n- territories: [", "FR,", "]"),
    "bad territories": filled(HEAD + "rights:\n- {right: x, territories: [", "abcd,", "]}"),
    "relations to nowhere": numbered(HEAD + "relations:\n", "- {{type: sequel-to, work: w{}}}\n"),
    "relations to itself": filled(HEAD + "relations:\n", "- {type: sequel-to, work: paper-boat}\n"),
    "people who are lists": filled(HEAD + "people: [", "[],", "]"),
    "bad pictures": filled(HEAD + "gallery: [", "../../x.png,", "a.png]"),
    "aliases": numbered(HEAD + "aliases:\n", "- a{}\n"),
    "a long number": b"kind: novel\nbook:\n  words: " + b"9" * (ROOM - 100),
    "invalid UTF-8": b"kind: novel\n" + b"\xff\xfe\xfd" * 80_000,
    "GBK": ("kind: novel\ntitle: " + "纸船" * 60_000).encode("gbk"),
    "UTF-16": ("kind: novel\ntitle: " + "纸船" * 30_000).encode("utf-16"),
    "NUL": b"a: " + b"\x00" * ROOM,
    "surrogates": b"a: " + b"\xed\xa0\x80" * 80_000,
    "CRLF": filled("", "a: b\r\n"),
    "lone CR": filled("", "k: v\r"),
    "line separators": filled("", "a: b\u2028"),
    "byte order marks": b"\xef\xbb\xbf" * 80_000,
    "direction marks": ("title: " + "\u202e" * 80_000).encode(),
    "combining marks": ("kind: " + "e" + "\u0301" * 120_000).encode(),
    "quotes": b"a: '" + b"''" * (ROOM // 2),
    "escapes": b'a: "' + b"\\q" * (ROOM // 2),
    "comments": filled("", "# x\n"),
    "merge keys": filled("", "<<: {a: b}\n"),
    "too large": b"x" * (MAX_BYTES + 1),
}
LIST_ABUSE: dict[str, bytes] = {
    "scalars": filled("", "- x\n"),
    "empty entries": filled("", "- {}\n"),
    "stands without companies": filled("", "- {hall: hall-1, number: A}\n"),
    "one stand": filled("", "- {hall: hall-1, number: A01, companies: [lantern]}\n"),
    "no such hall": numbered("", "- {{hall: h{}, number: A01, companies: [lantern]}}\n"),
    "no such company": numbered("", "- {{hall: hall-1, number: A01, companies: [c{}]}}\n"),
    "one event": filled(
        "", "- {title: x, start: 2026-11-26 10:00, end: 2026-11-26 11:00, place: y}\n"
    ),
    "events that end early": filled(
        "", "- {title: x, start: 2026-11-26 10:00, end: 2026-11-26 09:00, place: y}\n"
    ),
}


def most_memory() -> int:
    """The most that this process has held so far, in KiB (macOS tells bytes)."""
    told = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return told // 1024 if sys.platform == "darwin" else told


def within_bounds(path: str, data: bytes, content: Path) -> None:
    before, start = most_memory(), time.process_time()
    problems = answer(path, data, content)
    assert time.process_time() - start < SECONDS
    assert most_memory() - before < MEBIBYTES * 1024
    assert problems or b": x" in data


@pytest.mark.parametrize("name", ABUSE)
def test_abused_work(name, content):
    within_bounds(WORK, ABUSE[name], content)


@pytest.mark.parametrize("path", ENTRIES)
@pytest.mark.parametrize("name", LIST_ABUSE)
def test_abused_list(name, path, content):
    within_bounds(path, LIST_ABUSE[name], content)


@pytest.mark.parametrize("path", VOCABULARIES)
def test_abused_vocabulary(path, content):
    within_bounds(path, numbered("", "Bad Term {}: x\n"), content)
    for data in (numbered("", "t{}: x\n"), numbered("", "t{}: {{xx: y}}\n"), filled("", "a: [\n")):
        read(path, parse_record(data, path))
