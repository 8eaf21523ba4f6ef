"""Concentrate smelted in the country, not metal mined or capacity: zinc, copper, lead, aluminium, iron."""

from __future__ import annotations

import re
from collections.abc import Iterator

from almaden.inventory.check_kind import CheckKind
from almaden.inventory.checks.inspection import Inspection
from almaden.inventory.result import Check
from almaden.reference.categories import category
from almaden.wording import Text

ABOVE = CheckKind(
    id="above_capacity",
    title="Activity rate above the capacity of the plants",
    severity="warning",
    meaning="More is entered than the smelters, refineries or furnaces of the country can take; an error where there "
    "is no plant. Ore and concentrate that are exported do not count.",
    message="{code}: {rate} {unit} exceed the capacity of the country, {capacity} {unit} ({key}); {excess_kg} of "
    "{input_kg} kg of mercury rest on what cannot have been processed here",
    advice="enter what is processed in the country, in tonnes of concentrate or ore and not of metal mined",
)
NOT_GIVEN = CheckKind(
    id="capacity_not_given",
    title="Is there a plant that processes it?",
    severity="info",
    meaning="Only what is processed in the country counts. The program has no record of plants of its own.",
    message="{code} {name}: {rate} {unit} give {input_kg} kg of mercury, and no capacity of plants is given to "
    "compare with",
    advice="make sure that the rate is what smelters or furnaces of the country processed, not metal or ore mined; "
    "write {key} (in {unit} per year, 0 if there is no plant) under [context] of inventory.toml",
)
CAPACITY = CheckKind(
    id="rate_is_capacity",
    title="Capacity instead of throughput",
    severity="warning",
    meaning="The note of the line says CAPACITY: the rate is what plants could process, an upper end.",
    message="{id}: the note says that {rate} {unit} is a capacity; {input_kg} kg of mercury are an upper end",
    advice="look for what was processed in the year; until then give the capacity as high and a likely throughput as "
    "the activity rate",
)
KINDS = (ABOVE, NOT_GIVEN, CAPACITY)

_SMELTED = ("5.2.3", "5.2.4", "5.2.5", "5.2.7", "5.2.9")

#: The word in capitals, as notes of figures that are no throughput have it, in English, French and Spanish.
_CAPACITY = re.compile(r"\b(CAPACITY|CAPACITÉ|CAPACITE|CAPACIDAD)\b")


def capacity_key(code: str) -> str:
    """Name of the context value that holds the capacity of a country: ``capacity_5_2_4``.

    A point would make a table of its own in TOML, so the code is written with underscores.
    """
    return f"capacity_{code.replace('.', '_')}"


def check(inspection: Inspection) -> Iterator[Check]:
    """Compare the rows of smelters with capacities, and look for rates that are capacities."""
    for code in _SMELTED:
        yield from _smelter(inspection, code)
    for row in inspection.rows:
        if row.input_kg and row.resolved.activity_rate and _CAPACITY.search(row.notes):
            yield CAPACITY.found(
                {"rate": row.resolved.activity_rate, "unit": Text(row.resolved.unit), "input_kg": row.input_kg}, row
            )


def _smelter(inspection: Inspection, code: str) -> Iterator[Check]:
    rate, input_kg = inspection.rate(code), inspection.input_kg(code)
    if not rate:
        return
    rows = [row for row in inspection.of(code) if row.rate]
    only = rows[0] if len(rows) == 1 else None
    key = capacity_key(code)
    capacity = inspection.context(key)
    values: dict[str, float | str] = {"rate": rate, "unit": Text(category(code).unit), "input_kg": input_kg, "key": key}
    if capacity is None:
        yield NOT_GIVEN.found({"name": Text(category(code).name), **values}, only, code=code)
    elif rate > capacity:
        yield ABOVE.found(
            {"capacity": capacity, "excess_kg": input_kg * (1.0 - capacity / rate), **values},
            only,
            code=code,
            severity="warning" if capacity else "error",
        )
