"""The cells that limits cut the parameters of a product into: within one, every value is judged alike."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from almaden.convention.rules import Limit


def cells(limits: Sequence[Limit], stated: Mapping[str, float]) -> Iterator[dict[str, float]]:
    """One point in each cell that limits cut the parameters into, those that are stated as they are.

    Args:
        limits: comparisons.
        stated: values of parameters that are known.
    """
    axes: dict[str, list[float]] = {}
    for parameter in dict.fromkeys(limit.parameter for limit in limits):
        values = sorted({limit.value for limit in limits if limit.parameter == parameter})
        axes[parameter] = [stated[parameter]] if parameter in stated else _representatives(values)
    for point in itertools.product(*axes.values()):
        yield dict(zip(axes, point, strict=True))


def _representatives(thresholds: list[float]) -> list[float]:
    """One value in each interval between the thresholds, and each threshold itself."""
    points = [thresholds[0] / 2]
    for here, following in itertools.pairwise([*thresholds, 4 * thresholds[-1]]):
        points += [here, (here + following) / 2]
    return points
