"""The finder's data: columns, spelling, what is in it and what is not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.edition.localise import make_localiser
from catalog.edition.resolve import Catalog
from catalog.media.images import Derivative, Picture
from catalog.web.pages import make_lists
from catalog.web.search.finder import Finder, make_finder
from catalog.web.search.finder import build as build_module
from catalog.web.search.finder import searched_texts as names_module
from catalog.web.search.finder.chinese import fold, simple_forms, spell_pinyin, variant_pairs
from catalog.web.search.finder.columns import (
    ALPHABET,
    join_forms,
    join_lines,
    pack_lists,
    pack_numbers,
)
from catalog.web.search.finder.interface_texts import plural_texts
from catalog.web.search.finder.searched_texts import maker_sections, name_sections
from tests.unit.fairs import PROJECT, make_catalog, make_renderer

LOCALES = PROJECT / "theme" / "locales"
UNSEEN = "\u00ad\u200b\u200c\u200d\u200f\u2060\u2067\ufeff\ufe0f\U000e0041"


def unpack(text: str) -> list[int]:
    """As the script reads a column."""
    width, values = int(text[0]), text[1:]
    found = []
    for start in range(0, len(values), width):
        value = 0
        for c in values[start : start + width]:
            value = value << 6 | ALPHABET.index(c)
        found.append(value)
    return found


def data(catalog: Catalog, **more: Any) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The files of a catalogue's finder, and all their sections by name."""
    localisers = {
        tag: make_localiser(tag, catalog.site, catalog.edition, catalog.vocabularies, LOCALES)
        for tag in catalog.edition.languages
    }
    pictures, covers = more.get("pictures", {}), more.get("covers", {})
    files: dict[str, bytes] = {}
    lists = make_lists(catalog)
    finder = make_finder(catalog, localisers, pictures, covers, lists, files.__setitem__)
    assert finder.names() == set(files)
    sections: dict[str, Any] = {}
    for path, script in files.items():
        for call in script.decode().split(");\n"):
            if call:
                name, payload = json.loads(f"[{call.removeprefix('showcase.data(')}]")
                key = f"{path}:{name}" if name in ("manifest", "labels", "more") else name
                sections[key] = payload
    return files, sections


def section(sections: dict[str, Any], name: str, lang: str) -> Any:
    return next(
        v for k, v in sections.items() if k.endswith(f":{name}") and f"-{lang}" in k.split(":")[0]
    )


# ---- columns --------------------------------------------------------------------------


@given(st.lists(st.integers(0, 300_000)))
def test_numbers_come_back(values: list[int]) -> None:
    assert unpack(pack_numbers(values)) == values


def test_numbers_are_as_narrow_as_can_be() -> None:
    assert pack_numbers([]) == "1"
    assert pack_numbers([0, 63]) == "10_"
    assert pack_numbers([64]) == "210"


@given(st.lists(st.lists(st.integers(0, 5000), max_size=4)))
def test_lists_come_back(lists: list[list[int]]) -> None:
    column = pack_lists(lists)
    counts, flat = unpack(column["count"]), unpack(column["flat"])
    found, at = [], 0
    for count in counts:
        found.append(flat[at : at + count])
        at += count
    assert found == lists


def test_no_text_breaks_its_line() -> None:
    assert join_lines(["a\nb", "c\u2028d\te", ""]).split("\n") == ["a b", "c d e", ""]
    assert join_forms(["a", "b\tc", "a", ""]) == "a\tb c"


# ---- spelling -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("庆余年", "qing yu nian"),
        ("长安三万里", "chang an san wan li"),
        ("长歌行", "chang ge xing"),
        ("梦三国2", "meng san guo 2"),
        ("黑神话：悟空", "hei shen hua wu kong"),
        ("女儿", "nv er"),
    ],
)
def test_pinyin(text: str, pinyin: str) -> None:
    assert pinyin in spell_pinyin(text)


@pytest.mark.parametrize(
    "unseen", "\u00ad\u200b\u200c\u200d\u200f\u2060\u2067\ufeff\ufe0f\U000e0041"
)
@pytest.mark.parametrize("title", ["Gesamtkonzept", "میخواهم", "月亮风筝", "Moonlight 2", "한국어"])
def test_what_nobody_sees_parts_no_word(title: str, unseen: str) -> None:
    assert fold(title)
    for at in range(len(title) + 1):
        assert fold(title[:at] + unseen + title[at:]) == fold(title)


