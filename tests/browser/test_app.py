"""The showcase on a visitor's phone: what was seen, the list, halls and programme without network,
never without saying so; and a newer edition shows itself.
"""

from __future__ import annotations

import http.server
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import EDITION
from tests.browser.test_accessibility import find_violations

WORK = "works/huace/flourished-peony/"
OTHER = "works/game-science/black-myth-wukong/"
LIST = f"showcase.shortlist.{EDITION}"
PHONE = {"width": 390, "height": 844}


@dataclass
class Host:
    """A server of the built site whose network can fail, hang, and get newer files.

    `changed` has other content for some paths, None for files that are gone. The edition is also
    served below ``/at/another/place/``.
    """

    site: Path
    url: str = ""
    down: bool = False
    changed: dict[str, bytes | None] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    open: threading.Event = field(default_factory=threading.Event)

    def file(self, path: str) -> bytes | None:
        path = path.removeprefix("/at/another/place/").lstrip("/")
        path = path + "index.html" if path.endswith("/") else path
        if path in self.changed:
            return self.changed[path]
        found = self.site / path
        return found.read_bytes() if found.is_file() else None

    def change(self, path: str, old: str, new: str) -> None:
        """Serve a file of the edition with a piece of its text replaced."""
        data = self.file(f"{EDITION}/{path}")
        assert data
        assert old in data.decode(), f"{path} has no {old}"
        key = f"{EDITION}/{path}" + ("index.html" if path.endswith("/") else "")
        self.changed[key] = data.decode().replace(old, new).encode()

    def publish(self) -> None:
        """A newer edition, in which the programme says so."""
        self.change("en/programme/", "<h1", "<p>Newer programme</p><h1")
        self.change("sw.js", '"version":"', '"version":"newer-')
        self.change("sw.js", '["en/programme/","', '["en/programme/","newer-')


def _handler(host: Host) -> type[http.server.BaseHTTPRequestHandler]:
    kinds = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            host.asked.append(f"{self.command} {path}")
            if host.down:
                self.close_connection = True
                self.connection.close()
                return
            host.open.wait(20)
            data = host.file(path)
            self.send_response(404 if data is None else 200)
            suffix = Path(path).suffix
            self.send_header("Content-Type", kinds.get(suffix, "text/html; charset=utf-8"))
            self.send_header("Content-Length", str(len(data or b"gone")))
            self.end_headers()
            self.wfile.write(data or b"gone")

        do_POST = do_GET  # noqa: N815 - by this name it is called

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler


@pytest.fixture
def host(site: Path) -> Iterator[Host]:
    host = Host(site)
    host.open.set()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(host)) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host.url = f"http://127.0.0.1:{server.server_port}/{EDITION}/"
        yield host
        host.open.set()
        server.shutdown()


@pytest.fixture
def phone(browser: Browser, host: Host) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE, timezone_id="Asia/Shanghai")
    yield context
    context.close()


def visit(phone: BrowserContext, url: str) -> Page:
    """A page whose service worker has kept what it wants to."""
    page = phone.new_page()
    page.goto(url)
    ready(page)
    return page


def ready(page: Page) -> None:
    page.wait_for_selector("html[data-sc-app=ready]", state="attached")


def caches(page: Page) -> dict[str, list[str]]:
    """Name of a cache of this origin → paths in it, the oldest first."""
    found: dict[str, list[str]] = page.evaluate(
        """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async name =>
          [name, (await (await caches.open(name)).keys()).map(it => new URL(it.url).pathname)])))"""
    )
    return found


def kept(page: Page, kind: str) -> list[str]:
    """Paths below the edition that are kept in its caches of a kind."""
    start = f"catalog|/{EDITION}/|{kind}"
    return [
        path.removeprefix(f"/{EDITION}/")
        for name, paths in caches(page).items()
        if name.startswith(start)
        for path in paths
    ]


def until(page: Page, holds: str, argument: str = "") -> None:
    """Wait for an asynchronous function of the page to answer true; Playwright's own waiting
    takes the promise for the answer.
    """
    done = page.evaluate(
        f"""async argument => {{
          const holds = {holds};
          for (let turn = 0; turn < 200; turn++) {{
            if (await holds(argument)) return true;
            await new Promise(done => setTimeout(done, 50));
          }}
          return false;
        }}""",
        argument,
    )
    assert done, f"never: {holds}"


