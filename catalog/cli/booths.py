"""``booth``: the edition on a touch screen."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import click

from catalog.cli import options, terminal
from catalog.cli.options import (
    FILE,
    FOLDER,
    content_option,
    edition_option,
    jobs_option,
    languages_option,
    messages_option,
)
from catalog.cli.sites import NOTHING_PUBLISHED
from catalog.cli.summary import say_size
from catalog.core.errors import CatalogError

_MADE = (
    (
        "{edition}: {english} ({seconds:.1f} s)\n"
        "  It is in    {out}  {files:,} files, {size:,.1f} MB\n"
        "  Open        index.html in it, or its start-… file for the full screen"
    ),
    (
        "{edition}：{companies} 家公司，{works} 部作品，{languages} 种语言（{seconds:.1f} 秒）\n"
        "  位置  {out}  {files:,} 个文件，{size:,.1f} MB\n"
        "  打开  其中的 index.html；全屏请用 start-… 文件"
    ),
)
_ZIP = ("  As a zip    {path}  {size:,.1f} MB", "  压缩包  {path}  {size:,.1f} MB")
_TOLD = (
    "  problems: {all}, errors among them: {errors}; see  {check}",
    "  {all} 个问题，其中 {errors} 个错误：{check}",
)
_WHOLE = (
    "All files are as they were built, and nothing is needed from outside.",
    "所有文件完好，不需要任何外部内容。",
)
_DAMAGED = (
    "missing, or not as they were built: {number} of the files",
    "{number} 个文件缺失或与生成时不同：",
)
_AGAIN = ("copy the whole folder again", "请重新复制整个文件夹")


@click.group(invoke_without_command=True)
@content_option
@edition_option
@click.option(
    "--company",
    "companies",
    type=options.TEXT,
    multiple=True,
    metavar="ID",
    help="This company's own booth; may be repeated.",
)
@click.option("--hall", type=options.TEXT, metavar="ID", help="A booth of this hall's exhibitors.")
@languages_option("Only this language; may be repeated. The first one is the booth's own.")
@click.option(
    "--budget",
    type=options.Number(0, 1_000_000, "700.0"),
    default=2000,
    show_default=True,
    metavar="MB",
    help="How large it may be.",
)
@click.option("--out", type=FOLDER, default=Path("booth"), show_default=True, help="The folder.")
@click.option("--zip", "archive", type=FILE, metavar="FILE", help="Also as one zip file.")
@click.option("--strict", is_flag=True, help="Make nothing if there is any error.")
@jobs_option
@messages_option
@click.pass_context
def booth(
    context: click.Context,
    content: Path,
    edition: str | None,
    companies: tuple[str, ...],
    hall: str | None,
    languages: tuple[str, ...],
    budget: float,
    out: Path,
    archive: Path | None,
    strict: bool,
    jobs: int | None,
) -> None:
    """Make a folder for a touch screen at the fair: it runs from a USB stick, without a network.

    It is proven to need nothing but itself, or not made. `booth verify` reads a copy of it.
    """
    if context.invoked_subcommand:
        return
    if companies and hall is not None:
        raise click.UsageError("--company and --hall exclude each other")
    out = options.place(out, content)
    if archive:
        options.place(archive, content)
    if archive and archive.resolve().is_relative_to(out.resolve()):
        raise click.UsageError("--zip cannot lie in the folder that it packs (--out)")
    from catalog.booth.build import build_booth
    from catalog.booth.bundle import write_zip
    from catalog.booth.choice import Choice

    started = time.perf_counter()
    check = options.command("check", content, edition=edition)
    choice = Choice("company", tuple(dict.fromkeys(companies))) if companies else Choice()
    settings = replace(
        options.settings(content, out, edition, jobs),
        languages=options.tags(languages),
        strict=strict,
    )
    with terminal.progress() as listen:
        checked, made = build_booth(
            settings,
            Choice("hall", (hall,)) if hall is not None else choice,
            budget=budget,
            listen=listen,
        )
    if made is None:
        terminal.say_problems(checked.problems, content)
        terminal.fail(terminal.say(NOTHING_PUBLISHED), check)
    if archive:
        write_zip(out, archive, f"{made.built.edition}-booth")
    terminal.say_renamed(companies, checked.catalog)
    terminal.say_notes(made.built.notes)
    said = terminal.say(
        _MADE,
        edition=made.built.edition,
        english=say_size(made.built),
        companies=made.built.companies,
        works=made.built.works,
        languages=len(made.built.languages),
        files=made.size.files,
        size=made.size.megabytes,
        seconds=time.perf_counter() - started,
        out=f"{terminal.shown(out)}{os.sep}",
    )
    click.echo(said)
    if archive:
        size = archive.stat().st_size / 1e6
        click.echo(terminal.say(_ZIP, path=terminal.shown(archive), size=size))
    if checked.problems:
        told = len(checked.problems)
        click.echo(terminal.say(_TOLD, errors=checked.errors, all=told, check=check))


@booth.command()
@click.argument("folder", type=FOLDER)
@messages_option
def verify(folder: Path) -> None:
    """Tell whether a copy of a booth's folder is whole, and still needs nothing but itself."""
    from catalog.booth.bundle import damaged, listed
    from catalog.booth.proof import prove, refuse
    from catalog.output.folder import settle_output

    settle_output(folder)
    wrong = damaged(folder)
    if wrong:
        lines = [terminal.say(_DAMAGED, number=len(wrong)), *(f"  {path}" for path in wrong[:20])]
        if len(wrong) > 20:
            lines.append(f"  … {len(wrong) - 20}")
        raise CatalogError("\n".join(lines), terminal.say(_AGAIN))
    refuse(prove(folder, files=listed(folder)))
    click.echo(terminal.say(_WHOLE))
