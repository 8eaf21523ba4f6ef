"""``almaden fate tonne``: what happens to a tonne of mercury that is emitted somewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.progress import progress_bar
from almaden.cli.written import tell_written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from almaden.fate.atmosphere.grid import Grid
    from almaden.fate.atmosphere.model import Atmosphere
    from almaden.wording import Text

_Source = Annotated[
    str, typer.Option("--from", metavar="REGION|LAT,LON", help=_("One of 17 regions of the world, or a point."))
]
_Species = Annotated[
    str | None,
    typer.Option("--species", metavar="hg0|hg2|hgp", help=_("What is emitted; else what the region emits today.")),
]
_Draws = Annotated[int, typer.Option("--draws", metavar="N", help=_("Members of the ensemble that tells ranges."))]
_Seed = Annotated[int, typer.Option("--seed", metavar="N", help=_("Seed of the draws."))]
_Step = Annotated[float, typer.Option("--grid", metavar="DEGREES", help=_("Side of a cell; must divide 180."))]
_Winds = Annotated[
    Path | None,
    typer.Option("--meteorology", metavar="FILE", help=_("Winds of your own, as for 'almaden fate meteorology'.")),
]
_Areas = Annotated[
    Path | None,
    typer.Option("--areas", metavar="FILE", help=_("GeoJSON of countries or watersheds; with --meteorology only.")),
]
_Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help=_("Folder for map, tables and a page."))]


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``fate``."""
    app.command(
        help=_(
            "Tell what happens to a tonne of mercury emitted to air: where it comes down, how long it stays in the "
            "air, and where it is after years and centuries, with ranges. A screening model. Without --out nothing is "
            "written.\n\n"
            "\b\n"
            "Examples:\n"
            '  almaden fate tonne --from "Southeast Asia" --species hg0\n'
            "  almaden fate tonne --from -33.9,18.4 --species hg2 --out cape\n"
            '  almaden fate tonne --from "OECD Europe" --meteorology era5.nc --areas countries.geojson --json'
        )
    )(tonne)


def tonne(
    source: _Source,
    species: _Species = None,
    draws: _Draws = 80,
    seed: _Seed = 1,
    step: _Step = 5.0,
    meteorology: _Winds = None,
    areas: _Areas = None,
    out: _Out = None,
    as_json: AsJson = False,
) -> None:
    """Tell what happens to a tonne."""
    from almaden.fate.atmosphere.grid import Grid
    from almaden.fate.tonne import refuse_areas, tonne_of
    from almaden.fate.tonne_source import checked_species, tonne_source

    # What is wrong with the question is told before winds are read.
    where = tonne_source(source)
    form = checked_species(species, where)
    grid, shapes = Grid(step), None
    if areas is not None:
        refuse_areas(winds=meteorology is not None)
        from almaden.fate.atmosphere.readers.areas import read_areas

        shapes = read_areas(areas)
    air, notes = _winds(meteorology, grid) if meteorology is not None else (None, ())
    with progress_bar(_("Members")) as bar:
        found = tonne_of(
            where, form, members=draws, seed=seed, grid=grid, atmosphere=air, areas=shapes, progress=bar
        )  # fmt: skip
    written = []
    if out is not None:
        from almaden.reports.fate.tonne_files import write_tonne

        written = write_tonne(found, out, LANGUAGE)
    if as_json:
        told = found.as_dict() | ({"written": [str(path) for path in written]} if written else {})
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False))
        return
    from almaden.cli.fate_tonne_show import show_tonne

    show_tonne(found, notes)
    tell_written(written, as_json)


def _winds(file: Path, grid: Grid) -> tuple[Atmosphere, Sequence[Text]]:
    """The model of the user's winds, and what is odd in them."""
    from almaden.fate.atmosphere.model import Atmosphere
    from almaden.fate.atmosphere.parameters import default_parameters
    from almaden.fate.atmosphere.readers.meteorology import read_meteorology
    from almaden.fate.atmosphere.user_circulation import user_circulation

    parameters = default_parameters()
    found = user_circulation(read_meteorology(file, None), grid, parameters)
    return Atmosphere.of(found.circulation, found.climate, parameters), found.findings
