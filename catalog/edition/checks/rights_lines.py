"""Rules on rights lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from catalog.core.problems import At, Problem, problem
from catalog.edition.checks.subject import Subject
from catalog.edition.rights import reach
from catalog.models.territories import SETS
from catalog.models.work import RightsLine, Work

# A right to make something → the kinds of work that it makes.
ADAPTATIONS = {
    "film-tv": ("film", "series"),
    "animation": ("animation",),
    "micro-drama": ("micro-drama",),
    "comic": ("comic",),
    "audio": ("audio",),
    "game-adaptation": ("game",),
}


def rights_conflict(subject: Subject) -> Iterator[Problem]:
    """What one line offers, no line of equal reach has sold exclusively.

    Lines reach equally far when they name as many countries and both name languages or neither
    does; other lines override each other, which is ordinary writing. The offer is left out.
    """
    for work in subject.records.works.values():
        sold: dict[tuple[int, bool], dict[Any, int]] = defaultdict(dict)
        for index, line in enumerate(work.rights):
            if line.status == "sold" and line.exclusive:
                says = reach(line), _languages(line), line.right
                sold[_breadth(line)].setdefault(says, index)  # each thing once
        for index, line in enumerate(work.rights if sold else ()):
            if line.status == "available":
                yield from _conflicts(work, index, sold[_breadth(line)].values())


def _breadth(line: RightsLine) -> tuple[int, bool]:
    return len(reach(line)), _languages(line) is None


def _languages(line: RightsLine) -> frozenset[str] | None:
    """The languages that a line names; None when it speaks for all."""
    return None if line.languages in (None, "all") else frozenset(line.languages or ())


def _conflicts(work: Work, index: int, sold: Iterable[int]) -> Iterator[Problem]:
    line = work.rights[index]
    countries, languages = reach(line), _languages(line)
    told: set[str] = set()
    for other in sold:
        shared = countries & reach(work.rights[other])
        tags = (languages or frozenset()) & (_languages(work.rights[other]) or frozenset())
        if not shared or (languages is not None and not tags):
            continue
        for place, right in enumerate(line.right):
            if right in work.rights[other].right and right not in told:
                told.add(right)
                yield problem(
                    "rights-conflict",
                    work.path,
                    ("rights", index, "right", place),
                    right=right,
                    territory=_named(line, shared),
                    language=f" ({', '.join(sorted(tags))})" if tags else "",
                    status=work.rights[other].status,
                    other=At(("rights", other)),
                )
        if len(told) == len(line.right):
            return


def _named(line: RightsLine, countries: frozenset[str]) -> list[str]:
    """Countries as the line names them where it is all of them; never very many."""
    names = list(line.territories) if countries == reach(line) else sorted(countries)
    return names if len(names) <= 6 else [*names[:5], "…"]


def except_outside(subject: Subject) -> Iterator[Problem]:
    """What is excepted is part of what is granted."""
    for work in subject.records.works.values():
        for index, line in enumerate(work.rights):
            granted = reach(line.model_copy(update={"exclude": ()}))
            for place, code in enumerate(line.exclude):
                if not granted & SETS.get(code, {code}):
                    loc = ("rights", index, "except", place)
                    yield problem("except-outside", work.path, loc, value=code)


def expired_rights(subject: Subject) -> Iterator[Problem]:
    """What is on offer is on offer today and when the fair begins."""
    start = subject.records.edition.start
    for work in subject.records.works.values():
        for index, line in enumerate(work.rights):
            if line.until is None or line.status != "available":
                continue
            loc = ("rights", index, "until")
            if line.until.last_day() < subject.today:
                yield problem("expired-rights", work.path, loc, until=str(line.until))
            elif line.until.last_day() < start.first_day():
                yield problem(
                    "rights-end-before-fair",
                    work.path,
                    loc,
                    until=str(line.until),
                    start=str(start),
                )


def no_title_for_rights(subject: Subject) -> Iterator[Problem]:
    """A work offered for a language of the edition has a title in it."""
    shown = subject.records.edition.languages
    for work in subject.records.works.values():
        told: set[str] = set()
        for index, line in enumerate(work.rights):
            if line.status != "available" or line.languages in (None, "all"):
                continue
            for place, tag in enumerate(line.languages or ()):
                if tag in shown and tag not in work.title and tag not in told:
                    told.add(tag)
                    loc = ("rights", index, "languages", place)
                    yield problem("no-title-for-rights", work.path, loc, language=tag)


def adaptation_exists(subject: Subject) -> Iterator[Problem]:
    """A right to adapt is usually gone once the adaptation stands beside it in the catalogue.

    Offered expressly as not exclusive, another version is meant.
    """
    for id in subject.catalog.works:
        work = subject.records.works[id]
        made = [
            link.work
            for link in subject.catalog.links_of(id)
            if link.type == "adapted-as" and link.work
        ]
        for index, line in enumerate(work.rights if made else ()):
            if line.status != "available" or line.exclusive is False:
                continue
            for place, right in enumerate(line.right):
                other = next((w for w in made if w.kind in ADAPTATIONS.get(right, ())), None)
                if other:
                    yield problem(
                        "adaptation-exists",
                        work.path,
                        ("rights", index, "right", place),
                        right=right,
                        work=other.id,
                        kind=other.kind,
                    )
