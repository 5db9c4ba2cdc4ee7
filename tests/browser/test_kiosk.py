"""The booth's kiosk: the attract loop, rest, the fence, sizes to touch, the clock of the programme.

The browser's clock is the test's: a minute of rest passes in no time.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import EDITION
from tests.browser.kiosk_pages import ADDRESS, FAIR, KEPT, READY, UPRIGHT, WIDE, WORK, Open, kiosk
from tests.browser.pages import find_pages
from tests.browser.test_accessibility import OPTIONS, find_violations

__all__ = ["kiosk"]


def data(page: Page, name: str) -> object:
    return page.evaluate(f"showcase.booth.{name}")


def gone(page: Page) -> None:
    """The attract loop has left."""
    page.clock.run_for(1000)
    expect(page.locator(".sc-attract")).to_have_count(0)


# ---- the attract loop ------------------------------------------------------------------


def test_six_works_nine_seconds_each_their_titles_in_turn(kiosk: Open) -> None:
    page = kiosk("en/index.html#attract", at=FAIR, standing=True)
    works = data(page, "attract")
    assert len(works) == 6
    stage = page.locator(".sc-attract")
    turn = page.locator(".sc-attract__turn > [lang]")
    for work in [*works, works[0]]:
        tongues = []
        for _ in range(3):
            assert stage.get_attribute("data-work") == work["id"]
            assert page.locator(".sc-attract__pic.is-on").count() == 1
            tongue = turn.get_attribute("lang")
            tongues.append(tongue)
            titles = page.locator(".sc-attract h1").all_inner_texts()
            own = work["own"]["text"] == work["titles"][tongue]  # the spine says it already
            assert titles == ([] if own else [work["titles"][tongue]])
            assert work["loglines"].get(tongue, "") in turn.inner_text()
            page.clock.run_for(3000)
        assert tongues[0] == "en"
        assert len(set(tongues)) == 3
    assert page.locator("audio, video").count() == 0


def test_the_spine_is_the_original_title(kiosk: Open) -> None:
    page = kiosk("ar/index.html#attract", at=FAIR)
    works = data(page, "attract")
    spine = page.locator(".sc-attract .sc-vert")
    expect(spine).to_have_text(works[0]["own"]["text"])
    assert spine.evaluate("e => getComputedStyle(e).writingMode") == "vertical-rl"


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_still_when_motion_is_to_be_reduced(kiosk: Open, motion: str) -> None:
    page = kiosk("en/index.html#attract", at=FAIR, motion=motion)
    moves = "e => e.getAnimations({subtree: true}).length"
    assert bool(page.locator(".sc-attract").evaluate(moves)) == (motion == "no-preference")
    first = page.locator(".sc-attract").get_attribute("data-work")
    page.clock.run_for(9000)  # works follow each other all the same
    expect(page.locator(".sc-attract")).not_to_have_attribute("data-work", first)


@pytest.mark.parametrize("by", ["picture", "button", "swipe", "key"])
def test_anything_wakes_it(kiosk: Open, by: str) -> None:
    page = kiosk("en/index.html#attract", at=FAIR)
    assert page.evaluate("document.querySelector('main').closest('[inert]') !== null")
    if by == "picture":  # where a card lies below
        page.touchscreen.tap(300, 900)
    elif by == "button":
        page.locator(".sc-touch").tap()
    elif by == "swipe":  # of a finger: no click comes of it
        finger = page.context.new_cdp_session(page)
        for type_, places in (
            ("touchStart", [{"x": 300, "y": 900}]),
            ("touchMove", [{"x": 420, "y": 600}]),
            ("touchEnd", []),
        ):
            finger.send("Input.dispatchTouchEvent", {"type": type_, "touchPoints": places})
    else:
        page.keyboard.press("k")
    gone(page)
    assert page.url.endswith("/en/index.html")  # nothing below was touched
    assert page.evaluate("document.querySelector('[inert]') === null")
    expect(page.locator(".sc-dock a").first).to_be_visible()


def test_a_touch_on_a_language_starts_in_it(kiosk: Open) -> None:
    page = kiosk("zh-Hans/index.html#attract", at=FAIR)
    entries = page.evaluate("history.length")
    page.locator(".sc-langs [lang=ar]").tap()
    page.wait_for_url("**/ar/index.html")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator(".sc-attract")).to_have_count(0)
    assert page.evaluate("history.length") == entries


# ---- rest ------------------------------------------------------------------------------


def rest(page: Page, seconds: int) -> None:
    """Time passes second by second, so that each of the page's timers has its turn."""
    page.clock.run_for(seconds * 1000)


