"""How good an order of offers is against judged pairs: the usual measures, with what chance makes of them."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from almaden.partnership.matching.match import matches
from almaden.partnership.matching.weights import PARTS, Weights
from almaden.partnership.records.exchange import NeedRecord, OfferRecord

#: Relevance by need and offer; pairs that are not named have none.
Judged = Mapping[str, Mapping[str, int]]

MEASURES: Final = ("P@1", "MRR", "nDCG@5", "recall@3")
RESAMPLES: Final = 2000


@dataclass(frozen=True)
class Interval:
    """A mean over needs, its 95 % bootstrap interval, and how far it goes when one need is left out."""

    mean: float
    low: float
    high: float
    least_without_one: float
    most_without_one: float


def measured(order: Sequence[str], judged: Mapping[str, int]) -> dict[str, float]:
    """The measures of one need: offers in the order in which they were told, and which are relevant."""
    found = [judged.get(key, 0) for key in order]
    relevant = sum(value > 0 for value in judged.values())
    first = next((place for place, value in enumerate(found, start=1) if value > 0), 0)
    ideal = _gain(sorted(judged.values(), reverse=True))
    return {
        "P@1": float(bool(found) and found[0] > 0),
        "MRR": 1.0 / first if first else 0.0,
        "nDCG@5": _gain(found) / ideal,
        "recall@3": sum(value > 0 for value in found[:3]) / min(3, relevant),
    }


def _gain(found: Sequence[int]) -> float:
    return sum((2.0**value - 1.0) / math.log2(place + 1) for place, value in enumerate(found[:5], start=1))


def each(
    needs: Sequence[NeedRecord], offers: Sequence[OfferRecord], judged: Judged, weights: Weights, on: date
) -> dict[str, dict[str, float]]:
    """The measures of every need, by its key; the reciprocal rank looks at all offers."""
    found = matches(needs, offers, weights, on, best=len(offers)).found
    return {one.need.id: measured([m.offer.id for m in one.best], judged[one.need.id]) for one in found}


def intervals(found: Mapping[str, Mapping[str, float]], seed: int = 1) -> dict[str, Interval]:
    """Means over needs with intervals."""
    chance = random.Random(seed)
    keys = sorted(found)
    samples = [[chance.choice(keys) for _ in keys] for _ in range(RESAMPLES)]
    answer = {}
    for name in MEASURES:
        means = sorted(_mean([found[key][name] for key in sample]) for sample in samples)
        without = [_mean([found[key][name] for key in keys if key != left]) for left in keys]
        low, high = means[round(0.025 * RESAMPLES)], means[round(0.975 * RESAMPLES) - 1]
        answer[name] = Interval(_mean([found[key][name] for key in keys]), low, high, min(without), max(without))
    return answer


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def firsts_kept(
    needs: Sequence[NeedRecord], offers: Sequence[OfferRecord], weights: Weights, on: date
) -> tuple[int, int]:
    """How many first offers stay when the weight of one part is 20 % larger or smaller, and of how many."""
    usual = _firsts(needs, offers, weights, on)
    kept = total = 0
    for part in PARTS:
        for times in (0.8, 1.2):
            changed = _firsts(needs, offers, weights.with_changed(part, times), on)
            kept += sum(changed[key] == usual[key] for key in usual)
            total += len(usual)
    return kept, total


def _firsts(needs: Sequence[NeedRecord], offers: Sequence[OfferRecord], weights: Weights, on: date) -> dict[str, str]:
    found = matches(needs, offers, weights, on, best=1).found
    return {one.need.id: one.best[0].offer.id if one.best else "" for one in found}