def test_persian_words_are_found_with_a_space_for_the_joiner() -> None:
    work = {"title": {"fa": "می\u200cخواهم", "en": "I want"}, "alt_titles": {"en": "Wish"}}
    catalog = make_catalog(
        works={"acme/a": work}, companies={"acme": {"name": {"fa": "ره\u200cآورد"}}}
    )
    assert dict(name_sections(catalog))["alts.0"] == "Wish\tمی خواهم"
    assert dict(maker_sections(catalog))["makers"] == "ره\u200cآورد\tره آورد"


@pytest.mark.parametrize(
    ("form", "simple"), [("慶", "庆"), ("伝", "传"), ("國", "国"), ("剣", "剑")]
)
def test_simple_forms(form: str, simple: str) -> None:
    assert simple_forms()[form] == simple


def test_simple_forms_are_final() -> None:
    known = simple_forms()
    assert not [form for form, simple in known.items() if known.get(simple, simple) != simple]


def test_only_variants_that_can_matter_are_sent() -> None:
    pairs = variant_pairs(["庆余年", "傳"])
    assert "慶庆" in pairs
    assert "傳传" in pairs
    assert "國" not in pairs


# ---- the data -------------------------------------------------------------------------


def test_every_language_finds_all_its_files() -> None:
    files, sections = data(make_catalog(works={"acme/one": {}, "acme/two": {}}))
    for tag in ("en", "zh-Hans", "ar"):
        manifest = section(sections, "manifest", tag)
        for names in manifest["needs"].values():
            assert all(f"data/{file}" in files for file in names)
        assert {"facets", "cards", "labels", "names", "more", "loglines"} <= manifest[
            "needs"
        ].keys()


def test_names_of_files_carry_their_content() -> None:
    catalog = make_catalog(works={"acme/one": {}})
    first, again = data(catalog)[0], data(catalog)[0]
    assert first == again
    other = data(make_catalog(works={"acme/one": {"genres": ["comedy"]}}))[0]
    changed = first.keys() ^ other.keys()
    assert any(path.startswith("data/facets-") for path in changed)
    assert not any(path.startswith(("data/names-", "data/more-")) for path in changed)


def test_nothing_private_is_published() -> None:
    contacts = [
        {"name": {"en": "Public desk"}, "email": "desk@example.com", "public": "true"},
        {"name": {"en": "Secret person"}, "email": "secret@example.com", "phone": "13800000000"},
    ]
    files, _ = data(
        make_catalog(works={"acme/one": {}}, companies={"acme": {"contacts": contacts}})
    )
    everything = b"".join(files.values()).decode()
    assert "desk@example.com" in everything
    for word in ("secret@example.com", "Secret person", "13800000000"):
        assert word not in everything


def test_facets_of_a_work() -> None:
    work = {
        "genres": ["wuxia", "romance"],
        "original_language": "zh-Hans",
        "languages": [{"lang": ["en", "zh-Hans"], "text": "true"}],
        "released": "2024-08",
        "ratings": [{"system": "PEGI", "value": "16"}],
        "title": {"en": "One", "zh-Hans": "一"},
    }
    stand = {"hall": "hall-1", "number": "B12", "companies": ["acme"]}
    edition = {"halls": [{"id": "hall-1"}]}
    _, sections = data(make_catalog(works={"acme/one": work}, stands=(stand,), edition=edition))
    facets = sections["facets"]

    def values(name: str) -> list[str]:
        return [facets[name]["values"][v] for v in unpack(facets[name]["flat"])]

    assert values("genre") == ["wuxia", "romance"]
    assert values("language") == ["zh-Hans", "en"]
    assert values("age") == ["PEGI 16"]
    assert facets["tags"][unpack(facets["own"])[0]] == "zh-Hans"
    assert facets["stands"] == [[0, "B12"]]
    assert unpack(facets["stand"]["flat"]) == [0]
    assert section(sections, "labels", "en")["labels"]["age"] == {"PEGI 16": "PEGI 16"}


@pytest.mark.parametrize("hall", ["hall-3", "hall-1-2", "hall-a-12", "west"])
def test_a_stand_is_called_by_the_finder_as_by_the_page(hall: str) -> None:
    stand = {"hall": hall, "number": "A1", "companies": ["acme"]}
    edition = {"halls": [{"id": hall}]}
    catalog = make_catalog(works={"acme/one": {}}, stands=(stand,), edition=edition)
    _, sections = data(catalog)
    page = make_renderer(catalog).view.stands.label(catalog.stands[0])
    assert section(sections, "labels", "en")["codes"] == [page]
    assert section(sections, "more", "en")["stands"] == [[page, [0]]]


