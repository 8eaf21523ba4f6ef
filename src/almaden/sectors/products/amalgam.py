"""The way out of dental amalgam: which measures are taken, how indicators change, and when their goals are reached.

The dates of the Convention are told by the caller, as it is the Convention's to know them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

from almaden.inventory.result import Amount, Origin
from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.flat import nested
from almaden.sectors.meta import Meta, meta
from almaden.sectors.products.amalgam_records import (
    AmalgamAboutRecord,
    AmalgamMeasureRecord,
    AmalgamValueRecord,
    MeasureStatus,
)
from almaden.sectors.products.straight_line import Crossing, Line, crossing, line_through
from almaden.sectors.products.switching import setting
from almaden.wording import Text

if TYPE_CHECKING:
    import pandas

InTime = Literal["yes", "no", "unsure", ""]
#: Half the width of a 95 % range over the standard error.
_HALF_WIDTH: Final = 1.959964


@dataclass(frozen=True)
class Indicator:
    """An indicator of the way out of amalgam.

    Attributes:
        key, name, unit: what it is.
        rising: whether its goal is reached from below.
        goal: its goal; None where none is set.
        least, most: between which values it lies.
        origin: where the goal was read.
    """

    key: str
    name: str
    unit: str
    rising: bool
    goal: float | None
    least: float
    most: float | None
    origin: Origin


@dataclass(frozen=True)
class AmalgamData:
    """What is told of a country.

    Attributes:
        about: the country.
        measures: at most one row for each measure.
        values: at most one value for each indicator and year.
        notes: what is to be known of the input.
        sha256: of what was read.
        notice: said on every page and export, as of a made-up example.
    """

    about: AmalgamAboutRecord
    measures: tuple[AmalgamMeasureRecord, ...]
    values: tuple[AmalgamValueRecord, ...]
    notes: tuple[Text | str, ...] = ()
    sha256: str = ""
    notice: str = ""


@dataclass(frozen=True)
class Measure:
    """A measure and how a country stands to it.

    Attributes:
        key, group, name, decision, decided: of the table; ``group`` is ``nine`` or ``added``, ``decided`` the year
            from which it counts.
        status: as told; ``none`` also where nothing is told.
        since, evidence: as told.
    """

    key: str
    group: str
    name: str
    decision: str
    decided: int
    status: MeasureStatus
    since: int | None
    evidence: str


@dataclass(frozen=True)
class Trend:
    """How an indicator changes.

    Attributes:
        key, name, unit: of the indicator.
        values: value of every year told.
        change: change in a year, of a straight line; None with fewer than two years.
        goal: its goal; None where none is set.
        reached: whether the last value is at the goal.
        crossing: when the line reaches the goal; None where there is neither.
        at: the line at each of the dates, within what the indicator can be.
        in_time: for each date whether the goal is reached by then: ``yes`` or ``no`` where the interval says so,
            ``unsure`` where it does not, empty where there is no interval.
    """

    key: str
    name: str
    unit: str
    values: Mapping[int, float]
    change: Amount | None
    goal: float | None
    reached: bool
    crossing: Crossing | None
    at: Mapping[str, Amount]
    in_time: Mapping[str, InTime]


@dataclass(frozen=True)
class AmalgamResult:
    """How far a country is on the way out of amalgam.

    Attributes:
        country, title: of the input.
        measures: all measures, in the order of the table.
        taken_of_nine, needed: how many of the nine are taken, and how many a Party takes at least.
        trends: the indicators that are told, in the order of the table.
        dates: the dates compared with, by name.
        notes: what is to be known.
        origins: the numbers it rests on.
        meta: how it was made.
    """

    country: str
    title: str
    measures: tuple[Measure, ...]
    taken_of_nine: int
    needed: int
    trends: tuple[Trend, ...]
    dates: Mapping[str, int]
    notes: tuple[Text | str, ...]
    origins: tuple[Origin, ...]
    meta: Meta

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """The numbers that nobody has checked in the document they come from."""
        return tuple(one for one in self.origins if one.status == "unverified")

    @property
    def without_evidence(self) -> tuple[Measure, ...]:
        """Measures that are told as taken, but not since when or by what."""
        return tuple(one for one in self.measures if one.status == "taken" and not (one.evidence and one.since))

    def to_frame(self) -> pandas.DataFrame:
        """Every value of every indicator as a row."""
        import pandas

        rows = [
            {"indicator": one.key, "unit": one.unit, "year": year, "value": value}
            for one in self.trends
            for year, value in one.values.items()
        ]
        return pandas.DataFrame(rows, columns=["indicator", "unit", "year", "value"])

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        values = asdict(self)
        return nested({"meta": values.pop("meta"), **values, "unverified": [asdict(one) for one in self.unverified]})

    def to_json(self) -> str:
        """All of it as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)