def test_after_a_minute_a_ring_counts_and_one_tap_gives_more_time(kiosk: Open) -> None:
    page = kiosk("en/works/index.html?kind=novel", at=FAIR)
    ring = page.locator("dialog.sc-idle")
    rest(page, 58)
    expect(ring).to_have_count(0)
    rest(page, 4)
    expect(ring).to_be_visible()
    expect(ring).to_contain_text("Are you still there?")
    left = int(ring.locator("b").inner_text())
    assert 25 < left <= 30
    rest(page, 10)
    expect(ring.locator("b")).to_have_text(str(left - 10))
    ring.get_by_role("button").tap()
    expect(ring).to_have_count(0)
    assert page.url.endswith("?kind=novel")
    rest(page, 58)
    expect(ring).to_have_count(0)
    rest(page, 4)
    expect(ring).to_be_visible()


def test_who_keeps_touching_is_never_interrupted(kiosk: Open) -> None:
    page = kiosk("en/" + WORK, at=FAIR)
    before = page.url
    for turn in range(12):  # six minutes
        rest(page, 30)
        page.touchscreen.tap(500, 700 + turn)
        expect(page.locator("dialog.sc-idle")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    rest(page, 50)
    page.mouse.wheel(0, 300)
    rest(page, 50)
    expect(page.locator("dialog.sc-idle")).to_have_count(0)
    assert page.url == before


def test_then_nothing_is_left_of_the_visitor(kiosk: Open) -> None:
    page = kiosk("en/index.html", at=FAIR)
    entries = page.evaluate("history.length")
    page.locator(".sc-dock a").first.tap()
    page.wait_for_url("**/en/works/index.html")
    page.wait_for_selector("[data-sc-ready]")
    page.locator(".sc-heart").first.tap()
    page.locator(".sc-kinds a").nth(1).tap()
    page.wait_for_url("**/en/works/index.html?group=*")
    page.evaluate("scrollTo(0, 900)")
    page.evaluate("showcase.store.setItem('showcase.scheme', 'default')")
    page.locator(".sc-searchbtn").tap()
    page.wait_for_selector("dialog .sc-keys")
    for key in "secret":
        page.locator(f".sc-keys [data-key={key}]").tap()
    expect(page.locator("dialog [role=combobox]")).to_have_value("secret")
    rest(page, 95)
    page.wait_for_url("**/zh-Hans/index.html*")  # the booth's own language
    page.wait_for_selector(READY, state="attached")
    expect(page.locator(".sc-attract")).to_be_visible()
    assert page.evaluate("showcase.shortlist.read()") == []
    kept = page.evaluate("Object.keys(localStorage)")
    assert [key for key in kept if key.startswith("showcase.")] == []
    assert page.evaluate("showcase.store.getItem('kiosk.trail')") is None
    assert page.evaluate("sessionStorage.length") == 0
    assert page.evaluate("history.length") == entries  # and there is no way back
    page.locator(".sc-touch").tap()
    gone(page)
    assert page.evaluate("scrollY") == 0
    assert page.locator(".sc-kbtn--back").count() == 0
    page.locator(".sc-searchbtn").tap()
    expect(page.locator("dialog [role=combobox]")).to_have_value("")


def test_the_home_page_itself_starts_over(kiosk: Open) -> None:
    page = kiosk("zh-Hans/index.html", at=FAIR)
    for _ in range(2):
        page.evaluate("window.former = true, scrollTo(0, 1200)")
        with page.expect_navigation():
            rest(page, 95)
        assert page.evaluate("window.former") is None
        page.wait_for_selector(READY, state="attached")
        expect(page.locator(".sc-attract")).to_be_visible()
        page.locator(".sc-touch").tap()
        gone(page)
        assert page.evaluate("scrollY") == 0


# ---- the fence -------------------------------------------------------------------------


def test_pages_follow_each_other_without_history_and_lead_back(kiosk: Open) -> None:
    page = kiosk("en/index.html")
    entries = page.evaluate("history.length")
    page.locator(".sc-dock a").first.tap()
    page.wait_for_url("**/en/works/index.html")
    page.wait_for_selector("[data-sc-ready]")
    page.locator(".sc-kinds a").nth(1).tap()  # writes into the address
    page.wait_for_url("**/en/works/index.html?group=*")
    page.evaluate("scrollTo({top: 1500, behavior: 'instant'})")
    card = page.locator(".sc-card").nth(10)
    card.tap()
    page.wait_for_url("**/en/works/*/*/index.html")
    page.wait_for_selector(READY, state="attached")
    assert page.evaluate("history.length") == entries
    page.locator(".sc-kbtn--back").tap()
    page.wait_for_url("**/en/works/index.html?group=*")
    expect(card).to_be_in_viewport()
    page.wait_for_selector(READY, state="attached")
    page.locator(".sc-kbtn--back").tap()
    page.wait_for_url("**/en/index.html")
    page.wait_for_selector(READY, state="attached")
    expect(page.locator(".sc-kbtn--back")).to_have_count(0)
    assert page.evaluate("history.length") == entries


@pytest.mark.parametrize(
    ("href", "shown"),
    [
        ("https://example.com/a?b=1", "example.com/a?b=1"),
        ("mailto:desk@example.com", "desk@example.com"),
        ("../../../../data/works.csv", f"showcase.example.org/{EDITION}/data/works.csv"),
    ],
)
def test_a_link_that_leads_out_becomes_a_code(kiosk: Open, href: str, shown: str) -> None:
    page = kiosk("en/" + WORK)
    before = page.url
    page.evaluate(
        "href => document.querySelector('main h1').insertAdjacentHTML('afterend',"
        " `<a id=out target=_blank style='font-size:60px' href='${href}'>Out</a>`)",
        href,
    )
    page.locator("#out").tap()
    sheet = page.locator("dialog.sc-ksheet--out")
    expect(sheet.locator("figcaption")).to_have_text(shown)
    expect(sheet.locator(".sc-kqr svg")).to_be_visible()
    assert sheet.locator(".sc-kqr").bounding_box()["width"] >= 180
    page.locator("dialog [data-close]").first.tap()
    expect(sheet).to_have_count(0)
    assert page.url == before
    assert len(page.context.pages) == 1


def test_no_way_to_other_files_windows_and_menus(kiosk: Open) -> None:
    page = kiosk("en/" + WORK)
    before, entries = page.url, page.evaluate("history.length")
    page.evaluate(
        "document.querySelector('main h1').insertAdjacentHTML('afterend',"
        ' \'<a id=out style="font-size:60px" href="file:///etc/passwd">Out</a>\')'
    )
    page.locator("#out").tap()
    page.locator(".sc-dock a").first.click(button="middle")
    page.locator(".sc-dock a").first.click(modifiers=["Control"])
    page.wait_for_url("**/en/works/index.html")  # as a plain touch would
    assert page.evaluate("window.open('https://example.com')") is None
    page.evaluate("history.pushState(null, '', '?x=1')")
    assert page.evaluate("history.length") == entries
    assert len(page.context.pages) == 1
    assert before != page.url
    stopped = """([type, kind, init]) => !document.querySelector('main img').dispatchEvent(
        new window[kind](type, {bubbles: true, cancelable: true, ...init}))"""
    for type_, kind, init in (
        ("contextmenu", "MouseEvent", {}),
        ("dragstart", "DragEvent", {}),
        ("selectstart", "Event", {}),
        ("wheel", "WheelEvent", {"ctrlKey": True}),
        ("keydown", "KeyboardEvent", {"key": "p", "ctrlKey": True}),
        ("keydown", "KeyboardEvent", {"key": "F11"}),
        ("keydown", "KeyboardEvent", {"key": "ArrowLeft", "altKey": True}),
    ):
        assert page.evaluate(stopped, [type_, kind, init]), (type_, init)
    style = page.evaluate("getComputedStyle(document.documentElement).touchAction")
    assert "pinch-zoom" not in style
    assert "pan" in style
    assert page.evaluate("getComputedStyle(document.body).userSelect") == "none"


def test_no_question_of_the_browser_s_own_stops_the_clock(kiosk: Open) -> None:
    page = kiosk("en/works/index.html")
    page.wait_for_selector("[data-sc-ready]")
    page.locator(".sc-heart").first.tap()
    page.locator(".sc-dock a").last.tap()
    page.wait_for_url("**/shortlist/index.html")
    page.wait_for_selector("[data-sc-code] svg")
    page.wait_for_selector(READY, state="attached")
    page.locator("[data-sc-do=clear]").tap()
    asked = page.locator("dialog.sc-ksheet--ask")
    expect(asked).to_be_visible()
    asked.locator("[data-close]").last.tap()
    expect(page.locator(".sc-sl li")).to_have_count(1)
    page.locator("[data-sc-do=clear]").tap()
    asked.locator("[data-yes]").tap()
    expect(page.locator(".sc-sl li")).to_have_count(0)


def test_a_list_to_choose_from_is_our_own(kiosk: Open) -> None:
    page = kiosk("en/works/index.html")
    page.wait_for_selector("[data-sc-ready]")
    page.locator(".sc-bar select").tap()
    sheet = page.locator("dialog.sc-ksheet--choose")
    sheet.get_by_role("button", name="Title", exact=True).tap()
    page.wait_for_url("**?sort=title")
    expect(sheet).to_have_count(0)


# ---- to take along ---------------------------------------------------------------------


def code_of(page: Page, text: str) -> str:
    drawn: str = page.evaluate("text => showcase.kiosk.code(text)", text)
    return drawn


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("ar/" + WORK, UPRIGHT),
        ("en/companies/huace/index.html", WIDE),
        ("zh-Hans/works/index.html", UPRIGHT),
    ],
)
def test_a_page_is_taken_along_by_its_address_on_the_web(
    kiosk: Open, path: str, size: tuple[int, int]
) -> None:
    page = kiosk(path, size)
    page.locator(".sc-kbtn--take").tap()
    box = page.locator("dialog .sc-kqr")
    expect(box.locator("svg")).to_be_visible()
    expected = code_of(page, ADDRESS + path.removesuffix("index.html"))
    assert box.evaluate("e => e.innerHTML") == page.evaluate(
        "svg => { const e = document.createElement('div'); e.innerHTML = svg; return e.innerHTML }",
        expected,
    )
    assert min(box.bounding_box()[side] for side in ("width", "height")) >= 180


