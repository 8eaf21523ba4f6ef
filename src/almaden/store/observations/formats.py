"""Files of every format as one table: what an earlier format did not keep is an empty text or a missing number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from almaden.store.models import ArchiveFile
from almaden.store.observations.catalogue import path_of
from almaden.store.observations.columns import COLUMNS, FIRST_COLUMNS, listed
from almaden.store.observations.engine import quoted

if TYPE_CHECKING:
    import duckdb


def table_of(files: Iterable[ArchiveFile]) -> str:
    """What SQL reads files of the catalogue from, with all columns of the archive.

    Raises:
        ArchiveError: a file is missing.
    """
    return _table([(path_of(file), file.format) for file in files])


def table_of_paths(connection: duckdb.DuckDBPyConnection, paths: Iterable[Path]) -> str:
    """As :func:`table_of` for files that no catalogue describes, such as those of an edition."""
    return _table([(path, _format_of(connection, path)) for path in paths])


def _table(files: Sequence[tuple[Path, int]]) -> str:
    if not files:
        columns = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in COLUMNS.items())
        return f"(SELECT {columns} WHERE false)"
    first = [path for path, written in files if written == 1]
    later = [path for path, written in files if written > 1]
    if not first:
        return _read(later)
    # Conditions reach the files through the union.
    parts = [f"SELECT {_completed()} FROM {_read(first)}"]
    if later:
        parts.append(f"SELECT {listed(COLUMNS)} FROM {_read(later)}")
    return f"({' UNION ALL '.join(parts)})"


def _read(paths: Sequence[Path]) -> str:
    return f"read_parquet([{', '.join(quoted(str(path)) for path in paths)}])"


def _completed() -> str:
    """All columns, from a file of the first format."""
    missing = {"VARCHAR": "''", "DOUBLE": "NULL::DOUBLE"}
    return ", ".join(
        f'"{name}"' if name in FIRST_COLUMNS else f'{missing[kind]} AS "{name}"' for name, kind in COLUMNS.items()
    )


def _format_of(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    found = connection.execute(
        f"SELECT decode(value) FROM parquet_kv_metadata({quoted(str(path))}) WHERE decode(key) = 'almaden_format'"
    ).fetchone()
    return int(found[0]) if found else 1
