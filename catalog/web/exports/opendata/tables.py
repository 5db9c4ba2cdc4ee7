"""Tables for spreadsheets: each column with its type, its meaning and where its values come from.

CSV as Excel opens it: UTF-8 with a byte order mark, comma, CRLF. What a spreadsheet would take for
the beginning of a formula has an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from catalog.edition.resolve import Catalog
from catalog.models.addresses import ascii_url
from catalog.models.company import Company
from catalog.models.texts import Text
from catalog.models.vocabularies import KINDS
from catalog.models.work import RightsLine, Work

BOM = "\ufeff"
SEPARATOR = ";"
"""Between the values of one cell."""

TABLES = ("works", "rights", "companies")

_CHUNK = 1 << 16  # characters
# What spreadsheets take for the beginning of a formula (Excel in Chinese and Japanese also the
# full-width forms): at the beginning of a cell, and behind whatever may part cells. Where commas
# are decimal Excel parts them at semicolons, and then quotes in the middle of such a part hold
# nothing together, not even a line; LibreOffice offers tabs and semicolons besides commas.
_PARTS = frozenset(";|\t\n\v\f\r\x85\u2028\u2029")
_FORMULA = re.compile(r"""(?<![\s\ufeff";|])([\s\ufeff";|]*+)(?=[=+\-@＝＋－＠])""")
_BLANK = tuple("\t\r\n")  # in which a formula may be hidden from those who look
_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"

T = TypeVar("T")


def neutralise(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    found = _FORMULA.sub(_hold, cell)
    return f"'{found}" if found.startswith(_BLANK) else found


def _hold(before: re.Match[str]) -> str:
    begins = before.start() == 0 or not _PARTS.isdisjoint(before[0])
    return f"{before[0]}'" if begins else before[0]


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column: its name, what it means, its value in a row.

    Attributes:
        type: of the Table Schema; its own word "partial" is a date that may lack day and month.
    """

    name: str
    description: str
    value: Callable[[T], Any]
    type: str = "string"
    required: bool = False


@dataclass(frozen=True)
class Table(Generic[T]):
    """A table: its columns, and its rows in order."""

    name: str
    description: str
    columns: Sequence[Column[T]]
    rows: Callable[[], Iterable[T]]
    key: tuple[str, ...] = ()
    references: dict[str, str] = field(default_factory=dict)

    def pieces(self) -> Iterator[str]:
        """The CSV."""
        buffer = io.StringIO()
        write = csv.writer(buffer).writerow
        buffer.write(BOM)
        write([column.name for column in self.columns])
        values = [column.value for column in self.columns]
        for row in self.rows():
            write([_cell(value(row)) for value in values])
            if buffer.tell() > _CHUNK:
                yield buffer.getvalue()
                buffer.seek(0)
                buffer.truncate()
        yield buffer.getvalue()

    def lines(self) -> str:
        """The CSV without its head."""
        buffer = io.StringIO()
        values = [column.value for column in self.columns]
        rows = ([_cell(value(row)) for value in values] for row in self.rows())
        csv.writer(buffer).writerows(rows)
        return buffer.getvalue()

    def schema(self) -> dict[str, Any]:
        """What the columns are, as a Table Schema."""
        keys: list[dict[str, Any]] = [
            {"fields": [column], "reference": {"resource": table, "fields": ["id"]}}
            for column, table in self.references.items()
        ]
        return {
            "$schema": _SCHEMA,
            "name": self.name,
            "description": self.description,
            "fields": [_field(column) for column in self.columns],
            "missingValues": [""],
            **({"primaryKey": list(self.key)} if self.key else {}),
            **({"foreignKeys": keys} if keys else {}),
        }


def _field(column: Column[Any]) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.type == "partial":
        constraints["pattern"] = _DATE
    return {
        "name": column.name,
        "type": "string" if column.type == "partial" else column.type,
        "description": column.description,
        **({"constraints": constraints} if constraints else {}),
    }


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return neutralise(value)
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, (tuple, list)):
        return neutralise(SEPARATOR.join(map(str, value)))
    return str(value)


# ---- the three tables ------------------------------------------------------------------

