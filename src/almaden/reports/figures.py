"""Figures as bytes: vector for PDF and HTML, pixels for DOCX and XLSX. The same drawing gives the same bytes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from almaden.reports.bars import draw_bars
from almaden.reports.canvas import saved, style
from almaden.reports.drawings import (
    BarChart,
    Drawing,
    Forest,
    LineChart,
    Panels,
    PlaceMap,
    StackedBars,
    Timetable,
    Tornado,
)
from almaden.reports.forest import draw_forest
from almaden.reports.lines import draw_lines
from almaden.reports.panels import draw_panels
from almaden.reports.place_map import draw_map
from almaden.reports.sankey import draw_sankey
from almaden.reports.stacks import draw_stacks
from almaden.reports.timetable import draw_timetable
from almaden.reports.tornado import draw_tornado

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@lru_cache(maxsize=64)
def svg(drawing: Drawing) -> bytes:
    """The drawing as SVG, its text as outlines so that it looks the same everywhere."""
    with style():
        return saved(_drawn(drawing), "svg")


@lru_cache(maxsize=64)
def png(drawing: Drawing) -> bytes:
    """The drawing as PNG."""
    with style():
        return saved(_drawn(drawing), "png")


def _drawn(drawing: Drawing) -> Figure:
    if isinstance(drawing, BarChart):
        return draw_bars(drawing)
    if isinstance(drawing, Timetable):
        return draw_timetable(drawing)
    if isinstance(drawing, LineChart):
        return draw_lines(drawing)
    if isinstance(drawing, Forest):
        return draw_forest(drawing)
    if isinstance(drawing, Panels):
        return draw_panels(drawing)
    if isinstance(drawing, StackedBars):
        return draw_stacks(drawing)
    if isinstance(drawing, Tornado):
        return draw_tornado(drawing)
    if isinstance(drawing, PlaceMap):
        return draw_map(drawing)
    return draw_sankey(drawing)
