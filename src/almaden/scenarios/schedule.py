"""A plan year by year: which measure a unit takes, and when it starts.

A measure that has started runs until the unit closes or the years end, costs its yearly cost and abates its yearly
mercury. Neither kg nor USD are discounted. A unit takes one measure once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from almaden.errors import Fault, InputError, StateError
from almaden.quantity.sampling import FloatArray, IntArray
from almaden.scenarios.choices import Choices, Row, undominated
from almaden.scenarios.core import GAP, SECONDS, Solution, optimum
from almaden.scenarios.frontier import frontier
from almaden.scenarios.plan_problem import Conditions, UnitOption, check, problem_of
from almaden.wording import n_

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class YearlyConditions:
    """What is asked for year by year; a year that is not named has no condition of the kind.

    Attributes:
        years: the years of the plan, rising; measures start in one of them.
        targets: kg to be abated in a year.
        budgets: USD that all running measures may cost in a year.
        most_started: how many measures may start in a year.
        last_years: last year of operation of units that close within the years.
    """

    years: tuple[int, ...]
    targets: Mapping[int, float] = field(default_factory=dict)
    budgets: Mapping[int, float] = field(default_factory=dict)
    most_started: Mapping[int, int] = field(default_factory=dict)
    last_years: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Start:
    """A measure of a unit and the year in which it starts; cost and kg are of one year."""

    year: int
    unit: str
    option: str
    name: str
    cost_usd_per_year: float
    abated_kg_per_year: float
    capital_usd: float


@dataclass(frozen=True)
class YearSum:
    """What runs in a year, and what starts in it."""

    year: int
    cost_usd: float
    abated_kg: float
    started: int
    capital_usd: float


@dataclass(frozen=True)
class Schedule:
    """A plan year by year.

    Attributes:
        starts: what starts, by year and unit.
        years: sums of each year.
        cost_usd, abated_kg: sums of all years.
        gap: how far the plan may be from the best, relative: in cost where there are targets, else in kg.
    """

    starts: tuple[Start, ...]
    years: tuple[YearSum, ...]
    cost_usd: float
    abated_kg: float
    gap: float

    def to_frame(self) -> pandas.DataFrame:
        """One line per measure that starts."""
        import pandas as pd

        return pd.DataFrame([asdict(start) for start in self.starts], columns=list(Start.__dataclass_fields__))

    def to_json(self) -> str:
        """The plan as one JSON object."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2, allow_nan=False)


#: Starts of measures, from which on only measures on the frontier are looked at. A mix of these costs no more than
#: any other measure and abates as much, so the relaxed problem, and the gap to it, is the same without the others.
_MANY: Final = 50_000


class _Dated(NamedTuple):
    """Every option with every year that it could start in, one after the other.

    Attributes:
        option: position among the options.
        first, last: the years from and to which it runs.
    """

    option: IntArray
    first: IntArray
    last: IntArray


def schedule(
    options: Sequence[UnitOption],
    baseline: Mapping[str, float],
    yearly: YearlyConditions,
    *,
    gap: float = GAP,
    seconds: float = SECONDS,
) -> Schedule:
    """Plan measures year by year: at least cost where there are targets, else abating most within the budgets.

    Args:
        options: what units could do.
        baseline: mercury to air of every unit today, kg per year.
        yearly: what is asked for in which year.
        gap: how near to the best the plan is to be, relative.
        seconds: how long one step of the search may take.

    Raises:
        InputError: options do not fit the units, or a condition is for a year outside the plan.
        StateError: no plan meets all conditions.
    """
    _check_years(yearly)
    # The aim of a schedule is in its years: what is asked of the whole fleet at once is nothing.
    check(options, baseline, (0.0, None, None), Conditions())
    problem = problem_of(options, baseline, Conditions(), None)
    kept = undominated(problem.choices)
    many = len(kept) * len(yearly.years) > _MANY
    if many:
        kept = frontier(problem.choices).option
    dated = _dated(problem.choices.some(kept), problem.units, yearly)
    dated = dated._replace(option=kept[dated.option])
    runs = (dated.last - dated.first + 1).astype(np.float64)
    cost, abated = problem.choices.cost[dated.option], problem.choices.abated[dated.option]
    starts = Choices.free(problem.choices.unit[dated.option], cost * runs, abated * runs, problem.choices.units)
    objective = starts.cost if yearly.targets else -starts.abated
    found = optimum(starts, objective, _rows(dated, cost, abated, yearly), gap=gap, seconds=seconds)
    if found is None:
        raise StateError(n_("no plan meets the conditions of all years, whatever it costs"))
    if many:
        found = replace(found, gap=abs(1.0 - found.relaxed / (found.cost if yearly.targets else -found.abated)))
    return _schedule(problem.options, dated, found, yearly)


