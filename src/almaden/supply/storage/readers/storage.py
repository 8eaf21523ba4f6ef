"""Reads what people tell of storage, as a workbook, a folder of text files or a single table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from almaden.errors import Fault
from almaden.reference.readers.template import ReadTables, read_tables
from almaden.supply.storage.data import StorageData
from almaden.supply.storage.readers.cost_checks import check_costs
from almaden.supply.storage.readers.place_checks import check_coordinates
from almaden.supply.storage.readers.row_checks import check_rows
from almaden.supply.storage.records import TABLES
from almaden.wording import Text, n_


def read_storage(source: Path | BinaryIO, name: str = "") -> StorageData:
    """Read facilities, sources, options, places and stocks of mercury.

    Args:
        source: a workbook with sheets of the names of the tables, a folder of text files of these names, or a single
            table.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault of every table; nothing is kept then.
    """
    return storage_of(read_tables(source, name, TABLES, alone="facilities"))


def storage_of(read: ReadTables) -> StorageData:
    """What tables tell of storage that were read from a file or were sent as rows.

    Raises:
        InputError: with every fault of every table.
    """
    for fault in _checked(read):
        read.faults.add(fault)
    read.faults.raise_if_any()
    tables: dict[str, Any] = {kind: tuple(one.record for one in rows.found) for kind, rows in read.rows.items()}
    return StorageData(**tables, sha256=read.sha256)


def _checked(read: ReadTables) -> Iterator[Fault]:
    if not read.rows or (not any(rows.found for rows in read.rows.values()) and not read.faults.found):
        yield Fault(
            n_("there is nothing about storage in it"),
            file=read.name,
            accepted=Text("tables named {names}", names=", ".join(TABLES)),
            advice=n_("write the template by 'almaden supply storage-template FILE.xlsx' and fill it in"),
        )
        return
    yield from check_rows(read.rows)
    yield from check_costs(read.rows)
    yield from check_coordinates(read.rows)
