"""A series: what one site measured of one species with one instrument, as arrays in the order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from almaden.reference.records import Flag, ObservationRecord

#: The flags by their codes.
FLAGS: Final[tuple[Flag, ...]] = get_args(Flag)
VALID, SUSPECT, INVALID, BELOW_DETECTION, MISSING = range(len(FLAGS))

#: The method of values that are means of one calendar month over several years.
CLIMATOLOGY: Final = "climatological mean"

Times = NDArray[np.datetime64]
Floats = NDArray[np.float64]
Codes = NDArray[np.uint8]


class SeriesKey(NamedTuple):
    """What tells a series from the others: never are values of two of them mixed without being told to."""

    site: str
    matrix: str
    species: str
    unit: str
    method: str = ""
    instrument: str = ""

    @property
    def is_climatology(self) -> bool:
        """Whether values are means of one month of the year over several years: their spans reach over each other."""
        return self.method == CLIMATOLOGY


@dataclass(frozen=True, eq=False)
class Series:
    """One series. All arrays have the shape (n,); times are UTC.

    Attributes:
        key: what was measured, where and how.
        start: begin of each measurement, ``datetime64[s]``, ascending; equal ones may follow each other.
        end: end of each measurement, ``NaT`` where it is not told.
        value: in the unit of the key, ``NaN`` where there is none.
        flag: place of the flag in :data:`FLAGS`.
        detection_limit: in the unit of the key, ``NaN`` where it is not told.
        row: place of each measurement in the input, which leads back to the record.
        basis: ``ww`` or ``dw`` where series were told apart by it; otherwise empty.
    """

    key: SeriesKey
    start: Times
    end: Times
    value: Floats
    flag: Codes
    detection_limit: Floats
    row: NDArray[np.int64]
    basis: str = ""

    def __len__(self) -> int:
        return len(self.start)


def series_of(records: Iterable[ObservationRecord], *, by_basis: bool = False) -> tuple[Series, ...]:
    """The series that records belong to, in the order of their keys.

    Args:
        records: observations.
        by_basis: whether values on wet weight, on dry weight and without either are series of their own.
    """
    rows: dict[tuple[SeriesKey, str], list[tuple[int, ObservationRecord]]] = defaultdict(list)
    for row, one in enumerate(records):
        key = SeriesKey(one.site, one.matrix, one.species, one.unit, one.method, one.instrument)
        rows[key, one.basis if by_basis else ""].append((row, one))
    return tuple(_series(*key, rows[key]) for key in sorted(rows))


def _series(key: SeriesKey, basis: str, rows: list[tuple[int, ObservationRecord]]) -> Series:
    rows.sort(key=lambda one: (_moment(one[1].start), one[0]))
    records = [record for _, record in rows]
    return Series(
        key,
        start=np.array([_moment(one.start) for one in records], dtype="datetime64[s]"),
        end=np.array([_moment(one.end) for one in records], dtype="datetime64[s]"),
        value=np.array([_number(one.value) for one in records]),
        flag=np.array([FLAGS.index(one.flag) for one in records], dtype=np.uint8),
        detection_limit=np.array([_number(one.detection_limit) for one in records]),
        row=np.array([row for row, _ in rows], dtype=np.int64),
        basis=basis,
    )


def _moment(moment: datetime | None) -> np.datetime64:
    if moment is None:
        return np.datetime64("NaT", "s")
    return np.datetime64(moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment, "s")


def _number(value: float | None) -> float:
    return np.nan if value is None else value
