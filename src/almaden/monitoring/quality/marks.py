"""What rules mark in a series, in columns; where nothing is found, nothing is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from almaden.monitoring.series import FLAGS, Codes, Floats, Series, SeriesKey, Times
from almaden.reference.records import Flag
from almaden.wording import Text, Value, n_

#: Place of a mark that is on a whole series.
WHOLE: Final = -1

#: What a finding says, by its name. ``value`` is what was found, ``low`` and ``high`` what the rule expects.
FINDINGS: Final[dict[str, tuple[str, str]]] = {
    "below the range": ("R1", n_("{value} {unit} is below {low} {unit}")),
    "above the range": ("R1", n_("{value} {unit} is above {high} {unit}")),
    "spike": ("R2", n_("{value} {unit} stands out of the day around it: {low} to {high} {unit} are expected")),
    "cartridges": ("R3", n_("the gold cartridges differ by {value} %; at most {high} % are expected")),
    "calibration age": ("R4", n_("the last calibration is {value} h old; at most {high} h are expected")),
    "response factor": ("R4", n_("the response factor changed by {value} %; at most {high} % are expected")),
    "response": ("R4", n_("the response factor is {value}; at least {low} is expected")),
    "zero air": ("R4", n_("zero air gives a peak of {value}; at most {high} is expected")),
    "baseline": ("R5", n_("the baseline stands at {value} V; {low} to {high} V are expected")),
    "baseline noise": ("R5", n_("the baseline varies by {value} V; at most {high} V are expected")),
    "lamp": ("R5", n_("the lamp runs at {value} V; {low} to {high} V are expected")),
    "volume": ("R5", n_("the sampled volume is {value} % off flow times time; at most {high} % are expected")),
    "peak status": ("R5", n_("the instrument did not find one clean peak")),
    "recovery": ("R6", n_("{value} % of the added mercury were found; {low} to {high} % are expected")),
    "audit": ("R6", n_("an injection at the audit was {value} % off; at most {high} % are expected")),
    "stuck": ("R7", n_("{value} {unit} is repeated without a change, more than {high} times")),
    "duplicate row": ("R8", n_("a copy of the row before it")),
    "duplicate time": ("R8", n_("another value stands at the same time")),
    "overlap": ("R8", n_("it begins {value} h before the one before it ends")),
    "gap": ("R8", n_("{value} h after the one before it, usual are {high} h")),
    "unit mistaken": ("R9", n_("the middle of the series is {value} {unit}, not {low} to {high}: a unit 1000 off?")),
    "catch": ("R10", n_("{value} % of the gauge were collected; {low} to {high} % are expected")),
    "sample too long": ("R10", n_("the sample stood {value} d; at most {high} d are expected")),
    "dry week": ("R10", n_("a concentration is given, but the gauge shows no precipitation")),
    "outlier": ("R11", n_("{value} {unit} is far out of the lognormal distribution of the series: {low} to {high}")),
    "blank": ("R12", n_("the blank is {value} % of the lowest sample; at most {high} % are expected")),
    "reference material": ("R12", n_("{value} % of the reference material were found; {low} to {high} % are expected")),
    "duplicates differ": ("R12", n_("duplicates differ by {value} %; at most {high} % are expected")),
    "before 1900": ("R13", n_("the year is {value}; {low} is the first that is taken")),
    "future date": ("R13", n_("the date lies {value} d after the day of the check")),
    "zero below detection": ("R14", n_("zero stands where a detection limit belongs")),
    "low bias": ("R16", n_("the method is known to find too little; it is never merged with other methods")),
}
#: Their names in a fixed order, by which the columns know them.
NAMES: Final = tuple(FINDINGS)


class Found(NamedTuple):
    """What one check found; each column is an array of the shape (m,) or one value for all.

    Attributes:
        finding: its name, one of :data:`FINDINGS`.
        places: places in the series, or :data:`WHOLE`.
        flag: codes of the flags proposed.
        value: what was found.
        low, high: what the rule expects; ``NaN`` where it has no such end.
    """

    finding: str
    places: ArrayLike
    flag: ArrayLike
    value: ArrayLike
    low: ArrayLike = np.nan
    high: ArrayLike = np.nan


class Mark(NamedTuple):
    """One mark; the fields are those of :class:`Marks`."""

    id: str
    rule: str
    finding: str
    row: int
    start: np.datetime64
    flag: Flag
    value: float
    low: float
    high: float
    message: Text


@dataclass(frozen=True, eq=False)
class Marks:
    """What rules marked in one series, sorted by place. All arrays have the shape (m,).

    Attributes:
        key: the series.
        finding: place of the name in :data:`NAMES`.
        places: place in the series, :data:`WHOLE` for the whole of it.
        row: place in the input, -1 for the whole series.
        start: time of the point, ``NaT`` for the whole series.
        flag: code of the flag that is proposed; ``valid`` is told and changes nothing.
        value: what was found, in the unit of the finding.
        low, high: what the rule expects, ``NaN`` where it has no such end.
    """

    key: SeriesKey
    finding: Codes
    places: NDArray[np.int64]
    row: NDArray[np.int64]
    start: Times
    flag: Codes
    value: Floats
    low: Floats
    high: Floats

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[Mark]:
        for place in range(len(self)):
            yield self.mark(place)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rule of each mark."""
        return tuple(FINDINGS[NAMES[code]][0] for code in self.finding.tolist())

    @property
    def ids(self) -> tuple[str, ...]:
        """What each mark is called, the same whatever stands beside it in the file, by which decisions know it."""
        series = "/".join(self.key)
        times = np.datetime_as_string(self.start, unit="s").tolist()
        cells = zip(self.finding.tolist(), times, self.value.tolist(), strict=True)
        return tuple(f"{series}/{time}/{NAMES[code]}/{value:.6g}" for code, time, value in cells)

    def mark(self, place: int) -> Mark:
        """One of the marks."""
        finding = NAMES[int(self.finding[place])]
        rule, _ = FINDINGS[finding]
        value, low, high = (float(array[place]) for array in (self.value, self.low, self.high))
        return Mark(
            self._id(place), rule, finding, int(self.row[place]), self.start[place], FLAGS[int(self.flag[place])],
            value, low, high, message(finding, self.key.unit, value, low, high),
        )  # fmt: skip

    def _id(self, place: int) -> str:
        return self.taken(np.array([place])).ids[0]

    def taken(self, places: NDArray[np.int64]) -> Marks:
        """Some of the marks."""
        return Marks(
            self.key, self.finding[places], self.places[places], self.row[places], self.start[places],
            self.flag[places], self.value[places], self.low[places], self.high[places],
        )  # fmt: skip


