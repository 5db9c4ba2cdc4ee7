"""What the finder costs visitors: bytes on the way, milliseconds in a real browser.

    .venv/bin/python -m benchmarks.finder DIR [DIR …]

Each DIR is an edition that ``python -m benchmarks make`` wrote. Prints one table for a desktop and
one for a phone, which is the same machine made four times slower.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from catalog.build.checking import check_content
from catalog.build.settings import Settings
from catalog.edition.localise import make_localiser
from catalog.edition.resolve import Catalog
from catalog.web.pages import make_lists
from catalog.web.search.finder import make_finder
from tests.browser.chromium import ARGUMENTS, find_chromium

ROOT = Path(__file__).parents[1]
ASSETS = ROOT / "theme" / "overrides" / "assets"
LANG = "en"
PHONE = 4  # times slower

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Finder</title>
<script>
showcase = {root: "", shared: "", lang: "en", assets: {minisearch: "minisearch.js"}};
</script><script src="assets/finder.js"></script></html>"""

# Words of the works themselves, as one types them: whole, begun, mistyped, and what is nowhere.
MEASURE = """async () => {
  const f = showcase.finder, took = {}, now = () => performance.now();
  let at = now(), longest = 0;
  const until = name => { took[name] = now() - at; at = now(); };
  await f.open("titles"); until("open");
  const state = {right: new Set(["svod"]), in: "LATAM", for: ""};
  Object.keys(f.catalogue.facets).forEach(name => { state[name] = new Set(); });
  state.kind.add("series");
  at = now(); f.filter(state, null); until("filterFirst");
  state.in = "CL"; at = now(); f.filter(state, null); until("filterElsewhere");
  state.genre.add("romance"); at = now(); f.filter(state, null); until("filterNext");
  at = now(); await f.open("words"); until("openWords");
  at = now(); f.search("joy"); until("firstResult");
  let last = now();
  const watch = setInterval(() => {
    longest = Math.max(longest, now() - last - 4);
    last = now();
  }, 4);
  at = now(); await f.fill(); until("fill"); clearInterval(watch);
  took.pause = longest;
  const titles = [], times = [], slips = [];
  for (let k = 0; k < 40; k++) titles.push(f.naming.shown(Math.floor(k * f.catalogue.n / 40)).text);
  const ask = (query, into) => { const t = now(); f.search(query); into.push(now() - t); };
  titles.forEach(title => {
    for (let n = 1; n <= title.length; n++) ask(title.slice(0, n), times);
  });
  titles.forEach(title => {
    const at = Math.min(3, title.length - 2), slip = title.slice(0, at) + "x" + title.slice(at + 1);
    ask(slip, slips);
  });
  ["qyn", "庆余年", "长安", "B07", "zzzz zzzz", "a", "庆"].forEach(query => ask(query, times));
  const rank = (list, share) =>
    list.sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))];
  took.median = rank(times, .5); took.p95 = rank(times, .95); took.worst = rank(times, 1);
  took.slipMedian = rank(slips, .5); took.slipWorst = rank(slips, 1);
  took.memory = performance.memory ? performance.memory.usedJSHeapSize / 1e6 : 0;
  return took;
}"""

ROWS = (
    ("facets, bytes a work", "facets"),
    ("covers and slugs, bytes a work", "cards"),
    ("text, bytes a work", "text"),
    ("one language's labels and pages, KB", "labels"),
    ("list of works is a finder, ms", "open"),
    ("filter, first, ms", "filterFirst"),
    ("filter, another country, ms", "filterElsewhere"),
    ("filter, one more value, ms", "filterNext"),
    ("texts loaded, ms", "openWords"),
    ("first result, ms", "firstResult"),
    ("index filled, ms", "fill"),
    ("longest pause meanwhile, ms", "pause"),
    ("a search as one types, median, ms", "median"),
    ("… 95 of 100, ms", "p95"),
    ("… slowest, ms", "worst"),
    ("a search with a slip, median, ms", "slipMedian"),
    ("… slowest, ms", "slipWorst"),
    ("memory, MB", "memory"),
)


