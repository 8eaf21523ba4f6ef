"""Supply and demand of an area as drivers and closures: what a projection and its tornado calculate with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from almaden.supply.drivers import DrawOf, Driver
from almaden.supply.entries import Entry
from almaden.supply.storage_need import Flows


@dataclass(frozen=True, eq=False)
class Model:
    """Drivers and closures of an area, before anything is drawn."""

    years: tuple[int, ...]
    drivers: tuple[Driver, ...]
    closures: tuple[Entry, ...]

    def flows(self, draw_of: DrawOf, size: int) -> Flows:
        """Supply and demand, shape ``(years, size)``; with draws ``size`` is their number and one."""
        shape = (len(self.years), size)
        supply, demand, allowed, freed = (np.zeros(shape) for _ in range(4))
        for driver in self.drivers:
            path = driver.path(self.years, draw_of)
            if driver.side == "supply":
                supply += path
            else:
                demand += path
                if driver.allowed:
                    allowed += path
        for one in self.closures:
            if one.drawn is not None:
                freed[one.year - self.years[0]] += one.drawn[:size]
            elif one.number is not None:
                freed[one.year - self.years[0]] += np.asarray(draw_of(one.key)(one.number), dtype=float)
        return Flows(supply, freed, demand, allowed)
