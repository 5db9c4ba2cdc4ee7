"""A visit by keyboard, on paper, without script, without motion; pages that fit and keep quiet."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import EDITION
from tests.browser.pages import LANGUAGES, ROOT_PAGES, find_pages

WIDTHS = (320, 390, 768, 1440, 1920)
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
Visit = Callable[..., Page]

# Where the keyboard is: what has it, whether that is marked, whether something lies over it.
STOP = """async () => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const at = document.activeElement, style = getComputedStyle(at), stand = at.closest(".sc-stand");
  const shown = [...at.getClientRects()].some(box => [.2, .5, .8].some(part => {
    const top = document.elementFromPoint(box.x + box.width * part, box.y + box.height / 2);
    return top && (at.contains(top) || top.contains(at));
  }));
  return {
    name: at === document.body ? null : at.outerHTML.slice(0, 120),
    marked: parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== "none" || !!stand,
    seen: shown,
  };
}"""


@pytest.fixture
def visit(browser: Browser, site_url: str) -> Iterator[Visit]:
    """Opens a page of the edition in a context of its own; nothing may complain on the way."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(path: str, **settings: Any) -> Page:
        context = browser.new_context(**{"viewport": WIDE, **settings})
        contexts.append(context)
        page = context.new_page()
        listen(page, complaints)
        page.goto(site_url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints


def listen(page: Page, complaints: list[str]) -> None:
    """Collect what a page's console and scripts complain of, and what it asks other hosts for."""
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda message: (
            complaints.append(f"{page.url}: {message.text}")
            if message.type in {"error", "warning"}
            else None
        ),
    )
    page.on(
        "request",
        lambda request: (
            complaints.append(f"{page.url} asks {request.url}")
            if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:"))
            else None
        ),
    )


def press_to(page: Page, target: Locator, key: str = "Tab", most: int = 80) -> None:
    """Press a key until the target has the focus."""
    for _ in range(most):
        page.keyboard.press(key)
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{key} never reaches {target}")


# --- every page ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_fit_and_keep_quiet(browser: Browser, site: Path, site_url: str, lang: str) -> None:
    """No page is wider than its window, complains in the console or breaks the content policy."""
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    page = context.new_page()
    complaints: list[str] = []
    listen(page, complaints)
    pages = find_pages(site / EDITION, lang)
    if lang != LANGUAGES[0]:
        pages = {kind: path for kind, path in pages.items() if kind not in ROOT_PAGES}
    for kind, path in pages.items():
        page.goto(site_url + path)
        if page.locator("[data-sc-finder],[data-sc-rights],[data-sc-list]").count():
            page.wait_for_selector("[data-sc-ready]")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                complaints.append(f"{kind}: {wide} px at {width}")
    context.close()
    assert not complaints


# --- keyboard ---


def test_chooser(visit: Visit) -> None:
    page = visit("../", locale="de-DE")  # no language of the edition: the page stays
    arabic = page.get_by_role("link", name="العربية")
    press_to(page, arabic)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/ar/$"))
    assert page.locator("html").get_attribute("dir") == "rtl"
    # what was chosen is where the chooser leads from now on, unless one asks for the languages
    page.goto(page.url.replace(f"{EDITION}/ar/", ""))
    page.wait_for_url(re.compile(r"/ar/$"))


def test_chooser_follows_the_browser(visit: Visit) -> None:
    page = visit("../", locale="zh-CN")
    page.wait_for_url(re.compile(r"/zh-Hans/$"))


