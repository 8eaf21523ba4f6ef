"""How time series of stations lie in a NetCDF file: which station and which time belongs to each value.

Read are the layouts of the CF conventions, chapter 9: contiguous and indexed ragged arrays, arrays of station and
time with one time axis for all or one for each, and one station alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from almaden.errors import Fault
from almaden.wording import Text, n_

_AT_ONCE: Final = 20_000
#: Places that a file of a few bytes may promise and no series of stations has.
_MOST: Final = 1_000_000_000
_ACCEPTED: Final = n_("time series of stations by the CF conventions, chapter 9 (featureType timeSeries)")


@dataclass(frozen=True)
class Part:
    """Some places of a file.

    Attributes:
        station: place of the station of each.
        at: what to take of each dimension.
        size: how many they are.
    """

    station: NDArray[np.int64]
    at: Mapping[str, Any]
    size: int

    def take(self, variable: Any) -> NDArray[Any]:
        """Values of a variable there; one that has no other dimension than that of stations is spread."""
        taken = np.asarray(variable[tuple(self.at.get(name, slice(None)) for name in variable.dimensions)])
        return taken if taken.ndim else np.full(self.size, taken)


@dataclass(frozen=True)
class Layout:
    """How a file lies.

    Attributes:
        time: the variable of times.
        station: dimension of the stations, None where there is one station without a dimension.
        along: dimension along which a series lies.
        index: variable that names the station of each place, for an indexed ragged array.
        counts: variable that holds the length of each series, for a contiguous ragged array.
    """

    file: Any
    time: Any
    station: str | None
    along: str
    index: Any = None
    counts: Any = None

    @property
    def stations(self) -> int:
        """How many stations there are."""
        return len(self.file.dimensions[self.station]) if self.station else 1

    def holds(self, variable: Any) -> bool:
        """Whether a variable has a value at each place of the series."""
        mine = {self.along} if self.index is not None or self.counts is not None else {self.along, self.station}
        return self.along in variable.dimensions and set(variable.dimensions) <= mine

    def parts(self) -> Iterator[Part]:
        """All places, some at a time."""
        length = len(self.file.dimensions[self.along])
        owner = self._owners()
        for station in range(self.stations) if owner is None else (0,):
            for begin in range(0, length, _AT_ONCE):
                place = slice(begin, min(begin + _AT_ONCE, length))
                size = place.stop - begin
                whose = np.full(size, station) if owner is None else np.asarray(owner[place], dtype=np.int64)
                at: dict[str, Any] = {self.along: place}
                if owner is None and self.station:
                    at[self.station] = station
                yield Part(whose, at, size)

    def _owners(self) -> Any:
        if self.counts is not None:
            return np.repeat(np.arange(self.stations), np.asarray(self.counts[:]))
        return self.index

    def fault(self, name: str) -> Fault | None:
        """What is wrong with the counts or the index."""
        length = len(self.file.dimensions[self.along])
        if self.counts is not None:
            counts = np.asarray(self.counts[:], dtype=np.int64)
            if counts.min(initial=0) >= 0 and int(counts.sum()) == length:
                return None
            return _broken(name, self.counts.name, str(int(counts.sum())))
        if self.index is not None and length:
            index = np.asarray(self.index[:])
            if index.dtype.kind not in "iu" or index.min() < 0 or index.max() >= self.stations:
                return _broken(name, self.index.name, f"{index.min()} - {index.max()}")
        return None


def layout_of(file: Any, name: str) -> Layout | Fault:
    """How a file lies, or why that is not understood."""
    kind = str(getattr(file, "featureType", "")).lower()
    times = [one for one in file.variables.values() if _is_time(one)]
    if kind not in ("", "timeseries") or len(times) != 1:
        return Fault(
            n_("the file does not hold time series of stations with one time variable"), name,
            value=kind or ", ".join(one.name for one in times), accepted=_ACCEPTED,
            advice=n_("fields of models and profiles are not read as observations"),
        )  # fmt: skip
    time = times[0]
    for one in file.variables.values():
        if hasattr(one, "sample_dimension") and one.ndim == 1:
            return _checked(Layout(file, time, one.dimensions[0], str(one.sample_dimension), counts=one), name)
        if hasattr(one, "instance_dimension") and one.ndim == 1:
            return _checked(Layout(file, time, str(one.instance_dimension), one.dimensions[0], index=one), name)
    stations = _station_dimension(file, time)
    along = [one for one in time.dimensions if one != stations]
    if len(along) != 1:
        return Fault(
            n_("the dimensions of the time are not understood"), name, column=time.name,
            value=", ".join(time.dimensions), accepted=_ACCEPTED,
            advice=n_("name the variable of the stations by cf_role timeseries_id"),
        )  # fmt: skip
    return _checked(Layout(file, time, stations, along[0]), name)


def _checked(layout: Layout, name: str) -> Layout | Fault:
    dimensions = layout.file.dimensions
    ragged = layout.counts is not None or layout.index is not None
    known = {layout.along, layout.station or layout.along} <= set(dimensions)
    if not known or (ragged and layout.time.dimensions != (layout.along,)):
        return _broken(name, layout.time.name, ", ".join(layout.time.dimensions))
    places = len(dimensions[layout.along]) * (1 if ragged else layout.stations)
    if max(places, layout.stations) > _MOST:
        return Fault(
            n_("the file promises more values than can be read"), name, value=str(places),
            accepted=Text("at most {count} values", count=_MOST), advice=n_("split the file by stations or years"),
        )  # fmt: skip
    return layout.fault(name) or layout


def _broken(name: str, column: str, value: str) -> Fault:
    return Fault(
        n_("which station a value belongs to cannot be made out: counts, index and values do not fit"), name,
        column=column, value=value, accepted=_ACCEPTED, advice=n_("ask for the file anew, it may be damaged"),
    )  # fmt: skip


def _is_time(variable: Any) -> bool:
    told = str(getattr(variable, "standard_name", "")) == "time"
    return (told or variable.name.lower() == "time") and " since " in str(getattr(variable, "units", ""))


def _station_dimension(file: Any, time: Any) -> str | None:
    for one in file.variables.values():
        if getattr(one, "cf_role", "") == "timeseries_id":
            # A text of single letters has a last dimension, that of the letters.
            letters = getattr(one.dtype, "kind", "") == "S"
            stations = one.dimensions[:-1] if letters else one.dimensions
            return stations[0] if stations else None
    for one in file.variables.values():
        if getattr(one, "standard_name", "") == "latitude":
            return one.dimensions[0] if one.dimensions and one.dimensions[0] not in time.dimensions[-1:] else None
    return None
