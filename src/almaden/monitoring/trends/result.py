"""What a test of trend found: slope, interval, p and one of four verdicts, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from almaden.wording import Text, n_

Verdict = Literal["increasing", "decreasing", "no trend", "cannot tell"]
#: What people read.
VERDICT_NAMES: Final[Mapping[Verdict, str]] = {
    "increasing": n_("increasing"),
    "decreasing": n_("decreasing"),
    "no trend": n_("no trend"),
    "cannot tell": n_("cannot tell"),
}


@dataclass(frozen=True)
class Trend:
    """The trend of one series.

    A number that cannot be calculated is None, never NaN, and the verdict is then ``cannot tell``.

    Attributes:
        series: name of the series, empty where there is one only.
        n: values that were used, those below detection with them.
        first, last: times of the first and the last of them, as years and their parts, such as 2015.5.
        slope_per_year: change of the unit of the values in a year.
        low, high: interval of the slope at the confidence asked for.
        p: of the two-sided test of no trend.
        verdict: ``increasing``, ``decreasing``, ``no trend`` or ``cannot tell``.
        reason: why, in words; always told where the verdict is ``cannot tell``.
        method: name of the method, such as ``default`` or ``hirsch-slack``.
        percent_per_year: the slope in percent of the median, where the median is above zero.
        median: of the values, those below detection at their limit.
        statistic, variance, z: S of Kendall, its variance, and what p was read from; None where the method has none.
        share_missing: share of the steps between first and last that hold no value.
        share_below_detection: share of the values that are below detection.
        notes: what to know beside it, such as values averaged to months or instruments changed.
    """

    series: str
    n: int
    first: float | None
    last: float | None
    slope_per_year: float | None
    low: float | None
    high: float | None
    p: float | None
    verdict: Verdict
    reason: Text
    method: str
    percent_per_year: float | None = None
    statistic: float | None = None
    variance: float | None = None
    z: float | None = None
    share_missing: float = 0.0
    share_below_detection: float = 0.0
    notes: tuple[Text, ...] = ()
    median: float | None = None

    @property
    def significant(self) -> bool:
        """True where the test rejects that there is no trend."""
        return self.verdict in ("increasing", "decreasing")
