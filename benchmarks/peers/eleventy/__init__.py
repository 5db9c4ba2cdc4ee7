"""Eleventy: one JavaScript template, paginated over all pages as JSON lines.

Template functions are Eleventy's fastest kind of template, and a page per item of data spares it
the reading of a file a page.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from typing_extensions import override

from benchmarks.fair import Fair
from benchmarks.measure import Command
from benchmarks.peers.base import INSTALLED, Peer, long_texts, put, site_data
from benchmarks.peers.neutral import Neutral

_MODULES = INSTALLED / "node" / "node_modules"


class Eleventy(Peer):
    """See https://www.11ty.dev/."""

    name = "eleventy"

    @override
    def version(self) -> str | None:
        about = _MODULES / "@11ty" / "eleventy" / "package.json"
        if not about.is_file() or not shutil.which("node"):
            return None
        return str(json.loads(about.read_text())["version"])

    @override
    def write(self, neutral: Neutral, folder: Path) -> None:
        fair = neutral.fair
        put(folder / "site.json", json.dumps(site_data(fair, neutral), ensure_ascii=False))
        for name in ("eleventy.config.js", "pages.11ty.js"):
            shutil.copy(Path(__file__).parent / name, folder / name)
        put(folder / "package.json", '{"type": "module", "private": true}\n')
        (folder / "node_modules").symlink_to(_MODULES)
        for tag in fair.languages:
            with (folder / f"pages.{tag}.jsonl").open("w", encoding="utf-8") as lines:
                for page in neutral.pages(tag):
                    data = {**asdict(page), "lang": tag, "texts": long_texts(page)}
                    lines.write(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")

    @override
    def commands(self, fair: Fair, folder: Path, out: Path) -> Sequence[Command]:
        program = str(_MODULES / "@11ty" / "eleventy" / "cmd.cjs")
        node = ["node", "--max-old-space-size=16384", program]
        return [Command([*node, "--quiet", f"--output={out}"], folder)]

    @override
    def source(self, folder: Path, path: str) -> Path:
        return folder / "pages.zh-Hans.jsonl"

    @override
    def change(self, fair: Fair, folder: Path, number: int, word: str) -> None:
        path = self.source(folder, "")
        lines = path.read_text(encoding="utf-8").split("\n")
        start = f'{{"path":"works/{fair.work_id(number)}/"'
        at = next(n for n, line in enumerate(lines) if line.startswith(start))
        lines[at] = lines[at].replace("## 故事梗概\\n\\n", f"## 故事梗概\\n\\n{word} ", 1)
        path.write_text("\n".join(lines), encoding="utf-8")
