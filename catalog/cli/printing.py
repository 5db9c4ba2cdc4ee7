"""``print``: the edition on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalog.cli import options, terminal
from catalog.cli.options import (
    SITE,
    content_option,
    edition_option,
    jobs_option,
    languages_option,
    messages_option,
)
from catalog.core.errors import CatalogError

if TYPE_CHECKING:
    from catalog.print.printing import Set

_NOTHING = ("Nothing was printed.", "未生成任何文件。")
_SET_ASIDE = (
    "errors: {errors}; what they concern is not printed. See  {check}",
    "{errors} 个错误，相关内容未印出。详见  {check}",
)

out_option = click.option(
    "--out",
    type=options.ANY_PATH,
    default=Path("print"),
    show_default=True,
    help="Folder, or one file that ends in .pdf.",
)


@click.group("print")
def print_() -> None:
    """Print the edition: a catalogue as a book, signs and labels for stands.

    Needs the extra [print] (Typst) and fonts for the scripts of the texts; a missing one is named.
    """


@print_.command()
@content_option
@edition_option
@languages_option("Language of the book, may be repeated; by default the edition's first.")
@click.option(
    "--form",
    type=click.Choice(("full", "short")),
    help="A page for each work, or several on a page without their long texts; by default short "
    "beyond 600 works.",
)
@out_option
@jobs_option
@messages_option
def catalogue(
    content: Path,
    edition: str | None,
    languages: tuple[str, ...],
    form: str | None,
    out: Path,
    jobs: int | None,
) -> None:
    """Make the whole edition a book (PDF, A4)."""
    from catalog.print.printing import print_catalogue

    if _is_file(out) and len(set(languages)) > 1:  # before half an hour's work, not after it
        raise _several(len(set(languages)), out)
    _refuse(out, content)
    settings = options.settings(content, SITE, edition, jobs)
    with terminal.telling_damage(), terminal.progress() as listen:
        printed = print_catalogue(
            settings,
            options.tags(languages),
            short=None if form is None else form == "short",
            listen=listen,
        )
    _write(printed, out, content, options.command("check", content, edition=edition))


@print_.command()
@content_option
@edition_option
@languages_option("Once or twice; by default the site's own language and English.")
@click.option(
    "--company",
    "companies",
    type=options.TEXT,
    multiple=True,
    metavar="ID",
    help="Only this exhibitor's; repeatable.",
)
@click.option(
    "--hall",
    "halls",
    type=options.TEXT,
    multiple=True,
    metavar="ID",
    help="Only this hall's; repeatable.",
)
@click.option(
    "--paper",
    type=click.Choice(("a4", "a6")),
    default="a4",
    show_default=True,
    help="For labels: four on a sheet to be cut, or one a page. Signs are A4.",
)
@out_option
@jobs_option
@messages_option
def labels(
    content: Path,
    edition: str | None,
    languages: tuple[str, ...],
    companies: tuple[str, ...],
    halls: tuple[str, ...],
    paper: str,
    out: Path,
    jobs: int | None,
) -> None:
    """Make signs for stands (A4) and labels with QR codes for works (A6)."""
    from catalog.print.printing import print_labels

    if len(languages) > 2:
        raise click.UsageError("A label has room for two languages.")
    _refuse(out, content)
    settings = options.settings(content, SITE, edition, jobs)
    with terminal.telling_damage(), terminal.progress() as listen:
        printed = print_labels(
            settings,
            options.tags(languages),
            companies=companies,
            halls=halls,
            paper=paper,
            listen=listen,
        )
    terminal.say_renamed(companies, printed.checked.catalog)
    _write(printed, out, content, options.command("check", content, edition=edition))


def _is_file(out: Path) -> bool:
    return out.suffix.lower() == ".pdf"


def _refuse(out: Path, content: Path) -> None:
    """Stop before anything is set where it could not be written.

    Raises:
        CatalogError: the place is taken, by another kind of output or somebody's own files.
    """
    from catalog.output.marker import refuse_foreign

    place = options.place(out, content)
    if not _is_file(out):
        refuse_foreign(place, "print")
    elif place.is_dir():
        raise CatalogError(
            f"{out} is a folder",
            "name a file that is not there yet, or a folder that does not end in .pdf",
            (f"{out} 是一个文件夹", "请指定尚不存在的文件，或不以 .pdf 结尾的文件夹"),
        )


def _several(number: int, out: Path) -> CatalogError:
    return CatalogError(
        f"there are {number} files to write, and {out} is one",
        "name a folder with --out",
        (f"要写入 {number} 个文件，而 {out} 只是一个", "请用 --out 指定文件夹"),
    )


def _write(printed: Set, out: Path, content: Path, check: str) -> None:
    """Write the files and say where they are.

    Args:
        check: the command that tells what is wrong.
    """
    from catalog.output.marker import write_marker

    checked, files = printed.checked, printed.files
    if not files:
        terminal.say_problems(checked.problems, content)
        terminal.fail(terminal.say(_NOTHING), check)
    single = _is_file(out)
    if single and len(files) > 1:
        raise _several(len(files), out)
    for name, data in files.items():
        target = out if single else out / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if not single:
                write_marker(out, "print")
            part = target.with_name(f".{target.name}.part")
            part.write_bytes(data)
            part.replace(target)
        except OSError as error:
            raise CatalogError(
                f"{target} cannot be written: {error.strerror}",
                "close it where it is open, make room, or choose another place with --out",
                (
                    f"无法写入 {target}：{error.strerror}",
                    "请关闭已打开的文件、腾出空间，或用 --out 指定其他位置",
                ),
            ) from error
        click.echo(f"{terminal.shown(target)}  {len(data) / 1e6:.1f} MB")
    if checked.errors:
        told = terminal.say(_SET_ASIDE, errors=checked.errors, check=check)
        click.secho(told, fg="yellow")
