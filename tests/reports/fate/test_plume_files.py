"""Files of a near-field study: valid GeoJSON, the same pictures twice, a workbook that can be read when filled in."""

from __future__ import annotations

import csv
import io
import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl  # type: ignore[import-untyped]
import pytest

from almaden.errors import OutputError
from almaden.fate.plume.local import LocalPlane
from almaden.fate.plume.readers.sources_file import read_places, read_stacks
from almaden.fate.plume.readers.weather_file import read_rose, read_weather
from almaden.fate.plume.receptors import Receptors, places, rectangle, rings
from almaden.fate.plume.result import PlumeResult
from almaden.fate.plume.sources import Source, weather
from almaden.fate.plume.study import near_field
from almaden.reports.fate.plume_files import in_unit, plume_geojson, write_plume
from almaden.reports.fate.plume_map import Line, plume_map
from almaden.reports.fate.plume_template import PLUME_TEMPLATE


def study(at: Receptors) -> PlumeResult:
    plane = at.plane
    source = Source("=stack", {"hg0": 1e-2}, 10.0, plane.latitude, plane.longitude)
    return near_field([source], weather(3.0, [270.0, 200.0], ["D", "F"], 288.0), at)


def area(ring: list[list[float]]) -> float:
    """Positive for a ring that runs counterclockwise (RFC 7946, 3.1.6)."""
    return sum(one[0] * other[1] - other[0] * one[1] for one, other in itertools.pairwise(ring)) / 2.0


def shapes(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [one["geometry"] for one in found["features"] if one["properties"]["kind"] == "receptor"]


@pytest.mark.parametrize("kind", ["rings", "rectangle"])
def test_cells_are_rings_in_the_right_order(kind: str) -> None:
    plane = LocalPlane(-33.0, 151.0)
    found = study(rings(plane, (500.0, 2000.0), 8) if kind == "rings" else rectangle(plane, 600.0, 200.0))
    drawn = shapes(plume_geojson(found))
    assert len(drawn) == len(found.receptors)
    for one in drawn:
        (ring,) = one["coordinates"]
        assert one["type"] == "Polygon"
        assert ring[0] == ring[-1]
        assert area(ring) > 0.0
        assert all(150.9 < longitude < 151.1 and -33.1 < latitude < -32.9 for longitude, latitude in ring)


def test_places_and_cells_on_the_date_line_are_points() -> None:
    named = places(LocalPlane(10.0, 20.0), ["Café"], [10.01], [20.0])
    assert shapes(plume_geojson(study(named))) == [{"type": "Point", "coordinates": [20.0, 10.01]}]
    beyond = plume_geojson(study(rings(LocalPlane(0.0, 180.0), (500.0, 2000.0), 8)))
    assert {one["type"] for one in shapes(beyond)} == {"Point"}
    assert all(-180.0 <= one["coordinates"][0] <= 180.0 for one in shapes(beyond))


def test_all_files_are_written(tmp_path: Path) -> None:
    found = study(rings(LocalPlane(40.0, -3.0), (500.0, 2000.0, 5000.0), 12))
    written = write_plume(found, tmp_path / "air")
    assert all(one.stat().st_size > 500 for one in written)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "air" / "plume.csv").read_text("utf-8-sig"))))
    assert [float(row["mean_ug_per_m3"]) for row in rows] == pytest.approx(found.mean_ug_per_m3.tolist())
    assert json.loads((tmp_path / "air" / "plume.geojson").read_text())["type"] == "FeatureCollection"
    text = (tmp_path / "air" / "plume.txt").read_text()
    assert "flat and even" in text
    assert "US EPA" in text
    (tmp_path / "taken").write_text("")
    with pytest.raises(OutputError):
        write_plume(found, tmp_path / "taken")


def test_little_mercury_is_drawn_in_nanograms() -> None:
    line = [Line("made up", 0.2)]
    little, label, lines = in_unit(np.array([0.0, 0.05]), ("µg", "ng"), line)
    assert (little.tolist(), label, lines) == ([0.0, 50.0], "ng", [Line("made up", 200.0)])
    for same in (np.array([0.0, 0.5]), np.zeros(2)):
        much, label, lines = in_unit(same, ("µg", "ng"), line)
        assert (much.tolist(), label, lines) == (same.tolist(), "µg", line)


def test_maps_of_nothing_and_of_places() -> None:
    named = study(places(LocalPlane(10.0, 20.0), ["$a", "b"], [10.01, 10.0], [20.0, 20.02]))
    first, second = (plume_map(named.receptors, named.mean_ug_per_m3, "x") for _ in range(2))
    assert first == second
    assert first.startswith(b"<?xml")
    assert plume_map(named.receptors, 0.0 * named.mean_ug_per_m3, "x", picture="png").startswith(b"\x89PNG")


def test_the_workbook_can_be_read_when_filled_in() -> None:
    book = openpyxl.load_workbook(io.BytesIO(PLUME_TEMPLATE.content()))
    rows = {
        "stacks": {"name": "A", "latitude": 40, "longitude": -3, "height": 60, "emission": 1, "unit": "kg/yr",
                   "hg0_share": 1, "hg2_share": 0, "hgp_share": 0},
        "weather": {"time": "2023-01-01T00:00", "wind_speed": 3, "wind_direction": 90, "stability": "D"},
        "places": {"name": "School", "latitude": 40.1, "longitude": -3},
    }  # fmt: skip
    for title, values in rows.items():
        sheet = book[title]
        header = [cell.value for cell in sheet[1]]
        sheet.append([values.get(str(name)) for name in header])
    sheet = book["rose"]
    header = [cell.value for cell in sheet[1]]
    for place in range(8):
        values = {"wind_direction": place * 45, "wind_speed": 3, "stability": "D", "share": 0.125}
        sheet.append([values.get(str(name)) for name in header])
    content = io.BytesIO()
    book.save(content)
    for reader, name, count in (
        (read_stacks, "stacks", 1), (read_weather, "hours", 1), (read_rose, "cells", 8), (read_places, "places", 1)
    ):  # fmt: skip
        content.seek(0)
        assert len(getattr(reader(content, "works.xlsx"), name)) == count
