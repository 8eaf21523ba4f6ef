"""Writes a factor file, so that reading it gives the same factors again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from almaden.inventory.readers.tables import FACTORS
from almaden.inventory.records import FactorRow
from almaden.reports.files import write_atomically
from almaden.reports.inventory_folder import table_text


def write_layer(rows: Sequence[FactorRow], path: Path) -> Path:
    """Write factors to a CSV file, in place of what was there.

    Raises:
        OutputError: if the file cannot be written; what was there is untouched.
    """
    # With the mark at its start a spreadsheet program opens the file as UTF-8, in any country.
    return write_atomically(path, table_text(FACTORS, rows).encode("utf-8-sig"))
