"""``check``, ``new`` and ``schema``: the records themselves."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalog.cli import options, saying
from catalog.cli.options import (
    FOLDER,
    SITE,
    content_option,
    edition_option,
    jobs_option,
    messages_option,
)
from catalog.errors import CatalogError

if TYPE_CHECKING:
    from catalog.models.vocabularies import Vocabularies
    from catalog.problems import Problem

_FORMATS = ("text", "json", "github", "sarif")
_NO_PATH = ("There is no {path}.", "没有 {path}。")
_OUTSIDE = ("{path} is not in {content}.", "{path} 不在 {content} 中。")
_NEXT = (
    "Fill in the lines without “#”, then see what is wrong, and how it looks:",
    "请填写没有“#”的各行，然后检查、预览：",
)


@click.command()
@click.argument("paths", nargs=-1, type=options.ANY_PATH)
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
    paths: tuple[Path, ...], content: Path, edition: str | None, form: str, jobs: int | None
) -> None:
    """Tell what is wrong with the records, and how to mend it.

    With PATH only what concerns these files or folders is told. Exit status: 0 no error,
    1 errors, 2 wrong usage.
    """
    from catalog import reporting
    from catalog.pipeline import check_content

    click.get_current_context().with_resource(saying.telling_damage())
    settings = options.settings(content, SITE, edition, jobs)
    with saying.progress(enabled=form == "text") as listen:
        checked = check_content(settings, listen)
    problems = _concerning(checked.problems, paths, content)
    language = saying.language()
    if form == "json":
        click.echo(reporting.format_json(problems, language))
    elif form == "github":
        click.echo(reporting.format_github(problems, content, language), nl=False)
    elif form == "sarif":
        click.echo(reporting.format_sarif(problems, content, language))
    else:
        saying.say_problems(problems, content)
        files = checked.content.files
        click.echo(reporting.format_summary(problems, language, files=files))
    sys.exit(any(p.severity == "error" for p in problems))


def _concerning(problems: list[Problem], paths: tuple[Path, ...], content: Path) -> list[Problem]:
    """The problems of certain files or folders, given from here or from the content folder."""
    if not paths:
        return problems
    wanted = []
    for path in paths:
        inside = path if path.exists() else content / path
        if not inside.exists():
            raise click.UsageError(saying.say(_NO_PATH, path=path))
        try:
            wanted.append(inside.resolve().relative_to(content.resolve()).as_posix())
        except ValueError:
            raise click.UsageError(saying.say(_OUTSIDE, path=path, content=content)) from None
    return [
        p
        for p in problems
        if any(w == "." or p.path == w or p.path.startswith(f"{w}/") for w in wanted)
    ]


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
    from catalog.content import read_site
    from catalog.scaffold import render_scaffold, write_scaffold
    from catalog.schema import write_schemas

    site, vocabularies = read_site(content)
    schemas = options.PROJECT / ".cache" / "schema"
    write_schemas(schemas, vocabularies)
    relative = os.path.relpath(schemas, content).replace(os.sep, "/")
    source = site.source_language if site else saying.language()
    files = render_scaffold(
        kind,
        id,
        language=saying.language(),
        lang=options.tags((lang,))[0] if lang else source,
        source_language=source,
        languages=site.languages if site else ("zh-Hans", "en"),
        vocabularies=vocabularies,
        schemas=relative,
        label=_chinese_labels(vocabularies) if saying.language() == "zh-Hans" else None,
    )
    if not content.is_dir():
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
    click.echo(saying.say(_NEXT))
    click.echo(f"  {check} {shlex.quote(saying.shown(content / files[0].path))}")
    click.echo(f"  {options.command('serve', content, edition=told)}")


def _chinese_labels(vocabularies: Vocabularies) -> Callable[[str, str], str]:
    from catalog.localise import read_labels

    cache = options.PROJECT / ".cache"
    return read_labels(vocabularies, options.PROJECT / "theme" / "locales", "zh-Hans", cache)


def _refuse_orphan(id: str, content: Path) -> None:
    """Nobody would look for a work in the folder of a company that is not there."""
    from catalog.problems import nearest

    company, _, work = id.partition("/")
    if (content / "companies" / company / "company.yml").exists():
        return
    there = {file.parent.name for file in content.glob("companies/*/company.yml")}
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
    from catalog.content import read_site
    from catalog.publish import refuse_foreign, write_marker
    from catalog.schema import write_schemas

    refuse_foreign(options.place(folder, content), "schema")
    _site, vocabularies = read_site(content)
    write_marker(folder, "schema")
    for path in write_schemas(folder, vocabularies):
        click.echo(path)
