"""How long after a text was changed a browser shows it, with ``build.py serve``."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks import words
from benchmarks.fair import EDITION, Fair
from benchmarks.make import change_work, write_fair
from benchmarks.ours import Ours
from tests.browser.chromium import ARGUMENTS, find_chromium

_CHANGED = 17  # the work whose text changes
_PAUSE = 1.0  # seconds between changes: nobody types faster than a build

# Kept across reloads; says when the word was first there, by the clock that the editor has too.
_LOOK = """
(() => {
  const look = () => {
    const found = document.body && document.body.textContent.match(/changed-\\d+/);
    if (found && !sessionStorage[found[0]]) sessionStorage[found[0]] = Date.now();
    setTimeout(look, 1);
  };
  look();
})();
"""


def time_serving(works: int, languages: int, changes: int, scratch: Path) -> list[float]:
    """Milliseconds from the end of a change to its text being in the page, change by change."""
    fair = Fair(works, words.LANGUAGES[:languages])
    content, out = scratch / "content", scratch / "out" / "site"
    write_fair(fair, content)
    ours = Ours(scratch / "project")
    out.parent.mkdir()
    path = f"{EDITION}/zh-Hans/works/{fair.work_id(_CHANGED)}/"
    with _served(ours, content, out) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        page = browser.new_page(bypass_csp=True)  # which forbids what this script asks with
        page.add_init_script(_LOOK)
        page.goto(f"{address}{path}")
        taken = []
        for number in range(changes):
            time.sleep(_PAUSE)
            word = f"changed-{number}"
            change_work(fair, content, _CHANGED, word)
            changed = time.time() * 1000
            page.wait_for_function(f"sessionStorage['{word}']", timeout=60_000)
            taken.append(float(page.evaluate(f"sessionStorage['{word}']")) - changed)
        browser.close()
    return taken


@contextmanager
def _served(ours: Ours, content: Path, out: Path) -> Iterator[str]:
    told = ["--content", str(content), "--out", str(out), "--port", "0", "--messages", "en"]
    with subprocess.Popen(
        [sys.executable, "-u", "build.py", "serve", *told],
        cwd=ours.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        try:
            found = (re.match(r"http://\S+", line) for line in server.stdout)
            yield next(match[0] for match in found if match)
        finally:
            server.terminate()


def summarise(taken: list[float]) -> str:
    """``median 231 ms of 10 changes, 214 to 262``."""
    middle = statistics.median(taken)
    return f"median {middle:.0f} ms of {len(taken)} changes, {min(taken):.0f} to {max(taken):.0f}"
