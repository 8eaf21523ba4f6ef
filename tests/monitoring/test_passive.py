"""Passive samplers: the case of 91 days, marks, replicates, errors, and how they agree with an active instrument."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from almaden.monitoring.passive import passive_concentrations
from almaden.monitoring.passive_active import compare_with_active
from almaden.monitoring.passive_rate import default_settings
from almaden.monitoring.passive_result import PassiveSample, Replicates
from almaden.monitoring.series import INVALID, VALID, Series, SeriesKey
from almaden.reference.records import ObservationRecord

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)


def exposed(mass: float | None, diagnostics: str = "blank=0.14", days: int = 91, **more: Any) -> ObservationRecord:
    return ObservationRecord(
        site="pas:XX", start=BEGIN, end=BEGIN + timedelta(days=days), matrix="air", species="GEM mass", value=mass,
        unit="ng", diagnostics=diagnostics, **more,
    )  # fmt: skip


def only(record: ObservationRecord) -> PassiveSample:
    (sample,) = passive_concentrations([record]).samples
    return sample


def test_a_quarter_of_a_year() -> None:
    sample = only(exposed(18.6))
    assert sample.rate == 0.1354
    assert sample.concentration == pytest.approx(1.49821, abs=1e-5)
    assert sample.marks == ("blank spread unknown", "not adjusted")


def test_the_rate_is_adjusted_for_temperature_and_wind() -> None:
    own = replace(default_settings(), reference_temperature=10.0, reference_wind=3.0)
    warm = exposed(18.6, "blank=0.14; temperature_degc=24; wind_speed_m_s=1.5")
    found = passive_concentrations([warm], own)
    assert found.samples[0].rate == pytest.approx(0.1449)
    assert found.samples[0].concentration == pytest.approx(1.39998, abs=1e-5)
    # The references were given, so no unverified one is used; with those of the table they are told.
    assert "Wind to which the rate belongs" not in {one.quantity for one in found.unverified}
    told = {one.quantity for one in passive_concentrations([warm]).unverified}
    assert {"Wind to which the rate belongs", "Temperature to which the rate belongs"} <= told


@pytest.mark.parametrize(
    ("record", "mark"),
    [
        # Five times 0.05 and 0.14 are 0.39.
        (exposed(0.38, "blank=0.14; blank_sd=0.05"), "near blank"),
        (exposed(18.6, ""), "no blank"),
        (exposed(2.0, days=13), "short exposure"),
        (exposed(18.6, "blank=0.14; temperature_degc=10; wind_speed_m_s=0.9"), "calm"),
    ],
)
def test_marks(record: ObservationRecord, mark: str) -> None:
    assert mark in only(record).marks
    good = only(exposed(18.6, "blank=0.14; blank_sd=0.05; temperature_degc=10; wind_speed_m_s=1", days=14))
    assert good.marks == ()


def test_calm_air_samples_as_at_the_least_wind_that_is_known() -> None:
    still, least = (
        only(exposed(18.6, f"blank=0.14; temperature_degc=10; wind_speed_m_s={wind}")) for wind in (0.2, 1.0)
    )
    assert still.rate == least.rate


def test_replicates() -> None:
    found = passive_concentrations([exposed(18.6, f"blank={b}; replicate={r}") for b, r in ((0.14, "A"), (4.14, "B"))])
    (together,) = found.replicates
    # 18.46 and 14.46 ng: 4 / 16.46, and a standard deviation of 4 / sqrt(2).
    assert together.difference == pytest.approx(100 * 4 / 16.46)
    assert together.precision == pytest.approx(100 * 4 / 2**0.5 / 16.46)
    assert [one.replicate for one in found.samples] == ["A", "B"]
    assert all("replicates differ" in one.marks for one in found.samples)
    # Two blanks tell their spread, 4 / sqrt(2): five of it and 4.14 are 18.28.
    assert found.samples[1].marks == ("not adjusted", "replicates differ")


def test_blanks_that_were_measured_are_taken_off_the_samples_of_their_site() -> None:
    blanks = [exposed(mass, f"blank={kind}") for mass, kind in ((0.10, "field"), (0.18, "field"), (9.0, "lab"))]
    (sample,) = passive_concentrations([*blanks, exposed(18.6, "")]).samples
    assert sample.blank == pytest.approx(0.14)
    assert sample.concentration == pytest.approx(1.49821, abs=1e-5)
    assert sample.marks == ("not adjusted",)


def test_the_error_of_a_concentration() -> None:
    sample = only(exposed(18.6, "blank=0.14; blank_sd=0.05"))
    assert sample.concentration is not None
    by_hand = ((0.016 / 0.1354) ** 2 + ((0.036 * 18.6) ** 2 + 0.05**2) / 18.46**2) ** 0.5
    assert sample.error == pytest.approx(sample.concentration * by_hand)


def test_below_detection_and_invalid() -> None:
    records = [
        exposed(None, flag="below_detection", detection_limit=0.5),
        exposed(18.6, flag="invalid"),
        exposed(18.6).model_copy(update={"species": "GEM"}),
    ]
    found = passive_concentrations(records)
    (sample,) = found.samples
    assert (sample.concentration, sample.error) == (None, None)
    assert sample.at_most == pytest.approx(0.36 / 0.1354 / 91)
    assert found.replicates == ()
    assert "1 masses are not valid, or have no end, and are left out" in found.notes
    assert json.loads(found.to_json())["samples"][0]["at_most"] == sample.at_most


def test_beside_an_active_instrument() -> None:
    starts = [BEGIN + timedelta(days=days) for days in (0, 2, 4)]
    exposures = [
        Replicates("pas:XX", start, start + timedelta(days=2), 1, mean, None, None)
        for start, mean in zip(starts, (1.5, 1.7, 9.0), strict=True)
    ]
    hour = np.timedelta64(3600, "s")
    start = np.datetime64("2024-01-01", "s") + np.arange(6 * 24) * hour
    value = np.repeat([1400.0, 1500.0, 1500.0], 48)
    flag = np.where(np.arange(144) < 96 + 12, VALID, INVALID).astype(np.uint8)
    nothing = np.full(144, np.nan)
    series = Series(
        SeriesKey("pas:XX", "air", "GEM", "pg/m3"), start, start + hour, value, flag, nothing, np.arange(144)
    )
    found = compare_with_active(exposures, [series])
    # Differences of 0.1 and 0.2; the third exposure is measured for a quarter of its time only.
    assert [one.enough for one in found.pairs] == [True, True, False]
    assert found.pairs[2].covered == pytest.approx(0.25)
    assert (found.bias, found.spread) == pytest.approx((0.15, 0.1 / 2**0.5))
    assert (found.low, found.high) == pytest.approx(
        (0.15 - 1.959964 * 0.0707107, 0.15 + 1.959964 * 0.0707107), abs=1e-6
    )
    assert found.mean_relative == pytest.approx(100 * (0.1 / 1.4 + 0.2 / 1.5) / 2)
    assert compare_with_active(exposures, []).bias is None


def test_named_replicates_need_not_hang_from_the_same_minute() -> None:
    def hung(name: str, minutes: int) -> ObservationRecord:
        at = timedelta(minutes=minutes)
        return exposed(18.6, f"blank=0.14; replicate={name}").model_copy(
            update={"start": BEGIN + at, "end": BEGIN + timedelta(days=91) + at}
        )

    (together,) = passive_concentrations([hung("A", 0), hung("B", 7)]).replicates
    assert (together.count, together.start, together.end) == (2, BEGIN, BEGIN + timedelta(days=91, minutes=7))
    # Two of one name are not replicates of each other, nor are those without a name.
    assert len(passive_concentrations([hung("A", 0), hung("A", 7)]).replicates) == 2
    assert len(passive_concentrations([hung("", 0), hung("", 7)]).replicates) == 2
