"""The small types that fields are made of. Every scalar arrives as the text that was written.

Validators raise :class:`PydanticCustomError` whose type is a code of :mod:`catalog.messages`;
``ctx`` are the message's parameters, ``ctx["hint"]`` chooses its remedy and ``ctx["at"]`` is the
place below the field where the slip is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache, total_ordering
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PrivateAttr,
    ValidationInfo,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from catalog.messages import Bilingual
from catalog.models.territories import COUNTRIES, SETS, parse_territory
from catalog.models.vocabularies import Vocabularies, built_in
from catalog.problems import Loc


@dataclass(frozen=True, slots=True)
class Context:
    """What a record's fields need to know of their surroundings.

    Attributes:
        lang: the language of bare strings.
        folder: content-relative folder of the file, for image paths.
        root: content-relative folder that image paths may not leave.
        vocabularies: with the organizers' additions.
    """

    lang: str = "en"
    folder: str = ""
    root: str = ""
    vocabularies: Vocabularies = field(default_factory=built_in)


def fault(code: str, **ctx: Any) -> PydanticCustomError:
    """An error of one of our codes, to raise in a validator."""
    return PydanticCustomError(code, code, ctx)


def context(info: ValidationInfo) -> Context:
    """The context given to validation, or a plain one."""
    return info.context if isinstance(info.context, Context) else Context()


class Part(BaseModel):
    """Base of everything inside a record: frozen, and strict about unknown keys."""

    # Deferred: a validator is built when the first record of its kind is read.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def __reduce__(self) -> tuple[Any, ...]:
        values = self.__dict__
        private = self.__pydantic_private__
        return restore, (type(self), [values[name] for name in _names(type(self))], private)


_set = object.__setattr__


@cache
def _names(model: type[Part]) -> tuple[str, ...]:
    return tuple(model.model_fields)


@cache
def _all_set(model: type[Part]) -> set[str]:
    return set(_names(model))


def restore(model: type[Part], values: Sequence[Any], private: dict[str, Any] | None) -> Part:
    """A part that was pickled: equal to what it was, in a quarter less memory.

    pydantic would give each a set of the fields that were written, with the names of them all.
    Nobody asks which they were, so all parts of a model share one set.
    """
    part = model.__new__(model)
    _set(part, "__dict__", dict(zip(_names(model), values, strict=True)))
    _set(part, "__pydantic_fields_set__", _all_set(model))
    _set(part, "__pydantic_extra__", None)
    _set(part, "__pydantic_private__", private)
    return part


class Whole:
    """Annotates a field without which, or with part of which, its holder would say more than meant.

    A slip in it takes the holder out: a rights line without its exceptions offers too much.
    """


class Placed(Part):
    """A part that knows how its places stand to those of its file.

    What was wrong in a list is left out of the record, so what follows it has moved up.
    """

    _kept: dict[Loc, tuple[int, ...]] | None = PrivateAttr(default=None)

    def keep(self, kept: dict[Loc, tuple[int, ...]]) -> None:
        """Say, by the place of each list that lost items, which of the file's are left."""
        self._kept = kept or None

    def written(self, loc: Loc) -> Loc:
        """A place in the record → the place in its file."""
        if not self._kept:
            return loc
        out: list[str | int] = []
        for depth, part in enumerate(loc):
            kept = self._kept.get(loc[:depth]) if isinstance(part, int) else None
            out.append(kept[int(part)] if kept and int(part) < len(kept) else part)
        return tuple(out)


# ---- languages and countries ----------------------------------------------------------

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


# ---- text -----------------------------------------------------------------------------


def _plain_text(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list | dict):
        raise fault("wrong-type", expected="@text")
    return value


def _texts(value: Any, info: ValidationInfo) -> Any:
    """A bare string belongs to the record's language; tags are normalised, blanks dropped."""
    if isinstance(value, str):
        return {context(info).lang: value}
    if isinstance(value, Mapping):
        found: dict[Any, Any] = {}
        for key, text in value.items():
            if text is None or (isinstance(text, str) and not text.strip()):
                continue
            tag = normalise_tag(key) if isinstance(key, str) else None
            if tag in found:
                reason = Bilingual(
                    f"it means {tag}, which is there already: keep one of them",
                    f"它与已有的 {tag} 相同：请只保留一个",
                )
                raise fault("bad-value", value=key, reason=reason, at=(key,), on_key=True)
            found[tag or key] = text
        return found
    raise fault("wrong-type", expected="@texts")


Str = Annotated[str, BeforeValidator(_plain_text), Field(min_length=1)]
Language = Annotated[Str, AfterValidator(_language)]
Country = Annotated[Str, AfterValidator(_country)]
Region = Annotated[Str, AfterValidator(_region)]
Territory = Annotated[Str, AfterValidator(_territory)]

