"""Slips of the unit: numbers that are a thousand, a million or a billion times too large or too small."""

from __future__ import annotations

from dataclasses import dataclass

from almaden.inventory.checks.thresholds import threshold
from almaden.wording import n_

#: By how much the usual prefixes of units differ.
_STEPS = (1e3, 1e6, 1e9)


@dataclass(frozen=True)
class Slip:
    """How far a number is off: ``steps`` times ``direction`` (``more`` or ``less``) would be right."""

    steps: float
    direction: str


def slip(value: float, low: float, high: float) -> Slip | None:
    """The slip by which a number that is outside a range would come inside, None if there is none."""
    for steps in _STEPS:
        if low <= value / steps <= high:
            return Slip(steps, n_("less"))
        if low <= value * steps <= high:
            return Slip(steps, n_("more"))
    return None


def ratio_of_units(ratio: float) -> float | None:
    """The power of a thousand that a ratio is near to, None if it is near to none.

    >>> ratio_of_units(1 / 980.0)
    1000.0
    """
    near = threshold("slip_low")
    for steps in _STEPS:
        for one in (ratio, 1.0 / ratio if ratio else 0.0):
            if steps * near <= one <= steps / near:
                return steps
    return None
