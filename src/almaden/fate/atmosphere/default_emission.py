"""The package's own emission of the world, which stands in where a user has none; and totals of its regions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from almaden.errors import AlmadenError
from almaden.fate.atmosphere.emission import SPECIES, GriddedEmission, check_kept
from almaden.fate.atmosphere.grid import Grid
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.wording import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TABLE = "fate/emission_pattern"


@dataclass(frozen=True)
class RegionalTotal:
    """What one region of the world emits in one year.

    Attributes:
        region: name of the region, one of 17.
        year: the year.
        total_mg: all mercury to air, Mg.
        hg0_mg: of it elemental, Mg.
        origin: where it was read.
    """

    region: str
    year: int
    total_mg: float
    hg0_mg: float
    origin: Origin


def default_emissions(grid: Grid, year: int | None = None) -> GriddedEmission:
    """Anthropogenic emission of the world on a grid: the mean of 2010 to 2015, or that of a year.

    It is kept on a grid of its own. On a finer one it is even within each of its cells. For a year the pattern of each
    region is brought to the total of the region in that year.

    Args:
        grid: the cells wanted.
        year: a year of the table ``fate/regional_totals``, or None for the mean.

    Raises:
        AlmadenError: the table has no such year.
    """
    import numpy as np

    found = _pattern()
    if year is None:
        return _put(grid, found.species(found.regions), found.origin.quantity, (found.origin,))
    totals = regional_totals(year)
    parts = [_of_year(region, totals) for region in found.regions]
    mg = {one: np.sum([part[one] for part in parts], axis=0) for one in SPECIES}
    origins = (found.origin, *(one.origin for one in totals.values()))
    return _put(grid, mg, Text("anthropogenic emission of the world in {year}", year=str(year)), origins)


def regional_emissions(grid: Grid, year: int | None = None) -> dict[str, GriddedEmission]:
    """What each of the 17 regions emits on a grid, by region: the mean of 2010 to 2015, or that of a year.

    A cell on a border or coast holds what each region emits in it; the regions add to :func:`default_emissions`.

    Raises:
        AlmadenError: the table has no such year.
    """
    found = _pattern()
    if year is None:
        return {one: _put(grid, found.species((one,)), one, (found.origin,)) for one in found.regions}
    totals = regional_totals(year)
    return {one: _put(grid, _of_year(one, totals), one, (found.origin, totals[one].origin)) for one in found.regions}


def _of_year(region: str, totals: Mapping[str, RegionalTotal]) -> dict[str, NDArray[np.float64]]:
    """The pattern of a region brought to its total of a year."""
    part = _pattern().species((region,))
    factor = totals[region].total_mg / sum(float(one.sum()) for one in part.values())
    return {one: factor * values for one, values in part.items()}


def _put(grid: Grid, mg: Mapping[str, NDArray[np.float64]], name: str, origins: tuple[Origin, ...]) -> GriddedEmission:
    from almaden.fate.atmosphere.regrid import Edges, regrid_mass

    source = Grid(_pattern().step)
    put = {one: regrid_mass(values, Edges.of(source), Edges.of(grid)) for one, values in mg.items()}
    check_kept(sum(float(one.sum()) for one in mg.values()), sum(float(one.sum()) for one in put.values()))
    return GriddedEmission(grid, put, name, origins)


def regional_totals(year: int) -> dict[str, RegionalTotal]:
    """Totals of the 17 regions in a year, by region.

    Raises:
        AlmadenError: the table has no such year.
    """
    table = "fate/regional_totals"
    rows = [row for row in read_table(table) if row["year"] == str(year)]
    if not rows:
        known = sorted({row["year"] for row in read_table(table)})
        raise AlmadenError(
            Text("there are no regional totals of {year}; there are {known}", year=str(year), known=", ".join(known))
        )
    return {
        row["region"]: RegionalTotal(
            row["region"], year, float(row["total_mg"]), float(row["hg0_mg"]),
            Origin(
                f"emission of {row['region']} {year}", float(row["total_mg"]), "Mg", None, None, table, row["source"],
                row["seen"], row["status"], note=row["note"],
            ),
        )
        for row in rows
    }  # fmt: skip


@dataclass(frozen=True)
class _Pattern:
    step: float
    #: (regions, species, rows, columns), Mg/yr.
    mg_per_year: NDArray[np.float64]
    regions: tuple[str, ...]
    origin: Origin

    def species(self, regions: Sequence[str]) -> dict[str, NDArray[np.float64]]:
        """(rows, columns) of each species, of some regions together."""
        chosen = self.mg_per_year[[self.regions.index(one) for one in regions]].sum(axis=0)
        return dict(zip(SPECIES, chosen, strict=True))


@cache
def _pattern() -> _Pattern:
    import numpy as np

    told = read_table("fate/emission_pattern_source")[0]
    grid = Grid(float(told["step_degrees"]))
    rows = read_table(_TABLE)
    regions = tuple(dict.fromkeys(row["region"] for row in rows))
    number = {name: np.array([float(row[name]) for row in rows]) for name in ("latitude", "longitude", *SPECIES)}
    region = np.array([regions.index(row["region"]) for row in rows])
    at = ((number["latitude"] + 90) // grid.step).astype(int), ((number["longitude"] + 180) // grid.step).astype(int)
    mg = np.zeros((len(regions), len(SPECIES), grid.rows, grid.columns))
    for place, one in enumerate(SPECIES):
        mg[region, place, at[0], at[1]] = number[one]
    mg.setflags(write=False)
    origin = Origin(
        told["name"], float(mg.sum()), "Mg/yr", None, None, _TABLE, told["source"], told["seen"], told["status"],
        note=told["note"],
    )  # fmt: skip
    return _Pattern(grid.step, mg, regions, origin)
