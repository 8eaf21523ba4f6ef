"""What files hold, series by series: counted once when a file is written, so that nobody has to read it for that."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import duckdb


class Held(NamedTuple):
    """One series of a file.

    Attributes:
        site: identifier of the site.
        matrix: what was sampled.
        species: what was measured.
        unit: unit of the values.
        method: how it was measured.
        instrument: with which instrument.
        level: how far the values were checked.
        rows: observations of any flag.
        valid: observations with the flag valid and a value.
        first: start of the first one, UTC without zone.
        last: start of the last one, UTC without zone.
    """

    site: str
    matrix: str
    species: str
    unit: str
    method: str
    instrument: str
    level: str
    rows: int
    valid: int
    first: datetime
    last: datetime


def held(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[Held, ...]:
    """The series of a table that has the columns of the archive, in the order of their names."""
    rows = connection.execute(
        "SELECT site, matrix, species, unit, method, instrument, level, count(*), "
        'count(value) FILTER (WHERE flag = \'valid\'), min("start"), max("start") '
        f"FROM {table} GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return tuple(Held(*row) for row in rows)
