"""Which text a reader is shown, in which language, running which way; and everything that CLDR
knows: names of languages and territories, dates, numbers.

Only this module and :mod:`catalog.web.frame` know how gettext and Material spell language tags.
"""

from __future__ import annotations

import datetime as dt
import gettext as gettext_module
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import (
    format_date,
    format_interval,
    format_skeleton,
    format_time,
    get_timezone_location,
    get_timezone_name,
)
from babel.numbers import format_decimal

from catalog.models import vocabularies as terms
from catalog.models.cldr import (
    is_east_asian,
    is_right_to_left,
    language_name,
    nearest_locale,
    territory_name,
)
from catalog.models.dates import PartialDate
from catalog.models.edition import Edition
from catalog.models.site import Site
from catalog.models.territories import SETS
from catalog.models.texts import Text
from catalog.models.vocabularies import Vocabularies
from catalog.reading.interface_texts import read_translations

SOURCE_LANGUAGE = "en"  # of the interface texts

# English names of the territory sets; gettext has the others.
SET_NAMES = {
    "WORLD": "World",
    "E-ASIA": "East Asia",
    "SEA": "Southeast Asia",
    "S-ASIA": "South Asia",
    "C-ASIA": "Central Asia",
    "MENA": "Middle East and North Africa",
    "GCC": "Gulf states (GCC)",
    "AFRICA": "Africa",
    "SSA": "Sub-Saharan Africa",
    "EUROPE": "Europe",
    "EU": "European Union",
    "DACH": "Germany, Austria, Switzerland",
    "NORDICS": "Nordic countries",
    "CIS": "CIS",
    "N-AMERICA": "North America",
    "LATAM": "Latin America and the Caribbean",
    "ANZ": "Australia and New Zealand",
}

# gettext context → English labels, for lists that are not vocabularies people choose from.
_MORE_LABELS = {"relation": terms.RELATIONS, "territory": SET_NAMES}


@lru_cache(maxsize=256)
def direction(tag: str) -> str:
    """``rtl`` or ``ltr``."""
    return "rtl" if is_right_to_left(tag) else "ltr"


class Shown(NamedTuple):
    """A text as a reader gets it.

    ``fallback`` is true where it is not in the page's language; ``lang`` and ``dir`` are the
    text's own.
    """

    value: str
    lang: str
    dir: str
    fallback: bool


def fallback_chain(tag: str, configured: Mapping[str, tuple[str, ...]], site: Site) -> list[str]:
    """The languages to try for a text, the reader's own first.

    After the configured ones come English and the source language, then whatever there is:
    a text in a language one cannot read, marked as such, still says more than a gap.
    """
    chain = [tag, *configured.get(tag, ())]
    further = (c for t in configured.get(tag, ()) for c in configured.get(t, ()))
    chain += [*further, "en", site.source_language]
    return list(dict.fromkeys(chain))


