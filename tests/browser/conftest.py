"""One browser and one built site for all browser tests."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright

from catalog.booth.build import build_booth
from catalog.booth.choice import Choice
from catalog.build.pipeline import build_edition
from catalog.build.settings import Settings
from tests.browser.chromium import ARGUMENTS, find_chromium

ROOT = Path(__file__).parents[2]
EDITION = "zhejiang-2026"
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, started once."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration edition, built once for all processes of a test run."""
    shared = tmp_path_factory.getbasetemp()
    if shared.name.startswith("popen-"):  # pytest-xdist gives each process a folder of its own
        shared = shared.parent
    out = shared / "site"
    with FileLock(shared / "site.lock"):
        if not (out / "index.html").exists():
            settings = Settings(ROOT / "content", out, ROOT, ROOT / ".cache")
            build_edition(settings)
    return out


@pytest.fixture(scope="session")
def booth(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration edition's booth, built once for all processes of a test run."""
    shared = tmp_path_factory.getbasetemp()
    if shared.name.startswith("popen-"):
        shared = shared.parent
    out = shared / "booth"
    with FileLock(shared / "booth.lock"):
        if not out.exists():
            build_booth(Settings(ROOT / "content", out, ROOT, ROOT / ".cache"), Choice())
    return out


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def site_url(site: Path) -> Iterator[str]:
    """The address of the edition, with a slash at its end."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{EDITION}/"
        server.shutdown()
