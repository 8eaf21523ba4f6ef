"""Cells of emission tables as Mg/yr."""

from __future__ import annotations

from almaden.fate.boxmodel.steady import MOST_MG
from almaden.reference.readers.cells import CellError, Numbers
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.table import Cell, RawTable, cell_text
from almaden.wording import Text


def read_number(table: RawTable, numbers: Numbers, cell: Cell, row: int, column: str, faults: Faults) -> float | None:
    """A cell as a number; None, and a fault, where there is none."""
    try:
        value = numbers.read(cell)
    except CellError as error:
        faults.add(table.fault(error.problem, row, column, cell_text(cell), error.accepted, error.advice))
        return None
    if value is None:
        faults.add(
            table.fault(
                "the number is missing", row, column, cell_text(cell), "a number; 0 where nothing is emitted",
                "fill it in, or leave the year out of the whole table",
            )
        )  # fmt: skip
    return value


def amount(table: RawTable, numbers: Numbers, cell: Cell, row: int, column: str, faults: Faults, per: float) -> float:
    """A cell as Mg/yr; 0, and a fault, where it holds none.

    Args:
        table: the table.
        numbers: reads the numbers of the table.
        cell: the cell.
        row: its row.
        column: its column.
        faults: where faults go.
        per: how many Mg/yr one of its unit is.
    """
    value = read_number(table, numbers, cell, row, column, faults)
    if value is None:
        return 0.0
    if value < 0.0:
        faults.add(
            table.fault(
                "the emission is negative", row, column, cell_text(cell), "0 or more",
                "correct it; mercury that is taken out of use is no emission",
            )
        )  # fmt: skip
    elif value > MOST_MG / max(per, 1.0):
        accepted = Text("a number from 0 to {most}, in Mg/yr", most=f"{MOST_MG:g}")
        faults.add(table.fault("the emission is too large", row, column, cell_text(cell), accepted, "correct it"))
        return 0.0
    return per * value
