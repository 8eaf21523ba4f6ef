"""Reads time series of stations from NetCDF files that keep the CF conventions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, BinaryIO, Final

import numpy as np

from almaden.errors import Fault, InputError
from almaden.monitoring.cf import NEEDS_GRID
from almaden.monitoring.readers.made import made
from almaden.monitoring.readers.netcdf_layout import Layout, Part, layout_of
from almaden.monitoring.readers.netcdf_times import Clock, clock_of
from almaden.monitoring.readers.netcdf_variables import Quantity, numbers, quantities, texts, undeclared
from almaden.reference.readers.incoming import on_disk
from almaden.reference.readers.located import Remarked
from almaden.reference.readers.registry import Reader
from almaden.reference.records import ObservationRecord, SiteRecord
from almaden.wording import n_

READER: Final = Reader(
    "netcdf-series",
    n_("Time series of stations as NetCDF by the CF conventions"),
    ("site", "observation"),
    (".nc", ".nc4", ".cdf"),
    example="stations.nc",
    tried=False,
)
#: Texts that the program's own export keeps with each value.
_TEXTS: Final = (
    "method", "instrument", "level", "sample", "taxon", "tissue", "basis", "diagnostics",
    "original_value", "original_unit", "original_flag", "original_file",
)  # fmt: skip
_SYSTEM: Final = "station"


def read(file: BinaryIO, name: str) -> Iterator[Remarked]:
    """Read the stations and the values of a file, station by station or in its own order."""
    try:
        import netCDF4
    except ModuleNotFoundError:
        yield Fault(NEEDS_GRID, name)
        return
    try:
        with on_disk(file, name) as path:
            try:
                opened = netCDF4.Dataset(path)
            except OSError as error:
                yield Fault(
                    n_("the file cannot be opened as NetCDF"), name, value=str(error),
                    accepted=n_("NetCDF 3 or 4"), advice=n_("copy or download it again, it may be cut off"),
                )  # fmt: skip
                return
            with opened:
                opened.set_auto_maskandscale(False)
                try:
                    yield from _file(opened, name)
                except (RuntimeError, IndexError, ValueError, TypeError, AttributeError) as error:
                    # What the library says of a damaged file, or of attributes of a wrong kind.
                    yield Fault(n_("the file is damaged or not understood"), name, value=str(error))
    except InputError as error:
        yield from error.faults


def _file(file: Any, name: str) -> Iterator[Remarked]:
    layout = layout_of(file, name)
    if isinstance(layout, Fault):
        yield layout
        return
    time = layout.time
    clock = clock_of(str(time.units), str(getattr(time, "calendar", "")), time.name, name)
    if isinstance(clock, Fault):
        yield clock
        return
    found = []
    for one in quantities(layout, name):
        if isinstance(one, Quantity):
            found.append(one)
        else:
            yield one
    if not found:
        return
    stations = _stations(layout)
    for values in stations:
        yield made(SiteRecord, values, name)
    ids = [_identifier(values) for values in stations]
    told: set[str] = set()
    for part in layout.parts():
        yield from _part(_Reading(layout, clock, ids, name), part, found, told)


class _Reading:
    """What is the same for all parts of a file."""

    def __init__(self, layout: Layout, clock: Clock, ids: Sequence[str], name: str) -> None:
        self.layout, self.clock, self.ids, self.name = layout, clock, ids, name

    def bounds(self, part: Part) -> list[tuple[datetime | None, datetime | None]]:
        """Begin and end of each measurement; without bounds, or where both are the same, no end is told."""
        times, _ = numbers(self.layout.time, part)
        bounds = self.layout.file.variables.get(str(getattr(self.layout.time, "bounds", "")))
        if bounds is None:
            return [(one, None) for one in self.clock.moments(times)]
        both = part.take(bounds)
        begins, ends = self.clock.moments(both[:, 0]), self.clock.moments(both[:, 1])
        return [(begin, end if end != begin else None) for begin, end in zip(begins, ends, strict=True)]


def _part(reading: _Reading, part: Part, found: Sequence[Quantity], told: set[str]) -> Iterator[Remarked]:
    file = reading.layout.file
    bounds = reading.bounds(part)
    own = {field: words for field in _TEXTS if (words := texts(file, field, part)) is not None}
    which = texts(file, "quantity", part)
    lengths = numbers(file.variables["length_mm"], part)[0] if "length_mm" in file.variables else None
    for quantity in found:
        values, stored = numbers(quantity.variable, part)
        limits = numbers(quantity.limit, part)[0] if quantity.limit is not None else np.full(part.size, np.nan)
        codes = part.take(quantity.flags).tolist() if quantity.flags is not None else [None] * part.size
        odd = undeclared(quantity, values, reading.name)
        if odd is not None and quantity.variable.name not in told:
            told.add(quantity.variable.name)
            yield odd
        for at, (start, end) in enumerate(bounds):
            if start is None or (which is not None and which[at] != quantity.variable.name):
                continue
            fields: dict[str, Any] = {
                "site": reading.ids[part.station[at]], "start": start, "end": end, "matrix": quantity.matrix,
                "species": quantity.species, "unit": quantity.unit, "value": _known(values[at]),
                "detection_limit": _known(limits[at]), "original_value": f"{stored[at]}",
                "original_unit": str(getattr(quantity.variable, "units", "")), "original_file": reading.name,
            }  # fmt: skip
            fields |= _flag(quantity, codes[at], fields["value"])
            fields |= {field: words[at] for field, words in own.items()}
            if lengths is not None:
                fields["length_mm"] = _known(lengths[at])
            yield made(ObservationRecord, fields, reading.name, quantity.variable.name)


def _flag(quantity: Quantity, code: int | None, value: float | None) -> dict[str, str]:
    if code is None:
        return {"flag": "valid" if value is not None else "missing"}
    flag, word = quantity.flag(code)
    return {"flag": "missing" if value is None and flag == "valid" else flag, "original_flag": word}


def _known(value: Any) -> float | None:
    return None if np.isnan(value) else float(value)


def _stations(layout: Layout) -> list[dict[str, Any]]:
    """What is told of each station, as fields of its record."""
    fields = {
        "id": _of(layout, cf_role=("timeseries_id",)),
        "name": _of(layout, standard_name=("platform_name",)) or layout.file.variables.get("station_name"),
        "latitude": _of(layout, standard_name=("latitude",)),
        "longitude": _of(layout, standard_name=("longitude",)),
        "elevation_m": _of(layout, standard_name=("altitude", "surface_altitude", "height_above_mean_sea_level")),
        "country": layout.file.variables.get("station_country"),
        "network": layout.file.variables.get("station_network"),
    }
    columns = {name: _column(one, layout.stations) for name, one in fields.items() if one is not None}
    found = []
    for at in range(layout.stations):
        values = {name: column[at] for name, column in columns.items() if column[at] not in (None, "")}
        told = values.pop("id", "") or values.get("name", "") or str(at + 1)
        system, colon, text = told.partition(":")
        values["identifiers"] = {system: text} if colon and text else {_SYSTEM: told}
        found.append({"name": told} | values)
    return found


def _identifier(values: dict[str, Any]) -> str:
    return next(f"{system}:{text}" for system, text in values["identifiers"].items())


def _of(layout: Layout, **wanted: tuple[str, ...]) -> Any:
    for one in layout.file.variables.values():
        if any(str(getattr(one, name, "")) in values for name, values in wanted.items()):
            return one
    return None


def _column(variable: Any, stations: int) -> list[Any]:
    """One value of each station: a text, or a number that may be missing."""
    taken = np.asarray(variable[:] if variable.dimensions else [variable[...]])
    if taken.dtype.kind in "SU" and taken.dtype.itemsize in (1, 4) and taken.ndim:
        rows = taken.reshape(stations, -1)
        return [b"".join(np.asarray(row, dtype="S1").tolist()).decode("utf-8", "replace").strip() for row in rows]
    if taken.dtype.kind in "OSU":
        return [str(one).strip() for one in taken.ravel()][:stations]
    whole = Part(np.zeros(stations, dtype=np.int64), {}, stations)
    return [_known(one) for one in np.ravel(numbers(variable, whole)[0])][:stations]
