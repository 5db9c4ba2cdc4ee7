"""The search finds what is meant, in every script; the same in the dialog and on the list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.queries import CHANGAN, JOY, QUERIES, WUKONG

Open = Callable[[str], Page]

ASK = """query => {
  const found = showcase.finder.search(query);
  return {works: found.works.map(w => showcase.finder.naming.path(w)),
          others: found.others.map(o => o.path), close: found.close};
}"""


@pytest.fixture(scope="module")
def finder(browser: Browser, site_url: str) -> Iterator[Open]:
    """A page of each language with the index filled, opened once."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    pages: dict[str, Page] = {}

    def open_page(lang: str) -> Page:
        if lang not in pages:
            page = pages[lang] = context.new_page()
            page.goto(f"{site_url}{lang}/works/")
            page.wait_for_selector("[data-sc-ready]")
            page.evaluate("showcase.finder.open('words').then(() => showcase.finder.fill())")
        return pages[lang]

    yield open_page
    context.close()


def test_table_is_large_enough() -> None:
    assert len(QUERIES) >= 60
    assert {lang for lang, *_ in QUERIES} == {"zh-Hans", "en", "ja", "es", "fr", "ar"}


@pytest.mark.parametrize(("lang", "query", "expected", "place"), QUERIES)
def test_query(finder: Open, lang: str, query: str, expected: str, place: int) -> None:
    found = finder(lang).evaluate(ASK, query)
    kind, _, company = expected.partition(":")
    if company:
        companies = [path for path in found["others"] if path.startswith("companies/")]
        assert f"{kind.replace('company', 'companies')}/{company}/" in companies[:place]
    else:
        assert f"works/{expected}/" in found["works"][:place], found["works"][:8]


@pytest.mark.parametrize("query", ["zzzzqqq", "龘靐齉", "()[]*+\\", "   ", "-- / :", "💥"])
def test_nonsense_finds_nothing(finder: Open, query: str) -> None:
    found = finder("en").evaluate(ASK, query)
    assert found["works"] == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("joy of life", JOY),
        ("黑神话：悟空", WUKONG),  # as it is written, with a colon of full width
        ("黑神话悟空", WUKONG),
        ("changan", CHANGAN),  # written Chang'an
        ("black myth: wukong", WUKONG),
    ],
)
def test_typing_before_the_index_is_there(
    browser: Browser, site_url: str, query: str, expected: str
) -> None:
    page = browser.new_page()
    page.goto(f"{site_url}en/works/")
    page.wait_for_selector("[data-sc-ready]")
    works = page.evaluate(
        "query => showcase.finder.open('words').then(() =>"
        " showcase.finder.search(query).works.map(w => showcase.finder.naming.path(w)))",
        query,
    )
    assert f"works/{expected}/" in works[:3]
    page.close()


