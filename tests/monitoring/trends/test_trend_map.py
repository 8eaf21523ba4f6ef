"""Trends of many sites: what each is by itself stays, but for those that many tests make by chance."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest

from almaden.demo.monitoring import trend_table
from almaden.errors import InputError
from almaden.monitoring.series import Series, SeriesKey
from almaden.monitoring.trends import trend
from almaden.monitoring.trends.line import trend_line
from almaden.monitoring.trends.many import many_trends
from almaden.monitoring.trends.map import Place, trends_of
from almaden.monitoring.trends.tables import trends_of_table

PLACES = {f"x:{n}": Place(f"Site {n} (made up)", "IRL" if n % 2 else "ZAF", 53.0 - 10 * n, 5.0 * n) for n in range(6)}
CHANGES = (-2.0, -1.5, 0.0, 0.0, 0.4, 1.2)


def made(site: str, values: np.ndarray, first: str = "2005-01", months: int = 1, instrument: str = "") -> Series:
    start = np.datetime64(first, "M") + months * np.arange(len(values))
    nothing = np.full(len(values), np.nan)
    return Series(
        SeriesKey(site, "air", "GEM", "ng/m3", "CVAFS", instrument), start.astype("datetime64[s]"),
        (start + months).astype("datetime64[s]"), values, np.zeros(len(values), np.uint8), nothing,
        np.arange(len(values)),
    )  # fmt: skip


@pytest.fixture(scope="module")
def values() -> list[np.ndarray]:
    rng = np.random.default_rng(3)
    month = np.arange(120)
    return [1.5 * (1 + change / 100 * month / 12) + 0.06 * rng.normal(size=120) for change in CHANGES]


def test_sites_are_tested_as_by_themselves_and_then_held_against_their_number(values: list[np.ndarray]) -> None:
    found = trends_of([made(site, one) for site, one in zip(PLACES, values, strict=True)], PLACES, "air", "GEM")
    # The same by hand: every month is whole, so the monthly means are the values.
    month = np.datetime64("2005-01") + np.arange(120)
    alone = [trend(month, one, series=site) for site, one in zip(PLACES, values, strict=True)]
    many = many_trends(alone)
    assert [one.trend.slope_per_year for one in found.sites] == [one.slope_per_year for one in alone]
    assert [one.alone for one in found.sites] == [one.verdict for one in alone]
    assert [one.trend.verdict for one in found.sites] == [one.verdict for one in many.trends]
    assert [one.q for one in found.sites] == list(many.q)
    strict = trends_of([made("x:0", values[0]), made("x:2", values[2])], PLACES, "air", "GEM", rate=1e-12)
    assert [(one.alone, one.trend.verdict, one.lost) for one in strict.sites] == [
        ("decreasing", "cannot tell", True), ("no trend", "no trend", False)
    ]  # fmt: skip
    assert (found.whole.sites, found.regions[0].region) == (6, "Europe")
    by_country = trends_of(
        [made("x:0", values[0]), made("x:1", values[1])], PLACES, "air", "GEM", by="country", first_year=2010
    )
    assert [one.region for one in by_country.regions] == ["IRL", "ZAF"]
    assert {one.trend.n for one in by_country.sites} == {60}
    assert json.loads(found.to_json())["false_discoveries"]["kept"] == many.kept


def test_instruments_are_joined_and_the_change_told_but_long_measurements_are_never_cut_into_months(
    values: list[np.ndarray],
) -> None:
    both = [made("x:0", values[0][:70], instrument="A"), made("x:0", values[0][60:], "2010-01", instrument="B")]
    (joined,) = trends_of(both, PLACES, "air", "GEM").sites
    assert joined.trend.n == 120
    assert "another instrument measures from 2010-11 on (A, then B)" in " ".join(joined.trend.notes)
    # Ten yearly means are ten values, not 120.
    (yearly,) = trends_of([made("x:0", values[0][:10], months=12)], PLACES, "air", "GEM").sites
    assert yearly.trend.n == 10


def test_what_cannot_be_mapped_is_refused(values: list[np.ndarray]) -> None:
    with pytest.raises(InputError) as told:
        trends_of([], PLACES, "biota", "THg", first_year=2010, last_year=2009, rate=2.0)
    assert [one.column for one in told.value.faults] == ["matrix", "last", "rate"]
    nothing = trends_of([], PLACES, "air", "GEM")
    assert (nothing.sites, nothing.whole.verdict) == ((), "cannot tell")


def test_a_table_is_tested_and_its_lines_go_through_the_middle_of_its_values() -> None:
    found = trends_of_table(io.BytesIO(trend_table().encode()), "made-up.csv", series="site")
    assert [one.verdict for one in found.trends] == ["decreasing", "no trend", "cannot tell"]
    assert found.columns["value"] == "gem"
    one, told = found.series[0], found.trends[0]
    line = trend_line(one.times, one.values, told)
    slope = (line.level[1] - line.level[0]) / (line.ends[1] - line.ends[0])
    assert slope == pytest.approx(told.slope_per_year)
    above = np.array(line.values) > np.interp(line.years, line.ends, line.level)
    assert abs(above.mean() - 0.5) < 0.01
