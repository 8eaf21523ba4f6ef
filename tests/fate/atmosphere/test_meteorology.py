"""Winds and weather of a user: layouts, what is refused, what is told, and the circulation made of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.fate.atmosphere.circulation import Circulation
from almaden.fate.atmosphere.climatology import circulation
from almaden.fate.atmosphere.default_emission import default_emissions
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.meteorology import Meteorology, Winds
from almaden.fate.atmosphere.model import Atmosphere
from almaden.fate.atmosphere.modelled import at_observations, emission_array
from almaden.fate.atmosphere.natural import natural_emissions
from almaden.fate.atmosphere.observed import observations
from almaden.fate.atmosphere.parameters import default_parameters
from almaden.fate.atmosphere.readers.meteorology import read_meteorology, read_months
from almaden.fate.atmosphere.receptor_kinds import allowed_receptors, check_receptor
from almaden.fate.atmosphere.regrid import Edges
from almaden.fate.atmosphere.skill import skill
from almaden.fate.atmosphere.slowest import slowest_exchange_years
from almaden.fate.atmosphere.transport import transport
from almaden.fate.atmosphere.user_circulation import UserCirculation, user_circulation
from almaden.reference.meta import meta
from tests.fate.atmosphere.made_up_winds import (
    LATITUDES,
    LEVELS,
    LONGITUDES,
    east,
    era5,
    merra2,
    north,
    plain,
    rain,
    written,
)

GRID = Grid(15.0)
SURFACE = ("lat", "lon")


def made(path: Path, month: int | None = None, grid: Grid = GRID) -> UserCirculation:
    return user_circulation(read_meteorology(path, month), grid, default_parameters())


def said(found: UserCirculation) -> str:
    return "\n".join(found.findings)


def check_operator(one: Circulation) -> None:
    """Its columns sum to zero, and an even mixing ratio stays even."""
    operator, air = transport(one), one.air_kg.ravel()
    rates = np.abs(operator.diagonal())
    assert np.abs(np.asarray(operator.sum(axis=0))).max() <= 1e-10 * rates.max()
    assert np.abs(operator @ air).max() <= 1e-10 * (rates * air).max()


def test_layouts_of_others_are_the_same_winds(tmp_path: Path) -> None:
    falling, rising = made(written(era5(), tmp_path)), made(written(merra2(), tmp_path, "other.nc"))
    assert falling.circulation.east_kg_per_s == pytest.approx(rising.circulation.east_kg_per_s, rel=1e-6, abs=1.0)
    assert falling.circulation.up_kg_per_s == pytest.approx(rising.circulation.up_kg_per_s, rel=1e-6, abs=1e3)
    check_operator(rising.circulation)
    # The mean over the globe of 2 + 2 cos(latitude) mm/day is 2 + pi/2, in rows of 10 degrees; 365.25 days.
    area = GRID.area_m2 / GRID.area_m2.sum()
    for one in (falling, rising):
        mean = float((one.climate.precipitation_m_per_year * area).sum())
        assert mean == pytest.approx((2 + np.pi / 2) * 0.36525, rel=2e-3)
    assert falling.months == (1, 7)
    assert "2 of 12 months only: 1, 7" in said(falling)
    assert "metres per day" in said(falling)
    assert "variables that were not read: t2m" in said(falling)
    assert "vertical motion at 850 hPa: that of the file has a size of 0.00000" in said(falling)
    assert falling.sources["height of the boundary layer"].startswith("not used")
    assert "mixing by eddies" in said(rising).splitlines()[-1]
    assert rising.sources["precipitation"] == "user's file"
    json.loads(falling.to_json())
    assert len(falling.to_frame()) == 3 * GRID.cells


def test_one_month_of_several(tmp_path: Path) -> None:
    path = written(era5(), tmp_path)
    july = read_meteorology(path, 7)
    # The second month has one and a half of the eastward wind; the file falls from north and starts at Greenwich.
    assert july.winds.east_m_per_s[::-1] == pytest.approx(1.5 * np.roll(east(), -18, axis=2), rel=1e-6)
    assert sorted(read_months(path)) == [1, 7]
    assert made(path, 7).months == (7,)
    with pytest.raises(InputError, match="no month 3"):
        read_meteorology(path, 3)


def test_years_are_averaged_by_month_and_months_count_alike(tmp_path: Path) -> None:
    dims, factors = ("time", "level", "lat", "lon"), np.array([1.0, 3.0, 8.0])
    many = plain(u=east(), v=north()).drop_vars(["u", "v"])
    for name, field in (("u", east()), ("v", north())):
        many[name] = (dims, field[None] * factors[:, None, None, None] / 5, {"units": "m/s"})
    many["time"] = ("time", [20140115, 20150115, 20150715])
    # January is (1 + 3) / 2, July 8: the mean is 5 and not 4.
    found = read_meteorology(written(many, tmp_path))
    assert found.winds.east_m_per_s == pytest.approx(east())
    assert found.months == (1, 7)


def test_daily_steps_tell_how_eddies_mix(tmp_path: Path) -> None:
    dims = ("time", "level", "lat", "lon")
    swing = 10.0 * np.where(np.arange(30) % 2 == 0, 1.0, -1.0)[:, None, None, None]
    daily = plain().drop_vars(["u", "v"])
    daily["u"] = (dims, east()[None] + swing, {"units": "m/s"})
    daily["v"] = (dims, north()[None] + swing, {"units": "m/s"})
    daily["time"] = ("time", np.arange(30.0), {"units": "days since 2015-04-01"})
    found = made(written(daily, tmp_path))
    assert found.sources["mixing by eddies"] == "user's file"
    # A variance of 100 m2/s2 kept for a day mixes 8.64e6 m2/s; through a face as wide as the way, at the equator.
    air = 15000 / 9.807
    assert found.circulation.north_mixing_kg_per_s[0, GRID.rows // 2 - 1] == pytest.approx(8.64e6 * air, rel=1e-3)
    assert any(one.quantity == "memory of eddies" for one in found.unverified)


def test_no_air_flows_below_the_ground(tmp_path: Path) -> None:
    pressure = np.where(LATITUDES < -60, 600.0, 1000.0)[:, None] * np.ones(LONGITUDES.size)
    ground = xr.DataArray(100 * pressure, dims=SURFACE, attrs={"units": "Pa"})
    high, low = made(written(plain(ps=ground), tmp_path)), made(written(plain(), tmp_path, "low.nc"))
    here, there = (np.abs(one.circulation.east_kg_per_s[:, 0]).sum(axis=1) for one in (high, low))
    # At 600 hPa nothing of the lowest layer is left, and 100 of 350 hPa of the next; the correction moves that a bit.
    assert here[0] == 0
    assert here[1] == pytest.approx(there[1] * 100 / 350, rel=0.25)
    check_operator(high.circulation)


def test_small_holes_are_filled_and_told(tmp_path: Path) -> None:
    u, v = east(), north()
    u[0, 8:10, :4] = np.nan  # below a mountain
    v[:, 4, 4:6] = np.nan  # a hole in all levels
    found = made(written(plain(u=u, v=v, tp=xr.DataArray(rain(), dims=SURFACE, attrs={"units": "mm/day"})), tmp_path))
    check_operator(found.circulation)
    assert "eastward wind: " in said(found)
    assert "of the winds are from the climatology" in said(found)


def test_latitudes_upside_down_are_told(tmp_path: Path) -> None:
    turned = read_meteorology(written(plain(u=east()[:, ::-1], v=north()[:, ::-1]), tmp_path))
    assert "are the latitudes upside down?" in "\n".join(turned.findings)
    against = read_meteorology(written(plain(u=-east()), tmp_path, "against.nc"))
    assert "no westerly winds" in "\n".join(against.findings)
    assert not [one for one in read_meteorology(written(plain(), tmp_path, "right.nc")).findings if "wester" in one]


def units(**told: str) -> Callable[[xr.Dataset], xr.Dataset]:
    def change(one: xr.Dataset) -> xr.Dataset:
        for name, unit in told.items():
            one[name].attrs["units"] = unit
        return one

    return change


def holes(one: xr.Dataset) -> xr.Dataset:
    return one.assign(u=one.u.where(one.lon > -90))


def mislabelled_pressure(one: xr.Dataset) -> xr.Dataset:
    return one.assign(sp=xr.DataArray(0 * rain() + 98000, dims=SURFACE, attrs={"units": "hPa"}))


def hourly_rain(one: xr.Dataset) -> xr.Dataset:
    return one.assign(tp=xr.DataArray(rain() / 24000, dims=SURFACE, attrs={"units": "m"}))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda one: one.drop_vars("v"), "the file has no northward wind"),
        (lambda one: one.sel(level=[500.0, 200.0]), "a layer of the model has no wind"),
        (lambda one: one.sel(level=[850.0, 500.0]), "a layer of the model has no wind"),
        (lambda one: one.sel(level=[850.0, 200.0]), "a layer of the model has no wind"),
        (lambda one: one.isel(level=0, drop=True), "no levels of pressure"),
        (units(level="1"), "the levels are no pressures"),
        (units(u="furlongs"), "eastward wind in a unit that is not known"),
        (units(u=""), "eastward wind without a unit"),
        (lambda one: one.assign(u=10 * one.u), "are these knots or cm/s?"),
        (holes, "the grid has holes: 25 %"),
        (lambda one: one.isel(lon=[*range(12), *range(14, 36)]), "the grid has holes: 2 rows or columns"),
        (lambda one: one.isel(lon=slice(0, 30)), "the longitudes leave a gap of 60 degrees"),
        (lambda one: one.isel(lat=slice(3, 18)), "do not reach from pole to pole"),
        (hourly_rain, "precipitation whose mean over the globe is 0.1"),
        (mislabelled_pressure, "surface pressure whose mean over the globe is 98,000 hPa"),
        (lambda one: one.expand_dims(member=2), "dimensions that are not understood"),
        (lambda one: one.expand_dims(month=[0, 13]), "times of the file are not understood"),
        (lambda one: one.assign(ua=one.u), "several variables are eastward wind"),
    ],
)  # fmt: skip
def test_what_cannot_be_used(change: Callable[[xr.Dataset], Any], told: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as found:
        read_meteorology(written(change(plain()), tmp_path))
    assert told in str(found.value)


def test_all_faults_are_told_together(tmp_path: Path) -> None:
    wrong = units(v="K")(hourly_rain(plain()).isel(lat=slice(2, 18)))
    with pytest.raises(InputError) as found:
        read_meteorology(written(wrong.assign(u=10 * wrong.u), tmp_path))
    # An attribute is lost in arithmetic, so that the eastward wind has no unit.
    assert len(found.value.faults) == 4


def test_real_winds_of_january_and_july(shared: Path) -> None:
    grid, path = Grid(5.0), shared / "data" / "era_interim_winds" / "eraint_uvz.nc"
    for month, sign in ((1, 1.0), (7, -1.0)):
        found = made(path, month, grid)
        check_operator(found.circulation)
        assert found.corrected_share < 0.05
        # The winter Hadley cell carries about 2e11 kg/s over the tropics aloft, out of the summer hemisphere.
        across = found.circulation.north_kg_per_s[2, 15:20].sum(axis=1)
        assert 1.4e11 < np.abs(across).max() < 2.8e11
        assert np.sign(across[np.abs(across).argmax()]) == sign


def test_judging_sites_are_met_with_real_winds_too(shared: Path) -> None:
    year = made(shared / "data" / "era_interim_winds" / "eraint_uvz.nc", None, Grid(5.0))
    assert 0.3 < slowest_exchange_years(year.circulation) < 2.0
    air = Atmosphere.of(year.circulation, year.climate, default_parameters())
    everything = default_emissions(air.grid).plus(natural_emissions(air.surface))
    told = observations("hg0")
    state = air.steady(emission_array(everything))
    judged = skill(told, at_observations(air, state, told)).of("judging")
    assert judged.modelled_north_to_south is not None
    assert 1.3 <= judged.modelled_north_to_south <= 1.7
    assert abs(judged.normalised_mean_bias_percent) <= 20.0


def test_exchange_of_all_cells_is_that_of_rings_where_longitudes_are_alike() -> None:
    from almaden.fate.atmosphere.exchange import exchange_years

    one = circulation(GRID, default_parameters())
    assert slowest_exchange_years(one) == pytest.approx(exchange_years(one), rel=1e-6)


@settings(max_examples=12)
@given(st.sampled_from([30.0, 22.5]), st.integers(0, 2**32 - 1), st.booleans())
def test_operators_of_any_winds_conserve(step: float, seed: int, mountains: bool) -> None:
    random, shape = np.random.default_rng(seed), (3, LATITUDES.size, LONGITUDES.size)
    u, v = random.normal(size=(2, *shape)) * 20
    u[random.random(shape) < 0.05] = np.nan
    pressure = random.uniform(500, 1030, size=shape[1:]) if mountains else None
    edges = Edges(np.arange(-90.0, 91.0, 10.0), np.arange(-180.0, 181.0, 10.0))
    wet = random.uniform(0, 8, size=shape[1:])
    one = Meteorology("made up", edges, Winds(LEVELS, u, v), wet, pressure, None, (), None, {}, (), meta(0, 0))
    check_operator(user_circulation(one, Grid(step), default_parameters()).circulation)


def test_receptors_that_need_winds() -> None:
    assert allowed_receptors(False) == ("region", "land", "ocean", "band")
    assert {"country", "area"} <= set(allowed_receptors(True))
    check_receptor("country", "Ghana", meteorology=True)
    with pytest.raises(InputError, match="only the 17 regions, ocean basins and latitude bands"):
        check_receptor("country", "Ghana", meteorology=False)
