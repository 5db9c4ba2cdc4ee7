"""The booth from a disk, with the network cut off: as a visitor walks it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from catalog.booth.bundle import write_zip
from tests.browser.queries import QUERIES
from tests.browser.test_search import ASK

EDITION = "zhejiang-2026"


@pytest.fixture(scope="module")
def stick(booth: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The booth's zip, unpacked where folders have spaces and Chinese names."""
    top = tmp_path_factory.mktemp("stick") / "U 盘 (E)" / "展会 目录 #1"
    archive = top.parent / "booth.zip"
    archive.parent.mkdir()
    write_zip(booth, archive, "booth")
    with zipfile.ZipFile(archive) as stored:
        stored.extractall(top)
    return top / "booth"


def cut_off(context: BrowserContext) -> list[str]:
    """Cut the network; returns what was asked of it all the same."""
    asked: list[str] = []

    def refuse(route) -> None:
        asked.append(route.request.url)
        route.abort()

    context.set_offline(True)
    context.route(lambda url: not url.startswith(("file:", "data:", "blob:")), refuse)
    return asked


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1080, "height": 1920}, has_touch=True)
    context.set_default_timeout(15_000)
    asked = cut_off(context)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.on(  # what is under way when a page is left is broken off
        "requestfailed",
        lambda request: wrong.append(request.url) if "ABORTED" not in request.failure else None,
    )
    yield page
    assert asked == []
    assert wrong == []
    context.close()


def open_page(page: Page, stick: Path, path: str) -> None:
    page.goto(f"{stick.as_uri()}/{EDITION}/{path}")


def whole(page: Page) -> None:
    """Every picture in sight is there, and so is the style."""
    broken = page.evaluate(
        "Array.from(document.images).filter(i => i.complete && !i.naturalWidth).map(i => i.src)"
    )
    assert broken == []
    assert page.evaluate("document.styleSheets.length") >= 2


def test_walk(page: Page, stick: Path) -> None:
    """Home, search in Chinese, facet, work, family, company, hall, another language, Arabic."""
    page.goto(f"{stick.as_uri()}/index.html")
    page.wait_for_url(f"**/{EDITION}/zh-Hans/index.html*")
    expect(page.locator("h1").first).to_be_attached()
    open_page(page, stick, "zh-Hans/index.html")  # past the attract loop
    whole(page)

    page.evaluate("document.querySelector('.sc-searchbtn').click()")
    box = page.locator("dialog [role=combobox]")
    expect(box).to_be_focused()
    page.keyboard.type("庆余年")
    first = page.locator("dialog [role=option]").first
    expect(first).to_contain_text("庆余年")
    page.locator("dialog .sc-hit--all").click()
    page.wait_for_url("**/zh-Hans/works/index.html?q=*")
    page.wait_for_selector("[data-sc-ready]")
    whole(page)
    before = page.locator(".sc-browse > div > .sc-grid .sc-card").count()

    facet = page.locator(".sc-facets input[type=checkbox]").first
    facet.dispatch_event("click")
    expect(page).to_have_url(re.compile(r"=.*&.*="))
    cards = page.locator(".sc-browse > div > .sc-grid .sc-card")
    expect(cards).not_to_have_count(before)
    title = cards.first.locator(".sc-card__t a")
    title.click()
    page.wait_for_url("**/works/*/*/index.html")
    whole(page)

    for pattern in ("families", "companies", "halls"):
        page.locator(f"main a[href*='{pattern}/'][href*='index.html']").first.click()
        page.wait_for_url(f"**/{pattern}/*/index.html*")
        expect(page.locator("h1").first).to_be_visible()
        whole(page)
        if pattern == "families":
            page.locator("main a[href*='works/']").first.click()
            page.wait_for_url("**/works/*/*/index.html*")

    for tag, direction in (("en", "ltr"), ("ar", "rtl")):
        page.evaluate(f"document.querySelector('.sc-lang a[lang={tag}]').click()")
        page.wait_for_url(f"**/{tag}/halls/*/index.html")
        expect(page.locator("html")).to_have_attribute("dir", direction)
        whole(page)


@pytest.fixture(scope="module")
def finder(browser: Browser, stick: Path) -> Iterator:
    """A page of each language with the index filled, opened once."""
    context = browser.new_context()
    asked = cut_off(context)
    pages: dict[str, Page] = {}

    def opened(lang: str) -> Page:
        if lang not in pages:
            page = pages[lang] = context.new_page()
            open_page(page, stick, f"{lang}/works/index.html")
            page.wait_for_selector("[data-sc-ready]")
            page.evaluate("showcase.finder.open('words').then(() => showcase.finder.fill())")
        return pages[lang]

    yield opened
    assert asked == []
    context.close()


