"""The kinds of pages that an edition has, each with one that stands for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

LANGUAGES = ("en", "zh-Hans", "ar", "ja", "es", "fr")
SINGLE = (
    *("works", "companies", "families", "halls", "programme", "services", "rights", "shortlist"),
    "offline",
    *("about", "visit"),  # written in Markdown
)
WEB_ONLY = ("offline",)  # a booth has no use for it
ROOT_PAGES = {"language chooser": "../index.html#languages", "not found": "../404.html"}


def find_pages(edition: Path, lang: str) -> dict[str, str]:
    """Kind of page → address relative to the edition, the two pages of the root included."""
    home = edition / lang

    def first(pattern: str, holds: Callable[[str], bool] = lambda text: True) -> str:
        for file in sorted(home.glob(f"{pattern}/index.html")):
            if holds(file.read_text(encoding="utf-8")):
                return file.parent.relative_to(edition).as_posix() + "/"
        raise LookupError(f"no page {pattern} in {home}")

    return {
        "home": f"{lang}/",
        **{name: first(name) for name in SINGLE if name not in WEB_ONLY or (home / name).is_dir()},
        "list": first("list/works/genre/*"),
        "work with picture": first("works/*/*", lambda text: 'sc-hero--art"' in text),
        "work, drawn": first("works/*/*", lambda text: "sc-hero--flat" in text),
        "work with rights": max(
            (
                file.parent.relative_to(edition).as_posix() + "/"
                for file in home.glob("works/*/*/index.html")
            ),
            key=lambda path: (edition / path / "index.html").stat().st_size,
        ),
        "company": first("companies/*", lambda text: "sc-plan" in text),
        "family": first("families/*"),
        "hall": first("halls/*"),
        "service": first("services/*"),
        **ROOT_PAGES,
    }
