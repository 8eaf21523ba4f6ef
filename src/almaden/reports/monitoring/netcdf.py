"""Observations as NetCDF after the CF conventions: time series of stations as an indexed ragged array.

Every record is one place of the dimension ``obs``. Each observed quantity in each unit is a variable; at a place that
is of another quantity it has its fill value. Texts, such as the value as it was written, are numbers that count
places in a list of the different texts, which stands beside. Records are written as they come, in blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np

from almaden.errors import AlmadenError
from almaden.monitoring.cf import NEEDS_GRID, cf_row, cf_unit
from almaden.monitoring.series import FLAGS
from almaden.reference.records import ObservationRecord, SiteRecord
from almaden.reports.monitoring.about import ExportAbout, Target, made_whole, sites_by_identifier, utc

CONVENTIONS: Final = "CF-1.8"
TIME_UNITS: Final = "seconds since 1970-01-01T00:00:00Z"
#: The fill value that NetCDF itself gives to doubles; no concentration comes near it.
FILL: Final = 9.969209968386869e36
#: Stands for an empty text.
NO_TEXT: Final = -1
#: Fields of a record that are texts of few different values, kept as places in a list.
TEXTS: Final = (
    "method", "instrument", "level", "sample", "taxon", "tissue", "basis", "diagnostics",
    "original_value", "original_unit", "original_flag", "original_file",
)  # fmt: skip

_AT_ONCE: Final = 20_000
_CHUNK: Final = 16_384
_COORDINATES: Final = "time latitude longitude altitude station_id"


def write_netcdf(
    sites: Sequence[SiteRecord], observations: Iterable[ObservationRecord], about: ExportAbout, target: Target
) -> list[Path]:
    """Write observations as NetCDF 4 that keeps CF 1.8.

    The time is the begin of a measurement, its bounds are begin and end; where no end is told both are the begin.

    Returns:
        The file written; none for a stream.

    Raises:
        AlmadenError: the packages of the extra ``grid`` are not installed.
        OutputError: the file cannot be written.
    """
    try:
        import netCDF4
    except ModuleNotFoundError as error:
        raise AlmadenError(NEEDS_GRID) from error
    with made_whole(target) as path, netCDF4.Dataset(path, "w", format="NETCDF4") as file:
        _Writer(file, sites).write(observations, about)
    return [target] if isinstance(target, Path) else []


class _Writer:
    """Writes one file."""

    def __init__(self, file: Any, sites: Sequence[SiteRecord]) -> None:
        self._file = file
        self._all_sites = sites
        self._stations: dict[str, int] = {}
        self._texts: dict[str, dict[str, int]] = {}
        self._quantities: dict[tuple[str, str, str], str] = {}
        self._size = 0
        file.createDimension("obs", None)
        file.createDimension("nv", 2)
        time = {"standard_name": "time", "long_name": "begin of the measurement", "units": TIME_UNITS, "axis": "T"}
        self._variable("time", np.float64, time | {"calendar": "standard", "bounds": "time_bounds"})
        file.createVariable("time_bounds", np.float64, ("obs", "nv"), zlib=True, chunksizes=(_CHUNK, 2))
        self._variable("station_index", np.int32, {"long_name": "station", "instance_dimension": "station"})
        flags = {"standard_name": "status_flag", "long_name": "flag of the measurement"}
        codes = np.arange(len(FLAGS), dtype=np.int8)
        self._variable("flag", np.int8, flags | {"flag_values": codes, "flag_meanings": " ".join(FLAGS)})

    def write(self, observations: Iterable[ObservationRecord], about: ExportAbout) -> None:
        rows = iter(observations)
        while some := list(islice(rows, _AT_ONCE)):
            self._block(some)
        self._lists()
        self._sites()
        self._about(about)

    def _block(self, rows: Sequence[ObservationRecord]) -> None:
        place = slice(self._size, self._size + len(rows))
        self._size = place.stop
        start = np.array([utc(one.start).timestamp() for one in rows])
        end = np.array([start[at] if one.end is None else utc(one.end).timestamp() for at, one in enumerate(rows)])
        self._put("time", place, start)
        self._put("time_bounds", place, np.stack([start, end], axis=1))
        stations = [self._stations.setdefault(one.site, len(self._stations)) for one in rows]
        self._put("station_index", place, np.array(stations, dtype=np.int32))
        self._put("flag", place, np.array([FLAGS.index(one.flag) for one in rows], dtype=np.int8))
        self._values(rows, place)
        quantities = [self._quantities[one.matrix, one.species, one.unit] for one in rows]
        self._listed("quantity", quantities, place)
        self._numbers("length_mm", [one.length_mm for one in rows], place, _LENGTH)
        for name in TEXTS:
            self._listed(name, [getattr(one, name) for one in rows], place)

    def _listed(self, name: str, texts: Sequence[str], place: slice) -> None:
        """Texts as places in the list of the different ones."""
        known = self._texts.setdefault(name, {})
        if any(texts) and not known:
            attributes = {"long_name": f"place in the list {name}_text, counted from 0", "labels": f"{name}_text"}
            self._variable(name, np.int32, attributes, NO_TEXT)
        if name in self._file.variables:
            codes = [known.setdefault(text, len(known)) if text else NO_TEXT for text in texts]
            self._put(name, place, np.array(codes, dtype=np.int32))

    def _values(self, rows: Sequence[ObservationRecord], place: slice) -> None:
        quantities = [(one.matrix, one.species, one.unit) for one in rows]
        for quantity in dict.fromkeys(quantities):
            name = self._quantities.get(quantity) or self._quantity(*quantity)
            here = [one if is_it == quantity else None for one, is_it in zip(rows, quantities, strict=True)]
            self._put(name, place, _filled([None if one is None else one.value for one in here]))
            limits = [None if one is None else one.detection_limit for one in here]
            told = {"long_name": f"detection limit of {quantity[1]} in {quantity[0]}", "units": cf_unit(quantity[2])}
            self._numbers(f"{name}_detection_limit", limits, place, told)
            if f"{name}_detection_limit" in self._file.variables:
                self._file.variables[name].ancillary_variables = f"flag {name}_detection_limit"

    def _quantity(self, matrix: str, species: str, unit: str) -> str:
        name = re.sub(r"[^a-z0-9]+", "_", f"{matrix} {species}".lower()).strip("_")
        if name in self._quantities.values():
            name = f"{name}_{len(self._quantities)}"
        known = cf_row(matrix, species, unit) or {"standard_name": "", "cell_methods": ""}
        attributes = {name: known[name] for name in ("standard_name", "cell_methods") if known[name]}
        attributes |= {
            "long_name": f"{species} in {matrix}", "units": cf_unit(unit), "coordinates": _COORDINATES,
            "ancillary_variables": "flag", "matrix": matrix, "species": species, "unit": unit,
        }  # fmt: skip
        self._variable(name, np.float64, attributes, FILL)
        self._quantities[matrix, species, unit] = name
        return name

    def _numbers(self, name: str, values: Sequence[Any], place: slice, attributes: dict[str, Any]) -> None:
        if name not in self._file.variables:
            if not any(value is not None for value in values):
                return
            self._variable(name, np.float64, attributes | {"coordinates": _COORDINATES}, FILL)
        self._put(name, place, _filled(values))

    def _lists(self) -> None:
        for name, known in self._texts.items():
            if known:
                told = {"long_name": f"different texts of {name}"}
                self._strings(f"{name}_text", f"{name}_number", list(known), told)

    def _sites(self) -> None:
        """The stations: those that observations name, then those that nothing was observed at."""
        known = sites_by_identifier(self._all_sites)
        named = {id(known[one]) for one in self._stations if one in known}
        rest = {id(site): name for name, site in known.items() if id(site) not in named}
        names = [*self._stations, *rest.values()]
        sites = [known.get(name) for name in names]
        self._file.createDimension("station", len(names))
        identifier = {"long_name": "identifier of the station", "cf_role": "timeseries_id"}
        self._strings("station_id", "station", names, identifier)
        titles = {"name": "name of the station", "country": "country, ISO 3166", "network": "network"}
        for field, title in titles.items():
            texts = [getattr(site, field) if site is not None else "" for site in sites]
            self._strings(f"station_{field}", "station", texts, {"long_name": title})
        for name, (field, attributes) in _PLACES.items():
            self._file.createVariable(name, np.float64, ("station",), fill_value=FILL).setncatts(attributes)
            self._file.variables[name][:] = _filled([getattr(site, field) if site else None for site in sites])

    def _about(self, about: ExportAbout) -> None:
        told = about.texts()
        made = f"{told['made']} " if "made" in told else ""
        networks = sorted({site.network for site in self._all_sites if site.network})
        attributes = {
            "Conventions": CONVENTIONS, "featureType": "timeSeries", "title": about.title,
            "institution": "; ".join(networks) or "not told",
            "source": "measurements of mercury, as told with each value",
            "history": f"{made}written by {told['program']}", "references": about.citation or "not told",
            "comment": about.notice or "flags: see the variable flag", "license": about.licence,
            "edition": about.edition,
        }  # fmt: skip
        self._file.setncatts({name: text for name, text in attributes.items() if text})

    def _variable(self, name: str, kind: Any, attributes: dict[str, Any], fill: float | None = None) -> None:
        made = self._file.createVariable(name, kind, ("obs",), zlib=True, chunksizes=(_CHUNK,), fill_value=fill)
        made.setncatts(attributes)

    def _strings(self, name: str, dimension: str, texts: list[str], attributes: dict[str, str]) -> None:
        if dimension not in self._file.dimensions:
            self._file.createDimension(dimension, len(texts))
        self._file.createVariable(name, str, (dimension,)).setncatts(attributes)
        if texts:
            self._file.variables[name][:] = np.array(texts, dtype=object)

    def _put(self, name: str, place: slice, values: np.ndarray[Any, Any]) -> None:
        self._file.variables[name][place] = values


_LENGTH: Final = {"long_name": "length of the animal", "units": "mm"}
_PLACES: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "latitude": (
        "latitude",
        {"standard_name": "latitude", "long_name": "latitude of the station", "units": "degrees_north", "axis": "Y"},
    ),
    "longitude": (
        "longitude",
        {"standard_name": "longitude", "long_name": "longitude of the station", "units": "degrees_east", "axis": "X"},
    ),
    "altitude": (
        "elevation_m",
        {
            "standard_name": "altitude", "long_name": "height of the station above the sea", "units": "m",
            "positive": "up", "axis": "Z",
        },
    ),
}  # fmt: skip


def _filled(values: Sequence[float | None]) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.array([FILL if value is None else value for value in values])