def test_the_web_search_s_table_of_queries(finder) -> None:
    missed = []
    for lang, query, expected, place in QUERIES:
        found = finder(lang).evaluate(ASK, query)
        kind, _, company = expected.partition(":")
        if company:
            others = [path for path in found["others"] if path.startswith("companies/")]
            good = f"{kind.replace('company', 'companies')}/{company}/" in others[:place]
        else:
            good = f"works/{expected}/" in found["works"][:place]
        if not good:
            missed.append((lang, query, found["works"][:5]))
    assert missed == []


# ---- what is carried from page to page -------------------------------------------------

APART = """
(() => {  // a browser that keeps storage apart for each file
  const real = Storage.prototype.getItem, key = name => location.pathname + ' ' + name;
  const own = {};
  for (const name of ['getItem', 'removeItem']) {
    const before = Storage.prototype[name];
    Storage.prototype[name] = function (k) { return before.call(this, key(k)); };
  }
  const set = Storage.prototype.setItem;
  Storage.prototype.setItem = function (k, v) { set.call(this, key(k), v); };
  const nth = Storage.prototype.key;
  Storage.prototype.key = function (i) {
    const found = nth.call(this, i), start = location.pathname + ' ';
    return found.startsWith(start) ? found.slice(start.length) : '';
  };
})();
"""
NONE = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }});"


@pytest.mark.parametrize("storage", ["shared", "apart", "none"])
def test_list_and_scheme_survive_the_way(page: Page, stick: Path, storage: str) -> None:
    script = {"apart": APART, "none": NONE}.get(storage)
    if script:
        page.add_init_script(script)
    open_page(page, stick, "en/works/index.html")
    heart = page.locator(".sc-grid .sc-heart").first
    star = heart.get_attribute("data-sc-star")
    heart.dispatch_event("click")
    expect(heart).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("document.documentElement.dataset.mdColorScheme") == "slate"
    page.evaluate("document.querySelector('.sc-scheme').click()")

    page.evaluate("document.querySelector('.sc-grid .sc-card__t a').click()")
    page.wait_for_url("**/works/*/*/index.html")  # nothing is left in the address
    assert page.evaluate("document.documentElement.dataset.mdColorScheme") == "default"
    page.evaluate("document.querySelector('.sc-keepbtn').click()")
    page.wait_for_url("**/en/shortlist/index.html")
    page.wait_for_selector("[data-sc-ready]")
    entry = page.locator(".sc-sl h3 a")
    expect(entry).to_have_count(1)
    assert f"works/{star}/index.html" in entry.get_attribute("href")
    # the phone that reads the code opens the web's page
    code = page.locator("[data-sc-code]").get_attribute("data-text")
    assert code.startswith(f"https://showcase.example.org/{EDITION}/en/shortlist/#s=")
    page.evaluate("document.querySelector('.sc-lang a[lang=ar]').click()")
    page.wait_for_url("**/ar/shortlist/index.html")
    expect(page.locator(".sc-sl h3 a")).to_have_count(1)


@pytest.mark.parametrize("storage", ["shared", "apart"])
def test_a_place_in_a_page_is_still_found(page: Page, stick: Path, storage: str) -> None:
    if storage == "apart":
        page.add_init_script(APART)
    open_page(page, stick, "en/works/huace/flourished-peony/index.html")
    link = page.locator("main a[href*='#stand-']").first
    anchor = link.get_attribute("href").partition("#")[2]
    link.dispatch_event("click")
    page.wait_for_url(f"**/en/halls/*/index.html#{anchor}")
    assert page.evaluate("document.querySelector(':target') !== null")


def test_starting_over_forgets(page: Page, stick: Path) -> None:
    open_page(page, stick, "en/works/index.html")
    page.locator(".sc-grid .sc-heart").first.dispatch_event("click")
    page.evaluate(
        "showcase.store.setItem('kiosk.x', '1'), showcase.store.clear(),"
        "showcase.store.go('../index.html', {replace: true})"
    )
    page.wait_for_url("**/en/index.html")
    assert page.evaluate("showcase.shortlist.read().length") == 0
    assert page.evaluate("showcase.store.getItem('kiosk.x')") is None


# ---- what leads outside ----------------------------------------------------------------


def test_outside_is_a_code(page: Page, stick: Path) -> None:
    open_page(page, stick, "en/companies/huace/index.html")
    codes = page.locator("[data-booth-out]")
    assert codes.count() >= 1
    address = codes.first.get_attribute("data-booth-out")
    assert address.startswith(("https://", "http://", "mailto:", "tel:"))
    assert codes.first.locator("img.sc-qr").count() == 1
    assert page.locator("a[href^='http'], a[href^='mailto:'], a[href^='tel:']").count() == 0
    assert page.locator("form[action^='http']").count() == 0
