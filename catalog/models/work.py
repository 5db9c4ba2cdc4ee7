"""A work: a novel, a series, a game …"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from catalog.models.addresses import Url, check_isbn
from catalog.models.base import Record
from catalog.models.codes import Country, Language, Territory
from catalog.models.context import fault
from catalog.models.dates import Day, PartialDate
from catalog.models.guards import Guards, Overrides
from catalog.models.images import Picture
from catalog.models.lists import AllOr, AsList, Term, one_or_list
from catalog.models.parts import Part
from catalog.models.references import CompanyId, FamilyId, WorkId
from catalog.models.scalars import Boolean, Integer, Str
from catalog.models.territories import split_shorthand
from catalog.models.texts import Logline, Markdown, Prose, Text

Languages = Annotated[tuple[Language, ...], AsList]
LanguageOrList = Annotated[
    tuple[Language, ...],
    BeforeValidator(one_or_list, json_schema_input_type=str | list[str]),
    Field(min_length=1),
]
CompanyIds = Annotated[tuple[CompanyId, ...], AsList]
Right = Annotated[Str, Term("right")]


class Person(Part):
    """Somebody who made the work."""

    name: Text
    role: Annotated[Str, Term("role")] | None = None


class LanguageVersion(Part):
    """A language in which the work exists, and how."""

    lang: LanguageOrList
    text: Boolean = False
    audio: Boolean = False
    subtitles: Boolean = False


class Book(Part):
    """What is particular to literature."""

    words: Integer | None = None
    chapters: Integer | None = None
    pages: Integer | None = None
    complete: Boolean | None = None
    serial_platform: Text | None = None
    sample: Url | None = None


class Screen(Part):
    """What is particular to film and television."""

    seasons: Integer | None = None
    episodes: Integer | None = None
    minutes: Integer | None = Field(None, description="Of one episode, or of the film.")
    format: Str | None = None
    resolution: Str | None = None
    aspect: Str | None = None
    original_audio: Language | None = None
    delivery: Str | None = None


class Game(Part):
    """What is particular to games."""

    platforms: Annotated[tuple[Annotated[Str, Term("platform")], ...], AsList] = ()
    stores: dict[Str, Url] = Field(default_factory=dict)
    engine: Str | None = None
    players: Str | None = None
    model: Annotated[Str, Term("game-model")] | None = None
    online: Boolean | None = None
    demo: Url | None = None


class Rating(Part):
    """An age rating, as the system's body gave it."""

    system: Annotated[Str, Term("rating-system")]
    value: Str


class Licence(Part):
    """A number under which an authority lets the work be published."""

    type: Annotated[Str, Term("licence-type")]
    number: Str
    date: PartialDate | None = None


def _status(line: Any) -> str:
    status = line.get("status") if isinstance(line, dict) else None
    return status.strip() if isinstance(status, str) else ""


def _closes(line: Any) -> bool:
    """Whether a rights line, as it is written, may close what another opens."""
    return _status(line) != "available"


def _opens(line: Any) -> bool:
    return _status(line) in ("available", "under-offer")


class RightsLine(Part):
    """What is open, and what is not: rights × territories × languages."""

    right: Annotated[
        tuple[Right, ...],
        BeforeValidator(one_or_list, json_schema_input_type=Right | list[Right]),
        Field(min_length=1),
        Guards("line", overriding=True),
    ]
    status: Annotated[Str, Term("right-status"), Guards("line")]
    territories: Annotated[
        tuple[Territory, ...],
        BeforeValidator(one_or_list, json_schema_input_type=str | list[str]),
        Field(min_length=1),
        Guards("line", overriding=True),
    ]
    exclude: Annotated[
        tuple[Territory, ...],
        BeforeValidator(one_or_list, json_schema_input_type=str | list[str]),
        Field(min_length=1),
        Guards("line"),
    ] = Field((), alias="except")
    languages: Annotated[
        Annotated[Literal["all"] | tuple[Language, ...], AllOr(LanguageOrList)] | None,
        Guards("line", in_part=False),
    ] = None
    exclusive: Boolean | None = None
    until: Annotated[PartialDate | None, Guards("line")] = None
    note: Prose | None = None

    @model_validator(mode="before")
    @classmethod
    def _read_shorthand(cls, value: object) -> object:
        """``territories: World ex US, CA``, the writing of rights fairs."""
        if isinstance(value, dict) and isinstance(value.get("territories"), str):
            split = split_shorthand(value["territories"])
            if split:
                wanted, excluded = split
                value = {**value, "territories": wanted}
                if excluded:
                    value["except"] = excluded + list(one_or_list(value.get("except")) or [])
        return value


