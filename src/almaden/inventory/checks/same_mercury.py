"""The same mercury entered twice: as a whole and in parts, in two phases, in two units, for several years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from almaden.inventory.check_kind import CheckKind
from almaden.inventory.checks.inspection import Inspection, Row
from almaden.inventory.result import Check
from almaden.quantity.units import UnitError, parse_unit
from almaden.reference.factors import parts_of
from almaden.wording import Text, joined

PARTS = CheckKind(
    id="whole_and_parts",
    title="A source as a whole and in its parts",
    severity="error",
    meaning="A source category and sub-categories that take its factor are both filled in, so that it counts twice.",
    message="{code} is there as a whole ({id}) and in parts ({others}): {input_kg} kg count twice if they are the same",
    advice="keep the parts and set the whole to N, or the other way round",
)
PHASES = CheckKind(
    id="phases_counted_twice",
    title="Use and disposal of one product",
    severity="error",
    meaning="A product has a line for its disposal beside one for its use, with factors that cover both together.",
    message="{id} (disposal) and {others} are the same product: its distribution factors cover use and disposal "
    "together, so {input_kg} kg count twice",
    advice="keep one line without a phase; or give each phase a scenario row of its own in factors.csv",
)
BASES = CheckKind(
    id="two_bases",
    title="One source counted on two bases",
    severity="error",
    meaning="A source is filled in by inhabitants and also by items or by the mercury itself.",
    message="{id} counts inhabitants, {others} count something else for the same source: {input_kg} kg count twice",
    advice="keep what was measured and set the line by inhabitants to N",
)
YEARS = CheckKind(
    id="years_added_up",
    title="Figures of several years added up",
    severity="error",
    meaning="Lines that differ in nothing but their year are all counted, since the header names no reporting years.",
    message="{id} and {others} differ only in their year ({years}), and all of them count in one total",
    advice="write years = [{years}] in the header for a result per year, or make the others candidates (candidate_of)",
)
KINDS = (PARTS, PHASES, BASES, YEARS)


def check(inspection: Inspection) -> Iterator[Check]:
    """Look for mercury that stands in two lines."""
    rows = [row for row in inspection.rows if row.input_kg]
    yield from _whole_and_parts(rows)
    yield from _phases(rows)
    yield from _bases(rows)
    if not inspection.data.header.years:
        yield from _years(rows)


def _found(kind: CheckKind, row: Row, others: Sequence[Row], **values: float | str) -> Check:
    names = joined((Text(other.id) for other in others), ", ")
    return kind.found({"others": names, "input_kg": row.input_kg, **values}, row)


def _whole_and_parts(rows: Sequence[Row]) -> Iterator[Check]:
    for whole in rows:
        parts = [row for row in rows if row.code in parts_of(whole.code)]
        if parts:
            yield _found(PARTS, whole, parts)


def _phases(rows: Sequence[Row]) -> Iterator[Check]:
    for row in rows:
        if row.resolved.phase != "disposal" or "one_part" in row.flags:
            continue
        same = [one for one in rows if _thing(one) == _thing(row) and one.resolved.phase in ("", "use")]
        if same:
            yield _found(PHASES, row, same)


def _thing(row: Row) -> tuple[str, str, str]:
    return row.code, row.resolved.variant, row.resolved.facility


def _bases(rows: Sequence[Row]) -> Iterator[Check]:
    for row in rows:
        if _dimension(row) != "inhabitants":
            continue
        others = [one for one in rows if one.code == row.code and _dimension(one) != "inhabitants"]
        if others:
            yield _found(BASES, row, others)


def _dimension(row: Row) -> str:
    try:
        return parse_unit(row.resolved.unit).dimension
    except UnitError:
        return ""


def _years(rows: Sequence[Row]) -> Iterator[Check]:
    alike: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        alike[(*_thing(row), row.resolved.phase, row.resolved.unit)].append(row)
    for group in alike.values():
        years = sorted({row.resolved.year for row in group})
        if len(years) > 1 and len(years) == len(group):
            yield _found(YEARS, group[0], group[1:], years=", ".join(map(str, years)))
