"""Files of mined land: what is understood, and everything that is refused with its feature, row or record."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from almaden.errors import InputError
from almaden.sectors.gold.area_records import AreaPolygons, AreaTable
from almaden.sectors.gold.readers import area_files
from almaden.sectors.gold.readers.areas import read_areas, refuse_mixture
from almaden.sectors.gold.readers.regions_geojson import read_boundaries
from tests.sectors.gold.polygons import feature, layer, square

GOOD = feature(square(0, 0), year=2018)


def read(content: bytes | str, name: str = "made-up.geojson") -> AreaPolygons | AreaTable:
    return read_areas(io.BytesIO(content.encode() if isinstance(content, str) else content), name)


def polygons(*features: Any, **more: Any) -> AreaPolygons:
    found = read(layer(features, **more))
    assert isinstance(found, AreaPolygons)
    return found


def geometry(kind: str, coordinates: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": None, "geometry": {"type": kind, "coordinates": coordinates}}


def test_holes_heights_and_several_parts_are_understood() -> None:
    ring = square(0, 0, height=120.0)
    hole = feature(ring, square(0.25, 0.25, 0.5))
    parts = geometry("MultiPolygon", [[square(3, 0)], [square(5, 0)]])
    found = polygons(feature(ring), hole, parts, crs={"properties": {"name": "urn:ogc:def:crs:EPSG::4326"}})
    whole, holed, two = found.area_ha
    # A square degree at the equator is 12,308 km2; the middle half of its sides holds a quarter of it.
    assert whole == pytest.approx(1_230_846, abs=1)
    assert holed == pytest.approx(0.75 * whole, rel=1e-4)
    assert two == pytest.approx(2 * whole)
    assert any("gives no areas" in note for note in found.notes)


def test_dates_are_years_quarters_and_days() -> None:
    given = [201800, 202503, 2024, "2023", "2022-07-31", 2021.0, None]
    found = polygons(*(feature(square(place, 0), Year=one) for place, one in enumerate(given)))
    assert list(found.date) == [201800, 202503, 202400, 202300, 202200, 202100, 0]
    undated = read_areas(io.BytesIO(layer([feature(square(0, 0))])), "made-up.geojson", 2020)
    assert isinstance(undated, AreaPolygons)
    assert list(undated.date) == [202000]


def test_crossing_polygons_are_mended_and_told_without_their_place() -> None:
    # A bow tie of two triangles, each a quarter of its square degree.
    bow = geometry("Polygon", [[[7.012345, 2], [8.012345, 3], [8.012345, 2], [7.012345, 3], [7.012345, 2]]])
    found = polygons(GOOD, bow)
    assert found.area_ha[1] == pytest.approx(found.area_ha[0] / 2, rel=0.002)
    [note] = [note for note in found.notes if "cross" in note]
    assert "feature 2 near latitude 2.5, longitude 7.5" in note
    assert "012345" not in note


def test_what_a_polygon_covers_twice_counts_once() -> None:
    # Two squares of a multipolygon share a quarter of each: seven quarters of one are covered.
    found = polygons(GOOD, geometry("MultiPolygon", [[square(10, 0)], [square(10.5, 0.5)]]))
    assert found.area_ha[1] == pytest.approx(1.75 * found.area_ha[0], rel=1e-3)


def test_the_same_polygon_of_one_date_counts_once() -> None:
    turned = feature(square(0, 0)[2:] + square(0, 0)[1:3], year=2018)
    found = polygons(GOOD, turned, feature(square(0, 0), year=2019))
    assert len(found) == 2
    assert any("counted once: 1" in note for note in found.notes)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        ({"type": "Feature", "geometry": None}, "it has no geometry"),
        (5, "it has no geometry"),
        (geometry("Point", [0, 0]), "not a polygon"),
        (geometry("GeometryCollection", []), "not a polygon"),
        (geometry("Polygon", [[[0, 0], [1, 0], [1, float("nan")], [0, 0]]]), "no numbers"),
        (geometry("Polygon", [[[0, 0], [1, 0], [1, float("inf")], [0, 0]]]), "no numbers"),
        (geometry("Polygon", [[["a", 0], [1, 0], [1, 1], ["a", 0]]]), "no numbers"),
        (geometry("Polygon", None), "no numbers"),
        (geometry("Polygon", [[[10**400, 0], [1, 0], [1, 1], [10**400, 0]]]), "feature 2"),
        (feature(square(0, 0), **{"Mined area (ha)": 10**400}), "is no area"),
        (geometry("Polygon", [[[0, 0], [1, 0], [1, 1]]]), "not those of a polygon"),
        (geometry("Polygon", [0, 0, 1, 1]), "not those of a polygon"),
        (geometry("Polygon", [square(5, 120)]), "longitude comes first"),
        (geometry("Polygon", [square(650_000, 9_000_000)]), "metres"),
        (feature(square(0, 0), year="soon"), "its year is none"),
        (feature(square(0, 0), year=201805), "its year is none"),
        (feature(square(0, 0), **{"Mined area (ha)": -1}), "is no area"),
        (feature(square(0, 0), **{"Mined area (ha)": float("nan")}), "is no area"),
    ],
)
def test_what_is_wrong_is_told_with_its_feature(one: Any, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        polygons(GOOD, one)
    [fault] = caught.value.faults
    assert fault.file == "made-up.geojson"
    assert fault.problem.startswith("feature 2: ")


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        polygons(geometry("Point", [0, 0]), GOOD, geometry("Polygon", []), geometry("LineString", [[0, 0], [1, 1]]))
    assert [fault.problem.split(":")[0] for fault in caught.value.faults] == ["feature 1", "feature 4"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "empty"),
        ('{"type": "FeatureCollection", "features": [', "breaks at line 1"),
        ("[" * 100_000, "not JSON"),
        ('{"type": "FeatureCollection", "features": [{"geometry": ' + '{"a":' * 50_000, "not JSON"),
        ('{"type": "Topology"}', "not a collection"),
        ('{"type": "FeatureCollection", "features": []}', "no polygons"),
        ('{"type": "FeatureCollection", "features": {"a": 1}}', "no polygons"),
        (b'{"type": "\xff\xfe"}', "not JSON"),
        (
            layer([GOOD], crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32721"}}),
            "reference system",
        ),
        (layer([feature(square(0, 0, 0.01), area_ha=306.0)]), "acres"),
        (layer([geometry("Polygon", [])]), "no polygons"),
    ],
)
def test_files_that_are_no_layer_are_refused(content: bytes | str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(content)


def test_a_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(area_files, "MAX_BYTES", 100)
    with pytest.raises(InputError, match="too large"):
        read(layer([GOOD]))
    with pytest.raises(InputError, match="cannot be read"):
        read_areas(Path("there-is-no-such.geojson"))


TABLE = """id,admin_country,admin_country_code,admin_name_field,admin_id_field,admin_year,intersected_area_ha
AMAZ,Made-up A,BO,North,B1,201800,10.5
AMAZ,Made-up B,PE,South,P1,202503,4
BOL,Made-up A,BO,North,B1,201800,10.5
PER,Made-up B,PE,South,P1,202503,4
"""


def test_a_table_counts_every_area_once() -> None:
    found = read(TABLE, "made-up.csv")
    assert isinstance(found, AreaTable)
    assert [(row.country, row.admin, row.admin_name, row.date, row.area_ha) for row in found.rows] == [
        ("BOL", "B1", "North", 201800, 10.5),
        ("PER", "P1", "South", 202503, 4.0),
    ]
    # Where a country has no unit of its own, nothing is left out.
    alone = read("\n".join(TABLE.splitlines()[:4]), "made-up.csv")
    assert isinstance(alone, AreaTable)
    assert len(alone.rows) == 3


def test_faults_of_a_table_name_row_and_column() -> None:
    broken = TABLE.replace("201800,10.5\nAMAZ", "soon,10.5\nAMAZ").replace("202503,4\nBOL", "202503,much\nBOL")
    with pytest.raises(InputError) as caught:
        read(broken, "made-up.csv")
    told = [(fault.row, fault.column, fault.value) for fault in caught.value.faults]
    assert told == [(2, "admin_year", "soon"), (3, "intersected_area_ha", "much")]
    with pytest.raises(InputError, match="no mined land by country"):
        read("a,b\n1,2\n", "made-up.csv")


def test_records_by_year_tell_where_their_sums_differ() -> None:
    records = [
        {"id": "PER", "admin_year": 201800, "intersected_area_ha": 4.0, "intersected_area_ha_cumulative": 4.0},
        {"id": "PER", "admin_year": 201900, "intersected_area_ha": 2.0, "intersected_area_ha_cumulative": 7.0},
    ]
    found = read(json.dumps(records), "yearly.json")
    assert isinstance(found, AreaTable)
    assert any("PER" in note and "7" in note for note in found.notes)
    wrong = [{"id": "PER", "admin_year": 2018}, 3, {"admin_year": 2018, "intersected_area_ha": 1}]
    with pytest.raises(InputError) as caught:
        read(json.dumps(wrong), "yearly.json")
    assert [fault.problem.split(":")[0] for fault in caught.value.faults] == ["record 1", "record 2", "record 3"]


def test_a_table_beside_polygons_would_count_twice() -> None:
    with pytest.raises(InputError, match="count twice"):
        refuse_mixture([polygons(GOOD), read(TABLE, "made-up.csv")])


def test_borders_need_a_name() -> None:
    named = read_boundaries(
        io.BytesIO(layer([feature(square(0, 0), NAME=" Made\x1b-up\x00 ", ISO_A3="gha")])), "b.geojson"
    )
    assert (named.names, named.countries) == (("Made -up",), ("GHA",))
    with pytest.raises(InputError, match="feature 1: it has neither"):
        read_boundaries(io.BytesIO(layer([feature(square(0, 0))])), "borders.geojson")
