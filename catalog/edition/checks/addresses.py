"""Rules on web addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from catalog.core.problems import Loc, Problem, problem
from catalog.edition.checks.subject import Subject

_ADDRESS = re.compile(r"https?://([^/?#\s]+)\S*", re.IGNORECASE)
# Names that are nobody's (RFC 2606, 6761), this machine and its network, and what forms have.
_NOBODYS = re.compile(
    r"(?:.*\.)?(?:example\.(?:com|org|net|edu)|example|test|invalid|localhost|localdomain|local)"
    r"|(?:127|10|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d+)+|0\.0\.0\.0|\[::1?\]"
    r"|(?:.*\.)?(?:(?:your|my|example)-?(?:own-?)?"
    r"(?:site|website|domain|company|fair|name|organi[sz]ation|url|host|server|username|account)"
    r"|x{3,}|username|yourname)(?:\.[^.]+){1,2}",
    re.IGNORECASE,
)
_MOST = 3  # of one file


def example_address(subject: Subject) -> Iterator[Problem]:
    """Nobody's address, such as an example's, is not printed and not put into codes."""
    records = subject.records
    if records.site.demonstration:
        return
    placed: list[tuple[str, Loc, Any]] = [
        (records.site.path, (), records.site),
        (records.edition.path, (), records.edition),
        *((record.path, (), record) for record in subject.all_records()),
        *((records.stands_path, (index,), stand) for index, stand in records.stands),
        *((records.programme_path, (index,), event) for index, event in records.events),
    ]
    told: dict[str, int] = {}
    for path, start, record in placed:
        for loc, value, host in _addresses(record, start):
            if told.setdefault(path, 0) < _MOST and _NOBODYS.fullmatch(host):
                told[path] += 1
                hint = "site" if path == records.site.path and loc == ("url",) else ""
                yield problem("example-address", path, loc, hint=hint, value=value, host=host)


def _addresses(value: Any, loc: Loc) -> Iterator[tuple[Loc, str, str]]:
    """The fields that are nothing but an address: place, address, host without its port."""
    if isinstance(value, str):
        found = _ADDRESS.fullmatch(value) if "://" in value else None
        if found:
            yield loc, value, re.sub(r":\d+$", "", found[1]).rstrip(".")
    elif isinstance(value, BaseModel):
        for name, one in value.__dict__.items():  # asked of every record: model_fields is slow
            if one:
                yield from _addresses(one, (*loc, name))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _addresses(one, (*loc, key))
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from _addresses(one, (*loc, index))
