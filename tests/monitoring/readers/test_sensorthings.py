from __future__ import annotations

import io
import json
from typing import Any

import pytest

from almaden.errors import Fault
from almaden.monitoring.readers.sensorthings import read
from almaden.reference.readers.located import Located, Remark
from almaden.reference.records import ObservationRecord, SiteRecord
from almaden.reports.monitoring.sensorthings import write_sensorthings
from tests.reports.monitoring.made_up import ABOUT, BARE, FISH, MIXED, SITE

#: As a server answers to Things?$expand=Locations,Datastreams($expand=ObservedProperty,Sensor,Observations); made up.
STREAM: dict[str, Any] = {
    "@iot.id": 7,
    "@iot.selfLink": "https://example.org/v1.1/Datastreams(7)",
    "name": "GEM at Testby",
    "unitOfMeasurement": {"name": "nanogram per cubic metre", "symbol": "ng/m³", "definition": ""},
    "ObservedProperty": {"@iot.id": 2, "name": "GEM", "definition": "", "description": ""},
    "Sensor": {"@iot.id": 3, "name": "Tekran 2537", "encodingType": "text/html", "metadata": ""},
}
POINT = {"type": "Point", "coordinates": [10.5, 60.25, 12.0]}
OBSERVATIONS = [
    {"@iot.id": 1, "phenomenonTime": "2024-01-01T00:00:00+01:00/2024-01-01T01:00:00+01:00", "result": 1.42},
    {"@iot.id": 2, "phenomenonTime": "2024-01-01T01:00:00.000Z", "result": "1.5", "resultQuality": "good"},
    {"@iot.id": 3, "phenomenonTime": "2024-01-01T02:00:00Z", "result": None},
    {"@iot.id": 4, "phenomenonTime": "2024-01-01T03:00:00Z", "result": 2.0, "resultQuality": "Q7"},
    {"@iot.id": 5, "phenomenonTime": "2024-01-01T04:00:00Z", "result": "<0.1"},
]


def answer(**more: Any) -> dict[str, Any]:
    stream = STREAM | {"Observations": OBSERVATIONS} | more
    place = {"@iot.id": 4, "encodingType": "application/geo+json", "location": POINT}
    return {"value": [{"@iot.id": 1, "name": "Testby", "Locations": [place], "Datastreams": [stream]}]}


def with_one(**observation: Any) -> bytes:
    return json.dumps(answer(Observations=[observation])).encode()


def items(document: object) -> list[Any]:
    return list(read(io.BytesIO(json.dumps(document).encode()), "x.json"))


def observations(found: list[Any]) -> list[ObservationRecord]:
    records = [one.record for one in found if isinstance(one, Located)]
    return [one for one in records if isinstance(one, ObservationRecord)]


def test_all_that_was_told_is_read_back() -> None:
    file = io.BytesIO()
    write_sensorthings([SITE, BARE], (*MIXED, *FISH), ABOUT, file)
    document = json.loads(file.getvalue())
    assert document["about"]["notice"] == "Made-up data"
    found = items(document)
    records = [one.record for one in found]
    sites = {one.name: one for one in records if isinstance(one, SiteRecord)}
    assert (sites["Testby"], sites["Nowhere told"]) == (SITE, BARE)
    assert observations(found) == [*MIXED, *FISH]


def test_what_a_server_answers() -> None:
    found = items(answer())
    site = found[0].record
    assert (site.name, site.latitude, site.longitude, site.elevation_m) == ("Testby", 60.25, 10.5, 12.0)
    values = observations(found)
    assert {(one.site, one.species, one.matrix, one.unit, one.method) for one in values} == {
        ("sensorthings:1", "GEM", "air", "ng/m3", "Tekran 2537")
    }
    assert [(one.value, one.flag, one.detection_limit) for one in values] == [
        (1.42, "valid", None),
        (1.5, "valid", None),
        (None, "missing", None),
        (2.0, "suspect", None),
        (None, "below_detection", 0.1),
    ]
    assert values[0].start.isoformat() == "2023-12-31T23:00:00+00:00"
    assert values[0].end is not None
    assert values[0].end.isoformat() == "2024-01-01T00:00:00+00:00"
    assert (values[1].original_value, values[1].original_flag, values[0].original_unit) == ("1.5", "good", "ng/m³")
    assert [one.trap for one in found if isinstance(one, Remark)] == ["unknown flag"]


def test_streams_as_value_arrays() -> None:
    rows = [["2024-01-01T00:00:00Z", 1.42], ["2024-01-01T01:00:00Z", 1.5]]
    array = {"components": ["phenomenonTime", "result"], "dataArray": rows}
    link = {"Datastream@iot.navigationLink": "https://example.org/v1.1/Datastreams(7)"}
    for told in ({"Datastream": STREAM}, link):
        found = observations(items({"Datastreams": [STREAM], "value": [array | told]}))
        assert [one.value for one in found] == [1.42, 1.5]


def test_what_is_not_in_the_file_is_told() -> None:
    found = items(answer(**{"Observations@iot.nextLink": "https://example.org/next"}))
    assert [one.trap for one in found if isinstance(one, Remark)] == ["truncated", "unknown flag"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"{", "the file is not JSON"),
        (b"[]", "there are no observations in the file"),
        (
            json.dumps(answer(Observations=[{"phenomenonTime": "soon", "result": 1}])).encode(),
            "the time cannot be read",
        ),
        (
            json.dumps(answer(Observations=[{"phenomenonTime": "2024-01-01", "result": "many"}])).encode(),
            "the result is no number",
        ),
        (b'{"value":[{"result":1,"phenomenonTime":"2024-01-01","parameters":3,"Datastream":4}]}', ""),
    ],
)
def test_what_cannot_be_read_is_a_fault(content: bytes, problem: str) -> None:
    found = list(read(io.BytesIO(content), "x.json"))
    assert not observations(found)
    if problem:
        assert [one.problem for one in found if isinstance(one, Fault)] == [problem]


def test_a_stream_of_something_unknown_is_told_and_left_out() -> None:
    strange = {"ObservedProperty": {"@iot.id": 9, "name": "Mood"}, "name": "Mood of Testby"}
    found = items(answer(**strange))
    assert [one.trap for one in found if isinstance(one, Remark)] == ["unknown variable"]
    assert not observations(found)


def test_what_is_not_finite_is_missing_and_told() -> None:
    told = [
        {"@iot.id": 1, "phenomenonTime": "2024-01-01T00:00:00Z", "result": value} for value in ("inf", float("nan"))
    ]
    found = items(answer(Observations=told))
    assert [(one.value, one.flag) for one in observations(found)] == [(None, "missing")] * 2
    remarks = [one for one in found if isinstance(one, Remark)]
    assert [(one.trap, one.fault.row, one.fault.value) for one in remarks] == [
        ("missing code", 1, "inf"),
        ("missing code", 2, "nan"),
    ]
