"""Fuels that may be counted twice, and mercury that passes from one row on to the next."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.inventory.check_kind import CheckKind
from almaden.inventory.checks.inspection import Inspection
from almaden.inventory.checks.thresholds import Overlap, overlaps
from almaden.inventory.result import Check
from almaden.reference.categories import category
from almaden.wording import Text

OVERLAP = CheckKind(
    id="fuel_counted_twice",
    title="Fuel that may be in two rows",
    severity="info",
    meaning="Two categories that exclude each other are both filled, and the first may hold the fuel of the second; "
    "a warning for coal where the first is large enough to hold all of it.",
    message="{first} holds {first_rate} {unit} and {second} {second_rate} {second_unit}: {what} would be {low} to "
    "{high} {unit}; what of it is in {first} is counted twice, up to {twice_kg} kg of mercury",
    advice="{advice}",
)
PASSES_ON = CheckKind(
    id="input_passes_on",
    title="Mercury that is input of two rows",
    severity="info",
    meaning="Crude oil is extracted, refined and used: each step is a row, and what the earlier step leaves in the oil "
    "enters the later one again. The Toolkit's totals do not correct it.",
    message="{first} leaves {passing_kg} kg in the oil; {second} counts {second_kg} kg of input, of which up to "
    "{twice_kg} kg are the same mercury",
    advice="nothing for a Toolkit report; mind it when the two inputs are added",
)
CLINKER = CheckKind(
    id="cement_clinker",
    title="Cement ground from imported clinker",
    severity="info",
    meaning="The factor of the cement row is for kilns. Grinding imported clinker releases no mercury in the country.",
    message="{id}: {rate} {unit} of cement give {input_kg} kg of mercury if all of it was burnt in kilns of the "
    "country",
    advice="take out cement that was imported or ground from imported clinker: its mercury was released where the "
    "clinker was burnt",
)
KINDS = (OVERLAP, PASSES_ON, CLINKER)

#: Steps of oil: what the first leaves in it is input of the second.
_OIL = (("5.1.3.1", "5.1.3.2"), ("5.1.3.2", "5.1.3.3"), ("5.1.3.2", "5.1.3.4"))


def check(inspection: Inspection) -> Iterator[Check]:
    """Look at pairs of rows that may hold the same fuel."""
    for pair in overlaps():
        yield from _overlap(inspection, pair)
    for first, second in _OIL:
        yield from _passing(inspection, first, second)
    for row in inspection.of("5.3.1"):
        if row.rate and row.input_kg:
            yield CLINKER.found({"rate": row.rate, "unit": "t", "input_kg": row.input_kg}, row)


def _overlap(inspection: Inspection, pair: Overlap) -> Iterator[Check]:
    first, second = inspection.rate(pair.first), inspection.rate(pair.second)
    if not first or not second:
        return
    kg_per_unit = inspection.input_kg(pair.first) / first
    low, high = pair.low * second, pair.high * second
    plausible = first >= low
    yield OVERLAP.found(
        {
            "first": pair.first,
            "first_rate": first,
            "unit": Text(category(pair.first).unit),
            "second": pair.second,
            "second_rate": second,
            "second_unit": Text(category(pair.second).unit),
            "what": Text(pair.what),
            "low": low,
            "high": high,
            "twice_kg": min(first, high) * kg_per_unit,
            "advice": Text(pair.advice),
        },
        code=pair.first,
        severity="warning" if plausible and pair.plausible_is_warning else "info",
    )


def _passing(inspection: Inspection, first: str, second: str) -> Iterator[Check]:
    passing = sum(row.amounts["unallocated_kg"].value for row in inspection.of(first) if row.amounts is not None)
    entering = inspection.input_kg(second)
    if passing > 0.0 and entering > 0.0:
        yield PASSES_ON.found(
            {
                "first": first,
                "second": second,
                "passing_kg": passing,
                "second_kg": entering,
                "twice_kg": min(passing, entering),
            },
            code=second,
        )
