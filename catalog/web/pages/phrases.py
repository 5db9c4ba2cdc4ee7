"""Counts, names, lines and words that the pages of one language share."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from markupsafe import Markup

from catalog.edition.localise import Localiser
from catalog.models.dates import PartialDate
from catalog.web.pages.markup import html


class Phrases:
    """What is said with few words, in one language."""

    def __init__(self, localiser: Localiser) -> None:
        self.localiser = localiser
        self.gettext, self.ngettext = localiser.gettext, localiser.ngettext
        self.lang = localiser.lang
        self._years: dict[int, str] = {}
        self._names: dict[tuple[str, ...], str] = {}

    def works_count(self, number: int) -> str:
        """``34 works``."""
        shown = self.localiser.number(number)
        return self.ngettext("%(number)s work", "%(number)s works", number) % {"number": shown}

    def companies_count(self, number: int) -> str:
        """``16 companies``."""
        shown = self.localiser.number(number)
        pattern = self.ngettext("%(number)s company", "%(number)s companies", number)
        return pattern % {"number": shown}

    def labelled(self, label: str, text: str) -> str:
        """``Works: 34 works``, plain; French sets a space before the colon, Chinese a wide one."""
        return self.gettext("%(label)s: %(text)s") % {"label": label, "text": text}

    def language_names(self, tags: Iterable[str]) -> str:
        """Names of languages in one line, plain."""
        key = tuple(dict.fromkeys(tags))
        if key not in self._names:
            self._names[key] = self.localiser.join([self.localiser.language(t) for t in key])
        return self._names[key]

    def territory_names(self, codes: Iterable[str]) -> str:
        """Names of territories in one line, plain."""
        key = ("territories", *codes)
        if key not in self._names:
            names = [self.localiser.territory(c) for c in dict.fromkeys(key[1:])]
            self._names[key] = self.localiser.join(names)
        return self._names[key]

    def year(self, date: PartialDate | None) -> str:
        """A year as the language writes it."""
        if date is None:
            return ""
        if date.year not in self._years:
            self._years[date.year] = self.localiser.date(PartialDate(date.year))
        return self._years[date.year]

    @cached_property
    def separator(self) -> str:
        """Stands between the parts of a line of facts, such as a kind and a year."""
        return self.localiser.dot

    def line(self, parts: Iterable[str]) -> Markup:
        """A line of facts, plain parts."""
        return html(self.separator.join(part for part in parts if part))

    @cached_property
    def right_states(self) -> dict[str, str]:
        """What can be said of a right somewhere, in words."""
        _ = self.gettext
        return {
            "available": _("Available"),
            "part": _("In part"),
            "under-offer": _("Under offer"),
            "taken": _("Taken"),
            "not-stated": _("Not stated"),
        }
