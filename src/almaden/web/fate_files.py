"""Fields of the atmosphere as files that are given to be kept."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.http import Http404

from almaden.errors import AlmadenError
from almaden.reports.fate.grids import GridField, write_grid
from almaden.reports.monitoring.about import ExportAbout

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.grid import Grid

#: Formats with their types.
TYPES: Final = {"geojson": "application/geo+json", "nc": "application/x-netcdf"}


def grid_file(values: NDArray[np.float64], grid: Grid, form: str, *, name: str, unit: str, title: str) -> bytes:
    """A field as GeoJSON or NetCDF.

    Args:
        values: (rows, columns).
        grid: the cells.
        form: one of :data:`TYPES`.
        name: short name of the field.
        unit: as UDUNITS writes it.
        title: what the field is, in words.

    Raises:
        Http404: the packages for NetCDF are not installed.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.{form}"
        try:
            write_grid(path, [GridField(name, values, unit, title, False)], grid, ExportAbout(title))
        except AlmadenError as error:
            raise Http404 from error
        return path.read_bytes()
