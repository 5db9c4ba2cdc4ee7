"""Territories of rights: countries and the sets of them that rights lines name.

Countries are ISO 3166-1 alpha-2. Regions follow the United Nations' M.49 standard
(https://unstats.un.org/unsd/methodology/m49/), with Taiwan listed in Eastern Asia as ISO 3166-1
does; MENA, GCC, EU, CIS, DACH and NORDICS have no M.49 region and are listed here as buyers of
rights use them (EU: its 27 members in 2026).
"""

from __future__ import annotations

import re

_AFRICA_NORTH = "DZ EG EH LY MA SD TN"
_AFRICA_SUB_SAHARAN = (
    "AO BF BI BJ BW CD CF CG CI CM CV DJ ER ET GA GH GM GN GQ GW IO KE KM LR LS MG ML MR MU MW MZ "
    "NA NE NG RE RW SC SH SL SN SO SS ST SZ TD TF TG TZ UG YT ZA ZM ZW"
)
_EUROPE = (
    "AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU "
    "LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA"
)
_NORTH_AMERICA = "BM CA GL PM US"
_LATIN_AMERICA = (
    "AG AI AR AW BB BL BO BQ BR BS BV BZ CL CO CR CU CW DM DO EC FK GD GF GP GS GT GY HN HT JM KN "
    "KY LC MF MQ MS MX NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI"
)
_EAST_ASIA = "CN HK JP KP KR MN MO TW"
_SOUTH_EAST_ASIA = "BN ID KH LA MM MY PH SG TH TL VN"
_SOUTH_ASIA = "AF BD BT IN IR LK MV NP PK"
_CENTRAL_ASIA = "KG KZ TJ TM UZ"
_WEST_ASIA = "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE"
_AUSTRALIA_NEW_ZEALAND = "AU CC CX HM NF NZ"
_OCEANIA_OTHER = "AS CK FJ FM GU KI MH MP NC NR NU PF PG PN PW SB TK TO TV UM VU WF WS"
_ANTARCTICA = "AQ"


def _codes(*lists: str) -> frozenset[str]:
    return frozenset(code for one in lists for code in one.split())


COUNTRIES: frozenset[str] = _codes(
    _AFRICA_NORTH,
    _AFRICA_SUB_SAHARAN,
    _EUROPE,
    _NORTH_AMERICA,
    _LATIN_AMERICA,
    _EAST_ASIA,
    _SOUTH_EAST_ASIA,
    _SOUTH_ASIA,
    _CENTRAL_ASIA,
    _WEST_ASIA,
    _AUSTRALIA_NEW_ZEALAND,
    _OCEANIA_OTHER,
    _ANTARCTICA,
)

# In the order in which a reader is shown them.
SETS: dict[str, frozenset[str]] = {
    "WORLD": COUNTRIES,
    "E-ASIA": _codes(_EAST_ASIA),
    "SEA": _codes(_SOUTH_EAST_ASIA),
    "S-ASIA": _codes(_SOUTH_ASIA),
    "C-ASIA": _codes(_CENTRAL_ASIA),
    "MENA": _codes("AE BH DJ DZ EG IL IQ IR JO KW LB LY MA MR OM PS QA SA SD SY TN YE"),
    "GCC": _codes("AE BH KW OM QA SA"),
    "AFRICA": _codes(_AFRICA_NORTH, _AFRICA_SUB_SAHARAN),
    "SSA": _codes(_AFRICA_SUB_SAHARAN),
    "EUROPE": _codes(_EUROPE),
    "EU": _codes(
        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
    ),
    "DACH": _codes("AT CH DE"),
    "NORDICS": _codes("AX DK FI FO GL IS NO SE SJ"),
    "CIS": _codes("AM AZ BY KG KZ MD RU TJ TM UZ"),
    "N-AMERICA": _codes(_NORTH_AMERICA),
    "LATAM": _codes(_LATIN_AMERICA),
    "ANZ": _codes(_AUSTRALIA_NEW_ZEALAND),
}

# What people write by hand.
_WORDS = {
    "WORLDWIDE": "WORLD",
    "WW": "WORLD",
    "全球": "WORLD",
    "UK": "GB",
    "USA": "US",
    "UAE": "AE",
    "EUROPEAN UNION": "EU",
    "NORTH AMERICA": "N-AMERICA",
    "LATIN AMERICA": "LATAM",
    "EAST ASIA": "E-ASIA",
    "SOUTHEAST ASIA": "SEA",
    "SOUTH ASIA": "S-ASIA",
    "CENTRAL ASIA": "C-ASIA",
    "东南亚": "SEA",
    "欧洲": "EUROPE",
    "非洲": "AFRICA",
    "北美": "N-AMERICA",
    "拉美": "LATAM",
}
_ASIDE = re.compile("[(（除]|不含|不包括")  # exceptions that are written in no form that is read
_EXCEPT = re.compile(r"\s+(?:ex|excl|except|excluding)\.?\s+", re.IGNORECASE)


def parse_territory(text: str) -> str | None:
    """A country's code or a set's name as the contract spells it, or None when unknown."""
    word = text.strip().upper()
    word = _WORDS.get(word, word)
    return word if word in SETS or word in COUNTRIES else None


def split_shorthand(text: str) -> tuple[list[str], list[str]] | None:
    """``World ex US, CA`` → (["World"], ["US", "CA"]); None when it is one plain word."""
    if _ASIDE.search(text):
        return None  # to be told as a whole
    parts = _EXCEPT.split(text.strip(), maxsplit=1)
    wanted, *rest = [[w.strip() for w in re.split(r"[,，、;]", p) if w.strip()] for p in parts]
    if len(wanted) == 1 and not rest:
        return None
    return wanted, rest[0] if rest else []


def expand(territories: tuple[str, ...], exclude: tuple[str, ...] = ()) -> frozenset[str]:
    """The countries that territories and sets stand for, less the excluded ones."""
    reach: set[str] = set()
    for code in territories:
        reach |= SETS.get(code, {code})
    for code in exclude:
        reach -= SETS.get(code, {code})
    return frozenset(reach)
