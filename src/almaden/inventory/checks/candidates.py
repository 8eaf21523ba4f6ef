"""Sources that contradict each other: other values for the same activity, and what they would give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from almaden.inventory.check_kind import CheckKind
from almaden.inventory.checks.inspection import Inspection, Row
from almaden.inventory.checks.slips import ratio_of_units
from almaden.inventory.checks.thresholds import threshold
from almaden.inventory.layers import factors_of
from almaden.inventory.records import ActivityRow
from almaden.inventory.resolve import resolve
from almaden.inventory.result import Check
from almaden.wording import Text

CONFLICT = CheckKind(
    id="sources_conflict",
    title="Sources that contradict each other",
    severity="warning",
    meaning="Another sourced value for the same activity gives an input more than twice or less than half.",
    message="{id} gives {input_kg} kg; the other value {other}, {other_rate} {other_unit} ({other_source}), gives "
    "{other_kg} kg, {ratio} times as much",
    advice="find out why they differ (year, scope, kind of ore), and say in the note why the one used was chosen",
)
SLIP = CheckKind(
    id="sources_differ_by_unit",
    title="Sources that differ by a thousand",
    severity="error",
    meaning="Two sourced values for the same activity differ by a thousand, a million or a billion times.",
    message="{id} is {rate} {unit}; the other value {other}, {other_rate} {other_unit} ({other_source}), is "
    "{steps} times apart",
    advice="look at the unit in both sources; one of them was read in thousands, millions or kg",
)
KINDS = (CONFLICT, SLIP)


def check(inspection: Inspection) -> Iterator[Check]:
    """Compare each activity with the candidates beside it."""
    for row in inspection.rows:
        if row.input_kg:
            for line in row.candidates:
                yield from _compare(inspection, row, line)


def _compare(inspection: Inspection, row: Row, line: ActivityRow) -> Iterator[Check]:
    other_kg = _input(inspection, line)
    if not other_kg or line.activity_rate is None:
        return
    values: dict[str, float | str] = {
        "other": line.id,
        "other_rate": line.activity_rate,
        "other_unit": Text(line.unit),
        "other_source": line.source or Text("no source given"),
    }
    ratio, most = other_kg / row.input_kg, threshold("candidates_differ")
    steps = ratio_of_units(ratio)
    if steps is not None:
        own: dict[str, float | str] = {"rate": row.resolved.activity_rate or 0.0, "unit": Text(row.resolved.unit)}
        yield SLIP.found({"steps": steps, **own, **values}, row)
    elif not 1.0 / most <= ratio <= most:
        yield CONFLICT.found({"input_kg": row.input_kg, "other_kg": other_kg, "ratio": ratio, **values}, row)


def _input(inspection: Inspection, line: ActivityRow) -> float:
    """Mercury input that a candidate would give in kg, zero where it cannot be computed."""
    alone = line.model_copy(update={"candidate_of": "", "chosen": False, "share": None})
    data = replace(inspection.data, rows=(alone,))
    looked_up = resolve(data, factors_of(data), inspection.resolved.year)
    return sum(flow.point_kg for row in looked_up.rows for flow in row.flows or ())
