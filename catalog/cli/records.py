"""``check``, ``new`` and ``schema``: the records themselves."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalog.cli import options, terminal
from catalog.cli.options import (
    FOLDER,
    SITE,
    content_option,
    edition_option,
    jobs_option,
    messages_option,
)
from catalog.core.errors import CatalogError

if TYPE_CHECKING:
    from catalog.core.problems import Problem
    from catalog.models.vocabularies import Vocabularies

_FORMATS = ("text", "json", "github", "sarif")
_SHOWN = 200  # characters of a path
_GLOB = (
    "There is no {path}. Name the folder itself: all that lies in it is checked.",
    "没有 {path}。请直接写文件夹，其中的全部内容都会检查。",
)
_NOT_READ = ("{path} is not read: {reason}.", "{path} 不会被读取：{reason}。")
_NO_PATH = ("There is no {path}.", "没有 {path}。")
_OUTSIDE = ("{path} is not in {content}.", "{path} 不在 {content} 中。")
_NEXT = (
    "Fill in the lines without “#”, then see what is wrong, and how it looks:",
    "请填写没有“#”的各行，然后检查、预览：",
)


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.UNPROCESSED)
@content_option
@edition_option
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="How to print what is wrong: for people, programs, or GitHub.",
)
@messages_option
@jobs_option
def check(
    paths: tuple[str, ...], content: Path, edition: str | None, form: str, jobs: int | None
) -> None:
    """Tell what is wrong with the records, and how to mend it.

    With PATH only what concerns these files or folders is told. Exit status: 0 no error,
    1 errors, 2 wrong usage.
    """
    from catalog.build.checking import check_content
    from catalog.cli import reporting
    from catalog.reading.yaml import is_folder

    wanted = [_wanted(path, content) for path in paths] if is_folder(content) else []
    click.get_current_context().with_resource(terminal.telling_damage())
    settings = options.settings(content, SITE, edition, jobs)
    with terminal.progress(enabled=form == "text") as listen:
        checked = check_content(settings, listen)
    problems = _concerning(checked.problems, wanted)
    language = terminal.language()
    if form == "json":
        click.echo(reporting.format_json(problems, language))
    elif form == "github":
        click.echo(reporting.format_github(problems, content, language), nl=False)
    elif form == "sarif":
        click.echo(reporting.format_sarif(problems, content, language))
    else:
        terminal.say_problems(problems, content)
        files = checked.content.files
        click.echo(reporting.format_summary(problems, language, files=files))
    sys.exit(any(p.severity == "error" for p in problems))


def _concerning(problems: list[Problem], wanted: list[str]) -> list[Problem]:
    """The problems of certain files or folders of the content folder; of all where none is."""
    if not wanted:
        return problems
    return [
        p
        for p in problems
        if any(w == "." or p.path == w or p.path.startswith(f"{w}/") for w in wanted)
    ]


def _wanted(path: str, content: Path) -> str:
    """A path given from here, or from the content folder, as one below the content folder.

    Raises:
        click.UsageError: nothing that is read lies there.
    """
    from catalog.core.formats import visible
    from catalog.core.messages import WORDS
    from catalog.reading.yaml import Refused, kind_at, printable

    if not path.strip():
        raise click.UsageError(terminal.say(options.EMPTY))
    shown = visible(printable(path))
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    here = _below(Path(path), content)
    there = _below(content / path, content)
    found = [inside for inside in (here, there) if inside is not None]
    if not found:
        raise click.UsageError(terminal.say(_OUTSIDE, path=shown, content=content))
    refusals = []
    for inside in found:
        try:
            kind = kind_at(content, inside)
        except Refused as refused:
            refusals.append(refused)
            continue
        if kind in ("file", "folder"):
            return inside
        refusals.append(Refused("link" if kind == "link" else "device"))
    # Of two places the one where there is something says more.
    told = next((r for r in refusals if r.why != "missing"), refusals[0])
    text = _NOT_READ if told.why != "missing" else _GLOB if "*" in path else _NO_PATH
    reason = terminal.say(WORDS.get(told.reason.removeprefix("@"), (told.reason, told.reason)))
    raise click.UsageError(terminal.say(text, path=shown, reason=reason))


def _below(path: Path, content: Path) -> str | None:
    """A path below the content folder, as one from there; None for any other."""
    try:
        absolute = os.path.abspath(path)  # noqa: PTH100  # ".." as it is written, links not followed
        for top in (os.path.abspath(content), str(content.resolve())):  # noqa: PTH100
            if os.path.commonpath([top, absolute]) == top:
                return Path(os.path.relpath(absolute, top)).as_posix()
        # Where one stands may be reached by a link, too.
        parent = Path(absolute).parent.resolve()
        inside = parent.joinpath(Path(absolute).name).relative_to(content.resolve())
    except (OSError, ValueError, RuntimeError):
        return None
    return inside.as_posix()


@click.command()
@click.argument("kind", type=click.Choice(("company", "work", "family", "service", "edition")))
@click.argument("id", metavar="ID")
@content_option
@messages_option
@click.option(
    "--lang",
    type=options.TEXT,
    metavar="TAG",
    help="Language of bare texts; by default the site's.",
)
def new(kind: str, id: str, content: Path, lang: str | None) -> None:
    """Write a commented file for a new record, to be filled in.

    \b
    new company my-studio            content/companies/my-studio/company.yml
    new work my-studio/my-novel      content/companies/my-studio/works/my-novel.yml
    new edition fair-2027            content/editions/fair-2027/…
    """
    from catalog.models.scaffold import render_scaffold, write_scaffold
    from catalog.models.schema import write_schemas
    from catalog.reading.content import read_site
    from catalog.reading.yaml import is_folder

    site, vocabularies = read_site(content)
    schemas = options.PROJECT / ".cache" / "schema"
    write_schemas(schemas, vocabularies)
    relative = os.path.relpath(schemas, content).replace(os.sep, "/")
    source = site.source_language if site else terminal.language()
    files = render_scaffold(
        kind,
        id,
        language=terminal.language(),
        lang=options.tags((lang,))[0] if lang else source,
        source_language=source,
        languages=site.languages if site else ("zh-Hans", "en"),
        vocabularies=vocabularies,
        schemas=relative,
        label=_chinese_labels(vocabularies) if terminal.language() == "zh-Hans" else None,
    )
    if not is_folder(content):
        raise CatalogError(
            f"there is no folder {content}",
            "go to the folder in which it lies, or name the records' folder with --content",
            (f"没有文件夹 {content}", "请进入它所在的文件夹，或用 --content 指明记录所在的文件夹"),
        )
    if kind == "work":
        _refuse_orphan(id, content)
    for path in write_scaffold(content, files):
        click.echo(path)
    told = id if kind == "edition" else None
    check = options.command("check", content, edition=told)
    click.echo(terminal.say(_NEXT))
    click.echo(f"  {check} {shlex.quote(terminal.shown(content / files[0].path))}")
    click.echo(f"  {options.command('serve', content, edition=told)}")


def _chinese_labels(vocabularies: Vocabularies) -> Callable[[str, str], str]:
    from catalog.edition.localise import read_labels

    cache = options.PROJECT / ".cache"
    return read_labels(vocabularies, options.PROJECT / "theme" / "locales", "zh-Hans", cache)


def _refuse_orphan(id: str, content: Path) -> None:
    """Nobody would look for a work in the folder of a company that is not there."""
    from catalog.core.problems import nearest
    from catalog.reading.yaml import find_records

    company, _, work = id.partition("/")
    there = {file.id for file in find_records(content)[0] if file.kind == "company"}
    if company in there:
        return
    near = nearest(company, there)
    first = f"{options.command('new', content)} company {company}"
    raise CatalogError(
        f"there is no company '{company}' yet",
        f"did you mean  {near}/{work}  ?" if near else f"make it first:  {first}",
        (
            f"还没有“{company}”这家公司",
            f"是不是想写  {near}/{work}  ？" if near else f"请先创建：  {first}",
        ),
    )


@click.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@content_option
def schema(folder: Path, content: Path) -> None:
    """Write JSON Schemas (draft-07), with which editors complete and check fields."""
    from catalog.models.schema import write_schemas
    from catalog.output.marker import refuse_foreign, write_marker
    from catalog.reading.content import read_site

    refuse_foreign(options.place(folder, content), "schema")
    _site, vocabularies = read_site(content)
    write_marker(folder, "schema")
    for path in write_schemas(folder, vocabularies):
        click.echo(path)
