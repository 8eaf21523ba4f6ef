"""Rules on what instruments, collectors and laboratories tell: one series that fires, one neighbour that does not."""

from __future__ import annotations

import numpy as np
import pytest

from almaden.monitoring.diagnostics import Diagnostics, parsed
from almaden.monitoring.quality.coordinates import Bounds, check_places
from almaden.monitoring.quality.wet import Rain
from tests.monitoring.quality.series import marks, proposed, quiet, series


def told(**numbers: float) -> Diagnostics:
    """The same numbers at the third value alone."""
    arrays = {}
    for name, number in numbers.items():
        arrays[name] = np.full(20, np.nan)
        arrays[name][2] = number
    return Diagnostics(arrays)


@pytest.mark.parametrize(("bias", "flag"), [(0.04, ""), (0.07, "suspect"), (0.12, "invalid")])
def test_cartridges(bias: float, flag: str) -> None:
    # A reads 1.5 (1 + bias / 2), B 1.5 (1 - bias / 2): the difference over the mean is the bias.
    values = [1.5 * (1 + (-0.5 if place % 2 else 0.5) * bias) for place in range(24)]
    one = series(values)
    texts = [f"cartridge={'B' if place % 2 else 'A'}" for place in range(24)]
    found = proposed(marks(one, told=parsed(texts)))
    assert found == ([("cartridges", row, flag) for row in range(24)] if flag else [])


@pytest.mark.parametrize(
    ("name", "good", "bad", "finding", "flag"),
    [
        ("calibration_age_h", 25, 26, "calibration age", "suspect"),
        ("zero_area", 0, 10, "zero air", "suspect"),
        ("response_factor", 6.1e6, 5.9e6, "response", "suspect"),
        ("baseline_v", 0.1, 0.3, "baseline", "suspect"),
        ("baseline_sd_v", 0.1, 0.11, "baseline noise", "suspect"),
        ("lamp_v", 10, 16, "lamp", "suspect"),
        ("recovery_pct", 96, 94, "recovery", "suspect"),
        ("audit_pct", 104, 106, "audit", "suspect"),
        ("crm_recovery_pct", 109, 111, "reference material", "suspect"),
        ("duplicate_rpd_pct", 19, -21, "duplicates differ", "suspect"),
        # A tenth of the lowest sample, 1.5 ng/m3, is 0.15.
        ("blank", 0.14, 0.16, "blank", "suspect"),
    ],
)
def test_one_number(name: str, good: float, bad: float, finding: str, flag: str) -> None:
    one = series(quiet(20))
    assert proposed(marks(one, told=told(**{name: good}))) == []
    assert proposed(marks(one, told=told(**{name: bad}))) == [(finding, 2, flag)]


def test_response_factor_that_changes() -> None:
    one = series(quiet(20))
    for change, flag in ((1.04, ""), (1.06, "suspect"), (0.85, "invalid")):
        factors = np.full(20, 8e6)
        factors[8:12] *= change
        found = proposed(marks(one, told=Diagnostics({"response_factor": factors})))
        changed = {row for finding, row, what in found if finding == "response factor" and what == flag}
        # It is told until the next calibration; coming back is a change too.
        assert changed == (set(range(8, 20)) if flag else set())


def test_volume_and_status_of_peaks() -> None:
    one = series(quiet(20))
    # One hour at 1 L/min is 60 L.
    assert proposed(marks(one, told=told(volume_l=62.9, flow_l_min=1.0))) == []
    assert proposed(marks(one, told=told(volume_l=63.1, flow_l_min=1.0))) == [("volume", 2, "suspect")]
    words = parsed(["status=OK", "status=NP", "status=ol", "status=other"] + [""] * 16)
    assert proposed(marks(one, told=words)) == [("peak status", 1, "suspect"), ("peak status", 2, "invalid")]


def test_wet_deposition() -> None:
    hours = 7 * 24.0
    one = series([10.0, 12.0, 9.0, 11.0], species="THg", matrix="precipitation", unit="ng/L", hours=hours)
    gauge = series([20.0, 10.0, 30.0, 0.0], species="precipitation", matrix="precipitation", unit="mm", hours=hours)
    collected = series([16.0, 7.0, 33.5, 0.0], matrix="precipitation", unit="mm", hours=hours)
    # 80 % is caught in the first week, 70 % in the second, 112 % in the third; the fourth is dry.
    assert proposed(marks(one, rain=Rain(gauge, collected))) == [
        ("catch", 1, "suspect"),
        ("catch", 2, "suspect"),
        ("dry week", 3, "suspect"),
    ]
    assert proposed(marks(one)) == []
    for days, found in ((8.0, []), (8.5, [("sample too long", 0, "invalid"), ("sample too long", 1, "invalid")])):
        long = series([10.0, 12.0], species="THg", matrix="precipitation", unit="ng/L", hours=24 * days)
        assert proposed(marks(long)) == found


def test_places() -> None:
    mediterranean = Bounds(30, 46, -6, 37)
    found = check_places([40.0, 18.0, 60.0, np.nan], [18.0, 40.0, 10.0, 5.0], mediterranean)
    assert [(one.place, one.trap) for one in found.misplaced] == [(1, "coordinates swapped"), (2, "outside")]
    assert found.skipped == ()
    # A region over the date line.
    assert check_places([-18.0], [-179.0], Bounds(-25, -10, 170, -175)).misplaced == ()
    sea = check_places([0.0, 0.0], [25.0, -30.0], at_sea=True, on_land=lambda _, east: east > 0)
    assert [(one.place, one.trap) for one in sea.misplaced] == [(0, "sea on land")]
    assert len(sea.skipped) == 1
    assert len(check_places([0.0], [25.0], at_sea=True).skipped) == 2
