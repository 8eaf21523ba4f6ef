"""``almaden fate meteorology``: what a file of winds and weather holds, and what the model makes of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.progress import progress_bar

if TYPE_CHECKING:
    from almaden.fate.atmosphere.user_circulation import UserCirculation

_File = Annotated[Path, typer.Argument(metavar="FILE", help=_("NetCDF file of winds, such as of ERA5 or MERRA-2."))]
_Month = Annotated[
    int | None, typer.Option("--month", min=1, max=12, help=_("One month; else the mean of all months of the file."))
]
_Step = Annotated[float, typer.Option("--grid", metavar="DEGREES", help=_("Side of a cell; must divide 180."))]


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``fate``."""
    app.command(
        help=_(
            "Read winds and weather of your own and tell what was found in them, what has to come from the "
            "climatology, how much the streams of air had to be corrected, and how fast the hemispheres exchange "
            "their air with these winds.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden fate meteorology era5.nc\n"
            "  almaden fate meteorology era5.nc --month 7 --grid 2.5 --json"
        )
    )(meteorology)


def meteorology(file: _File, month: _Month = None, step: _Step = 5.0, as_json: AsJson = False) -> None:
    """Tell what a file of winds and weather holds."""
    from almaden.fate.atmosphere.climatology import circulation
    from almaden.fate.atmosphere.grid import Grid
    from almaden.fate.atmosphere.parameters import default_parameters
    from almaden.fate.atmosphere.readers.meteorology import read_meteorology
    from almaden.fate.atmosphere.slowest import slowest_exchange_years
    from almaden.fate.atmosphere.user_circulation import user_circulation

    grid, parameters = Grid(step), default_parameters()
    with progress_bar(_("Winds")) as tell:
        done = tell or (lambda part, of: None)
        read = read_meteorology(file, month)
        done(1, 3)
        found = user_circulation(read, grid, parameters)
        exchange = {"exchange_years": slowest_exchange_years(found.circulation)}
        done(2, 3)
        exchange["exchange_years_climatology"] = slowest_exchange_years(circulation(grid, parameters, month))
    if as_json:
        typer.echo(json.dumps(found.as_dict() | exchange, ensure_ascii=False, indent=2))
        return
    _show(found, exchange)


def _show(found: UserCirculation, exchange: dict[str, float]) -> None:
    from almaden.cli.coal_input import show_notes
    from almaden.cli.show import echo_title
    from almaden.wording import shown

    show_notes(found.findings)
    echo_title(_("Meteorology of {file}").format(file=found.name))
    typer.echo(_("months: {months}").format(months=", ".join(map(str, found.months)) or _("not told")))
    for part, source in found.sources.items():
        typer.echo(f"  {_(part):34} {_(source)}")
    typer.echo(
        _("streams of air corrected by {share} % so that no air is made or lost").format(
            share=shown(100 * found.corrected_share)
        )
    )
    typer.echo(
        _(
            "exchange between the hemispheres, if these winds lasted: {years} years; with the climatology {other}"
        ).format(years=shown(exchange["exchange_years"]), other=shown(exchange["exchange_years_climatology"]))
    )
    typer.echo(_("rests on {count} unverified numbers; --json lists them").format(count=len(found.unverified)))
