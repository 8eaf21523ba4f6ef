"""The package's own emission of the world, which stands in where a user has none; and totals of its regions."""

from __future__ import annotations

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


def default_emissions(grid: Grid) -> GriddedEmission:
    """Anthropogenic emission of the world, mean of 2010 to 2015, on a grid.

    It is kept on a grid of its own. On a finer one it is even within each of its cells.
    """
    from almaden.fate.atmosphere.regrid import Edges, regrid_mass

    found = _pattern()
    source = Grid(found.step)
    put = {one: regrid_mass(found.mg_per_year[one], Edges.of(source), Edges.of(grid)) for one in SPECIES}
    check_kept(
        sum(float(one.sum()) for one in found.mg_per_year.values()), sum(float(one.sum()) for one in put.values())
    )
    return GriddedEmission(grid, put, found.origin.quantity, (found.origin,))


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
    mg_per_year: dict[str, NDArray[np.float64]]
    origin: Origin


@cache
def _pattern() -> _Pattern:
    import numpy as np

    told = read_table("fate/emission_pattern_source")[0]
    grid = Grid(float(told["step_degrees"]))
    rows = read_table(_TABLE)
    number = {name: np.array([float(row[name]) for row in rows]) for name in ("latitude", "longitude", *SPECIES)}
    at = ((number["latitude"] + 90) // grid.step).astype(int), ((number["longitude"] + 180) // grid.step).astype(int)
    put = {}
    for one in SPECIES:
        put[one] = np.zeros((grid.rows, grid.columns))
        put[one][at] = number[one]
        put[one].setflags(write=False)
    total = float(sum(one.sum() for one in put.values()))
    origin = Origin(
        told["name"], total, "Mg/yr", None, None, _TABLE, told["source"], told["seen"], told["status"],
        note=told["note"],
    )  # fmt: skip
    return _Pattern(grid.step, put, origin)
