"""Whoever renames a record with an alias: all that names it by its former id goes on meaning it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from catalog.core.errors import CatalogError
from catalog.edition.checks import check_and_resolve
from catalog.edition.former_ids import former_work_ids, with_present_ids
from catalog.edition.selection import refuse_unknown, renamed_companies
from catalog.models.company import Company
from catalog.models.edition import Edition, Event, Stand
from catalog.models.family import Family
from catalog.models.references import references
from catalog.models.service import Service
from catalog.models.site import Site
from catalog.models.work import Work
from tests.unit.fairs import make_catalog, make_records

TODAY = dt.date(2026, 11, 24)
MODELS = (Site, Edition, Company, Work, Family, Service, Stand, Event)

STAND = {"hall": "h1", "number": "A01", "companies": ["acme"]}
EVENT = {
    "title": {"en": "Talk"},
    "start": "2026-05-21 10:00",
    "end": "2026-05-21 11:00",
    "place": {"en": "Here"},
}
SERVICE = {"company": "acme"}
FAMILY = {"owner": "acme"}


def milestone(id):
    return {"date": "2024", "text": {"en": "Then"}, "work": id}


# The field, what it names, the file and place of its former id, and a fair that names the id there.
REFERENCES = [
    ("Edition.exhibitors", "company", "2026.yml", "exhibitors[0]", lambda id: {
        "edition": {"exhibitors": [id, "other"]}}),
    ("Edition.featured", "work", "2026.yml", "featured[0]", lambda id: {
        "edition": {"featured": [id]}}),
    ("Edition.previous", "edition", "2026.yml", "previous", lambda id: {
        "edition": {"previous": id}}),
    ("Site.edition", "edition", "catalog.yml", "edition", lambda id: {"site": {"edition": id}}),
    ("Stand.companies", "company", "editions/2026/stands.yml", "[0].companies[0]", lambda id: {
        "stands": ({**STAND, "companies": [id]},)}),
    ("Stand.works", "work", "editions/2026/stands.yml", "[0].works[1]", lambda id: {
        "stands": ({**STAND, "works": ["rose", id]},)}),
    ("Event.hosts", "company", "editions/2026/programme.yml", "[0].hosts[1]", lambda id: {
        "events": ({**EVENT, "hosts": ["other", id]},)}),
    ("Event.works", "work", "editions/2026/programme.yml", "[0].works[0]", lambda id: {
        "events": ({**EVENT, "hosts": ["acme"], "works": [id]},)}),
    ("Work.companies", "company", "other/film.yml", "companies[0]", lambda id: {
        "works": {"other/film": {"companies": [id]}}}),
    ("Work.family", "family", "other/film.yml", "family", lambda id: {
        "works": {"other/film": {"family": id}}}),
    ("Work.relations.work", "work", "other/film.yml", "relations[0].work", lambda id: {
        "works": {"other/film": {"relations": [{"type": "based-on", "work": id}]}}}),
    ("Family.owner", "company", "tale.yml", "owner", lambda id: {
        "families": {"tale": {"owner": id}}}),
    ("Family.timeline.work", "work", "sea.yml", "timeline[0].work", lambda id: {
        "families": {"sea": {**FAMILY, "aliases": ["old-sea"], "timeline": [milestone(id)]}}}),
    ("Service.company", "company", "advice.yml", "company", lambda id: {
        "services": {"advice": {"company": id}}}),
]  # fmt: skip
IDS = {
    # kind: present id, former ones
    "company": ("acme", ["old-acme", "older-acme"]),
    "work": ("acme/peony", ["acme/lotus", "old-acme/peony", "old-acme/lotus", "away/peony"]),
    "family": ("sea", ["old-sea"]),
    "edition": ("2025", ["2025-spring"]),
}
CASES = [(*row, former) for row in REFERENCES for former in IDS[row[1]][1]]


def fair(parts):
    """A fair whose records all have former ids, with what a test says of it."""
    records = make_records(
        companies={"acme": {"aliases": ["old-acme", "older-acme"]}, "other": {}},
        works={
            "acme/peony": {"aliases": ["lotus", "away/peony"]},
            "acme/rose": {},
            "other/film": {},
            **parts.get("works", {}),
        },
        families={
            "sea": {**FAMILY, "aliases": ["old-sea"]},
            "tale": FAMILY,
            **parts.get("families", {}),
        },
        services={"advice": SERVICE, **parts.get("services", {})},
        stands=parts.get("stands", (STAND,)),
        events=parts.get("events", (EVENT,)),
        site=parts.get("site", {}),
        edition={"halls": [{"id": "h1"}], **parts.get("edition", {})},
    )
    return replace(
        records, present={"edition": {"2025", "2026"}}, former_editions={"2025-spring": "2025"}
    )


def found(model, before=""):
    """Each field of a model that holds ids, by its path."""
    for one in references(model):
        name = f"{before or model.__name__}.{one.written}"
        yield from found(one.model, name) if one.model else [name]


def test_the_table_has_every_reference():
    named = {name for model in MODELS for name in found(model)}
    assert named == {field for field, *_ in REFERENCES}


@pytest.mark.parametrize("field, kind, path, place, parts, former", CASES)
def test_a_former_id_is_told_and_means_the_present_one(field, kind, path, place, parts, former):
    present = IDS[kind][0]
    wanted, problems = check_and_resolve(fair(parts(present)), TODAY)
    assert "former-id" not in {p.code for p in problems}
    catalog, told = check_and_resolve(fair(parts(former)), TODAY)
    assert catalog == wanted and catalog.index == wanted.index
    more = [p for p in told if p not in problems]
    assert [(p.code, p.path, p.field, p.params) for p in more] == [
        ("former-id", path, place, {"value": former, "fix": present})
    ]
    assert present in more[0].help() and more[0].severity == "warning"
    assert [p for p in problems if p not in told] == []


def test_a_bare_slug_is_of_the_same_company():
    relations = [{"type": "sequel-to", "work": "lotus"}]
    parts = {
        "works": {"acme/rose": {"relations": relations}},
        "stands": ({**STAND, "companies": ["old-acme"], "works": ["lotus"]},),
    }
    catalog, told = check_and_resolve(fair(parts), TODAY)
    assert catalog.works["acme/rose"].relations[0].work == "acme/peony"
    assert catalog.stands[0].works == ("acme/peony",)
    assert {p.params["value"] for p in told if p.code == "former-id"} == {"lotus", "old-acme"}


def test_a_circle_is_seen_through_former_ids():
    parts = {
        "acme/peony": {
            "aliases": ["lotus"],
            "relations": [{"type": "sequel-to", "work": "acme/rose"}],
        },
        "acme/rose": {"relations": [{"type": "sequel-to", "work": "acme/lotus"}]},
    }
    _, told = check_and_resolve(fair({"works": parts}), TODAY)
    assert {p.code for p in told} >= {"former-id", "relation-cycle"}


def test_an_id_is_its_owners():
    """What somebody has is his, whatever others were called; of two the first has it."""
    companies = {"a": {"aliases": ["b", "c"]}, "b": {}, "d": {"aliases": ["c"]}}
    records = make_records(companies=companies, edition={"exhibitors": ["b", "c"]})
    changed, told = with_present_ids(records)
    assert changed.edition.exhibitors == ("b", "a")
    assert [p.params["value"] for p in told] == ["c"]


def test_all_is_a_word():
    records = make_records(companies={"a": {"aliases": ["all"]}}, edition={"exhibitors": "all"})
    assert with_present_ids(records)[0].edition.exhibitors == "all"


def test_a_work_that_could_not_be_read_keeps_its_former_address():
    records = make_records(companies={"a": {"aliases": ["z"]}}, edition={"featured": ["z/broken"]})
    records = replace(records, present={"work": {"a/broken"}})
    _, told = check_and_resolve(records, TODAY)
    assert [p.code for p in told if p.path == "2026.yml"] == ["former-id"]


def test_without_aliases_nothing_is_looked_at():
    records = make_records(companies={"a": {}})
    assert with_present_ids(records)[0] is records


def test_places_are_the_files_where_something_was_left_out():
    records = fair({"edition": {"exhibitors": ["acme", "old-acme"]}})
    records.edition.keep({("exhibitors",): (0, 2)})
    _, told = check_and_resolve(records, TODAY)
    assert [p.field for p in told if p.code == "former-id"] == ["exhibitors[2]"]


def test_companies_asked_for():
    catalog = make_catalog(companies={"a": {"aliases": ["old", "b"]}, "b": {}})
    assert renamed_companies(["a", "old", "b", "c"], catalog) == {"old": "a"}
    with pytest.raises(CatalogError):
        refuse_unknown("company", ["old"], catalog)


def test_former_ids_of_a_work():
    work = make_records(works={"a/x": {"aliases": ["y", "b/z"]}}).works["a/x"]
    assert list(former_work_ids(work, ["c"])) == ["a/y", "b/z", "c/x", "c/y"]
