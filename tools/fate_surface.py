"""Draws the map of world regions and ocean basins that the atmosphere stands on, one letter per degree.

    python -m tools.fate_surface node_modules/world-atlas/countries-50m.json

Each cell is sampled at 4 x 4 places. It is land where half of them or more lie in a country, and then takes the region
that holds most of them; otherwise it takes the basin that holds most. Countries belong to regions as
``tables/fate/region_countries.csv`` tells; the letters stand in ``tables/fate/surface_legend.csv``. Small islands that
fill less than half of a cell are not seen.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.affinity import translate

from tools.fate_basins import OUTLINES

TABLES = Path(__file__).resolve().parent.parent / "src" / "almaden" / "reference" / "tables" / "fate"
SAMPLES = 4


def main() -> None:
    """Draw the map from the polygons of countries."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("countries", type=Path, help="countries-50m.json of world-atlas")
    lines = drawn(json.loads(parser.parse_args().countries.read_text(encoding="utf-8")))
    text = "".join(f"{line}\n" for line in lines)
    (TABLES / "surface_1_degree.txt").write_text(text, encoding="ascii", newline="\n")


def drawn(countries: dict[str, Any]) -> list[str]:
    """The lines of the map, from the topology of countries."""
    with (TABLES / "surface_legend.csv").open(encoding="utf-8", newline="") as file:
        letters = {row["key"]: row["letter"] for row in csv.DictReader(file)}
    with (TABLES / "region_countries.csv").open(encoding="utf-8", newline="") as file:
        regions = {row["name"]: row["region"] for row in csv.DictReader(file)}
    keys = list(letters)
    land = np.full((180 * SAMPLES, 360 * SAMPLES), -1)
    for name, shape in _shapes(countries):
        _paint(land, shape, keys.index(regions[name]))
    chosen = _most(land, _basins(keys), len(keys))
    return ["".join(letters[keys[place]] for place in row) for row in chosen]


def _most(land: np.ndarray, sea: np.ndarray, keys: int) -> np.ndarray:
    """The key of each cell, (180, 360)."""
    votes = np.zeros((2, keys, 180, 360), dtype=int)
    for key in range(keys):
        for surface, samples in enumerate((np.where(land < 0, sea, -1), land)):
            votes[surface, key] = (samples == key).reshape(180, SAMPLES, 360, SAMPLES).sum(axis=(1, 3))
    is_land = 2 * votes[1].sum(axis=0) >= SAMPLES**2
    chosen: np.ndarray = np.where(is_land, votes[1].argmax(axis=0), votes[0].argmax(axis=0))
    return chosen


def _places() -> tuple[np.ndarray, np.ndarray]:
    """Latitudes from the north and longitudes from 180 W of the sampled places."""
    step = 1 / SAMPLES
    return np.arange(90 - step / 2, -90, -step), np.arange(-180 + step / 2, 180, step)


def _paint(samples: np.ndarray, shape: Any, value: int) -> None:
    """Give a value to the places that a polygon holds."""
    latitudes, longitudes = _places()
    west, south, east, north = shape.bounds
    rows = np.flatnonzero((latitudes >= south) & (latitudes <= north))
    columns = np.flatnonzero((longitudes >= west) & (longitudes <= east))
    if len(rows) and len(columns):
        shapely.prepare(shape)
        inside = shapely.contains_xy(shape, longitudes[columns][None, :], latitudes[rows][:, None])
        window = samples[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        window[inside] = value


def _basins(keys: list[str]) -> np.ndarray:
    """The basin of each place, as if there were no land."""
    latitudes, _ = _places()
    north = np.broadcast_to((latitudes > 0)[:, None], (len(latitudes), 360 * SAMPLES))
    pacific = (keys.index("south-pacific"), keys.index("north-pacific"))
    sea = np.where(north, pacific[1], pacific[0])
    for basin, outline in reversed(OUTLINES):
        if basin == "atlantic":
            inside = np.full(sea.shape, -1)
            _paint(inside, shapely.Polygon(outline), 1)
            atlantic = np.where(north, keys.index("north-atlantic"), keys.index("south-atlantic"))
            sea = np.where(inside == 1, atlantic, sea)
        else:
            _paint(sea, shapely.Polygon(outline), keys.index(basin))
    return sea


def _shapes(topology: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Name and polygons of each country."""
    scale, shift = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]

    def ring(numbers: list[int]) -> np.ndarray:
        parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])

    for country in topology["objects"]["countries"]["geometries"]:
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        for rings in polygons:
            outline, *holes = [_unrolled(ring(numbers)) for numbers in rings]
            shape = shapely.make_valid(shapely.Polygon(outline, holes))
            for turn in (-360.0, 0.0, 360.0):
                yield country["properties"]["name"], translate(shape, turn)


def _unrolled(ring: np.ndarray) -> np.ndarray:
    """A ring without the jump at the date line; one around a pole is closed over the pole."""
    steps = np.diff(ring[:, 0], prepend=ring[0, 0])
    longitudes = ring[:, 0] - 360.0 * np.cumsum(np.round(steps / 360.0))
    unrolled: np.ndarray = np.column_stack([longitudes, ring[:, 1]])
    if abs(longitudes[-1] - longitudes[0]) < 180.0:
        return unrolled
    pole = 90.0 if ring[:, 1].mean() > 0 else -90.0
    return np.vstack([unrolled, [longitudes[-1], pole], [longitudes[0], pole]])


if __name__ == "__main__":
    main()
