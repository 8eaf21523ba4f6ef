"""What is measured of the near field, each in a process of its own: Almaden, and a plain loop over hours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from almaden.fate.plume.carried import carry
from almaden.fate.plume.hours import HourFields, Points, hour_fields
from almaden.fate.plume.sources import Source, Weather, weather
from almaden.fate.plume.stack_plume import stack_plume
from almaden.fate.plume.wind import along_and_across

Answer = dict[str, Any]
Prepared = tuple[Callable[[], Any], Callable[[Any], Answer]]
#: A made-up coal-fired stack.
STACK = Source("stack", {"hg0": 0.5, "hg2": 0.4, "hgp": 0.1}, 60.0, 40.0, -3.0, 2.0, 15.0, 400.0)


def prepare(program: str, hours: float, side: float, whole: float = 0.0, percentiles: float = 0.0) -> Prepared:
    """Made-up weather over a square grid of 20 km; directions in whole degrees or not."""
    air, at = _weather(int(hours), bool(whole)), _points(int(side))
    if program == "plain":
        return lambda: _plain(air, at), lambda found: {"mean": float(found.sum())}
    deposits = program == "almaden"

    def compute() -> HourFields:
        carried = carry(STACK, air, "rural", 15_000.0, deposits)
        return hour_fields([(carried, (0.0, 0.0))], at, (98.0,) if percentiles else ())

    return compute, lambda found: {"mean": float(found.mean_g_per_m3.sum())}


def _weather(hours: int, whole: bool) -> Weather:
    random = np.random.default_rng(1)
    directions = random.uniform(0.0, 360.0, hours)
    return weather(
        random.weibull(2.0, hours) * 4.0,
        np.round(directions) if whole else directions,
        random.choice(6, hours, p=[0.02, 0.08, 0.15, 0.5, 0.15, 0.1]),
        random.normal(288.0, 8.0, hours),
        random.uniform(300.0, 2000.0, hours),
        np.where(random.random(hours) < 0.08, random.gamma(1.0, 1.5, hours), 0.0),
    )


def _points(side: int) -> Points:
    line = (np.arange(side) - (side - 1) / 2.0) * (20_000.0 / side)
    east, north = np.meshgrid(line, line)
    return Points(east.ravel(), north.ravel(), np.full(side * side, 1.5))


def _plain(air: Weather, at: Points) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Mean concentration, one hour after the other at every receptor, without loss on the way."""
    plume, total = stack_plume(STACK, air, "rural"), np.zeros(at.east_m.size)
    for hour in range(air.hours):
        along, across = along_and_across(at.east_m, at.north_m, air.wind_from_degrees[hour])
        total += plume.chosen(np.array([hour])).unit_concentration(along, across, at.height_m)[0]
    mean: np.ndarray[Any, np.dtype[np.float64]] = total / air.hours
    return mean
