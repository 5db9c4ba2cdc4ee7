"""How soon a visitor sees something on a slow phone, and what a first view weighs.

    .venv/bin/python build.py build
    .venv/bin/python -m benchmarks.first_view [SITE] [--runs 3] [--only PATTERN]

Serves SITE (`site/`) compressed on this machine and opens each kind of page in a fresh profile at
400 kbit/s, 400 ms there and back, with a processor four times slower. Prints medians of the first
and largest contentful paint, and the compressed bytes of styles and scripts that came before the
page was loaded. It needs Chromium: the one that the tests find.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
from playwright.sync_api import Browser, Response, sync_playwright

from benchmarks.lighthouse import _read_compressed, serve_compressed
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.pages import find_pages

ROOT = Path(__file__).parents[1]
PHONE = {"width": 390, "height": 844}
BYTES_A_SECOND = 400_000 / 8
ROUND_TRIP = 400  # milliseconds
SLOWER = 4
PAINTS = """() => new Promise(done => {
  let largest = 0;
  new PerformanceObserver(list => list.getEntries().forEach(it => { largest = it.startTime; }))
    .observe({type: "largest-contentful-paint", buffered: true});
  setTimeout(() => done([performance.getEntriesByName("first-contentful-paint")[0].startTime,
    largest]), 500);
})"""


def look(browser: Browser, url: str, site: Path) -> tuple[float, float, Counter[str]]:
    """First and largest paint in milliseconds; compressed bytes by type of resource."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, is_mobile=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": ROUND_TRIP,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND,
        },
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    weights: Counter[str] = Counter()

    def count(response: Response) -> None:
        file = site / unquote(urlsplit(response.url).path).lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        weights[response.request.resource_type] += len(_read_compressed(file)[1])

    page.on("response", count)
    page.goto(url, wait_until="load", timeout=120_000)
    page.remove_listener("response", count)
    first, largest = page.evaluate(PAINTS)
    context.close()
    return first, largest, weights


@click.command()
@click.argument("site", type=click.Path(path_type=Path), default=ROOT / "site")
@click.option("--runs", default=3)
@click.option("--only", default="", help="Kinds of pages that match this pattern.")
def main(site: Path, runs: int, only: str) -> None:
    """Print a table, a kind of page a line."""
    edition = next(path.parents[1] for path in sorted(site.glob("*/en/index.html")))
    click.echo(
        "| page | first paint | largest | html | styles | scripts |\n|---|---|---|---|---|---|"
    )
    with serve_compressed(site) as top, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        for kind, path in find_pages(edition, "en").items():
            if not re.search(only, kind):
                continue
            views = [look(browser, f"{top}{edition.name}/{path}", site) for _ in range(runs)]
            first, largest = (statistics.median(view[k] for view in views) / 1000 for k in (0, 1))
            weights = views[-1][2]
            sizes = (
                f"{weights[name] / 1000:.1f} KB" for name in ("document", "stylesheet", "script")
            )
            click.echo(f"| {kind} | {first:.1f} s | {largest:.1f} s | {' | '.join(sizes)} |")
        browser.close()


if __name__ == "__main__":
    main()
