"""``check``, ``new`` and ``schema``: the records themselves."""

from __future__ import annotations

import os
import sys
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

if TYPE_CHECKING:
    from catalog.problems import Problem

_FORMATS = ("text", "json", "github", "sarif")
_NEXT = (
    ("Fill in the lines without “#”, then:", "请填写没有“#”的各行，然后运行："),
    ("  python build.py check {path}", "  python build.py check {path}"),
)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
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
            raise click.UsageError(f"There is no {path}.")
        try:
            wanted.append(inside.resolve().relative_to(content.resolve()).as_posix())
        except ValueError:
            raise click.UsageError(f"{path} is not in {content}.") from None
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
@click.option("--lang", metavar="TAG", help="Language of bare texts; by default the site's.")
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
    )
    for path in write_scaffold(content, files):
        click.echo(path)
    first = saying.shown(content / files[0].path)
    for line in _NEXT:
        click.echo(saying.say(line, path=first))


@click.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@content_option
def schema(folder: Path, content: Path) -> None:
    """Write JSON Schemas (draft-07), with which editors complete and check fields."""
    from catalog.content import read_site
    from catalog.schema import write_schemas

    _site, vocabularies = read_site(content)
    for path in write_schemas(folder, vocabularies):
        click.echo(path)
