"""How long products last: shares of what was sold in one year that are still in use years later.

What is sold in a year is taken to be sold at its middle, and the stock is that at the end of a year: after ``a`` years
the age is ``a + 0.5``. This is what flodym's inflow-driven stock does by default.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np

from almaden.quantity.sampling import FloatArray

Law = Literal["fixed", "normal", "weibull"]
LAWS: Final[tuple[Law, ...]] = get_args(Law)

#: Age of what was sold in a year, at the end of that year.
_FIRST_AGE: Final = 0.5


@dataclass(frozen=True)
class Lifetime:
    """The law of the ages at which products leave use.

    Attributes:
        law: ``fixed`` (all at one age), ``normal`` or ``weibull``.
        mean: mean age in years; of a normal law before what would leave at ages below zero is set to zero.
        spread: standard deviation in years of a normal law, shape of a Weibull law; not used where it is fixed.
    """

    law: Law
    mean: float
    spread: float = 0.0

    def __post_init__(self) -> None:
        if self.mean <= 0.0 or (self.law != "fixed" and self.spread <= 0.0):
            raise ValueError(f"{self.law} law, mean {self.mean}, spread {self.spread}")

    @property
    def scale(self) -> float:
        """Scale of a Weibull law with this mean, in years."""
        return self.mean / math.gamma(1.0 + 1.0 / self.spread)


def survival(life: Lifetime, years: int, longer: FloatArray | float = 1.0) -> FloatArray:
    """Shares still in use at the end of the year of sale and of each year after it.

    Args:
        life: the law.
        years: how many years.
        longer: draws of a factor by which every age of the law is longer; a number, or shape ``(draws,)``.

    Returns:
        Shape ``(years,)``, or ``(years, draws)``.
    """
    ages = np.arange(years) + _FIRST_AGE
    if np.ndim(longer):
        ages = ages[:, None]
    ages = ages / longer
    if life.law == "fixed":
        return np.asarray(ages < life.mean, dtype=np.float64)
    if life.law == "weibull":
        return np.asarray(np.exp(-((ages / life.scale) ** life.spread)))
    from scipy.special import ndtr

    return np.asarray(ndtr((life.mean - ages) / life.spread))