def _dated(choices: Choices, units: Sequence[str], yearly: YearlyConditions) -> _Dated:
    end = yearly.years[-1]
    lasts = np.array([min(end, yearly.last_years.get(unit, end)) for unit in units])[choices.unit]
    count, years = len(choices.unit), np.array(yearly.years)
    option, first = np.repeat(np.arange(count), len(years)), np.tile(years, count)
    runs = first <= lasts[option]
    return _Dated(option[runs], first[runs], lasts[option][runs])


def _rows(dated: _Dated, cost: FloatArray, abated: FloatArray, yearly: YearlyConditions) -> list[Row]:
    """The conditions of all years; in a year, what runs counts, or what starts."""
    rows = []
    for year in yearly.years:
        running = np.flatnonzero((dated.first <= year) & (dated.last >= year))
        if year in yearly.targets:
            rows.append(Row(f"target {year}", running, abated[running], low=yearly.targets[year]))
        if year in yearly.budgets:
            rows.append(Row(f"budget {year}", running, cost[running], high=yearly.budgets[year]))
        if year in yearly.most_started:
            starting = np.flatnonzero(dated.first == year)
            rows.append(Row(f"starts {year}", starting, np.ones(len(starting)), high=yearly.most_started[year]))
    return rows


def _schedule(options: Sequence[UnitOption], dated: _Dated, found: Solution, yearly: YearlyConditions) -> Schedule:
    chosen = [
        (options[option], first, last)
        for option, first, last in zip(*(column[found.chosen].tolist() for column in dated), strict=True)
    ]
    sums = []
    for year in yearly.years:
        running = [option for option, first, last in chosen if first <= year <= last]
        starting = [option for option, first, _ in chosen if first == year]
        sums.append(
            YearSum(
                year,
                sum(option.cost_usd_per_year for option in running),
                sum(option.abated_kg_per_year for option in running),
                len(starting),
                sum(option.capital_usd for option in starting),
            )
        )
    starts = [
        Start(
            first,
            option.unit,
            option.option,
            option.name,
            option.cost_usd_per_year,
            option.abated_kg_per_year,
            option.capital_usd,
        )
        for option, first, _ in chosen
    ]
    ordered = tuple(sorted(starts, key=lambda start: (start.year, start.unit)))
    return Schedule(ordered, tuple(sums), found.cost, found.abated, found.gap)


def _check_years(yearly: YearlyConditions) -> None:
    """See that years rise without a gap, that conditions are for these years, and that something is asked for.

    Raises:
        InputError: with all that is wrong.
    """
    years = yearly.years
    faults = []
    if not years or list(years) != list(range(years[0], years[0] + len(years))):
        faults.append(Fault(n_("the years of a plan follow each other"), column="years", value=str(list(years))))
    for name in ("targets", "budgets", "most_started"):
        outside = [year for year in getattr(yearly, name) if year not in years]
        faults += [Fault(n_("the year is not one of the plan"), column=name, value=str(year)) for year in outside]
    if not yearly.targets and not yearly.budgets and not yearly.most_started:
        faults.append(Fault(n_("a plan has one aim"), accepted=n_("targets, or budgets or numbers of starts by year")))
    if faults:
        raise InputError(faults)
