"""Each rule on values and times: a series in which it fires, and a neighbour in which it does not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.monitoring.quality.rules import SiteClass
from almaden.monitoring.series import Series
from tests.monitoring.quality.series import found, marks, proposed, quiet, series


def changed(place: int, value: float, size: int = 60) -> list[float]:
    values = quiet(size)
    values[place] = value
    return values


def test_nothing_is_said_of_a_quiet_series() -> None:
    assert len(marks(series(quiet()))) == 0
    assert len(marks(series([]))) == 0


def test_range_by_class_of_site() -> None:
    # Proposed limits: 0.5 and 5 suspect, below 0 and above 100 ng/m3 invalid.
    values = [0.4, 1.5, 5.1, -0.1, 101.0]
    told = found(marks(series(values)))
    assert told == [
        ("below the range", 0, "suspect"),
        ("above the range", 2, "suspect"),
        ("below the range", 3, "invalid"),
        ("above the range", 4, "invalid"),
    ]
    assert found(marks(series([0.5, 1.5, 5.0]))) == []
    classes: tuple[SiteClass, ...] = ("hot spot", "contaminated")
    for site_class in classes:
        rows = [row for _, row, _ in found(marks(series(values), site_class=site_class))]
        assert rows == [0, 3]


def test_limits_are_turned_into_the_unit_of_the_series() -> None:
    assert found(marks(series([400.0, 1500.0, 5001.0], unit="pg/m3"))) == [
        ("below the range", 0, "suspect"),
        ("above the range", 2, "suspect"),
    ]


def test_polar_spring_is_not_rejected() -> None:
    # Depletion to near zero in April at 80 degrees north; the same in January, and in the south in October.
    values = changed(30, 0.02)
    assert proposed(marks(series(values, begin="2020-04-10"), latitude=80.0)) == []
    assert proposed(marks(series(values, begin="2020-10-10"), latitude=-75.0)) == []
    for begin, latitude in (("2020-01-10", 80.0), ("2020-04-10", -75.0), ("2020-04-10", 50.0)):
        told = {finding for finding, _, _ in proposed(marks(series(values, begin=begin), latitude=latitude))}
        assert {"below the range", "spike"} <= told
    # What is too high is told in spring too.
    assert "above the range" in str(proposed(marks(series(changed(30, 7.0), begin="2020-04-10"), latitude=80.0)))


def test_negative_results_and_what_may_be_negative() -> None:
    assert proposed(marks(series([-0.2], matrix="water", species="MeHg", unit="ng/L")))[0][2] == "invalid"
    assert proposed(marks(series([-5.0], species="temperature", unit="degC"))) == []
    assert proposed(marks(series([-1.2], species="d202Hg", unit="permil"))) == []


def test_spike() -> None:
    # The values around vary by 0.01 to 0.1: 0.6 above the median is far out, 0.45 is less than the least difference.
    assert proposed(marks(series(changed(30, 2.15)))) == [("spike", 30, "suspect")]
    assert proposed(marks(series(changed(30, 2.0)))) == []
    # As far out, but within 6 robust standard deviations of a day that varies.
    lively = [1.0 + 0.5 * (place % 3) for place in range(60)]
    lively[30] = 2.6
    assert proposed(marks(series(lively))) == []


def test_spike_says_what_was_expected() -> None:
    one = next(one for one in marks(series(changed(30, 3.0))) if one.rule == "R2")
    assert (one.rule, one.value, one.row) == ("R2", 3.0, 30)
    assert one.low < 1.5
    assert 1.6 < one.high < 2.2
    assert one.message.startswith("3 ng/m3 stands out of the day around it")


def test_a_plume_is_kept_where_carbon_monoxide_rises_too() -> None:
    gem, co = series(changed(30, 2.5)), changed(30, 300.0)
    risen = [100.0 + value if place != 30 else 300.0 for place, value in enumerate(co)]
    assert proposed(marks(gem, companion=series(risen, species="CO", unit="ppb"))) == []
    still = series([100.0 + value for value in quiet()], species="CO", unit="ppb")
    assert proposed(marks(gem, companion=still)) == [("spike", 30, "suspect")]
    # A plume explains no value that is too low.
    low = series(changed(30, 0.6))
    assert proposed(marks(low, companion=series(risen, species="CO", unit="ppb"))) == [("spike", 30, "suspect")]


@pytest.mark.parametrize(("hours_in_all", "scatter"), [(900, 0.2), (620, 0.2), (600, 0.7), (620, 0.7), (3000, 0.4)])
def test_spikes_are_those_of_the_plain_calculation(hours_in_all: int, scatter: float) -> None:
    rng = np.random.default_rng(3)
    hours = np.sort(rng.choice(hours_in_all, 600, replace=False))
    value = np.round(3.0 + rng.normal(0, scatter, 600) + (rng.random(600) < 0.05) * rng.normal(0, 6 * scatter, 600), 3)
    start = np.datetime64("2020-01-01", "s") + hours * np.timedelta64(3600, "s")
    one = series(value.tolist(), starts=[str(time) for time in start])
    wanted = []
    for place, hour in enumerate(hours):
        window = value[np.abs(hours - hour) <= 12]
        middle = np.median(window)
        away, spread = abs(value[place] - middle), np.median(np.abs(window - middle))
        if len(window) >= 6 and away > 0.5 and away > 6 * 1.482602218505602 * spread:
            wanted.append(place)
    assert wanted
    assert [row for finding, row, _ in proposed(marks(one)) if finding == "spike"] == wanted


def test_stuck_values() -> None:
    assert found(marks(series([*quiet(10), *[1.44] * 6, 1.5]))) == [("stuck", row, "suspect") for row in range(10, 16)]
    assert found(marks(series([*quiet(10), *[1.44] * 5, 1.5]))) == []
    # Results below detection may all be written as the same number.
    assert found(marks(series([1.44] * 8, flags=[3] * 8))) == []


def test_duplicates_overlaps_and_gaps() -> None:
    hours = [f"2020-01-15T{hour:02d}:00:00" for hour in (0, 1, 1, 2, 2, 3, 4, 9)]
    told = found(marks(series([1.5, 1.6, 1.6, 1.5, 1.7, 1.6, 1.55, 1.5], starts=hours)))
    assert told == [
        ("duplicate row", 2, "invalid"),
        ("duplicate time", 3, "suspect"),
        ("duplicate time", 4, "suspect"),
        ("gap", 7, "valid"),
    ]
    half = ["2020-01-15T00:00:00", "2020-01-15T00:30:00", "2020-01-15T01:30:00"]
    assert found(marks(series([1.5, 1.6, 1.5], starts=half))) == [("overlap", 1, "suspect")]
    # Replicates and several samples of one day are no duplicates.
    assert found(marks(series([1.5, 1.5, 1.6], method="MerPAS", starts=hours[1:2] * 3))) == []
    assert found(marks(series([0.1, 0.1], species="THg", matrix="biota", unit="ug/g", starts=hours[:1] * 2))) == []


@pytest.mark.parametrize(
    ("values", "species", "matrix", "unit", "fires"),
    [
        ([1500.0, 1600.0], "GEM", "air", "ng/m3", True),
        ([1500.0, 1600.0], "GEM", "air", "pg/m3", False),
        ([0.012, 0.02], "GOM", "air", "pg/m3", True),
        ([12.0, 20.0], "GOM", "air", "pg/m3", False),
        ([9.5, 11.3], "THg", "precipitation", "ng/L", False),
        ([9500.0, 11300.0], "THg", "precipitation", "ng/L", True),
        ([0.3, 0.4], "THg", "biota", "ug/g", False),
        ([300.0, 400.0], "THg", "biota", "ug/g", True),
    ],
)
def test_unit_a_thousand_off(values: list[float], species: str, matrix: str, unit: str, fires: bool) -> None:
    told = found(marks(series(values, species=species, matrix=matrix, unit=unit)))
    assert (("unit mistaken", -1, "suspect") in told) is fires


def test_a_hot_spot_may_be_a_thousand_times_above() -> None:
    assert found(marks(series([1500.0, 1600.0]), site_class="hot spot")) == []


def test_lognormal_outliers_are_told_and_stay_valid() -> None:
    assert ("outlier", 30, "valid") in found(marks(series(changed(30, 9.0, 100))))
    assert not any(finding == "outlier" for finding, _, _ in found(marks(series(changed(10, 9.0, 29)))))


def test_dates_that_cannot_be() -> None:
    starts = ["1899-12-31T23:00:00", "1900-01-01T00:00:00", "2026-01-01T23:00:00", "2026-01-02T00:00:00"]
    told = [one for one in found(marks(series([1.5, 1.51, 1.52, 1.53], starts=starts))) if one[0] != "gap"]
    assert told == [("before 1900", 0, "invalid"), ("future date", 3, "invalid")]


def test_zero_where_a_detection_limit_belongs() -> None:
    zero = [0.0, 0.7, 0.9]
    water = {"species": "THg", "matrix": "water", "unit": "ng/L"}
    assert found(marks(series(zero, **water))) == [("zero below detection", 0, "suspect")]  # type: ignore[arg-type]
    assert found(marks(series(zero, flags=[3, 0, 0], **water))) == []  # type: ignore[arg-type]
    rain = series([0.0, 2.0], species="precipitation", matrix="precipitation", unit="mm", hours=168)
    assert found(marks(rain)) == []


def test_invalid_and_missing_rows_are_not_judged() -> None:
    values = changed(30, 500.0)
    flags = [0] * 60
    flags[30] = 2
    assert found(marks(series(values, flags=flags))) == []
    values[30], flags[30] = np.nan, 4
    assert found(marks(series(values, flags=flags))) == []


@settings(max_examples=25)
@given(st.data())
def test_the_order_of_rows_does_not_matter_and_no_value_changes(data: st.DataObject) -> None:
    size = 40
    value = data.draw(st.lists(st.sampled_from([0.0, 0.2, 1.5, 1.52, 1.6, 3.0, 200.0]), min_size=size, max_size=size))
    hour = data.draw(st.lists(st.integers(0, 60), min_size=size, max_size=size))
    mixed = data.draw(st.permutations(range(size)))

    def of(order: list[int]) -> tuple[Series, set[tuple[object, ...]]]:
        order = sorted(order, key=lambda place: hour[place])
        starts = [str(np.datetime64("2020-01-15", "s") + np.timedelta64(3600 * hour[place], "s")) for place in order]
        one = series([value[place] for place in order], starts=starts)
        before = one.value.copy()
        marked = marks(one)
        assert np.array_equal(one.value, before)
        return one, {(mark.finding, str(mark.start), mark.flag, one.value[place]) for mark, place in
                     zip(marked, marked.places.tolist(), strict=True)}  # fmt: skip

    assert of(list(range(size)))[1] == of(list(mixed))[1]
