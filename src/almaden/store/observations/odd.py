"""What is odd about observations on their way into the archive, whatever reader gave them; all is kept as it is."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from almaden.errors import Fault
from almaden.monitoring.traps import Kind, mixed, unlikely_date
from almaden.reference.readers.located import Remark
from almaden.wording import n_

if TYPE_CHECKING:
    import duckdb

#: Nines below zero, which many programs write for "missing".
_CODE: Final = "regexp_full_match(CAST(value AS VARCHAR), '-9{2,}(\\.[09]*)?') AND flag <> 'missing'"


def oddities(connection: duckdb.DuckDBPyConnection, file: str, today: date) -> list[tuple[Remark, int]]:
    """Remarks on the observations of the table ``staged``, each with the number of rows that it stands for.

    Args:
        connection: where the table is.
        file: name of the file, for messages.
        today: later observations are told.
    """
    found: list[tuple[Remark, int]] = []
    for condition in (f"\"start\" >= DATE '{today}' + INTERVAL 1 DAY", "\"start\" < DATE '1900-01-01'"):
        count, row, start = _first(connection, condition)
        if start is not None and (remark := unlikely_date(start.date(), today, file, row, "start")):
            found.append((remark, count))
    count, row, _ = _first(connection, _CODE)
    if count:
        found.append((_code(file, row), count))
    kinds = connection.execute("SELECT DISTINCT site, matrix, species, unit, instrument FROM staged").fetchall()
    return [*found, *((remark, 1) for remark in mixed((Kind(*one) for one in kinds), file))]


def _first(connection: duckdb.DuckDBPyConnection, condition: str) -> tuple[int, int | None, datetime | None]:
    """How many rows a condition holds for, the first of them, and when it starts."""
    ((count, row, start),) = connection.execute(
        f'SELECT count(*), min(row_number), arg_min("start", row_number) FROM staged WHERE {condition}'
    ).fetchall()
    return count, row, start


def _code(file: str, row: int | None) -> Remark:
    problem = n_("the number looks like a code for a missing value that the file does not declare")
    advice = n_("empty the cells with this code, or write NA in them")
    return Remark("missing code", Fault(problem, file, row=row, column="value", advice=advice))
