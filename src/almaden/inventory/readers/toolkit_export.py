"""The rows of a result in the order of a Toolkit workbook, to be copied into it."""

from __future__ import annotations

from dataclasses import dataclass

from almaden.inventory.readers.toolkit_map import ToolkitMap
from almaden.inventory.result import Result, RowResult
from almaden.reference.categories import categories, sort_key
from almaden.reference.pathways import AMOUNTS


@dataclass(frozen=True)
class OrderedRow:
    """One line of the export.

    Attributes:
        sheet, row: where the source category stands in the workbook; empty and 0 for those that it lacks.
        code, name: the source category.
        present: ``Y``, ``N`` or ``?``.
        activity_rate: sum of the rates of its lines, None where not known or in several units.
        unit: its unit.
        amounts: input and outputs in kg per year in the order of AMOUNTS, None where not known.
    """

    sheet: str
    row: int
    code: str
    name: str
    present: str
    activity_rate: float | None
    unit: str
    amounts: tuple[float, ...] | None


def export_in_order(result: Result, workbook_map: ToolkitMap) -> tuple[OrderedRow, ...]:
    """The source categories of a result in the order of a Toolkit workbook.

    Lines of one source category are added up; an unknown among them makes the sum unknown. Source categories
    that the workbook does not list follow at the end, in the order of the Toolkit, so that nothing is lost.
    """
    by_code: dict[str, list[RowResult]] = {}
    for row in result.rows:
        by_code.setdefault(row.code, []).append(row)
    places: dict[str, tuple[str, int]] = {}
    for table in workbook_map.tables:
        # A workbook names a source in the tables of factors too; the inventory is where the rates stand.
        if "activity_rate" in table.columns:
            for number, code in table.rows:
                places.setdefault(code, (table.sheet, number))
    for table in workbook_map.tables:
        for number, code in table.rows:
            places.setdefault(code, (table.sheet, number))
    listed = [_row(sheet, number, code, by_code.get(code, [])) for code, (sheet, number) in places.items()]
    others = [_row("", 0, code, by_code[code]) for code in sorted(by_code.keys() - places.keys(), key=sort_key)]
    return (*listed, *others)


def _row(sheet: str, number: int, code: str, rows: list[RowResult]) -> OrderedRow:
    units = {row.unit for row in rows if row.activity_rate is not None and row.present != "N"}
    rates = [row.activity_rate for row in rows]
    known_rate = rows and len(units) <= 1 and None not in rates
    marks = {row.present for row in rows}
    present = "Y" if "Y" in marks else "N" if marks == {"N"} else "?"
    amounts = None
    if rows and all(row.amounts is not None for row in rows):
        amounts = tuple(sum(row.amounts[name].value for row in rows if row.amounts is not None) for name in AMOUNTS)
    known = categories().get(code)
    return OrderedRow(
        sheet=sheet,
        row=number,
        code=code,
        name=known.name if known is not None else rows[0].name if rows else "",
        present=present,
        activity_rate=sum(rate for rate in rates if rate is not None) if known_rate else None,
        unit=next(iter(units), known.unit if known is not None else ""),
        amounts=amounts,
    )
