"""Plain MkDocs with Material: a Markdown page per record, one build per language, two at a time.

No search plugin, no record in the navigation: both would make it much slower still.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from typing_extensions import override

from benchmarks.fair import Fair
from benchmarks.measure import Command
from benchmarks.peers.base import Peer, long_texts, put, site_data
from benchmarks.peers.neutral import Neutral, Page

_LANGUAGES = {"zh-Hans": "zh"}  # as Material names them


class MkDocs(Peer):
    """See https://www.mkdocs.org/ and https://squidfunk.github.io/mkdocs-material/."""

    name = "mkdocs"
    at_once = 2

    @override
    def version(self) -> str | None:
        return f"{metadata.version('mkdocs')} + Material {metadata.version('mkdocs-material')}"

    @override
    def write(self, neutral: Neutral, folder: Path) -> None:
        fair = neutral.fair
        for tag, site in site_data(fair, neutral).items():
            config = {
                "site_name": site["name"],
                "site_url": f"https://bench.example.org/{tag}/",
                "docs_dir": f"docs/{tag}",
                "site_dir": f"site/{tag}",
                "theme": {
                    "name": "material",
                    "language": _LANGUAGES.get(tag, tag),
                    "direction": site["dir"],
                    "font": False,
                },
                "plugins": [],
                "markdown_extensions": ["tables", "attr_list"],
                "nav": [{label: f"{path.strip('/')}.md"} for label, path in site["menu"]],
                "not_in_nav": "/*",
                "extra": {
                    "alternate": [
                        {"name": name, "link": f"/{other}/", "lang": other}
                        for other, name in site["languages"]
                    ]
                },
                "validation": {
                    "nav": {"omitted_files": "ignore", "not_found": "ignore"},
                    "links": {
                        "not_found": "ignore",
                        "absolute_links": "ignore",
                        "unrecognized_links": "ignore",
                    },
                },
            }
            # JSON is YAML.
            put(folder / f"mkdocs.{tag}.yml", json.dumps(config, ensure_ascii=False))
            for page in neutral.pages(tag):
                put(_file(folder, tag, page.path), render_markdown(page, tag))

    @override
    def commands(self, fair: Fair, folder: Path, out: Path) -> Sequence[Command]:
        mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        return [
            Command(
                [*mkdocs, "-f", f"mkdocs.{tag}.yml", "-d", str(out / tag)],
                folder,
                {"NO_MKDOCS_2_WARNING": "1"},
            )
            for tag in fair.languages
        ]

    @override
    def source(self, folder: Path, path: str) -> Path:
        return _file(folder, "zh-Hans", path)


def _file(folder: Path, tag: str, path: str) -> Path:
    return folder / "docs" / tag / f"{path.rstrip('/') or 'index'}.md"


def render_markdown(page: Page, lang: str) -> str:
    """A page as Markdown; its title and description as front matter."""
    quoted = [json.dumps(text, ensure_ascii=False) for text in (page.title, page.description)]
    parts = [f"---\ntitle: {quoted[0]}\ndescription: {quoted[1]}\n---\n"]
    if page.above:
        parts.append(f"{page.above}\n")
    parts.append(f"# {page.title}\n\n{page.description}\n")
    parts.append("".join(f"- **{label}**: {value}\n" for label, value in page.facts))
    for heading, links in page.links:
        parts.append(f"## {heading}\n" if heading else "")
        parts.append("".join(f"- [{title}](/{lang}/{path})\n" for title, path in links))
    parts.append(long_texts(page))
    if page.table:
        rows = [" | ".join(cell.replace("\n", " ") for cell in row) for row in page.table]
        rule = " | ".join("---" for _ in page.table[0])
        parts.append("\n".join(f"| {row} |" for row in (rows[0], rule, *rows[1:])) + "\n")
    parts.append(page.svg)
    parts.append(
        "".join(
            f"- {above} [**{title}**](/{lang}/{path}) {line}\n"
            for title, path, above, line in page.cards
        )
    )
    return "\n".join(part for part in parts if part)
