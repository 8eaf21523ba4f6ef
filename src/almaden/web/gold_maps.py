"""Maps of mined land and of sites, whose circles stand in the page itself: nothing of them is fetched."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from almaden.sectors.gold.blur import Cell, of_all_dates
from almaden.web.language import plural, translate
from almaden.web.maps import plain_map
from almaden.web.shown import number
from almaden.wording import n_


def cell_map(cells: Iterable[Cell]) -> dict[str, Any]:
    """A map of cells with mined land; the area of a circle is that of the land of all dates."""
    rows = [
        _circle(one.latitude, one.longitude, one.area_ha, translate(n_("{area} ha of mined land"), area=one.area_ha))
        for one in of_all_dates(cells)
    ]
    return circle_map(rows, n_("Mined land in a cell"))


def count_circle(latitude: float, longitude: float, count: int) -> dict[str, Any]:
    """A circle for the sites of a cell."""
    return _circle(latitude, longitude, count, plural("{count} site", "{count} sites", count))


def circle_map(rows: list[dict[str, Any]], *labels: str, focus_country: str = "", full: float = 0.0) -> dict[str, Any]:
    """A map of circles.

    Args:
        rows: as ``map-circles.js`` reads them.
        *labels: words of the marks that rows name by number.
        focus_country: country that the map shows where there are no circles.
        full: the least value that a circle of full size stands for.
    """
    made = plain_map(focus_country=focus_country)
    colours = ("c2", "c1")
    marks = [
        {"label": translate(label), "shape": "circle", "colour": colour, "words": []}
        for label, colour in zip(labels, colours, strict=False)
    ]
    return {**made, "circles": rows, "full": full, "marks": marks, "focus": {**made["focus"], "circles": True}}


def circle(latitude: float, longitude: float, value: float, title: str, *lines: str, mark: int = 0) -> dict[str, Any]:
    """A circle with what is told where it is pointed at."""
    told = [one for one in lines if one]
    return {"x": longitude, "y": latitude, "value": value, "mark": mark, "title": title, "lines": told, "href": ""}


def _circle(latitude: float, longitude: float, value: float, line: str) -> dict[str, Any]:
    place = translate(n_("Cell at {latitude}, {longitude}"), latitude=number(latitude), longitude=number(longitude))
    return circle(latitude, longitude, value, place, line)
