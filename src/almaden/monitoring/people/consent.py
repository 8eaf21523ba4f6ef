"""Participants who did not agree: nothing of them is read, checked or told but how many they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from almaden.errors import Fault
from almaden.reference.readers.cells import CellError, yes_no
from almaden.reference.readers.columns import REMARK, is_remark
from almaden.reference.readers.names import find_column
from almaden.reference.readers.template import ReadTables, Rows
from almaden.reference.record import columns
from almaden.wording import n_


def only_with_consent(read: ReadTables, table: str) -> int:
    """Take out the rows of participants who did not agree, and every fault of such a row.

    Args:
        read: the tables; the one of participants and the faults are changed.
        table: name of the table of participants; its records have a field ``consent``.

    Returns:
        How many rows were taken out.
    """
    rows = read.rows.get(table)
    if rows is None:
        return 0
    rows.found = [one for one in rows.found if one.record.consent]
    answers = _answers(rows)
    read.faults.found[:] = list(_without_values(read.faults.found, rows, answers))
    return sum(agreed is False for agreed in answers.values())


def _without_values(faults: Iterable[Fault], rows: Rows, answers: Mapping[int, bool | None]) -> Iterator[Fault]:
    """The faults, none of a row that was refused, and of a row without an answer that it has none."""
    asked: set[int] = set()
    for fault in faults:
        here = (fault.file, fault.sheet) == (rows.table.file, rows.table.sheet)
        if not here or fault.row is None or answers.get(fault.row, True):
            yield fault
        elif answers[fault.row] is None and fault.row not in asked:
            asked.add(fault.row)
            yield rows.fault(
                n_("nothing tells whether the participant agreed to the use of the results"), fault.row, "consent", "",
                n_("y or n"), n_("ask the participant; without a y nothing of the row is read"),
            )  # fmt: skip


def _answers(rows: Rows) -> dict[int, bool | None]:
    """The answer of each row, None where there is none that can be understood."""
    table, known = rows.table, columns(rows.record)
    place = next((place for place, head in enumerate(table.header) if find_column(head, known) == "consent"), None)
    remarks = [place for place, head in enumerate(table.header) if head.startswith(REMARK)]
    found: dict[int, bool | None] = {}
    for item in table.read() if place is not None else ():
        if isinstance(item, Fault) or place is None or is_remark(item[1], remarks):
            continue
        try:
            found[item[0]] = yes_no(item[1][place])
        except CellError:
            found[item[0]] = None
    return found
