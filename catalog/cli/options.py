"""What commands are told: options that several of them share, and what becomes of their words."""

from __future__ import annotations

import datetime as dt
import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from catalog.cli import terminal
from catalog.core.errors import CatalogError

if TYPE_CHECKING:
    from catalog.build.settings import Settings
    from catalog.core.fingerprint import Sources

PROJECT = Path(__file__).resolve().parents[2]
CONTENT, SITE = Path("content"), Path("site")

EMPTY = (
    "It is empty: say what is meant, or leave the option out.",
    "内容为空：请写明所指，或不写这个选项。",
)
_NOWHERE = ("No file can lie at this path.", "此路径下不可能有文件。")
_LONGEST = 255, 4000  # bytes of a name, and of a path to which more is added
_NO_NUMBER = (
    "'{value}' is not a number from {least:,} to {most:,}; write it like  {example}",
    "“{value}”不是 {least:,} 到 {most:,} 之间的数字，请写成  {example}",
)


class Id(click.ParamType):  # type: ignore[type-arg]
    """What somebody chooses by its id. None at all would be taken for all."""

    name = "id"

    def convert(
        self, value: Any, param: click.Parameter | None, context: click.Context | None
    ) -> str:
        """The id, as it was typed."""
        if not value.strip():
            self.fail(terminal.say(EMPTY), param, context)
        return str(value)


class Place(click.Path):
    """A file or folder by its path. An empty one would be taken for the folder one stands in."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        context: click.Context | None,
    ) -> Any:
        """The path; whether anything lies there is not asked."""
        said = os.fspath(value)
        if not said.strip():
            self.fail(terminal.say(EMPTY), param, context)
        if any(ord(sign) < 32 or 0xD800 <= ord(sign) < 0xE000 for sign in said):
            self.fail(terminal.say(_NOWHERE), param, context)
        written = os.fsencode(said).replace(b"\\", b"/")
        longest = max(map(len, written.split(b"/")))
        try:
            if longest > _LONGEST[0] or len(written) > _LONGEST[1]:
                raise OSError
            Path(said).resolve()  # many ask for it later
        except (OSError, ValueError, RuntimeError):  # a NUL, links that lead in a circle
            self.fail(terminal.say(_NOWHERE), param, context)
        return super().convert(value, param, context)


class Number(click.ParamType):  # type: ignore[type-arg]  # which older ones of click lack
    """A number within bounds; where it is none, it is said how one is written.

    Attributes:
        example: as it may be written; with a point where there may be one.
    """

    name = "number"

    def __init__(self, least: int, most: int, example: str) -> None:
        self.least, self.most, self.example = least, most, example

    def convert(
        self, value: Any, param: click.Parameter | None, context: click.Context | None
    ) -> int | float:
        """The number. Raises BadParameter where it is none, or out of bounds."""
        text = str(value).strip()
        form = r"[0-9]{1,9}(\.[0-9]{1,9})?" if "." in self.example else r"[0-9]{1,9}"
        if re.fullmatch(form, text) and self.least <= float(text) <= self.most:
            return float(text) if "." in text else int(text)
        bounds = {"least": self.least, "most": self.most, "example": self.example}
        said = terminal.say(_NO_NUMBER, value=_cut(text), **bounds)
        raise click.BadParameter(said, context, param)


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


FOLDER = Place(file_okay=False, path_type=Path)
FILE = Place(dir_okay=False, path_type=Path)
ANY_PATH = Place(path_type=Path)
TEXT = Id()
PORT = Number(0, 65535, "8000")

_Command = TypeVar("_Command", bound=Callable[..., Any])

content_option = click.option(
    "--content", type=FOLDER, default=CONTENT, show_default=True, help="Folder with the records."
)
site_option = click.option(
    "--out", type=FOLDER, default=SITE, show_default=True, help="Output folder."
)
edition_option = click.option(
    "--edition",
    type=TEXT,
    metavar="ID",
    help="The edition; by default the current one of catalog.yml.",
)
jobs_option = click.option(
    "--jobs",
    type=Number(1, 256, "2"),
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
    return click.option("--lang", "languages", type=TEXT, multiple=True, metavar="TAG", help=help)


def place(out: Path, content: Path) -> Path:
    """An output where it may be written; of a link the place that it leads to.

    Raises:
        CatalogError: it would be in the way of something.
    """
    from catalog.output.marker import refuse_place, reserved_folders

    refuse_place(out, reserved_folders(content, PROJECT, PROJECT / ".cache"))
    return out.resolve()


def settings(content: Path, out: Path, edition: str | None, jobs: int | None) -> Settings:
    """The settings of a build that is told no more than this."""
    from catalog.build.settings import Settings, default_jobs

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
    words += ["--out", terminal.shown(out)] if terminal.shown(out) != str(SITE) else []
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
