"""How much of a year people work at a site, and how often the periods come that amounts are told for."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.records import SiteRecord
from almaden.sectors.gold.sites import months_of
from almaden.sectors.gold.terms import Period
from almaden.wording import n_

#: Days of a year in the mean.
DAYS_PER_YEAR: Final = 365.25
_MONTHS_PER_YEAR: Final = 12.0
_WEEKS_PER_YEAR: Final = DAYS_PER_YEAR / 7.0
_WEEKS_PER_MONTH: Final = _WEEKS_PER_YEAR / _MONTHS_PER_YEAR
#: How often a period comes in a year of the calendar.
_CALENDAR: Final[Mapping[Period, float]] = {
    "day": DAYS_PER_YEAR, "week": _WEEKS_PER_YEAR, "month": _MONTHS_PER_YEAR, "year": 1.0,
}  # fmt: skip
#: Periods of the calendar that have days of rest in them.
_WITH_REST: Final = ("week", "month")
#: Rounding of what people tell of their days.
_SLACK: Final = 1.02


@dataclass(frozen=True)
class WorkTime:
    """The time of work at a site.

    Attributes:
        days: days of work in a year, None where not told.
        days_per_week: days of work in a week of the season, None where not told.
        months: months of work in a year, None where not told.
    """

    days: float | None = None
    days_per_week: float | None = None
    months: int | None = None

    @property
    def weeks(self) -> float | None:
        """Weeks in which people work in a year; None where nothing tells them.

        From days in a year and in a week; else from the months of work; else with the days of a week that are usual.
        A year has no more weeks than the calendar.
        """
        if self.days == 0.0:
            return 0.0
        if self.days is not None and self.days_per_week is not None:
            weeks = self.days / self.days_per_week
        elif self.months is not None:
            weeks = self.months * _WEEKS_PER_MONTH
        elif self.days is not None:
            weeks = self.days / usual_days_per_week().value
        else:
            return None
        return min(weeks, _WEEKS_PER_YEAR)

    @property
    def too_many_days(self) -> bool:
        """Whether days of work in a year are more than the weeks or months of work have."""
        most = [_WEEKS_PER_YEAR * self.days_per_week] if self.days_per_week is not None else []
        most += [DAYS_PER_YEAR / _MONTHS_PER_YEAR * self.months] if self.months is not None else []
        return self.days is not None and any(self.days > _SLACK * one for one in most)


def work_of(site: SiteRecord) -> WorkTime:
    """What a site tells of its time of work."""
    months = months_of(site.season)
    return WorkTime(site.days_per_year, site.days_per_week, len(months) if months else None)


def times_a_year(period: Period, work: WorkTime) -> float | None:
    """How often a period comes in a year of work; a week or a month is one of the calendar, with its days of rest.

    Args:
        period: the period.
        work: the time of work.

    Returns:
        None where the time of work is needed and not told.
    """
    if period == "year":
        return 1.0
    if period == "day":
        return work.days
    if work.weeks is None:
        return None
    return work.weeks if period == "week" else work.weeks / _WEEKS_PER_MONTH


def times_of_calendar(period: Period) -> float:
    """How often a period comes in a year of the calendar, as for somebody who never rests."""
    return _CALENDAR[period]


def days_in(period: Period, work: WorkTime) -> float:
    """Days of work in a period; where nothing is told, all days of a year and the usual ones of a week."""
    if period == "day":
        return 1.0
    if period == "year":
        return work.days or DAYS_PER_YEAR
    told = work.days / work.weeks if work.days and work.weeks else work.days_per_week
    week = told or usual_days_per_week().value
    return week if period == "week" else week * _WEEKS_PER_MONTH


@functools.cache
def usual_days_per_week() -> Origin:
    """Days of work in a week where neither they nor the months of work are told."""
    row = next(row for row in read_table("gold/limits") if row["key"] == "days_per_week")
    name = n_("days of work in a week, where neither they nor the months of work are told")
    return Origin(name, float(row["value"]), "d", None, None, "gold", row["source"], row["seen"], row["status"])


def usual_weeks(data: GoldData) -> tuple[str, ...]:
    """Sites at which an amount of a week or a month rests on :func:`usual_days_per_week`, in their order."""
    vague = {one.site for one in data.miners if one.gold_period in _WITH_REST}
    vague |= {one.site for one in data.mercury if one.period in _WITH_REST}
    vague |= {one.id for one in data.sites if one.gold_per_miner is not None and one.gold_period in _WITH_REST}
    works = {site.id: work_of(site) for site in data.sites if site.id in vague}
    return tuple(sorted(site for site, work in works.items() if work.days_per_week is None and work.months is None))