def test_list_that_stays_loads_no_titles(browser: Browser, site_url: str) -> None:
    """They are a third of the finder's data, and most visitors only look."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.rsplit("/", 1)[-1]))
    page.goto(f"{site_url}en/works/", wait_until="networkidle")
    page.wait_for_selector("[data-sc-ready]")
    assert any(name.startswith("facets-") for name in loaded)
    assert not [name for name in loaded if name.startswith(("names-", "titles-"))]
    page.locator("[data-facet=kind] label", has_text="Game").locator("input").check()
    expect(page.locator(".sc-card__t").first).to_contain_text("Where Winds Meet")
    assert [name for name in loaded if name.startswith(("names-", "titles-"))]
    context.close()


# ---- the dialog -----------------------------------------------------------------------


@pytest.fixture
def page(browser: Browser, site_url: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.goto(f"{site_url}en/")
    yield page
    assert errors == []
    context.close()


def open_dialog(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator("dialog [role=combobox]")).to_be_focused()


@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_dialog_by_keyboard(page: Page, keys: str) -> None:
    page.keyboard.press(keys)
    box = page.locator("dialog [role=combobox]")
    expect(box).to_be_focused()
    page.keyboard.type("qyn")
    expect(page.locator("dialog [role=option]").first).to_contain_text("庆余年")
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_enter_opens_the_first_result(page: Page) -> None:
    open_dialog(page)
    page.keyboard.type("国色芳华")
    # Not any option: before something is found there are the ways into the lists.
    expect(page.locator("dialog .sc-hit--work[aria-selected=true]")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/works/huace/flourished-peony/")


def test_the_same_results_stay_where_they_are(page: Page) -> None:
    """They are asked for again when the index is filled; a finger may be on one just then."""
    open_dialog(page)
    page.keyboard.type("qyn")
    hit = page.locator("dialog .sc-hit--work").first
    expect(hit).to_contain_text("庆余年")
    page.evaluate("showcase.finder.open('words').then(() => showcase.finder.fill())")
    page.keyboard.press("ArrowDown")
    assert hit.evaluate("""hit => new Promise(done => {
      const status = hit.closest("dialog").querySelector("[role=status]");
      new MutationObserver(() => done(hit.isConnected)).observe(status, { childList: true });
      hit.closest("dialog").querySelector("input").dispatchEvent(new Event("input"));
    })""")
    selected = page.locator("dialog [role=option][aria-selected=true]")
    expect(selected).to_have_id(page.locator("dialog input").get_attribute("aria-activedescendant"))


def test_focus_returns_to_the_button(page: Page) -> None:
    button = page.locator(".sc-searchbtn")
    button.click()
    expect(page.locator("dialog [role=combobox]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_dialog_leads_to_the_list(page: Page) -> None:
    open_dialog(page)
    page.keyboard.type("netease")
    expect(page.locator("dialog .sc-sdlg__h").first).to_contain_text("Works")
    page.locator("dialog .sc-hit--all").click()
    page.wait_for_url("**/en/works/?q=netease")
    expect(page.locator(".sc-chips button").first).to_contain_text("netease")


def test_nothing_is_loaded_before_it_is_asked_for(browser: Browser, site_url: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site_url}en/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/data/" in url or "finder" in url or "minisearch" in url]
    page.close()


# ---- the list of works ----------------------------------------------------------------


def titles(page: Page) -> list[str]:
    return page.locator(".sc-browse > div > .sc-grid .sc-card__t a").all_inner_texts()


def open_works(page: Page, site_url: str, query: str = "", lang: str = "en") -> None:
    page.goto(f"{site_url}{lang}/works/{query}")
    page.wait_for_selector("[data-sc-ready]")


def test_plain_list_is_taken_over_unchanged(page: Page, browser: Browser, site_url: str) -> None:
    open_works(page, site_url)
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{site_url}en/works/")
    assert titles(page) == titles(plain)
    context.close()


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "ar"])
def test_cards_are_those_of_the_page(
    page: Page, browser: Browser, site_url: str, lang: str
) -> None:
    """What the script makes of the data is what the templates made of the records."""
    html = """() => [...document.querySelectorAll('.sc-browse > div > .sc-grid > .sc-card')]
      .slice(0, 60).map(card => {
        const copy = card.cloneNode(true);
        copy.querySelectorAll('.sc-heart').forEach(heart => heart.remove());  // the shortlist's
        return copy.outerHTML.replace(/ (loading|decoding|fetchpriority)="\\w+"/g, '');
      })"""
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{site_url}{lang}/works/")
    page.goto(f"{site_url}{lang}/works/?sort=recommended")
    page.wait_for_selector("[data-sc-ready]")
    assert page.evaluate(html) == plain.evaluate(html)
    context.close()


def test_facets_narrow_and_widen(page: Page, site_url: str) -> None:
    open_works(page, site_url)
    everything = int(page.locator(".sc-bar__n").inner_text().split()[0])
    games = page.locator("[data-facet=kind] label", has_text="Game")
    count = int(games.locator("span").last.inner_text())
    games.locator("input").check()
    expect(page.locator(".sc-bar__n")).to_have_text(f"{count} works")
    assert page.url.endswith("?kind=game")
    novels = page.locator("[data-facet=kind] label", has_text="Novel")
    more = int(novels.locator("span").last.inner_text())
    novels.locator("input").check()
    expect(page.locator(".sc-bar__n")).to_have_text(f"{count + more} works")
    assert "kind=game,novel" in page.url
    page.go_back()
    expect(page.locator(".sc-bar__n")).to_have_text(f"{count} works")
    page.get_by_role("button", name="Remove filter: Game").click()
    expect(page.locator(".sc-bar__n")).to_have_text(f"{everything} works")


def test_state_is_in_the_address(page: Page, site_url: str) -> None:
    open_works(page, site_url, "?q=peony&kind=series&sort=title")
    expect(page.locator(".sc-bar__n")).to_have_text("1 work")
    assert titles(page) == ["Flourished Peony"]
    assert page.locator("[data-sc-q] input").input_value() == "peony"
    assert page.locator("[data-facet=kind] input[value=series]").is_checked()


def test_rights_by_territory_and_language(page: Page, site_url: str) -> None:
    """Open for the world except China answers a question for Chile."""
    open_works(page, site_url, "?right=translation&in=CL&for=ar")
    assert "Joy of Life" in titles(page)
    open_works(page, site_url, "?right=translation&in=CN&for=ar")
    assert "Joy of Life" not in titles(page)
    open_works(page, site_url, "?right=svod&in=FR")
    assert "Flourished Peony" not in titles(page)  # sold there


def test_languages_not_stated_stand_apart(page: Page, site_url: str) -> None:
    open_works(page, site_url, "?right=merchandise&in=CL&for=es")
    apart = page.locator(".sc-apart .sc-card__t a").all_inner_texts()
    assert "Flourished Peony" in apart
    assert "Flourished Peony" not in titles(page)


def test_nothing_says_what_to_remove(page: Page, site_url: str) -> None:
    open_works(page, site_url, "?kind=game&q=peony")
    button = page.locator(".sc-none button").first
    expect(button).to_contain_text("Remove")
    button.click()
    expect(page.locator(".sc-none")).to_be_hidden()
    assert titles(page)


def test_filters_on_a_phone(browser: Browser, site_url: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    open_works(page, site_url)
    button = page.locator("button.sc-facetbtn")
    button.click()
    sheet = page.locator("dialog.sc-sheet")
    expect(sheet).to_be_visible()
    sheet.locator("[data-facet=kind] label", has_text="Game").locator("input").check()
    sheet.locator("[data-apply]").click()
    expect(sheet).to_be_hidden()
    expect(button).to_be_focused()
    expect(button.locator("b")).to_have_text("1")
    context.close()


def test_home_search_leads_to_the_list(page: Page) -> None:
    page.locator("form.sc-find input").fill("qyn")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/works/?q=qyn")
    page.wait_for_selector("[data-sc-ready]")
    expect(page.locator(".sc-bar__n")).to_have_text("3 works")


# ---- the page of rights ---------------------------------------------------------------


def test_the_way_to_rights_is_in_sight(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}en/")
    page.locator(".sc-hero").get_by_role("link", name="Find rights on offer").click()
    page.wait_for_url("**/en/rights/")


def test_rights_sentence_answers(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}en/rights/")
    page.wait_for_selector("[data-sc-ready]")
    page.locator(".sc-say select[name=right]").select_option("svod")
    page.locator(".sc-say select[name=in]").select_option("CL")
    page.locator(".sc-say select[name=for]").select_option("es")
    assert page.url.endswith("/en/rights/?right=svod&in=CL&for=es")
    row = page.locator(".sc-rrow", has_text="Flourished Peony").first
    expect(row).to_contain_text("Available")
    expect(row).to_contain_text("Huace Film & TV")
    expect(row).to_contain_text("B07")
    meeting = row.get_by_role("link", name="Request a meeting")
    expect(meeting).to_have_attribute("href", "https://example.com/meet/huace")
    page.locator(".sc-say select[name=in]").select_option("FR")
    taken = page.locator("details.sc-rsec", has_text="Taken")
    taken.locator("summary").click()
    expect(taken.locator(".sc-rrow", has_text="Flourished Peony")).to_contain_text("Until 2028")


def test_rights_as_csv(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}en/rights/?right=svod&in=CL&for=es")
    page.wait_for_selector("[data-sc-ready]")
    with page.expect_download() as download:
        page.locator("[data-csv]").click()
    assert download.value.suggested_filename == "rights-svod-CL-es.csv"
    text = download.value.path().read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    assert len(lines) > 3
    assert lines[0].startswith("Work,Original title,Kind,")
    assert any("Flourished Peony" in one and "1 · B07" in one for one in lines)


def test_rights_lists_without_script(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}en/rights/")
    expect(page.locator(".sc-say")).to_be_hidden()
    page.locator(".sc-rt a", has_text="Remake").click()
    expect(page.locator("h1")).to_have_text("Remake")
    expect(page.locator(".sc-card").first).to_be_visible()
    context.close()


def test_rights_sentence_of_the_home_page(page: Page) -> None:
    page.locator(".sc-homesay select[name=right]").select_option("remake")
    page.locator(".sc-homesay button").click()
    page.wait_for_url("**/en/rights/?*right=remake*")
    page.wait_for_selector("[data-sc-ready]")
    assert page.locator(".sc-say select[name=right]").input_value() == "remake"
    expect(page.locator(".sc-rrow").first).to_contain_text("Remake")


# ---- what is typed early, and by input methods -----------------------------------------


def hold(page: Page, pattern: str) -> list[Route]:
    """Keeps files back until they are let go."""
    held: list[Route] = []
    page.route(re.compile(pattern), lambda route: held.append(route))
    return held


def let_go(page: Page, held: list[Route]) -> None:
    while not held:
        page.wait_for_timeout(20)
    for route in held:
        route.continue_()


def test_what_was_typed_before_the_finder_came_is_asked_for(page: Page, site_url: str) -> None:
    held = hold(page, r"finder-works-[0-9a-f]+\.js")
    page.goto(f"{site_url}en/works/", wait_until="domcontentloaded")
    field = page.locator("[data-sc-q] input")
    field.click()
    page.keyboard.type("peony")
    let_go(page, held)
    page.wait_for_selector("[data-sc-ready]")
    expect(field).to_have_value("peony")
    expect(field).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?q=peony$"))
    expect(page.locator(".sc-card").first).to_contain_text("Peony")


def test_what_was_chosen_before_the_answers_came_is_the_question(page: Page, site_url: str) -> None:
    held = hold(page, r"finder-rights-[0-9a-f]+\.js")
    page.goto(f"{site_url}en/rights/?in=CL", wait_until="domcontentloaded")
    page.locator("select[name=right]").select_option("svod")
    let_go(page, held)
    page.wait_for_selector("[data-sc-ready]")
    expect(page.locator("select[name=right]")).to_have_value("svod")
    expect(page.locator("select[name=in]")).to_have_value("CL")
    expect(page).to_have_url(re.compile(r"\?right=svod&in=CL$"))


ENDS_COMPOSITION = """(field, how) => field.dispatchEvent(new KeyboardEvent("keydown",
  {key: "Enter", bubbles: true, cancelable: true, ...how}))"""


@pytest.mark.parametrize("how", [{"isComposing": True}, {"keyCode": 229}])
def test_enter_that_ends_a_composition_opens_nothing(
    page: Page, site_url: str, how: dict[str, object]
) -> None:
    page.goto(f"{site_url}en/")
    page.keyboard.press("/")
    page.wait_for_selector(".sc-sdlg[open]:not([aria-busy])")
    page.keyboard.type("peony")
    page.wait_for_selector(".sc-sdlg [aria-selected=true]")
    went = page.evaluate(
        """([act, how]) => { window.clicked = 0;
        addEventListener("click", event => { window.clicked++; event.preventDefault(); }, true);
        const field = document.querySelector(".sc-sdlg input");
        const free = eval(act)(field, how);
        return [window.clicked, free]; }""",
        [f"({ENDS_COMPOSITION})", how],
    )
    assert went == [0, False]  # nor is the form sent, which the browser does by itself
    page.keyboard.press("Enter")
    assert page.evaluate("window.clicked") == 1


def test_the_button_of_filters_counts_what_is_shown(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}en/works/?right=svod&in=CL&for=es")
    page.wait_for_selector("[data-sc-ready]")
    shown = page.locator("[data-sc-finder] .sc-card").count()
    assert page.locator(".sc-apart .sc-card").count() > 0
    assert int(page.locator("[data-apply]").text_content().split()[0]) == shown  # type: ignore[union-attr]
