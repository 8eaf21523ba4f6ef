"""Mercury does not vanish: what enters a row, a group or a total leaves it, or it is said why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from almaden.inventory.check_kind import CheckKind
from almaden.inventory.checks.inspection import Inspection, Row
from almaden.inventory.checks.thresholds import threshold
from almaden.inventory.result import Amounts, Check
from almaden.inventory.rules import links
from almaden.reference.pathways import AMOUNTS
from almaden.wording import Text, joined, n_

ROW = CheckKind(
    id="row_balance",
    title="Balance of a row",
    severity="error",
    meaning="Outputs and what stays unallocated do not make the input of the row: a fault of the program.",
    message="{id}: {input_kg} kg enter and {output_kg} kg are accounted for",
    advice="do not use the result, and report the inventory with this message to the makers of the program",
)
TOTAL = CheckKind(
    id="total_balance",
    title="Balance of a total",
    severity="error",
    meaning="The outputs of a total do not make its input: a fault of the program.",
    message="{name} total: {input_kg} kg enter and {output_kg} kg are accounted for",
    advice="do not use the result, and report the inventory with this message to the makers of the program",
)
BALANCE = CheckKind(
    id="balance",
    title="Balance of the inventory",
    severity="info",
    meaning="Input of all rows against their outputs, with what stays unallocated and why.",
    message="gross: {input_kg} kg enter, {output_kg} kg leave by the six pathways, {unallocated_kg} kg stay "
    "unallocated ({reasons}); linked: {linked_kg} kg enter, {linked_output_kg} kg leave, "
    "{linked_unallocated_kg} kg stay unallocated",
    advice="nothing; what passes on is counted with the next stage, what is retained stays where it was put",
)
GROUP = CheckKind(
    id="group_unallocated",
    title="Input against outputs of a group",
    severity="info",
    meaning="A noticeable part of the input of a group leaves by none of the six pathways.",
    message="{name}: {input_kg} kg enter, {output_kg} kg leave, {unallocated_kg} kg ({percent} %) stay unallocated "
    "({reasons})",
    advice="nothing, if it passes on or is retained on purpose; where shares are missing, look them up in the "
    "official document and record them in factors.csv",
)
MORE_THAN_GIVEN = CheckKind(
    id="linked_negative",
    title="More flows into waste than rate x factor gives",
    severity="warning",
    meaning="The sources send more mercury to a group of waste rows than these rows hold.",
    message="{name}: the sources send {flowing_kg} kg there, {excess_kg} kg more than the {given_kg} kg that "
    "rate x factor gives",
    advice="look for waste rows that are missing or too small, and for product rows that are too large or whose "
    "waste goes elsewhere",
)
UNEXPLAINED = CheckKind(
    id="linked_unexplained",
    title="Mercury in waste that no source explains",
    severity="info",
    meaning="Rate x factor gives more mercury in a group of waste rows than the listed sources send there.",
    message="{name}: rate x factor gives {given_kg} kg, the sources send {flowing_kg} kg; {unexplained_kg} kg "
    "({percent} %) are not explained",
    advice="the default of these rows may be too high for the country, or sources are missing; the linked total does "
    "not count the unexplained part",
)
KINDS = (ROW, TOTAL, BALANCE, GROUP, MORE_THAN_GIVEN, UNEXPLAINED)

_REASONS = {
    "passes_on": n_("passed on to the next stage"),
    "retained": n_("retained"),
    "error": n_("shares missing"),
}


def check(inspection: Inspection) -> Iterator[Check]:
    """Balance rows, groups and totals."""
    for row in inspection.rows:
        if row.amounts is not None and not _closes(row.amounts):
            values = {"input_kg": row.input_kg, "output_kg": _accounted(row.amounts)}
            yield ROW.found(values, row)
    totals = inspection.result.totals
    for name in ("gross", "linked"):
        amounts = totals[name].amounts
        if not _closes(amounts):
            values = {"input_kg": amounts["input_kg"].value, "output_kg": _accounted(amounts)}
            yield TOTAL.found({"name": Text(name), **values})
    yield _overall(inspection)
    yield from _groups(inspection)
    yield from _linked(inspection)


def _accounted(amounts: Amounts) -> float:
    return sum(amounts[name].value for name in AMOUNTS[1:])


def _outputs(amounts: Amounts) -> float:
    return _accounted(amounts) - amounts["unallocated_kg"].value


def _closes(amounts: Amounts) -> bool:
    entering = amounts["input_kg"].value
    return abs(entering - _accounted(amounts)) <= threshold("balance_tolerance") * abs(entering)


def _overall(inspection: Inspection) -> Check:
    gross, linked = (inspection.result.totals[name].amounts for name in ("gross", "linked"))
    return BALANCE.found(
        {
            "input_kg": gross["input_kg"].value,
            "output_kg": _outputs(gross),
            "unallocated_kg": gross["unallocated_kg"].value,
            "reasons": _reasons(inspection.rows) or Text("nothing is missing"),
            "linked_kg": linked["input_kg"].value,
            "linked_output_kg": _outputs(linked),
            "linked_unallocated_kg": linked["unallocated_kg"].value,
        }
    )


def _reasons(rows: tuple[Row, ...]) -> Text:
    """What stays unallocated, by the reason that the distribution factors give."""
    sums: dict[str, float] = defaultdict(float)
    for row in rows:
        for flow, part in zip(row.resolved.flows or (), row.resolved.parts, strict=False):
            if flow.unallocated:
                sums[part.remainder or "error"] += flow.point_kg * flow.unallocated
    return joined(Text("{kg} kg: {reason}", kg=kg, reason=Text(_REASONS[reason])) for reason, kg in sums.items() if kg)


def _groups(inspection: Inspection) -> Iterator[Check]:
    for group in inspection.result.groups:
        entering, left = group.amounts["input_kg"].value, group.amounts["unallocated_kg"].value
        if entering > 0.0 and abs(left) > threshold("unallocated_share") * entering:
            rows = tuple(row for row in inspection.rows if row.resolved.group == group.key)
            yield GROUP.found(
                {
                    "name": Text(group.name),
                    "input_kg": entering,
                    "output_kg": _outputs(group.amounts),
                    "unallocated_kg": left,
                    "percent": 100.0 * left / entering,
                    "reasons": _reasons(rows),
                },
                code=rows[0].code,
            )


def _linked(inspection: Inspection) -> Iterator[Check]:
    unexplained = inspection.result.totals["linked"].unexplained_kg
    for link in links():
        if link.group not in unexplained:
            continue
        given, rest = inspection.input_kg(*link.to_codes), unexplained[link.group].value
        if rest < 0.0:
            yield MORE_THAN_GIVEN.found(
                {"name": Text(link.group_name), "flowing_kg": given - rest, "excess_kg": -rest, "given_kg": given},
                code=link.to_codes[0],
            )
        elif rest > threshold("unallocated_share") * given:
            yield UNEXPLAINED.found(
                {
                    "name": Text(link.group_name),
                    "given_kg": given,
                    "flowing_kg": given - rest,
                    "unexplained_kg": rest,
                    "percent": 100.0 * rest / given,
                },
                code=link.to_codes[0],
            )
