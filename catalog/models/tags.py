"""Language tags: BCP 47 in its usual spelling."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_TAG = re.compile(
    r"(?P<language>[A-Za-z]{2,3})"
    r"(?:-(?P<script>[A-Za-z]{4}))?"
    r"(?:-(?P<region>[A-Za-z]{2}|\d{3}))?"
    r"(?P<variants>(?:-(?:[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*)"
)
_CHINESE = {
    "zh": "zh-Hans",
    "zh-CN": "zh-Hans",
    "zh-SG": "zh-Hans",
    "zh-MY": "zh-Hans",
    "zh-Hans-CN": "zh-Hans",
    "zh-TW": "zh-Hant",
    "zh-HK": "zh-Hant",
    "zh-MO": "zh-Hant",
    "zh-Hant-TW": "zh-Hant",
    "zh-Hant-HK": "zh-Hant",
}
SEVERAL = "mul"  # says that there are languages, and not which
UNSTATED = ("und", "mis")  # say nothing: a field that is left out says as much
# Names of CLDR's that no text or country has.
_NO_LANGUAGES = frozenset((SEVERAL, *UNSTATED))
_NO_SCRIPTS = frozenset(("Zinh", "Zyyy", "Zzzz"))
_NO_REGIONS = frozenset(("XA", "XB", "ZZ"))
_MOST = 12  # parts of what is no tag that are looked at for what it may mean


class Subtags(NamedTuple):
    """What a tag is made of; what it does not name is blank."""

    language: str
    script: str = ""
    region: str = ""
    variants: tuple[str, ...] = ()


def split_tag(tag: str) -> Subtags:
    """The parts of a well-formed tag, as they are written; all blank for anything else."""
    found = _TAG.fullmatch(tag)
    if not found:
        return Subtags("")
    variants = tuple(filter(None, found["variants"].split("-")))
    return Subtags(found["language"], found["script"] or "", found["region"] or "", variants)


@lru_cache(maxsize=4096)
def normalise_tag(text: str) -> str | None:
    """A BCP 47 tag in its usual spelling, or None when it is none.

    A tag is one when CLDR has an English name for each of its parts, so that readers can be told
    which language it is. ``zh``, ``zh-CN``, ``zh_TW`` and the like become ``zh-Hans`` or
    ``zh-Hant``. ``zxx`` (no words) says something of a silent film; ``mul``, ``und`` and ``mis``
    say nothing that a reader could use, so they are none.
    """
    language, script, region, variants = split_tag(text.strip().replace("_", "-"))
    language, script, region = language.lower(), script.title(), region.upper()
    variants = tuple(variant.lower() for variant in variants)
    known = _known()
    if (
        language not in known["languages"]
        or (script and script not in known["scripts"])
        or (region and region not in known["territories"])
        or not known["variants"].issuperset(variants)
        or len(set(variants)) < len(variants)
    ):
        return None
    found = "-".join(filter(None, (language, script, region, *variants)))
    return _CHINESE.get(found, found)


def tag_near(text: str) -> str:
    """The tag that was probably meant by one with a wrong part: ``en-UK`` → ``en-GB``; "" for none.

    A private or unknown part is left out: ``en-x-ours`` → ``en``.
    """
    parts = text[:100].strip().replace("_", "-").lower().split("-")[:_MOST]
    if len(parts) > 1 and len(parts[1]) == 3 and _as_language(parts[1]):  # zh-yue, zh-cmn-Hans
        return tag_near("-".join(parts[1:]))
    found = _as_language(parts[0])
    for part in parts[1:] if found else ():
        meant = _by_name().get(part, part)
        if len(meant) == 1:  # what follows is an extension's, or private
            break
        found = normalise_tag(f"{found}-{meant}") or found
    return found or ""


def is_unnamed(text: str) -> bool:
    """Whether a tag is of a language that exists, but that CLDR has no name for."""
    from catalog.models.cldr import is_assigned

    return is_assigned(split_tag(text.strip()).language.lower())


def _as_language(part: str) -> str:
    from catalog.models.cldr import alias_of

    return normalise_tag(part) or normalise_tag(alias_of(part)) or ""


@lru_cache(maxsize=1)
def _known() -> dict[str, frozenset[str]]:
    """CLDR's languages, scripts, territories, and variants in small letters."""
    from catalog.models.cldr import names_in

    return {
        "languages": frozenset(t for t in names_in("en", "languages") if len(t) <= 3)
        - _NO_LANGUAGES,
        "scripts": frozenset(names_in("en", "scripts")) - _NO_SCRIPTS,
        "territories": frozenset(names_in("en", "territories")) - _NO_REGIONS,
        "variants": frozenset(variant.lower() for variant in names_in("en", "variants")),
    }


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    """What people write for a part of a tag, in small letters: cyrillic → Cyrl, uk → GB."""
    from catalog.models.cldr import names_in, territory_aliases

    found = {name.split()[0].lower(): code for code, name in names_in("en", "scripts").items()}
    return found | {alias.lower(): code for alias, code in territory_aliases().items()}