# ---- without network -------------------------------------------------------------------


def test_a_seen_page_is_there_and_says_since_when(phone: BrowserContext, host: Host) -> None:
    page = visit(phone, host.url + f"en/{WORK}")
    expect(page.locator("[data-sc-kept]")).to_have_count(0)
    page.reload()
    expect(page.locator("[data-sc-kept]")).to_have_count(0)  # from the network, though it is kept
    host.down = True
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Flourished Peony")
    said = page.locator("[data-sc-kept]").inner_text()
    assert re.match(r"You are offline; kept on \w+ \d+, \d\d:\d\d\.", said), said
    styled = "getComputedStyle(document.querySelector('.md-header')).position"
    assert page.evaluate(styled) == "sticky"
    host.down = False
    page.get_by_role("button", name="Reload").click()
    expect(page.locator("[data-sc-kept]")).to_have_count(0)


def test_halls_programme_and_list_are_there_though_never_opened(
    phone: BrowserContext, host: Host
) -> None:
    page = visit(phone, host.url + f"en/{WORK}")
    page.locator(".sc-keep").click()
    host.down = True
    for path, text in (
        ("halls/", "Hall 1"),
        ("halls/hall-1/", "B07"),
        ("programme/", "Programme"),
        ("", "Zhejiang"),
        ("halls/hall-1/index.html", "B07"),
        ("shortlist/", "Your shortlist"),
    ):
        page.goto(host.url + f"en/{path}")
        expect(page.locator("[data-sc-kept]")).to_be_visible()
        expect(page.locator("main")).to_contain_text(text)
    page.wait_for_selector("[data-sc-code] svg")
    expect(page.locator(".sc-sl h3")).to_have_text(["Flourished Peony"])
    with page.expect_download() as arriving:
        page.locator("[data-sc-do=vcf]").click()
    assert b"BEGIN:VCARD" in Path(arriving.value.path()).read_bytes()


def test_what_is_fetched_beforehand_is_little(phone: BrowserContext, host: Host) -> None:
    page = visit(phone, host.url + "en/about/")
    pack = kept(page, "pack")
    assert {p.partition("/")[0] for p in pack if not p.startswith("data/")} == {"en"}
    assert len(kept(page, "media")) <= 1  # the logo in the header
    paths = {*pack, *kept(page, "assets"), *kept(page, "pages")}
    total = sum(len(host.file(f"{EDITION}/{path}") or b"") for path in paths)
    assert total < 1_050_000


def test_stars_bring_their_pages(phone: BrowserContext, host: Host) -> None:
    page = visit(phone, host.url + "en/companies/game-science/")
    page.get_by_role("button", name="Add to shortlist: Black Myth: Wukong", exact=True).click()
    until(page, "path => caches.match(path)", f"/{EDITION}/en/{OTHER}")
    host.down = True
    page.goto(host.url + f"en/{OTHER}")
    expect(page.locator("h1")).to_contain_text("Black Myth")


def test_what_was_never_seen_says_so_and_lists_what_is_here(
    phone: BrowserContext, host: Host
) -> None:
    page = visit(phone, host.url + f"en/{WORK}")
    host.down = True
    page.goto(host.url + f"en/{OTHER}?a=1#b")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not on this device yet")
    assert page.url == host.url + f"en/{OTHER}?a=1#b"
    here = page.locator("main li a").all_inner_texts()
    assert here[:2] == ["Your shortlist", "Zhejiang Culture Showcase 2026 — demonstration"]
    assert here[-1] == "Flourished Peony"
    expect(page.locator("a[lang=fr]").first).to_have_attribute("href", f"/{EDITION}/fr/{OTHER}")
    page.locator("main li a", has_text="Flourished Peony").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Flourished Peony")
    page.go_back()
    ready(page)
    host.down = False
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Black Myth")
    expect(page.locator("[data-sc-kept]")).to_have_count(0)


