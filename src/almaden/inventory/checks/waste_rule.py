"""The Toolkit's 10 % rule, told in the inventory's own numbers."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.inventory.check_kind import CheckKind, listed
from almaden.inventory.checks.inspection import Inspection
from almaden.inventory.result import Check
from almaden.inventory.rules import toolkit_rules
from almaden.reference.pathways import AMOUNTS

RULE = CheckKind(
    id="toolkit_ten_percent",
    title="The 10 % rule of the Toolkit",
    severity="info",
    meaning="Input of general waste counts in the toolkit total by a tenth only, its outputs in full, so that more "
    "seems to leave the waste step than enters it.",
    message="rows of general waste ({codes}): {input_kg} kg enter, of which the toolkit total counts {counted_kg}; "
    "{output_kg} kg leave and count in full, {ratio} times the counted input; products bring in {product_kg} kg",
    advice="tell the rule where the toolkit total is printed; the linked total shows the same without counting twice",
)
KINDS = (RULE,)

_PRODUCTS = ("5.5", "5.6")


def check(inspection: Inspection) -> Iterator[Check]:
    """Tell what the rule does to this inventory, if it does anything."""
    ruled = {code: rule.counted["input_kg"] for code, rule in toolkit_rules().items() if rule.counted.get("input_kg")}
    rows = [row for row in inspection.rows if row.code in ruled and row.input_kg and row.amounts is not None]
    if not rows:
        return
    counted = sum(ruled[row.code] * row.input_kg for row in rows)
    released = sum(row.amounts[name].value for row in rows if row.amounts for name in AMOUNTS[1:-1])
    yield RULE.found(
        {
            "codes": listed([row.code for row in rows]),
            "input_kg": sum(row.input_kg for row in rows),
            "counted_kg": counted,
            "output_kg": released,
            "ratio": released / counted,
            "product_kg": inspection.input_kg(*_PRODUCTS),
        },
        code="5.8",
    )
