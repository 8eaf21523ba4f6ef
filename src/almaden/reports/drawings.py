"""What a figure shows, as data: a renderer has it drawn only in the format it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Bar:
    """One bar: its label, value with range in the unit of the chart, and the text set beside it."""

    label: str
    value: float
    low: float
    high: float
    text: str


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars with range whiskers, the first on top; ``axis`` names the quantity and its unit."""

    bars: tuple[Bar, ...]
    axis: str
    colour: str
    lang: str


@dataclass(frozen=True)
class Node:
    """A node of a Sankey figure: its name, the text set below the name, and its colour."""

    name: str
    text: str
    colour: str


@dataclass(frozen=True)
class Sankey:
    """Flows in kg per year from nodes on the left to nodes on the right.

    ``flows[i][j]`` goes from ``left[i]`` to ``right[j]``.
    """

    left: tuple[Node, ...]
    right: tuple[Node, ...]
    flows: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Span:
    """An action from the start of one year to the end of another."""

    label: str
    start_year: int
    end_year: int


@dataclass(frozen=True)
class Timetable:
    """Actions as bars over years, the first on top."""

    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Line:
    """A line through points; ``low`` and ``high``, as long as ``y``, draw a band around it, empty ones none."""

    label: str
    colour: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


@dataclass(frozen=True)
class Mark:
    """A place that is marked, with the text set beside it; ``to_axes`` leads thin lines from it to both axes."""

    x: float
    y: float
    text: str
    to_axes: bool = False


@dataclass(frozen=True)
class LineChart:
    """Lines over a common axis; ``years`` says that the axis counts years, which have no marks between thousands."""

    lines: tuple[Line, ...]
    x_axis: str
    y_axis: str
    lang: str
    marks: tuple[Mark, ...] = ()
    years: bool = False


@dataclass(frozen=True)
class StackedBar:
    """Parts of a whole, in the order of the parts of the chart."""

    label: str
    parts: tuple[float, ...]


@dataclass(frozen=True)
class StackedBars:
    """Horizontal bars made of parts, the first on top; each part has a name and a colour."""

    bars: tuple[StackedBar, ...]
    parts: tuple[tuple[str, str], ...]
    axis: str
    lang: str


@dataclass(frozen=True)
class Swing:
    """How far an answer moves with one number: at its low end and at its high end, in the unit of the chart."""

    label: str
    at_low: float
    at_high: float


@dataclass(frozen=True)
class Tornado:
    """Swings around the answer at the values of record, the widest first; ``ends`` names both ends of a number."""

    swings: tuple[Swing, ...]
    answer: float
    ends: tuple[str, str]
    axis: str
    lang: str


@dataclass(frozen=True)
class MapPlace:
    """A place on a map, in degrees; ``kind`` is its place in the kinds of the map."""

    label: str
    latitude: float
    longitude: float
    kind: int


@dataclass(frozen=True)
class Way:
    """What goes from one place to another: their places in the places of the map, and its share of the largest."""

    start: int
    end: int
    share: float


@dataclass(frozen=True)
class PlaceMap:
    """Places and ways on a grid of degrees, without coasts; each kind has a name and a colour."""

    places: tuple[MapPlace, ...]
    ways: tuple[Way, ...]
    kinds: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Interval:
    """A value with its interval, as one line of a forest; ``strong`` for the mean of those above it."""

    label: str
    value: float
    low: float
    high: float
    text: str
    colour: str
    strong: bool = False


@dataclass(frozen=True)
class Forest:
    """Values with their intervals below each other, around a line at zero; ``kinds`` name the colours."""

    intervals: tuple[Interval, ...]
    kinds: tuple[tuple[str, str], ...]
    axis: str
    lang: str


@dataclass(frozen=True)
class Panel:
    """Points of one series: years, values, the range of each, and whether each is full or stands hollow."""

    title: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    full: tuple[bool, ...]


@dataclass(frozen=True)
class Panels:
    """Small charts with the same axes, two beside each other; ``names`` say what full and hollow points are."""

    panels: tuple[Panel, ...]
    names: tuple[str, str]
    y_axis: str
    lang: str


Drawing: TypeAlias = BarChart | Forest | LineChart | Panels | PlaceMap | Sankey | StackedBars | Timetable | Tornado
