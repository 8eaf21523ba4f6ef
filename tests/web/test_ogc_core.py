"""The abstract tests of OGC 17-069 (OGC API - Features, Part 1: Core), Annex A, for the classes Core and GeoJSON.

Each test names the identifiers of the abstract tests that it carries out.
"""

from __future__ import annotations

import re
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from almaden.store.models import Facility, Site
from tests.web.api.conftest import own_home, person, records, without_limits

__all__ = ["own_home", "person", "records", "without_limits"]

pytestmark = pytest.mark.django_db

ROOT = "/api/v1/ogc/"
GEOJSON = "application/geo+json"
ITEMS = [f"{ROOT}collections/facilities/items", f"{ROOT}collections/sites/items"]


@pytest.fixture
def many(records: SimpleNamespace) -> SimpleNamespace:
    """Places around the world, on both sides of the date line, and one without a place."""
    for number in range(12):
        where = {"latitude": 10.0 * number - 60, "longitude": (30.0 * number + 165) % 360 - 180}
        Facility.objects.create(
            dataset=records.dataset, name=f"F{number}", country="GHA", start_year=1990 + number, **where
        )
        Site.objects.create(dataset=records.dataset, name=f"S{number}", country="GHA", **where)
    Facility.objects.create(dataset=records.dataset, name="Nowhere", country="GHA", retired_year=1980)
    return records


def get(client: Client, address: str, status: int = 200, media_type: str = "application/json") -> Any:
    parts = urlsplit(address)
    answer = client.get(parts.path + (f"?{parts.query}" if parts.query else ""))
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == (media_type if status == 200 else "application/problem+json")
    return answer.json()


def links(body: Any, rel: str) -> list[Any]:
    return [link for link in body["links"] if link["rel"] == rel]


def whole(client: Client, address: str) -> list[Any]:
    """The features of all pages."""
    found = []
    while address:
        body = get(client, address, media_type=GEOJSON)
        found += body["features"]
        address = links(body, "next")[0]["href"] if links(body, "next") else ""
    return found


def test_http(client: Client) -> None:
    """/ats/core/http: statuses of HTTP mean what HTTP says."""
    assert client.get(ROOT).status_code == 200
    assert client.get(f"{ROOT}nothing").status_code == 404
    assert client.delete(ROOT).status_code == 405
    assert client.get(ROOT, headers={"accept": "image/png"}).status_code == 406


@pytest.mark.usefixtures("many")
def test_crs84(client: Client) -> None:
    """/ats/core/crs84: coordinates are longitude and latitude of WGS 84."""
    for address in ITEMS:
        for feature in whole(client, address):
            if feature["geometry"]:
                longitude, latitude = feature["geometry"]["coordinates"]
                assert -180 <= longitude <= 180
                assert -90 <= latitude <= 90
    works = whole(client, f"{ITEMS[0]}?name=Made-up%20Works")[0]
    assert works["geometry"]["coordinates"] == [19.4, 41.3]


def test_root(client: Client) -> None:
    """/ats/core/root-op, /ats/core/root-success: the landing page links to description, conformance and data."""
    body = get(client, ROOT)
    assert links(body, "service-desc") or links(body, "service-doc")
    assert links(body, "conformance")
    assert links(body, "data")
    assert all(link["href"].startswith("http") and link["type"] for link in body["links"])


def test_api_definition(client: Client) -> None:
    """/ats/core/api-definition-op, /ats/core/api-definition-success: the description can be read."""
    described = links(get(client, ROOT), "service-desc")[0]
    body = get(client, described["href"])
    assert body["openapi"].startswith("3.1")
    assert all(address in body["paths"] for address in [ROOT, *ITEMS])


