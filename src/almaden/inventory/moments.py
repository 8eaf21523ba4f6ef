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

import numpy as np

from almaden.inventory.flows import Flow, Uncertain
from almaden.quantity.sampling import FloatArray
from almaden.quantity.spread import Spread


@cache
def _grid() -> tuple[FloatArray, FloatArray]:
    """Places and weights that give means over a standard normal number, to about 1e-8 for smooth functions."""
    places = np.linspace(-9.0, 9.0, 2049)
    weights = np.exp(-0.5 * places**2)
    return places, weights / weights.sum()


@dataclass(frozen=True)
class _Stream:
    """What one random stream does to a ratio.

    ``alone`` is the mean square of the ratio's mean given the stream, ``together`` the mean product of the
    ratios of two flows that share it (and whatever stands before it), both over the square of the mean.
    """

    key: str
    label: str
    alone: float
    together: float


@dataclass(frozen=True)
class _Ratio:
    """Moments of one uncertain ratio of a flow; ``square`` is its mean square over the square of its mean."""

    mean: float
    square: float
    streams: tuple[_Stream, ...]


@dataclass(frozen=True)
class _Term:
    mean: float
    variance: float
    streams: tuple[_Stream, ...]
    shared: frozenset[str]


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


def moments(flows: Sequence[Flow], weights: Sequence[float], squares: Sequence[float] = ()) -> Moments:
    """Moments of the sum of ``weights[i] * flows[i]``.

    Args:
        flows: the flows.
        weights: their weights: 1 for the input, the share of a pathway for an output.
        squares: mean square of each weight over the square of its mean, where drawn shares make weights
            uncertain (see :func:`share_square`); all 1 when left out.
    """
    squares = squares or (1.0,) * len(flows)
    uses = Counter(key for flow in flows for key in _keys(flow))
    terms = [_term(flow, weight, square, uses) for flow, weight, square in zip(flows, weights, squares, strict=True)]
    together = {one.key: one.together for term in terms for one in term.streams}
    class_means: dict[frozenset[str], float] = {}
    for term in terms:
        class_means[term.shared] = class_means.get(term.shared, 0.0) + term.mean
    covariance = _class_covariances(class_means, together)
    with_sum = [
        term.variance + term.mean * (covariance[term.shared] - _excess(term.shared, together) * term.mean)
        for term in terms
    ]
    mean, variance = sum(term.mean for term in terms), sum(with_sum)
    if variance <= 0.0:
        return Moments(mean, 0.0, (0.0,) * len(terms), {}, {})
    explained, labels = _explained(terms)
    return Moments(
        mean=mean,
        variance=variance,
        flow_shares=tuple(one / variance for one in with_sum),
        number_shares={key: value / variance for key, value in explained.items()},
        labels=labels,
    )


def share_square(flow: Flow, share: float) -> float:
    """Mean square of a share of a flow over the square of its mean, after Dirichlet where it is drawn."""
    if flow.concentration is None or share <= 0.0:
        return 1.0
    return 1.0 + (1.0 - share) / (share * (flow.concentration + 1.0))


def _keys(flow: Flow) -> set[str]:
    keys = {key for one in flow.uncertain for key in one.keys}
    return keys | {flow.distribution_key} if flow.distribution_key else keys


def _term(flow: Flow, weight: float, square: float, uses: Counter[str]) -> _Term:
    ratios = [_ratio(one, uses) for one in flow.uncertain]
    if square != 1.0:
        label = f"distribution factors of {flow.distribution_key.split('/', 2)[-1]}"
        ratios.append(_Ratio(1.0, square, (_Stream(flow.distribution_key, label, square, square),)))
    mean = weight * flow.point_kg
    mean_square = mean * mean
    for ratio in ratios:
        mean *= ratio.mean
        mean_square *= ratio.square * ratio.mean**2
    streams = tuple(stream for ratio in ratios for stream in ratio.streams)
    shared = frozenset(stream.key for stream in streams if uses[stream.key] > 1)
    return _Term(mean, max(mean_square - mean * mean, 0.0), streams, shared)


def _ratio(uncertain: Uncertain, uses: Counter[str]) -> _Ratio:
    mean, square = _single(uncertain.spread)
    share = uncertain.shared_share if uncertain.shared_key else 0.0
    if share == 0.0 or uses[uncertain.shared_key] == uses[uncertain.key]:
        # Whoever shares the error shares the scatter too: one stream in effect.
        return _Ratio(mean, square, (_Stream(uncertain.key, uncertain.label, square, square),))
    between = _conditional(uncertain.spread, share, mean)
    scatter = _conditional(uncertain.spread, 1.0 - share, mean)
    words = f"{uncertain.label}: error shared by all who use it"
    common = _Stream(uncertain.shared_key, words, between, between)
    words = f"{uncertain.label}: own scatter of {uncertain.owner}"
    own = _Stream(uncertain.key, words, scatter, square / between)
    return _Ratio(mean, square, (common, own))


@cache
def _single(spread: Spread) -> tuple[float, float]:
    mean = spread.mean()
    return mean, spread.mean_square() / mean**2


@cache
def _conditional(spread: Spread, share: float, mean: float) -> float:
    places, weights = _grid()
    return float(weights @ spread.conditional_mean(places, share) ** 2) / mean**2


def _excess(keys: frozenset[str], together: Mapping[str, float]) -> float:
    """Relative covariance of two flows that share some streams: product of their moments, less one."""
    product = 1.0
    for key in sorted(keys):
        product *= together[key]
    return product - 1.0


def _class_covariances(
    class_means: Mapping[frozenset[str], float], together: Mapping[str, float]
) -> dict[frozenset[str], float]:
    """For each set of shared streams, what a flow of mean one with that set has in common with all flows."""
    classes: dict[str, dict[frozenset[str], float]] = {}
    for keys, mean in class_means.items():
        for key in keys:
            classes.setdefault(key, {})[keys] = mean
    found = {}
    for keys in class_means:
        meeting: dict[frozenset[str], float] = {}
        for key in sorted(keys):
            meeting.update(classes[key])
        found[keys] = sum(_excess(keys & other, together) * mean for other, mean in meeting.items())
    return found


def _explained(terms: Sequence[_Term]) -> tuple[dict[str, float], dict[str, str]]:
    """Variance that each stream explains alone, by key, with its label."""
    means: dict[str, float] = {}
    streams: dict[str, _Stream] = {}
    for term in terms:
        for stream in term.streams:
            means[stream.key] = means.get(stream.key, 0.0) + term.mean
            streams[stream.key] = stream
    explained = {key: mean**2 * (streams[key].alone - 1.0) for key, mean in means.items()}
    return explained, {key: stream.label for key, stream in streams.items()}
