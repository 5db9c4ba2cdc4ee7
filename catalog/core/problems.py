"""What can be wrong with a submission, and the report that collects it.

A :class:`Problem` carries no sentence of its own: its code names an entry of
:mod:`catalog.core.messages`, which has the sentence in each language.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from catalog.core.messages import MESSAGES, REASONS, WORDS, Bilingual, Message

Severity = Literal["error", "warning"]
Effect = Literal["build", "withheld", "record", "field", "entry", "none"]
Loc = tuple[str | int, ...]

# From the mildest to the gravest; a problem that grows graver replaces its effect. "withheld" is
# told of fields that guard others: the parameter of that name says what goes (see
# :mod:`catalog.models.guards`).
EFFECTS: tuple[Effect, ...] = ("none", "field", "entry", "record", "withheld", "build")

# More of one kind in one file are counted, not told one by one: nobody reads on, and a hostile
# file could hold tens of thousands.
MAX_TOLD = 100
_MAX_VALUE = 300  # characters of a written value that a sentence quotes


@dataclass(frozen=True, slots=True)
class At:
    """A parameter of a message that means the line of another place in the same file.

    Rules know places of records, not lines; :func:`catalog.reading.records.place_problems` puts the
    line's number here.
    """

    loc: Loc


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place.

    Attributes:
        code: key of ``MESSAGES``.
        path: file, relative to the content folder, posix separators.
        line, column: one-based; 0 where the file has no such place.
        loc: where in the record, e.g. ``("genres", 1)``.
        params: what the message's placeholders stand for.
        hint: key of the message's helps; "" chooses the plain one.
    """

    code: str
    severity: Severity
    effect: Effect
    path: str
    line: int = 0
    column: int = 0
    loc: Loc = ()
    params: Mapping[str, Any] = field(default_factory=dict)
    hint: str = ""

    @property
    def field(self) -> str:
        """The place in the record as people write it: ``rights[0].until``."""
        return format_loc(self.loc)

    def message(self, language: str = "en") -> str:
        """What is wrong, in ``en`` or ``zh-Hans``."""
        return _fill(MESSAGES[self.code].text(language), self._known, language)

    def help(self, language: str = "en") -> str:
        """What to do about it; "" where there is nothing to say."""
        return _fill(MESSAGES[self.code].help(self.hint, language), self._known, language)

    @property
    def takes_record(self) -> bool:
        """Whether it keeps a whole file's record from being published."""
        return self.effect == "record" or (
            self.effect == "withheld" and self.params["withheld"] == "record"
        )

    @property
    def takes_entry(self) -> bool:
        """Whether it keeps a line of an organizers' list from being published."""
        return self.effect == "entry" or (
            self.effect == "withheld" and self.params["withheld"] == "entry"
        )

    @property
    def _known(self) -> Mapping[str, Any]:
        return {"path": self.path, "line": self.line, **self.params}

    def as_json(self, language: str = "en") -> dict[str, Any]:
        """The object that ``check --format json`` prints."""
        return {
            "code": self.code,
            "severity": self.severity,
            "effect": self.effect,
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "field": self.field,
            "message": self.message(language),
            "help": self.help(language),
        }

    def graver(self, effect: Effect) -> Problem:
        """The same problem with at least this effect."""
        if EFFECTS.index(effect) <= EFFECTS.index(self.effect):
            return self
        return replace(self, effect=effect)


def problem(
    code: str,
    path: str,
    loc: Loc = (),
    *,
    line: int = 0,
    column: int = 0,
    effect: Effect | None = None,
    hint: str = "",
    **params: Any,
) -> Problem:
    """A problem with the severity and effect that its message has by default."""
    entry: Message = MESSAGES[code]
    chosen = entry.effect if effect is None else effect
    return Problem(code, entry.severity, chosen, path, line, column, loc, params, hint)


def format_loc(loc: Loc) -> str:
    """``("rights", 0, "until")`` → ``rights[0].until``."""
    out = ""
    for part in loc:
        if isinstance(part, int):
            out += f"[{part}]"
        else:
            out += f".{part}" if out else part
    return out


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate a writer most probably meant, or None when nothing is close."""
    found = difflib.get_close_matches(word.lower(), list(candidates), n=1, cutoff=0.6)
    return found[0] if found else None


@dataclass
class Report:
    """Collects problems; each once, in a stable order."""

    problems: list[Problem] = field(default_factory=list)
    _seen: set[tuple[Any, ...]] = field(default_factory=set)

    def add(self, found: Problem | Iterable[Problem]) -> None:
        """Take one problem or several."""
        for item in [found] if isinstance(found, Problem) else found:
            key = (item.code, item.path, item.line, item.column, item.loc, str(item.params))
            if key not in self._seen:
                self._seen.add(key)
                self.problems.append(item)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self.problems, key=lambda p: (p.path, p.line, p.column, p.code)))

    def __len__(self) -> int:
        return len(self.problems)

    @property
    def errors(self) -> int:
        """How many are errors."""
        return sum(p.severity == "error" for p in self.problems)

    @property
    def warnings(self) -> int:
        """How many are warnings."""
        return sum(p.severity == "warning" for p in self.problems)


def _fill(template: str, params: Mapping[str, Any], language: str) -> str:
    if not template:
        return ""
    return template.format_map({k: _word(v, language, k in _SAID) for k, v in params.items()})


# Parameters that may hold "@name", a word of the messages' own; in others it is what was written.
_SAID = frozenset(("expected", "reason", "what", "missing", "found", "size", "limit"))


def _word(value: Any, language: str, said: bool = False) -> str:
    """Words that the messages themselves use (names of types) are translated too."""
    if isinstance(value, Bilingual):
        return value.zh if language.startswith("zh") else value.en
    if isinstance(value, tuple | list):
        separator = "、" if language.startswith("zh") else ", "
        return separator.join(_word(v, language) for v in value)
    if isinstance(value, At):
        return "?"
    text = str(value)
    if said and text.startswith("@") and text[1:] in WORDS:
        english, chinese = WORDS[text[1:]]
        return chinese if language.startswith("zh") else english
    if said and language.startswith("zh"):
        for pattern, chinese in REASONS:
            text = re.sub(pattern, chinese, text)
    return text if len(text) <= _MAX_VALUE else text[: _MAX_VALUE - 1] + "…"
