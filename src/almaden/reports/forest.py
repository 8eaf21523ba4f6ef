"""Values with their intervals below each other, around a line at zero."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from almaden.reference.numerals import exact
from almaden.reports.canvas import LINE, TEXT, axes_in_inches, blank
from almaden.reports.drawings import Forest, Interval
from almaden.reports.palette import GREY, INK
from almaden.reports.wrapping import sans_em, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LABEL_EM: Final = 20.0
_LEGEND: Final = 0.26
#: How much wider bold text is.
_BOLD: Final = 1.15
#: An interval that reaches further than this many times the widest of the others' middle is cut by an arrow head.
_REACH: Final = 6.0


def draw_forest(chart: Forest) -> Figure:
    """The chart as a figure; its height follows from the number of lines."""
    from matplotlib.lines import Line2D

    labels = [wrapped(one.label, _LABEL_EM, 2) for one in chart.intervals]
    heights = [(LINE * (1 + label.count("\n")) + 4.0) / 72.0 for label in labels]
    texts = max((sans_em(one.text) * (_BOLD if one.strong else 1.0) for one in chart.intervals), default=0.0)
    figure = blank(sum(heights) + 0.45 + _LEGEND)
    axes = axes_in_inches(
        figure, left=(_LABEL_EM + 1) * TEXT / 72.0, bottom=0.42, right=(texts + 1.2) * TEXT / 72.0, top=_LEGEND
    )
    low, high = _limits(chart.intervals)
    axes.set_xlim(low, high)
    axes.set_ylim(sum(heights), 0)
    y = 0.0
    for one, label, height in zip(chart.intervals, labels, heights, strict=True):
        _line(axes, one, label, y + height / 2)
        y += height
    axes.axvline(0.0, color=INK, linewidth=0.8, zorder=0)
    axes.grid(axis="x", color=GREY, alpha=0.25, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.locator_params(axis="x", nbins=5)
    axes.xaxis.set_major_formatter(lambda value, _position: exact(value, chart.lang))
    axes.set_xlabel(chart.axis)
    handles = [Line2D([], [], color=colour, marker="o", markersize=4, label=name) for name, colour in chart.kinds]
    figure.legend(handles=handles, loc="upper right", bbox_to_anchor=(0.98, 1.0), ncols=len(handles), frameon=False,
                  fontsize=7, borderaxespad=0.2)  # fmt: skip
    return figure


def _limits(intervals: tuple[Interval, ...]) -> tuple[float, float]:
    """Ends of the axis: all values, and their intervals as far as a single very wide one does not hide the others."""
    widths = sorted(one.high - one.low for one in intervals)
    reach = _REACH * widths[len(widths) // 2]
    low = min([0.0, *(max(one.low, one.value - reach) for one in intervals)])
    high = max([0.0, *(min(one.high, one.value + reach) for one in intervals)])
    around = 0.04 * ((high - low) or 1.0)
    return low - around, high + around


def _line(axes: Axes, one: Interval, label: str, y: float) -> None:
    low, high = axes.get_xlim()
    ends = max(one.low, low), min(one.high, high)
    axes.plot(ends, [y, y], color=one.colour, linewidth=2.2 if one.strong else 1.1, solid_capstyle="butt")
    for end, cut, head in ((ends[0], one.low < low, "<"), (ends[1], one.high > high, ">")):
        if cut:
            axes.plot([end], [y], marker=head, markersize=3.5, color=one.colour, clip_on=False)
    axes.plot([one.value], [y], marker="D" if one.strong else "o", markersize=5.0 if one.strong else 3.5,
              color=one.colour)  # fmt: skip
    side = axes.get_yaxis_transform()
    weight = "bold" if one.strong else "normal"
    axes.annotate(label, (0, y), (-5, 0), xycoords=side, textcoords="offset points", ha="right", va="center",
                  fontweight=weight)  # fmt: skip
    axes.annotate(one.text, (1, y), (6, 0), xycoords=side, textcoords="offset points", ha="left", va="center",
                  fontweight=weight)  # fmt: skip
