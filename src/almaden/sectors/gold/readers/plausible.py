"""The bounds between which values of field work are possible, and those between which they are usual."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from almaden.reference.tables import read_table
from almaden.wording import Text


@dataclass(frozen=True)
class Bounds:
    """Bounds of one quantity.

    Attributes:
        text: what is bounded, in words.
        unit: unit of the bounds.
        possible_low, possible_high: outside of them a value is a mistake.
        usual_low, usual_high: outside of them a value is asked about.
    """

    text: str
    unit: str
    possible_low: float
    possible_high: float
    usual_low: float
    usual_high: float

    def possible(self, value: float) -> bool:
        """Whether a value can be."""
        return self.possible_low <= value <= self.possible_high

    def usual(self, value: float) -> bool:
        """Whether a value is nothing to ask about."""
        return self.usual_low <= value <= self.usual_high

    @property
    def name(self) -> Text:
        """What is bounded, so that it can be said in another language."""
        return Text(self.text)


@functools.cache
def _all() -> Mapping[str, Bounds]:
    return MappingProxyType(
        {
            row["name"]: Bounds(
                row["text"],
                row["unit"],
                *(float(row[end]) for end in ("possible_low", "possible_high", "usual_low", "usual_high")),
            )
            for row in read_table("gold/plausible")
        }
    )


def bounds(name: str) -> Bounds:
    """The bounds of a quantity of the table ``gold/plausible``."""
    return _all()[name]


def tolerance(name: str) -> float:
    """The largest difference that counts as none."""
    return _all()[name].possible_high
