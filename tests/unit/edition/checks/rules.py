"""Runs one rule over a small fair."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from catalog.core.problems import Problem
from catalog.edition.checks import Subject
from catalog.edition.resolve import resolve_catalog
from tests.unit.fairs import make_records

TODAY = dt.date(2026, 11, 24)


def told(
    rule: Callable[[Subject], Iterator[Problem]],
    *,
    plans: dict[str, Iterable[str]] | None = None,
    **parts: Any,
) -> list[tuple[str, str]]:
    """What the rule tells of these records: (file, field)."""
    return [(p.path, p.field) for p in problems(rule, plans=plans, **parts)]


def problems(
    rule: Callable[[Subject], Iterator[Problem]],
    *,
    plans: dict[str, Iterable[str]] | None = None,
    **parts: Any,
) -> list[Problem]:
    """The same, whole."""
    records = make_records(**parts)
    catalog, _ = resolve_catalog(records)
    numbers = {hall: frozenset(found) for hall, found in (plans or {}).items()}
    return list(rule(Subject(records, catalog, TODAY, numbers)))


def line(right: str | list[str], status: str = "available", **more: Any) -> dict[str, Any]:
    """A rights line, for the whole world where nothing else is said."""
    return {"right": right, "status": status, "territories": ["WORLD"], **more}
