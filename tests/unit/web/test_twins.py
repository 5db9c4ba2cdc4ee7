"""What pages and browsers both work out is worked out alike.

Each table holds inputs and what Python makes of them; ``tests/scripts/`` holds the scripts to the
same tables. ``make goldens`` writes them anew.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from catalog.edition.rights import TAKEN, cell, rulings
from catalog.models.context import Context
from catalog.models.territories import COUNTRIES, SETS
from catalog.models.vocabularies import RIGHTS
from catalog.models.work import RightsLine
from catalog.web.exports.opendata import neutralise
from catalog.web.search.finder.chinese import fold, variant_pairs
from catalog.web.search.finder.rights_columns import make_rights
from catalog.web.shortlist import make_codes
from tests.unit.fairs import make_catalog

TABLES = Path(__file__).parents[2] / "tables"

# ---- spelling --------------------------------------------------------------------------

NAMES = [
    "L’Été d’Ann — Qu'est-ce",
    "Ørsted & Łódź ß",
    "طَائِرَةُ القَمَر ٣",
    "کتاب ۴",
    "月亮风筝 2 Moon",
    "長安十二時辰 与 庆余年",
    "ガールズ＆パンツァー",
    "Ｆｕｌｌ　ｗｉｄｔｈ",
    "ไทย กขค",
    "မြန်မာ",
    "한국어 제목",
    "rock 'n' roll",
    "(B-12)",
    "Straße ÆON œuvre",
    "ΑΘΉΝΑ Ελλάδα",
    "Ёлка и Ёж",
    "a\u200bb\u00adc",
    "№ ½ ²",
    "🎮 Game‼",
    "   ",
    "",
]


def _folded() -> dict[str, Any]:
    return {"variants": variant_pairs(NAMES), "cases": [[name, fold(name)] for name in NAMES]}


# ---- cells -----------------------------------------------------------------------------

SIGNS = "=+-@＝＋－＠"
BEFORE = ["", "x", " ", "\t", "\n", "\r\n", "\v", "\x1c", "\x85", "\xa0", "\u2028", "\u3000", '"']
BEFORE += [";", "x;", "x; ", 'x;"', "x|", "x\t", "x,", "x, ", "x ", "a;\u3000", '";"', "\ufeff"]


def _cells() -> dict[str, Any]:
    texts = [f"{before}{sign}1+1" for before in BEFORE for sign in SIGNS]
    texts += ["a; b - c = d, -5", "https://a.example/?x=1;y=2", "'=1", "'", "", "—", "x;y"]
    return {"cases": [[text, neutralise(text)] for text in texts]}


# ---- rights ----------------------------------------------------------------------------

AREAS = ("WORLD", "EUROPE", "EU", "DACH", "LATAM", "MENA", "GCC", "SEA", "FR", "DE", "CL", "CN")
TONGUES = ("en", "es", "fr", "ar", "zh-Hans")
FEW_RIGHTS = ("svod", "avod", "remake")
SEEDS, WORKS, QUESTIONS = 3, 60, 12


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


def _rights() -> dict[str, Any]:
    fairs = []
    for seed in range(SEEDS):
        dice = random.Random(seed)
        written = {f"acme/w{n:03}": {"rights": some_lines(dice)} for n in range(WORKS)}
        catalog = make_catalog(works=written)
        cases = []
        for number, work in enumerate(catalog.works.values()):
            for _ in range(QUESTIONS):
                right, where = (
                    dice.choice(FEW_RIGHTS),
                    dice.choice([*AREAS, *sorted(COUNTRIES)[:9]]),
                )
                tag = dice.choice(["", *TONGUES])
                if tag:
                    state = in_language(work.rights, right, where, tag)
                else:
                    state = cell(work.rights, right, SETS.get(where, {where})).state
                cases.append([number, right, where, tag, state])
        fairs.append({"data": make_rights(catalog), "cases": cases})
    return {"fairs": fairs}


def test_rights_of_the_contract() -> None:
    assert set(FEW_RIGHTS) <= set(RIGHTS)
    line = {"right": "svod", "status": "available", "territories": "World ex CN"}
    lines = (RightsLine.model_validate(line, context=Context("en")),)
    assert in_language(lines, "svod", "CL", "es") == "ask"
    assert in_language(lines, "svod", "CN", "es") == "not-stated"


# ---- codes -----------------------------------------------------------------------------

IDS = [f"{maker}/{work}" for maker in ("acme", "huace", "b2") for work in ("a", "moon-kite", "w-9")]


def _codes() -> dict[str, Any]:
    return {"cases": [[id, code] for id, code in make_codes(IDS).items()]}


@pytest.mark.parametrize(
    ("name", "make"),
    [("folded", _folded), ("csv-cells", _cells), ("rights", _rights), ("codes", _codes)],
)
def test_tables_hold_what_python_makes(name: str, make: Any, regenerate: bool) -> None:
    file = TABLES / f"{name}.json"
    text = json.dumps(make(), ensure_ascii=True, separators=(",", ":"), indent=None) + "\n"
    if regenerate:
        file.write_text(text, encoding="ascii")
    assert file.read_text(encoding="ascii") == text, "make goldens, then run the tests of scripts"
