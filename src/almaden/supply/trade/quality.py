"""How well reporters agree with their partners: weights of the two sides, and how far honest sides differ."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from almaden.supply.trade.areas import areas
from almaden.supply.trade.pairs import Pairs
from almaden.supply.trade.rows import BoolArray, FloatArray
from almaden.supply.trade.settings import settings

#: The median of the absolute value of a standard normal number.
_MEDIAN = 0.6744897501960817


@dataclass(frozen=True, eq=False)
class Agreement:
    """How well both sides agree.

    Attributes:
        quality: of each area as a reporter, between 0 (never agrees with a partner) and 1 (always).
        scatter: standard deviation of ln(M/X) of sides that hide nothing.
        pairs: pairs that it rests on.
    """

    quality: FloatArray
    scatter: float
    pairs: int

    def weight(self, pairs: Pairs) -> FloatArray:
        """The weight of the exporter's figure; that of the importer is what is left to 1."""
        ours, theirs = self.quality[pairs.exporter], self.quality[pairs.importer]
        with np.errstate(invalid="ignore"):
            return np.asarray(np.where(ours + theirs > 0, ours / (ours + theirs), 0.5))

    def best_kg(self, pairs: Pairs) -> FloatArray:
        """The mass that moved, from both sides by their weights; from one where the other tells nothing."""
        weight = self.weight(pairs)
        x, m = np.nan_to_num(pairs.x_kg), np.nan_to_num(pairs.m_kg)
        return np.asarray(np.where(pairs.both, weight * x + (1.0 - weight) * m, np.maximum(x, m)))


def agreement(pairs: Pairs) -> Agreement:
    """How well both sides agree where both tell a mass.

    The agreement of a pair is one less half its relative gap; the quality of a reporter is the median over its pairs,
    drawn towards the median of all where it has few. The scatter is estimated from the median of abs(ln(M/X)), so
    that hidden flows hardly touch it.
    """
    both = pairs.both
    close = 1.0 - np.abs(pairs.relative[both]) / 2.0
    count = len(areas())
    if not len(close):
        return Agreement(np.full(count, 0.5), settings()["default_scatter"], 0)
    who = np.concatenate([pairs.exporter[both], pairs.importer[both]])
    twice = np.concatenate([close, close])
    order = np.lexsort((twice, who))
    many = np.bincount(who, minlength=count)
    begin = np.cumsum(many) - many
    there = many > 0
    ordered = twice[order]
    middle = np.full(count, float(np.median(close)))
    low, high = (begin + (many - 1) // 2)[there], (begin + many // 2)[there]
    middle[there] = (ordered[low] + ordered[high]) / 2.0
    shrink = settings()["shrink_pairs"]
    quality = (many * middle + shrink * float(np.median(close))) / (many + shrink)
    return Agreement(quality, _scatter(pairs, both), int(both.sum()))


def _scatter(pairs: Pairs, both: BoolArray) -> float:
    weighed = both & (pairs.x_deviation_kg == 0) & (pairs.m_deviation_kg == 0)
    if weighed.sum() < settings()["fewest_pairs"]:
        return settings()["default_scatter"]
    apart = np.abs(np.log(pairs.m_kg[weighed] / pairs.x_kg[weighed]))
    found = float(np.median(apart)) / _MEDIAN
    return min(max(found, settings()["least_scatter"]), settings()["most_scatter"])


def flagged(pairs: Pairs, scatter: float, false_alarm: float) -> BoolArray:
    """Pairs whose gap, less what explains it, is too wide for two honest sides.

    Args:
        pairs: both sides with what explains their gaps.
        scatter: standard deviation of ln(M/X) of honest sides.
        false_alarm: share of honest pairs that may be flagged.
    """
    left = np.abs(np.nan_to_num(pairs.left_kg))
    larger = np.fmax(pairs.x_kg, pairs.m_kg)
    with np.errstate(invalid="ignore", divide="ignore"):
        apart = -np.log1p(-np.minimum(left / larger, 1.0))
        own = np.hypot(
            np.nan_to_num(pairs.x_deviation_kg / pairs.x_kg), np.nan_to_num(pairs.m_deviation_kg / pairs.m_kg)
        )
    deviate = NormalDist().inv_cdf(1.0 - false_alarm / 2.0)
    return np.asarray((left >= settings()["least_kg"]) & (apart > deviate * np.hypot(scatter, own)), bool)
