"""The commands of coal burning: from a template to units, fleets and plans."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import typer

from almaden.cli import (
    coal_fleet,
    coal_inventory,
    coal_plan,
    coal_project,
    coal_rank,
    coal_relevance,
    coal_report,
    coal_tables,
    coal_unit,
)
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written

coal_app = CommandGroup(
    help=_(
        "Coal-fired units. Mercury from the coal to the stack, of one unit or a whole fleet.\n\n"
        "\b\n"
        "Examples:\n"
        "  almaden coal template units.xlsx\n"
        "  almaden coal unit units.xlsx\n"
        "  almaden coal fleet Global-Coal-Plant-Tracker-July-2024.xlsx --country IDN"
    )
)

Kind: TypeAlias = Literal["power", "industrial"]


def add_commands(app: CommandGroup) -> None:
    """Add the group ``coal``."""
    for group in (
        coal_unit,
        coal_fleet,
        coal_rank,
        coal_relevance,
        coal_project,
        coal_plan,
        coal_report,
        coal_inventory,
        coal_tables,
    ):
        group.add_commands(coal_app)
    app.add_typer(coal_app, name="coal")


@coal_app.command(
    help=_(
        "Write a workbook to be filled in. It holds units or boilers, their coals and tests, with examples.\n\n"
        "\b\n"
        "Examples:\n"
        "  almaden coal template units.xlsx\n"
        "  almaden coal template boilers.xlsx --kind industrial"
    )
)
def template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Workbook to write; it must not exist."))],
    kind: Annotated[Kind, typer.Option("--kind", help=_("Units of power plants, or boilers of industry."))] = "power",
    as_json: AsJson = False,
) -> None:
    """Write the template."""
    from almaden.cli.language import LANGUAGE
    from almaden.reports.coal_template import write_coal_template

    write_coal_template(file, kind, LANGUAGE)
    tell_written([file], as_json)
