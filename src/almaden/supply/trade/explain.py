"""What explains gaps between both sides without anything hidden: goods under way at the turn of a year, and hubs."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from almaden.supply.trade.areas import UNSPECIFIED, areas, places
from almaden.supply.trade.pairs import ABSENT, NO_COUNTRY, NOTHING, Pairs
from almaden.supply.trade.rows import BoolArray, FloatArray, IntArray


def year_shift(pairs: Pairs) -> FloatArray:
    """What goods that leave in one year and arrive in the next explain of each gap, kg with the sign of the gap.

    Where more left than arrived in a year, and more arrived than left in the following one, the smaller of both counts
    as under way at the turn of the year.
    """
    count = len(areas())
    route = pairs.exporter * count + pairs.importer
    order = np.lexsort((pairs.year, route))
    gap = np.nan_to_num(pairs.gap_kg)[order]
    following = np.r_[(np.diff(route[order]) == 0) & (np.diff(pairs.year[order]) == 1), False]
    later = np.r_[gap[1:], 0.0]
    moved = np.where(following, np.minimum(np.maximum(-gap, 0.0), np.maximum(later, 0.0)), 0.0)
    shifted = 0.0 - moved
    shifted[1:] += moved[:-1]
    found = np.empty_like(shifted)
    found[order] = shifted
    return found


def hub_shift(pairs: Pairs, shifted_kg: FloatArray, hubs: Collection[str]) -> FloatArray:
    """What hubs and partners that are not specified explain of each gap, kg with the sign of the gap.

    Goods that an exporter books to a hub are booked by the importer to their origin: too little arrives at the hub, too
    much at others. And what a hub sells on is booked by the importer to its origin: too little arrives from the hub,
    too much from others. Partners that are not specified, and hubs without statistics of a year, take part in both.

    Args:
        pairs: both sides.
        shifted_kg: what the turn of the year explains.
        hubs: countries, as three letters.
    """
    between = np.zeros(len(areas()), bool)
    between[[places()[one] for one in (*hubs, UNSPECIFIED)]] = True
    gap = _with_silent_hubs(pairs, between) - shifted_kg
    count = len(areas())
    found = np.zeros(len(pairs))
    one_sided = (pairs.x_state >= NOTHING) | (pairs.m_state >= NOTHING)
    # Flows that one side does not tell at all come first: goods booked elsewhere leave such.
    for some in (one_sided, np.ones(len(pairs), bool)):
        for ends, other in ((pairs.exporter, pairs.importer), (pairs.importer, pairs.exporter)):
            moved = _netted(pairs.year * count + ends, np.where(some, gap, 0.0), between[other])
            found += moved
            gap = gap - moved
    return np.where(np.isnan(pairs.gap_kg), 0.0, found)


def _with_silent_hubs(pairs: Pairs, between: BoolArray) -> FloatArray:
    """Gaps; what is booked to nobody, or to a hub without statistics of the year, is a gap of its whole size."""
    silent = (ABSENT, NO_COUNTRY)
    gap = np.where(np.isin(pairs.m_state, silent) & between[pairs.importer], -pairs.x_kg, pairs.gap_kg)
    return np.nan_to_num(np.where(np.isin(pairs.x_state, silent) & between[pairs.exporter], pairs.m_kg, gap))


def _netted(group: IntArray, gap: FloatArray, between: BoolArray) -> FloatArray:
    """What the gaps at hubs and those elsewhere cancel within each group, in both directions."""
    _, place = np.unique(group, return_inverse=True)
    found = np.zeros(len(gap))
    for sign in (1.0, -1.0):
        at_hubs = np.where(between, np.maximum(-sign * gap, 0.0), 0.0)
        elsewhere = np.where(between, 0.0, np.maximum(sign * gap, 0.0))
        have, want = (np.bincount(place, one) for one in (at_hubs, elsewhere))
        moved = np.minimum(have, want)
        with np.errstate(invalid="ignore", divide="ignore"):
            share_have, share_want = np.nan_to_num(moved / have), np.nan_to_num(moved / want)
        found += sign * (elsewhere * share_want[place] - at_hubs * share_have[place])
    return found
