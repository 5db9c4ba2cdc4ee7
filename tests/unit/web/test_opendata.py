"""Open data: complete, described by its schemas, harmless in a spreadsheet, nothing private."""

import csv
import io
import json
import re
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from catalog.web.exports.opendata import PUBLISHED, TABLES, WITHHELD, neutralise, open_data
from tests.unit.fairs import COMPANY, make_catalog
from tests.unit.web.test_pages import RICH, picture

BASE = "https://fair.example.org/2026/"
PICTURES = {"c.jpg": picture("c"), "g.jpg": picture("g")}


def files_of(catalog, pictures=PICTURES):
    return {
        f.path.removeprefix("data/"): b"".join(f.pieces) for f in open_data(catalog, pictures, BASE)
    }


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def rich():
    return files_of(make_catalog(**RICH))


# ---- schemas ---------------------------------------------------------------------------


def table_faults(data, schema):
    """A CSV against its Table Schema, as far as ours goes."""
    assert data.startswith(b"\xef\xbb\xbf")
    found = rows(data)
    names = [field["name"] for field in schema["fields"]]
    header = next(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    if header != names:
        yield f"columns {header}"
    for number, row in enumerate(found):
        for field in schema["fields"]:
            value, limits = row[field["name"]], field.get("constraints", {})
            if not value:
                if limits.get("required"):
                    yield f"{number}: {field['name']} is missing"
                continue
            forms = {
                "integer": r"\d+",
                "boolean": "true|false",
                "date": r"\d{4}-\d\d-\d\d",
                "string": limits.get("pattern", "(?s).*"),
            }
            if not re.fullmatch(forms[field["type"]], value):
                yield f"{number}: {field['name']} is {value!r}"
    keys = [tuple(row[name] for name in schema["primaryKey"]) for row in found]
    if len(set(keys)) != len(keys):
        yield "a key twice"


def check_all(files):
    whole = json.loads(files["catalog.json"])
    schema = json.loads(files["catalog.schema.json"])
    Draft202012Validator.check_schema(schema)
    assert [e.message for e in Draft202012Validator(schema).iter_errors(whole)] == []
    assert whole["$schema"] == schema["$id"]
    for table in TABLES:
        described = json.loads(files[f"{table}.schema.json"])
        assert list(table_faults(files[f"{table}.csv"], described)) == [], table
    package = json.loads(files["datapackage.json"])
    for resource in package["resources"]:
        assert resource["path"] in files
        assert (resource.get("schema") or resource["jsonSchema"]) in files
    return whole


def test_rich_records_keep_to_the_schemas(rich):
    whole = check_all(rich)
    work = next(w for w in whole["works"] if w["id"] == "acme/peony")
    assert work["cover"]["url"] == f"{BASE}media/c-1-720.webp"
    assert {"type": "sequel-to", "work": "acme/rose", "kind": "series"} in work["relations"]
    rose = next(w for w in whole["works"] if w["id"] == "acme/rose")
    assert [r["work"] for r in rose["relations"]] == ["acme/peony"]


def test_the_demonstration_keeps_to_the_schemas(demonstration):
    files = files_of(demonstration, {})
    whole = check_all(files)
    assert len(whole["works"]) == len(rows(files["works.csv"])) == len(demonstration.works)
    assert len(rows(files["companies.csv"])) == len(demonstration.companies)
    assert len(rows(files["rights.csv"])) > 100
    for section in ("families", "services", "stands", "events"):
        assert whole[section], section


def test_every_field_is_published_or_withheld_on_purpose():
    assert PUBLISHED.keys() == WITHHELD.keys()
    for model, fields in PUBLISHED.items():
        listed = [*fields, *WITHHELD[model]]
        assert sorted(listed) == sorted(model.model_fields), model.__name__


# ---- what is private -------------------------------------------------------------------


def test_private_contacts_and_drafts_are_nowhere():
    secret = {"name": {"en": "Secret"}, "email": "secret@example.com", "phone": "+86 13800000000"}
    catalog = make_catalog(
        works={
            "acme/open": {
                "companies": ["ghost"],
                "relations": [{"type": "sequel-to", "work": "acme/unborn-secret"}],
                "family": "hidden-secret",
                "cover": {"image": "not-derived-secret.jpg"},
            },
            "acme/unborn-secret": {"draft": "true", "title": {"en": "Secret"}},
        },
        companies={
            "acme": {"contacts": [*COMPANY["contacts"], secret], "aliases": ["former-secret"]},
            "ghost": {"draft": "true", "name": {"en": "Secret"}},
        },
        families={
            "hidden-secret": {"owner": "acme", "draft": "true"},
            "open": {
                "owner": "ghost",
                "timeline": [{"date": "2020", "text": {"en": "x"}, "work": "acme/unborn-secret"}],
            },
        },
        services={"s": {"company": "ghost", "contact": secret}},
        edition={"halls": [{"id": "h"}], "featured": ["acme/unborn-secret"]},
        stands=(
            {
                "hall": "h",
                "number": "1",
                "companies": ["acme", "ghost"],
                "works": ["unborn-secret"],
            },
        ),
    )
    for path, data in files_of(catalog).items():
        assert b"ecret" not in data, path
        if path in ("catalog.json", "companies.csv"):
            assert b"desk@example.com" in data
        assert b"ghost" not in data, path


# ---- spreadsheets ----------------------------------------------------------------------


@pytest.mark.parametrize("sign", list("=+-@\t\r\n＝＋－＠"))
def test_no_cell_is_a_formula(sign):
    bad = f'{sign}HYPERLINK("http://example.com","x")'
    catalog = make_catalog(
        works={
            "acme/a": {
                "title": {"en": bad},
                "logline": {"en": bad},
                "rights": [
                    {
                        "right": "svod",
                        "status": "available",
                        "territories": ["WORLD"],
                        "note": {"en": bad},
                    }
                ],
            }
        },
        companies={
            "acme": {
                "name": {"en": bad},
                "city": {"en": bad},
                "contacts": [{"name": {"en": bad}, "phone": "+86 571 0000", "public": "true"}],
            }
        },
    )
    files = files_of(catalog)
    for table in TABLES:
        text = files[f"{table}.csv"].decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in row:
                assert not cell.startswith(tuple("=+-@\t\r\n＝＋－＠")), cell
    assert rows(files["companies.csv"])[0]["contact_phone"] == "'+86 571 0000"


SIGNS = "=+-@＝＋－＠"
SPLIT = [
    (";=1+1", ";'=1+1"),
    ("x;=1+1;y", "x;'=1+1;y"),
    ("x\t=1", "x\t'=1"),
    ("x|@SUM(1)", "x|'@SUM(1)"),
    ("x\n=1", "x\n'=1"),
    ('x; "=1', "x; \"'=1"),
    ("x;\u3000＝1", "x;\u3000'＝1"),
    ("\t=1", "'\t'=1"),
    (" =1", " '=1"),
    ("a; b - c = d, -5", "a; b - c = d, -5"),
    ("https://a.example/?x=1;y=2", "https://a.example/?x=1;y=2"),
]


@pytest.mark.parametrize("written, neutral", SPLIT)
def test_a_formula_behind_whatever_parts_cells_is_neutral(written, neutral):
    assert neutralise(written) == neutral


@given(st.text(max_size=30) | st.text(alphabet=SIGNS + ";\t\n\r|, '\"a", max_size=12))
def test_a_neutral_cell_keeps_its_text(text):
    found = neutralise(text)
    assert found.replace("'", "") == text.replace("'", "")
    assert neutralise(found) == found or found.startswith("'")
    assert found[:1] not in tuple(f"{SIGNS}\t\r\n")


HOSTILE = st.text(alphabet="=+-@＝a1;,|\t\n\r \"'", max_size=15)


@given(st.lists(HOSTILE, min_size=1, max_size=3))
def test_however_a_spreadsheet_parts_a_table_no_cell_begins_a_formula(cells):
    buffer = io.StringIO()
    csv.writer(buffer).writerow(["id", *map(neutralise, cells)])
    text = buffer.getvalue()
    for part in (";", "\t", "|"):
        # With the quotes that CSV means, and as if there were none.
        read = [c for row in csv.reader(io.StringIO(text, newline=""), delimiter=part) for c in row]
        naive = re.split(rf"[{part}\r\n]", text)
        for cell in (*read, *naive):
            assert not cell.strip(' "').startswith(tuple(SIGNS)), (part, cell)
    for cell in next(csv.reader(io.StringIO(text, newline=""))):
        assert not cell.strip(' "').startswith(tuple(SIGNS)), cell


def test_tables_are_read_back_as_written():
    title = 'Comma, "quote"; line\nbreak — 牡丹'
    works = {"acme/a": {"title": {"en": title}, "genres": ["drama", "romance"]}}
    found = rows(files_of(make_catalog(works=works))["works.csv"])
    assert found[0]["title"] == title
    assert found[0]["genres"] == "drama;romance"
    assert found[0]["logline_ar"] == ""


def test_rights_are_a_row_for_each_right_and_territory():
    line = {
        "right": ["svod", "avod"],
        "status": "available",
        "territories": ["MENA", "FR"],
        "except": ["EG"],
        "languages": ["ar", "fr"],
        "exclusive": "true",
        "until": "2030-06",
    }
    other = {"right": "print", "status": "sold", "territories": ["WORLD"]}
    catalog = make_catalog(works={"acme/a": {"rights": [line, other]}})
    found = rows(files_of(catalog)["rights.csv"])
    assert [(r["line"], r["right"], r["territory"]) for r in found] == [
        ("1", "svod", "MENA"),
        ("1", "svod", "FR"),
        ("1", "avod", "MENA"),
        ("1", "avod", "FR"),
        ("2", "print", "WORLD"),
    ]
    first, last = found[0], found[-1]
    assert (first["except"], first["languages"], first["exclusive"]) == ("EG", "ar;fr", "true")
    assert first["until"] == "2030-06"
    assert (last["languages"], last["exclusive"], last["until"]) == ("", "", "")


# ---- size ------------------------------------------------------------------------------


def test_it_never_holds_a_whole_file():
    catalog = make_catalog(
        works={
            f"acme/w{n}": {
                "synopsis": {"en": "Something happens. " * 60},
                "rights": [{"right": "svod", "status": "sold", "territories": ["WORLD"]}],
            }
            for n in range(2000)
        }
    )
    catalog.index  # noqa: B018 - is made once
    total = largest = 0
    tracemalloc.start()
    for file in open_data(catalog, {}, BASE):
        for piece in file.pieces:
            total += len(piece)
            largest = max(largest, len(piece))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total > 2_500_000
    assert largest < 400_000
    assert peak < 1_500_000


@pytest.mark.parametrize("access, shown", [("request", {}), ("public", {"url": BASE})])
def test_a_screeners_address_is_only_there_where_it_is_public(access, shown):
    work = {"screener": {"url": BASE, "access": access}}
    found = json.loads(files_of(make_catalog(works={"acme/peony": work}))["catalog.json"])
    assert found["works"][0]["screener"] == {"access": access, **shown}
