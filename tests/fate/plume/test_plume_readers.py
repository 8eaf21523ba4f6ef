"""Hours, roses, stacks and places that a user wrote: read, or every fault told with its place."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest

from almaden.errors import InputError
from almaden.fate.plume.readers.sources_file import read_places, read_stacks
from almaden.fate.plume.readers.weather_file import read_rose, read_weather
from almaden.fate.plume.weather_year import rose_of, source_of, weather_of

HOURS = "time,wind_speed,wind_direction,temperature,stability,insolation,cloud,mixing_height,rain\n"
STACKS = (
    "name,latitude,longitude,height,roof,building_width,diameter,gas_speed,gas_temperature,emission,unit,"
    "hg0_share,hg2_share,hgp_share\n"
)


def file(text: str) -> io.BytesIO:
    return io.BytesIO(text.encode())


def faults(error: pytest.ExceptionInfo[InputError]) -> set[tuple[int | None, str]]:
    return {(one.row, one.column) for one in error.value.faults}


def test_hours_are_read_and_what_is_missing_is_told() -> None:
    read = read_weather(
        file(
            HOURS + "2023-01-01T03:00,2,90,10,,night,8,,\n2023-01-01T00:00,4,360,,d,,,800,0.4\n"
            "2023-01-01 01:00,,,12,,,,,\n2023-01-01T05:00,0,10,12,,night,2,,\n"
        ),
        "w.csv",
    )
    assert ([one.hour for one in read.times], read.gaps) == ([0, 1, 3, 5], 2)
    air, notes = weather_of(read.hours, read.gaps)
    # D as told; an overcast night is D; a still clear night is F.
    assert air.stability.tolist() == [3, 3, 5]
    assert air.temperature_k.tolist() == [288.15, 283.15, 285.15]
    assert air.mixing_height_m.tolist() == [800.0, np.inf, np.inf]
    assert air.rain_mm_per_h.tolist() == [0.4, 0.0, 0.0]
    told = " ".join(notes)
    assert "left out: 3 of 6" in told
    assert "taken as 15 °C: 1" in told
    assert "shorter" in told


def test_every_fault_of_the_weather_is_told_together() -> None:
    with pytest.raises(InputError) as caught:
        read_weather(
            file(
                "#what," + HOURS + "# unit,,km/h,,,,,,,\n,2023-01-01T00:00,-1,370,15,G,,,,\n"
                ",2023-01-01T00:00,999,999,15,D,,,9999,-1\n,2023-01-01T02:00,3,200,15,,,,,\n,31/1/2023,3,200,288,,noon,9,,\n"
            ),
            "w.csv",
        )
    assert faults(caught) == {
        (2, "wind_speed"), (3, "wind_speed"), (3, "wind_direction"), (3, "stability"), (4, "time"), (4, "wind_speed"),
        (4, "wind_direction"), (4, "mixing_height"), (4, "rain"), (5, "stability"), (6, "time"), (6, "temperature"),
        (6, "insolation"), (6, "cloud"),
    }  # fmt: skip
    assert "code for a missing value" in str(caught.value)
    with pytest.raises(InputError, match="no row in the table"):
        read_weather(file(HOURS), "w.csv")
    with pytest.raises(InputError, match="no hour has wind"):
        weather_of(read_weather(file(HOURS + "2023-01-01T00:00,,,1,D,,,,\n"), "w.csv").hours)


def rose(rows: list[str]) -> io.BytesIO:
    return file("wind_direction,wind_speed,stability,share\n" + "".join(f"{row}\n" for row in rows))


def test_a_rose_is_read() -> None:
    read = rose_of(read_rose(rose([f"{place * 45},3,D,0.125" for place in range(8)]), "r.csv").cells)
    assert (read.sectors, read.share.sum()) == (8, pytest.approx(1.0, abs=1e-15))
    percent = rose_of(read_rose(rose([f"{place * 45},3,D,12.5 %" for place in range(8)]), "r.csv").cells)
    assert percent.share.tolist() == read.share.tolist()


@pytest.mark.parametrize(
    ("rows", "match"),
    [
        ([f"{place * 45},3,D,0.1" for place in range(8)], "add to 0.8"),
        ([f"{place * 45},3,D,12.5" for place in range(8)], "divide them by 100"),
        (["0,3,D,0.5", "90,3,D,0.5"], "not evenly spaced"),
        ([f"{place * 37},3,D,0.125" for place in range(8)], "not evenly spaced"),
        ([*(f"{place * 45},3,D,0.125" for place in range(7)), "315,0,D,0.125"], "carries nothing"),
        ([*(f"{place * 45},3,D,0.125" for place in range(7)), "0,3,d,0.125"], "already"),
        ([f"{place * 45},3,H,0.125" for place in range(8)], "no such stability class"),
        ([*(f"{place * 45},3,D,0.2" for place in range(7)), "315,3,D,-0.4"], "must not be negative"),
    ],
)
def test_a_rose_that_cannot_be(rows: list[str], match: str) -> None:
    with pytest.raises(InputError, match=match):
        read_rose(rose(rows), "r.csv")


def test_stacks_are_read_as_sources() -> None:
    read = read_stacks(
        file(STACKS + "One,40,-3,60,25,,2,15,400,876,kg/yr,50 %,0.4,0.1\nVent,40,-3,5,8,20,,,,2,g/h,1,0,0\n")
    )
    one, vent = (source_of(record) for record in read.stacks)
    # 876 kg in 8760 hours are 100 g an hour.
    assert sum(one.emission_g_per_s.values()) == pytest.approx(100.0 / 3600.0)
    assert one.emission_g_per_s["hg2"] == pytest.approx(40.0 / 3600.0)
    assert (one.exit_temperature_k, one.building) == (400.0, False)
    assert (vent.building_height_m, vent.exit_speed_m_per_s, vent.exit_temperature_k) == (8.0, 0.0, 288.15)


def test_every_fault_of_the_stacks_is_told_together() -> None:
    with pytest.raises(InputError) as caught:
        read_stacks(
            file(
                STACKS + "A,40,-3,20,25,,2,15,400,-1,kg/yr,0.5,0.4,0.1\nA,95,-3,60,,,2,,127,1,kg,0.5,0.4,0.2\n"
                "B,40,-3,60,,,,,,,kg/yr,1,0,0\nC,40,-3,60,,,,,,1,kg/yr,1.5,-0.5,0\n"
            ),
            "s.csv",
        )
    assert faults(caught) == {
        (2, "emission"), (2, "height"), (3, "name"), (3, "latitude"), (3, "unit"), (3, "hg0_share"), (3, "diameter"),
        (3, "gas_temperature"), (4, "emission"), (5, "hg0_share"),
    }  # fmt: skip
    with pytest.raises(InputError, match="no row"):
        read_stacks(file(STACKS), "s.csv")


def test_places() -> None:
    read = read_places(file("name,latitude,longitude,height\nSchool,40.1,-3.1,\nTower,40.1,-3.0,30\n"))
    assert [one.height for one in read.places] == [None, 30.0]
    with pytest.raises(InputError) as caught:
        read_places(file("name,latitude,longitude,height\nSchool,140.1,-3.1,\nTower,40.1,-3.0,-30\n"), "p.csv")
    assert faults(caught) == {(2, "latitude"), (3, "height")}


def test_a_lid_at_the_ground_is_none(tmp_path: Path) -> None:
    path = tmp_path / "weather.csv"
    path.write_text(
        "time,wind_speed,wind_direction,stability,mixing_height\n2020-01-01 00:00,3,270,D,0\n", encoding="utf-8"
    )
    with pytest.raises(InputError) as caught:
        read_weather(path)
    (fault,) = caught.value.faults
    assert (fault.row, fault.column, fault.value) == (2, "mixing_height", "0")
