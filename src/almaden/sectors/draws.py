"""Draws of a unit's numbers: a scatter of its own, and the errors that it shares with other units.

Always a Latin hypercube, never Sobol: the streams of a unit then depend on its own name alone, and a unit has the same
range whether it is computed by itself or within a fleet.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from almaden.quantity.sampling import FloatArray, Sampler
from almaden.quantity.spread import Fixed
from almaden.sectors.numbers import Draw, Drawn, Number

IndexArray = NDArray[np.intp]


def point(number: Number) -> Drawn:
    """The value of record: a :data:`~almaden.sectors.numbers.Draw` without draws."""
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

    def of(self, *units: str) -> UnitDraws:
        """The draws of a unit, or of several that are reckoned together."""
        return UnitDraws(self, units)


@dataclass(frozen=True)
class UnitDraws:
    """Draws of numbers for a unit, or for several that have these numbers in common.

    Calling it with a number gives its draws, shape ``(units * (draws + 1),)``: one unit after the other, of each the
    value first. Every unit has its own streams, so its draws are the same whichever others stand beside it. Numbers of
    one name have one stream, which is kept while the units are worked on.
    """

    fleet: FleetDraws
    units: tuple[str, ...]
    _own: dict[str, FloatArray] = field(default_factory=dict, repr=False)

    @property
    def size(self) -> int:
        """How many places there are: those of the values of record and of all draws behind them."""
        return len(self.units) * self._step

    @property
    def values(self) -> slice:
        """The places of the values of record."""
        return slice(None, None, self._step)

    def __call__(self, number: Number) -> Drawn:
        """The draws of a number; the value alone where it has no spread."""
        drawn = self._everywhere(number)
        if isinstance(drawn, np.ndarray):
            drawn[self.values] = number.value
        return drawn

    def only(self, index: IndexArray) -> Draw:
        """As the draws themselves, at some of the places only, none of which is that of a value of record."""
        return _Places(self, index, index % self._step)

    def part(self, drawn: Drawn, place: int) -> Drawn:
        """What belongs to the unit at a place among those of these draws; not to be changed."""
        return drawn[place * self._step : (place + 1) * self._step] if isinstance(drawn, np.ndarray) else drawn

    def own(self, name: str) -> FloatArray:
        """Normal draws of the units' own streams of a name, the medians first; not to be changed."""
        if name not in self._own:
            streams = [self.fleet.sampler.normal(f"{unit}\0{name}") for unit in self.units]
            self._own[name] = np.concatenate(streams) if len(streams) > 1 else streams[0]
        return self._own[name]

    @property
    def _step(self) -> int:
        return self.fleet.draws + 1

    @functools.cached_property
    def _everywhere(self) -> _Places:
        one = slice(None)
        return _Places(self, one, one if len(self.units) == 1 else np.arange(self.size) % self._step)


@dataclass(frozen=True)
class _Places:
    """Draws at some places.

    Attributes:
        draws: the draws.
        index: the places, those of all units counted through.
        within: the places, those of each unit counted anew: where the errors are that units share.
    """

    draws: UnitDraws
    index: IndexArray | slice
    within: IndexArray | slice
    _normals: dict[tuple[str, str, float], FloatArray] = field(default_factory=dict, repr=False)

    def __call__(self, number: Number) -> Drawn:
        """The draws of a number, where a value of record is not set right yet."""
        if isinstance(number.spread, Fixed):
            return number.value
        normal = self._normal(number)
        drawn = number.spread.ratio(-normal if number.falling else normal)
        drawn *= number.value
        return drawn

    def _normal(self, number: Number) -> FloatArray:
        key = (number.name, number.shared_key, number.shared_share)
        if key not in self._normals:
            normal = self.draws.own(number.name)[self.index]
            if number.shared_key and number.shared_share:
                normal = math.sqrt(1.0 - number.shared_share) * normal
                normal += math.sqrt(number.shared_share) * self.draws.fleet.shared(number.shared_key)[self.within]
            self._normals[key] = normal
        return self._normals[key]