@cache
def indicators() -> Mapping[str, Indicator]:
    """The indicators by key."""
    found = {}
    for row in read_table("products/amalgam_indicators"):
        goal = number_or_none(row["goal"])
        origin = Origin(row["name"], goal or 0.0, row["unit"], None, None, "products", row["source"], row["seen"],
                        row["status"], row["key"], row["doubt"])  # fmt: skip
        found[row["key"]] = Indicator(
            row["key"], row["name"], row["unit"], row["direction"] == "rising", goal, float(row["least"]),
            number_or_none(row["most"]), origin,
        )  # fmt: skip
    return MappingProxyType(found)


def amalgam_measures() -> tuple[Mapping[str, str], ...]:
    """The nine measures of Annex A Part II and what was added later: rows with ``key`` and ``name``."""
    return read_table("products/amalgam_measures")


def follow_amalgam(
    data: AmalgamData, dates: Mapping[str, int] | None = None, goals: Mapping[str, float] | None = None
) -> AmalgamResult:
    """How far a country is on the way out of amalgam.

    Args:
        data: what is told of the country.
        dates: years by whose end a goal is to be reached, by name, such as that of a decision.
        goals: own goals by indicator, in place of those of the table.
    """
    dates = dict(dates or {})
    told = {one.measure: one for one in data.measures}
    measures = tuple(_measure(row, told.get(row["key"])) for row in amalgam_measures())
    least = setting("amalgam_measures")
    trends, origins = [], [least.origin]
    for indicator in indicators().values():
        values = sorted((one for one in data.values if one.indicator == indicator.key), key=lambda one: one.year)
        if not values:
            continue
        goal = (goals or {}).get(indicator.key, indicator.goal)
        trends.append(_trend(indicator, values, goal, dates))
        if goal is not None and indicator.key not in (goals or {}):
            origins.append(indicator.origin)
    taken = sum(one.status == "taken" for one in measures if one.group == "nine")
    return AmalgamResult(
        data.about.country, data.about.title, measures, taken, int(least.value), tuple(trends), dates, data.notes,
        tuple(origins), meta(0, 0, data.sha256, notice=data.notice),
    )  # fmt: skip


def _measure(row: Mapping[str, str], told: AmalgamMeasureRecord | None) -> Measure:
    fixed = (row["key"], row["group"], row["name"], row["decision"], int(row["since"]))
    if told is None:
        return Measure(*fixed, "none", None, "")
    return Measure(*fixed, told.status, told.since, told.evidence)


def _trend(
    indicator: Indicator, values: Sequence[AmalgamValueRecord], goal: float | None, dates: Mapping[str, int]
) -> Trend:
    errors = [
        (one.high - one.low) / (2.0 * _HALF_WIDTH) for one in values if one.low is not None and one.high is not None
    ]
    line = line_through([one.year for one in values], [one.value for one in values], errors)
    last = values[-1]
    reached = goal is not None and (last.value >= goal if indicator.rising else last.value <= goal)
    when = None if line is None or goal is None or reached else crossing(line, goal, indicator.rising, last.year)
    at = {} if line is None else {name: _within(line.at(year), indicator) for name, year in dates.items()}
    in_time: dict[str, InTime] = {}
    if goal is not None:
        in_time = {name: "yes" if reached else _in_time(when, line, year) for name, year in dates.items()}
    return Trend(
        indicator.key, indicator.name, indicator.unit, {one.year: one.value for one in values},
        None if line is None else line.change, goal, reached, when, at, in_time,
    )  # fmt: skip


def _in_time(when: Crossing | None, line: Line | None, year: int) -> InTime:
    """The goal is to be reached by the end of the year; values stand for the years they are told for."""
    if when is None or line is None or not line.deviate:
        return ""
    if when.high is not None and when.high <= year:
        return "yes"
    if when.low is not None and when.low > year:
        return "no"
    return "unsure"


def _within(amount: Amount, indicator: Indicator) -> Amount:
    most = float("inf") if indicator.most is None else indicator.most
    value, low, high = (min(max(end, indicator.least), most) for end in (amount.value, amount.low, amount.high))
    return Amount(value, low, high)
