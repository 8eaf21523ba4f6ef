"""Lines and stacked bars: repeatable, complete, and with their texts inside the picture."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.patches import Rectangle

from almaden.reports import figures
from almaden.reports.canvas import style
from almaden.reports.drawings import Drawing, Line, LineChart, Mark, StackedBar, StackedBars
from almaden.reports.lines import draw_lines
from almaden.reports.stacks import draw_stacks

LINES = LineChart(
    (
        Line("first", "#0072B2", (2025.0, 2030.0, 2040.0), (10.0, 8.0, 0.0), (5.0, 4.0, 0.0), (400.0, 30.0, 0.0)),
        Line("second, with a long name of many words", "#E69F00", (2025.0, 2030.0), (10.0, 9.0)),
        Line("third", "#009E73", (2025.0, 2060.0), (10.0, 20.0)),
    ),
    "",
    "kg of mercury per year",
    "en",
    years=True,
)
STACKS = StackedBars(
    (StackedBar("after boiler", (60.0, 30.0, 9.5, 0.5)), StackedBar("after " + "W" * 50, (60.0, 2.0, 0.0, 38.0))),
    (("Hg0", "#56B4E9"), ("Hg2+", "#0072B2"), ("Hgp", "#E69F00"), ("captured", "#8C8C8C")),
    "%",
    "en",
)


@pytest.mark.parametrize("drawing", [LINES, STACKS])
def test_the_same_drawing_gives_the_same_bytes(drawing: Drawing) -> None:
    first = figures.svg(drawing)
    figures.svg.cache_clear()
    assert figures.svg(drawing) == first
    assert figures.png(drawing).startswith(b"\x89PNG")


def test_every_line_is_drawn_and_named() -> None:
    with style():
        axes = draw_lines(LINES).axes[0]
    assert [line.get_label() for line in axes.get_lines()] == [line.label for line in LINES.lines]
    widths = [line.get_linewidth() for line in axes.get_lines()]
    assert widths == sorted(widths, reverse=True)
    # The band reaches 400, the highest line 20: the figure is not made flat by the band.
    assert 20.0 < axes.get_ylim()[1] < 40.0


def test_years_have_no_marks_between_thousands() -> None:
    with style():
        figure = draw_lines(LINES)
        figure.canvas.draw()
        ticks = [text.get_text() for text in figure.axes[0].get_xticklabels()]
    assert "2030" in ticks


@pytest.mark.parametrize("x", [2.0, 98.0])
@pytest.mark.parametrize("to_axes", [True, False])
def test_texts_of_marks_stay_inside(x: float, to_axes: bool) -> None:
    line = Line("", "#0072B2", (0.0, 100.0), (0.0, 100.0))
    chart = LineChart((line,), "units", "%", "en", (Mark(x, x, "a text of some length", to_axes),))
    with style():
        figure = draw_lines(chart)
        figure.canvas.draw()
        box = figure.axes[0].texts[0].get_window_extent()
    width, height = figure.bbox.width, figure.bbox.height
    assert box.x0 >= 0
    assert box.x1 <= width
    assert 0 <= box.y0 < box.y1 <= height


def test_parts_fill_the_bar_and_small_ones_have_no_number() -> None:
    with style():
        axes = draw_stacks(STACKS).axes[0]
    widths = [patch.get_bbox().width for patch in axes.patches[:4] if isinstance(patch, Rectangle)]
    assert sum(widths) == pytest.approx(100.0)
    assert [text.get_text() for text in axes.texts if text.get_text().isdigit()] == ["60", "30", "10", "60", "38"]


def test_a_chart_of_nothing_is_still_a_picture() -> None:
    empty = replace(LINES, lines=(Line("", "#0072B2", (0.0,), (0.0,)),))
    assert figures.svg(empty)
