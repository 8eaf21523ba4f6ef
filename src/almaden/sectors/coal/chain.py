"""Mercury on its way through the devices: three forms, converted and captured by one device after the other.

A device first converts (elemental to oxidised, oxidised back to elemental, either onto particles), then captures a
share of each form. All functions take floats or arrays of draws, which may be mixed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from almaden.sectors.numbers import Drawn


class Gas(NamedTuple):
    """Mercury in the gas by form, in any unit: elemental, oxidised, on particles."""

    elemental: Drawn
    oxidised: Drawn
    particulate: Drawn

    @property
    def total(self) -> Drawn:
        """All forms together."""
        return self.elemental + self.oxidised + self.particulate


@dataclass(frozen=True)
class Action:
    """What a device does, as shares between 0 and 1.

    Attributes:
        device: its name.
        oxidised: share of elemental mercury that becomes oxidised.
        reduced: share of oxidised mercury that becomes elemental, such as re-emission from a scrubber.
        bound: share of elemental and of oxidised mercury that goes onto particles, as onto injected carbon.
        captured_elemental, captured_oxidised, captured_particulate: shares captured after the conversion.
    """

    device: str
    oxidised: Drawn = 0.0
    reduced: Drawn = 0.0
    bound: Drawn = 0.0
    captured_elemental: Drawn = 0.0
    captured_oxidised: Drawn = 0.0
    captured_particulate: Drawn = 0.0


class Step(NamedTuple):
    """One device passed.

    Attributes:
        device: its name.
        gas: mercury after it, by form.
        captured: mercury that it took, by form.
    """

    device: str
    gas: Gas
    captured: Gas


def converted(gas: Gas, action: Action) -> Gas:
    """The forms after the conversion of a device; nothing is lost.

    What is bound to particles goes first; oxidation and reduction act on what stays in the gas.
    """
    free = 1.0 - action.bound
    elemental, oxidised = gas.elemental * free, gas.oxidised * free
    up, down = elemental * action.oxidised, oxidised * action.reduced
    bound = (gas.elemental + gas.oxidised) * action.bound
    return Gas(elemental - up + down, oxidised - down + up, gas.particulate + bound)


def passed(gas: Gas, action: Action) -> Step:
    """Convert and capture."""
    after = converted(gas, action)
    captured = Gas(
        after.elemental * action.captured_elemental,
        after.oxidised * action.captured_oxidised,
        after.particulate * action.captured_particulate,
    )
    left = Gas(*(whole - taken for whole, taken in zip(after, captured, strict=True)))
    return Step(action.device, left, captured)


def through(gas: Gas, actions: Sequence[Action]) -> tuple[Step, ...]:
    """All devices in their order; without any device, no step."""
    steps: list[Step] = []
    for action in actions:
        steps.append(passed(steps[-1].gas if steps else gas, action))
    return tuple(steps)