def test_the_list_is_taken_along(kiosk: Open) -> None:
    page = kiosk("en/index.html")
    kept = json.dumps([{"id": id, "note": ""} for id in ("huace/flourished-peony",)])
    page.evaluate("([key, kept]) => showcase.store.setItem(key, kept)", [KEPT, kept])
    page.reload()
    page.wait_for_selector(READY, state="attached")
    expect(page.locator("[data-kiosk-count]")).to_have_text("1")
    page.locator(".sc-dock a").last.tap()
    page.wait_for_selector("[data-sc-code] svg")
    page.wait_for_selector(READY, state="attached")
    assert page.locator("[data-sc-list]").get_attribute("data-address") == f"{ADDRESS}en/shortlist/"
    page.locator(".sc-kbtn--take").tap()
    box = page.locator("dialog .sc-kqr")
    expect(box.locator("svg")).to_be_visible()
    drawn = page.locator("[data-sc-code] svg").evaluate("e => e.outerHTML")
    assert box.locator("svg").evaluate("e => e.outerHTML") == drawn
    assert box.bounding_box()["width"] >= 180


# ---- the clock of the programme --------------------------------------------------------


def test_now_and_next_by_the_fair_s_own_time(kiosk: Open) -> None:
    page = kiosk("en/programme/index.html", at=FAIR)
    times = page.evaluate("showcase.booth.events.map(e => [e.path.split('#')[1], e.start, e.end])")
    now = FAIR.timestamp() * 1000
    first = min(start for _, start, _ in times if start > now)
    running = [id for id, start, end in times if start <= now < end]
    coming = [id for id, start, _ in times if start == first]
    assert running
    assert coming
    marked = "what => Array.from(document.querySelectorAll(`[data-kiosk-when=${what}]`), e => e.id)"
    assert page.evaluate(marked, "now") == running
    assert page.evaluate(marked, "next") == coming
    page = kiosk("en/programme/index.html", at=FAIR + dt.timedelta(minutes=15))
    assert set(coming) <= set(page.evaluate(marked, "now"))


