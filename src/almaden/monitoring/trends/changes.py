"""Step changes of one dated series: Pettitt's test of one, and the segments that cost least."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from almaden.monitoring.trends.gls import Floats
from almaden.monitoring.trends.models import Steps, in_steps
from almaden.monitoring.trends.segments import Segmentation, segments
from almaden.monitoring.trends.steps import PettittStep, pettitt
from almaden.wording import Text


@dataclass(frozen=True)
class StepChanges:
    """Where the level of a series changed.

    Attributes:
        pettitt: the test of one step; a steady trend looks like a step to it. None where it could not be made.
        segments: segments of equal mean, held against a straight line; None where they could not be made.
        reason: why neither could be made, otherwise None.
    """

    pettitt: PettittStep | None
    segments: Segmentation | None
    reason: Text | None = None

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values; without a test the verdict is ``cannot tell`` with the reason."""
        why = {"verdict": "cannot tell", "reason": str(self.reason)}
        return {
            "pettitt": why if self.pettitt is None else self.pettitt.as_dict(),
            "segments": why if self.segments is None else self.segments.as_dict(),
        }


def step_changes(
    times: ArrayLike | Sequence[date | datetime | float],
    values: Sequence[float | None] | ArrayLike,
    below_detection: ArrayLike | None = None,
    detection_limit: Sequence[float | None] | ArrayLike | None = None,
    period: int | None = None,
    significance: float = 0.05,
) -> StepChanges:
    """Steps of a series at unknown times, its season taken off.

    Args:
        times: as of :func:`almaden.monitoring.trends.trend`, like the next four.
        values: None or NaN where one is missing.
        below_detection: with any such value no step can be told.
        detection_limit: of each value, or one for all.
        period: seasons in a year.
        significance: p below which Pettitt's test finds a step.
    """
    steps = in_steps(times, values, below_detection, detection_limit, period)
    count = int(steps.below.sum())
    if count:
        reason = Text("{count} values are below detection, and these tests cannot use them", count=count)
        return StepChanges(None, None, reason)
    level = _without_season(steps)
    return StepChanges(pettitt(steps.times, level, significance=significance), segments(steps.times, level))


def _without_season(steps: Steps) -> Floats:
    """Values less the median of their season, plus the median of all.

    A step within the series moves all seasons alike, since each season has values before and after it.
    """
    if steps.seasons == 1 or not len(steps.values):
        return steps.values
    season = steps.times.astype("datetime64[M]").astype(np.int64) % 12
    left = np.array(steps.values)
    for one in np.unique(season):
        left[season == one] -= np.median(steps.values[season == one])
    return np.asarray(left + np.median(steps.values))
