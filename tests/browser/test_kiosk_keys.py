"""The booth's own keyboard: Latin, pinyin and Arabic, in the search, the finder and the notes."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.kiosk_pages import KEPT, READY, UPRIGHT, WIDE, Open, kiosk

__all__ = ["kiosk"]


def tap(page: Page, keys: str) -> None:
    for key in keys:
        page.locator(f'.sc-keys [data-key="{key}"]').tap()


def search(page: Page):
    page.locator(".sc-searchbtn").tap()
    page.wait_for_selector("dialog .sc-keys")
    return page.locator("dialog [role=combobox]")


@pytest.mark.parametrize("letters", ["qingyunian", "qyn", "qingyn"])
def test_pinyin_writes_what_the_catalogue_has(kiosk: Open, letters: str) -> None:
    page = kiosk("zh-Hans/index.html")
    box = search(page)
    tap(page, letters)
    expect(box).to_have_value("")  # letters wait above the keys
    expect(page.locator(".sc-keys__b")).to_have_text(letters)
    first = page.locator(".sc-keys__c button").first
    expect(first).to_have_text("庆余年")
    first.tap()
    expect(box).to_have_value("庆余年")
    expect(box).to_be_focused()
    expect(page.locator(".sc-keys__c button")).to_have_count(0)
    hit = page.locator("dialog .sc-hit--work").first
    expect(hit).to_contain_text("庆余年")
    hit.tap()
    page.wait_for_url("**/zh-Hans/works/*/joy-of-life*/index.html")


def test_pinyin_character_by_character(kiosk: Open) -> None:
    page = kiosk("zh-Hans/index.html")
    box = search(page)
    tap(page, "qing")
    page.locator(".sc-keys__c button", has_text="庆").and_(page.locator("[data-used='4']")).filter(
        has_not_text="余"
    ).first.tap()
    expect(box).to_have_value("庆")
    tap(page, "qi")
    page.locator(".sc-keys [data-key=back]").tap()
    expect(page.locator(".sc-keys__b")).to_have_text("q")
    page.locator(".sc-keys [data-key=back]").tap()
    page.locator(".sc-keys [data-key=back]").tap()
    expect(box).to_have_value("")


def test_letters_that_no_title_is_read_as_can_still_be_written(kiosk: Open) -> None:
    page = kiosk("zh-Hans/index.html")
    box = search(page)
    tap(page, "vvv")
    page.locator(".sc-keys__raw").tap()
    expect(box).to_have_value("vvv")


def test_arabic(kiosk: Open) -> None:
    page = kiosk("ar/index.html")
    box = search(page)
    tap(page, "بهجة")
    page.locator(".sc-keys [data-key=' ']").tap()
    tap(page, "الحياة")
    expect(box).to_have_value("بهجة الحياة")
    assert box.evaluate("e => getComputedStyle(e).direction") == "rtl"
    expect(page.locator("dialog .sc-hit--work").first).to_contain_text("庆余年")


@pytest.mark.parametrize("size", [UPRIGHT, WIDE])
def test_layouts_change_and_results_stay_in_sight(kiosk: Open, size: tuple[int, int]) -> None:
    page = kiosk("en/index.html", size)
    box = search(page)
    tap(page, "peony")
    expect(box).to_have_value("peony")
    hit = page.locator("dialog .sc-hit--work").first
    expect(hit).to_contain_text("Flourished Peony")
    keys = page.locator(".sc-keys").bounding_box()
    dialog = page.locator("dialog.sc-sdlg").bounding_box()
    assert dialog["y"] + dialog["height"] <= keys["y"]
    assert keys["y"] + keys["height"] == size[1]
    page.locator(".sc-keys [data-key=pinyin]").tap()
    page.locator(".sc-keys [data-key=arabic]").tap()
    tap(page, "ب")
    expect(box).to_have_value("peonyب")
    page.locator(".sc-keys [data-key=latin]").tap()
    page.locator(".sc-keys [data-key=shift]").tap()
    tap(page, "B")
    tap(page, "0")
    tap(page, "7")
    expect(box).to_have_value("peonyبB07")
    page.locator(".sc-keys [data-key=done]").tap()
    expect(page.locator(".sc-keys")).to_have_count(0)
    box.tap()
    expect(page.locator(".sc-keys")).to_be_visible()
    page.locator("dialog .sc-sdlg__x").tap()
    expect(page.locator(".sc-keys")).to_have_count(0)


@pytest.mark.parametrize("lang", ["es", "zh-Hans", "ar"])  # one page open at a time
def test_keys_are_large_enough(kiosk: Open, lang: str) -> None:
    page = kiosk(f"{lang}/index.html")
    search(page)
    if lang == "zh-Hans":
        tap(page, "qing")
    sizes = page.eval_on_selector_all(
        ".sc-keys button", "all => all.map(e => [e.offsetWidth, e.offsetHeight])"
    )
    assert len(sizes) > 30
    assert min(min(size) for size in sizes) >= 64
    over = page.locator(".sc-keys").evaluate("e => e.scrollWidth - e.clientWidth")
    assert over <= 0


def test_a_keyboard_with_wires_still_writes(kiosk: Open) -> None:
    page = kiosk("zh-Hans/index.html")
    box = search(page)
    page.keyboard.type("joy")
    tap(page, "qingyunian")
    page.keyboard.press("Backspace")
    page.keyboard.type("y of life")
    expect(box).to_have_value("joy of life")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_the_finder_filters_as_keys_are_touched(kiosk: Open) -> None:
    page = kiosk("en/works/index.html")
    page.wait_for_selector("[data-sc-ready]")
    field = page.locator(".sc-find--in input")
    field.tap()
    assert field.get_attribute("inputmode") == "none"  # the system's keyboard stays away
    tap(page, "peony")
    page.wait_for_url("**?q=peony")
    box, keys = field.bounding_box(), page.locator(".sc-keys").bounding_box()
    assert box["y"] + box["height"] <= keys["y"]


def test_notes(kiosk: Open) -> None:
    page = kiosk("es/index.html")
    kept = json.dumps([{"id": "huace/flourished-peony", "note": ""}])
    page.evaluate("([key, kept]) => showcase.store.setItem(key, kept)", [KEPT, kept])
    page.locator(".sc-dock a").last.tap()
    page.wait_for_url("**/es/shortlist/index.html")
    page.wait_for_selector("[data-sc-code] svg")
    page.wait_for_selector(READY, state="attached")
    area = page.locator(".sc-sl textarea")
    area.tap()
    tap(page, "ñ")
    page.locator(".sc-keys [data-key=enter]").tap()
    tap(page, "ok")
    expect(area).to_have_value("ñ\nok")
    assert "ñ\\nok" in page.evaluate("key => showcase.store.getItem(key)", KEPT)
