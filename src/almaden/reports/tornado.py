"""Bars around an answer: how far each number moves it between the ends of its range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from almaden.reference.numerals import exact
from almaden.reports.canvas import LINE, TEXT, axes_in_inches, blank
from almaden.reports.drawings import Tornado
from almaden.reports.numbers import figures
from almaden.reports.palette import COLOURS, GREY, INK
from almaden.reports.wrapping import sans_em, wrapped

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LABEL_EM: Final = 20.0
_LEGEND: Final = 0.26
#: Share of the axis that stays free beside the outermost bars, for their numbers.
_MARGIN: Final = 0.04
_LOW, _HIGH = COLOURS[4], COLOURS[0]


def draw_tornado(chart: Tornado) -> Figure:
    """The chart as a figure; its height follows from the number of bars and the lines of their labels."""
    from matplotlib.patches import Patch

    labels = [wrapped(one.label, _LABEL_EM, 3) for one in chart.swings]
    heights = [max(0.26, (LINE * (1 + label.count("\n")) + 5.0) / 72.0) for label in labels]
    texts = [tuple(figures(end, 3, chart.lang) for end in (one.at_low, one.at_high)) for one in chart.swings]
    room = max((sans_em(text) for both in texts for text in both), default=0.0) * TEXT / 72.0
    figure = blank(sum(heights) + 0.45 + _LEGEND)
    axes = axes_in_inches(
        figure, left=(_LABEL_EM + 1) * TEXT / 72.0 + room, bottom=0.42, right=room + 0.15, top=_LEGEND
    )
    ends = [chart.answer, *(end for one in chart.swings for end in (one.at_low, one.at_high))]
    span = (max(ends) - min(ends)) or 1.0
    axes.set_xlim(min(ends) - _MARGIN * span, max(ends) + _MARGIN * span)
    axes.set_ylim(sum(heights), 0)
    y = 0.0
    for one, label, told, height in zip(chart.swings, labels, texts, heights, strict=True):
        middle = y + height / 2
        for end, text, colour in zip((one.at_low, one.at_high), told, (_LOW, _HIGH), strict=True):
            axes.barh(middle, end - chart.answer, left=chart.answer, height=0.14, color=colour)
            left = end < chart.answer or (end == chart.answer and max(one.at_low, one.at_high) > end)
            axes.annotate(text, (end, middle), (-3 if left else 3, 0), textcoords="offset points",
                          ha="right" if left else "left", va="center", fontsize=7)  # fmt: skip
        axes.annotate(
            label, (0, middle), (-5 - 72.0 * room, 0), xycoords=axes.get_yaxis_transform(), textcoords="offset points",
            ha="right", va="center",
        )  # fmt: skip
        y += height
    axes.axvline(chart.answer, color=INK, linewidth=0.8)
    axes.grid(axis="x", color=GREY, alpha=0.25, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.locator_params(axis="x", nbins=5)
    axes.xaxis.set_major_formatter(lambda value, _position: exact(value, chart.lang))
    axes.set_xlabel(chart.axis)
    patches = [Patch(color=colour, label=name) for name, colour in zip(chart.ends, (_LOW, _HIGH), strict=True)]
    figure.legend(handles=patches, loc="upper right", bbox_to_anchor=(0.98, 1.0), ncols=2, frameon=False, fontsize=7,
                  borderaxespad=0.2)  # fmt: skip
    return figure
