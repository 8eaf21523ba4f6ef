"""Pictures of trends that need no script: a row of a forest plot, a series with its line, marks of a map."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from almaden.monitoring.network.placement import Placement
from almaden.monitoring.trends.line import TrendLine
from almaden.monitoring.trends.map import TrendMap
from almaden.monitoring.trends.result import VERDICT_NAMES, Verdict
from almaden.store.observations.monitored import Located
from almaden.web.language import translate
from almaden.web.maps import plain_map
from almaden.web.shown import number
from almaden.wording import Text, n_

#: Form and colour of each verdict on a map, and the sign that stands before its word.
MARKS: Final[Mapping[Verdict, tuple[str, str, str]]] = {
    "increasing": ("triangle", "c2", "▲"),
    "decreasing": ("down", "c1", "▼"),
    "no trend": ("circle", "c6", "●"),
    "cannot tell": ("cross", "c5", "✕"),
}
SIGNS: Final[Mapping[str, str]] = {verdict: sign for verdict, (_, _, sign) in MARKS.items()}
#: Widths and heights of pictures, in units of their own.
FOREST_WIDTH: Final = 220.0
SERIES_WIDTH: Final = 720.0
SERIES_HEIGHT: Final = 260.0
_LEFT: Final = 56.0
_BOTTOM: Final = 26.0
_TOP: Final = 8.0


@dataclass(frozen=True)
class Span:
    """A value with its interval on the scale of a forest plot; None where there is none."""

    at: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Forest:
    """A scale that all rows of a forest plot share.

    Attributes:
        reach: slope at both ends of the picture, percent a year.
        zero: where no change lies.
    """

    reach: float
    zero: float = FOREST_WIDTH / 2

    def span(self, value: float | None, low: float | None, high: float | None) -> Span:
        """Where a value and its interval lie; what is farther out ends at the edge."""
        return Span(*(None if one is None else self._at(one) for one in (value, low, high)))

    def _at(self, value: float) -> float:
        share = max(-1.0, min(1.0, value / self.reach))
        return round(self.zero + share * (self.zero - 4.0), 1)


def forest(found: TrendMap) -> Forest:
    """The scale for the slopes of a map: most intervals lie within it."""
    ends = sorted(
        abs(end) for one in found.sites for end in (one.percent_low, one.percent_high) if end is not None
    )  # fmt: skip
    regions = [abs(end) for one in (found.whole, *found.regions) for end in (one.low, one.high) if end is not None]
    usual = ends[int(0.9 * (len(ends) - 1))] if ends else 0.0
    return Forest(_round(max(usual, min(max(regions, default=0.0), 3.0 * usual), 0.5)))


def _round(value: float) -> float:
    """The next of 1, 2, 5, 10 ... that is not smaller."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= value * (1 - 1e-9))


@dataclass(frozen=True)
class Tick:
    """A line across a picture: where, and its label."""

    at: float
    label: str


@dataclass(frozen=True)
class SeriesPicture:
    """A series with the line of its trend and the cone of its interval, ready to be written as SVG.

    Attributes:
        dots: places of the values.
        circles: places of the limits of values below detection.
        line: path of the trend; empty where there is none.
        cone: path of the interval; empty where it has an end that is not known.
        years: marks below.
        levels: marks at the side.
    """

    dots: tuple[tuple[float, float], ...]
    circles: tuple[tuple[float, float], ...]
    line: str
    cone: str
    years: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    width: float = SERIES_WIDTH
    height: float = SERIES_HEIGHT
    left: float = _LEFT
    bottom: float = SERIES_HEIGHT - _BOTTOM


