"""Made-up winds in the layouts in which others give theirs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

LEVELS = np.array([850.0, 500.0, 200.0])
LATITUDES = np.arange(-85.0, 90.0, 10.0)
LONGITUDES = np.arange(-175.0, 180.0, 10.0)


def east(latitudes: Any = LATITUDES, longitudes: Any = LONGITUDES, levels: Any = LEVELS) -> Any:
    """Westerlies in the middle latitudes, stronger in the south, with a wave along them; (levels, rows, columns)."""
    north, around = np.radians(latitudes)[:, None], np.radians(longitudes)[None, :]
    belt = 20 * np.sin(2 * north) ** 2 * (1 - 0.3 * np.sin(north)) + 2 * np.cos(north) * np.cos(2 * around)
    return (1000 - np.asarray(levels))[:, None, None] / 500 * belt


def north(latitudes: Any = LATITUDES, longitudes: Any = LONGITUDES, levels: Any = LEVELS) -> Any:
    """A wave along each circle of latitude."""
    rows, around = np.radians(latitudes)[:, None], np.radians(longitudes)[None, :]
    wave = np.cos(rows) * np.sin(2 * around) + 0.3 * np.cos(rows) ** 2 * np.cos(around - rows)
    return (1000 - np.asarray(levels))[:, None, None] / 250 * wave


def rain(latitudes: Any = LATITUDES, longitudes: Any = LONGITUDES) -> Any:
    """2 to 4 mm/day, more in the tropics."""
    return np.repeat(2 + 2 * np.cos(np.radians(latitudes))[:, None], len(longitudes), axis=1)


def plain(**changes: Any) -> xr.Dataset:
    """Winds of the whole year with CF names; ``u`` and ``v`` may be given otherwise."""
    dims = ("level", "lat", "lon")
    one = xr.Dataset(
        {
            "u": (dims, changes.get("u", east()), {"units": "m s-1"}),
            "v": (dims, changes.get("v", north()), {"units": "m s-1"}),
        },
        {"level": ("level", LEVELS, {"units": "hPa"}), "lat": LATITUDES, "lon": LONGITUDES},
    )
    return one.assign({name: values for name, values in changes.items() if name not in ("u", "v")})


def era5() -> xr.Dataset:
    """0 to 360, latitudes falling, levels in Pa from the top, time by CF, rain in metres a day."""
    dims, ground = ("valid_time", "pressure_level", "latitude", "longitude"), ("valid_time", "latitude", "longitude")
    turn = (LONGITUDES + 360.0) % 360.0
    longitudes = np.sort(turn)
    latitudes, levels = LATITUDES[::-1], LEVELS[::-1]
    u = east(latitudes, longitudes, levels)[None] * np.array([0.5, 1.5])[:, None, None, None]
    v = north(latitudes, longitudes, levels)[None] * np.array([1.5, 0.5])[:, None, None, None]
    tp = rain(latitudes, longitudes)[None] / 1000 * np.ones((2, 1, 1))
    return xr.Dataset(
        {
            "u": (dims, u, {"units": "m s**-1", "standard_name": "eastward_wind"}),
            "v": (dims, v, {"units": "m s**-1", "standard_name": "northward_wind"}),
            "w": (dims, 0.0 * u, {"units": "Pa s**-1", "standard_name": "lagrangian_tendency_of_air_pressure"}),
            "tp": (ground, tp, {"units": "m", "long_name": "Total precipitation"}),
            "blh": (ground, 0 * tp + 700, {"units": "m"}),
            "t2m": (ground, 0 * tp + 288, {"units": "K"}),
        },
        {
            "valid_time": ("valid_time", [0, 181], {"units": "days since 2015-01-15"}),
            "pressure_level": ("pressure_level", 100 * levels, {"units": "Pa"}),
            "latitude": ("latitude", latitudes, {"units": "degrees_north"}),
            "longitude": ("longitude", longitudes, {"units": "degrees_east"}),
        },
    )


def merra2() -> xr.Dataset:
    """-180 to 180, latitudes rising, levels in hPa from the ground, capitals, rain in kg m-2 s-1, one step."""
    dims, ground = ("time", "lev", "lat", "lon"), ("time", "lat", "lon")
    return xr.Dataset(
        {
            "U": (dims, east()[None], {"units": "m s-1", "long_name": "eastward_wind"}),
            "V": (dims, north()[None], {"units": "m s-1", "long_name": "northward_wind"}),
            "PRECTOT": (ground, rain()[None] / 86400, {"units": "kg m-2 s-1", "long_name": "total_precipitation"}),
        },
        {
            "time": ("time", [0], {"units": "minutes since 2015-07-01 00:30:00"}),
            "lev": ("lev", LEVELS, {"units": "hPa"}),
            "lat": ("lat", LATITUDES, {"units": "degrees_north"}),
            "lon": ("lon", LONGITUDES, {"units": "degrees_east"}),
        },
    )


def written(dataset: xr.Dataset, folder: Path, name: str = "made_up.nc") -> Path:
    """The path of a file that holds it."""
    path = folder / name
    dataset.to_netcdf(path, engine="netcdf4")
    return path
