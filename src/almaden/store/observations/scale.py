"""The same averages on a database engine that an institution has already, by way of Ibis (extra ``scale``).

The expression is written once and runs on every engine that Ibis knows. It was compared with the archive's own
query on DuckDB and PostgreSQL; other engines were not tried.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from almaden.store.observations.columns import COLUMNS, listed
from almaden.store.observations.engine import engine
from almaden.store.observations.formats import table_of_paths
from almaden.store.observations.measured import APART
from almaden.store.observations.query import Filter, Mean, Period, mean_of

if TYPE_CHECKING:
    import ibis
    import psycopg

#: The table of observations in the other database.
TABLE: Final = "almaden_observations"
_BATCH: Final = 20_000
_UNITS: Final = {"day": "D", "month": "M", "year": "Y"}
_POSTGRESQL_TYPES: Final = {"VARCHAR": "text", "TIMESTAMP": "timestamp", "DOUBLE": "double precision"}


def copy_to_postgresql(connection: psycopg.Connection, files: Iterable[Path]) -> int:
    """Copy archive files into a table of PostgreSQL, in one transaction; returns how many rows.

    Args:
        connection: of the package psycopg; the table is made if it is missing.
        files: Parquet files of the archive.
    """
    columns = ", ".join(f'"{name}" {_POSTGRESQL_TYPES[kind]}' for name, kind in COLUMNS.items())
    copied = 0
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {TABLE} ({columns})")
        with engine() as archive, cursor.copy(f"COPY {TABLE} ({listed(COLUMNS)}) FROM STDIN") as copy:
            for file in files:
                rows = archive.execute(f"SELECT {listed(COLUMNS)} FROM {table_of_paths(archive, [file])}")
                while batch := rows.fetchmany(_BATCH):
                    for row in batch:
                        copy.write_row(row)
                    copied += len(batch)
    return copied


def means_expression(table: ibis.Table, wanted: Filter, period: Period = "month") -> ibis.Table:
    """The averages of :func:`almaden.store.observations.query.means` as an expression of Ibis.

    Args:
        table: a table of any engine with the columns of the archive.
        wanted: which observations; ``datasets`` does not count here.
        period: over what is averaged.
    """
    conditions: list[Any] = [table.site.notnull(), table.matrix != APART]
    for column, value in (("species", wanted.species), ("matrix", wanted.matrix)):
        if value:
            conditions.append(table[column] == value)
    if wanted.sites:
        conditions.append(table.site.isin(list(wanted.sites)))
    if wanted.start is not None:
        conditions.append(table.start >= wanted.start.astimezone(UTC).replace(tzinfo=None))
    if wanted.end is not None:
        conditions.append(table.start < wanted.end.astimezone(UTC).replace(tzinfo=None))
    chosen = table.filter(conditions).mutate(period=table.start.truncate(_UNITS[period]))
    keys = ["site", "matrix", "species", "unit", "period"]
    averaged = chosen.flag == wanted.flag if wanted.flag else None
    grouped = chosen.group_by(keys).aggregate(
        mean=chosen.value.mean(where=averaged),
        deviation=chosen.value.std(where=averaged, how="sample"),
        count=chosen.value.count(where=averaged),
        observations=chosen.count(),
    )
    return grouped.filter(grouped["count"] > 0).order_by(keys)


def means_with(backend: Any, wanted: Filter, period: Period = "month") -> list[Mean]:
    """Averages on the engine of an Ibis connection that has the table of observations."""
    expression = means_expression(backend.table(TABLE), wanted, period)
    rows = backend.raw_sql(str(backend.compile(expression))).fetchall()
    return [mean_of(row) for row in rows]
