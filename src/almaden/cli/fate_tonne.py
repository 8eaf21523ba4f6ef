"""``almaden fate tonne``: what happens to a tonne of mercury that is emitted somewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from almaden.cli.fate_air import Outlines, Step, Winds, air
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.progress import progress_bar
from almaden.cli.written import tell_written

if TYPE_CHECKING:
    from almaden.fate.tonne_result import TonneResult

#: Where the files go if nobody says where.
_FOLDER: Final = Path("almaden-tonne")

_Source = Annotated[
    str, typer.Option("--from", metavar="REGION|LAT,LON", help=_("One of 17 regions of the world, or a point."))
]
_Species = Annotated[
    str | None,
    typer.Option("--species", metavar="hg0|hg2|hgp", help=_("What is emitted; else what the region emits today.")),
]
_Draws = Annotated[int, typer.Option("--draws", metavar="N", help=_("Members of the ensemble that tells ranges."))]
_Seed = Annotated[int, typer.Option("--seed", metavar="N", help=_("Seed of the draws."))]
_Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help=_("Folder for map, tables and a page."))]


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``fate``."""
    app.command(
        help=_(
            "Tell what happens to a tonne of mercury emitted to air: where it comes down, how long it stays in the "
            "air, and where it is after years and centuries, with ranges. A screening model. Map, tables and a page to "
            "keep go into the folder almaden-tonne or into that of --out; with --json only there.\n\n"
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
    step: Step = 5.0,
    meteorology: Winds = None,
    areas: Outlines = None,
    out: _Out = None,
    as_json: AsJson = False,
) -> None:
    """Tell what happens to a tonne."""
    from almaden.fate.atmosphere.receptor_kinds import check_receptor
    from almaden.fate.tonne import tonne_of
    from almaden.fate.tonne_source import checked_species, tonne_source

    # What is wrong with the question is told before winds are read.
    where = tonne_source(source)
    form = checked_species(species, where)
    shapes = None
    if areas is not None:
        check_receptor("area", areas.name, meteorology is not None)
        from almaden.fate.atmosphere.readers.areas import read_areas

        shapes = read_areas(areas)
    model = air(step, meteorology)
    own = model.atmosphere if model.own_winds else None
    with progress_bar(_("Members")) as bar:
        found = tonne_of(
            where, form, members=draws, seed=seed, grid=model.atmosphere.grid, atmosphere=own, areas=shapes,
            progress=bar,
        )  # fmt: skip
    if as_json:
        written = _files(found, out) if out is not None else []
        told = found.as_dict() | dict(model.told) | ({"written": [str(path) for path in written]} if written else {})
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False))
        return
    from almaden.cli.fate_tonne_show import show_tonne

    show_tonne(found, model.findings)
    tell_written(_files(found, out or _FOLDER), as_json)


def _files(found: TonneResult, folder: Path) -> list[Path]:
    from almaden.reports.fate.tonne_files import write_tonne

    return write_tonne(found, folder, LANGUAGE)
