"""The browser's answers about rights are those of ``catalog.edition.rights``."""

from __future__ import annotations

import random
from typing import Any

import pytest
from playwright.sync_api import Browser

from catalog.edition.rights import TAKEN, cell, rulings
from catalog.models.context import Context
from catalog.models.territories import COUNTRIES, SETS
from catalog.models.vocabularies import RIGHTS
from catalog.models.work import RightsLine
from catalog.web.search.finder.rights_columns import make_rights
from tests.browser.conftest import ROOT
from tests.unit.fairs import make_catalog

AREAS = ("WORLD", "EUROPE", "EU", "DACH", "LATAM", "MENA", "GCC", "SEA", "FR", "DE", "CL", "CN")
TONGUES = ("en", "es", "fr", "ar", "zh-Hans")
FEW_RIGHTS = ("svod", "avod", "remake")

ASK = """([data, questions]) => {
  showcaseFinder.openRights(data);
  const R = showcaseFinder.R;
  return questions.map(([work, right, where, tag]) => showcaseFinder.STATE[
    showcaseFinder.answer(R.lines[R.profile[work]], R.rights.indexOf(right),
      showcaseFinder.territory(where), tag)]);
}"""


def some_lines(dice: random.Random) -> list[dict[str, Any]]:
    """Rights lines as people write them, often contradicting each other."""
    found = []
    for _ in range(dice.randint(0, 5)):
        line: dict[str, Any] = {
            "right": dice.sample(FEW_RIGHTS, dice.randint(1, 2)),
            "status": dice.choice(["available", "available", "sold", "reserved", "under-offer"]),
            "territories": dice.sample(AREAS, dice.randint(1, 2)),
        }
        if dice.random() < 0.3:
            line["except"] = [dice.choice(AREAS[6:])]
        if dice.random() < 0.7:
            line["languages"] = dice.choice(["all", dice.sample(TONGUES, dice.randint(1, 3))])
        found.append(line)
    return found


def in_language(lines: tuple[RightsLine, ...], right: str, where: str, tag: str) -> str:
    """What the contract says of a language: the first line that speaks of it or of all decides."""
    verdicts = []
    for country in SETS.get(where, {where}):
        verdict = "not-stated"
        for ruling in rulings(lines, right, country):
            named = isinstance(ruling.languages, tuple)
            # A line for named languages decides for those, also where a narrower one named some.
            if named and tag not in (ruling.line.languages or ()):
                continue
            status = ruling.line.status
            if status == "available":
                verdict = "ask" if ruling.languages is None else "available"
            else:
                verdict = "taken" if status in TAKEN else status
            break
        verdicts.append(verdict)
    if "available" in verdicts:
        return "available" if set(verdicts) == {"available"} else "part"
    return next((v for v in ("ask", "under-offer", "taken") if v in verdicts), "not-stated")


@pytest.mark.parametrize("seed", range(6))
def test_browser_answers_as_the_contract_says(browser: Browser, seed: int) -> None:
    dice = random.Random(seed)
    written = {f"acme/w{n:03}": {"rights": some_lines(dice)} for n in range(60)}
    catalog = make_catalog(works=written)
    works = list(catalog.works.values())
    questions, expected = [], []
    for number, work in enumerate(works):
        for _ in range(12):
            right, where = dice.choice(FEW_RIGHTS), dice.choice([*AREAS, *sorted(COUNTRIES)[:9]])
            tag = dice.choice(["", *TONGUES])
            questions.append([number, right, where, tag])
            if tag:
                expected.append(in_language(work.rights, right, where, tag))
            else:
                expected.append(cell(work.rights, right, SETS.get(where, {where})).state)
    page = browser.new_page()
    page.add_script_tag(path=ROOT / "theme" / "overrides" / "assets" / "finder.js")
    found = page.evaluate(ASK, [make_rights(catalog), questions])
    page.close()
    wrong = [
        (works[q[0]].rights, q, got, want)
        for q, got, want in zip(questions, found, expected, strict=True)
        if got != want
    ]
    assert not wrong, f"{len(wrong)} of {len(questions)}, first: {wrong[0]}"


def test_rights_of_the_contract() -> None:
    assert set(FEW_RIGHTS) <= set(RIGHTS)
    line = {"right": "svod", "status": "available", "territories": "World ex CN"}
    lines = (RightsLine.model_validate(line, context=Context("en")),)
    assert in_language(lines, "svod", "CL", "es") == "ask"
    assert in_language(lines, "svod", "CN", "es") == "not-stated"
