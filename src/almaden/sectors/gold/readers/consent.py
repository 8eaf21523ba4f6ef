"""Participants who did not agree: nothing of them is read, checked or told but how many they are."""

from __future__ import annotations

from almaden.errors import Fault
from almaden.reference.readers.cells import CellError, yes_no
from almaden.reference.readers.columns import REMARK, is_remark
from almaden.reference.readers.names import find_column
from almaden.reference.readers.table import RawTable
from almaden.reference.record import columns
from almaden.sectors.gold.records import BiomonitoringRecord
from almaden.sectors.readers.template import ReadTables


def only_with_consent(read: ReadTables) -> int:
    """Take out the rows of participants who did not agree, and every fault of such a row.

    Args:
        read: the tables; those of biomonitoring and the faults are changed.

    Returns:
        How many rows were taken out.
    """
    rows = read.rows.get("biomonitoring")
    if rows is None:
        return 0
    if "about" not in read.rows:
        # Nothing will be read without a country, and a table that stood alone is closed again.
        here = (rows.table.file, rows.table.sheet)
        read.faults.found[:] = [fault for fault in read.faults.found if (fault.file, fault.sheet) != here]
        return 0
    rows.found = [one for one in rows.found if one.record.consent]
    refused = {number for number, agreed in _answers(rows.table).items() if agreed is False}
    read.faults.found[:] = [fault for fault in read.faults.found if not _of_rows(fault, rows.table, refused)]
    return len(refused)


def _of_rows(fault: Fault, table: RawTable, rows: set[int]) -> bool:
    return (fault.file, fault.sheet) == (table.file, table.sheet) and fault.row in rows


def _answers(table: RawTable) -> dict[int, bool | None]:
    """The answer of each row that can be understood."""
    known = columns(BiomonitoringRecord)
    place = next((place for place, head in enumerate(table.header) if find_column(head, known) == "consent"), None)
    remarks = [place for place, head in enumerate(table.header) if head.startswith(REMARK)]
    found: dict[int, bool | None] = {}
    for item in table.read() if place is not None else ():
        if isinstance(item, Fault) or place is None or is_remark(item[1], remarks):
            continue
        try:
            found[item[0]] = yes_no(item[1][place])
        except CellError:
            continue
    return found
