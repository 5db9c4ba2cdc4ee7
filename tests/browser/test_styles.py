"""Every page has the rules that it needs, and none of its fields makes a phone zoom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from catalog.web.frame.stylesheets import Block, parse, required_classes, split_list
from tests.browser.conftest import EDITION
from tests.browser.pages import find_pages

PHONE = {"width": 390, "height": 844}


def selectors_of(style: str) -> set[tuple[str, str]]:
    """Condition and selector of each rule."""

    def walk(blocks: tuple[Block, ...], condition: str) -> Iterator[tuple[str, str]]:
        for block in blocks:
            if block.blocks is not None:
                yield from walk(block.blocks, condition + block.prelude)
            elif not block.prelude.startswith("@"):
                yield from ((condition, one) for one in split_list(block.prelude))

    return {*walk(parse(style), "")}


def missing(
    classes: set[str], loaded: set[tuple[str, str]], every: set[tuple[str, str]]
) -> set[str]:
    """Selectors that may match on a page with these classes but are in no sheet that it loads."""
    return {
        selector
        for condition, selector in every - loaded
        if any(need and need <= classes for need in required_classes(selector))
    }


@pytest.fixture(scope="module")
def sheets(site: Path) -> dict[str, set[tuple[str, str]]]:
    folder = site / EDITION / "assets"
    names = [file.name for file in folder.glob("*.css") if re.match("frame|page|paper", file.name)]
    return {name: selectors_of((folder / name).read_text(encoding="utf-8")) for name in names}


def test_no_page_misses_a_rule(site: Path, sheets: dict[str, set[tuple[str, str]]]) -> None:
    every = set().union(*sheets.values())
    wrong: dict[str, set[str]] = {}
    pages = [*(site / EDITION / "en").rglob("*.html"), site / "404.html", site / "index.html"]
    assert len(pages) > 200
    for file in pages:
        html = file.read_text(encoding="utf-8")
        classes = {c for names in re.findall(r'class="([^"]*)"', html) for c in names.split()}
        linked = re.findall(r'rel="stylesheet" href="[^"]*/([^/"]+)"', html)
        if not linked:
            continue  # a former address
        if found := missing(classes, set().union(*(sheets[name] for name in linked)), every):
            wrong[file.parent.relative_to(site).as_posix()] = found
    assert not wrong


def fields(page: Page) -> dict[str, float]:
    """Fields in which one writes or chooses → size of their letters in pixels."""
    found: dict[str, float] = page.evaluate(
        "() => Object.fromEntries(Array.from(document.querySelectorAll("
        "'input:not([type=checkbox]):not([type=radio]),select,textarea'),"
        " e => [e.outerHTML.slice(0, 90), parseFloat(getComputedStyle(e).fontSize)]))"
    )
    return found


def test_no_field_makes_a_phone_zoom(browser: Browser, site: Path, site_url: str) -> None:
    page = browser.new_page(viewport=PHONE)
    seen: dict[str, float] = {}
    for kind, path in find_pages(site / EDITION, "en").items():
        page.goto(site_url + path)
        if page.locator("[data-sc-finder],[data-sc-rights]").count():
            page.wait_for_selector("[data-sc-ready]")
        seen |= {f"{kind}: {field}": size for field, size in fields(page).items()}
        if kind == "works":
            page.locator("article .sc-heart").first.click()
            page.locator(".sc-facetbtn").click()
            seen |= {f"filters: {field}": size for field, size in fields(page).items()}
            page.locator(".sc-sheet .sc-sdlg__x").click()
            page.keyboard.press("/")
            page.wait_for_selector(".sc-sdlg[open]")
            seen |= {f"dialog: {field}": size for field, size in fields(page).items()}
    page.close()
    assert {kind.partition(":")[0] for kind in seen} >= {
        "works",
        "rights",
        "filters",
        "dialog",
        "shortlist",
    }
    assert {field: size for field, size in seen.items() if size < 16} == {}


def test_signs_keep_an_ink_in_colours_of_the_system(browser: Browser, site_url: str) -> None:
    """They are cut out of a ground, which such a scheme takes away."""
    page = browser.new_page(forced_colors="active")
    page.goto(f"{site_url}en/")
    found = page.evaluate(
        "() => ['.sc-searchbtn', '.sc-keepbtn', '.md-logo'].map(selector => {"
        " const style = getComputedStyle(document.querySelector(selector), '::before');"
        " return [style.forcedColorAdjust, style.backgroundColor]; })"
    )
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    page.close()
    assert found == [["none", ink]] * 3


def test_more_contrast_makes_second_inks_first(browser: Browser, site_url: str) -> None:
    page = browser.new_page(contrast="more")
    page.goto(f"{site_url}en/")
    light, ink = page.evaluate(
        "['--md-default-fg-color--light', '--md-default-fg-color'].map(name =>"
        " getComputedStyle(document.documentElement).getPropertyValue(name))"
    )
    page.close()
    assert light == ink
