"""The industrial gold row (5.2.6), which with its default swamps every other row."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.inventory.check_kind import CheckKind
from almaden.inventory.checks.inspection import Inspection, Row
from almaden.inventory.checks.thresholds import threshold, thresholds
from almaden.inventory.result import Check
from almaden.quantity.units import kg_per_unit
from almaden.reference.factors import factor_set
from almaden.wording import Text

SHARE = CheckKind(
    id="gold_ore_share",
    title="Gold ore against the national input",
    severity="warning",
    meaning="The row for gold ore without amalgamation makes more than half of the national input. Its default per "
    "tonne of ore is high and little supported.",
    message="{id}: {input_kg} kg are {percent} % of the national input of {total_kg} kg; with the range of the "
    "factor set, {low} to {high} g/t, the row would be {low_kg} to {high_kg} kg, and with {other} g/t ({other_source}, "
    "{other_status}) {other_kg} kg and the national input {other_total_kg} kg",
    advice="report the national input with and without this row, and measure the mercury of the ore: one analysis "
    "per mine is worth more than the default",
)
PER_GOLD = CheckKind(
    id="gold_ore_per_gold",
    title="Mercury of gold ore per kg of gold",
    severity="warning",
    meaning="The row gives more mercury per kg of gold than amalgamation of whole ore takes.",
    message="{id}: {input_kg} kg of mercury for {gold} kg of gold from large mines are {per_gold} kg per kg, more "
    "than the {most} of whole-ore amalgamation; with {other} g/t ({other_source}, {other_status}) it would be "
    "{other_per_gold}",
    advice="look at the ore tonnage and at the factor; at a low gold grade the default per tonne of ore cannot hold",
)
KINDS = (SHARE, PER_GOLD)

_CODE = "5.2.6"


def check(inspection: Inspection) -> Iterator[Check]:
    """Compare the gold ore rows with the national input and with the gold that they yield."""
    rows = [row for row in inspection.of(_CODE) if row.input_kg and row.rate]
    if not rows:
        return
    largest = max(rows, key=lambda row: row.input_kg)
    input_kg, total = sum(row.input_kg for row in rows), inspection.national_input_kg
    values = {"input_kg": input_kg, **_other(inspection, rows)}
    if input_kg > threshold("gold_ore_share") * total:
        other_total = total - input_kg + float(values["other_kg"])
        share = {"percent": 100.0 * input_kg / total, "total_kg": total, "other_total_kg": other_total}
        yield SHARE.found({**values, **share}, largest)
    gold = _large_mine_gold(inspection)
    most = threshold("gold_ore_per_gold")
    if gold is not None and input_kg > most * gold:
        per_gold = {"gold": gold, "per_gold": input_kg / gold, "most": most}
        yield PER_GOLD.found({**values, **per_gold, "other_per_gold": float(values["other_kg"]) / gold}, largest)


def _other(inspection: Inspection, rows: list[Row]) -> dict[str, float | str]:
    """The row with the ends of the set's range and with another factor, in kg."""
    ore = sum(row.rate or 0.0 for row in rows)
    other = thresholds()["gold_ore_other_factor"]
    choice = factor_set(inspection.data.header.factor_set).input_factor(_CODE, "")
    known = choice.factor if choice is not None else None
    low, high = (known.low or 0.0, known.high or 0.0) if known is not None else (0.0, 0.0)
    per_g = ore * kg_per_unit("t", "g/t")
    return {
        "low": low,
        "high": high,
        "low_kg": low * per_g,
        "high_kg": high * per_g,
        "other": other.value,
        "other_source": other.source,
        "other_status": Text(other.status),
        "other_kg": other.value * per_g,
    }


def _large_mine_gold(inspection: Inspection) -> float | None:
    """Gold of the country less that of the amalgamation rows in kg, None where it is not known."""
    gold = inspection.context("national_gold_kg")
    if gold is None:
        return None
    large = gold - (inspection.rate("5.2.2") or 0.0)
    return large if large > 0.0 else None
