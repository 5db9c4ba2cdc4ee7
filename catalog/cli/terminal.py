"""What is said on the terminal: in Chinese where the terminal or ``--messages`` speaks it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from catalog.core.errors import CatalogError
from catalog.core.formats import visible_lines

if TYPE_CHECKING:
    from catalog.core.problems import Problem
    from catalog.edition.resolve import Catalog

LANGUAGES = ("en", "zh-Hans")
Pair = tuple[str, str]
"""A text in English and in Chinese."""

_spoken = ""  # one of LANGUAGES, once a command has been told

_ERROR, _HELP = ("error: ", "错误："), ("  help: ", "  办法：")
_RENAMED = (
    "warning: --company {id}: it is a former id, write the new one  {present}",
    "警告：--company {id}：这是以前的 id，请写现在的  {present}",
)
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


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its English noun: ``1 company``, ``1,200 works``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def shown(path: Path) -> str:
    """A path as short as it can be said from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


# ---- what goes wrong --------------------------------------------------------------------


def say_error(error: CatalogError) -> None:
    """What is wrong, and what to do about it."""
    said = (error.message, error.remedy)
    message, remedy = error.chinese or said if language() == "zh-Hans" else said
    click.secho(say(_ERROR), fg="red", bold=True, nl=False, err=True)
    click.echo(visible_lines(message), err=True)
    if remedy:
        click.secho(say(_HELP), fg="cyan", nl=False, err=True)
        click.echo(visible_lines(remedy), err=True)


def fail(message: str, where: str) -> NoReturn:
    """End with status 1, and say where to read on."""
    click.secho(visible_lines(message), fg="red", bold=True, err=True)
    click.echo(f"  {visible_lines(where)}", err=True)
    sys.exit(1)


def say_problems(problems: list[Problem], content: Path) -> None:
    """Each problem with its place and remedy."""
    from catalog.cli import reporting

    if problems:
        color = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        click.echo(reporting.format_text(problems, content, language(), color=color))


def say_renamed(asked: Iterable[str], catalog: Catalog | None) -> None:
    """Companies asked for by former ids: the ids to write."""
    from catalog.edition.selection import renamed_companies

    for id, present in (renamed_companies(asked, catalog) if catalog else {}).items():
        click.secho(say(_RENAMED, id=id, present=present), fg="yellow", err=True)


def say_notes(notes: Iterable[str]) -> None:
    """What a build had to say besides."""
    for note in notes:
        click.secho(f"note: {visible_lines(note)}", fg="yellow")


@contextmanager
def telling_damage() -> Iterator[None]:
    """One line for all that was passed over in the cache."""
    from catalog.core.cache import listen_for_damage

    with listen_for_damage() as damage:
        yield
    if damage:
        click.secho(say(_DAMAGE, count=len(damage)), fg="yellow", err=True)


# ---- what was made ----------------------------------------------------------------------


@contextmanager
def progress(*, enabled: bool = True) -> Iterator[Callable[[str, int, int], None]]:
    """Gives what is to be told of each step: shown on standard error."""
    from catalog.core.progress import show_progress

    if not enabled:
        yield lambda _stage, _done, _total: None
        return
    with show_progress(sys.stderr, language()) as listen:
        yield listen


def say_unchanged(state: dict[str, Any], took: float) -> None:
    """The summary of the last build, which is still true."""
    click.echo(f"{say(_NOTHING_NEW)} ({took:.1f} s)")
    click.echo(state["summary"][language()])
