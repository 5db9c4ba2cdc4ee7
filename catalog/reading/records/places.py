"""Where problems stand in their files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from catalog.core.problems import At, Problem
from catalog.reading.records.shape import as_spelled
from catalog.reading.yaml import Raw, read_record


def place_problems(content: Path, problems: Iterable[Problem]) -> list[Problem]:
    """The same problems with line and column; each file is read once.

    Problems that have a line already keep it. Parameters that are :class:`At` become the line of
    that place in the same file.
    """
    raws: dict[str, Raw] = {}
    out = []
    for found in problems:
        at = {k: v for k, v in found.params.items() if isinstance(v, At)}
        if (found.line and not at) or not found.path.endswith((".yml", ".yaml")):
            out.append(found)
            continue
        if found.path not in raws:
            raws[found.path] = read_record(content, found.path, with_marks=True)
        raw = raws[found.path]
        lines = {k: raw.mark(as_spelled(v.loc, raw.data)).line for k, v in at.items()}
        found = replace(found, params={**found.params, **lines})
        if not found.line:
            mark = raw.mark(as_spelled(found.loc, raw.data))
            line, column = mark.line, mark.column
            if 0 < mark.key_line < mark.line:  # its value begins on a later line
                line, column = mark.key_line, mark.key_column
            found = replace(found, line=line, column=column)
        out.append(found)
    return sorted(out, key=lambda p: (p.path, p.line, p.column, p.code))
