"""Horizontal bars made of parts, with the share of each part written into it where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from almaden.reference.numerals import exact
from almaden.reports.canvas import LINE, TEXT, WIDTH, axes_in_inches, blank
from almaden.reports.drawings import StackedBars
from almaden.reports.palette import INK
from almaden.reports.wrapping import sans_em, wrapped

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LABEL_EM: Final = 18.0
#: A part narrower than this share of the whole axis has no number in it.
_ROOM: Final = 0.055
_LEGEND: Final = 0.28
#: Height of each further row of the legend in inches, size of its text in points, and what stands beside a name in em.
_ROW, _LEGEND_TEXT, _HANDLE = 0.16, 7.0, 3.4


def draw_stacks(chart: StackedBars) -> Figure:
    """The chart as a figure; its height follows from the number of bars and the lines of their labels."""
    labels = [wrapped(bar.label, _LABEL_EM, 3) for bar in chart.bars]
    heights = [max(0.3, (LINE * (1 + label.count("\n")) + 6.0) / 72.0) for label in labels]
    beside = _beside(chart)
    legend = _LEGEND + _ROW * (-(-len(chart.parts) // beside) - 1)
    figure = blank(sum(heights) + 0.45 + legend)
    axes = axes_in_inches(figure, left=(_LABEL_EM + 1) * TEXT / 72.0, bottom=0.42, right=0.2, top=legend)
    longest = max((sum(bar.parts) for bar in chart.bars), default=0.0) or 1.0
    axes.set_xlim(0, longest)
    axes.set_ylim(sum(heights), 0)
    side = axes.get_yaxis_transform()
    y = 0.0
    for bar, label, height in zip(chart.bars, labels, heights, strict=True):
        middle, start = y + height / 2, 0.0
        for part, (_, colour) in zip(bar.parts, chart.parts, strict=True):
            axes.barh(middle, part, left=start, height=0.2, color=colour)
            if part >= _ROOM * longest:
                ink = "white" if _dark(colour) else INK
                axes.text(start + part / 2, middle, exact(round(part), chart.lang), color=ink, ha="center", va="center",
                          fontsize=7)  # fmt: skip
            start += part
        axes.annotate(label, (0, middle), (-5, 0), xycoords=side, textcoords="offset points", ha="right", va="center")
        y += height
    axes.locator_params(axis="x", nbins=5)
    axes.xaxis.set_major_formatter(lambda value, _position: exact(value, chart.lang))
    axes.set_xlabel(chart.axis)
    _legend(figure, chart, beside)
    return figure


def _beside(chart: StackedBars) -> int:
    """How many parts the legend can name beside each other."""
    widest = max((sans_em(name) for name, _colour in chart.parts), default=0.0)
    room = 0.96 * WIDTH * 72.0 / _LEGEND_TEXT
    return min(len(chart.parts), max(1, int(room / (widest + _HANDLE)))) or 1


def _legend(figure: Figure, chart: StackedBars, beside: int) -> None:
    from matplotlib.patches import Patch

    patches = [Patch(color=colour, label=name) for name, colour in chart.parts]
    figure.legend(
        handles=patches,
        loc="upper right",
        bbox_to_anchor=(0.98, 1.0),
        ncols=beside,
        frameon=False,
        fontsize=_LEGEND_TEXT,
        borderaxespad=0.2,
        columnspacing=1.2,
        handlelength=1.2,
    )


def _dark(colour: str) -> bool:
    """Whether white is read better on a colour than black: by its luma (ITU-R BT.601)."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 140
