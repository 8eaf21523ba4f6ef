"""Draws of the mercury that enters by a flow, each uncertain number from its own stream."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from almaden.inventory.flows import Flow, Uncertain
from almaden.quantity.dirichlet import dirichlet_draws, stick_keys
from almaden.quantity.sampling import FloatArray, Sampler, plan
from almaden.quantity.spread import Fixed, TwoPieceLognormal


def sampler_for(flows: Iterable[Flow], draws: int, seed: int) -> Sampler:
    """The sampler for all uncertain numbers of some flows, and for their shares where those vary."""
    return plan({key for flow in flows for key in stream_keys(flow)}, draws, seed)


def stream_keys(flow: Flow) -> tuple[str, ...]:
    """All streams that a flow draws from."""
    numbers = tuple(key for one in flow.uncertain for key in one.keys)
    if flow.concentration is None:
        return numbers
    return numbers + stick_keys(flow.distribution_key, _seven_shares(flow))


@dataclass
class Streams:
    """Normal draws by key; those that several flows share are kept, the others made when asked for.

    Attributes:
        sampler: makes the draws.
        shared: keys whose draws are kept from their first use on.
        kept: draws by key. What is there beforehand, because other inventories use it too, is taken as it is.
    """

    sampler: Sampler
    shared: frozenset[str]
    kept: dict[str, FloatArray] = field(default_factory=dict)

    @classmethod
    def of(cls, flows: Sequence[Flow], sampler: Sampler, kept: Mapping[str, FloatArray] | None = None) -> Streams:
        """Streams for some flows."""
        uses = Counter(key for flow in flows for one in flow.uncertain for key in one.keys)
        return cls(sampler, frozenset(key for key, count in uses.items() if count > 1), dict(kept or {}))

    def keeps(self, key: str) -> bool:
        """Whether the draws of a key are kept, for another flow to use them too."""
        return key in self.shared or key in self.kept

    def normal(self, key: str) -> FloatArray:
        """Normal draws of a key, the median first. The array must not be changed."""
        if not self.keeps(key):
            return self.sampler.normal(key)
        if key not in self.kept:
            self.kept[key] = self.sampler.normal(key)
        return self.kept[key]

    def of_number(self, uncertain: Uncertain) -> FloatArray:
        """Normal draws behind an uncertain number, its shared error mixed with its own scatter."""
        own = self.normal(uncertain.key)
        if not uncertain.shared_key or uncertain.shared_share == 0.0:
            return own
        mixed = math.sqrt(uncertain.shared_share) * self.normal(uncertain.shared_key)
        mixed += math.sqrt(1.0 - uncertain.shared_share) * own
        return mixed

    def ratio(self, uncertain: Uncertain) -> FloatArray:
        """Ratios of an uncertain number to its point value, the first of them 1."""
        if uncertain.shared_key or self.keeps(uncertain.key):
            return uncertain.spread.draw(self.of_number(uncertain))
        return self.sampler.draw(uncertain.key, uncertain.spread.table(self.sampler.strata), 1.0)


def input_draws(flow: Flow, streams: Streams) -> FloatArray:
    """Mercury input of a flow in kg per year, shape ``(draws + 1,)``, the point value first."""
    # Lognormal numbers are added as logarithms, so that a flow costs one exponential.
    logarithm: FloatArray | None = None
    product: FloatArray | None = None
    for uncertain in flow.uncertain:
        if isinstance(uncertain.spread, Fixed):
            continue
        if isinstance(uncertain.spread, TwoPieceLognormal):
            term = uncertain.spread.log_ratio(streams.of_number(uncertain))
            logarithm = term if logarithm is None else np.add(logarithm, term, out=logarithm)
        else:
            ratio = streams.ratio(uncertain)
            product = ratio if product is None else np.multiply(product, ratio, out=product)
    if logarithm is not None:
        factor = np.exp(logarithm, out=logarithm)
        product = factor if product is None else np.multiply(product, factor, out=product)
    if product is None:
        return np.full(streams.sampler.draws + 1, flow.point_kg)
    product *= flow.point_kg
    product[0] = flow.point_kg
    return product


def share_draws(flow: Flow, sampler: Sampler) -> tuple[float | FloatArray, ...]:
    """The seven shares of a flow: six pathways and what stays unallocated.

    Fixed shares are floats; with a concentration each that is above zero is an array of shape
    ``(draws + 1,)``, the point value first, drawn from a Dirichlet distribution whose mean is the printed row.
    """
    shares = _seven_shares(flow)
    if flow.concentration is None:
        return shares
    return dirichlet_draws(sampler, flow.distribution_key, shares, flow.concentration)


def _seven_shares(flow: Flow) -> tuple[float, ...]:
    return (*flow.shares, flow.unallocated)
