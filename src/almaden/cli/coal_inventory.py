"""``almaden coal inventory``: a fleet as the folder of an inventory."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from almaden.cli.coal_input import CoalFile, RanIn, Year, read_units, show_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``coal``."""
    app.command(
        help=_(
            "Write the units of a country as an inventory. Those that operate, in the source categories 5.1.1 and "
            "5.1.2 with activity rates, input factors and shares of output of their own.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden coal inventory Global-Coal-Plant-Tracker-July-2024.xlsx --country ZAF --out zaf-coal\n"
            "  almaden inventory run zaf-coal"
        )
    )(inventory)


def inventory(
    file: CoalFile,
    country: Annotated[str, typer.Option("--country", metavar="ISO3", help=_("The country: ZAF."))],
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help=_("Folder or workbook (.xlsx) to write."))],
    year: Year = None,
    ran_in: RanIn = None,
    as_json: AsJson = False,
) -> None:
    """Write an inventory."""
    from almaden.cli.language import LANGUAGE
    from almaden.reports.inventory_files import write_inventory
    from almaden.sectors.coal.as_inventory import as_inventory

    found = read_units(file, [country], year, ran_in)
    units = [unit for unit in found.units if unit.status == "operating"]
    data = as_inventory(units, country.upper(), found.year, _("Coal-fired units one by one"))
    write_inventory(data, out, LANGUAGE)
    if not as_json:
        show_notes((*found.notes, *found.asked))
    tell_written([out], as_json, [_("Next: almaden inventory run {path}").format(path=out)])
