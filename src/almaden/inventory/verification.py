"""A factor that a user has checked in the official document, as a row of their layer."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, Final, Literal

from almaden.errors import Fault, InputError
from almaden.inventory.records import FactorRow
from almaden.quantity.units import UnitError, parse_factor_unit
from almaden.reference.categories import category
from almaden.reference.factors import DistributionFactor, factor_set
from almaden.reference.pathways import PATHWAYS
from almaden.wording import Exact, Text, joined, n_

Remainder = Literal["", "passes_on", "retained"]

_REMAINDERS: Final[tuple[Remainder, ...]] = ("passes_on", "retained")
_REST_ACCEPTED: Final = n_("shares that add to 1; or --remainder passes_on, or --remainder retained")

#: How far a sum of printed shares may be from one.
_SUM_TOLERANCE: Final = 0.001
#: How far it may be from that of the set's own row, if that leaves a rest on purpose.
_SAME_SUM: Final = 0.05


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
    remainder: str = "",
    source: str = "",
) -> FactorRow:
    """A verified row from what a user read.

    Args:
        code: source category of the factor.
        variant: its variant; may be empty where the set has at most one.
        scenario: its scenario row, for shares; where it is empty, the default one of the set.
        value: an input factor.
        low: low end of its range.
        high: high end of its range.
        unit: its unit; that of the set where it is empty.
        shares: or six shares separated by blanks, in the order of PATHWAYS.
        page: where it stands in the document.
        by: who checked it.
        on: date of the check, year-month-day.
        remainder: why the shares do not add to one, ``passes_on`` or ``retained``; that of the set where it is empty.
        source: the document; that of the set's row where it is empty.

    Raises:
        InputError: with everything that is wrong.
    """
    category(code)
    faults = _common_faults(value, shares, page, by, on)
    known = factor_set().distributions(code) if shares else factor_set().inputs(code)
    variant, variant_faults = _variant(code, variant, [row.variant for row in known])
    faults += variant_faults
    common: dict[str, Any] = {"code": code, "variant": variant, "seen": page}
    common |= {"status": "verified", "checked_by": by, "checked_on": on}
    if value is not None:
        chosen = factor_set().input_factor(code, variant)
        unit = unit or (chosen.factor.unit if chosen else "")
        source = source or (chosen.factor.source if chosen else "") or page
        faults += _input_faults(value, low, high, unit)
        if not faults:
            return FactorRow(
                kind="input", value=value, low=low, high=high, unit=unit, range_is="extremes", source=source, **common
            )
    elif shares:
        found, share_faults = _shares_found(code, variant, scenario, shares, remainder)
        faults += share_faults
        if not faults:
            common["source"] = source or found["source"] or page
            return FactorRow(kind="distribution", **{**found, **common})
    raise InputError(faults)


def _variant(code: str, variant: str, known: Sequence[str]) -> tuple[str, list[Fault]]:
    """The variant as the set writes it; where none is given, the only one."""
    names = list(dict.fromkeys(known))
    if variant.strip():
        return next((name for name in names if name.casefold() == variant.strip().casefold()), variant.strip()), []
    if len(names) > 1:
        problem = Text("{code} has factors for several variants: say which one you read", code=code)
        accepted = joined([Text(name) for name in names if name], "; ")
        return "", [Fault(problem, column="--variant", accepted=accepted)]
    return (names[0] if names else ""), []


def _shares_found(
    code: str, variant: str, scenario: str, text: str, remainder: str
) -> tuple[dict[str, Any], list[Fault]]:
    """The columns that six shares fill, with the scenario and the document of the set's own row."""
    own = _own_rows(code, variant, scenario)
    numbers, faults = _shares(text)
    rest, rest_faults = _remainder(numbers, remainder, own)
    if faults or rest_faults:
        return {}, faults + rest_faults
    where = {"scenario": own[0].scenario, "source": own[0].source} if own else {"scenario": scenario, "source": ""}
    return {**dict(zip(PATHWAYS, numbers, strict=True)), **where, "remainder": rest}, []


def _own_rows(code: str, variant: str, scenario: str) -> tuple[DistributionFactor, ...]:
    """The rows of the set for the same shares, none if it has no such scenario."""
    choice = factor_set().distribution(code, variant, scenario)
    return choice.factor if choice is not None and (choice.exact or not scenario) else ()


def _remainder(
    shares: Sequence[float], remainder: str, own: Sequence[DistributionFactor]
) -> tuple[Remainder, list[Fault]]:
    """Why shares do not add to one: as said, or as the set says of a row with about the same sum."""
    total = sum(shares)
    if not shares or abs(total - 1.0) <= _SUM_TOLERANCE:
        return "", []
    said: list[Remainder] = [name for name in _REMAINDERS if name == remainder]
    if said:
        return said[0], []
    expected = sum(sum(row.shares) for row in own)
    known: list[Remainder] = [name for name in _REMAINDERS if any(row.remainder == name for row in own)]
    if known and not remainder and abs(total - expected) <= _SAME_SUM:
        return known[0], []
    problem = Text("the six shares add to {total}, not to 1", total=Exact(round(total, 6)))
    advice = n_("correct the shares, or say with --remainder where the rest goes")
    return "", [Fault(problem, column="--shares", accepted=_REST_ACCEPTED, advice=advice)]


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
