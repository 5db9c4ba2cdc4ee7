"""A build from records to a published folder, as an organizer sees it."""

import datetime as dt
import gzip
import hashlib
import json
import re
import shutil
from dataclasses import replace

import pytest

from catalog.build.checking import check_content
from catalog.build.pipeline import build_edition
from catalog.core.errors import CatalogError
from tests.integration.conftest import files, pages

EDITION = "toy-2026"


def codes(checked):
    return sorted({p.code for p in checked.problems})


def test_the_toy_fair_has_no_problem(toy):
    assert check_content(toy).problems == []


def test_every_page_is_there_in_every_language(toy_site):
    found = {p.split("/", 2)[2] for p in pages(toy_site) if p.startswith(f"{EDITION}/en/")}
    assert {
        "index.html",
        "works/index.html",
        "companies/index.html",
        "families/index.html",
        "services/index.html",
        "halls/index.html",
        "programme/index.html",
        "about/index.html",
    } <= found
    for tag in ("zh-Hans", "ar"):
        prefix = f"{EDITION}/{tag}/"
        assert {p[len(prefix) :] for p in pages(toy_site) if p.startswith(prefix)} == found


def test_the_root_offers_the_languages_and_the_rest(toy_site):
    chooser = (toy_site / "index.html").read_text(encoding="utf-8")
    for tag in ("en", "zh-Hans", "ar"):
        assert f'href="{EDITION}/{tag}/"' in chooser
    assert {"404.html", "robots.txt", "sitemap.xml"} <= {p.name for p in toy_site.iterdir()}


