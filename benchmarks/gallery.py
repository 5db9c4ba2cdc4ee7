"""Pictures of the demonstration edition: those of the README, or every kind of page to look at.

    .venv/bin/python build.py build
    .venv/bin/python -m benchmarks.gallery [SITE]        # docs/pictures/*.webp
    .venv/bin/python -m benchmarks.gallery --all DIR     # <kind>.<lang>.<width>.<scheme>.png
    .venv/bin/python -m benchmarks.gallery --all DIR --only work --languages ja --widths 768,1920

Says which pages are wider than their window. It needs Chromium: the one that the tests find.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.lighthouse import serve_compressed
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.pages import find_pages

ROOT = Path(__file__).parents[1]
PEONY = "works/huace/flourished-peony/"
PHONE, DESK = (390, 844), (1440, 900)

# Name → language, path, window of each part; several stand side by side.
README = {
    "home": [("en", "", DESK)],
    "work": [("en", PEONY, DESK)],
    "finder": [("zh-Hans", "works/", DESK)],
    "phones": [
        ("ar", PEONY, PHONE),
        ("zh-Hans", "works/netease-games/onmyoji/", PHONE),
        ("ja", "halls/hall-4/", PHONE),
    ],
}
_HEIGHT, _GAP = 675, 19  # of a picture in the README, between phones


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


def _open(browser: Browser, url: str, lang: str, window: tuple[int, int], scheme: str) -> Page:
    page = browser.new_page(
        viewport={"width": window[0], "height": window[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        locale=lang,
    )
    page.goto(url, wait_until="networkidle")
    page.evaluate("document.querySelectorAll('img').forEach(it => { it.loading = 'eager' })")
    # the network was idle before, so that waiting for it once more would not wait at all
    page.evaluate("Promise.all(Array.from(document.images, it => it.decode().catch(() => {})))")
    if page.locator("[data-sc-finder],[data-sc-rights]").count():
        page.wait_for_selector("[data-sc-ready]")
    return page


def _picture(browser: Browser, url: str, lang: str, window: tuple[int, int]) -> Image.Image:
    page = _open(browser, url, lang, window, "light")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.close()
    width = round(picture.width * _HEIGHT / picture.height)
    return picture.resize((width, _HEIGHT), Image.Resampling.LANCZOS)


def _readme(browser: Browser, base: str, folder: Path) -> None:
    for name, parts in README.items():
        shown = [_picture(browser, f"{base}{lang}/{path}", lang, w) for lang, path, w in parts]
        width = sum(one.width for one in shown) + _GAP * (len(shown) - 1)
        sheet = Image.new("RGB", (width, _HEIGHT), "white")
        at = 0
        for one in shown:
            sheet.paste(one, (at, 0))
            at += one.width + _GAP
        sheet.save(folder / f"{name}.webp", quality=80, method=6)
        click.echo(f"docs/pictures/{name}.webp")


@click.command()
@click.argument("site", type=click.Path(path_type=Path), default=ROOT / "site")
@click.option("--all", "folder", type=click.Path(path_type=Path), help="Every kind of page.")
@click.option("--only", default="", help="Kinds of pages that match this pattern.")
@click.option("--languages", default="en,zh-Hans,ar")
@click.option("--widths", default="390,1440")
@click.option("--schemes", default="light,dark")
def main(
    site: Path, folder: Path | None, only: str, languages: str, widths: str, schemes: str
) -> None:
    """Make the README's pictures, or all."""
    edition = next(path.parents[1] for path in sorted(site.glob("*/en/index.html")))
    with serve_compressed(site) as top, _browser() as browser:
        base = f"{top}{edition.name}/"
        if folder is None:
            _readme(browser, base, ROOT / "docs" / "pictures")
            return
        folder.mkdir(parents=True, exist_ok=True)
        for lang in languages.split(","):
            for kind, path in find_pages(edition, lang).items():
                if not re.search(only, kind):
                    continue
                for width in map(int, widths.split(",")):
                    for scheme in schemes.split(","):
                        page = _open(browser, base + path, lang, (width, 900), scheme)
                        name = (
                            f"{kind.replace(', ', '-').replace(' ', '-')}.{lang}.{width}.{scheme}"
                        )
                        page.screenshot(path=folder / f"{name}.png", full_page=True)
                        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                            click.echo(f"wider than its window: {name}")
                        page.close()


if __name__ == "__main__":
    main()
