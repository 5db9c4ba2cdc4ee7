"""What a build says at its end: what is in the edition, what is not, where it is."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.cli.terminal import counted, shown

if TYPE_CHECKING:
    from catalog.build.settings import Built
    from catalog.core.problems import Problem

# Of a kind of records, by how many: one, several; the same in Chinese.
_NAMES = {
    "work": ("{n} work", "{n} works", "{n} 部作品"),
    "family": ("{n} family", "{n} families", "{n} 个 IP 家族"),
    "service": ("{n} service", "{n} services", "{n} 项服务"),
    "vocabulary": ("{n} vocabulary", "{n} vocabularies", "{n} 个词表"),
    "stands": ("all stands (stands.yml)",) * 2 + ("全部展位（stands.yml）",),
    "programme": ("the whole programme (programme.yml)",) * 2 + ("全部活动（programme.yml）",),
}
# Of what is left out one by one, the file staying.
_ENTRIES = {
    "stands": ("{n} stand", "{n} stands", "{n} 个展位"),
    "programme": ("{n} event", "{n} events", "{n} 场活动"),
}
_PLANS = ("{n} hall plan", "{n} hall plans", "{n} 张展馆平面图")


def summary(
    built: Built,
    content: Path,
    out: Path,
    report: Path,
    look: str,
    language: str,
    took: float | None,
) -> str:
    """What was built, what is not in it, and where it is.

    Args:
        report: the folder of the report.
        look: the command that shows it.
        language: "en" or "zh-Hans".
        took: seconds; None where it does not matter any more.
    """
    errors = sum(p.severity == "error" for p in built.problems)
    warnings = len(built.problems) - errors
    companies, works, languages = built.companies, built.works, len(built.languages)
    page, place = shown(report / "report.html"), f"{shown(out)}{os.sep}"
    chinese = language == "zh-Hans"
    missing = list(left_out(built.problems, content, chinese=chinese))
    if chinese:
        seconds = f"（{took:.1f} 秒）" if took is not None else ""
        lines = [
            f"{built.edition}: {companies} 家公司，{works} 部作品，{languages} 种语言，"
            f"{built.pages} 页{seconds}",
            f"  未收入  {'、'.join(missing)}" if missing else "",
            f"  {errors} 个错误，{warnings} 个警告，详见 {page}" if built.problems else "",
            f"  位置  {place}",
            f"  查看  {look}",
        ]
    else:
        seconds = f" ({took:.1f} s)" if took is not None else ""
        lines = [
            f"{built.edition}: {say_size(built)}, {counted(built.pages, 'page')}{seconds}",
            f"  Not in it   {', '.join(missing)}" if missing else "",
            f"  {counted(errors, 'error')}, {counted(warnings, 'warning')}: see {page}"
            if built.problems
            else "",
            f"  It is in    {place}",
            f"  Look at it  {look}",
        ]
    return "\n".join(filter(None, lines))


def say_size(built: Built) -> str:
    """How much is in an edition, in English."""
    companies = counted(built.companies, "company", "companies")
    languages = counted(len(built.languages), "language")
    return f"{companies}, {counted(built.works, 'work')}, {languages}"


def left_out(problems: Iterable[Problem], content: Path, *, chinese: bool) -> Iterator[str]:
    """What problems keep out of the edition, in words, the most first.

    With a company's file its works are left out, too, of which no problem speaks.
    """
    from catalog.reading.yaml import list_entries, record_file

    problems = list(problems)
    paths = sorted({found.path for found in problems if found.takes_record})
    found: dict[str, set[str]] = {}
    for path in paths:
        file = record_file(path)
        if file:
            found.setdefault(file.kind, set()).add(path)
    companies = found.pop("company", set())
    theirs = {
        entry.path
        for path in companies
        for entry in list_entries(content, f"{path.rpartition('/')[0]}/works", deep=False)
        if record_file(entry.path)
    }
    if companies:
        yield _say_companies(len(companies), len(theirs), chinese=chinese)
    for kind, forms in _NAMES.items():
        number = len(found.get(kind, set()) - theirs)
        if number:
            yield _say(forms, number, chinese=chinese)
    entries: dict[str, set[object]] = {}
    for one in problems:
        file = record_file(one.path) if one.takes_entry and one.loc else None
        if file and one.path not in paths:
            entries.setdefault(file.kind, set()).update(one.params.get("entries", one.loc[:1]))
    for kind, forms in _ENTRIES.items():
        if kind in entries:
            yield _say(forms, len(entries[kind]), chinese=chinese)
    plans = sum(one.code == "bad-plan" for one in problems)
    if plans:
        yield _say(_PLANS, plans, chinese=chinese)


def _say(forms: tuple[str, ...], number: int, *, chinese: bool) -> str:
    return forms[2 if chinese else number > 1].format(n=number)


def _say_companies(companies: int, works: int, *, chinese: bool) -> str:
    if chinese:
        return f"{companies} 家公司" + (f"及其 {works} 部作品" if works else "")
    said = counted(companies, "company", "companies")
    return f"{said} with {counted(works, 'work')}" if works else said