def make_data(content: Path, cache: Path) -> tuple[Catalog, dict[str, bytes], float]:
    """The finder's files of an edition, and the seconds that making them took."""
    settings = Settings(content, cache / "out", ROOT, cache)
    checked = check_content(settings)
    catalog = checked.catalog
    assert catalog is not None
    localisers = {
        tag: make_localiser(
            tag, catalog.site, catalog.edition, catalog.vocabularies, settings.theme / "locales"
        )
        for tag in catalog.edition.languages
    }
    # Drawn covers only have to have their names here.
    covers = {
        id: f"{id.replace('/', '-')}-{hash(id) & 0xFFFFFFFFFF:010x}.svg" for id in catalog.works
    }
    start = time.perf_counter()
    files: dict[str, bytes] = {}
    lists, pictures = make_lists(catalog), checked.pictures.by_path
    make_finder(catalog, localisers, pictures, covers, lists, files.__setitem__)
    return catalog, files, time.perf_counter() - start


def weigh(catalog: Catalog, files: dict[str, bytes]) -> dict[str, float]:
    """Compressed bytes a work of what a page in one language loads, by what it is for."""
    sizes: dict[str, int] = {"facets": 0, "cards": 0, "text": 0, "labels": 0}
    needs = json.loads(_payload(files[f"data/finder-{LANG}.js"]))["needs"]
    for file in {file for names in needs.values() for file in names}:
        for section in files[f"data/{file}"].splitlines():
            name = section.split(b'"', 2)[1].decode().partition(".")[0]
            kind = name if name in sizes else "labels" if name in _CONSTANT else "text"
            sizes[kind] += len(gzip.compress(section, 9, mtime=0))
    works = len(catalog.works)
    return {k: v / 1000 if k == "labels" else v / works for k, v in sizes.items()}


_CONSTANT = ("more", "contacts")


def _payload(script: bytes) -> str:
    return script.decode().partition(",")[2].removesuffix(");\n")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def measure(files: dict[str, bytes], slower: int) -> dict[str, float]:
    """Milliseconds in a fresh Chromium, ``slower`` times slower than it is."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        (out / "data").mkdir()
        (out / "assets").mkdir()
        for path, data in files.items():
            (out / path).write_bytes(data)
        for name in ("finder.js", "minisearch.js"):
            (out / "assets" / name).write_bytes((ASSETS / name).read_bytes())
        (out / "index.html").write_text(PAGE, encoding="utf-8")
        handler = functools.partial(_Quiet, directory=folder)
        with (
            http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
            sync_playwright() as playwright,
        ):
            threading.Thread(target=server.serve_forever, daemon=True).start()
            browser = playwright.chromium.launch(
                executable_path=find_chromium(),
                args=[*ARGUMENTS, "--enable-precise-memory-info"],
            )
            page: Page = browser.new_page()
            page.set_default_timeout(600_000)
            page.goto(f"http://127.0.0.1:{server.server_port}/")
            if slower > 1:
                session = page.context.new_cdp_session(page)
                session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
            found: dict[str, float] = page.evaluate(MEASURE)
            browser.close()
            server.shutdown()
    return found


def table(columns: dict[int, dict[str, Any]]) -> str:
    """The figures as Markdown, a column for each number of works."""
    head = "| | " + " | ".join(f"{works:,} works" for works in columns) + " |"
    lines = [head, "|---|" + "---:|" * len(columns)]
    for label, key in ROWS:
        cells = [_figure(one[key]) for one in columns.values()]
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _figure(value: float) -> str:
    return f"{value:.1f}" if value < 10 else f"{value:,.0f}"


def main(folders: list[str]) -> int:
    """Measure each edition; the smallest first."""
    desktop: dict[int, dict[str, Any]] = {}
    phone: dict[int, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as cache:
        for folder in folders:
            catalog, files, seconds = make_data(Path(folder), Path(cache))
            weights = weigh(catalog, files)
            works = len(catalog.works)
            print(f"{works:,} works: data made in {seconds:.1f} s", file=sys.stderr)
            desktop[works] = weights | measure(files, 1)
            phone[works] = weights | measure(files, PHONE)
    print(table(desktop))
    print(f"\nA phone ({PHONE} times slower):\n")
    print(table(phone))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
