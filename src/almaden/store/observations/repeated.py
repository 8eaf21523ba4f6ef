"""Observations that stand in a file more than once: equal ones are told and kept once, others are faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from almaden.errors import Fault
from almaden.reference.readers.located import Remark
from almaden.store.observations.columns import CONTENT, KEY, listed
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import duckdb

_TRAP: Final = n_("duplicate row")
_SAME: Final = " AND ".join(f's."{name}" = t."{name}"' for name in KEY)


def repeated(
    connection: duckdb.DuckDBPyConnection, file: str, most: int
) -> tuple[list[Fault], list[tuple[Remark, int]]]:
    """Look for observations of one key in the table ``staged``; of equal ones the first row stays.

    Args:
        connection: where the table is.
        file: name of the file, for messages.
        most: so many faults are listed.

    Returns:
        Faults, and remarks with the number of rows that each stands for.
    """
    keys = f"SELECT {listed(KEY)} FROM staged GROUP BY {listed(KEY)} HAVING count(*) > 1"
    connection.execute(
        f"CREATE TEMP TABLE twice AS SELECT {listed(KEY)}, min(row_number) AS first, max(row_number) AS last, "
        f"count(*) AS found, count(DISTINCT hash({listed(CONTENT)})) AS kinds, min(s.rowid) AS kept "
        f"FROM staged s JOIN ({keys}) USING ({listed(KEY)}) GROUP BY {listed(KEY)}"
    )
    differing = connection.execute(
        f"SELECT site, first, last, found FROM twice WHERE kinds > 1 ORDER BY 2 LIMIT {most}"
    ).fetchall()
    equal = connection.execute("SELECT site, first, last FROM twice WHERE kinds = 1 ORDER BY 2 LIMIT 1").fetchone()
    remarks = []
    if equal is not None:
        again = f"FROM staged s JOIN twice t ON {_SAME} WHERE t.kinds = 1 AND s.rowid <> t.kept"
        # A row of a file may give several observations.
        ((rows,),) = connection.execute(f"SELECT count(DISTINCT s.row_number) {again}").fetchall()
        connection.execute(f"DELETE FROM staged WHERE rowid IN (SELECT s.rowid {again})")
        remarks.append((_equal(file, *equal), rows))
    connection.execute("DROP TABLE twice")
    return [_differing(file, *one) for one in differing], remarks


def _equal(file: str, site: str, first: int, last: int) -> Remark:
    return Remark(
        _TRAP,
        Fault(
            Text("this row says the same as row {first}, and is kept once", first=str(first)),
            file=file,
            row=last,
            value=site,
            advice=n_("ask the laboratory whether these are two samples; then give each a number"),
        ),
    )


def _differing(file: str, site: str, first: int, last: int, found: int) -> Fault:
    return Fault(
        Text("this observation stands in the file {count} times, first in row {row}", count=found, row=str(first)),
        file=file,
        row=last,
        column="site",
        value=site,
        accepted=n_("one row for each site, start, matrix, species and method"),
        advice=n_("delete the rows that are too many"),
    )
