"""What a sample of a frame says of the whole: totals of strata with the error of the design they were sampled with.

    total = N * mean,   variance = N^2 (1 - n/N) deff s^2 / n + (N / n) * sum of the variances within elements

with survey weights the mean is the weighted one (Hajek), whose variance counts the squares of the weights. The second
term is there where an element (a site) was sampled itself (some of its miners). See Cochran, Sampling Techniques (3rd
ed. 1977), chapters 2, 5 and 11.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from almaden.quantity.sampling import FloatArray

#: Student's t has a variance from three degrees of freedom on; with fewer a spread is borrowed from other strata.
LEAST_FREEDOM = 3
#: By how much the spread between elements lowers the degrees of freedom of its own estimate. Given the mean, the
#: variance of ``s^2`` goes with kurtosis - 1 - skewness^2: 2 for the normal, 2 (1 + cv^2) for the gamma and about
#: 2 (1 + 3.5 cv^2) for the lognormal distribution. This stands between both, nearer to the one that sites are like.
_SKEWED = 3.0
#: Student's t has a mean above one degree of freedom.
_LEAST_EFFECTIVE = 2.0


@dataclass(frozen=True)
class Sample:
    """What was measured in a stratum.

    Attributes:
        name: of the stratum; keys its stream.
        values: of each element measured, shape ``(n,)``.
        population: elements in the frame, N.
        weights: survey weights, of any scale, or None where all elements count alike.
        within: variance of each of the values, for having been sampled itself; or None.
        design_effect: by how much the design makes variances larger.
    """

    name: str
    values: FloatArray
    population: float
    weights: FloatArray | None = None
    within: FloatArray | None = None
    design_effect: float = 1.0


@dataclass(frozen=True)
class Total:
    """Total of a stratum, or of several.

    Attributes:
        name: of what.
        total: unbiased estimate.
        error: its standard error, in the unit of the total.
        freedom: degrees of freedom of that error.
        sampled, population: elements measured and in the frame.
        cv: standard deviation between elements over their mean; None where one element or none tells it. Of a sum that
            of its strata on average, by their variances.
        factor: variance of the total, relative to its square, for a ``cv`` of 1.
        within: the part of the relative variance that comes from within elements.
        borrowed: whether the error rests on other strata or on a data class.
    """

    name: str
    total: float
    error: float
    freedom: float
    sampled: int
    population: float
    cv: float | None = None
    factor: float = 0.0
    within: float = 0.0
    borrowed: bool = False

    @property
    def log_error(self) -> float:
        """Standard error on the logarithm of the total."""
        return math.sqrt(math.log1p((self.error / self.total) ** 2)) if self.total else 0.0

    @property
    def effective_freedom(self) -> float:
        """Degrees of freedom of the error for elements that are skewed, as sites, units and shops are."""
        return max(self.freedom / (1.0 + _SKEWED * (self.cv or 0.0) ** 2), _LEAST_EFFECTIVE)


def total_of(sample: Sample) -> Total:
    """The total of a stratum from its sample.

    Raises:
        ValueError: nothing was measured.
    """
    values, n = sample.values, len(sample.values)
    if not n:
        raise ValueError(f"nothing was measured in {sample.name}")
    size = max(sample.population, float(n))
    parts = np.full(n, 1.0 / n) if sample.weights is None else sample.weights / sample.weights.sum()
    mean = float(parts @ values)
    fraction = n / size
    within = 0.0 if sample.within is None else size * float(parts @ sample.within)
    # For equal weights this is the variance between elements over n.
    per_mean = n / (n - 1) * float(parts**2 @ (values - mean) ** 2) if n > 1 else 0.0
    between = size**2 * (1.0 - fraction) * sample.design_effect * per_mean
    kish = float((parts**2).sum())
    return Total(
        name=sample.name,
        total=size * mean,
        error=math.sqrt(between + within),
        freedom=float(max(n - 1, 1)),
        sampled=n,
        population=size,
        cv=math.sqrt(per_mean / kish) / mean if n > 1 and mean > 0.0 else None,
        factor=(1.0 - fraction) * sample.design_effect * kish,
        within=within / (size * mean) ** 2 if mean > 0.0 else 0.0,
    )


def pooled_cv(totals: Sequence[Total]) -> tuple[float, float] | None:
    """The relative spread between elements within strata and its degrees of freedom; None where no stratum tells it."""
    told = [(one.cv, one.sampled - 1) for one in totals if one.cv is not None]
    freedom = sum(weight for _, weight in told)
    if not freedom:
        return None
    return math.sqrt(sum(cv**2 * weight for cv, weight in told) / freedom), float(freedom)


def with_borrowed(totals: Sequence[Total], otherwise: float) -> tuple[Total, ...]:
    """Strata whose sample is too small to tell a spread get that of all strata together.

    Args:
        totals: the strata.
        otherwise: relative spread between elements where no stratum tells one.
    """
    cv, freedom = pooled_cv(totals) or (otherwise, math.inf)
    return tuple(
        replace(
            one,
            error=one.total * math.sqrt(cv**2 * one.factor + one.within),
            freedom=max(freedom, float(LEAST_FREEDOM)),
            cv=cv,
            borrowed=True,
        )
        if one.factor > 0.0 and one.sampled - 1 < LEAST_FREEDOM
        else one
        for one in totals
    )


def add(name: str, totals: Sequence[Total]) -> Total:
    """The sum of strata that were sampled independently; degrees of freedom after Welch and Satterthwaite."""
    variance = sum(one.error**2 for one in totals)
    fourth = sum(one.error**4 / one.freedom for one in totals)
    return Total(
        name=name,
        total=sum(one.total for one in totals),
        error=math.sqrt(variance),
        freedom=variance**2 / fourth if fourth else math.inf,
        cv=math.sqrt(sum((one.error * (one.cv or 0.0)) ** 2 for one in totals) / variance) if variance else None,
        sampled=sum(one.sampled for one in totals),
        population=sum(one.population for one in totals),
    )
