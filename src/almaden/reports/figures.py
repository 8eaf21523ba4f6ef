"""Figures as bytes: vector for PDF and HTML, pixels for DOCX and XLSX. The same drawing gives the same bytes."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

from almaden.reports.bars import draw_bars
from almaden.reports.canvas import style
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

#: Pixels per inch of pictures.
DENSITY = 200


@lru_cache(maxsize=64)
def svg(drawing: Drawing) -> bytes:
    """The drawing as SVG, its text as outlines so that it looks the same everywhere."""
    with style():
        buffer = io.BytesIO()
        unsaid = {"Date": None, "Creator": None, "Format": None, "Type": None}
        _drawn(drawing).savefig(buffer, format="svg", metadata=unsaid)
    return buffer.getvalue()


@lru_cache(maxsize=64)
def png(drawing: Drawing) -> bytes:
    """The drawing as PNG."""
    with style():
        buffer = io.BytesIO()
        _drawn(drawing).savefig(buffer, format="png", dpi=DENSITY, metadata={"Software": None})
    return buffer.getvalue()


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
