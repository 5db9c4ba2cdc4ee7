"""What a visitor's phone takes: bytes of a first view, no jumps, nothing before it is used."""

from __future__ import annotations

import functools
import gzip
import statistics
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Request

from tests.browser.conftest import EDITION
from tests.browser.pages import LANGUAGES, ROOT_PAGES, find_pages

PHONE = {"width": 412, "height": 823}
FIRST_VIEW = 60_000  # bytes, compressed, without pictures
PAGE = 8_192  # bytes of a work's page, compressed; TYPICAL as it lies on the disk
TYPICAL = 17_500
SHIFT = """() => new Promise(done => new PerformanceObserver(list => done(
  list.getEntries().filter(it => !it.hadRecentInput).reduce((sum, it) => sum + it.value, 0)
)).observe({type: "layout-shift", buffered: true}) || setTimeout(() => done(0), 300))"""


@functools.cache
def compressed(file: Path) -> int:
    """Bytes of a file on its way; a folder's is its page."""
    return len(gzip.compress((file / "index.html" if file.is_dir() else file).read_bytes(), 9))


def test_pages_of_works_are_light(site: Path) -> None:
    files = [
        file
        for lang in LANGUAGES
        for file in (site / EDITION / lang / "works").glob("*/*/index.html")
    ]
    assert not [str(file) for file in files if compressed(file) > PAGE]
    assert statistics.median(file.stat().st_size for file in files) <= TYPICAL


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_first_view_is_light_and_steady(
    browser: Browser, site: Path, site_url: str, lang: str
) -> None:
    """Every kind of page: few bytes, no layout shift, no finder where nobody looks for anything."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=1.75)
    page = context.new_page()
    taken: list[Request] = []
    page.on("request", lambda request: taken.append(request))
    wrong = []
    for kind, path in find_pages(site / EDITION, lang).items():
        if kind in ROOT_PAGES:
            continue
        taken.clear()
        page.goto(site_url + path, wait_until="load")
        first = {it.url for it in taken if it.resource_type not in {"image", "other"}}
        total = sum(compressed(site / urlsplit(url).path.lstrip("/")) for url in first)
        page.wait_for_load_state("networkidle")
        shift = page.evaluate(SHIFT)
        if total > FIRST_VIEW:
            wrong.append(f"{kind}: {total} bytes")
        if shift > 0.001:
            wrong.append(f"{kind}: shifts by {shift}")
        if kind not in {"works", "rights"}:
            wrong += [f"{kind} loads {it.url}" for it in taken if "finder" in it.url]
    context.close()
    assert not wrong
