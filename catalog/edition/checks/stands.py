"""Rules on who stands where and shows what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from catalog.core.problems import MAX_TOLD, At, Loc, Problem, nearest, problem
from catalog.edition.checks.subject import Subject

_COMPARED = 2000  # numbers of a plan, each some microseconds


def duplicate_stand(subject: Subject) -> Iterator[Problem]:
    """A stand's number is given once in a hall; the later entry is left out."""
    first: dict[tuple[str, str], int] = {}
    for index, stand in subject.records.stands:
        before = first.setdefault((stand.hall, stand.number.casefold()), index)
        if before != index:
            yield problem(
                "duplicate-stand",
                subject.records.stands_path,
                (index, "number"),
                number=stand.number,
                hall=stand.hall,
                first=At((before, "number")),
            )


def stand_not_on_plan(subject: Subject) -> Iterator[Problem]:
    """A stand's number is on its hall's plan, where the hall has one."""
    by_case = {
        hall: {number.lower(): number for number in sorted(numbers)}
        for hall, numbers in subject.plans.items()
    }
    told = 0
    for index, stand in subject.records.stands:
        numbers = subject.plans.get(stand.hall)
        if numbers is None or stand.number in numbers:
            continue
        told += 1
        near = _near(stand.number, by_case[stand.hall]) if told <= MAX_TOLD else ""
        hall = subject.records.edition.hall(stand.hall)
        yield problem(
            "stand-not-on-plan",
            subject.records.stands_path,
            (index, "number"),
            hint="near" if near else "",
            number=stand.number,
            hall=stand.hall,
            near=near,
            plan=hall.plan if hall else "",
        )


def _near(number: str, by_case: Mapping[str, str]) -> str:
    """The stand that was most probably meant; of very many only those that begin alike."""
    candidates: Iterable[str] = by_case
    if len(by_case) > _COMPARED:
        first = number[:1].lower()
        candidates = islice((n for n in by_case if n[:1] == first), _COMPARED)
    return by_case.get(nearest(number, candidates) or "", "")


def exhibitor_without_stand(subject: Subject) -> Iterator[Problem]:
    """Who takes part usually has a stand; asked once the first stands are given."""
    records, catalog = subject.records, subject.catalog
    if not records.stands:
        return
    exhibitors = records.edition.exhibitors
    named = {company for _, stand in records.stands for company in stand.companies}
    for company in catalog.companies:
        if company in named:  # also at a stand that was left out, which is told elsewhere
            continue
        path, loc = records.stands_path, Loc()
        if exhibitors != "all":
            path, loc = records.edition.path, ("exhibitors", exhibitors.index(company))
        yield problem("exhibitor-without-stand", path, loc, company=company)


def work_not_shown(subject: Subject) -> Iterator[Problem]:
    """A work of a company with a stand is shown somewhere."""
    records, catalog = subject.records, subject.catalog
    # Stands that list works, by company: there the work would be added.
    lists: dict[str, int] = {}
    for index, stand in records.stands:
        if stand.works is not None:
            for company in stand.companies:
                lists.setdefault(company, index)
    for work in catalog.works.values():
        if (
            work.company in lists
            and catalog.stands_of(work.company)
            and not catalog.stands_showing(work.id)
        ):
            loc = (lists[work.company], "works")
            yield problem("work-not-shown", records.stands_path, loc, work=work.id)