def test_the_attract_loop_says_the_time_and_what_comes(kiosk: Open) -> None:
    page = kiosk("en/index.html#attract", at=FAIR)
    expect(page.locator("[data-kiosk-clock] b")).to_have_text("10:20")
    expect(page.locator("[data-kiosk-clock]")).to_contain_text("Friday")
    expect(page.locator("[data-kiosk-next] b")).to_have_text("10:30")


@pytest.mark.parametrize(
    "at",
    [
        dt.datetime(1980, 1, 1, tzinfo=dt.UTC),  # an empty battery
        dt.datetime(2026, 9, 1, tzinfo=dt.UTC),
        dt.datetime(2027, 11, 27, 2, 20, tzinfo=dt.UTC),
    ],
)
def test_a_wrong_clock_says_nothing_wrong(kiosk: Open, at: dt.datetime) -> None:
    page = kiosk("en/index.html#attract", at=at)
    expect(page.locator("[data-kiosk-clock]")).to_have_text("")
    line = page.locator("[data-kiosk-next]")
    expect(line).to_contain_text(data(page, "dates"))
    expect(line.locator("b")).to_have_count(0)
    page = kiosk("en/programme/index.html", at=at)
    assert page.locator("[data-kiosk-when]").count() == 0
    assert page.locator(".sc-prog li").count() > 10  # all of it is there, by day


