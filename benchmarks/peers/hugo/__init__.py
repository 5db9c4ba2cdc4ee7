"""Hugo: Markdown files with JSON front matter, one layout for all pages."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from typing_extensions import override

from benchmarks.fair import Fair
from benchmarks.measure import Command
from benchmarks.peers.base import INSTALLED, Peer, front_matter, long_texts, put, site_data
from benchmarks.peers.neutral import Neutral


def find_hugo() -> Path | None:
    """The program itself: the Python package wraps it in a script that need not be measured."""
    found = sorted(INSTALLED.glob("venv/lib/python*/site-packages/hugo/binaries/hugo*"))
    if found:
        return found[0]
    known = shutil.which("hugo")
    return Path(known) if known else None


class Hugo(Peer):
    """See https://gohugo.io/."""

    name = "hugo"
    caches = ("resources",)

    @override
    def version(self) -> str | None:
        program = find_hugo()
        if program is None:
            return None
        said = subprocess.run([program, "version"], capture_output=True, text=True, check=True)
        found = re.search(r"v(\d+\.\d+\.\d+)", said.stdout)
        return found[1] if found else said.stdout.strip()

    @override
    def write(self, neutral: Neutral, folder: Path) -> None:
        fair = neutral.fair
        site = site_data(fair, neutral)
        config = {
            "baseURL": "https://bench.example.org/",
            "title": "Benchmark Fair",
            "defaultContentLanguage": fair.languages[0],
            "defaultContentLanguageInSubdir": True,
            "disableKinds": ["taxonomy", "term", "rss", "sitemap", "robotsTXT", "404"],
            "languages": {
                tag: {"contentDir": f"content/{tag}", "weight": n + 1, "params": site[tag]}
                for n, tag in enumerate(fair.languages)
            },
        }
        put(folder / "hugo.json", json.dumps(config, ensure_ascii=False))
        shutil.copytree(Path(__file__).parent / "layouts", folder / "layouts")
        for tag in fair.languages:
            for page in neutral.pages(tag):
                text = f"{front_matter(page)}\n\n{long_texts(page)}"
                put(self._file(folder, tag, page.path), text)

    def _file(self, folder: Path, tag: str, path: str) -> Path:
        """Lists have pages below them: to Hugo they are sections."""
        parts = path.split("/")
        if not path or path.startswith("list/") or len(parts) == 2:
            return folder / "content" / tag / path / "_index.md"
        return folder / "content" / tag / f"{path.rstrip('/')}.md"

    @override
    def commands(self, fair: Fair, folder: Path, out: Path) -> Sequence[Command]:
        program = str(find_hugo())
        args = [program, "--quiet", "--noBuildLock", "--destination", str(out)]
        return [Command([*args, "--cacheDir", str(folder / "resources/cache")], folder)]

    @override
    def source(self, folder: Path, path: str) -> Path:
        return self._file(folder, "zh-Hans", path)

    @override
    def built(self, out: Path, lang: str, path: str) -> Path:
        return out / lang.lower() / path / "index.html"  # as Hugo spells languages