def test_everything_that_makes_it_an_app_is_there(toy_site):
    edition = toy_site / EDITION
    for tag in ("en", "zh-Hans", "ar"):
        manifest = json.loads((edition / tag / "app.webmanifest").read_text(encoding="utf-8"))
        named = [icon["src"] for icon in manifest["icons"]]
        named += [shortcut["url"] + "index.html" for shortcut in manifest["shortcuts"]]
        assert len(named) >= 5
        assert [name for name in named if not (edition / tag / name).is_file()] == []
        home = (edition / tag / "index.html").read_text(encoding="utf-8")
        icon = re.search(r'rel="icon" href="([^"]+)"', home)
        assert icon  # app.js finds the one for iOS beside it
        assert (edition / tag / icon[1].replace(".svg", "-180.png")).is_file()
    told = re.search(
        r"^const EDITION = (.*);$", (edition / "sw.js").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert told
    known = json.loads(told[1])
    packs = [entry for language in known["languages"].values() for entry in language["pack"]]
    assets = [asset for language in known["languages"].values() for asset in language["assets"]]
    assert len({*assets}) == 6 + 6 + 3  # styles of sections and paper; frame.js is each language's
    for path, digest in [*packs, *((asset, "") for asset in assets)]:
        data = (edition / (path + "index.html" if path.endswith("/") else path)).read_bytes()
        assert not digest or hashlib.sha256(data).hexdigest().startswith(digest)


def test_the_worker_changes_with_the_halls_and_not_with_a_work(toy):
    def worker():
        return (toy.out / EDITION / "sw.js").read_bytes()

    def change(path, old, new):
        file = toy.content / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        build_edition(toy)

    build_edition(toy)
    first = worker()
    change("companies/lantern/works/moon-kite.yml", "chapters: 12", "chapters: 13")
    assert worker() == first
    change(f"editions/{EDITION}/edition.yml", "en: Attic,", "en: Loft,")
    assert worker() != first


def test_nothing_changed_writes_nothing(toy):
    build_edition(toy)
    _checked, built = build_edition(toy)
    assert (built.written, built.deleted) == (0, 0)


def test_two_clean_builds_are_the_same_byte_for_byte(toy, tmp_path):
    other = replace(
        toy, out=tmp_path / "elsewhere" / "site", cache=tmp_path / "other-cache", jobs=2
    )
    build_edition(toy)
    build_edition(other)
    assert files(toy.out) == files(other.out)


def test_a_broken_record_is_set_aside_and_the_fair_goes_on(toy):
    good = next((toy.content / "companies").glob("*/works/*.yml"))
    company = good.parent.parent.name
    (good.parent / "broken.yml").write_text("kind: novel\ntitle：坏了\n", encoding="utf-8")
    checked, built = build_edition(toy)
    assert codes(checked) == ["full-width-colon"]
    assert built is not None
    assert not (toy.out / EDITION / "en" / "works" / company / "broken").exists()
    assert (toy.out / EDITION / "en" / "works" / company / good.stem / "index.html").is_file()


def test_a_wrong_field_costs_only_itself(toy):
    work = next((toy.content / "companies").glob("*/works/*.yml"))
    with work.open("a", encoding="utf-8") as stream:
        stream.write("trailer: javascript:alert(1)\n")
    checked, _built = build_edition(toy)
    assert codes(checked) == ["bad-url"]
    page = toy.out / EDITION / "en" / "works" / work.parent.parent.name / work.stem / "index.html"
    assert "javascript:alert" not in page.read_text(encoding="utf-8")


def test_with_a_company_go_its_works_without_further_errors(toy):
    company = next((toy.content / "companies").iterdir())
    (company / "company.yml").write_text("name: [\n", encoding="utf-8")
    checked, built = build_edition(toy)
    assert built is not None
    assert {p.path for p in checked.problems if p.severity == "error"} == {
        f"companies/{company.name}/company.yml"
    }
    assert not any(f"/{company.name}/" in path for path in pages(toy.out))


def test_strict_publishes_nothing(toy):
    build_edition(toy)
    before = files(toy.out)
    work = next((toy.content / "companies").glob("*/works/*.yml"))
    work.write_text("kind: [\n", encoding="utf-8")
    checked, built = build_edition(replace(toy, strict=True))
    assert checked.errors and built is None
    assert files(toy.out) == before


@pytest.mark.parametrize("damage", ["name: [", "url: 3\n", ""])
def test_without_a_site_there_is_nothing_to_build(toy, damage):
    (toy.content / "catalog.yml").write_text(damage, encoding="utf-8")
    checked, built = build_edition(toy)
    assert built is None
    assert any(p.effect == "build" for p in checked.problems)
    assert not toy.out.exists()


def test_an_unknown_edition_is_told_with_the_known_ones(toy):
    checked, built = build_edition(replace(toy, edition="toy-2062"))
    assert built is None
    assert [p.help() for p in checked.problems if p.code == "unknown-edition"] == [
        "did you mean 'toy-2026'?"
    ]


def test_an_edition_in_fewer_languages_is_complete(toy):
    build_edition(replace(toy, languages=("en",)))
    found = pages(toy.out)
    assert not any("/ar/" in path for path in found)
    for text in found.values():
        assert 'hreflang="ar"' not in text
    with pytest.raises(CatalogError, match="not in th"):
        build_edition(replace(toy, languages=("th",)))


def test_a_second_edition_leaves_the_first_as_it_was_built(toy):
    build_edition(toy)
    before = {p: b for p, b in files(toy.out).items() if p.startswith(f"{EDITION}/")}
    new = toy.content / "editions" / "toy-2027" / "edition.yml"
    new.parent.mkdir()
    new.write_text(
        "\n".join(
            [
                "name: {en: Toy Fair 2027, zh-Hans: 玩具展 2027, ar: معرض 2027}",
                "start: 2027-05-01",
                "end: 2027-05-02",
                "timezone: Asia/Shanghai",
                "venue: {name: Hall}",
                "languages: [en]",
            ]
        ),
        encoding="utf-8",
    )
    _checked, built = build_edition(replace(toy, edition="toy-2027"))
    assert built is not None
    after = files(toy.out)
    assert {p: b for p, b in after.items() if p.startswith(f"{EDITION}/")} == before
    assert any(p.startswith("toy-2027/en/") for p in after)
    assert b"toy-2026/sitemap.xml" in after["sitemap.xml"]
    assert b"toy-2027/sitemap.xml" in after["sitemap.xml"]
    assert after["index.html"] == (toy.out / "index.html").read_bytes()
    assert b"toy-2026/" in after["index.html"]  # still the current edition's chooser


def test_what_has_expired_depends_on_the_day(toy):
    later = replace(toy, today=dt.date(2099, 1, 1))
    assert "expired-rights" in codes(check_content(later)) or check_content(later).problems == []


def test_pictures_of_what_is_not_shown_are_not_published(toy):
    """A draft's cover may be the secret itself."""
    shown = next((toy.content / "companies/lantern").rglob("*.png"))
    works = toy.content / "companies/lantern/works"
    (works / "secret-cover.png").write_bytes(shown.read_bytes())
    (works / "secret.yml").write_text(
        "kind: novel\ntitle: Secret\nlogline: Hush.\ngenres: [drama]\n"
        "cover: secret-cover.png\ndraft: true\n",
        encoding="utf-8",
    )
    checked, built = build_edition(toy)
    assert built is not None and codes(checked) == []
    assert any("media/" in path for path in files(toy.out))
    assert not any("secret" in path for path in files(toy.out))


def test_compressed_siblings_are_the_same_however_many_processes_make_them(
    toy, tmp_path, monkeypatch
):
    pytest.importorskip("brotli")
    monkeypatch.setattr("catalog.web.rendering._WORTH_A_POOL", 1)
    build_edition(replace(toy, precompress=True, jobs=2))
    build_edition(replace(toy, precompress=True, out=tmp_path / "one" / "site"))
    found = files(toy.out)
    assert files(tmp_path / "one" / "site") == found
    for path, data in found.items():
        if path.endswith(".gz"):
            assert gzip.decompress(data) == found[path.removesuffix(".gz")]
    html = {path for path in pages(toy.out) if len(found[path]) >= 256}
    assert {f"{p}.br" for p in html} <= found.keys() and {f"{p}.gz" for p in html} <= found.keys()
    build_edition(toy)  # no longer asked for
    assert not [path for path in files(toy.out) if path.endswith((".br", ".gz"))]


def test_a_page_of_prose_brings_its_pictures(toy):
    folder = toy.content / "editions" / "toy-2026" / "pages" / "en"
    shutil.copy(next(toy.content.rglob("*.png")), folder / "hall.png")
    with (folder / "about.md").open("a", encoding="utf-8") as file:
        file.write("\n![The hall](hall.png)\n\n![The lake](lake.jpg)\n\n<script>steal()</script>\n")
    checked, built = build_edition(toy)
    assert built
    (problem,) = (p for p in checked.problems if p.code == "image-missing")
    assert problem.path.endswith("pages/en/about.md")
    assert problem.line > 1
    html = (toy.out / "toy-2026" / "en" / "about" / "index.html").read_text(encoding="utf-8")
    (name,) = set(re.findall(r'<img src="\.\./\.\./media/([^"]+)"', html))
    assert (toy.out / "toy-2026" / "media" / name).is_file()
    assert "The lake" in html
    assert "steal" not in html
