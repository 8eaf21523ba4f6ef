"""A record with the place in the file that it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from almaden.reference.record import Record


@dataclass(frozen=True, slots=True)
class Located:
    """One record and where it stands.

    Attributes:
        record: the record.
        file: name of the file, as the user gave it.
        row: row as a spreadsheet counts it.
        sheet: title of the worksheet, empty for text files.
    """

    record: Record
    file: str
    row: int
    sheet: str = ""
