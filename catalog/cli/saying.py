"""What is said on the terminal: in Chinese where the terminal or ``--messages`` speaks it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from catalog.errors import CatalogError

if TYPE_CHECKING:
    from catalog.pipeline import Built
    from catalog.problems import Problem

LANGUAGES = ("en", "zh-Hans")
Pair = tuple[str, str]
"""A text in English and in Chinese."""

_spoken = ""  # one of LANGUAGES, once a command has been told

_NOTHING_NEW = ("Nothing has changed.", "没有变化。")
_DAMAGE = (
    "note: cache files that were damaged or of another version, and are made anew: {count}",
    "注意：缓存中有 {count} 个文件已损坏或属于其他版本，将重新生成",
)


def speak(language: str | None) -> None:
    """Say everything in a language; None for the terminal's."""
    global _spoken
    _spoken = language or _language_of_terminal()


def language() -> str:
    """What is spoken: one of ``LANGUAGES``."""
    return _spoken or _language_of_terminal()


def _language_of_terminal() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "zh-Hans" if value.lower().startswith("zh") else "en"
    return "en"


def say(text: Pair, **values: object) -> str:
    """A text in the language that is spoken, with its blanks filled in."""
    return text[language() == "zh-Hans"].format(**values)


def shown(path: Path) -> str:
    """A path as short as it can be said from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


# ---- what goes wrong --------------------------------------------------------------------


def say_error(error: CatalogError) -> None:
    """What is wrong, and what to do about it."""
    click.secho("error: ", fg="red", bold=True, nl=False, err=True)
    click.echo(error.message, err=True)
    if error.remedy:
        click.secho("  help: ", fg="cyan", nl=False, err=True)
        click.echo(error.remedy, err=True)


def fail(message: str, where: str) -> NoReturn:
    """End with status 1, and say where to read on."""
    click.secho(message, fg="red", bold=True, err=True)
    click.echo(f"  {where}", err=True)
    sys.exit(1)


def say_problems(problems: list[Problem], content: Path) -> None:
    """Each problem with its place and remedy."""
    from catalog import reporting

    if problems:
        color = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        click.echo(reporting.format_text(problems, content, language(), color=color))


def say_notes(notes: Iterable[str]) -> None:
    """What a build had to say besides."""
    for note in notes:
        click.secho(f"note: {note}", fg="yellow")


@contextmanager
def telling_damage() -> Iterator[None]:
    """One line for all that was passed over in the cache."""
    from catalog.kept import listen_for_damage

    with listen_for_damage() as damage:
        yield
    if damage:
        click.secho(say(_DAMAGE, count=len(damage)), fg="yellow", err=True)


# ---- what was made ----------------------------------------------------------------------


@contextmanager
def progress(*, enabled: bool = True) -> Iterator[Callable[[str, int, int], None]]:
    """Gives what is to be told of each step: shown on standard error."""
    from catalog.progress import show_progress

    if not enabled:
        yield lambda _stage, _done, _total: None
        return
    with show_progress(sys.stderr, language()) as listen:
        yield listen


def say_unchanged(state: dict[str, Any], took: float) -> None:
    """The summary of the last build, which is still true."""
    click.echo(f"{say(_NOTHING_NEW)} ({took:.1f} s)")
    click.echo(state["summary"][language()])


def summary(built: Built, out: Path, report: Path, language: str, took: float | None) -> str:
    """What was built, and where it is.

    Args:
        report: the folder of the report.
        took: seconds; None where it does not matter any more.
    """
    errors = sum(p.severity == "error" for p in built.problems)
    warnings = len(built.problems) - errors
    languages = len(built.languages)
    if language == "zh-Hans":
        counts = (
            f"{built.companies} 家公司，{built.works} 部作品，{languages} 种语言，{built.pages} 页"
        )
        told = f"{errors} 个错误，{warnings} 个警告，详见 {shown(report / 'report.html')}"
        look = f"  位置  {shown(out)}{os.sep}\n  查看  python build.py serve"
        seconds = f"（{took:.1f} 秒）" if took is not None else ""
    else:
        counts = (
            f"{built.companies} companies, {built.works} works, "
            f"{languages} languages, {built.pages} pages"
        )
        told = f"{errors} errors, {warnings} warnings: see {shown(report / 'report.html')}"
        look = f"  It is in    {shown(out)}{os.sep}\n  Look at it  python build.py serve"
        seconds = f" ({took:.1f} s)" if took is not None else ""
    lines = [f"{built.edition}: {counts}{seconds}"]
    if built.problems:
        lines.append(f"  {told}")
    return "\n".join([*lines, look])
