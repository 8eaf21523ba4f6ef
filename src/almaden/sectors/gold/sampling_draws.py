"""Draws of totals that were estimated from samples, so that small and skewed samples give honest ranges."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence

import numpy as np

from almaden.quantity.normal import cumulative, normal_table
from almaden.quantity.sampling import FloatArray
from almaden.sectors.draws import FleetDraws
from almaden.sectors.gold.sampling_design import Total, add

#: End of the 95 % range of a standard normal number, and places within it at which Student's t is reckoned.
_END = 1.959963984540054
_DEVIATES = np.linspace(-_END, _END, 257)
#: Degrees of freedom are told apart in steps of a quarter.
_STEPS = 4.0


def draw_sum(
    totals: Sequence[Total], draws: FleetDraws, name: str, shared: Mapping[str, tuple[str, float]] | None = None
) -> tuple[FloatArray, ...]:
    """Draws of the totals of strata, each of shape ``(draws + 1,)``, the estimates first.

    Their sum spreads on the logarithm as Student's t with the degrees of freedom of the sum. An unbiased estimate that
    errs by ``s`` on the logarithm has its median by ``s^2 / 2`` too low: the draws of the sum are about the median that
    belongs to it. Sums of draws made for each stratum alone would lie too high, the more the more strata there are.

    Args:
        totals: the strata.
        draws: where the streams come from.
        name: of the sum; the streams are keyed by it and by the strata.
        shared: for a stratum the stream of an error that it shares with another sum, and the share of its variance.
    """
    whole = add(name, totals)
    parts = [_part(one, draws, name, *(shared or {}).get(one.name, ("", 0.0))) for one in totals]
    if whole.error == 0.0:
        return tuple(parts)
    place = np.empty(draws.draws, dtype=np.intp)
    drawn = functools.reduce(np.add, parts)
    place[drawn[1:].argsort(kind="stable")] = np.arange(draws.draws)
    normal = normal_table(draws.draws)
    scale = whole.log_error
    wanted = whole.total * np.exp(scale * _skewed(student(normal, whole.effective_freedom), scale) + 0.5 * scale**2)
    ratio = np.ones(draws.draws + 1)
    ratio[1:] = wanted[place] / drawn[1:]
    for part in parts:
        part *= ratio
    return tuple(parts)


def _part(total: Total, draws: FleetDraws, name: str, shared_key: str, shared: float) -> FloatArray:
    normal = draws.sampler.normal(f"{name}\0{total.name}")
    if shared_key and shared:
        normal = math.sqrt(1.0 - shared) * normal + math.sqrt(shared) * draws.shared(shared_key)
    scale = total.log_error
    drawn: FloatArray = total.total * np.exp(scale * _skewed(student(normal, total.effective_freedom), scale))
    drawn[0] = total.total
    return drawn


def _skewed(deviate: FloatArray, scale: float) -> FloatArray:
    """Deviates ``t`` as ``t + scale t^2 / 2``: further up than down.

    Sites, units and shops are skewed. A sample that misses the large ones finds too little and, at once, too small an
    error; one that finds them errs to the other side and knows it. The second term of the Edgeworth series of Student's
    t says by how much; it is taken for the skewness of a lognormal, three times the relative spread. Downwards
    ``t / (1 + scale |t| / 2)``, the same to this order, keeps it rising. A term cannot be more than what it corrects.
    """
    bend = 1.0 + np.minimum(0.5 * scale * np.abs(deviate), 1.0)
    return np.where(deviate > 0.0, deviate * bend, deviate / bend)


def student(normal: FloatArray, freedom: float) -> FloatArray:
    """Numbers of Student's t distribution with the probabilities of standard normal ones, within its 95 % range.

    Outside they go on in proportion to the normal ones: with few degrees of freedom the logarithm of a total has no
    mean otherwise.
    """
    if math.isinf(freedom):
        return normal
    # Steps, downwards: strata of much the same size then share a table.
    table = _student_table(math.floor(freedom * _STEPS) / _STEPS)
    found = np.interp(normal, _DEVIATES, table)
    return np.asarray(np.where(np.abs(normal) > _END, normal * (table[-1] / _END), found))


@functools.lru_cache(maxsize=256)
def _student_table(freedom: float) -> FloatArray:
    from scipy.special import stdtrit

    return np.asarray(stdtrit(freedom, cumulative(_DEVIATES)))
