"""Whether the measures of a plan reach its targets, in how many of the draws, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from almaden.inventory.result import Amount
from almaden.quantity.sampling import FloatArray
from almaden.sectors.amounts import amount
from almaden.sectors.gold.plan_change import Mercury
from almaden.sectors.gold.plan_records import TargetRecord
from almaden.sectors.gold.plan_result import TargetResult
from almaden.sectors.gold.result import Power
from almaden.sectors.numbers import Drawn
from almaden.wording import Text, n_

#: What is left after many multiplications may miss a target by so little, as a share, and still reach it.
_CLOSE = 1e-9


def assess(
    target: TargetRecord,
    baseline: Mercury,
    years: Mapping[int, Mercury],
    power: Callable[[float], Power | None],
) -> TargetResult:
    """Whether the measures reach a target.

    Args:
        target: the target.
        baseline: mercury of a year without measures.
        years: mercury of each year with them; the year of the target is among them.
        power: whether a survey could tell a reduction, by its share.
    """
    before, after = _of(target, baseline), _of(target, years[target.year])
    allowed = before * (1.0 - target.reduction)
    reached = np.atleast_1d(after <= allowed + _CLOSE * before)
    asked = power(target.reduction) if not target.practice and 0.0 < target.reduction < 1.0 else None
    baseline_kg = amount(before)
    return TargetResult(
        year=target.year,
        reduction=target.reduction,
        practice=target.practice,
        note=target.note,
        baseline_kg=baseline_kg,
        baseline_below=_below(baseline_kg),
        allowed_kg=amount(allowed),
        planned_kg=amount(after),
        planned_reduction=amount(reduction(before, after)),
        reached=bool(reached[0]),
        reached_in=share_of_draws(reached),
        gap_kg=amount(after - allowed),
        power=asked,
        told=_told(target, bool(reached[0]), asked, baseline_kg),
    )


def reduction(before: Drawn, after: Drawn) -> FloatArray:
    """Share by which mercury falls; 0 where there is none to fall."""
    was, now = np.broadcast_arrays(np.atleast_1d(before), np.atleast_1d(after))
    none = was <= 0.0
    return np.where(none, 0.0, 1.0 - now / np.where(none, 1.0, was))


def share_of_draws(holds: NDArray[np.bool_]) -> float:
    """Share of the draws in which something holds; without draws, whether it does."""
    return float(np.mean(holds[1:] if len(holds) > 1 else holds))


def _of(target: TargetRecord, mercury: Mercury) -> Drawn:
    return mercury.bought[target.practice] if target.practice else mercury.total


def _told(target: TargetRecord, reached: bool, power: Power | None, baseline: Amount) -> tuple[str, ...]:
    told: list[str] = []
    below = _below(baseline)
    if baseline.value <= 0.0:
        told.append(n_("The baseline has no mercury under this practice."))
    elif below > target.reduction:
        told.append(
            Text(
                "The range of the baseline reaches {percent} % below its value, further than the target: the two "
                "totals alone do not tell it. Their difference may, as both rest on the same ratio of mercury to gold.",
                percent=f"{100.0 * below:.0f}",
            )
        )
    if power is not None:
        told.append(power.told)
    if target.reduction == 1.0:
        told.append(n_("That nothing is left is seen at the sites; no difference of two estimates tells it."))
    elif target.practice:
        told.append(n_("Whether a survey could tell this is asked of all mercury used, not of one practice."))
    if not reached:
        told.append(Text("The measures do not reach the target of {year}.", year=str(target.year)))
    return tuple(told)


def _below(baseline: Amount) -> float:
    """How far a range reaches below its value, as a share of it."""
    return 1.0 - baseline.low / baseline.value if baseline.value > 0.0 else 0.0
