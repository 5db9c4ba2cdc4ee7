"""Whole booths of the toy fair: what is in them, and what is refused."""

import os
import re
import shutil
import zipfile
from dataclasses import replace

import pytest

from catalog.booth.build import build_booth
from catalog.booth.choice import Choice
from catalog.booth.proof import prove
from catalog.core.errors import CatalogError
from tests.integration.conftest import ROOT, files, pages
from tests.integration.test_cli import fair, run  # noqa: F401

EDITION = "toy-2026"


@pytest.fixture(scope="module")
def booth(toy_settings, tmp_path_factory):
    """The toy fair's booth; only to be looked at."""
    out = tmp_path_factory.mktemp("booth") / "whole"
    _checked, made = build_booth(replace(toy_settings, out=out), Choice())
    assert made
    return out


def test_it_needs_nothing_but_itself(booth):
    assert prove(booth) == []
    for path, text in pages(booth).items():
        assert not re.search(r'<a [^>]*href="(?:https?:|mailto:|tel:|/)', text), path
        assert "ld+json" not in text and "canonical" not in text, path


def test_what_only_the_web_needs_is_left_out(booth):
    names = set(files(booth))
    assert {"index.html", "SHA256SUMS", "start-windows.bat", "README-zh.txt"} <= names
    assert f"{EDITION}/en/index.html" in names
    for gone in ("sitemap.xml", "robots.txt", "404.html", f"{EDITION}/data/catalog.json"):
        assert gone not in names
    assert not [n for n in names if n.endswith((".xml", ".ics", ".vcf", ".csv", ".jpg"))]


def test_every_page_is_a_booths(booth):
    for path, text in pages(booth).items():
        if path == "index.html":
            continue
        assert " data-booth=" in text and "kiosk-data-" in text and "/carry-" in text, path


def test_the_web_knows_nothing_of_the_booth(toy_site):
    assert not [name for name in files(toy_site) if "kiosk" in name or "carry" in name]
    assert not [p for p, text in pages(toy_site).items() if "data-booth" in text]


def test_made_again_it_is_the_same(booth, toy_settings, tmp_path, monkeypatch):
    again = tmp_path / "again"
    old, half = toy_settings.cache / "booth" / "of-last-year", tmp_path / ".again.staging/x0"
    for folder in (old, half):  # the second one of a process that was killed
        (folder / "en").mkdir(parents=True)
        os.utime(folder, (0, 0))
    monkeypatch.setattr("catalog.core.cache.forgotten_before", lambda _cache, *_: 1000.0)
    build_booth(replace(toy_settings, out=again), Choice())
    assert files(again) == files(booth)
    assert not old.exists() and not half.exists()


def test_a_companys_booth(toy_settings, tmp_path):
    out = tmp_path / "lantern"
    settings = replace(toy_settings, out=out, languages=("zh-Hans", "en"))
    _checked, made = build_booth(settings, Choice("company", ("lantern",)))
    assert made.built.languages == ("en", "zh-Hans")
    start = (out / "index.html").read_text(encoding="utf-8")
    assert f"url={EDITION}/zh-Hans/index.html#attract" in start
    home = (out / EDITION / "en/index.html").read_text(encoding="utf-8")
    first = re.findall(r'href="works/([a-z-]+)/', home)
    assert first[0] == "lantern"
    assert not (out / EDITION / "ar").exists()


def test_a_former_booth_stays_where_the_new_one_is_refused(toy_settings, tmp_path):
    out = tmp_path / "booth"
    build_booth(replace(toy_settings, out=out, languages=("en",)), Choice())
    before = files(out)
    with pytest.raises(CatalogError, match=r"more than the 0 MB"):
        build_booth(replace(toy_settings, out=out, languages=("en",)), Choice(), budget=0.1)
    assert files(out) == before
    assert {p.name for p in tmp_path.iterdir()} == {"booth", ".booth.lock"}


def test_somebody_elses_folder_is_left_alone(toy_settings, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CatalogError, match="not made by this program"):
        build_booth(replace(toy_settings, out=tmp_path), Choice())
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_what_prose_leads_to_in_vain_stays_text(toy):
    page = toy.content / "editions" / EDITION / "pages/en/about.md"
    page.write_text(
        "# About\n\n[there](/elsewhere/) [*gone*](../gone/) [data](../data/) [file](gone.pdf)\n"
        '[works](../works/) [up](#about) <img src="gone.png" alt="The hall">\n'
        '<img src="lost.png">![Plan][plan] [odd](%00) [far](../../../../../../etc/passwd)\n'
        "\n[plan]: plan.png\n",
        encoding="utf-8",
    )
    build_booth(replace(toy, languages=("en",)), Choice())
    text = (toy.out / EDITION / "en/about/index.html").read_text(encoding="utf-8")
    article = text.partition("<article")[2].partition("</article>")[0]
    assert article.count("<a ") == 2 and "<img" not in article
    assert 'href="../works/index.html"' in article and 'href="#about"' in article
    for words in ("there <em>gone</em> data file", "The hall", "Plan odd far"):
        assert words in article