Text = Annotated[
    dict[Language, Str],
    BeforeValidator(_texts, json_schema_input_type=str | dict[str, str]),
    Field(min_length=1),
]


def _at_most(limit: int) -> Callable[[dict[str, str]], dict[str, str]]:
    def check(value: dict[str, str]) -> dict[str, str]:
        for tag, text in value.items():
            if len(text) > limit:
                raise fault("text-too-long", count=len(text), limit=limit, at=(tag,))
        return value

    return check


Logline = Annotated[Text, AfterValidator(_at_most(160))]


# ---- lists ----------------------------------------------------------------------------


def _listed(value: Any) -> Any:
    """``a，b、c`` where a list is meant is answered with the list."""
    if isinstance(value, str):
        items = [item.strip() for item in re.split(r"[,，、;；]", value) if item.strip()]
        raise fault("list-as-text", fix=f"[{', '.join(items)}]")
    if isinstance(value, Mapping):
        raise fault("wrong-type", expected="@list")
    return value


def one_or_list(value: Any) -> Any:
    """One value where a list may stand too → a list of one."""
    return [value] if isinstance(value, str | Mapping) else value


AsList = BeforeValidator(_listed)


class AllOr:
    """Annotates ``Literal["all"] | tuple[X, ...]``: the word ``all``, or a list.

    A plain union would tell a slip in the list twice, once for each branch.
    """

    def __init__(self, items: Any) -> None:
        self.items = items

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        def read(value: Any, validate: Callable[[Any], Any]) -> Any:
            return "all" if value == "all" else validate(value)

        return core_schema.no_info_wrap_validator_function(
            read,
            handler.generate_schema(self.items),
            serialization=core_schema.simple_ser_schema("any"),
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [{"const": "all"}, handler(schema)]}


# ---- vocabulary terms -----------------------------------------------------------------


class Term:
    """Marks a string as a term of a vocabulary; a label in any language is answered with its id."""

    def __init__(self, vocabulary: str) -> None:
        self.vocabulary = vocabulary

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        name = self.vocabulary

        def check(value: str, info: ValidationInfo) -> str:
            vocabulary = context(info).vocabularies[name]
            if value in vocabulary:
                return value
            by_label = vocabulary.spellings.get(value.casefold())
            split = [v.strip() for v in re.split(r"[,，、;；]", value) if v.strip()]
            if len(split) > 1 and not by_label:
                ids = [vocabulary.spellings.get(v.casefold(), v) for v in split]
                raise fault("list-as-text", fix=f"[{', '.join(ids)}]")
            raise fault(
                "unknown-value",
                value=value,
                vocabulary=vocabulary.title,
                known=vocabulary,
                near=by_label or "",
                hint="label" if by_label else "",
            )

        return core_schema.with_info_after_validator_function(check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "x-vocabulary": self.vocabulary}


# ---- numbers and booleans -------------------------------------------------------------


def _integer(value: Any) -> Any:
    if isinstance(value, str):
        text = value.strip().replace(",", "").replace("_", "").replace("，", "")
        if not re.fullmatch(r"\d{1,15}", text) or (len(text) > 1 and text[0] == "0"):
            raise fault("wrong-type", expected="@integer")
        return int(text)
    raise fault("wrong-type", expected="@integer")


def _decimal(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", value.strip()):
        return float(value)
    raise fault("wrong-type", expected="@number")


def _boolean(value: Any) -> Any:
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in ("true", "yes", "是"):
        return True
    if word in ("false", "no", "否"):
        return False
    raise fault("wrong-type", expected="@boolean")


Integer = Annotated[int, BeforeValidator(_integer)]
Decimal = Annotated[float, BeforeValidator(_decimal)]
Boolean = Annotated[bool, BeforeValidator(_boolean)]


# ---- dates ----------------------------------------------------------------------------


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date at the precision at which it is known; ``str()`` gives it back as written."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``2024``, ``2024-08`` or ``2024-08-20``; ValueError for anything else."""
        found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text.strip())
        if not found:
            raise ValueError(text)
        year, month, day = (int(g) if g else None for g in found.groups())
        assert year is not None
        date(year, month or 1, day or 1)  # refuses 2024-02-30 and year 0
        return cls(year, month, day)

    def first_day(self) -> date:
        """The first day that it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> date:
        """The last day that it may mean."""
        if self.day and self.month:
            return date(self.year, self.month, self.day)
        following = (self.year + (self.month or 12) // 12, (self.month or 12) % 12 + 1)
        if following[0] > date.max.year:
            return date.max
        return date.fromordinal(date(*following, 1).toordinal() - 1)

    def __str__(self) -> str:
        known = [p for p in (self.month, self.day) if p is not None]
        return "-".join([f"{self.year:04}", *(f"{p:02}" for p in known)])

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._key() < other._key()

    def _key(self) -> tuple[int, int, int]:
        return self.year, self.month or 0, self.day or 0

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def read(value: Any) -> PartialDate:
            if isinstance(value, PartialDate):
                return value
            if not isinstance(value, str):
                raise fault("wrong-type", expected="@date")
            try:
                return cls.parse(value)
            except ValueError:
                raise fault("bad-date", value=value) from None

        return core_schema.no_info_plain_validator_function(
            read, serialization=core_schema.to_string_ser_schema(when_used="json")
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\s*\d{4}(-\d{2}(-\d{2})?)?\s*$"}


def _whole_date(value: PartialDate) -> PartialDate:
    if value.day is None:
        raise fault("bad-date", value=str(value), hint="day")
    return value


Day = Annotated[PartialDate, AfterValidator(_whole_date)]


def _local_time(value: Any) -> Any:
    """``2026-11-26 14:30`` in the venue's time; the zone comes from the edition."""
    if isinstance(value, datetime):
        return value
    text = value.strip().replace("T", " ").replace("：", ":") if isinstance(value, str) else ""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2} \d{1,2}:\d{2}(:\d{2})?", text):
        raise fault("bad-time", value=value if isinstance(value, str) else "…")
    try:
        day, clock = text.split(" ")
        return datetime.fromisoformat(f"{day} {clock.zfill(5)}")
    except ValueError:
        raise fault("bad-time", value=value) from None


