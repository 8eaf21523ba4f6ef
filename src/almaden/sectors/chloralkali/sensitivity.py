"""Which input of a conversion moves its net present value most: each at its ends, all others at their values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from almaden.sectors.chloralkali.conversion_cash import Values


@dataclass(frozen=True)
class Bar:
    """One input in a tornado.

    Attributes:
        key, title: the input.
        low, high: its ends, in ``unit``.
        unit: its unit.
        npv_at_low, npv_at_high: net present value there, in EUR.
    """

    key: str
    title: str
    low: float
    high: float
    unit: str
    npv_at_low: float
    npv_at_high: float

    @property
    def width(self) -> float:
        """How far the net present value moves."""
        return abs(self.npv_at_high - self.npv_at_low)


@dataclass(frozen=True)
class Swing:
    """An input with its ends: key, title, low, high and unit as in :class:`Bar`."""

    key: str
    title: str
    low: float
    high: float
    unit: str


def tornado(values: Mapping[str, float], swings: Iterable[Swing], npv: Callable[[Values], float]) -> tuple[Bar, ...]:
    """The bars, widest first; inputs that do not move anything are left out.

    Args:
        values: the value of record of each input.
        swings: ends of the inputs.
        npv: net present value in EUR at values of all inputs.
    """
    bars = (
        Bar(
            one.key, one.title, one.low, one.high, one.unit,
            *(npv({**values, one.key: end}) for end in (one.low, one.high)),
        )
        for one in swings
        if one.low != one.high
    )  # fmt: skip
    return tuple(sorted((bar for bar in bars if bar.width > 0.0), key=lambda bar: (-bar.width, bar.key)))
