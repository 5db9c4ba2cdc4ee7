"""Opens the booth's pages as its screen shows them; shared by the tests of the kiosk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import EDITION

UPRIGHT, WIDE = (1080, 1920), (1920, 1080)
FAIR = dt.datetime(2026, 11, 27, 2, 20, tzinfo=dt.UTC)  # 10:20 on the second day, at the venue
WORK = "works/huace/flourished-peony/index.html"
KEPT = f"showcase.shortlist.{EDITION}"
READY = "html[data-kiosk-ready]"
ADDRESS = f"https://showcase.example.org/{EDITION}/"
Open = Callable[..., Page]


@pytest.fixture
def kiosk(browser: Browser, booth: Path) -> Iterator[Open]:
    """Opens pages of the booth, each in a context of its own; none may complain."""
    contexts, wrong = [], []

    def open_page(
        path: str,
        size: tuple[int, int] = UPRIGHT,
        at: dt.datetime | None = None,
        motion: str = "no-preference",
        standing: bool = False,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            has_touch=True,
            reduced_motion=motion,
            timezone_id="America/Lima",  # the machine's zone is not the fair's
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
        if at:
            page.clock.install(time=at - dt.timedelta(seconds=1) if standing else at)
        if at and standing:  # time passes only when the test says so
            page.clock.pause_at(at)
        # Not the load event: it waits for every picture, which a busy machine draws out.
        page.goto(f"{booth.as_uri()}/{EDITION}/{path}", wait_until="commit")
        page.wait_for_selector(READY, state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []
