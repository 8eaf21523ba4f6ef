"""The Parquet files of the archive: written once, named after their content, checked against the catalogue."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from almaden.errors import OutputError
from almaden.store.home import archive, scratch
from almaden.store.observations.columns import FORMAT, ORDER, listed
from almaden.store.observations.engine import quoted
from almaden.store.observations.held import Held, held
from almaden.wording import Text

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Written:
    """A file that was written: where, and what the catalogue has to know.

    Attributes:
        path: relative to the folder of the archive.
        sha256: of the file.
        size: bytes.
        rows: observations in it.
        first: start of the first observation, UTC.
        last: start of the last observation, UTC.
        series: what it holds, series by series.
    """

    path: str
    sha256: str
    size: int
    rows: int
    first: datetime
    last: datetime
    series: tuple[Held, ...] = ()


def write_year(connection: duckdb.DuckDBPyConnection, rows: str, dataset: str, year: int) -> Written:
    """Write the observations of one year of one data set as a new file.

    Args:
        connection: where the rows are.
        rows: a query that gives the rows, with the columns of the archive.
        dataset: key of the data set.
        year: the year of all rows.

    Raises:
        OutputError: the disk is full or the folder cannot be written; nothing is left behind.
    """
    import duckdb

    part = scratch() / f"{secrets.token_hex(8)}.parquet"
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        connection.execute(
            f"COPY (SELECT * FROM ({rows}) ORDER BY {listed(ORDER)}) TO {quoted(str(part))} "
            f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{almaden_format: '{FORMAT}'}})"
        )
        count, first, last = connection.execute(
            f'SELECT count(*), min("start"), max("start") FROM read_parquet({quoted(str(part))})'
        ).fetchall()[0]
        series = held(connection, f"read_parquet({quoted(str(part))})")
        digest = _confirmed(part)
        size = part.stat().st_size
        # No two files have one name: what this import made can be deleted without asking who else made the same.
        path = f"{dataset}/{year}/{digest[:16]}-{secrets.token_hex(3)}.parquet"
        target = archive() / path
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(part, target)
        _confirm_folder(target.parent)
    except (OSError, duckdb.IOException) as error:
        with suppress(OSError):
            part.unlink()
        raise OutputError(
            Text(
                "the archive cannot be written: {reason}. Nothing was kept. "
                "See that the disk is not full and that the folder {folder} can be written.",
                reason=str(getattr(error, "strerror", None) or error),
                folder=str(archive()),
            )
        ) from error
    return Written(path, digest, size, count, first, last, series)


def discard(written: Iterable[Written]) -> None:
    """Delete files that will not be entered in the catalogue."""
    for file in written:
        with suppress(OSError):
            (archive() / file.path).unlink()


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _confirmed(path: Path) -> str:
    """SHA-256 of a file that is on the disk and not only in its cache."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def _confirm_folder(folder: Path) -> None:
    """Bring a name to the disk; Windows has no such call and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
