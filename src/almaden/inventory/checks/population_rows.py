"""How much of the inventory is the number of inhabitants times a default."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.inventory.check_kind import CheckKind, listed
from almaden.inventory.checks.inspection import Inspection, Row
from almaden.inventory.checks.thresholds import threshold
from almaden.inventory.result import Check
from almaden.quantity.units import UnitError, parse_unit

DRIVEN = CheckKind(
    id="population_driven",
    title="Rows that are inhabitants times a default",
    severity="info",
    meaning="Switches, polyurethane, manometers, laboratories and amalgam by default per inhabitant: they follow the "
    "population, whatever is sold; a warning where they make a large part of the national input.",
    message="rows that are inhabitants times a default ({count}: {codes}): {input_kg} kg, {percent} % of the "
    "national input of {total_kg} kg; the largest, {largest}, with {largest_kg} kg is {coal_ratio} times coal power "
    "({coal_kg} kg)",
    advice="replace them by what was sold (trade statistics, surveys), the largest first; a trend in them is one of "
    "the population, not of mercury",
)
DRIVEN_NO_COAL = CheckKind(
    id="population_driven_no_coal",
    title="Rows that are inhabitants times a default, in a country without coal power",
    severity="info",
    meaning="As population_driven, where there is no coal power to compare with.",
    message="rows that are inhabitants times a default ({count}: {codes}): {input_kg} kg, {percent} % of the "
    "national input of {total_kg} kg; the largest is {largest} with {largest_kg} kg",
    advice="replace them by what was sold (trade statistics, surveys), the largest first; a trend in them is one of "
    "the population, not of mercury",
)
AMALGAM = CheckKind(
    id="amalgam_spread",
    title="Amalgam by dental density",
    severity="info",
    meaning="What the amalgam row would be at both ends of the range of dental personnel; a warning where they are far "
    "apart.",
    message="{id}: {input_kg} kg at {density} dental personnel per 1000; the range {low} to {high} gives {low_kg} to "
    "{high_kg} kg, {ratio} times apart",
    advice="count dental personnel, or better ask suppliers how much amalgam was sold and enter kg Hg",
)
KINDS = (DRIVEN, DRIVEN_NO_COAL, AMALGAM)


def check(inspection: Inspection) -> Iterator[Check]:
    """Tell how much rests on the population, and how far the amalgam row can move."""
    rows = [row for row in inspection.rows if row.input_kg and _is_driven(row)]
    if rows:
        yield _driven(inspection, rows)
    for row in rows:
        if row.code == "5.6.1":
            yield from _amalgam(inspection, row)


def _is_driven(row: Row) -> bool:
    if "own_factor" in row.flags:
        return False
    try:
        return parse_unit(row.resolved.unit).dimension == "inhabitants"
    except UnitError:
        return False


def _driven(inspection: Inspection, rows: list[Row]) -> Check:
    input_kg, total = sum(row.input_kg for row in rows), inspection.national_input_kg
    largest = max(rows, key=lambda row: row.input_kg)
    coal_kg = inspection.input_kg("5.1.1")
    large = input_kg > threshold("population_share") * total
    values: dict[str, float | str] = {
        "count": len(rows),
        "codes": listed([row.code for row in rows]),
        "input_kg": input_kg,
        "percent": 100.0 * input_kg / total if total else 0.0,
        "total_kg": total,
        "largest": largest.id,
        "largest_kg": largest.input_kg,
    }
    kind = DRIVEN if coal_kg else DRIVEN_NO_COAL
    if coal_kg:
        values |= {"coal_kg": coal_kg, "coal_ratio": largest.input_kg / coal_kg}
    return kind.found(values, severity="warning" if large else "info")


def _amalgam(inspection: Inspection, row: Row) -> Iterator[Check]:
    entry, density = (
        inspection.entry("dental_personnel_per_1000"),
        inspection.context("dental_personnel_per_1000"),
    )
    if entry is None or not density or not entry.low or not entry.high or entry.low == entry.high:
        return
    ratio = entry.high / entry.low
    yield AMALGAM.found(
        {
            "input_kg": row.input_kg,
            "density": density,
            "low": entry.low,
            "high": entry.high,
            "low_kg": row.input_kg * entry.low / density,
            "high_kg": row.input_kg * entry.high / density,
            "ratio": ratio,
        },
        row,
        severity="warning" if ratio > threshold("amalgam_spread") else "info",
    )
