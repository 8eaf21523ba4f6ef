"""A row or a header that was typed into a form, and what must hold between rows: the same faults as in a file."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from almaden.errors import Fault, InputError
from almaden.inventory.readers.consistency import check_activities, check_law, check_sizes, check_sources, check_units
from almaden.inventory.readers.header import header_from_tree
from almaden.inventory.readers.lost import LostRows
from almaden.inventory.readers.tables import TableKind
from almaden.inventory.readers.validation import read_records
from almaden.inventory.records import ActivityRow, Header, InventoryData
from almaden.reference.readers.csv import LONGEST_CELL
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.table import Cell, RawTable, guard
from almaden.reference.record import Record, columns
from almaden.wording import Text, n_

#: What a form or a program gives for one column.
Typed = str | float | bool | None


def record_of(kind: TableKind, values: Mapping[str, Typed]) -> Record:
    """One row of a table from the values of a form.

    Args:
        kind: which table of the inventory it is.
        values: what was typed, by column; numbers may be texts with either decimal mark.

    Raises:
        InputError: with every fault; they name the column, and no row.
    """
    names = tuple(dict.fromkeys((*columns(kind.record), *map(_text, values))))
    fields = kind.record.model_fields
    cells = [_cell(values.get(name), name in fields and fields[name].annotation is str) for name in names]
    # A comma as delimiter lets a point be the decimal mark where nothing else tells: so numbers are shown again.
    table = RawTable("", "", names, 1, lambda: iter([(2, cells)]), ",")
    faults = Faults()
    for name, cell in zip(names, cells, strict=True):
        if isinstance(cell, str) and len(cell) > LONGEST_CELL:
            accepted = Text("at most {count} characters", count=LONGEST_CELL)
            faults.add(Fault(n_("the text is too long"), column=name, value=cell, accepted=accepted))
    records = read_records(table, kind, kind.record, faults)
    check_units([record for record in records if isinstance(record, ActivityRow)], faults)
    if not records and not faults.found:
        faults.add(Fault(n_("the row is empty"), advice=n_("fill in at least one column")))
    if faults.found:
        raise InputError(replace(fault, file="", row=None) for fault in faults.found)
    return records[0].model_copy(update={"place": ""})


def header_of(values: Mapping[str, Any]) -> Header:
    """A header from its keys and values: country, year, level, factor_set, title, notice, years, layers, context.

    Raises:
        InputError: with every fault.
    """
    faults = Faults()
    found = header_from_tree({_text(key): _tidy(value) for key, value in values.items()}, "", faults).header
    faults.raise_if_any()
    # Without a header there is a fault, and it was raised.
    assert found is not None
    return found


def checked_header(header: Header) -> Header:
    """A header that was made by a program, checked like one that was read.

    Raises:
        InputError: with every fault.
    """
    return header_of(header_tree(header))


def header_tree(header: Header) -> dict[str, Any]:
    """A header as the keys and values of a form."""
    context = {
        name: {key: value for key, value in asdict(entry).items() if value is not None and value != ""}
        for name, entry in header.context.items()
    }
    return {**vars(header), "years": list(header.years), "layers": list(header.layers), "context": context}


def faults_between(data: InventoryData) -> tuple[Fault, ...]:
    """What does not fit together among rows that are each right in themselves, and numbers that are out of bounds."""
    faults = Faults()
    # Rows that were kept before there was a bound are above it.
    for rows in (data.rows, *(rows for _, rows in data.layers), data.priorities, data.populations):
        check_sizes(rows, faults)
    check_activities(data.rows, data.header, faults, LostRows())
    check_units(data.rows, faults)
    check_sources(data.sources, faults)
    check_law(data.law, faults)
    return tuple(faults.found)


def _cell(value: Typed, is_text: bool = False) -> Cell:
    """A value as the cell of a text file; a text is guarded there, so that it is read as it was typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "y" if value else "n"
    if isinstance(value, str):
        return guard(_text(value)) if is_text else _text(value)
    try:
        number = float(value)
    except OverflowError:
        return str(value)
    # What is no number in mathematics must not pass for one: as a text it becomes a fault.
    return number if math.isfinite(number) else str(value)


def _text(text: str) -> str:
    """A text that can be written as UTF-8: halves of characters become question marks."""
    return text.encode("utf-8", "replace").decode()


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return {_text(str(key)): _tidy(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_tidy(one) for one in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _cell(value)
    return "" if value is None else value
