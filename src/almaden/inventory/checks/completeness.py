"""What is missing: categories that nobody listed, sources whose presence or amount is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from almaden.inventory.check_kind import CheckKind, listed
from almaden.inventory.checks.inspection import Inspection, Row
from almaden.inventory.result import Check
from almaden.reference.categories import Category, ancestors, categories, category
from almaden.wording import Text

NOT_LISTED = CheckKind(
    id="category_not_listed",
    title="Source categories that are not in the list",
    severity="warning",
    meaning="A Level 1 inventory answers every one of its source categories with Y, N or ?. One finding for each "
    "main category names those without a line.",
    message="{main} {name}: no line for {count} of the source categories that a Level 1 inventory asks for: {codes}",
    advice="add a line for each with present Y, N or ?; what has no line counts as forgotten, not as absent",
)
HOT_SPOTS = CheckKind(
    id="hot_spots_not_listed",
    title="Potential hot spots",
    severity="info",
    meaning="Contaminated sites carry no amount, but a report says whether they exist.",
    message="{main} {name}: no line for {count} of the kinds of sites: {codes}",
    advice="add a line with present Y, N or ? for each kind of site; no activity rate is needed",
)
AMOUNT_UNKNOWN = CheckKind(
    id="amount_not_known",
    title="Sources that are present without an amount",
    severity="warning",
    meaning="Their mercury is unknown, not zero: every total is too low by it.",
    message="sources that are present without an activity rate, {count} of {present}; no total holds them: {codes}",
    advice="look for these figures first where the source is large in other countries; trade and production "
    "statistics have most of them",
)
PRESENCE_UNKNOWN = CheckKind(
    id="presence_not_known",
    title="Sources of which nobody knows whether they are present",
    severity="warning",
    meaning="The line is marked ?. Nothing of it is in a total.",
    message="sources of which it is not known whether they are present, {count} of {rows} lines: {codes}",
    advice="ask the ministry or trade body in charge whether the source exists, and write Y or N",
)
ABSENT_WITH_RATE = CheckKind(
    id="absent_with_rate",
    title="Absent, and yet an activity rate",
    severity="warning",
    meaning="A line says N but has an activity rate above zero; it is counted as absent.",
    message="{id} is marked absent and has an activity rate of {rate} {unit}, which is not counted",
    advice="write Y, or take the number out",
)
KINDS = (NOT_LISTED, HOT_SPOTS, AMOUNT_UNKNOWN, PRESENCE_UNKNOWN, ABSENT_WITH_RATE)


def check(inspection: Inspection) -> Iterator[Check]:
    """Find what is missing."""
    yield from _not_listed(inspection)
    quantified = [row for row in inspection.rows if category(row.code).quantified]
    present = [row for row in quantified if row.present]
    without = [row for row in present if row.resolved.activity_rate is None]
    if without:
        yield AMOUNT_UNKNOWN.found({"count": len(without), "present": len(present), "codes": _codes(without)})
    unknown = [row for row in inspection.rows if row.resolved.present == "?"]
    if unknown:
        yield PRESENCE_UNKNOWN.found({"count": len(unknown), "rows": len(inspection.rows), "codes": _codes(unknown)})
    for row in inspection.rows:
        for line in row.lines:
            if line.present == "N" and line.activity_rate:
                yield ABSENT_WITH_RATE.found({"rate": line.activity_rate, "unit": Text(line.unit)}, row)


def _codes(rows: Sequence[Row]) -> str:
    return listed([row.code for row in rows])


def _not_listed(inspection: Inspection) -> Iterator[Check]:
    given = {row.code for row in inspection.rows}
    answered = given | {above.code for code in given for above in ancestors(code)}
    missing: dict[str, list[Category]] = {}
    for one in categories().values():
        above = {parent.code for parent in ancestors(one.code)}
        if one.level1 and _is_asked(one) and one.code not in answered and not above & given:
            missing.setdefault(_main(one.code), []).append(one)
    for main, ones in missing.items():
        kind = NOT_LISTED if ones[0].quantified else HOT_SPOTS
        codes = listed([one.code for one in ones])
        yield kind.found(
            {"main": main, "name": Text(category(main).name), "count": len(ones), "codes": codes}, code=main
        )


def _is_asked(one: Category) -> bool:
    # A heading has no group; hot spots have one though they carry no amount.
    return one.quantified or (one.group != "" and one.parent != "")


def _main(code: str) -> str:
    return ".".join(code.split(".")[:2])