def test_skip_link(visit: Visit) -> None:
    page = visit("en/works/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


def test_menu_on_a_phone(visit: Visit) -> None:
    page = visit("en/", viewport=PHONE)
    summary = page.locator(".sc-menubtn")
    sheet = page.locator("#sc-menu")
    press_to(page, summary)
    page.keyboard.press("Enter")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(summary).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(sheet.get_by_role("link", name="Works")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(sheet.get_by_role("link", name="Families")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/en/families/$"))


def test_menu_closes_when_the_keyboard_leaves(visit: Visit) -> None:
    page = visit("en/", viewport=PHONE)
    page.locator(".sc-menubtn").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#sc-menu")).to_be_visible()
    press_to(page, page.locator(".md-logo"))
    expect(page.locator("#sc-menu")).to_be_hidden()


def test_languages_lead_to_the_same_page(visit: Visit) -> None:
    page = visit("en/works/huace/flourished-peony/")
    press_to(page, page.locator(".sc-lang > summary"))
    page.keyboard.press("Enter")
    press_to(page, page.locator(".sc-lang > ul").get_by_role("link", name="العربية"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/ar/works/huace/flourished-peony/$"))
    press_to(page, page.locator(".sc-lang > summary"))
    page.keyboard.press("Enter")
    press_to(page, page.locator(".sc-lang > ul").get_by_role("link", name="日本語"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/ja/works/huace/flourished-peony/$"))


def test_every_language_has_every_kind_of_page(site: Path) -> None:
    kinds = [find_pages(site / EDITION, lang).keys() for lang in LANGUAGES]
    assert all(names == kinds[0] for names in kinds)


def test_scheme_is_remembered_without_a_flash(visit: Visit) -> None:
    page = visit("en/", color_scheme="light")
    page.add_init_script("""new MutationObserver((_, observer) => {
      if (!document.body) return;
      window.firstScheme = document.documentElement.getAttribute("data-md-color-scheme");
      observer.disconnect();
    }).observe(document, {childList: true, subtree: true})""")
    button = page.locator(".md-header__inner > .sc-scheme")
    assert button.get_attribute("aria-label") == "Switch to dark"
    press_to(page, button)
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-md-color-scheme", "slate")
    expect(button).to_have_attribute("aria-label", "Switch to light")
    for path in ("works/", "../zh-Hans/"):
        page.goto(f"{page.url.split('/en/')[0]}/en/{path}")
        assert page.evaluate("window.firstScheme") == "slate"


def test_from_works_to_the_stand_and_back(visit: Visit) -> None:
    page = visit("en/works/")
    page.wait_for_selector("[data-sc-ready]")
    page.locator(".sc-card__t a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/en/works/[^/]+/[^/]+/$"))
    page.locator(".sc-co .sc-ref").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/en/companies/[^/]+/$"))
    name = page.locator("h1").inner_text()
    page.locator(".sc-booth .sc-btn").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/en/halls/[^/]+/#.+$"))
    stand = page.locator("#at-" + page.url.split("#")[1].removeprefix("at-"))
    expect(stand).to_contain_text(name)
    assert page.locator(":target").count() == 1
    for address in (r"/companies/[^/]+/$", r"/works/[^/]+/[^/]+/$", r"/en/works/$"):
        page.go_back()
        page.wait_for_url(re.compile(address))


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
@pytest.mark.parametrize("kind", ["home", "works", "work with rights", "company", "hall", "rights"])
def test_focus_is_marked_and_not_covered(
    visit: Visit, site: Path, kind: str, viewport: dict[str, int]
) -> None:
    page = visit(find_pages(site / EDITION, "en")[kind], viewport=viewport, reduced_motion="reduce")
    if page.locator("[data-sc-finder],[data-sc-rights]").count():
        page.wait_for_selector("[data-sc-ready]")
    wrong = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["name"] is None:
            break
        if not stop["marked"] or not stop["seen"]:
            wrong.append(stop)
    assert not wrong


# --- without script, without motion, on paper ---


def test_the_programme_says_what_is_on(visit: Visit) -> None:
    """By the venue's clock, wherever the visitor's device stands; not before the fair."""
    page = visit("en/programme/", timezone_id="America/Santiago")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for at, now, soon in (
        ("2026-11-27T10:45+08:00", 3, "14:00"),
        ("2026-11-20T10:45+08:00", 0, ""),
        ("2026-12-20T10:45+08:00", 0, ""),
    ):
        page.clock.set_fixed_time(at)
        page.reload()
        assert page.locator("[data-when=now]").count() == now
        said = page.locator("[data-when=next] time").all_inner_texts()
        assert all(soon in text and "Coming up" in text for text in said) and bool(said) == bool(
            now
        )


def test_without_script(visit: Visit, site_url: str) -> None:
    page = visit("../", java_script_enabled=False)
    page.get_by_role("link", name="English").click()
    page.wait_for_url(re.compile("/en/$"))
    page.set_viewport_size(PHONE)
    page.locator(".sc-menubtn").click()
    page.locator("#sc-menu").get_by_role("link", name="Works").click()
    page.wait_for_url(re.compile("/en/works/$"))
    page.set_viewport_size(WIDE)
    first = page.locator(".sc-card__t").first.inner_text()
    page.locator(".sc-pager").get_by_role("link").last.click()
    page.wait_for_url(re.compile("/en/list/works/"))
    assert page.locator(".sc-card__t").first.inner_text() != first
    page.goto(site_url + "en/works/")
    facet = page.locator(".sc-facets li a").first
    number = facet.locator("span").last.inner_text()
    facet.click()
    expect(page.locator(".sc-bar__n")).to_contain_text(number)
    for kind in ("companies", "families", "halls", "programme", "rights", "services"):
        page.goto(f"{site_url}en/{kind}/")
        assert page.locator("main a").count() > 3
    page.goto(site_url + "en/rights/")
    page.locator(".sc-rt a").first.click()
    expect(page.locator(".sc-card").first).to_be_visible()
    # what would do nothing is not shown
    for hidden in page.locator(".sc-scheme,[data-sc-share],[data-sc-star]").all():
        expect(hidden).to_be_hidden()
    # the way of the search button is the list
    page.locator(".sc-searchbtn").click()
    page.wait_for_url(re.compile("/en/works/$"))


def test_nothing_moves_for_who_does_not_want_it(visit: Visit) -> None:
    running = "document.getAnimations().filter(it => it.playState === 'running').length"
    page = visit("en/", viewport=PHONE, reduced_motion="reduce")
    page.locator(".sc-menubtn").click()
    assert page.evaluate(running) == 0
    page.keyboard.press("Escape")
    page.locator(".sc-scroll").first.hover()
    assert page.evaluate(running) == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_nothing_moves_by_itself(visit: Visit) -> None:
    page = visit("en/")
    page.wait_for_load_state("load")
    assert page.evaluate("document.getAnimations().length") == 0


def test_a_gallery_is_printed_though_nobody_scrolled_to_it(visit: Visit, site: Path) -> None:
    """The browser that prints waits for pictures, but not for ever: here it gets none any more."""
    home = site / EDITION / "en" / "works"
    file = next(f for f in sorted(home.rglob("index.html")) if "sc-gal" in f.read_text("utf-8"))
    page = visit(f"en/works/{file.parent.relative_to(home).as_posix()}/")
    pictures = page.locator(".sc-gal img")
    assert (
        pictures.first.evaluate("image => image.getBoundingClientRect().top") > 2 * WIDE["height"]
    )
    for picture in pictures.all():
        expect(picture).to_have_js_property("complete", True)
    page.context.set_offline(True)
    printed = pypdf.PdfReader(io.BytesIO(page.pdf()))
    widths = [image.image.width for sheet in printed.pages for image in sheet.images if image.image]
    for picture in pictures.all():
        name = picture.evaluate("image => image.currentSrc")
        widths.remove(int(name.rpartition("-")[2].removesuffix(".webp")))  # each has its own


@pytest.mark.parametrize("kind", ["work with picture", "work with rights", "programme"])
def test_paper_has_no_chrome(visit: Visit, site: Path, kind: str) -> None:
    page = visit(find_pages(site / EDITION, "en")[kind], color_scheme="dark")
    page.emulate_media(media="print")
    for chrome in (".md-header", ".md-skip", ".sc-foot__top", ".sc-act", ".sc-crumb", ".sc-days"):
        for element in page.locator(chrome).all():
            expect(element).to_be_hidden()
    heading = page.locator("h1")
    expect(heading).to_be_visible()
    assert heading.evaluate("element => getComputedStyle(element).color") == "rgb(0, 0, 0)"
    expect(page.locator(".sc-foot__end")).to_be_visible()
    if kind != "programme":
        expect(page.locator(".sc-booth")).to_be_visible()
