"""``almaden fate months``: deposition through the year."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.fate_air import Emissions, Step, Winds, Year, people, tell_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.progress import progress_bar
from almaden.cli.written import tell_written

if TYPE_CHECKING:
    from almaden.fate.atmosphere.grid import Grid
    from almaden.fate.atmosphere.model import Atmosphere
    from almaden.fate.atmosphere.months import MonthsOfDeposition


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``fate``."""
    app.command(
        help=_(
            "Tell how much of what a region emits comes down on regions, ocean basins and bands of latitude in each "
            "month of a year that repeats itself.\n\n"
            "\b\n"
            "Examples:\n"
            '  almaden fate months --from "East Asia"\n'
            "  almaden fate months --from usa --to arctic --to north-atlantic --grid 10 --out months.csv --json"
        )
    )(months)


def months(
    source: Annotated[str, typer.Option("--from", metavar="REGION", help=_("One of the 17 regions."))],
    to: Annotated[
        list[str] | None,
        typer.Option("--to", metavar="PLACE", help=_("A receptor, perhaps several; else bands of latitude.")),
    ] = None,
    emissions: Emissions = None,
    year: Year = None,
    winds: Winds = None,
    step: Step = 5.0,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=_("Write the months as CSV."))] = None,
    as_json: AsJson = False,
) -> None:
    """Tell what comes down in each month."""
    from almaden.cli.monitoring_input import write_rows
    from almaden.fate.atmosphere.grid import Grid
    from almaden.fate.atmosphere.months import months_of_deposition
    from almaden.fate.atmosphere.receivers import named_receivers
    from almaden.fate.atmosphere.receptors import bands
    from almaden.fate.atmosphere.sources import regional_source

    models, findings = _models(winds, Grid(step))
    wanted = [one.key for one in named_receivers(models[0], to or [band.key for band in bands()])]
    sources = people(models[0], emissions, year)
    chosen = regional_source(sources, source)
    with progress_bar(_("Months")) as bar:
        found = months_of_deposition(
            models, chosen.name, chosen.mg_per_year, wanted, sources.sha256, bar, winds is not None
        )
    if out is not None:
        write_rows(out, found.rows())
    if as_json:
        told = (
            found.as_dict()
            | {"findings": [*findings, *sources.findings]}
            | ({"written": [str(out)]} if out is not None else {})
        )
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    _show(found)
    tell_notes((*findings, *sources.findings), found.caveats, len(found.unverified))
    tell_written([] if out is None else [out], as_json)


def _models(winds: Path | None, grid: Grid) -> tuple[tuple[Atmosphere, ...], tuple[str, ...]]:
    """The model of each month, and what is odd in winds of the user's own."""
    from almaden.fate.atmosphere.months import default_months, months_of_winds

    if winds is None:
        return default_months(grid), ()
    from almaden.fate.atmosphere.readers.meteorology import read_months

    return months_of_winds(read_months(winds), grid)


def _show(found: MonthsOfDeposition) -> None:
    from almaden.cli.monitoring_input import number
    from almaden.cli.show import echo_title
    from almaden.fate.atmosphere.receptors import receptor

    echo_title(_("What comes down in each month, kg, of the emission of {name}").format(name=_(found.name)))
    names = [_(receptor(key).name) for key in found.receptors]
    typer.echo(f"  {_('month'):<8}" + "".join(f"{name:>24}" for name in names))
    for month, row in enumerate(found.deposition_kg, 1):
        typer.echo(f"  {month:<8}" + "".join(f"{number(float(kg)):>24}" for kg in row))
