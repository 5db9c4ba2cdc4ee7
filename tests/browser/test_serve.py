"""`serve` in a real browser, which opens no more than six connections to a host."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from catalog.cli.server import Server, open_server

TABS = 12


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Serves one page, with the policy that all pages have."""
    write(tmp_path, "before")
    server = open_server(tmp_path, 0)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def write(site: Path, word: str) -> None:
    (site / "index.html").write_text(
        "<!doctype html><meta charset=utf-8><meta http-equiv=Content-Security-Policy "
        "content=\"default-src 'self'\"><link rel=icon href='data:,'>"
        f"<title>{word}</title><body><h1>{word}</h1></body>"
    )


def test_twelve_tabs_load_and_all_reload_after_a_change(browser: Browser, server: Server) -> None:
    context = browser.new_context()
    try:
        address = f"http://127.0.0.1:{server.server_port}/"
        tabs = [context.new_page() for _ in range(TABS)]
        for tab in tabs:
            tab.goto(address)
            expect(tab.get_by_role("heading", name="before")).to_be_visible()
        write(server.folder, "after")
        server.changes.tell()
        for tab in tabs:
            expect(tab.get_by_role("heading", name="after")).to_be_visible(timeout=60_000)
    finally:
        context.close()


def test_a_page_comes_back_after_the_server_was_started_again(
    browser: Browser, tmp_path: Path, server: Server
) -> None:
    tab = browser.new_page()
    try:
        tab.goto(f"http://localhost:{server.server_port}/")
        write(tmp_path, "after")
        port = server.server_port
        server.shutdown()
        server.server_close()
        other = open_server(tmp_path, port)
        threading.Thread(target=other.serve_forever, args=(0.02,), daemon=True).start()
        expect(tab.get_by_role("heading", name="after")).to_be_visible(timeout=60_000)
        other.shutdown()
        other.server_close()
    finally:
        tab.close()
