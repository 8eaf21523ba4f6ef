"""Answers to questions on observations: how much there is, means, shares above a limit, trends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

from almaden.monitoring.series import BELOW_DETECTION, VALID, Series
from almaden.monitoring.trends.map import TrendMap


@dataclass(frozen=True)
class Line:
    """One line of an answer; a figure that the question does not ask for is None.

    Attributes:
        group: what it is of: a country, a site, a matrix.
        unit: unit of the figures that have one.
        basis: ``ww`` of wet weight, ``dw`` of dry weight, empty where it is not told or several are together.
        sites: sites that it is of.
        observations: observations of any flag.
        valid: valid observations with a value.
        first, last: years of the first and the last observation.
        mean: mean of the means of the sites, in ``unit``.
        low, high: smallest and largest mean of a site.
        above: observations above the threshold.
        compared: observations that can be compared with it.
    """

    group: str
    unit: str
    sites: int
    observations: int
    valid: int
    first: int | None
    last: int | None
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    above: int | None = None
    compared: int | None = None
    basis: str = ""

    @property
    def share(self) -> float | None:
        """Share of the compared observations above the threshold; None where none can be compared."""
        return self.above / self.compared if self.above is not None and self.compared else None


@dataclass(frozen=True)
class Answer:
    """What a question came to.

    Attributes:
        slug, kind: of the question.
        lines: the answer, line by line; none where trends are asked for.
        reason: why nothing can be said.
        trends: of each site and region, where these are asked for.
        left_out: observations that would belong to it, but are on another basis than the one asked for.
    """

    slug: str
    kind: str
    lines: tuple[Line, ...]
    reason: str = ""
    trends: TrendMap | None = None
    left_out: int = 0

    def as_dict(self) -> dict[str, Any]:
        """As JSON holds it."""
        lines = [{**asdict(line), "share": line.share} for line in self.lines]
        told: dict[str, Any] = {"question": self.slug, "kind": self.kind, "lines": lines, "reason": self.reason}
        told["left_out"] = self.left_out
        return told if self.trends is None else {**told, "trends": self.trends.as_dict()}


def _counted(group: str, unit: str, series: list[Series], parameters: Mapping[str, str]) -> Line:
    years = [one.start.astype("datetime64[Y]").astype(int) + 1970 for one in series if len(one)]
    return Line(
        group, unit,
        sites=len({one.key.site for one in series}),
        observations=sum(map(len, series)),
        valid=sum(int(_valid(one).sum()) for one in series),
        first=min((int(one.min()) for one in years), default=None),
        last=max((int(one.max()) for one in years), default=None),
        basis=series[0].basis if len({one.basis for one in series}) == 1 else "",
    )  # fmt: skip


def _mean(group: str, unit: str, series: list[Series], parameters: Mapping[str, str]) -> Line:
    """Each site counts once, however often it measured."""
    values: dict[str, list[Any]] = defaultdict(list)
    for one in series:
        values[one.key.site].append(one.value[_valid(one)])
    joined = [np.concatenate(parts) for parts in values.values()]
    means = [float(part.mean()) for part in joined if len(part)]
    counted = _counted(group, unit, series, parameters)
    if not means:
        return counted
    figures = {"mean": float(np.mean(means)), "low": min(means), "high": max(means)}
    return Line(**{**asdict(counted), **figures})


def _exceedance(group: str, unit: str, series: list[Series], parameters: Mapping[str, str]) -> Line:
    """What is below a detection limit that lies above the threshold cannot be compared with it."""
    counted = _counted(group, unit, series, parameters)
    if unit != parameters["unit"]:
        return counted
    threshold = float(parameters["threshold"])
    above = sum(int((one.value[_valid(one)] > threshold).sum()) for one in series)
    below = sum(int(((one.flag == BELOW_DETECTION) & (one.detection_limit <= threshold)).sum()) for one in series)
    return Line(**{**asdict(counted), "above": above, "compared": counted.valid + below})


#: How a line of each kind is made.
KINDS: Final[Mapping[str, Callable[[str, str, list[Series], Mapping[str, str]], Line]]] = {
    "count": _counted,
    "coverage": _counted,
    "mean": _mean,
    "exceedance": _exceedance,
    "trend": _counted,
}


def _valid(one: Series) -> Any:
    return (one.flag == VALID) & np.isfinite(one.value)
