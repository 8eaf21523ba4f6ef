"""Participants who did not agree: nothing of them is read, checked or told but how many they are."""

from __future__ import annotations

from almaden.monitoring.people import consent
from almaden.reference.readers.template import ReadTables


def only_with_consent(read: ReadTables) -> int:
    """Take out the rows of participants who did not agree, and every fault of such a row.

    Args:
        read: the tables; those of biomonitoring and the faults are changed.

    Returns:
        How many rows were taken out.
    """
    rows = read.rows.get("biomonitoring")
    if rows is not None and "about" not in read.rows:
        # Nothing will be read without a country, and a table that stood alone is closed again.
        here = (rows.table.file, rows.table.sheet)
        read.faults.found[:] = [fault for fault in read.faults.found if (fault.file, fault.sheet) != here]
        return 0
    return consent.only_with_consent(read, "biomonitoring")
