"""A visitor keeps works, walks along them, takes the list home and to another device."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import EDITION

KEY = f"showcase.shortlist.{EDITION}"
WORKS = [
    "game-science/black-myth-wukong",
    "huace/flourished-peony",
    "china-literature/joy-of-life",
]
WALK = ["Joy of Life", "Flourished Peony", "Black Myth: Wukong"]  # 1 · A01, 1 · B07, 2 · A03
ACTIVE = "document.activeElement.className || document.activeElement.tagName"
Open = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, site_url: str) -> Iterator[Open]:
    """Opens pages, each call in a fresh context unless told another; no page may complain."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_page(
        path: str,
        works: list[str] | None = None,
        context: BrowserContext | None = None,
        lang: str = "en",
    ) -> Page:
        if context is None:
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console",
            lambda message: errors.append(message.text) if message.type == "error" else None,
        )
        if works is not None:
            kept = json.dumps([{"id": id, "note": ""} for id in works])
            page.goto(f"{site_url}{lang}/programme/")
            page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [KEY, kept])
        page.goto(path if path.startswith("http") else f"{site_url}{lang}/{path}")
        if "shortlist/" in path:
            page.wait_for_selector("[data-sc-ready]", state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


def titles(page: Page) -> list[str]:
    return page.locator(".sc-sl h3").all_inner_texts()


def kept(page: Page) -> list[dict[str, str]]:
    found: list[dict[str, str]] = page.evaluate(f"JSON.parse(localStorage.getItem('{KEY}'))")
    return found


def download(page: Page, what: str) -> str:
    with page.expect_download() as arriving:
        page.locator(f"[data-sc-do={what}]").click()
    assert arriving.value.suggested_filename == f"shortlist.{what}"
    return Path(arriving.value.path()).read_bytes().decode("utf-8")


# ---- hearts ----------------------------------------------------------------------------


def test_a_heart_on_a_card_keeps_the_work(visit: Open) -> None:
    page = visit("companies/huace/")
    heart = page.get_by_role("button", name="Add to shortlist: Flourished Peony", exact=True)
    count = page.locator(".sc-keepbtn b")
    expect(heart).to_have_attribute("aria-pressed", "false")
    expect(count).to_be_hidden()
    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "true")
    expect(count).to_have_text("1")
    expect(page.get_by_role("link", name="Your shortlist: 1")).to_be_visible()
    assert page.url.endswith("/companies/huace/")  # the card is a link, the heart is not
    page.reload()
    expect(heart).to_have_attribute("aria-pressed", "true")
    heart.click()
    expect(count).to_be_hidden()
    assert kept(page) == []


def test_hearts_on_cards_that_the_finder_makes(visit: Open) -> None:
    page = visit("works/?kind=novel", WORKS)
    page.wait_for_selector("[data-sc-ready]")
    card = page.locator(".sc-card", has_text="Joy of Life").first
    expect(card.locator(".sc-heart")).to_have_attribute("aria-pressed", "true")
    assert page.locator(".sc-card").count() == page.locator(".sc-card > .sc-heart").count()


def test_the_button_of_a_work(visit: Open) -> None:
    page = visit("works/huace/flourished-peony/")
    page.get_by_role("button", name="Add to shortlist: Flourished Peony").click()
    button = page.get_by_role("button", name="On your shortlist: Flourished Peony")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_have_text("On your shortlist")
    other = visit("companies/huace/", context=page.context)
    heart = other.get_by_role("button", name="Add to shortlist: Flourished Peony", exact=True)
    heart.click()
    expect(page.locator(".sc-keep")).to_have_text("Add to shortlist")  # without a reload


def test_nothing_of_it_without_script(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}en/works/huace/flourished-peony/")
    expect(page.locator(".sc-keep")).to_be_hidden()
    expect(page.locator(".sc-keepbtn")).to_be_hidden()
    expect(page.get_by_role("img", name="QR code: open this page on your phone")).to_be_visible()
    page.goto(f"{site_url}en/shortlist/")
    expect(page.get_by_text("needs JavaScript")).to_be_visible()
    expect(page.locator("[data-sc-board]")).to_be_hidden()
    context.close()


def test_storage_that_is_damaged_or_forbidden(visit: Open, browser: Browser, site_url: str) -> None:
    page = visit("shortlist/", [])
    page.evaluate(f"localStorage.setItem('{KEY}', '{{[')")
    page.reload()
    expect(page.get_by_text("Tap the heart on any cover")).to_be_visible()
    bad = [{"id": "../x"}, 7, {"id": WORKS[1], "note": 3}, {"id": WORKS[1]}, {"id": "no/such"}]
    page.evaluate(f"localStorage.setItem('{KEY}', {json.dumps(json.dumps(bad))})")
    page.reload()
    expect(page.locator(".sc-sl li")).to_have_count(1)
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
    )
    page = context.new_page()
    page.goto(f"{site_url}en/works/huace/flourished-peony/")
    page.locator(".sc-keep").click()
    expect(page.locator(".sc-keep")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".sc-toast")).to_contain_text("does not let this site")
    context.close()


