"""Sources, weather and receptors that cannot be, and those that are odd."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from almaden.errors import InputError
from almaden.fate.plume.checks import distance_findings, plume_findings, source_findings, weather_findings
from almaden.fate.plume.emission import parse_emission
from almaden.fate.plume.one_source import one_source
from almaden.fate.plume.readers.sources_file import read_stacks
from almaden.fate.plume.room import Room
from almaden.fate.plume.sources import Source, weather
from almaden.fate.plume.stack_plume import stack_plume

GOOD: dict[str, Any] = {
    "name": "made up",
    "emission_g_per_s": {"hg0": 0.1},
    "height_m": 12.0,
    "latitude": 4.0,
    "longitude": -73.0,
}


@pytest.mark.parametrize(
    ("changes", "columns"),
    [
        ({"emission_g_per_s": {"hg0": -0.1, "hg2": math.nan}}, ["hg0", "hg2"]),
        ({"emission_g_per_s": {}}, ["emission"]),
        ({"emission_g_per_s": {"methylmercury": 1.0}}, ["emission"]),
        ({"height_m": 0.0}, ["height_m"]),
        ({"height_m": math.nan, "latitude": 91.0}, ["height_m", "latitude"]),
        ({"exit_temperature_k": 0.0, "exit_speed_m_per_s": -1.0}, ["exit_temperature_k", "exit_speed_m_per_s"]),
        ({"exit_speed_m_per_s": 5.0}, ["diameter_m"]),
        ({"building_height_m": 9.0}, ["building_width_m"]),
        ({"emission_g_per_s": {"hg0": 1e308}, "height_m": 1e308}, ["hg0", "height_m"]),
        ({"diameter_m": 1e200, "exit_speed_m_per_s": 1e200}, ["diameter_m", "exit_speed_m_per_s"]),
    ],
)
def test_a_source_that_cannot_be(changes: dict[str, Any], columns: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        Source(**(GOOD | changes))
    assert [fault.column for fault in caught.value.faults] == columns


def test_weather_that_cannot_be() -> None:
    with pytest.raises(InputError) as caught:
        weather([1.0, -1.0], [0.0, 400.0], "D", [math.nan, 280.0], [500.0, 0.0], [0.0, -1.0])
    found = [(fault.row, fault.column) for fault in caught.value.faults]
    assert found == [
        (2, "wind_m_per_s"), (2, "wind_from_degrees"), (1, "temperature_k"), (2, "mixing_height_m"),
        (2, "rain_mm_per_h"),
    ]  # fmt: skip


def test_no_wind_is_told_and_carried_at_the_floor() -> None:
    hours = weather([0.0, 0.4, 3.0], 90.0, "D", 290.0)
    found = weather_findings(hours)
    assert [one.kind for one in found] == ["calm"]
    assert found[0].text.startswith("in 2 of 3 hours")
    assert stack_plume(Source(**GOOD), hours, "rural").wind_m_per_s.min() >= 0.5
    assert weather_findings(weather(3.0, 0.0, "D", 290.0)) == ()


def test_receptors_too_near_too_far_and_beyond() -> None:
    assert [one.kind for one in distance_findings([50.0, 500.0, 2e4])] == ["near", "far"]
    assert distance_findings([100.0, 1e4]) == ()
    for wrong in (50001.0, math.nan):
        with pytest.raises(InputError, match="at most 50 km"):
            distance_findings([10.0, wrong])


def test_a_stack_below_the_roof_and_what_it_does() -> None:
    low = Source(**(GOOD | {"building_height_m": 15.0, "building_width_m": 30.0}))
    assert [one.kind for one in source_findings(low)] == ["below roof"]
    assert source_findings(Source(**GOOD)) == ()
    hours = weather(3.0, 0.0, "D", 290.0)
    caught, free = (stack_plume(one, hours, "rural") for one in (low, Source(**GOOD)))
    at = np.array([60.0])
    assert float(caught.unit_concentration(at, 0.0)[0, 0]) > 3 * float(free.unit_concentration(at, 0.0)[0, 0])
    assert [one.kind for one in plume_findings(caught, [30.0, 400.0])] == ["cavity"]
    assert plume_findings(free, [30.0]) == ()


def test_a_plume_above_the_lid_and_cold_gas_are_told() -> None:
    cold = Source(**(GOOD | {"diameter_m": 1.0, "exit_speed_m_per_s": 5.0, "exit_temperature_k": 280.0}))
    plume = stack_plume(cold, weather(3.0, 0.0, "D", 290.0, [10.0, 900.0]), "rural")
    assert [one.kind for one in plume_findings(plume, [500.0])] == ["above lid", "cold gas"]


def test_sizes_that_cannot_be_are_told_with_their_limits() -> None:
    with pytest.raises(InputError, match="the emission is more than can be"):
        parse_emission("1e308 kg/yr")
    with pytest.raises(InputError, match="column roof: the building cannot be"):
        one_source((4.0, -73.0), 5.0, 0.1, {"hg0": 1.0}, roof_m=math.nan)
    with pytest.raises(InputError, match=r"from 0\.1 to 10,000,000"):
        Room(1e-300, 1e-300)


def test_a_row_of_a_stack_that_cannot_be_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "stacks.csv"
    path.write_text(
        "name,latitude,longitude,height,emission,unit,hg0_share,hg2_share,hgp_share\n"
        "low,40,-3,0,12,kg/yr,1,0,0\nhigh,95,-3,1e308,12,kg/yr,1,0,0\nmuch,40,-3,20,1e300,kg/yr,1,0,0\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        read_stacks(path)
    places = [(fault.file, fault.row, fault.column) for fault in caught.value.faults]
    assert places == [("stacks.csv", 2, "height"), ("stacks.csv", 3, "latitude"), ("stacks.csv", 3, "height"),
                      ("stacks.csv", 4, "emission")]  # fmt: skip
    assert all(fault.accepted and fault.advice for fault in caught.value.faults)