# ---- sizes -----------------------------------------------------------------------------

SMALL = """() => {  // what cannot be touched within 64 × 64 pixels around its middle
  const wrong = [], reach = 31;
  for (const moving of document.getAnimations())
    if (moving.effect.getTiming().iterations === 1) moving.finish();  // sheets have risen
  const all = 'a[href],button,summary,select,textarea,input,[role=button],[role=option]';
  const own = (node, e) => node && (e.contains(node) || (node.closest('label') || node).contains(e)
    && !!node.closest('label'));
  for (const e of document.querySelectorAll(all)) {
    if (!e.checkVisibility({checkVisibilityCSS: true}) || e.closest('[inert]')) continue;
    if (e.matches('.sc-prose a, .md-typeset a, .sc-foot a')) continue;  // words in a text
    e.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
    const r = (e.closest('label') || e).getBoundingClientRect();  // a label is its field's face
    if (!r.width || !r.height) continue;
    const x = r.left + r.width / 2, y = r.top + r.height / 2;
    const middle = document.elementFromPoint(x, y);
    if (!own(middle, e)) continue;  // under something else now
    const points = [[-reach, 0], [reach, 0], [0, -reach], [0, reach]];
    const cut = points.filter(([dx, dy]) => !own(document.elementFromPoint(x + dx, y + dy), e));
    const size = `${Math.round(r.width)}×${Math.round(r.height)}`;
    if (cut.length) wrong.push(`${e.outerHTML.slice(0, 110)} ${size}`);
  }
  return wrong;
}"""


def kinds_of_pages(booth: Path) -> dict[str, str]:
    found = find_pages(booth / EDITION, "en")
    return {kind: path for kind, path in found.items() if path.startswith("en/")}


