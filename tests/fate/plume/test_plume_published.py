"""Published and worked examples of plume, rise, stability and saturation."""

from __future__ import annotations

import math

import numpy as np
import pytest

from almaden.errors import InputError
from almaden.fate.plume.dispersion import sigmas
from almaden.fate.plume.gaussian import concentration
from almaden.fate.plume.rise import rise
from almaden.fate.plume.room import Room, room_air
from almaden.fate.plume.saturation import saturation_mg_per_m3, vapour_pressure_pa
from almaden.fate.plume.sources import Source
from almaden.fate.plume.stability import CLASSES, class_codes, pasquill
from almaden.fate.plume.tables import origins
from almaden.fate.plume.wind import along_and_across, wind_at

WARM = 293.15


def test_a_rural_plume_of_class_c() -> None:
    """Case P18."""
    sigma_y, sigma_z = sigmas(1000.0, class_codes("C"), "rural")
    assert [float(sigma_y), float(sigma_z)] == pytest.approx([104.88088, 73.02967], rel=1e-6)
    found = concentration(0.01, 3.0, [0.0, 100.0], 0.0, 50.0, sigma_y, sigma_z)
    assert found == pytest.approx([1.095836e-7, 6.955668e-8], rel=1e-6)


def test_a_gold_shop_in_a_town() -> None:
    """Case P19: 10 g/h, u 2, H 5, receptor at 1.5 m; ug/m3."""
    sigma_y, sigma_z = sigmas([50.0, 100.0, 500.0], class_codes("D"), "urban")
    found = 1e6 * concentration(10 / 3600, 2.0, 0.0, 1.5, 5.0, sigma_y, sigma_z)
    assert found == pytest.approx([6.13071, 1.90303, 0.0924445], rel=1e-5)


@pytest.mark.parametrize(
    ("letter", "wind", "distance", "ng_per_m3"), [("D", 5.0, 5000.0, 0.314), ("A", 3.0, 2e3, 1.72)]
)
def test_a_coal_stack_of_100_kg_a_year(letter: str, wind: float, distance: float, ng_per_m3: float) -> None:
    """Worked by an independent program: effective height 250 m, three figures."""
    sigma_y, sigma_z = sigmas(distance, class_codes(letter), "rural")
    found = concentration(1e5 / (365.25 * 86400), wind, 0.0, 0.0, 250.0, sigma_y, sigma_z)
    assert 1e9 * float(found) == pytest.approx(ng_per_m3, abs=0.005)


def test_the_rise_of_a_hot_stack() -> None:
    """Case P20: neutral and class E."""
    stack = Source("made up", {"hg0": 1.0}, 100.0, 0.0, 0.0, 5.0, 20.0, 400.0)
    risen = rise(stack, 5.0, class_codes(["D", "E"]), 293.0)
    assert risen.buoyancy_flux_m4_per_s3 == pytest.approx([328.02] * 2, rel=1e-4)
    assert risen.distance_m[0] == pytest.approx(1207.6, rel=1e-4)
    assert risen.final_m == pytest.approx([250.26, 119.86], rel=1e-4)


def test_saturated_air_at_20_degrees() -> None:
    """Case P21: the two equations by name."""
    assert float(vapour_pressure_pa(WARM)) == pytest.approx(0.17126, rel=1e-4)
    assert float(saturation_mg_per_m3(WARM, "huber")) == pytest.approx(14.0945, rel=1e-4)
    assert float(saturation_mg_per_m3(WARM, "dumarey")) == pytest.approx(13.1650, rel=1e-4)
    with pytest.raises(InputError, match="does not hold at this temperature"):
        saturation_mg_per_m3([WARM, 20.0], "dumarey")


