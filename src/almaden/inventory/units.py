"""Which units an activity rate may have in a source category."""

from __future__ import annotations

from dataclasses import dataclass

from almaden.inventory.records import ActivityRow
from almaden.quantity.units import UnitError, convert, kg_per_unit, parse_factor_unit, parse_unit
from almaden.reference.categories import Category, category
from almaden.wording import Text, n_

_FACTOR_UNITS = n_("g/t, mg/item, kg/kg and so on")


@dataclass(frozen=True)
class UnitProblem:
    """A unit that does not fit: the column it stands in, what is wrong, what is accepted."""

    column: str
    value: str
    problem: str
    accepted: str


def unit_problem(row: ActivityRow) -> UnitProblem | None:
    """What is wrong with the units of a line, or None. The code of the line must exist."""
    known = category(row.code)
    accepted = ", ".join(dict.fromkeys((*known.units, "kg Hg")))
    try:
        given = parse_unit(row.unit)
    except UnitError as error:
        if row.activity_rate is None:
            return None
        return UnitProblem("unit", row.unit, error.args[0], accepted)
    if row.input_factor is not None:
        return _factor_problem(row, known)
    if given.dimension not in {parse_unit(unit).dimension for unit in (*known.units, "kg Hg")}:
        try:
            convert(1.0, row.unit, known.unit)
        except UnitError as error:
            return UnitProblem("unit", row.unit, error.args[0], accepted)
    return None


def _factor_problem(row: ActivityRow, known: Category) -> UnitProblem | None:
    if not row.factor_unit:
        return UnitProblem("factor_unit", "", n_("an own input factor needs its unit"), _FACTOR_UNITS)
    try:
        parse_factor_unit(row.factor_unit)
    except UnitError as error:
        return UnitProblem("factor_unit", row.factor_unit, error.args[0], _FACTOR_UNITS)
    try:
        kg_per_unit(row.unit, row.factor_unit)
    except UnitError as error:
        return UnitProblem(
            "factor_unit", row.factor_unit, error.args[0], Text("mercury per {unit}", unit=row.unit or known.unit)
        )
    return None


def is_mercury_input(row: ActivityRow) -> bool:
    """Whether the rate of a line is the mercury input itself, so that no factor is needed."""
    return (
        row.input_factor is None
        and parse_unit(row.unit).dimension == "mercury"
        and category(row.code).mercury_rate == "input"
    )