def test_everything_is_large_enough_to_touch(kiosk: Open, booth: Path) -> None:
    wrong = {}
    page = kiosk("en/index.html")
    for kind, path in kinds_of_pages(booth).items():
        page.goto(f"{booth.as_uri()}/{EDITION}/{path}index.html")
        page.wait_for_selector(READY, state="attached")
        if page.locator("[data-sc-finder], [data-sc-rights], [data-sc-list]").count():
            page.wait_for_selector("[data-sc-ready]", state="attached")
        if small := page.evaluate(SMALL):
            wrong[kind] = small
    assert wrong == {}


def test_dialogs_are_large_enough_to_touch(kiosk: Open) -> None:
    page = kiosk("en/works/index.html?kind=novel&genre=fantasy")
    page.wait_for_selector("[data-sc-ready]")
    assert page.evaluate(SMALL) == []
    page.locator("button.sc-facetbtn").tap()
    assert page.evaluate(SMALL) == []
    page.locator("dialog.sc-sheet .sc-sdlg__x").tap()
    page.locator(".sc-searchbtn").tap()
    for key in "joy":
        page.locator(f".sc-keys [data-key={key}]").tap()
    page.wait_for_selector("dialog .sc-hit--work")
    assert page.evaluate(SMALL) == []
    page.locator("dialog[open] .sc-sdlg__x").tap()
    page.locator(".sc-lang > summary").tap()
    assert page.evaluate(SMALL) == []
    page.locator(".sc-menubtn").tap()
    assert page.evaluate(SMALL) == []
    page.locator(".sc-menubtn").tap()
    page.locator(".sc-bar select").tap()
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize(("lang", "size"), [("en", UPRIGHT), ("ar", WIDE)])
def test_axe_finds_nothing_in_what_the_booth_adds(
    kiosk: Open, lang: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(OPTIONS, "preload", False)  # it would fetch styles, which a disk refuses
    page = kiosk(f"{lang}/index.html#attract", size, at=FAIR, motion="reduce")
    assert find_violations(page) == []
    page.locator(".sc-touch").tap()
    gone(page)
    assert find_violations(page) == []  # header, dock, home page in the booth's colours
    rest(page, 65)
    expect(page.locator("dialog.sc-idle")).to_be_visible()
    assert find_violations(page) == []
    page.locator("dialog.sc-idle button").tap()
    page.locator(".sc-searchbtn").tap()
    page.wait_for_selector("dialog .sc-keys")
    assert find_violations(page) == []
    page.locator("dialog[open] .sc-sdlg__x").tap()
    page.locator(".sc-kbtn--take").tap()
    page.wait_for_selector("dialog .sc-kqr svg")
    assert find_violations(page) == []


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_in_a_hand_nothing_is_wider_than_the_screen(kiosk: Open, lang: str) -> None:
    """The folder opened on a phone or a small tablet: no screen of a fair, and yet whole."""
    page = kiosk(f"{lang}/{WORK}", (390, 844))
    wide = "() => document.documentElement.scrollWidth"
    assert page.evaluate(wide) == 390
    small = "all => all.filter(e => e.offsetWidth && Math.min(e.offsetWidth, e.offsetHeight) < 48)"
    assert page.eval_on_selector_all(".md-header :is(a, button), .sc-dock a", small) == []
    page.locator(".sc-kbtn--take").tap()
    code = page.locator(".sc-ksheet .sc-kqr").bounding_box()
    assert code["x"] >= 0 and code["x"] + code["width"] <= 390
    page.locator(".sc-ksheet__x").tap()
    page.locator(".sc-searchbtn").tap()
    last = page.locator(".sc-keys [data-key=done]").bounding_box()
    assert last["x"] >= 0 and last["x"] + last["width"] <= 390


def test_a_familys_picture_begins_with_its_lanes_in_arabic_too(kiosk: Open) -> None:
    page = kiosk("ar/families/nirvana-in-fire/index.html")
    box = page.locator(".sc-graphbox").bounding_box()
    lane = page.locator(".sc-lane").first.bounding_box()
    assert box["x"] <= lane["x"] < box["x"] + box["width"]
