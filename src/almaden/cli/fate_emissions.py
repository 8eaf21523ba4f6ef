"""``almaden fate emissions``: what is emitted where, on the grid of the atmosphere."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.fate.atmosphere.emission import GriddedEmission
    from almaden.fate.atmosphere.grid import Grid

_File = Annotated[Path | None, typer.Option("--file", metavar="FILE", help=_("NetCDF grid of emissions."))]
_Year = Annotated[
    int | None,
    typer.Option(
        "--year",
        help=_(
            "Year of the file, where it holds several, or of the emission of the world that comes with the program."
        ),
    ),
]
_Area = Annotated[
    Path | None, typer.Option("--area", metavar="FILE", help=_("NetCDF file with the areas of the cells of the file."))
]
_Facilities = Annotated[
    Path | None,
    typer.Option(
        "--facilities", metavar="FILE", help=_("Table of sources: latitude, longitude, emission, unit, kind.")
    ),
]
_Totals = Annotated[
    Path | None,
    typer.Option("--totals", metavar="FILE", help=_("Table of totals: region, total, unit, kind; with --proxy.")),
]
_Proxy = Annotated[
    Path | None,
    typer.Option("--proxy", metavar="FILE", help=_("NetCDF grid of what totals are spread by, such as people.")),
]
_Regions = Annotated[
    Path | None,
    typer.Option(
        "--regions", metavar="FILE", help=_("NetCDF masks of regions, one variable each: of totals, or to sum by.")
    ),
]
_Evenly = Annotated[bool, typer.Option("--evenly", help=_("Spread regions without any proxy evenly over their area."))]
_Kind = Annotated[str, typer.Option("--kind", metavar="KIND", help=_("Kind of source, for files of mercury in total."))]
_Step = Annotated[float, typer.Option("--grid", metavar="DEGREES", help=_("Side of a cell; must divide 180."))]
_Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help=_("Write the cells: .nc, .csv or .geojson."))]

#: Side of the cells by which masks of regions part an emission, degrees.
_FINE: Final = 1.0


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``fate``."""
    app.command(
        help=_(
            "Put emissions to air onto a grid: from a NetCDF file, from sources at points, or from totals of regions "
            "and a proxy. Without any, the emission of the world that comes with the program.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden fate emissions --grid 5 --year 2015\n"
            "  almaden fate emissions --file edgar.nc --year 2012 --out edgar.csv\n"
            "  almaden fate emissions --facilities plants.csv --grid 2.5 --out plants.geojson\n"
            "  almaden fate emissions --totals totals.csv --proxy people.nc --regions masks.nc --json"
        )
    )(emissions)


def emissions(
    file: _File = None,
    year: _Year = None,
    area: _Area = None,
    facilities: _Facilities = None,
    totals: _Totals = None,
    proxy: _Proxy = None,
    regions: _Regions = None,
    evenly: _Evenly = False,
    kind: _Kind = "other",
    step: _Step = 5.0,
    out: _Out = None,
    as_json: AsJson = False,
) -> None:
    """Put emissions onto a grid."""
    given = [name for name, one in (("--file", file), ("--facilities", facilities), ("--totals", totals)) if one]
    lost = (file is None and area is not None) or (year is not None and given not in ([], ["--file"]))
    lost = lost or (evenly and totals is None) or (kind != "other" and file is None)
    if len(given) > 1 or (totals is None) != (proxy is None) or lost:
        raise InputError(
            Fault(n_("it is not clear what to make the emission of"), value=", ".join(given),
                  accepted=n_("one of --file, --facilities, or --totals with --proxy"),
                  advice=n_("give --area and --kind with --file only, --evenly with --totals, --year without tables"))
        )  # fmt: skip
    from almaden.fate.atmosphere.grid import Grid

    def made(grid: Grid) -> GriddedEmission:
        if file is not None:
            from almaden.fate.atmosphere.readers.emission_grid import read_emission_grid

            return read_emission_grid(file, grid, year, area=area, kind=kind)
        if facilities is not None:
            from almaden.fate.atmosphere.made_emission import grid_facilities
            from almaden.fate.atmosphere.readers.emission_tables import read_facilities

            return grid_facilities(read_facilities(facilities), grid, _sha256(facilities))
        if totals is not None and proxy is not None:
            return _from_totals(totals, proxy, regions, evenly, grid)
        from almaden.fate.atmosphere.default_emission import default_emissions

        return default_emissions(grid, year)

    found = made(Grid(step))
    # Large cells hold parts of several regions, among which nothing tells them apart.
    summed = {} if regions is None else _by_region(made(Grid(min(step, _FINE))), regions)
    if out is not None:
        _write(found, out)
    if as_json:
        told = (
            found.as_dict()
            | ({"regions": summed} if summed else {})
            | ({"written": str(out)} if out is not None else {})
        )
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    _show(found, summed)
    if out is not None:
        tell_written([out], as_json)


def _from_totals(totals: Path, proxy: Path, regions: Path | None, evenly: bool, grid: Grid) -> GriddedEmission:
    from almaden.fate.atmosphere.made_emission import grid_totals, whole_world
    from almaden.fate.atmosphere.readers.emission_tables import read_totals
    from almaden.fate.atmosphere.readers.grid_fields import read_proxy, read_region_shares

    shares = whole_world(grid) if regions is None else read_region_shares(regions, grid)
    told = read_totals(totals)
    return grid_totals(told, shares, read_proxy(proxy, grid), grid, evenly=evenly, sha256=_sha256(totals, proxy))


def _sha256(*paths: Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def _write(found: GriddedEmission, out: Path) -> None:
    from almaden.reports.fate.grids import GridField, write_grid
    from almaden.reports.monitoring.about import ExportAbout

    fields = [
        GridField(f"emission_{one}", values, "Mg year-1", f"emission of {one} to air", of_cell=True)
        for one, values in found.mg_per_year.items()
    ]
    citation = "; ".join(dict.fromkeys(one.source for one in found.origins))
    write_grid(out, fields, found.grid, ExportAbout(found.name, citation))


def _by_region(found: GriddedEmission, regions: Path) -> dict[str, float]:
    from almaden.fate.atmosphere.proxies import by_region
    from almaden.fate.atmosphere.readers.grid_fields import read_region_shares

    return by_region(found, read_region_shares(regions, found.grid))


def _show(found: GriddedEmission, by_region: dict[str, float]) -> None:
    from almaden.cli.monitoring_input import number
    from almaden.cli.show import echo_title

    echo_title(_("Emission to air: {name}").format(name=_(found.name)))
    typer.echo(
        _("grid of {step} degrees, {rows} x {columns} cells; Mg/yr").format(
            step=f"{found.grid.step:g}", rows=found.grid.rows, columns=found.grid.columns
        )
    )
    names = {"hg0": _("elemental vapour"), "hg2": _("oxidised vapour"), "hgp": _("on particles")}
    rows = [(names[one], mg) for one, mg in found.totals().items()]
    rows += [(_("all"), found.total_mg_per_year), *((_(name), mg) for name, mg in found.bands().items())]
    rows += by_region.items()
    for name, mg in rows:
        typer.echo(f"  {name:<20} {number(mg):>12}")
    typer.echo(_("Mass before and after it was put on the grid: the same, checked."))
    for finding in found.findings:
        typer.secho(_("Look at this: {finding}").format(finding=_(finding)), err=True)
    if found.unverified:
        typer.echo(_("rests on {count} unverified numbers; --json lists them").format(count=len(found.unverified)))
