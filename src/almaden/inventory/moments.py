"""Exact variance of a sum of flows, and how much of it each uncertain number explains.

A flow is a product of independent ratios, some of which it shares with other flows (a default factor, the
population). So means and covariances are products of moments of single ratios; nothing is sampled here,
which is why the shares of the variance do not jitter from run to run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np

from almaden.inventory.flows import Flow, Uncertain
from almaden.quantity.sampling import FloatArray
from almaden.quantity.spread import Spread


@cache
def _grid() -> FloatArray:
    normal = NormalDist()
    return np.array([normal.inv_cdf((k + 0.5) / 2048) for k in range(2048)])


@dataclass(frozen=True)
class _Ratio:
    """Moments of one uncertain ratio of a flow.

    ``common`` is the key that it shares with other flows, empty if none. ``between`` is the ratio of the
    mean product in two flows that share it to the product of their means; ``within`` the same in one flow.
    """

    uncertain: Uncertain
    mean: float
    within: float
    common: str
    between: float


@dataclass(frozen=True)
class _Term:
    mean: float
    variance: float
    ratios: tuple[_Ratio, ...]

    @property
    def shared(self) -> frozenset[str]:
        return frozenset(ratio.common for ratio in self.ratios if ratio.common)


@dataclass(frozen=True)
class Moments:
    """Exact moments of a weighted sum of flows.

    Attributes:
        mean, variance: of the sum, in kg and kg squared.
        flow_shares: share of the variance that belongs to each flow (its covariance with the sum);
            they add to one.
        number_shares: share that each uncertain number explains alone, by key; with the remainder, that only
            several together explain, they add to one.
        labels: what each number is, in words, by key.
    """

    mean: float
    variance: float
    flow_shares: tuple[float, ...]
    number_shares: Mapping[str, float]
    labels: Mapping[str, str]


def moments(flows: Sequence[Flow], weights: Sequence[float]) -> Moments:
    """Moments of the sum of ``weights[i] * flows[i]``."""
    uses = Counter(key for flow in flows for one in flow.uncertain for key in set(one.keys))
    terms = [_term(flow, weight, uses) for flow, weight in zip(flows, weights, strict=True)]
    between = {ratio.common: ratio.between for term in terms for ratio in term.ratios if ratio.common}
    class_means: dict[frozenset[str], float] = {}
    for term in terms:
        class_means[term.shared] = class_means.get(term.shared, 0.0) + term.mean
    covariance = _class_covariances(class_means, between)
    with_sum = [
        term.variance
        + term.mean * (covariance[term.shared] - _excess(term.shared, term.shared, between) * term.mean)
        for term in terms
    ]
    variance = sum(with_sum)
    if variance <= 0.0:
        return Moments(sum(term.mean for term in terms), 0.0, (0.0,) * len(terms), {}, {})
    explained, labels = _explained(terms)
    return Moments(
        mean=sum(term.mean for term in terms),
        variance=variance,
        flow_shares=tuple(one / variance for one in with_sum),
        number_shares={key: value / variance for key, value in explained.items()},
        labels=labels,
    )


def _term(flow: Flow, weight: float, uses: Counter[str]) -> _Term:
    ratios = tuple(_ratio(one, uses) for one in flow.uncertain)
    mean, square = weight * flow.point_kg, (weight * flow.point_kg) ** 2
    for ratio in ratios:
        mean *= ratio.mean
        square *= ratio.within * ratio.mean**2
    return _Term(mean, max(square - mean * mean, 0.0), ratios)


def _ratio(uncertain: Uncertain, uses: Counter[str]) -> _Ratio:
    mean, within = _single(uncertain.spread)
    if uses[uncertain.key] > 1:
        return _Ratio(uncertain, mean, within, uncertain.key, within)
    if uncertain.shared_key and uncertain.shared_share > 0.0 and uses[uncertain.shared_key] > 1:
        between = _conditional(uncertain.spread, uncertain.shared_share, mean)
        return _Ratio(uncertain, mean, within, uncertain.shared_key, between)
    return _Ratio(uncertain, mean, within, "", 1.0)


@cache
def _single(spread: Spread) -> tuple[float, float]:
    mean = spread.mean()
    return mean, spread.mean_square() / mean**2


@cache
def _conditional(spread: Spread, share: float, mean: float) -> float:
    given = spread.conditional_mean(_grid(), share)
    return float(np.mean(given**2)) / mean**2


def _excess(first: frozenset[str], second: frozenset[str], between: Mapping[str, float]) -> float:
    """Relative covariance of two flows that share some numbers: product of their ratios, less one."""
    product = 1.0
    for key in sorted(first & second):
        product *= between[key]
    return product - 1.0


def _class_covariances(
    class_means: Mapping[frozenset[str], float], between: Mapping[str, float]
) -> dict[frozenset[str], float]:
    """For each set of shared numbers, what a flow of mean one with that set has in common with all flows."""
    return {
        first: sum(_excess(first, second, between) * mean for second, mean in class_means.items())
        for first in class_means
    }


def _explained(terms: Sequence[_Term]) -> tuple[dict[str, float], dict[str, str]]:
    """Variance that each number explains alone, by key, with its label."""
    shared_means: dict[str, float] = {}
    shared_between: dict[str, float] = {}
    explained: dict[str, float] = {}
    labels: dict[str, str] = {}
    for term in terms:
        for ratio in term.ratios:
            one = ratio.uncertain
            if not ratio.common:
                explained[one.key] = explained.get(one.key, 0.0) + term.mean**2 * (ratio.within - 1.0)
                labels[one.key] = one.label
                continue
            shared_means[ratio.common] = shared_means.get(ratio.common, 0.0) + term.mean
            shared_between[ratio.common] = ratio.between
            if ratio.common == one.key:
                labels[ratio.common] = one.label
                continue
            labels[ratio.common] = f"{one.label} (error shared by all who use it)"
            scatter = _conditional(one.spread, 1.0 - one.shared_share, ratio.mean)
            explained[one.key] = explained.get(one.key, 0.0) + term.mean**2 * (scatter - 1.0)
            labels[one.key] = f"{one.label} (own scatter)"
    for key, mean in shared_means.items():
        explained[key] = mean**2 * (shared_between[key] - 1.0)
    return explained, labels
