"""Many sites at once: which verdicts stand when the share of false alarms among them is held down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.trends.result import Trend
from almaden.wording import Text

if TYPE_CHECKING:
    import pandas

Floats = NDArray[np.float64]
Method = Literal["benjamini-hochberg", "benjamini-yekutieli"]


@dataclass(frozen=True)
class ManyTrends:
    """Trends of many sites with the share of false discoveries controlled.

    Attributes:
        trends: as they were, but where a trend does not stand the verdict is ``cannot tell`` and its reason tells so.
        q: for each trend the smallest rate of false discoveries at which it stands; None where it has no p, or its
            verdict was ``cannot tell``.
        method: ``benjamini-hochberg`` for independent or positively dependent sites, ``benjamini-yekutieli`` for any.
        rate: share of false discoveries that is accepted.
        before: trends that were significant each by itself.
        kept: trends that stand.
        untested: trends without p, which do not count among the tests.
    """

    trends: tuple[Trend, ...]
    q: tuple[float | None, ...]
    method: Method
    rate: float
    before: int
    kept: int
    untested: int

    def to_frame(self) -> pandas.DataFrame:
        """One row for each site: series, slope, interval, p, q, verdict and reason."""
        import pandas

        return pandas.DataFrame(
            {
                "series": [one.series for one in self.trends],
                "n": [one.n for one in self.trends],
                "slope_per_year": [one.slope_per_year for one in self.trends],
                "low": [one.low for one in self.trends],
                "high": [one.high for one in self.trends],
                "p": [one.p for one in self.trends],
                "q": list(self.q),
                "verdict": [one.verdict for one in self.trends],
                "reason": [str(one.reason) for one in self.trends],
            }
        )

    def summary(self) -> Text:
        """What was done, for the caption of a map."""
        return Text(
            "{kept} of {before} trends stand at a rate of false discoveries of {rate} % among {n} tests",
            kept=self.kept, before=self.before, rate=100.0 * self.rate, n=len(self.trends) - self.untested,
        )  # fmt: skip


def q_values(p: Floats, method: Method = "benjamini-hochberg") -> Floats:
    """Smallest rate of false discoveries at which each test stands.

    Benjamini and Hochberg, J R Stat Soc B 57 (1995) 289-300; Benjamini and Yekutieli, Ann Stat 29 (2001) 1165-1188.

    Args:
        p: shape (n,); NaN is no test, and stays NaN.
        method: for positively dependent tests, or for any dependence.
    """
    q = np.full(p.shape, np.nan)
    tested = np.flatnonzero(np.isfinite(p))
    m = len(tested)
    if not m:
        return q
    order = tested[np.argsort(p[tested])]
    rank = np.arange(1, m + 1)
    factor = m * (np.sum(1.0 / rank) if method == "benjamini-yekutieli" else 1.0)
    q[order] = np.minimum(np.minimum.accumulate((p[order] * factor / rank)[::-1])[::-1], 1.0)
    return q


def many_trends(trends: Sequence[Trend], *, rate: float = 0.05, method: Method = "benjamini-yekutieli") -> ManyTrends:
    """Keep the verdicts that stand with so many sites.

    A site that was tested and cannot tell counts as a test that does not reject: left out, it would make the others
    look fewer than they are.

    Args:
        trends: one for each site.
        rate: share of false alarms accepted among the trends that are shown.
        method: sites near each other depend on each other, so the safe one is the default.
    """
    p = np.array([np.nan if one.p is None else 1.0 if one.verdict == "cannot tell" else one.p for one in trends])
    q = q_values(p, method)
    reason = Text("a trend by itself, but among {n} tests as small a p comes by chance", n=int(np.isfinite(p).sum()))
    told = tuple(
        replace(one, verdict="cannot tell", reason=reason) if one.significant and not value <= rate else one
        for one, value in zip(trends, q, strict=True)
    )
    return ManyTrends(
        told,
        tuple(
            None if np.isnan(value) or one.verdict == "cannot tell" else float(value)
            for one, value in zip(trends, q, strict=True)
        ),
        method,
        rate,
        sum(one.significant for one in trends),
        sum(one.significant for one in told),
        int(np.isnan(p).sum()),
    )