def test_what_a_theme_may_not_have(toy, tmp_path):
    project = tmp_path / "project"
    shutil.copytree(ROOT / "theme", project / "theme")
    shutil.copy(ROOT / "mkdocs.yml", project)
    theme = project / "theme/overrides"
    with (theme / "assets/frame.css").open("a", encoding="utf-8") as style:
        style.write("\n.far{background:url(https://pictures.example.net/a.png)}\n")
    with (theme / "partials/footer.html").open("a", encoding="utf-8") as footer:
        footer.write('<form action="https://example.com/"></form><img src="/logo.png" alt="">')
    with pytest.raises(CatalogError) as caught:
        build_booth(replace(toy, project=project, languages=("en",)), Choice())
    for said in (
        "loads from outside the folder: https://pictures.example.net/a.png",
        "a link out of the booth: https://example.com/",
        "an absolute path: /logo.png",
    ):
        assert said in caught.value.message
    assert not toy.out.exists()


def test_a_link_of_prose_becomes_a_code(toy):
    page = toy.content / "editions" / EDITION / "pages/en/about.md"
    page.write_text("# About\n\n[Tram](https://tram.example.org/5)\n", encoding="utf-8")
    build_booth(replace(toy, languages=("en",)), Choice())
    text = (toy.out / EDITION / "en/about/index.html").read_text(encoding="utf-8")
    assert 'data-booth-out="https://tram.example.org/5"' in text and ">Tram</span>" in text


def test_whatever_prose_leads_to_becomes_a_code(toy):
    page = toy.content / "editions" / EDITION / "pages/en/about.md"
    page.write_text(
        "# About\n\n"
        '<a href="tel:+861">a</a> [b](tel:+862) <a href="https&#58;//x.org/a">c</a> [d](//y.org/)\n'
        "<a href='mailto:a@b.org'>e</a> [f][f] <https://z.org/?a=1&b=2> "
        '<a href="&#1;//example.org/">g</a>\n\n[f]: <https://x.org/f>\n' + "word " * 200,
        encoding="utf-8",
    )
    build_booth(replace(toy, languages=("en",)), Choice())
    text = (toy.out / EDITION / "en/about/index.html").read_text(encoding="utf-8")
    assert text.count("data-booth-out=") == 7


def test_the_command(fair):  # noqa: F811
    said = run("booth", "--lang", "en", "--zip", "b.zip", cwd=fair)
    assert "toy-2026: " in said and ", 1 language (" in said
    assert "booth/" in said and "b.zip" in said
    with zipfile.ZipFile(fair / "b.zip") as stored:
        stored.extractall(fair / "U 盘")
    copy = fair / "U 盘" / "toy-2026-booth"
    assert "as they were built" in run("booth", "verify", copy, cwd=fair)
    # What a Mac lays beside each file on a stick, and what staff add, is not of the booth.
    (copy / "._index.html").write_bytes(b"\x00\x05\x16\x07\xff")
    (copy / "Notes for staff.html").write_bytes("<a href='https://example.org'>é".encode("latin-1"))
    assert "as they were built" in run("booth", "verify", copy, cwd=fair)
    (copy / EDITION / "en/index.html").unlink()
    said = run("booth", "verify", copy, cwd=fair, status=1)
    assert "toy-2026/en/index.html" in said
    assert "缺失" in run("booth", "verify", copy, "--messages", "zh-Hans", cwd=fair, status=1)


@pytest.mark.parametrize(
    ("words", "said", "status"),
    [
        (("--company", "lanter"), "did you mean  lantern", 1),
        (("--hall", "cellar"), "attic", 1),
        (("--lang", "fr"), "it is in", 1),
        (("--company", "a", "--hall", "b"), "exclude each other", 2),
        (("--zip", "booth/b.zip"), "cannot lie in", 2),
    ],
)
def test_wrong_words_are_told(fair, words, said, status):  # noqa: F811
    assert said in run("booth", *words, cwd=fair, status=status)
    assert not (fair / "booth").exists()
