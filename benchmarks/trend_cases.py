"""What is measured of trends, each in a process of its own: Almaden, pymannkendall and scipy on the same series."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.trends.seasonal import Kendall, Rule, seasonal_kendall
from benchmarks.false_alarms import MONTHS, made

Answer = dict[str, Any]
Prepared = tuple[Callable[[], Any], Callable[[Any], Answer]]
Floats = NDArray[np.float64]
#: Series whose answers are compared, the first of each program.
COMPARED = 100


def prepare(program: str, series: float, years: float = 20) -> Prepared:
    """AR(1) noise with a small trend, no values missing."""
    values = made(0.3, 0.0, int(series), int(years), seed=1)
    return PROGRAMS[program](values + 0.03 * np.arange(int(years))[None, :, None])


def almaden(values: Floats, rule: Rule, seasons: int = MONTHS) -> Prepared:
    """All series at once: p, slope and interval."""
    grid = values.reshape(len(values), -1, seasons)
    # scipy is loaded by the first test of a process.
    seasonal_kendall(grid[:1], rule=rule)

    def check(found: Kendall) -> Answer:
        kept = slice(0, COMPARED)
        return {"p": found.p[kept].tolist(), "slope": found.slope[kept].tolist(), "low": found.low[kept].tolist()}

    return lambda: seasonal_kendall(grid, rule=rule), check


def pymannkendall(values: Floats, name: str) -> Prepared:
    """One series after the other: p and slope, without an interval."""
    test = partial(getattr(import_module("pymannkendall"), name), period=MONTHS)
    flat = values.reshape(len(values), -1)

    def check(found: list[Any]) -> Answer:
        return {"p": [one.p for one in found[:COMPARED]], "slope": [one.slope for one in found[:COMPARED]]}

    return lambda: [test(one) for one in flat], check


def scipy(values: Floats) -> Prepared:
    """One series after the other, without seasons: p by Kendall's tau, slope and interval by Theil and Sen."""
    from scipy import stats

    flat = values.reshape(len(values), -1)
    times = np.arange(flat.shape[1])

    def compute() -> list[tuple[Any, Any]]:
        return [(stats.kendalltau(times, one), stats.theilslopes(one, times)) for one in flat]

    def check(found: list[tuple[Any, Any]]) -> Answer:
        slopes = [slope for _tau, slope in found[:COMPARED]]
        return {"slope": [float(one.slope) for one in slopes], "low": [float(one.low_slope) for one in slopes]}

    return compute, check


PROGRAMS: dict[str, Callable[[Floats], Prepared]] = {
    "default": partial(almaden, rule="default"),
    "hirsch-slack": partial(almaden, rule="hirsch-slack"),
    "seasonal-kendall": partial(almaden, rule="independent"),
    "mann-kendall": partial(almaden, rule="independent", seasons=1),
    "correlated_seasonal_test": partial(pymannkendall, name="correlated_seasonal_test"),
    "seasonal_test": partial(pymannkendall, name="seasonal_test"),
    "scipy": scipy,
}
