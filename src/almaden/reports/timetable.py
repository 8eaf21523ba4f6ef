"""Actions as bars over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from almaden.reports.canvas import LINE, TEXT, axes_in_inches, blank
from almaden.reports.drawings import Timetable
from almaden.reports.palette import COLOURS, GREY
from almaden.reports.wrapping import wrapped

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LABEL_EM = 24.0


def draw_timetable(timetable: Timetable) -> Figure:
    """The timetable as a figure; a year runs from one grid line to the next."""
    labels = [wrapped(span.label, _LABEL_EM, 3) for span in timetable.spans]
    heights = [(LINE * (1 + label.count("\n")) + 7.0) / 72.0 for label in labels]
    figure = blank(sum(heights) + 0.35)
    axes = axes_in_inches(figure, left=(_LABEL_EM + 1) * TEXT / 72.0, bottom=0.08, right=0.15, top=0.27)
    first = min(span.start_year for span in timetable.spans)
    last = max(span.end_year for span in timetable.spans)
    axes.set_xlim(first, last + 1)
    axes.set_ylim(sum(heights), 0)
    y = 0.0
    for index, (span, label, height) in enumerate(zip(timetable.spans, labels, heights, strict=True)):
        middle = y + height / 2
        years = span.end_year - span.start_year + 1
        axes.barh(middle, years, left=span.start_year, height=0.13, color=COLOURS[index % 2])
        axes.annotate(
            label,
            (0, middle),
            (-6, 0),
            xycoords=axes.get_yaxis_transform(),
            textcoords="offset points",
            ha="right",
            va="center",
        )
        y += height
    # At most ten years are written, or they would run into each other.
    step = max(1, -(-(last - first + 1) // 10))
    shown = range(first, last + 1, step)
    axes.set_xticks([year + 0.5 for year in shown], [str(year) for year in shown])
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", length=0)
    for year in range(first, last + 2):
        axes.axvline(year, color=GREY, linewidth=0.4, alpha=0.5, zorder=0)
    axes.spines["bottom"].set_visible(False)
    return figure
