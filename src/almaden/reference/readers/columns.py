"""Which column of a table is which column of a record, whatever order, case and language they have."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from almaden.reference.readers.faults import Faults
from almaden.reference.readers.names import find_column, near_column
from almaden.reference.readers.table import Cell, RawTable
from almaden.wording import Text

#: A column whose name starts with this is a remark for people; so is a row with it in such a column.
REMARK = "#"


@dataclass(frozen=True)
class Columns:
    """How the columns of a table were understood.

    Attributes:
        places: place of each known column, counted from 0.
        remarks: places of columns that are passed over.
        unknown: places of columns that are not understood, which is a fault once they hold a value.
    """

    places: Mapping[str, int]
    remarks: tuple[int, ...]
    unknown: tuple[int, ...]


def match_columns(table: RawTable, columns: tuple[str, ...], must_have: Sequence[str], faults: Faults) -> Columns:
    """Find the columns of a record in a header; what is missing or there twice becomes a fault."""
    places: dict[str, int] = {}
    remarks, unknown = [], []
    for place, header in enumerate(table.header):
        if header.startswith(REMARK):
            remarks.append(place)
            continue
        column = find_column(header, columns) if header else None
        if column is None:
            unknown.append(place)
        elif column in places:
            faults.add(
                table.fault(
                    Text("the column {column} is there twice", column=column),
                    row=table.header_row,
                    column=header,
                    accepted="each column once",
                    advice=Text("delete one, or start its name with {remark} to keep it as a remark", remark=REMARK),
                )
            )
        else:
            places[column] = place
    _check_missing(table, places, unknown, must_have, columns, faults)
    return Columns(places, tuple(remarks), tuple(unknown))


def _check_missing(
    table: RawTable,
    places: Mapping[str, int],
    unknown: Sequence[int],
    must_have: Sequence[str],
    columns: Sequence[str],
    faults: Faults,
) -> None:
    for column in must_have:
        if column in places:
            continue
        headers = [table.header[place] for place in unknown if table.header[place]]
        near = difflib.get_close_matches(column, headers, n=1, cutoff=0.6)
        advice = (
            Text("is it '{near}'? Then name it {column}", near=near[0], column=column)
            if near
            else Text("add the column {column}", column=column)
        )
        faults.add(
            table.fault(
                Text("the column {column} is missing", column=column),
                row=table.header_row,
                accepted=", ".join(columns),
                advice=advice,
            )
        )


def is_remark(cells: Sequence[Cell], remarks: Sequence[int]) -> bool:
    """Whether a row is a remark: it says so at the start of a cell in a column of remarks."""
    return any(isinstance(cell := cells[place], str) and cell.lstrip().startswith(REMARK) for place in remarks)


def unknown_column(table: RawTable, place: int, row: int, value: str, columns: tuple[str, ...], faults: Faults) -> None:
    """Report a column that is not understood and holds a value."""
    header = table.header[place]
    if not header:
        faults.add(
            table.fault(
                Text("column {number} holds values but has no name", number=str(place + 1)),
                row=row,
                value=value,
                accepted=", ".join(columns),
                advice=Text(
                    "name it in row {row}; a name that starts with {remark} makes a remark",
                    row=str(table.header_row),
                    remark=REMARK,
                ),
            )
        )
        return
    near = near_column(header, columns)
    meant = Text("is it {near}? Otherwise delete it", near=near) if near else Text("delete it")
    faults.add(
        table.fault(
            "the column is not known",
            row=table.header_row,
            column=header,
            accepted=", ".join(columns),
            advice=Text("{meant}, or start its name with {remark} to keep it as a remark", meant=meant, remark=REMARK),
        )
    )
