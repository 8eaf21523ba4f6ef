"""Inventories in the store: versions with their rows, results, and what differs between versions."""

from almaden.store.inventories.differences import (
    FieldDifference,
    RowDifference,
    TotalDifference,
    differences,
    total_differences,
)
from almaden.store.inventories.edit import add_row, change_header, change_row, remove_row
from almaden.store.inventories.make import from_data, make, new_version
from almaden.store.inventories.read import data_of, faults_of, header_of, kind_of, rows
from almaden.store.inventories.results import frozen_result, result_of, years_of

__all__ = [
    "FieldDifference",
    "RowDifference",
    "TotalDifference",
    "add_row",
    "change_header",
    "change_row",
    "data_of",
    "differences",
    "faults_of",
    "from_data",
    "frozen_result",
    "header_of",
    "kind_of",
    "make",
    "new_version",
    "remove_row",
    "result_of",
    "rows",
    "total_differences",
    "years_of",
]
