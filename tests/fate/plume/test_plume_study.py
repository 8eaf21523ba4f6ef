"""Studies of the near field: receptors, mass, guideline values, what is told, and what a user wrote."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.fate.plume.emission import g_per_s, parse_emission, parse_place, parse_species
from almaden.fate.plume.guidelines import guidelines
from almaden.fate.plume.local import LocalPlane
from almaden.fate.plume.one_source import one_source
from almaden.fate.plume.receptors import places, rectangle, rings
from almaden.fate.plume.result import PlumeResult
from almaden.fate.plume.rose import rose_of_directions, screening_hours
from almaden.fate.plume.shop import shop_air
from almaden.fate.plume.sources import Source, weather
from almaden.fate.plume.study import near_field
from almaden.quantity.sphere import great_circle_km

PLANE = LocalPlane(40.0, -3.0)
STACK = Source("stack", {"hg0": 0.5e-3, "hg2": 0.4e-3, "hgp": 0.1e-3}, 40.0, 40.0, -3.0, 2.0, 15.0, 400.0)


@given(
    st.floats(-89.0, 89.0), st.floats(-180.0, 180.0), st.floats(-50_000.0, 50_000.0), st.floats(-50_000.0, 50_000.0)
)  # fmt: skip
def test_the_plane_leads_back_and_keeps_distances(latitude: float, longitude: float, east: float, north: float) -> None:
    """The distance from the origin is the great circle, across the date line and near the poles too."""
    plane = LocalPlane(latitude, longitude)
    there, beyond = plane.to_degrees(east, north)
    assert -180.0 <= float(beyond) < 180.0
    back = plane.to_metres(there, beyond)
    assert [float(one) for one in back] == pytest.approx([east, north], abs=1e-3)
    distance = great_circle_km((latitude, longitude), (float(there), float(beyond))) * 1000.0
    assert distance == pytest.approx(math.hypot(east, north), abs=0.01)


def test_receptors_stand_for_the_ground_around() -> None:
    around = rings(PLANE, (100.0, 1000.0, 5000.0), 12)
    assert around.area_m2.sum() == pytest.approx(math.pi * 5000.0**2)
    assert around.distance_m.reshape(around.shape)[:, 3] == pytest.approx([100.0, 1000.0, 5000.0])
    assert (around.east_m[3], around.north_m[3]) == pytest.approx((100.0, 0.0), abs=1e-9)
    square = rectangle(PLANE, 1000.0, 250.0)
    assert (len(square), square.area_m2.sum()) == (64, 4e6)
    assert np.hypot(square.east_m, square.north_m).min() == pytest.approx(125.0 * math.sqrt(2.0))
    school = places(PLANE, ["school"], [40.0], [-2.99])
    assert school.distance_m[0] == pytest.approx(1000.0 * great_circle_km((40.0, -3.0), (40.0, -2.99)), rel=1e-9)


@pytest.mark.parametrize(
    "make",
    [
        lambda: rings(PLANE, (0.0, 5.0)),
        lambda: rings(PLANE, (10.0, 5.0)),
        lambda: rings(PLANE, (10.0, math.inf)),
        lambda: rings(PLANE, (10.0,), 3),
        lambda: rings(PLANE, (10.0,), height_m=-1.0),
        lambda: rectangle(PLANE, 10.0, 11.0),
        lambda: places(PLANE, [], [], []),
        lambda: LocalPlane(91.0, 361.0),
        lambda: near_field([]),
        lambda: near_field([STACK], percentiles=(98.0,)),
        lambda: near_field([STACK], weather(1.0, [0.0], ["D"], 288.0), percentiles=(101.0,)),
        lambda: near_field([STACK], receptors=rings(PLANE, (60_000.0,))),
    ],
)
def test_what_cannot_be_is_refused(make: object) -> None:
    with pytest.raises(InputError):
        make()  # type: ignore[operator]


def year(count: int = 400) -> PlumeResult:
    random = np.random.default_rng(5)
    air = weather(
        random.weibull(2.0, count) * 4.0, np.round(random.uniform(0.0, 360.0, count)), random.integers(0, 6, count),
        288.0, 1000.0, np.where(random.random(count) < 0.1, 2.0, 0.0),
    )  # fmt: skip
    return near_field([STACK], air, rings(PLANE, tuple(np.geomspace(30.0, 15_000.0, 60)), 72), percentiles=(98.0,))


def test_what_is_emitted_comes_down_or_leaves() -> None:
    """The shares add to 1, and what lies on the ground of all cells is what the plumes have lost."""
    found = year()
    balance = found.balance
    assert balance.dry_share + balance.wet_share + balance.leaving_share == pytest.approx(1.0, abs=1e-12)
    assert min(balance.dry_share, balance.wet_share, balance.leaving_share) > 0.0
    assert balance.emitted_kg_per_year == pytest.approx(1e-3 * 3600.0 * 8760.0 / 1000.0)
    emitted_ug = balance.emitted_kg_per_year * 1e9
    area = found.receptors.area_m2
    assert (found.dry_ug_per_m2_per_year * area).sum() / emitted_ug == pytest.approx(balance.dry_share, rel=0.05)
    assert (found.wet_ug_per_m2_per_year * area).sum() / emitted_ug == pytest.approx(balance.wet_share, rel=0.05)


def test_a_study_tells_what_it_rests_on() -> None:
    found = year()
    assert found.kind == "hours"
    assert (found.mean_hg0_ug_per_m3 <= found.mean_ug_per_m3).all()
    assert (found.percentiles_ug_per_m3[98.0] <= found.maximum_ug_per_m3).all()
    by_key = {one.guideline.key: one for one in found.compared}
    assert by_key["epa_rfc"].ratio == pytest.approx(found.mean_hg0_ug_per_m3.max() / 0.3)
    assert by_key["who_air"].ratio == pytest.approx(found.mean_ug_per_m3.max() / 1.0)
    assert by_key["acgih_tlv"].ratio == pytest.approx(found.maximum_ug_per_m3.max() / 25.0)
    assert (by_key["who_air"].area_above_km2, by_key["who_air"].farthest_above_m) == (0.0, 0.0)
    assert any("ng/m³" in line for line in found.lines())
    told = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert len(told["receptors"]) == 60 * 72
    assert told["meta"]["program"] == "almaden"
    assert told["unverified"]
    assert told["caveats"]
    assert any("nearer than 100 m" in one or "100 m" in one for one in told["findings"])


def test_guideline_values_are_exceeded_where_they_are() -> None:
    shop = Source("shop", {"hg0": 60.0 / 3600.0}, 4.0, 40.0, -3.0)
    found = near_field([shop])
    rfc = next(one for one in found.compared if one.guideline.key == "epa_rfc")
    above = found.mean_hg0_ug_per_m3 > 0.3
    assert rfc.ratio > 1.0
    assert rfc.farthest_above_m == found.receptors.distance_m[above].max()
    assert rfc.area_above_km2 == pytest.approx(found.receptors.area_m2[above].sum() / 1e6)


def test_without_weather_it_is_a_screening() -> None:
    """The highest hour is the worst of all hours of the screening, straight to each receptor; and it says so."""
    at = places(PLANE, ["east", "north"], [40.0, 40.02], [-2.98, -3.0])
    found = near_field([STACK], receptors=at)
    hours = screening_hours()
    assert (found.kind, hours.hours) == ("screening", 54)
    for place, direction in ((0, 270.0), (1, 180.0)):
        blown = weather(hours.wind_m_per_s, direction, hours.stability, hours.temperature_k)
        straight = near_field([STACK], blown, at)
        assert found.maximum_ug_per_m3[place] == pytest.approx(straight.maximum_ug_per_m3[place], rel=1e-3)
    assert any("No hours of weather were given" in one for one in found.findings)
    assert any("from everywhere alike" in one for one in found.findings)
    assert "screening, worst case" in found.summary()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 kg/yr", 12_000.0 / 8760.0 / 3600.0), ("2 g/h", 2.0 / 3600.0), ("1.5e-3 g/s", 1.5e-3),
        ("3 t per year", 3e6 / 8760.0 / 3600.0), ("5 mg/s", 5e-3), ("24 g/day", 24.0 / 86_400.0), ("0 kg/a", 0.0),
    ],
)  # fmt: skip
def test_emissions_as_people_write_them(text: str, expected: float) -> None:
    assert parse_emission(text) == pytest.approx(expected, rel=1e-12)


def test_what_is_no_emission_species_or_place() -> None:
    for text in ("12", "kg/yr", "12 kg", "-1 kg/yr", "12 m3/h", "12 kg/fortnight", ""):
        with pytest.raises(InputError):
            parse_emission(text)
    for text in ("0.5,0.4", "0.5,0.4,0.2", "1.5,-0.5,0", "a,b,c"):
        with pytest.raises(InputError):
            parse_species(text)
    for text in ("40", "95,0", "40,-200", "x,y", "nan,1"):
        with pytest.raises(InputError):
            parse_place(text)
    assert parse_species("0.5, 0.4, 0.1") == {"hg0": 0.5, "hg2": 0.4, "hgp": 0.1}
    assert g_per_s("kt/month") is None


def test_one_stack_tells_every_fault_together() -> None:
    with pytest.raises(InputError) as caught:
        one_source((40.0, -3.0), 6.0, 1.0, {"hg0": 1.0}, exit_temperature_k=127.0, roof_m=12.0)
    text = str(caught.value)
    assert len(caught.value.faults) == 3
    assert "below the roof" in text
    assert "write 400.1" in text
    assert "only some of diameter" in text
    vent = one_source((40.0, -3.0), 6.0, 1.0, {"hg0": 1.0}, roof_m=12.0, building_width_m=20.0)
    assert any("roof" in one for one in near_field([vent]).findings)


def test_the_shop_stands_beside_the_limits() -> None:
    """2 g/h in 50 m3 with 3 changes: 2000 / 150 = 13.33 mg/m3, over 600 times a limit of 20 ug/m3."""
    found = shop_air("2 g/h", 50.0, 3.0, 25.0)
    assert float(found.air.concentration_mg_per_m3[-1]) == pytest.approx(2000.0 / 150.0)
    assert {one.key: ratio for one, ratio in found.compared}["eu_work"] == pytest.approx(2e6 / 150.0 / 20.0)
    full = shop_air("20 g/h", 50.0, 3.0, 25.0)
    assert any("the air is full" in line for line in full.lines())
    assert json.dumps(full.to_json(), allow_nan=False)


def test_every_guideline_says_where_it_was_read() -> None:
    for one in guidelines():
        assert one.origin.source
        assert one.origin.seen
        assert one.origin.status in ("verified", "unverified")
        assert one.compared_with in ("mean", "work")
        assert one.form in ("Hg0", "total")


def test_directions_alone_turn_the_mean_and_leave_the_worst_hour() -> None:
    """Wind from the west only: a quarter of a circle of four sectors gets four times the mean of an even rose."""
    at = places(PLANE, ["east", "north"], [40.0, 40.02], [-2.98, -3.0])
    even = near_field([STACK], rose_of_directions([1.0, 1.0, 1.0, 1.0]), at)
    west = near_field([STACK], rose_of_directions([0.0, 0.0, 0.0, 3.0]), at)
    assert west.mean_ug_per_m3.tolist() == pytest.approx([4.0 * float(even.mean_ug_per_m3[0]), 0.0])
    assert west.maximum_ug_per_m3.tolist() == near_field([STACK], receptors=at).maximum_ug_per_m3.tolist()
    assert west.kind == "screening"
    assert any("Of the wind only the directions were told" in one for one in west.findings)
    for wrong in ([1.0, 2.0], [0.0, 0.0, 0.0, 0.0], [1.0, -1.0, 1.0, 1.0]):
        with pytest.raises(InputError, match="shares of wind directions"):
            rose_of_directions(wrong)
