"""Reads winds and weather out of a NetCDF file of a user: ERA5, ERA-Interim, MERRA-2, or any that keeps CF.

What a file should hold, of the whole globe:

=====================  ==================================  =============================================
quantity               names, for example                  units
=====================  ==================================  =============================================
eastward wind          u, U, ua (``eastward_wind``)        m s-1 (also cm s-1, km/h, knots)
northward wind         v, V, va (``northward_wind``)       m s-1 (also cm s-1, km/h, knots)
vertical motion        w, omega, OMEGA, wap                Pa s-1; only compared, may be missing
precipitation          tp, mtpr, PRECTOT, pr               m (a day, as ERA5), kg m-2 s-1, mm/day; optional
surface pressure       sp, ps, PS                          Pa, hPa; optional
boundary layer         blh, PBLH                           m; optional, told and not used
=====================  ==================================  =============================================

Winds lie on levels of pressure (hPa or Pa), 850, 500 and 200 hPa at least. Longitudes run from 0 to 360 or from -180 to
180, latitudes either way. An axis ``month`` (1 to 12) or ``time`` (CF) may be there: months count alike, years are
averaged by month; daily or hourly steps also tell how strongly eddies mix. The tables ``fate/meteorology_names`` and
``fate/meteorology_units`` list all names and units. A file can be made with xarray::

    xarray.Dataset(
        {"u": (("month", "level", "latitude", "longitude"), u, {"units": "m s-1"}),
         "v": (("month", "level", "latitude", "longitude"), v, {"units": "m s-1"}),
         "tp": (("month", "latitude", "longitude"), rain, {"units": "mm/day"})},
        {"month": [1, 7], "level": ("level", [850, 500, 200], {"units": "hPa"}),
         "latitude": latitude, "longitude": longitude},
    ).to_netcdf("winds.nc")
"""

from __future__ import annotations

import hashlib
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from almaden.errors import Fault, InputError
from almaden.fate.atmosphere import meteorology_checks as checks
from almaden.fate.atmosphere.meteorology import QUANTITIES, Meteorology, Winds
from almaden.fate.atmosphere.readers.meteorology_axes import Levels, Steps, levels_of, steps_of
from almaden.fate.atmosphere.readers.meteorology_words import quantity_of, scale_of
from almaden.fate.atmosphere.readers.netcdf_grid import GridFile, grid_file
from almaden.fate.atmosphere.settings import meteorology_setting
from almaden.reference.meta import meta
from almaden.wording import Text, joined, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WINDS = ("eastward wind", "northward wind")


@dataclass
class _Told:
    """What was found wrong or odd on the way."""

    faults: list[Fault] = field(default_factory=list)
    findings: list[Text] = field(default_factory=list)


@dataclass(frozen=True)
class _Field:
    """Mean of the chosen months, and the variance within months where there are steps enough."""

    mean: NDArray[np.float64]
    variance: NDArray[np.float64] | None
    steps: Steps


def read_meteorology(path: Path, month: int | None = None) -> Meteorology:
    """Read winds and weather.

    Args:
        path: the file.
        month: 1 to 12 to read one month; None for the mean of all months that there are, each with the same weight.

    Returns:
        The fields on the grid of the file, with what is odd as ``findings``.

    Raises:
        AlmadenError: the packages of the extra ``grid`` are not installed.
        InputError: with every fault: only one of both winds, winds without a layer, too fast, with holes, of a part
            of the globe; units that are not known; a month that is not there.
    """
    with warnings.catch_warnings():
        # netCDF4 warns of fill values that do not fit the type of packed numbers, as ERA-Interim files have them.
        warnings.simplefilter("ignore")
        with grid_file(path) as file:
            with path.open("rb") as raw:
                sha256 = hashlib.file_digest(raw, "sha256").hexdigest()
            return _read(file, month, sha256)


def read_months(path: Path) -> dict[int, Meteorology]:
    """Read each month that there is by itself, by its number; arguments and errors as of :func:`read_meteorology`.

    Raises:
        InputError: the file tells no months.
    """
    months = read_meteorology(path).months
    if not months:
        raise InputError(
            Fault(n_("the file tells no months"), path.name, accepted=n_("an axis month, 1 to 12, or time by CF"))
        )
    return {month: read_meteorology(path, month) for month in months}


