"""Questions that users ask: every built-in one can be answered, and answers are those of plain arithmetic."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from almaden.errors import InputError
from almaden.monitoring.questions import Question, answer, built_in
from almaden.monitoring.series import Series, series_of
from almaden.reference.records import Flag, ObservationRecord, SiteRecord

SITES = {
    "made:N": SiteRecord(name="North (made up)", country="IRL", latitude=53.0, longitude=-9.0),
    "made:M": SiteRecord(name="Middle (made up)", country="IRL", latitude=52.0, longitude=-8.0),
    "made:S": SiteRecord(name="South (made up)", country="ZAF", latitude=-34.0, longitude=18.0),
}


def records(site: str, *values: float | None, flag: Flag = "valid", **fields: object) -> list[ObservationRecord]:
    start = datetime(2020, 1, 1, tzinfo=UTC)
    given = {"matrix": "air", "species": "GEM", "unit": "ng/m3", **fields}
    return [
        ObservationRecord(site=site, start=start + timedelta(days=366 * day), value=value, flag=flag, **given)
        for day, value in enumerate(values)
    ]


def asked(kind: str, **parameters: str) -> Question:
    return Question("made-up", "Made up", "Made up?", "public", kind, parameters)


AIR = series_of([
    *records("made:N", 1.0, 2.0, 3.0), *records("made:M", 4.0), *records("made:S", 1.0, 1.2),
    *records("made:N", 90.0, flag="invalid", instrument="b"), *records("made:S", 30.0, species="GOM", unit="pg/m3"),
    *records("made:X", 7.0),
])  # fmt: skip


def test_every_built_in_question_is_a_proposal_that_can_be_answered() -> None:
    assert 12 <= len(built_in()) <= 15
    for one in built_in():
        assert answer(one, SITES, AIR).slug == one.slug
        assert {origin.status for origin in one.origins} == {"unverified"}


def test_a_mean_counts_each_site_once_and_never_mixes_units() -> None:
    found = answer(asked("mean", by="country", species="GEM|TGM"), SITES, AIR)
    # Ireland: the means of the sites are 2 and 4, so 3; plain averaging of all values would give 2.5.
    assert [(one.group, one.unit, one.sites, one.valid, one.mean, one.low, one.high) for one in found.lines] == [
        ("IRL", "ng/m3", 2, 4, 3.0, 2.0, 4.0),
        ("ZAF", "ng/m3", 1, 2, pytest.approx(1.1), pytest.approx(1.1), pytest.approx(1.1)),
    ]
    assert len(answer(asked("mean", by="country"), SITES, AIR).lines) == 3
    south = answer(asked("mean", by="site", north="0", species="GEM"), SITES, AIR)
    assert [one.group for one in south.lines] == ["made:S"]


def test_how_much_there_is() -> None:
    (irl, zaf) = answer(asked("coverage", by="country"), SITES, AIR).lines
    assert (irl.sites, irl.observations, irl.valid, irl.first, irl.last) == (2, 5, 4, 2020, 2022)
    assert (zaf.sites, zaf.observations, zaf.mean) == (1, 3, None)


def test_what_is_below_a_high_detection_limit_cannot_be_compared() -> None:
    fish: tuple[Series, ...] = series_of([
        *records("made:N", 0.4, 0.6, 0.5, matrix="biota", species="THg", unit="mg/kg"),
        *records("made:N", None, flag="below_detection", detection_limit=0.1, matrix="biota", species="THg",
                 unit="mg/kg", method="a"),
        *records("made:N", None, flag="below_detection", detection_limit=0.8, matrix="biota", species="THg",
                 unit="mg/kg", method="b"),
        *records("made:M", 600.0, matrix="biota", species="THg", unit="ng/g"),
    ])  # fmt: skip
    one, other = answer(asked("exceedance", threshold="0.5", unit="mg/kg", by="matrix"), SITES, fish).lines
    assert (one.above, one.compared, one.share) == (1, 4, 0.25)
    # Another unit is told and not converted.
    assert (other.unit, other.compared, other.share) == ("ng/g", None, None)


def test_nothing_to_say_has_a_reason_and_a_wrong_question_is_refused() -> None:
    assert answer(asked("mean", matrix="soil"), SITES, AIR).reason == "there are no such observations"
    for wrong in (asked("guess"), asked("exceedance"), asked("mean", by="moon"), asked("mean", south="far", colour="")):
        with pytest.raises(InputError):
            answer(wrong, SITES, AIR)


def test_wet_and_dry_weight_are_kept_apart() -> None:
    """One fish of 0.6 mg/kg wet weight, two of dry weight, one of which nobody knows; all made up."""
    fish: dict[str, Any] = {"matrix": "biota", "species": "THg", "unit": "mg/kg"}
    apart = series_of(
        [*records("made:N", 0.6, basis="ww", **fish), *records("made:N", 2.0, 0.3, basis="dw", **fish),
         *records("made:N", 9.0, **fish)], by_basis=True,
    )  # fmt: skip
    limit = {"threshold": "0.5", "unit": "mg/kg", "by": "matrix"}
    wet = answer(asked("exceedance", basis="ww", **limit), SITES, apart)
    assert [(one.basis, one.above, one.compared) for one in wet.lines] == [("ww", 1, 1)]
    assert (wet.left_out, wet.as_dict()["left_out"]) == (3, 3)
    lines = answer(asked("exceedance", **limit), SITES, apart).lines
    assert [(one.basis, one.above, one.compared) for one in lines] == [("", 1, 1), ("dw", 1, 2), ("ww", 1, 1)]
    with pytest.raises(InputError, match="no such basis"):
        answer(asked("exceedance", basis="wet", **limit), SITES, apart)


def test_trends_of_each_series_with_the_false_discoveries_held_down() -> None:
    start = datetime(2005, 1, 1, tzinfo=UTC)
    falling = [1.7 - 0.02 * step + 0.01 * (step * 7 % 5) for step in range(15)]
    flat = [1.5 + 0.01 * (step * 7 % 5) for step in range(15)]
    air = series_of([
        one.model_copy(update={"start": start.replace(year=2005 + step)})
        for site, values in (("made:N", falling), ("made:S", flat))
        for step, one in enumerate(records(site, *values))
    ])  # fmt: skip
    found = answer(asked("trend", matrix="air", species="GEM"), SITES, [*air, *series_of(records("made:M", 1.0))])
    assert found.trends is not None
    middle, north, south = sorted(found.trends.sites, key=lambda one: one.site)
    assert (north.site, north.trend.verdict, north.unit) == ("made:N", "decreasing", "ng/m3")
    assert north.trend.slope_per_year == pytest.approx(-0.02, abs=0.002)
    assert (south.trend.verdict == "decreasing", middle.trend.verdict) == (False, "cannot tell")
    assert north.q is not None
    assert found.as_dict()["trends"]["false_discoveries"]["kept"] == 1
    with pytest.raises(InputError, match="needs what is sampled"):
        answer(asked("trend", matrix="soil"), SITES, air)
