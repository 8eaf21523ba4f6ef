"""Observations of people: none comes into the archive as a single value, and none that is there goes out."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from almaden.errors import Fault
from almaden.store.models import ArchiveFile
from almaden.store.observations.catalogue import path_of
from almaden.store.observations.columns import COLUMNS, FORMAT, ORDER, listed
from almaden.store.observations.engine import engine, quoted
from almaden.store.observations.formats import table_of
from almaden.store.observations.measured import APART
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import duckdb


def people_in(connection: duckdb.DuckDBPyConnection, file: str) -> list[Fault]:
    """A fault where the table ``staged`` holds values of people.

    Args:
        connection: where the table is.
        file: name of the file, for the message.
    """
    ((count, first),) = connection.execute(
        f"SELECT count(*), min(row_number) FROM staged WHERE matrix = {quoted(APART)}"
    ).fetchall()
    if not count:
        return []
    return [
        Fault(
            Text("{count} values are of people, of whom no single value is kept in the archive", count=count),
            file=file,
            row=first,
            column="matrix",
            value=APART,
            advice=n_("bring them as a study of people, which is told in groups: almaden monitoring people"),
        )
    ]


def copy_without_people(file: ArchiveFile, target: Path) -> None:
    """Copy a file of the archive, without values of people that an earlier version may have taken in.

    Args:
        file: the file.
        target: where to; nothing is written where no other value is left. The folder is made.
    """
    with engine() as connection:
        table = table_of([file])
        ((people, count),) = connection.execute(
            f"SELECT count(*) FILTER (WHERE matrix = {quoted(APART)}), count(*) FROM {table}"
        ).fetchall()
        if people == count:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        if not people:
            shutil.copyfile(path_of(file), target)
            return
        connection.execute(
            f"COPY (SELECT {listed(COLUMNS)} FROM {table} WHERE matrix <> {quoted(APART)} ORDER BY {listed(ORDER)}) "
            f"TO {quoted(str(target))} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{almaden_format: '{FORMAT}'}})"
        )
