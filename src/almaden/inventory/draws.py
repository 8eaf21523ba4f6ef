"""Draws of the mercury that enters by a flow, each uncertain number from its own stream."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from almaden.inventory.flows import Flow, Uncertain
from almaden.quantity.sampling import FloatArray, Sampler, plan
from almaden.quantity.spread import TwoPieceLognormal


def sampler_for(flows: Iterable[Flow], draws: int, seed: int) -> Sampler:
    """The sampler for all uncertain numbers of some flows."""
    keys = {key for flow in flows for one in flow.uncertain for key in one.keys}
    return plan(keys, draws, seed)


@dataclass
class Streams:
    """Normal draws by key; those that several flows share are kept, the others made when asked for."""

    sampler: Sampler
    shared: frozenset[str]
    kept: dict[str, FloatArray] = field(default_factory=dict)

    @classmethod
    def of(cls, flows: Sequence[Flow], sampler: Sampler) -> Streams:
        """Streams for some flows."""
        uses = Counter(key for flow in flows for one in flow.uncertain for key in one.keys)
        return cls(sampler, frozenset(key for key, count in uses.items() if count > 1))

    def normal(self, key: str) -> FloatArray:
        """Normal draws of a key, the median first. The array must not be changed."""
        if key not in self.shared:
            return self.sampler.normal(key)
        if key not in self.kept:
            self.kept[key] = self.sampler.normal(key)
        return self.kept[key]

    def of_number(self, uncertain: Uncertain) -> FloatArray:
        """Normal draws behind an uncertain number, its shared error mixed with its own scatter."""
        own = self.normal(uncertain.key)
        if not uncertain.shared_key or uncertain.shared_share == 0.0:
            return own
        common = self.normal(uncertain.shared_key)
        return math.sqrt(uncertain.shared_share) * common + math.sqrt(1.0 - uncertain.shared_share) * own


def input_draws(flow: Flow, streams: Streams) -> FloatArray:
    """Mercury input of a flow in kg per year, shape ``(draws + 1,)``, the point value first."""
    # Lognormal numbers are added as logarithms, so that a flow costs one exponential.
    logarithm: FloatArray | None = None
    product: FloatArray | None = None
    for uncertain in flow.uncertain:
        normal = streams.of_number(uncertain)
        if isinstance(uncertain.spread, TwoPieceLognormal):
            term = uncertain.spread.log_ratio(normal)
            logarithm = term if logarithm is None else np.add(logarithm, term, out=logarithm)
        else:
            ratio = uncertain.spread.draw(normal)
            product = ratio if product is None else np.multiply(product, ratio, out=product)
    result = np.full(streams.sampler.draws + 1, flow.point_kg)
    if logarithm is not None:
        np.multiply(result, np.exp(logarithm, out=logarithm), out=result)
    if product is not None:
        np.multiply(result, product, out=result)
    result[0] = flow.point_kg
    return result


def share_draws(flow: Flow, sampler: Sampler) -> tuple[float | FloatArray, ...]:
    """The seven shares of a flow: six pathways and what stays unallocated.

    Fixed shares are floats; with a concentration each is an array of shape ``(draws + 1,)``, the
    point value first, drawn from a Dirichlet distribution whose mean is the printed row.
    """
    point = (*flow.shares, flow.unallocated)
    if flow.concentration is None:
        return point
    generator = sampler.generator(flow.distribution_key)
    drawn = [
        generator.standard_gamma(flow.concentration * share, sampler.draws) if share > 0.0 else None
        for share in point
    ]
    total = np.sum([one for one in drawn if one is not None], axis=0)
    return tuple(
        0.0 if one is None else np.concatenate(([share], one / total))
        for share, one in zip(point, drawn, strict=True)
    )
