"""Horizontal bars with the 95 % range as a whisker and the numbers beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from almaden.reference.numerals import exact
from almaden.reports.canvas import LINE, TEXT, axes_in_inches, blank
from almaden.reports.drawings import BarChart
from almaden.reports.palette import INK
from almaden.reports.wrapping import sans_em, wrapped

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: A whisker longer than this many times the longest bar is cut and ends in an arrow head.
_LONGEST_WHISKER = 1.5
_LABEL_EM = 18.0


def draw_bars(chart: BarChart) -> Figure:
    """The chart as a figure; its height follows from the number of bars and the lines of their labels."""
    labels = [wrapped(bar.label, _LABEL_EM, 3) for bar in chart.bars]
    heights = [(LINE * (1 + label.count("\n")) + 5.0) / 72.0 for label in labels]
    texts = max((sans_em(bar.text) for bar in chart.bars), default=0.0)
    figure = blank(sum(heights) + 0.5)
    axes = axes_in_inches(
        figure, left=(_LABEL_EM + 1) * TEXT / 72.0, bottom=0.42, right=(texts + 1.2) * TEXT / 72.0, top=0.08
    )
    longest = max((bar.value for bar in chart.bars), default=0.0)
    limit = min(max((bar.high for bar in chart.bars), default=0.0), _LONGEST_WHISKER * longest) or 1.0
    axes.set_xlim(0, limit * 1.02)
    axes.set_ylim(sum(heights), 0)
    y = 0.0
    for bar, label, height in zip(chart.bars, labels, heights, strict=True):
        middle = y + height / 2
        axes.barh(middle, bar.value, height=0.11, color=chart.colour)
        if bar.high > bar.low:
            axes.plot([min(bar.low, limit), min(bar.high, limit)], [middle, middle], color=INK, linewidth=0.9)
            if bar.high > limit:
                axes.plot([limit], [middle], marker=">", markersize=3.5, color=INK)
        side = axes.get_yaxis_transform()
        axes.annotate(label, (0, middle), (-5, 0), xycoords=side, textcoords="offset points", ha="right", va="center")
        axes.annotate(bar.text, (1, middle), (6, 0), xycoords=side, textcoords="offset points", ha="left", va="center")
        y += height
    axes.locator_params(axis="x", nbins=5)
    axes.xaxis.set_major_formatter(lambda value, _position: exact(value, chart.lang))
    axes.set_xlabel(chart.axis)
    return figure
