"""Letters to the companies of a long list: each a link that a mail program gets whole."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

SCRIPT = Path(__file__).parents[2] / "theme/overrides/assets/shortlist-page.js"


@pytest.mark.parametrize("count, letters", [(0, 0), (1, 1), (40, 1), (60, 2), (200, 5)])
def test_addresses_are_packed_into_few_letters(browser: Browser, count: int, letters: int) -> None:
    source = SCRIPT.read_text(encoding="utf-8")
    found = re.search(r"function packed\(.*?\n  \}", source, re.DOTALL)
    most = re.search(r"LETTER = (\d+)", source)
    assert found and most and int(most[1]) < 2000
    mails = [f"rights-{n:03}%40a-longer-name.example.com" for n in range(count)]
    page = browser.new_page()
    try:
        packed = page.evaluate(
            f"([mails, most]) => {{ {found[0]}; return packed(mails, most); }}",
            [mails, int(most[1])],
        )
    finally:
        page.close()
    assert [mail for one in packed for mail in one.split(",")] == mails
    assert all(len(one) <= int(most[1]) for one in packed)
    assert len(packed) == letters
