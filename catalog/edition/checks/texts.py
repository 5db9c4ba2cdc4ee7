"""Rules on what texts say."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.core.problems import Problem, problem
from catalog.edition.checks.subject import Subject


def no_source_title(subject: Subject) -> Iterator[Problem]:
    """Every record should be named in the site's source language, which translators read."""
    language = subject.records.site.source_language
    for record in subject.all_records():
        key = "title" if "title" in type(record).model_fields else "name"
        if language not in getattr(record, key):
            yield problem("no-source-title", record.path, (key,), key=key, language=language)
    for index, event in subject.records.events:
        if language not in event.title:
            path = subject.records.programme_path
            yield problem("no-source-title", path, (index, "title"), key="title", language=language)


def fact_without_source(subject: Subject) -> Iterator[Problem]:
    """Every figure should say where it was published and when it was true."""
    for work in subject.records.works.values():
        for index, fact in enumerate(work.facts):
            missing = "-and-".join(k for k in ("source", "as_of") if getattr(fact, k) is None)
            if missing:
                loc = ("facts", index)
                yield problem("fact-without-source", work.path, loc, missing=f"@{missing}")
