"""``python -m benchmarks --help``."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

import click

from benchmarks import words

HERE = Path(__file__).resolve().parent
PEER_NAMES = ("mkdocs", "hugo", "eleventy", "zensical")


def _tell(line: str) -> None:
    click.echo(f"{time.strftime('%H:%M:%S')} {line}", err=True)


scratch_option = click.option(
    "--scratch",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Folder for what is built; by default a temporary one. It needs a real disk.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Measure how fast editions are built, beside other site generators."""


@cli.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--works", type=click.IntRange(20, 1_000_000), default=1000, show_default=True)
@click.option("--languages", type=click.IntRange(1, 6), default=3, show_default=True)
@click.option("--pictures", type=click.IntRange(0), default=0, help="Distinct covers; 0 for none.")
@click.option("--seed", type=int, default=1, show_default=True)
def make(folder: Path, works: int, languages: int, pictures: int, seed: int) -> None:
    """Write an invented edition into FOLDER: a content folder for `build.py`."""
    from benchmarks.fair import Fair
    from benchmarks.make import write_fair

    started = time.perf_counter()
    fair = Fair(works, words.LANGUAGES[:languages], seed, pictures)
    files = write_fair(fair, folder)
    took = time.perf_counter() - started
    click.echo(
        f"{works} works, {fair.companies} companies, {fair.families} families, "
        f"{fair.halls} halls: {files} files in {took:.1f} s"
    )


@cli.command()
@click.option("--works", type=click.IntRange(20, 1_000_000), default=10_000, show_default=True)
@click.option("--languages", type=click.IntRange(1, 6), default=3, show_default=True)
@click.option("--changes", type=click.IntRange(1, 1000), default=10, show_default=True)
@scratch_option
def serve(works: int, languages: int, changes: int, scratch: Path | None) -> None:
    """Time from a changed text to the browser that `build.py serve` reloads."""
    from benchmarks.serving import summarise, time_serving

    with tempfile.TemporaryDirectory(prefix="catalog-serve-") as temporary:
        taken = time_serving(works, languages, changes, scratch or Path(temporary))
    click.echo(summarise(taken))


@cli.command()
def install() -> None:
    """Install Hugo, Zensical, Eleventy and sharp into benchmarks/.peers/."""
    from benchmarks.install import install as install_peers

    install_peers(click.echo)


@cli.command()
@click.option("--sizes", default="1000,10000", show_default=True, help="Works, with commas.")
@click.option("--runs", type=click.IntRange(1, 99), default=3, show_default=True)
@click.option("--languages", type=click.IntRange(1, 6), default=3, show_default=True)
@click.option(
    "--peers",
    default=",".join(PEER_NAMES),
    show_default=True,
    help="Which to measure, with commas; 'none' for this project alone.",
)
@click.option(
    "--covers", type=click.IntRange(0), default=1000, show_default=True, help="0: no pictures."
)
@scratch_option
def run(
    sizes: str, runs: int, languages: int, peers: str, covers: int, scratch: Path | None
) -> None:
    """Measure, print a table, and write results/<time>.json, .md and .svg."""
    from benchmarks.machine import Noise
    from benchmarks.pictures import measure_pictures
    from benchmarks.run import run_sizes
    from benchmarks.show import print_result, render_markdown, render_plot

    try:
        wanted = sorted({int(size) for size in sizes.split(",") if size})
    except ValueError:
        raise click.BadParameter("write it like 1000,10000", param_hint="--sizes") from None
    names = [] if peers == "none" else [name for name in peers.split(",") if name]
    if unknown := sorted(set(names) - set(PEER_NAMES)):
        raise click.BadParameter(f"there is no {', '.join(unknown)}", param_hint="--peers")
    with tempfile.TemporaryDirectory(prefix="benchmarks-", dir=scratch) as folder:
        result = run_sizes(
            wanted, languages=languages, runs=runs, peers=names, scratch=Path(folder), tell=_tell
        )
        if covers:
            noise = Noise()
            result["pictures"] = measure_pictures(covers, runs, Path(folder), noise, _tell)
            result["pictures"]["noise"] = noise.report()
        print_result(result)
        target = HERE / "results" / time.strftime("%Y%m%d-%H%M%S")
        target.parent.mkdir(exist_ok=True)
        told = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
        target.with_suffix(".json").write_text(told, encoding="utf-8")
        target.with_suffix(".md").write_text(render_markdown(result), encoding="utf-8")
        if plot := render_plot(result):
            target.with_suffix(".svg").write_text(plot, encoding="utf-8")
        click.echo(f"written: {target}.json, .md, .svg")
        click.echo("deleting what was built", err=True)


@cli.command()
@click.option("--works", type=click.IntRange(20, 1_000_000), default=1000, show_default=True)
@click.option("--languages", type=click.IntRange(1, 6), default=3, show_default=True)
@click.option(
    "--step",
    type=click.Choice(("cold", "pages", "change")),
    default="cold",
    show_default=True,
    help="As in `run`; 'pages' is a cold build that knows the drawn covers.",
)
@click.option("--lines", type=click.IntRange(1), default=40, show_default=True)
@scratch_option
def profile(works: int, languages: int, step: str, lines: int, scratch: Path | None) -> None:
    """Show in which functions our own build spends its CPU time."""
    from rich.console import Console

    from benchmarks.profile import profile_build

    with tempfile.TemporaryDirectory(prefix="benchmarks-", dir=scratch) as folder:
        for table in profile_build(works, languages, step, Path(folder), lines):
            Console(soft_wrap=True).print(table)


@cli.command()
@scratch_option
def smoke(scratch: Path | None) -> None:
    """Do all of it once, with 60 works, to see that it works."""
    from benchmarks.smoke import run_smoke

    with tempfile.TemporaryDirectory(prefix="benchmarks-", dir=scratch) as folder:
        run_smoke(Path(folder), _tell)
    click.echo("the benchmark works")


if __name__ == "__main__":
    cli(prog_name="python -m benchmarks")