def _read(file: GridFile, month: int | None, sha256: str) -> Meteorology:
    told = _Told()
    variables = _variables(file, told)
    told.faults += checks.faults_of_globe(file.edges, file.name)
    winds, months = _winds(file, variables, month, told)
    ground = {
        one: _ground(file, variables[one], one, month, told)
        for one in ("precipitation", "surface pressure", "boundary layer") if one in variables
    }  # fmt: skip
    if told.faults or winds is None:
        raise InputError(tuple(dict.fromkeys(told.faults)))
    told.findings += checks.findings_of_belts(winds, file.edges)
    if not months:
        told.findings.append(Text("the file tells no months; its winds were taken as the mean of the year"))
    elif month is None and len(months) < 12:
        told.findings.append(
            Text("the mean of the year was made of {count} of 12 months only: {months}",
                 count=len(months), months=", ".join(map(str, months)))
        )  # fmt: skip
    return Meteorology(
        file.name, file.edges, winds, ground.get("precipitation"), ground.get("surface pressure"),
        ground.get("boundary layer"), months if month is None else (month,), month,
        {key: one.name for key, one in variables.items()}, tuple(told.findings), meta(0, 0, sha256),
    )  # fmt: skip


def _variables(file: GridFile, told: _Told) -> dict[str, Any]:
    found: dict[str, list[Any]] = {}
    unknown = []
    for one in file.fields():
        key = quantity_of(one)
        if key:
            found.setdefault(key, []).append(one)
        else:
            unknown.append(one.name)
    if unknown:
        told.findings.append(Text("variables that were not read: {names}", names=", ".join(unknown)))
    for key, several in found.items():
        if len(several) > 1:
            told.faults.append(
                Fault(Text("several variables are {quantity}", quantity=Text(QUANTITIES[key])), file.name,
                      value=", ".join(one.name for one in several), advice=n_("keep one of them in the file"))
            )  # fmt: skip
    missing = [one for one in _WINDS if one not in found]
    if missing:
        told.faults.append(
            Fault(Text("the file has no {what}", what=joined([Text(QUANTITIES[one]) for one in missing])), file.name,
                  value=", ".join(unknown), accepted=n_("both winds, such as u and v, on levels of pressure"),
                  advice=n_("rename the variables, or tell what they are in their standard_name"))
        )  # fmt: skip
    return {key: several[0] for key, several in found.items()}


def _winds(
    file: GridFile, variables: dict[str, Any], month: int | None, told: _Told
) -> tuple[Winds | None, tuple[int, ...]]:
    fields: dict[str, _Field] = {}
    levels: dict[str, Levels] = {}
    for key in (*_WINDS, "vertical motion"):
        if key not in variables:
            continue
        try:
            levels[key] = levels_of(file, variables[key])
            fields[key] = _field(file, variables[key], key, month, told, levels[key])
        except InputError as error:
            if key in _WINDS:
                told.faults += error.faults
            else:
                # It is only compared with, so winds without it can be used all the same.
                why = joined([Text(one.problem) for one in error.faults], "; ")
                told.findings.append(Text("{name} was not read: {why}", name=variables[key].name, why=why))
    for key in _WINDS:
        if key in fields:
            _check_wind(file, variables[key].name, key, fields[key].mean, levels[key], told)
    if not set(_WINDS) <= set(fields):
        return None, ()
    east, north = (fields[one] for one in _WINDS)
    own = levels[_WINDS[0]]
    if own.hpa.tolist() != levels[_WINDS[1]].hpa.tolist() or east.steps.places.keys() != north.steps.places.keys():
        told.faults.append(
            Fault(n_("both winds are not on the same levels and of the same months"), file.name,
                  column=variables[_WINDS[1]].name)
        )  # fmt: skip
    sinking = fields.get("vertical motion")
    same = sinking is not None and levels["vertical motion"].hpa.tolist() == own.hpa.tolist()
    if sinking is not None and not same:
        told.findings.append(Text("vertical motion is on other levels than the winds; it was not compared"))
    made = Winds(
        own.hpa, east.mean, north.mean, east.variance, north.variance,
        sinking.mean if sinking is not None and same else None,
    )  # fmt: skip
    return made, east.steps.months