def series_picture(line: TrendLine) -> SeriesPicture | None:
    """A picture of a series; None where it has no value."""
    if not line.values:
        return None
    low, high = min((*line.values, *line.level)), max((*line.values, *line.level))
    room = (high - low) * 0.06 or abs(high) * 0.1 or 1.0
    low, high = low - room, high + room
    first, last = line.ends[0], max(line.ends[1], line.ends[0] + 1e-3)

    def at(year: float, value: float) -> tuple[float, float]:
        x = _LEFT + (SERIES_WIDTH - _LEFT - 10.0) * (year - first) / (last - first)
        y = _TOP + (SERIES_HEIGHT - _TOP - _BOTTOM) * (high - min(max(value, low), high)) / (high - low)
        return round(x, 1), round(y, 1)

    places = [at(*one) for one in zip(line.years, line.values, strict=True)]
    whole = bool(line.low and line.high)
    middle = at(sum(line.ends) / 2.0, sum(line.level) / 2.0) if line.level else (0.0, 0.0)
    corners = [at(year, value) for one in (line.low, line.high) for year, value in zip(line.ends, one, strict=False)]
    cone = ""
    if whole:
        cone = path_of([corners[0], middle, corners[2]]) + "Z" + path_of([corners[1], middle, corners[3]]) + "Z"
    return SeriesPicture(
        tuple(place for place, below in zip(places, line.below, strict=True) if not below),
        tuple(place for place, below in zip(places, line.below, strict=True) if below),
        path_of([at(year, value) for year, value in zip(line.ends, line.level, strict=True)]) if line.level else "",
        cone,
        tuple(Tick(at(year, low)[0], f"{year:.0f}") for year in round_steps(first, last, whole=True)),
        tuple(Tick(at(first, value)[1], number(value)) for value in round_steps(low, high)),
    )


def round_steps(low: float, high: float, *, whole: bool = False) -> list[float]:
    """Three to seven round numbers between two, for marks along an axis."""
    step = _round((high - low) / 6.0)
    step = max(1.0, step) if whole else step
    return [step * count for count in range(math.ceil(low / step), math.floor(high / step) + 1)]


def path_of(places: Iterable[tuple[float, float]]) -> str:
    """A line through places as the path of an SVG."""
    return "M" + "L".join(f"{x} {y}" for x, y in places)


def trend_marks(found: TrendMap, sites: Mapping[str, Located], *, made_up: bool = False) -> dict[str, Any]:
    """A map with a mark for the verdict of each series; without coasts where they are made up."""
    order = list(MARKS)
    rows = []
    for one in found.sites:
        if one.place.latitude is None or one.place.longitude is None:
            continue
        lines = [translate(VERDICT_NAMES[one.trend.verdict])]
        if one.trend.percent_per_year is not None and one.percent_low is not None and one.percent_high is not None:
            told = Text(
                "{slope} % a year ({low} to {high})",
                slope=number(one.trend.percent_per_year, 2),
                low=number(one.percent_low, 2),
                high=number(one.percent_high, 2),
            )
            lines.append(translate(told))
        href = reverse("site", args=[sites[one.site].number]) if one.site in sites else ""
        mark = order.index(one.trend.verdict)
        rows.append(_mark(one.place.latitude, one.place.longitude, mark, one.place.name, lines, href))
    return _marked(rows, [(VERDICT_NAMES[verdict], *MARKS[verdict][:2]) for verdict in order], made_up)


def gap_marks(
    found: Placement, running: Iterable[tuple[str, float, float]], *, made_up: bool = False
) -> dict[str, Any]:
    """A map with the sites that run and the places that are proposed; without coasts where they are made up."""
    rows = [
        _mark(latitude, longitude, 0, name, [translate(n_("running"))], "") for name, latitude, longitude in running
    ]
    for one in found.places:
        text = Text("proposed: lowers the error of the mean by {percent} %", percent=number(100.0 * one.lowered, 0))
        rows.append(_mark(one.latitude, one.longitude, 1, translate(one.region), [translate(text)], ""))
    return _marked(rows, [(n_("running site"), "circle", "c1"), (n_("proposed place"), "diamond", "c2")], made_up)


def _mark(latitude: float, longitude: float, mark: int, title: str, lines: list[str], href: str) -> dict[str, Any]:
    return {"x": longitude, "y": latitude, "value": 1, "mark": mark, "title": title, "lines": lines, "href": href}


def _marked(rows: list[dict[str, Any]], marks: list[tuple[str, str, str]], made_up: bool) -> dict[str, Any]:
    told = [
        {"label": translate(label), "shape": shape, "colour": colour, "words": []} for label, shape, colour in marks
    ]
    return {**plain_map(made_up=made_up), "circles": rows, "marks": told, "shapes": [shape for _, shape, _ in marks]}