LocalTime = Annotated[datetime, BeforeValidator(_local_time, json_schema_input_type=str)]


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise fault("bad-timezone", value=value) from None
    return value


TimeZone = Annotated[Str, AfterValidator(_zone)]


# ---- addresses ------------------------------------------------------------------------

_URL = re.compile(r"https?://[^\s<>\"'`\\{}|^\x00-\x20\x7f]+", re.IGNORECASE)
_HOST = re.compile(
    r"https?://([^/?#@]+@)?(\[[0-9a-f:.]+\]|[^/?#@:\s]+\.[^/?#@:\s.]+)(:\d+)?([/?#]|$)"
)
_EMAIL = re.compile(r"[^\s@<>\"'(),:;\\\[\]]+@[^\s@<>\"'(),:;\\\[\]]+\.[^\s@<>\"'(),:;\\\[\].]{2,}")


def _url(value: str) -> str:
    found = _HOST.match(value.lower())
    if not _URL.fullmatch(value) or not found or found[1]:
        raise fault("bad-url", value=value)
    return value


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value) or len(value) > 254:
        raise fault("bad-email", value=value)
    return value


Url = Annotated[Str, AfterValidator(_url)]
Email = Annotated[Str, AfterValidator(_email)]


def isbn_check_digit(digits: str) -> str:
    """The check digit for the first 9 or 12 digits of an ISBN (ISO 2108)."""
    if len(digits) == 9:
        rest = -sum((10 - i) * int(d) for i, d in enumerate(digits)) % 11
        return "X" if rest == 10 else str(rest)
    return str(-sum((1, 3)[i % 2] * int(d) for i, d in enumerate(digits)) % 10)


def check_isbn(value: str) -> str:
    """The ISBN as written, if its length and check digit are right."""
    plain = re.sub(r"[\s-]", "", value).upper()
    if not re.fullmatch(r"\d{9}[\dX]|97[89]\d{10}", plain):
        raise fault("bad-isbn", value=value, digit="", hint="length")
    digit = isbn_check_digit(plain[:-1])
    if digit != plain[-1]:
        raise fault("bad-isbn", value=value, digit=digit)
    return value


# ---- pictures -------------------------------------------------------------------------


def _image_path(value: str, info: ValidationInfo) -> str:
    """Relative to the file that names it → relative to the content folder, inside its root."""
    import posixpath

    known = context(info)
    path = value.replace("\\", "/")
    joined = posixpath.normpath(posixpath.join(known.folder, path))
    outside = path.startswith(("/", "~")) or re.match(r"[A-Za-z]:|[a-z]+://", path)
    inside = joined.startswith(known.root + "/") if known.root else not joined.startswith("..")
    if outside or not inside or "\x00" in path:
        raise fault("image-outside", file=value)
    return joined


ImagePath = Annotated[Str, AfterValidator(_image_path)]


class Image(Part):
    """A picture: its path, and what is said with it."""

    path: ImagePath = Field(alias="image")
    alt: Text | None = None
    credit: Text | None = None
    licence: Str | None = None
    illustration: Boolean = False
    caption: Text | None = None


def _image(value: Any) -> Any:
    if isinstance(value, list):
        raise fault("wrong-type", expected="@image")
    return {"image": value} if isinstance(value, str) else value


Picture = Annotated[Image, BeforeValidator(_image, json_schema_input_type=str | Image)]
