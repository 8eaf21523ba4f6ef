"""Writes small NetCDF grids of emissions for the tests, made up, in every order that files come in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def write(
    path: Path,
    variables: dict[str, Array],
    latitude: Array,
    longitude: Array,
    unit: str = "kg m-2 s-1",
    times: tuple[str, Array] | None = None,
    **extra: Any,
) -> Path:
    """Variables (rows, columns), or (times, rows, columns) where there are times; ``extra`` is set on the latitudes."""
    import netCDF4

    with netCDF4.Dataset(path, "w") as file:
        for name, values, degrees in (("lat", latitude, "degrees_north"), ("lon", longitude, "degrees_east")):
            file.createDimension(name, values.size)
            axis = file.createVariable(name, "f8", (name,))
            axis.units = degrees
            axis[:] = values
        file["lat"].setncatts(extra)
        dimensions = ("lat", "lon")
        if times is not None:
            file.createDimension("time", times[1].size)
            axis = file.createVariable("time", "f8", ("time",))
            axis.units = times[0]
            axis[:] = times[1]
            dimensions = ("time", "lat", "lon")  # type: ignore[assignment]
        for name, values in variables.items():
            made = file.createVariable(name, "f8", dimensions)
            made.units = "m2" if name == "area" else unit
            made[:] = values
    return path