# ---- the list --------------------------------------------------------------------------


def test_walking_order_notes_and_removal(visit: Open) -> None:
    page = visit("shortlist/", WORKS)
    assert titles(page) == WALK
    assert page.locator(".sc-stop span").all_inner_texts() == [
        "Hall 1: literature and screen",
        "Hall 2: animation and games",
    ]
    assert page.locator(".sc-stop small").all_inner_texts() == ["2 stops", "1 stop"]
    expect(page.locator("[data-sc-lead]")).to_contain_text("3 works at 3 stands")
    note = page.get_by_label("Note on Flourished Peony")
    note.fill("Ask about Arabic\nsubtitles =1+1")
    page.reload()
    expect(note).to_have_value("Ask about Arabic\nsubtitles =1+1")
    assert [entry["id"] for entry in kept(page)] == WORKS  # a note changes no order
    page.get_by_role("button", name="Remove Flourished Peony").click()
    assert titles(page) == [WALK[0], WALK[2]]
    expect(page.get_by_role("button", name="Remove Black Myth: Wukong")).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    assert titles(page) == WALK
    expect(note).to_have_value("Ask about Arabic\nsubtitles =1+1")


def test_an_empty_list_says_what_to_do(visit: Open) -> None:
    page = visit("shortlist/", [WORKS[1]])
    page.get_by_role("button", name="Remove Flourished Peony").click()
    expect(page.get_by_text("Tap the heart on any cover to keep it here.")).to_be_visible()
    expect(page.get_by_role("link", name="See all works")).to_be_visible()
    expect(page.locator("[data-sc-board]")).to_be_hidden()


def test_by_keyboard_alone(visit: Open) -> None:
    page = visit("works/huace/flourished-peony/")
    page.locator(".sc-keep").focus()
    page.keyboard.press("Space")
    page.locator(".sc-keepbtn").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".sc-sl li")
    page.locator(".sc-sl h3 a").focus()
    order = []
    for _ in range(5):
        page.keyboard.press("Tab")
        order.append(page.evaluate(ACTIVE))
    assert [name for name in ("sc-sl__at", "TEXTAREA", "sc-x") if name in order] == [
        "sc-sl__at",
        "TEXTAREA",
        "sc-x",
    ]
    page.get_by_role("button", name="Remove Flourished Peony").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-sc-title]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator(".sc-sl li")).to_have_count(1)


# ---- another device --------------------------------------------------------------------


def link_of(page: Page) -> str:
    page.wait_for_selector("[data-sc-code] svg")
    link = page.locator("[data-sc-code]").get_attribute("data-text")
    assert link
    return link


def test_the_code_brings_the_list_to_another_device(visit: Open) -> None:
    here = visit("shortlist/", WORKS)
    link = link_of(here)
    assert re.search(r"/en/shortlist/#s=[0-9A-Z]{15}$", link)
    there = visit(link)
    expect(there.locator("[data-sc-incoming]")).to_contain_text("3 works")
    assert kept_or_none(there) is None  # nothing is kept before the visitor says so
    expect(there.get_by_role("button", name="Replace my list")).to_be_hidden()
    there.get_by_role("button", name="Add to my list").click()
    assert titles(there) == WALK
    assert "#" not in there.url
    there.reload()
    expect(there.locator("[data-sc-incoming]")).to_be_hidden()
    assert titles(there) == WALK


def kept_or_none(page: Page) -> str | None:
    found: str | None = page.evaluate(f"localStorage.getItem('{KEY}')")
    return found


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("Add to my list", [*WALK[:2], "Link Click"]),
        ("Replace my list", WALK[:2]),
        ("Leave my list as it is", [WALK[1], "Link Click"]),
    ],
)
def test_a_link_meets_a_list(visit: Open, how: str, expected: list[str]) -> None:
    link = link_of(visit("shortlist/", [WORKS[1], WORKS[2]]))
    page = visit("shortlist/", [WORKS[1], "bilibili/link-click"])
    page.get_by_label("Note on Flourished Peony").fill("mine")
    page.evaluate("link => { location.hash = link }", link.partition("#")[2])
    expect(page.get_by_role("heading", name="A list from a link")).to_be_focused()
    page.get_by_role("button", name=how).click()
    assert titles(page) == expected
    expect(page.get_by_label("Note on Flourished Peony")).to_have_value("mine")


@pytest.mark.parametrize("fragment", ["#s=", "#s=00000", "#s=%3Cimg", "#s=..ZZ..", "#x=1"])
def test_links_that_bring_nothing(visit: Open, fragment: str) -> None:
    page = visit(f"shortlist/{fragment}", WORKS)
    page.wait_for_timeout(200)
    assert titles(page) == WALK
    assert len(kept(page)) == 3


