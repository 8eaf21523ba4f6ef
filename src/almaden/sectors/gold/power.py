"""Whether a later survey could tell that less mercury is used, given the error of the present one.

What both surveys share, such as the ratio of mercury to gold, is the same in both and cancels. With errors ``s1`` and
``s2`` of what is not shared, on the logarithm, a reduction ``R`` is told, one-sided at 5 %, with the probability

    Phi(-ln(1 - R) / sqrt(s1^2 + s2^2) - 1.645)
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Final

import numpy as np

from almaden.quantity.sampling import FloatArray, quantiles
from almaden.sectors.draws import FleetDraws
from almaden.sectors.gold.class_errors import CLASSES, class_key, source_key
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.expansion import grouped, totals_of
from almaden.sectors.gold.result import Power
from almaden.sectors.gold.sampling_design import add
from almaden.sectors.gold.triangulation import CHANCE, Triangulated
from almaden.sectors.gold.winnings import site_winnings
from almaden.wording import Fixed, Text

_NORMAL: Final = NormalDist()
#: One-sided test at 5 %, and the probability with which a reduction is to be told: usual choices.
_LEVEL, _WANTED = 0.05, 0.8
_CRITICAL: Final = _NORMAL.inv_cdf(1.0 - _LEVEL)
#: Of a later estimate that is told to have no error.
_LEAST_VARIANCE: Final = 1e-12
_NEEDED: Final = _CRITICAL + _NORMAL.inv_cdf(_WANTED)


def power(
    reduction: float,
    error: float,
    later_error: float | None = None,
    *,
    sites_now: int = 0,
    cv_between_sites: float | None = None,
    population: float | None = None,
) -> Power:
    """Whether a reduction can be told from the error of the estimates before and after it.

    Args:
        reduction: share by which the mercury used falls, between 0 and 1.
        error: standard error on the logarithm of the present estimate, without what a later one shares with it.
        later_error: the same of the later one; None: as large as now.
        sites_now: sites visited now; the later survey visits as many where nothing else is said.
        cv_between_sites: standard deviation between sites over their mean; None where no survey tells it.
        population: sites of the frame; None where it is not known or very large.

    Raises:
        ValueError: the reduction is not between 0 and 1, or an error is negative.
    """
    later = error if later_error is None else later_error
    if not 0.0 < reduction < 1.0 or error < 0.0 or later < 0.0:
        raise ValueError(f"reduction {reduction}, errors {error} and {later}")
    both = math.hypot(error, later)
    fall = -math.log1p(-reduction)
    told_with = _NORMAL.cdf(fall / both - _CRITICAL) if both > 0.0 else 1.0
    least = -math.expm1(-_NEEDED * both)
    surveyed = sites_now > 0 and cv_between_sites is not None and cv_between_sites > 0.0
    needed = _sites(fall, error, later, sites_now, cv_between_sites or 0.0, population) if surveyed else None
    return Power(
        reduction, error, later, told_with, least, sites_now, needed,
        _sentence(reduction, told_with, least, needed, surveyed),
    )  # fmt: skip


def power_of(data: GoldData, together: Triangulated, draws: FleetDraws, reduction: float) -> Power:
    """Whether a reduction can be told from an estimate that was made; a later one is taken to be made like it.

    What errors of one source or data class have in common is in both estimates, and cancels.

    Args:
        data: what the estimate rests on.
        together: the gold of all routes.
        draws: those that it was drawn from.
        reduction: share by which the mercury used falls, between 0 and 1.
    """
    logarithm = np.log(together.gold[1:])
    low, high = quantiles(logarithm, (0.025, 0.975))
    error = (high - low) / (2.0 * _NORMAL.inv_cdf(0.975)) * math.sqrt(1.0 - _shared(data, logarithm, draws))
    now, cv, population = _surveyed(data)
    return power(reduction, error, sites_now=now, cv_between_sites=cv, population=population)


def _shared(data: GoldData, logarithm: FloatArray, draws: FleetDraws) -> float:
    """Share of the variance that comes from the errors of sources and of data classes."""
    keys = {source_key(one.source) for one in data.figures} | {class_key(one) for one in CLASSES}
    shares = (float(np.corrcoef(logarithm, draws.shared(key)[1:])[0, 1]) ** 2 for key in sorted(keys))
    # A correlation that chance alone would give is none.
    told = [one for one in shares if one > CHANCE**2 / draws.draws]
    return min(1.0, sum(told))


def _surveyed(data: GoldData) -> tuple[int, float | None, float | None]:
    """Sites visited, their relative spread as the design sees it, and sites of the frame."""
    groups = grouped(site_winnings(data), data.strata, "sites")
    if not any(group.measured for group in groups):
        return 0, None, None
    whole = add("sites", totals_of(groups, "sites")[0])
    left = 1.0 / whole.sampled - 1.0 / whole.population if whole.sampled else 0.0
    cv = whole.error / whole.total / math.sqrt(left) if left > 0.0 and whole.total else None
    return whole.sampled, cv, whole.population


def _sites(fall: float, error: float, later: float, now: int, cv: float, population: float | None) -> int | None:
    """Sites that a later survey needs; None where even a visit to every site would not do.

    Its other routes stay as good as they are: their precision, the inverse of a variance, adds to that of its sites.
    """
    inverse = 1.0 / population if population else 0.0
    allowed = (fall / _NEEDED) ** 2 - error**2
    if allowed <= 0.0:
        return None
    sample = cv**2 * (1.0 / now - inverse)
    others = max(0.0, 1.0 / max(later**2, _LEAST_VARIANCE) - 1.0 / sample) if sample > 0.0 else 0.0
    precision = 1.0 / allowed - others
    if precision <= 0.0:
        return 1
    return max(1, math.ceil(cv**2 / (1.0 / precision + cv**2 * inverse) - 1e-9))


def _sentence(reduction: float, told_with: float, least: float, needed: int | None, surveyed: bool) -> Text:
    first = Text(
        "A reduction by {percent} % would be told with a probability of {power} %; with 80 % only one by {least} % or "
        "more would.",
        percent=100.0 * reduction,
        power=Fixed(100.0 * told_with, 0),
        least=Fixed(100.0 * least, 0),
    )
    if told_with >= _WANTED:
        return Text("{first} The target can be told from the error of the baseline.", first=first)
    if needed is not None:
        return Text("{first} For 80 % the later survey needs {sites} sites.", first=first, sites=str(needed))
    if surveyed:
        return Text(
            "{first} No later survey of any size would be enough: the error of the present estimate is too large.",
            first=first,
        )
    return Text(
        "{first} The estimate rests on no sample of sites, so the size of the survey that would do is not known.",
        first=first,
    )
