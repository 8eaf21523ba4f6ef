"""Weeks and months of work in a year, by hand: a week has 7 days, a year 365.25 / 7 = 52.18 weeks, a month 4.348."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.estimate import estimate
from almaden.sectors.gold.ratios import measured_ratio
from almaden.sectors.gold.readers.likely import grams_a_day
from almaden.sectors.gold.records import AboutRecord, MercuryRecord, SiteRecord
from almaden.sectors.gold.site_means import seen_sites
from almaden.sectors.gold.winnings import kg_per_year
from almaden.sectors.gold.work_time import WorkTime, times_a_year, usual_weeks, work_of

ABOUT = AboutRecord(country="XXX", year=2024, made_up=True)


@pytest.mark.parametrize(
    ("work", "weeks"),
    [
        (WorkTime(days=220, days_per_week=5.5), 40.0),
        # Days of a week come before the season, the season before the usual 6 days.
        (WorkTime(days=220, days_per_week=5.5, months=7), 40.0),
        (WorkTime(days=220, months=7), 7 * 365.25 / 84),
        (WorkTime(months=7), 7 * 365.25 / 84),
        (WorkTime(days=210), 35.0),
        # A year has no more weeks than the calendar; where nobody worked there are none.
        (WorkTime(days=350, days_per_week=5), 365.25 / 7),
        (WorkTime(days=0, months=7), 0.0),
        (WorkTime(), None),
    ],
)
def test_weeks_of_work(work: WorkTime, weeks: float | None) -> None:
    assert work.weeks == (None if weeks is None else pytest.approx(weeks))


def test_an_amount_of_a_week_or_a_month_is_of_the_calendar() -> None:
    """2 g a week on 5.5 days of it, 220 days: 40 weeks, 80 g; 40 weeks are 9.2 months."""
    work = work_of(SiteRecord(id="1", days_per_year=220, days_per_week=5.5))
    assert kg_per_year(2, "g", "week", work) == pytest.approx(0.080)
    assert times_a_year("month", work) == pytest.approx(40 * 84 / 365.25)
    assert work_of(SiteRecord(id="1", season="11-5")).months == 7


@pytest.mark.parametrize("work", [WorkTime(220, 5.5), WorkTime(220, None, 9), WorkTime(220)])
@pytest.mark.parametrize("period", ["week", "month", "year"])
def test_checks_take_a_period_for_as_many_days_as_the_estimate_does(period: Any, work: WorkTime) -> None:
    """The gold of a day of work, times the days of a year, is that of the year."""
    yearly = kg_per_year(2.8, "g", period, work)
    assert grams_a_day(2.8, "g", period, work) * 220 / 1000 == pytest.approx(yearly)


def monthly(**more: Any) -> GoldData:
    """Five made-up sites of 10 miners with 0.5 g on each of 200 days, 1 kg in a year; 0.2 kg of mercury a month."""
    sites = [
        SiteRecord(id=f"S{k}", miners=10, gold_per_miner=0.5, days_per_year=200, concentrate_share=1.0, **more)
        for k in range(5)
    ]
    mercury = [MercuryRecord(site=one.id, mercury=0.2, period="month") for one in sites]
    return GoldData(ABOUT, sites=tuple(sites), mercury=tuple(mercury))


@pytest.mark.parametrize(
    ("more", "months"),
    [({"days_per_week": 5}, 40 * 84 / 365.25), ({"season": "3-8"}, 6), ({}, 200 / 6 * 84 / 365.25)],
)
def test_gold_of_a_day_and_mercury_of_a_month_meet_in_the_year(more: dict[str, Any], months: float) -> None:
    """Mercury of the months of work for 1 kg of gold."""
    data = monthly(**more)
    found = measured_ratio("concentrate", data, "field", seen_sites(data))
    assert found is not None
    assert found.mean.value == pytest.approx(0.2 * months)


def test_usual_days_of_a_week_are_asked_about_and_listed() -> None:
    silent, told = monthly(), monthly(days_per_week=5)
    assert (usual_weeks(silent), usual_weeks(told)) == (("S0", "S1", "S2", "S3", "S4"), ())
    found = estimate(silent, draws=50)
    assert any("A week is taken to have 6 days of work at S0" in one for one in found.questions)
    assert [one.value for one in found.origins if "days of work in a week" in one.quantity] == [6.0]
    both = estimate(replace(told, sites=tuple(one.model_copy(update={"days_per_year": 300}) for one in told.sites)),
                    draws=50)  # fmt: skip
    assert any("Days of work in a year are more than" in one for one in both.questions)
    assert not any("A week is taken" in one for one in both.questions)
