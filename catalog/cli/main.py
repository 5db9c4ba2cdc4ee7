"""The command line: everything that a person types, and everything that is said to them."""

from __future__ import annotations

import sys

import click

from catalog import __version__
from catalog.cli.booths import booth
from catalog.cli.printing import print_
from catalog.cli.records import check, new, schema
from catalog.cli.sites import build, serve
from catalog.cli.terminal import say_error
from catalog.core.errors import CatalogError, disk_trouble


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88})
@click.version_option(__version__, prog_name="catalog")
def cli() -> None:
    """Make a trade-fair catalogue from YAML records.

    \b
    Exhibitors:  new company my-studio   then   check
    Organizers:  build   then   serve
    """


for _command in (build, booth, check, serve, new, schema, print_):
    cli.add_command(_command)


def main() -> None:
    """Run the command line; expected errors are messages, bugs keep their traceback."""
    try:
        cli.main(standalone_mode=True)
    except CatalogError as error:
        say_error(error)
        sys.exit(1)
    except OSError as error:
        trouble = disk_trouble(error)
        if trouble is None:
            raise
        say_error(trouble)
        sys.exit(1)