def message(finding: str, unit: str, value: float, low: float, high: float) -> Text:
    """What a finding says of its numbers."""
    _, template = FINDINGS[finding]
    values: dict[str, Value] = {"unit": unit, "value": value, "low": low, "high": high}
    return Text(template, **{name: one for name, one in values.items() if f"{{{name}}}" in template})


def marks_of(series: Series, found: Iterable[Found]) -> Marks:
    """What checks found in a series, as marks."""
    parts = [part for part in map(_columns, found) if len(part[1])]
    if not parts:
        none = np.empty(0)
        whole = none.astype(np.int64)
        codes = none.astype(np.uint8)
        return Marks(series.key, codes, whole, whole, none.astype("datetime64[s]"), codes, none, none, none)
    finding, index, flag, value, low, high = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    order = np.lexsort((value, finding, index))
    finding, index, flag, value, low, high = (one[order] for one in (finding, index, flag, value, low, high))
    at = np.maximum(index, 0)
    whole = index == WHOLE
    return Marks(
        series.key, finding, index,
        row=np.where(whole, -1, series.row[at]),
        start=np.where(whole, np.datetime64("NaT", "s"), series.start[at]),
        flag=flag, value=value, low=low, high=high,
    )  # fmt: skip


def _columns(found: Found) -> tuple[NDArray[np.generic], ...]:
    index = np.atleast_1d(np.asarray(found.places, dtype=np.int64))
    size = index.shape
    numbers = (np.broadcast_to(np.asarray(one, dtype=np.float64), size) for one in (found.value, found.low, found.high))
    codes = (np.asarray(one, dtype=np.uint8) for one in (NAMES.index(found.finding), found.flag))
    finding, flag = (np.broadcast_to(one, size) for one in codes)
    return finding, index, flag, *numbers
