"""The command ``almaden``: its global options and its groups of commands.

How a group of commands is added: write a module ``almaden/cli/<noun>.py`` with

- ``from almaden.cli.language import _`` and every text that a user reads as ``_("...")``,
- a group ``<noun>_app = CommandGroup(help=_("..."))`` from :mod:`almaden.cli.help` and functions under
  ``@<noun>_app.command(help=_("..."))``, each with an example in its help,
- ``def add_commands(app: CommandGroup) -> None`` that calls ``app.add_typer(<noun>_app, name="<noun>")``, or
  ``app.command("<noun>")(function)`` for a single command,

and call its ``add_commands`` in :func:`build_app`. Import what calculates inside the functions: the help of
one command must not wait for the libraries of another. A command returns nothing when it is done, raises
``typer.Exit(1)`` when a check failed, and lets every :class:`~almaden.errors.AlmadenError` pass. A parameter
``ctx: typer.Context`` gives ``ctx.obj``, the :class:`~almaden.cli.failures.Options`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import typer
from typer.core import TyperGroup
from typer.main import get_group

from almaden import __version__
from almaden.cli import (
    chloralkali,
    coal,
    convention,
    data,
    demo,
    edition,
    factors,
    fate,
    gold,
    inventory,
    journal,
    ledger,
    monitoring,
    partnership,
    products,
    serve,
    supply,
    trade,
    upkeep,
    user,
)
from almaden.cli.failures import Options
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.logging import start_logging


@cache
def build_command() -> TyperGroup:
    """What runs a command line. Made once: each time it is built, groups would hold their commands once more."""
    return get_group(build_app())


def build_app() -> CommandGroup:
    """Put the command together: the global options and every group of commands, without what calculates."""
    app = CommandGroup(
        help=_(
            "Almaden: how much mercury enters a society, where it leaves, and how sure that is.\n\n"
            "Every command has its own help: almaden COMMAND --help. "
            "The options --verbose and --log-file may stand anywhere on the command line."
        )
    )
    app.callback()(_options)
    for group in (
        demo,
        inventory,
        coal,
        gold,
        chloralkali,
        products,
        trade,
        supply,
        ledger,
        monitoring,
        fate,
        factors,
        convention,
        partnership,
        edition,
        upkeep,
        data,
        serve,
        user,
        journal,
    ):
        group.add_commands(app)
    return app


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"almaden {__version__}")
        raise typer.Exit


def _options(
    ctx: typer.Context,
    verbose: Annotated[
        bool, typer.Option("--verbose", help=_("Show what is being done, and the details of a fault."))
    ] = False,
    log_file: Annotated[
        Path | None, typer.Option("--log-file", metavar="FILE", help=_("Write the log to this file."))
    ] = None,
    lang: Annotated[
        Literal["en", "fr", "es"] | None,
        typer.Option("--lang", help=_("Language of help and messages; also the variable ALMADEN_LANG.")),
    ] = None,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help=_("Show the version and exit.")),
    ] = False,
) -> None:
    options: Options = ctx.obj
    options.verbose = verbose
    options.log_file = start_logging(verbose, log_file, options.arguments)
