"""Activity rates that no country has: the unit, or thousands and millions, may have slipped."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.inventory.check_kind import CheckKind
from almaden.inventory.checks.inspection import Inspection, Row
from almaden.inventory.checks.slips import slip
from almaden.inventory.checks.thresholds import RateBounds, rate_bounds
from almaden.inventory.result import Check
from almaden.wording import Text

TOO_MUCH = CheckKind(
    id="rate_per_inhabitant",
    title="Activity rate per inhabitant",
    severity="error",
    meaning="The activity rate is more for each inhabitant than any country reaches.",
    message="{code}: {rate} {unit} are {per_person} {unit} per inhabitant, more than any country reaches ({most})",
    advice="look at the figure and its unit; a national figure belongs here, not one of the world",
)
SLIP = CheckKind(
    id="rate_unit_slip",
    title="Activity rate in the wrong unit",
    severity="error",
    meaning="The activity rate is more for each inhabitant than any country reaches, and a thousand or a million times "
    "less would be possible: kg for t, thousands or millions counted twice.",
    message="{code}: {rate} {unit} are {per_person} {unit} per inhabitant, more than any country reaches "
    "({most}); {steps} times less would be possible",
    advice="look at the unit: kg or t, Nm3 or million Nm3, items or thousand items; write the unit as the source "
    "has it",
)
TOO_LITTLE = CheckKind(
    id="rate_too_small",
    title="Activity rate smaller than any plant",
    severity="warning",
    meaning="The whole rate of the country is below that of a single plant; the source may have given thousands, "
    "millions or billions.",
    message="{code}: {rate} {unit} in the whole country is less than {least} {unit}, the least that makes sense",
    advice="look whether the source gives thousand, million or billion {unit}, or a percentage; write the unit "
    "that the source has (for example million t)",
)
KINDS = (TOO_MUCH, SLIP, TOO_LITTLE)


def check(inspection: Inspection) -> Iterator[Check]:
    """Compare the known activity rates of each source category with bounds per inhabitant and for a country."""
    for code in dict.fromkeys(row.code for row in inspection.rows):
        bounds, rate = rate_bounds().get(code), inspection.rate(code)
        if bounds is not None and rate:
            rows = [row for row in inspection.of(code) if row.rate]
            yield from _compare(bounds, rate, inspection.population, rows[0] if len(rows) == 1 else None)


def _compare(bounds: RateBounds, rate: float, people: float | None, row: Row | None) -> Iterator[Check]:
    values: dict[str, float | str] = {"rate": rate, "unit": Text(bounds.unit)}
    most = bounds.most_per_person
    if people is not None and most is not None and rate > most * people:
        values |= {"per_person": rate / people, "most": most}
        slipped = slip(rate, bounds.least or 0.0, most * people)
        if slipped is not None:
            yield SLIP.found({"steps": slipped.steps, **values}, row, code=bounds.code)
        else:
            yield TOO_MUCH.found(values, row, code=bounds.code)
    elif bounds.least is not None and rate < bounds.least:
        yield TOO_LITTLE.found({"least": bounds.least, **values}, row, code=bounds.code)