RightRow = tuple[Work, int, RightsLine, str, str]
"""A work, the place of a line among its rights from 1, the line, a right, a territory."""


class Tables:
    """The tables of a catalogue.

    Args:
        base: the public address of the edition, with a slash at its end.
    """

    def __init__(self, catalog: Catalog, base: str) -> None:
        self.catalog = catalog
        self.languages = catalog.edition.languages
        self.home = f"{base}{self.languages[0]}/"

    def all(self) -> tuple[Table[Any], ...]:
        """In the order in which they are told."""
        return self.works(), self.rights(), self.companies()

    def works(self) -> Table[Work]:
        """A work a row."""
        own = self._own_title
        return Table(
            "works",
            "The works of the catalogue, one a row. Cells with several values separate them by a "
            "semicolon.",
            (
                Column("id", "The work's id.", lambda w: w.id, required=True),
                Column("company", "The id of its company.", lambda w: w.company, required=True),
                Column("company_name", "The company's name.", self._company_name),
                Column("kind", "novel, series, game …", lambda w: w.kind, required=True),
                Column("group", "literature, screen, games, more", lambda w: KINDS[w.kind].group),
                Column("title", "The original title.", lambda w: own(w)[1], required=True),
                Column("title_language", "Its language, BCP 47.", lambda w: own(w)[0]),
                *(_text("title", tag, "The title", lambda w: w.title) for tag in self.languages),
                *(
                    _text("logline", tag, "One sentence about it", lambda w: w.logline)
                    for tag in self.languages
                ),
                Column("genres", "Ids of its genres.", lambda w: w.genres),
                Column("original_language", "BCP 47.", lambda w: w.original_language),
                Column("country", "ISO 3166-1 alpha-2.", lambda w: w.country),
                Column("status", "development, production, ongoing …", lambda w: w.status),
                Column("released", "Year, month or day.", lambda w: w.released, "partial"),
                Column("added", "When it came into the catalogue.", lambda w: w.added, "date"),
                Column("languages", "In which it exists, BCP 47.", _languages),
                Column(
                    "episodes", "How many.", lambda w: w.screen and w.screen.episodes, "integer"
                ),
                Column(
                    "minutes",
                    "Of one episode, or of the film.",
                    lambda w: w.screen and w.screen.minutes,
                    "integer",
                ),
                Column("words", "How many.", lambda w: w.book and w.book.words, "integer"),
                Column("platforms", "Of a game.", lambda w: w.game and w.game.platforms),
                Column("ratings", "System and value.", _ratings),
                Column("family", "The id of its IP family.", lambda w: w.family),
                Column("seeking", "Whom the owner looks for.", lambda w: w.seeking),
                Column("stands", "Hall and number of each stand.", self._stands_showing),
                Column("page", "Its page.", lambda w: f"{self.home}works/{w.id}/"),
            ),
            self.catalog.works.values,
            ("id",),
            {"company": "companies"},
        )

    def rights(self) -> Table[RightRow]:
        """A right in a territory a row."""
        return Table(
            "rights",
            "What owners say of rights: a row for each right and territory of each line they "
            "wrote. A line for fewer countries overrides a line for more; what no line speaks of "
            "is not stated, and not open.",
            (
                Column("work", "The work's id.", lambda r: r[0].id, required=True),
                Column("title", "Its original title.", lambda r: self._own_title(r[0])[1]),
                Column("company", "The id of its company.", lambda r: r[0].company),
                Column("line", "The line's number in the record.", lambda r: r[1], "integer"),
                Column("right", "translation, svod, merchandise …", lambda r: r[3], required=True),
                Column(
                    "status",
                    "available, under-offer, sold, reserved, unavailable",
                    lambda r: r[2].status,
                    required=True,
                ),
                Column(
                    "territory",
                    "ISO 3166-1 alpha-2, or a set: WORLD, EUROPE, GCC …",
                    lambda r: r[4],
                    required=True,
                ),
                Column("except", "Territories that are not meant.", lambda r: r[2].exclude),
                Column(
                    "languages",
                    "all, BCP 47 tags, or nothing: not stated.",
                    lambda r: r[2].languages,
                ),
                Column("exclusive", "Where said.", lambda r: r[2].exclusive, "boolean"),
                Column("until", "Year, month or day.", lambda r: r[2].until, "partial"),
                Column("note", "In the first language of the edition that it has.", self._note),
            ),
            self._right_rows,
            ("work", "line", "right", "territory"),
            {"work": "works", "company": "companies"},
        )

    def companies(self) -> Table[Company]:
        """A company a row."""
        catalog, works_of = self.catalog, self.catalog.index.works_of
        return Table(
            "companies",
            "The exhibitors of the edition, one a row, with the first of their public contacts.",
            (
                Column("id", "The company's id.", lambda c: c.id, required=True),
                Column("name", "In its own language.", self._own_name, required=True),
                *(_text("name", tag, "The name", lambda c: c.name) for tag in self.languages),
                Column("type", "publisher, studio, platform …", lambda c: c.type),
                Column("country", "ISO 3166-1 alpha-2.", lambda c: c.country, required=True),
                Column("region", "ISO 3166-2.", lambda c: c.region),
                Column("city", "In its own language.", lambda c: self._first(c.city, c.lang)),
                Column("founded", "Year, month or day.", lambda c: c.founded, "partial"),
                Column("size", "Number of people.", lambda c: c.size),
                Column("website", "Its address.", lambda c: c.website and ascii_url(c.website)),
                Column("markets", "Territories it works in.", lambda c: c.markets),
                Column("languages", "In which it can be addressed.", lambda c: c.languages),
                Column("stands", "Hall and number of each stand.", self._stands_of),
                Column("works", "How many.", lambda c: len(works_of.get(c.id, ())), "integer"),
                Column("contact_name", "Public contact.", lambda c: self._contact(c, "name")),
                Column("contact_email", "E-mail.", lambda c: self._contact(c, "email")),
                Column("contact_phone", "Telephone.", lambda c: self._contact(c, "phone")),
                Column("page", "Its page.", lambda c: f"{self.home}companies/{c.id}/"),
            ),
            catalog.companies.values,
            ("id",),
        )

    # ---- values ----------------------------------------------------------------------

    def _right_rows(self) -> Iterator[RightRow]:
        for work in self.catalog.works.values():
            for place, line in enumerate(work.rights, 1):
                for right in dict.fromkeys(line.right):
                    for territory in dict.fromkeys(line.territories):
                        yield work, place, line, right, territory

    def _own_title(self, work: Work) -> tuple[str, str]:
        own = work.own_language or self.catalog.site.source_language
        tag = own if own in work.title else next(iter(work.title))
        return tag, work.title[tag]

    def _company_name(self, work: Work) -> str:
        return self._own_name(self.catalog.companies[work.company])

    def _own_name(self, company: Company) -> str:
        return self._first(company.name, company.lang)

    def _first(self, text: Text | None, lang: str | None = None) -> str:
        """A text in a language, else in the edition's first one that it has."""
        if not text:
            return ""
        tags = (lang or self.catalog.site.source_language, *self.languages, *text)
        return next(text[tag] for tag in tags if tag in text)

    def _note(self, row: RightRow) -> str:
        return self._first(row[2].note, self.languages[0])

    def _stands_showing(self, work: Work) -> list[str]:
        return [f"{s.hall} {s.number}" for s in self.catalog.stands_showing(work.id)]

    def _stands_of(self, company: Company) -> list[str]:
        return [f"{s.hall} {s.number}" for s in self.catalog.stands_of(company.id)]

    def _contact(self, company: Company, name: str) -> str:
        first = next(iter(company.public_contacts), None)
        if first is None:
            return ""
        if name == "name":
            return self._first(first.name, company.lang)
        return getattr(first, name) or ""


def _text(name: str, tag: str, what: str, get: Callable[[T], Text | None]) -> Column[T]:
    """A text in one language; empty where it is not translated."""
    return Column(f"{name}_{tag}", f"{what} in {tag}.", lambda row: (get(row) or {}).get(tag))


def _languages(work: Work) -> list[str]:
    return list(dict.fromkeys(tag for version in work.languages for tag in version.lang))


def _ratings(work: Work) -> list[str]:
    return [f"{rating.system} {rating.value}" for rating in work.ratings]
