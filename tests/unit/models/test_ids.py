"""Ids within records: parts of addresses, and of files' names on any system."""

import pytest

from catalog.models.context import Context
from catalog.models.edition import Edition
from catalog.models.family import Family
from catalog.reading.records import parse_model
from catalog.reading.yaml import Raw

KEPT = ["aux", "con", "nul", "prn", "com0", "com1", "lpt9"]
FINE = ["auxiliary", "con-1", "com10", "a", "nul-a"]
EDITION = {
    "name": "A",
    "start": "2026-05-01",
    "end": "2026-05-02",
    "timezone": "Asia/Shanghai",
    "venue": {"name": "B"},
    "languages": ["en"],
}


def family(alias):
    raw = Raw({"name": "A", "owner": "a", "aliases": [alias]})
    return parse_model(Family, raw, "x", "families/x.yml", Context("en", "families", "families"))


def edition(hall):
    raw = Raw({**EDITION, "halls": [{"id": hall}]})
    where = "editions/x"
    return parse_model(Edition, raw, "x", f"{where}/edition.yml", Context("en", where, where))


@pytest.mark.parametrize("name", [*KEPT, *(f"a/{name}" for name in KEPT), "con/a"])
def test_an_alias_is_no_name_that_windows_keeps(name):
    reading = family(name)
    (found,) = reading.problems
    assert (found.code, found.hint) == ("bad-name", "windows")
    assert "my-" in found.help() and "my-" in found.help("zh-Hans")
    assert reading.record.aliases == ()


@pytest.mark.parametrize("name", KEPT)
def test_a_halls_id_is_no_name_that_windows_keeps(name):
    reading = edition(name)
    (found,) = reading.problems
    assert found.code == "bad-value" and "Windows" in found.help()
    assert reading.record.halls == ()


@pytest.mark.parametrize("name", FINE)
def test_others_stay(name):
    assert family(name).record.aliases == (name,)
    assert edition(name).record.halls[0].id == name


@pytest.mark.parametrize("name", ["a/b/c", "A", "a--b", "", "a/", "x" * 65, "a b", "../a"])
def test_an_alias_is_part_of_an_address(name):
    (found,) = family(name).problems
    assert found.code in ("bad-name", "missing-field", "wrong-type")
    assert found.hint != "windows"
