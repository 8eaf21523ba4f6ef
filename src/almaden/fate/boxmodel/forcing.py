"""What enters a box model in time, with the tags by which its parts are told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Forcing:
    """Inputs of a box model through time.

    Attributes:
        years: (knots,) calendar years, rising; before the year 1 negative.
        tags: names of the parts, such as a sector, a region, an era; one at least.
        values: (tags, knots, reservoirs) inputs, Mg/yr, in the order of the model's reservoirs.
        between: what holds from one knot to the next: ``constant`` (the value of the knot), ``linear``, or ``pchip``, a
            monotone cubic whose value at each calendar year holds for that year, as published runs have it.
    """

    years: NDArray[np.float64]
    tags: tuple[str, ...]
    values: NDArray[np.float64]
    between: str
