"""Rules across records. Each is a small generator; its docstring is the rule.

To add one: write it in the file of its topic, name it in :data:`RULES`, give its code a message
in :mod:`catalog.core.messages` and a folder in ``tests/fixtures/bad/``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from catalog.core.problems import MAX_TOLD, Problem, problem
from catalog.edition.checks.addresses import example_address
from catalog.edition.checks.aliases import taken_alias
from catalog.edition.checks.contacts import personal_contact
from catalog.edition.checks.leaving import leave_out
from catalog.edition.checks.programme import (
    duplicate_event_id,
    end_before_start,
    event_needs_id,
    event_outside_edition,
    events_overlap,
)
from catalog.edition.checks.relations import relation_cycle
from catalog.edition.checks.rights_lines import (
    adaptation_exists,
    except_outside,
    expired_rights,
    no_title_for_rights,
    rights_conflict,
)
from catalog.edition.checks.stands import (
    duplicate_stand,
    exhibitor_without_stand,
    stand_not_on_plan,
    work_not_shown,
)
from catalog.edition.checks.subject import Subject
from catalog.edition.checks.texts import fact_without_source, no_source_title
from catalog.edition.former_ids import with_present_ids
from catalog.edition.resolve import Catalog, resolve_catalog
from catalog.models.parts import Placed
from catalog.models.records import Records

__all__ = [
    "RULES",
    "Subject",
    "as_written",
    "check_and_resolve",
    "check_catalog",
    "leave_out",
    "tell_briefly",
]

Rule = Callable[[Subject], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    taken_alias,
    no_source_title,
    fact_without_source,
    relation_cycle,
    rights_conflict,
    except_outside,
    expired_rights,
    no_title_for_rights,
    adaptation_exists,
    duplicate_stand,
    stand_not_on_plan,
    exhibitor_without_stand,
    work_not_shown,
    end_before_start,
    event_outside_edition,
    duplicate_event_id,
    event_needs_id,
    events_overlap,
    personal_contact,
    example_address,
)


def check_catalog(
    records: Records,
    catalog: Catalog,
    today: date,
    plans: Mapping[str, Iterable[str]] | None = None,
) -> Iterator[Problem]:
    """What breaks a rule; places are those of the records, without lines.

    Args:
        records: every valid record of the content folder.
        catalog: the edition made of them.
        today: for what has expired.
        plans: hall id → the numbers of the stands on its plan.
    """
    numbers = {hall: frozenset(of_hall) for hall, of_hall in (plans or {}).items()}
    subject = Subject(records, catalog, today, numbers)
    for rule in RULES:
        yield from rule(subject)


def check_and_resolve(
    records: Records, today: date, plans: Mapping[str, Iterable[str]] | None = None
) -> tuple[Catalog | None, list[Problem]]:
    """The catalogue of the edition, and what is wrong with references and across records.

    What a problem says is left out, is not in the catalogue; with a problem of the effect "build"
    there is none. Problems have their place in the file but no line, which
    :func:`catalog.reading.records.place_problems` fills in.
    """
    records, renamed = with_present_ids(records)
    catalog, problems = resolve_catalog(records)
    broken = list(check_catalog(records, catalog, today, plans))
    kept = leave_out(records, broken)
    if kept is not records:
        catalog, _ = resolve_catalog(kept)
    unusable = any(p.effect == "build" for p in broken)
    told = as_written(records, tell_briefly([*renamed, *problems, *broken]))
    return None if unusable else catalog, told


def tell_briefly(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The first problems of each file, errors and warnings apart; then that there are more."""
    told: Counter[tuple[str, str]] = Counter()
    for found in problems:
        key = found.path, found.severity
        told[key] += 1
        if told[key] <= MAX_TOLD:
            yield found
        elif told[key] == MAX_TOLD + 1:
            more = problem("too-many-problems", found.path, found.loc, limit=MAX_TOLD)
            yield replace(more, severity=found.severity, effect=found.effect)


def as_written(records: Records, problems: Iterable[Problem]) -> list[Problem]:
    """Problems with places in records → the same with places in the files.

    They differ where something wrong was left out of a list.
    """
    placed: dict[str, Placed] = {records.site.path: records.site}
    placed[records.edition.path] = records.edition
    for kind in (records.companies, records.works, records.families, records.services):
        placed.update((record.path, record) for record in kind.values())
    entries: dict[str, Mapping[int, Placed]] = {
        records.stands_path: dict(records.stands),
        records.programme_path: dict(records.events),
    }
    out = []
    for found in problems:
        loc = found.loc
        if found.path in placed:
            loc = placed[found.path].written(loc)
        elif loc and found.path in entries and isinstance(loc[0], int):
            entry = entries[found.path].get(loc[0])
            loc = (loc[0], *entry.written(loc[1:])) if entry else loc
        out.append(replace(found, loc=loc) if loc != found.loc else found)
    return out