def test_conformance(client: Client) -> None:
    """/ats/core/conformance-op, /ats/core/conformance-success: the classes that are followed are named."""
    body = get(client, links(get(client, ROOT), "conformance")[0]["href"])
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in body["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson" in body["conformsTo"]


def test_collections(client: Client) -> None:
    """/ats/core/fc-md-op, fc-md-success, fc-md-links, fc-md-items, fc-md-items-links, fc-md-extent."""
    body = get(client, links(get(client, ROOT), "data")[0]["href"])
    assert links(body, "self")[0]["type"] == "application/json"
    assert [one["id"] for one in body["collections"]] == ["facilities", "sites"]
    for one in body["collections"]:
        items = links(one, "items")
        assert items[0]["type"] == GEOJSON
        get(client, items[0]["href"], media_type=GEOJSON)
        west, south, east, north = one["extent"]["spatial"]["bbox"][0]
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90
        assert one["crs"] == ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"]


def test_collection(client: Client) -> None:
    """/ats/core/sfc-md-op, /ats/core/sfc-md-success: one collection says the same as in the list."""
    listed = get(client, f"{ROOT}collections")["collections"]
    for one in listed:
        assert get(client, f"{ROOT}collections/{one['id']}") == one
    get(client, f"{ROOT}collections/nothing", status=404)


@pytest.mark.usefixtures("many")
def test_features(client: Client) -> None:
    """/ats/core/fc-op, /ats/core/fc-response, /ats/geojson/definition, /ats/geojson/content."""
    for address in ITEMS:
        body = get(client, address, media_type=GEOJSON)
        assert body["type"] == "FeatureCollection"
        for feature in body["features"]:
            assert feature["type"] == "Feature"
            assert set(feature) >= {"id", "geometry", "properties"}
            assert feature["geometry"] is None or feature["geometry"]["type"] == "Point"


def test_bbox_definition(client: Client) -> None:
    """/ats/core/fc-bbox-definition: the parameter is described."""
    assert _parameter(client, "bbox")["schema"]["type"] == "string"


@pytest.mark.parametrize(
    "box", ["-20,-60,60,60", "160,-90,-150,90", "-20,-60,0,60,60,100", "-180,-90,180,90", "0,0,0,0"]
)
@pytest.mark.usefixtures("many")
def test_bbox_response(client: Client, box: str) -> None:
    """/ats/core/fc-bbox-response: features that touch the box and no others, also over the date line."""
    numbers = [float(number) for number in box.split(",")]
    west, south, east, north = numbers if len(numbers) == 4 else (numbers[0], numbers[1], numbers[3], numbers[4])

    def touches(feature: Any) -> bool:
        if feature["geometry"] is None:
            return False
        x, y = feature["geometry"]["coordinates"]
        return bool(south <= y <= north and (west <= x <= east if west <= east else x >= west or x <= east))

    for address in ITEMS:
        expected = [feature["id"] for feature in whole(client, address) if touches(feature)]
        assert [feature["id"] for feature in whole(client, f"{address}?bbox={box}")] == expected


def test_limit_definition(client: Client) -> None:
    """/ats/core/fc-limit-definition: a whole number with a default, from 1 to a maximum."""
    schema = _parameter(client, "limit")["schema"]
    assert (schema["type"], schema["minimum"], schema["default"]) == ("integer", 1, 100)
    assert schema["maximum"] >= schema["default"]


@pytest.mark.parametrize("limit", [1, 2, 5, 1000])
@pytest.mark.usefixtures("many")
def test_limit_response(client: Client, limit: int) -> None:
    """/ats/core/fc-limit-response: never more features than asked; all of them over all pages."""
    for address in ITEMS:
        assert len(get(client, f"{address}?limit={limit}", media_type=GEOJSON)["features"]) <= limit
        assert whole(client, f"{address}?limit={limit}") == whole(client, address)


def test_time_definition(client: Client) -> None:
    """/ats/core/fc-time-definition: the parameter is described."""
    assert _parameter(client, "datetime")["schema"]["type"] == "string"


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("1995-06-01T00:00:00Z", {"F0", "F1", "F2", "F3", "F4", "F5", "Made-up Works"}),
        ("1970-01-01T00:00:00Z/1990-12-31T23:59:59Z", {"F0", "Nowhere", "Made-up Works"}),
        ("../1979-01-01T00:00:00Z", {"Nowhere", "Made-up Works"}),
        ("/1979-01-01T00:00:00Z", {"Nowhere", "Made-up Works"}),
        ("2100-01-01T00:00:00Z/..", {*(f"F{number}" for number in range(12)), "Made-up Works"}),
    ],
)
@pytest.mark.usefixtures("many")
def test_time_response(client: Client, when: str, expected: set[str]) -> None:
    """/ats/core/fc-time-response: features whose time touches the interval, and those without a time."""
    found = whole(client, f"{ITEMS[0]}?datetime={when}")
    assert {feature["properties"]["name"] for feature in found} == expected
    assert len(whole(client, f"{ITEMS[1]}?datetime={when}")) == len(whole(client, ITEMS[1]))


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=many",
        "bbox=1,2,3",
        "bbox=1,2,3,x",
        "bbox=0,50,10,40",
        "datetime=yesterday",
        "datetime=../..",
        "datetime=2021-02-30T00:00:00Z",
        "datetime=2021-01-01T00:00:00Z/2020-01-01T00:00:00Z",
        "cursor=forged",
        "f=xml",
    ],
)
def test_invalid_parameter(client: Client, query: str) -> None:
    """/ats/core/query-param-invalid: 400."""
    for address in ITEMS:
        get(client, f"{address}?{query}", status=400)


