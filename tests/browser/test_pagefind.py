"""A large edition is searched by Pagefind: through the real thing, in a real browser."""

from __future__ import annotations

import datetime as dt
import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from catalog.build.pipeline import build_edition
from catalog.build.settings import Settings
from catalog.web.search.finder.chinese import fold
from tests.browser.conftest import _Quiet

ROOT = Path(__file__).parents[2]
TOY = ROOT / "tests" / "fixtures" / "toy_fair"

ASK = """query => showcase.finder.ask(query).then(found => ({
  works: found.works.map(w => showcase.finder.naming.path(w)),
  others: found.others.map(o => o.path)}))"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The toy fair, for which one work is many."""
    top = tmp_path_factory.mktemp("pagefind")
    shutil.copytree(TOY, top / "content")
    with (top / "content" / "catalog.yml").open("a", encoding="utf-8") as stream:
        stream.write("search: {pagefind_from: 1}\n")
    today = dt.date(2026, 11, 1)
    build_edition(Settings(top / "content", top / "site", ROOT, top / "cache", today=today))
    handler = functools.partial(_Quiet, directory=str(top / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/toy-2026/"
        server.shutdown()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    yield page
    assert said == []
    context.close()


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "ar"])
@pytest.mark.parametrize(
    ("query", "work"),
    [
        ("月亮风筝", "lantern/moon-kite"),
        ("风筝", "lantern/moon-kite"),
        ("月亮風箏", "lantern/moon-kite"),
        ("طائرة القمر", "lantern/moon-kite"),
        ("طَائِرَة", "lantern/moon-kite"),
        ("moon ki", "lantern/moon-kite"),
        ("yueliangfengzheng", "lantern/moon-kite"),
        ("ylfz", "lantern/moon-kite"),
        ("ann example", "lantern/moon-kite"),
        ("tinwheel", "tinwheel/windup"),
    ],
)
def test_a_query_in_any_language_finds_the_work(
    page: Page, url: str, lang: str, query: str, work: str
) -> None:
    page.goto(f"{url}{lang}/works/")
    page.wait_for_selector("[data-sc-ready]")
    page.evaluate("showcase.finder.open('words')")
    assert page.evaluate("!!showcase.finder.far && !showcase.finder.texts")
    found = page.evaluate(ASK, query)
    assert f"works/{work}/" in found["works"][:2]


def test_texts_are_found_in_the_language_of_the_page(page: Page, url: str) -> None:
    for lang, query in (("zh-Hans", "握住"), ("ar", "يمسك"), ("en", "takes hold")):
        page.goto(f"{url}{lang}/works/?q={query}")
        page.wait_for_selector("[data-sc-ready]")
        expect(page.locator(".sc-browse > div > .sc-grid > .sc-card")).to_have_count(1)
        assert page.evaluate("!!showcase.finder.far")


def test_facets_narrow_what_is_found(page: Page, url: str) -> None:
    page.goto(f"{url}en/works/?q=moon")
    expect(page.locator(".sc-bar__n")).to_have_text("2 works")
    page.locator("[data-facet=kind] label", has_text="Novel").locator("input").check()
    expect(page.locator(".sc-bar__n")).to_have_text("1 work")
    assert "kind=novel" in page.url


def test_the_dialog_shows_works_companies_and_pages(page: Page, url: str) -> None:
    page.goto(f"{url}en/")
    page.keyboard.press("/")
    box = page.locator("dialog [role=combobox]")
    expect(box).to_be_focused()
    page.keyboard.type("灯笼")
    expect(page.locator("dialog .sc-sdlg__h").first).to_contain_text("Works")
    expect(page.locator("dialog .sc-hit", has_text="Lantern Press").last).to_be_visible()
    box.fill("zzzqqq")
    expect(page.locator("dialog .sc-sdlg__none")).to_be_visible()
    box.fill("halls")
    expect(page.locator("dialog .sc-hit", has_text="Halls")).to_be_visible()


def test_no_text_column_and_no_fragment_is_loaded(page: Page, url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{url}en/works/?q=moon")
    expect(page.locator(".sc-bar__n")).to_have_text("2 works")
    assert [one for one in asked if one.endswith(".pf_index")]
    assert not [one for one in asked if "minisearch" in one or "fragment" in one]


def test_without_its_files_the_finder_searches_itself(browser: Browser, url: str) -> None:
    page = browser.new_page()
    page.route("**/pagefind/*", lambda route: route.abort())
    page.goto(f"{url}en/works/?q=月亮")
    expect(page.locator(".sc-bar__n")).to_have_text("2 works")
    assert page.evaluate("!showcase.finder.far && !!showcase.finder.texts")
    page.close()


def test_names_are_folded_by_the_build_as_by_the_browser(page: Page, url: str) -> None:
    page.goto(f"{url}en/works/")
    page.wait_for_selector("[data-sc-ready]")
    page.evaluate("showcase.finder.open('words')")
    names = ["L’Été d’Ann — Qu'est-ce", "Ørsted & Łódź ß", "طَائِرَةُ القَمَر ٣", "月亮风筝 2 Moon"]
    names += ["ガールズ＆パンツァー", "Ｆｕｌｌ　ｗｉｄｔｈ", "ไทย กขค", "한국어 제목"]
    names += [
        "Gesamt\u00adkonzept",
        "می\u200cخواهم",
        "月\u200b亮",
        "\ufeffA\u2067b\U000e0041c",
        "葛\U000e0100",
    ]
    names += ["rock 'n' roll", "(B-12)", ""]
    for name in names:
        assert page.evaluate("text => showcase.finder.fold(text)", name) == fold(name)