def test_arabic_runs_its_way(phone: BrowserContext, host: Host) -> None:
    page = visit(phone, host.url + "ar/about/")
    host.down = True
    page.goto(host.url + "ar/halls/hall-1/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    said = page.locator("[data-sc-kept] span")
    expect(said).to_contain_text("غير متصل")
    page.goto(host.url + f"ar/{WORK}")
    assert page.locator("html").get_attribute("dir") == "rtl"
    expect(page.locator("main li a").first).to_have_text("قائمتكم")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def use_search(page: Page, host: Host) -> None:
    """Search once, and wait until all that it took is kept."""
    page.keyboard.press("/")
    page.locator("dialog input").fill("peony")
    expect(page.locator("dialog [role=option]").first).to_contain_text("Flourished Peony")
    page.wait_for_load_state("networkidle")
    asked = [line.split(f"/{EDITION}/")[1] for line in host.asked]
    for path in {path for path in asked if path.startswith(("assets/", "data/"))}:
        until(page, "path => caches.match(path)", f"/{EDITION}/{path}")


def test_search_works_where_it_was_used_and_says_how_old_it_is(
    phone: BrowserContext, host: Host
) -> None:
    page = visit(phone, host.url + "en/halls/")
    use_search(page, host)
    page.goto(host.url + "en/programme/")
    ready(page)
    expect(page.locator("[data-sc-kept]")).to_have_count(0)
    host.down = True  # the page is new, what it searches is not
    page.keyboard.press("/")
    page.locator("dialog input").fill("qyn")
    expect(page.locator("dialog [role=option]").first).to_contain_text("Joy of Life")
    expect(page.locator("[data-sc-kept]")).to_contain_text("You are offline; kept on")
    assert page.url == host.url + "en/programme/"
    page.reload()
    page.keyboard.press("/")
    page.locator("dialog input").fill("qyn")
    expect(page.locator("dialog [role=option]").first).to_contain_text("Joy of Life")
    expect(page.locator("[data-sc-kept]")).to_have_count(1)


def test_pictures_that_are_not_here_do_not_look_broken(phone: BrowserContext, host: Host) -> None:
    page = visit(phone, host.url + f"en/{WORK}")
    host.down = True
    page.goto(host.url + "en/")
    shown = page.evaluate(
        """() => Promise.all(Array.from(document.images, image => {
          image.loading = "eager";
          return image.decode().then(() => image.naturalWidth, () => -1);
        }))"""
    )
    assert len(shown) > 10
    assert -1 not in shown


def test_axe_finds_nothing_in_what_the_app_adds(phone: BrowserContext, host: Host) -> None:
    page = visit(phone, host.url + "en/programme/")
    host.publish()
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_selector("[data-sc-newer]")
    assert find_violations(page) == []
    host.down = True
    for path in ("halls/", OTHER):
        page.goto(host.url + f"en/{path}")
        expect(page.locator("[data-sc-kept], [data-sc-offline]").first).to_be_visible()
        assert find_violations(page) == []


# ---- a network that is slow, a page that is gone ----------------------------------------


@pytest.mark.parametrize("changes", [False, True])
def test_a_network_that_hangs(phone: BrowserContext, host: Host, changes: bool) -> None:
    host.change("sw.js", "PATIENCE = 3000", "PATIENCE = 50")
    page = visit(phone, host.url + f"en/{WORK}")
    host.open.clear()
    page.goto(host.url + f"en/{WORK}", wait_until="commit")
    strip = page.locator("[data-sc-kept]")
    expect(strip).to_contain_text("The network does not answer; kept on")
    if changes:
        host.change(f"en/{WORK}", "<h1", "<p>Newer text</p><h1")
    host.open.set()
    if changes:
        page.get_by_role("status").get_by_role("button", name="Reload").last.click()
        expect(page.get_by_text("Newer text")).to_be_visible()
    expect(strip).to_have_count(0)
    expect(page.locator("[data-sc-newer]")).to_have_count(0)


def test_a_page_that_is_gone_is_not_kept(phone: BrowserContext, host: Host) -> None:
    page = visit(phone, host.url + f"en/{WORK}")
    page.goto(host.url + f"en/{OTHER}")
    assert f"en/{OTHER}" in kept(page, "pages")
    host.changed[f"{EDITION}/en/{OTHER}index.html"] = None
    page.goto(host.url + f"en/{OTHER}")
    expect(page.locator("body")).to_have_text("gone")
    page.goto(host.url + f"en/{WORK}")
    ready(page)
    assert f"en/{OTHER}" not in kept(page, "pages")


def test_only_whole_answers_of_this_edition_are_kept(phone: BrowserContext, host: Host) -> None:
    page = visit(phone, host.url + f"en/{WORK}")
    before = len(host.asked)
    port = host.url.split(":")[2].split("/")[0]
    page.evaluate(
        """async port => {
          await fetch(location.href, {method: "POST", body: "x"});
          const asset = document.querySelector("script[src*='assets/']").src;
          await fetch(asset, {method: "POST", body: "x"});
          await fetch("../../../../data/works.csv");
          await fetch(`http://localhost:${port}/x.js`, {mode: "no-cors"}).catch(() => 0);
          await fetch("../../../../assets/none-0123456789.js");
        }""",
        port,
    )
    asked = host.asked[before:]
    assert len([line for line in asked if line.startswith("POST")]) == 2
    ready(page)
    names = [path for paths in caches(page).values() for path in paths]
    assert not [n for n in names if "x.js" in n or "works.csv" in n or "none-" in n]


def test_pictures_are_limited_and_the_last_seen_stay(phone: BrowserContext, host: Host) -> None:
    host.change("sw.js", "MOST_MEDIA = 150", "MOST_MEDIA = 5")
    page = visit(phone, host.url + "en/")
    page.goto(host.url + f"en/{WORK}")
    length = "async name => (await (await caches.open(name)).keys()).length === 5"
    until(page, length, f"catalog|/{EDITION}/|media")


def test_who_saves_data_gets_the_offline_page_alone(phone: BrowserContext, host: Host) -> None:
    phone.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    page = visit(phone, host.url + f"en/{WORK}")
    assert kept(page, "pack") == ["en/offline/"]
    assert kept(page, "pages") == [f"en/{WORK}"]


# ---- something newer -------------------------------------------------------------------


def test_an_update_shows_itself_and_old_caches_go(phone: BrowserContext, host: Host) -> None:
    page = visit(phone, host.url + "en/programme/")
    old = {name for name in caches(page) if "|pack|" in name}
    host.publish()
    page.evaluate("dispatchEvent(new Event('online'))")
    newer = page.locator("[data-sc-newer]")
    expect(newer).to_contain_text("A newer edition is here.")
    newer.get_by_role("button", name="Reload").click()
    expect(page.get_by_text("Newer programme")).to_be_visible()
    expect(newer).to_have_count(0)
    ready(page)
    packs = {name for name in caches(page) if "|pack|" in name}
    assert len(packs) == 1
    assert not packs & old
    assert len(kept(page, "pack")) == 11


def test_what_has_not_changed_is_not_fetched_again(phone: BrowserContext, host: Host) -> None:
    page = visit(phone, host.url + f"en/{WORK}")
    host.publish()
    host.asked.clear()
    page.goto(host.url + f"en/{WORK}")
    until(page, "async () => (await caches.keys()).some(it => it.includes('|newer-'))")
    ready(page)
    fetched = [line for line in host.asked if line.endswith("/") or "/data/" in line]
    assert sorted({*fetched}) == [
        f"GET /{EDITION}/en/programme/",
        f"GET /{EDITION}/en/{WORK}",
    ]


def test_a_page_just_loaded_is_not_called_old(phone: BrowserContext, host: Host) -> None:
    """But another one that is open is."""
    other = visit(phone, host.url + "en/halls/")
    host.publish()
    page = phone.new_page()
    page.goto(host.url + "en/programme/")
    expect(other.locator("[data-sc-newer]")).to_be_visible()
    expect(page.get_by_text("Newer programme")).to_be_visible()
    expect(page.locator("[data-sc-newer]")).to_have_count(0)
    other.get_by_role("button", name="Reload").click()
    expect(other.locator("[data-sc-newer]")).to_have_count(0)


def test_files_that_nothing_names_any_more_go(phone: BrowserContext, host: Host) -> None:
    """Neither a page's script nor what only that script names."""
    page = visit(phone, host.url + f"en/{WORK}")
    old = [
        next(p for p in kept(page, "assets") if re.search(pattern, p))
        for pattern in (r"/frame-\w+\.js", "/shortlist-page-")
    ]
    new = [re.sub(r"-\w{10}\.js", "-0000000000.js", path) for path in old]
    (frame, newer_frame), (late, newer_late) = zip(old, new, strict=True)
    host.changed[f"{EDITION}/{newer_late}"] = host.file(f"{EDITION}/{late}")
    script = (host.file(f"{EDITION}/{frame}") or b"").decode()
    renamed = script.replace(late.removeprefix("assets/"), newer_late.removeprefix("assets/"))
    host.changed[f"{EDITION}/{newer_frame}"] = renamed.encode()
    host.change("sw.js", '"version":"', '"version":"newer-')
    host.change("sw.js", frame, newer_frame)
    host.change("sw.js", late, newer_late)
    for path in [*kept(page, "pack"), f"en/{WORK}"]:
        if path.endswith("/"):
            host.change(path, frame, newer_frame)
            told = (host.file(f"{EDITION}/sw.js") or b"").decode()
            if digest := re.search(rf'"{path}","(\w+)"', told):
                host.change("sw.js", digest[0], f'"{path}","newer"')
    page.goto(host.url + f"en/{WORK}")
    for path in old:
        until(page, "async path => !(await caches.match(path))", f"/{EDITION}/{path}")
    assert {*new} <= {*kept(page, "assets")}


# ---- one of several, and nowhere else ---------------------------------------------------


def test_two_editions_side_by_side(phone: BrowserContext, host: Host) -> None:
    one = visit(phone, host.url + "en/programme/")
    away = host.url.replace(EDITION, f"at/another/place/{EDITION}")
    two = visit(phone, away + f"en/{WORK}")
    names = {name.split("|")[1] for name in caches(one)}
    assert names == {f"/{EDITION}/", f"/at/another/place/{EDITION}/"}
    host.publish()
    one.goto(host.url + "en/programme/")
    until(one, "async () => (await caches.keys()).filter(it => it.includes('|newer-')).length == 1")
    expect(two.locator("[data-sc-newer]")).to_have_count(0)
    host.down = True
    two.goto(away + "en/halls/hall-1/")
    expect(two.locator("main")).to_contain_text("B07")
    two.goto(away + f"en/{OTHER}")
    expect(two.locator("main li a", has_text="Flourished Peony")).to_have_count(1)
    one.goto(host.url + f"en/{WORK}")  # seen in the other edition only
    expect(one.get_by_role("heading", level=1)).to_have_text("This page is not on this device yet")


def test_while_serving_nothing_is_kept(phone: BrowserContext, host: Host) -> None:
    page = visit(phone, host.url + f"en/{WORK}")
    host.changed["__reload.js"] = b""
    host.change(f"en/{WORK}", "</body>", '<script src="/__reload.js"></script></body>')
    page.reload()
    until(page, "async () => !(await caches.keys()).length")
    until(page, "async () => !(await navigator.serviceWorker.getRegistrations()).length")


def test_it_can_be_installed(phone: BrowserContext, host: Host) -> None:
    page = visit(phone, host.url + "ar/shortlist/")
    devtools = phone.new_cdp_session(page)
    manifest: dict[str, Any] = devtools.send("Page.getAppManifest")
    assert manifest["errors"] == []
    told = json.loads(manifest["data"])
    assert (told["lang"], told["dir"]) == ("ar", "rtl")
    wrong = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [it["errorId"] for it in wrong if it["errorId"] != "in-incognito"] == []


def test_the_list_offers_to_install_where_the_browser_can(
    phone: BrowserContext, host: Host
) -> None:
    page = visit(phone, host.url + "en/shortlist/")
    page.evaluate(f"localStorage.setItem('{LIST}', JSON.stringify([{{id: '{WORK[6:-1]}'}}]))")
    page.reload()
    ready(page)
    button = page.get_by_role("button", name="Install on this device")
    expect(button).to_be_hidden()
    asked = page.evaluate(
        """() => { const event = new Event("beforeinstallprompt", {cancelable: true});
          event.prompt = () => { window.prompted = true }; dispatchEvent(event);
          return event.defaultPrevented }"""
    )
    assert asked
    button.click()
    assert page.evaluate("window.prompted")
    expect(button).to_be_hidden()
