"""What Pagefind is given, what is published of what it makes, and when."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from catalog.build.checking import check_content
from catalog.build.pipeline import build_edition
from catalog.build.settings import Settings
from catalog.core.errors import CatalogError
from catalog.edition.localise import make_localiser
from catalog.edition.resolve import Catalog
from catalog.web.search import pagefind
from tests.unit.fairs import PROJECT, make_catalog

TOY = PROJECT / "tests" / "fixtures" / "toy_fair"
LOCALES = PROJECT / "theme" / "locales"


def settings(top: Path, pagefind_from: int | None) -> Settings:
    """The toy fair's records in a folder of their own, with a threshold."""
    shutil.copytree(TOY, top / "content")
    if pagefind_from is not None:
        with (top / "content" / "catalog.yml").open("a", encoding="utf-8") as stream:
            stream.write(f"search: {{pagefind_from: {pagefind_from}}}\n")
    day = dt.date(2026, 11, 1)
    return Settings(top / "content", top / "site", PROJECT, top / "cache", today=day)


def published(site: Path) -> dict[str, bytes]:
    folder = site / "toy-2026" / "pagefind"
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def records(catalog: Catalog, tag: str) -> dict[str, dict[str, object]]:
    localiser = make_localiser(tag, catalog.site, catalog.edition, catalog.vocabularies, LOCALES)
    return {r["url"]: r for r in pagefind.make_records(catalog, localiser, tag)}


# ---- records --------------------------------------------------------------------------


def test_names_are_given_in_all_languages_and_spellings(tmp_path: Path) -> None:
    catalog = check_content(settings(tmp_path, None)).catalog
    assert catalog
    content = str(records(catalog, "en")["en/works/0"]["content"]).split("\n")
    assert {"The Moon Kite", "月亮风筝", "月 亮 风 筝", "yueliangfengzheng", "ylfz"} <= set(content)
    assert {"طايره القمر الورقيه", "Ann Example", "Lantern Press"} <= set(content)
    assert "A girl flies a kite so high that the moon takes hold of it." in content
    assert "一个女孩把风筝放得太高，被月亮握住了线。" not in content


def test_addresses_of_links_are_not_indexed(tmp_path: Path) -> None:
    catalog = check_content(settings(tmp_path, None)).catalog
    assert catalog
    content = str(records(catalog, "en")["en/works/0"]["content"])
    assert "one that may" in content
    assert "example.com/?a" not in content


def test_characters_are_taken_apart_and_words_are_not() -> None:
    assert pagefind.apart("庆余年 2 nian ไทย") == "庆 余 年 2 nian ไทย"


# ---- when -----------------------------------------------------------------------------


@pytest.mark.parametrize(("threshold", "due"), [(1, True), (2, False), (20000, False)])
def test_it_is_due_from_the_threshold_on(threshold: int, due: bool) -> None:
    catalog = make_catalog(works={"acme/one": {}})
    search = catalog.site.search.model_copy(update={"pagefind_from": threshold})
    site = catalog.site.model_copy(update={"search": search})
    assert len(catalog.works) == 1
    assert pagefind.is_due(replace(catalog, site=site)) is due


def test_below_the_threshold_pagefind_is_never_imported(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys, catalog.build.pipeline as p, pathlib, datetime\n"
        f"top = pathlib.Path({str(tmp_path)!r})\n"
        f"s = p.Settings(top/'content', top/'site', pathlib.Path({str(PROJECT)!r}), top/'cache',"
        " today=datetime.date(2026, 11, 1))\n"
        "_, built = p.build_edition(s)\n"
        "print(built.notes, 'pagefind' in sys.modules)\n"
    )
    settings(tmp_path, None)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "() False"
    assert published(tmp_path / "site") == {}
    page = (tmp_path / "site" / "toy-2026" / "en" / "index.html").read_text(encoding="utf-8")
    assert "wasm" not in page


def test_without_the_extra_a_note_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind, "is_installed", lambda: False)
    _checked, built = build_edition(settings(tmp_path, 1))
    assert built
    assert [note for note in built.notes if "[pagefind]" in note]
    assert published(tmp_path / "site") == {}
    assert b'"pagefind"' not in (tmp_path / "site/toy-2026/data/finder-en.js").read_bytes()


