"""Wet deposition: the case of four weeks, dry and trace weeks, detection limits, coverage, scaling."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.monitoring.series import series_of
from almaden.monitoring.wet_deposition import WetDeposition, wet_deposition
from almaden.monitoring.wet_flux import scaling_error, volume_weighted_mean
from almaden.monitoring.wet_weeks import wet_weeks
from almaden.reference.records import ObservationRecord

#: The first Tuesday of 2024.
BEGIN = datetime(2024, 1, 2, 14, tzinfo=UTC)


def week(place: int, species: str, value: float | None, **more: Any) -> ObservationRecord:
    start = BEGIN + timedelta(weeks=place)
    unit = "ng/L" if species == "THg" else "mm"
    flag = more.pop("flag", "valid" if value is not None else "missing")
    return ObservationRecord(
        site="mdn:XX00", start=start, end=start + timedelta(weeks=1), matrix="precipitation", species=species,
        value=value, unit=unit, flag=flag, **more,
    )  # fmt: skip


def weeks(*told: tuple[float | None, float | None]) -> list[ObservationRecord]:
    """Depth by the gauge and concentration of following weeks."""
    return [
        record
        for place, (depth, concentration) in enumerate(told)
        for record in (week(place, "precipitation", depth), week(place, "THg", concentration))
    ]


def deposited(records: list[ObservationRecord], **options: Any) -> WetDeposition:
    return wet_deposition(wet_weeks(series_of(records)), **options)


FOUR = ((12.3, 8.4), (0.5, 35.1), (25.4, 6.2), (8.9, 12.7))


def test_four_weeks_and_one_without_a_concentration() -> None:
    # The gauge has 60 mm in all: 47.1 mm of samples, 12.9 mm without.
    (found,) = deposited(weeks(*FOUR, (12.9, None))).periods
    assert found.mean == pytest.approx(8.309554, abs=1e-6)
    assert found.measured == pytest.approx(391.38, abs=1e-6)
    assert found.flux == pytest.approx(498.573248, abs=1e-3)
    assert (found.samples, found.valid, found.depth_mm) == pytest.approx((5, 4, 60))
    assert found.amount_share == pytest.approx(47.1 / 60)
    assert found.why == "7.65 % of the time has a valid, dry or trace sample; 75 % is needed"


def test_dry_and_trace_weeks() -> None:
    (found,) = deposited(weeks(*FOUR, (0.0, None))).periods
    assert (found.valid, found.dry, found.trace, found.samples) == (4, 1, 0, 5)
    assert found.flux == found.measured == pytest.approx(391.38)
    assert found.error == 0
    trace = deposited(weeks(*FOUR, (0.0, None), (0.2, None))).periods[0]
    assert (trace.trace, trace.flux) == pytest.approx((1, 8.309554 * 47.3), abs=1e-4)
    dry = deposited(weeks((0.0, None), (0.0, None))).periods[0]
    assert (dry.mean, dry.flux, dry.amount_share) == (None, 0, None)
    (note,) = deposited(weeks((0.0, 8.0))).notes
    assert note == "mdn:XX00: 1 samples have a concentration and no precipitation; they are not used"


def test_the_volume_of_the_sample_stands_in_for_the_gauge_and_is_told() -> None:
    records = [*weeks((10.0, 5.0), (None, 8.0)), week(1, "collected precipitation", 20.0)]
    found = deposited(records)
    assert found.periods[0].mean == pytest.approx((50 + 160) / 30)
    assert (found.periods[0].collected_mm, found.periods[0].unknown_depth) == (20, 0)
    assert "the gauge has no depth for 1 samples" in found.notes[0]
    assert deposited(weeks((10.0, 5.0), (None, 8.0))).periods[0].unknown_depth == 1


def test_below_detection_gives_a_range() -> None:
    records = [*weeks((10.0, 5.0), (30.0, 8.0))[:-1], week(1, "THg", None, flag="below_detection", detection_limit=2)]
    found = deposited(records).periods[0]
    assert (found.mean, found.flux, found.below_detection) == (None, None, 1)
    assert (found.mean_low, found.mean_high) == pytest.approx((50 / 40, (50 + 60) / 40))
    assert (found.flux_low, found.flux_high) == pytest.approx((50, 110))


def test_a_year_is_enough_by_its_precipitation_and_by_its_weeks() -> None:
    # 52 weeks: 40 with a concentration, two dry; the rest without. 42 weeks are 80 % of the year.
    good = weeks(*[(10.0, 5.0)] * 40, *[(0.0, None)] * 2, *[(5.0, None)] * 10)
    (found,) = deposited(good).periods
    assert (found.enough, found.amount_share) == pytest.approx((True, 400 / 450))
    assert found.time_share == pytest.approx(42 * 7 / 366)
    poor = deposited(weeks(*[(10.0, 5.0)] * 40, *[(15.0, None)] * 12)).periods[0]
    assert poor.why == "68.97 % of the precipitation has a concentration; 75 % is needed"
    few = deposited(weeks(*[(10.0, 5.0)] * 38)).periods[0]
    assert not few.enough
    assert deposited(weeks(*[(10.0, 5.0)] * 38), share=0.7).periods[0].enough


def test_scaling_is_as_unsure_as_draws_say() -> None:
    rng = np.random.default_rng(5)
    depth = rng.gamma(1.0, 15.0, 40)
    missing = np.arange(40) % 4 == 0
    errors, told = [], []
    for _ in range(400):
        truth = rng.normal(9.0, 3.0, 40)
        known = np.where(missing, np.nan, truth)
        errors.append(volume_weighted_mean(known, depth) * depth.sum() - (truth * depth).sum())
        told.append(scaling_error(known, depth) ** 2)
    assert np.sqrt(np.mean(told)) == pytest.approx(np.std(errors), rel=0.1)


def test_json_has_how_it_was_made() -> None:
    found = json.loads(deposited(weeks(*FOUR)).to_json())
    assert found["meta"]["program"] == "almaden"
    assert found["deposition"][0]["site"] == "mdn:XX00"
    assert {one["status"] for one in found["unverified"]} == {"unverified"}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(0.5, 80), st.floats(0.1, 60)), min_size=2, max_size=30), st.integers(1, 29))
def test_parts_weighed_by_rain_give_the_whole(pairs: list[tuple[float, float]], at: int) -> None:
    depth, concentration = np.array(pairs).T
    at = min(at, len(pairs) - 1)
    parts = [(volume_weighted_mean(concentration[p], depth[p]), depth[p].sum()) for p in (slice(at), slice(at, None))]
    whole = sum(mean * rain for mean, rain in parts) / depth.sum()
    assert volume_weighted_mean(concentration, depth) == pytest.approx(whole)
    order = np.random.default_rng(at).permutation(len(pairs))
    assert volume_weighted_mean(concentration[order], depth[order]) == pytest.approx(whole)