def test_the_same_list_is_not_asked_about(visit: Open) -> None:
    link = link_of(visit("shortlist/", WORKS))
    page = visit("shortlist/", WORKS)
    page.goto("about:blank")
    page.goto(link)
    page.wait_for_selector(".sc-sl li")
    expect(page.locator("[data-sc-incoming]")).to_be_hidden()


def test_sixty_works_fit_one_code(visit: Open, site: Path) -> None:
    text = (site / EDITION / "data" / "shortlist-en.js").read_text(encoding="utf-8")
    rows = json.loads(text.removeprefix("showcase.list(").removesuffix(");\n"))["works"]
    page = visit("shortlist/", [row[0] for row in rows[:60]])
    assert len(link_of(page).partition("#s=")[2]) == 5 * min(60, len(rows))
    size = int(page.locator("[data-sc-code] svg").get_attribute("viewBox").split()[2])  # type: ignore[union-attr]
    assert size <= 61


def test_nothing_leaves_the_browser(visit: Open, site_url: str) -> None:
    link = link_of(visit("shortlist/", WORKS))
    page = visit("shortlist/", [])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method + request.url))
    page.goto("about:blank")
    page.goto(link)
    page.get_by_role("button", name="Add to my list").click()
    page.wait_for_selector("[data-sc-code] svg")
    code = link.partition("#s=")[2]
    assert all(one.startswith(f"GET{site_url}") and code not in one for one in asked)


# ---- home ------------------------------------------------------------------------------


def test_a_table(visit: Open) -> None:
    page = visit("shortlist/", WORKS)
    page.get_by_label("Note on Joy of Life").fill('=HYPERLINK("x"), "quoted"')
    page.get_by_label("Note on Flourished Peony").fill('＝HYPERLINK("x")')  # Excel in Chinese
    text = download(page, "csv")
    assert text.startswith("\ufeff")
    head, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert head[:6] == ["Hall", "Stand", "Title", "Original title", "Kind", "Company"]
    assert [row[2] for row in rows] == WALK
    assert rows[0][1] == "A01"
    assert rows[0][7] == '\'=HYPERLINK("x"), "quoted"'
    assert rows[1][7] == '\'＝HYPERLINK("x")'
    assert rows[0][8].endswith("/en/works/china-literature/joy-of-life/")


def test_contacts_and_events(visit: Open, site: Path) -> None:
    page = visit("shortlist/", WORKS)
    cards = download(page, "vcf")
    companies = site / EDITION / "data" / "companies"
    parts = [companies / f"{name}.vcf" for name in ("china-literature", "huace", "game-science")]
    assert cards == "".join(part.read_bytes().decode() for part in parts)
    calendar = download(page, "ics")
    assert calendar.startswith("BEGIN:VCALENDAR\r\n")
    assert calendar.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    programme = (site / EDITION / "data" / "programme-en.ics").read_bytes().decode()
    entries = re.findall(r"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", calendar, re.DOTALL)
    assert entries
    assert all(entry in programme for entry in entries)
    mails = page.locator("[data-sc-write]").get_attribute("href")
    assert mails
    assert mails.startswith("mailto:?bcc=")


def test_paper_has_no_chrome(visit: Open) -> None:
    page = visit("shortlist/", WORKS)
    page.get_by_label("Note on Joy of Life").fill("A note\nof two lines")
    page.wait_for_selector("[data-sc-code] svg")
    page.emulate_media(media="print")
    for hidden in (".md-header", ".sc-x", ".sc-act", ".sc-foot__top", "[data-sc-do=clear]"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator("[data-sc-code]")).to_be_visible()
    expect(page.get_by_label("Note on Joy of Life")).to_be_visible()
    assert titles(page) == WALK


def test_from_a_disk(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    at = (site / EDITION / "en").as_uri()
    page.goto(f"{at}/works/huace/flourished-peony/index.html")
    page.locator(".sc-keep").click()
    page.goto(f"{at}/shortlist/index.html")
    page.wait_for_selector(".sc-sl li")
    assert titles(page) == ["Flourished Peony"]
    assert link_of(page).startswith("https://showcase.example.org/")  # a disk is no address
    context.close()


def test_titles_of_a_link_are_told_apart_in_chinese(visit: Open) -> None:
    link = link_of(visit("shortlist/", WORKS[1:]))
    page = visit("shortlist/", WORKS[:1], lang="zh-Hans")
    page.evaluate("link => { location.hash = link }", link.partition("#")[2])
    expect(page.locator("[data-sc-arrived]")).to_contain_text("《庆余年》《国色芳华》")


@pytest.mark.parametrize("lang", ["zh-Hans", "ar"])
def test_in_other_languages(visit: Open, lang: str) -> None:
    page = visit("shortlist/", WORKS, lang=lang)
    assert page.locator(".sc-sl li").count() == 3
    assert "%(" not in page.locator("main").inner_text()
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0
