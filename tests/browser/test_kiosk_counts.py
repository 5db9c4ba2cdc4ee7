"""What the booth counts: works opened, kept and taken along, by day, and nothing of a person."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import EDITION
from tests.browser.kiosk_pages import FAIR, READY, WORK, Open, kiosk
from tests.browser.test_booth import APART

__all__ = ["kiosk"]

PEONY = "huace/flourished-peony"


def open_staff(page: Page):
    logo = page.locator(".md-logo")
    box = logo.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 30)
    page.mouse.down()
    page.clock.run_for(2500)
    expect(page.locator("dialog.sc-ksheet--counts")).to_have_count(0)
    page.clock.run_for(1000)
    sheet = page.locator("dialog.sc-ksheet--counts")
    expect(sheet).to_be_visible()
    page.mouse.up()
    return sheet


def rows(sheet) -> list[list[str]]:
    return [row.locator("td, th").all_inner_texts() for row in sheet.locator("tbody tr").all()]


def use(page: Page) -> None:
    """A visitor keeps a work, drops it, keeps it again, and takes it along."""
    for _ in range(3):
        page.locator(".sc-keep").tap()
    page.locator(".sc-kbtn--take").tap()
    page.wait_for_selector("dialog .sc-kqr svg")
    page.locator("dialog [data-close]").first.tap()


def test_counts_by_day_without_a_person(kiosk: Open) -> None:
    page = kiosk("en/" + WORK, at=FAIR)
    use(page)
    page.reload()
    page.wait_for_selector(READY, state="attached")
    sheet = open_staff(page)
    assert rows(sheet) == [["2026-11-27", PEONY, "2", "2", "1"]]
    kept = page.evaluate("key => localStorage.getItem(key)", f"booth.counts.{EDITION}")
    assert kept == (
        f'{{"turn":5,"days":{{"2026-11-27":{{"{PEONY}":[2,2,1]}}}}}}'  # and not a word more
    )
    assert page.url.endswith(WORK)  # the press was not a touch on the logo


def test_staff_take_the_counts_and_clear_them(kiosk: Open) -> None:
    page = kiosk("en/" + WORK, at=FAIR)
    use(page)
    sheet = open_staff(page)
    with page.expect_download() as arriving:
        sheet.locator("[data-do=save]").tap()
    assert arriving.value.suggested_filename == f"booth-{EDITION}.csv"
    text = Path(arriving.value.path()).read_text(encoding="utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["day", "work", "opened", "starred", "qr"],
        ["2026-11-27", PEONY, "1", "2", "1"],
    ]
    sheet.locator("[data-do=text]").tap()
    expect(sheet.locator("textarea")).to_have_value(text.replace("\r\n", "\n"))
    sheet.locator("[data-do=clear]").tap()
    asked = page.locator("dialog.sc-ksheet--ask")
    asked.locator("[data-close]").last.tap()
    assert rows(open_staff(page)) != []
    page.locator("[data-do=clear]").tap()
    asked.locator("[data-yes]").tap()
    expect(page.locator("dialog.sc-ksheet--counts")).to_contain_text("Nothing has been counted")


def test_they_stay_when_all_starts_over(kiosk: Open) -> None:
    page = kiosk("en/" + WORK, at=FAIR)
    use(page)
    page.clock.run_for(95_000)
    page.wait_for_url("**/zh-Hans/index.html*")
    page.wait_for_selector(READY, state="attached")
    page.locator(".sc-touch").tap()
    page.clock.run_for(1000)
    expect(page.locator(".sc-attract")).to_have_count(0)
    assert rows(open_staff(page)) == [["2026-11-27", PEONY, "1", "2", "1"]]


def test_where_each_file_keeps_its_own_they_travel(kiosk: Open, booth: Path) -> None:
    page = kiosk("en/index.html", at=FAIR)
    page.context.add_init_script(APART)
    page.goto(f"{booth.as_uri()}/{EDITION}/en/{WORK}")
    page.wait_for_selector(READY, state="attached")
    use(page)
    page.locator(".sc-dock a").first.tap()
    page.wait_for_url("**/en/works/index.html")
    page.wait_for_selector(READY, state="attached")
    sheet = open_staff(page)
    assert rows(sheet) == [["2026-11-27", PEONY, "1", "2", "1"]]
    expect(sheet.locator(".sc-kwarn")).to_be_visible()
    page.locator("dialog [data-close]").first.tap()
    page.clock.run_for(95_000)
    page.wait_for_url("**/zh-Hans/index.html*")
    page.wait_for_selector(READY, state="attached")
    page.goto(f"{booth.as_uri()}/{EDITION}/zh-Hans/index.html")  # the window was closed
    page.wait_for_selector(READY, state="attached")
    assert rows(open_staff(page)) == [["2026-11-27", PEONY, "1", "2", "1"]]


def test_another_language_is_not_another_work(kiosk: Open) -> None:
    page = kiosk("en/companies/huace/index.html", at=FAIR)
    page.locator(f"main a[href*='works/{PEONY}/']").first.tap()
    page.wait_for_url(f"**/en/{WORK}")
    page.wait_for_selector(READY, state="attached")
    page.locator(".sc-lang > summary").tap()
    page.locator(".sc-lang a[lang=es]").tap()
    page.wait_for_url(f"**/es/{WORK}")
    page.wait_for_selector(READY, state="attached")
    assert rows(open_staff(page)) == [["2026-11-27", PEONY, "1", "0", "0"]]


def test_a_wrong_clock_counts_for_no_day(kiosk: Open) -> None:
    page = kiosk("en/" + WORK, at=dt.datetime(1980, 1, 1, tzinfo=dt.UTC))
    assert rows(open_staff(page)) == [["Day unknown", PEONY, "1", "0", "0"]]


def test_the_web_counts_nothing(site: Path) -> None:
    names = [file.name for file in (site / EDITION / "assets").iterdir()]
    assert [name for name in names if name.startswith(("kiosk", "carry"))] == []
    assert "booth.counts" not in (site / EDITION / "en" / "index.html").read_text("utf-8")
