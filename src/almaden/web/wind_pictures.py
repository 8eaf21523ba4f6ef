"""A series by the wind, as charts and tables of a page."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any, NamedTuple

from almaden.monitoring.views.cycles import Mean
from almaden.monitoring.views.winds import Winds, sector_middle
from almaden.web.language import translate
from almaden.wording import n_


class Probabilities(NamedTuple):
    """Shares of polluted values.

    Attributes:
        speeds: lower and upper end of each bin, m/s.
        rows: name of each sector, and for each bin the share (None without values) and how many values there are.
    """

    speeds: list[tuple[float, float]]
    rows: list[tuple[str, list[tuple[float | None, int]]]]


def sector_name(begin: float | None) -> str:
    """Where the wind comes from, by the begin of the sector in degrees."""
    middle = sector_middle(begin)
    return translate(n_("calm")) if middle is None else f"{middle:.0f}°"


def sector_rows(winds: Winds) -> list[tuple[str, Mean]]:
    """Each sector with its mean, calm last."""
    return [(sector_name(one.key), one) for one in winds.sectors.rows]


def wind_chart(winds: Winds, unit: str) -> dict[str, Any]:
    """The means of the sectors with their intervals."""
    return {
        "kind": "cycle",
        "label": translate(n_("Means by wind sector")),
        "unit": unit,
        "every": 1,
        "rows": [
            {"x": place, "label": name, "value": one.mean, "low": one.least if one.mean is None else one.low,
             "high": one.most if one.mean is None else one.high}
            for place, (name, one) in enumerate(sector_rows(winds)) if one.n or one.below_detection
        ],
    }  # fmt: skip


def probability_rows(winds: Winds) -> Probabilities:
    """The conditional bivariate probability as a table."""
    found = winds.probability
    edges = [float(one) for one in found.speed_edges]
    rows = []
    for sector, begin in enumerate(found.sector_from):
        cells = [
            (None if math.isnan(share) else float(share), int(n))
            for share, n in zip(found.probability[sector], found.n[sector], strict=True)
        ]
        rows.append((sector_name(float(begin)), cells))
    return Probabilities(list(pairwise(edges)), rows)