def test_unknown_parameter(client: Client) -> None:
    """/ats/core/query-param-unknown: 400, everywhere."""
    for address in [ROOT, f"{ROOT}conformance", f"{ROOT}collections", f"{ROOT}collections/sites", *ITEMS]:
        get(client, f"{address}?nothing=1", status=400)


@pytest.mark.usefixtures("many")
def test_property_filters(client: Client) -> None:
    """/ats/core/fc-op with parameters for properties (recommendation fc-filters)."""
    for country in ("GHA", "ALB"):
        found = whole(client, f"{ITEMS[0]}?country={country}")
        expected = [one for one in whole(client, ITEMS[0]) if one["properties"]["country"] == country]
        assert found == expected
        assert found


@pytest.mark.usefixtures("many")
def test_links_and_numbers(client: Client) -> None:
    """/ats/core/fc-links, fc-rel-type, fc-timeStamp, fc-numberMatched, fc-numberReturned."""
    for address in ITEMS:
        body = get(client, f"{address}?limit=3", media_type=GEOJSON)
        assert links(body, "self")[0]["href"].endswith(f"{address}?limit=3")
        assert links(body, "next")
        assert all(link["rel"] and link["type"] for link in body["links"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", body["timeStamp"])
        datetime.fromisoformat(body["timeStamp"])
        # Nobody counts the features that match; the standard lets numberMatched be left out.
        assert "numberMatched" not in body
        assert body["numberReturned"] == len(body["features"]) == 3


def test_feature(client: Client, records: SimpleNamespace) -> None:
    """/ats/core/f-op, /ats/core/f-success: one feature with links to itself and its collection."""
    for name, record in (("facilities", records.facility), ("sites", records.site)):
        path = f"{ROOT}collections/{name}"
        body = get(client, f"{path}/items/{record.pk}", media_type=GEOJSON)
        assert (body["type"], body["id"]) == ("Feature", record.pk)
        assert links(body, "self")[0]["type"] == GEOJSON
        assert links(body, "collection")[0]["href"].endswith(path)
        listed = next(feature for feature in whole(client, f"{path}/items") if feature["id"] == record.pk)
        assert {key: value for key, value in body.items() if key != "links"} == listed
    get(client, f"{ITEMS[0]}/{records.draft_facility.pk}", status=404)


def test_informal_mines_stay_blurred(client: Client, records: SimpleNamespace) -> None:
    """Not of the standard: the same rule as everywhere."""
    body = get(client, f"{ITEMS[1]}/{records.mine.pk}", media_type=GEOJSON)
    assert body["geometry"]["coordinates"] == [-1.2, 5.6]


def _parameter(client: Client, name: str) -> Any:
    operation = get(client, "/api/v1/openapi.json")["paths"][ITEMS[0]]["get"]
    found = [one for one in operation["parameters"] if one["name"] == name]
    assert len(found) == 1
    assert (found[0]["in"], found[0]["required"]) == ("query", False)
    return found[0]
