"""What a reader yields: a record with the place where it stood, or a fault."""

from __future__ import annotations

from typing import Any, NamedTuple

from almaden.errors import Fault


class Located(NamedTuple):
    """Something read from a file, with its place.

    Attributes:
        record: a record of one of the types of :data:`almaden.reference.records.RECORD_TYPES`; the reader of
            inventories gives its ``InventoryData``.
        sheet: title of the sheet, empty for text files.
        row: row as a spreadsheet counts it, None where the record is the whole file.
    """

    record: Any
    sheet: str = ""
    row: int | None = None


class Remark(NamedTuple):
    """Something odd that a reader met and told; what it stands beside is read all the same, and nothing is repaired.

    Attributes:
        trap: short name of the kind of oddity, by which remarks are counted, such as ``missing code``.
        fault: where, what, and the likely reason.
    """

    trap: str
    fault: Fault


#: What most readers yield.
Item = Located | Fault
#: What readers of measurements yield, which tell what is odd.
Remarked = Located | Fault | Remark
