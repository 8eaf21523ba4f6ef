"""Fields on the grid of the atmosphere as files: NetCDF after the CF conventions, CSV, GeoJSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from almaden.errors import AlmadenError, Fault, InputError
from almaden.fate.atmosphere.readers.netcdf_grid import NEEDS_GRID
from almaden.reports.files import write_atomically
from almaden.reports.monitoring.about import ExportAbout, made_whole
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.grid import Grid

CONVENTIONS: Final = "CF-1.8"


@dataclass(frozen=True)
class GridField:
    """One field on the grid.

    Attributes:
        name: short name of letters, digits and underscores, such as ``emission_hg0``.
        values: (rows, columns).
        unit: as UDUNITS writes it, such as ``Mg year-1`` or ``ug m-2 year-1``.
        title: what it is, in words.
        of_cell: whether it is an amount of the whole cell, not one per area or a mean.
    """

    name: str
    values: NDArray[np.float64]
    unit: str
    title: str
    of_cell: bool


def write_grid(path: Path, fields: Sequence[GridField], grid: Grid, about: ExportAbout) -> Path:
    """Write fields as the ending of the file says: ``.nc``, ``.csv`` or ``.geojson``.

    CSV and GeoJSON hold the cells in which any field is not zero, NetCDF all.

    Args:
        path: the file; written as a whole or not at all.
        fields: the fields, all on the grid.
        grid: the cells.
        about: what the file says of itself.

    Raises:
        AlmadenError: a field does not fit the grid, or the packages of the extra ``grid`` are not installed.
        InputError: the ending is another.
        OutputError: the file cannot be written.
    """
    for one in fields:
        if one.values.shape != (grid.rows, grid.columns):
            raise AlmadenError(Text("the field {name} does not fit its grid", name=one.name))
    writers: Mapping[str, Callable[[Path, Sequence[GridField], Grid, ExportAbout], object]] = {
        ".nc": _netcdf, ".csv": _csv, ".geojson": _geojson, ".json": _geojson,
    }  # fmt: skip
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise InputError(Fault(n_("no file of a grid is written with this ending"), value=path.name, accepted=ENDINGS))
    writer(path, fields, grid, about)
    return path


ENDINGS: Final = ".nc, .csv, .geojson"


def _netcdf(path: Path, fields: Sequence[GridField], grid: Grid, about: ExportAbout) -> None:
    try:
        import netCDF4
    except ModuleNotFoundError as error:
        raise AlmadenError(NEEDS_GRID) from error
    with made_whole(path) as part, netCDF4.Dataset(part, "w", format="NETCDF4") as file:
        file.createDimension("lat", grid.rows)
        file.createDimension("lon", grid.columns)
        file.createDimension("nv", 2)
        _axis(file, "lat", grid.latitudes, grid.latitude_edges, _LATITUDE)
        _axis(file, "lon", grid.longitudes, grid.longitude_edges, _LONGITUDE)
        area = file.createVariable("cell_area", "f8", ("lat", "lon"), zlib=True)
        area.setncatts({"standard_name": "cell_area", "long_name": "area of the cell", "units": "m2"})
        area[:] = grid.area_m2
        for one in fields:
            made = file.createVariable(one.name, "f8", ("lat", "lon"), zlib=True)
            methods = "area: sum" if one.of_cell else "area: mean"
            made.setncatts(
                {"long_name": one.title, "units": one.unit, "cell_methods": methods, "cell_measures": "area: cell_area"}
            )
            made[:] = one.values
        file.setncatts(_about(about))


_LATITUDE: Final = {"standard_name": "latitude", "long_name": "latitude", "units": "degrees_north", "axis": "Y"}
_LONGITUDE: Final = {"standard_name": "longitude", "long_name": "longitude", "units": "degrees_east", "axis": "X"}


def _axis(
    file: Any, name: str, middles: NDArray[np.float64], edges: NDArray[np.float64], told: Mapping[str, str]
) -> None:
    import numpy as np

    axis = file.createVariable(name, "f8", (name,))
    axis.setncatts({**told, "bounds": f"{name}_bnds"})
    axis[:] = middles
    file.createVariable(f"{name}_bnds", "f8", (name, "nv"))[:] = np.stack([edges[:-1], edges[1:]], axis=1)


def _about(about: ExportAbout) -> dict[str, str]:
    told = about.texts()
    made = f"{told['made']} " if "made" in told else ""
    return {
        "Conventions": CONVENTIONS, "title": about.title, "institution": "not told", "source": told["program"],
        "history": f"{made}written by {told['program']}", "references": about.citation or "not told",
        "comment": about.notice or "screening model, no chemistry transport model",
    } | ({"license": about.licence} if about.licence else {})  # fmt: skip


def _rows(fields: Sequence[GridField], grid: Grid) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    import numpy as np

    any_of_them = np.zeros((grid.rows, grid.columns), dtype=bool)
    for one in fields:
        any_of_them |= one.values != 0
    rows, columns = np.nonzero(any_of_them)
    return rows, columns


def _csv(path: Path, fields: Sequence[GridField], grid: Grid, about: ExportAbout) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["latitude", "longitude", "area_m2", *(f"{one.name} ({one.unit})" for one in fields)])
    for row, column in zip(*_rows(fields, grid), strict=True):
        middle = (f"{grid.latitudes[row]:.10g}", f"{grid.longitudes[column]:.10g}", f"{grid.area_m2[row, column]:.10g}")
        writer.writerow([*middle, *(repr(float(one.values[row, column])) for one in fields)])
    write_atomically(path, text.getvalue().encode("utf-8-sig"))


def _geojson(path: Path, fields: Sequence[GridField], grid: Grid, about: ExportAbout) -> None:
    features = []
    north, east = grid.latitude_edges, grid.longitude_edges
    for row, column in zip(*_rows(fields, grid), strict=True):
        s, n, w, e = (float(one) for one in (north[row], north[row + 1], east[column], east[column + 1]))
        ring = [[w, s], [e, s], [e, n], [w, n], [w, s]]
        properties = {one.name: float(one.values[row, column]) for one in fields}
        features.append(
            {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": properties}
        )
    units = {one.name: {"unit": one.unit, "title": one.title} for one in fields}
    # GeoJSON lets members of its own stand beside the features.
    whole = {"type": "FeatureCollection", "about": about.texts(), "fields": units, "features": features}
    write_atomically(path, json.dumps(whole, ensure_ascii=False).encode("utf-8"))
