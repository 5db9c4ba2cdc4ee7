"""Codes of languages, countries and territories."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator

from catalog.messages import Bilingual
from catalog.models.context import fault
from catalog.models.scalars import Str
from catalog.models.territories import COUNTRIES, SETS, parse_territory

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
_SLIPS = {"cn": "zh-Hans", "chs": "zh-Hans", "cht": "zh-Hant", "jp": "ja", "kr": "ko"}
_SLIPS |= {"english": "en", "chinese": "zh-Hans", "中文": "zh-Hans", "英文": "en", "日文": "ja"}


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


def _language(value: str) -> str:
    tag = normalise_tag(value)
    if tag is None:
        near = _SLIPS.get(value.strip().lower())
        raise fault("bad-language", value=value, near=near or "", hint="near" if near else "")
    return tag


def _country(value: str) -> str:
    code = value.strip().upper()
    if code == "UK":
        raise fault("bad-country", value=value, near="GB", hint="near")
    if code not in COUNTRIES:
        raise fault("bad-country", value=value)
    return code


def _region(value: str) -> str:
    code = value.strip().upper()
    if not re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", code) or code[:2] not in COUNTRIES:
        reason = Bilingual(
            "write an ISO 3166-2 code, for example CN-ZJ (Zhejiang) or JP-13 (Tokyo)",
            "请写 ISO 3166-2 代码，例如 CN-ZJ（浙江）、JP-13（东京）",
        )
        raise fault("bad-value", value=value, reason=reason)
    return code


def _territory(value: str) -> str:
    code = parse_territory(value)
    if code is None:
        raise fault("bad-territory", value=value, known=list(SETS))
    return code


Language = Annotated[Str, AfterValidator(_language)]
Country = Annotated[Str, AfterValidator(_country)]
Region = Annotated[Str, AfterValidator(_region)]
Territory = Annotated[Str, AfterValidator(_territory)]
