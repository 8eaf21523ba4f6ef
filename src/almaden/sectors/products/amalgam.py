"""The way out of dental amalgam: which measures are taken, how indicators change, and when their goals are reached.

The dates of the Convention are told by the caller, as it is the Convention's to know them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from almaden.inventory.result import Amount
from almaden.reference.meta import meta
from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.products.amalgam_records import AmalgamMeasureRecord, AmalgamValueRecord
from almaden.sectors.products.amalgam_result import AmalgamData, AmalgamResult, InTime, Measure, Trend
from almaden.sectors.products.straight_line import Crossing, Line, crossing, line_through
from almaden.sectors.products.switching import setting

#: Half the width of a 95 % range over the standard error.
_HALF_WIDTH: Final = 1.959964


@dataclass(frozen=True)
class Indicator:
    """An indicator of the way out of amalgam.

    Attributes:
        key, name, unit: what it is.
        rising: whether its goal is reached from below.
        goal: its goal; None where none is set.
        ends: whether the end of amalgam brings it to its goal.
        least, most: between which values it lies.
        origin: where the goal was read.
    """

    key: str
    name: str
    unit: str
    rising: bool
    goal: float | None
    ends: bool
    least: float
    most: float | None
    origin: Origin


@cache
def indicators() -> Mapping[str, Indicator]:
    """The indicators by key."""
    found = {}
    for row in read_table("products/amalgam_indicators"):
        goal = number_or_none(row["goal"])
        origin = Origin(row["name"], goal or 0.0, row["unit"], None, None, "products", row["source"], row["seen"],
                        row["status"], row["key"], row["doubt"])  # fmt: skip
        found[row["key"]] = Indicator(
            row["key"], row["name"], row["unit"], row["direction"] == "rising", goal, row["ends"] == "y",
            float(row["least"]), number_or_none(row["most"]), origin,
        )  # fmt: skip
    return MappingProxyType(found)


def amalgam_measures() -> tuple[Mapping[str, str], ...]:
    """The nine measures of Annex A Part II and what was added later: rows with ``key`` and ``name``."""
    return read_table("products/amalgam_measures")


def follow_amalgam(
    data: AmalgamData,
    ends: Mapping[str, int] | None = None,
    years: Sequence[int] = (),
    goals: Mapping[str, float] | None = None,
) -> AmalgamResult:
    """How far a country is on the way out of amalgam.

    Args:
        data: what is told of the country.
        ends: years by whose end amalgam ends, by the name of the decision; compared with indicators that end with it.
        years: other years, by whose end goals are to be reached; compared with every indicator.
        goals: own goals by indicator, in place of those of the table.
    """
    others = {str(year): year for year in years}
    dates = {**(ends or {}), **others}
    told = {one.measure: one for one in data.measures}
    measures = tuple(_measure(row, told.get(row["key"])) for row in amalgam_measures())
    least = setting("amalgam_measures")
    trends, origins = [], [least.origin]
    for indicator in indicators().values():
        values = sorted((one for one in data.values if one.indicator == indicator.key), key=lambda one: one.year)
        if not values:
            continue
        goal = (goals or {}).get(indicator.key, indicator.goal)
        trends.append(_trend(indicator, values, goal, dates if indicator.ends else others))
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
