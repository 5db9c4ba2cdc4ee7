"""The editors' schemas are valid, and never stricter than ``check``."""

import copy
import datetime as dt
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.models.context import Context
from catalog.models.schema import _LISTS, _RECORDS, make_schemas, write_schemas
from catalog.models.vocabularies import built_in
from catalog.reading.content import read_site
from catalog.reading.records import parse_entries, parse_model, parse_vocabularies
from catalog.reading.text import has_halves, readable
from catalog.reading.yaml import find_records, parse_record

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ROOT = Path(__file__).parents[3]
SCHEMAS = make_schemas(built_in())
KINDS = {"site": "catalog"}


def as_an_editor_sees(text: str) -> Any:
    """YAML as other programs read it, in JSON's types."""
    return plain(yaml.load(text, Loader=LOADER))


def plain(node: Any) -> Any:
    if isinstance(node, dict):
        return {str(k): plain(v) for k, v in node.items()}
    if isinstance(node, list):
        return [plain(v) for v in node]
    return str(node) if isinstance(node, dt.date) else node


def faults(kind: str, text: str, schemas: Any = SCHEMAS) -> list[str]:
    validator = jsonschema.Draft7Validator(schemas[kind])
    found = validator.iter_errors(as_an_editor_sees(text))
    return [f"{e.json_path}: {e.message}" for e in found]


def errors(kind: str, text: str) -> list[str]:
    """What check finds in the file alone."""
    raw = parse_record(text.encode(), "x.yml")
    if kind in _LISTS:
        _, problems = parse_entries(_LISTS[kind], raw, "x.yml", Context())
    else:
        problems = parse_model(_RECORDS[kind], raw, "a/x", "x.yml", Context()).problems
    return [p.message() for p in problems if p.severity == "error"]


@pytest.mark.parametrize("kind", [*_RECORDS, *_LISTS])
def test_schema_is_valid(kind):
    schema = SCHEMAS[kind]
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(schema)
    text = json.dumps(schema)
    for newer in ("$defs", "prefixItems", "x-vocabulary", "unevaluatedProperties"):
        assert newer not in text


def test_every_kind_of_file_has_one():
    assert set(SCHEMAS) == {
        "catalog",
        "company",
        "work",
        "family",
        "service",
        "edition",
        "stands",
        "programme",
    }


def test_every_reference_leads_somewhere():
    for schema in SCHEMAS.values():
        for reference in _references(schema):
            assert reference.removeprefix("#/definitions/") in schema["definitions"]


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if "$ref" in node else []
        return own + [r for v in node.values() for r in _references(v)]
    if isinstance(node, list):
        return [r for v in node for r in _references(v)]
    return []


