"""What a plan for a fleet is asked: options with names, conditions, and both as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from almaden.errors import Fault, InputError, StateError
from almaden.quantity.sampling import FloatArray
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
    """Options that the limit allows, as arrays."""

    options: tuple[UnitOption, ...]
    choices: Choices
    rows: tuple[Row, ...]
    baseline: FloatArray
    draws: PlanDraws | None

    def abated(self, solution: Solution) -> FloatArray:
        """What a choice abates in each draw."""
        if self.draws is None:
            return np.array([solution.abated])
        keys = [option.key for option in self.options]
        return abated_in_draws(solution.chosen, self.choices, self.baseline, keys, self.draws)


def problem_of(
    options: Sequence[UnitOption], baseline: Mapping[str, float], conditions: Conditions, draws: PlanDraws | None
) -> Problem:
    """Options and conditions as arrays.

    Raises:
        StateError: a unit has no option that keeps the limit.
    """
    units = {unit: place for place, unit in enumerate(baseline)}
    today = np.array(list(baseline.values()), dtype=np.float64)
    limit = np.inf if conditions.limit_kg_per_unit is None else conditions.limit_kg_per_unit
    required = today > limit
    allowed = tuple(
        option
        for option in options
        if not required[units[option.unit]] or baseline[option.unit] - option.abated_kg_per_year <= limit
    )
    unit = np.array([units[option.unit] for option in allowed], dtype=np.int64)
    without = required.copy()
    without[unit] = False
    if without.any():
        named = [name for name, place in units.items() if without[place]]
        message = "{count} of the units cannot come down to {limit} kg a year: {units}"
        shown = joined([*named[:_NAMED], *(["..."] if len(named) > _NAMED else [])])
        raise StateError(Text(message, count=len(named), limit=limit, units=shown))
    cost = np.array([option.cost_usd_per_year for option in allowed], dtype=np.float64)
    abated = np.minimum([option.abated_kg_per_year for option in allowed], today[unit])
    choices = Choices(unit, cost, abated, len(units), required)
    return Problem(allowed, choices, _rows(allowed, choices, units, today, conditions), today, draws)


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
        place = Text("unit {unit}, option {option}", unit=option.unit, option=option.option)
        if today is None:
            faults.append(Fault(n_("the unit is not in the fleet"), file=place, value=option.unit))
        elif not 0.0 <= option.abated_kg_per_year <= today * (1 + _ROUNDING):
            accepted = Text("0 to {most} kg a year", most=today)
            faults.append(
                Fault(
                    n_("an option abates nothing less than 0 and nothing more than the unit emits"),
                    file=place,
                    column="abated_kg_per_year",
                    value=str(option.abated_kg_per_year),
                    accepted=accepted,
                )
            )
        elif not np.isfinite(option.cost_usd_per_year):
            faults.append(Fault(n_("the cost is not a number"), file=place, column="cost_usd_per_year"))
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
    accepted = n_("one of target_kg, target_share and budget_usd, or only limits")
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
