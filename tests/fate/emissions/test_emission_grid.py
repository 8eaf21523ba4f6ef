"""Grids of emissions as users have them: what is there is kept, what is wrong is told."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from almaden.errors import AlmadenError, InputError
from almaden.fate.atmosphere.default_emission import default_emissions, regional_emissions, regional_totals
from almaden.fate.atmosphere.emission_units import emission_unit
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.proxies import by_region
from almaden.fate.atmosphere.readers.emission_grid import read_emission_grid
from almaden.fate.atmosphere.readers.grid_axes import latitude_edges, longitude_edges
from almaden.fate.atmosphere.readers.grid_fields import read_region_shares
from almaden.fate.atmosphere.regrid import Edges
from almaden.quantity.units import UnitError
from tests.fate.emissions.made_up_grid import Array, write

pytest.importorskip("netCDF4")
# The library was built with another numpy than runs; it says so and works.
pytestmark = pytest.mark.filterwarnings("ignore:numpy.ndarray size changed")

GRID = Grid(10)
LAT, LON = GRID.latitudes, GRID.longitudes
STREETS = "data/streets2019_regional_emissions"
#: Regions whose masks overlap in ten cells of 1 degree.
TWICE = {"Eastern Europe", "Former USSR", "OECD Europe"}
#: Seconds in a year of 365.25 days, by which the totals of the source and its grid agree.
YEAR_S = 31_557_600.0


@pytest.fixture
def mass() -> Array:
    """Mg/yr of each cell of 10 degrees, where the world emits, 2,000 in all."""
    total = default_emissions(GRID).total
    return np.asarray(2000.0 * total / total.sum())


@pytest.mark.parametrize(("year", "total_mg", "hg0_mg"), [(2010, 2188.0, 1508.346155), (2015, 2389.8, 1657.344323)])
def test_the_grid_of_streets_has_the_totals_of_its_table(
    shared: Path, year: int, total_mg: float, hg0_mg: float
) -> None:
    file, area = shared / STREETS / "Streets_2019_Anthro_Hg_Emissions.nc", shared / STREETS / "area_1x1.nc"
    found = read_emission_grid(file, Grid(5), year, area=area)
    # The table gives elemental mercury with seven figures and all of it with one decimal, whose Hg2 and HgP the
    # authors distributed by rounded shares: 2,389.60 against 2,389.8 in 2015.
    assert found.totals()["hg0"] == pytest.approx(hg0_mg, rel=4e-6)
    assert found.total_mg_per_year == pytest.approx(total_mg, abs=0.25)
    assert found.findings == ()
    # Without their areas those of the sphere of 6371.0088 km, which are larger by 2.8e-6.
    assert read_emission_grid(file, Grid(5), year).total_mg_per_year == pytest.approx(
        found.total_mg_per_year * (6371.0088 / 6371.0) ** 2, rel=1e-9
    )


def test_masks_and_grid_of_the_source_give_its_regional_totals(shared: Path) -> None:
    grid = Grid(1)
    masks = read_region_shares(shared / STREETS / "17_region_masks.nc", grid)
    found = read_emission_grid(shared / STREETS / "Streets_2019_Anthro_Hg_Emissions.nc", grid, 2015).total
    totals = regional_totals(2015)
    assert set(masks) == set(totals)
    for region, told in totals.items():
        # The totals are rounded to 0.05. Ten cells lie in two masks: Moldova, Slovakia and Slovenia.
        near = 2.6 if region in TWICE else 0.06
        assert (found * masks[region]).sum() == pytest.approx(told.total_mg, abs=near), region


def test_the_emission_of_coasts_stays_with_their_land(shared: Path) -> None:
    grid = Grid(2.5)
    found = by_region(default_emissions(grid), read_region_shares(shared / STREETS / "17_region_masks.nc", grid))
    assert sum(found.values()) == pytest.approx(2317.66, rel=1e-3)
    wanted = {region: one.total_mg_per_year for region, one in regional_emissions(grid).items()}
    # Cells that two regions share are parted by area, which is not how the emission lies in them.
    for region in ("East Asia", "South America", "Southeast Asia", "Japan", "Oceania"):
        assert found[region] == pytest.approx(wanted[region], rel=0.03), region


@pytest.mark.parametrize("year", [None, 2015])
def test_the_pattern_has_the_totals_of_the_regions(year: int | None) -> None:
    found = default_emissions(Grid(5), year).total_mg_per_year
    if year is not None:
        # Regional totals are rounded to 0.05 each.
        assert found == pytest.approx(2389.8, abs=0.25)
        return
    parts = regional_emissions(Grid(5))
    years = [regional_totals(one) for one in range(2010, 2016)]
    assert set(parts) == set(years[0])
    assert sum(one.total_mg_per_year for one in parts.values()) == pytest.approx(found, rel=1e-12)
    for region, part in parts.items():
        told = float(np.mean([one[region].total_mg for one in years]))
        assert part.total_mg_per_year == pytest.approx(told, abs=2.0 if region in TWICE else 0.1), region


def test_the_pattern_has_the_mean_of_the_published_totals_on_any_grid() -> None:
    # 2188, 2300.2, 2330, 2337.4, 2360.5 and 2389.8 Mg.
    for step in (10.0, 5.0, 2.5, 2.0, 1.0):
        assert default_emissions(Grid(step)).total_mg_per_year == pytest.approx(2317.65, abs=0.1)
    assert default_emissions(Grid(5)).origins[0].status == "verified"
    # A cell of 2.5 degrees is even within itself: its quarters differ as their areas do.
    fine, area = default_emissions(Grid(1.25)).total, Grid(1.25).area_m2
    assert fine[100, 80] / area[100, 80] == pytest.approx(fine[101, 81] / area[101, 81], rel=1e-9)


def test_regional_totals_are_those_of_the_source() -> None:
    found = regional_totals(2015)
    assert len(found) == 17
    assert sum(one.total_mg for one in found.values()) == pytest.approx(2389.8, abs=0.25)
    assert sum(one.hg0_mg for one in found.values()) == pytest.approx(1657.34, abs=0.1)
    assert found["Northern Africa"].origin.note
    with pytest.raises(AlmadenError, match="no regional totals of 1999"):
        regional_totals(1999)


def test_one_field_in_every_order_and_unit(tmp_path: Path, mass: Array) -> None:
    flux = mass * 1000 / GRID.area_m2 / YEAR_S
    east = np.roll(flux, -18, axis=1), np.arange(5.0, 360.0, 10.0)
    cases = {
        "as ours": (flux, LAT, LON, "kg m-2 s-1"),
        "from Greenwich": (east[0], LAT, east[1], "kg m-2 s-1"),
        "north first": (flux[::-1], LAT[::-1], LON, "kg/m2/s"),
        "both": (east[0][::-1], LAT[::-1], east[1], "kg m^-2 s^-1"),
        "past the date line": (np.roll(flux, 5, axis=1), LAT, np.roll(LON, 5), "kg m**-2 s**-1"),
        "westward": (flux[:, ::-1], LAT, LON[::-1], "kg m-2 s-1"),
        "ng and hours": (flux * 1e12 * 3600, LAT, LON, "ng m-2 h-1"),
        "of cells": (mass, LAT, LON, "Mg per cell per year"),
        "kilograms": (mass * 1000, LAT, LON, "kg/yr"),
    }
    for name, (values, latitude, longitude, units) in cases.items():
        path = write(tmp_path / f"{name}.nc", {"GEM": values, "emi_hg_p": values * 0}, latitude, longitude, units)
        found = read_emission_grid(path, GRID)
        assert found.mg_per_year["hg0"] == pytest.approx(mass, rel=1e-9), name
        assert found.findings == (f"{name}.nc has no hg2; it was taken as none",)


def test_months_count_by_their_days_and_a_year_is_chosen(tmp_path: Path, mass: Array) -> None:
    flux = mass / GRID.area_m2 * 1000
    months = np.arange(24.0)
    # Only February 2012 emits, 29 of 366 days, and each month of 2013 alike.
    values = np.where(months[:, None, None] >= 12, flux, 0.0)
    values[1] = flux
    days = np.cumsum(
        [0, *(31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), *(31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30)]
    )
    since = ("days since 2012-01-01", days.astype(float))
    path = write(tmp_path / "months.nc", {"Hg0": values}, LAT, LON, "kg m-2 yr-1", since)
    assert read_emission_grid(path, GRID, 2012).total_mg_per_year == pytest.approx(2000 * 29 / 366)
    assert read_emission_grid(path, GRID, 2013).total_mg_per_year == pytest.approx(2000)
    _refused(path, "the file holds several years", "2012, 2013")
    with pytest.raises(InputError, match="no year 2014"):
        read_emission_grid(path, GRID, 2014)
    gap = write(tmp_path / "gap.nc", {"Hg0": values[:11]}, LAT, LON, "kg m-2 yr-1", (since[0], since[1][:11]))
    _refused(gap, "the year 2012 has 11 steps")
    years = write(
        tmp_path / "years.nc", {"Hg0": values[[0, 12]]}, LAT, LON, "kg m-2 yr-1", ("", np.array([2012.0, 2012]))
    )
    _refused(years, "the year 2012 has 2 steps")


def test_all_mercury_is_divided_and_told(tmp_path: Path, mass: Array) -> None:
    path = write(tmp_path / "all.nc", {"emi_hg": mass, "area": GRID.area_m2, "height": mass}, LAT, LON, "t/yr")
    found = read_emission_grid(path, GRID, kind="waste incineration")
    assert found.totals() == pytest.approx({"hg0": 400.0, "hg2": 1200.0, "hgp": 400.0})
    assert any("in total only" in one for one in found.findings)
    assert any("height was not read" in one for one in found.findings)
    assert len(found.unverified) == 3


def test_a_total_in_kt_and_a_grid_upside_down_are_told(tmp_path: Path, mass: Array) -> None:
    files = {
        "kt": (mass / 1000, LAT, "t/yr", "is the unit right"),
        "flipped": (mass[::-1], LAT, "t/yr", "is the grid upside down?"),
        "turned": (np.roll(mass, 18, axis=1), LAT, "t/yr", "is the grid turned by 180 degrees?"),
    }
    for name, (values, latitude, units, words) in files.items():
        species: dict[str, Array] = {"Hg0": values, "Hg2": values * 0, "HgP": values * 0}
        told = read_emission_grid(write(tmp_path / f"{name}.nc", species, latitude, LON, units), Grid(2.5)).findings
        assert len(told) == 1
        assert words in told[0]


def test_a_part_of_the_world_is_told(tmp_path: Path, mass: Array) -> None:
    path = write(tmp_path / "part.nc", {"Hg0": mass[9:, 10:20]}, LAT[9:], LON[10:20], "t/yr")
    found = read_emission_grid(path, GRID)
    assert found.total_mg_per_year == pytest.approx(mass[9:, 10:20].sum())
    assert any("covers 0 to 90 degrees north and 100 degrees" in one for one in found.findings)


def _refused(path: Path, *words: str, grid: Grid = GRID, **options: Any) -> None:
    with pytest.raises(InputError) as caught:
        read_emission_grid(path, grid, **options)
    for one in words:
        assert one in str(caught.value)
    assert path.name in str(caught.value) or options


def _with(values: Array, at: tuple[int, int], value: float) -> Array:
    changed = values.copy()
    changed[at] = value
    return changed


def test_cells_that_are_missing_or_negative_are_told_with_their_place(tmp_path: Path, mass: Array) -> None:
    hole = write(tmp_path / "hole.nc", {"Hg0": _with(mass, (0, 0), np.nan)}, LAT, LON, "t/yr")
    _refused(hole, "1 cells are missing", "at -85, -175", "hole is not taken for zero")
    negative = {"Hg0": mass, "Hg2": _with(mass, (17, 35), -1.0)}
    _refused(write(tmp_path / "negative.nc", negative, LAT, LON, "t/yr"), "column Hg2", "negative", "at 85, 175")


@pytest.mark.parametrize(
    ("rows", "columns", "words"),
    [
        (np.delete(np.arange(18), 7), np.arange(36), "1 rows or columns are missing"),
        (np.arange(18), np.delete(np.arange(36), [3, 4]), "2 rows or columns are missing"),
        (np.r_[3, 0, 1, 2, 4:18], np.arange(36), "out of order"),
        (np.r_[0, 0:17], np.arange(36), "stands twice"),
    ],
)
def test_grids_with_holes(tmp_path: Path, mass: Array, rows: Array, columns: Array, words: str) -> None:
    values = mass[np.ix_(rows, columns)]
    _refused(write(tmp_path / "odd.nc", {"Hg0": values}, LAT[rows], LON[columns], "t/yr"), words)


def test_axes_that_cannot_be_used(tmp_path: Path, mass: Array) -> None:
    import netCDF4

    _refused(write(tmp_path / "a.nc", {"Hg0": mass}, LAT * 1.2, LON, "t/yr"), "beyond the poles")
    _refused(write(tmp_path / "b.nc", {"Hg0": mass}, np.sort(LAT**3 / 90**2), LON, "t/yr"), "not even")
    again = np.concatenate([mass, mass[:, :1]], axis=1)
    _refused(write(tmp_path / "c.nc", {"Hg0": again}, LAT, np.append(LON, 185.0), "t/yr"), "more than once")
    _refused(write(tmp_path / "d.nc", {"Hg0": mass}, LAT, LON + 700, "t/yr"), "longitudes out of range")
    _refused(
        write(tmp_path / "e.nc", {"Hg0": mass}, LAT, LON, "t/yr", units="radians"), "axis of latitude is in radians"
    )
    _refused(write(tmp_path / "f.nc", {"Hg0": mass[:1]}, LAT[:1], LON, "t/yr"), "does not tell how wide")
    _refused(write(tmp_path / "g.nc", {"Hg0": mass}, _with(LAT, (0,), np.nan), LON, "t/yr"), "missing or not numbers")  # type: ignore[arg-type]
    (tmp_path / "h.nc").write_bytes(b"no file of grids")
    _refused(tmp_path / "h.nc", "cannot be opened as NetCDF")
    _refused(tmp_path / "none.nc", "there is no such file")
    with netCDF4.Dataset(tmp_path / "fine.nc", "w") as file:
        for name, end in (("lat", 90.0), ("lon", 180.0)):
            file.createDimension(name, 8000)
            file.createVariable(name, "f8", (name,))[:] = np.linspace(-end, end, 8000, endpoint=False)
        file.createVariable("Hg0", "f4", ("lat", "lon"), chunksizes=(80, 80)).units = "t/yr"
    _refused(tmp_path / "fine.nc", "too fine to be read", "8000 x 8000")


@pytest.mark.parametrize("step", [7.0, 0.01, 0.0, -5.0, float("nan"), float("inf")])
def test_cells_that_do_not_fill_the_globe_are_refused(step: float) -> None:
    with pytest.raises(InputError, match=r"do not make a grid of the globe.*\n.*from 0\.125 to 180"):
        Grid(step)


def test_variables_units_and_areas_that_cannot_be_used(tmp_path: Path, mass: Array) -> None:
    _refused(write(tmp_path / "a.nc", {"SO2": mass}, LAT, LON, "t/yr"), "no variable", "SO2")
    _refused(
        write(tmp_path / "b.nc", {"Hg0": mass, "GEM": mass}, LAT, LON, "t/yr"), "several variables are hg0", "Hg0, GEM"
    )
    _refused(write(tmp_path / "c.nc", {"Hg0": mass}, LAT, LON, "kg m-2"), "says no time")
    _refused(write(tmp_path / "d.nc", {"Hg0": mass}, LAT, LON, "K"), "not a unit of emission")
    _refused(write(tmp_path / "e.nc", {"Hg0": mass}, LAT, LON, "t/yr"), "leave the year out", year=2015)
    # Areas of a file whose rows stand in the other order than its latitudes say.
    upside_down = np.linspace(1.0, 2.0, 18)[:, None] * GRID.area_m2
    _refused(write(tmp_path / "f.nc", {"Hg0": mass, "area": upside_down}, LAT, LON, "t/yr"), "areas do not fit")
    _refused(write(tmp_path / "g.nc", {"Hg0": mass}, LAT, LON, "t/yr"), "no variable of areas", area=tmp_path / "a.nc")
    path = write(tmp_path / "kind.nc", {"Hg": mass}, LAT, LON, "t/yr")
    _refused(path, "kind of source is not known", kind="volcano")
    _refused(write(tmp_path / "h.nc", {"Hg0": mass}, LAT, LON, "t/yr"), "kind of source is not known", kind="volcano")


def test_bounds_of_cells_are_kept(tmp_path: Path) -> None:
    import netCDF4

    edges = np.array([-90.0, -80.0, -50.0, 0.0, 40.0, 90.0])
    middles = (edges[1:] + edges[:-1]) / 2
    path = write(tmp_path / "bounds.nc", {"Hg0": np.ones((5, 36))}, middles, LON, "kg m-2 yr-1", bounds="lat_bnds")
    with netCDF4.Dataset(path, "a") as file:
        file.createDimension("nv", 2)
        file.createVariable("lat_bnds", "f8", ("lat", "nv"))[:] = np.stack([edges[:-1], edges[1:]], axis=1)
    found = read_emission_grid(path, GRID)
    area = Edges(edges, GRID.longitude_edges).area_m2
    assert found.total_mg_per_year == pytest.approx(area.sum() / 1000)


def test_half_cells_at_the_poles(tmp_path: Path) -> None:
    # As GEOS-Chem has them on 4 x 5 degrees, with columns around the date line.
    latitude = np.array([-89.0, *np.arange(-86.0, 87.0, 4.0), 89.0])
    longitude = np.arange(-180.0, 180.0, 5.0)
    path = write(tmp_path / "half.nc", {"Hg0": np.ones((46, 72))}, latitude, longitude, "kg m-2 yr-1")
    found = read_emission_grid(path, GRID)
    assert found.mg_per_year["hg0"] == pytest.approx(GRID.area_m2 / 1000, rel=1e-12)


def test_coordinates_of_seven_figures() -> None:
    # A grid of 0.1 degree in single precision, as EDGAR is: its steps add to a little more than a round.
    latitude, longitude = (np.arange(one, end, 0.1).astype(np.float32) for one, end in ((-89.95, 90), (0.05, 360)))
    north, _order = latitude_edges(latitude.astype(np.float64), None, "file", "lat")
    east, _order = longitude_edges(longitude.astype(np.float64), None, "file", "lon")
    assert (north[0], north[-1], north.size) == (-90.0, 90.0, 1801)
    assert east[-1] - east[0] == 360.0
    assert Edges(north, east).area_m2.sum() == pytest.approx(GRID.area_m2.sum(), rel=1e-12)


def test_without_the_packages_for_grids_it_is_said_how_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "netCDF4", None)
    with pytest.raises(AlmadenError, match=r"almaden\[grid\]"):
        read_emission_grid(tmp_path / "any.nc", GRID)


@pytest.mark.parametrize(
    ("text", "mg", "per_area"),
    [
        ("kg m-2 s-1", 31557.6, True), ("g/km2/a", 1e-12, True), ("µg/m²/yr", 1e-12, True), ("Mg yr-1", 1.0, False),
        ("kt/yr", 1000.0, False), ("kg Hg/y", 0.001, False), ("tonnes/cell/year", 1.0, False), ("kg/d", 0.36525, False),
    ],
)  # fmt: skip
def test_units(text: str, mg: float, per_area: bool) -> None:
    found = emission_unit(text)
    assert found.mg_per_year == pytest.approx(mg, rel=1e-12)
    assert found.per_area is per_area


@pytest.mark.parametrize(
    "text", ["", "kg", "m-2 s-1", "ton/yr", "kg kg-1 s-1", "kg m-3 s-1", "mol m-2 s-1", "kg/(m2 s)"]
)
def test_units_that_are_none(text: str) -> None:
    with pytest.raises(UnitError):
        emission_unit(text)
