"""What somebody meant who wrote a word where a code is wanted: only to name the code to write.

Nothing here accepts a word: rights for a wrong language or country are worse than a question.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from catalog.models.spelling import LONGEST, by_word, fold, split_words
from catalog.models.tags import normalise_tag, split_tag
from catalog.models.territories import COUNTRIES, SETS, parse_territory

# Languages in which names are recognised: those of the interface, and Chinese of both scripts.
_NAMED_IN = ("en", "zh-Hans", "zh-Hant", "ja", "es", "fr", "ar")

_CHINESE = ("zh-Hans", "zh-Hant")
# Besides CLDR's names. Codes of countries stand here where people take them for languages.
_LANGUAGES = by_word(
    {
        "zh-Hans zh-Hant": "中文, 汉语, 华语, 华文, 國語, 中国語, chinese, chi, zho",
        "zh-Hans": (
            "普通话, 国语, 简中, 简体, 简体字, 中文简体, mandarin, cn, chs, simplified, "
            "chinese simplified"
        ),
        "zh-Hant": (
            "繁体, 繁中, 繁體, 中文繁体, 繁体字, 正体中文, mo, cht, "
            "traditional, chinese traditional"
        ),
        "ja": "日本语, jp, jpn",
        "ko": "韩国语, 朝鲜语, kr, 한국어",
        "ru": "русский",
        "de": "deutsch",
        "it": "italiano",
        "th": "ไทย, ภาษาไทย",
        "en": "英, us, gb, eng",
        "es": "西语, castilian, castellano, latin spanish",
        "pt": "葡语, português",
        "ar": "阿语, 阿拉伯文",
        "id": "印尼语, 印尼文, bahasa, bahasa indonesia, in",  # its code, once
        "hi": "in",
        "ms": "bahasa melayu, 马来文",
        "yue": "白话, 广东话",
        "fa": "farsi",
        "vi": "vn, tiếng việt",
        "da": "dk",
        "cs": "cz",
        "uk": "ua",
    }
)

_TERRITORIES = by_word(
    {
        "WORLD": "全球, 全世界, 世界各地, global, all, international",
        "CN": "中国大陆, 大陆, 内地, 国内, 中国内地, prc, mainland, mainland china, china mainland",
        "CN HK MO TW": "大中华, 大中华区, greater china",
        "HK MO TW": "港澳台, 港澳台地区",
        "HK MO": "港澳, 港澳地区",
        "HK": "香港, 中国香港, hongkong, hong kong, hong kong sar, 香港地区",
        "MO": "澳门, 中国澳门, macau, macao, macao sar, macau sar, 澳门地区",
        "TW": "中国台湾, 台湾地区, taiwan china",
        "JP KR": "日韩, japan korea",
        "SG MY": "新马",
        "SG MY TH": "新马泰",
        "US CA": "美加",
        "EUROPE N-AMERICA": "欧美",
        "GB": "英国, england, britain, great britain",
        "US": "america, united states of america, u.s., u.s.a.",
        "KR": "korea, 南韩, republic of korea",
        "AE": "阿联酋, emirates",
        "NL": "holland",
        "GCC": "海湾国家, 海湾地区, gulf, gulf states",
        "SEA": "东盟, asean, south east asia, 东南亚地区",
        "NORDICS": "北欧, nordic, nordic countries",
        "DK NO SE": "scandinavia",
        "CIS": "独联体",
        "DACH": "德语区, german speaking, german speaking europe",
        "ANZ": "澳新, australia new zealand, australasia",
        "LATAM": "拉丁美洲, 拉美地区, latin america, latam",
        "N-AMERICA": "北美, 北美洲, north america",
    }
)
# No set has quite these countries, and nobody wants to have offered more than was meant.
_WIDE = by_word(
    {
        "GCC MENA": (
            "中东, 中东北非, 西亚, 阿拉伯国家, middle east, near east, arab world, arab countries"
        ),
        "E-ASIA SEA S-ASIA C-ASIA": "亚洲, asia",
        "E-ASIA SEA S-ASIA ANZ": "亚太, apac, asia pacific",
        "LATAM BR AR CL": "南美, 南美洲, south america",
        "LATAM MX CR PA": "中美洲, central america, 加勒比",
        "ANZ FJ PG": "大洋洲, oceania",
        "GB FR DACH ES": "西欧, western europe",
        "PL CZ HU RO": "东欧, eastern europe, cee",
        "IT ES PT GR": "南欧, southern europe",
        "US GB CA ANZ": "英语国家, 英语区, english speaking",
        "LATAM ES": "西语区, spanish speaking",
        "FR BE CH CA": "法语区, french speaking",
        "SEA C-ASIA MENA": "一带一路",
    }
)
_ABROAD = frozenset(("海外", "国外", "境外", "overseas", "abroad", "海外地区", "outside china"))
# M.49's regions as the sets name them.
_REGIONS = {
    "001": "WORLD",
    "002": "AFRICA",
    "003": "N-AMERICA",
    "021": "N-AMERICA",
    "030": "E-ASIA",
    "034": "S-ASIA",
    "035": "SEA",
    "053": "ANZ",
    "143": "C-ASIA",
    "150": "EUROPE",
    "202": "SSA",
    "419": "LATAM",
}
_OF_A_COUNTRY = re.compile(r"(.+?) ?\((.+)\)")  # English (US)
# "World except Japan", "全球（除日本外）", "除日本以外全球"
_EXCEPT = re.compile(
    r"(?P<wanted>.+?)[\s(,，]*(?:\b(?:ex|excl|except|excluding|without)\b\.?|除了?|不含|不包括)"
    r"\s*(?P<less>.+?)(?:以外|之外|外)?\)?",
    re.IGNORECASE,
)
_AND = re.compile(r"[&/]|\band\b|[和及与]", re.IGNORECASE)
_EXCEPT_FIRST = re.compile(r"除了?(?P<less>.+?)(?:以外|之外|外)(?:的|,|，)?\s*(?P<wanted>.+)")


def languages_meant(text: str) -> tuple[str, ...]:
    """The tags of which one was probably meant; () where that is not clear."""
    word = fold(text)
    if parts := _OF_A_COUNTRY.fullmatch(word):
        word = f"{parts[1]} {parts[2]}"
    found = (
        _LANGUAGES.get(word) or _LANGUAGES.get(word.replace(" ", "")) or _language_names().get(word)
    )
    if not found and word[-1:] in ("文", "语"):  # 法文 for 法语
        found = _language_names().get(f"{word[:-1]}语")
    if not found:
        from catalog.models.cldr import alias_of

        alias = normalise_tag(alias_of(word))  # eng, jpn
        found = (alias,) if alias else ()
    if not found and parts:
        base, country = languages_meant(parts[1])[:1], country_meant(parts[2])
        tag = normalise_tag(f"{base[0].partition('-')[0]}-{country}") if base and country else None
        found = (tag,) if tag else base
    return found


def language_of_country(text: str) -> str:
    """The language of a country that stands where a language is wanted; "" for none."""
    from catalog.models.cldr import language_in

    country = country_meant(text) or (text.upper() if text.upper() in COUNTRIES else "")
    language, script, *_ = split_tag(language_in(country) or ("en" if country == "US" else ""))
    return normalise_tag(f"{language}-{script}" if language == "zh" else language) or ""


def country_meant(text: str) -> str:
    """The code of the country that was meant; "" where that is not clear."""
    found, excluded = territories_meant(text)
    return found[0] if len(found) == 1 and found[0] in COUNTRIES and not excluded else ""


def territories_meant(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The countries and sets that were meant, and those excepted; both () where not clear."""
    word = fold(text)
    if word in _ABROAD:
        return ("WORLD",), ("CN",)
    found = _territory(word)
    if found:
        return found, ()
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).strip()
    parts = _EXCEPT_FIRST.fullmatch(plain) or _EXCEPT.fullmatch(plain)
    if not parts:
        return (), ()
    wanted, less = (_all_territories(parts[name]) for name in ("wanted", "less"))
    return (wanted, less) if wanted and less else ((), ())


