"""What commands on the air of the globe have in common: options, the model, emissions, texts below a result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from almaden.cli.language import _

if TYPE_CHECKING:
    from almaden.fate.atmosphere.beside import Beside
    from almaden.fate.atmosphere.model import Atmosphere
    from almaden.fate.atmosphere.receivers import Receiver
    from almaden.fate.atmosphere.sources import EmissionSources

Step = Annotated[float, typer.Option("--grid", metavar="DEGREES", help=_("Side of a cell; must divide 180."))]
Emissions = Annotated[
    Path | None,
    typer.Option("--emissions", metavar="FILE", help=_("NetCDF grid of what people emit, instead of the program's.")),
]
Year = Annotated[
    int | None,
    typer.Option("--year", help=_("Year of the emissions; the mean of 2010 to 2015 of the program's if left out.")),
]
To = Annotated[
    str,
    typer.Option(
        "--to",
        metavar="PLACE",
        help=_(
            "A region, an ocean basin or a band of latitude, such as arctic; with winds of your own LAT,LON or the "
            "name of an outline too."
        ),
    ),
]
Winds = Annotated[
    Path | None,
    typer.Option("--meteorology", metavar="FILE", help=_("Winds of your own, as for 'almaden fate meteorology'.")),
]
Outlines = Annotated[
    Path | None,
    typer.Option("--areas", metavar="FILE", help=_("GeoJSON of countries or watersheds; with --meteorology only.")),
]


@dataclass(frozen=True)
class Air:
    """The model that a command asks.

    Attributes:
        atmosphere: the model.
        own_winds: whether its winds are the user's.
        findings: what is odd in them.
        told: what the JSON of a result says of them besides; nothing of the climatology.
    """

    atmosphere: Atmosphere
    own_winds: bool
    findings: tuple[str, ...]
    told: Mapping[str, Any]


def air(step: float, winds: Path | None) -> Air:
    """The model of the default climatology, or of winds of the user's own."""
    from almaden.fate.atmosphere.grid import Grid
    from almaden.fate.atmosphere.model import Atmosphere, default_atmosphere
    from almaden.fate.atmosphere.parameters import default_parameters

    grid = Grid(step)
    if winds is None:
        return Air(default_atmosphere(grid), False, (), {})
    from almaden.fate.atmosphere.readers.meteorology import read_meteorology
    from almaden.fate.atmosphere.user_circulation import user_circulation

    parameters = default_parameters()
    found = user_circulation(read_meteorology(winds), grid, parameters)
    atmosphere = Atmosphere.of(found.circulation, found.climate, parameters)
    return Air(atmosphere, True, found.findings, {"meteorology": found.as_dict()})


def wanted(model: Air, name: str, areas: Path | None) -> Receiver:
    """The receptor that a command names."""
    from almaden.fate.atmosphere.readers.areas import read_areas
    from almaden.fate.atmosphere.receivers import named_receivers

    outlines = None if areas is None else read_areas(areas)
    return named_receivers(model.atmosphere, [name], model.own_winds, outlines)[0]


def people(atmosphere: Atmosphere, file: Path | None, year: int | None) -> EmissionSources:
    """What people emit, by region: from a file, or the program's own."""
    from almaden.fate.atmosphere.grid import Grid
    from almaden.fate.atmosphere.readers.emission_grid import read_emission_grid
    from almaden.fate.atmosphere.sources import regional

    if file is None:
        return regional(atmosphere.grid, year=year)
    # Regions are known by degree, so that is how finely a file is told apart by them.
    return regional(atmosphere.grid, read_emission_grid(file, Grid(1.0), year))


def tell_notes(findings: Sequence[str], caveats: Sequence[str], unverified: int) -> None:
    """What is odd, what the model cannot do, and how many numbers nobody read."""
    for one in findings:
        typer.secho(_("Look at this: {finding}").format(finding=_(one)), err=True)
    for one in caveats:
        typer.echo(f"  {_('note')}: {_(one)}")
    typer.echo(_("rests on {count} unverified numbers; --json lists them").format(count=unverified))


def tell_beside(rows: Sequence[Beside]) -> None:
    """Our figures with published ones, and what differs."""
    from almaden.cli.monitoring_input import number

    for one in rows:
        theirs = number(one.value) if one.value is not None else f"{number(one.low)}-{number(one.high)}"
        typer.echo(
            _("  {quantity}: {ours} {unit}; {source}: {theirs}").format(
                quantity=_(one.quantity), ours=number(one.ours), unit=_(one.unit), source=one.source, theirs=theirs
            )
        )
        if one.differs:
            typer.echo(f"      {_(one.differs)}")


def percent(share: float) -> str:
    """A share in percent."""
    from almaden.cli.monitoring_input import number

    return _("{number}%").format(number=number(100.0 * share))