FOLDERS = ["content", "tests/fixtures/toy_fair", "tests/fixtures/bad/_base"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_records_are_accepted(folder):
    content = ROOT / folder
    _, vocabularies = read_site(content)
    schemas = make_schemas(vocabularies)
    files, _ = find_records(content)
    for file in files:
        kind = KINDS.get(file.kind, file.kind)
        if kind in schemas:
            text = (content / file.path).read_text(encoding="utf-8")
            assert faults(kind, text, schemas) == [], file.path


def test_bad_records_that_check_accepts_are_accepted():
    seen = 0
    for path in sorted((ROOT / "tests/fixtures/bad").glob("*/**/*.yml")):
        kind = {"works": "work", "families": "family", "services": "service"}.get(
            path.parent.name, KINDS.get(path.stem, path.stem)
        )
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if readable(text)[0] != text or has_halves(text):
            continue  # an editor's YAML cannot read them
        if kind in SCHEMAS and not errors(kind, text):
            assert faults(kind, text) == [], path
            seen += 1
    assert seen > 30


HEAD = "kind: novel\ntitle: x\nlogline: x\ngenres: [fantasy]\n"
LINE = HEAD + "rights:\n- right: svod\n  status: sold\n  territories: NO\n"
EVENT = "- title: x\n  start: 2026-11-26 9:05\n  end: 2026-11-26 10:00\n  place: x\n"
ODD = [
    # What an editor takes for something else.
    ("work", HEAD.replace("title: x", "title: 1984")),
    ("work", HEAD.replace("title: x", "title: true")),
    ("work", HEAD.replace("title: x", "title: {en: 1984, ja: 1.5}")),
    ("work", HEAD.replace("title: x", "title: {en: x, ja: }")),
    ("work", HEAD.replace("title: x", "title: 2024-08-20")),
    ("work", HEAD + "status:\nseeking:\nrights: ~\nbook:\ncover:\nids:\nrelations: []\n"),
    ("work", HEAD + "seeking: [investors, ~, ]\n"),
    ("work", HEAD + "released: 2024\n"),
    ("work", HEAD + "released: 2024-08\n"),
    ("work", HEAD + "released: 2024-08-20\n"),
    ("work", HEAD + 'released: " 2024 "\n'),
    ("work", HEAD + "country: NO\n"),
    ("work", LINE + "  except: [NO, FR]\n"),
    ("work", LINE.replace("svod", "[svod]") + "  languages: all\n"),
    ("work", LINE.replace("NO", "[NO]") + "  languages: no\n"),
    ("work", LINE.replace("NO", "World ex US, CA")),
    ("work", LINE + "  exclusive: yes\n"),
    ("work", LINE + "  exclusive: 是\n"),
    ("work", HEAD + "book: {words: 1_000, chapters: '1,200', pages: 12, complete: no}\n"),
    ("work", HEAD + "draft: TRUE\n"),
    ("work", HEAD.replace("[fantasy]", '[" fantasy", "drama "]')),
    ("work", HEAD.replace(" novel", " |\n  novel")),
    ("work", HEAD + "screener: https://example.com/\n"),
    ("work", HEAD + "screener: {url: https://example.com/, access: request}\n"),
    ("work", HEAD + "cover: 12\ngallery: [a.png, {image: b.png}]\n"),
    ("work", HEAD + "languages: [{lang: en, text: yes}, {lang: [zh, no]}]\n"),
    ("work", HEAD + "ids: {imdb: 12, url: https://x.y/}\nlicences: [{type: cn-tv, number: 012}]\n"),
    ("work", HEAD + "ratings: [{system: PEGI, value: 12}]\nawards: [{name: x, year: 2024}]\n"),
    ("work", HEAD + "aliases: [1984]\n"),
    ("stands", "- {hall: 1, number: 012, companies: [24-entertainment, 1]}\n"),
    ("stands", ""),
    ("stands", "[]"),
    ("programme", "- {title: 1, start: 2026-11-26 10:00, end: 2026-11-26T11:00:00, place: 3}\n"),
    ("programme", EVENT.replace("place", "speakers: Lin\n  place")),
    ("programme", EVENT.replace("place", "speakers: [Lin, {en: Wu}]\n  place")),
    ("service", "name: x\ntype: legal\nabout: 1\nprovider: {en: x}\ncost:\n"),
    ("service", "name: x\ntype: legal\nabout: x\ncompany: 1\ncontact: {name: x, qq: 12345}\n"),
]


@pytest.mark.parametrize("kind, text", ODD)
def test_what_check_accepts_is_accepted(kind, text):
    assert errors(kind, text) == []
    assert faults(kind, text) == []


WRONG = [
    ("work", HEAD + "nothing: x\n"),
    ("work", HEAD.replace("[fantasy]", "fantasy")),
    ("work", HEAD.replace("[fantasy]", "[nonsense]")),
    ("work", HEAD.replace("novel", "nonsense")),
    ("work", HEAD.replace("logline: x\n", "")),
    ("work", HEAD + "people: [{name: x, nothing: y}]\n"),
    ("work", HEAD + "released: someday\n"),
    ("work", HEAD + "draft: maybe\n"),
    ("work", HEAD + "ids: {nonsense: x}\n"),
    ("work", HEAD + "book: {words: many}\n"),
    ("stands", "- {hall: h, companies: [a]}\n"),
    ("stands", "hall: h\n"),
]


@pytest.mark.parametrize("kind, text", WRONG)
def test_editors_help(kind, text):
    assert errors(kind, text)
    assert faults(kind, text)


# ---- random records -------------------------------------------------------------------

DATES = ["2024", "2024-08", "2024-08-20", "2026-11-26 10:00", "22:30"]
NUMBERS = ["1984", "012", "1.5", "1e3", "0x1f", "0o7", ".inf", "-1", "1_000", "'1,000'"]
WORDS = [
    "x",
    "NO",
    "yes",
    "no",
    "true",
    "~",
    "null",
    "",
    "' x '",
    "是",
    "WORLD",
    "World ex US",
    "all",
]
TERMS = ["en", "zh", "fantasy", "' fantasy '", "svod", "sold", "novel", "images/a.png"]
SCALARS = st.sampled_from([*DATES, *NUMBERS, *WORDS, *TERMS, "https://x.y/", "a@x.yz"])
NAMES = st.sampled_from(["en", "zh", "name", "image", "url", "lang"])


def listed(items: list[str]) -> str:
    return f"[{', '.join(items)}]"


def mapped(pairs: dict[str, str]) -> str:
    return "{" + ", ".join(f"{k}: {v}" for k, v in pairs.items()) + "}"


YAML = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(listed)
        | st.dictionaries(NAMES, inner, max_size=3).map(mapped)
    ),
    max_leaves=4,
)


