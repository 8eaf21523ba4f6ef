"""The commands of chlor-alkali plants with mercury cells."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from almaden.cli import chloralkali_convert, chloralkali_plants, chloralkali_report, chloralkali_surplus
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written

chloralkali_app = CommandGroup(
    help=_(
        "Chlor-alkali plants with mercury cells. Which still run, what conversion costs, where their mercury goes.\n\n"
        "\b\n"
        "Examples:\n"
        "  almaden chloralkali plants plants.xlsx\n"
        "  almaden chloralkali convert plants.xlsx\n"
        "  almaden chloralkali surplus plants.xlsx"
    )
)


def add_commands(app: CommandGroup) -> None:
    """Add the group ``chloralkali``."""
    for group in (chloralkali_plants, chloralkali_convert, chloralkali_surplus, chloralkali_report):
        group.add_commands(chloralkali_app)
    app.add_typer(chloralkali_app, name="chloralkali")


@chloralkali_app.command(
    help=_(
        "Write a workbook to be filled in. It holds plants, their balances and conversions, with examples.\n\n"
        "\b\n"
        "Examples:\n"
        "  almaden chloralkali template plants.xlsx"
    )
)
def template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Workbook to write; it must not exist."))],
    as_json: AsJson = False,
) -> None:
    """Write the template."""
    from almaden.cli.language import LANGUAGE
    from almaden.reports.chloralkali_template import CHLORALKALI_TEMPLATE

    CHLORALKALI_TEMPLATE.write(file, LANGUAGE)
    tell_written([file], as_json)
