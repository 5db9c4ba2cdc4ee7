"""Codes are short, stable and told apart; the page's data holds what it shows and nothing else."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st
from segno.consts import ERROR_LEVEL_L, SYMBOL_CAPACITY

from catalog.web import shortlist
from catalog.web.shortlist import ALPHABET, hash_id, letters, make_codes, make_shortlist
from tests.unit.fairs import make_catalog, make_renderer

IDS = st.lists(st.from_regex(r"[a-z]{1,6}/[a-z0-9]{1,8}", fullmatch=True), unique=True)


def coarse(text):
    """A hash with few values: what would take millions of works happens among ten."""
    return hash_id(text) & 0x30000000


def data(files, path):
    return json.loads(re.fullmatch(r"showcase\.list\((.*)\);\n", files[path].decode())[1])


def views_of(catalog):
    return {tag: make_renderer(catalog, tag).view for tag in ("en", "ar")}


# ---- codes -----------------------------------------------------------------------------


def test_the_hash_is_for_ever():
    """Links that visitors keep depend on it: never change these."""
    assert hash_id("huace/flourished-peony") == 0x488749C4
    assert letters("huace/flourished-peony", 5) == "923MK"


def test_codes_are_short():
    ids = [f"company-{n % 97}/work-{n}" for n in range(5000)]
    codes = make_codes(ids)
    assert len(set(codes.values())) == len(ids)
    assert sum(len(code) > 5 for code in codes.values()) <= 8
    assert all(set(code) <= set(ALPHABET) for code in codes.values())


@given(IDS, st.randoms())
def test_codes_depend_on_no_order(ids, random):
    shuffled = random.sample(ids, len(ids))
    assert make_codes(ids, coarse) == make_codes(shuffled, coarse)


def test_two_works_of_one_hash_are_told_apart():
    twins = ("co/work-162789", "co/work-379192")  # one pair among a hundred thousand works
    assert hash_id(twins[0]) == hash_id(twins[1])
    codes = make_codes(twins)
    assert len(set(codes.values())) == 2


@given(IDS)
def test_no_two_works_share_a_code(ids):
    codes = make_codes(ids, coarse)
    assert set(codes) == set(ids)
    assert len(set(codes.values())) == len(ids)


@given(IDS, IDS)
def test_an_older_code_is_the_beginning_of_the_present_one(before, added):
    """So it still finds its work, whatever was added since."""
    old = make_codes(before, coarse)
    new = make_codes([*before, *added], coarse)
    for id in before:
        assert new[id].startswith(old[id])


def test_sixty_works_fit_one_code():
    address = "https://showcase.example.org/zhejiang-2026/zh-Hans/shortlist/#s="
    codes = "".join(make_codes(f"company-{n}/a-work-{n}" for n in range(60)).values())
    assert len(codes) == 300
    bits = 4 + 16 + 8 * len(address) + 4 + 11 + 300 // 2 * 11
    version = next(v for v in range(1, 41) if bits <= SYMBOL_CAPACITY[v][ERROR_LEVEL_L])
    assert version <= 11  # 61 modules on a side: a phone reads it from a screen


# ---- data ------------------------------------------------------------------------------

CONTACT = {"name": {"en": "Secret"}, "email": "secret@example.com"}


def fair(**more):
    return make_catalog(
        works={
            "acme/peony": {"title": {"en": "Peony", "zh-Hans": "牡丹"}, "aliases": ["rose"]},
            "beta/crane": {},
        },
        companies={"beta": {"contacts": [CONTACT]}},
        edition={"halls": [{"id": "hall-2"}, {"id": "hall-1", "name": {"en": "First"}}]},
        stands=(
            {"hall": "hall-1", "number": "A1", "companies": ["acme"]},
            {"hall": "hall-2", "number": "B10", "companies": ["acme"]},
            {"hall": "hall-2", "number": "B9", "companies": ["beta"]},
        ),
        events=(
            {
                "title": {"en": "Talk"},
                "start": "2026-05-22 14:00",
                "end": "2026-05-22 15:00",
                "place": "hall-1",
                "hosts": ["beta"],
                "works": ["acme/peony"],
            },
        ),
        **more,
    )


def test_data_of_a_small_fair():
    catalog = fair()
    files = dict(make_shortlist(catalog, views_of(catalog)))
    assert set(files) == {
        f"data/shortlist-{part}{tag}.js" for tag in ("en", "ar") for part in ("", "take-")
    }
    base = data(files, "data/shortlist-en.js")
    assert base["halls"] == ["Hall 2", "First"]
    assert [stand[1] for stand in base["stands"]] == ["2 · B9", "2 · B10", "1 · A1"]
    peony = next(row for row in base["works"] if row[0] == "acme/peony")
    assert peony[1] == letters("acme/peony", 5)
    assert peony[2:4] == ["Peony", ""]
    assert base["stands"][peony[11]][1] == "2 · B10"  # the first that one passes
    assert peony[12] == [0]
    assert base["companies"][1][4] == [0]
    assert base["former"] == {"acme/rose": "acme/peony"}
    assert set(data(files, "data/shortlist-ar.js")["plurals"]["works"]) >= {"zero", "two", "other"}


def test_private_contacts_are_not_in_it():
    catalog = fair()
    files = dict(make_shortlist(catalog, views_of(catalog)))
    assert not any(b"ecret" in text for text in files.values())
    take = data(files, "data/shortlist-take-en.js")
    assert set(take["cards"]) == {"acme", "beta"}
    assert "".join([take["calendar"][0], *take["entries"], take["calendar"][1]]).count("BEGIN") == 2


def test_a_large_fair_comes_in_several_files(monkeypatch):
    monkeypatch.setattr(shortlist, "_SHARD", 10)
    catalog = make_catalog(works={f"acme/w{n}": {} for n in range(35)})
    files = dict(make_shortlist(catalog, {"en": make_renderer(catalog).view}))
    base = data(files, "data/shortlist-en.js")
    assert base["shards"] == 4
    assert "works" not in base
    found = []
    for number in range(4):
        rows = data(files, f"data/shortlist-en-{number}.js")["works"]
        assert all(ALPHABET.index(row[1][0]) * 4 // 32 == number for row in rows)
        found += [row[0] for row in rows]
    assert sorted(found) == sorted(catalog.works)
