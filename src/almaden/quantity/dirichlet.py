"""Shares that vary together and always add to the same whole (Dirichlet), from streams like all other draws.

The whole is broken like a stick: a first piece, then a piece of what is left, and so on. Each break is a beta
number that is independent of the others, so it is drawn from a table of quantiles in the order of a stream.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from almaden.quantity.normal import cumulative, normal_table
from almaden.quantity.sampling import FloatArray, Sampler

# Places at which the beta quantile is computed; between them it is linear in the normal quantile, which moves no
# mean by more than 1e-5 of the standard deviation.
_NODES = 1025

# Tables are kept as long as they hold no more numbers than this together: 64 MB.
_KEPT_NUMBERS = 1 << 23


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
    table_of = _beta_tables(sampler.strata)
    left_point = sum(shares[place] for place in pieces)
    left = np.full(sampler.draws + 1, left_point)
    for stick, place in zip(stick_keys(key, shares), pieces, strict=False):
        point = shares[place]
        after = left_point - point
        piece = sampler.draw(stick, table_of(concentration * point, concentration * after), point / left_point)
        piece *= left
        left -= piece
        piece[0] = point
        result[place] = piece
        left_point = after
    left[0] = shares[pieces[-1]]
    result[pieces[-1]] = left
    return tuple(result)


@lru_cache(maxsize=1)
def _beta_tables(strata: int) -> Callable[[float, float], FloatArray]:
    """Gives the quantiles of beta distributions at the middle of equally likely strata, rising."""
    from scipy.special import betaincinv

    normal = normal_table(strata)
    nodes = np.linspace(normal[0], normal[-1], _NODES)
    probabilities = cumulative(nodes)

    @lru_cache(maxsize=max(_KEPT_NUMBERS // strata, 1))
    def table(first: float, second: float) -> FloatArray:
        return np.asarray(np.interp(normal, nodes, betaincinv(first, second, probabilities)))

    return table
