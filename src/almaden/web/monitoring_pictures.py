"""Measurements as figures: rows that the charts of a page are drawn from."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np

from almaden.monitoring.averages import Averages
from almaden.monitoring.quality.methods import Change
from almaden.monitoring.series import FLAGS
from almaden.monitoring.views.compared import Difference
from almaden.monitoring.views.cycles import Means
from almaden.monitoring.views.thinned import Thinned
from almaden.web.language import language, translate
from almaden.web.monitoring_asked import FLAG_WORDS
from almaden.wording import n_

#: Points of a plot: one for each pixel or two.
POINTS: Final = 700
#: Hours are labelled every so often.
_EVERY: Final = {"hour": 4, "weekday": 1, "month": 1}
CYCLE_WORDS: Final = {
    "hour": n_("By hour of the day"),
    "weekday": n_("By day of the week"),
    "month": n_("By month of the year"),
}


def series_chart(parts: Sequence[Thinned], changes: Iterable[Change], zoom: str = "") -> dict[str, Any]:
    """A series thinned out, with flagged stretches and changes of the instrument.

    Args:
        parts: by instrument, in time.
        changes: of instrument or method.
        zoom: address of the page with a query, to which a browser adds from and to.
    """
    rows = [row for place, one in enumerate(parts) for row in _rows(one, place)]
    return {
        "kind": "series",
        "label": translate(n_("All values over time; what is flagged is marked.")),
        "unit": parts[0].key.unit if parts else "",
        "parts": [instrument_name(one.key) for one in parts],
        "flags": [translate(FLAG_WORDS[flag]) for flag in FLAGS],
        "step": max((one.seconds for one in parts), default=0),
        "changes": [
            {"at": int(one.when.astype(np.int64)), "text": f"{one.before or '?'} → {one.after or '?'}"}
            for one in changes
        ],
        "zoom": zoom,
        "rows": rows,
    }  # fmt: skip


def _rows(one: Thinned, place: int) -> list[list[float | None]]:
    seconds = one.at.astype("datetime64[s]").astype(np.int64)
    columns = (one.low, one.high, one.mean)
    return [
        [
            int(seconds[row]), *(_known(column[row]) for column in columns), int(one.worst[row]),
            _known(one.marked[row]), place,
        ]
        for row in range(len(one))
    ]  # fmt: skip


def _known(value: float) -> float | None:
    return float(f"{value:.5g}") if math.isfinite(value) else None


def instrument_name(key: tuple[str, ...]) -> str:
    """Method and instrument of a series in a few words."""
    *_, method, instrument = key
    return ", ".join(one for one in (method, instrument) if one) or translate(n_("instrument not told"))


def times_chart(
    named: Sequence[tuple[str, Averages]],
    label: str,
    unit: str,
    *,
    zero: bool = True,
    scales: Sequence[float] | None = None,
) -> dict[str, Any]:
    """Means of periods over time; those that are not covered well enough are left out.

    Args:
        named: means of one series each, with its name.
        label: what is shown.
        unit: of what is shown.
        zero: whether the axis begins at zero.
        scales: what the means of each are multiplied by.
    """
    rows = []
    for (name, one), scale in zip(named, scales or [1.0] * len(named), strict=True):
        means = one.means
        seconds = means.start.astype("datetime64[s]").astype(np.int64)
        for place in range(len(one)):
            enough = bool(means.enough[place])
            columns = (means.mean, means.mean_low, means.mean_high)
            mean, low, high = (_known(scale * column[place]) if enough else None for column in columns)
            spread = {"low": low, "high": high} if mean is None else {}
            rows.append({"name": name, "at": int(seconds[place]), "value": mean, **spread})
    return {"kind": "times", "label": label, "unit": unit, "zero": zero, "rows": rows}


def scatter_chart(both: Difference, names: Sequence[str], unit: str) -> dict[str, Any]:
    """Months of two series against each other, with the line on which both are equal."""
    least = float(min(both.first.min(), both.second.min()))
    most = float(max(both.first.max(), both.second.max()))
    return {
        "kind": "scatter",
        "label": translate(n_("Each point is a month that both measured well enough; on the line both are equal.")),
        "axis": f"{names[0]} ({unit})",
        "unit": f"{names[1]} ({unit})",
        "line": [[least, least], [most, most]],
        "rows": [
            {"x": _known(one), "y": _known(other), "name": str(month.astype("datetime64[M]"))}
            for month, one, other in zip(both.month, both.first, both.second, strict=True)
        ],
    }


def cycle_chart(means: Means, unit: str) -> dict[str, Any]:
    """The means of a cycle with their intervals."""
    return {
        "kind": "cycle",
        "label": translate(CYCLE_WORDS[means.by]),
        "unit": unit,
        "every": _EVERY[means.by],
        "rows": [
            {"x": int(one.key or 0), "label": class_name(means.by, int(one.key or 0)), "value": one.mean,
             "low": one.least if one.mean is None else one.low, "high": one.most if one.mean is None else one.high}
            for one in means.rows if one.n or one.below_detection
        ],
    }  # fmt: skip


def class_name(by: str, key: int) -> str:
    """An hour, a day of the week or a month as people read it."""
    if by == "hour":
        return f"{key:02d}:00"
    from babel.dates import format_date

    # 1 January 2024 was a Monday.
    day = datetime(2024, 1, key, tzinfo=UTC) if by == "weekday" else datetime(2024, key, 1, tzinfo=UTC)
    return str(format_date(day, "ccc" if by == "weekday" else "LLL", locale=language().replace("-", "_")))