def test_the_air_of_a_gold_shop() -> None:
    """2 g/h, 50 m3, three changes an hour: 13.3 mg/m3; with settling on walls by hand; capped at saturation."""
    assert room_air(2.0, Room(50.0, 3.0)).concentration_mg_per_m3 == pytest.approx([40 / 3])
    walls = Room(50.0, 3.0, surface_m2=85.0, deposition_m_per_s=0.001)
    assert room_air(2.0, walls).concentration_mg_per_m3 == pytest.approx([2000 / (150 + 0.001 * 85 * 3600)])
    much = room_air(4.0, Room(50.0, 3.0), [0.0, 0.1, 5.0], at_start_mg_per_m3=1.0)
    expected = 80 / 3 + (1 - 80 / 3) * np.exp(-3 * np.array([0.0, 0.1, 5.0]))
    assert much.uncapped_mg_per_m3 == pytest.approx(expected)
    assert list(much.saturated) == [False, False, True]
    assert much.concentration_mg_per_m3[-1] == pytest.approx(14.0945, rel=1e-4)
    assert [row["saturated"] for row in much.to_json()["air"]] == list(much.to_frame()["saturated"])
    assert "14.09" in much.summary()
    closed = room_air(1.0, Room(50.0, 0.0), [0.5])
    assert closed.concentration_mg_per_m3 == pytest.approx([10.0])


def test_a_room_that_cannot_be() -> None:
    with pytest.raises(InputError) as caught:
        Room(0.0, -1.0, temperature_k=float("nan"))
    assert [fault.column for fault in caught.value.faults] == ["volume_m3", "air_changes_per_h", "temperature_k"]
    with pytest.raises(InputError, match="no steady state"):
        room_air(1.0, Room(50.0, 0.0))
    with pytest.raises(InputError, match="negative or missing"):
        room_air(-1.0, Room(50.0, 1.0))


def test_stability_after_pasquill() -> None:
    """The table of Pasquill as NOAA prints it; the second of two classes where there are two."""
    skies = ("strong", "moderate", "slight", "night cloudy", "night clear", "overcast")
    table = {1.0: "ABBEFD", 2.0: "BBCEFD", 4.9: "BCCDED", 5.0: "CDDDDD", 12.0: "CDDDDD"}
    found = pasquill(np.array(list(table))[:, None], np.array(skies))
    assert ["".join(CLASSES[code] for code in row) for row in found] == list(table.values())
    for wind, sky in ((-1.0, "strong"), (float("nan"), "strong"), (1.0, "sunny")):
        with pytest.raises(InputError):
            pasquill(wind, sky)
    assert class_codes([0, 5]).tolist() == class_codes(["a", " F"]).tolist() == [0, 5]
    for wrong in (6, -1):
        with pytest.raises(InputError, match="no such stability class"):
            class_codes([0, wrong])
    with pytest.raises(InputError, match="'G'"):
        class_codes(["A", "G"])


def test_wind_at_the_mouth() -> None:
    """u10 (H / 10)^p by hand; constant below 10 m; never below 0.5 m/s."""
    codes = class_codes("F")
    assert float(wind_at(100.0, 2.0, codes, "rural")) == pytest.approx(2 * 10**0.55)
    assert float(wind_at(5.0, 2.0, codes, "rural")) == 2.0
    assert float(wind_at(100.0, 0.0, codes, "urban")) == 0.5


def test_where_receptors_lie_in_the_wind() -> None:
    """From the north, east, south-west: 30 m east and 40 m north of the source, and to the left of the wind."""
    along, across = along_and_across(30.0, 40.0, [0.0, 90.0, 225.0])
    root = math.sqrt(0.5)
    assert along == pytest.approx([-40.0, -30.0, 70 * root])
    assert across == pytest.approx([30.0, -40.0, 10 * root])
    assert np.hypot(along, across) == pytest.approx([50.0] * 3)


def test_numbers_not_read_in_their_source_are_told() -> None:
    assert len(origins()) > 60
    assert all(origin.status != "verified" and origin.source and origin.seen for origin in origins())
