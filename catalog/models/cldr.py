"""What CLDR knows of a language tag: its script and direction, its name, and the nearest locale.

Every tag is answered, also one of a language that CLDR has little of: nothing else asks Babel for
a locale, and nothing here raises for a tag that :func:`catalog.models.tags.normalise_tag` gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from babel import Locale, localedata
from babel.core import get_global

from catalog.models.tags import Subtags, split_tag

# An international fair writes "21–25 May 2026" and 14:30, not the American forms.
_ENGLISH = "en_GB"
_LATIN = "Latn"
_RIGHT_TO_LEFT = frozenset(
    (
        *("Adlm", "Arab", "Aran", "Armi", "Avst", "Chrs", "Cprt", "Elym", "Hatr", "Hebr", "Hung"),
        *("Khar", "Lydi", "Mand", "Mani", "Mend", "Merc", "Mero", "Narb", "Nbat", "Nkoo", "Orkh"),
        *("Ougr", "Palm", "Phli", "Phlp", "Phnx", "Prti", "Rohg", "Samr", "Sarb", "Sogd", "Sogo"),
        *("Syrc", "Syre", "Syrj", "Syrn", "Thaa", "Yezi"),
    )
)
_EAST_ASIAN = frozenset(("Bopo", "Hani", "Hans", "Hant", "Hira", "Jpan", "Kana", "Kore", "Hang"))


@lru_cache(maxsize=1024)
def nearest_locale(tag: str) -> Locale:
    """The locale whose dates, numbers, plurals and names readers of a language are shown.

    The first that CLDR has of: the tag itself, without its region, the language in its usual
    script; else what is read in its script and country (Chinese for ``lzh``, Arabic for ``arz``,
    Urdu for ``pnb``). For scripts that nothing else is written in, and for Latin, it is British
    English, as untranslated interface texts are English too.
    """
    parts = split_tag(tag)
    script = script_of(tag)
    names = list(_spellings(parts.language, script, parts.region, explicit=bool(parts.script)))
    if script != _LATIN:
        region = parts.region or _likely(tag).region
        for key in (f"und_{script}_{region}", f"und_{script}"):
            if found := _global("likely_subtags").get(key):
                read = split_tag(found.replace("_", "-"))
                names += _spellings(read.language, script, read.region, explicit=True)
    name = next((name for name in names if localedata.exists(name)), _ENGLISH)
    return Locale.parse(_ENGLISH if name == "en" else name)


def _spellings(language: str, script: str, region: str, *, explicit: bool) -> Iterator[str]:
    """The names that CLDR may have a locale under, the nearest first."""
    alias = alias_of(language).partition("-")[0]
    for own in (language, alias):
        if not own:
            continue
        usual = script_of(own) == script
        if region:
            yield f"{own}_{script}_{region}"
            if usual or not explicit:
                yield f"{own}_{region}"
        yield f"{own}_{script}"
        if usual:
            yield own


@lru_cache(maxsize=4096)
def script_of(tag: str) -> str:
    """The script that a tag names or that its language is usually written in: ``Hans``, ``Arab``.

    ``Latn`` where nothing is known.
    """
    return split_tag(tag).script or _likely(tag).script or _LATIN


def is_right_to_left(tag: str) -> bool:
    """Whether a language's script runs from right to left."""
    return script_of(tag) in _RIGHT_TO_LEFT


def is_east_asian(tag: str) -> bool:
    """Whether a language is written in Chinese, Japanese or Korean characters."""
    return script_of(tag) in _EAST_ASIAN


def likely_region(tag: str) -> str:
    """The country in which most of a language's readers live; "" where nothing is known."""
    return _likely(tag).region


def _likely(tag: str) -> Subtags:
    """CLDR's likely subtags of a tag; blanks where it has none."""
    parts = split_tag(tag)
    likely = _global("likely_subtags")
    alias = alias_of(parts.language).replace("-", "_")
    keys = (
        f"{parts.language}_{parts.script}_{parts.region}",
        f"{parts.language}_{parts.region}",
        f"{parts.language}_{parts.script}",
        parts.language,
        alias,
        alias.partition("_")[0],
    )
    found = next((likely[key] for key in keys if key in likely), "")
    whole, named = split_tag(found.replace("_", "-")), split_tag(alias_of(parts.language))
    return whole._replace(script=named.script or whole.script)


@lru_cache(maxsize=16384)
def language_name(tag: str, reader: str) -> str:
    """A language's name as readers of another language write it.

    Where their locale does not name it English does; where nobody does it is the tag. What the
    name says nothing of stands in brackets: ``English (China)``.
    """
    parts = split_tag(tag)
    locales = _locales_of(reader)
    for locale in locales:
        for rest, *named in (
            ((), parts.script, parts.region),
            ((parts.region,), parts.script),
            ((parts.script,), parts.region),
            ((parts.script, parts.region),),
        ):
            name = _names(locale, "languages").get("_".join((parts.language, *filter(None, named))))
            if name:
                details = [*filter(None, rest), *parts.variants]
                said = ", ".join(_detail(part, locales) for part in details)
                return f"{name} ({said})" if said else str(name)
    return tag


def _locales_of(reader: str) -> tuple[Locale, ...]:
    """Whose names are looked at, in their order: Simplified Chinese has fewer than Traditional."""
    own, english = nearest_locale(reader), nearest_locale("en")
    return (own, nearest_locale("zh-Hant"), english) if own.language == "zh" else (own, english)


def _detail(part: str, locales: tuple[Locale, ...]) -> str:
    for locale in locales:
        for kind in ("scripts", "territories", "variants"):
            names = _names(locale, kind)
            if found := names.get(part) or names.get(part.upper()):
                return str(found)
    return part


def territory_name(code: str, reader: str) -> str:
    """A country's name as readers of a language write it, else in English, else its code."""
    for locale in _locales_of(reader):
        if found := _names(locale, "territories").get(code):
            return str(found)
    return code


def names_in(tag: str, kind: str) -> Mapping[str, str]:
    """All ``languages``, ``scripts``, ``territories`` or ``variants`` that a language names.

    Keys have underscores between subtags.
    """
    return _names(nearest_locale(tag), kind)


def language_in(country: str) -> str:
    """The tag of the language that is most read in a country; "" where CLDR does not know."""
    return _global("likely_subtags").get(f"und_{country}", "").replace("_", "-")


def is_assigned(language: str) -> bool:
    """Whether a code is a language's, be it one that CLDR has no name for."""
    return language in _global("likely_subtags")


def alias_of(language: str) -> str:
    """The code that CLDR has for a language under another one: ``jpn`` → ``ja``; "" for none."""
    return _global("language_aliases").get(language, "").replace("_", "-")


def territory_aliases() -> dict[str, str]:
    """Other codes of countries, as far as they mean one: ``UK`` → ``GB``, ``CHN`` → ``CN``."""
    found: Any = get_global("territory_aliases")
    return {str(alias): str(codes[0]) for alias, codes in found.items() if len(codes) == 1}


def _names(locale: Locale, kind: str) -> Mapping[str, str]:
    found: Mapping[str, str] = getattr(locale, kind)
    return found


def _global(kind: str) -> Mapping[str, str]:
    found: Any = get_global(kind)  # type: ignore[arg-type]
    known: Mapping[str, str] = found
    return known
