"""Rules on former ids, whose addresses redirect."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.core.problems import Problem, problem
from catalog.edition.checks.subject import Subject
from catalog.edition.former_ids import work_id


def taken_alias(subject: Subject) -> Iterator[Problem]:
    """A former id is nobody's id now, and nobody else's former one."""
    records = subject.records
    for kind, found in (
        ("company", records.companies),
        ("work", records.works),
        ("family", records.families),
        ("service", records.services),
    ):
        owners = {id: id for id in (*found, *records.present.get(kind, ()))}
        for record in found.values():
            for index, written in enumerate(record.aliases):
                company = record.id.partition("/")[0]
                alias = work_id(written, company) if kind == "work" else written
                other = owners.setdefault(alias, record.id)
                if other != record.id or alias == record.id:
                    loc = ("aliases", index)
                    yield problem("taken-alias", record.path, loc, value=written, other=other)
