"""The files of an edition: tables as CSV and Parquet, and the checksums of all."""

from __future__ import annotations

import csv
import hashlib
import os
from pathlib import Path
from typing import Any

from almaden.reference.readers.table import guard
from almaden.store import home
from almaden.store.editions.tables import TYPES, Table
from almaden.store.models import Edition
from almaden.store.observations.engine import engine, quoted


def folder_of(edition: Edition) -> Path:
    """Where the files of an edition lie."""
    return home.editions() / str(edition.number)


def write_table(table: Table, folder: Path) -> int:
    """Write a table as ``NAME.csv`` and ``NAME.parquet``; returns the number of its rows.

    Texts that a spreadsheet would take for a formula get an apostrophe in the CSV, not in the Parquet file.
    """
    plain = folder / f"{table.name}.csv"
    exact = folder / f".{table.name}.exact.csv"
    count = 0
    with (
        plain.open("w", encoding="utf-8", newline="") as shown,
        exact.open("w", encoding="utf-8", newline="") as kept,
    ):
        writers = [csv.writer(file, lineterminator="\n") for file in (shown, kept)]
        for writer in writers:
            writer.writerow([column.name for column in table.columns])
        for row in table.rows():
            writers[0].writerow([guard(value) if isinstance(value, str) else _text(value) for value in row])
            writers[1].writerow([_text(value) for value in row])
            count += 1
    _to_parquet(table, exact, folder / f"{table.name}.parquet")
    exact.unlink()
    return count


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)


def _to_parquet(table: Table, source: Path, target: Path) -> None:
    kinds = ", ".join(f"{quoted(column.name)}: {quoted(TYPES[column.type])}" for column in table.columns)
    # An empty text and a missing number are both empty in the file; the type tells them apart.
    chosen = ", ".join(
        f'coalesce("{column.name}", \'\') AS "{column.name}"' if column.type == "string" else f'"{column.name}"'
        for column in table.columns
    )
    with engine() as connection:
        connection.execute(
            f"COPY (SELECT {chosen} FROM read_csv({quoted(str(source))}, header=true, delim=',', quote='\"', "
            f"escape='\"', columns={{{kinds}}}, auto_detect=false, max_line_size=16777216)) "
            f"TO {quoted(str(target))} (FORMAT parquet, COMPRESSION zstd)"
        )


def checksums(folder: Path) -> dict[str, dict[str, Any]]:
    """Size and SHA-256 of every file below a folder, by its path in it."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            found[path.relative_to(folder).as_posix()] = {"bytes": path.stat().st_size, "sha256": digest}
    return found


def confirm(folder: Path) -> None:
    """Bring every file below a folder to the disk."""
    for path in folder.rglob("*"):
        if path.is_file():
            handle = os.open(path, os.O_RDWR)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
