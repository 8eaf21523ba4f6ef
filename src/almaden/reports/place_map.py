"""Places and what goes between them, on a grid of degrees."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from almaden.reports.canvas import WIDTH, axes_in_inches, blank
from almaden.reports.drawings import PlaceMap
from almaden.reports.palette import GREY, INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Margins and heights in inches.
_SIDE, _BELOW, _TOP, _LEGEND = 0.55, 0.35, 0.12, 0.24
_LEAST, _MOST = 2.2, 4.2
#: Degrees around the outermost places, as a share of the span and at least.
_AROUND, _AT_LEAST = 0.16, 0.5
#: Width of the thinnest and the widest way in points.
_THIN, _WIDE = 0.8, 4.0


def draw_map(chart: PlaceMap) -> Figure:
    """The chart as a figure: degrees are as long as on the middle latitude of the places."""
    from matplotlib.patheffects import withStroke

    west, east = _span([one.longitude for one in chart.places])
    south, north = _span([one.latitude for one in chart.places])
    stretch = 1.0 / max(0.2, math.cos(math.radians((south + north) / 2)))
    width = WIDTH - 2 * _SIDE
    height = min(_MOST, max(_LEAST, width * (north - south) * stretch / (east - west)))
    # Whichever side has room to spare shows more around the places.
    spare = (height / width) / ((north - south) * stretch / (east - west))
    west, east = _grown(west, east, max(1.0, 1.0 / spare))
    south, north = _grown(south, north, max(1.0, spare))
    figure = blank(height + _BELOW + _TOP + _LEGEND)
    axes = axes_in_inches(figure, left=_SIDE, bottom=_BELOW, right=_SIDE, top=_TOP + _LEGEND)
    axes.set_xlim(max(west, -180.0), min(east, 180.0))
    axes.set_ylim(max(south, -90.0), min(north, 90.0))
    _grid(axes)
    for way in chart.ways:
        start, end = chart.places[way.start], chart.places[way.end]
        thick = _THIN + (_WIDE - _THIN) * way.share
        axes.plot([start.longitude, end.longitude], [start.latitude, end.latitude], color=GREY, alpha=0.7,
                  linewidth=thick, solid_capstyle="round", scalex=False, scaley=False)  # fmt: skip
    halo = withStroke(linewidth=2.0, foreground="white")
    for kind, (name, colour) in enumerate(chart.kinds):
        mine = [one for one in chart.places if one.kind == kind]
        if mine:
            axes.scatter([one.longitude for one in mine], [one.latitude for one in mine], s=26, color=colour,
                         edgecolors="white", linewidths=0.6, label=name, zorder=3)  # fmt: skip
        for one in mine:
            # Names of the first kind stand below their place: a store is often where its mercury comes from.
            above = kind > 0
            axes.annotate(one.label, (one.longitude, one.latitude), (0, 5 if above else -5),
                          textcoords="offset points", ha="center", va="bottom" if above else "top", fontsize=6.5,
                          color=INK, zorder=4, path_effects=[halo])  # fmt: skip
    figure.legend(*axes.get_legend_handles_labels(), loc="upper right", bbox_to_anchor=(0.98, 1.0), frameon=False,
                  ncols=len(chart.kinds), fontsize=7, borderaxespad=0.2)  # fmt: skip
    return figure


def _span(values: list[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    around = max(_AROUND * (high - low), _AT_LEAST)
    return low - around, high + around


def _grown(low: float, high: float, factor: float) -> tuple[float, float]:
    middle, half = (low + high) / 2, (high - low) / 2
    return middle - half * factor, middle + half * factor


def _grid(axes: Axes) -> None:
    from matplotlib.ticker import MaxNLocator

    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))
        axis.set_major_formatter(lambda value, _position: f"{value:g}°".replace("-", "−"))
    axes.grid(color=GREY, alpha=0.25, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.tick_params(axis="both", length=2.0, width=0.6, labelsize=6.5)