def test_a_refused_record_is_told(tmp_path: Path) -> None:
    records = [{"type": "AddRecord", "index_id": 7}] * 20_000
    with pytest.raises(CatalogError, match="Pagefind"):
        pagefind._run(records)


# ---- what is published ----------------------------------------------------------------


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The toy fair, for which one work is many."""
    one = settings(tmp_path_factory.mktemp("pagefind"), 1)
    build_edition(one)
    return one


def test_the_index_is_there_and_nothing_else_of_pagefind(toy: Settings) -> None:
    found = published(toy.out)
    entry = json.loads(found["pagefind-entry.json"])
    assert {"pagefind.js", "pagefind-worker.js", "wasm.unknown.pagefind"} <= found.keys()
    assert {tag: own["page_count"] for tag, own in entry["languages"].items()} == {
        "en": 5, "ar": 5, "zh-hans": 5
    }  # fmt: skip
    assert {name.partition("/")[0] for name in found if "/" in name} == {"index"}
    assert not [name for name in found if name.endswith((".css", "ui.js", "ids.json"))]


def test_the_extended_program_cut_chinese_into_words(toy: Settings) -> None:
    index = b"".join(
        gzip.decompress(data)
        for name, data in published(toy.out).items()
        if name.startswith("index/zh-hans")
    )
    assert "女孩".encode() in index and "一个女孩把".encode() not in index


def test_neither_drafts_nor_private_contacts_are_in_it(toy: Settings) -> None:
    for name, data in published(toy.out).items():
        if name.endswith((".pf_index", ".pf_meta")):
            data = gzip.decompress(data)
        for word in (b"planted", b"private", b"somebody", b"rights@", b"boat"):
            assert word not in data.lower() or name.endswith((".js", ".pagefind")), (name, word)


def test_every_record_has_its_id(toy: Settings) -> None:
    manifest = (toy.out / "toy-2026/data/finder-en.js").read_text(encoding="utf-8")
    assert '"pagefind":true' in manifest
    files = json.loads(manifest.partition(",")[2].removesuffix(");\n"))["needs"]["pagefind"]
    script = (toy.out / "toy-2026/data" / files[0]).read_text(encoding="utf-8")
    ids = json.loads(script.partition(",")[2].removesuffix(");\n"))
    assert {kind: len(set(own.split())) for kind, own in ids.items()} == {
        "works": 3, "companies": 2
    }  # fmt: skip
    assert "-" not in ids["works"].split()


def test_every_page_allows_webassembly(toy: Settings) -> None:
    for page in toy.out.rglob("index.html"):
        text = page.read_text(encoding="utf-8")
        if "Content-Security-Policy" in text:
            assert "script-src 'self' 'wasm-unsafe-eval';" in text


def test_nothing_changed_writes_nothing(toy: Settings) -> None:
    _checked, built = build_edition(toy)
    assert built and (built.written, built.deleted) == (0, 0)


def test_made_anew_it_is_the_same_byte_for_byte(toy: Settings, tmp_path: Path) -> None:
    build_edition(replace(toy, out=tmp_path / "site", cache=tmp_path / "cache"))
    assert published(tmp_path / "site") == published(toy.out)


def test_only_what_changed_is_indexed_again(toy: Settings, tmp_path: Path) -> None:
    shutil.copytree(toy.cache, tmp_path / "cache")
    shutil.copytree(toy.content, tmp_path / "content")
    work = tmp_path / "content/companies/lantern/works/moon-kite.yml"
    text = work.read_text(encoding="utf-8")
    work.write_text(text.replace("A girl flies", "A boy flies"), encoding="utf-8")
    before = {p.name for p in (tmp_path / "cache/pagefind").iterdir()}
    build_edition(
        replace(toy, content=tmp_path / "content", out=tmp_path / "site", cache=tmp_path / "cache")
    )
    after = {p.name for p in (tmp_path / "cache/pagefind").iterdir()}
    assert len(before) == len(after) == 3
    assert {name[:2] for name in before - after} == {"en"}
