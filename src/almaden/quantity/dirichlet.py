"""Shares that vary together and always add to the same whole (Dirichlet), from streams like all other draws.

The whole is broken like a stick: a first piece, then a piece of what is left, and so on. Each break is a beta
number that is independent of the others, so it is drawn from a table of quantiles in the order of a stream.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from almaden.quantity.normal import cumulative, normal_table
from almaden.quantity.sampling import FloatArray, Sampler

# Places at which the beta quantile is computed; between them it is linear in the normal quantile, which moves no
# mean by more than 1e-5 of the standard deviation.
_NODES = 1025

# Tables up to this size are kept, larger ones made anew, which bounds what is kept to 64 MB.
_KEPT_STRATA = 1 << 14


def stick_keys(key: str, shares: Sequence[float]) -> tuple[str, ...]:
    """Keys of the streams that :func:`dirichlet_draws` takes for some shares: one for each break."""
    pieces = [place for place, share in enumerate(shares) if share > 0.0]
    return tuple(f"{key}/{place}" for place in pieces[:-1])


def dirichlet_draws(
    sampler: Sampler, key: str, shares: Sequence[float], concentration: float
) -> tuple[float | FloatArray, ...]:
    """Draws of shares around their point values.

    Args:
        sampler: gives the streams; it must know the keys of :func:`stick_keys`.
        key: of the shares as a whole.
        shares: point values, which are the means of the draws; those not above zero stay as they are.
        concentration: the larger, the closer; a share ``s`` of the whole 1 has the variance
            ``s * (1 - s) / (concentration + 1)``.

    Returns:
        One element for each share: a float where it does not vary, otherwise an array of shape
        ``(draws + 1,)`` whose first element is the point value.
    """
    result: list[float | FloatArray] = list(shares)
    pieces = [place for place, share in enumerate(shares) if share > 0.0]
    if len(pieces) < 2:
        return tuple(result)
    left_point = sum(shares[place] for place in pieces)
    left = np.full(sampler.draws + 1, left_point)
    for stick, place in zip(stick_keys(key, shares), pieces, strict=False):
        point = shares[place]
        after = left_point - point
        table = _beta_table(concentration * point, concentration * after, sampler.strata)
        piece = sampler.draw(stick, table, point / left_point)
        piece *= left
        left -= piece
        piece[0] = point
        result[place] = piece
        left_point = after
    left[0] = shares[pieces[-1]]
    result[pieces[-1]] = left
    return tuple(result)


def _beta_table(first: float, second: float, strata: int) -> FloatArray:
    return _kept_table(first, second, strata) if strata <= _KEPT_STRATA else _made_table(first, second, strata)


@lru_cache(maxsize=512)
def _kept_table(first: float, second: float, strata: int) -> FloatArray:
    return _made_table(first, second, strata)


def _made_table(first: float, second: float, strata: int) -> FloatArray:
    """Quantiles of the beta distribution at the middle of equally likely strata, rising."""
    from scipy.special import betaincinv

    normal = normal_table(strata)
    nodes = np.linspace(normal[0], normal[-1], _NODES)
    return np.asarray(np.interp(normal, nodes, betaincinv(first, second, cumulative(nodes))))