def keys(kind: str) -> list[str]:
    schema = SCHEMAS[kind]
    entry = schema["items"]["anyOf"][0] if kind in _LISTS else schema
    return sorted(entry["properties"])


@settings(max_examples=800, deadline=None)
@given(data=st.data(), kind=st.sampled_from([*_RECORDS, *_LISTS]))
def test_never_stricter_than_check(data, kind):
    base = dict(BASES[kind])
    for key in data.draw(
        st.lists(st.sampled_from(keys(kind)), min_size=1, max_size=2, unique=True)
    ):
        base[key] = data.draw(YAML)
    text = "{" + ",\n".join(f"{k}: {v}" for k, v in base.items()) + "}\n"
    if kind in _LISTS:
        text = f"- {text}"
    if errors(kind, text):
        return  # then a schema may say so too
    with suppress(yaml.YAMLError, ValueError):  # an editor's own reader may refuse a text
        # A key without a value says nothing, so the check passes over it; that its name is not in
        # a list of terms an editor may say all the same.
        found = faults(kind, text)
        assert found == [] or ("~" in text and all("under any of the given" in f for f in found))


BASES = {
    "catalog": {
        "name": "x",
        "url": "https://x.y/",
        "edition": "x",
        "languages": "[en]",
        "source_language": "en",
    },
    "company": {
        "name": "x",
        "type": "[studio]",
        "country": "CN",
        "about": "x",
        "contacts": "[{name: x}]",
    },
    "work": {"kind": "novel", "title": "x", "logline": "x", "genres": "[fantasy]"},
    "family": {"name": "x", "owner": "a"},
    "service": {"name": "x", "company": "a", "type": "legal", "about": "x"},
    "edition": {
        "name": "x",
        "start": "2026-11-26",
        "end": "2026-11-27",
        "timezone": "Asia/Shanghai",
        "venue": "{name: x}",
        "languages": "[en]",
    },
    "stands": {"hall": "h", "number": "1", "companies": "[a]"},
    "programme": {
        "title": "x",
        "start": "2026-11-26 10:00",
        "end": "2026-11-26 11:00",
        "place": "x",
    },
}


# ---- vocabularies ---------------------------------------------------------------------


def test_the_organizers_terms_are_in_it():
    path = "vocabularies/genres.yml"
    raw = parse_record(b"palace: x\n2077: y\n", path)
    vocabularies, _ = parse_vocabularies({path: raw}, Context())
    schemas = make_schemas(vocabularies)
    assert faults("work", HEAD.replace("fantasy", "palace, 2077"), schemas) == []
    assert faults("work", HEAD.replace("fantasy", "palace"))


def test_files_are_written_once(tmp_path):
    written = write_schemas(tmp_path / "schema", built_in())
    assert sorted(p.stem for p in written) == sorted(SCHEMAS)
    before = {p: p.stat().st_mtime_ns for p in written}
    assert write_schemas(tmp_path / "schema", built_in()) == written
    assert {p: p.stat().st_mtime_ns for p in written} == before


def test_making_schemas_changes_nothing():
    vocabularies = built_in()
    before = copy.deepcopy(vocabularies)
    make_schemas(vocabularies)
    assert vocabularies == before
