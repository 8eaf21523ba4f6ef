"""A box model as a matrix: the row receives from the column, and the diagonal is all that leaves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from almaden.errors import Fault
from almaden.fate.boxmodel.model import Rate
from almaden.fate.boxmodel.readers.model_cells import RATE_ACCEPTED, Cells, origin, usable
from almaden.reference.readers.cells import CellError, Numbers
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.table import RawTable, cell_text
from almaden.wording import Text, n_

#: Figures of a printed matrix: a column that adds up within this share of its diagonal is closed.
_ROUNDING: Final = 1e-9


def is_matrix(table: RawTable) -> bool:
    """Whether the first column of a table names the same reservoirs as its header."""
    rows = [cell_text(item[1][0]) for item in table.read() if not isinstance(item, Fault)]
    return len(table.header) > 1 and set(table.header[1:]) <= set(rows)


def matrix_rates(table: RawTable, out: str, faults: Faults) -> tuple[list[Rate], Mapping[str, Cells]]:
    """The rates of a matrix; other rows than reservoirs and ``out`` are faults, as are columns that do not close."""
    keys = table.header[1:]
    if len(set(keys)) < len(keys):
        faults.add(table.fault("a reservoir is there twice", table.header_row, accepted="each reservoir once"))
    numbers = Numbers(table, tuple(range(1, len(table.header))))
    values: dict[str, dict[str, float]] = {}
    rates: list[Rate] = []
    for item in table.read():
        if isinstance(item, Fault):
            faults.add(item)
            continue
        row, cells = item
        to = cell_text(cells[0])
        if to in values or to not in (*keys, out):
            problem = Text("the row '{key}' is not one reservoir of the header", key=to)
            faults.add(table.fault(problem, row, table.header[0], to, accepted=", ".join((*keys, out))))
            continue
        values[to] = {}
        for place, begin in enumerate(keys, 1):
            try:
                value = numbers.read(cells[place]) or 0.0
            except CellError as error:
                text = cell_text(cells[place])
                faults.add(table.fault(error.problem, row, begin, text, error.accepted, error.advice))
                continue
            values[to][begin] = value
            if (value > 0) if to == begin else (value < 0):
                accepted = n_("0 or less on the diagonal, 0 or more elsewhere, in 1/yr")
                faults.add(table.fault("the rate has the wrong sign", row, begin, f"{value:g}", accepted))
            elif to != begin and not usable("rate", value):
                faults.add(table.fault("the number cannot be used", row, begin, f"{value:g}", RATE_ACCEPTED))
            elif to != begin and value > 0:
                end = "" if to == out else to
                title = f"{begin} - {to}"
                rates.append(Rate(f"{begin}_{to}", title, begin, end, value, origin(table, row, title, value, "")))
    _check_sums(table, keys, values, out, faults)
    return rates, {}


def _check_sums(
    table: RawTable, keys: tuple[str, ...], values: Mapping[str, Mapping[str, float]], out: str, faults: Faults
) -> None:
    if faults.found:
        return
    for begin in keys:
        diagonal, surplus = values[begin][begin], sum(row[begin] for row in values.values())
        if abs(surplus) <= _ROUNDING * abs(diagonal):
            continue
        problem, advice = n_("the column makes mercury out of nothing"), n_("correct its rates")
        if surplus < 0:
            problem = n_("the column loses mercury that no row receives")
            advice = Text("write a row {out} with what leaves the system", out=out)
        faults.add(table.fault(problem, table.header_row, begin, f"{surplus:g}", "a column with the sum 0", advice))
