"""Measures year by year, targets and costs, by hand and by what must hold for any plan."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.sectors.gold.fate import Practised
from almaden.sectors.gold.plan import Measure, Outlook
from almaden.sectors.gold.plan_change import RegionGold
from almaden.sectors.gold.plan_costs import Horizon, costed, per_kg, spent
from almaden.sectors.gold.plan_records import MeasureRecord, TargetRecord
from almaden.sectors.gold.plan_targets import assess

WHOLE = Practised(
    ratio=5.0, in_amalgam=0.25, retort_share=0.2, retort_efficiency=0.9, stored_share=0.0, sponge=0.0,
    capture_share=0.0, capture_efficiency=0.0, to_water=0.5,
)  # fmt: skip
CONCENTRATE = Practised(
    ratio=1.3, in_amalgam=0.75, retort_share=0.2, retort_efficiency=0.9, stored_share=0.0, sponge=0.0,
    capture_share=0.0, capture_efficiency=0.0, to_water=0.5,
)  # fmt: skip
#: 100 kg of gold: 40 from whole ore, 60 from concentrate.
LAND = RegionGold(100.0, {"whole_ore": 0.4, "concentrate": 0.6}, {"whole_ore": WHOLE, "concentrate": CONCENTRATE})
#: Whole ore: 200 kg added, 50 in amalgam, 50 x 0.2 x 0.9 = 9 given back. Concentrate: 78, 58.5 and 10.53.
BOUGHT = {"whole_ore": 191.0, "concentrate": 67.47}
TOTAL = 258.47
YEARS = range(2024, 2031)


def measure(kind: str, reach: float, efficiency: float | None = None, **more: Any) -> Measure:
    told = {"name": kind, "kind": kind, "start_year": 2026, "full_year": 2026, "reach": reach, "efficiency": efficiency}
    return Measure(MeasureRecord.model_validate(told | more), efficiency or 0.0)


def bought(*measures: Measure, region: RegionGold = LAND, year: int = 2030) -> float:
    found = dict(Outlook({"": region}, measures).years(range(2024, year + 1)))
    return float(found[year].total)


def test_baseline_without_measures() -> None:
    mercury = Outlook({"": LAND}, ()).baseline()
    assert mercury.bought == pytest.approx({**BOUGHT, "mercury_free": 0.0})
    assert mercury.reused == pytest.approx(19.53)
    assert mercury.air == pytest.approx(108.5 - 19.53)
    assert sum(mercury.pathways.values()) == pytest.approx(TOTAL)


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        # Half of the 0.8 that is burnt openly, at 0.8: the share given back is 0.18 + 0.32 = 0.5 of 108.5 kg.
        ([measure("retorts", 0.5, 0.8)], 278.0 - 54.25),
        # Two on one thing: best first, 0.5 at 0.9 and half of the rest at 0.8, of 0.8: 0.18 + 0.8 x 0.65 = 0.7.
        ([measure("end_open_burning", 0.5, 0.8), measure("retorts", 0.5, 0.9)], 278.0 - 0.7 * 108.5),
        # 20 kg from whole ore, 80 from concentrate: 95.5 + 67.47 x 80 / 60.
        ([measure("end_whole_ore", 0.5)], 95.5 + 89.96),
        ([measure("mercury_free", 0.25)], 0.75 * TOTAL),
        # A quarter of either first: (20 x 0.75 and 80 x 0.75).
        ([measure("mercury_free", 0.25), measure("end_whole_ore", 0.5)], 0.75 * 185.46),
        # What is stored is bought anew.
        ([measure("storage", 0.5)], TOTAL + 0.5 * 19.53),
        ([measure("end_residential_burning", 1.0), measure("end_cyanide_after_mercury", 1.0)], TOTAL),
        ([measure("retorts", 1.0, 1.0), measure("retorts", 1.0, 1.0), measure("end_whole_ore", 1.0)], 130.0 * 0.25
         + 130.0 * 0.75 * 0.02),
    ],
)  # fmt: skip
def test_mercury_under_measures_by_hand(measures: list[Measure], expected: float) -> None:
    assert bought(*measures) == pytest.approx(expected)


def test_capture_in_shops() -> None:
    # 2 % of 100 kg stays in the sponge: of 2 kg, half passes shops that hold back 0.8.
    region = RegionGold(100.0, {"concentrate": 1.0}, {"concentrate": Practised(1.3, 0.75, 0, 0, 0, 0.02, 0, 0, 0.5)})
    outlook = Outlook({"": region}, [measure("shop_capture", 0.5, 0.8)])
    after = dict(outlook.years(YEARS))[2030]
    assert after.pathways["captured"] == pytest.approx(0.8)
    assert after.total == pytest.approx(130.0)
    assert outlook.baseline().released - after.released == pytest.approx(0.8)


def test_ramp_and_regions() -> None:
    half = RegionGold(50.0, LAND.shares, LAND.ways)
    slow = measure("mercury_free", 0.4, region="North", full_year=2029)
    outlook = Outlook({"North": half, "South": half}, [slow])
    found = [float(mercury.total) / TOTAL for _year, mercury in outlook.years(YEARS)]
    # A quarter of 0.4 more each year, in one half of the country.
    assert found == pytest.approx([1.0, 1.0, 0.95, 0.9, 0.85, 0.8, 0.8])
    worst = Outlook({"North": half, "South": half}, [measure("end_residential_burning", 0.5, region="North")])
    assert worst.worst(2030)["residential_burning"] == pytest.approx(0.75)


def test_worst_practices_that_are_left() -> None:
    left = Outlook({"": LAND}, [measure("end_open_burning", 0.5, 0.9), measure("end_whole_ore", 0.25)]).worst(2030)
    assert left["open_burning"] == pytest.approx(0.5)
    assert left["whole_ore"] == pytest.approx(0.75)
    assert left["cyanide_after_mercury"] == 1.0


def test_measures_that_cannot_act_are_told_together() -> None:
    with pytest.raises(InputError) as error:
        Outlook({"North": LAND}, [measure("storage", 1.0, region="West"), measure("retorts", 1.0, full_year=2020)])
    assert sorted(fault.column for fault in error.value.faults) == ["full_year", "region"]


def test_targets_with_draws() -> None:
    # The value of record, and four draws of which three lie at a retort efficiency that is enough.
    efficiency = np.array([0.8, 0.9, 0.85, 0.8, 0.1])
    retorts = Measure(measure("retorts", 1.0).record, efficiency)
    outlook = Outlook({"": LAND}, [retorts])
    after = dict(outlook.years(YEARS))
    found = assess(TargetRecord(year=2030, reduction=0.25), outlook.baseline(), after, lambda _share: None)
    # 0.8 x 0.8 x 108.5 = 69.44 kg less.
    assert found.planned_kg.value == pytest.approx(TOTAL - 69.44)
    assert found.planned_reduction.value == pytest.approx(69.44 / TOTAL)
    assert (found.reached, found.reached_in) == (True, 0.75)
    assert found.gap_kg.value == pytest.approx(0.25 * TOTAL - 69.44)
    of_practice = TargetRecord(year=2030, reduction=0.5, practice="whole_ore")
    missed = assess(of_practice, outlook.baseline(), after, lambda _share: None)
    # 50 x 0.8 x 0.8 = 32 kg less of 191.
    assert (missed.reached, missed.reached_in) == (False, 0.0)
    assert missed.gap_kg.value == pytest.approx(191.0 / 2 - 32.0)
    assert missed.told


def test_costs_over_the_years() -> None:
    record = measure("retorts", 0.5, 0.8, cost_usd=300.0, cost_usd_per_year=10.0, full_year=2028).record
    assert spent(record, Horizon(2024, 2030, 0.0), present=True) == pytest.approx(350.0)
    assert spent(record, Horizon(2024, 2030, 0.05), present=False) == pytest.approx(350.0)
    by_hand = 110 / 1.05**2 + 110 / 1.05**3 + 110 / 1.05**4 + 10 / 1.05**5 + 10 / 1.05**6
    assert spent(record, Horizon(2024, 2030, 0.05), present=True) == pytest.approx(by_hand)
    # A plan that ends in 2026 has paid a third.
    assert spent(record, Horizon(2024, 2026, 0.0), present=True) == pytest.approx(110.0)
    assert spent(measure("retorts", 0.5, 0.8).record, Horizon(2024, 2030, 0.0), present=True) is None
    assert per_kg(100.0, np.array([4.0, 5.0, 2.0])).value == 25.0
    assert per_kg(100.0, -1.0).value is None


def test_measures_alone_and_in_order() -> None:
    cheap = measure("end_whole_ore", 0.5, cost_usd=100.0)
    dear = measure("retorts", 0.5, 0.8, cost_usd=9_000.0)
    free = measure("mercury_free", 0.25)
    nothing = measure("end_whole_ore", 0.0, name="nothing", cost_usd=5.0)
    outlook = Outlook({"": LAND}, [nothing, dear, free, cheap])
    found = costed(outlook, Horizon(2024, 2030, 0.0))
    assert [one.name for one in found] == ["end_whole_ore", "retorts", "mercury_free", "nothing"]
    # Five years (2026 to 2030) of 258.47 - 185.46, and of 34.72.
    assert found[0].alone.avoided_kg.value == pytest.approx(5 * 73.01)
    assert found[1].alone.avoided_kg.value == pytest.approx(5 * 34.72)
    assert found[0].alone.usd_per_kg.value == pytest.approx(100.0 / (5 * 73.01))
    worth = sum(1.05**-year for year in range(2, 7))
    discounted = costed(outlook, Horizon(2024, 2030, 0.05, discount_mercury=True))
    assert discounted[0].alone.avoided_kg.value == pytest.approx(worth * 73.01)
    # Behind the first, retorts find less amalgam: 95.5 + 89.96 falls to (100 - 12.5) + (104 - 39).
    assert found[1].in_order.avoided_kg.value == pytest.approx(5 * (185.46 - 152.5))
    total = 5 * TOTAL - 5 * bought(cheap, dear, free)
    assert sum(one.in_order.avoided_kg.value for one in found) == pytest.approx(total)
    assert any("nothing" in text for text in found[3].told)
    assert any("No cost" in text for text in found[2].told)


def test_what_raises_mercury_is_told() -> None:
    (stored,) = costed(Outlook({"": LAND}, [measure("storage", 1.0, cost_usd=1.0)]), Horizon(2024, 2030, 0.0))
    assert stored.alone.avoided_kg.value == pytest.approx(-5 * 19.53)
    assert stored.alone.usd_per_kg.value is None
    assert any("bought anew" in text for text in stored.told)


SHARE = st.floats(0.0, 1.0)
REDUCING = ("retorts", "mercury_free", "shop_capture", "end_open_burning", "end_residential_burning")
MEASURES = st.lists(
    st.builds(
        lambda kind, reach, efficiency, start, more: measure(
            kind, reach, efficiency, start_year=start, full_year=start + more
        ),
        st.sampled_from((*REDUCING, "end_whole_ore", "storage", "end_cyanide_after_mercury")),
        SHARE, SHARE, st.integers(2024, 2028), st.integers(0, 4),
    ),
    max_size=5,
)  # fmt: skip
REGIONS = st.builds(
    lambda whole, a, b, c, d, e, f, g, h: RegionGold(
        100.0,
        {"whole_ore": whole, "concentrate": 1.0 - whole},
        {
            "whole_ore": Practised(5.0, a, b, c, d, e, f, g, h),
            "concentrate": Practised(1.3, b, c, d, e, a, g, f, h),
        },
    ),
    SHARE, SHARE, SHARE, SHARE, SHARE, SHARE, SHARE, SHARE, SHARE,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(REGIONS, MEASURES, st.sampled_from(REDUCING), SHARE, SHARE, SHARE)
def test_more_reach_never_raises_mercury(
    region: RegionGold, others: Sequence[Measure], kind: str, efficiency: float, one: float, two: float
) -> None:
    less, more = sorted((one, two))
    found = [bought(*others, measure(kind, reach, efficiency), region=region) for reach in (0.0, less, more)]
    assert found[0] == bought(*others, region=region)
    assert found[2] <= found[1] + 1e-9 <= found[0] + 2e-9


@settings(max_examples=20, deadline=None)
@given(REGIONS, MEASURES, st.integers(0, 100))
def test_order_of_measures_changes_no_digit(region: RegionGold, measures: list[Measure], seed: int) -> None:
    mixed = list(measures)
    random.Random(seed).shuffle(mixed)
    first, second = ([(year, float(found.total), float(found.released)) for year, found in
                      Outlook({"": region}, rows).years(YEARS)] for rows in (measures, mixed))  # fmt: skip
    assert first == second
    assert all(total >= -1e-9 for _year, total, _released in first)


def test_what_a_measure_did_before_the_baseline_is_in_the_baseline() -> None:
    # From 2020 to 2023 in four even steps to 0.8; in 2021 it had reached 0.4, and of the 0.6 left it takes 0.4 more.
    told = measure("retorts", 0.8, start_year=2020, full_year=2023).record
    assert Measure(told).reach(2021) == pytest.approx(0.4)
    since = Measure(told, baseline=2021)
    assert [since.reach(year) for year in (2021, 2022, 2023, 2030)] == pytest.approx([0.0, 1 / 3, 2 / 3, 2 / 3])
    assert Measure(told, baseline=2025).reach(2030) == 0.0