def territories_near(text: str) -> tuple[str, ...]:
    """Some of what makes up a part of the world that no set is."""
    return _WIDE.get(fold(text).removesuffix("地区"), ())


def _all_territories(text: str) -> tuple[str, ...]:
    """The territories of a list; () where one of them is not clear."""
    found: tuple[str, ...] = ()
    for item in split_words(text):
        whole = _territory(fold(item))  # Bosnia and Herzegovina
        each = [whole] if whole else [_territory(fold(word)) for word in _AND.split(item)]
        if not all(each):
            return ()
        found += tuple(code for codes in each for code in codes)
    return found


def _territory(word: str) -> tuple[str, ...]:
    known = _TERRITORIES.get(word)
    code = parse_territory(word) or parse_territory(word.replace(" ", "-"))
    if known or code:
        return known or (code,)  # type: ignore[return-value]
    return _territory_names().get(word.removeprefix("the ").removesuffix("地区"), ())


@lru_cache(maxsize=1)
def _language_names() -> dict[str, tuple[str, ...]]:
    """CLDR's names of languages, folded → tag."""
    found: dict[str, tuple[str, ...]] = {}
    for key, name in _names("languages"):
        tag = normalise_tag(key)
        if tag:
            found.setdefault(name, _CHINESE if key == "zh" else (tag,))
    return found


@lru_cache(maxsize=1)
def _territory_names() -> dict[str, tuple[str, ...]]:
    """CLDR's names of countries and regions, folded → codes."""
    from catalog.models.cldr import territory_aliases

    found: dict[str, tuple[str, ...]] = {}
    for key, name in _names("territories"):
        code = _REGIONS.get(key, key)
        if code in COUNTRIES or code in SETS:
            found.setdefault(name, (code,))
        elif key == "019":
            found.setdefault(name, ("N-AMERICA", "LATAM"))
    for alias, code in territory_aliases().items():  # CHN, 156
        if code in COUNTRIES:
            found.setdefault(fold(alias), (code,))
    return found


def _names(of: str) -> Iterable[tuple[str, str]]:
    from catalog.models.cldr import names_in

    for tag in _NAMED_IN:
        yield from ((str(key), fold(str(name))) for key, name in names_in(tag, of).items())
