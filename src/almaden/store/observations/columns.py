"""The columns of an archive file, which are those of ``ObservationRecord``."""

from __future__ import annotations

from typing import Final

#: Of this table and its columns; a file says it in its metadata.
FORMAT: Final = 2

#: Names and types in the order of the file. Times are UTC.
COLUMNS: Final[dict[str, str]] = {
    "site": "VARCHAR",
    "start": "TIMESTAMP",
    "end": "TIMESTAMP",
    "matrix": "VARCHAR",
    "species": "VARCHAR",
    "value": "DOUBLE",
    "unit": "VARCHAR",
    "flag": "VARCHAR",
    "method": "VARCHAR",
    "instrument": "VARCHAR",
    "level": "VARCHAR",
    "detection_limit": "DOUBLE",
    "sample": "VARCHAR",
    "taxon": "VARCHAR",
    "tissue": "VARCHAR",
    "basis": "VARCHAR",
    "length_mm": "DOUBLE",
    "diagnostics": "VARCHAR",
    "original_value": "VARCHAR",
    "original_unit": "VARCHAR",
    "original_flag": "VARCHAR",
    "original_file": "VARCHAR",
}

#: The columns of files of the first format, in which ``instrument`` and all that follows was not kept.
FIRST_COLUMNS: Final = ("site", "start", "end", "matrix", "species", "value", "unit", "flag", "method")

#: What makes an observation the same one, whatever its value. Some networks give each value in two units.
KEY: Final = ("site", "start", "matrix", "species", "unit", "method", "instrument", "sample", "tissue")

#: What may differ between two editions of the same observation.
CONTENT: Final = tuple(name for name in COLUMNS if name not in KEY)

#: The order of the rows: one station after the other, each in time.
ORDER: Final = ("site", "start", "matrix", "species", "method", "instrument", "sample")


def listed(names: tuple[str, ...] | dict[str, str], prefix: str = "") -> str:
    """Columns as SQL lists them; ``end`` is a word of SQL."""
    return ", ".join(f'{prefix}"{name}"' for name in names)
