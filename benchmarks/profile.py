"""Where the CPU time of our own build goes, function by function."""

from __future__ import annotations

import pstats
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.table import Table

from benchmarks import words
from benchmarks.fair import Fair
from benchmarks.make import change_work, write_fair
from benchmarks.measure import Command, measure
from benchmarks.ours import Ours
from benchmarks.run import count_pages

_Row = tuple[int, int, float, float, dict[Any, Any]]


def profile_build(
    works: int, languages: int, step: str, scratch: Path, lines: int
) -> Iterator[Table]:
    """Tables of one build in one process: by what functions took together, and by themselves.

    cProfile burdens each call, so short functions that are called often look worse than they are.
    """
    fair = Fair(works, words.LANGUAGES[:languages])
    content, out, stats = scratch / "content", scratch / "out" / "site", scratch / "stats"
    write_fair(fair, content)
    ours = Ours(scratch / "project")
    out.parent.mkdir()
    if step != "cold":
        measure(ours.build(content, out))
        if step == "change":
            change_work(fair, content, 17, "changed")
        else:
            ours.clear_all_but_media()
            out = scratch / "again" / "site"
            out.parent.mkdir()
    shutil.copy(Path(__file__).parent / "profile_work.py", ours.folder)
    told = ["--content", str(content), "--out", str(out)]
    script = [sys.executable, "profile_work.py", str(stats), *told]
    measure([Command(script, ours.folder)])
    pages = count_pages(out)
    table = pstats.Stats(str(stats)).stats  # type: ignore[attr-defined]
    for title, column in (("together", 3), ("by themselves", 2)):
        yield _table(f"{step}, {pages} pages: {title}", table, column, pages, lines, ours.folder)


def _table(
    title: str, stats: dict[tuple[str, int, str], _Row],
    column: int, pages: int, lines: int, project: Path,
) -> Table:  # fmt: skip
    shown = Table("CPU s", "ms/page", "calls", "function", title=title)
    for (file, line, name), row in sorted(
        stats.items(), key=lambda item: -_seconds(item[1], column)
    )[:lines]:
        where = file.replace(f"{project}/", "").rpartition("site-packages/")[2]
        place = f"{where}:{line} {name}" if line else name
        took = _seconds(row, column)
        shown.add_row(f"{took:.2f}", f"{took * 1000 / pages:.3f}", f"{row[1]:,}", place)
    return shown


def _seconds(row: _Row, column: int) -> float:
    return row[3] if column == 3 else row[2]
