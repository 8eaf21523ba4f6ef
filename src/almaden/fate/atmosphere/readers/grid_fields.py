"""Reads a proxy, and the masks of regions, out of NetCDF files of a user."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from almaden.errors import Fault, InputError
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.readers.netcdf_grid import GridFile, grid_file
from almaden.fate.atmosphere.regrid import Edges, regrid_density, regrid_mass
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def read_proxy(path: Path, grid: Grid, variable: str = "") -> NDArray[np.float64]:
    """Read a proxy, such as the number of people in each cell.

    A variable whose unit is per area (``km-2``, ``/m2``) is multiplied by the area of its cells; any other is an
    amount of each cell.

    Args:
        path: the file.
        grid: the cells wanted.
        variable: name of the variable; empty where the file holds one field only.

    Returns:
        (rows, columns) amount in each cell.

    Raises:
        InputError: the file cannot be used; cells are missing or negative.
    """
    with grid_file(path) as file:
        found = {one.name: one for one in file.fields()}
        if variable not in found and (variable or len(found) != 1):
            raise InputError(
                Fault(n_("it is not clear which variable is the proxy"), file.name, value=variable,
                      accepted=", ".join(found) or n_("a variable on latitude and longitude"))
            )  # fmt: skip
        chosen = found[variable] if variable else next(iter(found.values()))
        values = _checked(file, chosen, file.values(chosen), float("inf"))
        unit = str(getattr(chosen, "units", "")).replace(" ", "").replace("^", "").replace("**", "")
        if any(part in unit for part in ("m-2", "/m2", "perm2", "/km2", "perkm2")):
            values = values * file.edges.area_m2
        return regrid_mass(values, file.edges, Edges.of(grid))


def read_region_shares(path: Path, grid: Grid) -> dict[str, NDArray[np.float64]]:
    """Read masks of regions, one variable each, 0 to 1; cells that are missing in a mask are outside the region.

    Returns:
        By the name of the variable, (rows, columns) share of each cell that is in the region.

    Raises:
        InputError: the file cannot be used; a mask holds anything but numbers from 0 to 1.
    """
    import numpy as np

    with grid_file(path) as file:
        masks = {one.name: _checked(file, one, np.nan_to_num(file.values(one)), 1.0) for one in file.fields()}
        if not masks:
            raise InputError(Fault(n_("the file has no mask on latitude and longitude"), file.name))
        return {name: regrid_density(mask, file.edges, Edges.of(grid)) for name, mask in masks.items()}


def _checked(file: GridFile, variable: Any, values: NDArray[np.float64], most: float) -> NDArray[np.float64]:
    import numpy as np

    if file.rest(variable):
        raise InputError(
            Fault(Text("the variable has a dimension more: {name}", name=", ".join(file.rest(variable))), file.name,
                  column=variable.name, accepted=n_("latitude and longitude"))
        )  # fmt: skip
    bad = ~(np.isfinite(values) & (values >= 0) & (values <= most))
    if np.any(bad):
        row, column = (int(one[0]) for one in np.nonzero(bad))
        raise InputError(
            Fault(
                Text("{count} cells are missing or out of range, the first at {place}", count=int(bad.sum()),
                     place=file.place(row, column)),
                file.name, column=variable.name, value=f"{values[row, column]:g}",
                accepted=n_("numbers of 0 or more") if most > 1 else n_("numbers from 0 to 1"),
                advice=n_("write 0 where there is nothing"),
            )
        )  # fmt: skip
    return values
