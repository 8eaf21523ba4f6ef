"""Lines over a common axis, with their ranges as bands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from almaden.reference.numerals import exact
from almaden.reports.canvas import TEXT, axes_in_inches, blank
from almaden.reports.drawings import LineChart, Mark
from almaden.reports.palette import GREY, INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

_HEIGHT: Final = 3.1
#: Width of the last line, and what each line before it has more, in points.
_WIDTH, _WIDER = 1.3, 0.7
#: A band that reaches higher than this many times the highest line is cut by the edge of the figure.
_HIGHEST_BAND: Final = 1.8
#: Lines of the legend that stand beside each other, and the height of a row of them in inches.
_BESIDE, _ROW = 2, 0.17


def draw_lines(chart: LineChart) -> Figure:
    """The chart as a figure; the legend stands below it, where it hides nothing."""
    named = [line for line in chart.lines if line.label]
    legend = _ROW * -(-len(named) // _BESIDE) if len(named) > 1 else 0.0
    figure = blank(_HEIGHT + legend)
    axes = axes_in_inches(figure, left=0.75, bottom=0.48 + legend, right=0.25, top=0.12)
    for place, line in enumerate(chart.lines):
        if line.low:
            axes.fill_between(line.x, line.low, line.high, color=line.colour, alpha=0.16, linewidth=0)
        # A line that runs below others is seen at their edges.
        width = _WIDTH + _WIDER * (len(chart.lines) - 1 - place)
        axes.plot(line.x, line.y, color=line.colour, linewidth=width, label=line.label or "_")
    _scale(axes, chart)
    for place, mark in enumerate(chart.marks):
        _mark(axes, mark, place)
    if legend:
        axes.legend(
            *axes.get_legend_handles_labels(),
            loc="upper left",
            bbox_to_anchor=(0.0, -0.42 / (_HEIGHT - 0.6)),
            ncols=_BESIDE,
            frameon=False,
            fontsize=7,
            borderaxespad=0.0,
            labelspacing=0.25,
        )
    return figure


def _scale(axes: Axes, chart: LineChart) -> None:
    highest = max((value for line in chart.lines for value in line.y), default=0.0)
    band = max((value for line in chart.lines for value in line.high), default=0.0)
    lowest = min((value for line in chart.lines for value in line.y), default=0.0)
    top = max(highest, min(band, _HIGHEST_BAND * highest)) or 1.0
    axes.set_ylim(min(0.0, 1.05 * lowest), 1.06 * top)
    # Points alone have room to both sides.
    axes.margins(x=0.02)
    axes.spines["left"].set_visible(True)
    axes.spines["left"].set_linewidth(0.6)
    axes.tick_params(axis="y", length=2.5, width=0.6, labelsize=7)
    axes.yaxis.set_major_locator(_ticks())
    axes.xaxis.set_major_locator(_ticks(whole=chart.years))
    axes.grid(axis="y", color=GREY, alpha=0.25, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.yaxis.set_major_formatter(lambda value, _position: exact(value, chart.lang))
    axes.xaxis.set_major_formatter(lambda value, _position: f"{value:.0f}" if chart.years else exact(value, chart.lang))
    axes.set_xlabel(chart.x_axis)
    axes.set_ylabel(chart.y_axis)


def _ticks(whole: bool = False) -> MaxNLocator:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(nbins=7, integer=whole, steps=[1, 2, 5, 10])


def _mark(axes: Axes, mark: Mark, above: int) -> None:
    """Draw a mark; without lines to the axes its text stands above it, higher for each mark before it."""
    axes.plot([mark.x], [mark.y], marker="o", markersize=4.5, color=INK, scalex=False, scaley=False)
    if not mark.to_axes:
        leader = {"arrowstyle": "-", "color": GREY, "linewidth": 0.6}
        offset = (0.0, 12.0 + 12.0 * above)
        # Curves rise, so there is room to the left, except beside the axis.
        side = "left" if mark.x < sum(axes.get_xlim()) / 5 else "right"
        axes.annotate(
            mark.text,
            (mark.x, mark.y),
            offset,
            textcoords="offset points",
            ha=side,
            fontsize=TEXT,
            arrowprops=leader,
        )
        return
    style: dict[str, Any] = {"color": GREY, "linewidth": 0.8, "linestyle": (0, (4, 2))}
    low_x, low_y = axes.get_xlim()[0], axes.get_ylim()[0]
    axes.plot([low_x, mark.x], [mark.y, mark.y], scalex=False, scaley=False, **style)
    axes.plot([mark.x, mark.x], [low_y, mark.y], scalex=False, scaley=False, **style)
    # The text stands where the figure has room: left of a mark in the right half.
    right = mark.x < sum(axes.get_xlim()) / 2
    side = "left" if right else "right"
    axes.annotate(
        mark.text, (mark.x, mark.y), (7 if right else -7, -3), textcoords="offset points", ha=side, va="top",
        fontsize=TEXT,
    )  # fmt: skip