class Relation(Part):
    """How the work stands to another, in the catalogue or out of it."""

    type: Annotated[Str, Term("relation")]
    work: WorkId | None = None
    title: Text | None = None
    kind: Annotated[Str, Term("kind")] | None = None
    public_domain: Boolean = False

    @model_validator(mode="after")
    def _points_somewhere(self) -> Relation:
        if (self.work is None) == (self.title is None):
            raise fault("wrong-type", expected="@relation")
        return self


class Screener(Part):
    """Where the work can be watched, read or played by professionals.

    The address is published only with ``access: public``.
    """

    url: Url
    access: Annotated[Str, Term("access"), Guards("screener", closed=True)] = "request"

    @property
    def public_url(self) -> str | None:
        """The address, where anybody may have it."""
        return self.url if self.access == "public" else None


def _screener(value: object) -> object:
    return {"url": value} if isinstance(value, str) else value


class Award(Part):
    """A prize or nomination."""

    name: Text
    year: Integer | None = None
    result: Prose | None = None


class Fact(Part):
    """A figure, with where it was published and when it was true."""

    text: Prose
    source: Url | None = None
    as_of: PartialDate | None = None


def _identifiers(value: dict[str, str]) -> dict[str, str]:
    if "isbn" in value:
        try:
            check_isbn(value["isbn"])
        except PydanticCustomError as error:
            ctx = dict(error.context or {})
            raise fault(error.type, **ctx, at=("isbn",)) from None
    return value


class Work(Record):
    """One work of a company. Only kind, title, logline and genres must be there."""

    kind: Annotated[Str, Term("kind")] = Field(description="novel, series, game …")
    title: Text = Field(description="The title, in its own language first.")
    logline: Logline = Field(description="One sentence, at most 160 characters a language.")
    genres: Annotated[tuple[Annotated[Str, Term("genre")], ...], AsList, Field(min_length=1)] = (
        Field(description="A list, for example [xianxia, romance].")
    )
    cover: Picture | None = Field(None, description="3:4, at least 900×1200 pixels.")
    wide: Picture | None = Field(None, description="16:9 without lettering, at least 1600×900.")
    companies: CompanyIds = Field((), description="Other companies that made it.")
    alt_titles: Text | None = None
    synopsis: Markdown | None = None
    selling_points: Markdown | None = None
    audience: Markdown | None = None
    values: Markdown | None = Field(None, description="What the work carries.")
    comparables: Markdown | None = None
    localisation_notes: Markdown | None = Field(
        None, description="What a reader elsewhere needs explained."
    )
    original_language: Language | None = None
    country: Country | None = None
    added: Day | None = None
    status: Annotated[Str, Term("status")] | None = None
    released: PartialDate | None = None
    people: Annotated[tuple[Person, ...], AsList] = ()
    languages: Annotated[tuple[LanguageVersion, ...], AsList] = ()
    book: Book | None = None
    screen: Screen | None = None
    game: Game | None = None
    ratings: Annotated[tuple[Rating, ...], AsList] = ()
    ids: Annotated[dict[Annotated[Str, Term("identifier")], Str], AfterValidator(_identifiers)] = (
        Field(default_factory=dict)
    )
    licences: Annotated[tuple[Licence, ...], AsList] = ()
    rights: Annotated[tuple[RightsLine, ...], AsList, Overrides("rights", _closes, _opens)] = ()
    relations: Annotated[tuple[Relation, ...], AsList] = ()
    family: FamilyId | None = None
    seeking: Annotated[tuple[Annotated[Str, Term("seeking")], ...], AsList] = ()
    gallery: Annotated[tuple[Picture, ...], AsList] = ()
    trailer: Url | None = None
    screener: (
        Annotated[Screener, BeforeValidator(_screener, json_schema_input_type=str | Screener)]
        | None
    ) = None
    awards: Annotated[tuple[Award, ...], AsList] = ()
    facts: Annotated[tuple[Fact, ...], AsList] = ()

    @property
    def company(self) -> str:
        """The id of the company whose folder the work lies in."""
        return self.id.partition("/")[0]

    @property
    def slug(self) -> str:
        """The second part of the id."""
        return self.id.partition("/")[2]

    @property
    def own_language(self) -> str | None:
        """The language of the original title, where it is known."""
        return self.original_language or self.lang
