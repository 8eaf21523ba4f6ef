"""Many hours at many receptors: the published shop, the plain sum over hours, and what must hold of any weather."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.fate.plume.carried import carry
from almaden.fate.plume.depletion import depositions
from almaden.fate.plume.hours import HourFields, Points, hour_fields
from almaden.fate.plume.rose import Rose, rose_fields
from almaden.fate.plume.sources import SPECIES, Source, Weather, weather
from almaden.fate.plume.stack_plume import stack_plume
from almaden.fate.plume.wind import along_and_across

G_PER_H = 1.0 / 3600.0
#: In the wake of a building.
VENT = Source("vent", {"hg2": 1.0}, 12.0, 40.0, -3.0, 0.0, 0.0, 293.15, 0.0, 10.0, 20.0)
STACK = Source("stack", {"hg0": 0.5, "hg2": 0.4, "hgp": 0.1}, 60.0, 40.0, -3.0, 2.0, 15.0, 400.0)


def points(east: object, north: object, height: float = 0.0) -> Points:
    x, y = np.broadcast_arrays(np.asarray(east, dtype=float), np.asarray(north, dtype=float))
    return Points(x.ravel().copy(), y.ravel().copy(), np.full(x.size, height))


def some_weather(count: int, seed: int = 1, whole: bool = False) -> Weather:
    random = np.random.default_rng(seed)
    directions = random.uniform(0.0, 360.0, count)
    return weather(
        random.weibull(2.0, count) * 4.0,
        np.round(directions) if whole else directions,
        random.integers(0, 6, count),
        random.normal(288.0, 8.0, count),
        random.uniform(300.0, 2000.0, count),
        np.where(random.random(count) < 0.2, 1.5, 0.0),
    )


def run(source: Source, air: Weather, at: Points, *, deposits: bool = True, percentiles: tuple[float, ...] = (),
        place: tuple[float, float] = (0.0, 0.0)) -> HourFields:  # fmt: skip
    return hour_fields([(carry(source, air, "rural", 30_000.0, deposits), place)], at, percentiles)


def grid() -> Points:
    line = (np.arange(14) - 6.5) * 700.0
    east, north = np.meshgrid(line, line)
    return points(east, north, 1.5)


def test_the_published_gold_shop_through_the_run() -> None:
    """Check calculation P19: urban D, 10 g/h, 2 m/s, 5 m high, at 1.5 m; west wind."""
    shop = Source("shop", {"hg0": 10.0 * G_PER_H}, 5.0, 0.0, 0.0)
    air = weather(2.0, [270.0], ["D"], 293.15)
    found = hour_fields(
        [(carry(shop, air, "urban", 1000.0, False), (0.0, 0.0))], points([50.0, 100.0, 500.0], 0.0, 1.5)
    )
    assert found.mean_g_per_m3.sum(axis=0) * 1e6 == pytest.approx([6.13071, 1.90303, 0.0924445], rel=1e-5)


def plain(source: Source, air: Weather, at: Points) -> tuple[np.ndarray, np.ndarray]:
    """Every hour at every receptor by the physics alone, without a cut; mean of the total, and every hour."""
    plume = stack_plume(source, air, "rural")
    along, across = along_and_across(at.east_m, at.north_m, air.wind_from_degrees[:, None])
    nodes = np.geomspace(1.0, 5e4, 4001)
    near = plume.ground_share(nodes) * nodes
    steps = 0.5 * (near[:, 1:] + near[:, :-1]) * np.diff(np.log(nodes))
    summed = np.pad(np.cumsum(steps, axis=1), ((0, 0), (1, 0)))
    way = np.maximum(along, 0.0)
    lost = np.stack(
        [np.interp(np.log(np.maximum(row, 1.0)), np.log(nodes), one) for row, one in zip(way, summed, strict=True)]
    )
    unit = plume.unit_concentration(along, across, at.height_m)
    every = np.zeros_like(unit)
    for name in SPECIES:
        how = depositions()[name]
        washed = how.scavenging_per_s * air.rain_mm_per_h[:, None] ** how.scavenging_power
        left = np.exp(-(how.velocity_m_per_s * lost + washed * way) / plume.wind_m_per_s)
        every += source.emission_g_per_s.get(name, 0.0) * left * unit
    return every.mean(axis=0), every


@pytest.mark.parametrize(
    "source", [STACK, Source("vent", {"hg2": 1.0}, 12.0, 40.0, -3.0, 0.0, 0.0, 293.15, 0.0, 10.0, 20.0)]
)
def test_hours_are_the_physics_of_each_hour(source: Source) -> None:
    """A plain sum without cut, grouping and short cuts; the cut and the loss on the way cost less than 1e-3."""
    air, at = some_weather(80, whole=True), grid()
    mean, every = plain(source, air, at)
    found = run(source, air, at, percentiles=(50.0, 98.0))
    total = found.mean_g_per_m3.sum(axis=0)
    assert total.sum() == pytest.approx(mean.sum(), rel=3e-4)
    assert np.abs(total - mean).max() < 1e-3 * mean.max()
    assert found.maximum_g_per_m3 == pytest.approx(every.max(axis=0), rel=2e-3, abs=1e-4 * every.max())
    # Where it is 0 in our hours it is next to nothing in the others.
    assert found.percentiles_g_per_m3[1] == pytest.approx(
        np.percentile(every, 98.0, axis=0), rel=2e-3, abs=1e-4 * every.max()
    )


def test_what_the_cut_leaves_out() -> None:
    """Without loss the only difference is the cut: less than 1e-4 of the sum, and never more than is there."""
    air, at = some_weather(60), grid()
    plume = stack_plume(STACK, air, "rural")
    along, across = along_and_across(at.east_m, at.north_m, air.wind_from_degrees[:, None])
    whole = plume.unit_concentration(along, across, at.height_m).mean(axis=0)
    found = run(STACK, air, at, deposits=False).mean_g_per_m3.sum(axis=0)
    assert (found <= whole * (1.0 + 1e-12)).all()
    assert found.sum() == pytest.approx(whole.sum(), rel=1e-4)


def test_constant_weather_is_one_hour() -> None:
    one = weather(3.0, [200.0], ["C"], 288.0, 900.0, 2.0)
    many = weather(3.0, [200.0] * 50, ["C"] * 50, 288.0, 900.0, 2.0)
    first, second = run(STACK, one, grid()), run(STACK, many, grid())
    for name in ("mean_g_per_m3", "maximum_g_per_m3", "dry_g_per_m2_per_s", "wet_g_per_m2_per_s"):
        assert getattr(second, name) == pytest.approx(getattr(first, name), rel=1e-12)


@settings(max_examples=10)
@given(order=st.permutations(range(24)))
def test_the_order_of_hours_does_not_matter(order: list[int]) -> None:
    air = some_weather(24, whole=True)
    turned = Weather(*(getattr(air, name)[list(order)] for name in air.__dataclass_fields__))
    at = points([500.0, -3000.0, 800.0, 40.0], [300.0, 200.0, -5000.0, 2000.0])
    first, second = run(STACK, air, at, percentiles=(90.0,)), run(STACK, turned, at, percentiles=(90.0,))
    for name in first.__dataclass_fields__:
        assert getattr(second, name) == pytest.approx(getattr(first, name), rel=1e-12)


@settings(max_examples=15)
@given(turn=st.floats(0.0, 360.0))
def test_turning_everything_changes_nothing(turn: float) -> None:
    air = some_weather(12)
    turned = weather(
        air.wind_m_per_s, (air.wind_from_degrees + turn) % 360.0, air.stability, air.temperature_k, air.mixing_height_m,
        air.rain_mm_per_h,
    )  # fmt: skip
    at = grid()
    angle = np.radians(turn)
    east = at.east_m * np.cos(angle) + at.north_m * np.sin(angle)
    north = at.north_m * np.cos(angle) - at.east_m * np.sin(angle)
    first, second = run(STACK, air, at), run(STACK, turned, Points(east, north, at.height_m))
    for name in ("maximum_g_per_m3", "dry_g_per_m2_per_s", "wet_g_per_m2_per_s"):
        value = getattr(first, name)
        assert getattr(second, name) == pytest.approx(value, rel=1e-6, abs=3e-5 * value.max())


def test_two_sources_add_in_the_same_hour() -> None:
    air, at = some_weather(40, whole=True), grid()
    both = hour_fields(
        [(carry(STACK, air, "rural", 3e4), (0.0, 0.0)), (carry(STACK, air, "rural", 3e4), (900.0, -400.0))], at, (99.0,)
    )
    here, there = run(STACK, air, at), run(STACK, air, at, place=(900.0, -400.0))
    assert both.mean_g_per_m3 == pytest.approx(here.mean_g_per_m3 + there.mean_g_per_m3, rel=1e-9)
    assert both.wet_g_per_m2_per_s == pytest.approx(here.wet_g_per_m2_per_s + there.wet_g_per_m2_per_s, rel=1e-9)
    assert (both.maximum_g_per_m3 <= here.maximum_g_per_m3 + there.maximum_g_per_m3 + 1e-18).all()
    assert (both.maximum_g_per_m3 >= np.maximum(here.maximum_g_per_m3, there.maximum_g_per_m3) - 1e-18).all()


def test_a_rose_is_the_mean_of_many_directions() -> None:
    """Wind from 720 directions alike is what a rose of 16 even sectors stands for: within 3 % from 1 to 10 km."""
    low = Source("low", {"hg0": 1.0}, 20.0, 0.0, 0.0)
    at = points(np.array([1000.0, 3000.0, 10_000.0]) * np.sin(0.3), np.array([1000.0, 3000.0, 10_000.0]) * np.cos(0.3))
    hours = weather(3.0, np.arange(720) * 0.5, ["D"] * 720, 288.0)
    cells = weather(3.0, np.arange(16) * 22.5, ["D"] * 16, 288.0)
    by_hours = run(low, hours, at)
    by_rose = rose_fields([(carry(low, cells, "rural", 3e4), (0.0, 0.0))], Rose(cells, np.full(16, 1 / 16), 16), at)
    assert by_rose.mean_g_per_m3.sum(axis=0) == pytest.approx(by_hours.mean_g_per_m3.sum(axis=0), rel=0.03)
    assert by_rose.dry_g_per_m2_per_s == pytest.approx(by_hours.dry_g_per_m2_per_s, rel=0.03)
    # The worst cell blows straight to each receptor; 0.5 degrees beside it the hours have nearly as much.
    assert by_rose.maximum_g_per_m3 == pytest.approx(by_hours.maximum_g_per_m3, rel=0.05)
