"""Reads a user's own ways to win gold and prices: tables ``methods`` and ``prices`` of a workbook, folder or file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from almaden.errors import Fault, InputError
from almaden.reference.readers.template import ReadTables, read_tables
from almaden.sectors.gold.method_records import METHOD_TABLES
from almaden.sectors.gold.methods import Method, Price, methods, prices
from almaden.wording import Text, n_


@dataclass(frozen=True)
class ReadMethods:
    """Methods and prices with a user's numbers in the place of the program's.

    Attributes:
        methods, prices: by identifier.
        sha256: of the file, or of the tables of a folder.
    """

    methods: Mapping[str, Method]
    prices: Mapping[str, Price]
    sha256: str


def read_methods(source: Path | BinaryIO, name: str = "") -> ReadMethods:
    """Read own methods and prices.

    Args:
        source: a workbook or folder with the tables ``methods`` and ``prices``, or one of them alone.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault.
    """
    read = read_tables(source, name, METHOD_TABLES, alone="methods")
    read.faults.raise_if_any()
    if not read.rows:
        raise InputError(
            Fault(
                n_("there are no methods and no prices in it"),
                file=read.name,
                accepted=Text("a workbook or folder with the tables {names}", names=", ".join(METHOD_TABLES)),
            )
        )
    try:
        return ReadMethods(methods(_records(read, "methods")), prices(_records(read, "prices")), read.sha256)
    except InputError as error:
        raise InputError([_placed(fault, read) for fault in error.faults]) from None


def _records(read: ReadTables, table: str) -> tuple[Any, ...]:
    return tuple(one.record for one in read.rows[table].found) if table in read.rows else ()


def _placed(fault: Fault, read: ReadTables) -> Fault:
    """A fault of the nth record, at the row of the file that it was read from."""
    rows = read.rows[fault.sheet]
    row = rows.found[fault.row - 2].row if fault.row is not None else None
    return replace(fault, file=rows.table.file, sheet=rows.table.sheet, row=row)
