"""Samples of animals as figures: charts of lengths and concentrations, circles of a map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from almaden.monitoring.biota.explored import Bin, BiotaExplored, LengthPlot
from almaden.store.observations.biota import BiotaSites
from almaden.web.biota_asked import by_site
from almaden.web.language import plural, translate
from almaden.web.monitoring_sites import MADE_UP, MARKS
from almaden.wording import n_

_BIOTA_MARK = 5


def lengths_chart(plot: LengthPlot, *, points: bool = True) -> dict[str, Any]:
    """Concentration against length with the fitted line.

    Args:
        plot: what is drawn.
        points: whether single animals are shown.
    """
    line = [[_short(length), _short(value)] for length, value in plot.line]
    words = {
        "label": translate(n_("Concentration against length; the line is the fit that the standard length rests on.")),
        "axis": translate(n_("Length, mm")),
        "unit": "ug/g",
    }
    if not points:
        name = translate(n_("fitted"))
        return {**words, "kind": "curve", "rows": [{"name": name, "x": x, "value": y} for x, y in line]}
    below = translate(n_("below detection"))
    rows = [
        {"x": _short(length), "y": _short(value), "name": f"< {_short(value)} ug/g: {below}" if hidden else ""}
        for length, value, hidden in plot.points
    ]
    return {**words, "kind": "scatter", "line": line, "rows": rows}


def bins_chart(bins: Sequence[Bin]) -> dict[str, Any]:
    """How many samples have which concentration."""
    words = (translate(n_("measured")), translate(n_("below detection")))
    rows = []
    for one in bins:
        name = f"{one.low:.2g}–{one.high:.2g}"
        rows += [{"name": name, "part": word, "value": count}
                 for word, count in zip(words, (one.measured, one.below), strict=True)]  # fmt: skip
    return {
        "kind": "stack",
        "label": translate(n_("Samples by concentration, ug/g; classes of equal width on a logarithmic scale.")),
        "unit": translate(n_("samples")),
        "parts": list(words),
        "rows": rows,
    }


def biota_circles(sites: BiotaSites, found: BiotaExplored) -> list[dict[str, Any]]:
    """Sites as circles of a map with what was found there; what is made up says so."""
    made = []
    for name, told in by_site(found).items():
        if name not in sites.places:
            continue
        site = sites.sites[name]
        latitude, longitude = sites.places[name]
        lines = [_line(*one) for one in told[:5]]
        made_up = site.dataset.made_up
        if made_up:
            lines.append(translate(MARKS[MADE_UP][0]))
        made.append({"x": longitude, "y": latitude, "value": 1, "mark": MADE_UP if made_up else _BIOTA_MARK,
                     "title": site.name, "lines": lines})  # fmt: skip
    return made


def _line(what: str, mean: float | None, count: int) -> str:
    samples = plural("{count} sample", "{count} samples", count)
    return f"{what}: {'–' if mean is None else f'{mean:.2g} ug/g'}, {samples}"


def _short(value: float) -> float:
    return float(f"{value:.4g}")
