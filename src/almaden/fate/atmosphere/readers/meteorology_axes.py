"""Levels and steps of time of a file of meteorology."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from almaden.errors import Fault, InputError
from almaden.fate.atmosphere.readers.netcdf_grid import GridFile
from almaden.reference.readers.names import plain
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: hPa of each unit of pressure.
_PRESSURES: Final = {"hpa": 1.0, "mb": 1.0, "mbar": 1.0, "millibar": 1.0, "millibars": 1.0, "pa": 0.01, "pascal": 0.01}
_LEVELS: Final = frozenset({"level", "lev", "plev", "pressure", "pressure level", "isobaric", "isobaricinhpa"})
_MONTHS: Final = frozenset({"month", "months", "mon"})
_TIMES: Final = frozenset({"time", "t", "valid time", "date", *_MONTHS})
_HIGHEST_HPA: Final = 1100.0


@dataclass(frozen=True)
class Levels:
    """The levels of a variable.

    Attributes:
        dimension: its name in the file.
        hpa: (levels,) pressures in the order of the file.
    """

    dimension: str
    hpa: NDArray[np.float64]


def levels_of(file: GridFile, variable: Any) -> Levels:
    """The levels of pressure that a variable lies on.

    Raises:
        InputError: it has none, or they are no pressures.
    """
    import numpy as np

    for one in _others(file, variable):
        axis = file.dimension(one)
        if axis is None or axis.ndim != 1:
            continue
        unit = str(getattr(axis, "units", "")).strip().casefold()
        if unit not in _PRESSURES and plain(one) not in _LEVELS:
            continue
        values = np.ma.filled(np.ma.asarray(axis[:], dtype=np.float64), np.nan)
        hpa = values * _PRESSURES.get(unit, np.nan)
        if not np.all(np.isfinite(hpa)) or hpa.min() <= 0 or hpa.max() > _HIGHEST_HPA or np.unique(hpa).size < hpa.size:
            raise InputError(
                Fault(n_("the levels are no pressures"), file.name, column=one,
                      value=", ".join(f"{value:g}" for value in values[:5]) + f" {unit}",
                      accepted=n_("levels of pressure in hPa or Pa, each once, with their unit"),
                      advice=n_("download the winds on levels of pressure, not on those of a model"))
            )  # fmt: skip
        return Levels(one, hpa)
    raise InputError(
        Fault(n_("the wind has no levels of pressure"), file.name, column=variable.name,
              value=", ".join(variable.dimensions), accepted=n_("an axis of levels in hPa or Pa"),
              advice=n_("download the winds on 850, 500 and 200 hPa at least"))
    )  # fmt: skip


@dataclass(frozen=True)
class Steps:
    """The steps of time of a variable.

    Attributes:
        dimension: its name in the file, empty where the variable has no time.
        places: places of the steps of each (year, month); one place and no month where there is no time.
    """

    dimension: str
    places: dict[tuple[int, int], tuple[int, ...]]

    @property
    def months(self) -> tuple[int, ...]:
        """The months that there are, each once."""
        return tuple(sorted({month for _, month in self.places if month}))

    def of_month(self, month: int | None) -> Steps:
        """The steps of one month of every year; all where no month is chosen, or the variable has no time."""
        if month is None or not self.months:
            return self
        return Steps(self.dimension, {key: value for key, value in self.places.items() if key[1] == month})


def steps_of(file: GridFile, variable: Any, level: str = "") -> Steps:
    """The steps of time of a variable by year and month.

    Args:
        file: the file.
        variable: the variable.
        level: name of the dimension of its levels, empty for a field on the ground.

    Raises:
        InputError: times are not understood, or the variable has other dimensions besides.
    """
    rest = [one for one in _others(file, variable) if one != level]
    times = [one for one in rest if plain(one) in _TIMES or " since " in _units(file.dimension(one))]
    sizes = dict(zip(variable.dimensions, variable.shape, strict=True))
    strange = [one for one in rest if one not in times and sizes[one] > 1]
    if strange or len(times) > 1:
        raise InputError(
            Fault(n_("the variable has dimensions that are not understood"), file.name, column=variable.name,
                  value=", ".join(strange or times), accepted=n_("latitude, longitude, level and one of time"),
                  advice=n_("choose one member, version or hour of the day, or take the mean over them"))
        )  # fmt: skip
    if not times:
        return Steps("", {(0, 0): (0,)})
    places: dict[tuple[int, int], list[int]] = {}
    for place, key in enumerate(_moments(file, times[0], sizes[times[0]])):
        places.setdefault(key, []).append(place)
    return Steps(times[0], {key: tuple(several) for key, several in places.items()})


def _others(file: GridFile, variable: Any) -> list[str]:
    return [one for one in variable.dimensions if one not in file.axes]


def _units(axis: Any) -> str:
    return str(getattr(axis, "units", ""))


def _moments(file: GridFile, dimension: str, size: int) -> list[tuple[int, int]]:
    """Year and month of each step."""
    import netCDF4
    import numpy as np

    axis = file.dimension(dimension)
    if axis is None:
        if size == 1:
            return [(0, 0)]
        raise InputError(Fault(n_("the times of the file are missing"), file.name, column=dimension))
    numbers = np.atleast_1d(np.ma.filled(np.ma.asarray(axis[:], dtype=np.float64), np.nan))
    if not np.all(np.isfinite(numbers)):
        raise InputError(Fault(n_("times are missing or not numbers"), file.name, column=dimension))
    if " since " in _units(axis):
        dates = netCDF4.num2date(numbers, _units(axis), str(getattr(axis, "calendar", "standard")))
        return [(one.year, one.month) for one in np.atleast_1d(np.asarray(dates))]
    found = _plain_moments(numbers, plain(dimension) in _MONTHS)
    if not found:
        raise InputError(
            Fault(n_("the times of the file are not understood"), file.name, column=dimension,
                  value=Text("{first} {unit}", first=str(numbers[0]), unit=_units(axis)),
                  accepted=n_("months 1 to 12, dates such as 20150131, or units such as 'days since 2000-01-01'"))
        )  # fmt: skip
    return found


def _plain_moments(numbers: NDArray[np.float64], months: bool) -> list[tuple[int, int]]:
    """Year and month of plain months or of dates written as YYYYMM or YYYYMMDD; empty if they are neither."""
    whole = [round(float(one)) for one in numbers]
    if months:
        found = [(0, one) for one in whole]
    elif min(whole) > 10_000_000:
        found = [(one // 10_000, one // 100 % 100) for one in whole]
    else:
        found = [(one // 100, one % 100) for one in whole]
    return found if all(1 <= month <= 12 for _, month in found) else []
