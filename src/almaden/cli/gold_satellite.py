"""``almaden gold satellite``: mined land seen by satellites, by place and year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.progress import progress_bar
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from almaden.sectors.gold.area_proxy import Factor
    from almaden.sectors.gold.area_records import AreaPolygons, AreaTable

_Files: TypeAlias = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...", help=_("GeoJSON of mined land, one file for each date; or one table by administrative unit.")
    ),
]
_Boundaries: TypeAlias = Annotated[
    Path | None,
    typer.Option("--boundaries", metavar="FILE", help=_("GeoJSON of borders that polygons are parted by.")),
]
_Protected: TypeAlias = Annotated[
    Path | None,
    typer.Option("--protected", metavar="FILE", help=_("GeoJSON of protected areas: mined land inside them.")),
]
_By: TypeAlias = Annotated[
    Literal["country", "admin", "year"],
    typer.Option("--by", help=_("Places: countries, administrative units, or dates alone.")),
]
_Year: TypeAlias = Annotated[
    int | None, typer.Option("--year", min=1950, max=2100, help=_("Year of polygons that tell none."))
]
_Stock: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--stock",
        metavar="YEAR",
        min=1950,
        max=2100,
        help=_("Land dated until this year was mined before; later dates are what is new. Otherwise 2018."),
    ),
]
_Factor: TypeAlias = Annotated[
    float | None, typer.Option("--factor", metavar="KG", help=_("Mercury for a newly mined hectare, kg; no default."))
]
_Gold: TypeAlias = Annotated[
    float | None, typer.Option("--gold", metavar="G", help=_("Gold of a newly mined hectare, g; with --ratio."))
]
_Ratio: TypeAlias = Annotated[
    float | None, typer.Option("--ratio", metavar="KG/KG", help=_("Mercury for gold; with --gold."))
]
_FactorRange: TypeAlias = Annotated[
    tuple[float, float] | None,
    typer.Option("--factor-range", metavar="LOW HIGH", help=_("95 % range of the factor; 0.05 5.")),
]
_GoldRange: TypeAlias = Annotated[
    tuple[float, float] | None, typer.Option("--gold-range", metavar="LOW HIGH", help=_("95 % range of the gold."))
]
_RatioRange: TypeAlias = Annotated[
    tuple[float, float] | None, typer.Option("--ratio-range", metavar="LOW HIGH", help=_("95 % range of the ratio."))
]
_Out: TypeAlias = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help=_("Write cells of 0.1 degree that may be published (.geojson).")),
]


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``gold``."""
    app.command(
        help=_(
            "Mined land seen by satellites, by place and year: the layers of Amazon Mining Watch, its tables, or "
            "polygons of your own. Areas are those on the ellipsoid; what is listed twice counts once.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden gold satellite national_admin_yearly.json\n"
            "  almaden gold satellite mining_201800.geojson mining_202400.geojson --boundaries national_admin.geojson\n"
            "  almaden gold satellite mining_201800.geojson mining_202400.geojson --factor 0.5 --factor-range 0.05 5"
        )
    )(satellite)


def satellite(
    files: _Files,
    boundaries: _Boundaries = None,
    protected: _Protected = None,
    by: _By = "country",
    year: _Year = None,
    stock: _Stock = None,
    factor: _Factor = None,
    factor_range: _FactorRange = None,
    gold: _Gold = None,
    gold_range: _GoldRange = None,
    ratio: _Ratio = None,
    ratio_range: _RatioRange = None,
    out: _Out = None,
    as_json: AsJson = False,
) -> None:
    """Add mined land up."""
    from almaden.cli.gold_satellite_show import show_mined_land
    from almaden.sectors.gold.mined import mined_land
    from almaden.sectors.gold.readers.regions_geojson import read_boundaries, read_protected

    proxied = _factor((factor, factor_range), (gold, gold_range), (ratio, ratio_range))
    found = _read(files, year)
    with progress_bar(_("Borders")) as bar:
        result = mined_land(
            found,
            read_boundaries(boundaries) if boundaries else None,
            read_protected(protected) if protected else None,
            by=by,
            stock_year=stock,
            factor=proxied,
            progress=bar,
        )
    if out is not None:
        _write_cells(found, out)
    if as_json:
        typer.echo(result.to_json())
        return
    show_mined_land(result)
    if out is not None:
        tell_written([out], as_json)


def _read(files: Sequence[Path], year: int | None) -> list[AreaPolygons | AreaTable]:
    """All files, or the faults of all of them."""
    from almaden.sectors.gold.readers.areas import read_areas

    found: list[AreaPolygons | AreaTable] = []
    faults: list[Fault] = []
    with progress_bar(_("Files")) as bar:
        for count, file in enumerate(files, start=1):
            try:
                found.append(read_areas(file, year=year))
            except InputError as error:
                faults.extend(error.faults)
            if bar:
                bar(count, len(files))
    if faults:
        raise InputError(faults)
    return found


#: A number of the command line with its range, as far as they are given.
_Given: TypeAlias = "tuple[float | None, tuple[float, float] | None]"


def _factor(factor: _Given, gold: _Given, ratio: _Given) -> Factor | None:
    from almaden.sectors.gold.area_proxy import factor_of_area, factor_of_gold

    given = tuple(any(part is not None for part in one) for one in (factor, gold, ratio))
    if not any(given):
        return None
    if given == (True, False, False) and factor[0] is not None:
        return factor_of_area(factor[0], factor[1])
    if given == (False, True, True) and gold[0] is not None and ratio[0] is not None:
        return factor_of_gold(gold[0], ratio[0], gold[1], ratio[1])
    raise InputError(
        Fault(
            n_("the factor is not told in one way"),
            accepted=n_("--factor with or without its range; or --gold and --ratio together"),
            advice=n_("the program has no factor of its own: take one from a survey of the region"),
        )
    )


def _write_cells(files: Sequence[AreaPolygons | AreaTable], out: Path) -> None:
    import json

    from almaden.reports.files import write_atomically
    from almaden.sectors.gold.area_records import AreaPolygons
    from almaden.sectors.gold.blur import cells, cells_as_geojson

    layers = [one for one in files if isinstance(one, AreaPolygons)]
    if not layers:
        raise InputError(
            Fault(
                n_("a table has no places that cells could be made of"),
                column="--out",
                advice=n_("give the polygons, or leave the option out"),
            )
        )
    told = cells_as_geojson(tuple(cell for layer in layers for cell in cells(layer)))
    write_atomically(out, json.dumps(told).encode("utf-8"))
