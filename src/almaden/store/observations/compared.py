"""What was read compared with what the archive holds: what is new, what changes, and what is odd about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from almaden.errors import Fault
from almaden.reference.readers.located import Remark
from almaden.store.imports.remarks import Remarks
from almaden.store.models import ArchiveFile
from almaden.store.observations.columns import COLUMNS, CONTENT, KEY, listed
from almaden.store.observations.formats import table_of
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Counts:
    """What an import of observations does, in observations."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


def compared(connection: duckdb.DuckDBPyConnection, files: list[ArchiveFile]) -> Counts:
    """Compare the table ``staged`` with the archive: the table ``compared`` says what each record is.

    Args:
        connection: where the table is; it gives way to the new one.
        files: the files of the archive that hold the same years.
    """
    connection.execute(f"CREATE VIEW archived AS SELECT {listed(COLUMNS)} FROM {table_of(files)}")
    different = " OR ".join(f's."{name}" IS DISTINCT FROM a."{name}"' for name in CONTENT)
    same = " AND ".join(f's."{name}" = a."{name}"' for name in KEY)
    connection.execute(
        f"CREATE TABLE compared AS SELECT {listed(COLUMNS, 's.')}, CASE WHEN a.site IS NULL THEN 'added' "
        f"WHEN {different} THEN 'changed' ELSE 'unchanged' END AS state, "
        f"a.level AS level_before FROM staged s LEFT JOIN archived a ON {same}"
    )
    connection.execute("DROP TABLE staged")
    found = dict(connection.execute("SELECT state, count(*) FROM compared GROUP BY state").fetchall())
    return Counts(**found)


def tell_replaced_finals(connection: duckdb.DuckDBPyConnection, file: str, remarks: Remarks) -> None:
    """Remark where values that were checked to the end would give way to earlier ones."""
    ((count,),) = connection.execute(
        "SELECT count(*) FROM compared WHERE state = 'changed' AND level_before = 'final' "
        "AND level IN ('raw', 'automatic')"
    ).fetchall()
    if count:
        problem = n_("values of the final level would be replaced by raw or automatic ones")
        advice = n_("keep raw data in a data set of their own")
        remarks.add(Remark(n_("final replaced"), Fault(problem, file, column="level", advice=advice)), count)


def tell_other_units(connection: duckdb.DuckDBPyConnection, file: str, remarks: Remarks) -> None:
    """Remark where values come in one unit that the archive keeps in another: they would stand there twice.

    A file that gives both units means them to stand side by side.
    """
    keys = tuple(name for name in KEY if name != "unit")
    same = " AND ".join(f'{{0}}."{name}" = c."{name}"' for name in keys)
    found = connection.execute(
        f"SELECT c.site, a.unit, c.unit, count(*) FROM compared c JOIN archived a ON {same.format('a')} "
        f"AND a.unit <> c.unit WHERE c.state = 'added' AND NOT EXISTS "
        f"(SELECT 1 FROM compared b WHERE {same.format('b')} AND b.unit = a.unit) GROUP BY ALL ORDER BY 4 DESC, 1"
    ).fetchall()
    for site, before, unit, count in found:
        problem = Text(
            "{count} values of {site} are archived in {before} and come in {unit} now",
            count=count, site=site, before=before, unit=unit,
        )  # fmt: skip
        advice = n_("if the unit was corrected, withdraw the data set that holds the first one; else both are kept")
        remarks.add(Remark(n_("other unit archived"), Fault(problem, file, column="unit", advice=advice)), count)


def merged(year: int) -> str:
    """A query for what a year of the data set holds after the import."""
    same = " AND ".join(f'c."{name}" = a."{name}"' for name in KEY)
    return (
        f'SELECT {listed(COLUMNS)} FROM compared WHERE year("start") = {year} UNION ALL '
        f"SELECT {listed(COLUMNS, 'a.')} FROM archived a "
        f'WHERE year(a."start") = {year} AND NOT EXISTS (SELECT 1 FROM compared c WHERE {same})'
    )
