"""Contents of samples, some of which are only known to be below a detection limit.

The distribution is that of Kaplan and Meier, turned round so that what is not detected is censored from the left
(Helsel, Statistics for Censored Environmental Data, 2012). It makes no assumption on its shape; a quantile that
lies below every detected value is not determined, and told so.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from almaden.sectors.products.testing.data import detection_limit_ppm, value_ppm
from almaden.sectors.products.testing.records import ProductTestRecord

QUANTILES: Final = (0.25, 0.5, 0.75, 0.9, 0.95)
#: Products of ratios may miss a share by rounding.
_ROUNDING: Final = 1e-12


@dataclass(frozen=True)
class Levels:
    """Contents of samples in ppm.

    Attributes:
        samples: how many.
        detected: in how many mercury was detected.
        lowest, highest: of what was detected; None where nothing was.
        quantiles: by share of samples; None where it is not determined, being below every detected value.
    """

    samples: int
    detected: int
    lowest: float | None
    highest: float | None
    quantiles: dict[float, float | None]

    @property
    def median(self) -> float | None:
        """The median; None where it is not determined."""
        return self.quantiles[0.5]


@dataclass(frozen=True)
class Cumulative:
    """Which share of samples has at most so much.

    Attributes:
        values: detected values, upwards.
        shares: the share of samples that have at most each of them.
        below: the share of samples that have less than the lowest of them.
    """

    values: tuple[float, ...]
    shares: tuple[float, ...]
    below: float

    def quantile(self, share: float) -> float | None:
        """The least content that a share of the samples does not exceed; None where it is below what was detected."""
        if self.below >= share - _ROUNDING:
            return None
        reached = zip(self.values, self.shares, strict=True)
        return next(value for value, up_to in reached if up_to >= share - _ROUNDING)


def levels(tests: Sequence[ProductTestRecord]) -> Levels:
    """Contents of samples, given by the test that counts for each."""
    found = [value for one in tests if (value := value_ppm(one)) is not None]
    below = [limit for one in tests if value_ppm(one) is None and (limit := detection_limit_ppm(one)) is not None]
    spread = cumulative(found, below)
    return Levels(
        len(tests), len(found), min(found, default=None), max(found, default=None),
        {share: spread.quantile(share) for share in QUANTILES},
    )  # fmt: skip


def cumulative(found: Sequence[float], below: Sequence[float]) -> Cumulative:
    """The shares of samples with at most so much, by Kaplan and Meier.

    Args:
        found: detected values.
        below: detection limits of samples in which nothing was detected.
    """
    values, every = sorted(found), sorted((*found, *below))
    distinct, shares, reached = sorted(set(values)), [], 1.0
    for value in reversed(distinct):
        shares.append(reached)
        same = bisect_right(values, value) - bisect_left(values, value)
        reached *= 1 - same / bisect_right(every, value)
    return Cumulative(tuple(distinct), tuple(reversed(shares)), reached)
