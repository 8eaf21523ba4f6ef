"""Series made by hand for the tests of quality control."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from almaden.monitoring.diagnostics import Diagnostics
from almaden.monitoring.quality.checking import Beside, check_one
from almaden.monitoring.quality.marks import Marks
from almaden.monitoring.quality.rules import Rules, SiteClass
from almaden.monitoring.quality.setting import QcSite
from almaden.monitoring.quality.wet import Rain
from almaden.monitoring.series import Series, SeriesKey

TODAY = date(2026, 1, 1)
HOUR = 3600


def series(
    values: Sequence[float],
    *,
    species: str = "GEM",
    matrix: str = "air",
    unit: str = "ng/m3",
    method: str = "",
    instrument: str = "",
    begin: str = "2020-01-15T00:00:00",
    hours: float = 1,
    flags: Sequence[int] | None = None,
    starts: Sequence[str] | None = None,
) -> Series:
    """A series of one value after another."""
    size = len(values)
    step = np.timedelta64(round(hours * HOUR), "s")
    start = np.datetime64(begin, "s") + np.arange(size) * step
    if starts is not None:
        start = np.array(starts, dtype="datetime64[s]")
    return Series(
        SeriesKey("made-up", matrix, species, unit, method, instrument), start, start + step,
        np.array(values, dtype=float), np.array(flags if flags is not None else [0] * size, dtype=np.uint8),
        np.full(size, np.nan), np.arange(size),
    )  # fmt: skip


def quiet(size: int = 60) -> list[float]:
    """Background values that nothing is to be said of."""
    return [1.5 + 0.01 * ((place * 7) % 11) for place in range(size)]


def marks(
    one: Series,
    *,
    site_class: SiteClass = "",
    latitude: float | None = 50.0,
    rules: Rules | None = None,
    told: Diagnostics | None = None,
    companion: Series | None = None,
    rain: Rain | None = None,
) -> Marks:
    """The marks of a series at a site."""
    beside = Beside(
        sites={"made-up": QcSite(site_class, latitude)},
        diagnostics={} if told is None else {one.key: told},
        companions={} if companion is None else {one.key: companion},
        rain={} if rain is None else {one.key: rain},
    )
    return check_one(one, TODAY, rules, beside)


def found(marked: Marks) -> list[tuple[str, int, str]]:
    """Finding, place and flag of each mark."""
    return [(one.finding, one.row, one.flag) for one in marked]


def proposed(marked: Marks) -> list[tuple[str, int, str]]:
    """As :func:`found`, without what is told only."""
    return [one for one in found(marked) if one[2] != "valid"]