def test_territories_are_expanded_by_the_data() -> None:
    rights = [{"right": "svod", "status": "available", "territories": "World ex CN"}]
    _, sections = data(make_catalog(works={"acme/one": {"rights": rights}}))
    found = sections["facets"]["rights"]
    assert found["reaches"] == ["WORLD!CN"]
    countries = found["countries"].split()
    world = {countries[n] for n in unpack(found["sets"]["WORLD"])}
    assert {"CL", "CN"} <= world


def test_covers_are_told_briefly() -> None:
    sizes = tuple(Derivative(w, w * 4 // 3, f"one-0a1b2c3d4e-{w}.webp") for w in (360, 720))
    picture = Picture("companies/acme/works/one.webp", 900, 1200, sizes, "#000000")
    work = {"cover": picture.path}
    catalog = make_catalog(works={"acme/one": work, "acme/two": {}})
    _, sections = data(
        catalog,
        pictures={picture.path: picture},
        covers={"acme/two": "acme-two-ffffffffff.svg"},
    )
    cards = sections["cards"]
    assert cards["covers"] == "~-0a1b2c3d4e\n~-ffffffffff"
    assert cards["sizes"][unpack(cards["size"])[0]] == ["webp", [[360, 480], [720, 960]]]
    assert cards["sizes"][unpack(cards["size"])[1]] == ["svg", []]


def test_much_text_is_shared_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names_module, "SHARD", 2)
    monkeypatch.setattr(build_module, "_TOGETHER", 0)
    works = {f"acme/w{n}": {"title": {"en": f"Title {n}"}} for n in range(5)}
    files, sections = data(make_catalog(works=works))
    assert [sections[f"titles.en.{n}"] for n in range(3)] == [
        "Title 0\nTitle 1",
        "Title 2\nTitle 3",
        "Title 4",
    ]
    assert len(section(sections, "manifest", "en")["needs"]["titles.en"]) == 3
    assert sum(path.startswith("data/titles-en-") for path in files) == 3


@pytest.mark.parametrize(("long", "short"), [(40, 1), (1, 40), (1, 2)])
def test_changed_texts_leave_the_files_of_a_clean_build(
    monkeypatch: pytest.MonkeyPatch, long: int, short: int
) -> None:
    """Also where what travelled in many files is now small enough for one, or the other way."""
    monkeypatch.setattr(build_module, "_TOGETHER", 500)

    def catalog(length: int) -> Catalog:
        works = {f"acme/w{n}": {"title": {"en": f"T{n} " * length}} for n in range(3)}
        return make_catalog(works=works)

    def make(length: int, **more: Any) -> tuple[Finder, dict[str, bytes]]:
        fair, files = catalog(length), {}
        localiser = make_localiser("en", fair.site, fair.edition, fair.vocabularies, LOCALES)
        lists = make_lists(fair)
        finder = make_finder(fair, {"en": localiser}, {}, {}, lists, files.__setitem__, **more)
        return finder, files

    before, published = make(long)
    clean, wanted = make(short)
    changed = {"titles.en", "names", "variants"}
    finder, files = make(short, before=before, changed=changed)
    assert finder == clean
    published |= files
    assert {path: published[path] for path in finder.names()} == wanted
    assert set(files) <= finder.names()  # none that nobody would delete


def test_plurals_of_arabic() -> None:
    catalog = make_catalog(works={"acme/one": {}})
    arabic = make_localiser("ar", catalog.site, catalog.edition, catalog.vocabularies, LOCALES)
    assert plural_texts(arabic)["works"].keys() == {"zero", "one", "two", "few", "many", "other"}


def test_scripts_are_plain() -> None:
    """A classic script: no module, nothing asked from anywhere."""
    title = {"en": '</script> " \\ \u2028 <b>', "zh-Hans": "一\n二"}
    files, sections = data(make_catalog(works={"acme/one": {"title": title}}))
    for script in files.values():
        text = script.decode()
        assert all(line.startswith("showcase.data(") for line in text.split("\n") if line)
        assert "http:" not in text
        assert "https:" not in text
    assert sections["titles.zh-Hans.0"] == "一 二"
