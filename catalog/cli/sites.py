"""``build`` and ``serve``: the edition as a site."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalog.cli import options, terminal
from catalog.cli.options import (
    content_option,
    edition_option,
    jobs_option,
    languages_option,
    messages_option,
    site_option,
)
from catalog.cli.summary import summary
from catalog.core.errors import CatalogError

if TYPE_CHECKING:
    from catalog.build.settings import Built, Checked, Settings
    from catalog.core.fingerprint import Sources

_NOTHING_SHOWN = (
    "Nothing can be shown until this is mended; then the browser reloads by itself.",
    "改正以上问题后才能显示，届时浏览器会自动刷新。",
)
_SHOWN = (
    "{pages} pages, {written} written, {took:.1f} s",
    "{pages} 页，写入 {written} 个文件，用时 {took:.1f} 秒",
)
_SERVED = (
    "It is built again when a file changes, and the browser reloads. Stop with Ctrl+C.",
    "文件有改动时会重新生成，浏览器自动刷新。按 Ctrl+C 停止。",
)
_PUBLIC = (
    "Everybody in this network can read it, also what is not published yet.",
    "同一网络中的任何人都能看到，包括尚未发布的内容。",
)
NOTHING_PUBLISHED = ("Nothing was published.", "未发布任何内容。")


@click.command()
@content_option
@site_option
@edition_option
@languages_option("Only this language; may be repeated.")
@click.option("--strict", is_flag=True, help="Publish nothing if there is any error.")
@click.option(
    "--precompress",
    is_flag=True,
    help="Lay a .br and a .gz beside each page, script and data file, for web servers to send.",
)
@jobs_option
@click.option(
    "--cluster",
    type=options.TEXT,
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
    force: bool,
) -> None:
    """Build an edition into a folder that any web server can serve.

    Records with errors are set aside and reported; the rest is published. The former edition stays
    until the new one is finished. A folder that another command made is refused.
    """
    from catalog.core.fingerprint import output_stamp, read_state, write_state

    click.get_current_context().with_resource(terminal.telling_damage())
    started = time.perf_counter()
    out = options.place(out, content)
    cache, today = options.PROJECT / ".cache", options.today()

    def look() -> Sources:
        return options.look(content, (edition, languages, precompress, today, out.resolve()))

    sources = look()
    state = {} if force else read_state(cache, out)
    same = state.get("fingerprint") == sources.digest and not _unfinished(out)
    if same and not (strict and state["errors"]) and state.get("tree") == output_stamp(out):
        terminal.say_unchanged(state, time.perf_counter() - started)
        return

    from catalog.build.incremental.ledger import forget_ledger
    from catalog.build.pipeline import build_edition
    from catalog.output.folder import hold_output
    from catalog.output.marker import refuse_foreign

    report = _report_folder(out)
    refuse_foreign(report, "report")
    settings = replace(
        options.settings(content, out, edition, jobs),
        languages=options.tags(languages),
        strict=strict,
        cluster=cluster,
        precompress=precompress,
    )
    # Held until report and state are written: they tell of what is then in the output.
    with ExitStack() as held:
        with terminal.progress() as listen:
            waited: list[str] = []

            def waiting() -> None:
                waited.append("for another build")
                listen("waiting", 0, 1)

            held.enter_context(hold_output(out, waiting=waiting))
            if waited:  # much may have changed meanwhile
                sources = look()
            if force:
                forget_ledger(cache, out)
            checked, built = build_edition(replace(settings, sources=sources), listen)
        _write_report(checked, report, content)
        stopping = [p for p in checked.problems if p.effect == "build"]
        terminal.say_problems([p for p in checked.problems if p.effect != "build"], content)
        terminal.say_problems(stopping, content)  # last: it is not to be missed among the rest
        if built is None:
            terminal.fail(terminal.say(NOTHING_PUBLISHED), terminal.shown(report / "report.html"))
        terminal.say_notes(built.notes)
        place = (content, out, report, options.command("serve", content, out, edition))
        took = time.perf_counter() - started
        click.echo(summary(built, *place, terminal.language(), took))
        write_state(
            cache,
            out,
            {
                "fingerprint": sources.digest,
                "tree": output_stamp(out),
                "errors": checked.errors,
                "summary": {tag: summary(built, *place, tag, None) for tag in terminal.LANGUAGES},
            },
        )


def _unfinished(out: Path) -> bool:
    """A killed build left a decided change: it must be carried out first."""
    return (out.resolve().parent / f".{out.name}.staging").exists()


def _report_folder(out: Path) -> Path:
    """``report/`` beside the output, never in it: it quotes what may be private.

    Of another output than ``site/`` it carries the name: two outputs in one folder have two.
    """
    return out.parent / ("report" if out.name == options.SITE.name else f"{out.name}-report")


def _write_report(checked: Checked, folder: Path, content: Path) -> None:
    from catalog.cli import reporting
    from catalog.core.cache import write_whole
    from catalog.output.marker import write_marker

    write_marker(folder, "report")
    page = reporting.report_html(checked.problems, content)
    write_whole(folder / "report.html", page.encode())
    told = reporting.report_json(checked.problems)
    write_whole(folder / "report.json", told.encode())


@click.command()
@content_option
@site_option
@edition_option
@click.option(
    "--port",
    type=options.PORT,
    default=8000,
    show_default=True,
    metavar="N",
    help="0 takes a free one.",
)
@click.option(
    "--host",
    type=options.TEXT,
    metavar="NAME",
    help="Listen to this name or address of the machine; by default nobody else can connect. "
    "0.0.0.0 listens to all, for a look from a phone.",
)
@jobs_option
@messages_option
def serve(
    content: Path, out: Path, edition: str | None, port: int, host: str | None, jobs: int | None
) -> None:
    """Build, show the site on this machine, and rebuild when a file changes.

    The browser reloads by itself. Stop with Ctrl+C.
    """
    import threading

    from catalog.build.pipeline import build_edition
    from catalog.cli.server import LOOPBACK, addresses_of, open_server, watch_folders
    from catalog.output.folder import hold_output
    from catalog.output.marker import refuse_foreign
    from catalog.web.frame.contents import base_path

    out = options.place(out, content)
    refuse_foreign(out)
    server = open_server(out, port, host or LOOPBACK)  # a taken port is told before the build
    settings = options.settings(content, out, edition, jobs)
    asked = (edition, (), settings.today, out.resolve())

    def build_once(settings: Settings) -> tuple[Checked, Built | None]:
        started = time.perf_counter()
        with (
            terminal.telling_damage(),
            terminal.progress() as listen,
            hold_output(out, waiting=lambda: listen("waiting", 0, 1)),
        ):
            checked, built = build_edition(settings, listen)
        terminal.say_problems(checked.problems, content)
        if built:
            took = time.perf_counter() - started
            said = terminal.say(_SHOWN, pages=built.pages, written=built.written, took=took)
            click.echo(said)
        else:
            click.secho(terminal.say(_NOTHING_SHOWN), fg="red", bold=True)
        return checked, built

    sources = options.look(content, asked)
    checked, built = build_once(replace(settings, sources=sources))
    server.base = base_path(checked.catalog.site.url) if checked.catalog else "/"
    within = ""
    if checked.catalog and built and built.edition != checked.catalog.site.edition:
        within = f"{built.edition}/{built.languages[0]}/"  # the root leads to the current one
    for address in addresses_of(server):
        click.secho(f"{address}{within}", bold=True)
    click.echo(terminal.say(_SERVED))
    if server.is_public:
        click.secho(terminal.say(_PUBLIC), fg="yellow")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    # With the server's threads running no process may be forked.
    again = replace(settings, jobs=1)

    def rebuild(paths: set[Path]) -> None:
        nonlocal sources
        sources = sources.after(content.resolve(), paths) or options.look(content, asked)
        try:
            build_once(replace(again, sources=sources))
            server.changes.tell()
        except CatalogError as error:
            terminal.say_error(error)

    stop = threading.Event()
    watched = [content, options.PROJECT / "theme", options.PROJECT / "mkdocs.yml"]
    try:
        watch_folders(watched, rebuild, stop)
    except KeyboardInterrupt:
        pass
    finally:
        stop.set()
        server.shutdown()
        server.server_close()
