"""``almaden ledger``: mercury from cradle to disposal, lot by lot, entry by entry."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from almaden.cli import ledger_check, ledger_read, ledger_write
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written

ledger_app = CommandGroup(
    help=_(
        "Mass ledgers of mercury. Every lot from its origin to its disposal; nothing appears or is lost without an "
        "entry.\n\n"
        "Entries are only ever added: a mistake is taken back by a correction. Offices and companies are named, never "
        "persons.\n\n"
        "\b\n"
        "1. almaden ledger template entries.xlsx\n"
        "2. almaden ledger check entries.xlsx\n"
        '3. almaden ledger new --country GHA --title "Recovered mercury"\n'
        "4. almaden ledger import entries.xlsx"
    )
)


def add_commands(app: CommandGroup) -> None:
    """Add the group ``ledger``."""
    for group in (ledger_write, ledger_read, ledger_check):
        group.add_commands(ledger_app)
    app.add_typer(ledger_app, name="ledger")


@ledger_app.command(
    help=_(
        "Write a workbook to be filled in. It holds one line for each entry, with examples.\n\n"
        "\b\n"
        "Example:\n"
        "  almaden ledger template entries.xlsx"
    )
)
def template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Workbook to write; it must not exist."))],
    as_json: AsJson = False,
) -> None:
    """Write the template."""
    from almaden.cli.language import LANGUAGE
    from almaden.reports.ledger_template import LEDGER_TEMPLATE

    LEDGER_TEMPLATE.write(file, LANGUAGE)
    tell_written([file], as_json, [_("Next: almaden ledger check {path}").format(path=file)])
