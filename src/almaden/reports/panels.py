"""Small charts of points over years, two beside each other, with the same axes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from almaden.reference.numerals import exact
from almaden.reports.canvas import WIDTH, blank
from almaden.reports.drawings import Panel, Panels
from almaden.reports.palette import COLOURS, GREY, INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_BESIDE: Final = 2
#: Of one chart and around it, in inches.
_HEIGHT, _ABOVE, _LEFT, _GAP, _BOTTOM, _LEGEND = 1.05, 0.28, 0.62, 0.5, 0.12, 0.3
#: Room above and below all points, as a share of their span; points, unlike bars, need no zero.
_AROUND: Final = 0.12


def draw_panels(chart: Panels) -> Figure:
    """The charts as a figure."""
    from matplotlib.lines import Line2D

    rows = -(-len(chart.panels) // _BESIDE)
    each = _HEIGHT + _ABOVE + 0.22
    height = rows * each + _BOTTOM + _LEGEND
    figure = blank(height)
    width = (WIDTH - 2 * _LEFT - _GAP + 0.5) / _BESIDE
    years = [x for one in chart.panels for x in one.x]
    lowest = min(low for one in chart.panels for low in one.low)
    highest = max(top for one in chart.panels for top in one.high)
    around = _AROUND * ((highest - lowest) or abs(highest) or 1.0)
    for place, one in enumerate(chart.panels):
        row, column = divmod(place, _BESIDE)
        left = _LEFT + column * (width + _GAP)
        bottom = height - _LEGEND - row * each - _ABOVE - _HEIGHT
        axes = figure.add_axes((left / WIDTH, bottom / height, width / WIDTH, _HEIGHT / height))
        _panel(axes, one, chart)
        axes.set_xlim(min(years) - 0.7, max(years) + 0.7)
        axes.set_ylim(lowest - around, highest + around)
        if not column:
            axes.set_ylabel(chart.y_axis, fontsize=7)
    handles = [
        Line2D([], [], color=COLOURS[0], linewidth=0, marker="o", markersize=4, label=name, markerfacecolor=face)
        for name, face in zip(chart.names, (COLOURS[0], "white"), strict=True)
    ]
    figure.legend(handles=handles, loc="upper right", bbox_to_anchor=(0.98, 1.0), ncols=2, frameon=False, fontsize=7,
                  borderaxespad=0.2)  # fmt: skip
    return figure


def _panel(axes: Axes, one: Panel, chart: Panels) -> None:
    from matplotlib.ticker import MaxNLocator

    for x, y, low, high, full in zip(one.x, one.y, one.low, one.high, one.full, strict=True):
        if high > low:
            axes.plot([x, x], [low, high], color=COLOURS[0], linewidth=0.9, alpha=0.6)
        axes.plot([x], [y], marker="o", markersize=3.6, color=COLOURS[0], markeredgewidth=0.8,
                  markerfacecolor=COLOURS[0] if full else "white")  # fmt: skip
    axes.set_title(one.title, fontsize=7, loc="left", color=INK, pad=3)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_linewidth(0.6)
    axes.tick_params(length=2.0, width=0.6, labelsize=6.5)
    axes.grid(axis="y", color=GREY, alpha=0.25, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4))
    axes.xaxis.set_major_formatter(lambda value, _position: f"{value:.0f}")
    axes.yaxis.set_major_formatter(lambda value, _position: exact(value, chart.lang))
