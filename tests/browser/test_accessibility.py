"""axe-core finds nothing on any kind of page, in any scheme or width, nor in what opens there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.browser.conftest import EDITION
from tests.browser.pages import find_pages

WIDTHS = {390: 844, 1440: 900}
OPTIONS = {
    "runOnly": [
        *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"),
        "best-practice",
    ],
    "resultTypes": ["violations"],
    # WCAG 2.2's size of targets is off by default
    "rules": {"target-size": {"enabled": True}},
}


def find_violations(page: Page) -> list[str]:
    """What axe finds on a page as it stands: rule, element, what is wrong."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(f"axe.run(document, {json.dumps(OPTIONS)})")
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: "
        + "; ".join(check["message"] for check in node["any"] + node["all"] + node["none"])
        for rule in found["violations"]
        for node in rule["nodes"][:4]
    ]


def settle(page: Page) -> None:
    """Wait until what scripts add is there."""
    if page.locator("[data-sc-finder],[data-sc-rights],[data-sc-list]").count():
        page.wait_for_selector("[data-sc-ready]")


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_pages(
    browser: Browser, site: Path, site_url: str, lang: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = context.new_page()
    wrong = {}
    for kind, path in find_pages(site / EDITION, lang).items():
        page.goto(site_url + path)
        settle(page)
        if found := find_violations(page):
            wrong[kind] = found
    context.close()
    assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)


# --- what opens on a page ---


def open_menu(page: Page, base: str) -> None:
    page.goto(base)
    page.locator(".sc-menubtn").click()


def open_languages(page: Page, base: str) -> None:
    page.goto(base + "programme/")
    page.locator(".sc-lang > summary").click()


def open_search(page: Page, base: str) -> None:
    page.goto(base + "companies/")
    page.locator(".sc-searchbtn").click()
    page.locator("dialog[open] input").fill("a")
    page.wait_for_selector("dialog[open] a")


def open_filters(page: Page, base: str) -> None:
    page.goto(base + "works/?kind=series&genre=romance&right=svod&in=LATAM")
    settle(page)
    button = page.locator(".sc-facetbtn")
    if button.is_visible():
        button.click()


def find_nothing(page: Page, base: str) -> None:
    page.goto(base + "works/?q=zzzzqqq")
    settle(page)


def ask_for_rights(page: Page, base: str) -> None:
    page.goto(base + "rights/?right=broadcast&in=CL&for=es")
    settle(page)


def keep_works(page: Page, base: str) -> None:
    page.goto(base + "works/")
    settle(page)
    for heart in page.locator(".sc-heart").all()[:3]:
        heart.click()
    page.goto(base + "shortlist/")
    settle(page)


STATES = (
    open_menu,
    open_languages,
    open_search,
    open_filters,
    find_nothing,
    ask_for_rights,
    keep_works,
)


@pytest.mark.parametrize(
    ("lang", "scheme", "width"),
    [("en", "light", 390), ("zh-Hans", "dark", 390), ("ar", "light", 1440), ("en", "dark", 1440)],
)
def test_states(browser: Browser, site_url: str, lang: str, scheme: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = context.new_page()
    wrong = {}
    for state in STATES:
        if state is open_menu and width > 1000:
            continue  # its entries stand in the header
        state(page, f"{site_url}{lang}/")
        if found := find_violations(page):
            wrong[state.__name__] = found
    context.close()
    assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)
