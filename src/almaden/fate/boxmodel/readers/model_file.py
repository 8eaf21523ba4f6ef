"""Reads a box model of the user's own: a list of rates, or a matrix.

A list has the columns ``from``, ``to`` and ``rate`` (1/yr), and perhaps ``key``, ``name`` and ``source``; ``to`` is a
reservoir, or ``out`` where mercury leaves the system. A matrix has the reservoirs as header and in its first column:
the row receives from the column, the diagonal is all that leaves, 1/yr, and a last row ``out`` takes what leaves the
system. Nothing may vanish: a rate that says not where the mercury goes, or a column whose sum is not 0, is a fault.

A workbook may have a sheet ``reservoirs`` beside its sheet ``rates``, and a text file a second file, with the columns
``key``, ``name``, ``start`` (Mg) and ``input`` (Mg/yr). Reservoirs named there may keep what they receive for ever;
others may not, because a name that only receives is most often mistyped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from almaden.fate.boxmodel.model import BoxModel, Rate
from almaden.fate.boxmodel.readers.model_cells import Cells, origin, rows_of
from almaden.fate.boxmodel.readers.model_matrix import is_matrix, matrix_rates
from almaden.fate.boxmodel.steady import no_way_out
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.incoming import find_title, is_workbook, one_table
from almaden.reference.readers.table import RawTable
from almaden.reference.readers.workbook import open_workbook
from almaden.wording import Text

#: Written where mercury leaves the system.
OUT: Final = "out"
_RATES: Final = ("from", "to", "rate", "key", "name", "source")
_RESERVOIRS: Final = ("key", "name", "start", "input")


@dataclass
class _Declared:
    names: dict[str, str] = field(default_factory=dict)
    start: dict[str, float] = field(default_factory=dict)
    inputs: dict[str, float] = field(default_factory=dict)


def read_model(path: Path, reservoirs: Path | None = None, name: str = "") -> BoxModel:
    """Read a box model.

    Args:
        path: CSV or workbook with the rates, and in a workbook perhaps the reservoirs.
        reservoirs: CSV or workbook with the reservoirs, where they are not in the workbook.
        name: what to call the file in messages; its own name if empty.

    Returns:
        The model; its key is the name of the file. Its origins have the status ``user``.

    Raises:
        InputError: everything that is wrong with the rates or the reservoirs, with row and column.
    """
    file, faults = name or path.name, Faults()
    table = one_table(path, file, "rates")
    declared = _declared(_reservoir_table(path, file, reservoirs), faults)
    if is_matrix(table):
        rates, places = matrix_rates(table, OUT, faults)
        listed = dict.fromkeys(table.header[1:])
        for key in listed.keys() - (declared.names.keys() or listed.keys()):
            problem = Text("there is no reservoir '{key}'", key=key)
            faults.add(table.fault(problem, table.header_row, key, key, ", ".join(declared.names)))
    else:
        rates, places = _listed_rates(table, tuple(declared.names), faults)
        listed = dict.fromkeys(key for rate in rates for key in (rate.from_reservoir, rate.to_reservoir) if key)
    names = declared.names or {key: key for key in listed}
    model = BoxModel(
        path.stem,
        path.stem,
        tuple(names),
        tuple(names.values()),
        tuple(rates),
        MappingProxyType(declared.inputs),
        MappingProxyType(declared.start),
    )
    _check_reservoirs(table, model, declared, places, faults)
    faults.raise_if_any()
    return model


def _reservoir_table(path: Path, file: str, reservoirs: Path | None) -> RawTable | None:
    if reservoirs is not None:
        return one_table(reservoirs, reservoirs.name, "reservoirs")
    if not is_workbook(path):
        return None
    book = open_workbook(path, file)
    title = find_title(book, "reservoirs")
    return None if title is None else book.table(title)


def _declared(table: RawTable | None, faults: Faults) -> _Declared:
    declared = _Declared()
    if table is None:
        return declared
    for cells in rows_of(table, _RESERVOIRS, ("key",), faults):
        key = cells.text("key")
        if not key or key == OUT:
            cells.fault("a reservoir needs a key of its own", "key", accepted="a short name, such as atm")
        elif key in declared.names:
            cells.fault(Text("the reservoir {key} is there twice", key=key), "key", accepted="each reservoir once")
        declared.names[key] = cells.text("name") or key
        for column, kept in (("start", declared.start), ("input", declared.inputs)):
            value = cells.number(column)
            if value is not None:
                kept[key] = value
    return declared


def _listed_rates(table: RawTable, known: tuple[str, ...], faults: Faults) -> tuple[list[Rate], Mapping[str, Cells]]:
    rates: list[Rate] = []
    places: dict[str, Cells] = {}
    rows: dict[tuple[str, str, str], int] = {}
    for cells in rows_of(table, _RATES, ("from", "to", "rate"), faults):
        begin, end, value = cells.text("from"), cells.text("to"), cells.number("rate")
        _check_ends(cells, begin, end, known)
        if value is None:
            cells.fault("the rate is missing", "rate", accepted="a number, 0 or more, in 1/yr")
            continue
        which = (begin, end, cells.text("key") or cells.text("name"))
        if which in rows:
            problem = Text("the rate from {begin} to {end} is there twice", begin=begin, end=end)
            advice = Text("delete it, or give it another name than that of row {row}", row=str(rows[which]))
            cells.fault(problem, "rate", accepted="each rate once", advice=advice)
        rows[which] = cells.row
        key = cells.text("key") or f"{begin}_{end}"
        title = cells.text("name") or f"{begin} - {end}"
        made = origin(table, cells.row, title, value, cells.text("source"))
        rates.append(Rate(key, title, begin, "" if end == OUT else end, value, made))
        for reservoir in (begin, end):
            places.setdefault(reservoir, cells)
    if not rates and not faults.found:
        faults.add(table.fault("there is no rate", row=table.header_row, accepted="a row for each rate"))
    return rates, places


def _check_ends(cells: Cells, begin: str, end: str, known: tuple[str, ...]) -> None:
    if not begin or begin == OUT:
        cells.fault("the rate says not which reservoir loses", "from", accepted="a reservoir")
    if not end:
        cells.fault(
            "the rate says not where the mercury goes, and it must not vanish",
            "to",
            accepted=Text("a reservoir, or {out} where it leaves the system", out=OUT),
            advice=Text("name the reservoir, or write {out}", out=OUT),
        )
    elif begin == end:
        cells.fault("a rate leads from a reservoir to itself", "to", accepted="another reservoir")
    for column, key in (("from", begin), ("to", end)):
        if known and key not in (*known, OUT, ""):
            cells.fault(Text("there is no reservoir '{key}'", key=key), column, accepted=", ".join(known))


def _check_reservoirs(
    table: RawTable, model: BoxModel, declared: _Declared, places: Mapping[str, Cells], faults: Faults
) -> None:
    if declared.names or faults.found:
        return
    for key in no_way_out(model):
        problem = Text("mercury gathers for ever in the reservoir {key}", key=key)
        column, row = ("to", places[key].row) if key in places else (key, table.header_row)
        faults.add(
            table.fault(
                problem,
                row,
                column,
                key,
                accepted="reservoirs from which a chain of rates leads out of the system",
                advice=Text("correct its name, add a rate to {out}, or name it in a table of reservoirs", out=OUT),
            )
        )