@dataclass
class Localiser:
    """Everything that depends on the reader's language, for one language."""

    lang: str
    chain: list[str]
    translations: gettext_module.NullTranslations
    vocabularies: Vocabularies
    timezone: str = "UTC"
    # What is asked for on every page is worked out once.
    _labels: dict[tuple[str, str], str] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)
    _numbers: dict[float, str] = field(default_factory=dict)
    _names: dict[tuple[str, str], str] = field(default_factory=dict)
    _dates: dict[PartialDate, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.dir = direction(self.lang)
        self.locale = nearest_locale(self.lang)

    # ---- texts ---------------------------------------------------------------------

    def text(self, text: Text | None) -> Shown | None:
        """The text in this language, or in the first of the fallback chain that it has."""
        if not text:
            return None
        if (own := text.get(self.lang)) is not None:
            return Shown(own, self.lang, self.dir, False)
        tag = next((tag for tag in self.chain if tag in text), None) or next(iter(text))
        return Shown(text[tag], tag, direction(tag), True)

    def gettext(self, message: str) -> str:
        """An interface text."""
        found = self._texts.get(message)
        if found is None:
            found = self.translations.gettext(message) if message else ""
            self._texts[message] = found
        return found

    def ngettext(self, one: str, many: str, n: int) -> str:
        """An interface text that depends on a number."""
        return self.translations.ngettext(one, many, n)

    def pgettext(self, context: str, message: str) -> str:
        """An interface text whose meaning a context makes clear."""
        return self.translations.pgettext(context, message)

    def npgettext(self, context: str, one: str, many: str, n: int) -> str:
        """Both."""
        return self.translations.npgettext(context, one, many, n)

    # ---- names ---------------------------------------------------------------------

    def label(self, vocabulary: str, term: str) -> str:
        """What readers call a term: the organizers' label, the interface's, or the id itself."""
        key = (vocabulary, term)
        if key not in self._labels:
            self._labels[key] = self._label(vocabulary, term)
        return self._labels[key]

    def _label(self, vocabulary: str, term: str) -> str:
        known = self.vocabularies.get(vocabulary)
        if known and term in known.added:
            shown = self.text(known.added[term])
            if shown:
                return shown.value
        labels = _MORE_LABELS.get(vocabulary) or (known.terms if known else {})
        return self.pgettext(vocabulary, labels[term]) if term in labels else term

    def language(self, tag: str) -> str:
        """The name of a language, as CLDR or the organizers have it."""
        key = ("language", tag)
        if key not in self._names:
            self._names[key] = self._organizers(*key) or language_name(tag, self.lang)
        return self._names[key]

    def territory(self, code: str) -> str:
        """The name of a country or of a set of countries."""
        key = ("territory", code)
        if key not in self._names:
            self._names[key] = self._organizers(*key) or self._territory(code)
        return self._names[key]

    def _territory(self, code: str) -> str:
        if code in SETS:
            return self.label("territory", code)
        return territory_name(code, self.lang)

    def _organizers(self, vocabulary: str, term: str) -> str | None:
        known = self.vocabularies.get(vocabulary)
        text = known.added.get(term) if known else None
        return text.get(self.lang) if text else None

    def own_name(self, tag: str) -> str:
        """A language's name in that language itself, as the menu shows it."""
        name = language_name(tag, tag)
        return name[:1].upper() + name[1:]

    # ---- dates and numbers ---------------------------------------------------------

    def date(self, value: PartialDate | dt.date) -> str:
        """A date at its own precision: ``2024``, ``August 2024``, ``20 August 2024``."""
        if not isinstance(value, PartialDate):
            return format_date(value, "long", locale=self.locale)
        if value not in self._dates:
            skeleton = "y" if value.month is None else "yMMMM" if value.day is None else ""
            first = value.first_day()
            self._dates[value] = self._skeleton(first, skeleton) if skeleton else self.date(first)
        return self._dates[value]

    def day(self, value: dt.date, *, year: bool = False) -> str:
        """A day of the fair with its weekday; with the year where that is not the fair's."""
        return self._skeleton(value, "yMMMMEEEEd" if year else "MMMMEEEEd")

    def short_day(self, value: dt.date, *, year: bool = False) -> str:
        """The same for a narrow column: ``Thu 26 Nov``."""
        return self._skeleton(value, "yMMMEd" if year else "MMMEd")

    def zone(self, day: dt.date) -> str:
        """Whose time the venue's clocks show on a day: ``China Standard Time (UTC+8)``."""
        noon = dt.datetime.combine(day, dt.time(12), ZoneInfo(self.timezone))
        minutes = round((noon.utcoffset() or dt.timedelta()).total_seconds() / 60)
        hours, rest = divmod(abs(minutes), 60)
        offset = f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
        name = get_timezone_name(noon, locale=self.locale)
        if any(char.isdecimal() for char in name):  # none but the offset is known
            name = get_timezone_location(self.timezone, locale=self.locale)
        return f"{name} ({offset if minutes else 'UTC'})"

    def date_range(self, start: dt.date | PartialDate, end: dt.date | PartialDate) -> str:
        """``21–25 May 2026`` as the language writes it."""
        first = start.first_day() if isinstance(start, PartialDate) else start
        last = end.last_day() if isinstance(end, PartialDate) else end
        if first == last:
            return self.date(first)
        return str(format_interval(first, last, "yMMMMd", locale=self.locale))

    def time(self, value: dt.datetime) -> str:
        """The time of day, as the venue's clocks show it."""
        return format_time(value, "short", locale=self.locale)

    def number(self, value: float) -> str:
        """A number with the language's separators."""
        if value not in self._numbers:
            self._numbers[value] = format_decimal(value, locale=self.locale)
        return self._numbers[value]

    def plural_samples(self) -> dict[str, int]:
        """A number for each plural category that whole numbers have, for texts that scripts use."""
        found: dict[str, int] = {}
        for n in (*range(201), 1000, 1000000):
            found.setdefault(self.locale.plural_form(n), n)
        found.setdefault("other", 1000000)  # what a browser takes that knows the language less well
        return found

    def _skeleton(self, value: dt.date, skeleton: str) -> str:
        try:
            return str(format_skeleton(skeleton, value, locale=self.locale))
        except KeyError:
            return format_date(value, "long", locale=self.locale)

    def join(self, items: list[str]) -> str:
        """``a, b and c`` as the language joins them, here without an "and"."""
        chinese = is_east_asian(self.lang) and self.lang.partition("-")[0] != "ko"
        return ("、" if chinese else "، " if self.dir == "rtl" else ", ").join(items)

    @property
    def dot(self) -> str:
        """What stands between the facts of a line."""
        return " · " if is_east_asian(self.lang) else self.join(["", ""])


def make_localiser(
    tag: str,
    site: Site,
    edition: Edition,
    vocabularies: Vocabularies,
    locales: Path,
    cache: Path | None = None,
) -> Localiser:
    """The localiser of one language of an edition."""
    return Localiser(
        tag,
        fallback_chain(tag, site.fallback, site),
        read_translations(locales, tag, cache),
        vocabularies,
        edition.timezone,
    )


def read_labels(
    vocabularies: Vocabularies, locales: Path, tag: str, cache: Path | None
) -> Callable[[str, str], str]:
    """What a language calls a term of a vocabulary, where there is no edition yet."""
    catalogue = read_translations(locales, tag, cache)

    def label(vocabulary: str, term: str) -> str:
        known = vocabularies[vocabulary]
        if term in known.added:
            return known.added[term].get(tag, term)
        return catalogue.pgettext(vocabulary, known.terms[term])

    return label
