"""What the benchmark asks of a peer, and what peers share."""

from __future__ import annotations

import json
import shutil
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.fair import Fair
from benchmarks.measure import Command
from benchmarks.peers.neutral import MENU, Neutral, Page, direction, own_name

INSTALLED = Path(__file__).resolve().parent.parent / ".peers"
"""Where ``python -m benchmarks install`` puts what the peers need."""

AHEAD = ("zh-Hans",)
"""The language in which the changed work is looked at; the first of every fair."""


class Peer(ABC):
    """One other generator."""

    name: str
    limit = 20_000
    """Works of the largest edition that is tried; beyond it, it would take the whole day."""
    at_once = 1
    inside = False
    """Whether it refuses to build to a folder outside of its sources."""

    @abstractmethod
    def version(self) -> str | None:
        """The version that would run, or None where it is not installed."""

    @abstractmethod
    def write(self, neutral: Neutral, folder: Path) -> None:
        """Write the sources of the whole site into a new folder."""

    @abstractmethod
    def commands(self, fair: Fair, folder: Path, out: Path) -> Sequence[Command]:
        """What builds the site; ``at_once`` of them run at the same time."""

    @abstractmethod
    def source(self, folder: Path, path: str) -> Path:
        """The file that holds a work's page in :data:`AHEAD`."""

    caches: Sequence[str] = ()
    """Folders beside the sources that a cold build does not have."""

    def clear(self, folder: Path) -> None:
        """Delete what former builds left beside the sources."""
        for name in self.caches:
            shutil.rmtree(folder / name, ignore_errors=True)

    def change(self, fair: Fair, folder: Path, number: int, word: str) -> None:
        """Put a word at the beginning of a work's Chinese synopsis."""
        path = self.source(folder, f"works/{fair.work_id(number)}/")
        text = path.read_text(encoding="utf-8")
        before, heading, rest = text.partition("## 故事梗概\n\n")
        if not heading:
            raise AssertionError(f"{path} has no synopsis")
        path.write_text(f"{before}{heading}{word} {rest}", encoding="utf-8")

    def built(self, out: Path, lang: str, path: str) -> Path:
        """The file that a page was built to."""
        return out / lang / path / "index.html"


def site_data(fair: Fair, neutral: Neutral) -> dict[str, Any]:
    """What all pages of each language share: direction, menu, languages, name."""
    names = [[tag, own_name(tag)] for tag in fair.languages]
    return {
        tag: {
            "dir": direction(tag),
            "name": neutral.say(fair.edition()["name"], tag),
            "home": neutral.ui("home", tag),
            "menu": [[neutral.ui(key, tag), f"{key}/"] for key in MENU],
            "languages": names,
        }
        for tag in fair.languages
    }


def front_matter(page: Page) -> str:
    """Everything but the long texts, as JSON."""
    data = {key: value for key, value in asdict(page).items() if value and key != "texts"}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def long_texts(page: Page) -> str:
    """The long texts as one piece of Markdown."""
    return "".join(
        f"## {heading}\n\n{text}\n" if heading else f"{text}\n" for heading, text in page.texts
    )


def put(path: Path, text: str) -> None:
    """Write a file, its folder too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
