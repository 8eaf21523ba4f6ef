"""Input factors against the range of the factor set: own factors, layers, and defaults outside their own range."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from almaden.inventory.check_kind import CheckKind
from almaden.inventory.checks.inspection import Inspection, Row
from almaden.inventory.checks.slips import slip
from almaden.inventory.checks.thresholds import threshold
from almaden.inventory.result import Check, Part
from almaden.quantity.units import UnitError, parse_factor_unit
from almaden.reference.factors import FactorSet, InputFactor, factor_set
from almaden.wording import Text

OUTSIDE = CheckKind(
    id="factor_outside_range",
    title="Input factor outside the range of the set",
    severity="warning",
    meaning="An own or national input factor lies outside the range that the factor set gives for the category; an "
    "error where it is more than ten times outside.",
    message="{id}: the input factor {factor} {unit} lies outside {low} to {high} {set_unit}, the range of {set} for "
    "{variant} (default {default})",
    advice="look at the unit and the basis of the factor (dry or wet, ore or metal); if it is right, say in the note "
    "where it was measured",
)
FAR = CheckKind(
    id="factor_far_from_default",
    title="Input factor far from the default",
    severity="error",
    meaning="The set has no range, and the own factor differs from its default more than ten times.",
    message="{id}: the input factor {factor} {unit} is {ratio} times the default of {set} for {variant}, "
    "{default} {set_unit}",
    advice="look at the unit and the basis of the factor; if it is right, say in the note where it was measured",
)
SLIP = CheckKind(
    id="factor_unit_slip",
    title="Input factor in the wrong unit",
    severity="error",
    meaning="The factor is far outside the range of the set, and a thousand or a million times more or "
    "less lies in it.",
    message="{id}: the input factor {factor} {unit} lies outside {low} to {high} {set_unit}, the range of {set} for "
    "{variant}; {steps} times {direction} would lie inside",
    advice="write the unit in which the factor was given: g/t, mg/t and ug/Nm3 differ by a thousand each",
)
DEFAULT_OUTSIDE = CheckKind(
    id="default_outside_range",
    title="Default outside its own range",
    severity="warning",
    meaning="The table prints a default that is not between its low and high, so the range was not used.",
    message="{id}: the default {default} {set_unit} of {set} for {variant} lies outside its own range, {low} to {high}",
    advice="look the row up in the official document, and give an own input_factor for this product",
)
KINDS = (OUTSIDE, FAR, SLIP, DEFAULT_OUTSIDE)


@dataclass(frozen=True)
class _Known:
    """What the factor set knows for a part, its numbers in kg per base unit of the factor's dimension."""

    row: InputFactor
    scale: float
    low: float | None
    high: float | None
    default: float | None


def check(inspection: Inspection) -> Iterator[Check]:
    """Compare the factor of each line with the factor set, whatever layer it came from."""
    base = factor_set(inspection.data.header.factor_set)
    for row in inspection.rows:
        if row.amounts is None or "rate_is_mercury" in row.flags:
            continue
        seen = set()
        for part in row.resolved.parts:
            key = (part.variant, part.input_factor, part.factor_unit)
            if key not in seen:
                seen.add(key)
                yield from _part(row, part, base, inspection)


def _part(row: Row, part: Part, base: FactorSet, inspection: Inspection) -> Iterator[Check]:
    choice = base.input_factor(row.code, part.variant)
    if choice is None or part.input_factor is None:
        return
    known = choice.factor
    if known.value == part.input_factor and known.unit == part.factor_unit:
        if _is_outside_itself(known):
            yield DEFAULT_OUTSIDE.found(_values(row, part, known), row)
        return
    compared = _comparable(part, known, inspection)
    if compared is not None:
        yield from _compare(row, part, *compared)


def _is_outside_itself(known: InputFactor) -> bool:
    low, high, value = known.low, known.high, known.value
    return low is not None and high is not None and value is not None and not low <= value <= high


def _comparable(part: Part, known: InputFactor, inspection: Inspection) -> tuple[_Known, float] | None:
    """The set's numbers and the part's factor on one scale, None where they are of different dimensions."""
    try:
        own, of_set = parse_factor_unit(part.factor_unit), parse_factor_unit(known.unit)
    except UnitError:
        return None
    if own.dimension != of_set.dimension:
        return None
    # A default per inhabitant is multiplied by the electrification rate or the like, an own factor is not.
    multiplier = 1.0
    if known.multiplier:
        multiplier = (inspection.context(known.multiplier) or 1.0) / known.multiplier_reference
    scale = float(of_set.scale)

    def scaled(value: float | None, by: float) -> float | None:
        return None if value is None else value * scale * by

    compared = _Known(
        row=known,
        scale=scale,
        low=scaled(known.low, min(1.0, multiplier)),
        high=scaled(known.high, max(1.0, multiplier)),
        default=scaled(known.value, 1.0),
    )
    return compared, (part.input_factor or 0.0) * float(own.scale)


def _compare(row: Row, part: Part, known: _Known, factor: float) -> Iterator[Check]:
    values = _values(row, part, known.row)
    far = threshold("factor_far")
    low, high = known.low, known.high
    if low is None or high is None or low >= high:
        default = known.default if known.default is not None else low
        if default and not default / far <= factor <= default * far:
            yield FAR.found({"ratio": factor / default, **values}, row)
        return
    if low <= factor <= high:
        return
    cannot_stand = factor > far * high or factor < low / far
    slipped = slip(factor, low, high) if cannot_stand else None
    if slipped is not None:
        yield SLIP.found({"steps": slipped.steps, "direction": Text(slipped.direction), **values}, row)
        return
    yield OUTSIDE.found(values, row, severity="error" if cannot_stand else "warning")


def _values(row: Row, part: Part, known: InputFactor) -> dict[str, float | str]:
    return {
        "factor": part.input_factor or 0.0,
        "unit": part.factor_unit,
        "low": "-" if known.low is None else known.low,
        "high": "-" if known.high is None else known.high,
        "default": "-" if known.value is None else known.value,
        "set_unit": known.unit,
        "set": known.layer,
        "variant": Text(known.variant or known.code),
    }
