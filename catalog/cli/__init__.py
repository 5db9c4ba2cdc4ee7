"""The command line: everything that a person types, and everything that is said to them."""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from catalog import __version__
from catalog.errors import CatalogError, disk_trouble

if TYPE_CHECKING:
    from catalog.fingerprint import Sources
    from catalog.pipeline import Built, Checked, Settings
    from catalog.problems import Problem

PROJECT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "zh-Hans")
FORMATS = ("text", "json", "github", "sarif")

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)


def _message_language() -> str:
    """Chinese where the terminal speaks it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "zh-Hans" if value.lower().startswith("zh") else "en"
    return "en"


def _today() -> dt.date:
    """Today, or the day of SOURCE_DATE_EPOCH (seconds since 1970, reproducible-builds.org)."""
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


content_option = click.option(
    "--content",
    type=_FOLDER,
    default=Path("content"),
    show_default=True,
    help="Folder with the records.",
)
edition_option = click.option(
    "--edition", metavar="ID", help="The edition; by default the current one of catalog.yml."
)
messages_option = click.option(
    "--messages",
    type=click.Choice(LANGUAGES),
    default=None,
    help="Language of the messages; by default the terminal's.",
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=None,
    metavar="N",
    help="Processes to work with; by default one for each processor.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88})
@click.version_option(__version__, prog_name="catalog")
def cli() -> None:
    """Make a trade-fair catalogue from YAML records.

    \b
    Exhibitors:  new company my-studio   then   check
    Organizers:  build   then   serve
    """


@cli.command()
@content_option
@click.option("--out", type=_FOLDER, default=Path("site"), show_default=True, help="Output folder.")
@edition_option
@click.option(
    "--lang", "languages", multiple=True, metavar="TAG", help="Only this language; may be repeated."
)
@click.option("--strict", is_flag=True, help="Publish nothing if there is any error.")
@click.option(
    "--precompress",
    is_flag=True,
    help="Lay a .br and a .gz beside each page, script and data file, for web servers to send.",
)
@jobs_option
@click.option(
    "--cluster",
    metavar="tcp://HOST:PORT",
    help="A Dask scheduler whose workers make the pages; they need the same folders.",
)
@messages_option
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
def build(
    content: Path,
    out: Path,
    edition: str | None,
    languages: tuple[str, ...],
    strict: bool,
    precompress: bool,
    jobs: int | None,
    cluster: str | None,
    messages: str | None,
    force: bool,
) -> None:
    """Build an edition into a folder that any web server can serve.

    Records with errors are set aside and reported; the rest is published. The folder always holds
    a complete edition: the former one until the new one is finished.
    """
    from catalog.fingerprint import look_at, output_stamp, read_state, write_state

    messages = messages or _message_language()
    click.get_current_context().with_resource(_telling_damage(messages))
    started = time.perf_counter()
    cache, today = PROJECT / ".cache", _today()
    options = (edition, languages, precompress, today, out.resolve())
    sources = look_at(content.resolve(), _templates(), options)
    state = {} if force else read_state(cache, out)
    same = state.get("fingerprint") == sources.digest and not _unfinished(out)
    if same and not (strict and state["errors"]) and state.get("tree") == output_stamp(out):
        _say_unchanged(state, messages, time.perf_counter() - started)
        return

    from catalog.ledger import forget_ledger
    from catalog.pipeline import Settings, build_edition, default_jobs

    settings = Settings(
        content=content,
        out=out,
        project=PROJECT,
        cache=cache,
        edition=edition,
        languages=_tags(languages),
        strict=strict,
        jobs=jobs or default_jobs(),
        cluster=cluster,
        precompress=precompress,
        today=today,
        sources=sources,
    )
    if force:
        forget_ledger(cache, out)
    with _progress(messages) as listen:
        checked, built = build_edition(settings, listen)
    report = _write_report(checked, out, content)
    if built is None:
        _print_problems(checked.problems, content, messages)
        _fail(_WORDS["nothing-published"][messages == "zh-Hans"], _shown(report / "report.html"))
    summary = _summary(built, out, report, messages, time.perf_counter() - started)
    _say_built(built, content, summary, messages)
    write_state(
        cache,
        out,
        {
            "fingerprint": sources.digest,
            "tree": output_stamp(out),
            "errors": checked.errors,
            "summary": {tag: _summary(built, out, report, tag, None) for tag in LANGUAGES},
        },
    )


@cli.group(invoke_without_command=True)
@content_option
@edition_option
@click.option(
    "--company",
    "companies",
    multiple=True,
    metavar="ID",
    help="This company's own booth; may be repeated.",
)
@click.option("--hall", metavar="ID", help="A booth of this hall's exhibitors.")
@click.option(
    "--lang",
    "languages",
    multiple=True,
    metavar="TAG",
    help="Only this language; may be repeated. The first one is the booth's own.",
)
@click.option(
    "--budget",
    type=click.FloatRange(min=0),
    default=2000,
    show_default=True,
    metavar="MB",
    help="How large it may be.",
)
@click.option("--out", type=_FOLDER, default=Path("booth"), show_default=True, help="The folder.")
@click.option("--zip", "archive", type=_FILE, metavar="FILE", help="Also as one zip file.")
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
    messages: str | None,
) -> None:
    """Make a folder for a touch screen at the fair: it runs from a USB stick, without a network.

    It is proven to need nothing but itself, or not made. `booth verify` reads a copy of it.
    """
    if context.invoked_subcommand:
        return
    if companies and hall:
        raise click.UsageError("--company and --hall exclude each other")
    if archive and archive.resolve().is_relative_to(out.resolve()):
        raise click.UsageError("--zip cannot lie in the folder that it packs (--out)")
    from catalog.booth.build import build_booth
    from catalog.booth.bundle import write_zip
    from catalog.booth.choice import Choice
    from catalog.pipeline import Settings, default_jobs

    messages = messages or _message_language()
    started = time.perf_counter()
    choice = Choice("company", companies) if companies else Choice()
    settings = Settings(
        content=content,
        out=out,
        project=PROJECT,
        cache=PROJECT / ".cache",
        edition=edition,
        languages=_tags(languages),
        strict=strict,
        jobs=jobs or default_jobs(),
        today=_today(),
    )
    with _progress(messages) as listen:
        checked, made = build_booth(
            settings, Choice("hall", (hall,)) if hall else choice, budget=budget, listen=listen
        )
    chinese = messages == "zh-Hans"
    if made is None:
        _print_problems(checked.problems, content, messages)
        _fail(_WORDS["nothing-published"][chinese], "python build.py check")
    if archive:
        write_zip(out, archive, f"{made.built.edition}-booth")
    for note in made.built.notes:
        click.secho(f"note: {note}", fg="yellow")
    seconds = time.perf_counter() - started
    for line in _BOOTH[chinese]:
        click.echo(
            line.format(
                edition=made.built.edition,
                companies=made.built.companies,
                works=made.built.works,
                languages=len(made.built.languages),
                files=made.size.files,
                size=made.size.megabytes,
                seconds=seconds,
                out=f"{_shown(out)}{os.sep}",
            )
        )
    if archive:
        size = archive.stat().st_size / 1e6
        click.echo(f"  {_BOOTH_ZIP[chinese]}{_shown(archive)}  {size:,.1f} MB")
    if checked.problems:
        told = _BOOTH_TOLD[chinese]
        click.echo(told.format(errors=checked.errors, all=len(checked.problems)))


@booth.command()
@click.argument("folder", type=_FOLDER)
@messages_option
def verify(folder: Path, messages: str | None) -> None:
    """Tell whether a copy of a booth's folder is whole, and still needs nothing but itself."""
    from catalog.booth.bundle import damaged, listed
    from catalog.booth.proof import prove, refuse

    chinese = (messages or _message_language()) == "zh-Hans"
    wrong = damaged(folder)
    if wrong:
        shown = "\n".join(f"  {path}" for path in wrong[:20])
        more = f"\n  … {len(wrong) - 20}" if len(wrong) > 20 else ""
        raise CatalogError(
            _BOOTH_DAMAGED[chinese].format(number=len(wrong)) + "\n" + shown + more,
            _BOOTH_AGAIN[chinese],
        )
    refuse(prove(folder, files=listed(folder)))
    click.echo(_BOOTH_WHOLE[chinese])


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@content_option
@edition_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to print what is wrong: for people, programs, or GitHub.",
)
@messages_option
@jobs_option
def check(
    paths: tuple[Path, ...],
    content: Path,
    edition: str | None,
    form: str,
    messages: str | None,
    jobs: int | None,
) -> None:
    """Tell what is wrong with the records, and how to mend it.

    With PATH only what concerns these files or folders is told. Exit status: 0 no error,
    1 errors, 2 wrong usage.
    """
    from catalog import reporting
    from catalog.pipeline import Settings, check_content, default_jobs

    messages = messages or _message_language()
    click.get_current_context().with_resource(_telling_damage(messages))
    settings = Settings(
        content=content,
        out=Path("site"),
        project=PROJECT,
        cache=PROJECT / ".cache",
        edition=edition,
        jobs=jobs or default_jobs(),
        today=_today(),
    )
    with _progress(messages, enabled=form == "text") as listen:
        checked = check_content(settings, listen)
    problems = _concerning(checked.problems, paths, content)
    if form == "json":
        click.echo(reporting.format_json(problems, messages))
    elif form == "github":
        click.echo(reporting.format_github(problems, content, messages), nl=False)
    elif form == "sarif":
        click.echo(reporting.format_sarif(problems, content, messages))
    else:
        _print_problems(problems, content, messages)
        files = checked.content.files
        click.echo(reporting.format_summary(problems, messages, files=files))
    sys.exit(any(p.severity == "error" for p in problems))


