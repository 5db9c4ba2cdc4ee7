"""Language tags: BCP 47 in its usual spelling."""

from __future__ import annotations

import re
from functools import lru_cache

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-(?:[A-Za-z]{2}|\d{3}))?(-[A-Za-z0-9]{5,8})*")
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


@lru_cache(maxsize=4096)
def normalise_tag(text: str) -> str | None:
    """A BCP 47 tag in its usual spelling, or None when it is none.

    ``zh``, ``zh-CN``, ``zh_TW`` and the like become ``zh-Hans`` or ``zh-Hant``.
    """
    tag = text.strip().replace("_", "-")
    if not _TAG.fullmatch(tag):
        return None
    first, *rest = str(tag).split("-")
    if first.lower() not in _known_languages():
        return None
    spelled = (p.title() if len(p) == 4 else p.upper() if len(p) <= 3 else p for p in rest)
    found = "-".join([first.lower(), *spelled])
    return _CHINESE.get(found, found)


@lru_cache(maxsize=1)
def _known_languages() -> frozenset[str]:
    from babel import Locale

    return frozenset(str(tag) for tag in Locale("en").languages if len(str(tag)) <= 3)
