"""Reads a factor file that stands alone: a national layer, or one that a user keeps."""

from __future__ import annotations

from pathlib import Path

from almaden.inventory.readers.tables import FACTORS
from almaden.inventory.readers.validation import read_records
from almaden.inventory.records import FactorRow
from almaden.reference.readers.csv import read_csv
from almaden.reference.readers.faults import Faults


def read_layer(path: Path) -> tuple[FactorRow, ...]:
    """Read a file of factors.

    Raises:
        InputError: with every fault that was found.
    """
    faults = Faults()
    rows = tuple(read_records(read_csv(path), FACTORS, FactorRow, faults))
    faults.raise_if_any()
    return rows