@cli.command()
@content_option
@click.option("--out", type=_FOLDER, default=Path("site"), show_default=True, help="Output folder.")
@edition_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@jobs_option
@messages_option
def serve(
    content: Path,
    out: Path,
    edition: str | None,
    port: int,
    jobs: int | None,
    messages: str | None,
) -> None:
    """Build, show the site on this machine, and rebuild when a file changes.

    The browser reloads by itself. Stop with Ctrl+C.
    """
    import threading
    from dataclasses import replace

    from catalog.fingerprint import look_at
    from catalog.frame import base_path
    from catalog.pipeline import Settings, build_edition, default_jobs
    from catalog.serve import serve_folder, watch_folders

    messages = messages or _message_language()
    today = _today()
    settings = Settings(
        content=content,
        out=out,
        project=PROJECT,
        cache=PROJECT / ".cache",
        edition=edition,
        jobs=jobs or default_jobs(),
        today=today,
    )

    def look() -> Sources:
        return look_at(content.resolve(), _templates(), (edition, (), today, out.resolve()))

    def build_once(settings: Settings) -> Checked:
        started = time.perf_counter()
        with _telling_damage(messages), _progress(messages) as listen:
            checked, built = build_edition(settings, listen)
        _print_problems(checked.problems, content, messages)
        if built:
            took = time.perf_counter() - started
            click.echo(f"{built.pages} pages, {built.written} written, {took:.1f} s")
        return checked

    sources = look()
    checked = build_once(replace(settings, sources=sources))
    base = base_path(checked.catalog.site.url) if checked.catalog else "/"
    server, changes = serve_folder(out, port, base)
    address = f"http://127.0.0.1:{server.server_address[1]}{base}"
    click.secho(f"{address}", bold=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    # With the server's threads running no process may be forked.
    again = replace(settings, jobs=1)

    def rebuild(paths: set[Path]) -> None:
        nonlocal sources
        sources = sources.after(content.resolve(), paths) or look()
        try:
            build_once(replace(again, sources=sources))
            changes.tell()
        except CatalogError as error:
            _say_error(error)

    stop = threading.Event()
    try:
        watch_folders([content, PROJECT / "theme", PROJECT / "mkdocs.yml"], rebuild, stop)
    except KeyboardInterrupt:
        pass
    finally:
        stop.set()
        server.shutdown()
        server.server_close()


@cli.command()
@click.argument("kind", type=click.Choice(("company", "work", "family", "service", "edition")))
@click.argument("id", metavar="ID")
@content_option
@messages_option
@click.option("--lang", metavar="TAG", help="Language of bare texts; by default the site's.")
def new(kind: str, id: str, content: Path, messages: str | None, lang: str | None) -> None:
    """Write a commented file for a new record, to be filled in.

    \b
    new company my-studio            content/companies/my-studio/company.yml
    new work my-studio/my-novel      content/companies/my-studio/works/my-novel.yml
    new edition fair-2027            content/editions/fair-2027/…
    """
    from catalog.content import read_site
    from catalog.scaffold import render_scaffold, write_scaffold
    from catalog.schema import write_schemas

    messages = messages or _message_language()
    site, vocabularies = read_site(content)
    schemas = PROJECT / ".cache" / "schema"
    write_schemas(schemas, vocabularies)
    relative = os.path.relpath(schemas, content).replace(os.sep, "/")
    source = site.source_language if site else messages
    files = render_scaffold(
        kind,
        id,
        language=messages,
        lang=_tags((lang,))[0] if lang else source,
        source_language=source,
        languages=site.languages if site else ("zh-Hans", "en"),
        vocabularies=vocabularies,
        schemas=relative,
    )
    for path in write_scaffold(content, files):
        click.echo(path)
    first = _shown(content / files[0].path)
    for line in _NEXT[messages == "zh-Hans"]:
        click.echo(line.format(path=first))


@cli.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@content_option
def schema(folder: Path, content: Path) -> None:
    """Write JSON Schemas (draft-07), with which editors complete and check fields."""
    from catalog.content import read_site
    from catalog.schema import write_schemas

    _site, vocabularies = read_site(content)
    for path in write_schemas(folder, vocabularies):
        click.echo(path)


def main() -> None:
    """Run the command line; expected errors are messages, bugs keep their traceback."""
    try:
        cli.main(standalone_mode=True)
    except CatalogError as error:
        _say_error(error)
        sys.exit(1)
    except OSError as error:
        trouble = disk_trouble(error)
        if trouble is None:
            raise
        _say_error(trouble)
        sys.exit(1)


# ---- saying things --------------------------------------------------------------------

_WORDS = {
    "nothing-published": ("Nothing was published.", "未发布任何内容。"),
    "damage": (
        "note: cache files that were damaged or of another version, and are made anew: {count}",
        "注意：缓存中有 {count} 个文件已损坏或属于其他版本，将重新生成",
    ),
    "unchanged": ("Nothing has changed.", "没有变化。"),
}
_BOOTH = (
    (
        "{edition}: {companies} companies, {works} works, {languages} languages ({seconds:.1f} s)",
        "  It is in    {out}  {files:,} files, {size:,.1f} MB",
        "  Open        index.html in it, or its start-… file for the full screen",
    ),
    (
        "{edition}：{companies} 家公司，{works} 部作品，{languages} 种语言（{seconds:.1f} 秒）",
        "  位置  {out}  {files:,} 个文件，{size:,.1f} MB",
        "  打开  其中的 index.html；全屏请用 start-… 文件",
    ),
)
_BOOTH_ZIP = ("As a zip    ", "压缩包  ")
_BOOTH_TOLD = (
    "  {all} problems, {errors} of them errors: python build.py check",
    "  {all} 个问题，其中 {errors} 个错误：python build.py check",
)
_BOOTH_WHOLE = (
    "All files are as they were built, and nothing is needed from outside.",
    "所有文件完好，不需要任何外部内容。",
)
_BOOTH_DAMAGED = (
    "missing, or not as they were built: {number} of the files",
    "{number} 个文件缺失或与生成时不同：",
)
_BOOTH_AGAIN = ("copy the whole folder again", "请重新复制整个文件夹")
_NEXT = (
    ("Fill in the lines without “#”, then:", "  python build.py check {path}"),
    ("请填写没有“#”的各行，然后运行：", "  python build.py check {path}"),
)


def _say_error(error: CatalogError) -> None:
    click.secho("error: ", fg="red", bold=True, nl=False, err=True)
    click.echo(error.message, err=True)
    if error.remedy:
        click.secho("  help: ", fg="cyan", nl=False, err=True)
        click.echo(error.remedy, err=True)


def _fail(message: str, where: str) -> NoReturn:
    click.secho(message, fg="red", bold=True, err=True)
    click.echo(f"  {where}", err=True)
    sys.exit(1)


def _print_problems(problems: list[Problem], content: Path, language: str) -> None:
    from catalog import reporting

    if problems:
        color = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        click.echo(reporting.format_text(problems, content, language, color=color))


def _say_built(built: Built, content: Path, summary: str, language: str) -> None:
    _print_problems(built.problems, content, language)
    for note in built.notes:
        click.secho(f"note: {note}", fg="yellow")
    click.echo(summary)


def _say_unchanged(state: dict[str, Any], language: str, took: float) -> None:
    click.echo(f"{_WORDS['unchanged'][language == 'zh-Hans']} ({took:.1f} s)")
    click.echo(state["summary"][language])


def _summary(built: Built, out: Path, report: Path, language: str, took: float | None) -> str:
    errors = sum(p.severity == "error" for p in built.problems)
    warnings = len(built.problems) - errors
    languages = len(built.languages)
    if language == "zh-Hans":
        counts = (
            f"{built.companies} 家公司，{built.works} 部作品，{languages} 种语言，{built.pages} 页"
        )
        told = f"{errors} 个错误，{warnings} 个警告，详见 {_shown(report / 'report.html')}"
        look = f"  位置  {_shown(out)}{os.sep}\n  查看  python build.py serve"
        seconds = f"（{took:.1f} 秒）" if took is not None else ""
    else:
        counts = (
            f"{built.companies} companies, {built.works} works, "
            f"{languages} languages, {built.pages} pages"
        )
        told = f"{errors} errors, {warnings} warnings: see {_shown(report / 'report.html')}"
        look = f"  It is in    {_shown(out)}{os.sep}\n  Look at it  python build.py serve"
        seconds = f" ({took:.1f} s)" if took is not None else ""
    lines = [f"{built.edition}: {counts}{seconds}"]
    if built.problems:
        lines.append(f"  {told}")
    return "\n".join([*lines, look])


def _write_report(checked: Checked, out: Path, content: Path) -> Path:
    """``report/`` beside the output, never in it: it quotes what may be private."""
    from catalog import reporting

    folder = out.resolve().parent / "report"
    folder.mkdir(parents=True, exist_ok=True)
    page = reporting.report_html(checked.problems, content)
    (folder / "report.html").write_text(page, encoding="utf-8")
    told = reporting.report_json(checked.problems)
    (folder / "report.json").write_text(told, encoding="utf-8")
    return folder


def _shown(path: Path) -> str:
    """A path as short as it can be said from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _tags(languages: tuple[str, ...]) -> tuple[str, ...]:
    from catalog.models import normalise_tag

    found = []
    for tag in languages:
        known = normalise_tag(tag)
        if known is None:
            raise CatalogError(f"'{tag}' is not a language tag", "write it like zh-Hans, en or ar")
        found.append(known)
    return tuple(found)


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


def _templates() -> list[Path]:
    """What a build depends on beside the content."""
    return [PROJECT / "theme", PROJECT / "mkdocs.yml"]


def _unfinished(out: Path) -> bool:
    """A killed build left a decided change: it must be carried out first."""
    return (out.resolve().parent / f".{out.name}.staging").exists()


@contextmanager
def _telling_damage(language: str) -> Iterator[None]:
    """One line for all that was passed over in the cache."""
    from catalog.kept import listen_for_damage

    with listen_for_damage() as damage:
        yield
    if damage:
        note = _WORDS["damage"][language == "zh-Hans"].format(count=len(damage))
        click.secho(note, fg="yellow", err=True)


@contextmanager
def _progress(language: str, *, enabled: bool = True) -> Iterator[Callable[[str, int, int], None]]:
    from catalog.progress import show_progress

    if not enabled:
        yield lambda _stage, _done, _total: None
        return
    with show_progress(sys.stderr, language) as listen:
        yield listen


# Commands in modules of their own hang themselves on the group above.
from catalog.cli import printing as _printing  # noqa: E402, F401
