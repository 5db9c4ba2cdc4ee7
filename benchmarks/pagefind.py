"""What Pagefind costs a very large edition: the build, what is published, what a visitor waits for.

    .venv/bin/python -m benchmarks.pagefind DIR

DIR is an edition that ``python -m benchmarks make`` wrote. The first of its languages is measured.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import resource
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, ClassVar

from playwright.sync_api import sync_playwright

from benchmarks.finder import ASSETS, PHONE, ROOT
from catalog.build.checking import check_content
from catalog.build.settings import Settings
from catalog.edition.localise import make_localiser
from catalog.edition.resolve import Catalog
from catalog.web.pages import make_lists
from catalog.web.search import pagefind
from catalog.web.search.finder import make_finder
from tests.browser.chromium import ARGUMENTS, find_chromium

PAGE = """<!doctype html><html lang="{0}"><meta charset="utf-8"><title>Finder</title>
<script>
showcase = {{root: "", shared: "", lang: "{0}",
  assets: {{minisearch: "minisearch.js", "finder-pagefind": "finder-pagefind.js"}}}};
</script><script src="assets/finder.js"></script></html>"""

OPEN = """async () => {
  const start = performance.now();
  await showcase.finder.open("titles");
  return performance.now() - start;
}"""

FIRST = """async query => {
  const start = performance.now();
  await showcase.finder.open("words");
  await showcase.finder.ask(query);
  return [performance.now() - start, !!showcase.finder.far];
}"""

TYPING = """async () => {
  const f = showcase.finder, times = [];
  let found = 0, titles = 0;
  for (let k = 0; k < 40; k++) {
    const work = Math.floor(k * f.catalogue.n / 40), title = f.naming.shown(work).text;
    for (let n = 1; n <= title.length; n++) {
      const start = performance.now();
      const answer = await f.ask(title.slice(0, n));
      times.push(performance.now() - start);
      if (n < title.length) continue;
      titles++;
      found += answer.works.slice(0, 10).some(w => f.naming.shown(w).text === title) ? 1 : 0;
    }
  }
  times.sort((a, b) => a - b);
  const rank = share => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return [rank(.5), rank(.95), rank(1), found, titles];
}"""


class _Counting(http.server.SimpleHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.asked.append(self.path.partition("?")[0].lstrip("/"))
        super().do_GET()


def sent(folder: Path, names: list[str]) -> int:
    """Bytes on the way: Pagefind's own files are compressed already, the others by the server."""
    files = [(folder / name).read_bytes() for name in names if (folder / name).is_file()]
    return sum(len(d) if d[:2] == b"\x1f\x8b" else len(gzip.compress(d, 9)) for d in files)


def write(content: Path, cache: Path, out: Path) -> tuple[str, Catalog]:
    """Write the finder's files, Pagefind's included; prints what making them took."""
    settings = Settings(content, cache / "out", ROOT, cache)
    catalog = check_content(settings).catalog
    assert catalog is not None
    tag = catalog.edition.languages[0]
    localiser = make_localiser(
        tag, catalog.site, catalog.edition, catalog.vocabularies, settings.theme / "locales"
    )
    start, before = time.perf_counter(), _cpu()
    index = pagefind.make_index(catalog, {tag: localiser}, cache)
    took = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    files = {f"pagefind/{name}": data for name, data in index.files()}
    print(
        f"{len(catalog.works):,} works, {tag}: {_cpu() - before:.1f} s of processor time "
        f"({took:.1f} s), {memory:,.0f} MB, {len(files)} files, "
        f"{sum(map(len, files.values())) / 1e6:.1f} MB published"
    )
    lists = make_lists(catalog)
    make_finder(catalog, {tag: localiser}, {}, {}, lists, files.__setitem__, None, index.ids)
    for name in ("finder.js", "minisearch.js", "finder-pagefind.js"):
        files[f"assets/{name}"] = (ASSETS / name).read_bytes()
    files["index.html"] = PAGE.format(tag).encode()
    for name, data in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(data)
    return tag, catalog


def _cpu() -> float:
    uses = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def measure(folder: Path, query: str, slower: int, *, far: bool) -> dict[str, Any]:
    """Open, ask once, type forty titles, in a fresh Chromium."""
    handler = functools.partial(_Counting, directory=str(folder))
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        sync_playwright() as playwright,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        page = browser.new_page()
        page.set_default_timeout(600_000)
        if not far:
            page.route("**/finder-pagefind.js", lambda route: route.abort())
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        if slower > 1:
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        opened = page.evaluate(OPEN)
        _Counting.asked.clear()
        first, used = page.evaluate(FIRST, query)
        assert used is far
        loaded = sent(folder, _Counting.asked)
        if not far:
            page.evaluate("showcase.finder.fill()")
        _Counting.asked.clear()
        median, p95, worst, found, titles = page.evaluate(TYPING)
        later = sent(folder, _Counting.asked)
        browser.close()
        server.shutdown()
    return {
        "list of works is a finder, ms": opened,
        "first query: KB that it loads": loaded / 1000,
        "first query, ms": first,
        "a search as one types, median, ms": median,
        "… 95 of 100, ms": p95,
        "… slowest, ms": worst,
        "KB that typing forty titles loads": later / 1000,
        f"of {titles} titles in the first ten": found,
    }


def main(folder: Path) -> int:
    """Pagefind beside the finder's own search, on a desktop and on a phone."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "site"
        _tag, catalog = write(folder, Path(scratch) / "cache", out)
        title = next(iter(list(catalog.works.values())[len(catalog.works) // 2].title.values()))
        columns = {
            "Pagefind": measure(out, title, 1, far=True),
            "own": measure(out, title, 1, far=False),
            "Pagefind, phone": measure(out, title, PHONE, far=True),
            "own, phone": measure(out, title, PHONE, far=False),
        }
    print("| | " + " | ".join(columns) + " |\n|---|" + "---:|" * len(columns))
    for row in columns["own"]:
        cells = (
            f"{one[row]:,.1f}" if one[row] < 10 else f"{one[row]:,.0f}" for one in columns.values()
        )
        print(f"| {row} | " + " | ".join(cells) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
