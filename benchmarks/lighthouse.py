"""What Lighthouse says of an edition as a phone gets it, and how many bytes a first view takes.

    npm install --global lighthouse
    .venv/bin/python build.py build
    .venv/bin/python -m benchmarks.lighthouse [SITE] [--runs 3] [--write]

Serves SITE (`site/`) compressed on this machine, runs Lighthouse's mobile preset on the pages that
visitors come to, and prints a table of medians; `--write` puts it into docs/visitor.md. It needs
Chromium: the one that the tests find, or what CHROME_PATH names.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import mimetypes
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import click

from tests.browser.chromium import ARGUMENTS, find_chromium

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "visitor.md"
LANGUAGES = ("en", "ar")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
COMPRESSED = {"text/html", "text/css", "text/javascript", "image/svg+xml", "application/json"}
BEGIN, END = "<!-- lighthouse -->", "<!-- /lighthouse -->"


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True


class _Compressing(http.server.BaseHTTPRequestHandler):
    """Files as static hosts send them: compressed, kept alive, for ever where the name says so."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: Any, root: Path) -> None:
        self.root = root
        super().__init__(*arguments)

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path).lstrip("/")
        file = self.root / path
        if file.is_dir():
            file = file / "index.html"
        found = file.is_file() and file.resolve().is_relative_to(self.root.resolve())
        if not found:
            file = self.root / "404.html"
        kind, body, coded = _read_compressed(file)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if coded else kind)
        self.send_header("Content-Length", str(len(body)))
        if coded:
            self.send_header("Content-Encoding", "gzip")
        hashed = re.search(r"-[0-9a-f]{10}(-\d+)?\.\w+$|\.[0-9a-f]{8}\.min\.css$", file.name)
        self.send_header("Cache-Control", "max-age=31536000, immutable" if hashed else "no-cache")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@functools.cache
def _read_compressed(file: Path) -> tuple[str, bytes, bool]:
    """Media type, body, whether the body is compressed."""
    guessed = "image/webp" if file.suffix == ".webp" else mimetypes.guess_type(file.name)[0]
    kind = guessed or "application/octet-stream"
    body = file.read_bytes()
    coded = kind in COMPRESSED or kind.startswith("text/")
    return kind, gzip.compress(body, 9, mtime=0) if coded else body, coded


@contextmanager
def serve_compressed(root: Path) -> Iterator[str]:
    """Serve a folder on a free port; gives the address with a slash at its end."""
    with _Server(("127.0.0.1", 0), functools.partial(_Compressing, root=root)) as server:  # type: ignore[arg-type]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def choose_pages(edition: Path, lang: str) -> dict[str, str]:
    """The pages to look at: name → path in the edition.

    Of works and companies the longest page that search engines may list, of works with a picture.
    """

    def longest(pattern: str, holds: str = "") -> str:
        files = sorted(
            (edition / lang).glob(f"{pattern}/index.html"),
            key=lambda file: file.stat().st_size,
            reverse=True,
        )
        for file in files:
            text = file.read_text(encoding="utf-8")
            if holds in text and 'content="noindex' not in text:
                return f"{file.parent.relative_to(edition).as_posix()}/"
        raise click.ClickException(f"no page {pattern} in {edition / lang}")

    return {
        "home": f"{lang}/",
        "works": f"{lang}/works/",
        "work": longest("works/*/*", 'sc-hero--art"'),
        "company": longest("companies/*"),
    }


def run_lighthouse(program: str, url: str, report: Path) -> dict[str, Any]:
    """One run of the mobile preset; the report as Lighthouse writes it."""
    subprocess.run(
        [
            program,
            url,
            "--quiet",
            "--output=json",
            f"--output-path={report}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)}",
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        env={"CHROME_PATH": find_chromium() or "", **os.environ},
    )
    result: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return result


def read_figures(report: Mapping[str, Any]) -> dict[str, float]:
    """Scores 0 to 100, times in ms, transfers in bytes."""
    audits = report["audits"]
    requests = audits["network-requests"]["details"]["items"]
    sent = {True: 0, False: 0}
    for request in requests:
        sent[request.get("resourceType") in {"Image", "Font"}] += request.get("transferSize", 0)
    return {
        **{name: 100 * (report["categories"][name]["score"] or 0) for name in CATEGORIES},
        "first paint": audits["first-contentful-paint"]["numericValue"],
        "largest paint": audits["largest-contentful-paint"]["numericValue"],
        "blocking": audits["total-blocking-time"]["numericValue"],
        "shift": audits["cumulative-layout-shift"]["numericValue"],
        "document": requests[0]["transferSize"],
        "text": sent[False],
        "pictures": sent[True],
    }


def list_failures(report: Mapping[str, Any]) -> list[str]:
    """What keeps a category from 100: audits that count and are not passed."""
    failed = []
    for category in CATEGORIES:
        for reference in report["categories"][category]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.995:
                failed.append(f"{category}: {audit['id']} {audit.get('displayValue', '')}".strip())
    return failed


def render_table(rows: Mapping[str, Mapping[str, float]]) -> str:
    """A Markdown table of the medians."""
    head = (
        "| page | performance | accessibility | best practices | SEO | first paint, s "
        "| largest paint, s | blocked, ms | shift | HTML, KB | all but pictures, KB "
        "| pictures, KB |"
    )
    lines = [head, "|---|" + "---:|" * 11]
    for name, row in rows.items():
        cells = [f"{row[category]:.0f}" for category in CATEGORIES]
        cells += [f"{row[key] / 1000:.1f}" for key in ("first paint", "largest paint")]
        cells += [f"{row['blocking']:.0f}", f"{row['shift']:.3f}".replace("0.000", "0")]
        cells += [f"{row[key] / 1000:.1f}" for key in ("document", "text", "pictures")]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


@click.command(help=__doc__)
@click.argument("site", type=click.Path(exists=True, path_type=Path), default=ROOT / "site")
@click.option("--runs", type=click.IntRange(1), default=3, show_default=True)
@click.option("--lighthouse", default="lighthouse", show_default=True, help="The program.")
@click.option("--write", is_flag=True, help="Put the table into docs/visitor.md.")
def main(site: Path, runs: int, lighthouse: str, write: bool) -> None:
    """Run the pages in each language and print, or write, the table."""
    program = shutil.which(lighthouse)
    if not program:
        raise click.ClickException("Lighthouse is missing: npm install --global lighthouse")
    edition = max((d.parent for d in site.glob("*/sitemap.xml")), key=lambda d: d.name)
    rows: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as scratch, serve_compressed(site) as base:
        for lang in LANGUAGES:
            for name, path in choose_pages(edition, lang).items():
                reports = [
                    run_lighthouse(
                        program, f"{base}{edition.name}/{path}", Path(scratch) / "report.json"
                    )
                    for _ in range(runs)
                ]
                figures = [read_figures(report) for report in reports]
                rows[f"{name}, {lang}"] = {
                    key: statistics.median(figure[key] for figure in figures) for key in figures[0]
                }
                for failure in sorted(
                    {line for report in reports for line in list_failures(report)}
                ):
                    click.echo(f"{name}, {lang}: {failure}", err=True)
    table = render_table(rows)
    click.echo(table)
    if write:
        text = DOCUMENT.read_text(encoding="utf-8")
        before, _, rest = text.partition(BEGIN)
        DOCUMENT.write_text(
            f"{before}{BEGIN}\n{table}\n{END}{rest.partition(END)[2]}", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
