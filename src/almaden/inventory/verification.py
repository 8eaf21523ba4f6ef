"""A factor that a user has checked in the official document, as a row of their layer."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from almaden.errors import Fault, InputError
from almaden.inventory.records import FactorRow
from almaden.quantity.units import UnitError, parse_factor_unit
from almaden.reference.categories import category
from almaden.reference.factors import factor_set
from almaden.reference.pathways import PATHWAYS
from almaden.wording import n_


def verified_row(
    *,
    code: str,
    variant: str,
    scenario: str,
    value: float | None,
    low: float | None,
    high: float | None,
    unit: str,
    shares: str,
    page: str,
    by: str,
    on: str,
) -> FactorRow:
    """A verified row from what a user read.

    Args:
        code: source category of the factor.
        variant: its variant, empty for all.
        scenario: its scenario row, for shares.
        value: an input factor.
        low: low end of its range.
        high: high end of its range.
        unit: its unit; that of the set where it is empty.
        shares: or six shares separated by blanks, in the order of PATHWAYS.
        page: document and page.
        by: who checked it.
        on: date of the check, year-month-day.

    Raises:
        InputError: with everything that is wrong.
    """
    category(code)
    faults = _common_faults(value, shares, page, by, on)
    common = {
        "code": code, "variant": variant, "source": page, "seen": page,
        "status": "verified", "checked_by": by, "checked_on": on,
    }  # fmt: skip
    if value is not None:
        chosen = factor_set().input_factor(code, variant)
        unit = unit or (chosen.factor.unit if chosen else "")
        faults += _input_faults(value, low, high, unit)
        if not faults:
            return FactorRow(kind="input", value=value, low=low, high=high, unit=unit, range_is="extremes", **common)
    elif shares:
        numbers, share_faults = _shares(shares)
        faults += share_faults
        if not faults:
            named = dict(zip(PATHWAYS, numbers, strict=True))
            return FactorRow(kind="distribution", scenario=scenario, **named, **common)
    raise InputError(faults)


def _common_faults(value: float | None, shares: str, page: str, by: str, on: str) -> list[Fault]:
    faults = []
    if (value is None) == (not shares):
        faults.append(Fault("give either an input factor or shares", accepted="--value, or --shares, not both"))
    for name, text in (("--page", page), ("--by", by)):
        if not text.strip():
            faults.append(Fault("this is empty", column=name, accepted="a text: who checked it, and where it stands"))
    try:
        datetime.date.fromisoformat(on)
    except ValueError:
        faults.append(
            Fault("this is no date", column="--date", value=on, accepted="year-month-day, such as 2026-03-01")
        )
    return faults


def _input_faults(value: float, low: float | None, high: float | None, unit: str) -> list[Fault]:
    faults = []
    if low is not None and high is not None and low > high:
        faults.append(Fault("low is above high", value=f"{low:g} > {high:g}", advice="swap the two"))
    if (low is not None and value < low) or (high is not None and value > high):
        faults.append(Fault("the value is outside its range", column="--value", value=f"{value:g}"))
    try:
        parse_factor_unit(unit)
    except UnitError as error:
        faults.append(Fault(error.args[0], column="--unit", value=unit, accepted="g/t, mg/item, kg/kg and so on"))
    return faults


def _shares(text: str) -> tuple[list[float], list[Fault]]:
    accepted = n_("six numbers from 0 to 1 with blanks between them, adding to at most 1")
    try:
        numbers = [float(word.replace(",", ".")) for word in text.replace(";", " ").split()]
    except ValueError:
        numbers = []
    wrong = len(numbers) != len(PATHWAYS) or not all(0.0 <= one <= 1.0 for one in numbers)
    if wrong or sum(numbers) > 1.0 + 1e-9:
        return [], [Fault("these are not six shares", column="--shares", value=text, accepted=accepted)]
    return numbers, []


def with_row(rows: Sequence[FactorRow], new: FactorRow) -> tuple[FactorRow, ...]:
    """The rows of a layer with one more; a row for the same factor is replaced."""
    kept = tuple(row for row in rows if _which(row) != _which(new))
    return (*kept, new)


def _which(row: FactorRow) -> tuple[str, str, str, str]:
    return (row.kind, row.code, row.variant.casefold(), row.scenario.casefold())
