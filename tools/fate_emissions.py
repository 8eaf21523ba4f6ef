"""Makes the package's own emission of the world: ``tables/fate/emission_pattern.csv`` and the row that says its source.

    python tools/fate_emissions.py FOLDER

FOLDER holds ``Streets_2019_Anthro_Hg_Emissions.nc``, ``area_1x1.nc`` and ``17_region_masks.nc`` of the repository
github.com/bgeyman/global_mercury_emissions_2010-2015 (MIT licence): D.G. Streets et al., Global and regional trends in
mercury emissions and concentrations, 2010-2015, Atmospheric Environment 201 (2019) 417-427. The mean of 2010 to 2015
is divided among the 17 regions on its own cells of 1 degree, where each cell belongs to one (ten belong to two, and are
halved), and then put on 2.5 degrees by area: on a coast the emission stays with the land. Lines of less than 1e-4 Mg/yr
are left out, and numbers have four figures.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from almaden.fate.atmosphere.emission import SPECIES
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.readers.emission_grid import read_emission_grid
from almaden.fate.atmosphere.readers.grid_fields import read_region_shares
from almaden.fate.atmosphere.regrid import Edges, regrid_mass

TABLES = Path(__file__).resolve().parent.parent / "src" / "almaden" / "reference" / "tables" / "fate"
STEP = 2.5
YEARS = range(2010, 2016)
SMALLEST_MG = 1e-4
SOURCE = (
    "D.G. Streets, H.M. Horowitz, Z. Lu, L. Levin, C.P. Thackray, E.M. Sunderland, Global and regional trends in "
    "mercury emissions and concentrations, 2010-2015, Atmospheric Environment 201 (2019) 417-427"
)
SEEN = (
    "github.com/bgeyman/global_mercury_emissions_2010-2015 (MIT licence), Streets_2019_Anthro_Hg_Emissions.nc, "
    "area_1x1.nc, 17_region_masks.nc"
)


def main() -> int:
    """Write both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    own, grid = Grid(1), Grid(STEP)
    file, area = folder / "Streets_2019_Anthro_Hg_Emissions.nc", folder / "area_1x1.nc"
    years = [read_emission_grid(file, own, year, area=area) for year in YEARS]
    mean = {one: np.mean([found.mg_per_year[one] for found in years], axis=0) for one in SPECIES}
    total = np.sum(list(mean.values()), axis=0)
    rows: list[Sequence[str]] = []
    for region, share in shares(folder / "17_region_masks.nc", own).items():
        put = {one: regrid_mass(mean[one] * share, Edges.of(own), Edges.of(grid)) for one in SPECIES}
        for row, column in zip(*(np.sum(list(put.values()), axis=0) > SMALLEST_MG).nonzero(), strict=True):
            place = (region, f"{grid.latitudes[row]:g}", f"{grid.longitudes[column]:g}")
            rows.append((*place, *(f"{put[one][row, column]:.4g}" for one in SPECIES)))
    write(TABLES / "emission_pattern.csv", [("region", "latitude", "longitude", *SPECIES), *rows])
    kept = sum(float(cell) for row in rows for cell in row[3:])
    note = (
        f"Mg/yr in each cell of {STEP:g} degrees. The mean of the grid is {total.sum():.2f} Mg/yr; "
        f"{total.sum() - kept:.2f} is lost by rounding and by lines of less than {SMALLEST_MG:g}."
    )
    header = ("name", "step_degrees", "source", "seen", "status", "note")
    name = f"anthropogenic emission of the world, mean of {YEARS[0]} to {YEARS[-1]}"
    write(TABLES / "emission_pattern_source.csv", [header, (name, f"{STEP:g}", SOURCE, SEEN, "verified", note)])
    print(f"{len(rows)} lines, {kept:.4f} of {total.sum():.4f} Mg/yr")
    return 0


def shares(path: Path, grid: Grid) -> dict[str, NDArray[np.float64]]:
    """Share of each cell in each region."""
    masks = read_region_shares(path, grid)
    several = np.maximum(np.sum(list(masks.values()), axis=0), 1.0)
    return {region: mask / several for region, mask in masks.items()}


def write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Write a table of the package."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    raise SystemExit(main())
