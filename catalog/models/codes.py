"""Codes of languages, countries and territories."""

from __future__ import annotations

import re
from typing import Annotated, NoReturn

from pydantic import AfterValidator, ValidationInfo

from catalog.core.messages import Bilingual
from catalog.models.context import Context, context, fault
from catalog.models.meant import (
    country_meant,
    language_of_country,
    languages_meant,
    territories_meant,
    territories_near,
)
from catalog.models.scalars import Str
from catalog.models.spelling import LONGEST, fold, quoted, split_words
from catalog.models.tags import SEVERAL, UNSTATED, is_unnamed, normalise_tag, tag_near
from catalog.models.territories import COUNTRIES, SETS, parse_territory


def _language(value: str, info: ValidationInfo) -> str:
    return normalise_tag(value) or _no_language(value, context(info))


def _no_language(value: str, known: Context) -> NoReturn:
    several = {word: _languages(word, known) for word in split_words(value[:LONGEST])}
    if len(several) > 1 and all(several.values()):
        # Where a word means several, the word: by itself it is asked which.
        said = [tags[0] if len(tags) == 1 else quoted(word) for word, tags in several.items()]
        near = ", ".join(said)
        raise fault("bad-language", value=value, near=near, hint="each")
    meant = _languages(value, known)
    if meant:
        hint = "label" if len(meant) == 1 else "labels"
        raise fault("bad-language", value=value, near=", ".join(meant), hint=hint)
    if fold(value) in (SEVERAL, *UNSTATED):
        hint = "several" if fold(value) == SEVERAL else "unstated"
        raise fault("bad-language", value=value, hint=hint)
    near = tag_near(value) or language_of_country(value)
    hint = "near" if near else "unnamed" if is_unnamed(value) else ""
    raise fault("bad-language", value=value, near=near, hint=hint)


def _languages(word: str, known: Context) -> tuple[str, ...]:
    """What a word means, in the organizers' names or anybody's."""
    tag = normalise_tag(word)
    own = known.vocabularies.get("language")
    if tag:
        return (tag,)
    return (own.spellings.get(fold(word)) if own else None) or languages_meant(word)


def _country(value: str) -> str:
    code = value.strip().upper()
    if code not in COUNTRIES:
        near = country_meant(value)
        raise fault("bad-country", value=value, near=near, hint="label" if near else "")
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


def _territory(value: str, info: ValidationInfo) -> str:
    return parse_territory(value) or _no_territory(value, context(info))


def _no_territory(value: str, known: Context) -> NoReturn:
    own = known.vocabularies.get("territory")
    codes = own.spellings.get(fold(value)) if own else None
    wanted, excluded = (codes, ()) if codes else territories_meant(value)
    some = territories_near(value) if not wanted else ()
    hint = "except" if excluded else "label" if wanted else "some" if some else ""
    near, less = ", ".join(wanted or some), ", ".join(excluded)
    raise fault("bad-territory", value=value, known=list(SETS), near=near, less=less, hint=hint)


Language = Annotated[Str, AfterValidator(_language)]
Country = Annotated[Str, AfterValidator(_country)]
Region = Annotated[Str, AfterValidator(_region)]
Territory = Annotated[Str, AfterValidator(_territory)]
