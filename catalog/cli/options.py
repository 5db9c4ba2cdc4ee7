"""What commands are told: options that several of them share, and what becomes of their words."""

from __future__ import annotations

import datetime as dt
import os
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from catalog.cli import terminal
from catalog.core.errors import CatalogError

if TYPE_CHECKING:
    from catalog.build.pipeline import Settings
    from catalog.core.fingerprint import Sources

PROJECT = Path(__file__).resolve().parents[2]
CONTENT, SITE = Path("content"), Path("site")

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)

_Command = TypeVar("_Command", bound=Callable[..., Any])

content_option = click.option(
    "--content", type=FOLDER, default=CONTENT, show_default=True, help="Folder with the records."
)
site_option = click.option(
    "--out", type=FOLDER, default=SITE, show_default=True, help="Output folder."
)
edition_option = click.option(
    "--edition", metavar="ID", help="The edition; by default the current one of catalog.yml."
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=None,
    metavar="N",
    help="Processes to work with; by default one for each processor.",
)
messages_option = click.option(
    "--messages",
    type=click.Choice(terminal.LANGUAGES),
    default=None,
    help="Language of the messages; by default the terminal's.",
    is_eager=True,  # what is said of the other options is said in it
    expose_value=False,
    callback=lambda _context, _option, language: terminal.speak(language),
)


def languages_option(help: str) -> Callable[[_Command], _Command]:
    """``--lang``, which may be repeated; gives ``languages``."""
    return click.option("--lang", "languages", multiple=True, metavar="TAG", help=help)


def settings(content: Path, out: Path, edition: str | None, jobs: int | None) -> Settings:
    """The settings of a build that is told no more than this."""
    from catalog.build.pipeline import Settings, default_jobs

    return Settings(
        content=content,
        out=out,
        project=PROJECT,
        cache=PROJECT / ".cache",
        edition=edition,
        jobs=jobs or default_jobs(),
        today=today(),
    )


def command(
    name: str, content: Path = CONTENT, out: Path = SITE, edition: str | None = None
) -> str:
    """A command as it has to be typed here: with the options that are not as they are anyway."""
    words = ["python", "build.py", *name.split()]
    words += ["--content", terminal.shown(content)] if content != CONTENT else []
    words += ["--out", terminal.shown(out)] if out != SITE else []
    words += ["--edition", edition] if edition else []
    return shlex.join(words)


def look(content: Path, options: tuple[object, ...]) -> Sources:
    """All that a build depends on, as it is now."""
    from catalog.core.fingerprint import look_at

    return look_at(content.resolve(), [PROJECT / "theme", PROJECT / "mkdocs.yml"], options)


def today() -> dt.date:
    """Today, or the day of SOURCE_DATE_EPOCH (seconds since 1970, reproducible-builds.org).

    Raises:
        CatalogError: the variable is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return dt.datetime.now().astimezone().date()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise CatalogError(
            f"SOURCE_DATE_EPOCH is '{epoch}', which is not a number of seconds",
            "unset it, or set it to something like 1764115200",
        ) from error


def tags(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Language tags as they are spelt: ``zh-hans`` → ``zh-Hans``.

    Raises:
        CatalogError: one is no tag.
    """
    from catalog.models.tags import normalise_tag, tag_near

    found = []
    for tag in languages:
        known = normalise_tag(tag)
        if known is None:
            near = tag_near(tag)
            raise CatalogError(
                f"'{tag}' is not the tag of a known language",
                f"did you mean  {near}" if near else "write it like zh-Hans, en or ar",
                (
                    f"“{tag}”不是已知的语言代码",
                    f"是不是想写  {near}" if near else "请写成 zh-Hans、en 或 ar 这样的代码",
                ),
            )
        found.append(known)
    return tuple(found)
