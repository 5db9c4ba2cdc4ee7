"""Fields whose absence shows more than their presence, and how a slip in their name is seen.

A field is declared to be one beside its type (:class:`Guards`); readers derive everything from
that. A slip in such a field, in its name or in its value, takes out what it guards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel

from catalog.models.field_names import field_meant
from catalog.models.scalars import read_boolean
from catalog.models.spelling import fold

Guarded = Literal["record", "entry", "page", "rights", "line", "picture", "contact", "screener"]
"""What goes: the file's record, an organizers' entry, all rights, a line of them …"""


@dataclass(frozen=True, slots=True)
class Guards:
    """Annotates a field whose absence shows more than its presence.

    Attributes:
        what: what a slip takes out, which is the group of fields in which this one stands.
        closed: without the field nothing is shown, so it is enough to leave the field out.
        in_part: a slip in one item of it counts, too, because what is left of it shows more; it
            always does where the group overrides others of a list (:class:`Overrides`).
        overriding: it guards only in such a group.
    """

    what: Guarded
    closed: bool = False
    in_part: bool = True
    overriding: bool = False


@dataclass(frozen=True, slots=True)
class Overrides:
    """Annotates a list whose items override each other: what one opens, another may close.

    One that may close something, and is lost, takes all out with it where another opens anything.

    Attributes:
        what: what goes.
        closes, opens: whether an item, as it is written, may do so.
    """

    what: Guarded
    closes: Callable[[Any], bool]
    opens: Callable[[Any], bool]


def fields_of(model: type[BaseModel]) -> dict[str, Any]:
    """A model's fields under the names that people write."""
    return {f.alias or name: f for name, f in model.model_fields.items()}


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that a field's type holds, also within a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (model_in(a) for a in getattr(annotation, "__args__", ()))
    return next((m for m in inner if m), None)


@cache
def guards_of(model: type[BaseModel]) -> Mapping[str, Guards]:
    """The guarding fields of a model, by the names that people write."""
    return _noted(model, Guards)


@cache
def overrides_of(model: type[BaseModel]) -> Mapping[str, Overrides]:
    """The lists of a model whose items override each other."""
    return _noted(model, Overrides)


def _noted(model: type[BaseModel], note: type[Any]) -> dict[str, Any]:
    return {
        name: found
        for name, info in fields_of(model).items()
        for found in info.metadata
        if isinstance(found, note)
    }


@cache
def guards_within(model: type[BaseModel]) -> Mapping[str, frozenset[str]]:
    """The guarding fields of what a model holds, at any depth → the fields that hold them.

    Only those without which something is shown.
    """
    found: dict[str, set[str]] = {}
    for name, info in fields_of(model).items():
        inner = model_in(info.annotation)
        if inner is None:
            continue
        open_ones = {
            n for n, guard in guards_of(inner).items() if not (guard.closed or guard.overriding)
        }
        for guard in (*open_ones, *guards_within(inner)):
            found.setdefault(guard, set()).add(name)
    return {guard: frozenset(holders) for guard, holders in found.items()}


# ---- names --------------------------------------------------------------------------------

_LONGEST_NAME = 40  # a longer key is a sentence, not a slip in a field's name
# Words one letter away from a guarding field's name that mean something else.
_OTHER_WORDS = frozenset(
    (
        *("craft", "drift", "graft", "raft", "shaft", "daft"),
        *("accept", "expect", "excerpt", "untie", "states", "statue", "words", "world", "worlds"),
        *("novice", "exhibition", "exhibitions"),
    )
)
# The opposite of a draft: who says no to it, says yes to the other.
_OPPOSITES = frozenset(
    (
        *("public", "publish", "published", "visible", "show", "shown", "release"),
        *("公开", "是否公开", "发布", "是否发布", "可见", "显示"),
    )
)
_SEPARATOR = re.compile(r"[:：=＝﹕]")
# Letters of other scripts that look like Latin ones, as a copied text may have them.
_ALIKE = str.maketrans("аеорсхуіјѕԁһкѵαορτυικ", "aeopcxyijsdhkvaoptyik")


def plain_name(key: str) -> str:
    """A key without what cannot be seen, quotes, and what a missing space has tied to it."""
    seen = "".join(c for c in key[:200] if unicodedata.category(c) not in ("Cf", "Cc", "Mn"))
    name = _SEPARATOR.split(unicodedata.normalize("NFKC", seen), maxsplit=1)[0]
    return name.strip(" \t\u3000\"'“”„‟‘’「」『』`*_-–—•·.!?#<>()[]（）【】")


def tied_value(key: str) -> str | None:
    """What follows the colon in a key like ``until:2027``; None where there is no colon."""
    parts = _SEPARATOR.split(key, maxsplit=1)
    return parts[1].strip() if len(parts) == 2 else None


def guard_meant(key: str, names: Collection[str]) -> str:
    """The guarding field among ``names`` that a key means, spelled or misspelt; "" for none."""
    name = plain_name(key)
    if not name or len(name) > _LONGEST_NAME:
        return ""
    known = field_meant(name, names)
    if known:
        return known
    words = re.sub(r"([a-z])([A-Z])", r"\1 \2", name)
    tokens = fold(words).split()
    compact = "".join(tokens).translate(_ALIKE)
    for guard in names:
        if (guard in tokens and len(tokens) <= 2) or near(compact, guard):
            return guard
    return ""


def near(word: str, guard: str) -> bool:
    """One slip of the fingers away, or two in a long name; of one or of several."""
    allowed = 1 if len(guard) < 8 else 2
    forms = {guard, re.sub("ies$", "y", guard), re.sub("s$", "", guard)}
    return any(
        abs(len(word) - len(form)) <= allowed and _slips(word, form) <= allowed for form in forms
    )


def _slips(a: str, b: str) -> int:
    """Letters left out, put in, exchanged or turned round between two words."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def is_opposite(key: str) -> bool:
    """Whether a key says the opposite of a draft: ``published``, ``可见``."""
    return fold(plain_name(key)) in _OPPOSITES


def says_no(value: Any) -> bool:
    """Whether a value may mean no."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    word = fold(value) if isinstance(value, str) else ""
    return read_boolean(value) is False or any(
        word == no or (len(no) > 4 and near(word, no))
        for no in ("false", "n", "0", "off", "never", "none", "不", "无", "不公开", "未", "x", "✗")
    )


def _says_yes(value: Any) -> bool:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    word = fold(value) if isinstance(value, str) else ""
    return read_boolean(value) is True or near(word, "true") or word in ("y", "on", "1", "draft")


def may_guard(key: str, value: Any, default: Any) -> bool:
    """Whether a misspelt guarding field is one that would withhold something.

    Args:
        key: as it is written.
        value: as it is written.
        default: what the field is without being written.
    """
    if not isinstance(default, bool):
        return fold(plain_name(key)) not in _OTHER_WORDS
    if fold(plain_name(key)) in _OTHER_WORDS:
        return _says_yes(value)
    return read_boolean(value) is not default
