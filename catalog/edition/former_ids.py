"""Former ids in references become present ones: who renames a record need not find who names it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from catalog.core.problems import Loc, Problem, problem
from catalog.models.parts import Part
from catalog.models.records import Records
from catalog.models.references import Kind, with_ids
from catalog.models.work import Work

P = TypeVar("P", bound=Part)
# Works last: a bare slug is of a company that may have another name by now.
_KINDS: tuple[Kind, ...] = ("company", "family", "edition", "work")


def work_id(reference: str, company: str) -> str:
    """A bare slug names a work of the same company."""
    return reference if "/" in reference else f"{company}/{reference}"


def former_work_ids(work: Work, company_aliases: Iterable[str]) -> Iterator[str]:
    """A work's former ids: its own, and those that it had under its company's former names."""
    yield from (work_id(alias, work.company) for alias in work.aliases)
    for name in company_aliases:
        yield f"{name}/{work.slug}"
        yield from (f"{name}/{alias}" for alias in work.aliases if "/" not in alias)


def with_present_ids(records: Records) -> tuple[Records, list[Problem]]:
    """The records with present ids in all references, and a warning at each former one.

    An id that somebody has is his, whatever aliases others have.
    """
    former = _former(records)
    if not any(former.values()):
        return records, []
    told: list[Problem] = []

    def renamed(part: P, path: str, at: Loc, company_of: Callable[[P], str]) -> P:
        for kind in _KINDS:
            company = company_of(part) if kind == "work" else ""

            def read(written: str, loc: Loc, kind: Kind = kind, company: str = company) -> str:
                id = work_id(written, company) if kind == "work" else written
                new = former[kind].get(id)
                if new is None:
                    return written
                told.append(problem("former-id", path, (*at, *loc), value=written, fix=new))
                return new

            part = with_ids(part, kind, read)
        return part

    def of_nobody(_part: Part) -> str:
        return ""

    stands, events = records.stands_path, records.programme_path
    return (
        replace(
            records,
            site=renamed(records.site, records.site.path, (), of_nobody),
            edition=renamed(records.edition, records.edition.path, (), of_nobody),
            companies=_each(records.companies, lambda r: renamed(r, r.path, (), of_nobody)),
            works=_each(records.works, lambda r: renamed(r, r.path, (), lambda w: w.company)),
            families=_each(records.families, lambda r: renamed(r, r.path, (), of_nobody)),
            services=_each(records.services, lambda r: renamed(r, r.path, (), of_nobody)),
            stands=[
                (i, renamed(stand, stands, (i,), lambda s: s.companies[0]))
                for i, stand in records.stands
            ],
            events=[
                (i, renamed(event, events, (i,), lambda e: next(iter(e.hosts), "")))
                for i, event in records.events
            ],
        ),
        told,
    )


def _each(records: Mapping[str, P], change: Callable[[P], P]) -> dict[str, P]:
    return {id: change(record) for id, record in records.items()}


def _former(records: Records) -> dict[Kind, dict[str, str]]:
    """Former id → id, for each kind."""
    found: dict[Kind, dict[str, str]] = {kind: {} for kind in _KINDS}
    found["edition"] = dict(records.former_editions)
    for company in records.companies.values():
        _note(found["company"], company.aliases, company.id)
    for family in records.families.values():
        _note(found["family"], family.aliases, family.id)
    for work in records.works.values():
        maker = records.companies.get(work.company)
        _note(found["work"], former_work_ids(work, maker.aliases if maker else ()), work.id)
    for id in sorted(records.present.get("work", ())):  # also those that could not be read
        name, _, slug = id.partition("/")
        maker = records.companies.get(name)
        _note(found["work"], (f"{a}/{slug}" for a in maker.aliases) if maker else (), id)
    taken: dict[Kind, set[str]] = {
        "company": {*records.companies, *records.present.get("company", ())},
        "family": {*records.families, *records.present.get("family", ())},
        "work": {*records.works, *records.present.get("work", ())},
        "edition": {records.edition.id, *records.present.get("edition", ())},
    }
    for kind, ids in taken.items():
        for id in ids & found[kind].keys():
            del found[kind][id]
    return found


def _note(found: dict[str, str], former: Iterable[str], id: str) -> None:
    for alias in former:
        found.setdefault(alias, id)
