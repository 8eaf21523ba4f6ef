"""What the columns of a table are called, before anybody said what they mean."""

from __future__ import annotations

from dataclasses import dataclass

from almaden.reference.readers.incoming import is_workbook, one_table
from almaden.reference.readers.names import find_column
from almaden.reference.readers.workbook import open_workbook
from almaden.reference.record import columns
from almaden.reference.records import RECORD_TYPES
from almaden.store.models import Upload
from almaden.store.uploads import kept_at


@dataclass(frozen=True)
class Headers:
    """The columns of one sheet of a file.

    Attributes:
        sheets: names of all sheets; none where the file is plain text.
        sheet: the sheet that was looked at.
        columns: what its columns are called, in their order.
    """

    sheets: tuple[str, ...]
    sheet: str
    columns: tuple[str, ...]


def headers_of(upload: Upload, sheet: str = "") -> Headers:
    """Read the header of a file.

    Args:
        upload: the file.
        sheet: of which sheet of a workbook; the first where it is empty or not there.

    Raises:
        InputError: the file is no table.
    """
    path = kept_at(upload)
    sheets = tuple(open_workbook(path, upload.name).sheets) if is_workbook(path) else ()
    chosen = sheet if sheet in sheets else next(iter(sheets), "")
    table = one_table(path, upload.name, *([chosen] if chosen else []))
    return Headers(sheets, chosen, tuple(header for header in table.header if header))


def guess(record_type: str, headers: Headers) -> dict[str, str]:
    """By field of a record type the column that most likely feeds it; fields without one are left out."""
    found: dict[str, str] = {}
    for header in headers.columns:
        field = find_column(header, columns(RECORD_TYPES[record_type]))
        if field is not None:
            found.setdefault(field, header)
    return found
