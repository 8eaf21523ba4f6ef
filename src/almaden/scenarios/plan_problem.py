"""What a plan for a fleet is asked: options with names, conditions, and both as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from almaden.errors import Fault, InputError, StateError
from almaden.quantity.sampling import FloatArray, IntArray
from almaden.scenarios.choices import Choices, Row
from almaden.scenarios.core import Solution
from almaden.scenarios.robust import PlanDraws, abated_in_draws
from almaden.wording import Text, joined, n_

#: Units that an error names; the others are counted.
_NAMED: Final = 5
#: What abates more than there is by less than this share is rounding.
_ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class UnitOption:
    """A measure that a unit could take.

    Attributes:
        unit, option: identifiers of the unit and, within it, of the measure.
        name: the measure in words.
        cost_usd_per_year: cost, capital included; negative where it saves money.
        abated_kg_per_year: how much less mercury the unit emits to air.
        capital_usd: what must be spent first.
        key: stream of the error that the measure shares with others of its kind; see PlanDraws.
    """

    unit: str
    option: str
    name: str
    cost_usd_per_year: float
    abated_kg_per_year: float
    capital_usd: float = 0.0
    key: str = ""


@dataclass(frozen=True)
class Conditions:
    """Further conditions on a plan.

    Attributes:
        limit_kg_per_unit: the most that a unit may emit a year.
        group_of: group of units, such as a region.
        group_caps: the most that all units of a group may emit a year, kg.
        exclusions: pairs of ``(unit, option)`` that cannot both be chosen.
    """

    limit_kg_per_unit: float | None = None
    group_of: Mapping[str, str] = field(default_factory=dict)
    group_caps: Mapping[str, float] = field(default_factory=dict)
    exclusions: Sequence[tuple[tuple[str, str], tuple[str, str]]] = ()


@dataclass(frozen=True, eq=False)
class Problem:
    """Options that the limit allows, as arrays; in the order of identifiers, so that the order given cannot matter.

    Attributes:
        units: identifiers of the units.
        options: the options.
        choices: the options as arrays.
        rows: conditions on them.
        baseline: what each unit emits today, kg per year.
        draws: draws of that, in the order that they were given in.
        place: where the draws of each unit are.
    """

    units: tuple[str, ...]
    options: tuple[UnitOption, ...]
    choices: Choices
    rows: tuple[Row, ...]
    baseline: FloatArray
    draws: PlanDraws | None
    place: IntArray

    def abated(self, solution: Solution) -> FloatArray:
        """What a choice abates in each draw."""
        if self.draws is None:
            return np.array([solution.abated])
        keys = [option.key for option in self.options]
        return abated_in_draws(solution.chosen, self.choices, self.baseline, keys, self.draws, self.place)


def problem_of(
    options: Sequence[UnitOption],
    baseline: Mapping[str, float],
    conditions: Conditions,
    draws: PlanDraws | None,
    probability: float | None = None,
) -> Problem:
    """Options and conditions as arrays.

    Args:
        options: what units could do.
        baseline: mercury to air of every unit today, kg per year.
        conditions: further conditions.
        draws: draws of what is emitted.
        probability: in which part of the draws a unit is to keep its limit; with the values of record where None.

    Raises:
        ValueError: the draws are of another number of units.
        StateError: a unit has no option that keeps the limit.
    """
    if draws is not None and len(draws.emission) != len(baseline):
        raise ValueError(f"{len(baseline)} units, draws of {len(draws.emission)}")
    given = {unit: place for place, unit in enumerate(baseline)}
    units = {unit: place for place, unit in enumerate(sorted(baseline))}
    place = np.array([given[unit] for unit in units], dtype=np.int64)
    today = np.array([baseline[unit] for unit in units], dtype=np.float64)
    limit = np.inf if conditions.limit_kg_per_unit is None else conditions.limit_kg_per_unit
    high = today
    if draws is not None and probability is not None and np.isfinite(limit):
        high = np.array([np.quantile(draws.emission[own], probability) for own in place])
    required = high > limit
    allowed = tuple(
        option
        for option in sorted(options, key=lambda option: (option.unit, option.option))
        if not required[units[option.unit]]
        or _left(option, given[option.unit], baseline[option.unit], draws, probability) <= limit
    )
    unit = np.array([units[option.unit] for option in allowed], dtype=np.int64)
    without = required.copy()
    without[unit] = False
    if without.any():
        named = [name for name, own in units.items() if without[own]]
        message = "{count} of the units cannot come down to {limit} kg a year: {units}"
        shown = joined([*named[:_NAMED], *(["..."] if len(named) > _NAMED else [])])
        raise StateError(Text(message, count=len(named), limit=limit, units=shown))
    cost = np.array([option.cost_usd_per_year for option in allowed], dtype=np.float64)
    abated = np.minimum([option.abated_kg_per_year for option in allowed], today[unit])
    choices = Choices(unit, cost, abated, len(units), required)
    rows = _rows(allowed, choices, units, today, conditions)
    return Problem(tuple(units), allowed, choices, rows, today, draws, place)


def _left(option: UnitOption, unit: int, today: float, draws: PlanDraws | None, probability: float | None) -> float:
    """What a unit still emits with an option: of record, or what it keeps below in a part of the draws."""
    if draws is None or probability is None:
        return today - option.abated_kg_per_year
    passing = (1.0 - option.abated_kg_per_year / today) * draws.passing.get(option.key, np.ones(1))
    return float(np.quantile(draws.emission[unit] * np.minimum(passing, 1.0), probability))


def _rows(
    options: Sequence[UnitOption],
    choices: Choices,
    units: Mapping[str, int],
    today: FloatArray,
    conditions: Conditions,
) -> tuple[Row, ...]:
    rows = []
    for group, cap in conditions.group_caps.items():
        members = np.zeros(len(units), dtype=bool)
        members[[units[unit] for unit, own in conditions.group_of.items() if own == group and unit in units]] = True
        places = np.flatnonzero(members[choices.unit])
        rows.append(Row(group, places, choices.abated[places], low=float(today[members].sum()) - cap))
    place_of = {(option.unit, option.option): place for place, option in enumerate(options)}
    for pair in conditions.exclusions:
        places = np.array([place_of[one] for one in pair if one in place_of])
        if len(places) == len(pair):
            rows.append(Row(" / ".join(" ".join(one) for one in pair), places, np.ones(len(pair)), high=1.0))
    return tuple(rows)


def check(
    options: Sequence[UnitOption],
    baseline: Mapping[str, float],
    asked: tuple[float | None, float | None, float | None],
    conditions: Conditions,
) -> None:
    """See that everything fits.

    Raises:
        InputError: with all that does not.
    """
    faults = list(_asked(asked, conditions))
    for option in options:
        today = baseline.get(option.unit)
        if today is None:
            faults.append(Fault(n_("the unit is not in the fleet"), value=option.unit))
        elif not 0.0 <= option.abated_kg_per_year <= today * (1 + _ROUNDING):
            accepted = Text("0 to {most} kg a year", most=today)
            faults.append(
                Fault(
                    Text(
                        "option {option} of unit {unit} abates less than 0, or more than the unit emits",
                        option=option.option,
                        unit=option.unit,
                    ),
                    column="abated_kg_per_year",
                    value=str(option.abated_kg_per_year),
                    accepted=accepted,
                )
            )
        elif not np.isfinite(option.cost_usd_per_year):
            message = "the cost of option {option} of unit {unit} is not a number"
            problem = Text(message, option=option.option, unit=option.unit)
            faults.append(Fault(problem, column="cost_usd_per_year", value=str(option.cost_usd_per_year)))
    known = {(option.unit, option.option) for option in options}
    if len(known) < len(options):
        faults.append(Fault(n_("an option of a unit stands twice"), value=str(len(options) - len(known))))
    unknown = n_("an excluded pair names an option that is not there")
    faults += [
        Fault(unknown, value=" ".join(one)) for pair in conditions.exclusions for one in pair if one not in known
    ]
    missing = set(conditions.group_caps) - set(conditions.group_of.values())
    faults += [Fault(n_("a cap is for a group without units"), value=group) for group in sorted(missing)]
    if faults:
        raise InputError(faults)


def _asked(asked: tuple[float | None, float | None, float | None], conditions: Conditions) -> list[Fault]:
    """What is wrong with what is asked for."""
    names = ("target_kg", "target_share", "budget_usd")
    accepted = n_("one of a target, a budget and a limit")
    given = [name for name, value in zip(names, asked, strict=True) if value is not None]
    limited = conditions.limit_kg_per_unit is not None or bool(conditions.group_caps)
    if len(given) > 1 or (not given and not limited):
        problem = n_("a plan has one aim")
        return [Fault(problem, value=", ".join(given), accepted=accepted)]
    share = asked[1]
    if share is not None and not 0.0 <= share <= 1.0:
        return [Fault(n_("a share lies between 0 and 1"), column="target_share", value=str(share), accepted="0-1")]
    return [
        Fault(n_("the aim is not a number from 0 on"), column=name, value=str(value))
        for name, value in zip(names, asked, strict=True)
        if value is not None and not (np.isfinite(value) and (value >= 0.0 or name == "budget_usd"))
    ]
