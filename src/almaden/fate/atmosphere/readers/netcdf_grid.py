"""Fields on a grid of latitude and longitude out of a NetCDF file of a user: axes, times and values as they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from almaden.errors import AlmadenError, Fault, InputError
from almaden.fate.atmosphere.readers.grid_axes import latitude_edges, longitude_edges
from almaden.fate.atmosphere.regrid import Edges
from almaden.reference.readers.names import plain
from almaden.reference.readers.safety import size_of
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEEDS_GRID: Final = n_('NetCDF needs packages that are not installed; install them by: pip install "almaden[grid]"')
#: About the cells of a grid of 0.05 degrees, twice; a field of them takes 0.4 GB.
_MOST_CELLS: Final = 50_000_000
_LATITUDE: Final = frozenset({"lat", "latitude", "nav lat", "rlat", "y"})
_LONGITUDE: Final = frozenset({"lon", "long", "longitude", "nav lon", "rlon", "x"})


@dataclass(frozen=True)
class Axis:
    """One axis of a file.

    Attributes:
        name: name of its dimension.
        edges: edges in the order in which values are kept, see :class:`GridFile`.
        order: places of the file in that order.
    """

    name: str
    edges: NDArray[np.float64]
    order: NDArray[np.int64]


class GridFile:
    """An open file whose fields lie on one grid.

    Values come as (rows, columns) with rows from south to north and columns eastward, whatever their order in the
    file; ``edges`` tells where the cells begin and end.
    """

    def __init__(self, file: Any, name: str) -> None:
        self.name = name
        self._file = file
        self._latitude = self._axis("latitude")
        self._longitude = self._axis("longitude")
        self._check_size()
        self.edges = Edges(self._latitude.edges, self._longitude.edges)

    @property
    def axes(self) -> tuple[str, str]:
        """Names of the dimensions of latitude and longitude."""
        return self._latitude.name, self._longitude.name

    def fields(self) -> Iterator[Any]:
        """The variables that lie on the grid."""
        for one in self._file.variables.values():
            if {self._latitude.name, self._longitude.name} <= set(one.dimensions):
                yield one

    def rest(self, variable: Any) -> tuple[str, ...]:
        """Dimensions of a variable besides those of the grid that have more than one place."""
        own = (self._latitude.name, self._longitude.name)
        return tuple(
            one for one, size in zip(variable.dimensions, variable.shape, strict=True) if one not in own and size > 1
        )

    def dimension(self, name: str) -> Any:
        """The variable of a dimension, None if it has none."""
        return self._file.variables.get(name)

    def values(self, variable: Any, place: dict[str, int] | None = None) -> NDArray[np.float64]:
        """(rows, columns) of a variable at a place of its other dimensions; what is missing is NaN."""
        import numpy as np

        place = place or {}
        own = (self._latitude.name, self._longitude.name)
        chosen = tuple(slice(None) if one in own else place.get(one, 0) for one in variable.dimensions)
        found = np.ma.filled(np.ma.asarray(variable[chosen], dtype=np.float64), np.nan)
        if variable.dimensions.index(own[0]) > variable.dimensions.index(own[1]):
            found = found.T
        return np.asarray(found[np.ix_(self._latitude.order, self._longitude.order)])

    def place(self, row: int, column: int) -> str:
        """The middle of a cell in words."""
        north, east = self.edges.latitude, self.edges.longitude
        longitude = ((east[column] + east[column + 1]) / 2 + 180.0) % 360.0 - 180.0
        return f"{(north[row] + north[row + 1]) / 2:g}, {longitude:g}"

    def _axis(self, what: str) -> Axis:
        names, unit = (_LATITUDE, "degrees_north") if what == "latitude" else (_LONGITUDE, "degrees_east")
        found = [
            one for one in self._file.variables.values()
            if one.ndim == 1 and (_text(one, "standard_name") == what or plain(one.name) in names
                                  or _text(one, "units") in (unit, unit.replace("degrees", "degree")))
        ]  # fmt: skip
        if len(found) != 1:
            problem = (
                Text("the file has no axis of {what}", what=Text(what)) if not found
                else Text("the file has several axes of {what}", what=Text(what))
            )  # fmt: skip
            raise InputError(
                Fault(problem, self.name, value=", ".join(one.name for one in found) or ", ".join(self._file.variables),
                      accepted=n_("one variable lat and one lon, each of one dimension; no curvilinear grid"))
            )  # fmt: skip
        self._check_unit(found[0], what, unit)
        bounds = self._bounds(found[0])
        make = latitude_edges if what == "latitude" else longitude_edges
        import numpy as np

        middles = np.ma.filled(np.ma.asarray(found[0][:], dtype=np.float64), np.nan)
        edges, order = make(middles, bounds, self.name, found[0].name)
        return Axis(found[0].dimensions[0], edges, order)

    def _check_size(self) -> None:
        rows, columns = self._latitude.order.size, self._longitude.order.size
        if rows * columns > _MOST_CELLS:
            raise InputError(
                Fault(n_("the grid of the file is too fine to be read"), self.name, value=f"{rows} x {columns}",
                      accepted=Text("at most {count} cells", count=_MOST_CELLS),
                      advice=n_("sum its cells to coarser ones first; the model has cells of degrees"))
            )  # fmt: skip

    def _check_unit(self, variable: Any, what: str, unit: str) -> None:
        told = _text(variable, "units")
        other = "degrees_east" if what == "latitude" else "degrees_north"
        if told in (other, "radians", "radian", "rad"):
            raise InputError(
                Fault(Text("the axis of {what} is in {unit}", what=Text(what), unit=told), self.name,
                      column=variable.name, accepted=unit, advice=n_("correct the units of the axis in the file"))
            )  # fmt: skip

    def _bounds(self, variable: Any) -> NDArray[np.float64] | None:
        import numpy as np

        found = self._file.variables.get(_text(variable, "bounds"))
        if found is None or found.shape != (variable.shape[0], 2):
            return None
        return np.ma.filled(np.ma.asarray(found[:], dtype=np.float64), np.nan)


@contextmanager
def grid_file(path: Path, name: str = "") -> Iterator[GridFile]:
    """Open a NetCDF file of fields on a grid.

    Raises:
        AlmadenError: the packages of the extra ``grid`` are not installed.
        InputError: it is no NetCDF file, or its axes cannot be used.
    """
    try:
        import netCDF4
    except ModuleNotFoundError as error:
        raise AlmadenError(NEEDS_GRID) from error
    name = name or path.name
    # However large: fields are read one step at a time.
    size_of(path, name)
    try:
        opened = netCDF4.Dataset(path)
    except OSError as error:
        raise InputError(
            Fault(
                n_("the file cannot be opened as NetCDF"), name, value=str(error), accepted=n_("NetCDF 3 or 4"),
                advice=n_("copy or download it again, it may be cut off"),
            )
        ) from None  # fmt: skip
    with opened:
        try:
            yield GridFile(opened, name)
        except (RuntimeError, IndexError, ValueError, TypeError, AttributeError) as error:
            # What the library says of a damaged file, or of attributes of a wrong kind.
            fault = Fault(n_("the file is damaged or not understood"), name, value=str(error))
            raise InputError(fault) from error


def _text(variable: Any, attribute: str) -> str:
    return str(getattr(variable, attribute, "")).strip()