def _check_wind(file: GridFile, name: str, key: str, mean: NDArray[np.float64], levels: Levels, told: _Told) -> None:
    told.faults += checks.faults_of_levels(levels.hpa, file.name, levels.dimension)
    told.faults += checks.faults_of_speed(mean, file.name, name)
    share = _missing_air(mean, file, levels)
    told.faults += checks.faults_of_holes(share, file.name, name)
    if share > 0:
        told.findings.append(checks.finding_of_missing(key, share))


def _missing_air(mean: NDArray[np.float64], file: GridFile, levels: Levels) -> float:
    """Each level counts by the pressures that lie nearest to it."""
    import numpy as np

    order = np.argsort(levels.hpa)
    weights = np.ones(levels.hpa.size)
    if order.size > 1:
        weights[order] = np.gradient(levels.hpa[order])
    return checks.missing_share(mean, file.edges, weights)


def _ground(file: GridFile, variable: Any, key: str, month: int | None, told: _Told) -> NDArray[np.float64] | None:
    try:
        values = _field(file, variable, key, month, told, None).mean
    except InputError as error:
        told.faults += error.faults
        return None
    share = checks.missing_share(values, file.edges)
    found = [*checks.faults_of_holes(share, file.name, variable.name)]
    if key != "boundary layer":
        found += checks.faults_of_mean(key, values, file.edges, file.name, variable.name)
    told.faults += found
    if share > 0 and not found:
        told.findings.append(checks.finding_of_missing(key, share))
    return values


def _field(file: GridFile, variable: Any, key: str, month: int | None, told: _Told, levels: Levels | None) -> _Field:
    """Mean over the steps of each month of each year, over the years, then over the months."""
    import numpy as np

    scale, note = scale_of(key, variable, file.name)
    if note:
        told.findings.append(Text("{name}: {note}", name=variable.name, note=Text(note)))
    steps = steps_of(file, variable, levels.dimension if levels else "")
    if month is not None and month not in steps.months and (steps.months or levels):
        raise InputError(
            Fault(Text("the file has no month {month}", month=str(month)), file.name, column=variable.name,
                  accepted=", ".join(map(str, steps.months)) or n_("the mean of the year; the file tells no months"))
        )  # fmt: skip
    steps = steps.of_month(month)
    places: list[dict[str, int]] = [{}]
    if levels:
        places = [{levels.dimension: place} for place in range(levels.hpa.size)]
    enough = min(map(len, steps.places.values())) >= meteorology_setting("steps for eddies").value
    pairs = [_month_means(file, variable, steps, place, enough and levels is not None) for place in places]
    means, variances = np.stack([one for one, _ in pairs]), [other for _, other in pairs if other is not None]
    variance = scale**2 * np.stack(variances) if variances else None
    return _Field(scale * (means if levels else means[0]), variance, steps)


def _month_means(
    file: GridFile, variable: Any, steps: Steps, place: dict[str, int], varies: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64] | None]:
    """(rows, columns) mean, and mean of the variances within months if wanted; one step is in memory at a time."""
    import numpy as np

    years = Counter(month for _, month in steps.places)
    mean, variance = np.zeros(file.edges.shape), np.zeros(file.edges.shape) if varies else None
    for (_, month), several in steps.places.items():
        total, squares = np.zeros(file.edges.shape), np.zeros(file.edges.shape)
        for step in several:
            values = file.values(variable, place | ({steps.dimension: step} if steps.dimension else {}))
            total += values
            if varies:
                squares += values**2
        # Months count alike, and the years of a month too.
        weight = 1.0 / (len(years) * years[month])
        within = total / len(several)
        mean += weight * within
        if variance is not None:
            variance += weight * np.maximum(squares / len(several) - within**2, 0.0)
    return mean, variance
