"""What the error of practices does to the power of a target.

The power of an estimate asks how well gold is known, as the ratio of mercury to gold is the same before and after. But
a plan changes how gold is won: a later survey asks anew for the shares of the practices and of retorts, and errs anew.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from statistics import NormalDist
from typing import Final

import numpy as np

from almaden.quantity.sampling import quantiles
from almaden.sectors.amounts import first
from almaden.sectors.gold.fate import Practised
from almaden.sectors.gold.plan_change import RegionGold, added, mercury_of
from almaden.sectors.gold.power import power
from almaden.sectors.gold.result import Power

#: Half of a 95 % range in standard deviations.
_HALF: Final = NormalDist().inv_cdf(0.975)


def practice_error(regions: Mapping[str, RegionGold]) -> float:
    """Standard error on the logarithm of mercury that comes from the shares of the practices and of retorts.

    Args:
        regions: the regions of a baseline, with draws.
    """
    total = np.atleast_1d(added([mercury_of(_practices_alone(region)) for region in regions.values()]).total)
    if len(total) == 1 or total.min() <= 0.0:
        return 0.0
    low, high = quantiles(np.log(total[1:]), (0.025, 0.975))
    return (high - low) / (2.0 * _HALF)


def with_practices(alone: Power, error: float) -> float:
    """The probability that a reduction is told where the later survey asks for the practices anew.

    Args:
        alone: the power where it does not.
        error: standard error on the logarithm that the practices add, to both surveys.
    """
    return power(alone.reduction, math.hypot(alone.error, error), math.hypot(alone.later_error, error)).power


def _practices_alone(region: RegionGold) -> RegionGold:
    """A region with its values of record, but for the shares of practices and of retorts."""
    ways = {}
    for practice, way in region.ways.items():
        record = Practised(**{name: first(value) for name, value in vars(way).items()})
        ways[practice] = replace(record, retort_share=way.retort_share)
    return RegionGold(first(region.gold_kg), region.shares, ways)
