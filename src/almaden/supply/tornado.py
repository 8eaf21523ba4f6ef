"""Which number moves a storage need most: each at the ends of its range, all others at their values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from almaden.sectors.numbers import Drawn, Number
from almaden.supply.model import Model
from almaden.supply.projection_result import Bar
from almaden.supply.storage_need import storage_needs

#: Definition of storage need that the tornado is of.
TORNADO_OF: Final = "all surplus"


def tornado(model: Model) -> tuple[Bar, ...]:
    """The storage need at the end with each number at its ends, all others at their values; widest first."""

    def need(key: str, name: str, at: float) -> float:
        def draw_of(owner: str) -> DrawnBy:
            return DrawnBy(owner == key, name, at)

        return float(storage_needs(model.flows(draw_of, 1))[TORNADO_OF][-1, 0])

    bars = []
    for key, number, ends in _movable(model):
        shown = number.origin
        low, high = (need(key, number.name, end) for end in ends)
        assert shown.low is not None
        assert shown.high is not None
        bars.append(Bar(shown.quantity, shown.unit, shown.low, shown.high, low, high))
    return tuple(sorted((bar for bar in bars if bar.width > 0.0), key=lambda bar: (-bar.width, bar.name)))


@dataclass(frozen=True)
class DrawnBy:
    """The value of each number, but another one for the number of a name where it is the owner's turn."""

    its_turn: bool
    name: str
    at: float

    def __call__(self, number: Number) -> Drawn:
        """The value."""
        return self.at if self.its_turn and number.name == self.name else number.value


def _movable(model: Model) -> Iterable[tuple[str, Number, tuple[float, float]]]:
    numbers = [(key, number) for driver in model.drivers for key, number in driver.base]
    numbers += [(one.key, one.number) for one in model.closures if one.number is not None]
    for key, number in numbers:
        if number.origin.low is not None and number.origin.high is not None:
            yield key, number, (number.origin.low, number.origin.high)
    for one in {one.key: one for driver in model.drivers for one in driver.changes}.values():
        if one.ends is not None:
            yield one.key, one.number, one.ends
