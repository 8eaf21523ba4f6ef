"""Draws of a unit's numbers: a scatter of its own, and the errors that it shares with other units.

Always a Latin hypercube, never Sobol: the streams of a unit then depend on its own name alone, and a unit has the same
range whether it is computed by itself or within a fleet.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from almaden.quantity.sampling import FloatArray, Sampler
from almaden.quantity.spread import Fixed
from almaden.sectors.coal.numbers import Draw, Drawn, Number

IndexArray = NDArray[np.intp]


def point(number: Number) -> Drawn:
    """The value of record: a :data:`~almaden.sectors.coal.numbers.Draw` without draws."""
    return number.value


@dataclass(frozen=True)
class FleetDraws:
    """Draws for all units of a run; errors that units share are made once and kept.

    Attributes:
        draws: how many.
        seed: changes all streams.
    """

    draws: int
    seed: int
    _shared: dict[str, FloatArray] = field(default_factory=dict, repr=False)

    @property
    def sampler(self) -> Sampler:
        """Where the streams come from."""
        return Sampler("latin hypercube", self.draws, self.seed)

    def shared(self, key: str) -> FloatArray:
        """Normal draws of an error that several units share, the median first; not to be changed."""
        if key not in self._shared:
            self._shared[key] = self.sampler.normal(key)
        return self._shared[key]

    def of(self, unit: str) -> UnitDraws:
        """The draws of one unit."""
        return UnitDraws(self, unit)


@dataclass(frozen=True)
class UnitDraws:
    """Draws of one unit's numbers; calling it with a number gives them, shape ``(draws + 1,)``, the value first.

    Numbers of one name have one stream, which is kept while the unit is worked on.
    """

    fleet: FleetDraws
    unit: str
    _own: dict[str, FloatArray] = field(default_factory=dict, repr=False)
    _mixed: dict[tuple[str, str, float], FloatArray] = field(default_factory=dict, repr=False)

    def __call__(self, number: Number) -> Drawn:
        """The draws of a number; the value alone where it has no spread."""
        return self._at(number, None)

    def only(self, index: IndexArray) -> Draw:
        """As the draws themselves, at some of the places only."""
        return lambda number: self._at(number, index)

    def own(self, name: str) -> FloatArray:
        """Normal draws of the unit's own stream of a name, the median first; not to be changed."""
        if name not in self._own:
            self._own[name] = self.fleet.sampler.normal(f"{self.unit}\0{name}")
        return self._own[name]

    def _at(self, number: Number, index: IndexArray | None) -> Drawn:
        if isinstance(number.spread, Fixed):
            return number.value
        normal = self._normal(number)
        if index is None:
            drawn = number.spread.draw(-normal if number.falling else normal)
        else:
            part = normal[index]
            drawn = number.spread.ratio(-part if number.falling else part)
        drawn *= number.value
        return drawn

    def _normal(self, number: Number) -> FloatArray:
        if not number.shared_key or not number.shared_share:
            return self.own(number.name)
        key = (number.name, number.shared_key, number.shared_share)
        if key not in self._mixed:
            mixed = math.sqrt(number.shared_share) * self.fleet.shared(number.shared_key)
            mixed += math.sqrt(1.0 - number.shared_share) * self.own(number.name)
            self._mixed[key] = mixed
        return self._mixed[key]
